"""The JSON contract as types: what ``--format json`` and ``jsonl`` print. Fields may be added, never lost or renamed without a
new ``schema_version``. The JSON Schema that ships beside this file is generated from these types.
"""

from __future__ import annotations

from msgspec import Struct

from annotator.types import (
    ContentType,
    Context,
    Figures,
    Layer,
    LayerName,
    LoadedToken,
    Mode,
    Notice,
    Provenance,
    Quote,
    ReasonType,
    SourceKind,
    Span,
    Standing,
)

SCHEMA_VERSION = "1"


class DocumentOut(Struct, frozen=True, kw_only=True):
    """The input: id, metadata, length. ``sha256`` is of the text's UTF-8 bytes."""

    id: str
    path: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    date: str | None
    url: str | None
    format: str
    encoding: str | None
    extracted: bool
    words: int
    words_scored: int
    language: str
    upstream: str | None
    sha256: str


class SentenceOut(Struct, frozen=True, kw_only=True, gc=False):
    """A sentence and the probability that an expert calls its wording loaded."""

    start: int
    end: int
    bias: float | None


class AttributionOut(Struct, frozen=True, kw_only=True):
    """Source + cue + content; see docs/annotation.md for the kinds and grades."""

    id: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_kind: SourceKind
    source_group: int | None
    title: Span | None
    standing: Standing | None
    number: int | None
    reason: Span | None
    reason_type: ReasonType | None
    content_type: ContentType
    mode: Mode
    relayed_from: str | None


class SourceOut(Struct, frozen=True, kw_only=True):
    """One line of the source ledger."""

    group: int
    kind: SourceKind
    label: str
    mentions: tuple[Span, ...]
    words_quoted: int
    claims: int
    title: Span | None
    standing: Standing | None
    number: int | None
    reason: Span | None
    reason_type: ReasonType | None
    outlet: str | None


class FindingOut(Struct, frozen=True, kw_only=True):
    """A marked passage. ``severity``: 1 note, 2 warn, 3 error."""

    id: int
    rule: str
    start: int
    end: int
    excerpt: str
    layer: LayerName
    severity: int
    message: str
    entry: str | None
    type: str | None
    context: tuple[Context, ...]


class MeasureOut(Struct, frozen=True, kw_only=True):
    """A feature. ``evidence`` are ids of findings; ``passages`` all passages with their amounts, which add up to ``count``."""

    feature: str
    value: float
    unit: str
    count: float
    base: float
    evidence: tuple[int, ...]
    passages: tuple[tuple[int, int, float], ...]


class EvidenceOut(Struct, frozen=True, kw_only=True, gc=False):
    """A passage's share of a contribution; ``finding`` is null where no rule marks it."""

    finding: int | None
    start: int
    end: int
    points: float


class ContributionOut(Struct, frozen=True, kw_only=True):
    """A term of the sum; the points of its evidence add up to ``points``."""

    feature: str
    value: float
    weight: float
    points: float
    evidence: tuple[EvidenceOut, ...]


class ScoreOut(Struct, frozen=True, kw_only=True):
    """raw = intercept + sum of points; value = raw rounded and clipped to 0–100; null where the score abstains."""

    dimension: str
    status: str
    reason: str | None
    raw: float | None
    value: int | None
    low: int | None
    high: int | None
    band: str | None
    intercept: float
    contributions: tuple[ContributionOut, ...]


class Output(Struct, frozen=True, kw_only=True):
    """One article's annotation."""

    schema_version: str
    document: DocumentOut
    layers: tuple[Layer, ...]
    sentences: tuple[SentenceOut, ...]
    tokens_loaded: tuple[LoadedToken, ...]
    attributions: tuple[AttributionOut, ...]
    quotes: tuple[Quote, ...]
    sources: tuple[SourceOut, ...]
    findings: tuple[FindingOut, ...]
    measures: tuple[MeasureOut, ...]
    scores: tuple[ScoreOut, ...]
    figures: Figures
    notices: tuple[Notice, ...]
    provenance: Provenance
