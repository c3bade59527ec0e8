"""Repairs behind any engine: sources of "according to", of ", said" and of signed quotations."""

from __future__ import annotations

import pytest

from annotator.attribution import rules
from annotator.attribution.mend import mended
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Draft, Span


def _mend(text: str, *, source: str, cue: str, content: str) -> tuple[list[str], list[str]]:
    document = structure(Article(id="x", text=text))

    def span(part: str) -> tuple[Span, ...]:
        return (Span(text.index(part), text.index(part) + len(part)),) if part else ()

    (draft,) = mended(document, [Draft(source=span(source), cue=span(cue), content=span(content))])
    return [text[s.start : s.end] for s in draft.source], [text[s.start : s.end] for s in draft.cue]


@pytest.mark.parametrize("dash", ["―", "—", "–", "--"])
def test_a_signed_quotation_is_its_signer_s(dash: str) -> None:
    text = f"Letters came in.\n\n“Nobody asked us about the bridge.” {dash} Sonya Herring\n\nThe vote is next week."
    assert _mend(text, source="", cue="", content="“Nobody asked us about the bridge.”") == (["Sonya Herring"], [dash])
    assert _mend(text, source="Letters", cue="came", content="“Nobody asked us about the bridge.”") == (["Sonya Herring"], [dash])


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody asked us about the bridge.” – Monday was quiet. The vote is next week.",
        "“Nobody asked us about the bridge” – the Old Bridge that is, said Sonya Herring.",
        "“Nobody asked us about the bridge” — Herring",
    ],
)
def test_other_dashes_behind_a_quotation_sign_nothing(text: str) -> None:
    content = text[: text.index("”") + 1]
    assert _mend(text, source="", cue="", content=content)[0] == []


def test_a_signature_is_found_by_the_rules_too() -> None:
    text = "Letters came in.\n\n“Nobody asked us about the bridge.” ― Sonya Herring\n\nThe vote is next week."
    document = structure(Article(id="x", text=text))
    hits = load().scan(document)
    sources = [text[s.start : s.end] for draft in mended(document, rules.drafts(document, hits)) for s in draft.source]
    assert "Sonya Herring" in sources


def test_a_relative_clause_belongs_to_the_source_of_according_to() -> None:
    text = "The ferry will not sail in May, according to a person who often talks to the harbour board. Nobody else spoke."
    source = "a person who often talks to the harbour board"
    assert _mend(text, source="", cue="according to", content="The ferry will not sail in May") == ([source], ["according to"])


def _filled(text: str, source: str, cue: str) -> list[str]:
    document = structure(Article(id="x", text=text))
    spans = [(Span(text.index(part), text.index(part) + len(part)),) for part in (source, cue)]
    return [text[s.start : s.end] for draft in mended(document, [Draft(source=spans[0], cue=spans[1], content=())]) for s in draft.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ann Lee said Monday that the bridge is safe.", "Ann Lee", "said", "that the bridge is safe"),
        ("According to police, two cars met on the bridge.", "police", "According to", "two cars met on the bridge"),
        ("The bridge will close in May, port officials said Friday.", "port officials", "said", "The bridge will close in May"),
        ("The bridge will close in May, said a port official, who left.", "a port official", "said", "The bridge will close in May"),
        ("Ann Lee stopped before asking the crowd, “Who built it?”", "Ann Lee", "asking", "“Who built it?”"),
    ],
)
def test_what_is_said_is_found_where_the_engine_found_none(text: str, source: str, cue: str, content: str) -> None:
    assert _filled(text, source, cue) == [content]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("But in the following July, Mexico said enough.", "Mexico", "said"),
        ("Ann Lee told a man who feared that it was late.", "Ann Lee", "told"),
        ("The bridge will close in May, Ann Lee regretted.", "Ann Lee", "regretted"),
    ],
)
def test_nothing_is_made_up(text: str, source: str, cue: str) -> None:
    assert _filled(text, source, cue) == []


@pytest.mark.parametrize(
    ("cue", "content"), [("requested", "anonymity to speak freely"), ("asked", "not to be named"), ("declined", "to be identified")]
)
def test_to_ask_for_anonymity_is_no_claim(cue: str, content: str) -> None:
    text = f"The official {cue} {content}. She said that the bridge is safe."
    document = structure(Article(id="x", text=text))
    parts = [tuple(Span(text.index(p), text.index(p) + len(p)) for p in (part,)) for part in ("The official", cue, content)]
    assert mended(document, [Draft(source=parts[0], cue=parts[1], content=parts[2])]) == []


def test_a_name_is_not_cut_by_the_cue() -> None:
    text = "The Harbor Daily reported that the bridge is safe."
    assert _mend(text, source="The Harbor", cue="Daily reported", content="that the bridge is safe") == (["The Harbor Daily"], ["reported"])


def test_the_end_of_a_newspaper_s_name_is_no_cue() -> None:
    text = "Ann Lee told The Harbor Post that the pier would hold."
    document = structure(Article(id="x", text=text))
    name = Draft(source=(Span(13, 23),), cue=(Span(24, 28),), content=(Span(29, 53),))
    assert text[13:23] == "The Harbor"
    told = Draft(source=(Span(0, 7),), cue=(Span(8, 12),), content=(Span(29, 53),))
    assert mended(document, [told, name]) == [told]


@pytest.mark.parametrize("opening", ["To translate, two", "Translation: two"])
def test_what_a_writer_puts_into_somebody_s_mouth_is_nobody_s_claim(opening: str) -> None:
    text = f"Nobody would say more. {opening} officials say they lost the key. Two aides said the same."
    document = structure(Article(id="x", text=text))
    found = [text[s.start : s.end] for draft in mended(document, rules.drafts(document, load().scan(document))) for s in draft.source]
    assert found == ["Two aides"]


@pytest.mark.parametrize("role", ["once the mayor", "a former mayor who left in May", "head of the port of Lund, in Skåne"])
def test_a_source_with_an_apposition_stands_before_its_cue(role: str) -> None:
    text = f"Despite the rain, dockers met. Behind the gate Ann Lee, {role}, urged: “Stay calm.” Nobody left."
    mended_source, _ = _mend(text, source="", cue="urged", content="“Stay calm.”")
    assert mended_source == [f"Ann Lee, {role}"]


def test_an_adverb_between_commas_parts_no_source_from_its_cue() -> None:
    text = "It rained on. Campaigners, meanwhile, want: “Stay calm.” Nobody left."
    assert _mend(text, source="", cue="want", content="“Stay calm.”")[0] == ["Campaigners"]


@pytest.mark.parametrize("text", ["After the storm, in Lund, came: “Stay calm.”", "“Go, Ann Lee, go,” came: “Stay calm.”"])
def test_no_apposition_without_a_name(text: str) -> None:
    assert _mend(text, source="", cue="came", content="“Stay calm.”")[0] == []


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("offering free rides in May", "The town wants to win back its riders, offering free rides in May"),
        ("to win back its riders, offering free rides in May", "The town wants to win back its riders, offering free rides in May"),
        ("The town wants to win back its riders", "The town wants to win back its riders"),
    ],
)
def test_according_to_covers_the_sentence_that_its_content_began_amid(content: str, whole: str) -> None:
    text = "The town wants to win back its riders, offering free rides in May, according to two people. Nobody else spoke."
    document = structure(Article(id="x", text=text))
    source, cue, said = (Span(text.index(part), text.index(part) + len(part)) for part in ("two people", "according to", content))
    (draft,) = mended(document, [Draft(source=(source,), cue=(cue,), content=(said,))])
    assert [text[span.start : span.end] for span in draft.content] == [whole]


@pytest.mark.parametrize(
    ("text", "source", "said", "whole"),
    [
        ("Rents fell in May, two brokers said on Friday, as banks closed.", "two brokers", "as banks closed", "Rents fell in May"),
        ("Rents fell in May, two brokers said, and banks closed.", "two brokers", "and banks closed", "and banks closed"),
    ],
)
def test_what_happened_meanwhile_is_the_writer_s(text: str, source: str, said: str, whole: str) -> None:
    document = structure(Article(id="x", text=text))
    spans = [(Span(text.index(part), text.index(part) + len(part)),) for part in (source, "said", said)]
    (draft,) = mended(document, [Draft(source=spans[0], cue=spans[1], content=spans[2])])
    assert [span.of(text) for span in draft.content] == [whole]


def test_the_word_that_a_question_asks_with_is_no_source() -> None:
    text = "The vote is lost. And who could blame her?"
    document = structure(Article(id="x", text=text))
    parts = [(Span(text.index(part), text.index(part) + len(part)),) for part in ("who", "could blame", "her")]
    assert mended(document, [Draft(source=parts[0], cue=parts[1], content=parts[2])]) == []


def test_a_claim_inside_a_content_does_not_end_it() -> None:
    text = "Ann Lee said that the report shows a loss of two million."
    document = structure(Article(id="x", text=text))

    def draft(*parts: str) -> Draft:
        source, cue, content = ((Span(text.index(part), text.index(part) + len(part)),) for part in parts)
        return Draft(source=source, cue=cue, content=content)

    found = mended(document, [draft("Ann Lee", "said", "that the report"), draft("the report", "shows", "a loss of two million")])
    assert [span.of(text) for one in found for span in one.content] == [
        "that the report shows a loss of two million",
        "a loss of two million",
    ]


@pytest.mark.parametrize(
    ("text", "verb", "said", "source"),
    [
        ("Ann Lee said that she was late and asked for time.", "asked", "for time", ["Ann Lee"]),
        ("Ann Lee said that she was late, adding that it had rained.", "adding", "that it had rained", ["Ann Lee"]),
        ("Ann Lee said that she was late. Two asked for time.", "asked", "for time", []),
    ],
)
def test_a_second_verb_has_the_first_one_s_subject(text: str, verb: str, said: str, source: list[str]) -> None:
    document = structure(Article(id="x", text=text))
    first = [(Span(text.index(part), text.index(part) + len(part)),) for part in ("Ann Lee", "said", "that she was late")]
    second = [(Span(text.index(part), text.index(part) + len(part)),) for part in (verb, said)]
    drafts = [Draft(source=first[0], cue=first[1], content=first[2]), Draft(source=(), cue=second[0], content=second[1])]
    assert [span.of(text) for span in mended(document, drafts)[1].source] == source


@pytest.mark.parametrize(
    ("text", "source", "cue", "said"),
    [
        ("It was reported that the pier is safe.", "It", "was reported", "that the pier is safe"),
        ("Her book, which is said to be long, is out.", "is", "said", "to be long"),
    ],
)
def test_it_and_is_are_nobody(text: str, source: str, cue: str, said: str) -> None:
    assert _mend(text, source=source, cue=cue, content=said)[0] == []


def test_who_wrote_stands_behind() -> None:
    assert _mend("“Go home,” wrote one reader. It rained.", source="", cue="wrote", content="“Go home,”")[0] == ["one reader"]


@pytest.mark.parametrize(
    ("text", "cue", "whole"),
    [
        ("“Is the pier open again?” Ann Lee asked. It rained.", "asked", ["“Is the pier open again?”"]),
        ("“The pier is open again.” – Ann Lee urged. It rained.", "urged", ["“The pier is open again.”"]),
        ("“The pier is open again.” It rained when Ann Lee asked.", "asked", []),
    ],
)
def test_who_speaks_right_behind_a_quotation_said_it(text: str, cue: str, whole: list[str]) -> None:
    document = structure(Article(id="x", text=text))
    quotation = Span(0, text.index("”") + 1)
    source, verb = (Span(text.index(part), text.index(part) + len(part)) for part in ("Ann Lee", cue))
    found = mended(document, [Draft(source=(), cue=(), content=(quotation,)), Draft(source=(source,), cue=(verb,), content=())])
    assert [span.of(text) for draft in found if draft.source for span in draft.content] == whole


def _inverted(text: str, source: str, content: str) -> list[tuple[str, ...]]:
    """Source and content that mending makes of a draft that takes what stands before "said" for the speaker."""
    document = structure(Article(id="x", text=text))
    at = text.index(" said ") + 1 if " said " in text else text.index(" says ") + 1
    before = text.index(source), text.index(source) + len(source)
    behind = text.index(content, at)
    (draft,) = mended(document, [Draft(source=(Span(*before),), cue=(Span(at, at + 4),), content=(Span(behind, behind + len(content)),))])
    return [tuple(span.of(text) for span in part) for part in (draft.source, draft.content)]


@pytest.mark.parametrize(
    ("text", "source", "content", "speaker", "told"),
    [
        (
            "The quarrel has gone on for years, said a former official close to both.",
            "The quarrel has gone on for years",
            "a former official close to both",
            "a former official close to both",
            ("The quarrel has gone on for years",),
        ),
        (
            "Part of the shoot, which was long, took place in May, said an insider who was there.",
            "the shoot, which was long, took place in May",
            "an insider who was there",
            "an insider who was there",
            ("Part of the shoot, which was long, took place in May",),
        ),
        (
            "Prices rose by half, said an analyst at a bank in London.",
            "Prices",
            "an analyst at a bank",
            "an analyst at a bank in London",
            ("Prices rose by half",),
        ),
        (
            "The road is closed, said a guard on Monday.",
            "The road",
            "a guard on Monday",
            "a guard",
            ("The road is closed",),
        ),
        (
            "The prince, says one adviser, is in a dark place.",
            "The prince",
            "one adviser, is in a dark place",
            "one adviser",
            ("The prince", "is in a dark place"),
        ),
    ],
)
def test_a_clause_before_said_is_no_speaker(text: str, source: str, content: str, speaker: str, told: tuple[str, ...]) -> None:
    assert _inverted(text, source, content) == [(speaker,), told]


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Tom Ek, a lawyer,", "a guard in the capital shot the man"),
        ("The mayor, who was ill,", "a deal was near"),
        ("The mayor of Lund, elected in May,", "a deal was near"),
        ("Tom Ek, once he was mayor,", "a deal was near"),
        ("Ms. Smith of Lund,", "the bank was closing"),
    ],
)
def test_a_name_with_an_apposition_speaks(source: str, content: str) -> None:
    assert _inverted(f"{source} said {content}.", source, content) == [(source,), (content,)]


def test_a_relative_clause_of_several_belongs_to_the_source() -> None:
    source = "Three clerks, all of whom asked for anonymity because they feared for their jobs"
    assert _mend(f"{source}, described a culture of fear.", source="", cue="described", content="a culture of fear")[0] == [source]


def test_a_quotation_is_no_speaker() -> None:
    text = "The paper called him “a veteran of the war,” and on April 6, said that he had served."
    assert _mend(text, source="“a veteran of the war,” and on April 6,", cue="said", content="that he had served")[0] == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("She had never read it, one of her aides admitted later.", "one of her aides", "admitted", "She had never read it"),
        ("The minister will quit, the agency has learned.", "the agency", "has learned", "The minister will quit"),
        ("Many voters told the Ledger they had not decided.", "Many voters", "told", "they had not decided"),
    ],
)
def test_what_is_said_where_none_of_it_was_found(text: str, source: str, cue: str, content: str) -> None:
    assert _filled(text, source, cue) == [content]


def test_a_time_is_nothing_that_was_said() -> None:
    assert _filled("Quite a few years ago, the bank agreed.", "the bank", "agreed") == []


def test_the_writer_s_own_judgement_is_nobody_s_claim() -> None:
    text = "It seems unlikely that the bank will pay."
    document = structure(Article(id="x", text=text))
    draft = Draft(source=(Span(0, 2),), cue=(Span(3, 17),), content=(Span(18, len(text) - 1),))
    assert mended(document, [draft, Draft(source=(), cue=(Span(31, 35),), content=())]) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker"),
    [
        ("The head of the trust left last night after an inquiry found that lists were cut.", "The head of the trust", "found",
         "that lists were cut", "an inquiry"),
        ("Ann Lee drew praise on Monday while the top aide also said it was late.", "Ann Lee", "said", "it was late", "the top aide"),
        ("Ann Lee sat down after the board met her and said it was late.", "Ann Lee", "said", "it was late", "Ann Lee"),
        ("Ann Lee, as she often does, said it was late.", "Ann Lee", "said", "it was late", "Ann Lee"),
    ],
)  # fmt: skip
def test_the_subject_of_the_cue_s_own_clause_speaks(text: str, source: str, cue: str, content: str, speaker: str) -> None:
    assert _mend(text, source=source, cue=cue, content=content)[0] == [speaker]


def test_who_speaks_is_nothing_that_was_said() -> None:
    text = "Mary Toll said sorry was not enough."
    document = structure(Article(id="x", text=text))
    source = Span(0, 9)
    (draft,) = mended(document, [Draft(source=(source,), cue=(Span(10, 14),), content=(source, Span(15, 35)))])
    assert draft.content == (Span(15, 35),)


@pytest.mark.parametrize(
    ("subject", "cue", "speaker"),
    [("The Zurich group", "expects", ["The Zurich group"]), ("The harbour", "is expected", []), ("The mayor", "seemed", [])],
)
def test_a_subject_that_was_taken_for_a_claim_speaks(subject: str, cue: str, speaker: list[str]) -> None:
    text = f"{subject} {cue} a loss in May."
    document = structure(Article(id="x", text=text))
    parts = [Span(0, len(subject)), Span(len(subject) + 1, len(subject) + 1 + len(cue)), Span(text.index("a loss"), len(text) - 1)]
    (draft,) = mended(document, [Draft(source=(), cue=(parts[1],), content=(parts[0], parts[2]))])
    assert [text[s.start : s.end] for s in draft.source] == speaker


def test_who_works_for_somebody_is_named_whole_before_a_relative_clause() -> None:
    text = "Not all agree. One driver for a delivery firm, who would not give his name, said he was late."
    speaker = ["One driver for a delivery firm, who would not give his name"]
    assert _mend(text, source="", cue="said", content="he was late")[0] == speaker
