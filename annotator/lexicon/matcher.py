"""One pass over a document's tokens finds every lexicon phrase.

Within a topic, matches do not overlap: the leftmost, then the longest one that its conditions allow is taken. Different topics
may overlap freely.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.msgpack import decode

from annotator.lexicon.compile import LEAF, WILDCARD, Compiled, Phrase, Row, Trie
from annotator.types import Document, Hit

_REACH = 80
"""Conditions look this many tokens to either side, which is farther than sentences reach but for hostile ones."""


def _adjacent_before(lowers: Sequence[str], first: int, low: int, phrases: Sequence[Phrase]) -> bool:
    return any(first - len(p) >= low and tuple(lowers[first - len(p) : first]) == p for p in phrases)


def _adjacent_behind(lowers: Sequence[str], last: int, high: int, phrases: Sequence[Phrase]) -> bool:
    return any(last + len(p) <= high and tuple(lowers[last : last + len(p)]) == p for p in phrases)


def _contains(lowers: Sequence[str], low: int, high: int, phrases: Sequence[Phrase]) -> bool:
    if high <= low:
        return False
    window = lowers[low:high]
    for p in phrases:
        head, size = p[0], len(p)
        if head not in window:
            continue
        if size == 1 or any(window[i] == head and tuple(window[i : i + size]) == p for i in range(len(window) - size + 1)):
            return True
    return False


class Matcher:
    """The compiled lexicons, ready to scan documents. What it decodes on the way is the same for everybody, so threads may share it."""

    def __init__(self, compiled: Compiled) -> None:
        self._rows: list[Row | bytes] = list(compiled.rows)
        self._trie: dict[str, Trie | bytes] = dict(compiled.trie)

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

    @staticmethod
    def _allowed(row: Row, document: Document, first: int, last: int) -> bool:
        if row.cased and document.words[first:last] not in row.cased:
            return False
        if not row.conditional:
            return True
        lowers = document.lowers
        sentence = document.sentences[document.token_sentence[first]]
        low, high = max(sentence.first, first - _REACH), min(sentence.last, last + _REACH)
        if row.preceded_by and not _adjacent_before(lowers, first, low, row.preceded_by):
            return False
        if row.not_preceded_by and _adjacent_before(lowers, first, low, row.not_preceded_by):
            return False
        if row.followed_by and not _adjacent_behind(lowers, last, high, row.followed_by):
            return False
        if row.not_followed_by and _adjacent_behind(lowers, last, high, row.not_followed_by):
            return False
        if row.with_any and not (_contains(lowers, low, first, row.with_any) or _contains(lowers, last, high, row.with_any)):
            return False
        return not (row.not_with and (_contains(lowers, low, first, row.not_with) or _contains(lowers, last, high, row.not_with)))

    def scan(self, document: Document) -> dict[str, tuple[Hit, ...]]:
        """Every allowed match, by topic, in text order."""
        row_of, trie = self.row, self._trie
        lowers, starts, ends = document.lowers, document.starts, document.ends
        found: dict[str, list[Hit]] = {}
        taken: dict[str, int] = {}
        get = trie.get
        size = len(lowers)
        for first, lower in enumerate(lowers):
            node = get(lower)
            if node is None:
                continue
            if isinstance(node, bytes):
                node = self._node(lower, node)
            ends_here = self._walk(node, lowers, first + 1, size)
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
