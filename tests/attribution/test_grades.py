"""Standing, reason and type of claim of withheld sources."""

from __future__ import annotations

import pytest

from tests.attribution.sample import Sample


@pytest.mark.parametrize(
    ("source", "standing"),
    [
        ("A source", "bare"),
        ("Officials", "bare"),
        ("one person", "bare"),
        ("A senior port official", "role"),
        ("An official at the ministry", "role"),
        ("A former aide", "role"),
        ("Two people familiar with the talks", "role_and_access"),
        ("A spokeswoman for the port", "spokesperson"),
    ],
)
def test_standing(source: str, standing: str) -> None:
    sample = Sample(f"[[{source}]] {{{{told}}}} reporters ((“it was shut,” and that nobody knew)).", learned=True)
    assert [a.standing for a in sample.attributions] == [standing]


@pytest.mark.parametrize(
    ("clause", "reason", "kind"),
    [
        ("who spoke on condition of anonymity to discuss internal plans", "to discuss internal plans", "rote"),
        ("who spoke on condition of anonymity because she feared losing her job", "because she feared losing her job", "specific"),
        ("who spoke on condition of anonymity", None, "none"),
        ("who was not authorized to speak publicly", "not authorized to speak publicly", "rote"),
        ("who knows the port well", None, "none"),
    ],
)
def test_reason(clause: str, reason: str | None, kind: str) -> None:
    sample = Sample(f"((The pier is shut)), {{{{said}}}} [[an official, {clause}]].")
    only = sample.attributions[0]
    assert (sample.of(only.reason), only.reason_type) == (reason, kind)


def test_a_reason_counts_for_its_group_and_no_other() -> None:
    sample = Sample(
        "[[An aide]] {{said}} ((it was late)).||\n\n"
        "((“Far too late,”)) {{said}} [[an official, who was not authorized to speak publicly]].||\n\n"
        "[[The official]] {{said}} ((no more))."
    )
    assert [a.reason_type for a in sample.attributions] == ["none", "rote", "rote"]


def test_a_reason_given_for_the_official_counts_two_paragraphs_on() -> None:
    sample = Sample(
        "((“Far too late,”)) {{said}} [[an official]].||\n\nThe hall was full.||\n\n"
        "The official requested anonymity because he feared for his post.||\n\n[[The official]] {{said}} ((no more))."
    )
    assert [a.reason_type for a in sample.attributions] == ["specific", "specific"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[[An aide]] {{said}} ((the meeting took place on Friday)).", "fact"),
        ("[[Aides]] {{expect}} ((the mayor to win)).", "speculation"),
        ("((“It could probably fail,”)) [[an aide]] {{said}}.", "speculation"),
        ("((“I think it is a terrible mistake,”)) [[an aide]] {{said}}.", "opinion"),
        ("((“She is a liar and a fraud,”)) [[an aide]] {{said}}.", "attack"),
    ],
)
def test_type_of_claim(text: str, kind: str) -> None:
    assert [a.content_type for a in Sample(text).attributions] == [kind]


def test_how_the_claim_is_given() -> None:
    sample = Sample(
        "((“It is late,”)) [[Ann Lee]] {{said}}.|| [[She]] {{said}} ((it was late)).|| "
        "[[She]] {{called}} ((the delay “far too long” for a port))."
    )
    assert [a.mode for a in sample.attributions] == ["direct", "indirect", "mixed"]
