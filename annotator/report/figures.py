"""The figures beside the scores, in words: one row each, for every format."""

from __future__ import annotations

from msgspec import Struct

from annotator.text.readability import PACE
from annotator.types import Figures

TITLE = "For information, in no score"


class Row(Struct, frozen=True):
    """What is given, its value, and how it was reckoned."""

    label: str
    value: str
    about: str


def rows(figures: Figures) -> tuple[Row, ...]:
    """Length, reading time, vocabulary and, where they were asked for, the readability formulas."""
    out = [
        Row(
            "length of the prose",
            f"{figures.words} words, {figures.sentences} sentences, {figures.paragraphs} paragraphs",
            f"{figures.words_a_sentence:g} words a sentence",
        ),
        Row("reading time", f"{figures.minutes:g} minutes", f"at {PACE} words a minute (Brysbaert 2019)"),
    ]
    if figures.vocabulary is not None:
        about = f"type-token ratio, mean over windows of {figures.window} words (Covington & McFall 2010)"
        out.append(Row("vocabulary", f"{figures.vocabulary:.2f}", about))
    out += [Row(f.name, f"{f.value:g}", f"{f.about} ({f.source})") for f in figures.readability or ()]
    return tuple(out)


def amount(unit: str, value: float) -> str:
    """A measure's value with its unit: ``27 % of attributions``, ``4.1 per 1,000 words``, ``5 distinct sources``."""
    if unit.startswith("share of"):
        return f"{100 * value:.0f} % of {unit.removeprefix('share of ')}"
    if unit.startswith("per 1,000"):
        return f"{value:.1f} {unit}"
    things = unit.removeprefix("number of ")
    return f"{value:g} {things.removesuffix('s') if value == 1 else things}"
