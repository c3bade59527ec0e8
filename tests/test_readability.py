"""Readability, length and vocabulary stand beside the scores: right by hand, named, offline, and part of no score."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import annotator
from annotator.cli.main import main
from annotator.text.readability import FORMULAS, WINDOW, moving_ratio
from tests.conftest import ROOT, SEEDS

STORY = SEEDS / "quarry-snark.txt"
TEXT = STORY.read_text(encoding="utf-8")
ASKED = annotator.Settings(readability=True)


def test_lengths_of_a_counted_text() -> None:
    text = "The council met on Monday. It rose by 7.3 percent, said the U.S. envoy.\n\nNobody objected.\n"
    figures = annotator.annotate(text).figures
    assert (figures.words, figures.sentences, figures.paragraphs) == (16, 3, 2)
    assert figures.words_a_sentence == 5.3
    assert figures.minutes == 0.1
    assert figures.vocabulary is None
    assert figures.readability is None


def test_formulas_by_hand() -> None:
    """Twelve words, two sentences, 52 letters, four words of seven letters and more."""
    text = "The council approved the budget on Monday. Its members voted after midnight.\n"
    found = {formula.name: formula.value for formula in annotator.annotate(text, settings=ASKED).figures.readability or ()}
    letters, words, sentences, long = 63, 12, 2, 4
    assert letters == sum(c.isalpha() for c in text)
    assert found["LIX"] == pytest.approx(words / sentences + 100 * long / words, abs=0.051)
    assert found["RIX"] == pytest.approx(long / sentences, abs=0.051)
    assert found["Coleman-Liau index"] == pytest.approx(0.058 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8, abs=0.051)
    strokes = letters + sentences  # textstat counts the full stops too
    assert found["Automated Readability Index"] == pytest.approx(4.71 * strokes / words + 0.5 * words / sentences - 21.43, abs=0.051)


def test_abbreviations_and_decimals_end_no_sentence() -> None:
    plain = "The American envoy said in the evening that exports rose by seventy percent in the last quarter of the year.\n"
    dotted = "The U.S. envoy said at 7 p.m. that exports rose by 7.3 percent in the last quarter of the year.\n"
    values = []
    for text in (plain, dotted):
        readability = annotator.annotate(text, settings=ASKED).figures.readability or ()
        values.append(next(formula.value for formula in readability if formula.name == "RIX"))
    assert values == [6.0, 3.0]  # long words, each text one sentence


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.integers(1, 12))
def test_moving_ratio_is_the_mean_over_all_windows(words: list[str], window: int) -> None:
    every = [len(set(words[at : at + window])) / window for at in range(len(words) - window + 1)]
    assert moving_ratio(words, window) == (pytest.approx(sum(every) / len(every)) if every else None)


@pytest.mark.parametrize("card", ["policy", "trained"])
def test_nothing_of_it_enters_a_score(card: str) -> None:
    without = annotator.annotate(TEXT, settings=annotator.Settings(card=card))
    with_it = annotator.annotate(TEXT, settings=annotator.Settings(card=card, readability=True))
    assert (without.scores, without.measures, without.findings) == (with_it.scores, with_it.measures, with_it.findings)
    assert {part.feature for score in with_it.scores for part in score.contributions}.isdisjoint({"readability", "vocabulary", "lix"})


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["score", str(STORY), "-q", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_shown_when_asked_for_each_with_its_name_and_paper(form: str) -> None:
    asked, usual = _run("--format", form, "--readability"), _run("--format", form)
    for name, _, _, source in FORMULAS:
        assert name in asked
        assert source in asked
        assert name not in usual
    for text in (asked, usual):
        assert f"windows of {WINDOW}" in text
        assert "minutes" in text


def test_json_has_the_figures() -> None:
    asked = json.loads(_run("--format", "jsonl", "--readability"))
    assert [formula["name"] for formula in asked["figures"]["readability"]] == [name for name, *_ in FORMULAS]
    assert asked["provenance"]["config"]["readability"] == [f"textstat {metadata.version('textstat')}"]
    usual = json.loads(_run("--format", "jsonl"))
    assert usual["figures"]["readability"] is None
    assert usual["figures"]["words"] == asked["figures"]["words"] > 300
    assert "readability" not in usual["provenance"]["config"]


def test_pinned() -> None:
    assert f'readability = ["textstat=={metadata.version("textstat")}"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def _apart(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)


SCORE = (
    "from annotator.cli import main\ntry:\n    main(['score', {path!r}, '-q', *{more!r}])\nexcept SystemExit as end:\n    code = end.code\n"
)


def test_offline_without_data_and_without_downloads(tmp_path: Path) -> None:
    block = (
        "import socket\ndef no(*a, **k): raise RuntimeError('network')\nsocket.socket.connect = no\nsocket.getaddrinfo = no\n"
        f"import os\nos.environ.update(NLTK_DATA={str(tmp_path)!r}, HOME={str(tmp_path)!r})\n"
        "import nltk\nnltk.data.path[:] = []\ndef never(*a, **k): raise SystemExit('download')\nnltk.download = never\n"
    )
    run = _apart(block + SCORE.format(path=str(STORY), more=["--readability"]) + "assert code == 0, code\n")
    assert run.returncode == 0, run.stderr
    assert "LIX" in run.stdout
    assert list(tmp_path.iterdir()) == []


def test_loaded_only_when_asked_for() -> None:
    run = _apart("import sys\n" + SCORE.format(path=str(STORY), more=[]) + "assert not {'textstat', 'nltk'} & set(sys.modules)\n")
    assert run.returncode == 0, run.stderr


def test_one_clear_line_where_the_package_is_missing() -> None:
    hide = (
        "from importlib import metadata\nhave = metadata.version\n"
        "def version(name):\n    if name == 'textstat': raise metadata.PackageNotFoundError(name)\n    return have(name)\n"
        "metadata.version = version\nimport sys\n"
    )
    run = _apart(hide + SCORE.format(path=str(STORY), more=["--readability"]) + "sys.exit(code)\n")
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "pip install 'annotator[readability]'" in run.stderr
