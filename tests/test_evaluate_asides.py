"""Figures for asides and their neighbours are counted as their docstring says."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.asides import compare, evaluate
from annotator.evaluation.counts import Counts

TEXT = "The bill passed on Monday. Make no mistake, this is a retreat. Critics say the plan is too costly."
ASIDE = {"label": "aside", "start": 27, "end": 62}
VAGUE = {"label": "vague", "start": 63, "end": 74}


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_bytes(b"\n".join(map(msgspec.json.encode, rows)))
    return path


def test_a_short_mark_inside_a_gold_span_finds_it() -> None:
    assert compare([(0, 100)], [(40, 50)]) == Counts(1, 1, 1, 1)


def test_a_graze_is_right_but_finds_nothing() -> None:
    assert compare([(0, 100)], [(90, 130)]) == Counts(1, 1, 0, 1)


def test_marks_elsewhere_are_wrong_and_duplicates_count_once() -> None:
    assert compare([(0, 10)], [(20, 30), (20, 30)]) == Counts(0, 1, 0, 1)


def test_nested_spans_are_all_looked_at() -> None:
    assert compare([(0, 100), (10, 12)], [(50, 60)]) == Counts(1, 1, 1, 2)


def test_one_file_of_articles(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "a", "text": TEXT, "spans": [ASIDE, VAGUE]},
        {"id": "b", "text": TEXT, "opinion_piece": True, "spans": []},
    ]
    figures = evaluate(_write(tmp_path / "gold.jsonl", rows), Settings())
    assert (figures["aside all"].gold, figures["aside all"].recall, figures["aside all"].precision) == (1, 100.0, 50.0)
    assert (figures["aside news"].precision, figures["vague news"].f1) == (100.0, 100.0)


def test_three_files_say_the_same_as_one(tmp_path: Path) -> None:
    _write(tmp_path / "texts_x.jsonl", [{"id": "a", "text": TEXT}])
    _write(tmp_path / "articles_x.jsonl", [{"id": "a", "opinion_piece": False}])
    spans = _write(tmp_path / "spans_x.jsonl", [{"id": "a", **ASIDE}, {"id": "a", **VAGUE}])
    one = _write(tmp_path / "gold.jsonl", [{"id": "a", "text": TEXT, "spans": [ASIDE, VAGUE]}])
    assert evaluate(spans, Settings()) == evaluate(one, Settings())


@pytest.mark.parametrize("line", [b"{", b'{"id": "a"}', b""])
def test_what_is_no_gold_is_refused(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(line)
    with pytest.raises(InputError, match=r"gold\.jsonl"):
        evaluate(path, Settings())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        evaluate(tmp_path / "none.jsonl", Settings())
