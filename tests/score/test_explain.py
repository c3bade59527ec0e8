"""The explanation in words names every term that counts down to its passages, with figures that are the score's own."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from annotator.cli.main import main
from annotator.config import Settings
from annotator.pipeline import annotate
from annotator.score import load_card
from annotator.score.explain import explain
from annotator.score.phrases import number
from annotator.types import Annotation
from tests.conftest import SEEDS

TERM = re.compile(r"^ {2} *([+−][\d.]+)  (?!line |\d+ more passage)(.+)$", re.MULTILINE)
PASSAGE = re.compile(r"^ {12} *([+−][\d.]+)  (?:line (\d+):(\d+) |(\d+) more passage)", re.MULTILINE)


def _number(points: str) -> float:
    return float(points.replace("−", "-"))


def _seed(name: str, card: str) -> tuple[Annotation, str]:
    annotation = annotate((SEEDS / f"{name}.txt").read_text(encoding="utf-8"), settings=Settings(card=card))
    return annotation, explain(annotation, load_card(card))


@pytest.mark.parametrize("name", ["ferry-retold", "quarry-snark"])
@pytest.mark.parametrize("card", ["policy", "trained"])
def test_points_in_words_add_up_to_the_score_and_passages_to_the_terms(name: str, card: str) -> None:
    annotation, text = _seed(name, card)
    for score in annotation.scores[:2]:
        part = text[text.index(f"{score.dimension} {score.value} of 100: started at") :]
        part = part[: part.index("is the sum")]
        start = float(re.findall(r"started at ([\d.-]+)", part)[0])
        terms = list(TERM.finditer(part))
        assert start + sum(_number(m[1]) for m in terms) == pytest.approx(score.raw, abs=0.05 * (len(terms) + 10))
        for at, term in enumerate(terms):
            below = part[term.end() : terms[at + 1].start() if at + 1 < len(terms) else len(part)]
            shares = [_number(m[1]) for m in PASSAGE.finditer(below)]
            assert shares
            assert sum(shares) == pytest.approx(_number(term[1]), abs=0.05 * (len(shares) + 1))


def test_the_wording() -> None:
    said = "Two officials said {}. Another official said {}. One person said {}. "
    text = "The council met on Monday.\n" + said.format("talks had stalled", "the vote was lost", "the mayor would go") + "\n"
    text += "It sat for three hours and voted on the plan for the port, the roads and the schools of the county.\n" * 12
    annotation = annotate(text, settings=Settings(card="policy"))
    words = explain(annotation, load_card("policy"))
    sourcing = annotation.scores[0]
    assert f"sourcing {sourcing.value} of 100: started at 46" in words
    part = next(part for part in sourcing.contributions if part.feature == "anonymous_unexplained")
    count = len(part.evidence)
    assert count >= 2
    points = f"{part.points:+.1f}".replace("-", "−")
    assert f"{points}  {number(count)} attributions to unnamed sources with no specific reason, " in words
    assert re.search(r"no specific reason, \d+% of attributions \(line 2\)", words)
    assert 'line 2:1 "Two officials"' in words
    without = round(sourcing.raw - part.points)
    assert f"without the {number(count)} attributions to unnamed sources" in words
    assert f"(line 2), {sourcing.value} → {without}" in words


def test_what_would_change_it_comes_true() -> None:
    """Without a loaded word the score rises by what was said, as near as the words that are left allow."""
    text = "The council met on Monday, said Anna Keller, the treasurer, and voted on the budget of the county. " * 12
    text += "\nReporters met the strongman at the port in the evening.\n"
    before = annotate(text, settings=Settings(card="policy"))
    words = explain(before, load_card("policy"))
    found = re.search(r"without the loaded word \(\w+\) \(line 2\), \d+ → (\d+)", words)
    assert found
    after = annotate(text.replace("strongman", "man"), settings=Settings(card="policy"))
    assert after.scores[1].value == pytest.approx(int(found[1]), abs=1)


def test_lines_are_those_of_the_passages() -> None:
    text = "Police closed the bridge.\r\n\r\nIt was a disgraceful decision.\r\n"
    annotation = annotate(text, settings=Settings(card="policy"))
    words = explain(annotation, load_card("policy"))
    assert "no score: too short" in words
    assert 'line 3:10 "disgraceful"' in words


def test_nothing_raw_reaches_the_terminal() -> None:
    text = "Two officials said \x1b[31mno\u202e. It was a disgraceful\x07 plan. " * 30
    annotation = annotate(text, id="a\x1b[2Jb")
    words = explain(annotation, load_card("trained"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", words)


def test_the_command() -> None:
    result = CliRunner().invoke(main, ["explain-score", str(SEEDS / "ferry-retold.txt"), "-q", "--card", "policy"])
    assert result.exit_code == 0
    assert "what would change it" in result.output
    assert result.output == explain(
        annotate((SEEDS / "ferry-retold.txt").read_text(encoding="utf-8"), settings=Settings(card="policy")), load_card("policy")
    ).replace("text\n", f"{SEEDS / 'ferry-retold.txt'}\n", 1)
