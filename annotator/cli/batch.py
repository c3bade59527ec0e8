"""``annotator batch``: any number of articles into a folder, over all cores or a cluster, with resume."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from annotator.cli.console import EXIT_FINDINGS, EXIT_INPUT, Console
from annotator.cli.options import settings_of

if TYPE_CHECKING:
    from annotator.batch.run import Step

_NAMED = 20
"""Failures that are named on standard error; the summary names all."""

EXIT_STOPPED = 130


class Bar:
    """The progress bar: articles, rate, failures and time left, by the bytes that are read."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = False if quiet else sys.stderr.isatty()
        self._bar: Any = None
        self._begun_with = 0
        self._failures = 0

    def __call__(self, step: Step) -> None:
        """Show how far the run is."""
        if self._bar is None:
            self._begin(step)
        if step.failure:
            self._failures += 1
            if self._failures <= _NAMED:
                self._bar.write(f"annotator: {step.failure}", file=sys.stderr)
            if self._failures == _NAMED:
                self._bar.write("annotator: further failures are named in summary.csv only", file=sys.stderr)
        done = step.state.done
        rate = (done - self._begun_with) / max(self._bar.format_dict["elapsed"], 1e-9)
        failed = f", {step.state.failed:,} failed" if step.state.failed else ""
        self._bar.set_description_str(f"{done:,} articles, {rate:,.1f}/s{failed}", refresh=False)
        self._bar.update(min(step.read, step.total or step.read) - self._bar.n)

    def close(self) -> None:
        """Leave the bar as it is."""
        if self._bar is not None:
            self._bar.close()

    def _begin(self, step: Step) -> None:
        from tqdm import tqdm

        tqdm.monitor_interval = 0
        self._begun_with = step.state.done
        known = "{desc} |{bar}| {percentage:3.0f}% [{elapsed}, {remaining} left]"
        self._bar = tqdm(
            total=step.total,
            initial=step.read,
            file=sys.stderr,
            disable=not self._shown,
            bar_format=known if step.total else "{desc} [{elapsed}]",
            dynamic_ncols=True,
            mininterval=0.2,
        )


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the results.")
@click.option("--workers", type=click.IntRange(1), help="Worker processes.  [default: one a core]")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=120.0, show_default=True, help="Seconds an article may take.")
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, help="MiB a worker may use.")
@click.option("--html/--no-html", default=False, show_default=True, help="A page for each article, and an index.")
@click.option("--parquet", is_flag=True, help="The summary as Parquet too (needs pyarrow).")
@click.option("--restart", is_flag=True, help="Throw away what an earlier run left in the folder.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask cluster's scheduler, tcp://host:port.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only this rule (repeatable).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave this rule out (repeatable).")
@click.option("--card", metavar="CARD", help="Score card: a shipped one's id, or a path.  [default: trained]")
@click.option("--outlet", metavar="NAME", help="Who publishes the articles, where they do not say so.")
@click.option("--config", "config_path", type=click.Path(), help="Configuration file.  [default: annotator.toml here or above]")
@click.option("--readability", is_flag=True, help="Add readability formulas, for information (extra: readability).")
@click.option("--fail-on", type=click.Choice(["note", "warn", "error"]), help="Exit 1 when there is such a finding.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
def batch(
    paths: tuple[str, ...],
    output: Path,
    workers: int | None,
    timeout: float,
    memory: int,
    html: bool,
    parquet: bool,
    restart: bool,
    engine: Literal["local", "dask"],
    scheduler: str | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Annotate any number of articles into a folder: files, folders, globs, JSON Lines, CSV, Parquet, or - for standard input.

    OUTPUT/annotations.jsonl has a line an article in input order, OUTPUT/summary.csv a row an input. Run the same command again to go on
    after an interruption; what is finished is never done twice.
    """
    from annotator.batch.run import Plan, run
    from annotator.config import LEVELS

    settings = settings_of({**options, "min_level": None})
    plan = Plan(
        inputs=paths,
        folder=output,
        settings=settings,
        workers=workers,
        timeout=timeout,
        memory=memory,
        html=html,
        parquet=parquet,
        restart=restart,
        engine=engine,
        scheduler=scheduler,
    )
    console = Console("never", quiet=quiet, to_file=True)
    bar = Bar(quiet=quiet)
    signal.signal(signal.SIGTERM, _stop)
    try:
        state = run(plan, stdin=sys.stdin.buffer, watch=bar)
    except KeyboardInterrupt:
        bar.close()
        console.error(f"stopped; what is finished is kept in {output}: run the same command again to go on")
        sys.exit(EXIT_STOPPED)
    finally:
        bar.close()
    console.say(f"{state.done - state.failed:,} articles, {state.failed:,} failed: {output / ('index.html' if html else 'summary.csv')}")
    reached = settings.fail_on is not None and state.worst > LEVELS.index(settings.fail_on)
    sys.exit(EXIT_INPUT if state.failed else EXIT_FINDINGS if reached else 0)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt
