"""What a run reads: the inputs in order, how much there is of them, and a fingerprint that tells whether they changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from stat import S_ISREG
from typing import BinaryIO

from msgspec import Struct

from annotator.text.readers import InputFailure, Piece, cut, each


class Survey(Struct, frozen=True):
    """The inputs before they are read. ``bytes`` is None where standard input or a pipe is among them: nobody knows how much will come."""

    files: int
    bytes: int | None
    fingerprint: str


def survey(paths: Sequence[str]) -> Survey:
    """Go through *paths* without reading them: names, sizes and times of change make the fingerprint."""
    digest = blake2b(digest_size=16)
    files, size = 0, 0
    known = True
    for path in each(paths):
        if isinstance(path, InputFailure):
            digest.update(f"!{path}\n".encode())
            continue
        files += 1
        try:
            found = os.stat(path) if path != "-" else None
        except OSError:
            found = None
        if found is None or not S_ISREG(found.st_mode):
            known = known and found is None and path != "-"
            digest.update(path.encode("utf-8", "surrogateescape") + b"\n")
        else:
            size += found.st_size
            digest.update(b"%s\0%d\0%d\n" % (os.fsencode(path), found.st_size, found.st_mtime_ns))
    return Survey(files, size if known else None, digest.hexdigest())


def pieces(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, seen: Callable[[int], None] | None = None
) -> Iterator[Piece | InputFailure]:
    """Every article of *paths*, cut from its file and not yet read; what cannot be read is a failure in its place.

    :param seen: told of the bytes that are read from the disk.
    """
    for path in each(paths):
        if isinstance(path, InputFailure):
            yield path
        else:
            yield from cut(path, stdin=stdin, seen=seen)
