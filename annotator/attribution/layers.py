"""Whose words are these? Every character belongs to exactly one layer.

Set-aside text comes first; then words between quotation marks that somebody is named for; then the rest of an attributed content
(``relayed``); what remains is the outlet's own voice. Words in quotation marks that nobody says (scare quotes, names) stay with
the author, so does a belief that nobody voiced and a source or cue that stands inside a content's outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.types import Attribution, Document, Layer, LayerName

_RANK: dict[LayerName, int] = {"author": 0, "relayed": 1, "quoted": 2, "set_aside": 3}


def _paint(size: int, strokes: Iterable[tuple[int, int, LayerName, str | None]]) -> tuple[Layer, ...]:
    """Layers from overlapping strokes; where several cover a character, the later one wins."""
    edges: list[tuple[int, int, int]] = []
    kept = list(strokes)
    for number, (start, end, _, _) in enumerate(kept):
        if start < end:
            edges += [(start, 1, number), (end, 0, number)]
    edges.sort()
    out: list[Layer] = []
    active: set[int] = set()
    at = 0

    def emit(until: int) -> None:
        if until <= at:
            return
        name: LayerName = "author"
        kind: str | None = None
        if active:
            _, _, name, kind = kept[max(active)]
        if out and out[-1].layer == name and out[-1].type == kind:
            out[-1] = Layer(layer=name, start=out[-1].start, end=until, type=kind)
        else:
            out.append(Layer(layer=name, start=at, end=until, type=kind))

    for offset, opens, number in edges:
        emit(offset)
        at = max(at, offset)
        if opens:
            active.add(number)
        else:
            active.discard(number)
    emit(size)
    return tuple(out)


def assign(document: Document, attributions: Sequence[Attribution]) -> tuple[Layer, ...]:
    """Partition the text of *document* by voice."""
    relayed: list[tuple[int, int, LayerName, str | None]] = []
    own: list[tuple[int, int, LayerName, str | None]] = []
    quoted: list[tuple[int, int, LayerName, str | None]] = []
    for attribution in attributions:
        if attribution.source_kind == "author_or_reader":
            continue
        relayed += [(span.start, span.end, "relayed", None) for span in attribution.content]
        own += [(span.start, span.end, "author", None) for span in (*attribution.source, *attribution.cue)]
    said = sorted((span.start, span.end) for attribution in attributions for span in attribution.content)
    for quotation in document.quotations:
        if any(start < quotation.end and quotation.start < end for start, end in said):
            quoted.append((quotation.start, quotation.end, "quoted", None))
    aside: list[tuple[int, int, LayerName, str | None]] = [
        (block.start, block.end, "set_aside", block.type) for block in document.set_aside
    ]
    return _paint(len(document.text), [*relayed, *own, *quoted, *aside])
