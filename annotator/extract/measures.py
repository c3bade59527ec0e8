"""Reading + findings → measures: features of the whole article, each recomputable from its evidence.

A measure's ``count`` is the sum of its evidence's amounts and ``base`` what it is taken of; ``value`` follows from the two by ``unit``:
a share or a rate per 1,000 divides count by base, a plain count does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from annotator.attribution.name_words import OPENING
from annotator.attribution.names import capitalised
from annotator.extract import headline
from annotator.extract.base import layer_at, word_count
from annotator.types import Document, Evidence, Finding, Measure, Reading

PER_THOUSAND = 1000.0

_NAMED = ("named_person", "named_org", "document")
"""Sources that a reader can look up or ask."""


class Extent(Struct, frozen=True, kw_only=True):
    """How long the article is: words of the prose, of the outlet's own and relayed text, and inside attributed quotes."""

    prose: int
    own: int
    author: int
    quoted: int


def extent(reading: Reading) -> Extent:
    """Count the words of *reading* by layer."""
    counts = {"author": 0, "quoted": 0, "relayed": 0, "set_aside": 0}
    for layer in reading.layers:
        counts[layer.layer] += reading.document.count_words(layer.start, layer.end)
    return Extent(
        prose=counts["author"] + counts["quoted"] + counts["relayed"],
        own=counts["author"] + counts["relayed"],
        author=counts["author"],
        quoted=counts["quoted"],
    )


def value_of(unit: str, count: float, base: float) -> float:
    """A measure's value from its count and base.

    :raises ValueError: the unit is unknown.
    """
    if unit.startswith("share of"):
        return count / base if base else 0.0
    if unit.startswith("per 1,000"):
        return PER_THOUSAND * count / base if base else 0.0
    if unit.startswith("number of"):
        return count
    raise ValueError(f"unknown unit {unit!r}")


def _measure(feature: str, unit: str, base: float, evidence: Iterable[Evidence]) -> Measure:
    kept = tuple(sorted(evidence, key=lambda e: (e.start, e.end)))
    count = 0.0
    for item in kept:
        count += item.amount
    return Measure(feature=feature, value=value_of(unit, count, base), unit=unit, count=count, base=base, evidence=kept)


def measures(reading: Reading, findings: Sequence[Finding]) -> tuple[Measure, ...]:
    """Every feature of the article, in the order in which the card's documentation lists them."""
    size = extent(reading)
    by_rule: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings, start=1):
        by_rule.setdefault(finding.rule, []).append((number, finding))

    def of(rule: str, keep: Callable[[Finding], bool] = lambda finding: True) -> list[Evidence]:
        return [Evidence(start=f.start, end=f.end, finding=n) for n, f in by_rule.get(rule, ()) if keep(f)]

    def by_words(rule: str, count: Callable[[Reading, int, int], int] = word_count) -> list[Evidence]:
        return [
            Evidence(start=f.start, end=f.end, finding=n, amount=float(words))
            for n, f in by_rule.get(rule, ())
            if (words := count(reading, f.start, f.end))
        ]

    def own_voice(finding: Finding) -> bool:
        return finding.layer == "author"

    seen = _tokens(reading)
    claims = [a for a in reading.attributions if a.source_kind != "author_or_reader" and a.source]
    ids = {(f.start, f.end): n for n, f in by_rule.get("anonymous-source", ())}
    second = {(f.context[0].start, f.context[0].end): n for n, f in by_rule.get("second-hand-source", ()) if f.context}

    def claim(attribution_index: int) -> Evidence:
        attribution = claims[attribution_index]
        span = attribution.source[0]
        found = ids.get((span.start, span.end))
        if found is None and attribution.content:
            found = second.get((attribution.content[0].start, attribution.content[0].end))
        return Evidence(start=span.start, end=span.end, finding=found)

    withheld = [n for n, a in enumerate(claims) if a.source_kind == "anonymous" and a.standing != "spokesperson"]
    unexplained = [n for n in withheld if claims[n].reason_type != "specific"]
    bare = [n for n in withheld if claims[n].standing == "bare"]
    comment = [n for n in withheld if claims[n].content_type in ("opinion", "attack")]
    relayed = [n for n, a in enumerate(claims) if a.relayed_from is not None]
    ledger = [s for s in reading.sources if s.mentions]

    def sources(*kinds: str, known: bool = False) -> list[Evidence]:
        """Where the sources of *kinds* come first; those without a name ("the company", "she") left out where they must be *known*."""
        chosen = [s for s in ledger if s.kind in kinds and (not known or _is_named(s.label))]
        return [Evidence(start=s.mentions[0].start, end=s.mentions[0].end) for s in chosen]

    prose = [p for p in reading.document.paragraphs if p.kind == "prose" and word_count(reading, p.start, p.end) >= 20]
    marks = sorted((span.start, span.end) for a in claims for span in (*a.source, *a.content))
    bare_paragraphs = [p for p in prose if not _touches(marks, p.start, p.end)]
    told = [x for p in prose for x in reading.document.sentences[p.first_sentence : p.last_sentence]]
    sourced = {x for x in told if _touches(marks, x.start, x.end)}
    quoted = [q for q in reading.quotes if q.attribution is not None]

    def quotes(*kinds: str) -> list[Evidence]:
        return [
            Evidence(start=q.start, end=q.end, amount=float(word_count(reading, q.start, q.end))) for q in quoted if q.speaker_kind in kinds
        ]

    everybody = ("named_person", "named_org", "document", "outlet", "anonymous", "group", "nobody", "author_or_reader")
    quoted_words = sum(e.amount for e in quotes(*everybody))
    loaded = "loaded-language"
    unattributed = by_words("unattributed-quote")
    words = float(size.author)
    return (
        _measure("named_sources", "number of distinct sources", 1.0, sources("named_person", "named_org", known=True)),
        _measure("documents", "number of distinct documents", 1.0, _documents(reading, sources("document"))),
        _measure(
            "unsourced_paragraphs",
            "share of paragraphs",
            float(len(prose)),
            [Evidence(start=p.start, end=p.end) for p in bare_paragraphs],
        ),
        _measure(
            "attributed_sentences",
            "share of sentences",
            float(len(told)),
            [Evidence(start=x.start, end=x.end) for x in told if x in sourced],
        ),
        _measure("anonymous_unexplained", "share of attributions", float(len(claims)), map(claim, unexplained)),
        _measure("anonymous_bare", "share of attributions", float(len(claims)), map(claim, bare)),
        _measure("anonymous_comment", "share of attributions", float(len(claims)), map(claim, comment)),
        _measure("second_hand", "share of attributions", float(len(claims)), map(claim, relayed)),
        _measure("vague_attribution", "per 1,000 words of prose", float(size.prose), of("vague-attribution")),
        _measure("quote_density", "share of words of prose", float(size.prose), quotes(*everybody)),
        _measure("quoted_named", "share of quoted words", quoted_words, quotes(*_NAMED)),
        _measure("quoted_anonymous", "share of quoted words", quoted_words, quotes("anonymous")),
        _measure("quoted_outlet", "share of quoted words", quoted_words, quotes("outlet")),
        _measure("unattributed_quotes", "share of words of prose", float(size.prose), unattributed),
        _measure("loaded_note", "per 1,000 words of the outlet's own", words, of(loaded, lambda f: own_voice(f) and f.severity == 1)),
        _measure("loaded_warn", "per 1,000 words of the outlet's own", words, of(loaded, lambda f: own_voice(f) and f.severity == 2)),
        _measure("loaded_error", "per 1,000 words of the outlet's own", words, of(loaded, lambda f: own_voice(f) and f.severity == 3)),
        _measure("loaded_quoted", "per 1,000 words of prose", float(size.prose), of(loaded, lambda f: not own_voice(f))),
        _measure("asides", "share of words of the outlet's own", words, by_words("editorial-aside", _own_words)),
        _measure("scare_quotes", "per 1,000 words of the outlet's own", words, of("scare-quotes")),
        _measure("intensifiers", "per 1,000 words of the outlet's own", words, _in_author(reading, "intensifiers")),
        _measure("hedges", "per 1,000 words of the outlet's own", words, _in_author(reading, "hedges")),
        _measure("exclamations", "per 1,000 words of the outlet's own", words, seen["shouts"]),
        _measure("first_second_person", "per 1,000 words of the outlet's own", words, seen["persons"]),
        _measure("figures", "per 1,000 words of the outlet's own", words, seen["figures"]),
        _measure("emphasis", "per 1,000 words of the outlet's own", words, seen["emphasis"]),
        _measure("dates", "number of distinct dates", 1.0, _distinct(reading, seen["dates"])),
        _measure("expected_loaded", *_expected(reading)),
        _measure("headline_shouts", "number of shouts", 1.0, headline.shouts(reading, seen["headline"])),
        _measure("headline_unborne", "number of distinct words", 1.0, headline.unborne(reading)),
    )


def _own_words(reading: Reading, start: int, end: int) -> int:
    """Words of ``start:end`` in the outlet's own voice."""
    layers = reading.layers
    count = 0
    for layer in layers[max(0, bisect_right(layers, start, key=lambda x: x.start) - 1) : bisect_left(layers, end, key=lambda x: x.start)]:
        if layer.layer == "author":
            count += word_count(reading, max(start, layer.start), min(end, layer.end))
    return count


def _is_named(label: str) -> bool:
    """Whether *label* holds a name: a capital elsewhere than in an article or pronoun that opens it."""
    first, *rest = label.split() or [""]
    return any(map(capitalised, rest)) or (capitalised(first) and first.lower() not in OPENING)


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of *spans*, sorted by start, overlaps ``start:end``. Spans are short, so a few before *start* are looked at."""
    at = bisect_left(spans, (end,))
    return any(spans[i][1] > start for i in range(max(0, at - 12), at))


_PERSONS = frozenset("i me my mine myself we us our ours ourselves you your yours yourself yourselves let's".split())
_OPENING = 10
"""Tokens in capitals that may open an article, place and date among them, without being loud."""
_EMPHASIS = frozenset(
    "all always anybody anyone anything ever every everybody everyone everything never nobody nothing "
    "just even really so very actually simply literally truly".split()
)
_AFTER = re.compile(r"[ \u00a0](\d{1,2})\b")
_BEFORE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ \u00a0]\Z")
_WRITTEN = frozenset(
    """record records document documents data report reports paper papers audit audits review article articles analysis analyses survey
    surveys poll polls polling transcript transcripts memo memos email emails letter letters lawsuit filing filings study studies
    statement statements affidavit indictment complaint ruling decision order law bill brief book diary tape tapes recording recordings
    footage video photo photos photograph photographs tweet tweets post posts minutes note notes contract treaty files""".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon. tues. tue. wed. thurs. thu. fri.".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan. feb. aug. sept. oct. nov. dec.".split()
)
_LISTED = _PERSONS | _EMPHASIS | _DAYS | _MONTHS


def _tokens(reading: Reading) -> dict[str, list[Evidence]]:
    """In the outlet's own voice: exclamation marks and shouted words, first and second person, figures, words of emphasis, and dates."""
    document = reading.document
    found: dict[str, list[Evidence]] = {"shouts": [], "headline": [], "persons": [], "figures": [], "emphasis": [], "dates": []}
    at = 0
    titles = [range(p.first, p.last) for p in document.paragraphs if p.kind == "headline"]
    layers = reading.layers
    words, lowers = document.words, document.lowers
    quiet = _house_style(document)
    for n in [n for n, lower in enumerate(lowers) if lower in _LISTED or not lower[0].isalpha() or words[n].isupper()]:
        start, end, word, lower = document.starts[n], document.ends[n], words[n], lowers[n]
        first = lower[0]
        if first == "!" or (n not in quiet and headline.shouted(word)):
            kind = "headline" if any(n in title for title in titles) else "shouts"
        elif lower in _PERSONS and word != "US":
            kind = "persons"
        elif first.isdigit():
            kind = "figures"
        elif lower in _EMPHASIS and not (lower == "all" and n and lowers[n - 1] == "in"):  # "in all" adds up
            kind = "emphasis"
        elif word[0].isupper() and (lower in _DAYS or (lower in _MONTHS and _beside_number(lowers, n))):
            kind = "dates"
        else:
            continue
        while at + 1 < len(layers) and start >= layers[at].end:
            at += 1
        if layers[at].layer == "author":
            found[kind].append(Evidence(start=start, end=end))
    return found


def _house_style(document: Document) -> frozenset[int]:
    """Tokens whose capitals are the printer's: a headline or heading all in capitals, and the words that open the first paragraph."""
    quiet: set[int] = set()
    opened = False
    for paragraph in document.paragraphs:
        if paragraph.kind == "prose" and not opened:
            opened = True
            last = paragraph.first
            while last < paragraph.last and not any(map(str.islower, document.words[last])):
                last += 1
            if last - paragraph.first <= _OPENING:
                quiet.update(range(paragraph.first, last))
        elif paragraph.kind in ("headline", "heading") and document.text[paragraph.start : paragraph.end].isupper():
            quiet.update(range(paragraph.first, paragraph.last))
    return frozenset(quiet)


def _beside_number(lowers: Sequence[str], n: int) -> bool:
    return any(0 <= m < len(lowers) and lowers[m][0].isdigit() for m in (n - 1, n + 1))


def _distinct(reading: Reading, evidence: Iterable[Evidence]) -> Iterable[Evidence]:
    """The first passage of each date: a weekday, or a month with the number beside it, which counts half.

    News agencies name the weekday of what happened within seven days. Three letters tell the dates, short or in full.
    """
    text = reading.text
    seen: set[str] = set()
    for item in evidence:
        word = text[item.start : item.end].lower()
        day = None if word in _DAYS else _AFTER.match(text, item.end) or _BEFORE.search(text, max(0, item.start - 5), item.start)
        key = word[:3] + (day[1] if day else "")
        if key not in seen:
            seen.add(key)
            yield item if word in _DAYS else Evidence(start=item.start, end=item.end, amount=0.5)


def _expected(reading: Reading) -> tuple[str, float, list[Evidence]]:
    """The outlet's own sentences, each with the probability that an expert would call it biased."""
    own = [
        Evidence(start=x.start, end=x.end, amount=p)
        for x, p in zip(reading.document.sentences, reading.sentence_bias, strict=False)
        if p is not None and layer_at(reading.layers, x.start) == "author" and x.last - x.first >= 6
    ]
    return "share of the outlet's own sentences", float(len(own)), own


def _documents(reading: Reading, found: Iterable[Evidence]) -> Iterator[Evidence]:
    """Those sources that are written or recorded; what else is no person ("the debate", "40 percent") is none."""
    document = reading.document
    known = [hit.start for hit in reading.hits.get("documents", ())]
    for item in found:
        at = bisect_left(known, item.start)
        if (at < len(known) and known[at] < item.end) or not _WRITTEN.isdisjoint(
            document.lowers[bisect_left(document.starts, item.start) : bisect_left(document.starts, item.end)]
        ):
            yield item


def _in_author(reading: Reading, topic: str) -> list[Evidence]:
    return [
        Evidence(start=hit.start, end=hit.end) for hit in reading.hits.get(topic, ()) if layer_at(reading.layers, hit.start) == "author"
    ]
