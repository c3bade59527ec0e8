"""The report in a terminal: every finding's line as the contract has it, its passage with carets under it, nothing raw from the article."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

import annotator
from annotator import pipeline
from annotator.cli import score
from annotator.cli.main import main
from annotator.report import figures
from annotator.report.place import Places
from annotator.report.terminal import carets, cells, fold
from annotator.report.text import no_paint, render
from annotator.text.visible import visible
from tests.conftest import ROOT, SEEDS

LINE = re.compile(r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<level>note|warn|error) (?P<rule>[a-z.-]+)(?: |$)")
STORY = SEEDS / "mayor-whispers.txt"
HOSTILE = "\x1b[31mred\x1b]0;title\x07 \u202eevil\u202c \u2066x\u2069 \x9b2J \x00 \u200f \ufeff \x7f"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
PLAIN = "The council met on Monday and voted on the budget, said Anna Keller, the treasurer. " * 14


def _marked(lines: list[str]) -> str:
    """The words over the carets, by cells."""
    out = []
    for upper, lower in pairwise(lines):
        if set(lower.partition("│")[2].strip()) != {"^"}:
            continue
        at = 0
        for character in upper:
            width = max(0, wcswidth(character))
            inside = lower[at : at + width].count("^") if width else lower[at - 1 : at].count("^")
            if inside and (width == 0 or inside == width):
                out.append(character)
            at += width
        out.append(" ")
    return "".join(out).strip()


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("name", ["mayor-whispers", "quarry-snark", "ferry-retold"])
def test_carets_stand_under_the_passage_and_nothing_is_wider_than_the_terminal(name: str, width: int) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    annotation = annotator.annotate(text, id=name)
    assert annotation.findings
    places = Places(text)
    for finding in annotation.findings:
        line, _ = places.of(finding.start)
        lines = carets(text, finding.start, finding.end, line, width, no_paint, "warn")
        assert lines[0].split("│")[0].strip() == str(line)
        assert _marked(lines) == visible(text[finding.start : finding.end])
    report = render(annotation, width=width, excerpts=True)
    assert max(map(wcswidth, report.splitlines())) <= width
    heads = [match for match in map(LINE.match, report.splitlines()) if match]
    assert [(int(m["line"]), int(m["column"])) for m in heads] == [places.of(f.start) for f in annotation.findings]


@pytest.mark.parametrize(
    ("before", "passage", "behind"),
    [
        ("市長は", "独裁者", "だと述べた。"),
        ("cafe\u0301 de\u0301ja\u0300 ", "vu\u0308e\u0301", " na\u0308h"),
        ("ｆｕｌｌ ", "ｗｉｄｔｈ", " words"),
        ("เก็บ ", "น้ำ", " ไว้"),
        ("\t tab ", "word", "\t\t end"),
        ("", "all of it", ""),
    ],
)
def test_carets_count_cells_not_characters(before: str, passage: str, behind: str) -> None:
    lines = carets(before + passage + behind, len(before), len(before + passage), 1, 80, no_paint, "note")
    upper, lower = lines
    assert lower.count("^") == wcswidth(passage)
    assert _marked(lines) == passage
    assert wcswidth(upper[: upper.index(passage)]) == lower.index("^")


def test_long_passages_are_cut_and_passages_over_lines_keep_their_line_numbers() -> None:
    text = "First line.\nIt was a shameful\nday for the council.\n"
    assert carets(text, 19, 38, 2, 60, no_paint, "warn") == [
        "   2 │ It was a shameful",
        "     │        ^^^^^^^^^^",
        "   3 │ day for the council.",
        "     │ ^^^^^^^^",
    ]
    lines = carets("word " * 4000, 0, 19_999, 1, 80, no_paint, "warn")
    assert len(lines) < 12
    assert any("⋮" in line for line in lines)
    assert max(map(wcswidth, lines)) <= 80
    endless = carets("x" * 100_000, 500, 99_000, 1, 80, no_paint, "warn")
    assert len(endless) < 12
    assert max(map(wcswidth, endless)) <= 80


@given(
    st.text(alphabet=st.one_of(st.sampled_from("ab \n\r\t\u0301\u202e\x1b市😀\u200d\u00ad"), st.characters()), min_size=1, max_size=120),
    st.data(),
)
def test_any_text_fits_and_stays_inert(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for line in carets(text, start, end, 1, 60, no_paint, "warn"):
        assert not RAW.search(line)
        assert wcswidth(line) <= 60
    for line in fold(visible(text), 40, 4, 10):
        assert not RAW.search(line)
        assert cells(line) <= 40


def test_a_heap_of_combining_marks_does_not_grow_over_the_lines() -> None:
    lines = carets("zalgo " + "e" + "\u0301" * 5000 + " end", 0, 5, 1, 80, no_paint, "warn")
    assert max(map(len, lines)) < 200


@pytest.mark.parametrize("excerpts", [True, False])
@pytest.mark.parametrize("width", [None, 80])
def test_nothing_raw_reaches_the_terminal(excerpts: bool, width: int | None) -> None:
    text = f"Two officials said {HOSTILE} it was pathetic {HOSTILE} and shameful, the Daily {HOSTILE} Post reports. {PLAIN}"
    annotation = annotator.annotate(text, id=f"id {HOSTILE}", title=f"Opinion {HOSTILE}", outlet=HOSTILE)
    assert annotation.findings
    assert annotation.scores[0].status == "abstained"
    assert not RAW.search(render(annotation, width=width, excerpts=excerpts))
    assert "\\u001b" in render(annotation, width=width, excerpts=excerpts)


def test_nothing_raw_in_messages_about_inputs(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "\\u001b[31m\\u202ex", "text": 5}\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["score", str(path), str(tmp_path / "no\x1b[31m.txt"), "-q"])
    assert result.exit_code == 3
    assert not RAW.search(result.stderr.replace("\n", ""))


def test_piped_output_is_one_whole_line_a_finding() -> None:
    result = CliRunner().invoke(main, ["score", str(STORY), "-q"], env={"COLUMNS": "60"})
    annotation = pipeline.annotate(STORY.read_text(encoding="utf-8"))
    lines = result.stdout.split("\n\n")[0].splitlines()
    assert len(lines) == len(annotation.findings)
    for line, finding in zip(lines, annotation.findings, strict=True):
        assert LINE.match(line)
        assert line.endswith(f'" – {finding.message}')
    assert "│" not in result.stdout


def test_excerpts_on_demand_keep_the_line_whole() -> None:
    plain = CliRunner().invoke(main, ["score", str(STORY), "-q"]).stdout.splitlines()
    marked = CliRunner().invoke(main, ["score", str(STORY), "-q", "--excerpts"]).stdout.splitlines()
    assert [line for line in marked if not re.match(r" *(\d+|⋮)? │", line)] == plain
    assert len(marked) > len(plain)


def _on_a_terminal(width: int, *arguments: str, **variables: str) -> str:
    main_end, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    usual = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "annotator", "score", str(STORY), *arguments],
        stdout=other,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**usual, "TERM": "xterm-256color", **variables},
    )
    os.close(other)
    parts = []
    while True:
        try:
            part = os.read(main_end, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(main_end)
    assert process.wait() == 0
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


def test_on_a_terminal_colour_carets_and_width() -> None:
    shown = _on_a_terminal(60)
    assert "\x1b[33m" in shown
    bare = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert "\x1b" not in bare
    assert "^^^^" in bare
    assert max(map(wcswidth, bare.splitlines())) <= max(60, len(str(STORY)) + 45)
    count = len(pipeline.annotate(STORY.read_text(encoding="utf-8")).findings)
    assert sum(bool(LINE.match(line)) for line in bare.splitlines()) == count
    assert "^^^^" not in _on_a_terminal(60, "--no-excerpts")


@pytest.mark.parametrize(("arguments", "variables"), [((), {"NO_COLOR": "1"}), (("--color", "never"), {}), ((), {"TERM": "dumb"})])
def test_colour_can_be_refused(arguments: tuple[str, ...], variables: dict[str, str]) -> None:
    shown = _on_a_terminal(80, *arguments, **variables)
    assert "\x1b" not in shown
    assert "^^^^" in shown


def test_the_formats_of_library_and_command_line_are_the_same() -> None:
    assert set(score.FORMATS) == set(pipeline.FORMATS)


def test_one_of_a_thing_is_no_plural() -> None:
    assert figures.amount("number of distinct dates", 1) == "1 distinct date"
    assert figures.amount("number of distinct dates", 2) == "2 distinct dates"
    assert figures.amount("share of words of prose", 0.27) == "27 % of words of prose"
