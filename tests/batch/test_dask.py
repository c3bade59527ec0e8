"""The same run on a Dask cluster: a scheduler and two worker processes on this machine, one of which is killed on the way."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.batch.house import batch, environment, ids, lines, plugin, recorded, rows, start, tree, until

pytest.importorskip("distributed", reason="distributed is not installed")


class Cluster:
    """Processes of a cluster; *first* is put before the workers' path."""

    def __init__(self, folder: Path, first: str = "") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder, self._first = folder, first
        self._processes: list[subprocess.Popen[str]] = []
        self._dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)

    def worker(self, *more: str) -> subprocess.Popen[str]:
        """Start a worker of one thread."""
        return self._dask("worker", self.address, "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard", "--memory-limit", "0", *more)

    def stop(self) -> None:
        """End every process of it."""
        for process in self._processes:
            with suppress(psutil.Error):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
            process.kill()
            process.communicate()

    def _dask(self, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self._folder,
            env=environment(first=self._first, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._processes.append(process)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.stop()


def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_this_machine(cluster: Cluster, tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 120)
    with source.open("a") as file:
        file.write("no json\n")
    batch(source, "-o", tmp_path / "local", "--html")
    doomed, _ = cluster.worker("--no-nanny"), cluster.worker("--no-nanny")
    out = tmp_path / "far"
    run = start(source, "-o", out, "--html", "--engine", "dask", "--scheduler", cluster.address)
    until(lambda: recorded(out) > 10 or run.poll() is not None)
    doomed.send_signal(signal.SIGKILL)
    at = recorded(out)
    _, errors = run.communicate(timeout=90)
    assert run.returncode == 3, errors
    assert at < 100
    assert tree(out) == tree(tmp_path / "local")


def test_a_run_on_a_cluster_that_is_killed_goes_on_elsewhere(cluster: Cluster, tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 60)
    cluster.worker("--no-nanny")
    out = tmp_path / "out"
    run = start(source, "-o", out, "--engine", "dask", "--scheduler", cluster.address)
    until(lambda: recorded(out) > 5 or run.poll() is not None)
    run.kill()
    run.communicate()
    assert batch(source, "-o", out).returncode == 0
    batch(source, "-o", tmp_path / "whole")
    assert tree(out) == tree(tmp_path / "whole")


def test_an_article_that_hangs_or_kills_is_named(tmp_path: Path) -> None:
    first = plugin(tmp_path / "site")
    source = lines(tmp_path / "in.jsonl", 8, texts={2: "HANG ME", 5: "KILL ME"})
    made = Cluster(tmp_path, first)
    try:
        made.worker("--nanny")
        run = batch(source, "-o", tmp_path / "out", "--engine", "dask", "--scheduler", made.address, "--timeout", 2, first=first)
    finally:
        made.stop()
    assert run.returncode == 3, run.stderr
    assert ids(tmp_path / "out") == [f"a{number:04d}" for number in (0, 1, 3, 4, 6, 7)]
    reasons = {row["id"]: row["reason"] for row in rows(tmp_path / "out") if row["state"] == "failed"}
    assert list(reasons) == ["in-3", "in-6"]
    assert "not finished after 2 seconds" in reasons["in-3"]
    assert "killed by SIGKILL" in reasons["in-6"]
    assert len(run.stderr.splitlines()) == 2


def test_no_scheduler_no_address_and_no_package_are_one_line_each(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 1)
    (tmp_path / "block").mkdir()
    (tmp_path / "block/distributed.py").write_text("raise ImportError")
    nobody = batch(source, "-o", tmp_path / "a", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    nowhere = batch(source, "-o", tmp_path / "b", "--engine", "dask")
    absent = batch(source, "-o", tmp_path / "c", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", first=str(tmp_path / "block"))
    for run, words in ((nobody, "no Dask scheduler answers"), (nowhere, "needs --scheduler"), (absent, "pip install distributed")):
        assert run.returncode == 2
        assert words in run.stderr
        assert len(run.stderr.splitlines()) == 1


def test_a_scheduler_that_goes_away_ends_the_run_in_one_line(cluster: Cluster, tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", 200)
    cluster.worker("--no-nanny")
    out = tmp_path / "out"
    run = start(source, "-o", out, "--engine", "dask", "--scheduler", cluster.address)
    until(lambda: recorded(out) > 5 or run.poll() is not None)
    cluster.stop()
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 2
    assert "run the same command again" in errors
    assert "Traceback" not in errors
    assert len(ids(out)) == recorded(out) < 200
