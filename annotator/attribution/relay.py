"""Second-hand reporting: which outlet a claim was taken from, and which outlet the article as a whole relays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from annotator.types import Attribution, Document, Draft, Hit

_TOLD = frozenset("told tells telling tell".split())
_GIVEN = frozenset(
    """interview interviews comments comment remarks statement spoke speaking speak interviewed appearance appearing appeared conversation
    quoted cited""".split()
)
_SKIPPED = frozenset("the a an newspaper network 's ’s magazine with to by on for in of his her reporters journalists".split())
_LEAD = 3
_SHARE = 0.2


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


class Relay:
    """The outlets that an article names, and where it takes claims from them."""

    def __init__(self, document: Document, outlets: Sequence[Hit], names: Mapping[str, str]) -> None:
        self._document = document
        self._names = names
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

    def relayed(self, drafts: Sequence[Draft], outlets: Sequence[str | None]) -> list[str | None]:
        """For every draft the outlet that it is second-hand from; *outlets* names those whose source is an outlet."""
        document = self._document
        out = [self._foreign(name) for name in outlets]
        places = [at for at, _, _ in self._addressed]
        covers = sorted(
            (span.start, span.end, name) for draft, name in zip(drafts, out, strict=True) if name is not None for span in draft.content
        )
        begins = [start for start, _, _ in covers]
        reach: list[tuple[int, str]] = []
        for _, end, name in covers:
            reach.append((end, name) if not reach or end > reach[-1][0] else reach[-1])
        for number, draft in enumerate(drafts):
            spans = draft.cue or draft.source
            if out[number] is not None or not spans:
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
