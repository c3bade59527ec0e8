"""Alignment: the same claim is found in other words and another order; every sentence stands in exactly one claim."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.compare.align import Claim, align
from annotator.text.readers import read
from annotator.text.structure import structure
from annotator.types import Article, Document
from tests.compare.stories import STORIES, Story, text
from tests.conftest import ROOT, SEEDS


def document(given: str, name: str = "a") -> Document:
    """The structure of *given*."""
    return structure(Article(id=name, text=given))


def numbers(lines: tuple[str, ...]) -> list[int]:
    """For each code point of the article made of *lines*, the number of its line."""
    return [number for number, line in enumerate(lines) for _ in range(len(line) + 2)]


def linked(story: Story, claims: tuple[Claim, ...]) -> set[tuple[int, int]]:
    """The pairs of lines that stand in one claim."""
    places = numbers(story.a), numbers(story.b)
    out: set[tuple[int, int]] = set()
    for claim in claims:
        held = [{places[side][p.start] for p in claim.passages if p.article == side} for side in (0, 1)]
        out |= set(product(held[0], held[1]))
    return out


def snippets(first: str, second: str, claims: tuple[Claim, ...], texts: tuple[str, str]) -> bool:
    """Whether a passage with *first* in the one article and one with *second* in the other are in one claim."""
    return any(
        any(p.article == 0 and first in texts[0][p.start : p.end] for p in claim.passages)
        and any(p.article == 1 and second in texts[1][p.start : p.end] for p in claim.passages)
        for claim in claims
    )


def test_how_well_invented_retellings_are_aligned() -> None:
    """The stories were written after the weights were chosen; the documentation gives the figures."""
    right = wrong = missed = 0
    for story in STORIES:
        got = linked(story, align([document(text(story.a)), document(text(story.b))]))
        right += len(got & story.same)
        wrong += len(got - story.same - story.loose)
        missed += len(story.same - got)
    precision, recall = right / (right + wrong), right / (right + missed)
    assert precision >= 0.95
    assert recall >= 0.65
    page = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| four invented stories"))
    assert row.endswith(f"| {100 * precision:.0f} % | {100 * recall:.0f} % |")


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        (
            "quarry-report.txt",
            "quarry-snark.txt",
            [
                ("The vote was 4-3", "voted 4-3 on Monday"),
                ("brother-in-law", "brother-in-law"),
                ("We shouldn't make up a new one", "We shouldn't make up a new one"),
                ("no more than 18 inches", "drop 18 inches at most"),
                ("clearing trees in September", "knocking down trees in September"),
                ("farmed beside the creek since 1911", "farmed on that creek since 1911"),
                ("30 days to appeal", "30 days to appeal"),
            ],
        ),
        (
            "ferry-inspection.txt",
            "ferry-retold.txt",
            [
                ("put off repairs to cracked hull plates", "delayed repairs to cracked hulls"),
                ("worth $61 million", "$61 million state contract"),
                ("run her through the holidays", "run her through the holidays"),
                ("raised the matter with his supervisors", "warned his supervisors"),
                ("A crack is a clock", "A crack is a clock"),
                ("up to $25,000", "fine the operator $25,000"),
            ],
        ),
        (
            "tariff-talks.txt",
            "tariff-tabloid.txt",
            [
                ("explaining the price of a refrigerator", "explaining the price of a refrigerator"),
                ("a tax on tractors", "a tax on tractors"),
                ("a good law is worth", "A good law is worth"),
                ("Halvorsen mill cut 240 jobs", "Halvorsen mill has already lost 240"),
                ("factory opening in Osterby", "factory opening in Osterby"),
            ],
        ),
    ],
)
def test_sample_pairs(one: str, other: str, pairs: list[tuple[str, str]]) -> None:
    texts = (SEEDS / one).read_text(encoding="utf-8"), (SEEDS / other).read_text(encoding="utf-8")
    claims = align([document(texts[0]), document(texts[1], "b")])
    assert [pair for pair in pairs if not snippets(*pair, claims, texts)] == []


@pytest.mark.parametrize("name", ["care-homes", "night-bakery", "bus-fares"])
def test_a_copy_shares_every_sentence(name: str) -> None:
    path = next(SEEDS.glob(f"{name}.[tm]*"))
    made = document(path.read_text(encoding="utf-8"))
    assert {(claim.status, len(claim.passages), claim.alike) for claim in align([made] * 3)} == {("shared", 3, 1.0)}


def test_articles_about_other_things_have_nothing_in_common() -> None:
    for story in STORIES:
        for other in STORIES:
            if other is not story:
                claims = align([document(text(story.a)), document(text(other.b), "b")])
                assert [claim for claim in claims if claim.status != "only"] == []


def test_the_order_of_telling_plays_no_part() -> None:
    story = STORIES[1]
    turned = Story("turned", story.a, tuple(reversed(story.b)), (), frozenset((a, len(story.b) - 1 - b) for a, b in story.same))
    straight = linked(story, align([document(text(story.a)), document(text(story.b))]))
    other = linked(turned, align([document(text(turned.a)), document(text(turned.b))]))
    assert {(a, len(story.b) - 1 - b) for a, b in other} == straight


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_which_article_comes_first_plays_no_part(story: Story) -> None:
    there = align([document(text(story.a)), document(text(story.b))])
    back = align([document(text(story.b)), document(text(story.a))])

    def told(claims: tuple[Claim, ...], turn: int) -> set[frozenset[tuple[int, int]]]:
        return {frozenset((passage.article ^ turn, passage.start) for passage in claim.passages) for claim in claims}

    assert told(there, 0) == told(back, 1)
    assert {claim.status for claim in there} == {claim.status for claim in back}


def test_shared_reworded_and_only_here() -> None:
    a = document(
        "The vote on the harbour bridge was delayed until Friday by the council.\n\nCrews found 31 cracks in the north pier on Monday."
    )
    b = document(
        "By the council the vote on the harbour bridge was delayed until Friday.\n\n"
        "There are 31 cracks in the north pier, crews said.\n\nBoats must go round the island."
    )
    claims = align([a, b])
    assert [claim.status for claim in claims] == ["shared", "reworded", "only"]
    assert "31" in claims[1].common
    assert claims[2].passages[0].article == 1


def test_what_ties_a_claim_is_named() -> None:
    a = document("The mayor offered $15 million and said the city “will not wait for ever” for Ada Finch to answer.")
    b = document(
        "“The city will not wait for ever,” the mayor said.\n\n"
        "His offer of $15 million stands until Ada Finch replies, he said: the city “will not wait for ever.”"
    )
    tied = next(claim.common for claim in align([a, b]) if claim.status != "only")
    assert tied[:2] == ("“will not wait for ever”", "$15 million")
    assert "Ada Finch" in tied


def test_words_of_its_own_are_those_no_other_has() -> None:
    text_a = "The council delayed the vote on the harbour bridge, a bold gambit, until Friday."
    text_b = "The vote on the harbour bridge has been delayed by the council until Friday at noon."
    claim = align([document(text_a), document(text_b)])[0]
    own = {passage.article: [span.of((text_a, text_b)[passage.article]) for span in passage.own] for passage in claim.passages}
    assert own == {0: ["bold gambit"], 1: ["noon"]}


def test_three_articles() -> None:
    fact = "Inspectors found 31 cracks in the north pier of the harbour bridge"
    texts = [
        f"{fact}, the city said.",
        "The city said inspectors found 31 cracks in the north pier.\n\nNobody was hurt when tiles fell.",
        f"{fact} on Monday.",
    ]
    claims = align([document(given) for given in texts])
    assert [sorted({p.article for p in claim.passages}) for claim in claims] == [[0, 1, 2], [1]]


def test_set_aside_text_is_left_out() -> None:
    (article,) = (a for a in read(str(SEEDS / "blackout-posts.txt")) if isinstance(a, Article))
    made = structure(article)
    (claims,) = (align([made, document("A wholly different matter was discussed at length in the old town hall.")]),)
    aside = [(part.start, part.end) for part in made.set_aside]
    told = [(p.start, p.end) for claim in claims for p in claim.passages if p.article == 0]
    assert aside
    assert not any(start < high and low < end for start, end in told for low, high in aside)


def sentences(made: Document) -> set[tuple[int, int]]:
    """The sentences of the prose that have four words or more."""
    return {
        (s.start, s.end)
        for p in made.paragraphs
        if p.kind != "set_aside"
        for s in made.sentences[p.first_sentence : p.last_sentence]
        if sum(word[0].isalnum() for word in made.words[s.first : s.last]) >= 4
    }


@pytest.mark.parametrize("names", [("quarry-report", "quarry-snark"), ("tariff-talks", "tariff-tabloid", "ferry-retold")])
def test_every_sentence_stands_in_exactly_one_claim(names: tuple[str, ...]) -> None:
    made = [document((SEEDS / f"{name}.txt").read_text(encoding="utf-8"), name) for name in names]
    claims = align(made)
    for article, each in enumerate(made):
        told = [(p.start, p.end) for claim in claims for p in claim.passages if p.article == article]
        assert len(told) == len(set(told))
        assert set(told) == sentences(each)


@given(st.lists(st.text(alphabet=st.sampled_from("ab AB.,“”\"'\n$1\x00\u202e\ud7ffé漢"), max_size=300), min_size=2, max_size=4))
def test_no_text_breaks_it(given: list[str]) -> None:
    made = [document(each) for each in given]
    for claim in align(made):
        for passage in claim.passages:
            assert all(passage.start <= span.start < span.end <= passage.end for span in passage.own)


def test_endless_sentences_take_no_endless_time() -> None:
    long = "word " * 60_000 + "the council voted on 31 bridges " * 3_000
    claims = align([document(long), document(long)])
    assert claims[0].status == "shared"


def test_the_real_articles(real_seeds: dict[str, Path]) -> None:
    texts = real_seeds["002"].read_text(encoding="utf-8"), real_seeds["003"].read_text(encoding="utf-8")
    claims = align([document(texts[0]), document(texts[1])])
    assert snippets("everything on the table", "everything on the table", claims, texts)
    assert snippets("$15 million", "$15 million", claims, texts)
    assert sum(claim.status == "only" and claim.passages[0].article == 1 for claim in claims) >= 3
