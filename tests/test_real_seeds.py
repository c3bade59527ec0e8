"""The five real articles that the project exists for: what must be marked in them, and what must not.

They stand outside the repository; where they are absent the tests are skipped.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.config import Settings
from annotator.pipeline import annotate_article
from annotator.report.json import render_line
from annotator.text.readers import read
from annotator.types import Article

Seeds = dict[str, Path]
CARD = {"name": "policy"}


@pytest.fixture(params=["policy", "trained"], autouse=True)
def card(request: pytest.FixtureRequest) -> None:
    """Every statement holds under both cards."""
    CARD["name"] = request.param


def _article(path: Path, extra: str = "") -> Article:
    (article,) = [a for a in read(str(path)) if isinstance(a, Article)]
    return Article(id=article.id, text=article.text + extra, path=article.path) if extra else article


def _out(path: Path, extra: str = "") -> dict[str, Any]:
    return _cached(path, extra, CARD["name"])


@cache
def _cached(path: Path, extra: str, card: str) -> dict[str, Any]:
    out: dict[str, Any] = json.loads(render_line(annotate_article(_article(path, extra), Settings(card=card))))
    return out


def _marks(path: Path, rule: str) -> list[str]:
    return [f["excerpt"] for f in _out(path)["findings"] if f["rule"] == rule]


def _any(words: str, excerpts: list[str]) -> bool:
    return any(words in " ".join(excerpt.split()) for excerpt in excerpts)


# row 1: anonymous attribution, graded


@pytest.mark.parametrize("words", ["people familiar with the matter", "One source", "Another person familiar with the talks"])
def test_002_unnamed_sources(real_seeds: Seeds, words: str) -> None:
    found = [f for f in _out(real_seeds["002"])["findings"] if f["rule"] == "anonymous-source" and words in f["excerpt"]]
    assert found
    assert "no reason given" in found[0]["message"]


def test_002_one_source_is_the_barest(real_seeds: Seeds) -> None:
    out = _out(real_seeds["002"])
    standing = {out_of(real_seeds["002"], a): a["standing"] for a in out["attributions"] if a["source_kind"] == "anonymous"}
    assert standing["One source"] == "bare"
    assert standing["people familiar with the matter"] == "role_and_access"


def out_of(path: Path, attribution: dict[str, Any]) -> str:
    """The source's words."""
    text = _article(path).text
    return " … ".join(text[a:b] for a, b in attribution["source"])


def test_004_one_official_with_many_mentions(real_seeds: Seeds) -> None:
    out, text = _out(real_seeds["004"]), _article(real_seeds["004"]).text
    officials = [s for s in out["sources"] if s["kind"] == "anonymous" and s["standing"] != "spokesperson" and "official" in s["label"]]
    assert len(officials) == 1
    assert len(officials[0]["mentions"]) >= 10
    assert officials[0]["reason_type"] == "specific"
    start, end = officials[0]["reason"]
    assert "to speak frankly" in text[start:end]


def test_003_talk_about_anonymity_is_no_source(real_seeds: Seeds) -> None:
    assert not _any("anon security and defense officials", _marks(real_seeds["003"], "anonymous-source"))


# row 2: layers


def test_quoted_words_never_count_as_the_outlets(real_seeds: Seeds) -> None:
    extra = '\n\n"It is a pathetic, disgusting regime," he said.\n'

    def points(out: dict[str, Any]) -> list[tuple[str, int]]:
        return [
            (c["feature"], len(c["evidence"]))
            for s in out["scores"]
            if s["dimension"] == "language"
            for c in s["contributions"]
            if c["feature"].startswith("loaded")
        ]

    assert points(_out(real_seeds["000"], extra)) == points(_out(real_seeds["000"]))


def test_004_no_scored_mark_inside_a_quotation(real_seeds: Seeds) -> None:
    out = _out(real_seeds["004"])
    quotes = [(q["start"], q["end"]) for q in out["quotes"]]
    scored = [f for f in out["findings"] if f["rule"] == "loaded-language" and f["layer"] == "author"]
    assert [f["excerpt"] for f in scored if any(a <= f["start"] < b for a, b in quotes)] == []


# row 3: loaded language without topic words


def test_000_topic_words_stay_unmarked(real_seeds: Seeds) -> None:
    marked = " ".join(_marks(real_seeds["000"], "loaded-language")).casefold()
    assert [w for w in ("criminal", "terrorist", "cocaine", "torture", "crimes") if w in marked.replace("criminal regime", "regime")] == []


@pytest.mark.parametrize("word", ["pathetic", "desperate", "crack-brained", "pencil pushers"])
def test_003_loaded_words(real_seeds: Seeds, word: str) -> None:
    assert _any(word, _marks(real_seeds["003"], "loaded-language"))


def test_003_has_the_highest_rate(real_seeds: Seeds) -> None:
    def rate(path: Path) -> float:
        measures = {m["feature"]: m["value"] for m in _out(path)["measures"]}
        return float(measures["loaded_note"] + measures["loaded_warn"] + measures["loaded_error"])

    rates = {name: rate(path) for name, path in real_seeds.items()}
    assert max(rates, key=rates.__getitem__) == "003"


# row 4: asides


@pytest.mark.parametrize("words", ["won't you cancel yourself?", "Flooding US streets with cocaine?"])
def test_003_asides(real_seeds: Seeds, words: str) -> None:
    assert _any(words, _marks(real_seeds["003"], "editorial-aside"))


def test_004_hardly_any_aside(real_seeds: Seeds) -> None:
    assert len(_marks(real_seeds["004"], "editorial-aside")) <= 2


# row 5: second-hand sourcing


def test_000_second_hand_not_anonymous(real_seeds: Seeds) -> None:
    marks = _marks(real_seeds["000"], "second-hand-source")
    assert _any("The Wall Street Journal reports", marks)
    assert sum("WSJ writes" in mark for mark in marks) == 2
    assert not _any("WSJ", _marks(real_seeds["000"], "anonymous-source"))


@pytest.mark.parametrize("name", ["000", "001", "002", "003"])
def test_upstream_outlet(real_seeds: Seeds, name: str) -> None:
    assert _out(real_seeds[name])["document"]["upstream"] == "The Wall Street Journal"


def test_004_is_original(real_seeds: Seeds) -> None:
    assert _out(real_seeds["004"])["document"]["upstream"] is None


# row 6: source ledger


@pytest.mark.parametrize("name", ["Rubio", "Pompeo", "Mogherini", "Guaidó"])
def test_004_named_sources(real_seeds: Seeds, name: str) -> None:
    rows = [s for s in _out(real_seeds["004"])["sources"] if name in s["label"]]
    assert [s["kind"] for s in rows] == ["named_person"]


def test_004_spokesperson_and_pronouns(real_seeds: Seeds) -> None:
    sources = _out(real_seeds["004"])["sources"]
    assert [s["standing"] for s in sources if "State Department spokesperson" in s["label"]] == ["spokesperson"]
    assert [s["label"] for s in sources if s["label"].casefold() in ("he", "she", "they", "who")] == []


# row 7: set-aside text


def _aside_text(path: Path) -> str:
    text = _article(path).text
    return "\n".join(text[x["start"] : x["end"]] for x in _out(path)["layers"] if x["layer"] == "set_aside")


def test_set_aside(real_seeds: Seeds) -> None:
    for line in _article(real_seeds["001"]).text.rstrip().splitlines()[-3:]:
        assert line in _aside_text(real_seeds["001"])
    assert "This is brilliant. Yeah you miss out on justice" in _aside_text(real_seeds["002"])
    assert "@AdrianBonenber1" in _aside_text(real_seeds["002"])
    for words in (
        "BY NORA GÁMEZ TORRES",
        "Up Next",
        "By AP",
        "Follow Nora Gámez Torres",
        "Here's a guide to understand",
        "having their parents join",
    ):
        assert words in _aside_text(real_seeds["004"])
    assert "A senior Trump administration official suggested" not in _aside_text(real_seeds["004"])


# row 8: quote density


def test_004_quote_density_by_speaker(real_seeds: Seeds) -> None:
    measures = {m["feature"]: m["value"] for m in _out(real_seeds["004"])["measures"]}
    assert 0.2 < measures["quote_density"] < 0.5
    assert measures["quoted_anonymous"] > 0.5
    assert measures["quoted_named"] + measures["quoted_anonymous"] + measures["quoted_outlet"] <= 1 + 1e-9


# row 9: deleting a marked passage changes only what it fed


def test_003_deleting_a_loaded_word_changes_only_its_term(real_seeds: Seeds) -> None:
    article = _article(real_seeds["003"])
    before = {m["feature"]: m["count"] for m in _out(real_seeds["003"])["measures"]}
    shorter = Article(id=article.id, text=article.text.replace("crack-brained ", "", 1))
    after = {m["feature"]: m["count"] for m in json.loads(render_line(annotate_article(shorter, Settings(card=CARD["name"]))))["measures"]}
    changed = {feature for feature in before if before[feature] != after[feature]}
    assert {feature for feature in changed if feature.startswith("loaded")} != set()
    assert changed <= {"loaded_note", "loaded_warn", "loaded_error", "asides", "expected_loaded"}


# row 10: honest limits


def test_sixty_words_abstain(real_seeds: Seeds, tmp_path: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text(" ".join(_article(real_seeds["000"]).text.split()[:60]), encoding="utf-8")
    out = _out(short)
    assert {s["status"] for s in out["scores"]} == {"abstained"}
    assert all("too short" in s["reason"] for s in out["scores"])


@pytest.mark.parametrize("form", ["text", "html"])
def test_every_format_says_what_it_is_not(real_seeds: Seeds, form: str) -> None:
    result = _run("score", str(real_seeds["002"]), "--format", form)
    assert "does not say whether the claims are true" in result.stdout


def test_no_verdict_words_in_messages(real_seeds: Seeds) -> None:
    for path in real_seeds.values():
        out = _out(path)
        said = [f["message"] for f in out["findings"]] + [s["band"] or "" for s in out["scores"]]
        assert [m for m in said if re.search(r"\b(?:biased|fake|true|false)\b", m, re.IGNORECASE)] == []


# row 11: the command line


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--card", CARD["name"]])


def test_a_line_a_finding(real_seeds: Seeds) -> None:
    result = _run("score", str(real_seeds["003"]))
    assert result.exit_code == 0
    lines = result.stdout.split("\n\n")[0].splitlines()
    assert len(lines) == len(_out(real_seeds["003"])["findings"])
    pattern = re.compile(rf"^{re.escape(str(real_seeds['003']))}:\d+:\d+: (note|warn|error) [a-z.-]+ ")
    assert [line for line in lines if not pattern.match(line)] == []


def test_fail_on(real_seeds: Seeds) -> None:
    assert _run("score", str(real_seeds["003"]), "--fail-on", "warn").exit_code == 1
