"""The wheel carries all it needs: built, unpacked elsewhere, it scores an article."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hatch_build
from tests.conftest import ROOT, SEEDS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], check=True, capture_output=True
    )
    (built,) = out.glob("*.whl")
    return built


def test_wheel_scores_an_article_away_from_the_source_tree(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import annotator, json\n"
        f"assert annotator.__file__.startswith({str(tmp_path)!r}), annotator.__file__\n"
        "from annotator.cli import main\n"
        f"main(['score', {str(SEEDS / 'harbor-bond.txt')!r}, '--format', 'jsonl', '-q'])\n"
    )
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert run.returncode == 0, run.stderr
    out = json.loads(run.stdout)
    assert out["provenance"]["lexicons"]
    assert out["attributions"]


def test_wheel_holds_lexicons_cards_and_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in (
        "annotator/lexicons/cues.toml",
        "annotator/data/lexicons.msgpack",
        "annotator/data/notes.json",
        "annotator/cards/policy.toml",
        "annotator/report/templates/article.html",
        "annotator/report/schema.json",
        "annotator/py.typed",
    ):
        assert wanted in names
    assert [name for name in names if not name.startswith("annotator")] == []


def test_wheel_has_the_compiled_kernel_where_there_is_a_compiler_and_says_for_which_machines_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "annotator/attribution/_kernel.c" not in names
    if any(shutil.which(name) for name in ("cc", "gcc", "clang")):
        assert "annotator/attribution/_kernel.abi3.so" in names
        assert "-cp311-abi3-" in wheel.name
    else:
        assert wheel.name.endswith("-py3-none-any.whl")


def test_without_a_compiler_or_with_a_broken_one_there_is_no_kernel_and_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / f"{hatch_build.KERNEL}.abi3.so"
    made.parent.mkdir(parents=True)
    source = tmp_path / f"{hatch_build.KERNEL}.c"
    source.write_text("no C at all", encoding="utf-8")
    monkeypatch.delenv("ANNOTATOR_PURE", raising=False)
    for compiler, path in (("", os.environ["PATH"]), ("/nowhere/cc", ""), ("false", os.environ["PATH"])):
        monkeypatch.setenv("CC", compiler)
        monkeypatch.setenv("PATH", path)
        made.write_bytes(b"of an earlier source")
        assert hatch_build.compile_kernel(tmp_path)
        assert not made.exists()
    assert list(made.parent.iterdir()) == [source]
