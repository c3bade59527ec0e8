"""kill -9 at any moment, then the same command: the same bytes as those of a run that nobody disturbed."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import psutil
import pytest

from tests.batch.house import batch, family, ids, lines, recorded, start, tree, until, workers

COUNT = 50


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Inputs, and what a run in peace makes of them."""
    folder = tmp_path_factory.mktemp("whole")
    source = lines(folder / "in.jsonl", COUNT)
    with source.open("a") as file:
        file.write("no json\n")
    assert batch(source, "-o", folder / "out", "--html", "--parquet").returncode == 3
    assert len(ids(folder / "out")) == COUNT
    return source, tree(folder / "out")


def _finish(source: Path, out: Path, expected: dict[str, bytes]) -> None:
    run = batch(source, "-o", out, "--html", "--parquet")
    assert run.returncode == 3
    assert tree(out) == expected


def _further(run: subprocess.Popen[str], out: Path, done: int) -> bool:
    return run.poll() is not None or recorded(out) > done


def _put(out: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)


@pytest.mark.parametrize("moment", [0, 1, 25, COUNT])
def test_the_parent_is_killed_after_so_many_articles(moment: int, whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = whole
    out = tmp_path / "out"
    run = start(source, "-o", out, "--html", "--parquet")
    until(lambda: recorded(out) >= moment and (out / ".journal").exists())
    kin = family(run)
    run.kill()
    run.communicate()
    assert moment == COUNT or recorded(out) < COUNT
    until(lambda: not any(process.is_running() and process.status() != "zombie" for process in kin), 20)
    _finish(source, out, expected)


def test_the_parent_is_killed_again_and_again(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = whole
    out = tmp_path / "out"
    chance = Random(7)
    for _ in range(6):
        run = start(source, "-o", out, "--html", "--parquet")
        time.sleep(chance.uniform(0.1, 1.2))
        run.kill()
        run.communicate()
    _finish(source, out, expected)


def test_killed_workers_lose_nothing(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = whole
    out = tmp_path / "out"
    run = start(source, "-o", out, "--html", "--parquet", "--workers", 2)
    killed = last = 0
    chance = Random(3)
    while killed < 8:
        until(partial(_further, run, out, last + 3))
        if run.poll() is not None:
            break
        last = recorded(out)
        with suppress(psutil.NoSuchProcess, IndexError):
            chance.choice(workers(run)).kill()
            killed += 1
    _, errors = run.communicate(timeout=60)
    assert killed >= 3
    assert run.returncode == 3, errors
    assert tree(out) == expected


@pytest.mark.parametrize("torn", [1, 30, 61])
def test_a_torn_journal_counts_to_its_last_whole_record(torn: int, whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = whole
    out = tmp_path / "out"
    _put(out, expected)
    os.truncate(out / ".journal", 62 * 40 + torn)
    _finish(source, out, expected)


def test_a_journal_that_is_ahead_of_its_files_is_not_believed(whole: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    source, expected = whole
    out = tmp_path / "out"
    _put(out, expected)
    os.truncate(out / "annotations.jsonl", len(expected["annotations.jsonl"]) // 2)
    _finish(source, out, expected)
