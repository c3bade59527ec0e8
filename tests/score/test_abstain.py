"""When no score is given, the reason is, and the marks are shown all the same; otherwise a range that narrows with length."""

from __future__ import annotations

import pytest

from annotator.config import Settings
from annotator.pipeline import annotate, render

SENTENCE = "The strongman met reporters on Monday, said Anna Keller, the treasurer. "
SPEECH = '"' + "We will win and they will lose the vote. " * 60 + '" Anna Keller said. '
GERMAN = "Der Kanzler hat am Montag gesagt, dass die Regierung das Gesetz nicht ändern werde, weil es gut ist. " * 20

cards = pytest.mark.parametrize("card", ["policy", "trained"])


@cards
@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        (SENTENCE * 5, None, "too short: 55 words to score, 150 needed"),
        (SPEECH + SENTENCE * 18, None, "mostly quotation: "),
        (GERMAN + SENTENCE, None, "not English (looks like de)"),
        (SENTENCE * 30, "Opinion: what the city needs", "labelled as opinion (Opinion)"),
        ("OPINION\n\n" + SENTENCE * 30, None, "labelled as opinion (OPINION)"),
        ("Opinion\n\n" + SENTENCE * 30, None, "labelled as opinion (Opinion)"),
        ("Editorial: a bridge too far\n\n" + SENTENCE * 30, None, "labelled as opinion (Editorial)"),
        (SPEECH + SENTENCE * 3, None, "mostly quotation: "),
    ],
)
def test_no_score_with_its_reason_and_the_marks(text: str, title: str | None, reason: str, card: str) -> None:
    annotation = annotate(text, title=title, settings=Settings(card=card))
    assert [score.status for score in annotation.scores] == ["abstained"] * 3
    assert all((score.reason or "").startswith(reason) for score in annotation.scores)
    assert all(score.low is None and score.high is None and score.band is None for score in annotation.scores)
    assert any(text[f.start : f.end] == "strongman" for f in annotation.findings)
    for form in ("text", "markdown"):
        shown = render(annotation, form)
        assert "strongman" in shown
        assert "no score: " in shown
        assert " of 100  " not in shown


@cards
def test_a_report_about_opinions_is_scored(card: str) -> None:
    text = "Opinion polls open on Monday\n\n" + SENTENCE * 30
    assert annotate(text, settings=Settings(card=card)).scores[0].status == "scored"


@cards
def test_whole_numbers_a_range_that_holds_them_and_plain_words(card: str) -> None:
    widths = []
    for count in (16, 60, 240):
        annotation = annotate(f"{SENTENCE}It was a bold plan. " * count, settings=Settings(card=card))
        for score in annotation.scores:
            assert score.status == "scored"
            assert isinstance(score.value, int)
            assert score.low is not None
            assert score.high is not None
            assert score.low <= score.value <= score.high
            assert score.band
        language = annotation.scores[1]
        widths.append((language.high or 0) - (language.low or 0))
    assert widths == sorted(widths, reverse=True)
