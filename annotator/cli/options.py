"""What the commands share: options, settings, the tally behind the exit code, errors as one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.console import EXIT_FINDINGS, EXIT_INPUT, Console, fail
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.batch import Failure
    from annotator.config import Settings
    from annotator.types import Annotation


class Group(click.Group):
    """Turns the package's own errors into one clear line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a broken pipe ends quietly, as for any filter."""
        try:
            return super().invoke(ctx)
        except AnnotatorError as problem:
            fail(str(problem))
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)


def common(command: Any) -> Any:
    for option in reversed(
        (
            click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
            click.option("--select", multiple=True, metavar="RULE", help="Run only this rule (repeatable)."),
            click.option("--ignore", multiple=True, metavar="RULE", help="Leave this rule out (repeatable)."),
            click.option("--card", metavar="CARD", help="Score card: a shipped one's id, or a path.  [default: trained]"),
            click.option("--outlet", metavar="NAME", help="Who publishes the articles, where they do not say so."),
            click.option("--config", "config_path", type=click.Path(), help="Configuration file.  [default: annotator.toml here or above]"),
            click.option("--readability", is_flag=True, help="Add readability formulas, for information (extra: readability)."),
            click.option("--min-level", type=click.Choice(["note", "warn", "error"]), help="List findings of this level and above."),
            click.option("--fail-on", type=click.Choice(["note", "warn", "error"]), help="Exit 1 when there is such a finding."),
            click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary."),
            click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True),
        )
    ):
        command = option(command)
    return command


def settings_of(options: dict[str, Any]) -> Settings:
    from annotator import config

    path = options.pop("config_path")
    found = Path(path) if path else config.find(Path.cwd())
    base = config.load(found) if found else config.Settings()
    given = {name: options.pop(name, None) for name in ("select", "ignore", "card", "outlet", "min_level", "fail_on", "readability")}
    from msgspec.structs import replace

    settings = replace(base, **{name: value for name, value in given.items() if value})
    from annotator.pipeline import check_settings

    check_settings(settings)
    return settings


class Tally:
    """What the exit code depends on."""

    def __init__(self, fail_on: str | None) -> None:
        from annotator.config import LEVELS

        self._least = LEVELS.index(fail_on) + 1 if fail_on else 99
        self.failed = 0
        self.done = 0
        self.reached = False

    def count(self, annotation: Annotation) -> None:
        """Take note of a finished article."""
        self.done += 1
        self.reached = self.reached or any(f.severity >= self._least for f in annotation.findings)

    def exit(self) -> None:
        """Leave with the code that the inputs earned."""
        sys.exit(EXIT_INPUT if self.failed else EXIT_FINDINGS if self.reached else 0)


def run(paths: tuple[str, ...], settings: Settings, console: Console, tally: Tally) -> Iterator[Annotation]:
    """Finished annotations in order; failures go to stderr as they come."""
    from annotator.batch import Failure, annotate_paths, resolve

    every = resolve(paths)

    def articles() -> Iterator[Annotation | Failure]:
        with console.progress(every) as tracked:
            yield from annotate_paths(tracked, settings, stdin=sys.stdin.buffer)

    for result in articles():
        if isinstance(result, Failure):
            tally.failed += 1
            console.error(str(result))
        else:
            tally.count(result)
            yield result
