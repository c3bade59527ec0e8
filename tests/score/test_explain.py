"""The explanation in words names every term that counts, with figures that are the score's own."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from annotator.cli.main import main
from annotator.config import Settings
from annotator.pipeline import annotate
from annotator.score import load_card
from annotator.score.explain import explain
from tests.conftest import SEEDS


@pytest.mark.parametrize("card", ["policy", "trained"])
def test_points_in_words_add_up_to_the_score(card: str) -> None:
    annotation = annotate((SEEDS / "ferry-retold.txt").read_text(encoding="utf-8"), settings=Settings(card=card))
    text = explain(annotation, load_card(card))
    for score in annotation.scores[:2]:
        part = text[text.index(f"{score.dimension} {score.value} of 100") :]
        part = part[: part.index("is the sum")]
        start = float(re.findall(r"started at ([\d.-]+)", part)[0])
        points = [float(p) for p in re.findall(r"^ +([+-][\d.]+)  ", part, re.MULTILINE)]
        assert start + sum(points) == pytest.approx(score.raw, abs=0.05 * (len(points) + 10))


def test_lines_are_those_of_the_passages() -> None:
    text = "Police closed the bridge.\n\nIt was a disgraceful decision.\n"
    annotation = annotate(text)
    words = explain(annotation, load_card("policy"))
    assert "no score: too short" in words
    (line,) = [line for line in words.splitlines() if "(line" in line and "loaded words" in line]
    assert "(line 3)" in line


def test_the_command() -> None:
    result = CliRunner().invoke(main, ["explain-score", str(SEEDS / "ferry-retold.txt"), "-q"])
    assert result.exit_code == 0
    assert "what would change it most" in result.output
