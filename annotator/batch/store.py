"""A run's folder: what is finished stays, in order and whole, whenever the run ends.

Three files grow together. For each input the page is written, then the line of JSON, then the row, and last a record of fixed length in the
journal: how many inputs are done, and how long the other two files are. Whatever stands beyond the last whole record belongs to no finished
input and is cut off when the run goes on. The manifest says what run the folder belongs to.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from msgspec import Struct

from annotator.batch.work import Result
from annotator.errors import OutputError, UsageError
from annotator.report import summary

ANNOTATIONS = "annotations.jsonl"
SUMMARY = "summary.csv"
MANIFEST = "manifest.json"
JOURNAL = ".journal"
LOCK = ".lock"
PAGES = "pages"
_PARTIAL = ".partial"
_MADE = (ANNOTATIONS, SUMMARY, JOURNAL, _PARTIAL, "summary.parquet", "index.html", PAGES)

_RECORD = re.compile(rb"(\d{12}) (\d{12}) ([0-3]) (\d{16}) (\d{16})\n")
_LENGTH = 12 + 1 + 12 + 1 + 1 + 1 + 16 + 1 + 16 + 1
_SYNC_EVERY = 5.0
"""Seconds between the moments at which the files are forced to the disk: what a power failure may cost."""


class State(Struct, frozen=True):
    """How far a run has come: inputs done, how many of them failed, the highest severity found, lengths of the two files."""

    done: int = 0
    failed: int = 0
    worst: int = 0
    annotations: int = 0
    summary: int = 0

    def record(self) -> bytes:
        """The journal's record of it."""
        return b"%012d %012d %d %016d %016d\n" % (self.done, self.failed, self.worst, self.annotations, self.summary)


class Store:
    """The folder of one run, locked against others while it is open.

    :param folder: where; made if it is not there.
    :param manifest: what determines the results; another one in the folder means that another run's results are there.
    :param restart: throw away what an earlier run left.
    :raises UsageError: the folder holds another run's results, or something else, or a run is writing there now.
    :raises OutputError: the folder cannot be written.
    """

    def __init__(self, folder: Path, manifest: dict[str, Any], *, restart: bool = False) -> None:
        self._folder = folder
        self._synced = time.monotonic()
        self.state = State()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = [_lock(folder / LOCK)]
            self._files = []
            try:
                self._claim(manifest, restart)
                self._files = [os.open(folder / name, os.O_RDWR | os.O_CREAT | _BINARY, 0o666) for name in (ANNOTATIONS, SUMMARY, JOURNAL)]
                self.state = self._recover()
            except BaseException:
                for file in (*self._files, *self._lock):
                    os.close(file)
                raise
        except OSError as problem:
            raise self._refused(problem) from None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, result: Result) -> None:
        """Write one finished input.

        :raises OutputError: it cannot be written; what was finished before stays as it is.
        """
        state = self.state
        try:
            if result.page is not None:
                self.put(self.page(state.done, result.id), result.page)
            _write(self._files[0], result.line or b"")
            _write(self._files[1], result.row)
            after = State(
                state.done + 1,
                state.failed + (result.line is None),
                max(state.worst, result.worst),
                state.annotations + len(result.line or b""),
                state.summary + len(result.row),
            )
            _write(self._files[2], after.record())
            self.state = after
            if time.monotonic() - self._synced > _SYNC_EVERY:
                self.sync()
        except OSError as problem:
            with suppress(OSError):
                self._cut(self.state)
            raise self._refused(problem) from None

    def sync(self) -> None:
        """Force what is written to the disk."""
        for file in self._files:
            os.fsync(file)
        self._synced = time.monotonic()

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the folder, whole or not at all.

        :raises OutputError: it cannot be written.
        """
        with self.making(name) as partial:
            partial.write_bytes(content)

    @contextmanager
    def making(self, name: str) -> Iterator[Path]:
        """A path to write a file of the folder to, which takes its place when it is whole.

        :raises OutputError: it cannot be written.
        """
        target = self._folder / name
        partial = self._folder / _PARTIAL
        try:
            if not target.parent.is_dir():
                target.parent.mkdir(parents=True, exist_ok=True)
            yield partial
            os.replace(partial, target)
        except OSError as problem:
            raise self._refused(problem) from None

    @staticmethod
    def page(number: int, id: str) -> str:
        """The place of an article's page: numbered, so that none takes another's; a thousand to a folder."""
        stem = re.sub(r"[^\w.-]+", "-", id, flags=re.ASCII).strip("-.")[:60] or "article"
        return f"{PAGES}/{number // 1000:04d}/{number:07d}-{stem}.html"

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of the summary so far, as written."""
        csv.field_size_limit(1 << 30)
        with open(self._folder / SUMMARY, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def close(self) -> None:
        """Leave the folder to others, without half of a result that was interrupted."""
        if self._files:
            with suppress(OSError):
                self._cut(self.state)
        for file in (*self._files, *self._lock):
            os.close(file)
        self._files, self._lock = [], []

    def _claim(self, manifest: dict[str, Any], restart: bool) -> None:
        target = self._folder / MANIFEST
        if target.exists():
            try:
                found = msgspec.json.decode(target.read_bytes(), type=dict[str, Any])
            except msgspec.DecodeError:
                found = {}
            other = sorted(key for key in manifest.keys() | found.keys() if manifest.get(key) != found.get(key))
            if other and not restart:
                raise UsageError(
                    f"{self._folder}: holds the results of a run with other {' and '.join(other)}; "
                    "choose another folder, or begin anew with --restart"
                )
            if restart:
                self._clear()
        elif foreign := next((name for name in _MADE if (self._folder / name).exists()), None):
            raise UsageError(f"{self._folder}: holds {foreign}, which no run of this kind wrote; choose another folder")
        self.put(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=2) + b"\n")

    def _clear(self) -> None:
        for path in (*(self._folder / name for name in _MADE), *self._folder.glob("index-*.html")):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _recover(self) -> State:
        """Find the last record that the other files bear out, and cut all three there."""
        annotations, table, journal = self._files
        header = summary.csv_header()
        state = State(summary=len(header))
        records = os.fstat(journal).st_size // _LENGTH
        while records:
            match = _RECORD.fullmatch(_read(journal, (records - 1) * _LENGTH, _LENGTH))
            if match:
                found = State(*map(int, match.groups()))
                if found.done == records and _ends(annotations, found.annotations) and _ends(table, found.summary):
                    state = found
                    break
            records -= 1
        self._cut(state)
        if not state.done:
            os.lseek(table, 0, os.SEEK_SET)
            _write(table, header)
        (self._folder / _PARTIAL).unlink(missing_ok=True)
        return state

    def _cut(self, state: State) -> None:
        for file, length in zip(self._files, (state.annotations, state.summary, state.done * _LENGTH), strict=True):
            if os.fstat(file).st_size != length:
                os.ftruncate(file, length)
            os.lseek(file, length, os.SEEK_SET)

    def _refused(self, problem: OSError) -> OutputError:
        done = f"; {self.state.done} inputs are finished and kept" if self.state.done else ""
        where = problem.filename or self._folder
        return OutputError(
            f"{where}: cannot write: {problem.strerror or problem}{done}; make room or choose another folder, then run again"
        )


_BINARY = getattr(os, "O_BINARY", 0)


def _lock(path: Path) -> int:
    """An open file that nobody else has locked; the lock ends with the process, however it ends."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise UsageError(f"{path.parent}: another run is writing here; wait until it ends, or choose another folder") from None
    return file


def _write(file: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(file, view) :]


def _read(file: int, start: int, length: int) -> bytes:
    os.lseek(file, start, os.SEEK_SET)
    return os.read(file, length)


def _ends(file: int, length: int) -> bool:
    """Whether *file* has a line's end just before *length*."""
    return length == 0 or _read(file, length - 1, 1) == b"\n"
