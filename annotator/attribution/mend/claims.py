"""Drafts that claim nothing: words of somebody's name, of a question or a request for anonymity, and what a writer puts into mouths."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from annotator.attribution.names import capitalised
from annotator.types import Document, Draft, Hit, Span

_ASKING = frozenset("who what which whose whom".split())
_BEFALLING = frozenset("face faces faced facing suffer suffers suffered suffering undergo undergoes underwent".split())
_NESTED = 3
_SEEMING = ("seem", "appear", "without", "look", "feel", "felt")
_PRESS = frozenset("Post Times Journal News Press Herald".split())
_UNNAMED = frozenset("named identified quoted".split())
_RESTATING = (("to", "translate", ","), ("translation", ":"), ("translated", ":"))
"""How a sentence begins in which the writer says for others what they mean."""


def claims(document: Document, drafts: Sequence[Draft], conditions: Sequence[Hit]) -> list[Draft]:
    """Those of *drafts* that claim something, without the *conditions* on which somebody speaks."""
    sources = sorted({span for draft in drafts if draft.content for span in draft.source})
    out: list[Draft] = []
    for draft in drafts:
        if not (draft.source or draft.content) or (not draft.content and _inside(draft.cue, sources)):
            continue
        if _is_press_name(document, draft) or _restates(document, draft) or _seems(document, draft):
            continue
        kept = None if _asks_who(document, draft) or _is_faced(document, draft) else _without_condition(document, draft, conditions)
        if kept is not None and not _asks_for_anonymity(document, kept):
            out.append(kept)
    return out


def _inside(cue: Sequence[Span], sources: Sequence[Span]) -> bool:
    """Whether *cue* is only a word of who speaks: "people | briefed | on the matter". *sources* stand in text order."""
    if not cue:
        return False
    at = bisect_left(sources, cue[0])
    return any(span.start < cue[0].start and cue[-1].end < span.end for span in sources[max(0, at - _NESTED) : at])


def _asks_who(document: Document, draft: Draft) -> bool:
    """Whether the source is the word that a question asks with: "And who could blame her?"."""
    if not draft.source:
        return False
    at = bisect_left(document.starts, draft.source[0].start)
    number = document.token_sentence[at] if at < len(document.starts) else -1
    if number < 0 or document.lowers[at] not in _ASKING:
        return False
    sentence = document.sentences[number]
    return at - sentence.first < 2 and document.words[sentence.last - 1] == "?"


def _is_faced(document: Document, draft: Draft) -> bool:
    """Whether the cue is a verb for what befalls somebody, which a quotation makes look like speech: "is | facing | “trouble”"."""
    if not draft.cue:
        return False
    return document.lowers[bisect_left(document.starts, draft.cue[-1].end) - 1] in _BEFALLING


def _is_press_name(document: Document, draft: Draft) -> bool:
    """Whether the cue is only the end of a newspaper's name: "told The Harbor | Post that"."""
    if not draft.source or len(draft.cue) != 1:
        return False
    words, ends = document.words, document.ends
    first = bisect_left(document.starts, draft.cue[0].start)
    if not 0 < first < len(words) or ends[first] < draft.cue[0].end or words[first] not in _PRESS:
        return False
    return draft.source[0].end == ends[first - 1] and capitalised(words[first - 1])


def _restates(document: Document, draft: Draft) -> bool:
    """Whether the cue stands in a sentence that puts the writer's words in place of a speaker's: "To translate, the officials ask …"."""
    if not draft.cue:
        return False
    number = document.token_sentence[bisect_left(document.starts, draft.cue[0].start)]
    first = document.sentences[number].first if number >= 0 else 0
    return number >= 0 and any(tuple(document.lowers[first : first + len(opening)]) == opening for opening in _RESTATING)


def _seems(document: Document, draft: Draft) -> bool:
    """Whether the writer judges: "it | seems unlikely | that", "it does not | appear", "it goes | without saying"."""
    if not draft.source or not draft.cue or draft.source[0].of(document.text).lower() != "it":
        return False
    low, high = bisect_left(document.starts, draft.cue[0].start), bisect_left(document.starts, draft.cue[-1].end)
    return any(word.startswith(_SEEMING) for word in document.lowers[low:high])


def _asks_for_anonymity(document: Document, draft: Draft) -> bool:
    if not draft.content or not draft.cue:
        return False
    low = bisect_left(document.starts, draft.content[0].start)
    opening = document.lowers[low : min(low + 4, bisect_left(document.starts, draft.content[0].end))]
    partly = "called" in opening and ("only" in opening or "by" in opening)  # "to be called only Mia"
    return "anonymity" in opening or ("be" in opening and (partly or not _UNNAMED.isdisjoint(opening)))


def _without_condition(document: Document, draft: Draft, conditions: Sequence[Hit]) -> Draft | None:
    """*draft* without the condition on which somebody speaks: "said | on condition of anonymity | that the pier is safe".

    None where that condition is all there is: "who | asked not to be named".
    """
    if not draft.cue:
        return draft
    if not draft.content:
        at = bisect_left(conditions, draft.cue[-1].end, key=lambda hit: hit.end)
        asks = at < len(conditions) and conditions[at].start <= draft.cue[-1].end + 1
        return None if asks and draft.source and draft.source[-1].of(document.text).endswith(("who", "whom")) else draft
    starts, lowers = document.starts, document.lowers
    at = bisect_left(conditions, draft.cue[0].start, key=lambda hit: hit.start)
    content: list[Span] = []
    for span in draft.content:
        while at < len(conditions) and conditions[at].end <= span.start:
            at += 1
        if at == len(conditions) or conditions[at].start >= span.end:
            content.append(span)
            continue
        hit = conditions[at]
        if hit.start < draft.cue[-1].end and hit.end > draft.cue[0].start:  # "requested | anonymity"
            return None
        low = bisect_left(starts, span.start)
        if hit.first > low + (lowers[low] == "only"):
            content.append(span)
            continue
        last = bisect_left(starts, span.end)
        that = next((token for token in range(hit.last, last) if lowers[token] == "that"), last)
        if that + 1 < last:
            content.append(Span(starts[that], span.end))
    return replace(draft, content=tuple(content)) if content else None
