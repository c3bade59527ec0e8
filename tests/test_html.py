"""The HTML page: its text is the input, character for character; hostile text stays inert; nothing is loaded from anywhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import annotator
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
    assert parsed.tags <= {"a", "span", "details", "summary"}


def test_hostile_text_stays_inert() -> None:
    page = annotator.render(annotator.annotate(HOSTILE, title="<img src=x onerror=alert(1)>", outlet='"><script>'), "html")
    parsed = _parsed(page)
    assert parsed.tags <= {"a", "span", "details", "summary"}
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


def test_page_size() -> None:
    text = "\n\n".join((SEEDS / name).read_text(encoding="utf-8") for name in ("quarry-snark.txt", "care-homes.txt", "night-bakery.txt"))
    assert len(annotator.render(annotator.annotate(text), "html").encode()) < 200_000
