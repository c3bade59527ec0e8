"""Text → paragraphs, headline, headings, and what is set aside because it is no part of the article's prose.

A blank line ends a paragraph. A single line end does so too, unless the text is hard-wrapped there: each line is as full as the
next line's first word allows (greedy filling), or the break stands in the middle of a sentence (the next line goes on in lower
case, the line ends with a comma or with a word that ends no sentence). The text itself is never changed.

Set-aside lines are told by their own words (``set_aside``) and by their neighbours: the text above an embedded post's signature,
the headline behind "Up Next" or before "Read more", the block between byline and first paragraph, whatever follows the article's
last credit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from annotator.text import set_aside as looks
from annotator.types import SetAside

if TYPE_CHECKING:
    from annotator.types import Article

_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b\u200e\u200f\u2060"
_LIST_MARK = re.compile(r"(?:[-*+•·▪●‣◦■–—]|\(?\d{1,3}[.)]|#{1,6}|>+|\(?[a-zA-Z]\))\s|[•·▪●‣◦■]")
_HEADING_MARK = re.compile(r"#{1,6}\s")
_DANGLING = frozenset(
    """a an the of to in on at by for from with and or but nor as than that which who whose whom is are was were be been has have had
    will would could should may might can must into onto over under between among about against through during without within toward
    towards upon per his her its their our your my this these those not no very more most such so if when while where because since until
    although""".split()
)
_STARTERS = frozenset(
    """the a an in on at but and he she it they we i this that these those there his her its their as if when while after before for
    however meanwhile still yet so one two some many most both mr mrs ms dr what who why how where""".split()
)
_NUMBERED = frozenset("jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. no. nos. art. sec.".split())
_TERMINAL = frozenset(".?!:;…\"”’'»)]*_")
_CLOSED = frozenset('.?!…"”»')
_LINK_LISTS = ("related", "more", "trending", "top st", "most", "recommended")
_PICTURES = frozenset({"chart", "photo", "photos", "image", "map", "graphic", "screenshot", "poster", "cartoon", "infographic", "mugshot"})
_WIDEST = 110
_LINK_WORDS = 7
"""A lone open line of so many words is the headline of another article rather than a heading."""
_MANY = 20_000
"""A text of more paragraphs is no article: its lines are told by their own words alone."""


Kind: TypeAlias = Literal["prose", "headline", "heading", "set_aside"]


class Block(NamedTuple):
    """A paragraph before tokenising: code points, and what kind it is."""

    start: int
    end: int
    kind: Kind


class _Line(NamedTuple):
    start: int
    end: int
    gap: bool
    """Whether a blank line stands before it."""


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, without the white space around them."""
    out: list[_Line] = []
    at = 0
    gap = False
    for raw in text.splitlines(keepends=True):
        body = raw.strip(_BLANK)
        if body:
            start = at + len(raw) - len(raw.lstrip(_BLANK))
            out.append(_Line(start, start + len(body), gap))
            gap = False
        else:
            gap = True
        at += len(raw)
    return out


def _first_word(text: str, line: _Line) -> int:
    """Length of the line's first word, looking at its first forty characters."""
    return len(text[line.start : min(line.end, line.start + 40)].split(None, 1)[0])


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The width to which the text is hard-wrapped, 0 if it is not: most inner lines could not have taken the next word too."""
    inner = [(a, b) for a, b in pairwise(lines) if not b.gap]
    if len(inner) < 3 or len(inner) * 3 < len(lines):
        return 0
    lengths = sorted(a.end - a.start for a, _ in inner)
    width = lengths[-1 - len(lengths) // 50]
    if not 40 <= width <= _WIDEST or lengths[-1] > _WIDEST + 40:
        return 0
    full = sum(1 for a, b in inner if a.end - a.start + 1 + _first_word(text, b) > width)
    return width if full * 10 >= len(inner) * 6 else 0


def _goes_on(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the end of *line* is a mere line break inside a paragraph that goes on in *following*."""
    if following.gap:
        return False
    first = text[following.start]
    head = text[following.start : following.start + 24]
    last = text[line.end - 1]
    full = width > 0 and line.end - line.start + 1 + _first_word(text, following) > width
    if _LIST_MARK.match(head):
        if full and head[0].isdigit() and text[max(line.start, line.end - 6) : line.end].rpartition(" ")[2].lower() in _NUMBERED:
            return True  # "Nov." and, on the next line, "12."
        return full and last not in _TERMINAL and head[0] not in "#>"  # a dash or "(a)" in the midst of a sentence
    if full:
        return True
    if first.islower():
        if head.startswith(("http", "www.", "pic.twitter")):
            return False
        return text[following.end - 1] in _TERMINAL or text.find(" ", following.start, following.end) >= 0
    if first in ",.;:!?)”…" and last not in ".?!":
        return True
    if first in "—–-" and last.isalnum():
        return True
    if last == ",":
        return True
    if not last.islower() or line.end - line.start > 4000:
        return False
    end = text[max(line.start, line.end - 12) : line.end].rpartition(" ")[2]
    if end in _DANGLING and end != text[line.start : line.end]:
        return True
    if line.end - line.start < 30:
        words = text[line.start : line.end].split()
        return len(words) <= 2 and words[0] in ("A", "An") and head.split(None, 1)[0].lower().strip(",") not in _STARTERS
    return False


def _torn(text: str, block: _Line, following: _Line) -> bool:
    """Whether a blank line tears a paragraph apart in the middle of a sentence."""
    last = text[block.end - 1]
    return (
        following.gap
        and text[following.start].islower()
        and (last.islower() or last == ",")
        and block.end - block.start >= 40
        and following.end - following.start >= 8
        and text[following.end - 1] in _CLOSED
        and not text.startswith(("http", "www.", "pic."), following.start)
    )


def _joined(lines: list[_Line], same: Callable[[_Line, _Line], bool]) -> list[_Line]:
    """*lines* with each that is the *same* block as the one before joined to it."""
    out = lines[:1]
    for previous, line in pairwise(lines):
        if same(previous, line):
            out[-1] = _Line(out[-1].start, line.end, out[-1].gap)
        else:
            out.append(line)
    return out


def _paragraphs(text: str) -> list[_Line]:
    lines = _lines(text)
    width = _wrap_width(text, lines)
    # whole blocks first, so that it does not matter to a torn paragraph how its halves are wrapped
    blocks = _joined(lines, lambda line, following: _goes_on(text, line, following, width))
    return _joined(blocks, lambda block, following: _torn(text, block, following))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _stems(line: str) -> set[str]:
    return {word[:6].lower() for word in re.findall(r"[^\W\d_]{5,40}", line)}


class _Finder:
    """Gives every paragraph of one article its kind, and names what is set aside."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.title = _bare(article.title) if article.title else ""
        self.blocks = _paragraphs(self.text)
        self.count = len(self.blocks)
        # line breaks read as blanks, so that a caption is one however it is wrapped; offsets stay
        self.lines = [self.text[block.start : block.end].replace("\r", " ").replace("\n", " ") for block in self.blocks]
        self.kinds: list[Kind] = ["prose"] * self.count
        self.types: list[str | None] = [looks.line_type(line) for line in self.lines]
        self.inline: list[SetAside] = []

    def _open(self, i: int) -> bool:
        """Whether paragraph *i* is a short line without the mark that ends a sentence: a heading, a link, a caption."""
        line = self.lines[i]
        return len(line) < 220 and line[-1] not in _TERMINAL and line[-1] != "," and not _LIST_MARK.match(line)

    def _headline_like(self, i: int) -> bool:
        """Whether paragraph *i* may be a heading or the headline of another article."""
        line = self.lines[i]
        if self._open(i):
            return True
        return (
            5 < len(line) < 120
            and line[-1] in "’'?!”"
            and line[-2] not in ".?!,"
            and line[0] not in "\"“‘'"
            and line[1] != ":"
            and line.count(" ") > 2
            and ". " not in line
        )

    def _is_prose(self, i: int) -> bool:
        return self.types[i] is None and len(self.lines[i]) > 90 and self.lines[i][-1] in _CLOSED

    def run(self, furniture: tuple[tuple[int, int, str], ...]) -> None:
        self._furniture(furniture)
        if self.count > _MANY:
            return
        self._letters()
        self._posts()
        self._headline()
        self._links()
        self._duplicates()
        self._opening()
        self._close()
        self._headings()
        self._parts()

    def _furniture(self, furniture: tuple[tuple[int, int, str], ...]) -> None:
        """What the reader of the file knew already."""
        at = 0
        for start, end, type_ in furniture:
            while at < self.count and self.blocks[at].end <= start:
                at += 1
            if at == self.count:
                return
            if type_ in ("headline", "heading"):
                self.kinds[at] = "headline" if type_ == "headline" else "heading"
                self.types[at] = None
                continue
            i = at
            while i < self.count and self.blocks[i].start < end:
                block = self.blocks[i]
                if start <= block.start and block.end <= end:
                    self.types[i] = type_
                elif self.types[i] is None:
                    self.inline.append(SetAside(max(start, block.start), min(end, block.end), type_))
                i += 1

    def _posts(self) -> None:
        """Embedded posts: the signature, and the text above it or before it."""
        head = -1
        for i, line in enumerate(self.lines):
            if "@" in line and looks.is_tweet_head(line):
                head = i
            elif head >= 0 and looks.is_tweet_time(line):
                if i - head <= 6:
                    self.types[head : i + 1] = ["embedded_post"] * (i + 1 - head)
                head = -1
            end = looks.tweet_end(line)
            if not end:
                continue
            if end < len(line) - 30:
                if self.types[i] is None:
                    self.inline.append(SetAside(self.blocks[i].start, self.blocks[i].start + end, "embedded_post"))
            else:
                self.types[i] = "embedded_post"
            above = self.types[i - 1] if i else "none"
            if line[0] in "—–-" and above in (None, "related_link", "caption", "social") and len(self.lines[i - 1]) <= looks.LONGEST:
                self.types[i - 1] = "embedded_post"

    def _headline(self) -> None:
        """The line that is the title; else the first line, if it is short and ends with no full stop."""
        if self.title:
            for i in range(min(self.count, 12)):
                line = self.lines[i]
                if len(line) < 400 and self.title.startswith(_bare(line[:20])) and _bare(line) == self.title:
                    self.kinds[i] = "headline"
                    self.types[i] = None
        if "headline" in self.kinds[:12]:
            return
        for i in range(min(self.count, 4)):
            line = self.lines[i]
            if self.types[i] is not None:
                continue
            if (
                self.count > 1
                and len(line) < 180
                and (_HEADING_MARK.match(line) or (line[-1] not in ".:;,…)" and not _LIST_MARK.match(line) and line[0] not in '"“'))
                and looks.date_line(line, True) == 0
                and (line[-1] not in '?!"”' or line.count(" ") > 2)
                and any(len(other) > len(line) for other in self.lines[i + 1 : i + 12])
            ):
                self.kinds[i] = "headline"
            return

    def _links(self) -> None:
        """Headlines of other articles beside "Up Next", "Related" and "Read more"."""
        for i, type_ in enumerate(self.types):
            line = self.lines[i]
            if type_ == "up_next" or (type_ == "related_link" and len(line) < 30 and line.lower().startswith(_LINK_LISTS)):
                limit = 2 if type_ == "up_next" else 6
                j = i + 1
                while j < min(self.count, i + limit) and self.types[j] is None and self._headline_like(j) and self.kinds[j] != "headline":
                    self.types[j] = "related_link"
                    j += 1
            elif type_ == "related_link" and len(line) < 14 and line.lower().startswith("read more") and i:
                j = i - 1
                if self.types[j] is None and self.kinds[j] == "prose" and self._headline_like(j):
                    self.types[j] = "related_link"

    def _duplicates(self) -> None:
        """A short line that occurs twice is a caption or an advertisement; "Name … 0:42" and "Name …" are one video."""
        seen: dict[str, int] = {}
        table = sum(map(self._open, range(self.count))) * 2 > self.count  # a list, whose entries may well be alike
        for i, line in enumerate(self.lines):
            if len(line) > 160 or len(line) < 4 or self.kinds[i] == "headline" or self.types[i] == "embedded_post":
                continue
            key = line.rstrip("0123456789: .")
            before = seen.get(key)
            if before is None:
                seen[key] = i
            elif (self._open(i) or self.types[i] is not None) and (i - before == 1 or (" " in key and not table)):
                for j in (before, i):
                    if self.types[j] is None and self.kinds[j] == "prose" and self._open(j):
                        self.types[j] = "caption" if i - before == 1 and self.types[i] != "related_link" else "related_link"

    def _opening(self) -> None:
        """Between the headline and the first paragraph: names, agencies, captions."""
        seen = False  # a byline or time stamp
        for i in range(min(self.count, 14)):
            if self._is_prose(i) and self.kinds[i] == "prose":
                return
            if self.types[i] in ("byline", "timestamp", "caption", "social", "up_next"):
                seen = True
            elif self.types[i] is None and self.kinds[i] == "prose":
                line = self.lines[i]
                if i and self._open(i) and self.count > 4 and (looks.is_name(line) or looks.is_signed(line)):
                    self.types[i] = "byline"
                    seen = True
                elif seen and self._open(i) and self.count > 4 and not looks.date_line(line, True):
                    self.types[i] = "caption"

    def _close(self) -> None:
        """The end of the article: promotion, notes on the writer, and what follows the last credit."""
        count = self.count
        low = max(1, count - 12, count // 2)
        i = count - 1
        body = self.blocks[0].start if count else 0
        signed = {line.split()[-1] for line, kind in zip(self.lines, self.types, strict=True) if kind == "byline" and line.count(" ") == 1}
        while i >= low:
            if self.types[i] is None:
                line = self.lines[i]
                name = line.partition(" ")[0]
                writer = looks.is_biography(f"A. {line}" if name in signed else line)  # somebody of one name
                if looks.is_promotion(line) or (writer and self._stranger(line, body, self.blocks[i].start)):
                    self.types[i] = "promotion" if looks.is_promotion(line) else "byline"
                elif looks.is_name(line) and line[-1] == "." and i + 1 < count:
                    pass
                elif not (i < count - 1 and self._open(i)):
                    break
                else:
                    # a loose line between two set-aside ones
                    if self.types[i + 1] is None:
                        break
            i -= 1
        # whatever follows "contributed to this report" or "Follow … on Twitter" is no part of the article any more
        for i in range(max(1, count - 10, count * 2 // 3), count):
            if self.types[i] in ("byline", "social", "copyright") and (
                self.types[i] == "copyright"
                or (self.types[i] == "social" and "ollow" in self.lines[i] and " " in self.lines[i])
                or (self.types[i] == "byline" and any(sign in self.lines[i] for sign in ("ontribut", "eporting", "dited by")))
            ):
                rest = sum(len(line) for line in self.lines[i + 1 :])
                if rest * 5 < self.blocks[-1].end:
                    for j in range(i + 1, count):
                        if self.types[j] is None:
                            self.types[j] = "related_link"
                    break

    def _stranger(self, line: str, low: int, high: int) -> bool:
        """Whether the person that *line* begins with is not spoken of in the article before."""
        words = line[:80].split()
        if words[0] == "The":
            return words[1:2] in (["writer"], ["author"])
        surname = next((w.strip(",.’'") for w in words[1:5] if w[0].isupper() and len(w.strip(",.")) > 2), words[0])
        at = self.text.find(surname, low, high)
        while at >= 0:
            # the byline above the article may have it
            owner = self._block_at(at)
            if self.types[owner] is None and self.kinds[owner] == "prose":
                return False
            at = self.text.find(surname, self.blocks[owner].end, high)
        return True

    def _block_at(self, offset: int) -> int:
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def _headings(self) -> None:
        """Open lines in the body: headings if the article is divided by them, else links to other articles."""
        loose: list[int] = []
        for i in range(1, self.count):
            if self.types[i] is None and self.kinds[i] == "prose":
                if _HEADING_MARK.match(self.lines[i]):
                    self.kinds[i] = "heading"
                elif self._headline_like(i):
                    loose.append(i)
        open_lines = set(loose)
        sections = [
            i
            for i in loose
            if i + 1 < self.count
            and i + 1 not in open_lines
            and i - 1 not in open_lines
            and self.types[i + 1] is None
            and self.lines[i].count(" ") < 14
            and len(self.lines[i + 1]) > 60
            and self.lines[i - 1][-1] != ":"
        ]
        for i in sections:
            if self.lines[i].rpartition(" ")[2].lower() in _PICTURES:
                self.types[i] = "caption"
        sections = [i for i in sections if self.types[i] is None]
        divided = len(sections) >= 3
        for i in sections:
            if not self._open(i) and not divided:
                continue
            long_ = self.lines[i].count(" ") + 1 >= _LINK_WORDS
            shouted = long_ and self.lines[i].isupper()
            if not shouted and (divided or not long_ or self.kinds[i - 1] == "headline"):
                self.kinds[i] = "heading"
            elif self.lines[i][0].isupper() and self._ends_plain():
                self.types[i] = "related_link"
                if not shouted:
                    self._teaser(i)

    def _ends_plain(self) -> bool:
        """Whether the article's paragraphs end with full stops, so that a line without one stands out."""
        closed = sum(1 for i in range(self.count) if self._is_prose(i))
        return closed >= 4

    def _teaser(self, i: int) -> None:
        """One sentence below a related headline that says the same again is its teaser."""
        if i + 2 >= self.count or not self.blocks[i + 1].gap or self.types[i + 1] is not None:
            return
        line = self.lines[i + 1]
        if len(line) > 320 or any(mark in line for mark in '"“?!') or ". " in line:
            return
        shared = _stems(self.lines[i]) & _stems(line)
        if len(shared) >= 2 and not any(word in line for word in (" said", " told ", "according to")):
            self.types[i + 1] = "related_link"

    def _parts(self) -> None:
        """Date lines, captions before and credits behind the prose of a paragraph."""
        prose = 0
        for i, line in enumerate(self.lines):
            if self.types[i] is not None or self.kinds[i] != "prose":
                continue
            block = self.blocks[i]
            end = looks.date_line(line, prose < 3)
            if end:
                if end >= len(line):
                    self.types[i] = "dateline"
                    continue
                self.inline.append(SetAside(block.start, block.start + end, "dateline"))
            if len(line) > 60:
                prose += 1
                found = looks.tail(line)
                if found is not None:
                    self.inline.append(SetAside(block.start + found[0], block.end, found[1]))

    def _letters(self) -> None:
        """Signatures under letters: a name between two paragraphs, with the town below it."""
        labels = (line[:3].lower() for type_, line in zip(self.types, self.lines, strict=True) if type_ == "label")
        letters = any(label in ("let", "fac", "twi") for label in labels)
        for i in range(1, self.count):
            line = self.lines[i]
            if self.types[i] is not None or len(line) > 50:
                continue
            if looks.is_name(line) and line[-1] == "." and self._is_prose(i - 1):
                town = i + 1 < self.count and looks.is_place(self.lines[i + 1])
                if (letters or town) and self._stranger(line, self.blocks[0].start, self.blocks[i].start):
                    self.types[i] = "byline"
            elif self.types[i - 1] == "byline" and self.kinds[i - 1] == "prose" and looks.is_place(line):
                self.types[i] = "byline"

    def result(self) -> tuple[tuple[Block, ...], tuple[SetAside, ...]]:
        blocks: list[Block] = []
        aside: list[SetAside] = []
        for block, kind, type_ in zip(self.blocks, self.kinds, self.types, strict=True):
            if type_ is not None:
                aside.append(SetAside(block.start, block.end, type_))
                kind = "set_aside"
            blocks.append(Block(block.start, block.end, kind))
        aside.extend(self.inline)
        aside.sort(key=lambda part: (part.start, -part.end))
        disjoint: list[SetAside] = []
        for part in aside:
            if part.end > part.start and (not disjoint or part.start >= disjoint[-1].end):
                disjoint.append(part)
        return tuple(blocks), tuple(disjoint)


def find_blocks(article: Article) -> tuple[tuple[Block, ...], tuple[SetAside, ...]]:
    """Split the text into blocks, and name the stretches that are set aside.

    :returns: the blocks in order, each of kind ``prose``, ``headline``, ``heading`` or ``set_aside``; the set-aside stretches, in
        order and disjoint: whole blocks, or parts of one (a date line up to its dash, a credit at the end).
    """
    finder = _Finder(article)
    finder.run(article.furniture)
    return finder.result()
