"""Annotation → what every visual report shows: the text in segments, notes, score sheet, ledger, strip. No markup in here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from annotator.config import LEVELS
from annotator.lexicon.load import manuals
from annotator.report.place import Places
from annotator.types import Annotation, Finding, LayerName, Rule, Score, Source, SourceKind


class Segment(Struct, frozen=True, gc=False):
    """A stretch of the text within one layer and one set of findings. ``opens`` are the findings that begin here."""

    text: str
    layer: LayerName
    type: str | None
    findings: tuple[int, ...]
    opens: tuple[int, ...]


class Note(Struct, frozen=True, kw_only=True):
    """A finding as a reader sees it."""

    id: int
    rule: str
    code: str
    level: str
    layer: LayerName
    message: str
    excerpt: str
    line: int
    column: int
    why: str
    source_title: str
    source_url: str
    points: tuple[tuple[str, float], ...]


class Part(Struct, frozen=True, kw_only=True):
    """One term of a score: its points and the passages that answer for them."""

    feature: str
    value: str
    points: float
    findings: tuple[int, ...]
    passages: int
    bar_start: float
    bar_width: float


class Sheet(Struct, frozen=True, kw_only=True):
    """A score with the terms that make it, largest first."""

    dimension: str
    scored: bool
    reason: str | None
    value: int
    low: int
    high: int
    band: str
    intercept: float
    raw: float
    parts: tuple[Part, ...]


class Voice(Struct, frozen=True, kw_only=True):
    """One line of the picture of who supplies the words."""

    kind: str
    label: str
    words: int
    share: float


class Tick(Struct, frozen=True, gc=False):
    """A finding's place on the strip, in thousandths of the text's length."""

    id: int
    code: str
    at: float
    width: float


class View(Struct, frozen=True, kw_only=True):
    """Everything a page needs, ready to be placed."""

    title: str
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]
    sheets: tuple[Sheet, ...]
    sources: tuple[Source, ...]
    voices: tuple[Voice, ...]
    ticks: tuple[Tick, ...]
    codes: dict[str, str]


_VOICES: tuple[tuple[str, tuple[SourceKind, ...], str], ...] = (
    ("named", ("named_person",), "named people"),
    ("institution", ("named_org",), "institutions"),
    ("document", ("document",), "documents"),
    ("outlet", ("outlet",), "other outlets"),
    ("unnamed", ("anonymous",), "unnamed sources"),
    ("group", ("group", "nobody", "author_or_reader"), "classes of people, or nobody"),
)


def segments(annotation: Annotation) -> tuple[Segment, ...]:
    """The whole text, cut wherever a layer or a finding begins or ends; the pieces add up to the text."""
    text = annotation.reading.text
    cuts = {0, len(text)}
    for part in annotation.reading.layers:
        cuts.update((part.start, part.end))
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, finding in enumerate(annotation.findings, start=1):
        cuts.update((finding.start, finding.end))
        begins.setdefault(finding.start, []).append(number)
        ends.setdefault(finding.end, []).append(number)
    order = sorted(cuts)
    out: list[Segment] = []
    active: list[int] = []
    layers = annotation.reading.layers
    at = 0
    for start, end in pairwise(order):
        active = [n for n in active if n not in ends.get(start, ())]
        opened = begins.get(start, [])
        active += opened
        while at + 1 < len(layers) and start >= layers[at].end:
            at += 1
        layer = layers[at] if layers else None
        out.append(
            Segment(text[start:end], layer.layer if layer else "author", layer.type if layer else None, tuple(active), tuple(opened))
        )
    return tuple(out)


def _value(unit: str, value: float) -> str:
    if unit.startswith("share of"):
        return f"{100 * value:.0f} % of {unit.removeprefix('share of ')}"
    if unit.startswith("per 1,000"):
        return f"{value:.1f} {unit}"
    return f"{value:g} {unit.removeprefix('number of ')}"


def _sheet(annotation: Annotation, score: Score) -> Sheet:
    units = {measure.feature: measure.unit for measure in annotation.measures}
    widest = max((abs(part.points) for part in score.contributions), default=1.0) or 1.0
    parts = []
    for part in sorted(score.contributions, key=lambda c: -abs(c.points)):
        if abs(part.points) < 0.05:
            continue
        size = 50 * abs(part.points) / widest
        parts.append(
            Part(
                feature=part.feature.replace("_", " "),
                value=_value(units[part.feature], part.value),
                points=part.points,
                findings=tuple(sorted({share.finding for share in part.evidence if share.finding is not None})),
                passages=len(part.evidence),
                bar_start=round(50 - size if part.points < 0 else 50, 2),
                bar_width=round(size, 2),
            )
        )
    return Sheet(
        dimension=score.dimension,
        scored=score.status == "scored",
        reason=score.reason,
        value=score.value,
        low=score.low or 0,
        high=score.high or 0,
        band=score.band or "",
        intercept=score.intercept,
        raw=score.raw,
        parts=tuple(parts),
    )


def _notes(annotation: Annotation, codes: dict[str, str]) -> tuple[Note, ...]:
    text = annotation.reading.text
    places = Places(text)
    known = manuals()
    points: dict[int, list[tuple[str, float]]] = {}
    for score in annotation.scores:
        if score.dimension == "overall" or score.status != "scored":
            continue
        for part in score.contributions:
            for share in part.evidence:
                if share.finding is not None and abs(share.points) >= 0.005:
                    points.setdefault(share.finding, []).append((score.dimension, share.points))
    out = []
    for number, finding in enumerate(annotation.findings, start=1):
        line, column = places.of(finding.start)
        manual = known.get(finding.entry or "")
        out.append(
            Note(
                id=number,
                rule=finding.rule,
                code=codes.get(finding.rule, "??"),
                level=LEVELS[finding.severity - 1],
                layer=finding.layer,
                message=finding.message,
                excerpt=_excerpt(text, finding),
                line=line,
                column=column,
                why=manual.note if manual else "",
                source_title=manual.title if manual else "",
                source_url=manual.url if manual and manual.url.startswith(("https://", "http://")) else "",
                points=_summed(points.get(number, [])),
            )
        )
    return tuple(out)


def _summed(parts: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = {}
    for dimension, points in parts:
        total[dimension] = total.get(dimension, 0.0) + points
    return tuple(sorted(total.items()))


def _excerpt(text: str, finding: Finding) -> str:
    words = " ".join(text[finding.start : finding.end].split())
    return words if len(words) <= 90 else f"{words[:44].rstrip()} … {words[-42:].lstrip()}"


def _voices(annotation: Annotation) -> tuple[Voice, ...]:
    words: dict[SourceKind, int] = {}
    for source in annotation.reading.sources:
        words[source.kind] = words.get(source.kind, 0) + source.words_quoted
    nobody = next((int(m.count) for m in annotation.measures if m.feature == "unattributed_quotes"), 0)
    total = sum(words.values()) + nobody
    rows = [(kind, label, sum(words.get(k, 0) for k in kinds)) for kind, kinds, label in _VOICES]
    rows.append(("nobody", "quotes without a speaker", nobody))
    return tuple(Voice(kind=k, label=label, words=n, share=n / total if total else 0.0) for k, label, n in rows if n)


def build(annotation: Annotation, rules: Sequence[Rule]) -> View:
    """The view of *annotation*; *rules* give the two-letter codes."""
    codes = {rule.id: rule.code for rule in rules}
    document = annotation.reading.document
    size = max(1, len(document.text))
    headline = next((p for p in document.paragraphs if p.kind == "headline"), None)
    title = document.article.title or (document.text[headline.start : headline.end] if headline else document.article.id)
    return View(
        title=" ".join(title.split())[:300],
        segments=segments(annotation),
        notes=_notes(annotation, codes),
        sheets=tuple(_sheet(annotation, score) for score in annotation.scores),
        sources=annotation.reading.sources,
        voices=_voices(annotation),
        ticks=tuple(
            Tick(n, codes.get(f.rule, "??"), round(1000 * f.start / size, 1), max(3.0, round(1000 * (f.end - f.start) / size, 1)))
            for n, f in enumerate(annotation.findings, start=1)
        ),
        codes=codes,
    )
