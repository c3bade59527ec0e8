"""What the reader is told about a withheld source: standing, the reason for withholding the name, and the type of its claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from annotator.types import ContentType, Document, Draft, Hit, ReasonType, Span, Standing

_ORDER: dict[Standing, int] = {"bare": 0, "role": 1, "role_and_access": 2, "spokesperson": 3}
_SPECULATION = frozenset(
    "may might could would will likely unlikely expects expected probably possibly perhaps should plans planning".split()
)
_OPINION = frozenset("i think believe feel should must need hope best worst good bad great important concern concerned wrong right".split())


def standing(seen: Iterable[Standing | None]) -> Standing:
    """The most that any mention tells of the source."""
    return max((s for s in seen if s is not None), key=lambda s: _ORDER[s], default="bare")


def reasons(
    document: Document, hits: Mapping[str, Sequence[Hit]], mentions: Mapping[int, Sequence[Span]]
) -> dict[int, tuple[Span, ReasonType]]:
    """The reason given for each withheld source, by group: the clause that holds a reason phrase, nearest to one of its mentions.

    A phrase counts for the group whose mention stands in the same sentence, or else is the last one before it in the paragraph or
    the paragraph before.
    """
    out: dict[int, tuple[Span, ReasonType]] = {}
    places = sorted((span.start, group) for group, spans in mentions.items() for span in spans)
    if not places:
        return out
    starts = [start for start, _ in places]
    for hit in hits.get("reasons", ()):
        sentence = document.sentences[document.token_sentence[hit.first]]
        inside = [group for start, group in places if sentence.start <= start < sentence.end]
        before = bisect_left(starts, hit.start) - 1
        if inside:
            group = inside[-1] if len(inside) == 1 else next((g for s, g in reversed(places) if sentence.start <= s < hit.start), inside[0])
        elif before >= 0 and sentence.paragraph - document.sentences[_sentence_at(document, starts[before])].paragraph <= 1:
            group = places[before][1]
        else:
            continue
        if hit.category == "condition":
            span, kind = _reason_behind(document, hit, sentence.last)
        else:
            span, kind = _clause(document, hit, sentence.last), "specific" if hit.category == "specific" else "rote"
        if span is None:
            continue
        known = out.get(group)
        if known is None or (known[1] == "rote" and kind == "specific"):
            out[group] = (span, kind)
    return out


def _sentence_at(document: Document, offset: int) -> int:
    return max(0, document.token_sentence[max(0, bisect_left(document.starts, offset))])


_ENDS = frozenset({".", ";", "“", "”", '"', "''", "—", "–", ":"})


def _clause(document: Document, hit: Hit, last: int) -> Span:
    end = hit.last
    while end < last and document.words[end] not in _ENDS and not (document.words[end] == "," and end - hit.first > 3):
        end += 1
    return Span(hit.start, document.ends[end - 1])


_OPENERS = frozenset("because to for so given due as citing fearing in since amid".split())


def _reason_behind(document: Document, hit: Hit, last: int) -> tuple[Span | None, ReasonType]:
    """The clause behind "on condition of anonymity" that says why, where there is one."""
    at = hit.last
    while at < last and at - hit.last < 4 and document.lowers[at] not in _OPENERS:
        if document.words[at] in _ENDS:
            return None, "none"
        at += 1
    if at >= last or document.lowers[at] not in _OPENERS:
        return None, "none"
    end = at
    while end < last and document.words[end] not in _ENDS and document.words[end] != ",":
        end += 1
    if end - at < 3:
        return None, "none"
    return Span(document.starts[at], document.ends[end - 1]), "specific"


def content_type(document: Document, hits: Mapping[str, Sequence[Hit]], draft: Draft) -> ContentType:
    """Whether the claim is a fact, or an opinion, speculation or attack, which policies do not allow the unnamed."""
    lowers: list[str] = []
    loaded = 0
    for span in draft.content:
        low, high = bisect_left(document.starts, span.start), bisect_left(document.starts, span.end)
        lowers += document.lowers[low:high]
        loaded += sum(span.start <= hit.start < span.end and hit.severity >= 2 for hit in hits.get("loaded", ()))
    seen = set(lowers)
    if loaded:
        return "attack"
    if seen & _OPINION:
        return "opinion"
    if seen & _SPECULATION:
        return "speculation"
    return "fact"
