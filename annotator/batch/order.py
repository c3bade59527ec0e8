"""Any order in, input order out: keeps every engine busy with a bounded number of articles in hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from annotator.batch.work import Result, unread
from annotator.text.readers import InputFailure, Piece

AHEAD = 1024
"""How many inputs may be taken up beyond the first that is not finished."""

HELD = 32 * 2**20
"""How many bytes may be in hand: sent out and not yet back, or back and waiting for an earlier one."""


class Engine(Protocol):
    """Whoever annotates articles for a run."""

    def room(self) -> bool:
        """Whether it takes another article now."""

    def send(self, number: int, piece: Piece) -> None:
        """Give it the article of that *number*."""

    def collect(self) -> list[tuple[int, Result]]:
        """Wait for something to happen, and take what is finished, if anything is."""


def in_order(pieces: Iterator[Piece | InputFailure], engine: Engine) -> Iterator[Result]:
    """The result of each of *pieces*, in their order."""
    ready: dict[int, Result] = {}
    sizes: dict[int, int] = {}
    held = 0
    taken = given = 0
    more = True
    while more or given < taken:
        while more and engine.room() and taken - given < AHEAD and held < HELD:
            piece = next(pieces, None)
            if piece is None:
                more = False
            elif isinstance(piece, InputFailure):
                ready[taken] = unread(piece)
                taken += 1
            else:
                sizes[taken] = len(piece.data)
                held += sizes[taken]
                engine.send(taken, piece)
                taken += 1
        if given not in ready and (given < taken or more):
            for number, result in engine.collect():
                ready[number] = result
                held += result.size - sizes[number]
                sizes[number] = result.size
        while given in ready:
            held -= sizes.pop(given, 0)
            yield ready.pop(given)
            given += 1
