"""What a term counts, in words: ``three attributions to unnamed sources with no specific reason``."""

from __future__ import annotations

from annotator.score.card import Term
from annotator.types import Measure

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_COUNTED = {
    "named_sources": ("named person or institution given words or claims", "named people and institutions given words or claims"),
    "documents": ("document cited", "documents cited"),
    "dates": ("date or weekday that says when", "dates and weekdays that say when"),
    "weekdays": ("day of the week that says when", "days of the week that say when"),
    "unsourced_paragraphs": ("paragraph in which no claim has a source", "paragraphs in which no claim has a source"),
    "attributed_sentences": ("sentence that names a source", "sentences that name a source"),
    "anonymous_unexplained": (
        "attribution to an unnamed source with no specific reason",
        "attributions to unnamed sources with no specific reason",
    ),
    "anonymous_bare": (
        "attribution to an unnamed source of whom nothing is said",
        "attributions to unnamed sources of whom nothing is said",
    ),
    "anonymous_comment": ("opinion or attack from an unnamed source", "opinions or attacks from unnamed sources"),
    "second_hand": ("attribution that rests on another outlet's reporting", "attributions that rest on another outlet's reporting"),
    "vague_attribution": ("claim put on a class of people or on nobody", "claims put on a class of people or on nobody"),
    "unattributed_quotes": ("word in quotes that nobody is named for", "words in quotes that nobody is named for"),
    "loaded_note": ("loaded word (note)", "loaded words (note)"),
    "loaded_warn": ("loaded word (warn)", "loaded words (warn)"),
    "loaded_error": ("loaded word (error)", "loaded words (error)"),
    "scare_quotes": ("word or phrase in scare quotes", "words or phrases in scare quotes"),
    "intensifiers": ("intensifying adverb", "intensifying adverbs"),
    "exclamations": ("exclamation mark or word in capitals", "exclamation marks and words in capitals"),
    "headline_shouts": (
        "exclamation mark or word in capitals in the headline",
        "exclamation marks and words in capitals in the headline",
    ),
    "headline_unborne": ("word of the headline that the text does not bear out", "words of the headline that the text does not bear out"),
    "emphasis": ("word that presses the point", "words that press the point"),
    "first_second_person": ("I, we or you in the outlet's own voice", "times I, we or you in the outlet's own voice"),
}
"""Features that are counted, one and many. Others are told by their label and value."""


def number(count: int) -> str:
    """*count* in words up to twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(term: Term, measure: Measure) -> str:
    """What *term* rests on, with how much of it there is and, for a rate, the rate."""
    forms = _COUNTED.get(term.feature)
    if forms is None:
        share = measure.unit.startswith("share of")
        return f"{term.label}: {measure.value:.0%}" if share else f"{term.label}: {measure.value:.3g}"
    words = things(term, round(measure.count))
    if measure.unit.startswith("share of"):
        return f"{words}, {measure.value:.0%} of {measure.unit.removeprefix('share of ')}"
    if measure.unit.startswith("per 1,000"):
        return f"{words}, {measure.value:.1f} {measure.unit}"
    return words


def things(term: Term, count: int) -> str:
    """*count* of what *term* counts: ``one document cited``."""
    one, many = _COUNTED.get(term.feature, (term.label, term.label))
    return f"{number(count)} {one if count == 1 else many}"


def is_counted(term: Term) -> bool:
    """Whether the term counts things rather than shares of words or a probability."""
    return term.feature in _COUNTED
