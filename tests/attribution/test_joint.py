"""Several who speak together: each is in the ledger, and a withheld informant beside a name is marked."""

from __future__ import annotations

import pytest

from tests.attribution.sample import Sample


@pytest.mark.parametrize(
    ("marked", "people"),
    [
        ("[[Ann Lee and Tom Ek]] {{said}} ((the bill was dead)).", ["Ann Lee", "Tom Ek"]),
        ("[[Lars Friis, Ida Krog and Olaf Dahl]] {{said}} ((it was dead)).", ["Lars Friis", "Ida Krog", "Olaf Dahl"]),
        ("[[Senators Ann Lee and Tom Ek]] {{said}} ((it was dead)).", ["Ann Lee", "Tom Ek"]),
        ("It is over, Republicans Carl Brandt and Eva Moss agreed.|| [[Republicans Carl Brandt and Eva Moss]] {{said}} ((it was dead)).",
         ["Carl Brandt", "Eva Moss"]),
        ("[[Sherrod Vale (D-Ohio) and Robert Mena (D-N.J.)]] {{said}} ((the bill was dead)).", ["Sherrod Vale", "Robert Mena"]),
        ("[[Ann Lee, the mayor of Lund, and Tom Ek, a lawyer for Acme Holdings,]] {{said}} ((it was dead)).", ["Ann Lee", "Tom Ek"]),
        ("[[Ann Lee, the mayor, and her deputy Tom Ek]] {{said}} ((it was dead)).", ["Ann Lee", "Tom Ek"]),
        ("[[Researchers Ann Lee and Tom Ek]] {{found}} ((that it was dead)).", ["Ann Lee", "Tom Ek"]),
        ("[[Ann Lee, a friend of Tom Ek and Carl Brandt,]] {{said}} ((it was dead)).", ["Ann Lee"]),
        ("[[Ann Lee and her husband]] {{said}} ((it was dead)).", ["Ann Lee"]),
        ("[[Ann Lee, a lawyer and a former official,]] {{said}} ((it was dead)).", ["Ann Lee"]),
    ],
)  # fmt: skip
def test_people_named_side_by_side(marked: str, people: list[str]) -> None:
    sample = Sample(marked)
    assert [source.label for source in sample.sources] == people
    assert {source.kind for source in sample.sources} == {"named_person"}
    assert {source.claims for source in sample.sources} == {1}
    assert sample.kinds() == ["named_person"]


def test_they_are_those_who_spoke_together() -> None:
    sample = Sample("[[Ann Lee and Tom Ek]] {{said}} ((the bill was dead)).|| ((“Quite dead,”)) [[they]] {{said}}.")
    assert sample.kinds() == ["named_person"] * 2
    assert [(source.label, source.claims, source.words_quoted) for source in sample.sources] == [("Ann Lee", 2, 2), ("Tom Ek", 2, 2)]


def test_an_office_in_the_plural_introduces_all() -> None:
    sample = Sample("[[Senators Ann Lee and Tom Ek]] {{said}} ((it was dead)).")
    assert [sample.of(source.title) for source in sample.sources] == ["Senators", "Senators"]


def test_an_apposition_ends_before_the_next_name() -> None:
    sample = Sample("[[Ann Lee, the mayor of Lund, and Tom Ek, her deputy,]] {{said}} ((it was dead)).")
    assert [sample.of(source.title) for source in sample.sources] == ["the mayor of Lund", "her deputy"]


@pytest.mark.parametrize(
    ("marked", "sources", "kinds"),
    [
        (
            "((The deal is dead)), {{according to}} [[Ann Lee's campaign and a party source]].",
            ["Ann Lee's campaign", "a party source"],
            ["named_org", "anonymous"],
        ),
        (
            "((It is dead)), {{according to}} [[the ministry and a person familiar with the talks]].",
            ["the ministry", "a person familiar with the talks"],
            ["named_org", "anonymous"],
        ),
        (
            "((It is dead)), {{said}} [[Tom Ek and two officials who asked not to be named]].",
            ["Tom Ek", "two officials who asked not to be named"],
            ["named_person", "anonymous"],
        ),
        ("[[Two officials and the report]] {{said}} ((it was dead)).", ["Two officials", "the report"], ["anonymous", "document"]),
        (
            "((It is dead)), {{according to}} [[an official close to Ann Lee and Tom Ek]].",
            ["an official close to Ann Lee and Tom Ek"],
            ["anonymous"],
        ),
        ("[[Tom Ek, a lawyer and a former official,]] {{said}} ((it was dead)).", ["Tom Ek, a lawyer and a former official,"],
         ["named_person"]),
    ],
)  # fmt: skip
def test_a_withheld_informant_beside_a_name_is_a_source_of_its_own(marked: str, sources: list[str], kinds: list[str]) -> None:
    sample = Sample(marked)
    assert [sample.of(attribution.source[0]) for attribution in sample.attributions] == sources
    assert sample.kinds() == kinds
    assert len({attribution.content for attribution in sample.attributions}) == 1


def test_whoever_met_somebody_is_not_described_by_the_speaker() -> None:
    sample = Sample(
        "[[A senior official]] {{said}} ((it was dead)).|| ((It was made with Ann Lee)), [[the official]] {{said}}.|| "
        "[[The official]] {{added}} ((that it was late))."
    )
    assert sample.kinds() == ["anonymous"] * 3
    assert set(sample.groups()) == {1}
