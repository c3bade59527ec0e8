"""The README's figures are what ``annotator evaluate`` prints, where the development data stand beside this source tree."""

from __future__ import annotations

import re
import shlex

import pytest
from click.testing import CliRunner

from annotator.cli import main
from tests.conftest import ROOT, SHARED

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n\$ annotator (evaluate [^\n]*)\n(.*?)\n```", README, re.MULTILINE | re.DOTALL)


def test_there_are_figures() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(("command", "printed"), BLOCKS)
def test_readme_figures(command: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (SHARED / "data").is_dir():
        pytest.skip("the development data are not beside this source tree")
    monkeypatch.chdir(SHARED / "data")
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.rstrip() == printed
