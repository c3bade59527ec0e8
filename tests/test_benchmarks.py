"""The benchmark measures what it says: its prose is varied, its stages add up, missing peers are named, its tables come out."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from annotator import pipeline
from annotator.config import Settings
from annotator.lexicon.load import Lexicons
from annotator.pipeline import annotate
from benchmarks import growth, peers, plan, stages, timed
from benchmarks.prose import articles
from tests.conftest import ROOT

SHORT = list(articles(1500))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=ROOT, check=False, capture_output=True, text=True)


def test_prose_is_steady_and_varied() -> None:
    texts = list(articles(60_000))
    assert texts[:2] == list(articles(60_000))[:2] != list(articles(60_000, seed=8))[:2]
    words = " ".join(texts).lower().split()
    assert 60_000 <= len(words) < 63_000
    assert 7_000 < len({word.strip(".,:!?“”") for word in words}) < 12_000
    assert len(set(texts)) == len(texts)


def test_prose_reads_like_news() -> None:
    found = [annotate(text, settings=Settings(card="policy")) for text in articles(20_000)]
    words = sum(annotation.words for annotation in found)
    rate = {
        "quotes": sum(len(annotation.reading.quotes) for annotation in found),
        "attributions": sum(len(annotation.reading.attributions) for annotation in found),
        "sentences": sum(len(annotation.reading.document.sentences) for annotation in found),
    }
    assert 8 < 1000 * rate["quotes"] / words < 25
    assert 15 < 1000 * rate["attributions"] / words < 45
    assert 14 < words / rate["sentences"] < 26
    assert {finding.rule for annotation in found for finding in annotation.findings} >= {
        "anonymous-source",
        "loaded-language",
        "vague-attribution",
    }


@pytest.mark.parametrize("card", ["policy", "trained"])
def test_stages_add_up_to_the_whole(card: str) -> None:
    total, spent = stages.seconds(SHORT, Settings(card=card))
    assert sum(spent[name] for name in stages.NAMES) == pytest.approx(total)
    assert all(spent[name] > 0 for name in (*stages.NAMES, "JSON", "HTML"))
    peaks = stages.memory(SHORT[0], Settings(card=card))
    assert set(peaks) == set(spent) - {"the rest"}
    assert peaks["structure"] > len(SHORT[0])


def test_nothing_is_left_wrapped() -> None:
    functions = [(home, name, getattr(home, name)) for home, name in (*stages.STAGES.values(), (pipeline, "_judge"))]
    stages.seconds(SHORT[:1], Settings(card="policy"))
    assert all(getattr(home, name) is function for home, name, function in functions)
    assert Lexicons.scan.__name__ == "scan"


@pytest.mark.parametrize("kind", growth.KINDS)
def test_kinds_of_text_differ(kind: str) -> None:
    text = growth.sample(kind, 10_000)
    assert len(text) == 10_000
    assert kind == "prose" or text != growth.sample("prose", 10_000)


def test_warm_up_and_timed_texts_are_apart() -> None:
    every = [f"{number} words here" for number in range(100)]
    warm, rest = timed.split(every, 30)
    assert (len(warm), len(rest)) == (20, 10)
    assert not set(warm) & set(rest)


def test_a_missing_peer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    for name in ("spaCy", "spaCy blank", "textacy"):
        with pytest.raises(peers.MissingError, match=r"not installed \(spacy\)"):
            peers.PEERS[name].load(None)


def test_one_command_prints_the_tables() -> None:
    done = run("speed", "storage", "--rounds", "1", "--words", "900", "--no-peers")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\d+ cores, .+, Python 3\.\d+", done.stdout, re.MULTILINE)
    for line in (
        r"annotator, trained \| +[\d,]+ \|",
        r"annotator, policy ",
        r"attribution +\| +[\d.]+ \| +\d+%",
        r"annotations, JSON Lines +\| +[\d,]+ \|",
    ):
        assert re.search(rf"^\| {line}", done.stdout, re.MULTILINE), line


def test_the_planning_page_prints_what_the_plan_says() -> None:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    found = re.search(r"^\$ python -m benchmarks\.plan (.+)\n((?:\|.+\n)+)```", page, re.MULTILINE)
    assert found
    given = dict(re.findall(r"--(\w+) ([\d.]+)", found[1]))
    inputs = plan.Inputs(**{name: float(value) for name, value in given.items()})
    assert found[2].splitlines() == list(plan.lines(inputs))
    assert f"| words an article | {inputs.words:.0f} |" in page
    hours = 1e6 * inputs.words / inputs.rate / 3600 / inputs.busy
    assert f"1,000,000 × 600 ÷ {inputs.rate:,.0f} ÷ 3,600 ÷ 0.8 = {hours:.1f} core-hours" in page


def test_an_unknown_part_is_refused() -> None:
    done = run("nothing")
    assert done.returncode == 2
    assert "parts: speed, startup" in done.stderr
