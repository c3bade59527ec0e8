"""The learned engine, and the rules where it found nothing: quotations without a speaker, other outlets' reports, closing reports.

The sequence model is the better judge almost everywhere, but a quotation that it leaves without a speaker is more often missed than
free-standing, a retelling's credit to another outlet should not be lost, and few corpus sentences end in ", the study found". Figures
are in ``benchmarks/experiments.md``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from annotator.attribution import learned, rules
from annotator.types import Document, Draft, Hit, Span


class _Cover:
    """Stretches, merged, to ask whether something overlaps one of them."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, spans: Sequence[Span]) -> bool:
        """Whether one of *spans* shares a character with a stretch."""
        return any(bisect_right(self._ends, span.start) < bisect_left(self._starts, span.end) for span in spans)


def drafts(document: Document, hits: Mapping[str, Sequence[Hit]]) -> tuple[Draft, ...]:
    """Attributions of the learned engine, with those of the rules that fill its gaps, in text order."""
    found = learned.drafts(document, hits)
    content = _Cover([(span.start, span.end) for draft in found for span in draft.content])
    cues = _Cover([(span.start, span.end) for draft in found for span in draft.cue])
    quotations = _Cover([(q.start, q.end) for q in document.quotations if not q.depth and q.mark == "double"])
    outlets = _Cover([(hit.start, hit.end) for hit in hits.get("outlets", ()) if hit.category != "generic"])
    extra = [
        draft
        for draft in rules.drafts(document, hits)
        if (quotations.touches(draft.content) and not content.touches(draft.content))
        or (outlets.touches(draft.source) and not cues.touches(draft.cue))
        or (_closes(document, draft) and not cues.touches(draft.cue) and not content.touches(draft.source))
    ]
    return tuple(sorted((*found, *extra), key=_order))


def _closes(document: Document, draft: Draft) -> bool:
    """Whether *draft* reports what a sentence said up to there: "The drug did no harm, the study found." """
    if not (draft.source and draft.cue and draft.content) or draft.content[0].end > draft.source[0].start:
        return False
    words, starts = document.words, document.starts
    behind = bisect_left(starts, draft.cue[-1].end)
    last = document.sentences[document.token_sentence[behind - 1]].last
    if behind >= last:
        return False
    aside = words[behind] == "," and words[bisect_left(starts, draft.source[0].start) - 1] == ","
    closing = behind == last - 1 and words[behind] == "." and document.lowers[behind - 1] in rules.FINDING
    return aside or closing


def _order(draft: Draft) -> tuple[int, int]:
    first = (draft.cue or draft.content)[0].start
    return first, draft.content[0].start if draft.content else first
