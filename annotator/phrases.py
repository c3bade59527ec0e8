"""What a term counts, in words: ``three attributions to unnamed sources with no specific reason``."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from annotator.types import Measure

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_COUNTED = {
    "named_sources": ("named person or institution given words or claims", "named people and institutions given words or claims"),
    "documents": ("document cited", "documents cited"),
    "dates": ("date or weekday that says when", "dates and weekdays that say when"),
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
"""Features that are counted, one and many."""

_SHARES = {
    "quote_density": "of the words are quoted",
    "quoted_named": "of the quoted words have a named speaker",
    "expected_loaded": "of the outlet's own sentences are expected to be called loaded by an expert",
    "asides": "of the outlet's own words are comment",
}
"""Features that are shares of words or sentences. Others are told by their name and value."""

_CURES = {
    "anonymous_unexplained": "with a specific reason for ",
    "anonymous_bare": "with a description of the source of ",
    "anonymous_comment": "without ",
    "second_hand": "with reporting of its own for ",
    "vague_attribution": "with a source that can be asked for ",
    "unattributed_quotes": "with a speaker for ",
    "unsourced_paragraphs": "with a source in ",
}
"""What an editor would do about a fault; others go "without"."""
MERITS = {
    "quoted_named": "with a named speaker for every quoted word",
}
"""What would earn a share all its points, where an editor could bring it about."""


def number(count: int) -> str:
    """*count* in words up to twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def number_of(measure: Measure) -> int:
    """How many things *measure* counts: of dates all, though some count half."""
    return len(measure.evidence) if measure.feature == "dates" else round(measure.count)


def told(measure: Measure, label: str) -> str:
    """What *measure* found, with how much of it there is and, for a rate, the rate.

    :param label: what a feature that has no words of its own is called.
    """
    share, of = measure.unit.startswith("share of"), measure.unit.removeprefix("share of ")
    if measure.feature in _SHARES:
        return f"{measure.value:.0%} {_SHARES[measure.feature]}"
    if measure.feature not in _COUNTED:
        return f"{label}: {measure.value:.0%}" if share else f"{label}: {measure.value:.3g}"
    words = things(measure.feature, number_of(measure), label)
    if share:
        return f"{words}, {measure.value:.0%} of {of}"
    if measure.unit.startswith("per 1,000"):
        return f"{words}, {measure.value:.1f} {measure.unit}"
    return words


def things(feature: str, count: int, label: str) -> str:
    """*count* of what *feature* counts: ``one document cited``."""
    one, many = _COUNTED.get(feature, (label, label))
    return f"{number(count)} {one if count == 1 else many}"


def cure(feature: str, count: int, label: str) -> str:
    """What would undo all *count* faults of *feature*."""
    if feature == "headline_unborne":
        return f"with a text that bears out {'the word' if count == 1 else f'the {number(count)} words'} of the headline"
    noun = "the comment in the outlet's own voice" if feature == "asides" else "the " + things(feature, count, label)
    for named in (" with no specific reason", " of whom nothing is said"):
        noun = noun.removesuffix(named)
    return _CURES.get(feature, "without ") + noun.replace("the one ", "the ", 1)


def one_more(feature: str, label: str) -> str:
    """One more of a merit that is counted; of dates, one that counts in full."""
    if feature == "dates":
        return "with one more day of the week that says when"
    return things(feature, 1, label).replace("one ", "with one more ", 1)


def tenths(values: Sequence[float], total: float) -> list[float]:
    """*values* rounded to tenths so that they add up to *total*, itself rounded to tenths: the largest remainders are rounded up."""
    scaled = [10.0 * value for value in values]
    down = [floor(value) for value in scaled]
    missing = round(10.0 * float(f"{total:.1f}")) - sum(down)
    order = sorted(range(len(values)), key=lambda at: (down[at] - scaled[at], at))
    for step in range(abs(missing) if values else 0):
        at = order[step % len(order)] if missing > 0 else order[-1 - step % len(order)]
        down[at] += 1 if missing > 0 else -1
    return [value / 10.0 + 0.0 for value in down]
