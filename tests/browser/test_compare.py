"""The page that puts tellings of one story side by side, as a browser shows it."""

from __future__ import annotations

from functools import cache
from typing import Literal

import pytest

import annotator
from annotator.compare.comparison import Comparison, compare
from annotator.report.compare import render
from tests.browser.conftest import Show, overflow, serious
from tests.browser.test_article import CONTRASTS
from tests.compare.conftest import compared
from tests.compare.test_page import hostile

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PAIR = ("quarry-report", "quarry-snark")
THREE = ("tariff-talks", "tariff-tabloid", "ferry-retold")
SIX = ("tariff-talks", "tariff-tabloid", "ferry-retold", "ferry-inspection", "quarry-report", "quarry-snark")
EVERY = (PAIR, THREE, SIX)

TOPS = """() => [...document.querySelectorAll(".claim .cols")]
  .map((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().top)))"""


@cache
def page_of(*names: str) -> str:
    """The page of sample articles."""
    return render(compared(*names))


@cache
def hostile_pair() -> Comparison:
    """Articles that try to break out of the page."""
    return hostile()


@pytest.mark.parametrize("names", EVERY)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_no_serious_finding_no_request_no_complaint(show: Show, names: tuple[str, ...], scheme: Scheme, width: int) -> None:
    visit = show(page_of(*names), scheme=scheme, width=width)
    assert serious(visit.page) == []
    assert overflow(visit.page) == 0
    assert visit.requests == []
    assert visit.console == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_contrast(show: Show, scheme: Scheme) -> None:
    assert show(page_of(*PAIR), scheme=scheme).page.evaluate(CONTRASTS) == []


def test_columns_stand_side_by_side_and_stack_on_a_phone(show: Show) -> None:
    wide = show(page_of(*PAIR)).page.evaluate(TOPS)
    assert wide
    assert all(left == right for left, right in wide)
    narrow = show(page_of(*PAIR), width=320).page.evaluate(TOPS)
    assert all(left < right for left, right in narrow)


def test_a_row_of_many_holds_only_those_that_have_the_claim(show: Show) -> None:
    page = show(page_of(*SIX)).page
    assert page.locator(".claim .cell").count() == sum(
        len({telling.article for telling in row.tellings}) for row in compared(*SIX).claims if row.status != "only"
    )
    assert page.get_by_text("Not found in A, B, C, D").count() > 0


def test_the_passages_are_the_articles_words(show: Show) -> None:
    page = show(page_of(*PAIR)).page
    shown = page.eval_on_selector_all(".passage", "all => all.map((one) => one.textContent)")
    assert sorted(shown) == sorted(telling.text for row in compared(*PAIR).claims for telling in row.tellings)


def test_it_works_without_script_and_on_paper(show: Show) -> None:
    page = show(page_of(*PAIR), script=False).page
    page.emulate_media(media="print")
    assert page.locator(".claim").first.is_visible()
    assert page.locator("#only-B").is_visible()
    assert not page.locator(".skip").is_visible()


def test_the_keyboard_reaches_the_claims_first(show: Show) -> None:
    page = show(page_of(*PAIR)).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#claims"
    assert page.evaluate("document.activeElement.id") == "claims"


def test_each_claim_is_named_and_each_cell_says_whose_it_is(show: Show) -> None:
    page = show(page_of(*PAIR)).page
    rows = [row for row in compared(*PAIR).claims if row.status != "only"]
    named = [page.get_by_role("region", name=name).count() for name in ("Reworded", "Nearly the same words", "Perhaps the same")]
    assert sum(named) == len(rows)
    assert page.locator(".cell .tag").first.text_content() == "A quarry-report"


@pytest.mark.parametrize("width", [1280, 320])
def test_hostile_text_stays_inert(show: Show, width: int) -> None:
    visit = show(render(hostile_pair()), width=width)
    assert visit.page.evaluate("window.hit") is None
    assert visit.requests == []
    assert visit.console == []
    assert overflow(visit.page) == 0
    assert serious(visit.page) == []


def test_articles_that_share_nothing_say_so(show: Show) -> None:
    pair = [annotator.annotate(text) for text in ("The council met on Monday and voted.", "A ferry ran aground near the old pier.")]
    page = show(render(compare(pair))).page
    assert page.get_by_text("No claim was found in more than one").is_visible()
    assert serious(page) == []
