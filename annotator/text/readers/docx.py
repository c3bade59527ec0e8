"""DOCX: the words of a Word document in the order in which it shows them; the article's text is the extracted text.

Paragraphs and table rows are blocks with an empty line between two. Tracked insertions belong to the text, tracked deletions, comments,
notes, headers and text boxes do not. ``pieces`` tells which run each stretch of the text came from, so that a writer can go back.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from annotator.errors import InputError, MissingDependencyError
from annotator.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART_LIMIT = 64 * 2**20
_TOTAL_LIMIT = 256 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LEFT_OUT = frozenset((_ALTERNATE, *(_W + tag for tag in ("del", "moveFrom", "drawing", "pict", "object", "pPr", "rPr"))))
_KINDS = {"title": "headline", "subtitle": "heading", "caption": "caption"}


def load(data: bytes, path: str, name: str) -> Article:
    """Read a Word document with its title, author and date.

    :raises InputError: the file is no Word document, is damaged, or unpacks to an unreasonable size.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise MissingDependencyError(f"reading DOCX needs python-docx ({error}); pip install python-docx") from None
    _check_size(data)
    try:
        document = Document(io.BytesIO(data))
        text, furniture = _text(document)
        properties = document.core_properties
        title, author, created = properties.title, properties.author, properties.created
    except Exception as error:  # python-docx and lxml raise a dozen kinds of error over a damaged file
        raise InputError(f"damaged, or no Word document ({type(error).__name__}); open it in Word and save it anew as DOCX") from None
    headline = next((text[start:end] for start, end, kind in furniture if kind == "headline"), None)
    return Article(
        id=name,
        text=text,
        path=path,
        title=(title or "").strip() or headline,
        byline=(author or "").strip() or None,
        date=created.date().isoformat() if created else None,
        format="docx",
        extracted=True,
        furniture=tuple(furniture),
    )


def pieces(document: Any) -> Iterator[tuple[Any, str]]:
    """The document's text in pieces: each run element with its words, and None with what stands between blocks and cells.

    The words of all pieces, put together, are the text that ``load`` gives.

    :param document: a document as python-docx opens it.
    """
    for number, (_, block) in enumerate(_blocks(document)):
        if number:
            yield None, "\n\n"
        yield from block


def _text(document: Any) -> tuple[str, list[tuple[int, int, str]]]:
    texts: list[str] = []
    furniture: list[tuple[int, int, str]] = []
    start = 0
    for kind, block in _blocks(document):
        text = "".join(words for _, words in block)
        if kind:
            furniture.append((start, start + len(text), kind))
        texts.append(text)
        start += len(text) + 2
    return "\n\n".join(texts), furniture


def _blocks(document: Any) -> Iterator[tuple[str | None, list[tuple[Any, str]]]]:
    """Kind and runs of each paragraph and table row that holds anything."""
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    for element in document.element.body.iter(_W + "p", _W + "tr"):
        if element.tag == _W + "tr":
            if not _inside(element, _W + "tbl", 2):
                yield from _filled(None, _row(element))
        elif not _inside(element, _W + "tbl", 1) and not _inside(element, _W + "txbxContent", 1):
            style = element.find(f"{_W}pPr/{_W}pStyle")
            yield from _filled(_kind(styles.get(style.get(_W + "val"), "") if style is not None else ""), list(_runs(element)))


def _filled(kind: str | None, runs: list[tuple[Any, str]]) -> Iterator[tuple[str | None, list[tuple[Any, str]]]]:
    if any(words.strip() for _, words in runs):
        yield kind, runs


def _kind(style: str) -> str | None:
    return "heading" if style.startswith("heading") else _KINDS.get(style)


def _inside(element: Any, tag: str, times: int) -> bool:
    """Whether *element* has at least *times* ancestors of that *tag*."""
    for _ in element.iterancestors(tag):
        times -= 1
        if not times:
            return True
    return False


def _row(element: Any) -> list[tuple[Any, str]]:
    """The runs of a table row: a tab between cells, a line end between the paragraphs of a cell."""
    runs: list[tuple[Any, str]] = []
    for cell in element.iterfind(_W + "tc"):
        if runs:
            runs.append((None, "\t"))
        for number, paragraph in enumerate(cell.iter(_W + "p")):
            if number:
                runs.append((None, "\n"))
            runs.extend(_runs(paragraph))
    return runs


def _runs(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """Each run of a paragraph with its words, also those in links, fields and tracked insertions."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == _W + "r":
            words = "".join(_characters(element))
            if words:
                yield element, words
        else:
            waiting.extend(reversed(element))


def _characters(run: Any) -> Iterator[str]:
    for element in run:
        if element.tag == _W + "t":
            yield element.text or ""
        elif element.tag == _W + "tab":
            yield "\t"
        elif element.tag == _W + "cr" or (element.tag == _W + "br" and element.get(_W + "type") in (None, "textWrapping")):
            yield "\n"
        elif element.tag == _W + "noBreakHyphen":
            yield "-"


def _check_size(data: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise InputError("damaged, or no Word document; open it in Word and save it anew as DOCX") from None
    if sum(sizes) > _TOTAL_LIMIT or max(sizes, default=0) > _PART_LIMIT:
        raise InputError(f"unpacks to more than {_PART_LIMIT >> 20} MiB a part; remove pictures or save its text") from None
