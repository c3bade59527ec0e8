"""The command line: one group, its commands in the modules beside this one, each imported when it is asked for."""

from __future__ import annotations

import gc
import os
import sys
import threading
from importlib import import_module
from typing import NoReturn

import click

from annotator import __version__
from annotator.cli.options import Group

_COMMANDS = {
    "batch": "batch",
    "card": "show",
    "cluster": "compare",
    "compare": "compare",
    "config": "show",
    "evaluate": "evaluate",
    "explain": "show",
    "explain-score": "score",
    "lexicon": "show",
    "report": "score",
    "rules": "show",
    "schema": "show",
    "score": "score",
    "train": "evaluate",
}
"""Each command's module."""


class Commands(Group):
    """A group that imports a command's module when somebody asks for the command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"annotator.cli.{_COMMANDS[cmd_name]}")
        return next(found for found in vars(module).values() if isinstance(found, click.Command) and found.name == cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="annotator")
def main() -> None:
    """Mark how news articles are sourced and worded, and score them by sums that anyone can check.

    Nothing leaves this machine. Exit codes: 0 done, 1 findings that --fail-on asks about, 2 wrong usage, 3 some inputs failed.
    """


def run() -> NoReturn:
    """The program: :func:`main`, and out at once.

    To give back memory object by object takes Python a sixth of the time in which one article is scored, so that is left to the
    system, unless something waits for the end of the program: another thread or a worker process. Loading makes many objects and no
    garbage, so the collector, which would look through them twenty times, comes less often than it does by itself.
    """
    gc.set_threshold(50_000, 20, 20)
    code: object = 1
    try:
        main(prog_name="annotator")
    except SystemExit as leaving:
        code = leaving.code
    if threading.active_count() > 1 or "multiprocessing" in sys.modules or isinstance(code, str):
        sys.exit(code if isinstance(code, str | int) else 0)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # closed already, or nobody reads
            code = code or 0
    os._exit(code if isinstance(code, int) else 0)
