"""The wheel carries all it needs: built, unpacked elsewhere, it scores an article."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
