"""Every rule marks exactly the places that its cases say, and nothing in its misses."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from annotator.extract import BUILT_IN
from tests.marks import spans_of, unmark

CASES = Path(__file__).parent / "cases"


def _load(rule: str) -> tuple[list[str], list[str]]:
    data = tomllib.loads((CASES / f"{rule}.toml").read_text(encoding="utf-8"))
    return data["hits"], data["misses"]


RULES = [extractor.RULE.id for extractor in BUILT_IN]
HITS = [(rule, sample) for rule in RULES for sample in _load(rule)[0]]
MISSES = [(rule, sample) for rule in RULES for sample in _load(rule)[1]]


@pytest.mark.parametrize("rule", RULES)
def test_there_are_enough_cases(rule: str) -> None:
    hits, misses = _load(rule)
    assert len(set(hits)) >= 10
    assert len(set(misses)) >= 10


@pytest.mark.parametrize(("rule", "sample"), HITS)
def test_hit_is_marked_at_its_place(rule: str, sample: str) -> None:
    text, wanted = unmark(sample)
    assert wanted, "a hit needs a mark"
    assert [text[a:b] for a, b in spans_of(text, rule)] == [text[a:b] for a, b in wanted]
    assert spans_of(text, rule) == wanted


@pytest.mark.parametrize(("rule", "sample"), MISSES)
def test_miss_stays_unmarked(rule: str, sample: str) -> None:
    assert [sample[a:b] for a, b in spans_of(sample, rule)] == []
