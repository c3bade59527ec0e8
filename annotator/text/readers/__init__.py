"""Files, folders, globs and standard input → articles.

Whatever cannot be read comes out as an ``InputFailure`` between the articles and never stops a run. An empty file is an article
with empty text (scores abstain from it). Formats go by the file's ending; a file of unknown ending is plain text if it decodes.
Libraries that only one format needs are imported when the first such file turns up.

Reading has two steps: ``cut`` takes the bytes of one article after the other out of a file, which is quick, and ``parse`` makes an
article of them, which may be slow and may run elsewhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, FileIO
from typing import Any, BinaryIO, TypeAlias

from annotator.errors import InputError
from annotator.text.readers import plain
from annotator.text.readers.decode import MAX_BYTES, check_encodable
from annotator.text.readers.failure import InputFailure
from annotator.text.readers.files import FORMATS, each, expand, reason, shown, split
from annotator.text.readers.piece import Piece
from annotator.types import Article

__all__ = ["FORMATS", "InputFailure", "Piece", "cut", "each", "expand", "parse", "read", "read_text"]

_Cut: TypeAlias = Iterator[Piece | InputFailure]
Seen: TypeAlias = Callable[[int], None]
"""Told how many bytes were read from the disk, as they are read."""


def read(path: str, *, stdin: BinaryIO | None = None) -> Iterator[Article | InputFailure]:
    """Yield the articles of one file, or of standard input for ``-``.

    JSON Lines, CSV and Parquet are streamed, an article at a time.

    :param stdin: what to read for ``-``; the process's standard input by default.
    """
    for piece in cut(path, stdin=stdin):
        yield parse(piece) if isinstance(piece, Piece) else piece


def cut(path: str, *, stdin: BinaryIO | None = None, seen: Seen | None = None) -> _Cut:
    """Yield the bytes of each article of one file, or of standard input for ``-``.

    :param stdin: what to read for ``-``; the process's standard input by default.
    :param seen: told of the bytes that are read from the file.
    """
    return _cut_stdin(stdin) if path == "-" else _cut_file(path, seen)


def parse(piece: Piece) -> Article | InputFailure:
    """Read the article of a *piece*, or say why it cannot be read."""
    try:
        return _parser(piece.form)(piece)
    except InputError as error:
        return InputFailure(piece.path, piece.where, str(error))


def _parser(form: str) -> Callable[[Piece], Article]:
    if form == "jsonl":
        from annotator.text.readers import jsonl

        return jsonl.article
    if form == "record":
        from annotator.text.readers import rows

        return rows.from_piece
    if form == "item":
        from annotator.text.readers import ninjs

        return ninjs.article
    return lambda piece: _whole(form)(piece.data, piece.path, piece.name)


def read_text(
    text: str,
    id: str = "text",
    *,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    labels: Sequence[str] = (),
) -> Article:
    """Make an article of *text*, which is taken as it is.

    :raises InputError: the text holds half a surrogate pair, which could not be written again.
    """
    return Article(
        id=id,
        text=check_encodable(text),
        title=title,
        byline=byline,
        outlet=outlet,
        date=date,
        url=url,
        labels=tuple(labels),
    )


class _Counted(FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: str, seen: Seen) -> None:
        super().__init__(path)
        self._seen = seen

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self._seen(count or 0)
        return count


def _cut_file(path: str, seen: Seen | None) -> _Cut:
    name, suffix = split(path)
    place = shown(path)
    form = FORMATS.get(suffix, "txt")
    try:
        with _open(path, seen) as stream:
            if form in ("jsonl", "csv", "parquet"):
                yield from _stream(form)(stream, place, name)
            else:
                yield from _cut_whole(form, _all(stream), place, name)
    except InputError as error:
        yield InputFailure(place, None, str(error))
    except (OSError, EOFError, zlib.error) as error:  # the last two: a torn gzip file
        yield InputFailure(place, None, f"{reason(error)}; check the file and its permissions")


@contextmanager
def _open(path: str, seen: Seen | None) -> Iterator[BufferedReader[Any]]:
    ending = path[-4:].lower()
    with BufferedReader(_Counted(path, seen) if seen else FileIO(path)) as file:
        if ending.endswith(".gz"):
            import gzip

            yield BufferedReader(gzip.GzipFile(fileobj=file))
        elif ending == ".zst":
            from annotator.text.readers.zstd import ZstdFile

            yield BufferedReader(ZstdFile(file))
        else:
            yield file


def _all(stream: BinaryIO, start: bytes = b"") -> bytes:
    data = start + stream.read(MAX_BYTES + 1 - len(start))
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES >> 20} MiB; give single articles, or many as JSON Lines")
    return data


def _stream(form: str) -> Callable[[BufferedReader, str, str], _Cut]:
    if form == "csv":
        from annotator.text.readers import table

        return table.cut
    if form == "parquet":
        from annotator.text.readers import parquet

        return parquet.cut
    from annotator.text.readers import jsonl

    return jsonl.cut


def _cut_whole(form: str, data: bytes, path: str, name: str) -> _Cut:
    if form == "json":
        from annotator.text.readers import ninjs

        yield from ninjs.cut(data, path, name)
    else:
        yield Piece(path, name, form, data)


def _whole(form: str) -> Callable[[bytes, str, str], Article]:
    if form == "md":
        from annotator.text.readers import markdown

        return markdown.load
    if form == "html":
        from annotator.text.readers import html

        return html.load
    if form == "docx":
        from annotator.text.readers import docx

        return docx.load
    return plain.load


def _cut_stdin(stdin: BinaryIO | None) -> _Cut:
    """Standard input: JSON Lines if the first line with anything on it is such an object, else DOCX, HTML or plain text by its start."""
    import sys

    stream = stdin if stdin is not None else sys.stdin.buffer
    blank = 0
    taken = b""
    try:
        line = stream.readline(MAX_BYTES + 1)
        while line and not line.strip() and len(taken) <= MAX_BYTES:
            taken += line
            blank += 1
            line = stream.readline(MAX_BYTES + 1)
        if line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and _is_record(line):
            from annotator.text.readers import jsonl

            yield from jsonl.cut(stream, "-", "stdin", line, blank)
            return
        data = _all(stream, taken + line)
        yield from _cut_whole(_sniff(data), data, "-", "stdin")
    except InputError as error:
        yield InputFailure("-", None, str(error))
    except OSError as error:
        yield InputFailure("-", None, f"{reason(error)}; check what is piped in")


def _is_record(line: bytes) -> bool:
    from annotator.text.readers import jsonl
    from annotator.text.readers.decode import decode

    try:
        return "text" in jsonl.parse(decode(line)[0])
    except InputError:
        return False


def _sniff(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "txt"
