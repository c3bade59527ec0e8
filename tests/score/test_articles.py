"""Figures over labelled articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.articles import _best, agreement, auc, calibration, ranks, report
from tests.conftest import SEEDS

LOW = ("tariff-tabloid.txt", "quarry-snark.txt", "stadium-column.txt")
HIGH = ("ferry-inspection.txt", "harbor-bond.txt", "rate-decision.txt")


def test_area_under_the_curve() -> None:
    assert auc([(0, 0.1), (0, 0.4), (1, 0.35), (1, 0.8)]) == 0.75
    assert auc([(0, 1.0), (1, 1.0)]) == 0.5


def test_ranks_share_ties() -> None:
    assert ranks([3.0, 1.0, 3.0]) == [2.5, 1.0, 2.5]
    assert agreement([1, 2, 3], [10, 20, 30]) == 1.0
    assert agreement([1, 2, 3], [3, 2, 1]) == -1.0


def test_calibration() -> None:
    assert calibration([(1, 1.0), (0, 0.0)]) == (0.0, 0.0)
    assert calibration([(1, 0.5), (0, 0.5)]) == (0.25, 0.0)


def test_best_threshold() -> None:
    assert _best([(0, -80.0), (0, -70.0), (1, -60.0), (1, -50.0), (0, -40.0)]) == (0.8, -60.0)


def _gold(folder: Path) -> Path:
    rows = [
        {"id": name, "text": (SEEDS / name).read_text(encoding="utf-8"), "label": int(name in LOW), "outlet": name}
        for name in (*LOW, *HIGH)
    ]
    path = folder / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_report_on_sample_articles(tmp_path: Path) -> None:
    text = report(_gold(tmp_path), Settings(card="policy"), "trained")
    assert "card policy: " in text
    assert "rank agreement of policy and trained" in text
    assert "named_sources" in text


def test_lines_without_a_label_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "Words."}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:1"):
        report(path, Settings())
