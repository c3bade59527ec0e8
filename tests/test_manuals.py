"""Each rule's file is its manual page, and the examples on it behave as stated."""

from __future__ import annotations

import pytest

from annotator.errors import UsageError
from annotator.extract import BUILT_IN
from annotator.pipeline import manual
from tests.marks import spans_of, unmark

SECTIONS = ("What it marks", "Why it matters", "What it does not mean", "Known problems", "Sources", "Examples")
RULES = [extractor.RULE.id for extractor in BUILT_IN]


@pytest.mark.parametrize("rule", RULES)
def test_page_has_every_section_in_order(rule: str) -> None:
    lines = manual(rule).splitlines()
    places = [lines.index(section) for section in SECTIONS]
    assert places == sorted(places)


@pytest.mark.parametrize("rule", RULES)
def test_examples_behave_as_stated(rule: str) -> None:
    page = manual(rule)
    examples = [line.strip() for line in page[page.index("\nExamples\n") :].splitlines()[1:] if line.strip()]
    hits = [line[2:] for line in examples if line.startswith("+ ")]
    misses = [line[2:] for line in examples if line.startswith("- ")]
    assert hits
    assert misses
    for sample in hits:
        text, wanted = unmark(sample)
        assert spans_of(text, rule) == wanted, sample
    for sample in misses:
        assert spans_of(sample, rule) == [], sample


def test_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'scare-quotes'"):
        manual("scare-quote")


def test_codes_are_two_letters_and_unique() -> None:
    codes = [extractor.RULE.code for extractor in BUILT_IN]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 2 and code.isupper() for code in codes)
