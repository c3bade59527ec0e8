"""Learn a card's points from labelled articles: a logistic regression over the card's own terms, then put on the scorecard's scale.

What policy says stays: every weight keeps its term's direction, a least and a greatest size (the card may set a smaller one), and is
shrunk towards a small weight of that direction rather than towards none. So a term the articles are silent about still counts, and none
decides alone. Each set of articles (a file) and each label in it has the same say. The knots of a term are quantiles of its values in the
articles. Needs numpy, scipy and scikit-learn; scoring needs none.

Method: logistic regression with box constraints by L-BFGS-B (Byrd et al. 1995); calibration by the slope of Platt (1999) on predictions
for articles of outlets that the fit had not seen; 90 % percentile bootstrap over articles; the scale of credit scorecards (Siddiqi 2006):
log-odds times points-to-double-the-odds over log 2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold  # type: ignore[import-untyped]

from annotator.errors import InputError
from annotator.score.card import Card, Knot, Scale, Term

Array = np.ndarray[Any, np.dtype[np.float64]]

SEED = 20261123
FOLDS = 5
REPEATS = 5
RESAMPLES = 200
SPREAD = 0.5
"""Prior variance of a weight around the nudge."""
NUDGE, LEAST, MOST = 0.5, 0.15, 1.5
"""Weight, in its direction, that a term has before any article is seen, and the least and the most that it can come to."""
EVEN, DOUBLE = 60.0, 8.0
"""Score at even odds, and points that double them."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
BACKGROUND = 0.7
"""What the unlabelled reports together weigh beside half of one set."""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """An article in figures: its measures, label (1 = what the card is to tell from ordinary reports), outlet and set.

    ``background`` marks articles without a label, taken as ordinary reports at a lower weight.
    """

    values: dict[str, float]
    label: int
    group: str
    origin: str
    background: bool = False


def knots(values: Sequence[float]) -> tuple[Knot, ...]:
    """A rising piecewise-linear transform whose knots are quantiles of *values*; of those above nought where a quarter is nought."""
    kept = np.asarray([v for v in values if v > 0.0])
    if not len(kept):
        return ((0.0, 0.0), (1.0, 1.0))
    if len(kept) < 0.75 * len(values):
        at = [0.0, *np.quantile(kept, (0.33, 0.66, 0.95))]
    else:
        at = list(np.quantile(np.asarray(values), QUANTILES))
    places = sorted({float(f"{x:.3g}") for x in at})
    if len(places) < 2:
        places = [0.0, places[0]]
    return tuple((x, round(n / (len(places) - 1), 3)) for n, x in enumerate(places))


def _matrix(terms: Sequence[Term], examples: Sequence[Example]) -> Array:
    return np.array([[term.share(example.values.get(term.feature, 0.0)) for term in terms] for example in examples])


def _balance(examples: Sequence[Example]) -> Array:
    """Weights by which every set, and each label in it, has the same say."""
    labelled = [e for e in examples if not e.background]
    cells: dict[tuple[str, int], int] = {}
    for e in examples:
        cells[e.origin, -1 if e.background else e.label] = cells.get((e.origin, -1 if e.background else e.label), 0) + 1
    sets = {e.origin for e in labelled}
    behind = {e.origin for e in examples if e.background}
    each = len(labelled) / (2 * len(sets))
    return np.array(
        [BACKGROUND * each / 2 / len(behind) / cells[e.origin, -1] if e.background else each / cells[e.origin, e.label] for e in examples]
    )


def _fit(x: Array, y: Array, weights: Array, terms: Sequence[Term]) -> Array:
    """Coefficients of the log-odds of label 1, the constant last. A term that raises the score lowers the odds."""
    signs = np.array([float(term.sign) for term in terms])
    z = np.c_[x, np.ones(len(x))]
    turned = 2 * y - 1
    prior = np.r_[-signs * NUDGE, 0.0]
    loose = np.r_[np.full(x.shape[1], 1 / SPREAD), 0.0]

    def loss(b: Array) -> tuple[float, Array]:
        margin = turned * (z @ b)
        away = b - prior
        value = float((weights * np.logaddexp(0, -margin)).sum() + 0.5 * (loose * away**2).sum())
        slope = -(weights * turned / (1 + np.exp(np.clip(margin, -500, 500)))) @ z + loose * away
        return value, slope

    most = [MOST if term.most is None else min(term.most, MOST) for term in terms]
    bounds: list[tuple[float | None, float | None]] = [(-m, -LEAST) if s > 0 else (LEAST, m) for s, m in zip(signs, most, strict=True)]
    found: Array = minimize(loss, prior, jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B").x
    return found


def _held_out(x: Array, y: Array, examples: Sequence[Example], terms: Sequence[Term], seed: int, *, outlets: bool = True) -> Array:
    """Log-odds of every article by a fit that saw no article of its outlet or, without *outlets*, not the article itself."""
    strata = np.array([f"{e.origin} {e.label}" for e in examples])
    groups = np.array([e.group for e in examples])
    out = np.zeros(len(y))
    folds = (StratifiedGroupKFold if outlets else StratifiedKFold)(FOLDS, shuffle=True, random_state=seed)
    for seen, unseen in folds.split(x, strata, groups if outlets else None):
        b = _fit(x[seen], y[seen], _balance([examples[i] for i in seen]), terms)
        out[unseen] = x[unseen] @ b[:-1] + b[-1]
    return out


def _slope(logits: Array, y: Array, weights: Array) -> float:
    """By what to multiply log-odds so that they come true."""

    def loss(b: Array) -> float:
        return float((weights * np.logaddexp(0, -(2 * y - 1) * (b[0] * logits + b[1]))).sum())

    return float(np.clip(minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x[0], 0.3, 1.5))


def train(card: Card, examples: Sequence[Example]) -> tuple[Card, tuple[str, ...]]:
    """*card* with knots and points learned from *examples*, and what was measured on the way, as sentences.

    :param card: its terms, their directions, rationales and engines are kept.
    :raises InputError: there are too few articles of a label or of outlets to train and to check the result.
    """
    labelled = np.array([not e.background for e in examples], dtype=bool)
    y = np.array([float(e.label) for e in examples])
    origins = sorted({e.origin for e in examples if not e.background})
    if min((int(((y == label) & labelled).sum()) for label in (0, 1)), default=0) < 2 * FOLDS or len({e.group for e in examples}) < FOLDS:
        raise InputError(
            f"too few articles to train: {2 * FOLDS} of each label (0 and 1) long enough to be scored, of {FOLDS} outlets; give more"
        )
    terms = tuple(msgspec.structs.replace(t, knots=knots([e.values.get(t.feature, 0.0) for e in examples])) for t in card.term)
    x = _matrix(terms, examples)
    balance = _balance(examples)
    b = _fit(x, y, balance, terms)

    results = []
    runs = [_held_out(x, y, examples, terms, SEED + n) for n in range(REPEATS)]
    mixed = [_held_out(x, y, examples, terms, SEED + n, outlets=False) for n in range(REPEATS)]
    for origin in origins:
        inside = np.array([e.origin == origin and not e.background for e in examples])
        if len(set(y[inside])) < 2:
            continue
        outlets, articles = (np.mean([roc_auc_score(y[inside], run[inside]) for run in made]) for made in (runs, mixed))
        results.append(f"{origin}: area under the curve {outlets:.3f} on outlets left out ({int(inside.sum())} articles)")
        results.append(f"{origin}: {articles:.3f} on articles left out")
        rest = ~inside & np.array([e.origin != origin for e in examples])
        if len(origins) > 1 and len(set(y[rest])) == 2:
            other = _fit(x[rest], y[rest], _balance([e for e, r in zip(examples, rest, strict=True) if r]), terms)
            results.append(f"{origin}: {roc_auc_score(y[inside], x[inside] @ other[:-1]):.3f} by a card trained on the other sets alone")
    slope = _slope(np.mean(runs, axis=0)[labelled], y[labelled], balance[labelled])
    results.append(f"calibration: log-odds multiplied by {slope:.2f}, fitted on outlets left out")

    drawn = np.random.default_rng(SEED)
    samples = []
    for _ in range(RESAMPLES):
        picked = drawn.integers(0, len(examples), len(examples))
        if len(set(y[picked][labelled[picked]])) == 2:
            samples.append(_fit(x[picked], y[picked], _balance([examples[i] for i in picked]), terms)[:-1])
    low, high = np.quantile(np.array(samples), (0.05, 0.95), axis=0)
    return _scaled(card, terms, b, slope, low, high), tuple(results)


def _scaled(card: Card, terms: Sequence[Term], b: Array, slope: float, low: Array, high: Array) -> Card:
    """Log-odds → points. A dimension's points count half in the overall score, so they are worth twice as much in their own."""
    unit = -2.0 * slope * DOUBLE / math.log(2.0)
    learned = tuple(
        msgspec.structs.replace(
            term,
            points=round(unit * float(b[n]), 1) + 0.0,
            direction="raises" if term.sign > 0 else "lowers",
            interval=(round(unit * float(high[n]), 1) + 0.0, round(unit * float(low[n]), 1) + 0.0),
        )
        for n, term in enumerate(terms)
    )
    language = 100.0
    sourcing = round(2.0 * EVEN + unit * float(b[-1]) - language, 1)
    return msgspec.structs.replace(
        card,
        term=learned,
        sourcing=msgspec.structs.replace(card.sourcing, intercept=sourcing),
        language=msgspec.structs.replace(card.language, intercept=language),
        overall=msgspec.structs.replace(card.overall, sourcing=0.5, language=0.5),
        scale=Scale(
            even=EVEN,
            double=DOUBLE,
            about=f"Overall, at {EVEN:g} both labels are equally likely where they are equally frequent; every {DOUBLE:g} points more "
            "double the odds of an ordinary report.",
        ),
    )
