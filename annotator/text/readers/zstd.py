"""Zstandard: decompressed as it is read, in constant memory; a torn file is an error and not an early end."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from annotator.errors import InputError, MissingDependencyError

_TAKE = 512
"""Bytes taken at a time: few, since each may stand for very many (at most 128 KiB from every three)."""


class ZstdFile(io.RawIOBase):
    """The bytes that a compressed *stream* holds.

    :raises MissingDependencyError: the package zstandard is not installed.
    """

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError:
            raise MissingDependencyError("zstd files need the package zstandard; pip install zstandard, or unpack the file") from None
        self._stream = stream
        self._new = zstandard.ZstdDecompressor().decompressobj
        self._error = zstandard.ZstdError
        self._frame = self._new()
        self._begun = False
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        while not self._ready:
            taken = self._stream.read(_TAKE)
            if not taken:
                if self._begun:
                    raise EOFError("compressed file ended before the end of its last frame")
                return 0
            self._decompress(taken)
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _decompress(self, taken: bytes) -> None:
        parts = []
        try:
            while taken:
                parts.append(self._frame.decompress(taken))
                self._begun = not self._frame.eof
                taken = self._frame.unused_data if self._frame.eof else b""
                if self._frame.eof:
                    self._frame = self._new()
        except self._error as error:
            raise InputError(f"no valid zstd data ({error}); check the file") from None
        self._ready = memoryview(b"".join(parts))
