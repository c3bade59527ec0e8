"""Plain facts stay facts, however much comment stands around them; and the background of a report is no verdict."""

from __future__ import annotations

import pytest

from annotator import annotate
from annotator.config import Settings

COLUMN = """Oh, what a genius idea. Make no mistake, folks: this is a circus, and you are paying for the clowns. Who could have seen that
coming? The mayor, bless him, has never met a microphone he did not love.

{facts}

But sure, let us all pretend that this is fine. Isn't it wonderful? You can't make this stuff up.
"""
FACTS = (
    "The council meets every second Tuesday.",
    "The bridge is 80 metres long.",
    "The harbour has two cranes.",
    "Most of the stalls are open in the morning.",
    "The library is closed on Sundays.",
    "A fourth ferry runs in summer.",
)


@pytest.mark.parametrize("card", ["policy", "trained"])
def test_facts_in_a_column_are_no_verdicts(card: str) -> None:
    text = COLUMN.format(facts=" ".join(FACTS))
    found = annotate(text, settings=Settings(card=card, plugins=False)).findings
    marked = [text[one.start : one.end] for one in found if one.rule == "editorial-aside"]
    assert not set(FACTS) & set(marked)
    assert "Oh, what a genius idea." in marked
    assert "Isn't it wonderful?" in marked
    assert len(marked) >= 5


BACKGROUND = (
    "The harbour board has also made a strike unlikely.",
    "In addition, the crews deeply distrust the board, whose chairman has vowed to hold the old managers accountable.",
    "But ferries under the new flag, or even with a mixed crew, have proved a disputed point.",
    "Over the past two weeks, the port has closed a pier, kept its pilots and moved its records.",
    "It is the home of the largest dry dock in the region.",
    "It was quickly towed away, and even the pilots were surprised.",
    "The mine has struggled since the low prices of last spring.",
    "A little more than a year later, the port had its most important contract.",
    "In an effort to save fuel, the ferries sail more slowly.",
    "She did not know who could have moved the buoys.",
)
REPORT = """Pilots told the harbour board on Monday that they would not sail at night, the board said.

{fact} The pilots said on Tuesday that the board had not answered their letter of 4 May.

The board will meet on Friday, according to its clerk.
"""


@pytest.mark.parametrize("fact", BACKGROUND)
@pytest.mark.parametrize("card", ["policy", "trained"])
def test_background_in_a_report_is_no_verdict(card: str, fact: str) -> None:
    found = annotate(REPORT.format(fact=fact), settings=Settings(card=card, plugins=False)).findings
    assert not [one for one in found if one.rule == "editorial-aside"]
