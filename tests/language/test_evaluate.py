"""The measures of loaded wording, on invented gold small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.language import Category, categories, category_table, evaluate, wilson

POLICY = Settings(card="policy", plugins=False)
HARSH = "The pathetic response came a day late."
PLAIN = "The committee will meet on Thursday to vote on the budget."
QUOTED = 'She said: "The pathetic response came a whole day late."'


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps({"id": str(at), **row}) + "\n" for at, row in enumerate(rows)), encoding="utf-8")
    return path


def _sentences(folder: Path) -> Path:
    at = HARSH.index("pathetic")
    return _write(
        folder / "sentences.jsonl",
        [
            {"text": HARSH, "label": 1, "biased_spans": [[at, at + 8]]},
            {"text": HARSH, "label": 0, "biased_spans": []},
            {"text": PLAIN, "label": 0, "biased_spans": []},
            {"text": QUOTED, "label": 1, "biased_spans": []},
        ],
    )


def test_categories_count_the_outlets_own_words_only(tmp_path: Path) -> None:
    found = categories(_sentences(tmp_path), POLICY)
    assert found == {"loaded verdict": Category(2, 1, 1), "loaded, all": Category(2, 1, 1)}


def test_categories_of_whole_articles(tmp_path: Path) -> None:
    text = f"{PLAIN} {HARSH}"
    at, start = text.index("pathetic"), text.index(HARSH)
    gold = {"text": text, "sentences": [[0, len(PLAIN)], [start, len(text)]], "spans": [{"start": at, "end": at + 8, "type": "lexical"}]}
    path = _write(tmp_path / "articles.jsonl", [gold, {**gold, "spans": [{"start": 0, "end": 3, "type": "informational"}]}])
    assert categories(path, POLICY)["loaded verdict"] == Category(2, 1, 1)
    figures = evaluate(path, POLICY)
    assert figures["F1 of findings"].value == pytest.approx(2 / 3)


def test_the_table_is_printed(tmp_path: Path) -> None:
    path = _sentences(tmp_path)
    result = CliRunner().invoke(main, ["evaluate", "language", str(path), "--card", "policy", "--categories"])
    assert result.exit_code == 0, result.output
    assert result.stdout == category_table(categories(path, POLICY)) + "\n"
    assert result.stdout.splitlines()[1].split() == ["loaded", "verdict", "2", "50", "9", "–", "91", "50"]


def test_marked_words_and_sentences(tmp_path: Path) -> None:
    figures = evaluate(_sentences(tmp_path), POLICY)
    assert figures["marked words"].value == pytest.approx(2 / 3)
    assert 0 <= figures["calibration error"].value <= 1


@pytest.mark.parametrize(("right", "number", "low", "high"), [(0, 0, 0, 1), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)])
def test_wilson(right: int, number: int, low: float, high: float) -> None:
    assert wilson(right, number) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize("content", ["", "{", '{"text": "no label"}'])
def test_what_is_no_gold_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.jsonl"):
        evaluate(path, POLICY)
