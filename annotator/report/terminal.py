"""What a terminal needs: widths in cells, folding by them, and passages in their lines with carets underneath."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from annotator.text.visible import seen

_MARKS = 6
"""Combining marks that a character may carry; more would grow over the lines around it."""
_ROWS = 5
_LINE_ENDS = "\r\n"
_LINE_END = re.compile(r"\r\n|\n|\r")
_NARROW = re.compile("[ -~¡-¬®-\u02ff‐-‧█░]*")
"""Characters of one cell each, which is nearly all of English print: they need no look-up."""
_BLANKS = re.compile(r"\s+")


class Glyph(Struct, frozen=True, gc=False):
    """A character with what combines with it: as shown, its width in cells, whether it belongs to the passage."""

    shown: str
    width: int
    marked: bool = False


Paint = Callable[[str, str], str]
"""Gives a piece of text the look of a role."""


def _glyphs(text: str, marked: bool = False) -> Iterator[Glyph]:
    """*text* as glyphs: white space as blanks, what cannot be shown as its escape."""
    if _NARROW.fullmatch(text):
        for character in text:
            yield Glyph(character, 1, marked)
        return
    from wcwidth import wcwidth as width

    base, count = "", 0
    for character in text:
        shown = seen(character)
        if shown == character and width(character) == 0 and base and count < _MARKS:
            base += character
            count += 1
            continue
        if base:
            yield _glyph(base, marked)
        base, count = shown if len(shown) > 1 or width(shown) > 0 else f"\\u{ord(character):04x}", 0
        if len(base) > 1:
            yield from (Glyph(part, 1, marked) for part in base)
            base = ""
    if base:
        yield _glyph(base, marked)


def _glyph(cluster: str, marked: bool) -> Glyph:
    if cluster.isascii():
        return Glyph(cluster, 1, marked)
    from wcwidth import wcswidth

    return Glyph(cluster, max(1, wcswidth(cluster)), marked)


def cells(text: str) -> int:
    """How many columns *text*, already made visible, takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(glyph.width for glyph in _glyphs(text))


def _words(glyphs: Iterable[Glyph]) -> Iterator[tuple[list[Glyph], list[Glyph]]]:
    """Each word with the blank before it."""
    blank: list[Glyph] = []
    word: list[Glyph] = []
    for glyph in glyphs:
        if glyph.shown == " ":
            if word:
                yield blank, word
                blank, word = [], []
            blank.append(glyph)
        else:
            word.append(glyph)
    yield blank, word


def _rows(glyphs: Iterable[Glyph], width: int, first: int = 0) -> list[list[Glyph]]:
    """*glyphs* in rows of at most *width* cells, broken before words, inside one only where it is longer than a row.

    :param first: cells that are taken on the first row.
    """
    rows: list[list[Glyph]] = [[]]
    used = first
    for blank, word in _words(glyphs):
        size = sum(glyph.width for glyph in word)
        if used and size <= width < used + len(blank) + size:
            rows.append([])
            used = 0
            blank = []
        for glyph in (*blank, *word):
            if used and used + glyph.width > width:
                rows.append([])
                used = 0
            rows[-1].append(glyph)
            used += glyph.width
    return rows


def fold(text: str, width: int | None, indent: int = 0, first: int = 0) -> list[str]:
    """*text*, already visible, in lines of at most *width* cells.

    :param width: None leaves it on one line.
    :param indent: blanks before every line but the first.
    :param first: cells that are taken on the first line.
    """
    if width is None or first + 2 * len(text) <= width or first + cells(text) <= width:
        return [text]
    rows = _rows(_glyphs(text), max(20, width - indent), first - indent)
    return [" " * indent * (n > 0) + "".join(glyph.shown for glyph in row) for n, row in enumerate(rows)]


def _line_bounds(text: str, offset: int, reach: int) -> tuple[int, int]:
    """Start and end of the line that holds *offset*, looking no farther than *reach* characters to either side."""
    low = max((text.rfind(mark, max(0, offset - reach), offset) + 1 for mark in _LINE_ENDS), default=0)
    ends = [at for mark in _LINE_ENDS if (at := text.find(mark, offset, offset + reach)) >= 0]
    return low or max(0, offset - reach), min(ends, default=min(len(text), offset + reach))


def _tail(text: str, room: int) -> tuple[list[Glyph], bool]:
    """The end of *text* that fits into *room* cells, from a word's beginning on; whether something was left out."""
    kept: list[Glyph] = []
    used = 0
    glyphs = list(_glyphs(text))
    for glyph in reversed(glyphs):
        if used + glyph.width > room:
            break
        kept.append(glyph)
        used += glyph.width
    cut = len(kept) < len(glyphs)
    kept.reverse()
    if cut:
        while kept and kept[0].shown != " ":
            del kept[0]
    return kept[1:] if cut else kept, cut


def _clipped(text: str, limit: int) -> list[Glyph]:
    """The passage's glyphs, cut in the middle where there are more than *limit* characters."""
    if len(text) <= limit:
        return list(_glyphs(text, True))
    half = limit // 2
    return [*_glyphs(text[:half], True), *_glyphs(" … "), *_glyphs(text[-half:], True)]


def _piece(text: str, start: int, end: int, room: int) -> list[list[Glyph]]:
    """The passage ``start:end``, which lies within one line, as rows with words of the line before and behind it."""
    low, _ = _line_bounds(text, start, 2 * room)
    _, high = _line_bounds(text, end, 2 * room)
    before, cut = _tail(_BLANKS.sub(" ", text[low:start].lstrip()), room // 3)
    if cut or (low > 0 and text[low - 1] not in _LINE_ENDS):
        before = [*_glyphs("… "), *before]
    passage = _clipped(_BLANKS.sub(" ", text[start:end]), room * _ROWS)
    rows = _rows([*before, *passage], room)
    behind = _rows(_glyphs(_BLANKS.sub(" ", text[end:high].rstrip())), room - 2, sum(glyph.width for glyph in rows[-1]))
    rows[-1] += behind[0]
    more = len(behind) > 1 or (high < len(text) and text[high] not in _LINE_ENDS)
    if more and sum(glyph.width for glyph in rows[-1]) <= room - 2:
        rows[-1] += _glyphs(" …")
    return rows


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passage line by line, blank lines left out."""
    at = start
    while at < end:
        stop = min((found for mark in _LINE_ENDS if (found := text.find(mark, at, end)) >= 0), default=end)
        if text[at:stop].strip():
            yield at, stop
        at = stop + 1


def carets(text: str, start: int, end: int, line: int, width: int, paint: Paint, role: str) -> list[str]:
    """The passage ``start:end`` in the context of its line or lines, carets under it.

    :param line: number of the line on which it begins.
    :param width: cells to fill.
    :param role: the look of the passage and its carets; line numbers are dim.
    """
    gutter = max(4, len(str(line + _ROWS)))
    room = max(20, width - gutter - 3)
    out: list[tuple[str, Sequence[Glyph]]] = []
    for first, last in _pieces(text, start, end):
        number = line + len(_LINE_END.findall(text, start, first))
        rows = _piece(text, first, last, room)
        out += [(str(number) if n == 0 else "", row) for n, row in enumerate(rows)]
        if len(out) > 4 * _ROWS:
            break
    if len(out) > _ROWS:
        out = [*out[: _ROWS - 2], ("⋮", ()), out[-1]]
    lines: list[str] = []
    for label, row in out:
        words = "".join(
            paint(part, role) if marked else part
            for marked, part in ((marked, "".join(g.shown for g in run)) for marked, run in groupby(row, lambda g: g.marked))
        )
        lines.append(f"{paint(f'{label:>{gutter}} │', 'dim')} {words}".rstrip())
        under = "".join(("^" if glyph.marked else " ") * glyph.width for glyph in row).rstrip()
        if under:
            blank = len(under) - len(under.lstrip())
            lines.append(f"{paint(' ' * gutter + ' │', 'dim')} {' ' * blank}{paint(under[blank:], role)}")
    return lines
