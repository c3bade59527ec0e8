"""What the language models see of a sentence: words without names, pairs of them, lexicon hits, and named shapes, each with its place.

Words between quotation marks (more than three of them together) are units of their own kind: they are weighed apart from the
outlet's words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.language.masking import NAME, NUMBER, Names
from annotator.types import Document, Hit

QUOTED_FROM = 4
ANY_FLOOR, TOP_FLOOR = -4.0, -6.0
"""What the noisy-or over words and the strongest word count from: nothing loaded at all."""
TOPICS = ("loaded", "asides", "hedges", "intensifiers", "cues", "vague")
"""Lexicon topics that are counted."""

_FIRST = frozenset({"i", "we", "our", "us", "my", "me", "ourselves", "myself"})
_SECOND = frozenset({"you", "your", "yourself", "yours"})
_NAMED = {
    **dict.fromkeys(_FIRST, "first person"),
    **dict.fromkeys(_SECOND, "second person"),
    "?": "question mark",
    "!": "exclamation mark",
    NAME: "name",
    NUMBER: "number",
}
_OPENERS = frozenset({"but", "and", "so", "or", "yet", "because", "instead", "well", "now", "yes", "no", "oh"})


class Units(NamedTuple):
    """A sentence in units, as parallel lists: key, first token, token behind the last, whether it stands between quotation marks."""

    keys: list[str]
    firsts: list[int]
    lasts: list[int]
    quoted: list[bool]


class Mark(NamedTuple):
    """A named feature with its value and the code points it rests on."""

    name: str
    value: float
    start: int
    end: int


def quoted_tokens(document: Document) -> list[bool]:
    """For each token, whether it stands between quotation marks with at least three others."""
    quoted = [False] * len(document.words)
    for quotation in document.quotations:
        size = quotation.last - quotation.first
        if size >= QUOTED_FROM:
            quoted[quotation.first : quotation.last] = [True] * size
    return quoted


def units_of(document: Document, first: int, last: int, quoted: Sequence[bool], names: Names) -> Units:
    """Tokens ``first:last`` of *document* as units; a run of names is one, marks that tell nothing are left out."""
    keys: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    before = ""
    for at, key in enumerate(names.keys(document.words[first:last]), first):
        if not key:
            continue
        if key == NAME == before:
            lasts[-1] = at + 1
            continue
        keys.append(key)
        firsts.append(at)
        lasts.append(at + 1)
        before = key
    return Units(keys, firsts, lasts, [quoted[at] for at in firsts])


def scale(units: Units) -> float:
    """By what a word's weight is multiplied: long sentences hold more words, each of which tells less."""
    return 1.0 / math.sqrt(len(units.keys) + 2.0)


def length(units: Units) -> float:
    """How long a sentence is, on a scale of its own: 0 at about twenty units."""
    return math.log(len(units.keys) + 1.0) - 3.0


def any_of(total: float) -> float:
    """The logit of the noisy-or over words, from the sum of ``log(1 + exp(logit))`` over them; not below its floor."""
    return max(ANY_FLOOR, math.log(math.expm1(min(total, 50.0)))) if total > 0.0 else ANY_FLOOR


def has_grams(word: str) -> bool:
    """Whether *word* is looked into: a word of letters, not over long."""
    return word[0].isalpha() and len(word) < 40


def grams(word: str) -> list[str]:
    """Runs of three to five characters inside of ``^word$``."""
    padded = f"^{word}$"
    return [padded[at : at + size] for size in (3, 4, 5) for at in range(len(padded) - size + 1)]


def hit_marks(hits: Mapping[str, Sequence[Hit]], quoted: Sequence[bool]) -> Iterator[tuple[int, Mark]]:
    """Features of lexicon hits, with the token they begin at: the topic, the topic with its category and with the severity."""
    for topic in TOPICS:
        for hit in hits.get(topic, ()):
            voice = "quoted " if quoted[hit.first] else ""
            yield hit.first, Mark(f"{voice}{topic} {hit.category}", 1.0, hit.start, hit.end)
            if topic == "loaded":
                yield hit.first, Mark(f"{voice}{topic} severity {hit.severity}", 1.0, hit.start, hit.end)


def shapes(document: Document, units: Units, first: int, last: int) -> Iterator[Mark]:
    """Named shapes of the sentence that has tokens ``first:last``."""
    starts, ends = document.starts, document.ends
    start, end = (starts[first], ends[last - 1]) if last > first else (0, 0)
    size = len(units.keys)
    yield Mark("sentence length", length(units), start, end)
    if size < 8:
        yield Mark("short sentence", 1.0, start, end)
    quoted = sum(units.quoted)
    if quoted:
        yield Mark("share quoted", quoted / size, start, end)
        if quoted > 0.8 * size:
            yield Mark("nearly all quoted", 1.0, start, end)
    opening = True
    words = document.words
    for key, at, behind, inside in zip(*units, strict=True):
        if inside:
            opening = False
            continue
        if key in _NAMED:
            yield Mark(_NAMED[key], 1.0, starts[at], ends[behind - 1])
        elif words[at].isupper() and len(key) > 3:
            yield Mark("word in capitals", 1.0, starts[at], ends[behind - 1])
        if opening and key in _OPENERS:
            yield Mark("opens with a connective", 1.0, starts[at], ends[behind - 1])
        opening = False


def short_quotations(document: Document) -> Iterator[tuple[int, Mark]]:
    """Quotation marks around up to three tokens, with the token they begin at."""
    for quotation in document.quotations:
        if 0 < quotation.last - quotation.first < QUOTED_FROM and document.token_sentence[quotation.first] >= 0:
            yield quotation.first, Mark("short quotation", 1.0, quotation.outer_start, quotation.outer_end)


def places(document: Document, units: Units, at: int) -> tuple[tuple[str, float], ...]:
    """Where sentence *at* stands in its article, and how much of it is quoted: what is weighed in whole articles only."""
    count = len(document.sentences)
    quoted = sum(units.quoted) / max(1, len(units.keys))
    return (
        ("first sentence", float(at == 0)),
        ("among the first three sentences", float(at < 3)),
        ("place in the article", at / count),
        ("share quoted, in an article", quoted),
        ("nearly all quoted, in an article", float(quoted > 0.8)),
        ("sentence length, in an article", length(units)),
    )
