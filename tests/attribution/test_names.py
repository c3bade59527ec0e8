"""Names: runs of capitals, fullest forms, gender, and who is a person."""

from __future__ import annotations

import pytest

from annotator.attribution.kinds import context
from annotator.attribution.names import Names, fold
from annotator.attribution.titles import introduction
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Document


def _read(text: str) -> tuple[Document, Names]:
    document = structure(Article(id="sample", text=text))
    return document, context(document, load().scan(document)).names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote was won by Ann Lee on Friday.", ("ann", "lee")),
        ("It was Sen. Ann Lee who left.", ("ann", "lee")),
        ("It was Secretary of State Ann Lee who left.", ("ann", "lee")),
        ("It was José Peña de la Cruz who left.", ("jose", "pena", "de", "la", "cruz")),
        ("It was John F. Oakley who left.", ("john", "oakley")),
    ],
)
def test_a_name_is_found_without_its_title(text: str, expected: tuple[str, ...]) -> None:
    _, names = _read(text)
    assert expected in [key for _, key in names.mentions]


def test_a_surname_stands_for_the_full_name() -> None:
    _, names = _read("The mayor, Ann Pérez, left. Nobody knew why PEREZ left, and Pérez said nothing.")
    assert [key for _, key in names.mentions] == [("ann", "perez")] * 3


def test_two_of_one_surname_are_told_apart_by_title() -> None:
    _, names = _read("Bill Oakley and Hillary Oakley came. Then Mrs. Oakley left and Mr. Oakley stayed.")
    assert [key[0] for _, key in names.mentions] == ["bill", "hillary", "hillary", "bill"]


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    _, names = _read("Yet nothing happened. Critics waited, and the critics left.")
    assert names.mentions == []


def test_days_and_months_are_no_names_but_people_may_be_called_so() -> None:
    _, names = _read("She left on Friday. In March, a lawyer wrote to Theresa May, and May said nothing.")
    assert [key for _, key in names.mentions] == [("theresa", "may")] * 2


def test_gender_by_title_and_by_given_name() -> None:
    _, names = _read("Mr. Quill met Susan Ward.")
    assert names.gender(("quill",)) == "m"
    assert names.gender(("susan", "ward")) == "f"
    assert names.gender(("zorb", "ward")) == ""


def test_fold_takes_accents_away() -> None:
    assert fold("guaidó") == "guaido"
    assert fold("plain") == "plain"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The rise was small, said Ann Lee, a grain expert at the Delta Institute.", "a grain expert at the Delta Institute"),
        ("The rise was small, opposition leader Ann Lee said.", "opposition leader"),
        ("They met Ann Lee, who directs port policy at the ministry, on Friday.", "who directs port policy at the ministry"),
        ("They met Ann Lee, 41, a nurse, on Friday.", "a nurse"),
        ("They met Ann Lee on Friday.", None),
        ("They met Ann Lee, who needs to win the port, on Friday.", None),
        ("It was the pier that port officers allege Ann Lee burned.", None),
        ("For Ann Lee, the prospect of a long trial was grim.", None),
        ("Ann Lee, communications director for the Harbour Project, said so.", "communications director for the Harbour Project"),
        ("Delta economist Ann Lee, a vocal supporter of the dam, said so.", "Delta economist"),
        ("Rep. Ann Lee (D-Ohio), who had asked for it, said so.", "Rep."),
        ("They met Ann Lee (D-Ohio) there.", "D-Ohio"),
        ("The lawyer for Mr. Holm, Ann Lee, said so.", "The lawyer for Mr. Holm"),
        ("The committee’s chairwoman, Ann Lee, Republican of Ohio, said so.", "The committee’s chairwoman"),
        ("Ann Lee, a lawyer for Mr. Holm, said so.", "a lawyer for Mr. Holm"),
        ("He thanked the voters, Ann Lee, and the weather.", None),
        ("The official, Ann Lee, who leads the division of roads, said so.", "who leads the division of roads"),
        ("After a call with Ann Lee, the mayor said that he was sorry.", None),
    ],
)
def test_introduction(text: str, title: str | None) -> None:
    document = structure(Article(id="sample", text=text))
    look = context(document, load().scan(document))
    name = next(name for name, key in look.names.mentions if key == ("ann", "lee"))
    found = introduction(document, name, look.titles)
    assert (found.of(text) if found else None) == title


@pytest.mark.parametrize("when", ["On Monday", "Since March", "Last Friday", "In June"])
def test_a_day_before_a_name_is_no_part_of_it(when: str) -> None:
    document = structure(Article(id="sample", text=f"{when} Wynne Oakley left the board."))
    assert [key for _, key in context(document, load().scan(document)).names.mentions] == [("wynne", "oakley")]
