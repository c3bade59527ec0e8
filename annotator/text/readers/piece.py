"""One article's bytes, cut from its file but not yet read: cheap to make, small to send to whoever reads it."""

from __future__ import annotations

from msgspec import Struct


class Piece(Struct, frozen=True, array_like=True):
    """Where an article stands and the bytes that hold it.

    ``form`` says how to read ``data``: a file's format, ``jsonl`` for a line, ``item`` for a value of a JSON file, ``record`` for the
    fields of a row (MessagePack). ``name`` is the article's id where it has none of its own.
    """

    path: str
    name: str
    form: str
    data: bytes
    where: str | None = None
    encoding: str | None = None
    origin: str = ""
    """For a record: the format of the file that it stood in."""
