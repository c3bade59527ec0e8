"""Annotation → JSON, the public contract."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from annotator.report.contract import (
    SCHEMA_VERSION,
    AttributionOut,
    ContributionOut,
    DocumentOut,
    EvidenceOut,
    FindingOut,
    MeasureOut,
    Output,
    ScoreOut,
    SentenceOut,
    SourceOut,
)
from annotator.types import Annotation, Contribution, Measure, Score


def _measure(measure: Measure) -> MeasureOut:
    return MeasureOut(
        feature=measure.feature,
        value=measure.value,
        unit=measure.unit,
        count=measure.count,
        base=measure.base,
        evidence=tuple(item.finding for item in measure.evidence if item.finding is not None),
        passages=tuple((item.start, item.end, item.amount) for item in measure.evidence),
    )


def _contribution(part: Contribution) -> ContributionOut:
    return ContributionOut(
        feature=part.feature,
        value=part.value,
        weight=part.weight,
        points=part.points,
        evidence=tuple(EvidenceOut(finding=s.finding, start=s.start, end=s.end, points=s.points) for s in part.evidence),
    )


def _score(score: Score) -> ScoreOut:
    scored = score.status == "scored"
    return ScoreOut(
        dimension=score.dimension,
        status=score.status,
        reason=score.reason,
        raw=score.raw if scored else None,
        value=score.value if scored else None,
        low=score.low,
        high=score.high,
        band=score.band,
        intercept=score.intercept,
        contributions=tuple(map(_contribution, score.contributions)),
    )


def output(annotation: Annotation) -> Output:
    """The contract's object for *annotation*."""
    reading = annotation.reading
    document, text = reading.document, reading.text
    article = document.article
    bias = reading.sentence_bias or (None,) * len(document.sentences)
    return Output(
        schema_version=SCHEMA_VERSION,
        document=DocumentOut(
            id=article.id,
            path=article.path,
            title=article.title,
            byline=article.byline,
            outlet=article.outlet,
            date=article.date,
            url=article.url,
            format=article.format,
            encoding=article.encoding,
            extracted=article.extracted,
            words=annotation.words,
            words_scored=annotation.words_scored,
            language=document.language,
            upstream=reading.upstream,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        ),
        layers=reading.layers,
        sentences=tuple(SentenceOut(start=s.start, end=s.end, bias=p) for s, p in zip(document.sentences, bias, strict=True)),
        tokens_loaded=annotation.loaded,
        attributions=tuple(
            AttributionOut(**{name: getattr(a, name) for name in AttributionOut.__struct_fields__}) for a in reading.attributions
        ),
        quotes=reading.quotes,
        sources=tuple(SourceOut(**{name: getattr(s, name) for name in SourceOut.__struct_fields__}) for s in reading.sources),
        findings=tuple(
            FindingOut(
                id=number,
                rule=f.rule,
                start=f.start,
                end=f.end,
                excerpt=text[f.start : f.end],
                layer=f.layer,
                severity=f.severity,
                message=f.message,
                entry=f.entry,
                type=f.type,
                context=f.context,
            )
            for number, f in enumerate(annotation.findings, start=1)
        ),
        measures=tuple(map(_measure, annotation.measures)),
        scores=tuple(map(_score, annotation.scores)),
        figures=annotation.figures,
        notices=annotation.notices,
        provenance=annotation.provenance,
    )


def render_line(annotation: Annotation) -> str:
    """One line of JSON Lines, without its line end."""
    return msgspec.json.encode(output(annotation)).decode("utf-8")


def render(annotations: Sequence[Annotation]) -> str:
    """A JSON array of annotations, indented."""
    return msgspec.json.format(msgspec.json.encode([output(a) for a in annotations]), indent=2).decode("utf-8") + "\n"
