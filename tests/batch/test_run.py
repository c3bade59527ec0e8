"""Batch runs from outside: what is written, in which order, what is refused, how they end."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import annotator
from annotator.config import Settings
from annotator.report import summary
from tests.batch.house import article, batch, command, environment, family, ids, lines, plugin, recorded, rows, start, tree, until


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles in several formats and inputs that cannot be read."""
    folder = tmp_path_factory.mktemp("mixed")
    lines(folder / "b.jsonl", 12)
    with (folder / "b.jsonl").open("a") as file:
        file.write("no json\n" + json.dumps({"id": "last", "text": article(99)}) + "\n")
    (folder / "a.txt").write_text(article(50))
    (folder / "c.csv").write_text("id,text\nc1,Too short.\n")
    (folder / "d.bin.txt").write_bytes(b"\0\1\2" * 100)
    (folder / "e.html").write_text(f"<html><body><article><h1>Bridge</h1><p>{article(7)}</p></article></body></html>")
    (folder / "f.txt.gz").write_bytes(gzip.compress(article(51).encode()))
    return folder


def test_a_line_an_article_and_a_row_an_input_in_input_order(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = batch(mixed, "gone.txt", "-o", out, "--workers", 2)
    assert run.returncode == 3
    first = [f"a{number:04d}" for number in range(12)]
    assert ids(out) == ["a", *first, "last", "c1", "e", "f"]
    table = rows(out)
    assert [row["id"] for row in table if row["state"] == "done"] == ids(out)
    failed = {row["id"]: row["reason"] for row in table if row["state"] == "failed"}
    assert list(failed) == ["b-13", "d.bin", "gone.txt"]
    assert "not JSON" in failed["b-13"]
    assert "line 13" in failed["b-13"]
    assert "binary" in failed["d.bin"]
    assert "no such file" in failed["gone.txt"]
    assert [row["id"] for row in table].index("b-13") == 13
    assert table[[row["id"] for row in table].index("c1")]["overall_reason"].startswith("too short")
    assert len(run.stderr.splitlines()) == 3
    assert "17 articles, 3 failed" in run.stdout
    assert "Traceback" not in run.stderr


def test_lines_and_rows_are_what_the_library_gives(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 5)
    assert batch(source, "-o", tmp_path / "out").returncode == 0
    for number, (line, row) in enumerate(
        zip((tmp_path / "out/annotations.jsonl").read_bytes().splitlines(), rows(tmp_path / "out"), strict=True)
    ):
        annotation = annotator.annotate(
            article(number), id=f"a{number:04d}", title=f"Story {number}", outlet="The Sample", settings=Settings(card="policy")
        )
        expected = json.loads(annotator.render(annotation, "jsonl"))
        found = json.loads(line)
        for part in ("findings", "measures", "scores", "attributions", "layers", "provenance"):
            assert found[part] == expected[part]
        cells = {name: "" if cell is None else str(cell) for name, cell in summary.row(annotation).items()}
        assert row == {**cells, "path": str(source)}


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_workers_changes_no_byte(count: int, mixed: Path, tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("many", count + 1)):
        batch(mixed, "-o", tmp_path / name, "--workers", workers)
    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def test_standard_input_is_read_and_gone_on_with(tmp_path: Path) -> None:
    text = lines(tmp_path / "in.jsonl", 6).read_text()
    assert batch("-", "-o", tmp_path / "out", input=text).returncode == 0
    whole = tree(tmp_path / "out")
    journal = tmp_path / "out/.journal"
    os.truncate(journal, 62 * 3)
    assert batch("-", "-o", tmp_path / "out", input=text).returncode == 0
    assert tree(tmp_path / "out") == whole


def test_pages_and_an_index_by_choice(mixed: Path, tmp_path: Path) -> None:
    plain, pages = tmp_path / "plain", tmp_path / "pages"
    batch(mixed, "-o", plain)
    assert not list(plain.rglob("*.html"))
    batch(mixed, "-o", pages, "--html")
    index = (pages / "index.html").read_text()
    made = sorted(str(path.relative_to(pages)) for path in pages.glob("pages/*/*.html"))
    assert len(made) == 17
    assert made[0] == "pages/0000/0000000-a.html"
    for page in made:
        assert f'href="{page}"' in index
        assert 'href="../../index.html"' in (pages / page).read_text()
    assert "not JSON" in index
    assert (plain / "summary.csv").read_bytes() == (pages / "summary.csv").read_bytes()


def test_the_summary_as_parquet(mixed: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    batch(mixed, "-o", tmp_path, "--parquet")
    table = parquet.read_table(tmp_path / "summary.parquet").to_pylist()
    for typed, row in zip(table, rows(tmp_path), strict=True):
        assert {name: "" if cell is None else str(cell) for name, cell in typed.items()} == row
    assert isinstance(table[0]["overall"], int)
    assert isinstance(table[0]["measure_quote_density"], float)


def test_parquet_without_its_package_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "block").mkdir()
    (tmp_path / "block/pyarrow.py").write_text("raise ImportError")
    run = batch(lines(tmp_path / "in.jsonl", 1), "-o", tmp_path / "out", "--parquet", first=str(tmp_path / "block"))
    assert run.returncode == 2
    assert run.stderr == "annotator: --parquet needs the package pyarrow; pip install pyarrow, or use summary.csv\n"
    assert not (tmp_path / "out").exists()


def test_a_finished_run_is_not_done_again(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 3, texts={1: "{"})
    batch(source, "-o", tmp_path / "out")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir() if path.suffix in (".jsonl", ".csv")}
    run = batch(source, "-o", tmp_path / "out")
    assert "3 articles, 0 failed" in run.stdout
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir() if path.name in before} == before


def test_another_run_in_the_same_folder_is_refused_unless_it_may_begin_anew(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 3)
    out = tmp_path / "out"
    batch(source, "-o", out)
    whole = tree(out)
    for arguments, what in (
        ((source, "-o", out, "--ignore", "scare-quotes"), "other rules"),
        ((source, "-o", out, "--html"), "other pages"),
        ((source, source.parent / "gone", "-o", out), "other inputs"),
    ):
        run = batch(*arguments)
        assert run.returncode == 2
        assert what in run.stderr
        assert "--restart" in run.stderr
        assert len(run.stderr.splitlines()) == 1
        assert tree(out) == whole
    assert "other card" in batch(source, "-o", out, card="trained").stderr
    manifest = out / "manifest.json"
    written = manifest.read_text()
    manifest.write_text(written.replace('"language.msgpack": "', '"language.msgpack": "0'))
    assert "other models" in batch(source, "-o", out).stderr
    manifest.write_text(written)
    lines(source, 4)
    assert "other inputs" in batch(source, "-o", out).stderr
    assert batch(source, "-o", out, "--restart").returncode == 0
    assert len(ids(out)) == 4


def test_a_folder_with_somebodys_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "summary.csv").write_text("mine")
    run = batch(lines(tmp_path / "in.jsonl", 1), "-o", tmp_path, "--restart")
    assert run.returncode == 2
    assert "summary.csv, which no run of this kind wrote" in run.stderr
    assert (tmp_path / "summary.csv").read_text() == "mine"


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 400)
    out = tmp_path / "out"
    first = start(source, "-o", out)
    until(lambda: recorded(out) > 3)
    second = batch(source, "-o", out)
    assert first.poll() is None
    assert second.returncode == 2
    assert second.stderr == f"annotator: {out}: another run is writing here; wait until it ends, or choose another folder\n"
    first.kill()
    first.communicate()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_keeps_what_is_finished_and_leaves_nobody_behind(signum: signal.Signals, tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 200)
    out = tmp_path / "out"
    run = start(source, "-o", out, "--workers", 2)
    until(lambda: recorded(out) > 5)
    kin = family(run)
    run.send_signal(signum)
    _, errors = run.communicate(timeout=20)
    assert run.returncode == 130
    assert errors.splitlines() == [f"annotator: stopped; what is finished is kept in {out}: run the same command again to go on"]
    assert len(ids(out)) == len(rows(out)) == recorded(out) > 5
    until(lambda: not any(process.is_running() and process.status() != "zombie" for process in kin), 10)
    batch(source, "-o", out)
    batch(source, "-o", tmp_path / "whole")
    assert tree(out) == tree(tmp_path / "whole")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
@pytest.mark.parametrize("seconds", [0.2, 0.3, 0.4, 0.6])
def test_an_interruption_from_the_keyboard_reaches_all_and_prints_one_line(seconds: float, tmp_path: Path) -> None:
    run = start(lines(tmp_path / "in.jsonl", 600), "-o", tmp_path / "out", start_new_session=True)
    until(lambda: (tmp_path / "out/manifest.json").exists())
    time.sleep(seconds)
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=20)
    assert run.returncode == 130
    assert len(errors.splitlines()) == 1


def test_findings_count_when_asked(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 2)
    assert batch(source, "-o", tmp_path / "a").returncode == 0
    assert batch(source, "-o", tmp_path / "b", "--fail-on", "note").returncode == 1
    quiet = lines(tmp_path / "quiet.jsonl", 1, texts={0: "The council met on Monday."})
    assert batch(quiet, "-o", tmp_path / "c", "--fail-on", "note").returncode == 0


def test_trouble_costs_its_own_article_only(tmp_path: Path) -> None:
    first = plugin(tmp_path / "site")
    texts = {2: "KILL ME", 5: "CRASH ME", 8: "HANG ME", 11: "STOP ME"}
    source = lines(tmp_path / "in.jsonl", 16, texts=texts)
    out = tmp_path / "out"
    run = batch(source, "-o", out, "--timeout", 3, "--workers", 2, first=first)
    assert run.returncode == 3
    assert ids(out) == [f"a{number:04d}" for number in range(16) if number not in texts]
    reasons = {row["id"]: row["reason"] for row in rows(out) if row["state"] == "failed"}
    assert list(reasons) == ["in-3", "in-6", "in-9", "in-12"]
    assert "killed by SIGKILL, 3 times" in reasons["in-3"]
    assert "killed by SIGABRT" in reasons["in-6"]
    assert "not finished after 3 seconds" in reasons["in-9"]
    assert "not finished after 3 seconds" in reasons["in-12"]
    assert "Traceback" not in run.stderr
    again = batch(source, "-o", out, "--timeout", 3, first=first)
    assert again.returncode == 3


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is enforced on Linux")
def test_running_out_of_memory_costs_its_own_article_only(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 6, texts={3: article(3, 100_000)})
    run = batch(source, "-o", tmp_path / "out", "--memory", 64, "--workers", 1)
    assert run.returncode == 3
    assert ids(tmp_path / "out") == [f"a{number:04d}" for number in (0, 1, 2, 4, 5)]
    (failed,) = (row for row in rows(tmp_path / "out") if row["state"] == "failed")
    assert failed["id"] == "in-4"
    assert "memory" in failed["reason"]


def _small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


@pytest.mark.skipif(os.name == "nt", reason="needs limits of file size")
def test_no_room_is_one_line_and_the_run_goes_on_later(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 40)
    out = tmp_path / "out"
    run = batch(source, "-o", out, preexec_fn=_small_files)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "cannot write" in run.stderr
    assert "inputs are finished and kept" in run.stderr
    assert 0 < len(ids(out)) == len(rows(out)) == recorded(out) < 40
    assert batch(source, "-o", out).returncode == 0
    batch(source, "-o", tmp_path / "whole")
    assert tree(out) == tree(tmp_path / "whole")


@pytest.mark.parametrize("place", ["file/out", "/proc/out"])
def test_an_unwritable_folder_is_one_line(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = batch(lines(tmp_path / "in.jsonl", 1), "-o", tmp_path / place)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "cannot write" in run.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal")
def test_the_bar_shows_rate_time_left_and_failures(tmp_path: Path) -> None:
    import pty
    import termios

    source = lines(tmp_path / "in.jsonl", 60)
    with source.open("a") as file:
        file.write("no json\n" * 2)
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 120))
    run = subprocess.Popen(command(source, "-o", tmp_path / "out"), stdout=subprocess.PIPE, stderr=theirs, env=environment())
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    run.communicate()
    os.close(ours)
    text = shown.decode()
    assert "62 articles, " in text
    assert "/s, 2 failed" in text
    assert "left]" in text
    assert "in.jsonl: line 61: not JSON" in text


def test_workers_that_cannot_work_end_the_run_before_it_loses_anything(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'forkserver' in ' '.join(sys.orig_argv):\n"
        "    import annotator.batch.work as work\n"
        "    def broken(*_): raise ValueError('no model')\n"
        "    work.annotate_article = broken\n"
    )
    run = batch(lines(tmp_path / "in.jsonl", 3), "-o", tmp_path / "out", first=str(site))
    assert run.returncode == 2
    assert "workers cannot work" in run.stderr
    assert "no model" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert recorded(tmp_path / "out") == 0
