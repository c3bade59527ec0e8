"""
What it marks
    Claims put on a class of people nobody can ask ("critics say", "many believe") or on nobody at all ("reportedly", "it is
    widely believed").

Why it matters
    A claim without an identifiable source cannot be checked, and a class of people can be made to say anything.

What it does not mean
    It does not say that nobody holds the view. A report that names some of the critics in the next sentence has done its duty; the
    mark only shows where the general claim stands.

Known problems
    An adverb such as "reportedly" is not marked where the same sentence names the source. Whether a group is named later in the
    article is not followed.

Sources
    BBC Editorial Guidelines, Accuracy. Reuters Handbook of Journalism: "Reuters uses named sources". Wikipedia, Manual of Style:
    Unsupported attributions. Recasens et al. (2013) on hedges and attribution.

Examples
    + <<Critics say>> the plan is too costly.
    + The talks <<reportedly>> took place in March.
    - The union said the plan is too costly.
    - The alleged thief was released.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.extract.base import Rule, layer_at
from annotator.lexicon import Lexicons
from annotator.types import Context, Finding, Reading

RULE = Rule(id="vague-attribution", code="VA", summary="a claim put on a class of people, or on nobody", dimension="sourcing")

_KNOWN = frozenset({"named_person", "named_org", "document", "outlet", "anonymous"})


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Vague sources of attributions, and phrases that attribute to nobody."""
    del lexicons
    document = reading.document
    taken: list[tuple[int, int]] = []
    for attribution in reading.attributions:
        if attribution.source_kind != "group" or not attribution.source or not attribution.cue:
            continue
        source, cue = attribution.source[0], attribution.cue[0]
        start, end = min(source.start, cue.start), max(source.end, cue.end)
        if end - start > 120 or layer_at(reading.layers, source.start) in ("quoted", "set_aside"):
            start, end = source.start, source.end
        if layer_at(reading.layers, start) in ("quoted", "set_aside"):
            continue
        taken.append((start, end))
        yield Finding(
            rule=RULE.id,
            start=start,
            end=end,
            layer=layer_at(reading.layers, start),
            severity=2,
            message="claim put on a class of people",
            type="class",
            context=tuple(Context(label="claim", start=part.start, end=part.end) for part in attribution.content),
        )
    sourced = {
        document.token_sentence[_token(reading, span.start)]
        for attribution in reading.attributions
        if attribution.source_kind in _KNOWN
        for span in attribution.source
    }
    for hit in reading.hits.get("vague", ()):
        layer = layer_at(reading.layers, hit.start)
        if hit.category != "nobody" or layer in ("quoted", "set_aside"):
            continue
        if hit.last - hit.first == 1 and document.token_sentence[hit.first] in sourced and layer != "author":
            continue
        if any(start < hit.end and hit.start < end for start, end in taken):
            continue
        yield Finding(
            rule=RULE.id,
            start=hit.start,
            end=hit.end,
            layer=layer,
            severity=2,
            message="claim put on nobody",
            entry=hit.entry,
            type="nobody",
        )


def _token(reading: Reading, offset: int) -> int:
    from bisect import bisect_left

    return min(bisect_left(reading.document.starts, offset), len(reading.document.starts) - 1)
