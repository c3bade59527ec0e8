"""Many rows → what they have in common: spreads of every number, means by outlet and by date, with intervals.

Memory does not grow with the number of rows, only with outlets and dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import sqrt

from msgspec import Struct

from annotator.report.summary import SCORES, Cell

FEATURES: dict[str, tuple[str, str]] = {
    "named_sources": ("named sources", "number of distinct sources"),
    "documents": ("documents", "number of distinct documents"),
    "unsourced_paragraphs": ("paragraphs without a source", "share of paragraphs"),
    "attributed_sentences": ("attributed sentences", "share of sentences"),
    "anonymous_unexplained": ("unnamed source, no reason given", "share of attributions"),
    "anonymous_bare": ("unnamed source, nothing said of who it is", "share of attributions"),
    "anonymous_comment": ("unnamed source giving an opinion", "share of attributions"),
    "second_hand": ("other outlet’s reporting", "share of attributions"),
    "vague_attribution": ("vague attributions", "per 1,000 words of prose"),
    "quote_density": ("quoted words", "share of words of prose"),
    "quoted_named": ("quoted words of people and bodies named", "share of quoted words"),
    "quoted_anonymous": ("quoted words of unnamed sources", "share of quoted words"),
    "quoted_outlet": ("quoted words of other outlets", "share of quoted words"),
    "unattributed_quotes": ("quotes that nobody is named for", "share of words of prose"),
    "loaded_note": ("loaded words, note", "per 1,000 words of the outlet's own"),
    "loaded_warn": ("loaded words, warn", "per 1,000 words of the outlet's own"),
    "loaded_error": ("loaded words, error", "per 1,000 words of the outlet's own"),
    "loaded_quoted": ("loaded words in somebody’s mouth", "per 1,000 words of prose"),
    "asides": ("comment in asides", "share of words of the outlet's own"),
    "scare_quotes": ("scare quotes", "per 1,000 words of the outlet's own"),
    "intensifiers": ("intensifiers", "per 1,000 words of the outlet's own"),
    "hedges": ("hedges", "per 1,000 words of the outlet's own"),
    "exclamations": ("exclamation marks and words in capitals", "per 1,000 words of the outlet's own"),
    "first_second_person": ("I, we, you", "per 1,000 words of the outlet's own"),
    "figures": ("figures", "per 1,000 words of the outlet's own"),
    "emphasis": ("words that press the point", "per 1,000 words of the outlet's own"),
    "dates": ("dates", "number of distinct dates"),
    "expected_loaded": ("sentences expected to be worded in a loaded way", "share of the outlet's own sentences"),
    "headline_shouts": ("headline: capitals and exclamations", "number of shouts"),
    "headline_unborne": ("headline: words not borne out", "number of distinct words"),
}
"""Each measure in words, and its unit."""

_DAY = re.compile(r"\s*(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")
_DETAIL = re.compile(r"\s*[:;(]")
_PERIODS = 36
_T = (12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131)
"""Student's t, 97.5 %, by degrees of freedom from 1."""


def _student(freedom: int) -> float:
    """Student's t at 97.5 %: from the table, else by the first terms of Cornish and Fisher's expansion."""
    return _T[freedom - 1] if freedom <= len(_T) else 1.96 + 2.3723 / freedom + 2.8225 / freedom**2


class Mean(Struct, frozen=True):
    """The mean of ``count`` scores; ``low`` and ``high`` bound its 95 % interval, None for a single one."""

    count: int
    value: float
    low: float | None = None
    high: float | None = None


class Moments(Struct):
    """Count, sum and sum of squares of whole numbers: exact, and to be added up."""

    count: int = 0
    total: int = 0
    squares: int = 0

    def add(self, value: int) -> None:
        """Count one more number."""
        self.count += 1
        self.total += value
        self.squares += value * value

    def merge(self, other: Moments) -> None:
        """Count all of *other*'s numbers."""
        self.count += other.count
        self.total += other.total
        self.squares += other.squares

    def mean(self) -> Mean | None:
        """Mean with its 95 % interval by Student's t, kept within 0 and 100; None when there is nothing."""
        if not self.count:
            return None
        mean = self.total / self.count
        if self.count == 1:
            return Mean(1, mean)
        variance = (self.squares * self.count - self.total**2) / (self.count * (self.count - 1))
        half = _student(self.count - 1) * sqrt(variance / self.count)
        return Mean(self.count, mean, max(0.0, mean - half), min(100.0, mean + half))


class Spread:
    """How one number is spread over the articles; values are kept to three significant digits."""

    def __init__(self) -> None:
        self._counts: Counter[float] = Counter()

    def add(self, value: float) -> None:
        """Count one more value."""
        self._counts[float(f"{value:.3g}")] += 1

    @property
    def count(self) -> int:
        """How many values there are."""
        return self._counts.total()

    @property
    def zeros(self) -> int:
        """How many of them are zero."""
        return self._counts[0.0]

    def some(self) -> Spread:
        """The spread of the values other than zero."""
        out = Spread()
        out._counts = Counter({value: count for value, count in self._counts.items() if value})
        return out

    def quantiles(self, *shares: float) -> tuple[float, ...]:
        """The smallest values that are reached by these shares of the values. There must be one value at least."""
        ordered = sorted(self._counts.items())
        reached = list(accumulate(count for _, count in ordered))
        return tuple(ordered[bisect_left(reached, share * self.count)][0] for share in shares)

    def bins(self, number: int, top: float) -> list[int]:
        """Counts in *number* bins of equal width from 0 to *top*, which belongs to the last one."""
        out = [0] * number
        for value, count in self._counts.items():
            out[min(number - 1, max(0, int(value * number / top)))] += count
        return out


class Period(Struct, frozen=True):
    """A day, month or year with the articles dated in it, and the mean of each score."""

    name: str
    articles: int
    means: tuple[Mean | None, ...]


class _Group:
    """Articles that have something in common."""

    def __init__(self) -> None:
        self.articles = 0
        self.scores = [Moments() for _ in SCORES]

    def add(self, values: Iterable[Cell]) -> None:
        self.articles += 1
        for moments, value in zip(self.scores, values, strict=True):
            if isinstance(value, int):
                moments.add(value)

    def merge(self, other: _Group) -> None:
        self.articles += other.articles
        for mine, theirs in zip(self.scores, other.scores, strict=True):
            mine.merge(theirs)

    def period(self, name: str) -> Period:
        return Period(name, self.articles, tuple(moments.mean() for moments in self.scores))


class Overview:
    """Everything the index says of the articles as a whole."""

    def __init__(self) -> None:
        self.spreads = {name: Spread() for name in (*SCORES, *FEATURES)}
        self.done = self.failed = self.scored = 0
        self.reasons: Counter[str] = Counter()
        self._outlets: dict[str, _Group] = {}
        self._days: dict[str, _Group] = {}

    def add(self, cells: Mapping[str, Cell]) -> None:
        """Count one row of the summary."""
        if cells["state"] == "failed":
            self.failed += 1
            return
        self.done += 1
        values = [cells[name] for name in SCORES]
        if cells["overall"] is None:
            self.reasons[_DETAIL.split(str(cells["overall_reason"] or "no reason given"), maxsplit=1)[0]] += 1
        else:
            self.scored += 1
        for name, value in zip(SCORES, values, strict=True):
            if isinstance(value, int | float):
                self.spreads[name].add(value)
        for name in FEATURES:
            value = cells[f"measure_{name}"]
            if isinstance(value, int | float):
                self.spreads[name].add(value)
        self._outlets.setdefault(str(cells["outlet"] or ""), _Group()).add(values)
        if day := _DAY.match(str(cells["date"] or "")):
            self._days.setdefault("-".join(part for part in day.groups() if part), _Group()).add(values)

    def outlets(self, most: int) -> list[Period]:
        """Means by outlet in alphabetical order, of the *most* outlets that have most articles; articles without one go under ``""``."""
        kept = sorted(self._outlets.items(), key=lambda item: (-item[1].articles, item[0]))[:most]
        return [group.period(name) for name, group in sorted(kept, key=lambda item: (not item[0], item[0].casefold(), item[0]))]

    def outlet_names(self) -> list[str]:
        """All outlets, in alphabetical order."""
        return sorted(filter(None, self._outlets), key=lambda name: (name.casefold(), name))

    def trend(self) -> tuple[str, list[Period]]:
        """Means by day where the articles are of two months at most, by month up to three years, else by year, the last 36 of them; none
        unless there are two periods."""
        days = sorted(self._days)
        months = [12 * int(day[:4]) + int(day[5:7]) for day in (*days[:1], *days[-1:])] or [0]
        unit, length = ("year", 4) if months[-1] - months[0] >= _PERIODS else ("month", 7)
        if months[-1] - months[0] < 2 and all(len(day) == 10 for day in days):
            unit, length = "day", 10
        groups: dict[str, _Group] = {}
        for day in days:
            groups.setdefault(day[:length], _Group()).merge(self._days[day])
        periods = [group.period(name) for name, group in groups.items()]
        return unit, periods[-_PERIODS:] if len(periods) > 1 else []
