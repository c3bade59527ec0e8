"""How well scores tell labelled articles apart, and what each feature adds to that.

A line of gold is ``{"id", "text", "label", "title"?, "outlet"?, "date"?, "url"?}``; label 0 is an ordinary report, 1 what should score
lower. Only articles that get a score are compared. This measures how a text is written and sourced, not whether it is true.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.counts import RESAMPLES, SEED
from annotator.pipeline import annotate_article
from annotator.score import Card, load_card
from annotator.types import Annotation, Article

if TYPE_CHECKING:
    from annotator.score.training import Example


_HOST = re.compile(r"^https?://(?:(?:www|author|m)\.)?|/.*$")
"""What an address of an outlet has besides its name."""


class Labelled(NamedTuple):
    """An annotated article with its label."""

    id: str
    label: int
    outlet: str
    annotation: Annotation


def labelled(path: Path, settings: Settings, label: str | None = "label") -> Iterator[Labelled]:
    """Annotate the articles of a JSON Lines file.

    :param label: the field that holds 0 or 1; None where all are taken as 0.
    :raises InputError: the file cannot be read, or a line lacks a text or a label of 0 or 1.
    """
    try:
        lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    except OSError as problem:
        raise InputError(f"{path}: {problem.strerror}; give a JSON Lines file of labelled articles") from None
    for number, line in enumerate(lines, start=1):
        try:
            row: Any = msgspec.json.decode(line)
        except msgspec.DecodeError as problem:
            raise InputError(f"{path}:{number}: {problem}; each line holds one JSON object") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or (label is not None and row.get(label) not in (0, 1)):
            raise InputError(f"{path}:{number}: needs a text and {label or 'no label'} of 0 or 1; see docs/score.md")
        extra = {k: row[k] for k in ("title", "outlet", "date", "url") if isinstance(row.get(k), str) and row[k]}
        article = Article(id=str(row.get("id", number)), text=row["text"], **extra)
        yield Labelled(article.id, int(row[label]) if label else 0, extra.get("outlet", ""), annotate_article(article, settings))


def examples(path: Path, settings: Settings, label: str | None = "label") -> Iterator[Example]:
    """What training needs of the articles in *path* that are long enough to be scored. Without an outlet an article is its own group.

    :raises InputError: as for :func:`labelled`.
    """
    from annotator.score.training import Example

    for row in labelled(path, settings, label):
        if row.annotation.scores[0].status == "scored":
            yield Example(
                values={m.feature: m.value for m in row.annotation.measures},
                label=row.label,
                group=_HOST.sub("", row.outlet) or f"{path.stem} {row.id}",
                origin=path.stem,
                background=label is None,
            )


def trained(articles: Sequence[Path], background: Sequence[Path], settings: Settings, *, label: str, name: str, data: str | None) -> Card:
    """The card of *settings* with knots and points learned from labelled articles.

    :param background: files of articles without labels, taken as ordinary reports at a lower weight.
    :param data: what the articles are, for the card; their files' names where None.
    :raises InputError: as for :func:`labelled`, or there are too few articles.
    :raises CardError: the card is missing or broken.
    """
    from annotator.score.training import train

    base = load_card(settings.card)
    every = [e for path in articles for e in examples(path, settings, label)]
    every += [e for path in background for e in examples(path, settings, None)]
    card, results = train(base, every)
    files = ", ".join(path.name for path in (*articles, *background))
    return msgspec.structs.replace(
        card,
        id=name,
        title=base.title if name == base.id else f"Card {name}, points learned from {files}",
        data=data or files,
        results=results,
    )


def auc(pairs: Sequence[tuple[int, float]]) -> float:
    """Area under the receiver operating curve: how often a 1 has a higher value than a 0, ties counting half (Mann & Whitney 1947)."""
    ones = sum(label for label, _ in pairs)
    zeros = len(pairs) - ones
    if not ones or not zeros:
        return float("nan")
    total = sum(rank for (label, _), rank in zip(pairs, ranks([value for _, value in pairs]), strict=True) if label)
    return (total - ones * (ones + 1) / 2) / (ones * zeros)


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values sharing their mean rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    out = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for index in order[at:end]:
            out[index] = (at + end + 1) / 2
        at = end
    return out


def agreement(left: Sequence[float], right: Sequence[float]) -> float:
    """Spearman's rank correlation."""
    a, b = ranks(left), ranks(right)
    mean = (len(a) + 1) / 2
    shared = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = (sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)) ** 0.5
    return shared / spread if spread else float("nan")


def interval(pairs: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """95 % percentile bootstrap interval of :func:`auc` over articles."""
    draw = random.Random(SEED)
    found = (auc(draw.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    drawn = sorted(x for x in found if x == x)
    return (drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]) if drawn else (float("nan"), float("nan"))


def calibration(risks: Iterable[tuple[int, float]]) -> tuple[float, float]:
    """Brier score and expected calibration error in ten equal bins (Naeini et al. 2015)."""
    bins: dict[int, list[tuple[int, float]]] = {}
    for label, risk in risks:
        bins.setdefault(min(9, int(10 * risk)), []).append((label, risk))
    count = sum(map(len, bins.values()))
    brier = sum((label - risk) ** 2 for found in bins.values() for label, risk in found) / count
    error = sum(abs(sum(risk - label for label, risk in found)) for found in bins.values()) / count
    return brier, error


def _best(pairs: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Highest accuracy over thresholds, and the least value that is then taken for a 1."""
    order = sorted(pairs, key=lambda pair: -pair[1])
    right = sum(1 - label for label, _ in order)
    best, threshold = right, float("inf")
    for at, (label, value) in enumerate(order):
        right += 1 if label else -1
        if right > best and (at + 1 == len(order) or order[at + 1][1] != value):
            best, threshold = right, value
    return best / len(order), threshold


def report(path: Path, settings: Settings, other: str | None = None, label: str = "label") -> str:
    """The figures of the articles in *path* as aligned lines of text.

    :param other: a second card, whose ranking is compared with the first one's.
    :raises InputError: as for :func:`labelled`, or no two labels are left to compare.
    :raises CardError: a card is missing or broken.
    """
    card = load_card(settings.card)
    every = list(labelled(path, settings, label))
    scored = [row for row in every if row.annotation.scores[0].status == "scored"]
    if len({row.label for row in scored}) < 2:
        raise InputError(
            f"{path}: {len(scored)} of {len(every)} articles get a score, and not both labels are among them; give longer articles"
        )
    lines = [f"card {card.id}: {len(scored)} of {len(every)} articles scored, {sum(r.label for r in scored)} labelled 1", ""]
    lines.append("            AUC   95 % interval   best accuracy   at a score of")
    for at, name in enumerate(("sourcing", "language", "overall")):
        pairs = [(row.label, -float(row.annotation.scores[at].value)) for row in scored]
        low, high = interval(pairs)
        accuracy, threshold = _best(pairs)
        lines.append(f"{name:<9} {auc(pairs):>6.3f}   {low:.3f} – {high:.3f} {accuracy:>15.3f}   {f'{-threshold:.0f} or less':>13}")
    lines += ["", *_calibration(card, scored), "", *_dropped(card, scored)]
    if other is not None:
        lines += ["", _compared(card, scored, list(labelled(path, msgspec.structs.replace(settings, card=other), label)), other)]
    return "\n".join(lines)


def _calibration(card: Card, scored: Sequence[Labelled]) -> list[str]:
    if card.scale is None:
        return ["calibration: none; the card's points are set by hand and claim no odds"]
    brier, error = calibration((row.label, card.scale.risk(row.annotation.scores[2].raw)) for row in scored)
    accuracy = sum((row.annotation.scores[2].raw < card.scale.even) == bool(row.label) for row in scored) / len(scored)
    return [f"calibration: Brier score {brier:.3f}, expected calibration error {error:.3f}; accuracy at even odds {accuracy:.3f}"]


def _dropped(card: Card, scored: Sequence[Labelled]) -> list[str]:
    """The overall score's AUC without each feature."""
    whole = auc([(row.label, -row.annotation.scores[2].raw) for row in scored])
    effects = []
    for at, term in enumerate((*card.terms("sourcing"), *card.terms("language"))):
        without = auc([(row.label, row.annotation.scores[2].contributions[at].points - row.annotation.scores[2].raw) for row in scored])
        effects.append((without - whole, term.feature))
    return [f"AUC of overall, unrounded: {whole:.3f}; without", *(f"  {name:<24} {change:+.3f}" for change, name in sorted(effects))]


def _compared(card: Card, scored: Sequence[Labelled], others: Sequence[Labelled], name: str) -> str:
    values = {row.id: row.annotation.scores[2] for row in others}
    both = [(row.annotation.scores[2].raw, values[row.id].raw) for row in scored if row.id in values and values[row.id].status == "scored"]
    return f"rank agreement of {card.id} and {name} (Spearman), {len(both)} articles: {agreement(*map(list, zip(*both, strict=True))):.3f}"
