"""Outlets that no lexicon knows: names that end as newspapers' and stations' names do, and that the article treats as a source.

"The Kestrel Bay Courier reported", "told the Courier": a run of capitalised words that ends in a press word counts once somebody is told,
or something reported, by it; then every mention of the name counts, the short form too. A name that stands in the article's own
byline or captions is the article's own outlet and no second hand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from annotator.attribution.name_words import CALENDAR, GIVEN, HONORIFICS
from annotator.attribution.names import capitalised
from annotator.types import Document, Hit

_PRESS = frozenset(
    """daily times post herald courier tribune gazette chronicle journal ledger observer telegraph examiner inquirer dispatch sentinel
    beacon star mail news press record standard
    mirror express review monitor register argus echo bulletin advocate banner wire reporter radio
    sun globe lantern gadfly messenger clarion intelligencer packet mercury citizen independent""".split()
)
_TOLD = frozenset("told tells tell citing quoting".split())
_GIVEN = frozenset({("to", "according"), ("by", "reported"), ("by", "quoted"), ("with", "interview")})
_BEHIND = frozenset(
    """reported reports report said says wrote writes notes noted first revealed reveals quoted quotes cited cites found claimed claims
    published has had that's 's ’s also""".split()
)
_SAYING = frozenset("reported said wrote noted revealed quoted cited found claimed published learned obtained".split())
_LONGEST = 6


def _is_source(document: Document, low: int, high: int) -> bool:
    """Whether the words around tokens ``low:high`` make the name one that is told or that reports."""
    lowers = document.lowers
    before = lowers[low - 1] if low else ""
    if before == "the" and low > 1:
        before = lowers[low - 2]
        two = lowers[low - 3] if low > 2 else ""
    else:
        two = lowers[low - 2] if low > 1 else ""
    if before in _TOLD or (before, two) in _GIVEN:
        return True
    behind = lowers[high] if high < len(lowers) else ""
    if behind not in _BEHIND:
        return False
    return behind not in ("has", "had", "first", "also", "'s", "’s") or (high + 1 < len(lowers) and lowers[high + 1] in _SAYING)


def _candidates(document: Document, taken: set[int]) -> list[tuple[int, int]]:
    words, lowers = document.words, document.lowers
    out = []
    for at in [at for at, lower in enumerate(lowers) if lower in _PRESS]:
        if at in taken or not words[at][0].isupper():
            continue
        high = at + 1
        if high < len(words) and capitalised(words[high]) and lowers[high] not in _PRESS and document.starts[high] - document.ends[at] == 1:
            continue  # "Times Square", "Star Wars"
        low = at
        sentence = document.sentences[document.token_sentence[at]]
        while low > sentence.first and at - low < _LONGEST and capitalised(words[low - 1]) and low - 1 not in taken:
            low -= 1
        if low < at and lowers[low] in ("but", "and", "in", "when", "as", "while", "on", "after", "for"):
            low += 1
        if at - low >= 1 and not (at - low == 1 and lowers[low] in ("the", "a")):
            out.append((low, high))
    return out


def without_namesakes(document: Document, hits: Mapping[str, tuple[Hit, ...]]) -> dict[str, tuple[Hit, ...]]:
    """*hits* without outlets of one word that are somebody's name in the article: "Mr. Bloomberg", "Vicente Fox", then "Bloomberg"."""
    listed = hits.get("outlets", ())
    single = {document.words[hit.first] for hit in listed if hit.last - hit.first == 1 and not document.words[hit.first].isupper()}
    if not single:
        return dict(hits)
    taken = {at for hit in listed for at in range(hit.first, hit.last)}
    places = [at for at, word in enumerate(document.words) if word in single and at]
    people = {document.words[at] for at in places if at - 1 not in taken and _ends_a_name(document, at)}
    return {**hits, "outlets": tuple(hit for hit in listed if hit.last - hit.first > 1 or document.words[hit.first] not in people)}


def _ends_a_name(document: Document, at: int) -> bool:
    """Whether a title, a given name, or a capital behind a word without one stands before token *at*."""
    words, lowers = document.words, document.lowers
    before = at - 2 if lowers[at - 1] == "." and at > 1 else at - 1
    if lowers[before] in HONORIFICS or lowers[before] in GIVEN:
        return True
    named = words[before].istitle() and words[before].isalpha() and lowers[before] not in CALENDAR | {"the"}
    return named and before > 0 and words[before - 1][0].islower()


def with_new_outlets(
    document: Document, hits: Mapping[str, tuple[Hit, ...]], names: Mapping[str, str]
) -> tuple[dict[str, tuple[Hit, ...]], dict[str, str]]:
    """*hits* and outlet *names* with those that the article alone tells of."""
    known = hits.get("outlets", ())
    taken = {at for hit in known for at in range(hit.first, hit.last)}
    found: dict[str, list[tuple[int, int]]] = {}
    for low, high in _candidates(document, taken):
        key = " ".join(document.lowers[low:high]).removeprefix("the ")
        found.setdefault(key, []).append((low, high))
    added: list[Hit] = []
    extended = dict(names)
    for key, places in found.items():
        short = key.rsplit(" ", 1)[-1]
        places = sorted(places + _short_forms(document, short, taken, places[0][0]))
        own = any(_set_aside(document, document.starts[low]) for low, _ in places)
        if own or not any(_is_source(document, low, high) for low, high in places):
            continue
        entry = f"outlet-by-shape:{key}"
        low, high = next((a, b) for a, b in places if b - a > 1)
        extended[entry] = " ".join(document.text[document.starts[low] : document.ends[high - 1]].split())
        added += [Hit(entry, "newspaper", 0, a, b, document.starts[a], document.ends[b - 1]) for a, b in places]
    if not added:
        return dict(hits), extended
    return {**hits, "outlets": _merged(known, added)}, extended


def _set_aside(document: Document, offset: int) -> bool:
    at = bisect_right(document.set_aside, offset, key=lambda part: part.start) - 1
    return at >= 0 and offset < document.set_aside[at].end


def _short_forms(document: Document, short: str, taken: set[int], first: int) -> list[tuple[int, int]]:
    """ "the Courier" behind the full name at token *first*."""
    words, lowers = document.words, document.lowers
    return [
        (at, at + 1)
        for at in range(first + 1, len(words))
        if lowers[at] == short
        and words[at][0].isupper()
        and lowers[at - 1] == "the"
        and at not in taken
        and not (at + 1 < len(words) and capitalised(words[at + 1]))
    ]


def _merged(known: Sequence[Hit], added: Sequence[Hit]) -> tuple[Hit, ...]:
    out: list[Hit] = []
    for hit in sorted((*known, *added), key=lambda h: (h.first, -h.last)):
        if not out or hit.first >= out[-1].last:
            out.append(hit)
    return tuple(out)
