"""
What it marks
    Quotation marks around a word or short phrase that distance the writer from it, where nobody is named for the words: the
    'rogue' state, their "reform".

Why it matters
    The marks pass a judgement ("so-called") that is not spelled out and that nobody answers for.

What it does not mean
    Names, titles, nicknames, words used as words, and short quotes with a speaker are no scare quotes.

Known problems
    A partial quote whose speaker stands more than a sentence away looks the same.

Sources
    AP Stylebook: quotation marks, irony. The Guardian style guide: quotation marks. Chicago Manual of Style 7.57, scare quotes.

Examples
    + Police broke up the <<"party">> after an hour.
    - The group is known as the "Night Owls".
    - The mayor called it a "disaster".
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.extract.base import Rule, layer_at, sentence_of, word_count
from annotator.lexicon import Lexicons
from annotator.types import Finding, Reading

RULE = Rule(id="scare-quotes", code="SQ", summary="quote marks that distance the writer from a word", dimension="language")

MAXIMUM_WORDS = 4
_NAMING = frozenset(
    """called calls call calling dubbed named titled entitled nicknamed known termed labeled labelled described describes describing word
    words term phrase means mean meaning reads read reading said says slogan chanted chant chanting shouted shouting song album book
    film movie show series episode program programme magazine play novel poem headline hashtag signs sign banner banners wrote written
    marked tagged spelled stands translated defined refer refers referred referring""".split()
)


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Short quotations that nobody says and that name nothing."""
    del lexicons
    document = reading.document
    said = [(span.start, span.end) for attribution in reading.attributions for span in attribution.content]
    for quotation in document.quotations:
        words = [word for word in document.words[quotation.first : quotation.last] if word[0].isalnum()]
        if not words or len(words) > MAXIMUM_WORDS or quotation.depth or not quotation.closed:
            continue
        layer = layer_at(reading.layers, quotation.start)
        if layer not in ("author", "relayed") or any(start < quotation.end and quotation.start < end for start, end in said):
            continue
        sentence = sentence_of(reading, quotation.start)
        if sentence is None or word_count(reading, sentence.start, sentence.end) == len(words):
            continue
        if all(word[0].isupper() or word.isdigit() for word in words if len(word) > 3):
            continue
        near = document.lowers[max(sentence.first, quotation.first - 6) : quotation.first]
        if any(word in _NAMING for word in near):
            continue
        yield Finding(
            rule=RULE.id,
            start=quotation.start,
            end=quotation.end,
            layer=layer,
            severity=2,
            message="quote marks with nobody named for the words",
        )
