"""Plain facts stay facts, however much comment stands around them."""

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
