"""The index as a browser shows it: sorting, filters, search and pages, the way without script, the keyboard, hostile texts."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from annotator.cli import main
from annotator.report.index import PAGE
from tests.browser.conftest import Show, overflow, serious
from tests.browser.test_article import CONTRASTS
from tests.conftest import ROOT
from tests.test_index import OUTLETS, hostile, many, pages

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
COUNT = 1200
DONE = COUNT - COUNT // 50

NAMES = '[...document.querySelectorAll("#table tbody a")].map((link) => link.textContent)'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of many rows, as files."""
    target = tmp_path_factory.mktemp("index")
    for name, page in pages(many(COUNT)).items():
        (target / name).write_text(page, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of reports over the sample articles."""
    target = tmp_path_factory.mktemp("seeds")
    assert CliRunner().invoke(main, ["report", str(ROOT / "seeds"), "-o", str(target), "-q"]).exit_code == 0
    return target


@cache
def cells() -> dict[str, dict[str, Any]]:
    """The rows of the summary that the pages were made of, by title."""
    return {str(row["title"]): row for row, href in many(COUNT) if href}


def names(page: Page) -> list[str]:
    """The titles of the articles that the table shows."""
    found: list[str] = page.evaluate(NAMES)
    return found


def column(page: Page, number: int) -> list[str]:
    """The texts of a column of the table, from 1."""
    return page.locator(f"#table tbody tr > :nth-child({number})").all_text_contents()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_no_serious_finding_no_request_no_complaint(show: Show, folder: Path, seeds: Path, scheme: Scheme, width: int) -> None:
    for source, close in ((seeds / "index.html", True), (pages(many(30))["index.html"], True), (folder / "index.html", False)):
        visit = show(source, scheme=scheme, width=width)
        visit.page.evaluate('document.querySelectorAll("details").forEach((fold) => { fold.open = true; })')
        assert overflow(visit.page) == 0
        assert visit.page.evaluate(CONTRASTS) == []
        assert not close or serious(visit.page) == []
        assert visit.requests == []
        assert visit.console == []


def test_the_script_writes_the_rows_that_the_static_pages_have(show: Show, folder: Path) -> None:
    page = show(folder / "index.html").page
    static = show(folder / "index-2.html", script=False).page.locator("#table tbody").inner_html()
    page.get_by_role("button", name="next").click()
    assert page.locator("#table tbody").inner_html().replace("</tr><tr>", "</tr>\n<tr>") == static.strip()


def test_pages_turn_and_the_focus_goes_to_the_articles(show: Show, folder: Path) -> None:
    page = show(folder / "index.html").page
    first = names(page)
    assert len(first) == PAGE
    assert page.locator("#shown").text_content() == f"{DONE:,} articles, 1 to {PAGE} shown"
    assert page.get_by_role("button", name="before").is_disabled()
    seen = list(first)
    while page.get_by_role("button", name="next").is_enabled():
        page.get_by_role("button", name="next").click()
        seen += names(page)
    assert sorted(seen) == sorted(cells())
    assert page.evaluate("document.activeElement.id") == "articles"
    page.get_by_role("button", name="first").click()
    assert names(page) == first


@pytest.mark.parametrize(("head", "number"), [("words", 4), ("overall", 7), ("errors", 9)])
def test_a_head_sorts_both_ways_and_what_has_no_number_stays_last(show: Show, folder: Path, head: str, number: int) -> None:
    page = show(folder / "index.html").page
    button = page.locator("#table thead button").nth(number - 1)
    ways = {}
    for _ in range(2):
        button.click()
        way = page.locator("#table thead th").nth(number - 1).get_attribute("aria-sort")
        ways[way] = [float(text) for text in column(page, number)]
    key = "findings_error" if head == "errors" else head
    known = sorted(row[key] for row in cells().values() if row[key] is not None)
    assert ways["ascending"] == known[:PAGE]
    assert ways["descending"] == known[::-1][:PAGE]
    page.locator("#sort").select_option(f"{number - 1}+")
    page.get_by_role("button", name="last").click()
    last = column(page, number)[-1]
    assert (last == "–") == any(row[key] is None for row in cells().values())


def test_outlet_date_and_rule_filters_go_together(show: Show, folder: Path) -> None:
    page = show(folder / "index.html").page
    page.locator("#outlet").select_option(label=OUTLETS[1])
    page.locator("#rule").select_option(label="SQ scare-quotes")
    page.locator("#from").fill("2024-03-01")
    page.locator("#to").fill("2024-08-15")
    page.locator("#to").dispatch_event("change")
    expected = [
        title
        for title, row in cells().items()
        if row["outlet"] == OUTLETS[1] and row["findings_scare_quotes"] and "2024-03-01" <= row["date"] <= "2024-08-15"
    ]
    assert 0 < len(expected) < PAGE
    assert sorted(names(page)) == sorted(expected)
    assert page.locator("#shown").text_content() == f"{len(expected)} of {DONE:,} articles"
    assert not page.locator(".paging").is_visible()
    page.get_by_role("button", name="show all").click()
    assert page.locator("#shown").text_content() == f"{DONE:,} articles, 1 to {PAGE} shown"
    page.locator("#state").select_option("0")
    assert sorted(names(page)) == sorted(title for title, row in cells().items() if row["overall"] is None)


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [("ferry", "title", "ferry"), ("A00017", "id", "a00017"), ("harbour post", "outlet", OUTLETS[1]), ("IN/part-3", "path", "part-3")],
)
def test_search_finds_titles_ids_outlets_and_paths(show: Show, folder: Path, words: str, field: str, value: str) -> None:
    page = show(folder / "index.html").page
    page.locator("#q").fill(words)
    expected = [title for title, row in cells().items() if value in row[field]]
    expect(page.locator("#shown")).to_have_text(re.compile(f"^{len(expected):,} of "))
    assert set(names(page)) <= {title for title, row in cells().items() if value in row[field] or field == "outlet"}
    assert len(names(page)) == min(PAGE, len(expected)) > 0


def test_the_pages_of_many_rows_are_accessible(show: Show, folder: Path) -> None:
    assert serious(show(folder / "index.html").page) == []


def test_a_search_that_finds_nothing_says_so(show: Show, folder: Path) -> None:
    page = show(folder / "index.html").page
    page.locator("#q").fill("no such words")
    expect(page.locator("#shown")).to_have_text(re.compile("^0 of "))
    assert names(page) == []


def test_the_keyboard_reaches_everything(show: Show, folder: Path) -> None:
    page = show(folder / "index.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "articles"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#table thead button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#table thead th").first.get_attribute("aria-sort") == "ascending"
    page.locator("#reset").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "q"


def test_without_script_all_articles_are_reached_by_links(show: Show, folder: Path) -> None:
    page = show(folder / "index.html", script=False).page
    assert not page.locator("#tools").is_visible()
    seen = page.locator("#table tbody a").all_text_contents()
    while page.get_by_role("link", name="next").count():
        page.get_by_role("link", name="next").click()
        seen += page.locator("#table tbody a").all_text_contents()
    assert sorted(seen) == sorted(cells())


@pytest.mark.parametrize("script", [True, False])
def test_each_row_leads_to_its_report(show: Show, seeds: Path, script: bool) -> None:
    page = show(seeds / "index.html", script=script).page
    hrefs = (
        page.evaluate('[...document.querySelectorAll("#table tbody a")].map((a) => a.getAttribute("href"))')
        if script
        else ["tariff-talks.html"]
    )
    assert sorted(hrefs) == sorted(path.name for path in seeds.glob("*.html") if path.name != "index.html") or not script
    page.locator('#table a[href="tariff-talks.html"]').click()
    assert page.locator("article").count() == 1


@pytest.mark.parametrize("width", [1280, 320])
def test_hostile_texts_stay_inert(show: Show, width: int) -> None:
    visit = show(hostile(), width=width)
    visit.page.locator("#sort").select_option("0-")
    assert visit.page.locator("#table tbody tr").count() == 8
    assert visit.page.evaluate("window.hit") is None
    assert visit.requests == []
    assert visit.console == []
    assert overflow(visit.page) == 0
    assert serious(visit.page) == []


def test_on_paper_the_tools_are_gone(show: Show, folder: Path) -> None:
    page = show(folder / "index.html").page
    page.emulate_media(media="print")
    assert not page.locator("#tools").is_visible()
    assert page.locator("#table tbody tr").first.is_visible()


def test_ten_thousand_rows_open_and_sort_without_a_wait(show: Show, tmp_path: Path) -> None:
    rows = many(10_000)
    for name, content in pages(rows).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    page = show(tmp_path / "index.html").page
    assert page.evaluate('performance.getEntriesByType("navigation")[0].domInteractive') < 5000
    took = page.evaluate(
        """() => { const sort = document.getElementById("sort"); const start = performance.now();
        sort.value = "6-"; sort.dispatchEvent(new Event("change")); document.body.offsetHeight; return performance.now() - start; }"""
    )
    assert took < 2000
    best = max(int(str(row["overall"])) for row, href in rows if href and row["overall"] is not None)
    assert column(page, 7)[0] == str(best)
    assert page.locator("#shown").text_content() == f"9,800 articles, 1 to {PAGE} shown"


@pytest.mark.skipif("ANNOTATOR_SHOTS" not in os.environ, reason="set ANNOTATOR_SHOTS to a folder for pictures to look at")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_screenshots(show: Show, folder: Path, seeds: Path, scheme: Scheme, width: int) -> None:
    target = Path(os.environ["ANNOTATOR_SHOTS"])
    for name, place in (("many", folder), ("seeds", seeds)):
        picture = target / f"index-{name}-{width}-{scheme}.png"
        show(place / "index.html", scheme=scheme, width=width).page.screenshot(path=picture, full_page=True)
        assert picture.stat().st_size > 0
