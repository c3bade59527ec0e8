"""Scores depend on how a text is written and sourced: not on who it is about, its topic, its typing, or how long it goes on."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.extract.measures import value_of
from annotator.pipeline import annotate_article
from annotator.text.readers import read
from annotator.types import Annotation, Article, Measure
from tests.conftest import SEEDS

CARDS = ("policy", "trained")
NEUTRAL = Path(__file__).parent / "data" / "neutral_topics.txt"
SWAPS = {
    "names": (("Maduro", "González"), ("Biden", "Trump")),
    "parties": (("Democrats", "Republicans"), ("Democrat", "Republican"), ("Democratic", "Republican")),
    "countries": (("Russia", "Ukraine"), ("Russian", "Ukrainian"), ("Israel", "Iran"), ("Israeli", "Iranian")),
}
STORY = """WASHINGTON — {a} on Monday signed a treaty with {c} that had been in the works for two years.

{b} said that the agreement "leaves the hard questions for later," and asked for a vote in the Senate. A spokesperson for {a} said the
text would be published on Wednesday.

{p} in the House called the signing a reckless stunt, and one official, who declined to be named, said that the talks had nearly
failed twice. According to the report, {c} will open three ports to foreign ships by 2031.

"We have read every page," said Anna Keller, who leads the foreign affairs committee. "The ports are the part that matters."

{q} and {p} were divided over the cost. A study by the budget office puts it at 40 million dollars a year, most of it for customs staff.
The previous treaty expired in March, and trade with {d} has since fallen by a tenth. {b} plans to visit {d} in May. The committee meets
again on Thursday, when the head of the port authority and two economists are to speak. The text has 214 pages, and its annexes list the
goods that may enter without duty from January.
"""
USUAL = {"a": "Biden", "b": "Trump", "c": "Russia", "d": "Ukraine", "p": "Democrats", "q": "Republicans"}
TURNED = {"a": "Trump", "b": "Biden", "c": "Ukraine", "d": "Russia", "p": "Republicans", "q": "Democrats"}


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    out = []
    for path in sorted(SEEDS.glob("*.txt")):
        out += [(path.stem, article.text.replace("\r\n", "\n")) for article in read(str(path)) if isinstance(article, Article)]
    return tuple(out)


texts = pytest.mark.parametrize(("name", "text"), _texts(), ids=[name for name, _ in _texts()])
cards = pytest.mark.parametrize("card", CARDS)


def _annotate(text: str, card: str = "policy") -> Annotation:
    return annotate_article(Article(id="x", text=text), Settings(card=card, plugins=False))


def _values(annotation: Annotation) -> dict[str, float]:
    return {score.dimension: score.raw for score in annotation.scores}


def _swapped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    other = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    return re.sub(r"\b(?:" + "|".join(map(re.escape, other)) + r")\b", lambda match: other[match[0]], text)


def _measures(annotation: Annotation) -> dict[str, Measure]:
    return {measure.feature: measure for measure in annotation.measures}


@cards
@pytest.mark.parametrize("keys", ["ab", "cd", "pq", "abcdpq"])
def test_who_it_is_about_changes_no_score(card: str, keys: str) -> None:
    usual = _annotate(STORY.format(**USUAL), card)
    turned = _annotate(STORY.format(**{key: (TURNED if key in keys else USUAL)[key] for key in USUAL}), card)
    assert usual.scores[0].status == "scored"
    for dimension, value in _values(usual).items():
        assert abs(_values(turned)[dimension] - value) <= 1, dimension


@cards
@pytest.mark.parametrize("swap", SWAPS)
def test_swaps_in_the_sample_articles_change_no_score(card: str, swap: str) -> None:
    for name, text in _texts():
        swapped = _swapped(text, SWAPS[swap])
        if swapped == text:
            continue
        usual, turned = _values(_annotate(text, card)), _values(_annotate(swapped, card))
        for dimension, value in usual.items():
            assert abs(turned[dimension] - value) <= 1, (name, dimension)


def test_neutral_reports_on_hard_topics_stay_unmarked() -> None:
    sentences = NEUTRAL.read_text(encoding="utf-8").split("\n")
    sentences = [sentence for sentence in sentences if sentence]
    assert len(sentences) == 60
    marked = [
        (sentence, sentence[f.start : f.end])
        for sentence in sentences
        for f in _annotate(sentence).findings
        if f.rule in ("loaded-language", "editorial-aside", "scare-quotes")
    ]
    assert marked == []


@texts
def test_a_neutral_paragraph_adds_to_no_count_of_language(name: str, text: str) -> None:
    paragraphs = text.split("\n\n")
    neutral = (
        "The committee published its report on Monday, and the ministry will answer it in June, according to the minutes of the meeting."
    )
    paragraphs.insert(len(paragraphs) // 2, neutral)
    before, after = _measures(_annotate(text)), _measures(_annotate("\n\n".join(paragraphs)))
    for feature in (
        "loaded_note",
        "loaded_warn",
        "loaded_error",
        "asides",
        "scare_quotes",
        "exclamations",
        "anonymous_bare",
        "second_hand",
    ):
        assert after[feature].count == before[feature].count, feature


@texts
def test_saying_it_twice_changes_no_rate_of_wording(name: str, text: str) -> None:
    before, after = _measures(_annotate(text)), _measures(_annotate(text.rstrip() + "\n\n" + text.rstrip() + "\n"))
    for feature in ("loaded_note", "loaded_warn", "loaded_error", "intensifiers", "exclamations", "emphasis"):
        assert after[feature].value == pytest.approx(before[feature].value, rel=0.12, abs=0.6), feature
    assert after["dates"].count == before["dates"].count


@cards
@texts
def test_line_ends_change_nothing(name: str, text: str, card: str) -> None:
    assert _values(_annotate(text.replace("\n", "\r\n"), card)) == pytest.approx(_values(_annotate(text, card)))


@cards
@texts
def test_the_form_of_quotation_marks_changes_nothing(name: str, text: str, card: str) -> None:
    straight = text.translate(str.maketrans("“”", '""'))
    if any(paragraph.count('"') % 2 for paragraph in straight.split("\n\n")):
        pytest.skip("a quotation runs over paragraphs: its marks cannot be turned round one by one")
    opened = iter(range(10**6))
    curly = re.sub('"', lambda _: "“”"[next(opened) % 2], straight)
    # The learned engine sees the mark itself where single and double marks are mixed: a little play is left to it.
    play = 2 if card == "trained" else 1
    assert _values(_annotate(curly, card)) == pytest.approx(_values(_annotate(straight, card)), abs=play)


@texts
def test_measures_follow_from_their_evidence_and_scores_from_their_terms(name: str, text: str) -> None:
    annotation = _annotate(text, "trained")
    for measure in annotation.measures:
        assert measure.value == pytest.approx(value_of(measure.unit, sum(e.amount for e in measure.evidence), measure.base))
    for score in annotation.scores:
        assert score.raw == pytest.approx(score.intercept + sum(c.points for c in score.contributions), abs=1e-9)


def test_removing_a_marked_word_changes_only_what_it_fed() -> None:
    text = STORY.format(**USUAL)
    before = _annotate(text)
    (mark,) = [f for f in before.findings if f.rule == "loaded-language" and text[f.start : f.end] == "reckless"]
    after = _annotate(text[: mark.start] + text[mark.end + 1 :])
    old, new = _measures(before), _measures(after)
    fed = {f for f in old if any(e.finding is not None and before.findings[e.finding - 1] == mark for e in old[f].evidence)}
    assert fed
    assert {feature for feature in old if old[feature].count != new[feature].count} <= fed | {"expected_loaded", "asides"}


def test_more_of_a_fault_never_raises_a_score() -> None:
    dull = "The council met on Monday and voted on the budget, said Anna Keller, the treasurer. It rose by four percent over last year. "
    marks = ["It was a disgraceful, shameful plan. " * n for n in range(5)]
    values = [_annotate(dull * 8 + mark).scores[1].raw for mark in marks]
    assert all(later <= earlier for earlier, later in pairwise(values))
    assert values[-1] < values[0]
