"""Which articles tell the same story: retellings come together, other events on the same topic stay apart."""

from __future__ import annotations

import inspect
import json
import random
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.cli.compare import cluster as command
from annotator.compare import cluster as module
from annotator.compare.cluster import Clustering, cluster
from annotator.errors import MissingDependencyError
from annotator.report.cluster import render
from annotator.text.readers import read
from annotator.types import Article
from tests.compare.stories import STORIES, Story, text
from tests.conftest import ROOT, SEEDS

pytest.importorskip("sklearn", reason="cluster needs scikit-learn")


def run(*arguments: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, ["cluster", *arguments])


def told(story: Story, dates: tuple[str | None, str | None, str | None] = (None, None, None)) -> list[Article]:
    """The three articles of *story*."""
    tellings = zip("abc", (story.a, story.b, story.other), dates, strict=True)
    return [Article(id=f"{story.name}-{letter}", text=text(lines), date=day) for letter, lines, day in tellings]


def groups(found: Clustering) -> list[set[str]]:
    """The ids of each group."""
    return [{found.articles[member].id for member in group.members} for group in found.groups]


PAIRS = [{f"{story.name}-a", f"{story.name}-b"} for story in STORIES]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_two_tellings_come_together_without_the_event_that_is_like_theirs(story: Story) -> None:
    found = cluster(told(story))
    assert groups(found) == [{f"{story.name}-a", f"{story.name}-b"}]
    assert found.alone == (2,)


def test_all_stories_at_once() -> None:
    assert groups(cluster(article for story in STORIES for article in told(story))) == PAIRS


def test_the_threshold_is_no_knife_edge() -> None:
    articles = [article for story in STORIES for article in told(story)]
    for threshold in (0.95 * module.THRESHOLD, 1.3 * module.THRESHOLD):
        assert groups(cluster(articles, threshold=threshold)) == PAIRS


def test_the_order_of_the_articles_plays_no_part() -> None:
    articles = [article for story in STORIES for article in told(story)]
    expected = sorted(map(sorted, groups(cluster(articles))))
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert sorted(map(sorted, groups(cluster(articles)))) == expected


def test_the_sample_articles_pair_up_as_their_gold_says() -> None:
    gold = {path.name.removesuffix(".gold.toml"): tomllib.loads(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.gold.toml")}
    pairs = {frozenset({name, data["pair"]}) for name, data in gold.items() if "pair" in data}
    assert len(pairs) == 3
    files = sorted(path for path in SEEDS.iterdir() if path.suffix in (".txt", ".md", ".html") and path.name != "README.md")
    articles = [article for path in files for article in read(str(path)) if isinstance(article, Article)]
    found = cluster(articles)
    assert set(map(frozenset, groups(found))) == pairs
    assert len(found.alone) + 2 * len(pairs) == len(articles)


def test_dates_too_far_apart_keep_articles_apart() -> None:
    articles = told(STORIES[1], ("2024-03-04", "2024-03-24", None))
    assert groups(cluster(articles)) == []
    wide = cluster(articles, days=20)
    assert groups(wide) == [PAIRS[1]]
    assert wide.groups[0].days == 20


def test_no_group_spans_more_than_the_window() -> None:
    lines = STORIES[1].a
    articles = [Article(id=str(day), text=text(lines), date=f"2024-03-{day:02}") for day in range(1, 29, 3)]
    found = cluster(articles, days=7)
    assert all(group.days is not None and group.days <= 7 for group in found.groups)
    assert sum(len(group.members) for group in found.groups) + len(found.alone) == len(articles)


def test_it_says_why() -> None:
    found = cluster(told(STORIES[1]))
    why = {(term.kind, term.text) for term in found.groups[0].shared}
    assert ("name", "Veridex") in why
    assert ("number", "$6.5 million") in why
    assert ("quotation", "no indication") in why
    assert any(kind == "word" for kind, _ in why)
    assert all(term.members == 2 <= term.articles for term in found.groups[0].shared)
    assert found.groups[0].least == found.groups[0].alike >= found.threshold


def test_a_chain_of_neighbours_makes_no_group() -> None:
    """Each article shares half of what it says with the next, and the first nothing with the last."""
    topics = [tuple(f"Alpha{n} beta{n} gamma{n} delta{n} epsilon{n} zeta{n} took place." for _ in range(2)) for n in range(21)]
    found = cluster(Article(id=str(n), text=text((*topics[n], *topics[n + 1]))) for n in range(20))
    assert found.groups
    assert max(len(group.members) for group in found.groups) < 10


@pytest.mark.parametrize("texts", [[], [""], ["", "   \n"], ["One sentence only here."], ["!!! ???", "— — —"]])
def test_nothing_to_group(texts: list[str]) -> None:
    found = cluster(Article(id=str(n), text=given) for n, given in enumerate(texts))
    assert found.groups == ()
    assert found.alone == tuple(range(len(texts)))


def test_copies_come_together_and_hostile_text_does_no_harm() -> None:
    hostile = "\u202e<script>\x00 " + "x" * 50_000 + " \ud83d\ude00 " + "A B " * 5_000
    articles = [*told(STORIES[0])[:1], *told(STORIES[0])[:1], Article(id="hostile", text=hostile), Article(id="again", text=hostile)]
    assert [group.members for group in cluster(articles).groups] == [(0, 1), (2, 3)]


def test_thousands_of_articles() -> None:
    """Sparse neighbours: time and memory grow with the articles that share rare terms, not with all pairs."""
    draw = random.Random(7)
    common = [f"word{n}" for n in range(3_000)]
    articles = []
    for story in range(1_000):
        facts = [[f"rare{story}x{fact}x{n}" for n in range(3)] for fact in range(6)]
        for telling in range(2):
            lines = [" ".join(["The", *draw.choices(common, k=6), *fact, *draw.choices(common, k=4)]) + "." for fact in facts]
            articles.append(Article(id=f"{story}-{telling}", text=text(tuple(lines))))
    found = cluster(articles)
    right = sum({found.articles[m].id.split("-")[0] for m in group.members} == {str(n)} for n, group in enumerate(found.groups))
    assert len(found.groups) == 1_000
    assert right == 1_000


def test_without_scikit_learn_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'annotator\[compare\]'"):
        cluster(told(STORIES[0]))
    result = run(str(SEEDS))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "annotator[compare]" in result.stderr


def test_the_extra_that_the_message_names_exists() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert any(requirement.startswith("scikit-learn") for requirement in extras["compare"])


def test_the_options_default_to_what_the_library_does() -> None:
    defaults = {name: parameter.default for name, parameter in inspect.signature(cluster).parameters.items()}
    options = {option.name: option.default for option in command.params}
    assert (options["days"], options["threshold"]) == (defaults["days"], defaults["threshold"])


def test_text_and_json_say_the_same(tmp_path: Path) -> None:
    for article in told(STORIES[3], ("2025-01-14", None, None)):
        (tmp_path / f"{article.id}.txt").write_text(article.text, encoding="utf-8")
    printed = run(str(tmp_path))
    assert printed.exit_code == 0
    assert "story 1: 2 articles" in printed.stdout
    assert "museum-c.txt" in printed.stdout.split("alone: 1")[1]
    assert "4.2 million" in printed.stdout
    data = json.loads(run(str(tmp_path), "--format", "json").stdout)
    assert [data["articles"][member]["id"] for member in data["groups"][0]["members"]] == ["museum-a", "museum-b"]
    assert [data["articles"][member]["id"] for member in data["alone"]] == ["museum-c"]


def test_it_reads_json_lines_with_dates_and_writes_a_file(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": article.id, "text": article.text, "date": day})
        for article, day in zip(told(STORIES[2]), ("2024-11-06", "2024-11-07", "2024-11-07"), strict=True)
    ]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    target = tmp_path / "out" / "stories.json"
    result = run(str(source), "--format", "json", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["groups"][0]["days"] == 1
    assert groups(cluster(told(STORIES[2], ("2024-11-06", "2024-12-07", None)))) == []


def test_a_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    for article in told(STORIES[0]):
        (tmp_path / f"{article.id}.txt").write_text(article.text, encoding="utf-8")
    result = run(str(tmp_path), str(tmp_path / "missing.txt"))
    assert result.exit_code == 3
    assert "missing.txt" in result.stderr
    assert "story 1: 2 articles" in result.stdout


def test_text_folds_to_the_terminal() -> None:
    text = render(cluster(article for story in STORIES for article in told(story)), width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert text.split() == render(cluster(article for story in STORIES for article in told(story))).split()


def test_what_is_printed_cannot_disturb_a_terminal(tmp_path: Path) -> None:
    for article in told(STORIES[0]):
        spoilt = {"id": article.id, "text": article.text.replace("crane", "crane\u202e\x1b[31m"), "title": "\x1b]0;x\x07 \u202ecrane"}
        (tmp_path / f"{article.id}.jsonl").write_text(json.dumps(spoilt), encoding="utf-8")
    result = run(str(tmp_path))
    assert "story 1" in result.stdout
    assert not set("\x1b\x07\u202e") & set(result.stdout)


def test_the_real_articles(real_seeds: dict[str, Path]) -> None:
    articles = [article for path in real_seeds.values() for article in read(str(path)) if isinstance(article, Article)]
    found = cluster(articles)
    assert [{article[:3] for article in group} for group in groups(found)] == [{"000", "001"}, {"002", "003"}]
    assert [found.articles[member].id[:3] for member in found.alone] == ["004"]


def test_the_real_articles_among_others(real_seeds: dict[str, Path]) -> None:
    files = [*real_seeds.values(), *sorted(SEEDS.glob("*.txt"))]
    articles = [article for path in files for article in read(str(path)) if isinstance(article, Article)]
    real = [{name[:3] for name in group} for group in groups(cluster(articles)) if min(group)[0].isdigit()]
    assert real == [{"000", "001"}, {"002", "003"}]
