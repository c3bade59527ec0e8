"""Printing: colours where the terminal has them, one clear line for an error, a progress bar that stays out of the output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import click

from annotator.text.visible import visible

T = TypeVar("T")

EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INPUT = 3

_NARROW, _WIDE = 40, 140

_LOOKS = {
    "note": {"fg": "cyan"},
    "warn": {"fg": "yellow"},
    "error": {"fg": "red", "bold": True},
    "strong": {"bold": True},
    "dim": {"dim": True},
    "good": {"fg": "green"},
    "bad": {"fg": "magenta"},
}


def fail(message: str, code: int = EXIT_USAGE) -> NoReturn:
    """Print one line on stderr and leave."""
    click.echo(f"annotator: {visible(message)}", err=True)
    sys.exit(code)


class Console:
    """Where results, errors and progress go.

    :param color: ``auto`` (a terminal without NO_COLOR), ``always`` or ``never``.
    :param to_file: whether results go to files, so that standard output is free for a summary.
    """

    def __init__(self, color: str, *, quiet: bool, to_file: bool = False) -> None:
        self.watched = not to_file and sys.stdout.isatty()
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self._color = color == "always" or (color == "auto" and self.watched and not plain)
        self._quiet = quiet
        self._to_file = to_file

    @property
    def width(self) -> int | None:
        """Columns of the terminal that the result goes to; None where it goes elsewhere and no line may be folded."""
        return max(_NARROW, min(_WIDE, shutil.get_terminal_size().columns)) if self.watched else None

    def paint(self, text: str, role: str) -> str:
        """*text* in the look of *role*, where colours are on."""
        return click.style(text, **_LOOKS[role]) if self._color else text  # type: ignore[arg-type]

    def out(self, text: str) -> None:
        """A piece of the result."""
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()

    def error(self, message: str) -> None:
        """An input's failure."""
        click.echo(f"annotator: {visible(message)}", err=True)

    def say(self, message: str) -> None:
        """A line of summary, unless the caller asked for quiet."""
        if not self._quiet:
            click.echo(message, err=not self._to_file)

    @contextmanager
    def progress(self, items: Sequence[T]) -> Iterator[Iterable[T]]:
        """*items*, with a progress bar on stderr where there are several and somebody watches."""
        watched = sys.stderr.isatty() and (self._to_file or not sys.stdout.isatty())
        if self._quiet or len(items) < 2 or not watched:
            yield items
            return
        with click.progressbar(items, file=sys.stderr, label="annotating", show_pos=True) as bar:
            yield bar
