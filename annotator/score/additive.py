"""The arithmetic: intercept + points of each term, shared out over the passages that the term's measure rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from annotator.score.card import Band, Card, Term
from annotator.types import Contribution, Measure, Score, Share

_Z = 1.645
"""Two-sided 90 % of a normal distribution."""


def _shares(points: float, measure: Measure) -> tuple[Share, ...]:
    total = 0.0
    for item in measure.evidence:
        total += item.amount
    if not total or not points:
        return ()
    return tuple(
        Share(start=item.start, end=item.end, finding=item.finding, points=points * item.amount / total) for item in measure.evidence
    )


def contribution(term: Term, measure: Measure, factor: float = 1.0) -> Contribution:
    """What *term* makes of *measure*; *factor* scales the term's points (the overall score takes a part of each dimension)."""
    weight = term.points * factor
    points = weight * term.share(measure.value)
    return Contribution(feature=term.feature, value=measure.value, weight=weight, points=points, evidence=_shares(points, measure))


def _spread(term: Term, measure: Measure, factor: float) -> float:
    """One standard deviation of the term's points, from the extractor's precision and recall and the smallness of the count.

    The true count is taken as the marks that are right (binomial with the measured precision) plus those missed (recall), with
    counting noise as for a Poisson variable; the transform carries that over to points.
    """
    count, base = measure.count, measure.base
    if not base:
        return 0.0
    items = float(len(measure.evidence))
    expected = items * term.precision / max(term.recall, 0.05)
    noise = math.sqrt(max(items, 1.0) * (1.0 - term.precision * term.recall) + 0.25)
    scale = (count / items if items else 1.0) * (measure.value / count if count else _unit_step(measure))
    low = term.share(max(0.0, (min(items, expected) - noise) * scale))
    high = term.share((max(items, expected) + noise) * scale)
    return abs(term.points * factor * (high - low)) / 2.0


def _unit_step(measure: Measure) -> float:
    if measure.unit.startswith("per 1,000"):
        return 1000.0 / measure.base
    if measure.unit.startswith("share of"):
        return 1.0 / measure.base
    return 1.0


def band(bands: Sequence[Band], value: int) -> str:
    """The words for *value*."""
    return next(b.words for b in bands if value >= b.least)


def _score(
    dimension: str,
    intercept: float,
    parts: Sequence[tuple[Term, float]],
    measured: Mapping[str, Measure],
    bands: Sequence[Band],
    reason: str | None,
) -> Score:
    contributions = tuple(contribution(term, measured[term.feature], factor) for term, factor in parts if term.feature in measured)
    score = Score(dimension=dimension, intercept=intercept, contributions=contributions)  # type: ignore[arg-type]
    if reason is not None:
        return Score(dimension=score.dimension, intercept=intercept, contributions=contributions, status="abstained", reason=reason)
    variance = 0.0
    for term, factor in parts:
        if term.feature in measured:
            variance += _spread(term, measured[term.feature], factor) ** 2
    half = _Z * math.sqrt(variance) + 0.5
    return Score(
        dimension=score.dimension,
        intercept=intercept,
        contributions=contributions,
        low=min(score.value, max(0, math.floor(score.raw - half))),
        high=max(score.value, min(100, math.ceil(score.raw + half))),
        band=band(bands, score.value),
    )


def scores(card: Card, measures: Sequence[Measure], abstain: str | None = None) -> tuple[Score, ...]:
    """The three scores of an article.

    :param abstain: why no score is given; the contributions are computed all the same, so that the marks can be read.
    """
    measured = {measure.feature: measure for measure in measures}
    sourcing = [(term, 1.0) for term in card.terms("sourcing")]
    language = [(term, 1.0) for term in card.terms("language")]
    overall = [(t, card.overall.sourcing) for t, _ in sourcing] + [(t, card.overall.language) for t, _ in language]
    middle = card.sourcing.intercept * card.overall.sourcing + card.language.intercept * card.overall.language
    return (
        _score("sourcing", card.sourcing.intercept, sourcing, measured, card.sourcing.bands, abstain),
        _score("language", card.language.intercept, language, measured, card.language.bands, abstain),
        _score("overall", middle, overall, measured, card.overall.bands, abstain),
    )
