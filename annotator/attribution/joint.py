"""Several who speak together: "Ann Lee and Tom Ek", "the ministry and an official briefed on the talks"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from annotator.attribution.kinds import QUANTIFIERS, SINGLE, Context, classify, tokens_of
from annotator.attribution.names import Name, Names, first_in
from annotator.types import Document, Draft, Span

_LINKS = frozenset({",", "and", "&", "or", "nor"})
_HANGING = frozenset(", — – -- ( : ;".split())
_NO_TITLE = frozenset("of for by to with at in from on like as than about against over 's ’s who whom whose which that".split())
_TITLE = 5
"""Words that may stand before a name: "both", "Republicans", "Vice President"."""
_MOST = 8
_LONGEST = 60


def with_withheld_apart(document: Document, drafts: Sequence[Draft], look: Context) -> list[Draft]:
    """*drafts*, in which a withheld informant beside somebody who is named is a source of its own, of the same claim."""
    out: list[Draft] = []
    for draft in drafts:
        parts = _parts(document, draft.source[0], look) if len(draft.source) == 1 else ()
        out += [replace(draft, source=(part,)) for part in parts] or [draft]
    return out


def _parts(document: Document, source: Span, look: Context) -> tuple[Span, ...]:
    """The two that *source* joins, one of them withheld and the other not; nothing where it is not so."""
    first, last = tokens_of(document, source)
    words, lowers = document.words, document.lowers
    for link in range(first + 1, min(last - 1, first + _LONGEST)):
        if words[link] in _HANGING:  # what follows may say who was named before
            break
        if lowers[link] != "and":
            continue
        parts = (Span(source.start, document.ends[link - 1]), Span(document.starts[link + 1], source.end))
        left, right = (classify(document, part, look) for part in parts)
        brief = left.head == link - 1  # nothing hangs on it that may hold the "and"
        for one, other in ((right, left), (left, right)):
            counted = lowers[one.core_first] in SINGLE or lowers[one.core_first] in QUANTIFIERS
            if one.kind == "anonymous" and one.open and counted and other.kind not in ("anonymous", "group", "author_or_reader"):
                return parts if one is right or brief else ()
    return ()


def together(document: Document, names: Names, first: int, last: int) -> list[tuple[Name, tuple[str, ...]]]:
    """The people who are named side by side in the source ``first:last``, each with the full form of the name; none if not several."""
    lowers, mentions = document.lowers, names.mentions
    last = min(last, first + _LONGEST)
    out: list[tuple[Name, tuple[str, ...]]] = []
    joined = False
    for index in range(first_in(mentions, first), len(mentions)):
        name, key = mentions[index]
        if name.last > last or len(out) == _MOST:
            break
        between = lowers[out[-1][0].last if out else first : name.before]
        if not names.person(key) or not (_linked(between) if out else _is_title(between)):
            if not out:
                return []
            continue
        joined = joined or not _LINKS.isdisjoint(set(between) - {","})
        out.append((name, key))
    return out if joined and len({key for _, key in out}) > 1 else []


def _is_title(words: Sequence[str]) -> bool:
    return len(words) <= _TITLE and all(word[0].isalpha() and word not in _NO_TITLE for word in words)


def _linked(between: Sequence[str]) -> bool:
    """Whether the words *between* two names put the second beside the first: "and", "(D) and", ", the mayor, and Senator"."""
    if between[:1] == ("(",) and ")" in between:
        between = between[between.index(")") + 1 :]
    at = max((at for at, word in enumerate(between) if word in _LINKS), default=-1)
    if at < 0 or not _is_title(between[at + 1 :]):
        return False
    return at == 0 or (between[0] == "," and between[at - 1] == ",")
