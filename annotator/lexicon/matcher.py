"""One pass over a document's tokens finds every lexicon phrase.

Within a topic, matches do not overlap: the leftmost, then the longest one that its conditions allow is taken. Different topics
may overlap freely.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from msgspec.msgpack import decode

from annotator.lexicon.compile import LEAF, WILDCARD, Compiled, Phrase, Row, Trie
from annotator.types import Document, Hit

_REACH = 80
"""Conditions look this many tokens to either side, which is farther than sentences reach but for hostile ones."""


class _Phrases:
    """The phrases of a condition, made ready to be looked for beside a match."""

    __slots__ = ("_all", "_heads", "_longer", "_sizes", "_words")

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._all = frozenset(phrases)
        self._heads = frozenset(phrase[0] for phrase in phrases)
        self._words = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
        self._longer = tuple(phrase for phrase in phrases if len(phrase) > 1)
        self._sizes = tuple({len(phrase): None for phrase in phrases})

    def before(self, lowers: Phrase, first: int, low: int) -> bool:
        """Whether one of them ends where token *first* begins, not reaching back beyond *low*."""
        return any(lowers[first - size : first] in self._all for size in self._sizes if first - size >= low)

    def behind(self, lowers: Phrase, last: int, high: int) -> bool:
        """Whether one of them begins at token *last*, not reaching beyond *high*."""
        return any(lowers[last : last + size] in self._all for size in self._sizes if last + size <= high)

    def within(self, window: Phrase) -> bool:
        """Whether one of them stands in *window*."""
        if self._heads.isdisjoint(window):
            return False
        if not self._words.isdisjoint(window):
            return True
        for phrase in self._longer:
            head, size = phrase[0], len(phrase)
            if head in window and any(window[i] == head and window[i : i + size] == phrase for i in range(len(window) - size + 1)):
                return True
        return False


class _Conditions:
    """What must and must not stand beside an entry's phrase. None where an entry asks for nothing."""

    __slots__ = ("_followed", "_not_followed", "_not_preceded", "_not_with", "_preceded", "_with")

    def __init__(self, row: Row) -> None:
        def ready(phrases: Sequence[Phrase]) -> _Phrases | None:
            return _Phrases(phrases) if phrases else None

        self._preceded, self._not_preceded = ready(row.preceded_by), ready(row.not_preceded_by)
        self._followed, self._not_followed = ready(row.followed_by), ready(row.not_followed_by)
        self._with, self._not_with = ready(row.with_any), ready(row.not_with)

    def met(self, lowers: Phrase, first: int, last: int, low: int, high: int) -> bool:
        """Whether a match of tokens ``first:last`` meets them, looking at tokens ``low:high``."""
        if self._preceded is not None and not self._preceded.before(lowers, first, low):
            return False
        if self._not_preceded is not None and self._not_preceded.before(lowers, first, low):
            return False
        if self._followed is not None and not self._followed.behind(lowers, last, high):
            return False
        if self._not_followed is not None and self._not_followed.behind(lowers, last, high):
            return False
        if self._with is None and self._not_with is None:
            return True
        before, behind = lowers[low:first], lowers[last:high]
        if self._with is not None and not (self._with.within(before) or self._with.within(behind)):
            return False
        return self._not_with is None or not (self._not_with.within(before) or self._not_with.within(behind))


class Matcher:
    """The compiled lexicons, ready to scan documents. What it decodes on the way is the same for everybody, so threads may share it."""

    def __init__(self, compiled: Compiled) -> None:
        self._rows: list[Row | bytes] = list(compiled.rows)
        self._trie: dict[str, Trie | bytes] = dict(compiled.trie)
        self._conditions: dict[str, _Conditions] = {}

    def row(self, number: int) -> Row:
        """The row with this number, decoded once."""
        row = self._rows[number]
        if isinstance(row, bytes):
            row = self._rows[number] = decode(row, type=Row)
        return row

    def _node(self, token: str, raw: bytes) -> Trie:
        node: Trie = decode(raw)
        self._trie[token] = node
        return node

    def _allowed(self, row: Row, document: Document, first: int, last: int) -> bool:
        if row.cased and document.words[first:last] not in row.cased:
            return False
        if not row.conditional:
            return True
        conditions = self._conditions.get(row.id)
        if conditions is None:
            conditions = self._conditions[row.id] = _Conditions(row)
        sentence = document.sentences[document.token_sentence[first]]
        return conditions.met(document.lowers, first, last, max(sentence.first, first - _REACH), min(sentence.last, last + _REACH))

    def scan(self, document: Document) -> dict[str, tuple[Hit, ...]]:
        """Every allowed match, by topic, in text order."""
        row_of, trie = self.row, self._trie
        lowers, starts, ends = document.lowers, document.starts, document.ends
        found: dict[str, list[Hit]] = {}
        taken: dict[str, int] = {}
        size = len(lowers)
        for first, (lower, following) in enumerate(zip_longest(lowers, lowers[1:])):
            node = trie.get(lower)
            if node is None:
                continue
            if isinstance(node, bytes):
                node = self._node(lower, node)
            if following in node or WILDCARD in node:
                ends_here = self._walk(node, lowers, first + 1, size)
            elif LEAF in node:
                ends_here = [(first + 1, node[LEAF])]
            else:
                continue
            # longest first, so that the first allowed one of a topic wins
            for last, numbers in ends_here:
                for number in numbers:
                    row = row_of(number)
                    topic = row.topic
                    if taken.get(topic, 0) > first or not self._allowed(row, document, first, last):
                        continue
                    taken[topic] = last
                    hit = Hit(row.id, row.category, row.severity, first, last, starts[first], ends[last - 1])
                    found.setdefault(topic, []).append(hit)
        return {topic: tuple(hits) for topic, hits in found.items()}

    @staticmethod
    def _walk(node: Trie, lowers: Sequence[str], at: int, size: int) -> list[tuple[int, list[int]]]:
        """(end, rows) of every phrase that goes on from *node* at token *at*, longest first."""
        out: list[tuple[int, list[int]]] = []
        frontier = [node]
        while frontier:
            following: list[Trie] = []
            for here in frontier:
                if LEAF in here:
                    out.append((at, here[LEAF]))
            if at >= size:
                break
            token = lowers[at]
            for here in frontier:
                if token in here:
                    following.append(here[token])
                if WILDCARD in here:
                    following.append(here[WILDCARD])
            frontier = following
            at += 1
        out.reverse()
        return out
