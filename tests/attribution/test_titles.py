"""Who a named source is, by the article's own words."""

from __future__ import annotations

import pytest

from annotator.config import Settings
from annotator.pipeline import annotate_article
from annotator.types import Article

SETTINGS = Settings(plugins=False)


def _titles(text: str) -> dict[str, str | None]:
    sources = annotate_article(Article(id="x", text=text), SETTINGS).reading.sources
    return {source.label: text[source.title.start : source.title.end] if source.title else None for source in sources}


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("But Unison’s organiser, Carl Pryce, said no.", "Carl Pryce", "Unison’s organiser"),
        ("The trust’s chairman, Lord Beck, said no.", "Beck", "The trust’s chairman"),
        ("Dr Priya Raman, who had run the trust since 2019, said no.", "Priya Raman", "who had run the trust since 2019"),
        ("One health economist, Prof Dan Whit of Lund University, said no.", "Dan Whit", "One health economist"),
        ("Marta Osei said no. Osei, 52, is the only doctor on the island.", "Marta Osei", "the only doctor on the island"),
        ("Former first lady Laura Bek said no.", "Laura Bek", "Former first lady"),
        ("Tess Dorn, the harbour board's chief strategist, said no.", "Tess Dorn", "the harbour board's chief strategist"),
        ("Tess Dorn, Holm’s campaign manager, said no.", "Tess Dorn", "Holm’s campaign manager"),
        ("Mr. Holm's former campaign manager, Tess Dorn, said no.", "Tess Dorn", "Holm's former campaign manager"),
        ("One of the college's top executives, Tess Dorn, said no.", "Tess Dorn", "One of the college's top executives"),
        (
            "Tess Dorn, senior associate for schools at the Keel Institute, said no.",
            "Tess Dorn",
            "senior associate for schools at the Keel Institute",
        ),
        ("Tess Dorn, a Harwick, N.J., teacher and mother of two, said no.", "Tess Dorn", "a Harwick, N.J., teacher and mother of two"),
        ("Tess Dorn, chairman of Open Harbour (a charity), said no.", "Tess Dorn", "chairman of Open Harbour"),
        ("Harwick Daily moderator Tess Dorn said no.", "Tess Dorn", "Harwick Daily moderator"),
        ("Pollster Susan Dorn said no.", "Susan Dorn", "Pollster"),
        ("“No,” said retired neurosurgeon Tess Dorn.", "Tess Dorn", "retired neurosurgeon"),
        ("Tess Dorn of the Keel Institute said no.", "Tess Dorn", "of the Keel Institute"),
        ("Tess Dorn of the nonprofit Open Harbour said no.", "Tess Dorn", "of the nonprofit Open Harbour"),
        ("Coach Tess Dorn had said no.", "Tess Dorn", "Coach"),
        ("Tess Dorn, writing for the Harwick Mail, said no.", "Tess Dorn", "writing for the Harwick Mail"),
        ("On Monday Reuters’ Tess Dorn reported that it was closed.", "Tess Dorn", "Reuters"),
        ("Tess Dorn, 43, is a nurse at the county hospital. Dorn said no.", "Tess Dorn", "a nurse at the county hospital"),
        ("Tess Dorn, who left in May, said no. The former mayor, Tess Dorn, told them on Friday.", "Tess Dorn", "The former mayor"),
    ],
)
def test_what_the_article_says_of_somebody_is_the_title(text: str, name: str, title: str) -> None:
    assert _titles(text).get(name) == title


@pytest.mark.parametrize(
    "text",
    [
        "They had to consider Tess Dorn. Tess Dorn said no.",
        "Tess Dorn is thanking supporters at a rally. Tess Dorn said no.",
        "It's Tess Dorn. Tess Dorn said no.",
        "Whether Tess Dorn never said so is not known. Tess Dorn said no.",
    ],
)
def test_what_says_nothing_of_somebody_is_no_title(text: str) -> None:
    assert _titles(text)["Tess Dorn"] is None


def test_a_day_is_nobody_s_name() -> None:
    text = "According to a poll released Monday, four in ten would stay. Tess Dorn disagreed. Dorn Friday told the board that she would go."
    assert set(_titles(text)) == {"a poll released Monday", "Tess Dorn"}


def test_an_office_may_be_a_surname() -> None:
    assert "Charlie King" in _titles("Charlie King, a former director of the port, said the town would pay. The king of Keel said no.")


def test_who_is_never_introduced_is_named_in_a_notice() -> None:
    text = "Susan Dorn said that the port would close. James Holm, the mayor, said that it would not. Keel Energy said nothing."
    (notice,) = [n for n in annotate_article(Article(id="x", text=text), SETTINGS).notices if n.slug == "unintroduced-source"]
    assert notice.message.endswith("who they are: Susan Dorn")


def test_a_long_list_of_strangers_is_cut() -> None:
    given = ("Susan", "James", "Robert", "Linda", "Karen", "Peter", "Frank")
    text = " ".join(f"{name} Dorn{'aeiouxy'[at]} said that the port would close." for at, name in enumerate(given))
    (notice,) = [n for n in annotate_article(Article(id="x", text=text), SETTINGS).notices if n.slug == "unintroduced-source"]
    assert notice.message.endswith("and 2 more")
