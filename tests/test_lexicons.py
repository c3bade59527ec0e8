"""The shipped lexicons are clean and of real size; the check finds what breaks the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.lexicon.check import check
from annotator.lexicon.files import parse_all

GOOD = """
topic = "loaded"
about = "A test."
source = { title = "A stylebook" }

[[entry]]
id = "gambit"
match = ["gambit", "gambits"]
category = "motive"
severity = 1
note = "Ascribes a plot; say what was proposed."
not_preceded_by = ["queen's"]
hits = ["The <<gambit>> failed."]
misses = ["She opened with the queen's gambit."]
"""


def _check(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "test.toml").write_text(text, encoding="utf-8")
    return check(tmp_path)


def test_the_shipped_lexicons_are_clean() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("topic", "entries", "phrases"),
    [
        ("loaded", 1200, 5000),
        ("cues", 300, 1500),
        ("outlets", 300, 1000),
        ("reasons", 30, 300),
        ("source-heads", 60, 200),
        ("asides", 100, 300),
    ],
)
def test_coverage(topic: str, entries: int, phrases: int) -> None:
    found = [entry for _, file in parse_all() if file.topic == topic for entry in file.entry]
    assert len(found) >= entries
    assert sum(len(entry.match) for entry in found) >= phrases


def test_a_good_file_passes(tmp_path: Path) -> None:
    assert _check(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('note = "Ascribes a plot; say what was proposed."', 'note = " "', "note is empty"),
        ('hits = ["The <<gambit>> failed."]', 'hits = ["The gambit <<failed>>."]', "is matched at ['gambit']"),
        ('hits = ["The <<gambit>> failed."]', "hits = []", "no hit"),
        ('misses = ["She opened with the queen\'s gambit."]', "misses = []", "no miss"),
        ('misses = ["She opened with the queen\'s gambit."]', 'misses = ["A gambit."]', "the miss"),
        ("severity = 1", "severity = 7", "severity 7"),
        ('id = "gambit"', 'id = "Gambit!"', "lower-case"),
        ('source = { title = "A stylebook" }', "", "no source"),
        ('category = "motive"', "", "category"),
        ("severity = 1", 'severty = "x"', "severty"),
    ],
)
def test_the_check_names_file_line_and_cure(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    problems = _check(tmp_path, GOOD.replace(old, new))
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("test.toml:") for problem in problems)


def test_claims_and_ids_are_unique(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[entry]]") :]
    problems = _check(tmp_path, GOOD + second)
    assert any("used already" in problem for problem in problems)
    assert any("claimed already" in problem for problem in problems)
