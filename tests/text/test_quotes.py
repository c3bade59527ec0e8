"""Quotations: each example gives the text and what stands between its marks, the outer before the inner."""

from __future__ import annotations

import time

import pytest

from annotator.text.structure import structure
from annotator.types import Article, Quotation


def find(text: str) -> tuple[Quotation, ...]:
    return structure(Article(id="x", text=text)).quotations


EXAMPLES = [
    ("“We won,” she said, “and it is over.”", ["We won,", "and it is over."]),
    ('"We won," she said. "It is over."', ["We won,", "It is over."]),
    ("''We won,'' she said.", ["We won,"]),
    ("``We won,'' she said.", ["We won,"]),
    ("Er sagte: „Wir haben gewonnen“, und ging.", ["Wir haben gewonnen"]),
    ("Elle a dit : « Nous avons gagné » hier.", ["Nous avons gagné"]),
    ("The 'rogue' state and the '90s, said the officials' lawyer.", ["rogue"]),
    ("It cites the usual 'anon defense officials' again.", ["anon defense officials"]),
    ("the officials' view of rock 'n' roll in '68", []),
    ("‘We’re done,’ he said, ‘and that’s that.’", ["We’re done,", "and that’s that."]),
    ("“He told me ‘never again’ and left,” she said.", ["He told me ‘never again’ and left,", "never again"]),
    ('"He told me "never again" and left," she said.', ['He told me "never again" and left,', "never again"]),
    ('"Do you know "Jaws"?" he asked.', ['Do you know "Jaws"?', "Jaws"]),
    ('"The [city] council (or what is left of it) lied," he said.', ["The [city] council (or what is left of it) lied,"]),
    ("They praised the “extraordinary blockade.“ It ended.", ["extraordinary blockade."]),
    ('He is 6\'2" tall and called it "fine".', ["fine"]),
    ('"I never—" he began. "Never!"', ["I never—", "Never!"]),
    ('He called it "a disgrace. The council met again on Friday.', ["a disgrace."]),
    ('"The plan is dead, said Ms. Roe. One source said it was "very dead" by then.', ["The plan is dead,", "very dead"]),
    ('Nobody asked. We won," she said.', ["We won,"]),
    ('the word ""', []),
    ("no marks at all", []),
    ("'We had none,' she said. 'It was dark.\n\n'We went home.'\n\nIt rained.", ["We had none,", "It was dark.", "We went home."]),
    ("She said: 'It was dark.\n\n'We sat.\n\n'We went home.'\n\n'No,' he said.", ["It was dark.", "We sat.", "We went home.", "No,"]),
    ("It was in the 'dock.\n\nThe ferry left.", []),
]


@pytest.mark.parametrize(("text", "inside"), EXAMPLES)
def test_what_stands_between_marks(text: str, inside: list[str]) -> None:
    assert [text[q.start : q.end].strip() for q in find(text)] == inside


def test_a_single_quotation_over_two_paragraphs_is_one() -> None:
    first, *rest = find("'We had none,' she said. 'It was dark.\n\n'We went home.'\n\nIt rained.")
    assert [q.group == rest[0].group for q in (first, *rest)] == [False, True, True]
    begun, ended = find("'It was dark.\n\n'We went home,' she said.")
    assert begun.group == ended.group


def test_outer_span_has_the_marks() -> None:
    text = "She said “yes” twice."
    (quotation,) = find(text)
    assert text[quotation.outer_start : quotation.outer_end] == "“yes”"
    assert quotation.closed
    assert quotation.mark == "double"


def test_depth_counts_the_quotations_around() -> None:
    assert [(q.depth, q.mark) for q in find("“He told me ‘never again’ and left,” she said.")] == [(0, "double"), (1, "single")]
    # where speech stands in single marks, they do what double ones do elsewhere
    assert [(q.depth, q.mark) for q in find("‘He told me “never again” and left,’ she said.")] == [(0, "double"), (1, "single")]
    assert [(q.depth, q.mark) for q in find("The ‘rogue’ state said nothing.")] == [(0, "single")]


def test_quotation_over_paragraphs_that_each_open_with_a_mark() -> None:
    text = "“We tried everything.\n\n“Nothing helped.\n\n“So we left,” she said. “That is all.”"
    assert [(q.group, q.closed, text[q.start : q.end]) for q in find(text)] == [
        (0, False, "We tried everything."),
        (0, False, "Nothing helped."),
        (0, True, "So we left,"),
        (1, True, "That is all."),
    ]


def test_quotation_goes_on_in_a_paragraph_that_opens_with_none() -> None:
    text = 'He called the talks "one more try. We are facing delays ...\n\nthat have cost us years, and they know it." Then he left.'
    found = find(text)
    pieces = ["one more try. We are facing delays ...", "that have cost us years, and they know it."]
    assert [text[q.start : q.end] for q in found] == pieces
    assert found[0].group == found[1].group
    assert found[1].outer_start == found[1].start  # the lost mark has no width


def test_an_advertisement_does_not_end_a_quotation() -> None:
    text = "“We tried everything.\n\nAdvertisement - story continues below\n\n“Nothing helped,” she said."
    assert [q.group for q in find(text)] == [0, 0]


def test_a_mark_may_close_behind_a_stray_line_break() -> None:
    text = '"The town has\nweighed pardons for all of them," the paper\nwrites.'
    assert [text[q.start : q.end] for q in find(text)] == ["The town has\nweighed pardons for all of them,"]


def test_block_quotation() -> None:
    text = "The letter said:\n\n> We will not pay the bill.\n\nNobody answered."
    (quotation,) = find(text)
    assert quotation.mark == "block"
    assert text[quotation.start : quotation.end].strip() == "We will not pay the bill."


@pytest.mark.parametrize("unit", ['"', "''", "“a ", "a” ", "'a ", "'as' b ", "\"a “b 'c ", '"a\n\n', "«»„“", "6'2\" "])
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.perf_counter()
    find(text)
    assert time.perf_counter() - begin < 5
