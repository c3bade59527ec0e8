"""The README's promises: its examples run, its commands exist, its two quick-start blocks are one line each."""

from __future__ import annotations

import doctest
import re

from click import Context

import annotator
from annotator.cli.main import main
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_examples_run() -> None:
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0
    assert doctest.testmod(annotator).failed == 0


def test_quick_start_is_two_lines() -> None:
    blocks = re.findall(r"^```bash\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert [block.count("\n") for block in blocks] == [1, 1]


def test_named_commands_exist() -> None:
    for command in set(re.findall(r"annotator ([a-z-]+)", README)) - {"is", "s"}:
        assert main.get_command(Context(main), command), command


def test_every_rule_is_listed() -> None:
    for extractor in __import__("annotator.extract", fromlist=["BUILT_IN"]).BUILT_IN:
        assert f"| {extractor.RULE.code} | `{extractor.RULE.id}` |" in README
