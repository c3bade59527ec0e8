"""Writing files: whole or not at all, under names that are safe on every system."""

from __future__ import annotations

import os
import re
from pathlib import Path

from annotator.errors import OutputError


def write(path: Path, content: str) -> None:
    """Write *content* as UTF-8, whole or not at all: readers never see half a file.

    :raises OutputError: the folder or file cannot be written.
    """
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
                file.write(content)
            os.chmod(partial, 0o666 & ~_umask())
            os.replace(partial, path)
        except BaseException:
            os.unlink(partial)
            raise
    except OSError as problem:
        raise OutputError(f"{path}: cannot write: {problem.strerror or problem}; choose another place with -o") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_UNSAFE = re.compile(r"[^\w.-]+")
_INDEX = re.compile(r"index(?:-\d+)?")
"""Names of the index's own pages."""


class FileNames:
    """A file name for each article id: readable, safe on every system, and never used twice (letter case ignored)."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def name(self, article_id: str) -> str:
        """The file name, without extension, for *article_id*."""
        stem = _UNSAFE.sub("-", article_id).strip("-.")[:80] or "article"
        if _INDEX.fullmatch(stem.casefold()):
            stem = f"article-{stem}"
        name, number = stem, 2
        while name.casefold() in self._used:
            name = f"{stem}-{number}"
            number += 1
        self._used.add(name.casefold())
        return name
