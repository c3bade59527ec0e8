"""The HTML page: its text is the input, character for character; marks cover what they mark; nothing is loaded from anywhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape
from msgspec.structs import replace

import annotator
from annotator.config import Settings
from annotator.pipeline import guide
from annotator.report import html
from annotator.report.guide import Guide, sections
from annotator.report.page import asset
from annotator.report.segments import blocks, depths
from annotator.types import Finding, Span
from tests.conftest import SEEDS

HOSTILE = (
    '<script>alert(1)</script> "The <b>pathetic</b> regime" said </mark></article> & \' onload=x \x00\x07 \u202eevil\u202c '
    "{{ 7*7 }} {% raw %} officials said it was bold.\r\nNext\rline & so on. " + "x" * 100_000
)


class _Text(HTMLParser):
    """The text content of the article element, and every tag that stands in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.parts: list[str] = []
        self.tags: set[str] = set()
        self.every: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.every.append((tag, dict(attrs)))
        if tag == "article":
            self.inside = True
        elif self.inside:
            self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def _parsed(page: str) -> _Text:
    parser = _Text()
    parser.feed(page)
    parser.close()
    return parser


@pytest.mark.parametrize("name", ["quarry-snark.txt", "airport-strike.txt", "care-homes.txt"])
def test_text_content_is_the_input(name: str) -> None:
    text = (SEEDS / name).read_bytes().decode("utf-8")
    parsed = _parsed(annotator.render(annotator.annotate(text), "html"))
    assert "".join(parsed.parts) == text
    assert parsed.tags <= {"a", "span", "i", "details", "summary"}


def test_hostile_text_stays_inert() -> None:
    page = annotator.render(annotator.annotate(HOSTILE, title="<img src=x onerror=alert(1)>", outlet='"><script>'), "html")
    parsed = _parsed(page)
    assert parsed.tags <= {"a", "span", "i", "details", "summary"}
    assert "".join(parsed.parts) == HOSTILE.replace("\x00", "\ufffd")
    assert sum(tag == "script" for tag, _ in parsed.every) == 1
    assert "img" not in {tag for tag, _ in parsed.every}


def test_every_mark_leads_to_its_note_and_back() -> None:
    annotation = annotator.annotate((SEEDS / "quarry-snark.txt").read_text(encoding="utf-8"))
    page = annotator.render(annotation, "html")
    ids = set(re.findall(r' id="([^"]+)"', page))
    for number in range(1, len(annotation.findings) + 1):
        assert {f"mark-{number}", f"note-{number}"} <= ids
        assert f'href="#mark-{number}"' in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_nothing_is_loaded_and_the_policy_forbids_it() -> None:
    page = annotator.render(annotator.annotate("The regime said so."), "html")
    parsed = _parsed(page)
    loading = [(tag, key) for tag, attrs in parsed.every for key in attrs if key in ("src", "srcset", "data", "action", "style")]
    assert loading == []
    assert [tag for tag, _ in parsed.every if tag in ("link", "img", "iframe", "object", "embed")] == []
    policy = next(attrs["content"] for tag, attrs in parsed.every if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


DENSE = ("quarry-snark.txt", "tariff-tabloid.txt", "stadium-column.txt", "mayor-whispers.txt", "blackout-posts.txt")


def test_two_thousand_words_weigh_less_than_200_kilobytes() -> None:
    text = "\n\n".join((SEEDS / name).read_text(encoding="utf-8") for name in DENSE)
    annotation = annotator.annotate(text)
    assert annotation.words >= 2000
    assert len(annotation.findings) >= 60
    assert len(annotator.render(annotation, "html").encode()) < 200_000


def test_rendering_takes_less_than_10_milliseconds() -> None:
    text = "\n\n".join((SEEDS / name).read_text(encoding="utf-8") for name in ("care-homes.txt", "ferry-retold.txt"))
    annotation, told = annotator.annotate(text), guide(Settings())
    assert annotation.words >= 1000
    html.render(annotation, told)
    times = []
    for _ in range(20):
        start = perf_counter()
        html.render(annotation, told)
        times.append(perf_counter() - start)
    assert min(times) < 0.010


class _Marked(HTMLParser):
    """The text under each finding's marks, and how far out the lines around each piece run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, int, int]] = []
        self.text: dict[int, list[str]] = {}
        self.inside = False
        self.broken: list[tuple[int, ...]] = []
        self.tags: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.inside = True
        if not self.inside or tag not in ("a", "span"):
            return
        names = (given.get("class") or "").split()
        if "t" in names:
            self.tags.append(int(given.get("data-n") or 0))
        depth = next((int(name[1]) for name in names if re.fullmatch(r"d\d", name)), 9)
        self.stack.append((tag, int(given.get("data-n") or 0) if "m" in names else 0, depth))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False
            assert self.stack == []
        if self.inside and tag in ("a", "span"):
            assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not self.inside:
            return
        around = [(number, depth) for _, number, depth in self.stack if number]
        for number, _ in around:
            self.text.setdefault(number, []).append(data)
        lines = tuple(depth for _, depth in around)
        if len(around) <= 3 and len(set(lines)) < len(lines):
            self.broken.append(lines)


PLAIN = "One two three four five.\n\nSix “seven eight” nine & ten, said Ann Lee.\n\nEleven twelve."
SPANS = st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(1, 40)), max_size=7)


@given(SPANS, SPANS)
@example([(3, 0), (3, 9), (3, 9)], [(3, 0)])
def test_marks_that_overlap_each_cover_their_own_passage(marks: list[tuple[int, int]], passages: list[tuple[int, int]]) -> None:
    spans = sorted((start, min(len(PLAIN), start + size)) for start, size in marks)
    findings = tuple(Finding(rule="loaded-language", start=start, end=end, layer="author", severity=1, message="m") for start, end in spans)
    annotation = replace(annotator.annotate(PLAIN), findings=findings, scores=())
    spots = [Span(start, min(len(PLAIN), start + size)) for start, size in passages]
    assert "".join(piece.text for block in blocks(annotation, spots) for piece in block.segments) == PLAIN
    parser = _Marked()
    parser.feed(html.render(annotation, guide(Settings())))
    for number, (start, end) in enumerate(spans, start=1):
        assert "".join(parser.text.get(number, [])) == PLAIN[start:end]
        assert parser.tags.count(number) == 1


def test_lines_of_marks_that_overlap_run_apart_and_the_outer_one_further_out() -> None:
    spans = [(0, 24), (4, 7), (4, 13), (26, 40), (30, 34), (45, 50)]
    findings = tuple(Finding(rule="loaded-language", start=a, end=b, layer="author", severity=1, message="m") for a, b in spans)
    assert depths(findings) == (2, 0, 1, 1, 0, 0)
    parser = _Marked()
    parser.feed(html.render(replace(annotator.annotate(PLAIN), findings=findings, scores=()), guide(Settings())))
    assert parser.broken == []


def test_each_note_says_why_by_which_policy_and_how_to_dispute() -> None:
    annotation = annotator.annotate((SEEDS / "quarry-snark.txt").read_text(encoding="utf-8"))
    page = annotator.render(annotation, "html")
    notes = re.findall(r'<li class="note .*?</li>', page, flags=re.DOTALL)
    assert len(notes) == len(annotation.findings)
    for note, finding in zip(notes, annotation.findings, strict=True):
        assert f">{finding.rule}</a>" in note
        assert re.search(r'<p class="reason">\S.*<cite>.*\S.*</cite></p>', note)
        assert 'href="#dispute"' in note
    for rule in {finding.rule for finding in annotation.findings}:
        manual = sections(guide(Settings()).manuals[rule])
        assert {"Why it matters", "What it does not mean", "Known problems", "Sources"} <= manual.keys()
        assert escape(manual["What it does not mean"]) in page


def test_a_page_without_manuals_card_or_codes_still_says_what_it_can() -> None:
    annotation = annotator.annotate("The regime said so. " * 20)
    page = html.render(annotation, Guide(rules=()))
    assert "loaded-language" in page
    assert 'class="t XX"' in page


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", "\ud800 lone", "\ufeff\u2028"])
def test_odd_little_texts_get_a_page(text: str) -> None:
    parsed = _parsed(annotator.render(annotator.annotate(text), "html"))
    assert "".join(parsed.parts) == text.replace("\ud800", "?")


def _light(colour: tuple[float, ...]) -> float:
    """Relative luminance as WCAG 2 defines it, of red, green and blue between 0 and 1."""
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_letters_of_every_rule_stay_readable_on_the_ground_of_every_other(scheme: int) -> None:
    tokens = dict(re.findall(r"--(\w+):([^;}]+)", re.findall(r":root\{(.*?)\}", asset("base.css"), flags=re.DOTALL)[scheme]))

    def rgb(name: str) -> tuple[float, ...]:
        digits = tokens[name].strip("#")
        digits = digits if len(digits) == 6 else "".join(2 * d for d in digits)
        return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))

    codes = [rule.code for rule in guide(Settings()).rules] + ["XX"]
    assert len(codes) == 8
    for ground in codes:
        for shares in ((), (tokens["tint"],), (tokens["lit"],), (tokens["lit"], tokens["tint"])):
            paper = rgb("paper")
            for share in shares:
                part = int(share.strip("%")) / 100
                paper = tuple(p * (1 - part) + g * part for p, g in zip(paper, rgb(ground), strict=True))
            for text in [*codes, "ink"]:
                low, high = sorted((_light(paper), _light(rgb(text))))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground, shares)
