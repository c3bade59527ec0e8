"""Who counts as a withheld informant, as the default card reads whole sentences, and informants whom another outlet cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.pipeline import annotate_article
from annotator.types import Annotation, Article, Attribution

BEFORE = """The council met on Tuesday in the town hall to discuss the budget. It is 40 million crowns for the year, most of it for roads.
The meeting began at nine and ended after dark. Rain fell on the square. Buses were late, and the lamps went on at four.

"""
ROWS = [
    [part.strip() for part in line.split("|", 2)]
    for line in (Path(__file__).parents[1] / "data" / "sources.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _annotate(text: str) -> Annotation:
    return annotate_article(Article(id="x", text=text), Settings(plugins=False))


def _attributions(sentence: str) -> list[Attribution]:
    return [a for a in _annotate(BEFORE + sentence).reading.attributions if (a.cue or a.content)[0].start >= len(BEFORE)]


@pytest.mark.parametrize(("kind", "source", "sentence"), ROWS, ids=[row[2] for row in ROWS])
def test_kind_of_source(kind: str, source: str, sentence: str) -> None:
    last = source[0].islower() or sentence.count(source) > 1
    start = len(BEFORE) + (sentence.rfind(source) if last else sentence.find(source))
    found = [a for a in _attributions(sentence) if a.source and a.source[0].start < start + len(source) and start < a.source[0].end]
    assert [a.source_kind for a in found[:1]] == [kind]


@pytest.mark.parametrize(
    ("sentence", "source", "content", "outlet"),
    [
        (
            "The Wall Street Journal, citing people familiar with the matter, reported that the base was empty.",
            "people familiar with the matter",
            "that the base was empty",
            "The Wall Street Journal",
        ),
        (
            "The base was empty, the Washington Post reported, citing two officials.",
            "two officials",
            "The base was empty",
            "The Washington Post",
        ),
        (
            "The base was empty, according to a report in the New York Times that cited two officials.",
            "two officials",
            "The base was empty",
            "The New York Times",
        ),
        (
            "Reuters quoted an unnamed officer as saying that the base was empty.",
            "an unnamed officer",
            "that the base was empty",
            "Reuters",
        ),
        ("Reuters quoted Ann Lee as saying that the base was empty.", "Ann Lee", "that the base was empty", "Reuters"),
        (
            "Bloomberg News reported that the base was empty, citing people who asked not to be named.",
            "people who asked not to be named",
            "that the base was empty",
            "Bloomberg News",
        ),
        ("The minister quoted officials as saying that the base was empty.", "officials", "that the base was empty", None),
    ],
)
def test_informants_of_another_outlet(sentence: str, source: str, content: str, outlet: str | None) -> None:
    text = BEFORE + sentence
    found = [a for a in _attributions(sentence) if a.source and a.source[0].of(text) == source]
    assert [([part.of(text) for part in a.content], a.relayed_from) for a in found] == [([content], outlet)]


def test_who_is_cited_for_nothing_is_no_source() -> None:
    assert [a.source_kind for a in _attributions("He cited two officials as examples.") if a.source_kind == "anonymous"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "A senior official said on condition of anonymity that the pier is safe.",
        "Speaking on condition of anonymity, a senior official said that the pier is safe.",
        "A senior official, who asked not to be named, said that the pier is safe.",
        "A senior official who asked that his name not be used said that the pier is safe.",
    ],
)
def test_the_condition_is_no_claim(sentence: str) -> None:
    text = BEFORE + sentence
    (found,) = [a for a in _attributions(sentence) if a.content]
    assert (found.source_kind, [part.of(text) for part in found.content]) == ("anonymous", ["that the pier is safe"])


def test_a_reason_given_for_all_counts_for_each() -> None:
    text = BEFORE + (
        "The pier will close, two people with knowledge of the plans said. Another said the ferry would go too.\n\n"
        "All three asked not to be named because the talks are confidential."
    )
    found = [a for a in _annotate(text).reading.attributions if a.source_kind == "anonymous"]
    assert [(a.standing, a.reason_type) for a in found] == [("role_and_access", "rote")] * 2


def test_who_gives_no_information_is_noted_as_such() -> None:
    (finding,) = [
        f for f in _annotate(BEFORE + "Officials would not say whether the pier is safe.").findings if f.rule == "anonymous-source"
    ]
    assert (finding.severity, "gives no information" in finding.message) == (1, True)


def test_one_source_is_marked_once() -> None:
    rules = [f.rule for f in _annotate(BEFORE + "Club insiders say that the coach will go.").findings]
    assert rules == ["anonymous-source"]


def test_who_only_acts_is_no_informant() -> None:
    kinds = [a.source_kind for a in _attributions("Officers found Ann Lee lying beside her car, police said.")]
    assert "anonymous" not in kinds


def test_how_the_name_was_withheld_says_not_who_it_is() -> None:
    text = BEFORE + "A senior port official, who spoke on condition of anonymity, said that the pier is safe."
    (source,) = [source for source in _annotate(text).reading.sources if source.kind == "anonymous"]
    assert source.title is not None
    assert source.title.of(text) == "senior port official"
