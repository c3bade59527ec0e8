"""Second-hand reporting: which outlet a claim was taken from, and which outlet the article as a whole relays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from annotator.types import Attribution, Document, Draft, Hit, Span

_TOLD = frozenset("told tells telling tell".split())
_GIVEN = frozenset(
    """interview interviews comments comment remarks statement spoke speaking speak interviewed appearance appearing appeared conversation
    quoted cited""".split()
)
_SKIPPED = frozenset("the a an newspaper network 's ’s magazine with to by on for in of his her reporters journalists".split())
_REPORTS = frozenset(
    """report reports reported writes wrote notes noted says said adds added points pointed reveals revealed claims claimed details detailed
    describes described quotes quoted explains explained""".split()
)
_BETWEEN = frozenset("has have had also first earlier".split())
_LEAD = 2
_SHARE = 0.2


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


class Relay:
    """The outlets that an article names, and where it takes claims from them."""

    def __init__(self, document: Document, outlets: Sequence[Hit], names: Mapping[str, str]) -> None:
        self._document = document
        self._names = names
        self._aside = {
            at for paragraph in document.paragraphs if paragraph.kind != "prose" for at in range(paragraph.first, paragraph.last)
        }
        self._named = [hit for hit in outlets if hit.category != "generic"]
        self._firsts = [hit.first for hit in self._named]
        self._own = {_plain(document.article.outlet)} if document.article.outlet else set()
        for hit in self._named:
            at = document.token_sentence[hit.first]
            if at < 0:
                continue
            sentence = document.sentences[at]
            behind = document.lowers[hit.last : min(sentence.last, hit.last + 30)]
            if "contributed" in behind and any(w in behind for w in ("story", "report", "article", "reporting")):
                self._own.add(_plain(self._name(hit)))
        self._addressed = self._find_addressed(outlets)
        self._outlets = outlets

    def _name(self, hit: Hit) -> str:
        return self._names.get(hit.entry, hit.entry)

    def _foreign(self, name: str | None) -> str | None:
        return None if name is None or _plain(name) in self._own else name

    def name_at(self, first: int, last: int, *, generic: bool) -> str | None:
        """The outlet named in tokens ``first:last``; for "the newspaper" (*generic*) the one named last before."""
        at = bisect_left(self._firsts, first)
        if at < len(self._named) and self._named[at].first < last:
            return self._name(self._named[at])
        if at and self._named[at - 1].last > first:
            return self._name(self._named[at - 1])
        return self._name(self._named[at - 1]) if generic and at else None

    def _find_addressed(self, outlets: Sequence[Hit]) -> list[tuple[int, int, str]]:
        """(verb or noun, end, outlet) of "told CNN", "in an interview with the paper"."""
        lowers = self._document.lowers
        out: list[tuple[int, int, str]] = []
        for hit in outlets:
            at = next((i for i in range(hit.first, hit.last) if lowers[i] in _TOLD or lowers[i] in _GIVEN), hit.first - 1)
            while at >= 0 and hit.first - at < 5 and lowers[at] in _SKIPPED:
                at -= 1
            if at < 0 or not (lowers[at] in _TOLD or lowers[at] in _GIVEN):
                continue
            name = self._foreign(self.name_at(hit.first, hit.last, generic=hit.category == "generic"))
            if name is not None:
                out.append((at, hit.last, name))
        return out

    def completed(self, drafts: Sequence[Draft]) -> list[Draft]:
        """*drafts*, and one for every "…, the Ledger reports", "as reported by the Ledger", "the Ledger writes …" that they leave out."""
        document = self._document
        taken = sorted((span.start, span.end) for draft in drafts for span in (*draft.source, *draft.cue))
        begins = [start for start, _ in taken]
        quoted = [(q.first, q.last) for q in document.quotations if not q.depth]
        out = list(drafts)
        for hit in self._outlets:
            at = document.token_sentence[hit.first]
            inside = bisect_right(quoted, (hit.first, len(document.words))) - 1
            if at < 0 or hit.first in self._aside or (inside >= 0 and hit.first < quoted[inside][1]):
                continue
            index = bisect_left(begins, hit.end) - 1
            if index >= 0 and taken[index][1] > hit.start:
                continue
            found = self._relay_at(hit, document.sentences[at].first, document.sentences[at].last)
            if found is None:
                continue
            (low, high), (first, last), cue = found
            if last - first < 2:
                continue
            index = bisect_left(begins, document.ends[cue[1] - 1]) - 1
            if index >= 0 and taken[index][1] > document.starts[cue[0]]:
                continue
            out.append(
                Draft(source=(self._span(low, high),), cue=(self._span(*cue),), content=(self._span(first, last),), p=0.7),
            )
        out.sort(key=lambda draft: (draft.cue or draft.source or draft.content)[0])
        return out

    def _span(self, first: int, last: int) -> Span:
        return Span(self._document.starts[first], self._document.ends[last - 1])

    def _relay_at(self, hit: Hit, first: int, last: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]] | None:
        """Source, content and cue, in tokens, of an outlet that is said to report in the sentence ``first:last``."""
        words, lowers = self._document.words, self._document.lowers
        low = hit.first - (hit.first > first and lowers[hit.first - 1] == "the")
        end = last
        while end > hit.last and words[end - 1] in (".", "?", "!", "…"):
            end -= 1
        verb = hit.last
        while verb < end and lowers[verb] in _BETWEEN:
            verb += 1
        if verb < end and lowers[verb] in _REPORTS:
            if low - first <= 1 and verb + 1 < end:
                return (low, hit.last), (verb + 1 + (words[verb + 1] == ","), end), (hit.last, verb + 1)
            if low > first and words[low - 1] in (",", "”", '"'):
                return (low, hit.last), (first, low - 1), (hit.last, verb + 1)
            return None
        before = lowers[low - 1] if low > first else ""
        two = lowers[low - 2] if low - 1 > first else ""
        if (before, two) not in (("to", "according"), ("by", "reported")):
            return None
        cue = low - 2
        while cue > first and lowers[cue - 1] in ("as", "was", "first"):
            cue -= 1
        if cue - first <= 1:
            behind = hit.last + (hit.last < end and words[hit.last] == ",")
            return (low, hit.last), (behind, end), (cue, low)
        return (low, hit.last), (first, cue - (words[cue - 1] == ",")), (cue, low)

    def relayed(self, drafts: Sequence[Draft], outlets: Sequence[str | None]) -> list[str | None]:
        """For every draft the outlet that it is second-hand from; *outlets* names those whose source is an outlet."""
        document = self._document
        out = [self._foreign(name) for name in outlets]
        places = [at for at, _, _ in self._addressed]
        covers = sorted(
            (span.start, span.end, name)
            for draft, name in zip(drafts, out, strict=True)
            if name is not None
            for span in draft.content or self._sentence_of(draft)
        )
        begins = [start for start, _, _ in covers]
        alike = {draft.content: name for draft, name in zip(drafts, out, strict=True) if name is not None and draft.content}
        reach: list[tuple[int, str]] = []
        for _, end, name in covers:
            reach.append((end, name) if not reach or end > reach[-1][0] else reach[-1])
        for number, draft in enumerate(drafts):
            spans = draft.cue or draft.source
            if out[number] is not None or not spans:
                continue
            if draft.content in alike:  # "…, the Ledger reported, citing two officials"
                out[number] = alike[draft.content]
                continue
            start = spans[0].start
            at = bisect_right(begins, start) - 1
            if at >= 0 and reach[at][0] > start:
                out[number] = reach[at][1]
                continue
            token = max(0, bisect_right(document.starts, start) - 1)
            sentence = document.token_sentence[token]
            if sentence < 0:
                continue
            low = document.sentences[sentence].first
            for index in range(bisect_left(places, low), min(len(places), bisect_left(places, low) + 4)):
                place, _, name = self._addressed[index]
                if place >= document.sentences[sentence].last:
                    break
                if document.lowers[place] in _TOLD:
                    if any(span.start <= document.starts[place] < span.end for span in draft.cue):
                        out[number] = name
                else:
                    out[number] = name
        return out

    def _sentence_of(self, draft: Draft) -> tuple[Span, ...]:
        """The sentence of a draft without content: "As reported by the Ledger, …"."""
        start = (draft.source or draft.cue)[0].start
        at = self._document.token_sentence[max(0, bisect_right(self._document.starts, start) - 1)]
        if at < 0:
            return ()
        return (Span(self._document.sentences[at].start, self._document.sentences[at].end),)

    def upstream(self, attributions: Sequence[Attribution]) -> str | None:
        """The outlet that the article retells: relayed in its lead, or for a fifth of its attributions and twice at least."""
        counts: dict[str, int] = {}
        first: dict[str, int] = {}
        for attribution in attributions:
            if attribution.relayed_from is None:
                continue
            counts[attribution.relayed_from] = counts.get(attribution.relayed_from, 0) + 1
            start = (attribution.source or attribution.cue)[0].start
            first[attribution.relayed_from] = min(start, first.get(attribution.relayed_from, start))
        prose = [p.end for p in self._document.paragraphs if p.kind == "prose"][:_LEAD]
        lead = prose[-1] if prose else 0
        for name in sorted(counts, key=lambda name: (-counts[name], first[name])):
            if first[name] < lead or counts[name] >= max(2.0, _SHARE * len(attributions)):
                return name
        return None
