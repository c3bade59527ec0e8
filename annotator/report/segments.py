"""The article's text in pieces that add up to it: by layer, and within a layer cut wherever a mark or a linked passage begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from annotator.types import Annotation, Document, Finding, Layer, LayerName, Span

DEEPEST = 3
"""Marks that overlap get lines at this many distances from the text; deeper ones share the last."""


class Segment(Struct, frozen=True, gc=False):
    """A stretch of the text with one set of findings (the outermost first). ``opens`` are the findings that begin here, ``spots`` the
    linked passages that begin here; ``head`` is true within a headline or heading."""

    text: str
    findings: tuple[int, ...]
    opens: tuple[int, ...]
    spots: tuple[Span, ...]
    head: bool


class Block(Struct, frozen=True, gc=False):
    """Neighbouring segments of one layer. ``folded`` blocks are whole lines that are set aside; ``label`` says what they are."""

    layer: LayerName
    label: str
    folded: bool
    words: int
    segments: tuple[Segment, ...]


class _Extent(Struct):
    """A block while it grows: set-aside lines with nothing but white space between them become one."""

    start: int
    end: int
    layer: LayerName
    types: list[str]
    folded: bool


def _whole_lines(text: str, layer: Layer) -> bool:
    before, after = text[layer.start - 1 : layer.start], text[layer.end : layer.end + 1]
    return layer.layer == "set_aside" and before in ("", "\n", "\r") and after in ("", "\n", "\r")


def _extents(document: Document, layers: Sequence[Layer]) -> list[_Extent]:
    text = document.text
    out: list[_Extent] = []
    for layer in layers or (Layer(layer="author", start=0, end=len(text)),):
        folded = _whole_lines(text, layer)
        if folded and out and not out[-1].folded and len(out) > 1 and out[-2].folded and text[out[-1].start : out[-1].end].isspace():
            out.pop()
        if folded and out and out[-1].folded:
            out[-1].end = layer.end
            out[-1].types.append(layer.type or "other")
        else:
            out.append(_Extent(layer.start, layer.end, layer.layer, [layer.type or "other"], folded))
    return out


def depths(findings: Sequence[Finding]) -> tuple[int, ...]:
    """For each finding, how far from the text its line runs: 0 next to it, and one further out than every mark inside it."""
    order = sorted(range(len(findings)), key=lambda n: (findings[n].start, -findings[n].end, n))
    out = [0] * len(findings)
    cluster: list[tuple[int, int]] = []
    lanes: list[int] = []

    def close() -> None:
        for number, lane in cluster:
            out[number] = min(DEEPEST, len(lanes)) - 1 - min(lane, DEEPEST - 1)

    for number in order:
        start, end = findings[number].start, findings[number].end
        if all(start >= busy for busy in lanes):
            close()
            cluster, lanes = [], []
        free = next((lane for lane, busy in enumerate(lanes) if busy <= start), len(lanes))
        lanes[free : free + 1] = [end]
        cluster.append((number, free))
    close()
    return tuple(out)


class _Sweep:
    """What begins and ends where, for one walk along the text."""

    def __init__(self, annotation: Annotation, spots: Iterable[Span]) -> None:
        self.findings = annotation.findings
        self.begins: dict[int, list[int]] = {}
        self.stops: dict[int, list[int]] = {}
        self.spot_begins: dict[int, list[Span]] = {}
        self.heads: set[int] = set()
        self.cuts: set[int] = set()
        for number, finding in enumerate(annotation.findings, start=1):
            self.begins.setdefault(finding.start, []).append(number)
            self.stops.setdefault(finding.end, []).append(number)
            self.cuts.update((finding.start, finding.end))
        for spot in sorted(set(spots)):
            self.spot_begins.setdefault(spot.start, []).append(spot)
            self.cuts.add(spot.start)
        self._heads = [(p.start, p.end) for p in annotation.reading.document.paragraphs if p.kind in ("headline", "heading")]
        for start, end in self._heads:
            self.cuts.update((start, end))
        self._active: list[int] = []
        self._head = 0

    def at(self, text: str, start: int, end: int) -> Segment:
        """The segment from *start*, a cut, to *end*, the next one. Called once for each, in order."""
        if start in self.stops:
            self._active = [n for n in self._active if n not in self.stops[start]]
        opened = self.begins.get(start, [])
        if opened:
            opened.sort(key=lambda n: (-self.findings[n - 1].end, n))
            self._active.extend(n for n in opened if self.findings[n - 1].end > start)
            self._active.sort(key=lambda n: (-self.findings[n - 1].end + self.findings[n - 1].start, n))
        while self._head < len(self._heads) and self._heads[self._head][1] <= start:
            self._head += 1
        head = self._head < len(self._heads) and self._heads[self._head][0] <= start
        return Segment(text[start:end], tuple(self._active), tuple(opened), tuple(self.spot_begins.get(start, ())), head)


def blocks(annotation: Annotation, spots: Iterable[Span] = ()) -> tuple[Block, ...]:
    """The whole text in order; the pieces add up to it, character for character.

    :param spots: passages without a finding that something on the page links to.
    """
    document = annotation.reading.document
    text = document.text
    sweep = _Sweep(annotation, spots)
    extents = _extents(document, annotation.reading.layers)
    cuts = sorted(sweep.cuts.union((0, len(text)), *((e.start, e.end) for e in extents)))
    at = 0
    out: list[Block] = []
    pieces: list[Segment] = []

    def close(extent: _Extent) -> None:
        kinds = ", ".join(kind.replace("_", " ") for kind in dict.fromkeys(extent.types)) if extent.layer == "set_aside" else ""
        out.append(Block(extent.layer, kinds, extent.folded, document.count_words(extent.start, extent.end), tuple(pieces)))
        pieces.clear()

    for start, end in pairwise(cuts):
        if start >= extents[at].end:
            close(extents[at])
            at += 1
        pieces.append(sweep.at(text, start, end))
    if pieces:
        close(extents[at])
    return tuple(out)
