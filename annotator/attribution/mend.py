"""A repair that holds whatever engine drafts: the source of "according to" stands behind it, and what it carries before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from annotator.attribution.kinds import DETERMINERS, QUANTIFIERS
from annotator.attribution.names import capitalised
from annotator.types import Document, Draft, Span

_ENDS = frozenset({",", ".", ";", ":", "?", "!", "—", "–", "--", "(", ")", "“", "”", '"', "''", "``", "…"})
_CLAUSE = frozenset("that and but while because as if when which who said says".split())
_LONGEST = 14


def mended(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """*drafts*, where every "according to" has the noun phrase behind it as its source."""
    return [_mended(document, draft) for draft in drafts]


def _mended(document: Document, draft: Draft) -> Draft:
    if not draft.cue:
        return draft
    lowers, starts, ends = document.lowers, document.starts, document.ends
    first = bisect_left(starts, draft.cue[0].start)
    if lowers[first : first + 2] != ("according", "to"):
        return draft
    low = first + 2
    if low >= len(starts) or document.token_sentence[low] < 0 or (draft.source and draft.source[0].start >= starts[low]):
        return draft
    sentence = document.sentences[document.token_sentence[low]]
    high = low
    while high < min(sentence.last, low + _LONGEST) and document.words[high] not in _ENDS and lowers[high] not in _CLAUSE:
        high += 1
    if high == low or not (capitalised(document.words[low]) or lowers[low] in DETERMINERS | QUANTIFIERS or lowers[low].isalpha()):
        return draft
    content = tuple(span for span in draft.content if span.end <= starts[first] or span.start >= ends[high - 1])
    if not content and first - sentence.first > 2:
        end = first - (document.words[first - 1] in (",", "—", "–"))
        content = (Span(sentence.start, ends[end - 1]),)
    return replace(draft, source=(Span(starts[low], ends[high - 1]),), cue=(Span(starts[first], ends[first + 1]),), content=content)
