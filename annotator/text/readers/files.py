"""Files, folders and globs → the files they stand for, one after the other, without a list of all of them in memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from annotator.errors import InputError
from annotator.text.readers.failure import InputFailure

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
    ".parquet": "parquet",
}
"""File endings that a folder is searched for, each also followed by ``.gz`` or ``.zst``, and the format they stand for."""

PACKED = (".gz", ".zst")
"""Endings of compressed files, which are looked through."""

_NOTHING = f"no file to read in this folder; looked for {' '.join(FORMATS)}, hidden files left out"
_GLOB = frozenset("*?[")
_ABOUT = re.compile(r"(?:readme|licen[cs]e|changelog|contributing)\b", re.IGNORECASE)
"""Files that tell about a folder rather than being one of its articles."""


def each(paths: Sequence[str]) -> Iterator[str | InputFailure]:
    """The files that *paths* stand for, in the order given, none twice; what cannot be found or looked into is a failure.

    Which files came already is remembered only where paths overlap, so that memory stays the same for any number of files.

    :param paths: files, folders (searched through all their levels for files of a known ending, by name, without hidden ones, READMEs
        and licences), globs (``**`` for any depth), and ``-`` for standard input.
    """
    met: set[str] | None = set() if _overlap(paths) else None
    for path in paths:
        for file in _resolve(path):
            if isinstance(file, str) and met is not None:
                key = file if file == "-" else os.path.abspath(file)
                if key in met:
                    continue
                met.add(key)
            yield file


def expand(paths: Sequence[str]) -> list[str]:
    """All that ``each`` finds, as a list.

    :raises InputError: a path does not exist or cannot be looked into, or a folder or glob holds nothing to read.
    """
    found: list[str] = []
    for file in each(paths):
        if isinstance(file, InputFailure):
            raise InputError(str(file))
        found.append(file)
    return found


def split(path: str) -> tuple[str, str]:
    """The stem of a file's name and its ending in small letters, with the ending of a compressed file looked through."""
    pure = PurePath(path)
    if pure.suffix.lower() in PACKED:
        pure = pure.with_suffix("")
    return shown(pure.stem), pure.suffix.lower()


def shown(path: str) -> str:
    """*path* as it can be printed: bytes of a file name that are no UTF-8 become replacement characters."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def reason(error: Exception) -> str:
    """What the system says about *error*, in one line."""
    return (getattr(error, "strerror", None) or str(error) or "cannot be read").splitlines()[0]


def _overlap(paths: Sequence[str]) -> bool:
    """Whether two of *paths* may stand for the same file: one is the other, or lies below it."""
    roots = sorted(_root(path) for path in paths)
    return any(below[: len(above)] == above for above, below in pairwise(roots))


def _root(path: str) -> tuple[str, ...]:
    parts = PurePath(os.path.abspath(path)).parts if path != "-" else ("-",)
    fixed = next((i for i, part in enumerate(parts) if not _GLOB.isdisjoint(part)), None)
    return parts if fixed is None or os.path.exists(path) else parts[:fixed]


def _resolve(path: str) -> Iterator[str | InputFailure]:
    if path == "-":
        yield path
    elif os.path.isdir(path):
        yield from _or(_walk(path), path, _NOTHING)
    elif os.path.exists(path):
        yield path
    elif _GLOB.isdisjoint(path):
        yield InputFailure(shown(path), None, "no such file; check the name, or give a folder, a glob, or - for standard input")
    else:
        yield from _or(_matches(path), path, "no file matches; check the pattern")


def _or(files: Iterable[str | InputFailure], path: str, message: str) -> Iterator[str | InputFailure]:
    """*files*, or the failure that there is none."""
    none = True
    for file in files:
        none = False
        yield file
    if none:
        yield InputFailure(shown(path), None, message)


def _matches(pattern: str) -> Iterator[str | InputFailure]:
    from glob import glob

    for match in sorted(glob(pattern, recursive=True)):
        if os.path.isfile(match):
            yield match
        elif "**" not in pattern:
            yield from _walk(match)


def _walk(folder: str) -> Iterator[str | InputFailure]:
    """A folder's own files by name, then those of its folders."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
                    elif not _ABOUT.match(entry.name) and split(entry.name)[1] in FORMATS and entry.is_file():
                        files.append(entry.name)
        except OSError as error:
            yield InputFailure(shown(place), None, f"{reason(error)}; check the folder and its permissions")
            continue
        for name in sorted(files):
            yield os.path.join(place, name)
        waiting.extend(os.path.join(place, name) for name in sorted(folders, reverse=True))
