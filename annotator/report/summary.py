"""Annotation → one flat row: what tables, the index and data frames are made of. The names of the columns are part of the contract."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from annotator.types import Annotation

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

SCORES = ("sourcing", "language", "overall")
RULES = (
    "anonymous-source",
    "vague-attribution",
    "second-hand-source",
    "unattributed-quote",
    "loaded-language",
    "editorial-aside",
    "scare-quotes",
)
MEASURES = (
    "named_sources",
    "documents",
    "unsourced_paragraphs",
    "attributed_sentences",
    "anonymous_unexplained",
    "anonymous_bare",
    "anonymous_comment",
    "second_hand",
    "vague_attribution",
    "quote_density",
    "quoted_named",
    "quoted_anonymous",
    "quoted_outlet",
    "unattributed_quotes",
    "loaded_note",
    "loaded_warn",
    "loaded_error",
    "loaded_quoted",
    "asides",
    "scare_quotes",
    "intensifiers",
    "hedges",
    "exclamations",
    "first_second_person",
    "figures",
    "emphasis",
    "dates",
    "expected_loaded",
    "headline_shouts",
    "headline_unborne",
)

TEXT = ("id", "path", "title", "outlet", "date", "url", "state", "reason")
_SCORE_COLUMNS = tuple(
    column for name in SCORES for column in (name, f"{name}_low", f"{name}_high", f"{name}_band", f"{name}_status", f"{name}_reason")
)
_FINDING_COLUMNS = (
    "findings",
    "findings_error",
    "findings_warn",
    *(f"findings_{rule.replace('-', '_')}" for rule in RULES),
    "findings_other",
)

FIELDS = (*TEXT, "words", "words_scored", "language_code", *_SCORE_COLUMNS, *_FINDING_COLUMNS, *(f"measure_{name}" for name in MEASURES))
"""The columns of a row, in order. ``state`` is ``done`` or ``failed``; ``reason`` says why an input failed."""


def row(annotation: Annotation) -> Row:
    """The row of a finished article: every field of ``FIELDS``, in that order.

    A score that abstains is None, with its reason. ``findings_other`` counts the findings of rules that other packages add.
    """
    article = annotation.reading.document.article
    cells: Row = dict.fromkeys(FIELDS)
    cells.update(
        id=article.id,
        path=article.path,
        title=article.title,
        outlet=article.outlet,
        date=article.date,
        url=article.url,
        state="done",
        words=annotation.words,
        words_scored=annotation.words_scored,
        language_code=annotation.reading.document.language,
    )
    for score in annotation.scores:
        name = score.dimension
        cells[name] = score.value if score.status == "scored" else None
        cells[f"{name}_low"], cells[f"{name}_high"], cells[f"{name}_band"] = score.low, score.high, score.band
        cells[f"{name}_status"], cells[f"{name}_reason"] = score.status, score.reason
    found = Counter(finding.rule for finding in annotation.findings)
    cells["findings"] = len(annotation.findings)
    cells["findings_error"] = sum(finding.severity == 3 for finding in annotation.findings)
    cells["findings_warn"] = sum(finding.severity == 2 for finding in annotation.findings)
    for rule in RULES:
        cells[f"findings_{rule.replace('-', '_')}"] = found[rule]
    cells["findings_other"] = len(annotation.findings) - sum(found[rule] for rule in RULES)
    for measure in annotation.measures:
        if (column := f"measure_{measure.feature}") in cells:
            cells[column] = measure.value
    return cells


def failed(path: str, reason: str, id: str | None = None) -> Row:
    """The row of an input that has no annotation: where it is, and why."""
    cells: Row = dict.fromkeys(FIELDS)
    cells.update(id=path if id is None else id, path=path, state="failed", reason=reason)
    return cells


_FORMULA = re.compile(r"[=+@-].")


def _cell(value: Cell) -> Cell:
    """*value* as it stands on one line of a table; what a spreadsheet would run as a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    plain = " ".join(value.replace("\0", " ").split())
    return f"'{plain}" if _FORMULA.match(plain) else plain


def plain(cell: str) -> str:
    """A cell of text as it was before an apostrophe was put before a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell, 1) else cell


def csv_line(cells: Mapping[str, Cell]) -> bytes:
    """*cells* as one line of CSV in UTF-8, with its line end and no other in it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([_cell(cells[name]) for name in FIELDS])
    return out.getvalue().encode("utf-8", "replace")


def csv_header() -> bytes:
    """The line of CSV that names the columns."""
    return (",".join(FIELDS) + "\n").encode()
