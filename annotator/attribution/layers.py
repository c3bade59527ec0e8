"""Whose words are these? Every character belongs to exactly one layer.

Set-aside text comes first; then words between quotation marks that somebody is named for, or that plainly are speech; then the rest of
an attributed content (``relayed``); what remains is the outlet's own voice. Turns of a printed interview ("Q: …", "A: …") are quoted.
Words in quotation marks that nobody says (scare quotes, names) stay with the author, so do a wish, plan or insight that nobody voiced,
and a source or cue inside a content's outline. A paragraph that goes on after a sentence of another outlet's stays relayed until
somebody else is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from annotator.attribution.anonymity import cue_lemma, stem
from annotator.attribution.quotes import is_speech
from annotator.types import Attribution, Document, Layer, LayerName

Stroke = tuple[int, int, LayerName, str | None]

_LABEL, _SPEAKERS = 60, 8
"""Characters that a speaker's label takes at most, and how many people talk in an interview."""
_TURN = re.compile(r"\W{0,3}([A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3})\W{0,2}:\W{0,3}(?=\S)")
_UNVOICED = frozenset(
    stem(word) for word in "want seek plan intend try refuse know realize understand see decide love hate like prefer".split()
)


def _paint(size: int, strokes: Iterable[Stroke]) -> tuple[Layer, ...]:
    """Layers from overlapping strokes; where several cover a character, the later one wins."""
    kept = list(strokes)
    order = sorted((stroke[0], number) for number, stroke in enumerate(kept) if stroke[0] < stroke[1])
    edges = sorted({0, size, *(edge for stroke in kept if stroke[0] < stroke[1] for edge in stroke[:2])})
    out: list[Layer] = []
    heap: list[tuple[int, int]] = []
    at = 0
    for low, high in pairwise(edges):
        while at < len(order) and order[at][0] <= low:
            number = order[at][1]
            heappush(heap, (-number, kept[number][1]))
            at += 1
        while heap and heap[0][1] <= low:
            heappop(heap)
        name: LayerName = "author"
        kind: str | None = None
        if heap:
            _, _, name, kind = kept[-heap[0][0]]
        if out and out[-1].layer == name and out[-1].type == kind:
            out[-1] = Layer(layer=name, start=out[-1].start, end=high, type=kind)
        else:
            out.append(Layer(layer=name, start=low, end=high, type=kind))
    return tuple(out)


def _carried_on(document: Document, attributions: Sequence[Attribution]) -> Iterable[Stroke]:
    """Sentences without a source of their own behind a sentence that is another outlet's, to the end of the paragraph."""
    sources: dict[int, bool] = {}
    for attribution in attributions:
        spans = attribution.source or attribution.cue
        if not spans:
            continue
        token = max(0, bisect_right(document.starts, spans[0].start) - 1)
        at = document.token_sentence[token]
        if at >= 0:
            outlet = attribution.source_kind == "outlet" and attribution.relayed_from is not None
            sources[at] = sources.get(at, True) and outlet
    for at in sorted(at for at, outlet in sources.items() if outlet):
        following = at + 1
        while following < len(document.sentences) and following not in sources:
            sentence = document.sentences[following]
            if sentence.paragraph != document.sentences[at].paragraph or document.words[sentence.last - 1] == "?":
                break
            yield (sentence.start, sentence.end, "relayed", None)
            following += 1


def _turns(document: Document) -> list[Stroke]:
    """What is said in a printed interview: paragraphs that begin with "Q:" and "A:", or with names, and take turns."""
    found = [
        (match[1], paragraph.start, paragraph.end)
        for paragraph in document.paragraphs
        if paragraph.kind == "prose" and (match := _TURN.match(document.text[paragraph.start : paragraph.start + _LABEL])) is not None
    ]
    counts = Counter(label for label, _, _ in found)
    speakers = {label for label, count in counts.items() if count > 1}
    if len(speakers) < 2 or len(counts) > _SPEAKERS:
        return []
    return [(start, end, "quoted", None) for label, start, end in found if label in speakers]


def assign(document: Document, attributions: Sequence[Attribution]) -> tuple[Layer, ...]:
    """Partition the text of *document* by voice."""
    relayed: list[Stroke] = list(_carried_on(document, attributions))
    own: list[Stroke] = []
    said: list[tuple[int, int]] = []
    for attribution in attributions:
        if attribution.source_kind == "author_or_reader":
            continue
        said += [(span.start, span.end) for span in attribution.content]
        if not (attribution.mode == "indirect" and cue_lemma(document, attribution) in _UNVOICED):
            relayed += [(span.start, span.end, "relayed", None) for span in attribution.content]
        own += [(span.start, span.end, "author", None) for span in (*attribution.source, *attribution.cue)]
    said.sort()
    begins = [start for start, _ in said]
    reach: list[int] = []
    for _, end in said:
        reach.append(max(end, reach[-1]) if reach else end)
    quoted: list[Stroke] = []
    for quotation in document.quotations:
        at = bisect_left(begins, quotation.end) - 1
        if (at >= 0 and reach[at] > quotation.start) or (not quotation.depth and is_speech(document, quotation)):
            quoted.append((quotation.start, quotation.end, "quoted", None))
    quoted += _turns(document)
    aside: list[Stroke] = [(block.start, block.end, "set_aside", block.type) for block in document.set_aside]
    return _paint(len(document.text), [*relayed, *own, *quoted, *aside])
