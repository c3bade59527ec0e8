"""
What it marks
    Claims whose only source is another news organisation: "the Ledger reported", "according to Reuters", and statements that were made
    to somebody else: "told CNN", "in an interview with the Post".

Why it matters
    A retelling adds no evidence. Readers should see whose reporting it is, and who could correct it.

What it does not mean
    Relaying is no fault where it is said openly, as it is wherever this rule finds it. A retelling that hides its source is not
    found by this rule.

Known problems
    An outlet that the lexicon does not know is taken for an ordinary institution. The article's own outlet is left out only where
    the input names it.

Sources
    Reuters Handbook of Journalism: "Attribute to the original outlet". NPR Ethics Handbook: give credit. AP: Statement of News Values.

Examples
    + <<The Wall Street Journal reported>> that talks had begun.
    + "It was over," she <<told CNN>>.
    - The council said on Monday that it would vote.
    - He bought The New York Times at the kiosk.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.extract.base import Rule, layer_at
from annotator.lexicon import Lexicons
from annotator.types import Context, Finding, Reading

RULE = Rule(id="second-hand-source", code="SH", summary="a claim that another outlet is the source of", dimension="sourcing")

_ADDRESSED = frozenset("told tells telling".split())
_INTERVIEW = ("interview with", "interview to", "comments to", "statement to", "remarks to", "spoke to", "spoke with", "speaking to", "speaking with", "appearance on",
              "said on", "interview on", "appearing on", "interviewed by", "interviewed on", "says on", "comment to", "spoke on", "appeared on")  # fmt: skip


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Attributions to an outlet, and words that were given to one."""
    document = reading.document
    own = (document.article.outlet or "").casefold()
    taken: list[tuple[int, int]] = []
    for attribution in reading.attributions:
        if attribution.relayed_from is None or not attribution.source:
            continue
        parts = [attribution.source[0], *attribution.cue[:1]]
        start, end = min(p.start for p in parts), max(p.end for p in parts)
        if end - start > 100:
            start, end = parts[0].start, parts[0].end
        if layer_at(reading.layers, start) in ("quoted", "set_aside"):
            continue
        taken.append((start, end))
        yield Finding(
            rule=RULE.id,
            start=start,
            end=end,
            layer=layer_at(reading.layers, start),
            severity=1,
            message=f"second-hand: reporting of {attribution.relayed_from}",
            context=tuple(Context(label="claim", start=part.start, end=part.end) for part in attribution.content),
        )
    for hit in reading.hits.get("outlets", ()):
        if hit.category == "generic" or layer_at(reading.layers, hit.start) in ("quoted", "set_aside"):
            continue
        name = lexicons.rows[hit.entry].value or (hit.start and reading.text[hit.start : hit.end])
        if str(name).casefold() == own or any(start < hit.end and hit.start < end for start, end in taken):
            continue
        at = hit.first
        while at > 0 and document.lowers[at - 1] in ("the", "a", "an", "newspaper", "network", "'s", "’s"):
            at -= 1
        one = document.lowers[at - 1] if at else ""
        two = " ".join(document.lowers[max(0, at - 2) : at])
        if one in _ADDRESSED:
            begin = at - 1
        elif two in _INTERVIEW:
            begin = at - 2
        else:
            continue
        yield Finding(
            rule=RULE.id,
            start=document.starts[begin],
            end=hit.end,
            layer=layer_at(reading.layers, document.starts[begin]),
            severity=1,
            message=f"second-hand: said to {name}",
        )
