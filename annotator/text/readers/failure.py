"""An input that could not be read, as a value: one bad file or line never stops a run."""

from __future__ import annotations

from msgspec import Struct


class InputFailure(Struct, frozen=True):
    """What could not be read: the path as given, where in it (``line 3``; None: all of it), and what is wrong with its cure."""

    path: str
    where: str | None
    message: str

    def __str__(self) -> str:
        """One line: what, where, and the cure."""
        return f"{self.path}: {self.where}: {self.message}" if self.where else f"{self.path}: {self.message}"
