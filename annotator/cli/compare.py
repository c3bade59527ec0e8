"""``annotator cluster``: which articles tell the same story. ``annotator compare``: one story as several outlets tell it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.console import EXIT_INPUT, Console
from annotator.cli.options import Tally, run, settings_of

if TYPE_CHECKING:
    from annotator.types import Article


def _deliver(content: str, output: str | None, console: Console) -> None:
    if output:
        from annotator.batch import write

        write(Path(output), content)
    else:
        console.out(content)


class _Reader:
    """Articles of the paths, one at a time; failures go to stderr and are counted."""

    def __init__(self, paths: tuple[str, ...], console: Console) -> None:
        self._paths = paths
        self._console = console
        self.failed = 0

    def _fail(self, message: str) -> None:
        self.failed += 1
        self._console.error(message)

    def __iter__(self) -> Iterator[Article]:
        from annotator.batch import Failure, resolve
        from annotator.text.readers import InputFailure, read

        with self._console.progress(resolve(self._paths)) as tracked:
            for path in tracked:
                if isinstance(path, Failure):
                    self._fail(str(path))
                    continue
                for article in read(path, stdin=sys.stdin.buffer):
                    if isinstance(article, InputFailure):
                        self._fail(f"{article.path}{f':{article.where}' if article.where else ''}: {article.message}")
                    else:
                        yield article


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--days", type=click.IntRange(min=0), default=7, show_default=True, help="A story's articles lie within so many days.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.12, show_default=True, help="How alike they are on average.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def cluster(paths: tuple[str, ...], days: int, threshold: float, form: str, output: str | None, quiet: bool, color: str) -> None:
    """Group articles that tell the same story, and say why.

    Needs scikit-learn (pip install 'annotator[compare]'). Articles without a date are grouped by their words alone.
    """
    from annotator.compare.cluster import cluster as grouped
    from annotator.report.cluster import render, render_json

    console = Console(color, quiet=quiet, to_file=output is not None)
    reader = _Reader(paths, console)
    found = grouped(reader, days=days, threshold=threshold)
    _deliver(render_json(found) if form == "json" else render(found, paint=console.paint, width=console.width), output, console)
    sys.exit(EXIT_INPUT if reader.failed else 0)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH PATH...")
@click.option(
    "--card", metavar="CARD", help="Score card whose engines read the articles: a shipped one's id, or a path.  [default: trained]"
)
@click.option("--config", "config_path", type=click.Path(), help="Configuration file.  [default: annotator.toml here or above]")
@click.option("--format", "form", type=click.Choice(("html", "text", "json")), help="[default: html to a file, text to the terminal]")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def compare(
    paths: tuple[str, ...], card: str | None, config_path: str | None, form: str | None, output: str | None, quiet: bool, color: str
) -> None:
    """Put two to six articles about one story side by side.

    Claims that several have and what only one has, whom each outlet puts a claim on, loaded words, upstream, rates. No winner.
    """
    from annotator.compare.comparison import compare as compared
    from annotator.report import compare as writers

    console = Console(color, quiet=quiet, to_file=output is not None)
    settings = settings_of({"card": card, "config_path": config_path})
    tally = Tally(None)
    found = compared(list(run(paths, settings, console, tally)))
    form = form or ("html" if output else "text")
    if form == "text":
        content = writers.render_text(found, paint=console.paint, width=console.width)
    else:
        content = writers.render(found) if form == "html" else writers.render_json(found)
    _deliver(content, output, console)
    if output:
        console.say(f"{len(found.sides)} articles, {sum(row.status != 'only' for row in found.claims)} claims in several: {output}")
    tally.exit()
