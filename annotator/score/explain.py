"""Where a score comes from, in words: where it started, the points of each term down to its passages, and what would change it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from annotator.phrases import MERITS, cure, number_of, one_more, tenths, told
from annotator.score.card import Card, Term
from annotator.text.visible import visible
from annotator.types import Annotation, Contribution, Measure, Score, Share

_SHOWN = 6
_LEAST = 0.05
_EXCERPT = 60
_CHANGES = 4
_LINE_END = re.compile(r"\r\n|\n|\r")


def _points(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−")


class Text:
    """An article's text, for places and excerpts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def line(self, offset: int) -> int:
        """The line of code point *offset*, from 1."""
        return bisect_right(self.starts, offset)

    def lines(self, shares: Sequence[Share]) -> str:
        """``(lines 3, 5, 9)``: where the passages are."""
        numbers = sorted({self.line(share.start) for share in shares})
        if not numbers:
            return ""
        more = len(numbers) - 2 * _SHOWN
        listed = ", ".join(map(str, numbers[: 2 * _SHOWN])) + (f" and {more} more" if more > 0 else "")
        return f" (line{'s' if len(numbers) > 1 else ''} {listed})"

    def passage(self, start: int, end: int) -> str:
        """``line 3:17 "one official"``."""
        line = self.line(start)
        words = visible(self.text[start:end])
        if len(words) > _EXCERPT:
            words = f"{words[: _EXCERPT // 2].rstrip()} … {words[3 - _EXCERPT // 2 :].lstrip()}"
        return f"line {line}:{start - self.starts[line - 1] + 1}" + (f' "{words}"' if words else " (headline)")


def _term(part: Contribution, points: float, term: Term, measure: Measure, text: Text) -> Iterator[str]:
    """A term's points, and below it those of its passages, in the article's order; what is printed adds up."""
    yield f"  {_points(points):>6}  {told(measure, term.label)}{text.lines(part.evidence)}"
    heavy = sorted(part.evidence, key=lambda share: (-abs(share.points), share.start))[:_SHOWN]
    heavy = [share for share in heavy if abs(share.points) >= _LEAST] or heavy[:1]
    rest = len(part.evidence) - len(heavy)
    shown = [*sorted(heavy, key=lambda share: share.start)]
    values = [share.points for share in shown] + ([part.points - sum(share.points for share in heavy)] if rest else [])
    printed = tenths(values, points)
    for share, value in zip(shown, printed, strict=False):
        yield f"            {_points(value):>6}  {text.passage(share.start, share.end)}"
    if rest:
        yield f"            {_points(printed[-1]):>6}  {rest} more passage{'s' if rest > 1 else ''}"


def _rounded(raw: float) -> int:
    return max(0, min(100, int(raw + 0.5) if raw > 0 else 0))


Row = tuple[Contribution, Term, Measure]


def _without(measure: Measure, amount: float) -> float:
    """The value of *measure* with one passage of so much *amount* taken out of the text: of a share of sentences, out of its base too."""
    count, base = measure.count - amount, measure.base
    if measure.feature == "expected_loaded":
        base -= 1.0
    elif measure.feature == "asides":
        base -= amount
    return measure.value * (count / measure.count) * (measure.base / base) if base > 0.0 else 0.0


def _faults(row: Row, text: Text) -> Iterator[tuple[float, str]]:
    """All passages of a fault mended, and the heaviest one alone."""
    part, term, measure = row
    if measure.feature != "expected_loaded":  # no sentence is expected to be loaded by nobody
        gain = part.weight * term.share(0.0) - part.points
        yield gain, cure(term.feature, number_of(measure), term.label) + text.lines(part.evidence)
    if len(part.evidence) > 1:
        amounts = {(item.start, item.end): item.amount for item in measure.evidence}
        worst = max(part.evidence, key=lambda share: (abs(share.points), -share.start))
        left = _without(measure, amounts[worst.start, worst.end])
        yield part.weight * term.share(left) - part.points, f"without {text.passage(worst.start, worst.end)} alone"


def changes(score: Score, rows: Sequence[Row], text: Text, most: int = _CHANGES) -> Iterator[str]:
    """What would raise the score most, each alone, all else as it is: a fault mended, its heaviest passage gone, one more of a merit."""
    found: list[tuple[float, str]] = []
    for part, term, measure in rows:
        if term.sign < 0 and part.evidence:
            found += _faults((part, term, measure), text)
        elif term.sign > 0 and measure.unit.startswith("number of"):
            gain = part.weight * term.share(measure.value + 1.0) - part.points
            found.append((gain, one_more(term.feature, term.label)))
        elif term.feature in MERITS and measure.base and term.share(1.0) > term.share(measure.value):
            found.append((part.weight * term.share(1.0) - part.points, MERITS[term.feature]))
    found.sort(key=lambda item: (-item[0], item[1]))
    for gain, words in found[:most]:
        if gain >= 0.5:
            yield f"  {_points(gain):>6}  {words}, {score.value} → {_rounded(score.raw + gain)}"


def explain(annotation: Annotation, card: Card) -> str:
    """The scores of *annotation* by *card*, as text: each term's points down to its passages, and what would change them."""
    text = Text(annotation.reading.text)
    measured = {measure.feature: measure for measure in annotation.measures}
    article = annotation.reading.document.article
    lines = [visible(article.path or article.id)]
    for score in annotation.scores:
        if score.status == "abstained":
            head = f"{score.dimension}: no score: {visible(score.reason or '')}"
        else:
            head = f"{score.dimension} {score.value} of 100"
        if score.dimension == "overall":
            lines.append(head)
            if score.status == "scored":
                shares = (card.overall.sourcing, card.overall.language)
                parts = [f"{w:g} × {s.dimension} {s.raw:.1f}" for w, s in zip(shares, annotation.scores, strict=False)]
                lines.append(f"  {' + '.join(parts)} = {score.raw:.1f}; range {score.low}–{score.high}: {score.band}")
            continue
        terms = [term for term in card.terms(score.dimension) if term.feature in measured]
        rows = [(part, term, measured[term.feature]) for part, term in zip(score.contributions, terms, strict=True)]
        start = float(f"{score.intercept:.1f}")
        lines.append(f"{head}{'; what would count' if score.status == 'abstained' else ''}: started at {start:g}")
        rows.sort(key=lambda row: -abs(row[0].points))
        printed = tenths([part.points for part, _, _ in rows], float(f"{score.raw:.1f}") - start)
        for (part, term, measure), points in zip(rows, printed, strict=True):
            if points:
                lines += _term(part, points, term, measure, text)
        if score.status == "scored":
            clipped = ", clipped to 0–100" if not 0 <= score.raw <= 100 else ""
            lines.append(f"  {score.raw:>6.1f}  is the sum{clipped}; range {score.low}–{score.high}: {score.band}")
        could = list(changes(score, rows, text)) if score.status == "scored" else []
        if could:
            lines += ["  what would change it, each alone and all else as it is:", *could]
    return "\n".join(lines) + "\n"
