"""The page of one article, as a browser shows it."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

import annotator
from annotator.types import Annotation
from tests.browser.conftest import Show, overflow, serious
from tests.conftest import SEEDS

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
NAMES = ("quarry-snark", "blackout-posts", "stadium-column")
HOSTILE = (
    'A fresh <script>window.hit = 1</script> start "The <b>pathetic</b> regime" said </mark></article></details><p id=hit> & \' " '
    "onload=x style=y \x00\x07 \u202eevil\u202c \u2066held\n\nCritics say {{ 7*7 }} {% raw %} it was a bold --> ]]> <!-- farce.\r\n"
    "Next\rline "
    "&amp; <img src=http://example.invalid/x onerror=alert(1)> officials said. " + "x" * 100_000 + "\n\n" + "Officials\u00a0said so. " * 300
)

CONTRASTS = """() => {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const paint = (...colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const check = (element, pseudo) => {
    const grounds = [];
    for (let at = element; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
    const style = getComputedStyle(element, pseudo);
    const [low, high] = [light(paint(...grounds)), light(paint(...grounds, style.color))].sort((a, b) => a - b);
    const name = `${element.className || element.tagName} ${pseudo || ""} ${element.textContent.slice(0, 30)}`;
    found.push([(high + 0.05) / (low + 0.05), name]);
  };
  for (const element of document.querySelectorAll("body *")) {
    if (element.matches(".t")) check(element, "::before");
    else if ([...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.closest("script, svg, .unseen"))
      check(element);
  }
  return found.filter(([ratio]) => ratio < 4.5);
}"""


def text_of(name: str) -> str:
    """A sample article, as it was read."""
    return (SEEDS / f"{name}.txt").read_bytes().decode("utf-8")


@cache
def annotation_of(name: str) -> Annotation:
    """A sample article's annotation."""
    return annotator.annotate(text_of(name), id=name)


@cache
def page_of(name: str) -> str:
    """A sample article's page."""
    return annotator.render(annotation_of(name), "html")


def shown_note(page: Page) -> str | None:
    """The number of the note that is shown beside its passage, None where none is shown."""
    found: str | None = page.evaluate('(() => { const p = document.querySelector(".pop"); return p.hidden ? null : p.dataset.of; })()')
    return found


def focused(page: Page) -> str:
    """The id of what has the keyboard's focus."""
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize(
    ("name", "scheme"), [("quarry-snark", "light"), ("quarry-snark", "dark"), ("blackout-posts", "light"), ("stadium-column", "dark")]
)
def test_axe_and_contrast(show: Show, name: str, scheme: Scheme) -> None:
    page = show(page_of(name), scheme=scheme).page
    page.evaluate('document.querySelectorAll("details").forEach((fold) => { fold.open = true; })')
    page.keyboard.press("j")
    assert shown_note(page) == "1"
    assert page.evaluate(CONTRASTS) == []
    assert serious(page) == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_text_is_the_input_and_nothing_is_loaded(show: Show, name: str, script: bool) -> None:
    visit = show(page_of(name), script=script)
    assert visit.page.evaluate('document.querySelector("article").textContent') == text_of(name)
    assert visit.requests == []
    assert visit.console == []


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_phone_needs_no_sideways_scrolling(show: Show, name: str) -> None:
    page = show(page_of(name), width=320).page
    page.evaluate('document.querySelectorAll("details").forEach((fold) => { fold.open = true; })')
    assert overflow(page) == 0
    page.keyboard.press("j")
    assert overflow(page) == 0


def test_keys_walk_the_marks_there_and_back(show: Show) -> None:
    page = show(page_of("quarry-snark")).page
    order = page.evaluate('[...document.querySelectorAll("article .t")].map((tag) => tag.id)')
    assert len(order) == len(annotation_of("quarry-snark").findings) > 5
    for key, target in zip(["j", "ArrowRight", "ArrowDown", "j", "k", "ArrowLeft", "ArrowUp"], [0, 1, 2, 3, 2, 1, 0], strict=True):
        page.keyboard.press(key)
        assert focused(page) == order[target], key
        assert shown_note(page) == order[target].removeprefix("mark-")
    page.keyboard.press("k")
    assert focused(page) == order[-1]
    page.keyboard.press("Escape")
    assert shown_note(page) is None
    page.keyboard.press("j")
    assert focused(page) == order[0]


def test_arrows_up_and_down_scroll_until_a_mark_has_the_focus(show: Show) -> None:
    page = show(page_of("quarry-snark")).page
    page.keyboard.press("ArrowDown")
    assert focused(page) == ""


@pytest.mark.parametrize("width", [1280, 320])
def test_every_mark_shows_its_note(show: Show, width: int) -> None:
    page = show(page_of("quarry-snark"), width=width).page
    for number, finding in enumerate(annotation_of("quarry-snark").findings, start=1):
        page.focus(f"#mark-{number}")
        assert shown_note(page) == str(number)
        words = page.inner_text(".pop").casefold()
        assert finding.rule in words
        assert finding.message.casefold() in words
        box = page.locator(".pop").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_hover_shows_the_innermost_note_and_it_can_be_entered(show: Show) -> None:
    page = show(page_of("quarry-snark")).page
    inner = page.evaluate('document.querySelector("article span.m a.m").dataset.n')
    page.hover(f'article span.m a.m[data-n="{inner}"]')
    page.wait_for_selector(".pop:not([hidden])")
    assert shown_note(page) == inner
    page.hover(".pop")
    page.wait_for_timeout(350)
    assert shown_note(page) == inner
    page.mouse.move(2, 2)
    page.wait_for_selector(".pop", state="hidden")


def test_without_script_every_mark_leads_to_its_note_and_back(show: Show) -> None:
    page = show(page_of("quarry-snark"), script=False).page
    assert page.locator(".filters").is_hidden()
    for number in range(1, len(annotation_of("quarry-snark").findings) + 1):
        page.focus(f"#mark-{number}")
        page.keyboard.press("Enter")
        assert page.evaluate('document.querySelector(":target").id') == f"note-{number}"
        assert page.evaluate('document.querySelector(":target").getBoundingClientRect().top < innerHeight')
        page.focus(f"#note-{number} .back")
        page.keyboard.press("Enter")
        assert page.evaluate('document.querySelector(":target").id') == f"mark-{number}"


def test_filters_by_rule_layer_and_severity(show: Show) -> None:
    findings = annotation_of("quarry-snark").findings
    page = show(page_of("quarry-snark")).page

    def shown() -> list[int]:
        numbers = page.evaluate('[...document.querySelectorAll("li.note:not([hidden])")].map((note) => Number(note.id.slice(5)))')
        tags = page.evaluate('[...document.querySelectorAll(".t:not(.off)")].map((tag) => Number(tag.dataset.n))')
        assert sorted(numbers) == sorted(tags)
        return sorted(numbers)

    def keep(test: Any) -> list[int]:
        return [number for number, finding in enumerate(findings, start=1) if test(finding)]

    page.get_by_label("loaded-language", exact=False).first.uncheck()
    assert shown() == keep(lambda f: f.rule != "loaded-language")
    page.get_by_label("loaded-language", exact=False).first.check()
    page.uncheck('input[value="relayed"]')
    page.uncheck('input[value="quoted"]')
    assert shown() == keep(lambda f: f.layer not in ("relayed", "quoted"))
    page.check('input[value="relayed"]')
    page.check('input[value="quoted"]')
    page.uncheck('input[value="note"]')
    assert shown() == keep(lambda f: f.severity > 1)
    page.uncheck('input[value="error"]')
    left = keep(lambda f: f.severity == 2)
    assert shown() == left
    assert page.inner_text(".tally") == f"{len(left)} of {len(findings)}"
    page.focus("h1, #text")
    page.keyboard.press("j")
    assert page.evaluate("Number(document.activeElement.dataset.n)") in left


def test_each_bar_begins_where_the_one_before_ended_and_leads_to_its_passages(show: Show) -> None:
    page = show(page_of("quarry-snark")).page
    sheets = page.evaluate(
        """[...document.querySelectorAll(".sheet")].map((sheet) => [...sheet.querySelectorAll(".bars > li")].map((bar) => {
             const box = bar.querySelector("rect[class^=b-]");
             return [parseFloat(bar.querySelector(".points").textContent.replace("−", "-")), Number(box.getAttribute("x")),
                     Number(box.getAttribute("width")), bar.className, bar.querySelector(".bar").getAttribute("href")];
           }))"""
    )
    assert len(sheets) == 3
    for bars in sheets:
        at = 0.0
        *steps, (total, _, length, kind, _) = bars
        assert kind == "sum"
        for points, x, width, _, _ in steps:
            start = x if points >= 0 else x + width
            assert start == pytest.approx(at, abs=0.7)
            at = x + width if points >= 0 else x
        assert length == pytest.approx(at, abs=0.7)
        assert sum(points for points, *_ in steps) == pytest.approx(total, abs=0.06 * len(steps))
    hrefs = page.evaluate('[...document.querySelectorAll("a[href^=\\"#\\"]")].map((link) => link.getAttribute("href").slice(1))')
    assert page.evaluate("(ids) => ids.filter((id) => !document.getElementById(id))", hrefs) == []
    page.click("a.bar[href^='#s-']")
    assert page.evaluate('CSS.highlights.get("spot").size') == 1


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_hostile_text_stays_inert(show: Show, script: bool, width: int) -> None:
    html = annotator.render(annotator.annotate(HOSTILE, title="<img src=x onerror=alert(1)>" + "y" * 9000, outlet='"><script>'), "html")
    visit = show(html, script=script, width=width)
    assert visit.page.evaluate('document.querySelector("article").textContent') == HOSTILE.replace("\x00", "\ufffd")
    assert visit.page.evaluate("[window.hit, document.images.length, document.scripts.length]") == [None, 0, 1]
    assert visit.page.evaluate('document.querySelectorAll("article :not(a, span, i, details, summary), #hit").length') == 0
    assert visit.requests == []
    assert visit.console == []
    assert overflow(visit.page) == 0


def test_on_paper_the_notes_are_endnotes_and_nothing_is_folded(show: Show) -> None:
    page = show(page_of("blackout-posts")).page
    page.emulate_media(media="print")
    look = page.evaluate(
        """() => ({ side: getComputedStyle(document.querySelector(".side")).position,
                    number: getComputedStyle(document.querySelector(".t"), "::after").content,
                    filters: getComputedStyle(document.querySelector(".filters")).display,
                    paper: getComputedStyle(document.documentElement).backgroundColor })"""
    )
    assert look == {"side": "static", "number": '"1"', "filters": "none", "paper": "rgb(255, 255, 255)"}
    article, notes = page.locator("article").bounding_box(), page.locator(".notes").bounding_box()
    assert article is not None
    assert notes is not None
    assert notes["y"] >= article["y"] + article["height"]
    hidden = """[...document.querySelectorAll("details.fold")].filter((fold) => {
      const range = new Range(); range.selectNodeContents(fold); range.setStartAfter(fold.firstChild);
      return !range.getBoundingClientRect().height; }).length"""
    assert page.evaluate(hidden) == 0


def test_set_aside_text_is_folded_and_opens(show: Show) -> None:
    page = show(page_of("blackout-posts"), script=False).page
    fold = page.locator("details.fold").first
    assert fold.get_attribute("open") is None
    assert re.fullmatch(r"set aside: [a-z_, ]+, \d+ words?", fold.locator("summary").get_attribute("aria-label") or "")
    fold.locator("summary").click()
    assert fold.get_attribute("open") is not None


def test_language_skip_link_and_motion(show: Show) -> None:
    page = show(page_of("quarry-snark"), still=False).page
    assert page.evaluate('[document.documentElement.lang, document.querySelector("article").lang]') == ["en", "en"]
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the article"
    page.keyboard.press("Enter")
    page.wait_for_function('document.activeElement.id === "text"')
    assert show(page_of("quarry-snark")).page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_screenshots(show: Show, tmp_path: Path, width: int, scheme: Scheme) -> None:
    """Screenshots to look at before a release: set ANNOTATOR_SHOTS to a folder to keep them."""
    folder = Path(os.environ.get("ANNOTATOR_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    page = show(page_of("quarry-snark"), scheme=scheme, width=width).page
    target = folder / f"article-{width}-{scheme}.png"
    page.screenshot(path=target, full_page=True)
    assert target.stat().st_size > 50_000
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) > 600) is (scheme == "light")


def test_links_to_claims_reasons_and_terms_light_the_very_passage(show: Show) -> None:
    annotation = annotation_of("mayor-whispers")
    page = show(page_of("mayor-whispers")).page
    wanted = {(context.start, context.end) for finding in annotation.findings for context in finding.context}
    assert len(wanted) > 3
    for start, end in sorted(wanted):
        page.evaluate(f"location.hash = 's-{start}-{end}'")
        page.wait_for_function(f"CSS.highlights.has('spot') && document.querySelector(':target').id === 's-{start}-{end}'")
        assert page.evaluate("[...CSS.highlights.get('spot')][0].toString()") == text_of("mayor-whispers")[start:end]
        assert page.locator(f".note a[href='#s-{start}-{end}']").count() >= 1
