"""The page, the text and the JSON of a comparison: passages untouched, nothing loaded, nobody declared the winner."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

import annotator
from annotator.cli import main
from annotator.compare.comparison import Comparison, compare
from annotator.report import compare as writers
from tests.compare.conftest import compared
from tests.conftest import SEEDS

PAIR = ("quarry-report", "quarry-snark")
HOSTILE = (
    '<script>window.hit = 1</script> said the "pathetic" </p></section> regime of 31 bridges & \' " onload=x \x00 \u202eevil\u202c '
    "{{ 7*7 }} {% raw %} --> <!-- in Old Lisse on Friday.\r\n\r\nOfficials <img src=x onerror=alert(1)> said " + "x" * 5_000 + "\n"
)


class _Page(HTMLParser):
    """Text of every passage, all tags, all attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "p":
            self._inside = dict(attrs).get("class") == "passage"
            if self._inside:
                self.passages.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.passages[-1] += data


def run(*arguments: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, ["compare", *arguments])


def hostile() -> Comparison:
    """Articles that try to break out of the page."""
    pair = [annotator.annotate(HOSTILE, title="<img src=x onerror=alert(1)>", outlet='"><script>alert(2)</script>') for _ in range(2)]
    return compare([*pair, annotator.annotate("", id="</title><script>")])


@pytest.mark.parametrize(
    "names", [PAIR, ("tariff-talks", "tariff-tabloid"), ("quarry-report", "quarry-snark", "ferry-retold", "harbor-bond")]
)
def test_every_passage_stands_on_the_page_as_in_its_article(names: tuple[str, ...]) -> None:
    comparison = compared(*names)
    page = _Page(writers.render(comparison))
    assert sorted(page.passages) == sorted(telling.text for row in comparison.claims for telling in row.tellings)


def test_hostile_text_stays_inert() -> None:
    comparison = hostile()
    text = writers.render(comparison)
    page = _Page(text)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "iframe", "link", "object", "embed"})
    assert not any(key.startswith("on") or key in ("src", "style") for _, attributes in page.tags for key in attributes)
    expected = [telling.text.replace("\x00", "\ufffd") for row in comparison.claims for telling in row.tellings]
    assert sorted(page.passages) == sorted(expected)


def test_nothing_is_loaded_and_the_policy_forbids_it() -> None:
    page = _Page(writers.render(compared(*PAIR)))
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "script" not in {tag for tag, _ in page.tags}


def test_links_and_labels_point_somewhere() -> None:
    page = _Page(writers.render(compared("tariff-talks", "tariff-tabloid", "harbor-bond")))
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    asked = {(a["href"] or "").lstrip("#") for _, a in page.tags if "href" in a} | {
        a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a
    }
    assert asked <= set(ids)
    assert next(a for tag, a in page.tags if tag == "html")["lang"] == "en"


def test_a_loaded_word_leads_to_a_passage_that_holds_it() -> None:
    comparison = compared(*PAIR)
    page = writers.render(comparison)
    led = re.findall(r'<a class="LL m" href="#([AB]\d+)"><bdi>([^<]+)</bdi>', page)
    assert len(led) > 5
    held = {f"{'AB'[telling.article]}{telling.start}": telling.text for row in comparison.claims for telling in row.tellings}
    assert all(word.replace("&#39;", "'").replace("&amp;", "&") in " ".join(held[place].split()) for place, word in led)


def test_a_page_of_two_long_articles_stays_small() -> None:
    long = "\n\n".join((SEEDS / f"{name}.txt").read_text(encoding="utf-8") for name in (*PAIR, "care-homes", "night-bakery"))
    comparison = compare([annotator.annotate(long), annotator.annotate(long)])
    assert len(writers.render(comparison).encode()) < 300_000


@pytest.mark.parametrize("form", ["html", "text", "json"])
def test_nobody_wins_and_there_is_no_left_or_right(form: str) -> None:
    comparison = compared("harbor-bond", "school-merger")
    written = {"html": writers.render, "text": writers.render_text, "json": writers.render_json}[form](comparison)
    words = set(re.findall(r"[a-z]+", re.sub(r"<style>.*?</style>", "", written, flags=re.DOTALL).lower()))
    article = set(
        re.findall(
            r"[a-z]+", " ".join((SEEDS / f"{name}.txt").read_text(encoding="utf-8") for name in ("harbor-bond", "school-merger")).lower()
        )
    )
    assert not (words - article) & {
        "winner",
        "wins",
        "worse",
        "biased",
        "bias",
        "fake",
        "true",
        "false",
        "leaning",
        "liberal",
        "conservative",
    } - {"true", "false"}
    assert "score" not in words - article
    if form != "json":
        assert "not which is better" in written


def test_text_and_json_hold_the_same_claims() -> None:
    comparison = compared(*PAIR)
    text = writers.render_text(comparison)
    for row in comparison.claims:
        for telling in row.tellings:
            assert " ".join(telling.text.split()) in text
    data = msgspec.json.decode(writers.render_json(comparison), type=Comparison)
    assert data == comparison
    assert "Loaded words only in B" in text
    assert "B retells A, as it says itself." in text


def test_text_folds_to_the_terminal_and_cannot_disturb_it() -> None:
    text = writers.render_text(hostile(), width=60)
    assert not set("\x00\x1b\u202e\r") & set(text)
    lines = writers.render_text(compared(*PAIR), width=100).splitlines()
    assert max(map(len, lines)) <= 100


def test_the_command_writes_a_page_or_prints_text(tmp_path: Path) -> None:
    paths = [str(SEEDS / f"{name}.txt") for name in PAIR]
    target = tmp_path / "out" / "pair.html"
    written = run(*paths, "-o", str(target))
    assert written.exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert len(_Page(page).passages) > 20
    printed = run(*paths)
    assert printed.exit_code == 0
    assert printed.stdout.startswith("A  ")
    data = json.loads(run(*paths, "--format", "json").stdout)
    assert [side["id"] for side in data["sides"]] == list(PAIR)
    assert run(*paths, "--format", "html").stdout.rstrip() == page.rstrip()


def test_the_command_needs_two_articles(tmp_path: Path) -> None:
    result = run(str(SEEDS / "harbor-bond.txt"))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "2 to 6" in result.stderr
    missing = run(str(SEEDS / "harbor-bond.txt"), str(SEEDS / "school-merger.txt"), str(tmp_path / "none.txt"))
    assert missing.exit_code == 3
    assert missing.stdout.startswith("A  ")


def test_the_real_articles(real_seeds: dict[str, Path]) -> None:
    data = json.loads(run(str(real_seeds["002"]), str(real_seeds["003"]), "--format", "json").stdout)

    def aligned(words: str) -> bool:
        return any(
            {t["article"] for t in row["tellings"] if words in t["text"]} == {0, 1} for row in data["claims"] if row["status"] != "only"
        )

    assert aligned("everything on the table")
    assert aligned("$15 million")
    assert sum(row["status"] == "only" and row["tellings"][0]["article"] == 1 for row in data["claims"]) >= 3
    assert [side["outlet"] for side in data["upstream"]] == ["The Wall Street Journal"] * 2
