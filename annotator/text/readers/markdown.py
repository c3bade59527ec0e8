"""Markdown: the text is the source as it stands in the file; what is no prose in it is named as furniture.

One pass over the lines finds fenced code, headings, rules and link definitions as CommonMark has them, in time linear in the file's
length whatever it holds, which no Markdown library promises. Indented lines are prose: in news text an indent is a paragraph's first
line far more often than it is code. Front matter is read without a YAML library: ``key: value``, quoted values, flat lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.text.readers.decode import decode
from annotator.types import Article

_NEWLINE = re.compile(r"\r\n?|\n")
_OPENING = re.compile(r"---[ \t]*(?=[\r\n])")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?![^\r\n])")
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")

# The start of every pattern holds a character that its repeated classes exclude, so no stretch is searched twice.
_TARGET = r"\((?:<[^<>\r\n]*>|[^()<>\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:[ \t]+(?:\"[^\"\r\n]*\"|'[^'\r\n]*'))?[ \t]*\)"
_INLINE = re.compile(
    rf"""
    (?P<image>!\[[^\[\]\r\n]*\](?:{_TARGET}|\[[^\[\]\r\n]*\]))
  | (?P<link_target>\]{_TARGET} | <https?://[^<>\s]*>)
  | (?P<html><!--(?:[^<-]|-(?!->)|<(?!!--))*--> | </?[A-Za-z][^<>]*>)
    """,
    re.VERBOSE,
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_FENCE = re.compile(r"(?<![^\r\n])[ \t>]{0,20}(?P<fence>`{3,}|~{3,})(?P<info>[^`\r\n]*)(?![^\r\n])")
_MARK = re.compile(
    r"""[ ]{0,3}(?:
        (?P<hash>\#{1,6})[ \t]+(?=\S)
      | (?P<underline>=+|-+)[ \t]*(?![^\r\n])
      | (?P<rule>\*[ \t]*\*[ \t]*\*[* \t]*|_[ \t]*_[ \t]*_[_ \t]*|-[ \t]+-[ \t]*-[- \t]*)(?![^\r\n])
      | (?P<link_target>\[[^\[\]\r\n]+\]:[ \t]*<?(?:https?:|mailto:|[./\#])\S*(?:[ \t]+["'(][^\r\n]*)?)(?![^\r\n])
    )""",
    re.VERBOSE,
)
_TITLES = ("title", "headline")
_BYLINES = ("author", "authors", "byline")
_OUTLETS = ("outlet", "publication", "publisher", "site", "sitename", "source")
_DATES = ("date", "published", "pubdate")
_URLS = ("url", "link", "canonical", "canonical_url", "permalink")
_LABELS = ("section", "genre", "category", "categories", "type", "labels")


def load(data: bytes, path: str, name: str) -> Article:
    """Read a Markdown file with its front matter.

    :raises InputError: the bytes are no text.
    """
    text, encoding = decode(data)
    fields, body = front_matter(text)
    furniture = [(0, body, "front_matter")] if body else []
    furniture += _furniture(text, body)
    heading = next((_unmarked(text, start) for start, _, kind in furniture if kind == "headline"), None)

    def first(names: tuple[str, ...]) -> str | None:
        return next((", ".join(fields[key]) for key in names if fields.get(key)), None)

    return Article(
        id=name,
        text=text,
        path=path,
        title=first(_TITLES) or heading,
        byline=first(_BYLINES),
        outlet=first(_OUTLETS),
        date=first(_DATES),
        url=first(_URLS),
        labels=tuple(word for key in _LABELS for word in fields.get(key, ())),
        format="md",
        encoding=encoding,
        furniture=tuple(furniture),
    )


def _unmarked(text: str, start: int) -> str | None:
    """The rest of the line from *start* on without links' targets, images and marks of emphasis, None if that is nothing."""
    line = _LINE.match(text, start)
    return re.sub(r"[*`\[\]]+", "", _INLINE.sub("", line[1])).strip() or None if line else None


def front_matter(text: str) -> tuple[dict[str, list[str]], int]:
    """The fields of the block between ``---`` lines at the start of *text*, names in small letters, and where the block ends.

    :returns: no fields and 0 where there is no such block.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return {}, 0
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in _NEWLINE.split(text[opening.end() : closing.start()]):
        field = _FIELD.match(line)
        item = _ITEM.match(line)
        if field:
            values = fields.setdefault(field[1].lower(), [])
            values.extend(_values(field[2] or ""))
        elif item:
            values.extend(_values(item[1]))
    return fields, closing.end()


def _values(written: str) -> list[str]:
    written = written.strip()
    parts = written[1:-1].split(",") if written.startswith("[") and written.endswith("]") else [written]
    return [value for part in parts if (value := _unquote(part.strip()))]


def _unquote(value: str) -> str:
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _furniture(text: str, body: int) -> list[tuple[int, int, str]]:
    """Stretches of *text* from *body* on that are no prose, and the headings, in order."""
    inline = [(*match.span(), match.lastgroup or "html") for match in _INLINE.finditer(text, body)]
    return _disjoint(sorted([*_lines(text, body), *inline], key=lambda span: (span[0], span[2] == "code")))


def _lines(text: str, body: int) -> Iterator[tuple[int, int, str]]:
    """What whole lines are: code, headings with their marks, rules, link definitions."""
    code = _code(text, body)
    inside = iter([*code, (len(text) + 1, len(text) + 1, "")])
    block = next(inside)
    yield from code
    top = "headline"
    paragraph: list[tuple[int, int]] = []  # its lines so far
    for match in _LINE.finditer(text, body):
        start, end = match.span(1)
        while block[1] <= start:
            block = next(inside)
        mark = _MARK.match(text, start, end)
        kind = mark.lastgroup if mark and start < block[0] else None
        if mark and kind == "hash":
            yield start, mark.end(), "markup"
            yield mark.end(), end, top if len(mark["hash"]) == 1 else "heading"
            top = "heading"
        elif mark and kind == "underline" and len(paragraph) == 1:
            yield *paragraph[0], top if mark["underline"].startswith("=") else "heading"
            yield start, end, "markup"
            top = "heading"
        elif kind in ("underline", "rule"):
            yield start, end, "markup"
        elif kind == "link_target":
            yield start, end, kind
        if kind or not text[start:end].strip() or start >= block[0]:
            paragraph = []
        else:
            paragraph.append((start, end))


def _code(text: str, body: int) -> list[tuple[int, int, str]]:
    """Fenced code; a fence that nobody closes is a slip of the pen, and what follows it stays prose."""
    found: list[tuple[int, int, str]] = []
    fence, opened = "", 0
    for match in _FENCE.finditer(text, body):
        if not fence:
            fence, opened = match["fence"], match.start()
        elif match["fence"].startswith(fence) and not match["info"].strip():
            found.append((opened, match.end(), "code"))
            fence = ""
    return found


def _disjoint(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of overlapping stretches the one that begins first; a heading is cut short before a stretch that lies in it."""
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        if kept and start < kept[-1][1]:
            before = kept[-1]
            if before[2] not in ("headline", "heading") or start == before[0]:
                continue
            kept[-1] = (before[0], start, before[2])
        if start < end:
            kept.append((start, end, kind))
    return kept
