"""JSON Lines: an object a line, read line by line, so that memory stays the same however long the file is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from annotator.errors import InputError
from annotator.text.readers import rows
from annotator.text.readers.decode import MAX_BYTES, bom_encoding, decode
from annotator.text.readers.failure import InputFailure
from annotator.text.readers.piece import Piece
from annotator.types import Article


def cut(stream: BinaryIO, path: str, name: str, first: bytes = b"", skipped: int = 0) -> Iterator[Piece | InputFailure]:
    """Yield each line that holds something, or the reason why it cannot be read.

    :param stream: an open binary file.
    :param first: a line that was already taken from the stream.
    :param skipped: how many lines were taken before that one.
    """
    for number, line in _lines(stream, first, skipped + 1):
        where = f"line {number}"
        if line is None:
            yield InputFailure(path, where, f"longer than {MAX_BYTES >> 20} MiB; is this one article a line?")
            continue
        if number == 1 and (bom_encoding(line) or "").startswith(("utf-16", "utf-32")):
            yield InputFailure(path, None, "JSON Lines in UTF-16 or UTF-32; save the file as UTF-8")
            return
        if number == 1 and b"\0" in line:
            yield InputFailure(path, None, "looks like a binary file; give one JSON object a line")
            return
        if not line.strip():
            continue
        yield Piece(path, f"{name}-{number}", "jsonl", line, where)


def article(piece: Piece) -> Article:
    """Make the article of a line.

    :raises InputError: the line is no JSON object, or has no text.
    """
    text, encoding = decode(piece.data)
    return rows.article(parse(text), piece.path, piece.name, "jsonl", encoding)


def parse(line: str) -> dict[str, object]:
    """The object that a *line* holds.

    :raises InputError: the line is no JSON, or something other than an object.
    """
    value = parse_any(line)
    if not isinstance(value, dict):
        raise InputError('not a JSON object; each line must look like {"id": "…", "text": "…"}')
    return value


def parse_any(source: str) -> object:
    """What a string of JSON holds; NaN and lone surrogates, which many writers let through, are parsed too.

    :raises InputError: the string is no JSON.
    """
    try:
        return msgspec.json.decode(source)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    import json

    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        raise InputError(f'not JSON ({error.msg}, column {error.colno}); an article is {{"id": "…", "text": "…"}}') from None
    except (ValueError, RecursionError):
        raise InputError("JSON with too many digits or too many levels; flatten it") from None


def _lines(stream: BinaryIO, first: bytes, number: int) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line; None for a line beyond the limit, whose rest is skipped piece by piece."""
    line = first or stream.readline(MAX_BYTES + 1)
    while line:
        if len(line) <= MAX_BYTES or line.endswith(b"\n"):
            yield number, line
        else:
            yield number, None
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
        number += 1
        line = stream.readline(MAX_BYTES + 1)
