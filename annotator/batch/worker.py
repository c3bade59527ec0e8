"""The worker's side: articles in from the line, results out, until the line ends."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys

import msgspec

from annotator.batch.work import Job, lost, work
from annotator.text.readers import Piece

_WORN = 128 * 2**20
"""Bytes in memory beyond which a worker asks to be replaced: neither one very long article nor what is remembered of very many words may
keep its memory for ever."""

_GRACE = 15.0
"""Seconds after the time allowed at which a worker ends by itself, should nobody be left to end it."""

_WARM = b'Two officials said on Monday that "talks had stalled," and the minister, who did not want to be named, agreed.'


def serve(line: socket.socket, job: Job, timeout: float, memory: int) -> None:
    """Work until the other end of the *line* closes.

    :param timeout: seconds after which whoever gave an article ends this process.
    :param memory: MiB that may be used beyond the code that is loaded.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    decode = msgspec.msgpack.Decoder(Piece).decode
    encode = msgspec.msgpack.Encoder().encode
    with line, line.makefile("rb") as incoming:
        try:
            tried = work(Piece("warm", "warm", "txt", _WARM), job)
            gc.collect()
            gc.freeze()
            _limit(memory)
            _send(line, (tried.reason or "").encode())
            if tried.reason:
                return
            while head := incoming.read(8):
                piece = decode(incoming.read(int.from_bytes(head, "little")))
                _alarm(timeout + _GRACE)
                try:
                    result = work(piece, job)
                except MemoryError:
                    result = None
                if result is None:
                    result = msgspec.structs.replace(lost(piece, f"ran out of memory ({memory} MiB, --memory)"), worn=True)
                elif _used() > _WORN:
                    result = msgspec.structs.replace(result, worn=True)
                _send(line, encode(result))
                _alarm(0)
                if result.worn:
                    return
                del piece, result
        except (OSError, EOFError, msgspec.DecodeError):  # the other end is gone, perhaps in the middle of a message
            return


def _send(line: socket.socket, message: bytes) -> None:
    line.sendall(len(message).to_bytes(8, "little") + message)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit(memory: int) -> None:
    """Make allocations beyond *memory* MiB fail in this process rather than burden the machine, where the system can do that."""
    try:
        import resource
    except ImportError:
        return
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    hard = resource.getrlimit(kind)[1]
    limit = memory << 20
    if hard == resource.RLIM_INFINITY or limit < hard:
        try:
            resource.setrlimit(kind, (limit, hard))
        except (OSError, ValueError):  # a system that knows the limit but does not set it
            return


def _used() -> int:
    """Bytes of this process that are in memory now, or were at most where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak << 10
