"""``annotator score``, ``report`` and ``explain-score``: articles in, findings and scores out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.console import Console
from annotator.cli.options import Tally, common, run, settings_of

if TYPE_CHECKING:
    from annotator.config import Settings
    from annotator.types import Annotation

FORMATS = ("text", "json", "jsonl", "html", "markdown")


@contextmanager
def _sink(output: str | None) -> Iterator[list[str]]:
    """Collects text for a file that is written whole at the end."""
    parts: list[str] = []
    yield parts
    if output:
        from annotator.batch import write

        write(Path(output), "".join(parts))


def _rendered(annotations: Iterable[Annotation], form: str, settings: Settings, console: Console, excerpts: bool) -> Iterator[str]:
    if form == "jsonl":
        from annotator.report.json import render_line

        for annotation in annotations:
            yield render_line(annotation) + "\n"
    elif form == "json":
        from annotator.report.json import render

        yield render(list(annotations))
    elif form == "html":
        from annotator.pipeline import guide
        from annotator.report.html import render as render_html

        for annotation in annotations:
            yield render_html(annotation, guide(settings))
    elif form == "markdown":
        from annotator.report.markdown import render as render_markdown

        for number, annotation in enumerate(annotations):
            yield ("\n" if number else "") + render_markdown(annotation, min_level=settings.min_level)
    else:
        from annotator.report.text import render as render_text

        look = partial(render_text, min_level=settings.min_level, paint=console.paint, width=console.width, excerpts=excerpts)
        for number, annotation in enumerate(annotations):
            yield ("\n" if number else "") + look(annotation)


@click.command()
@common
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
@click.option("--excerpts/--no-excerpts", default=None, help="Show each passage with carets under it.  [default: on a terminal]")
def score(paths: tuple[str, ...], form: str, output: str | None, excerpts: bool | None, **options: Any) -> None:
    """Score articles: files, folders, globs, or - for standard input."""
    console = Console(options.pop("color"), quiet=options.pop("quiet"), to_file=output is not None)
    settings = settings_of(options)
    tally = Tally(settings.fail_on)
    shown = console.watched if excerpts is None else excerpts
    with _sink(output) as parts:
        for piece in _rendered(run(paths, settings, console, tally), form, settings, console, shown):
            if output:
                parts.append(piece)
            else:
                console.out(piece)
    tally.exit()


@click.command()
@common
@click.option("-o", "--output", type=click.Path(file_okay=False), required=True, help="Folder for the pages.")
def report(paths: tuple[str, ...], output: str, **options: Any) -> None:
    """Write an HTML page for each article, and an index, into a folder."""
    from annotator.batch import Failure, annotate_paths, report_folder, resolve
    from annotator.pipeline import guide

    console = Console(options.pop("color"), quiet=options.pop("quiet"), to_file=True)
    settings = settings_of(options)
    tally = Tally(settings.fail_on)
    with console.progress(resolve(paths)) as tracked:
        for result in report_folder(annotate_paths(tracked, settings, stdin=sys.stdin.buffer), Path(output), guide(settings)):
            if isinstance(result, Failure):
                tally.failed += 1
                console.error(str(result))
            else:
                tally.count(result)
    console.say(f"{tally.done} articles, {tally.failed} failed: {Path(output) / 'index.html'}")
    tally.exit()


@click.command(name="explain-score")
@common
def explain_score(paths: tuple[str, ...], **options: Any) -> None:
    """Say where each score comes from, down to the passages, and what would change it."""
    from annotator.report.terminal import fold
    from annotator.score.explain import explain

    console = Console(options.pop("color"), quiet=options.pop("quiet"), to_file=False)
    settings = settings_of(options)
    tally = Tally(settings.fail_on)
    from annotator.score import load_card

    for annotation in run(paths, settings, console, tally):
        for line in explain(annotation, load_card(settings.card)).splitlines():
            indent = len(line) - len(line.lstrip()) + (8 if line.startswith(" ") else 2)
            console.out("\n".join(fold(line, console.width, indent)) + "\n")
    tally.exit()
