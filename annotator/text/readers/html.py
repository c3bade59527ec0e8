"""HTML: the article is taken out of the page by trafilatura; the article's text is the extracted text.

Each paragraph, heading, list item and table row is a block, with an empty line between two of them. The page's headline opens the text
where the page shows it. Nothing is ever fetched: what is not in the file is not read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from annotator.errors import InputError, MissingDependencyError
from annotator.text.readers.decode import decode
from annotator.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LABEL_PROPERTIES = ("og:type", "article:section", "section", "genre", "article.section", "parsely-section")
_LABEL_KEYS = ("@type", "articleSection", "genre")
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review)$")
_MAX_LABELS = 20
_BLOCKS = frozenset(("p", "head", "item", "row", "quote", "code", "list", "table", "div"))


def load(data: bytes, path: str, name: str) -> Article:
    """Take the article out of a page, with its title, author, date, outlet, address and section.

    :raises InputError: the page cannot be parsed, or holds no article.
    """
    declared = _CHARSET.search(data[:4096])
    source, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    trafilatura = _trafilatura()
    try:
        page = trafilatura.load_html(source)
        dates = {"extensive_search": False, "original_date": True}  # what the page states, not what may be guessed
        found = page is not None and trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
    except Exception as error:  # a third-party parser over a stranger's page: whatever goes wrong, it is this page alone
        raise InputError(f"the page cannot be parsed ({type(error).__name__}); save its article as text") from None
    if not found or found.body is None:
        raise InputError("no article found in this page; save its article as text or Markdown")
    title = _one_line(found.title or "")
    blocks = [block for element in found.body for block in _blocks(element)]
    if title and title in _headlines(page) and not (blocks and blocks[0][0] == title):
        blocks.insert(0, (title, "headline"))
    if not any(kind is None for _, kind in blocks):
        raise InputError("no article found in this page; save its article as text or Markdown")
    text, furniture = _join(blocks, title)
    return Article(
        id=name,
        text=text,
        path=path,
        title=title or None,
        byline=_one_line(found.author or "") or None,
        outlet=_one_line(found.sitename or "") or None,
        date=found.date or None,
        url=found.url or None,
        labels=_labels(page),
        format="html",
        encoding=encoding,
        extracted=True,
        furniture=furniture,
    )


@cache
def _trafilatura() -> ModuleType:
    import logging

    try:
        import trafilatura
    except ImportError as error:
        raise MissingDependencyError(f"reading HTML needs trafilatura ({error}); pip install trafilatura lxml-html-clean") from None
    for library in ("trafilatura", "htmldate", "courlan"):  # their complaints about a page are no business of our user's terminal
        logging.getLogger(library).addHandler(logging.NullHandler())
    return trafilatura


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _headlines(page: Any) -> set[str]:
    return {_one_line(heading.text_content()) for heading in page.iter("h1")}


def _join(blocks: list[tuple[str, str | None]], title: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text of all blocks, an empty line between two, and where the headings lie in it."""
    furniture = []
    start = 0
    for number, (text, kind) in enumerate(blocks):
        if kind:
            furniture.append((start, start + len(text), "headline" if number == 0 and text == title else kind))
        start += len(text) + 2
    return "\n\n".join(text for text, _ in blocks), tuple(furniture)


def _blocks(element: Any) -> Iterator[tuple[str, str | None]]:
    """Text and kind of each block in an element of trafilatura's tree; runs of white space are one blank, as a browser shows them."""
    pieces: list[str] = []
    heading = False
    # explicit walk, since a hostile page may nest more deeply than Python recurses
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                yield from _flush(pieces, heading)
                heading = False
            elif tag == "cell":
                pieces.append(" ")
            if node is not element:
                pieces.append(node.tail or "")
            continue
        stack.append((node, True))
        if tag == "lb":
            pieces.append("\n")
        elif tag and tag != "graphic":
            if tag in _BLOCKS:
                yield from _flush(pieces, heading)
                heading = tag == "head"
            pieces.append(_SPACE.sub(" ", node.text or ""))
            stack.extend((child, False) for child in reversed(node))
    yield from _flush(pieces, heading)


def _flush(pieces: list[str], heading: bool) -> Iterator[tuple[str, str | None]]:
    lines = [_one_line(line) for line in "".join(pieces).split("\n")]
    pieces.clear()
    text = "\n".join(line for line in lines if line)
    if text:
        yield text, "heading" if heading else None


def _labels(page: Any) -> tuple[str, ...]:
    """How the publisher classes the piece: Open Graph type, section, genre, schema.org types; each once, in the page's order."""
    labels: dict[str, None] = {}
    for meta in page.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in _LABEL_PROPERTIES:
            labels[_one_line(meta.get("content") or "")] = None
    for script in page.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            for label in _linked_data(script.text or ""):
                labels[_one_line(label)] = None
    labels.pop("", None)
    return tuple(labels)[:_MAX_LABELS]


def _linked_data(source: str) -> Iterator[str]:
    import msgspec

    try:
        waiting = [msgspec.json.decode(source.strip())]
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            if any(_ARTICLE_TYPES.search(kind) for kind in _strings(node.get("@type"))):
                for key in _LABEL_KEYS:
                    yield from _strings(node.get(key))
            waiting.extend(value for key, value in node.items() if key in ("@graph", "mainEntity"))


def _strings(value: object) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
