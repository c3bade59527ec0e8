"""The command line: one group, its commands in the modules beside this one."""

from __future__ import annotations

import click

from annotator import __version__
from annotator.cli import batch, compare, evaluate, score, show
from annotator.cli.options import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="annotator")
def main() -> None:
    """Mark how news articles are sourced and worded, and score them by sums that anyone can check.

    Nothing leaves this machine. Exit codes: 0 done, 1 findings that --fail-on asks about, 2 wrong usage, 3 some inputs failed.
    """


for command in (
    score.score,
    score.report,
    batch.batch,
    score.explain_score,
    show.rules,
    show.explain,
    show.card,
    show.lexicon,
    show.config_group,
    show.schema,
    evaluate.evaluate,
    evaluate.train,
    compare.cluster,
    compare.compare,
):
    main.add_command(command)
