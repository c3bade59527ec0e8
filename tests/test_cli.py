"""The command line as its three users meet it: exit codes, clear errors, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from tests.conftest import ROOT, SEEDS

PLAIN = "The council met on Monday. " * 40


def run(*arguments: str, stdin: str | None = None) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(PLAIN + 'The pathetic plan "has failed".\n', encoding="utf-8")
    return path


def test_missing_file_exits_2_or_3_with_empty_stdout() -> None:
    result = run("score", "no-such-file.txt")
    assert result.exit_code in (2, 3)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "no-such-file.txt" in result.stderr


def test_json_parses_even_where_everything_failed(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{not json\n", encoding="utf-8")
    result = run("score", str(tmp_path / "bad.jsonl"), "--format", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout) == []


def test_a_bad_input_does_not_stop_the_others(draft: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02\x03" * 100)
    result = run("score", str(bad), str(draft), "--format", "jsonl")
    assert result.exit_code == 3
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["draft"]
    assert "bad.txt" in result.stderr


def test_a_missing_path_does_not_stop_the_others(draft: Path) -> None:
    result = run("score", "no-such-file.txt", str(draft), "--format", "jsonl")
    assert result.exit_code == 3
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["draft"]
    assert result.stderr.count("no-such-file.txt") == 1


def test_json_lines_keep_id_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    rows = [{"id": "a", "text": PLAIN, "outlet": "The Example"}, {"id": "b", "text": PLAIN, "title": "B"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = [json.loads(line)["document"] for line in run("score", str(path), "--format", "jsonl").stdout.splitlines()]
    assert [(d["id"], d["outlet"], d["title"]) for d in found] == [("a", "The Example", None), ("b", None, "B")]


def test_fail_on_is_opt_in(draft: Path) -> None:
    assert run("score", str(draft)).exit_code == 0
    assert run("score", str(draft), "--fail-on", "note").exit_code == 1
    assert run("score", str(draft), "--select", "anonymous-source", "--fail-on", "note").exit_code == 0


def test_min_level_hides_and_does_not_rescore(draft: Path) -> None:
    every, few = run("score", str(draft)).stdout, run("score", str(draft), "--min-level", "error").stdout
    assert ": warn " not in few
    assert ": note " not in few
    assert every.split("\n\n")[-1].splitlines()[-4:] == few.split("\n\n")[-1].splitlines()[-4:]


def test_select_and_ignore(draft: Path) -> None:
    rules = {f["rule"] for f in json.loads(run("score", str(draft), "--select", "loaded-language", "--format", "jsonl").stdout)["findings"]}
    assert rules == {"loaded-language"}
    rest = json.loads(run("score", str(draft), "--ignore", "loaded-language", "--format", "jsonl").stdout)["findings"]
    assert "loaded-language" not in {f["rule"] for f in rest}


def test_unknown_rule_is_one_clear_line(draft: Path) -> None:
    result = run("score", str(draft), "--select", "loded-language")
    assert result.exit_code == 2
    assert result.stderr.startswith("annotator: no rule 'loded-language'")
    assert result.stderr.count("\n") == 1


def test_unknown_card_names_the_shipped_ones(draft: Path) -> None:
    result = run("score", str(draft), "--card", "nothing")
    assert result.exit_code == 2
    assert "policy" in result.stderr


def test_standard_input(draft: Path) -> None:
    result = run("score", "-", "--format", "jsonl", stdin=draft.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert any(f["excerpt"] == "pathetic" for f in json.loads(result.stdout)["findings"])


def test_output_file_is_whole_and_stdout_empty(draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out.json"
    result = run("score", str(draft), "--format", "json", "-o", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 1
    assert [path.name for path in target.parent.iterdir()] == ["out.json"]


def test_unwritable_output_is_one_clear_line(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("score", str(draft), "-o", str(tmp_path / "file" / "out.txt"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "cannot write" in result.stderr


def test_report_writes_a_page_each_and_an_index(tmp_path: Path) -> None:
    result = run("report", str(SEEDS), "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.stderr
    pages = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert "index.html" in pages
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for page in pages:
        assert page == "index.html" or f'href="{page}"' in index
    assert len(pages) >= 13


def test_report_leaves_no_index_pages_of_an_earlier_larger_run(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in ("index-2.html", "index-3.html", "index-notes.html"):
        (out / name).write_text("earlier", encoding="utf-8")
    assert run("report", str(draft), "-o", str(out)).exit_code == 0
    assert sorted(path.name for path in out.glob("index*")) == ["index-notes.html", "index.html"]


def test_report_lists_failures_in_the_index(draft: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00" * 50)
    result = run("report", str(bad), str(draft), "-o", str(tmp_path / "out"))
    assert result.exit_code == 3
    assert "bad.txt" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_colour_only_on_demand(draft: Path) -> None:
    assert "\x1b[" not in run("score", str(draft)).stdout
    assert "\x1b[" in run("score", str(draft), "--color", "always").stdout


def test_rules_explain_card_config_schema_lexicon() -> None:
    assert "anonymous-source" in run("rules").stdout
    assert "Why it matters" in run("explain", "anonymous-source").stdout
    assert run("explain", "no-such").exit_code == 2
    card = run("card").stdout
    assert "Source:" in card
    assert "named_sources" in card
    assert "card = 'trained'" in run("config", "show").stdout
    assert json.loads(run("schema").stdout)["title"] == "annotator output"


def test_configuration_file_and_its_errors(draft: Path, tmp_path: Path) -> None:
    config = tmp_path / "annotator.toml"
    config.write_text('ignore = ["loaded-language"]\n', encoding="utf-8")
    out = json.loads(run("score", str(draft), "--config", str(config), "--format", "jsonl").stdout)
    assert "loaded-language" not in {f["rule"] for f in out["findings"]}
    config.write_text('ignor = ["loaded-language"]\n', encoding="utf-8")
    result = run("score", str(draft), "--config", str(config))
    assert result.exit_code == 2
    assert "did you mean 'ignore'" in result.stderr


HEAVY = ("nltk", "sklearn", "scipy", "numpy", "textstat", "trafilatura", "docx", "lxml", "pycrfsuite")


def test_scoring_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom annotator.cli import main\n"
        f"try:\n    main(['score', {str(SEEDS / 'harbor-bond.txt')!r}, '-q'])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\nassert not loaded, loaded\n"
    )
    run_ = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run_.returncode == 0, run_.stderr


def test_scoring_opens_no_socket() -> None:
    code = (
        "import socket\ndef no(*a, **k): raise RuntimeError('network')\nsocket.socket.connect = no\nsocket.getaddrinfo = no\n"
        "import sys\nfrom annotator.cli import main\n"
        f"try:\n    main(['score', {str(SEEDS)!r}, '-q', '--format', 'jsonl'])\nexcept SystemExit as end:\n    sys.exit(end.code)\n"
    )
    run_ = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run_.returncode == 0, run_.stderr
    assert len(run_.stdout.splitlines()) >= 12


def test_closed_pipe_ends_quietly(draft: Path) -> None:
    line = f"{sys.executable} -m annotator score {draft} {draft.parent} --format jsonl | head -c 1 > /dev/null"
    run_ = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT, env={**os.environ}, check=False)
    assert "Traceback" not in run_.stderr
