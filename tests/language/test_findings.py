"""What the learned engine adds to the rule loaded-language, and what it takes away."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.language.learned import UNSHOWN
from annotator.pipeline import annotate
from annotator.types import Finding

FILLER = "The council met on Friday and voted 7-2 to buy new pumps for the harbour. " * 14 + "\n\n"


def marks(text: str, card: str = "trained") -> list[Finding]:
    found = annotate(FILLER + text, settings=Settings(card=card, plugins=False)).findings
    return [one for one in found if one.rule == "loaded-language"]


def excerpts(text: str, card: str = "trained") -> list[str]:
    return [(FILLER + text)[one.start : one.end] for one in marks(text, card)]


UNLISTED = (
    "The plan is a furious grab, and its brash backers boast of it, apparently claiming, rather bluntly, that the worst is over, while "
    "the whole of the harbour front is an eccentric, metaphorical wreck."
)


def test_a_sentence_that_stands_out_gets_a_note_that_says_how_sure_it_is() -> None:
    assert excerpts(UNLISTED, "policy") == []
    (one,) = marks(UNLISTED)
    assert (one.type, one.severity, one.layer, one.entry) == ("wording", 1, "author", None)
    assert "would call loaded with probability 0." in one.message


@pytest.mark.parametrize(
    "text",
    [
        'She said: "Yet another smirking, swaggering performance from a mayor whose vanity knows no bounds."',
        "According to the minutes, the committee will meet on Thursday.",
        "Police said the terrorist attack on the mosque killed four people and wounded nine, two of them children.",
        "Prosecutors charged him with murder, torture and trafficking cocaine, court papers show.",
    ],
)
def test_quoted_and_plain_sentences_get_no_note(text: str) -> None:
    assert [one for one in marks(text) if one.type == "wording"] == []


def test_a_note_is_one_word_of_the_outlets_own_that_tells_something() -> None:
    for text in (
        UNLISTED,
        "The furious backers, brash as ever, are claiming, reporting and facing a wreck, apparently leaving rather bluntly.",
    ):
        for one in marks(text):
            word = (FILLER + text)[one.start : one.end]
            assert one.type != "wording" or (" " not in word and word.lower() not in UNSHOWN)


def test_no_topic_word_and_no_verb_of_report_is_shown() -> None:
    assert {"claims", "claimed", "facing", "leaves", "told", "said", "announced", "cocaine", "mosque"} <= UNSHOWN


def test_a_faint_note_needs_a_sentence_that_stands_out() -> None:
    text = "The committee meets on Thursday amid a drumbeat of letters about the fees."
    assert excerpts(text, "policy") == ["drumbeat of"]
    assert excerpts(text) == []


@pytest.mark.parametrize("card", ["policy", "trained"])
def test_a_name_that_is_spelled_like_an_insult_is_a_name(card: str) -> None:
    assert (
        excerpts("Dana Hicks, who keeps the lights, spoke with Peter Crook on Monday. Crook left early. 'Crook is late,' she said.", card)
        == []
    )
    assert excerpts("The mayor called the islanders names, and the clown in the chair laughed at the hicks.", card) != []


def test_without_the_learned_engine_nothing_is_added_or_left_out() -> None:
    assert all(one.entry is not None for one in marks(UNLISTED, "policy"))


def test_a_shade_of_colour_is_left_out_of_a_plain_sentence() -> None:
    text = "The committee meets on Thursday to vote on the bold plan."
    assert excerpts(text, "policy") == ["bold"]
    assert excerpts(text) == []


def test_a_judgement_stays_wherever_it_stands() -> None:
    assert "pathetic" in excerpts(
        "The committee said on Monday in a statement that it met on Thursday, and the vote was pathetic.", "policy"
    )
    assert "pathetic" in excerpts("The committee met on Thursday in March 2009, and the vote was pathetic.")


def test_neutral_reports_on_hard_topics_stay_unmarked() -> None:
    lines = (Path(__file__).parents[1] / "data" / "neutral_topics.txt").read_text(encoding="utf-8").split("\n")
    sentences = [line for line in lines if line]
    assert len(sentences) == 60
    for text in (*sentences, "\n\n".join(sentences)):
        found = annotate(text, settings=Settings(card="trained", plugins=False)).findings
        assert [text[one.start : one.end] for one in found if one.rule in ("loaded-language", "editorial-aside", "scare-quotes")] == []
