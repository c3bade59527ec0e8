"""
What it marks
    The clause or sentence in which the writer steps out of the report to comment: a rhetorical question, sarcasm, address to the
    reader, a jab in brackets, a verdict, mind reading without a source, first person, an instruction what to think.

Why it matters
    A report that mixes in the writer's comment leaves the reader to sort out which is which.

What it does not mean
    Opinion pieces are made of asides, and rightly so. The mark does not say that the comment is wrong.

Known problems
    Verdicts without a marker word are found only where a strong evaluative word stands in the outlet's own voice.

Sources
    AP, Statement of News Values and Principles. BBC Editorial Guidelines, Impartiality. Reuters Handbook of Journalism: "The
    difference between fact and opinion".

Examples
    + <<Make no mistake, this is a retreat.>>
    + <<Who could have seen that coming?>>
    - "Who could have seen that coming?" she asked.
    - The board will vote on Tuesday (the last meeting of the year).
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.extract.base import Rule, layer_at
from annotator.lexicon import Lexicons
from annotator.types import Finding, Hit, Reading, Sentence

RULE = Rule(id="editorial-aside", code="EA", summary="the writer steps out of the report to comment", dimension="language")


def _rhetorical(reading: Reading, sentence: Sentence) -> bool:
    document = reading.document
    if document.words[sentence.last - 1][0] != "?":
        return False
    paragraph = document.paragraphs[sentence.paragraph]
    return paragraph.kind == "prose" and all(
        layer_at(reading.layers, document.starts[at]) == "author" for at in (sentence.first, sentence.last - 1)
    )


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Sentences in the author's layer that hold an aside marker or ask a question."""
    document = reading.document
    markers: dict[int, Hit] = {}
    for hit in reading.hits.get("asides", ()):
        if layer_at(reading.layers, hit.start) == "author":
            markers.setdefault(document.token_sentence[hit.first], hit)
    for number, sentence in enumerate(document.sentences):
        marker = markers.get(number)
        if marker is None and not _rhetorical(reading, sentence):
            continue
        yield Finding(
            rule=RULE.id,
            start=sentence.start,
            end=sentence.end,
            layer="author",
            severity=2,
            message=f"aside: {(marker.category if marker else 'rhetorical question').replace('_', ' ')}",
            entry=marker.entry if marker else None,
            type=marker.category if marker else "rhetorical",
        )
