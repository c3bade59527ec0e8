"""Markdown: the text is the source as it stands in the file; what is no prose in it is named as furniture.

Block structure is that of markdown-it-py (CommonMark), except that indented lines are prose: in news text an indent is a paragraph's
first line far more often than it is code. Front matter is read without a YAML library: ``key: value``, quoted values, flat lists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotator.text.readers.decode import decode
from annotator.types import Article

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_NEWLINE = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"---[ \t]*(?=[\r\n])")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?=\r|$)", re.MULTILINE)
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
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
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
    heading = next((text[start:end] for start, end, kind in furniture if kind == "headline"), None)

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


def front_matter(text: str) -> tuple[dict[str, list[str]], int]:
    """The fields of the block between ``---`` lines at the start of *text*, names in small letters, and where the block ends.

    :returns: no fields and 0 where there is no such block.
    """
    opening = _FENCE.match(text)
    closing = _FENCE_END.search(text, opening.end()) if opening else None
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


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable("code")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _furniture(text: str, body: int) -> list[tuple[int, int, str]]:
    """Stretches of *text* from *body* on that are no prose, and the headings, in order."""
    starts = [body, *(match.end() for match in _NEWLINE.finditer(text, body)), len(text)]

    def lines(first: int, last: int) -> tuple[int, int]:
        """Code points of the lines ``first:last`` without the last line end."""
        start, end = starts[first], starts[min(last, len(starts) - 1)]
        return start, start + len(text[start:end].rstrip("\r\n"))

    env: dict[str, dict[str, dict[str, list[int]]]] = {}
    blocks: list[tuple[int, int, str]] = []
    headings = 0
    for token in _parser().parse(text[body:], env):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "fence":
            blocks.append((*lines(first, last), "code"))
        elif token.type == "hr":
            blocks.append((*lines(first, last), "markup"))
        elif token.type == "html_block" and re.match(r"\s*<(?:script|style|pre|!--)", token.content, re.IGNORECASE):
            blocks.append((*lines(first, last), "html"))
        elif token.type == "heading_open":
            kind = "headline" if token.tag == "h1" and not headings else "heading"
            headings += 1
            blocks += _heading(text, *lines(first, last), kind, token.markup)
    for reference in env.get("references", {}).values():
        blocks.append((*lines(*reference["map"]), "link_target"))
    blocks.sort()
    return _disjoint(sorted([*blocks, *_inline(text, body)]))


def _heading(text: str, start: int, end: int, kind: str, markup: str) -> list[tuple[int, int, str]]:
    """A heading without its marks, and the marks: ``## `` before it, or the line of ``===`` below it."""
    if markup in ("=", "-"):
        line = max(text.rfind("\n", start, end), text.rfind("\r", start, end)) + 1
        return [(start, start + len(text[start:line].rstrip()), kind), (line, end, "markup")]
    mark = _HEADING.match(text, start, end)
    if mark is None:  # inside a list or quotation: the marks of those stand before it
        return []
    return [(start, mark.end(), "markup"), (mark.end(), end, kind)]


def _inline(text: str, body: int) -> list[tuple[int, int, str]]:
    return [(*match.span(), match.lastgroup or "html") for match in _INLINE.finditer(text, body)]


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
