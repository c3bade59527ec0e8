"""Files, folders, globs and standard input → articles.

Whatever cannot be read comes out as an ``InputFailure`` between the articles and never stops a run. An empty file is an article
with empty text (scores abstain from it). Formats go by the file's ending; a file of unknown ending is plain text if it decodes.
Libraries that only one format needs are imported when the first such file turns up.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from annotator.errors import InputError
from annotator.text.readers import plain
from annotator.text.readers.decode import MAX_BYTES, check_encodable
from annotator.text.readers.failure import InputFailure
from annotator.types import Article

if TYPE_CHECKING:
    from io import BufferedReader

__all__ = ["InputFailure", "expand", "read", "read_text"]

_Read: TypeAlias = Iterator[Article | InputFailure]

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
"""File endings that a folder is searched for, each also followed by ``.gz``, and the format they stand for."""

_GLOB = frozenset("*?[")


def expand(paths: Sequence[str]) -> list[str]:
    """Resolve what a user gave into files, in the order given, none twice.

    :param paths: files, folders (searched through all their levels for files of a known ending, by name, without hidden ones, READMEs
        and licences),
        globs (``**`` for any depth), and ``-`` for standard input.
    :raises InputError: a path does not exist, or a folder or glob holds nothing to read.
    """
    found: dict[str, str] = {}
    for path in paths:
        for file in _resolve(path):
            found.setdefault(file if file == "-" else os.path.abspath(file), file)
    return list(found.values())


def read(path: str, *, stdin: BinaryIO | None = None) -> _Read:
    """Yield the articles of one file, or of standard input for ``-``.

    JSON Lines and CSV are streamed, an article at a time.

    :param stdin: what to read for ``-``; the process's standard input by default.
    """
    if path == "-":
        return _read_stdin(stdin)
    return _read_file(path)


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


def _resolve(path: str) -> list[str]:
    if path == "-":
        return [path]
    if os.path.isdir(path):
        files = list(_walk(path))
        if not files:
            endings = " ".join(FORMATS)
            raise InputError(f"{_shown(path)}: no file to read in this folder; looked for {endings}, hidden files left out")
        return files
    if os.path.exists(path):
        return [path]
    if _GLOB.isdisjoint(path):
        raise InputError(f"{_shown(path)}: no such file; check the name, or give a folder, a glob, or - for standard input")
    from glob import glob

    files = []
    for match in sorted(glob(path, recursive=True)):
        if os.path.isfile(match):
            files.append(match)
        elif "**" not in path:
            files.extend(_walk(match))
    if not files:
        raise InputError(f"{_shown(path)}: no file matches; check the pattern")
    return files


_ABOUT = re.compile(r"(?:readme|licen[cs]e|changelog|contributing)\b", re.IGNORECASE)
"""Files that tell about a folder rather than being one of its articles."""


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = os.path.join(parent, name)
            if not name.startswith(".") and not _ABOUT.match(name) and _split(name)[1] in FORMATS and os.path.isfile(file):
                yield file


def _split(path: str) -> tuple[str, str]:
    """The stem of a file's name and its ending in small letters, with ``.gz`` looked through."""
    pure = PurePath(path)
    if pure.suffix.lower() == ".gz":
        pure = pure.with_suffix("")
    return _shown(pure.stem), pure.suffix.lower()


def _shown(path: str) -> str:
    """*path* as it can be printed: bytes of a file name that are no UTF-8 become replacement characters."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_file(path: str) -> _Read:
    name, suffix = _split(path)
    shown = _shown(path)
    form = FORMATS.get(suffix, "txt")
    try:
        with _open(path) as stream:
            if form == "jsonl" or form == "csv":
                yield from _stream(form)(stream, shown, name)
            else:
                yield from _read_whole(form, _all(stream), shown, name)
    except InputError as error:
        yield InputFailure(shown, None, str(error))
    except (OSError, EOFError, zlib.error) as error:  # the last two: a torn gzip file
        yield InputFailure(shown, None, f"{_reason(error)}; check the file and its permissions")


def _open(path: str) -> BufferedReader:
    if path.lower().endswith(".gz"):
        import gzip
        import io

        return io.BufferedReader(gzip.open(path))
    return open(path, "rb")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "cannot be read").splitlines()[0]


def _all(stream: BinaryIO, start: bytes = b"") -> bytes:
    data = start + stream.read(MAX_BYTES + 1 - len(start))
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES >> 20} MiB; give single articles, or many as JSON Lines")
    return data


def _stream(form: str) -> Callable[[BufferedReader, str, str], _Read]:
    if form == "csv":
        from annotator.text.readers import table

        return table.load
    from annotator.text.readers import jsonl

    return jsonl.load


def _read_whole(form: str, data: bytes, path: str, name: str) -> _Read:
    if form == "json":
        from annotator.text.readers import ninjs

        yield from ninjs.load(data, path, name)
    else:
        yield _whole(form)(data, path, name)


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


def _read_stdin(stdin: BinaryIO | None) -> _Read:
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

            yield from jsonl.load(stream, "-", "stdin", line, blank)
            return
        data = _all(stream, taken + line)
        yield from _read_whole(_sniff(data), data, "-", "stdin")
    except InputError as error:
        yield InputFailure("-", None, str(error))
    except OSError as error:
        yield InputFailure("-", None, f"{_reason(error)}; check what is piped in")


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
