"""What is said about a claim: whom each outlet puts it on, in which loaded words, and who was upstream."""

from __future__ import annotations

import msgspec
import pytest

import annotator
from annotator.compare.comparison import Comparison, Row, Upstream, compare
from annotator.errors import UsageError
from tests.compare.conftest import annotated, compared

QUARRY = ("quarry-report", "quarry-snark")
TARIFF = ("tariff-talks", "tariff-tabloid")
FERRY = ("ferry-inspection", "ferry-retold")


def row(comparison: Comparison, snippet: str) -> Row:
    """The first claim of several articles that has *snippet* in it."""
    return next(r for r in comparison.claims if r.status != "only" and any(snippet in telling.text for telling in r.tellings))


@pytest.mark.parametrize("number", [0, 1, 7])
def test_two_to_six_articles(number: int) -> None:
    with pytest.raises(UsageError, match="2 to 6"):
        compare([annotated("harbor-bond")] * number)


@pytest.mark.parametrize("names", [QUARRY, TARIFF, FERRY])
def test_every_passage_is_the_articles_own_text(names: tuple[str, str]) -> None:
    for each in compared(*names).claims:
        for telling in each.tellings:
            assert telling.text == annotated(names[telling.article]).reading.text[telling.start : telling.end]
            assert all(telling.start <= span.start < span.end <= telling.end for span in (*telling.loaded, *telling.own))


def test_each_outlet_has_its_own_source_for_the_same_claim() -> None:
    claim = row(compared(*TARIFF), "explaining the price of a refrigerator")
    voices = {telling.article: telling.voices[0] for telling in claim.tellings if telling.voices}
    assert (voices[0].kind, voices[1].kind) == ("anonymous", "anonymous")
    assert "Finance Minis" in voices[0].source
    assert "finance official" in voices[1].source
    assert voices[1].cue == "told"


def test_a_source_that_one_outlet_leaves_out_shows() -> None:
    claim = row(compared(*QUARRY), "no more than 18 inches")
    voices = {telling.article: [voice.kind for voice in telling.voices] for telling in claim.tellings}
    assert voices[0] == ["document"]


def test_a_pronoun_is_shown_with_the_name_it_stands_for() -> None:
    claim = row(compared(*TARIFF), "a good law is worth a short wait")
    voice = next(telling.voices[0] for telling in claim.tellings if telling.article == 0)
    assert voice.source == "he"
    assert voice.name is not None
    assert "Reyl" in voice.name


def test_loaded_words_that_one_has_and_the_other_has_not() -> None:
    comparison = compared(*QUARRY)
    only: dict[int, set[str]] = {0: set(), 1: set()}
    for word in comparison.wordings:
        if not word.also:
            only[word.article].add(word.text.lower())
    assert {"spineless", "farcical", "laughable"} <= only[1]
    assert not only[0] & {"spineless", "farcical"}
    text = annotated(QUARRY[1]).reading.text
    for word in comparison.wordings:
        if word.article == 1:
            assert word.text in {" ".join(span.of(text).split()) for span in word.places}


def test_a_loaded_word_that_both_have_is_no_difference() -> None:
    pair = [
        annotator.annotate(f"The regime said on {day} that the border will stay closed for another month.") for day in ("Monday", "Tuesday")
    ]
    comparison = compare(pair)
    assert [(word.text, word.also) for word in comparison.wordings] == [("regime", (1,)), ("regime", (0,))]


@pytest.mark.parametrize(("names", "outlet"), [(QUARRY, "Alder County Tribune"), (FERRY, "Kestrel Bay Courier"), (TARIFF, "Carrow Herald")])
def test_upstream_is_found_among_the_articles_by_their_bylines(names: tuple[str, str], outlet: str) -> None:
    original, retold = compared(*names).upstream
    assert (original.outlet, original.side) == (None, None)
    assert retold.outlet is not None
    assert retold.outlet.removeprefix("The ") == outlet
    assert retold.side == 0
    assert 0 < retold.claims <= retold.attributions


def test_upstream_by_metadata_and_outside_of_the_articles() -> None:
    lines = "The Old Lisse Ledger reported that the bridge will close in May. It carries 9,000 cars a day, the Old Lisse Ledger reported."
    first = annotator.annotate(
        "The bridge will close in May. It carries 9,000 cars a day, and nobody knows why it cracks.", outlet="Old Lisse Ledger"
    )
    second = annotator.annotate(lines, outlet="Wexbridge Mail")
    upstream = compare([first, second]).upstream
    assert upstream[0] == Upstream(article=0, outlet=None, side=None, claims=0, attributions=upstream[0].attributions)
    assert upstream[1].side == 0
    alone = compare([annotated("harbor-bond"), second]).upstream[1]
    assert alone.outlet is not None
    assert alone.side is None


def test_rates_are_the_articles_own_measures() -> None:
    for rate in compared(*QUARRY).rates:
        for number, name in enumerate(QUARRY):
            measures = {measure.feature: measure for measure in annotated(name).measures}
            names = ("loaded_note", "loaded_warn", "loaded_error") if rate.feature == "loaded" else (rate.feature,)
            assert rate.counts[number] == sum(measures[feature].count for feature in names)
            assert rate.values[number] == pytest.approx(sum(measures[feature].value for feature in names))


def test_it_is_data() -> None:
    comparison = compared(*FERRY)
    assert msgspec.json.decode(msgspec.json.encode(comparison), type=Comparison) == comparison
    assert compare([annotated(name) for name in FERRY]) == comparison


def test_empty_and_hostile_articles() -> None:
    texts = ["", "\u202e<script>\x00", "“" * 500, "Officials said so. " * 400, "One two three four. " * 3]
    comparison = compare([annotator.annotate(text) for text in texts])
    assert len(comparison.sides) == 5
    assert [side.letter for side in comparison.sides] == list("ABCDE")
