"""``annotator``: score, report, rules, explain, card, lexicon, config, schema."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator import __version__
from annotator.cli.console import EXIT_FINDINGS, EXIT_INPUT, Console, fail
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.batch import Failure
    from annotator.config import Settings
    from annotator.types import Annotation, Rule

FORMATS = ("text", "json", "jsonl", "html")


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


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="annotator")
def main() -> None:
    """Mark how news articles are sourced and worded, and score them by sums that anyone can check.

    Nothing leaves this machine. Exit codes: 0 done, 1 findings that --fail-on asks about, 2 wrong usage, 3 some inputs failed.
    """


def _common(command: Any) -> Any:
    for option in reversed(
        (
            click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
            click.option("--select", multiple=True, metavar="RULE", help="Run only this rule (repeatable)."),
            click.option("--ignore", multiple=True, metavar="RULE", help="Leave this rule out (repeatable)."),
            click.option("--card", metavar="CARD", help="Score card: a shipped one's id, or a path.  [default: policy]"),
            click.option("--outlet", metavar="NAME", help="Who publishes the articles, where they do not say so."),
            click.option("--config", "config_path", type=click.Path(), help="Configuration file.  [default: annotator.toml here or above]"),
            click.option("--min-level", type=click.Choice(["note", "warn", "error"]), help="List findings of this level and above."),
            click.option("--fail-on", type=click.Choice(["note", "warn", "error"]), help="Exit 1 when there is such a finding."),
            click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary."),
            click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True),
        )
    ):
        command = option(command)
    return command


def _settings(options: dict[str, Any]) -> Settings:
    from annotator import config

    path = options.pop("config_path")
    found = Path(path) if path else config.find(Path.cwd())
    base = config.load(found) if found else config.Settings()
    given = {name: options.pop(name) for name in ("select", "ignore", "card", "outlet", "min_level", "fail_on")}
    from msgspec.structs import replace

    settings = replace(base, **{name: value for name, value in given.items() if value})
    from annotator.pipeline import check_settings

    check_settings(settings)
    return settings


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """The rules that run under *settings*."""
    from annotator.pipeline import extractors

    return tuple(extractor.RULE for extractor in extractors(settings))


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


def _run(paths: tuple[str, ...], settings: Settings, console: Console, tally: Tally) -> Iterator[Annotation]:
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


@contextmanager
def _sink(output: str | None) -> Iterator[list[str]]:
    """Collects text for a file that is written whole at the end."""
    parts: list[str] = []
    yield parts
    if output:
        from annotator.batch import write

        write(Path(output), "".join(parts))


def _rendered(annotations: Iterable[Annotation], form: str, settings: Settings, console: Console) -> Iterator[str]:
    if form == "jsonl":
        from annotator.report.json import render_line

        for annotation in annotations:
            yield render_line(annotation) + "\n"
    elif form == "json":
        from annotator.report.json import render

        yield render(list(annotations))
    elif form == "html":
        from annotator.report.html import render as render_html

        for annotation in annotations:
            yield render_html(annotation, rules_of(settings))
    else:
        from annotator.report.text import render as render_text

        for number, annotation in enumerate(annotations):
            yield ("\n" if number else "") + render_text(annotation, min_level=settings.min_level, paint=console.paint)


@main.command()
@_common
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
def score(paths: tuple[str, ...], form: str, output: str | None, **options: Any) -> None:
    """Score articles: files, folders, globs, or - for standard input."""
    console = Console(options.pop("color"), quiet=options.pop("quiet"), to_file=output is not None)
    settings = _settings(options)
    tally = Tally(settings.fail_on)
    with _sink(output) as parts:
        for piece in _rendered(_run(paths, settings, console, tally), form, settings, console):
            if output:
                parts.append(piece)
            else:
                console.out(piece)
    tally.exit()


@main.command()
@_common
@click.option("-o", "--output", type=click.Path(file_okay=False), required=True, help="Folder for the pages.")
def report(paths: tuple[str, ...], output: str, **options: Any) -> None:
    """Write an HTML page for each article, and an index, into a folder."""
    from annotator.batch import Failure, annotate_paths, report_folder, resolve

    console = Console(options.pop("color"), quiet=options.pop("quiet"), to_file=True)
    settings = _settings(options)
    tally = Tally(settings.fail_on)
    with console.progress(resolve(paths)) as tracked:
        for result in report_folder(annotate_paths(tracked, settings, stdin=sys.stdin.buffer), Path(output), rules_of(settings)):
            if isinstance(result, Failure):
                tally.failed += 1
                console.error(str(result))
            else:
                tally.count(result)
    console.say(f"{tally.done} articles, {tally.failed} failed: {Path(output) / 'index.html'}")
    tally.exit()


@main.command()
def rules() -> None:
    """List the rules."""
    from annotator.config import Settings
    from annotator.pipeline import extractors

    for extractor in extractors(Settings()):
        rule = extractor.RULE
        click.echo(f"{rule.id:<20} {rule.code}  {rule.dimension:<9} {rule.summary}")


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Print the manual page of RULE: what it marks, why, what it does not mean, sources, examples."""
    from annotator.pipeline import manual

    click.echo(manual(rule))


class CardGroup(Group):
    """``annotator card NAME`` prints a card; other words after ``card`` are its commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what is no command and no option as the name of a card to print."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@main.group(cls=CardGroup)
def card() -> None:
    """Print a score card (card [NAME]), or compare two."""


@card.command(name="show")
@click.argument("name", default="policy")
def show_card(name: str) -> None:
    """Print a score card: every weight with its rationale and source."""
    from annotator.score import load_card
    from annotator.score.show import render

    click.echo(render(load_card(name)), nl=False)


@card.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
def diff(left: str, right: str) -> None:
    """What card B does differently from card A, term by term."""
    from annotator.score import load_card
    from annotator.score.show import difference

    click.echo(difference(load_card(left), load_card(right)), nl=False)


@main.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--label", default="label", show_default=True, help="Field that holds 0 (ordinary report) or 1.")
@click.option("--from", "base", default="trained", show_default=True, help="Card whose terms, directions and engines are kept.")
@click.option("--background", multiple=True, type=click.Path(path_type=Path), help="Articles without labels, taken as ordinary reports.")
@click.option("--id", "name", help="The new card's id.  [default: the output's name]")
@click.option("--data", help="What the articles are and under which licence, for the card.  [default: the files' names]")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Card to write, .toml.")
def train(
    articles: tuple[Path, ...], label: str, base: str, background: tuple[Path, ...], name: str | None, data: str | None, output: Path
) -> None:
    """Learn a card's points from ARTICLES (JSON Lines), each with a text and a label; outlets are told apart by the field outlet."""
    from annotator.batch import write
    from annotator.config import Settings
    from annotator.evaluation.articles import trained
    from annotator.score.write import toml

    learned = trained(articles, background, Settings(card=base), label=label, name=name or output.stem, data=data)
    write(output, toml(learned))
    for line in learned.results:
        click.echo(line)
    click.echo(f"wrote {output}")


@main.command(name="explain-score")
@_common
def explain_score(paths: tuple[str, ...], **options: Any) -> None:
    """Say where each score comes from, down to the passages, and what would change it."""
    from annotator.score.explain import explain as text

    console = Console(options.pop("color"), quiet=options.pop("quiet"), to_file=False)
    settings = _settings(options)
    tally = Tally(settings.fail_on)
    from annotator.score import load_card

    for annotation in _run(paths, settings, console, tally):
        console.out(text(annotation, load_card(settings.card)))
    tally.exit()


@main.group()
def lexicon() -> None:
    """Work with the lexicons."""


@lexicon.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Check that every lexicon entry explains itself and does what its examples say."""
    from annotator.lexicon.check import check as run
    from annotator.lexicon.check import size

    problems = run(folder)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        fail(f"{len(problems)} problems in the lexicons; mend the entries named above")
    click.echo(size(folder))


@main.group(name="config")
def config_group() -> None:
    """Work with the configuration."""


@config_group.command()
@click.option("--config", "config_path", type=click.Path(), help="Configuration file.  [default: annotator.toml here or above]")
def show(config_path: str | None) -> None:
    """Print the settings that hold here, and where they come from."""
    from msgspec.structs import asdict

    from annotator import config

    found = Path(config_path) if config_path else config.find(Path.cwd())
    click.echo(f"# {found or 'defaults: no annotator.toml here or above'}")
    for name, value in asdict(config.load(found) if found else config.Settings()).items():
        click.echo(f"{name} = {value!r}")


@main.command()
def schema() -> None:
    """Print the JSON Schema of the JSON output."""
    from annotator.report.schema import text

    click.echo(text(), nl=False)


@main.group()
def evaluate() -> None:
    """Measure against gold data, with 95 % intervals."""


@evaluate.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--anonymity", type=click.Path(path_type=Path), help="Labels of source spans (JSON Lines), for the anonymous figures.")
@click.option("--card", metavar="CARD", help="Score card; it names the attribution engine.")
def attribution(gold: Path, anonymity: Path | None, card: str | None) -> None:
    """Quotes, contents, cues, sources and anonymous mentions against GOLD attributions (JSON Lines)."""
    from annotator.config import Settings
    from annotator.evaluation.attribution import evaluate as run
    from annotator.evaluation.counts import table

    click.echo(table(run(gold, Settings(card=card) if card else Settings(), anonymity)))


@evaluate.command(name="articles")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--card", metavar="CARD", help="Score card.  [default: the package's]")
@click.option("--against", metavar="CARD", help="Second card, for the agreement of the two rankings.  [default: the other shipped one]")
@click.option("--label", default="label", show_default=True, help="Field that holds 0 (ordinary report) or 1.")
def evaluate_articles(gold: Path, card: str | None, against: str | None, label: str) -> None:
    """How well the scores tell GOLD articles labelled 0 and 1 apart (JSON Lines), and what each feature adds."""
    from annotator.config import Settings
    from annotator.evaluation.articles import report as run

    settings = Settings(card=card) if card else Settings()
    click.echo(run(gold, settings, against or ("trained" if settings.card == "policy" else "policy"), label))


@evaluate.command(name="language")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--card", metavar="CARD", help="Score card; it names the language engine.")
def evaluate_language(gold: Path, card: str | None) -> None:
    """Loaded wording against GOLD sentences or articles with labels (JSON Lines)."""
    from annotator.config import Settings
    from annotator.evaluation.language import evaluate as run
    from annotator.evaluation.language import table

    click.echo(table(run(gold, Settings(card=card) if card else Settings())))


@evaluate.command(name="asides")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--card", metavar="CARD", help="Score card; it names the attribution engine.")
def evaluate_asides(gold: Path, card: str | None) -> None:
    """Asides, scare quotes, vague and second-hand attribution and set-aside text against GOLD spans (JSON Lines)."""
    from annotator.config import Settings
    from annotator.evaluation.asides import evaluate as run
    from annotator.evaluation.counts import table

    click.echo(table(run(gold, Settings(card=card) if card else Settings())))
