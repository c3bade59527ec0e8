"""How well loaded wording is told: against sentences or whole articles that readers labelled.

A line of gold is one of

- ``{"id", "text", "label": 0|1, "biased_spans"?: [[start, end]], "article"?, "outlet"?}``: a sentence by itself (BABE's format; without
  spans that of CheckThat! subjectivity);
- ``{"id", "text", "title"?, "outlet"?, "sentences": [[start, end]], "spans": [{"start", "end", "type"}]}``: a whole article (BASIL's
  format); a sentence counts as loaded where a span of type ``lexical`` overlaps it.

Measures: *macro-F1* at a probability of 0.5 (sentences by themselves), *F1 of findings* (whole articles: sentences with a loaded word or an
aside in the outlet's own voice), *AUC*, *AUC within an outlet* (only sentences of the same outlet are compared, so that knowing the outlet
is worth nothing), *calibration error* (ten equal bins; Naeini et al. 2015), *marked words* (word tokens that share a character with a
marked span, F1). Intervals: percentile bootstrap over articles (Efron 1979).

*Categories*: how often what a category of the lexicons finds in the outlet's own words stands in a sentence that readers called loaded, and
how often in words that they marked; intervals after Wilson (1927). In whole articles, where one sentence in twenty is loaded, a share of a
quarter is far above chance; fifty per cent can be asked of sentences that readers were given one by one.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.articles import auc, calibration
from annotator.evaluation.counts import RESAMPLES, SEED
from annotator.extract.base import layer_at
from annotator.pipeline import annotate_article
from annotator.types import Annotation, Article

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
_RULES = ("loaded-language", "editorial-aside")
_TOPICS = ("asides", "loaded")


class Judged(NamedTuple):
    """A sentence with its gold label, its probability, whether it is marked, and counts of its words (right, predicted, gold)."""

    outlet: str
    label: int
    p: float
    marked: bool
    words: tuple[int, int, int] | None


class Figure(NamedTuple):
    """A measure with its 95 % interval."""

    value: float
    low: float
    high: float


class Category(NamedTuple):
    """What a lexicon category found in the outlet's own words: how much, how much of it in loaded sentences, and in marked words.

    ``marked`` is None where the gold has no marked words.
    """

    hits: int = 0
    loaded: int = 0
    marked: int | None = None

    def plus(self, loaded: bool, marked: bool | None) -> Category:
        """With one more hit."""
        return Category(self.hits + 1, self.loaded + loaded, self.marked if marked is None else (self.marked or 0) + marked)


Measure = Callable[[Sequence[Judged]], float]


def _overlap(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(low < end and start < high for low, high in spans)


def _bias(annotation: Annotation, start: int, end: int) -> float:
    reading = annotation.reading
    pairs = zip(reading.document.sentences, reading.sentence_bias, strict=True)
    return max((p for sentence, p in pairs if p is not None and sentence.start < end and start < sentence.end), default=0.0)


def _alone(gold: dict[str, Any], annotation: Annotation) -> Judged:
    text = gold["text"]
    words = None
    if "biased_spans" in gold:
        spans = [(start, end) for start, end in gold["biased_spans"]]
        found = [(token.start, token.end) for token in annotation.loaded]
        pairs = [(_overlap(*match.span(), spans), _overlap(*match.span(), found)) for match in _WORD.finditer(text)]
        words = (sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs))
    p = _bias(annotation, 0, len(text))
    return Judged(str(gold.get("outlet") or ""), int(gold["label"]), p, p >= 0.5, words)


def _whole(gold: dict[str, Any], annotation: Annotation) -> list[Judged]:
    spans = [(span["start"], span["end"]) for span in gold["spans"] if span["type"] == "lexical"]
    marks = [(one.start, one.end) for one in annotation.findings if one.rule in _RULES and one.layer == "author"]
    outlet = str(gold.get("outlet") or "")
    return [
        Judged(outlet, int(_overlap(start, end, spans)), _bias(annotation, start, end), _overlap(start, end, marks), None)
        for start, end in gold["sentences"]
    ]


def _f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def loaded_f1(rows: Sequence[Judged]) -> float:
    """F1 of the loaded sentences."""
    return _f1(sum(r.label and r.marked for r in rows), sum(r.marked for r in rows), sum(r.label for r in rows))


def macro_f1(rows: Sequence[Judged]) -> float:
    """Mean of the F1 of loaded and of plain sentences."""
    plain = [(not r.label, not r.marked) for r in rows]
    return (loaded_f1(rows) + _f1(sum(a and b for a, b in plain), sum(b for _, b in plain), sum(a for a, _ in plain))) / 2


def area(rows: Sequence[Judged]) -> float:
    """AUC of the probabilities."""
    return auc([(r.label, r.p) for r in rows])


def area_within(rows: Sequence[Judged]) -> float:
    """AUC over pairs of sentences of the same outlet."""
    outlets: dict[str, list[tuple[int, float]]] = {}
    for r in rows:
        outlets.setdefault(r.outlet, []).append((r.label, r.p))
    found = []
    for pairs in outlets.values():
        ones = sum(label for label, _ in pairs)
        if 0 < ones < len(pairs):
            found.append((ones * (len(pairs) - ones), auc(pairs)))
    return sum(count * value for count, value in found) / sum(count for count, _ in found) if found else float("nan")


def calibration_error(rows: Sequence[Judged]) -> float:
    """Expected calibration error in ten equal bins."""
    return calibration((r.label, r.p) for r in rows)[1]


def words_f1(rows: Sequence[Judged]) -> float:
    """F1 of marked words."""
    counts = [r.words for r in rows if r.words is not None]
    return _f1(*(sum(column) for column in zip(*counts, strict=True))) if counts else float("nan")


def _figure(measure: Measure, articles: Sequence[list[Judged]]) -> Figure:
    """A measure over all articles, with its bootstrap interval."""
    draw = random.Random(SEED)
    samples = (measure([r for one in draw.choices(articles, k=len(articles)) for r in one]) for _ in range(RESAMPLES))
    drawn = sorted(value for value in samples if value == value)
    value = measure([r for one in articles for r in one])
    return Figure(value, drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]) if drawn else Figure(value, value, value)


def _is_gold(gold: Any) -> bool:
    return (
        isinstance(gold, dict)
        and isinstance(gold.get("text"), str)
        and (gold.get("label") in (0, 1) or (isinstance(gold.get("sentences"), list) and isinstance(gold.get("spans"), list)))
    )


def evaluate(path: Path, settings: Settings) -> dict[str, Figure]:
    """Figures for the gold sentences or articles in *path*.

    :raises InputError: the file cannot be read, or a line is not gold.
    """
    articles: dict[str, list[Judged]] = {}
    measures: dict[str, Measure] = {}
    for number, gold in _gold(path):
        annotation = annotate_article(Article(id=str(gold.get("id", number)), text=gold["text"], title=gold.get("title")), settings)
        whole = "sentences" in gold
        measures["F1 of findings" if whole else "macro-F1"] = loaded_f1 if whole else macro_f1
        articles.setdefault(str(gold.get("article") or number), []).extend(
            _whole(gold, annotation) if whole else [_alone(gold, annotation)]
        )
    every = [r for one in articles.values() for r in one]
    measures |= {"AUC": area, "calibration error": calibration_error}
    if len({r.outlet for r in every}) > 1:
        measures["AUC within an outlet"] = area_within
    if any(r.words is not None for r in every):
        measures["marked words"] = words_f1
    return {name: _figure(measure, list(articles.values())) for name, measure in measures.items()}


def categories(path: Path, settings: Settings) -> dict[str, Category]:
    """How often the categories of the loaded and aside lexicons are right on the gold in *path*, by topic and category.

    :raises InputError: the file cannot be read, or a line is not gold.
    """
    out: dict[str, Category] = {}
    for number, gold in _gold(path):
        reading = annotate_article(Article(id=str(gold.get("id", number)), text=gold["text"], title=gold.get("title")), settings).reading
        if "sentences" in gold:
            marked: list[tuple[int, int]] | None = [(span["start"], span["end"]) for span in gold["spans"] if span["type"] == "lexical"]
            sentences = [(start, end) for start, end in gold["sentences"] if _overlap(start, end, marked or ())]
        else:
            marked = [(start, end) for start, end in gold["biased_spans"]] if "biased_spans" in gold else None
            sentences = [(0, len(gold["text"]))] * int(gold["label"])
        for topic in _TOPICS:
            for hit in reading.hits.get(topic, ()):
                if layer_at(reading.layers, hit.start) == "author":
                    inside = None if marked is None else _overlap(hit.start, hit.end, marked)
                    loaded = _overlap(hit.start, hit.end, sentences)
                    for name in (f"{topic} {hit.category}", f"{topic}, all"):
                        out[name] = out.get(name, Category()).plus(loaded, inside)
    return dict(sorted(out.items()))


def _gold(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of *path* with their numbers."""
    try:
        lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    except OSError as problem:
        raise InputError(f"{path}: {problem.strerror}; give a JSON Lines file of labelled sentences") from None
    if not lines:
        raise InputError(f"{path}: no gold sentences; see docs/evaluation.md")
    for number, line in enumerate(lines, start=1):
        try:
            gold = msgspec.json.decode(line)
        except msgspec.DecodeError as problem:
            raise InputError(f"{path}:{number}: {problem}; each line holds one JSON object") from None
        if not _is_gold(gold):
            raise InputError(f"{path}:{number}: no gold: text, and a label or sentences with spans are needed; see docs/evaluation.md")
        yield number, gold


def table(figures: dict[str, Figure]) -> str:
    """The figures as aligned lines of text."""
    width = max(map(len, figures))
    lines = [f"{'':<{width}}  value   95 % interval"]
    lines += [f"{name:<{width}}  {f.value:>5.3f}   {f.low:.3f} – {f.high:.3f}" for name, f in figures.items()]
    return "\n".join(lines)


def category_table(found: dict[str, Category]) -> str:
    """The categories as aligned lines of text, shares in per cent."""
    width = max([len("category"), *map(len, found)])
    lines = [f"{'category':<{width}}  hits  in loaded sentences  95 % interval  in marked words"]
    for name, one in found.items():
        low, high = wilson(one.loaded, one.hits)
        marked = "–" if one.marked is None else f"{100 * one.marked / one.hits:.0f}"
        share, interval = 100 * one.loaded / one.hits, f"{100 * low:.0f} – {100 * high:.0f}"
        lines.append(f"{name:<{width}}  {one.hits:>4}  {share:>19.0f}  {interval:>13}  {marked:>15}")
    return "\n".join(lines)


def wilson(right: int, number: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); 0 to 1 where *number* is 0."""
    if not number:
        return 0.0, 1.0
    z = 1.959964
    share, scale = right / number, 1 + z * z / number
    middle = (share + z * z / (2 * number)) / scale
    half = z * math.sqrt(share * (1 - share) / number + z * z / (4 * number * number)) / scale
    return max(0.0, middle - half), min(1.0, middle + half)
