"""``annotator evaluate`` and ``train``: measure against gold data, and learn a card from it."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
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
@click.option("--categories", is_flag=True, help="How often each category of the lexicons is right, instead.")
def evaluate_language(gold: Path, card: str | None, categories: bool) -> None:
    """Loaded wording against GOLD sentences or articles with labels (JSON Lines)."""
    from annotator.config import Settings
    from annotator.evaluation import language

    settings = Settings(card=card) if card else Settings()
    click.echo(
        language.category_table(language.categories(gold, settings)) if categories else language.table(language.evaluate(gold, settings))
    )


@evaluate.command(name="asides")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--card", metavar="CARD", help="Score card; it names the attribution engine.")
def evaluate_asides(gold: Path, card: str | None) -> None:
    """Asides, scare quotes, vague and second-hand attribution and set-aside text against GOLD spans (JSON Lines)."""
    from annotator.config import Settings
    from annotator.evaluation.asides import evaluate as run
    from annotator.evaluation.counts import table

    click.echo(table(run(gold, Settings(card=card) if card else Settings())))


@click.command()
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
