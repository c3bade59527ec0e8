"""Rows of the summary → the index: a page that lists every input, the ones most worth a look first, and what they have in common.

The first page holds 250 rows as plain HTML and all rows as data for its script, which sorts, filters and searches. Who has no script turns
to the further pages, ``index-2.html`` and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import msgspec
from markupsafe import Markup
from msgspec import Struct

from annotator.limits import NOT_THIS
from annotator.report import plots
from annotator.report.overview import FEATURES, Overview, Spread
from annotator.report.page import escaped, fill, whole
from annotator.report.summary import RULES, SCORES, Cell

LISTED = 10_000
"""Rows that the index lists: those most worth a look. The summary has all."""

PAGE = 250
"""Rows a page."""

OTHER = "XX"
CODES = dict(zip(RULES, ("AN", "VA", "SH", "UQ", "LL", "EA", "SQ"), strict=True))
SHORT = 300
"""Words that a shorter text counts as when its findings are set against its length."""

_FAILURES, _OUTLETS = 1_000, 100
_LANGUAGE = re.compile(r"(?!en$|und$)[a-z]{2,3}")
_COLUMNS = ("article", "outlet", "date", "words", *SCORES, "marks", "errors", "weighted per 1,000 words")


class Row(Struct, frozen=True, kw_only=True, array_like=True):
    """What the index shows of one article; its fields, in this order, are what the page's script reads."""

    href: str
    name: str
    where: str
    language: str
    outlet: str
    date: str
    words: int
    scores: tuple[int | None, ...]
    marks: tuple[int, ...]
    errors: int
    look: float
    remark: str


def row(cells: Mapping[str, Cell], href: str) -> Row:
    """The row of the summary *cells* of a finished article whose page is at the path *href*."""

    def text(name: str) -> str:
        return whole(str(cells[name] or ""))

    def number(name: str) -> int:
        value = cells[name]
        return value if isinstance(value, int) else 0

    id, path, title = text("id"), text("path"), " ".join(text("title").split())
    named = path.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    where = [path] if named == id else [id, path] if title else [path]
    found = number("findings")
    weight = found + number("findings_warn") + 2 * number("findings_error")
    scores = tuple(value if isinstance(value := cells[name], int) else None for name in SCORES)
    reason = next((why for name in ("overall", *SCORES) if (why := text(f"{name}_reason"))), "")
    return Row(
        href=quote(whole(href)),
        name=title or id or path,
        where=" · ".join(filter(None, where)),
        language=text("language_code") if _LANGUAGE.fullmatch(text("language_code")) else "",
        outlet=text("outlet"),
        date=text("date"),
        words=number("words"),
        scores=scores,
        marks=(*(number(f"findings_{rule.replace('-', '_')}") for rule in RULES), number("findings_other")),
        errors=number("findings_error"),
        look=round(1000 * weight / max(SHORT, number("words")), 1),
        remark=f"no score: {reason}" if reason else "",
    )


def _order(row: Row) -> tuple[float, int, str, str]:
    overall = row.scores[-1]
    return -row.look, 101 if overall is None else overall, row.name, row.href


def html(row: Row) -> str:
    """A row of the table; the page's script writes the same."""
    language = f' lang="{escaped(row.language)}"' if row.language else ""
    cells = [f'<th scope="row"><a href="{escaped(row.href)}" dir="auto"{language}>{escaped(row.name)}</a>']
    cells += [
        f"<small>{escaped(row.where)}</small>" if row.where else "",
        f'<small class="why">{escaped(row.remark)}</small>' if row.remark else "",
    ]
    cells.append(f'</th><td dir="auto">{escaped(row.outlet)}</td><td>{escaped(row.date)}</td><td>{row.words}</td>')
    cells += [f"<td>{'–' if score is None else score}</td>" for score in row.scores]
    marks = [f'<b class="code {code}">{code}</b>\u00a0{n} ' for code, n in zip((*CODES.values(), OTHER), row.marks, strict=True) if n]
    return f"<tr>{''.join(cells)}<td>{''.join(marks) or '–'}</td><td>{row.errors}</td><td>{row.look:.1f}</td></tr>"


class Index:
    """The index in the making: takes rows one at a time, keeps those that it will list."""

    def __init__(self) -> None:
        self._overview = Overview()
        self._rows: list[Row] = []
        self._failures: list[tuple[str, str]] = []

    def add(self, cells: Mapping[str, Cell], href: str | None) -> None:
        """Take a row of the summary, and the path from the index to the article's page; failures have none."""
        self._overview.add(cells)
        if href is not None:
            self._rows.append(row(cells, href))
            if len(self._rows) >= 2 * LISTED:
                self._rows = sorted(self._rows, key=_order)[:LISTED]
        elif len(self._failures) < _FAILURES:
            self._failures.append(
                (" · ".join(dict.fromkeys(str(cells[name]) for name in ("path", "id") if cells[name])), str(cells["reason"] or ""))
            )

    def pages(self) -> Iterator[tuple[str, str]]:
        """File name and HTML of each page, the first one first."""
        overview = self._overview
        rows = sorted(self._rows, key=_order)[:LISTED]
        number = max(1, -(-len(rows) // PAGE))
        outlets = overview.outlet_names() if len(overview.outlet_names()) <= LISTED else []
        data = msgspec.json.encode([whole_names(outlets), rows]).decode().replace("<", "\\u003c")
        unit, periods = overview.trend()
        for page in range(1, number + 1):
            first = page == 1
            yield (
                name_of(page),
                fill(
                    "index.html",
                    styles=("base.css", "index.css"),
                    script="index.js" if first else None,
                    body=Markup("\n".join(map(html, rows[(page - 1) * PAGE : page * PAGE]))),
                    codes={**{code: rule for rule, code in CODES.items()}, OTHER: "rules of other packages"},
                    columns=_COLUMNS,
                    data=Markup(data) if first else "",
                    failures=[(escaped_markup(path), escaped_markup(reason)) for path, reason in self._failures] if first else [],
                    features=_features(overview) if first else [],
                    listed=len(rows),
                    name_of=name_of,
                    not_this=NOT_THIS,
                    number=number,
                    outlets=overview.outlets(_OUTLETS) if first else [],
                    outlets_number=len(overview.outlet_names()),
                    overview=overview,
                    page=page,
                    periods=periods if first else [],
                    scale=_scale(overview) if first else [],
                    scores=SCORES,
                    short=SHORT,
                    size=PAGE,
                    trends=[
                        plots.trend(
                            f"trend-{name}",
                            f"{name} by {unit}",
                            f"Mean score with 95 % interval, {periods[0].name} to {periods[-1].name}; the table below has the numbers.",
                            [period.means[at] for period in periods],
                        )
                        for at, name in enumerate(SCORES)
                    ]
                    if first and periods
                    else [],
                    text=escaped_markup,
                    unit=unit,
                    whisker=plots.whisker,
                ),
            )


def name_of(page: int) -> str:
    """The file name of the index's page *page*, from 1."""
    return "index.html" if page == 1 else f"index-{page}.html"


def whole_names(names: list[str]) -> list[str]:
    """*names* as they can be written in UTF-8."""
    return list(map(whole, names))


def escaped_markup(text: str) -> Markup:
    """*text* as HTML, line ends and what has no encoding taken care of."""
    return Markup(escaped(text))


class Plot(Struct, frozen=True):
    """A number's picture, and what it shows in words: how many articles, how many have none, and the five that mark the spread."""

    label: str
    unit: str
    picture: Markup
    count: int
    zeros: int
    marks: tuple[str, ...]
    bins: tuple[int, ...]


_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def _short(unit: str, value: float) -> str:
    if unit.startswith("share of"):
        return f"{100 * value:.0f} %"
    return f"{value:.1f}" if unit.startswith("per 1,000") else f"{value:g}"


def _scale(overview: Overview) -> list[Plot]:
    return [_score(name, overview.spreads[name]) for name in SCORES if overview.spreads[name].count]


def _score(name: str, spread: Spread) -> Plot:
    low, first, middle, last, high = marks = tuple(f"{value:.0f}" for value in spread.quantiles(*_QUARTERS))
    bins = spread.bins(20, 100)
    about = f"{spread.count:,} articles; lowest {low}, middle half {first} to {last}, median {middle}, highest {high}."
    picture = plots.histogram(f"plot-{name}", f"{name}: how many articles have how many points", about, bins, float(middle) / 100)
    return Plot(name, "points", picture, spread.count, spread.zeros, marks, tuple(bins))


def _features(overview: Overview) -> list[Plot]:
    return [_feature(name, overview.spreads[name]) for name in FEATURES if overview.spreads[name].count]


def _feature(name: str, spread: Spread) -> Plot:
    """The picture leaves out the articles that have none, which are most and would hide the others."""
    label, unit = FEATURES[name]
    some = spread.some()
    about = f"{some.count:,} of {spread.count:,} articles have some"
    bins, middle = [0], None
    if some.count:
        median, top = some.quantiles(0.5, 1.0)
        bins, middle = some.bins(24, top), median / top
        about += f"; their median is {_short(unit, median)}, the highest {_short(unit, top)}"
    picture = plots.histogram(f"plot-{name}", f"{label}: how many articles have how much", f"{about}.", bins, middle)
    marks = tuple(_short(unit, value) for value in spread.quantiles(*_QUARTERS))
    return Plot(label, unit.removeprefix("number of "), picture, spread.count, spread.zeros, marks, tuple(bins))
