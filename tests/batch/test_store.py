"""The folder of a run, broken off at every place where a write can break off."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from annotator.batch.store import Store
from annotator.batch.work import Result
from annotator.errors import OutputError, UsageError
from annotator.report import summary

MANIFEST: dict[str, Any] = {"card": "a"}
RESULTS = [
    Result("a", b"a,1\n", b'{"a": 1}\n', b"<p>a", 1),
    Result("b", b"b,failed\n", reason="gone"),
    Result("c/../d é", b"c,1\n", b'{"c": "' + b"x" * 50 + b'"}\n', b"<p>c", 3),
    Result("d", b"d,1\n", b'{"d": 1}\n', b"<p>d"),
]


class Killed(BaseException):
    """The process is gone."""


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _abandon(store: Store) -> None:
    """What the system does when a process is killed."""
    for file in (*store._files, *store._lock):
        os.close(file)


def _fill(folder: Path) -> None:
    with Store(folder, MANIFEST) as store:
        for result in RESULTS[store.state.done :]:
            store.add(result)


def test_a_run_that_breaks_off_after_any_byte_goes_on_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(tmp_path / "whole")
    whole = _files(tmp_path / "whole")
    genuine = os.write
    moments = 0
    for moment in range(2000):
        left = moment
        folder = tmp_path / str(moment)

        def dying(file: int, content: Any) -> int:
            nonlocal left
            if left < len(content):
                genuine(file, bytes(content)[:left])
                raise Killed
            left -= len(content)
            return genuine(file, content)

        monkeypatch.setattr("os.write", dying)
        monkeypatch.setattr(Store, "close", _abandon)
        try:
            _fill(folder)
            break
        except Killed:
            moments += 1
        finally:
            monkeypatch.undo()
        _fill(folder)
        assert _files(folder) == whole, moment
    written = sum(len(result.row) + len(result.line or b"") for result in RESULTS) + len(summary.csv_header()) + 62 * len(RESULTS)
    assert moments == written


def test_the_state_counts_failures_and_the_worst_finding(tmp_path: Path) -> None:
    _fill(tmp_path)
    with Store(tmp_path, MANIFEST) as store:
        assert (store.state.done, store.state.failed, store.state.worst) == (4, 1, 3)


def test_a_write_that_fails_leaves_what_was_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path, MANIFEST) as store:
        store.add(RESULTS[0])
        before = _files(tmp_path)

        def full(file: int, content: Any) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.write", full)
        with pytest.raises(OutputError, match="No space left on device; 1 inputs are finished and kept"):
            store.add(RESULTS[3])
        monkeypatch.undo()
        assert {**_files(tmp_path), ".journal": b""} == {**before, ".journal": b"", "pages/0000/0000001-d.html": b"<p>d"}


def test_pages_lie_inside_the_folder_under_names_that_no_system_minds() -> None:
    for id in ("../../etc/passwd", "a" * 5000, "con\0\n", "-", "..", "ünï/cødé", "=x", "'=x"):
        name = Store.page(12_345, id)
        assert name.startswith("pages/0012/0012345-")
        assert name.count("/") == 2
        assert len(name) < 100
        assert name.isascii()
    assert Store.page(1, "=x") == Store.page(1, "'=x")


def test_two_cannot_have_one_folder(tmp_path: Path) -> None:
    with Store(tmp_path, MANIFEST), pytest.raises(UsageError, match="another run is writing here"):
        Store(tmp_path, MANIFEST)
    Store(tmp_path, MANIFEST).close()
