"""Informants of an outlet that is retold: "the Ledger reported, citing two officials", "the Ledger quoted an aide as saying that …".

Whoever is cited says it first; the claim is that outlet's too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from annotator.attribution.anonymity import withholds
from annotator.attribution.kinds import Context, classify, has_access
from annotator.types import Document, Draft, Span

_CITING = frozenset("cite cites cited citing quote quotes quoted quoting".split())
_AS = frozenset("saying telling describing warning".split())
_CUT = frozenset({"as", ",", ";", ".", "“", '"'})
_LONGEST = 24


def with_cited(document: Document, drafts: Sequence[Draft], look: Context) -> list[Draft]:
    """*drafts* with those whom others cite as sources of their own: whoever is quoted "as saying", and all withheld informants.

    :returns: in text order.
    """
    starts, ends, lowers = document.starts, document.ends, document.lowers
    out: list[Draft] = []
    nested: set[int] = set()
    for number, draft in enumerate(drafts):
        cited = _cited(document, draft, look)
        if cited is None:
            out.append(draft)
            continue
        source, behind, withheld = cited
        end = bisect_left(starts, draft.content[-1].end)
        if lowers[behind : behind + 1] == ("as",) and behind + 2 < end and lowers[behind + 1] in _AS:
            nested.add(ends[behind + 1])
            content = (Span(starts[behind + 2], draft.content[-1].end),)
            whole = (Span(source.start, draft.content[-1].end),)
            out.append(replace(draft, cue=(Span(draft.cue[0].start, ends[bisect_left(starts, source.start) - 1]),), content=whole))
            out.append(Draft(source=(source,), cue=(Span(starts[behind], ends[behind + 1]),), content=content, p=draft.p))
            continue
        if withheld and lowers[behind : behind + 2] == (",", "that") and behind + 2 < end:  # "reported, citing sources, that …"
            content = (Span(starts[behind + 1], draft.content[-1].end),)
            if out and not out[-1].content and out[-1].cue and _sentence(document, out[-1]) == _sentence(document, draft):
                out[-1] = replace(out[-1], content=content)
            out.append(replace(draft, source=(source,), content=content))
            continue
        told = _told_with(document, draft, drafts[max(0, number - 2) : number + 3]) if withheld else None
        out.append(draft if told is None else replace(draft, source=(source,), content=told.content))
    if nested:  # "saying" is no cue of its own there
        out = [draft for draft in out if not (draft.cue and draft.cue[0].end in nested and draft.cue[0].of(document.text)[0] == "s")]
    return sorted(out, key=lambda draft: (draft.cue or draft.source or draft.content)[0])


def _cited(document: Document, draft: Draft, look: Context) -> tuple[Span, int, bool] | None:
    """Whom *draft* cites, the token behind, and whether that is a withheld informant; None where it cites nobody."""
    if len(draft.cue) != 1 or not draft.content:
        return None
    lowers, starts = document.lowers, document.starts
    first = bisect_left(starts, draft.cue[0].start)
    while first < len(starts) and starts[first] < draft.cue[0].end and lowers[first] not in _CITING:
        first += 1
    if first >= len(starts) or starts[first] >= draft.cue[0].end:
        return None
    low = high = first + 1
    end = min(bisect_left(starts, draft.content[-1].end), low + _LONGEST)
    while high < end and lowers[high] not in _CUT:
        high += 1
    if high == low or low < bisect_left(starts, draft.cue[0].end) < high:
        return None
    span = Span(starts[low], document.ends[high - 1])
    mention = classify(document, span, look)
    named = mention.kind != "anonymous" and not has_access(look, mention.first, mention.last)
    withheld = mention.open and (not named or withholds(document, look, mention))
    said = lowers[high : high + 1] == ("as",) and (mention.open or mention.kind == "named_person")
    return (span, high, withheld) if withheld or said else None


def _told_with(document: Document, draft: Draft, near: Sequence[Draft]) -> Draft | None:
    """The report in the same sentence for which *draft* names the informants."""
    for other in near:
        if other is draft or not (other.cue and other.content and other.source):
            continue
        if _sentence(document, other) == _sentence(document, draft):
            return other
    return None


def _sentence(document: Document, draft: Draft) -> int:
    """The number of the sentence that the cue of *draft* stands in."""
    return document.token_sentence[bisect_left(document.starts, draft.cue[0].start)]
