"""The rule engine on sentences whose parts are easy to lose."""

from __future__ import annotations

import pytest

from annotator.attribution import rules
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Ann Lee, a nurse at the clinic, said there were no beds left.",
            "Ann Lee, a nurse at the clinic",
            "said",
            "there were no beds left",
        ),
        ("Two managers said privately that the fine was small.", "Two managers", "said", "that the fine was small"),
        ("She said on Monday in the hall that the fine was small.", "She", "said", "that the fine was small"),
        ("Farmers fear that the wells will dry.", "Farmers", "fear", "that the wells will dry"),
        ("Analysts expect rates to fall.", "Analysts", "expect", "rates to fall"),
        ("The council met on Tuesday to discuss the new budget.", "The council", "discuss", "the new budget"),
    ],
)
def test_who_says_what(text: str, source: str, cue: str, content: str) -> None:
    document = structure(Article(id="x", text="It rained all day. " + text))
    found = [
        tuple(" ".join(span.of(document.text) for span in part) for part in (draft.source, draft.cue, draft.content))
        for draft in rules.drafts(document, load().scan(document))
    ]
    assert found == [(source, cue, content)]


def test_a_fear_is_no_verb() -> None:
    document = structure(Article(id="x", text="It rained all day. His fear that the wells would dry drew little notice."))
    assert all("fear" not in span.of(document.text) for draft in rules.drafts(document, load().scan(document)) for span in draft.cue)
