"""Whose words a stretch of text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.attribution.layers import _paint, assign
from annotator.text.structure import structure
from annotator.types import Article, LayerName
from tests.attribution.sample import Sample


def test_the_layers_of_a_report() -> None:
    sample = Sample("The pier shut. [[Ann Lee]] {{said}} ((that it was “far too old” for ships)). Ships wait.")
    assert [(layer.layer, sample.text[layer.start : layer.end]) for layer in sample.layers()] == [
        ("author", "The pier shut. Ann Lee said "),
        ("relayed", "that it was “"),
        ("quoted", "far too old"),
        ("relayed", "” for ships"),
        ("author", ". Ships wait."),
    ]


def test_words_held_at_a_distance_stay_with_the_author() -> None:
    sample = Sample("The “rogue” pier shut, as did the “Cartel of the Suns” club. [[Ann Lee]] {{said}} ((it was old)).")
    assert sample.layer_of("rogue") == sample.layer_of("Cartel") == "author"


def test_plain_speech_is_quoted_though_nobody_is_named() -> None:
    sample = Sample("It was noon. “We had no idea that it would fall.” The crowd left.")
    assert sample.layer_of("We had no idea") == "quoted"


def test_a_paragraph_goes_on_being_relayed_until_somebody_else_speaks() -> None:
    sample = Sample(
        "[[The Wall Street Journal]] {{writes}} ((that the pier is old)). Its planks are rotten.|| "
        "[[Ann Lee]] {{said}} ((so)). Ships wait.\n\nRain fell."
    )
    assert sample.layer_of("Its planks") == "relayed"
    assert sample.layer_of("Ships wait") == sample.layer_of("Rain fell") == "author"


def test_a_wish_nobody_voiced_stays_with_the_author() -> None:
    sample = Sample("[[Carl Brown]] {{wants}} ((to rule the port)).|| [[Ann Lee]] {{said}} ((it was late)).")
    assert sample.layer_of("to rule") == "author"
    assert sample.layer_of("it was late") == "relayed"


_STROKES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["quoted", "relayed", "author"]), st.none()), max_size=8
)


@given(_STROKES)
def test_layers_partition_and_the_last_stroke_wins(strokes: list[tuple[int, int, LayerName, str | None]]) -> None:
    layers = _paint(40, strokes)
    assert [layer.start for layer in layers] == [0, *(layer.end for layer in layers[:-1])]
    assert layers[-1].end == 40
    for at in range(40):
        covering = [name for start, end, name, _ in strokes if start <= at < end]
        assert next(layer.layer for layer in layers if layer.start <= at < layer.end) == (covering[-1] if covering else "author")


@given(st.text(alphabet="ab“”\"' .,\n", max_size=60))
def test_any_text_is_covered_once(text: str) -> None:
    layers = assign(structure(Article(id="sample", text=text)), ())
    assert "".join(text[layer.start : layer.end] for layer in layers) == text


INTERVIEW = (
    "She spoke by phone.\n\nQ: Why so late?\n\nA: I lost two versions.\n\nQ: Is it good?\n\nA: Ask the critics.\n\nNote: it is out in May."
)


@pytest.mark.parametrize(("asker", "teller"), [("Q", "A"), ("HART", "MR. HOLM"), ("Ann Lee", "Tom Brandt")])
def test_turns_of_an_interview_are_quoted(asker: str, teller: str) -> None:
    sample = Sample(INTERVIEW.replace("Q:", f"{asker}:").replace("A:", f"{teller}:"))
    layers = [sample.layer_of(words) for words in ("She spoke", "Why so", "I lost", "Ask the", "it is out")]
    assert layers == ["author", "quoted", "quoted", "quoted", "author"]


def test_a_colon_makes_no_interview() -> None:
    sample = Sample("The pier: it is shut.\n\nThe ferry: it sails.\n\nThe pier: it opens.\n\nNobody knows why.")
    assert sample.layer_of("it opens") == "author"
