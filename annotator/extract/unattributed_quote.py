"""
What it marks
    A direct quote of five words or more for which no speaker is named.

Why it matters
    Quotation marks promise that somebody said exactly this. Without a speaker the promise cannot be checked.

What it does not mean
    The speaker may be plain from the layout, a caption or a headline. Shorter quoted phrases are looked at by ``scare-quotes``.

Known problems
    Titles of works of five words and more stand between quotation marks too; those written with capitals throughout are left out.
    A quote whose speaker stands more than a sentence away may be marked.

Sources
    AP, Statement of News Values and Principles. Reuters Handbook of Journalism: Quotes.

Examples
    + "<<We had no idea that this would come.>>" The meeting ended at noon.
    - "We had no idea that this would come," said Ann Lee.
    - She starred in "The Long Road to the Northern Sea".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from annotator.extract.base import Rule, layer_at, word_count
from annotator.lexicon import Lexicons
from annotator.types import Finding, Reading

RULE = Rule(id="unattributed-quote", code="UQ", summary="a direct quote that nobody is named for", dimension="sourcing")

MINIMUM_WORDS = 5


def _is_title(reading: Reading, start: int, end: int) -> bool:
    document = reading.document
    low, high = bisect_left(document.starts, start), bisect_left(document.starts, end)
    words = [word for word in document.words[low:high] if word[0].isalpha() and len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Quotes without an attribution, and those whose attribution has neither speaker nor verb."""
    del lexicons
    nobody = {attribution.id for attribution in reading.attributions if not attribution.source and not attribution.cue}
    for quote in reading.quotes:
        if not (quote.attribution is None or quote.attribution in nobody) or layer_at(reading.layers, quote.start) == "set_aside":
            continue
        if word_count(reading, quote.start, quote.end) < MINIMUM_WORDS or _is_title(reading, quote.start, quote.end):
            continue
        yield Finding(
            rule=RULE.id,
            start=quote.start,
            end=quote.end,
            layer=layer_at(reading.layers, quote.start),
            severity=2,
            message="direct quote, no speaker named",
        )
