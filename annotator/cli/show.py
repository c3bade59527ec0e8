"""``annotator rules``, ``explain``, ``card``, ``lexicon``, ``config`` and ``schema``: what the package knows, printed."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.console import fail
from annotator.cli.options import Group


@click.command()
def rules() -> None:
    """List the rules."""
    from annotator.config import Settings
    from annotator.pipeline import extractors

    for extractor in extractors(Settings()):
        rule = extractor.RULE
        click.echo(f"{rule.id:<20} {rule.code}  {rule.dimension:<9} {rule.summary}")


@click.command()
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


@click.group(cls=CardGroup)
def card() -> None:
    """Print a score card (card [NAME]), or compare two."""


@card.command(name="show")
@click.argument("name", default="trained")
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


@click.group()
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


@click.group(name="config")
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


@click.command()
def schema() -> None:
    """Print the JSON Schema of the JSON output."""
    from annotator.report.schema import text

    click.echo(text(), nl=False)
