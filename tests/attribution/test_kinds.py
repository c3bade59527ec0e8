"""Source phrases read alone, and informants told from classes of people."""

from __future__ import annotations

import pytest

from annotator.attribution.kinds import classify, context, head_of, lemma, number_of
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Span
from tests.attribution.sample import Sample


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("a senior official at the ministry", "official"),
        ("one of his closest advisers", "advisers"),
        ("a chorus of angry farmers", "farmers"),
        ("judges handling the case", "judges"),
        ("one woman adopted from abroad", "woman"),
        ("those close to him", "those"),
        ("experts not involved in the study", "experts"),
        ("councillors led by the mayor", "councillors"),
        ("Mr. Lee ludicrously", "lee"),
        ("a rival tally", "tally"),
        ("Americans today", "americans"),
    ],
)
def test_head(phrase: str, head: str) -> None:
    document = structure(Article(id="sample", text=phrase))
    assert document.lowers[head_of(document, 0, len(document.words))[0]] == head


@pytest.mark.parametrize(
    ("phrase", "plural", "number"),
    [
        ("two people", True, 2),
        ("a dozen aides", True, 12),
        ("two dozen aides", True, 24),
        ("more than two aides", True, None),
        ("an aide", False, 1),
        ("aides", True, None),
    ],
)
def test_number(phrase: str, plural: bool, number: int | None) -> None:
    document = structure(Article(id="sample", text=phrase))
    assert number_of(document, 0, len(document.words) - 1, plural) == number


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Only 11% of the voters", "group"),
        ("Another 46%", "group"),
        ("About a third of those surveyed", "group"),
        ("The former reality TV star", "named_person"),
        ("Some councillors ― including Lee ―", "group"),
        ("The party-appointed Senator", "named_person"),
        ("Fourteen", "group"),
        ("Six in 10", "group"),
    ],
)
def test_shares_stars_and_dashes(source: str, kind: str) -> None:
    assert Sample(f"[[{source}]] {{{{said}}}} ((that it was shut)).").kinds() == [kind]


def test_lemma() -> None:
    assert [lemma(word) for word in ("officials", "allies", "spokesmen", "boss", "aide")] == [
        "official",
        "ally",
        "spokesman",
        "boss",
        "aide",
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A lawyer for the news outlets, David Stone,", "named_person"),
        ("Secretary of State Ann Lee", "named_person"),
        ("lobbyist and strategist Carl Brown, a former partner,", "named_person"),
        ("the White House", "named_org"),
        ("The Harbor Safety Committee", "named_org"),
        ("China", "named_org"),
        ("An indictment", "document"),
        ("the poll", "document"),
        ("Reuters", "outlet"),
        ("we", "author_or_reader"),
        ("a source", "anonymous"),
        ("a State Department spokesperson", "anonymous"),
        ("people familiar with the matter", "anonymous"),
        ("Another person familiar with the talks", "anonymous"),
        ("Former officers", "anonymous"),
        ("critics", "group"),
        ("many voters", "group"),
    ],
)
@pytest.mark.parametrize("learned", [False, True])
def test_kind(source: str, kind: str, learned: bool) -> None:
    sample = Sample(f"Nothing is settled. [[{source}]] {{{{said}}}} ((that the bridge would close on Friday)).", learned=learned)
    assert sample.kinds() == [kind]


def test_a_spokesman_with_a_name_is_named() -> None:
    sample = Sample("[[A spokesman for the port, Carl Brown,]] {{said}} ((that it was shut)).")
    assert sample.kinds() == ["named_person"]
    assert sample.sources[0].label == "Carl Brown"


def test_words_of_a_phrase_say_when_it_only_points_back() -> None:
    text = "The official left."
    document = structure(Article(id="sample", text=text))
    mention = classify(document, Span(0, 12), context(document, load().scan(document)))
    assert (mention.refers, mention.definite, mention.plural) == ("description", True, False)


def test_counted_people_who_tell_something_are_informants() -> None:
    assert Sample("[[Two people]] {{told}} reporters ((“it was shut,” and that nobody knew)).", learned=True).kinds() == ["anonymous"]
    assert Sample("[[Two people]] {{think}} ((that it was shut)).", learned=True).kinds() == ["group"]


def test_figures_of_standing_are_people_and_other_figures_are_numbers() -> None:
    assert Sample("[[Senior figures]] {{see}} ((the plan as a bluff)).").kinds() == ["group"]
    assert Sample("[[The latest figures]] {{show}} ((that rents rose)).").kinds() == ["document"]


def test_whose_and_a_noun_is_not_the_person_before_it() -> None:
    sample = Sample("Ann Lee, [[whose attorneys]] {{argued}} ((that the papers were secret)), won.|| [[She]] {{said}} ((it was over)).")
    assert sample.kinds() == ["anonymous", "named_person"]
    assert sample.groups()[0] != sample.groups()[1]
