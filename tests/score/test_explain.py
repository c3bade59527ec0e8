"""The explanation in words names every term that counts down to its passages, with figures that are the score's own."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from annotator.cli.main import main
from annotator.config import Settings
from annotator.phrases import number
from annotator.pipeline import annotate
from annotator.score import load_card
from annotator.score.explain import Text, changes, explain
from annotator.types import Annotation
from tests.conftest import SEEDS

TERM = re.compile(r"^ {2} *([+−][\d.]+)  (?!line |\d+ more passage)(.+)$", re.MULTILINE)
PASSAGE = re.compile(r"^ {12} *([+−][\d.]+)  (?:line (\d+):(\d+) |(\d+) more passage)", re.MULTILINE)


def _number(points: str) -> float:
    return float(points.replace("−", "-"))


def _changes_of(annotation: Annotation, card: str, dimension: str) -> list[str]:
    """All that would change a score, not only the heaviest."""
    loaded, score = load_card(card), next(score for score in annotation.scores if score.dimension == dimension)
    measured = {measure.feature: measure for measure in annotation.measures}
    rows = [(part, term, measured[term.feature]) for part, term in zip(score.contributions, loaded.terms(dimension), strict=True)]
    return list(changes(score, rows, Text(annotation.reading.text), most=99))


def _seed(name: str, card: str) -> tuple[Annotation, str]:
    annotation = annotate((SEEDS / f"{name}.txt").read_text(encoding="utf-8"), settings=Settings(card=card))
    return annotation, explain(annotation, load_card(card))


@pytest.mark.parametrize("name", sorted(path.stem for path in SEEDS.glob("*.txt")))
@pytest.mark.parametrize("card", ["policy", "trained"])
def test_points_in_words_add_up_to_the_score_and_passages_to_the_terms(name: str, card: str) -> None:
    annotation, text = _seed(name, card)
    for score in annotation.scores[:2]:
        if score.status == "abstained":
            continue
        part = text[text.index(f"{score.dimension} {score.value} of 100: started at") :]
        part = part[: part.index("is the sum")]
        start = float(re.findall(r"started at ([\d.-]+)", part)[0])
        terms = list(TERM.finditer(part))
        total = float(re.findall(r"^ +([\d.-]+)  $", part, re.MULTILINE)[0])
        assert total == pytest.approx(score.raw, abs=0.0501)
        assert start + sum(_number(m[1]) for m in terms) == pytest.approx(total)
        for at, term in enumerate(terms):
            below = part[term.end() : terms[at + 1].start() if at + 1 < len(terms) else len(part)]
            shares = [_number(m[1]) for m in PASSAGE.finditer(below)]
            assert shares
            assert sum(shares) == pytest.approx(_number(term[1]))


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
    assert f"with a specific reason for the {number(count)} attributions to unnamed sources" in words
    assert f"(line 2), {sourcing.value} → {without}" in words


DULL = "The council met on Monday, said Anna Keller, the treasurer, and voted on the budget of the county for the year. " * 12
CARRIED_OUT = (
    ("without the loaded word (warn)", "language", "\nReporters met the strongman at the port in the evening.\n", "strongman", "man"),
    (
        "with a specific reason for the attribution to an unnamed source",
        "sourcing",
        "\nOne port official said the cranes were old.\n",
        "One port official said",
        "One port official, who asked not to be named because he feared he would lose his post, said",
    ),
    (
        "without the word or phrase in scare quotes",
        "language",
        "\nThe “experts” left the hall at noon.\n",
        "“experts”",
        "experts",
    ),
    (
        "with a text that bears out the two words of the headline",
        "language",
        "\nThe hall was full.\n",
        "full",
        "full of tractors and ladders",
    ),
    ("with one more day of the week", "sourcing", "\nThe hall was full in the morning.\n", "in the morning", "on Friday"),
    (
        "with one more document cited",
        "sourcing",
        "\nThe hall was full.\n",
        "The hall was full.",
        "According to a report by the county auditor, the hall was full.",
    ),
    (
        "with one more named person or institution",
        "sourcing",
        "\nThe hall was full.\n",
        "The hall was full.",
        "Ruth Hale, the clerk, said the hall was full.",
    ),
    ("without the exclamation mark", "language", "\nThe hall was full!\n", "full!", "full."),
)


@pytest.mark.parametrize(("advice", "dimension", "end", "old", "new"), CARRIED_OUT, ids=[row[0] for row in CARRIED_OUT])
@pytest.mark.parametrize("card", ["policy", "trained"])
def test_what_would_change_it_comes_true(card: str, advice: str, dimension: str, end: str, old: str, new: str) -> None:
    """Carried out, the advice gives what was said: more where the same words count in other terms too, never less."""
    if "headline" in advice and card == "trained":
        pytest.skip("no term of this card")
    text, at = DULL + end, ("sourcing", "language").index(dimension)
    title = "Council votes on tractors and ladders" if "headline" in advice else None
    before = annotate(text, title=title, settings=Settings(card=card))
    assert text.count(old) == 1
    words = "\n".join(_changes_of(before, card, dimension))
    found = re.search(rf"([+−][\d.]+)  {re.escape(advice)}", words)
    assert found, words
    after = annotate(text.replace(old, new), title=title, settings=Settings(card=card))
    change = after.scores[at].raw - before.scores[at].raw
    assert change >= _number(found[1]) - 1.0, words
    assert change <= _number(found[1]) + 12.0, words


def test_lines_are_those_of_the_passages() -> None:
    text = "Police closed the bridge.\r\n\r\nIt was a disgraceful decision.\r\n"
    annotation = annotate(text, settings=Settings(card="policy"))
    words = explain(annotation, load_card("policy"))
    assert "no score: too short" in words
    assert "what would change" not in words
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
