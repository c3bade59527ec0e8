"""The sample reports are what ``annotator report seeds -o reports`` writes now; a change of a report or score shows in review."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from tests.conftest import ROOT


def test_sample_reports_are_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, ["report", "seeds", "-o", str(tmp_path), "-q"]).exit_code == 0
    fresh = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "reports").iterdir() if path.suffix != ".png"}
    stale = sorted(name for name in fresh.keys() | kept.keys() if fresh.get(name) != kept.get(name))
    assert stale == [], "run: annotator report seeds -o reports"
