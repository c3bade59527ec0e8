"""Where a score comes from, in words: start, points and passages of each term, and what would change it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from annotator.score.card import Card, Term
from annotator.types import Annotation, Contribution, Measure, Score, Share

_SHOWN = 6
_LEAST = 0.05


def _lines_of(shares: Sequence[Share], starts: Sequence[int]) -> str:
    """The lines of the passages that weigh most."""
    heavy = sorted(shares, key=lambda s: (-abs(s.points), s.start))[:_SHOWN]
    numbers = sorted({bisect_right(starts, s.start) for s in heavy})
    more = len(shares) - len(heavy)
    places = f"line{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
    return places + (f" and {more} more passage{'s' if more > 1 else ''}" if more else "")


def _value(measure: Measure) -> str:
    """``3 of 12 attributions``, ``4.1 per 1,000 words``, ``5``: the figure that the points rest on."""
    if measure.unit.startswith("share of"):
        return f"{measure.value:.0%} of {measure.unit.removeprefix('share of ')}"
    if measure.unit.startswith("per 1,000"):
        return f"{measure.value:.1f} {measure.unit}"
    return f"{measure.value:g}"


def _term_line(part: Contribution, term: Term, measure: Measure, starts: Sequence[int]) -> str:
    where = f" ({_lines_of(part.evidence, starts)})" if part.evidence else ""
    return f"  {part.points:+6.1f}  {term.label}: {_value(measure)}{where}"


def _changes(score: Score, terms: Sequence[Term]) -> list[str]:
    """What most would change the score: the terms with most points to regain, and those with most still to earn."""
    room = []
    for part, term in zip(score.contributions, terms, strict=True):
        best = max(part.weight * share for _, share in term.knots)
        gain = best - part.points
        if gain >= 1:
            lost = part.points < 0
            room.append((gain, f"{'without' if lost else 'with more'} {term.label}: up to {gain:+.0f}"))
    room.sort(key=lambda item: (-item[0], item[1]))
    return [f"          {words}" for _, words in room[:3]]


def explain(annotation: Annotation, card: Card) -> str:
    """The scores of *annotation* by *card*, as text: each term's points with the lines of its passages, and what would change them."""
    text = annotation.reading.text
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    measured = {measure.feature: measure for measure in annotation.measures}
    article = annotation.reading.document.article
    lines = ["".join(c if c.isprintable() else " " for c in article.path or article.id)]
    for score in annotation.scores:
        if score.status == "abstained":
            lines.append(f"{score.dimension}: no score: {score.reason}. What would count:")
        else:
            lines.append(
                f"{score.dimension} {score.value} of 100 (range {score.low}–{score.high}, {score.band}): started at {score.intercept:g}"
            )
        if score.dimension == "overall":
            shares = (card.overall.sourcing, card.overall.language)
            parts = [f"{w:g} × {s.dimension} {s.raw:.1f}" for w, s in zip(shares, annotation.scores, strict=False)]
            lines.append(f"  {' + '.join(parts)} = {score.raw:.1f}")
            continue
        terms = [term for term in card.terms(score.dimension) if term.feature in measured]
        pairs = sorted(zip(score.contributions, terms, strict=True), key=lambda pair: -abs(pair[0].points))
        lines += [_term_line(p, t, measured[t.feature], starts) for p, t in pairs if abs(p.points) >= _LEAST]
        lines.append(f"  {score.raw:>6.1f}  is the sum" + (", clipped to 0–100" if not 0 <= score.raw <= 100 else ""))
        changes = _changes(score, terms)
        if changes:
            lines += ["  what would change it most:", *changes]
    return "\n".join(lines) + "\n"
