"""Who the sources are: references, groups, second-hand reporting, quotes and the ledger."""

from __future__ import annotations

import time

import pytest

from annotator.attribution.sources import resolve
from annotator.text.structure import structure
from annotator.types import Article, Draft, Span
from tests.attribution.sample import Sample

OFFICIAL = (
    "[[A senior port official]] {{said}} ((the pier was safe)).||\n\n((“It held,”)) [[the official]] {{said}}.||\n\n"
    "[[The official]] {{requested}} anonymity to speak frankly about port policy.||\n\n((“It will hold again,”)) [[he]] {{added}}."
)


@pytest.mark.parametrize("learned", [False, True])
def test_one_withheld_person_is_one_group(learned: bool) -> None:
    sample = Sample(OFFICIAL, learned=learned)
    assert sample.kinds() == ["anonymous"] * 4
    assert len(set(sample.groups())) == 1
    assert [sample.of(a.reason) for a in sample.attributions] == ["to speak frankly about port policy"] * 4
    assert sample.sources[0].words_quoted == 6
    assert len(sample.sources[0].mentions) == 4


def test_he_is_the_last_speaker_not_the_person_spoken_of() -> None:
    sample = Sample("[[A person who knows the mayor]] {{said}} ((Carl Brown was ill)).|| [[He]] {{said}} ((Brown would resign)).")
    assert sample.groups() == [1, 1]


def test_she_skips_a_man() -> None:
    sample = Sample("[[Susan Ward]] {{said}} ((it was late)).|| Then Mr. Brown left.|| ((“Too late,”)) [[she]] {{said}}.")
    assert sample.groups() == [1, 1]


def test_surname_and_description_of_a_named_person() -> None:
    sample = Sample(
        "[[Interim president Juan Gómez]] {{said}} ((it was time)).|| ((“High time,”)) [[the interim president]] {{said}}.|| "
        "[[GOMEZ]] {{said}} ((he would wait))."
    )
    assert sample.kinds() == ["named_person"] * 3
    assert set(sample.groups()) == {1}
    assert sample.sources[0].label == "Juan Gómez"


def test_who_belongs_to_the_name_before_it() -> None:
    sample = Sample("The party is led by Ann Lee, [[who]] {{vowed}} ((to fight)).")
    assert sample.sources[0].label == "Ann Lee"


def test_who_behind_an_apposition_belongs_to_the_name() -> None:
    sample = Sample("It was seen by Ann Lee, the party's chief strategist, [[who]] {{said}} ((it was new)).")
    assert (sample.kinds(), sample.sources[0].label) == (["named_person"], "Ann Lee")


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("It was seen by Ann Lee, Republican of Ohio, [[who]] {{said}} ((it was new)).", "named_person", "Ann Lee"),
        (
            "The inspector general, Ann Lee, wrote it.|| ((“It is true,”)) [[the inspector general]] {{said}}.",
            "named_person",
            "Ann Lee",
        ),
        (
            "((The sale was legal)), [[Mr. Holm’s lawyer]] {{said}}.|| Ann Lee, Mr. Holm’s lawyer, left early.",
            "named_person",
            "Ann Lee",
        ),
        ("If they hire Ann Lee, [[one adviser]] {{said}} ((she may leave soon)).", "anonymous", "one adviser"),
        (
            "[[Carl Brown]] {{said}} ((he had won)).|| Then they spoke of Ed Holm.|| ((“The Brown campaign is over,”)) [[he]] {{said}}.",
            "named_person",
            "Carl Brown",
        ),
        ("[[The Wildlife Service]] {{said}} ((it was new)).|| ((“It is,”)) [[the agency]] {{said}}.", "named_org", "The Wildlife Service"),
    ],
)
def test_who_a_source_is_by_the_words_beside_a_name(text: str, kind: str, label: str) -> None:
    sample = Sample(text, learned=True)
    assert sample.kinds()[-1] == kind
    group = sample.groups()[-1]
    assert next(source.label for source in sample.sources if source.group == group) == label


def test_they_and_one_of_them() -> None:
    sample = Sample(
        "[[Three people familiar with the talks]] {{said}} ((a deal was near)).|| [[They]] {{said}} ((it was small)).|| "
        "[[One of the sources]] {{said}} ((it was cheap)).|| [[Another person familiar with the talks]] {{said}} ((it was not))."
    )
    assert sample.kinds() == ["anonymous"] * 4
    groups = sample.groups()
    assert groups[0] == groups[1] == groups[2] != groups[3]
    assert [a.number for a in sample.attributions] == [3, 3, 3, 1]


def test_a_new_indefinite_is_a_new_person() -> None:
    sample = Sample("[[An aide]] {{said}} ((yes)).|| [[An aide]] {{said}} ((no)).")
    assert sample.groups() == [1, 2]


def test_a_description_finds_the_words_that_brought_it_in() -> None:
    sample = Sample("A ministry spokesperson looked at the pier. ((“It is safe,”)) [[the spokesperson]] {{said}}.")
    row = sample.sources[0]
    assert (row.kind, row.standing, row.label) == ("anonymous", "spokesperson", "A ministry spokesperson")


def test_a_name_that_hides_a_person() -> None:
    sample = Sample("It was a base chief known as Bob. [[Bob]] {{said}} ((he had waited)).")
    assert sample.kinds() == ["anonymous"]


LEDGER = (
    "((The pier is unsafe)), [[The Wall Street Journal]] {{reports}}.|| "
    "[[The newspaper]] {{notes}} ((that it is old)). It has stood for ages."
)


def test_an_outlet_and_the_newspaper_are_one() -> None:
    sample = Sample(LEDGER)
    assert sample.kinds() == ["outlet", "outlet"]
    assert sample.groups() == [1, 1]
    assert {a.relayed_from for a in sample.attributions} == {"The Wall Street Journal"}
    assert sample.upstream == "The Wall Street Journal"


def test_ones_own_outlet_is_not_relayed() -> None:
    sample = Sample(LEDGER, outlet="Wall Street Journal")
    assert sample.upstream is None


def test_own_outlet_known_by_who_contributed() -> None:
    sample = Sample(
        "((“It held,”)) [[Ann Lee]] {{told}} the Miami Herald. The pier is old and the river is wide there.\n\n"
        "Miami Herald reporter Carl Brown contributed to this story."
    )
    assert sample.attributions[0].relayed_from is None


def test_told_the_newspaper_is_anonymous_and_second_hand() -> None:
    sample = Sample(f"{LEDGER}||\n\n[[Former officers]] {{{{told}}}} the newspaper ((that they were afraid)).", learned=True)
    last = sample.attributions[-1]
    assert (last.source_kind, last.relayed_from) == ("anonymous", "The Wall Street Journal")


def test_a_relay_that_no_draft_holds() -> None:
    sample = Sample("The pier is unsafe, the Wall Street Journal reported.")
    only = sample.attributions[0]
    assert (only.source_kind, sample.of(only.content[0])) == ("outlet", "The pier is unsafe")


def test_a_quote_goes_to_the_shortest_content_around_it() -> None:
    text = "“It was late,” Ann Lee wrote, and “far too cold,” Carl Brown thought."
    document = structure(Article(id="sample", text=text))

    def span(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    drafts = (
        Draft(source=span("Ann Lee"), cue=span("wrote"), content=(Span(0, len(text)),)),
        Draft(source=span("Carl Brown"), cue=span("thought"), content=span("“far too cold,”")),
    )
    quotes = resolve(document, {}, drafts)[1]
    assert [quote.attribution for quote in quotes] == [1, 2]


def test_a_quote_without_a_speaker() -> None:
    sample = Sample("“We had no idea at all,” it read. [[Ann Lee]] {{said}} ((that it was late)).")
    assert [(quote.attribution, quote.speaker_kind) for quote in sample.quotes] == [(None, None)]


def test_no_source_is_nobody() -> None:
    assert Sample("It was {{reportedly}} ((sold)).").kinds() == ["nobody"]


@pytest.mark.parametrize(
    "part",
    [
        "((“It is so,”)) [[he]] {{said}}. ||",
        "[[An official]] {{said}} ((it is)). || [[The official]] {{said}} ((so)). ||",
        "[[Ann Lee, the mayor, who]] {{said}} ((it was so)), Ann Lee, the mayor, ||",
    ],
)
def test_time_is_linear(part: str) -> None:
    def took(times: int) -> float:
        begin = time.perf_counter()
        Sample("Ann Lee came. " + part * times)
        return time.perf_counter() - begin

    took(10)
    small, large = took(300), took(2400)
    assert large < 40 * small


def test_the_article_is_the_outlet_that_is_retold() -> None:
    sample = Sample(f"{LEDGER}||\n\n[[The article]] {{{{adds}}}} ((that nobody repaired it)).")
    assert sample.kinds() == ["outlet"] * 3


def test_as_reported_by_covers_its_sentence() -> None:
    sample = Sample("As [[Reuters]] {{reported}}||, [[port officials]] {{have discussed}} ((a new pier)).")
    assert [a.relayed_from for a in sample.attributions][-1] == "Reuters"


def test_according_to_has_its_source_behind_it() -> None:
    sample = Sample("[[The mayor]] plans to leave on Friday, {{according to}} a campaign aide. Rain fell.")
    only = sample.attributions[0]
    assert (sample.of(only.source[0]), only.source_kind) == ("a campaign aide", "anonymous")
    assert sample.of(only.content[0]) == "The mayor plans to leave on Friday"


def test_said_without_a_source_has_it_behind() -> None:
    sample = Sample("((It was late)), {{said}} ((High Representative Ann Lee in a statement)).")
    only = sample.attributions[0]
    assert [sample.of(span) for span in only.source] == ["High Representative Ann Lee"]
    assert only.source_kind == "named_person"


def test_officials_listed_beside_a_named_person_are_no_informants() -> None:
    sample = Sample("[[Port officials, Vice President Ann Lee and the speaker]] {{said}} ((it was late)).", learned=True)
    assert sample.kinds() == ["group"]


@pytest.mark.parametrize("learned", [False, True])
def test_a_name_of_one_word_behind_a_role(learned: bool) -> None:
    sample = Sample(
        "[[The family’s lawyer, Suharto]], {{said}} ((it was late)).|| ((“Far too late,”)) [[Suharto]] {{said}}.", learned=learned
    )
    assert sample.kinds() == ["named_person"] * 2
    assert sample.groups() == [1, 1]


def test_a_place_behind_a_role_is_no_name() -> None:
    sample = Sample("[[A lawyer in Austin, Texas]], {{said}} ((it was late)).")
    assert sample.kinds() != ["named_person"] or sample.of(sample.attributions[0].source[0]) == "A lawyer in Austin, Texas"
    assert all(source.label != "Texas" for source in sample.sources)


def test_a_pronoun_keeps_to_its_paragraph() -> None:
    """Neither given name tells whether it is a man's or a woman's."""
    sample = Sample(
        "((“It is the same office,”)) [[Caspian Quennell, an analyst]], {{said}}.||\n\n"
        "The port’s director, [[Ianthe Ravensdale]], {{has maintained}} ((that it pays)).|| ((“I built it,”)) [[she]] {{said}}."
    )
    assert sample.groups() == [1, 2, 2]


def test_a_description_that_comes_again_word_for_word_is_one_source() -> None:
    again = "[[A senior Valdrian treasury official]] {{said}} ((it was late)).|| "
    assert Sample(again * 2).groups() == [1, 1]
    assert Sample("[[An official]] {{said}} ((it was late)).|| " * 2).groups() == [1, 2]


@pytest.mark.parametrize("party", ["Democrats", "Socialists", "Greens", "Tories", "Lib Dems", "Nationalists"])
def test_members_of_any_party_are_a_group(party: str) -> None:
    assert Sample(f"[[{party} in the House]] {{{{called}}}} ((the plan late)).").kinds() == ["group"]


@pytest.mark.parametrize(("first", "second"), [("The International Harbor Fund", "The IHF"), ("The IHF", "The International Harbor Fund")])
def test_an_institution_and_its_initials_are_one(first: str, second: str) -> None:
    sample = Sample(f"[[{first}]] {{{{said}}}} ((it was late)).|| [[{second}]] {{{{added}}}} ((that it rained)).")
    assert sample.kinds() == ["named_org"] * 2
    assert sample.groups() == [1, 1]


def test_the_writer_s_own_words_in_quotation_marks_have_a_speaker() -> None:
    sample = Sample("((“I was wrong about the pier,”)) [[I]] {{said}}.")
    assert [quote.speaker_kind for quote in sample.quotes] == ["author_or_reader"]


def test_what_the_article_says_of_kin_tells_who_she_is() -> None:
    sample = Sample(
        "[[Wynne Oakley]] {{said}} ((it was late)).|| She sued her husband, Perrin Oakley, in May. "
        "In her letter, [[she]] {{wrote}} ((that he lied))."
    )
    assert sample.groups() == [1, 1]


def test_a_lone_name_is_a_firm_s_where_its_own_things_are_spoken_of() -> None:
    sample = Sample("On Monday [[Keelbank]] {{said}} ((it would close)).|| Holm met her in May. [[Holm]] {{said}} ((it was late)).")
    assert sample.kinds() == ["named_org", "named_person"]


def test_who_is_named_by_the_next_quotation_is_not_withheld() -> None:
    sample = Sample(
        "[[The mother of one of the boys]] {{said}} ((that she felt betrayed)).|| ((“They lied,”)) {{said}} [[Wynne Oakley]].", learned=True
    )
    assert (sample.kinds(), len(set(sample.groups()))) == (["named_person"] * 2, 1)


@pytest.mark.parametrize("place", ['In her 2002 book, "Small Fires,"', 'On NRK\'s "Late Talk,"', 'In an interview with "Late Talk,"'])
def test_the_title_of_a_work_is_no_quote(place: str) -> None:
    sample = Sample(f"{place} [[Ann Lee]] {{{{wrote}}}} ((that it was late)).|| [[Ann Lee]] {{{{said}}}}: ((“It Was Late.”))")
    assert [sample.text[quote.start : quote.end] for quote in sample.quotes] == ["It Was Late."]


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        ("[[The port authority]] {{said}} ((no)).|| Then [[the letter]] {{says}} ((yes)).", ["named_org", "document"]),
        ("[[Shipping companies]] {{say}} ((no)).|| [[The two companies]] {{say}} ((yes)).", ["group", "named_org"]),
        ("There were drivers from Lund, [[who]] have {{said}} ((no)).", ["group"]),
        ("[[Federal statistics]] {{show}} ((no)).|| [[Independent analyses]] {{show}} ((no)).", ["document", "document"]),
    ],
)
def test_kinds_of_things_and_classes(marked: str, kinds: list[str]) -> None:
    assert Sample(marked).kinds() == kinds


def test_sources_cited_before_the_claim_are_sources() -> None:
    sample = Sample("[[Reuters]] {{reported}} in May,|| [[Reuters]] {{citing}} ((sources, that the firm had held talks)).")
    assert sample.kinds() == ["outlet", "anonymous"]
    assert [sample.of(attribution.content[0]) for attribution in sample.attributions] == ["that the firm had held talks"] * 2
