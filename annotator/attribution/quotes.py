"""Quotations and attributions: how much of a claim is quoted, and who speaks each quote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise

from annotator.types import Attribution, Document, Mode, Quotation, Quote, Span

_SPEAKING = frozenset("i we you my our your me us i'm we're don't let's it's that's".split())
_MINIMUM = 5
_LONGEST_TITLE = 10
_WORKS = frozenset(
    """titled entitled headlined book novel memoir poem song anthem hymn ballad single album film movie documentary play musical opera show
    series sitcom episode podcast painting game column commentary essay op-ed editorial article magazine spot ad forum""".split()
)
_NO_TITLE = frozenset("that said says is was".split())


class Ruler:
    """Counts words, and words between quotation marks, in any stretch of a document, each in logarithmic time."""

    def __init__(self, document: Document) -> None:
        self._starts = document.starts
        self._words = document.words_before
        outer = [q for q in document.quotations if not q.depth]
        self._firsts = [q.first for q in outer]
        self._lasts = [q.last for q in outer]
        self._quoted = list(accumulate((self._words[q.last] - self._words[q.first] for q in outer), initial=0))

    def words(self, first: int, last: int) -> int:
        """Words among tokens ``first:last``."""
        return self._words[last] - self._words[first]

    def _quoted_before(self, token: int) -> int:
        at = bisect_right(self._firsts, token) - 1
        if at < 0:
            return 0
        return self._quoted[at] + self._words[min(token, self._lasts[at])] - self._words[self._firsts[at]]

    def mode(self, spans: Sequence[Span]) -> Mode:
        """Whether *spans* are quoted, partly quoted, or not at all."""
        total = quoted = 0
        for span in spans:
            first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
            total += self._words[last] - self._words[first]
            quoted += self._quoted_before(last) - self._quoted_before(first)
        return "indirect" if not quoted else "direct" if quoted == total else "mixed"


def speakers(document: Document, attributions: Sequence[Attribution]) -> tuple[Quote, ...]:
    """Every quotation between double marks, and single-marked ones that are attributed, each with its attribution; no titles of works.

    Where contents overlap, a stretch belongs to the shortest content around it; a quote goes to the attribution that owns most of it.
    """
    double = any(q.mark == "double" for q in document.quotations)
    outer = [q for q in document.quotations if not q.depth and not (double and q.mark == "single" and _heads(document, q))]
    owned = _owners(attributions)
    begins = [start for start, _, _ in owned]
    kinds = {a.id: a.source_kind for a in attributions}
    out: list[Quote] = []
    for quotation in outer:
        sizes: dict[int, int] = {}
        at = max(0, bisect_right(begins, quotation.start) - 1)
        while at < len(owned) and owned[at][0] < quotation.end:
            start, end, number = owned[at]
            size = min(end, quotation.end) - max(start, quotation.start)
            if size > 0:
                sizes[number] = sizes.get(number, 0) + size
            at += 1
        best = max(sizes, key=lambda number: (sizes[number], -number)) if sizes else None
        if (best is None and quotation.mark in ("single", "block")) or _is_title_of_a_work(document, quotation):
            continue
        out.append(Quote(start=quotation.start, end=quotation.end, attribution=best, speaker_kind=kinds[best] if best else None))
    return tuple(out)


def _heads(document: Document, quotation: Quotation) -> bool:
    """Whether *quotation* stands in the headline, which in single marks echoes what the article quotes in double ones."""
    at = document.token_sentence[min(quotation.first, len(document.token_sentence) - 1)]
    paragraph = document.paragraphs[document.sentences[at].paragraph]
    return paragraph.kind == "headline" or paragraph.first_sentence == 0


def _is_title_of_a_work(document: Document, quotation: Quotation) -> bool:
    """Whether *quotation* names a book, show or the like.

    In capitals, behind a word for such a thing (her 2002 book, "Small Fires,") or where a programme is named (on "Late Talk", NRK's "Late
    Talk", an interview with "Late Talk").
    """
    words = document.words[quotation.first : quotation.last]
    if len(words) > _LONGEST_TITLE or quotation.mark == "block":
        return False
    long = [word for word in words if word[0].isalpha() and len(word) > 3] or [word for word in words if word[0].isalpha()]
    if not long or not all(word[0].isupper() for word in long):
        return False
    behind = quotation.first - (quotation.outer_start < quotation.start)
    before = document.lowers[max(0, behind - 2) : behind]
    if len(long) > 1 and len(before) > 1:
        station = before[-1] in ("'s", "’s") and document.words[behind - 2].isupper() and len(before[0]) > 2
        if station or before[-1] == "on" or before == ("interview", "with"):
            return True
    return any(word in _WORKS for word in before if word != ",") and not (before and before[-1] in _NO_TITLE)


def _owners(attributions: Sequence[Attribution]) -> list[tuple[int, int, int]]:
    """Disjoint stretches in order, each with the attribution whose content around it is shortest."""
    contents = sorted((span.start, span.end, a.id) for a in attributions for span in a.content if span.start < span.end)
    edges = sorted({edge for start, end, _ in contents for edge in (start, end)})
    out: list[tuple[int, int, int]] = []
    heap: list[tuple[int, int, int]] = []
    at = 0
    for low, high in pairwise(edges):
        while at < len(contents) and contents[at][0] <= low:
            start, end, number = contents[at]
            heappush(heap, (end - start, end, number))
            at += 1
        while heap and heap[0][1] <= low:
            heappop(heap)
        if heap:
            number = heap[0][2]
            if out and out[-1][2] == number and out[-1][1] == low:
                out[-1] = (out[-1][0], high, number)
            else:
                out.append((low, high, number))
    return out


def is_speech(document: Document, quotation: Quotation) -> bool:
    """Whether a quotation that nobody is named for is plainly speech, not a title or words held at a distance."""
    if quotation.mark == "single" or quotation.last - quotation.first < _MINIMUM:
        return False
    words = document.words[quotation.first : quotation.last]
    long = [word for word in words if word[0].isalpha() and len(word) > 3]
    if long and sum(word[0].isupper() for word in long) >= 0.8 * len(long):
        return False
    return words[-1] in (".", ",", "?", "!", "…", "...") or not _SPEAKING.isdisjoint(document.lowers[quotation.first : quotation.last])
