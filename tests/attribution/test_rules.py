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
        ("The road was late, Mr. King said.", "Mr. King", "said", "The road was late"),
        ("The road was late, according to Gov. Ann Lee.", "Gov. Ann Lee", "according to", "The road was late"),
        ("The mayor of Lund, elected in May, said a deal was near.", "The mayor of Lund, elected in May", "said", "a deal was near"),
        ("The drug did no harm, the study found.", "the study", "found", "The drug did no harm"),
        ("The bank knew of the risk, a leaked memo shows.", "a leaked memo", "shows", "The bank knew of the risk"),
        ("The firm was near collapse, auditors concluded.", "auditors", "concluded", "The firm was near collapse"),
        ("“We are done,” a junior aide texted.", "a junior aide", "texted", "“We are done,”"),
        ("“Why?” Ann Lee wondered.", "Ann Lee", "wondered", "“Why?”"),
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


@pytest.mark.parametrize(
    "text",
    [
        "She left the stage after an hour, drawing cheers.",
        "The party lost seats in the north, rejecting Ann Lee's claims.",
        "When the results came in, the missing ballots were found.",
        "Her speech was short, with much said in the same reports.",
    ],
)
def test_a_noun_at_the_end_reports_nothing(text: str) -> None:
    document = structure(Article(id="x", text="It rained all day. " + text))
    assert [draft for draft in rules.drafts(document, load().scan(document)) if draft.cue[0].end == len(document.text) - 1] == []
