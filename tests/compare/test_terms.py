"""Terms: what outlets write differently comes out alike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.compare.dates import parse, published
from annotator.compare.terms import quoted, terms
from annotator.text.structure import structure
from annotator.types import Article


def keys(text: str) -> set[str]:
    """The terms of *text*."""
    document = structure(Article(id="text", text=text))
    return {term.key for term in terms(document, 0, len(document.starts))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a bounty of $15 million", "a $15m bounty"),
        ("rose by 31 percent", "rose 31%"),
        ("rose by 31 per cent", "rose 31 percent"),
        ("The mayor met José González", "The mayor met Jose Gonzalez"),
        ("the U.N. talks", "the UN talks"),
        ("negotiating a settlement", "negotiated settlements"),
        ("seven ivory figures", "7 ivory figures"),
        ("a 620-acre mine", "a mine of 620 acres"),
        ("a driver of 34", "the 34-year-old driver"),
    ],
)
def test_the_same_in_other_spellings(one: str, other: str) -> None:
    assert {key for key in keys(one) if key[0] in "#wn"} == {key for key in keys(other) if key[0] in "#wn"}


def test_different_sums_differ() -> None:
    assert keys("$15 million").isdisjoint(keys("$15 billion"))
    assert keys("15 percent").isdisjoint(keys("15 miles"))


def test_a_name_is_marked_as_one_wherever_it_stands() -> None:
    document = structure(Article(id="text", text="Ada Finch lost. The winner was Deveraux of Harrow County."))
    named = {term.key for term in terms(document, 0, len(document.starts)) if term.named}
    assert {"nada finch", "wfinch", "wdeveraux", "wharrow"} <= named
    assert "wwinn" not in named


def test_offsets_stand_at_the_words() -> None:
    text = "It cost $15 million, said “a good law is late” Ada Finch."
    document = structure(Article(id="text", text=text))
    found = [text[term.start : term.end] for term in terms(document, 0, len(document.starts))]
    assert "$15 million" in found
    assert "Ada Finch" in found
    assert [text[term.start : term.end] for term in quoted(document, 0, len(text))] == ["a good law is late"]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    document = structure(Article(id="text", text=text))
    for term in terms(document, 0, len(document.starts)):
        assert 0 <= term.start < term.end <= len(text)


@pytest.mark.parametrize(
    "written",
    ["2024-03-04", "2024-03-04T09:30:00Z", "20240304", "March 4, 2024", "Mar. 4 2024", "Mon, 04 Mar 2024 10:00", "4th March 2024"],
)
def test_dates(written: str) -> None:
    assert parse(written) == date(2024, 3, 4)


@pytest.mark.parametrize("written", ["", "yesterday", "2024-13-45", "May 40, 2024", "3/4/2024", "1234567890123"])
def test_what_is_no_full_date_is_none(written: str) -> None:
    assert parse(written) is None


def test_metadata_goes_before_the_date_line() -> None:
    text = "A headline that stands alone\n\nPublished April 5, 2025 11:48 PM\n\nThe council met in the old hall and agreed on nothing.\n"
    assert published(structure(Article(id="a", text=text))) == date(2025, 4, 5)
    assert published(structure(Article(id="a", text=text, date="2025-04-07"))) == date(2025, 4, 7)
