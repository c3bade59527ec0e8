"""Annotating on a Dask cluster that is there already: the same articles, the same bytes.

A worker that dies gives its articles back to the scheduler, which sends them to others. An article that takes longer than it may ends the
worker process that it hangs in, which Dask's nanny starts again. An article that the cluster gives up, since worker after worker died with
it or beside it, is tried here once more, in a process of its own, and named if it fails there too.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import queue
import threading
import time
from functools import partial
from types import TracebackType
from typing import Any

import msgspec

from annotator.batch.pool import Pool
from annotator.batch.work import Job, Result, work
from annotator.errors import AnnotatorError, MissingDependencyError
from annotator.text.readers import Piece

_DEEP = 3
"""Articles sent for each thread of the cluster, so that none waits for the network."""

_GONE = "the Dask scheduler is gone; what is finished is kept: start it, then run the same command again"

_NOBODY = 60.0
"""Seconds that a run waits for a cluster without a worker."""


class Cluster:
    """A Dask cluster as an engine.

    :param scheduler: its address, ``tcp://host:port``.
    :param timeout: seconds that an article may take.
    :param memory: MiB that a process may use which tries here what the cluster gave up.
    :raises MissingDependencyError: the package distributed is not installed.
    :raises AnnotatorError: nobody answers at the address, or there are no workers.
    """

    def __init__(self, job: Job, scheduler: str, timeout: float, memory: int) -> None:
        try:
            import distributed
        except ImportError:
            raise MissingDependencyError("--engine dask needs the package distributed; pip install distributed") from None
        self._job, self._timeout = msgspec.msgpack.encode(job), timeout
        self._local = partial(Pool, job, 1, timeout, memory)
        self._given_up = (distributed.KilledWorker, distributed.CancelledError, MemoryError, TimeoutError)
        self._logs = _silence()
        try:
            client: Any = distributed.Client
            self._client = client(scheduler, timeout=10, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as problem:
            raise AnnotatorError(f"{scheduler}: no Dask scheduler answers ({_first(problem)}); check the address") from None
        self._finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._pieces: dict[str, tuple[int, Piece, Any]] = {}
        self._most = 0
        self._counted = 0.0
        self._alone = time.monotonic()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._client.cancel([future for _, _, future in self._pieces.values()], force=True)
        self._client.close(timeout=5)
        for log, level in self._logs:
            log.setLevel(level)

    def room(self) -> bool:
        """Whether the cluster has less to do than it should have."""
        self._count()
        return len(self._pieces) < self._most

    def send(self, number: int, piece: Piece) -> None:
        """Submit the article."""
        future: Any = self._client.submit(far, msgspec.msgpack.encode(piece), self._job, self._timeout, pure=False)
        self._pieces[future.key] = number, piece, future
        future.add_done_callback(self._finished.put)

    def collect(self) -> list[tuple[int, Result]]:
        """Wait for an article, then take all that are finished.

        :raises AnnotatorError: the cluster lost its scheduler or its workers.
        """
        done: list[tuple[int, Result]] = []
        try:
            done.append(self._take(self._finished.get(timeout=1.0)))
            while True:
                done.append(self._take(self._finished.get_nowait()))
        except queue.Empty:
            pass
        if done:
            self._alone = time.monotonic()
        elif self._client.status not in ("running", "connecting"):
            raise AnnotatorError(_GONE)
        elif time.monotonic() - self._alone > _NOBODY + self._timeout:
            self._count()
            if not self._most:
                raise AnnotatorError("the Dask cluster has no workers; start some, then run the same command again")
        return done

    def _take(self, future: Any) -> tuple[int, Result]:
        number, piece, _ = self._pieces.pop(future.key)
        try:
            return number, msgspec.msgpack.decode(future.result(), type=Result)
        except self._given_up:  # a TimeoutError is an OSError too, so these come first
            if self._client.status != "running":
                raise AnnotatorError(_GONE) from None
            return number, self._here(piece)
        except OSError:
            raise AnnotatorError(_GONE) from None
        except Exception as problem:
            raise AnnotatorError(f"a Dask worker cannot do the work ({_first(problem)}); is the same annotator installed there?") from None

    def _here(self, piece: Piece) -> Result:
        """What becomes of an article on this machine."""
        with self._local() as pool:
            while not pool.room():
                pool.collect()
            pool.send(0, piece)
            while not (done := pool.collect()):
                pass
        return done[0][1]

    def _count(self) -> None:
        """Ask now and then how many threads the cluster has."""
        now = time.monotonic()
        if now - self._counted > (5.0 if self._most else 0.2):
            self._most = _DEEP * sum(self._client.nthreads().values())
            self._counted = now


def _silence() -> list[tuple[logging.Logger, int]]:
    """Keep Dask from printing: what goes wrong is said once, by the run. Returns what to undo."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in ("distributed", "tornado")]
    logs = [(log, log.level) for log in map(logging.getLogger, names)]
    for log, _ in logs:
        log.setLevel(logging.CRITICAL + 1)
    return logs


def _first(problem: BaseException) -> str:
    return (str(problem) or type(problem).__name__).splitlines()[0][:200]


_deadlines: dict[int, float] = {}
_changing = threading.Lock()
_silent = open(os.devnull, "w")  # noqa: SIM115  (must outlive every call: the watchdog writes to it when it ends the process)


def far(piece: bytes, job: bytes, timeout: float) -> bytes:
    """The work on one article as it runs on a worker of the cluster; ends the worker when it takes longer than *timeout* seconds."""
    me = threading.get_ident()
    _watch(me, time.monotonic() + timeout)
    try:
        return msgspec.msgpack.encode(work(msgspec.msgpack.decode(piece, type=Piece), msgspec.msgpack.decode(job, type=Job)))
    finally:
        _watch(me, None)


def _watch(thread: int, deadline: float | None) -> None:
    """Set or clear when this *thread* must be done: one clock for all threads of the process, which no hanging call stops."""
    with _changing:
        if deadline is None:
            _deadlines.pop(thread, None)
        else:
            _deadlines[thread] = deadline
        if _deadlines:
            left = max(0.01, min(_deadlines.values()) - time.monotonic())
            faulthandler.dump_traceback_later(left, exit=True, file=_silent)
        else:
            faulthandler.cancel_dump_traceback_later()
