"""The manual says what is there: its commands and its code run, its options are those of the command, its columns those of the row."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from annotator.batch.run import Plan
from annotator.cli.batch import batch as the_command
from annotator.report import summary
from annotator.report.index import LISTED
from annotator.text.readers import FORMATS
from tests.batch.house import batch, environment, ids, lines
from tests.conftest import ROOT

PAGE = (ROOT / "docs/batch.md").read_text(encoding="utf-8")


def test_the_commands_run_as_written(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/a.txt").write_text("The council met.")
    lines(tmp_path / "news.jsonl", 2)
    first, second = (shlex.split(line) for line in re.findall(r"^\$ annotator batch (.+)$", PAGE, re.MULTILINE))
    assert batch(*(part for part in first if "zst" not in part), cwd=tmp_path).returncode == 0
    assert ids(tmp_path / "out") == ["a0000", "a0001", "a"]
    with the_command.make_context("batch", second) as context:
        assert (context.params["engine"], context.params["scheduler"]) == ("dask", "tcp://10.0.0.1:8786")


def test_the_code_runs_as_written(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "program.py").write_text(code)
    lines(tmp_path / "news.jsonl", 2)
    run = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert run.stdout == "2 0\n", run.stderr


def test_options_columns_endings_and_defaults_are_those_of_the_code() -> None:
    known = {name for parameter in the_command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    named = set(re.findall(r"--[a-z][a-z-]*", PAGE))
    assert named - known == {"--format"}
    assert known - named - {"paths", "-o", "-q", "--output", "--quiet"} == {"--readability"}
    names = re.findall(r"`(\w+)`", PAGE[PAGE.index("The columns") : PAGE.index("A score that abstains")])
    columns = set(summary.FIELDS)
    whole = [name for name in names if not name.startswith("_") and not name.endswith("_")]
    assert [name for name in whole if name not in columns] == ["done", "failed"]
    families = {field for field in columns for name in names if name.endswith("_") and field.startswith(name)}
    parts = {f"{score}{name}" for score in summary.SCORES for name in names if name.startswith("_")}
    assert columns == (set(whole) - {"done", "failed"}) | families | parts
    assert {ending for ending in FORMATS if f"`{ending}`" not in PAGE} == {".text", ".markdown", ".htm", ".xhtml"}
    plan = Plan(inputs=("a",), folder=Path("b"))
    assert f"may take ({plan.timeout:g})" in PAGE
    assert f"may use ({plan.memory})" in PAGE
    assert f"index of the {LISTED:,} inputs" in PAGE
