"""Annotating on this machine: worker processes, each on a line of its own, so that nothing that one does can stop another.

A worker that crashes, hangs or runs out of memory costs its article at most. The article of one that was killed is tried again, since
whoever killed it may have meant the process and not the article. Nothing here blocks on a worker: what it does not take or give waits.
"""

from __future__ import annotations

import multiprocessing
import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess
from types import TracebackType

import msgspec

from annotator.batch import worker
from annotator.batch.work import Job, Result, lost
from annotator.errors import AnnotatorError
from annotator.text.readers import Piece

_TRIES = 3
_OWN_FAULT = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE")
"""Signals by which a process ends through what it does itself: no other try would end otherwise."""
_IN_HAND = 2
"""Articles that a worker has at most: the one it works on, and the next."""
_FALSE_STARTS = 5
_START = 120.0
"""Seconds that a worker may take until it is ready."""
_READ = 1 << 18

_decode = msgspec.msgpack.Decoder(Result).decode
_encode = msgspec.msgpack.Encoder().encode


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Task:
    """An article on its way: its number, itself, how often it was tried."""

    __slots__ = ("number", "piece", "tries")

    def __init__(self, number: int, piece: Piece) -> None:
        self.number, self.piece, self.tries = number, piece, 0


class _Worker:
    """A process, the line to it, and what it has in hand: the article it works on and the next, so that it never waits for this process."""

    __slots__ = ("deadline", "incoming", "line", "outgoing", "process", "ready", "tasks")

    def __init__(self, process: BaseProcess, line: socket.socket) -> None:
        self.process, self.line = process, line
        self.ready = False
        self.tasks: deque[_Task] = deque()
        self.deadline = time.monotonic() + _START
        self.incoming = bytearray()
        self.outgoing = memoryview(b"")


class Pool:
    """Worker processes as an engine.

    :param count: how many workers.
    :param timeout: seconds that an article may take.
    :param memory: MiB that a worker may use beyond the code it loads; not enforced on every system.
    """

    def __init__(self, job: Job, count: int, timeout: float, memory: int) -> None:
        methods = multiprocessing.get_all_start_methods()
        if "forkserver" in methods:
            self._process: Callable[..., BaseProcess] = multiprocessing.get_context("forkserver").Process
            multiprocessing.set_forkserver_preload(["annotator.batch.worker", "annotator.cli.batch"])
        else:
            self._process = multiprocessing.get_context("spawn").Process
        self._arguments = (job, timeout, memory)
        self._timeout, self._memory = timeout, memory
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._done: list[tuple[int, Result]] = []
        self._false_starts = 0
        for _ in range(count):
            self._start()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        for each in self._workers:
            each.process.kill()
            each.line.close()
        for each in self._workers:
            each.process.join()
        self._selector.close()

    def room(self) -> bool:
        """Whether a worker takes an article."""
        return not self._again and self._idle() is not None

    def send(self, number: int, piece: Piece) -> None:
        """Give the article to the worker that has least to do."""
        self._give(_Task(number, piece))

    def collect(self) -> list[tuple[int, Result]]:
        """Wait until something is finished, a worker becomes ready, or one is lost.

        :raises AnnotatorError: workers do not start.
        """
        nearest = min((each.deadline for each in self._workers), default=0.0)
        for key, events in self._selector.select(max(0.0, min(nearest - time.monotonic(), 3600.0))):
            each: _Worker = key.data
            try:
                if events & selectors.EVENT_READ:
                    self._receive(each)
                elif each.outgoing:
                    self._push(each)
            except (BlockingIOError, InterruptedError):
                continue
            except OSError:
                self._ended(each)
        now = time.monotonic()
        for each in [each for each in self._workers if each.deadline <= now]:
            self._overdue(each)
        while self._again and self._idle() is not None:
            self._give(self._again.popleft())
        done, self._done = self._done, []
        return done

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._process(target=worker.serve, args=(theirs, *self._arguments), daemon=True)
            with _interrupts_wait():
                process.start()
        ours.setblocking(False)
        each = _Worker(process, ours)
        self._workers.append(each)
        self._selector.register(ours, selectors.EVENT_READ, each)

    def _idle(self) -> _Worker | None:
        ready = (each for each in self._workers if each.ready and len(each.tasks) < _IN_HAND)
        return min(ready, key=lambda each: len(each.tasks), default=None)

    def _give(self, task: _Task) -> None:
        each = self._idle()
        if each is None:
            self._again.append(task)
            return
        message = _encode(task.piece)
        if not each.tasks:
            each.deadline = time.monotonic() + self._timeout
        each.tasks.append(task)
        each.outgoing = memoryview(b"".join((each.outgoing, len(message).to_bytes(8, "little"), message)))
        try:
            self._push(each)
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self._ended(each)

    def _push(self, each: _Worker) -> None:
        """Send as much as the line takes; the rest waits until it takes more."""
        each.outgoing = each.outgoing[each.line.send(each.outgoing) :]
        self._selector.modify(each.line, selectors.EVENT_READ | (selectors.EVENT_WRITE if each.outgoing else 0), each)

    def _receive(self, each: _Worker) -> None:
        part = each.line.recv(_READ)
        if not part:
            self._ended(each)
            return
        each.incoming += part
        while len(each.incoming) >= 8 and len(each.incoming) >= 8 + (length := int.from_bytes(each.incoming[:8], "little")):
            message = bytes(each.incoming[8 : 8 + length])
            del each.incoming[: 8 + length]
            if not self._take(each, message):
                return

    def _take(self, each: _Worker, message: bytes) -> bool:
        """What a worker says; returns whether it goes on."""
        each.deadline = float("inf")
        if not each.ready:
            if message:
                raise AnnotatorError(f"workers cannot work: {message.decode()}")
            each.ready, self._false_starts = True, 0
            return True
        result = _decode(message)
        self._done.append((each.tasks.popleft().number, result))
        if result.worn:
            self._again.extend(each.tasks)
            self._replace(each)
            return False
        if each.tasks:
            each.deadline = time.monotonic() + self._timeout
        return True

    def _ended(self, each: _Worker) -> None:
        """A worker is gone: try the article that it worked on again, or give it up; the next one goes to another."""
        task = each.tasks.popleft() if each.tasks else None
        self._again.extend(each.tasks)
        code = self._replace(each)
        if not each.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise AnnotatorError(f"workers do not start: the last {_death(code)}; try --memory with more than {self._memory}")
        if task is None:
            return
        task.tries += 1
        if _signal(code) in _OWN_FAULT:
            self._done.append((task.number, lost(task.piece, f"its worker {_death(code)}; out of memory ({self._memory} MiB, --memory)?")))
        elif task.tries < _TRIES:
            self._again.append(task)
        else:
            self._done.append((task.number, lost(task.piece, f"its worker {_death(code)}, {_TRIES} times; out of memory?")))

    def _overdue(self, each: _Worker) -> None:
        task = each.tasks.popleft() if each.tasks else None
        self._again.extend(each.tasks)
        each.process.kill()
        self._replace(each)
        if task is None:
            raise AnnotatorError(f"a worker was not ready after {_START:.0f} seconds; is the machine overloaded?")
        self._done.append((task.number, lost(task.piece, f"not finished after {self._timeout:g} seconds (--timeout)")))

    def _replace(self, each: _Worker) -> int | None:
        """End a worker for good, start another, and say with which code it ended."""
        self._selector.unregister(each.line)
        self._workers.remove(each)
        each.line.close()
        each.process.join(0.5)
        each.process.kill()
        each.process.join()
        code = each.process.exitcode
        each.process.close()
        self._start()
        return code


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Let Ctrl-C wait for a moment; what is started meanwhile never hears of it, and is ended by this process instead."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else the first start would do that, and let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _signal(code: int | None) -> str:
    """The name of the signal that ended a process, empty if none did."""
    try:
        return signal.Signals(-code).name if code is not None and code < 0 else ""
    except ValueError:
        return f"signal {-(code or 0)}"


def _death(code: int | None) -> str:
    """What became of a process that ended with *code*."""
    return f"was killed by {_signal(code)}" if _signal(code) else f"ended with code {code}"
