"""The index: its order, its numbers, what stays inert in it, how long it takes."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from functools import cache
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest
from click.testing import CliRunner

import annotator
from annotator.batch.files import FileNames
from annotator.cli import main
from annotator.config import Settings
from annotator.pipeline import extractors
from annotator.report import index, summary
from annotator.report.index import CODES, PAGE, Index, name_of
from annotator.report.overview import FEATURES, Mean, Moments, Overview, Spread
from annotator.report.summary import Row

LIMIT = 2.0
"""Seconds that an index of 5,000 rows may take."""

OUTLETS = ("The Example", "Harbour Post", "Evening Ledger", "")


def made(id: str, **cells: Any) -> Row:
    """A row of a finished article: no findings, scores of 50, unless said otherwise."""
    row: Row = dict.fromkeys(summary.FIELDS)
    row.update({name: 0 for name in summary.FIELDS if name.startswith(("findings", "measure_"))})
    row.update(dict.fromkeys(summary.SCORES, 50), id=id, state="done", words=500, language_code="en")
    row.update(cells)
    return row


@cache
def many(count: int) -> tuple[tuple[Row, str | None], ...]:
    """Rows as a large run has them: every fiftieth failed, every twentieth has no score."""
    random = Random(5)
    out: list[tuple[Row, str | None]] = []
    for number in range(count):
        if number % 50 == 0:
            out.append((summary.failed(f"in.jsonl:{number}", "not JSON", f"x{number}"), None))
            continue
        found = [random.randrange(4) for _ in summary.RULES]
        warns = random.randint(0, sum(found))
        row = made(
            f"a{number:05}",
            title=f"Council {random.choice(('budget', 'ferry', 'harbour'))} vote {number}",
            path=f"in/part-{number % 7}.jsonl",
            outlet=random.choice(OUTLETS),
            date=f"2024-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            words=random.randint(80, 1500),
            findings=sum(found),
            findings_warn=warns,
            findings_error=random.randint(0, sum(found) - warns),
            **{f"findings_{rule.replace('-', '_')}": n for rule, n in zip(summary.RULES, found, strict=True)},
            **{name: random.randint(30, 100) for name in summary.SCORES},
            **{f"measure_{name}": max(0.0, random.random() - 0.3) for name in summary.MEASURES},
        )
        if number % 20 == 1:
            row.update(dict.fromkeys(summary.SCORES), overall_reason="too short: 80 words to score, 120 needed")
        out.append((row, f"pages/{number}.html"))
    return tuple(out)


def pages(rows: tuple[tuple[Row, str | None], ...]) -> dict[str, str]:
    """The index of *rows*, by file name."""
    made = Index()
    for cells, href in rows:
        made.add(cells, href)
    return dict(made.pages())


def only(*rows: Row) -> str:
    """The first page of an index of finished articles."""
    return pages(tuple((row, f"{number}.html") for number, row in enumerate(rows)))["index.html"]


def listed(page: str) -> list[str]:
    """The names of the articles that the table lists, in order."""
    return [html.unescape(name) for name in re.findall(r'<tr><th scope="row"><a [^>]*>([^<]*)</a>', page)]


def data(page: str) -> Any:
    """What the page's script reads."""
    match = re.search(r'<script type="application/json" id="data">(.*)</script>', page)
    assert match
    return json.loads(match[1])


def test_most_and_heaviest_findings_for_the_length_come_first_then_lower_scores() -> None:
    rows = [
        made("none-high", overall=90),
        made("none-low", overall=40),
        made("none-unscored", overall=None, overall_reason="too short"),
        made("three-notes", findings=3),
        made("two-warns", findings=2, findings_warn=2),
        made("two-errors", findings=2, findings_error=2),
        made("two-errors-long", findings=2, findings_error=2, words=5000),
    ]
    order = ["two-errors", "two-warns", "three-notes", "two-errors-long", "none-low", "none-high", "none-unscored"]
    assert listed(only(*rows)) == order
    assert listed(only(*rows[::-1])) == order


def test_a_single_word_in_a_short_text_does_not_lead_the_list() -> None:
    assert listed(only(made("tiny", findings=1, words=10), made("long", findings=4, words=600))) == ["long", "tiny"]


def test_every_input_has_a_row_failures_apart_with_their_reason() -> None:
    rows = many(1200)
    made = pages(rows)
    assert list(made) == [name_of(page) for page in range(1, 6)]
    names = [name for page in made.values() for name in listed(page)]
    assert sorted(names) == sorted(str(cells["title"]) for cells, href in rows if href)
    for cells, href in rows:
        if href is None:
            assert f'<th scope="row" dir="auto">{cells["path"]} · {cells["id"]}</th><td dir="auto">not JSON</td>' in made["index.html"]
    assert made["index.html"].count('class="why">no score: too short: 80 words to score, 120 needed<') > 0
    assert "Could not be read: 24" in made["index.html"]
    assert "(too short: 60)" in made["index.html"]


def test_the_data_holds_all_rows_in_the_same_order_as_the_pages() -> None:
    made = pages(many(1200))
    outlets, rows = data(made["index.html"])
    assert outlets == sorted(filter(None, OUTLETS))
    assert [row[1] for row in rows] == [name for page in made.values() for name in listed(page)]
    assert all(len(listed(page)) <= PAGE for page in made.values())
    assert not any('id="data"' in page for name, page in made.items() if name != "index.html")


def test_pages_lead_to_one_another() -> None:
    made = pages(many(1200))
    assert '<a rel="next" href="index-2.html">' in made["index.html"]
    assert '<a rel="prev" href="index.html">' in made["index-2.html"]
    assert 'rel="next"' not in made["index-5.html"]


def test_beyond_the_limit_the_page_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pages(many(1200))
    monkeypatch.setattr(index, "LISTED", 300)
    cut = pages(many(1200))
    assert [name for page in cut.values() for name in listed(page)] == [name for page in whole.values() for name in listed(page)][:300]
    assert "Listed are the first 300 of 1,176; summary.csv has all." in cut["index.html"]


HOSTILE = (
    "</script><script>window.hit=1</script>",
    "<!--<script>",
    '"><img src=x onerror=window.hit=1>',
    "</title></style><svg onload=window.hit=1>",
    "\u202egnp.exe\u2066 \ud800 \x00 \u2028",
    "javascript:window.hit=1//",
    "=HYPERLINK(1)",
    "w" * 100_000,
)


def hostile() -> str:
    """An index whose every text tries to break out."""
    rows = [
        (
            made(text, title=text, outlet=text, path=text, date=text[:40], overall=None, overall_reason=text, language_code=text[:9]),
            f"{text[:50]}.html",
        )
        for text in HOSTILE
    ]
    return pages((*rows, *((summary.failed(text, text, text), None) for text in HOSTILE)))["index.html"]


def test_hostile_texts_stay_texts() -> None:
    page = hostile()
    assert page.count("<script") == 2
    assert page.count("</script") == 2
    for opener in ("<img", "<svg onload", "<!--"):
        assert opener not in page
    hrefs = re.findall(r'href="([^"]*)"', page)
    assert not [href for href in hrefs if href.startswith("javascript:")]
    _, rows = data(page)
    assert {row[1] for row in rows} >= {HOSTILE[0], HOSTILE[1], HOSTILE[2]}
    page.encode("utf-8")


def test_the_policy_allows_nothing_but_the_pages_own_style_and_script() -> None:
    for page in pages(many(600)).values():
        match = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert match
        policy = html.unescape(match[1])
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert " style=" not in page
        assert not re.search(r"\son\w+=", page)


def test_no_article_at_all_is_a_page_too() -> None:
    page = pages(())["index.html"]
    assert "<h1>0 articles</h1>" in page
    assert "<svg" not in page


def test_only_failures() -> None:
    page = pages(((summary.failed("a.txt", "no text in it"), None),))["index.html"]
    assert "Could not be read: 1" in page
    assert "no text in it" in page


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_has_a_picture_with_title_description_and_a_row_of_numbers(name: str) -> None:
    page = pages(many(200))["index.html"]
    label = str(html.escape(FEATURES[name][0]))
    assert re.search(rf'role="img" aria-labelledby="plot-{name}-t plot-{name}-d"><title id="plot-{name}-t">', page)
    have = sum(bool(row[f"measure_{name}"]) for row, href in many(200) if href)
    assert 0 < have < 196
    assert f'<desc id="plot-{name}-d">{have} of 196 articles have some; their median is ' in page
    assert f"some in {have} of 196</span>" in page
    assert f'<th scope="row">{label}</th>' in page


def test_units_and_codes_are_those_of_the_measures_and_rules() -> None:
    annotation = annotator.annotate("Two officials said talks had stalled. The mayor, Ann Reed, said on Monday that the pier would open.")
    assert {name: unit for name, (_, unit) in FEATURES.items()} == {measure.feature: measure.unit for measure in annotation.measures}
    assert set(FEATURES) == set(summary.MEASURES)
    assert {extractor.RULE.id: extractor.RULE.code for extractor in extractors(Settings())} == CODES


def test_a_mean_has_students_interval() -> None:
    moments = Moments()
    for value in (50, 60, 70):
        moments.add(value)
    mean = moments.mean()
    assert mean is not None
    assert mean.count == 3
    assert mean.value == pytest.approx(60)
    assert mean.low == pytest.approx(60 - 4.303 * 10 / 3**0.5)
    assert mean.high == pytest.approx(60 + 4.303 * 10 / 3**0.5)


def test_many_articles_narrow_the_interval_and_one_has_none() -> None:
    one, few, more = Moments(), Moments(), Moments()
    one.add(80)
    for at in range(400):
        (few if at < 4 else more).add(60 + at % 20)
    assert one.mean() == Mean(1, 80.0)
    assert Moments().mean() is None
    narrow = more.mean()
    assert narrow is not None
    assert narrow.high is not None
    half = narrow.high - narrow.value
    spread = (sum((60 + at % 20 - narrow.value) ** 2 for at in range(4, 400)) / 395) ** 0.5
    assert half == pytest.approx(1.966 * spread / 396**0.5, rel=1e-3)
    few.merge(more)
    assert few.count == 400


def test_outlets_stand_in_alphabetical_order_whatever_their_scores() -> None:
    overview = Overview()
    for outlet, overall in (("b News", 10), ("C Post", 99), ("A Times", 50), ("A Times", 60), ("", 70)):
        overview.add(made("x", outlet=outlet, overall=overall))
    assert [(group.name, group.articles) for group in overview.outlets(9)] == [("A Times", 2), ("b News", 1), ("C Post", 1), ("", 1)]
    assert [group.name for group in overview.outlets(1)] == ["A Times"]
    page = only(made("x", outlet="A Times", overall=50), made("y", outlet="b News"))
    assert "few articles say little about an outlet" in page


@pytest.mark.parametrize(
    ("dates", "unit", "names"),
    [
        (("2024-03-01", "2024-03-04", "2024-04-02T10:00:00Z"), "day", ["2024-03-01", "2024-03-04", "2024-04-02"]),
        (("2024-03-01", "2024-03-04", "2024-09-02"), "month", ["2024-03", "2024-09"]),
        (("2024-03", "2024-04-01", "nonsense", "2024-13-01", ""), "month", ["2024-03", "2024-04"]),
        (("2019-03-01", "2024-09-02"), "year", ["2019", "2024"]),
        (("2024-03-01", "2024-03-01"), "day", []),
        ((), "day", []),
    ],
)
def test_trend_by_the_finest_period_that_fits(dates: tuple[str, ...], unit: str, names: list[str]) -> None:
    overview = Overview()
    for date in dates:
        overview.add(made("x", date=date))
    found, periods = overview.trend()
    assert (found, [period.name for period in periods]) == (unit, names)


def test_spread_counts_each_value_in_one_bin() -> None:
    spread = Spread()
    for value in (0.0, 0.0, 0.1, 0.5, 1.0):
        spread.add(value)
    assert spread.bins(4, 1.0) == [3, 0, 1, 1]
    assert spread.quantiles(0, 0.5, 1) == (0.0, 0.1, 1.0)
    assert (spread.count, spread.zeros) == (5, 2)
    assert (spread.some().count, spread.some().zeros) == (3, 0)


def test_five_thousand_rows_take_far_less_than_two_seconds() -> None:
    rows = many(5000)
    pages(rows[:10])
    start = perf_counter()
    made = pages(rows)
    assert perf_counter() - start < LIMIT
    assert len(made) == 20


def test_the_same_rows_give_the_same_bytes() -> None:
    assert pages(many(600)) == pages(many(600))


def test_an_article_never_takes_the_indexs_place() -> None:
    names = FileNames()
    assert [names.name(id) for id in ("index", "INDEX-2", "index-2", "indexed")] == [
        "article-index",
        "article-INDEX-2",
        "article-index-2-2",
        "indexed",
    ]


def test_report_writes_the_summary_beside_the_index(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    articles = [
        {"id": "=cmd|' /C calc'!A0", "text": "Two officials said talks had stalled.", "outlet": "@The Example", "title": "-2+3"},
        {"id": "b", "text": "The mayor, Ann Reed, said on Monday that the pier would open.", "outlet": "+Post"},
    ]
    source.write_text("\n".join(map(json.dumps, articles)) + "\nno JSON\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["report", str(source), "-o", str(tmp_path / "out"), "-q"]).exit_code == 3
    table = list(csv.DictReader(io.StringIO((tmp_path / "out" / "summary.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in table[:2]] == ["'=cmd|' /C calc'!A0", "b"]
    assert [row["outlet"] for row in table[:2]] == ["'@The Example", "'+Post"]
    assert table[0]["title"] == "'-2+3"
    assert [row["state"] for row in table] == ["done", "done", "failed"]
    for row in table:
        for name, cell in row.items():
            assert cell[:1] not in ("=", "+", "-", "@"), name
    assert table[0]["words"] == "6"
    assert float(table[0]["measure_anonymous_bare"]) >= 0
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'href="summary.csv"' in page
    for href in re.findall(r'<th scope="row"><a href="([^"]*)"', page):
        assert (tmp_path / "out" / href).is_file()
