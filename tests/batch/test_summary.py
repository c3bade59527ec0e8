"""The flat row says what the annotation says, for every column."""

from __future__ import annotations

import csv
import io
from collections import Counter

import annotator
from annotator.extract import BUILT_IN
from annotator.report import summary
from annotator.types import Annotation
from tests.conftest import SEEDS


def _annotation() -> Annotation:
    path = sorted(SEEDS.glob("*.txt"))[0]
    return annotator.annotate(path.read_text(encoding="utf-8"), id="a", outlet="The Example", date="2026-01-02")


def test_every_rule_and_measure_has_its_column() -> None:
    assert [e.RULE.id for e in BUILT_IN if e.RULE.id not in summary.RULES] == []
    assert [m.feature for m in _annotation().measures] == list(summary.MEASURES)


def test_the_row_holds_the_annotations_figures() -> None:
    annotation = _annotation()
    row = summary.row(annotation)
    assert tuple(row) == summary.FIELDS
    assert (row["id"], row["outlet"], row["date"], row["state"]) == ("a", "The Example", "2026-01-02", "done")
    assert row["words"] == annotation.words > 100
    for score in annotation.scores:
        shown = [row[score.dimension], *(row[f"{score.dimension}_{part}"] for part in ("low", "high", "status", "reason"))]
        assert shown == [score.value if score.status == "scored" else None, score.low, score.high, score.status, score.reason]
    found = Counter(f.rule for f in annotation.findings)
    assert {rule: row[f"findings_{rule.replace('-', '_')}"] for rule in summary.RULES} == {rule: found[rule] for rule in summary.RULES}
    assert row["findings"] == len(annotation.findings) > 0
    assert row["findings_other"] == 0
    assert {m.feature: m.value for m in annotation.measures} == {name: row[f"measure_{name}"] for name in summary.MEASURES}


def test_a_score_that_abstains_is_empty_and_says_why() -> None:
    row = summary.row(annotator.annotate("Too short."))
    assert row["overall"] is None
    assert row["overall_status"] == "abstained"
    assert "too short" in str(row["overall_reason"])


def test_a_line_is_one_line_whatever_is_in_it() -> None:
    row = summary.failed('a\nb,\u2028"c\0.txt', "cannot\r\nbe read", id="=SUM(A1)")
    line = summary.csv_line(row).decode()
    assert line.count("\n") == 1
    assert line.endswith("\n")
    (cells,) = csv.DictReader(io.StringIO(summary.csv_header().decode() + line))
    assert tuple(cells) == summary.FIELDS
    assert (cells["path"], cells["reason"], cells["id"], cells["words"]) == ('a b, "c .txt', "cannot be read", "'=SUM(A1)", "")
