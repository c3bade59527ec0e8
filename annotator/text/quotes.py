"""Quotation marks → quotations: which words stand between marks, over several paragraphs too.

Double marks are paired first, paragraph by paragraph. A mark with a direction of its own (“ ” « » „ and the doubled forms) keeps
it unless white space contradicts it; a straight mark opens before a word and closes behind one. Where a second mark opens before
the first has closed, either both closings follow (a quotation within a quotation) or a closing mark was lost, and the first ends
with the last sentence before the second. A quotation that its paragraph does not close goes on in the next one that opens with a
mark, or whose first mark is a closing one.

Single marks are paired afterwards, inside or outside of the double ones, never across their edge. An apostrophe at the end of a
word (*the officials' view*) closes only what a single mark has opened, and elisions (*'em*, *'90s*) open nothing. One that its
paragraph does not close goes on in the next one that opens with a single mark.

Every mark is looked at a bounded number of times, so the time is linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotator.types import Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.types import Paragraph, Sentence

_OPENING = frozenset({"“", "„", "‟", "``", "‘‘", "«"})
_CLOSING = frozenset({"”", "’’", "»"})
_NEUTRAL = frozenset({'"', "''", "＂", "″"})
_DOUBLE = _OPENING | _CLOSING | _NEUTRAL
_SINGLE = frozenset({"'", "‘", "’", "‚", "‹", "›", "`"})
_MARKS = _DOUBLE | _SINGLE
_BEFORE_OPENING = frozenset("([{-—–'‘“„\"/*_")
_BEHIND_CLOSING = frozenset(")]}.,;:!?—–-'’”\"/*_…")
_ELIDED = frozenset(
    {"em", "til", "till", "cause", "cos", "cuz", "tis", "twas", "twill", "n", "nuff", "bout", "round", "neath", "ere", "e", "er", "im"}
)
_SAID = frozenset({"said", "says"})
_TRIES = 8
"""How many apostrophes behind a plural are passed over in search of a single mark that closes."""

_OPEN, _CLOSE, _EITHER = 1, 2, 3
_GOING_ON = -1_000_000
"""Keys of single quotations over several paragraphs count down from here."""


class _Piece(NamedTuple):
    """A quotation before it is numbered: the tokens of its marks (-1: no mark there), the tokens between them, its group's key."""

    opening: int
    closing: int
    first: int
    last: int
    key: int
    mark: Literal["double", "single", "block"]
    closed: bool


def _direction(text: str, start: int, end: int, mark: str) -> int:
    """Which way a double mark points, by its form and by the white space beside it."""
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    gap_before = before.isspace() or before in _BEFORE_OPENING
    gap_behind = behind.isspace() or behind in _BEHIND_CLOSING
    if mark in _OPENING:
        # “ closes „ in German print, and here and there stands where ” is meant
        return _CLOSE if not gap_before and behind.isspace() and mark in "“«" else _OPEN
    if mark in _CLOSING:
        return _OPEN if before.isspace() and not gap_behind else _CLOSE
    if gap_before:
        return _EITHER if behind.isspace() or (gap_behind and not before.isspace()) else _OPEN
    if before.isdigit() and start > 2 and text[start - 2] in "'’′" and text[start - 3].isdigit():
        return 0  # 6'2"
    return _CLOSE if gap_behind else _EITHER


class _Doubles:
    """Pairs the double marks of one document, paragraph after paragraph."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str], sentence_firsts: Sequence[int]) -> None:
        self._text, self._starts, self._ends, self._words = text, starts, ends, words
        self._sentences = sentence_firsts
        self.pieces: list[_Piece] = []
        self._keys = 0
        self._unclosed: int | None = None  # where in `pieces` the quotation is that the last paragraph left open

    def _emit(self, opening: int, closing: int, first: int, last: int, key: int | None = None, closed: bool = True) -> None:
        if first < last:
            if key is None:
                key = self._keys
                self._keys += 1
            self.pieces.append(_Piece(opening, closing, first, last, key, "double", closed))

    def _sentence_end(self, low: int, high: int) -> int | None:
        """First token of the last sentence that begins behind token *low* and not behind token *high*."""
        at = bisect_right(self._sentences, high) - 1
        return self._sentences[at] if at >= 0 and self._sentences[at] > low + 1 else None

    def _first_sentence_end(self, low: int, last: int) -> int:
        """First token of the sentence that follows the one with token *low*, at most *last*."""
        at = bisect_right(self._sentences, low)
        return min(last, self._sentences[at]) if at < len(self._sentences) else last

    def _before_cue(self, low: int, high: int) -> int:
        """Where a quotation from token *low* that lost its closing mark ends: behind the comma of ", said", else at token *high*."""
        lost = (i for i in range(low + 2, high - 1) if self._words[i] == "," and self._words[i + 1] in _SAID)
        return next(lost, high - 1) + 1 if low + 2 < high else high

    def ways(self, marks: Sequence[int]) -> list[int]:
        """The direction of each of *marks*."""
        text, starts, ends, words = self._text, self._starts, self._ends, self._words
        return [_direction(text, starts[i], ends[i], words[i]) for i in marks]

    def paragraph(self, first: int, last: int, marks: Sequence[int], ways: Sequence[int], next_way: int) -> None:
        """Pair *marks*, the double marks of the paragraph that is tokens ``first:last``.

        :param ways: their directions.
        :param next_way: direction of the next paragraph's first double mark: 0 if it has none, or one that opens in its midst.
        """
        text, ends, words = self._text, self._ends, self._words
        carried = self._unclosed
        self._unclosed = None
        key = None if carried is None else self.pieces[carried].key
        stack: list[int] = []
        goes_on = key is not None and bool(marks) and marks[0] == first  # this paragraph takes the last one's quotation up
        for at, (i, way) in enumerate(zip(marks, ways, strict=True)):
            if not way:
                continue
            if not stack:
                if way == _CLOSE or (way == _EITHER and ends[i] < len(text) and text[ends[i]].isspace()):
                    if at == 0 and i > first:
                        if key is not None:
                            self._emit(-1, i, first, i, key)
                        elif way == _CLOSE and words[i - 1] in ",.?!…":
                            self._lost_opening(first, i)
                    continue
                stack.append(i)
                continue
            if way == _OPEN and not (words[i] == "“" and words[stack[0]] == "„"):
                following = ways[at + 1 : at + 3]
                if len(stack) == 1 and following == [_CLOSE, _CLOSE] and words[i] in _NEUTRAL | _OPENING:
                    stack.append(i)
                    continue
                opened = stack.pop()
                cut = self._sentence_end(opened, i)
                if cut is None and words[i] in _NEUTRAL and not stack:
                    stack.append(opened)  # a stray mark inside: the quotation goes on
                    continue
                end = self._before_cue(opened, i if cut is None else cut)
                self._emit(opened, -1, opened + 1, end, key if goes_on and opened == first else None, False)
                stack.append(i)
                continue
            opened = stack.pop()
            self._emit(opened, i, opened + 1, i, key if goes_on and opened == first else None)
        if stack:
            opened = stack[0]
            whole = opened == first or self._begins_sentence(opened) or key is not None or next_way == _CLOSE
            whole = whole or (next_way == _OPEN and words[opened - 1] in ",:")
            end = last if whole else self._before_cue(opened, self._first_sentence_end(opened, last))
            before = len(self.pieces)
            self._emit(opened, -1, opened + 1, end, key if goes_on and opened == first else None, False)
            if len(self.pieces) > before and end == last:
                self._unclosed = before

    def _begins_sentence(self, token: int) -> bool:
        at = bisect_left(self._sentences, token)
        return at < len(self._sentences) and self._sentences[at] == token

    def _lost_opening(self, first: int, closing: int) -> None:
        """A paragraph's first mark closes what no mark has opened: the quotation began with the sentence."""
        at = bisect_right(self._sentences, closing) - 1
        begin = max(first, self._sentences[at]) if at >= 0 else first
        self._emit(-1, closing, begin, closing)


def _singles(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[str],
    marks: Sequence[int],
    first: int,
    last: int,
    doubles: Sequence[_Piece],
) -> tuple[list[tuple[int, int]], int]:
    """Pairs of tokens that are single quotation marks, among *marks* of the paragraph ``first:last``, and one that it does not close.

    The last is an opening mark behind all pairs, outside double marks; -1 where there is none.
    """
    opens: list[bool] = []
    closes: list[bool] = []
    for i in marks:
        before = text[starts[i] - 1] if starts[i] else " "
        behind = text[ends[i]] if ends[i] < len(text) else " "
        free = i == first or before.isspace() or before in _BEFORE_OPENING
        word = words[i + 1] if i + 1 < last else ""
        elided = words[i] in "'’" and (word.lower() in _ELIDED or word[:1].isdigit())
        opens.append(free and not behind.isspace() and i + 1 < last and not elided and words[i] != "’")
        closes.append(not before.isspace() and not behind.isalnum() and i > first and words[i] not in "‘‚")
    if True not in opens:
        return [], -1
    # the double quotation that a mark stands in, so that no pair crosses an edge
    inside = [_innermost(doubles, i) for i in marks] if doubles else [-1] * len(marks)
    if True not in closes:
        return [], max((i for i, opening, outer in zip(marks, opens, inside, strict=True) if opening and outer < 0), default=-1)
    pairs: list[tuple[int, int]] = []
    left = -1
    at, count = 0, len(marks)
    while at < count:
        if not opens[at]:
            at += 1
            continue
        found = -1
        tries = 0
        nxt = at + 1
        while nxt < count and tries < _TRIES:
            if inside[nxt] == inside[at]:
                if closes[nxt]:
                    tries += 1
                    if found < 0 or tries < _TRIES:
                        found = nxt
                    if not _plural(text, starts, ends, words, marks[nxt]):
                        break
                elif opens[nxt]:
                    break
            nxt += 1
        if found < 0 or marks[found] == marks[at] + 1:
            if found < 0 and inside[at] < 0:
                left = marks[at]
            at += 1
            continue
        pairs.append((marks[at], marks[found]))
        left = -1
        at = found + 1
    return pairs, left


def _first(piece: _Piece) -> int:
    return piece.first


def _innermost(doubles: Sequence[_Piece], token: int) -> int:
    """Index of the smallest of *doubles* (in order of their first token) around *token*, or -1. They nest two deep at most."""
    at = bisect_right(doubles, token, key=lambda piece: piece.first) - 1
    for index in (at, at - 1, at - 2):
        if index >= 0 and doubles[index].first <= token < doubles[index].last:
            return index
    return -1


def _plural(text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str], mark: int) -> bool:
    """Whether the mark may as well be the apostrophe of a plural: behind an *s*, before a word in lower case."""
    if words[mark - 1][-1] not in "sSzx" or ends[mark - 1] != starts[mark] or mark + 1 >= len(words):
        return False
    return ends[mark] < len(text) and text[ends[mark]].isspace() and words[mark + 1][0].islower()


def find_quotations(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[str],
    paragraphs: Sequence[Paragraph],
    sentences: Sequence[Sentence] = (),
) -> tuple[Quotation, ...]:
    """Find the quotations of a document.

    :param text: the text as read.
    :param starts: start offset of each token; *ends* and *words* likewise.
    :param paragraphs: in order; marks are paired inside one, and quotations go on from one to the next.
    :param sentences: in order; where a closing mark is lost, a quotation ends with a sentence.
    :returns: quotations in order of their start, the outer before the inner; they nest and never cross.
    """
    marks = [i for i, word in enumerate(words) if word in _MARKS]
    quoted_blocks = [p for p in paragraphs if p.first < p.last and words[p.first] == ">"]
    if not marks and not quoted_blocks:
        return ()
    doubles = _Doubles(text, starts, ends, words, [sentence.first for sentence in sentences])
    pieces = doubles.pieces
    singles: list[_Piece] = []
    rows: list[tuple[int, int, list[int], list[int], list[int]]] = []
    at = 0
    for paragraph in paragraphs:
        first, last = paragraph.first, paragraph.last
        low = at = bisect_left(marks, first, at)
        at = bisect_left(marks, last, at)
        if paragraph.kind == "set_aside" and low == at:
            continue  # an advertisement in the middle of a quotation does not end it
        double = [i for i in marks[low:at] if words[i] in _DOUBLE]
        single = [i for i in marks[low:at] if words[i] in _SINGLE]
        rows.append((first, last, double, doubles.ways(double), single))
    going_on = -1
    """The key of the single quotation that the paragraph before did not close."""
    for number, (first, last, double, ways, single) in enumerate(rows):
        before = len(pieces)
        next_way = 0
        if double and number + 1 < len(rows) and rows[number + 1][2]:
            following = rows[number + 1]
            next_way = following[3][0] if following[3][0] == _CLOSE or following[2][0] == following[0] else 0
        doubles.paragraph(first, last, double, ways, next_way)
        follows = number + 1 < len(rows) and words[rows[number + 1][0]] in _SINGLE
        begun, going_on = going_on, -1
        if len(single) > 1 or (single and (begun != -1 or follows)):
            here = sorted(pieces[before:], key=_first)
            pairs, left = _singles(text, starts, ends, words, single, first, last, here)
            for opening, closing in pairs:
                singles.append(_Piece(opening, closing, opening + 1, closing, begun if opening == first else -1, "single", True))
            if follows and left >= 0 and left + 1 < last:
                going_on = begun if begun != -1 and left == first else _GOING_ON - number
                singles.append(_Piece(left, -1, left + 1, last, going_on, "single", False))
        if words[first : first + 1] == [">"] and last > first + 1:
            singles.append(_Piece(first, -1, first + 1, last, -2 - number, "block", True))
    return _number(pieces + singles, starts, ends)


def _number(pieces: list[_Piece], starts: Sequence[int], ends: Sequence[int]) -> tuple[Quotation, ...]:
    """Put *pieces* in order and give each its depth and the number of its group."""
    pieces.sort(key=lambda piece: (piece.first, -piece.last, piece.opening))
    groups: dict[int, int] = {}
    count = 0
    stack: list[int] = []
    out: list[Quotation] = []
    for piece in pieces:
        while stack and stack[-1] <= piece.first:
            stack.pop()
        if piece.key == -1:
            group = count
            count += 1
        else:
            if piece.key not in groups:
                groups[piece.key] = count
                count += 1
            group = groups[piece.key]
        start = ends[piece.opening] if piece.opening >= 0 else starts[piece.first]
        end = starts[piece.closing] if piece.closing >= 0 else ends[piece.last - 1]
        outer_start = starts[piece.opening] if piece.opening >= 0 else start
        outer_end = ends[piece.closing] if piece.closing >= 0 else end
        out.append(Quotation(start, end, outer_start, outer_end, piece.first, piece.last, group, len(stack), piece.mark, piece.closed))
        stack.append(piece.last)
    return tuple(out)
