"""Precision, recall and F1 from counts that add up over articles, with bootstrap intervals over articles.

The interval is the percentile bootstrap of Efron (1979): articles are drawn with replacement, counts added up anew.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

RESAMPLES = 1000
SEED = 20261123


class Counts(NamedTuple):
    """Right among the predicted, predicted, found among the gold, gold. The first and third may be fractions."""

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def plus(self, other: Counts) -> Counts:
        """Both added up."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


class Figure(NamedTuple):
    """A measure in per cent: precision, recall, F1, and the 95 % interval of F1."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    predicted: int
    gold: int


def f1(counts: Counts) -> tuple[float, float, float]:
    """Precision, recall and F1 of *counts*, between 0 and 1."""
    precision = counts.right / counts.predicted if counts.predicted else 0.0
    recall = counts.found / counts.gold if counts.gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def figure(per_article: Sequence[Counts]) -> Figure:
    """The figure over all articles, with its bootstrap interval."""
    total = Counts()
    for counts in per_article:
        total = total.plus(counts)
    generator = random.Random(SEED)
    samples = []
    for _ in range(RESAMPLES if len(per_article) > 1 else 0):
        drawn = [0.0, 0.0, 0.0, 0.0]
        for counts in generator.choices(per_article, k=len(per_article)):
            for at in range(4):
                drawn[at] += counts[at]
        samples.append(f1(Counts(*drawn))[2])
    samples.sort()
    precision, recall, middle = f1(total)
    low, high = (samples[int(0.025 * len(samples))], samples[int(0.975 * len(samples)) - 1]) if samples else (middle, middle)
    return Figure(
        round(100 * precision, 1),
        round(100 * recall, 1),
        round(100 * middle, 1),
        round(100 * low, 1),
        round(100 * high, 1),
        round(total.predicted),
        round(total.gold),
    )


def table(figures: Mapping[str, Figure]) -> str:
    """The figures as aligned lines of text."""
    width = max(len(name) for name in figures)
    lines = [f"{'':<{width}}      P      R     F1   95 % interval   predicted   gold"]
    lines += [
        f"{name:<{width}} {f.precision:>6.1f} {f.recall:>6.1f} {f.f1:>6.1f}   {f.low:>5.1f} – {f.high:<5.1f} {f.predicted:>10} {f.gold:>6}"
        for name, f in figures.items()
    ]
    return "\n".join(lines)
