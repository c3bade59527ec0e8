"""Tables and packed files of many articles, and the walk through folders."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from annotator.text.readers import InputFailure, Piece, cut, each, parse, read
from annotator.types import Article

TEXT = "Two officials said on Monday that talks had stalled."


def lines(count: int) -> bytes:
    return "".join(json.dumps({"id": f"n{number}", "text": TEXT * (number % 7)}) + "\n" for number in range(count)).encode()


def test_zstd_is_looked_through_frame_by_frame(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    first, second = lines(3000), lines(5)
    packed = zstandard.compress(first) + zstandard.compress(second)
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(packed)
    assert [a.id for a in read(str(path)) if isinstance(a, Article)] == [f"n{i}" for i in (*range(3000), *range(5))]


def test_a_torn_or_false_zstd_file_gives_what_it_holds_and_a_failure(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    torn = tmp_path / "torn.jsonl.zst"
    torn.write_bytes(zstandard.ZstdCompressor().compress(os.urandom(200_000).hex().encode())[:100_000])
    (*_, last) = read(str(torn))
    assert isinstance(last, InputFailure)
    assert "ended before" in last.message
    false = tmp_path / "false.txt.zst"
    false.write_bytes(b"plain text")
    (only,) = read(str(false))
    assert isinstance(only, InputFailure)
    assert "no valid zstd data" in only.message


@pytest.mark.parametrize(("module", "name"), [("zstandard", "a.txt.zst"), ("pyarrow", "a.parquet")])
def test_an_absent_package_is_one_line_that_says_how_to_get_it(
    module: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(b"PAR1")
    (failure,) = read(str(tmp_path / name))
    assert isinstance(failure, InputFailure)
    assert f"pip install {module}" in failure.message
    assert "\n" not in failure.message


def test_parquet_gives_the_same_articles_as_json_lines(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from datetime import date

    from pyarrow import parquet

    table = pa.table(
        {
            "ID": [7, 8, 9],
            "Text": [TEXT, None, "Ünïcode"],
            "date": [date(2026, 1, 2), None, None],
            "labels": [["opinion"], [], None],
            "other": [1.5, 2.5, 3.5],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    first, second, third = read(str(tmp_path / "a.parquet"))
    assert isinstance(first, Article)
    assert (first.id, first.text, first.date, first.labels, first.format) == ("7", TEXT, "2026-01-02", ("opinion",), "parquet")
    assert isinstance(second, InputFailure)
    assert second.where == "row 2"
    assert isinstance(third, Article)
    assert third.text == "Ünïcode"


def test_parquet_without_text_or_torn_is_a_failure(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    (failure,) = read(str(tmp_path / "a.parquet"))
    assert "no column \"text\" (columns found: 'body')" in str(failure)
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[: len(whole) // 2])
    (failure,) = read(str(tmp_path / "b.parquet"))
    assert "no valid Parquet" in str(failure)


def test_cutting_and_reading_elsewhere_gives_the_same_articles(tmp_path: Path) -> None:
    import msgspec

    (tmp_path / "a.jsonl").write_bytes(lines(3) + b"{}\n")
    (tmp_path / "b.csv").write_text(f"id,text,labels\n1,{TEXT},a;b\n2\n")
    (tmp_path / "c.txt").write_text(TEXT)
    (tmp_path / "d.md").write_text(f"# Head\n\n{TEXT}\n")
    (tmp_path / "e.html").write_text(f"<html><body><article><h1>H</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>")
    (tmp_path / "f.json").write_text(json.dumps([{"text": TEXT}, 3, {"text": "\ud800"}]))
    for path in each([str(tmp_path)]):
        assert isinstance(path, str)
        pieces = [msgspec.msgpack.decode(msgspec.msgpack.encode(p), type=Piece) if isinstance(p, Piece) else p for p in cut(path)]
        assert [parse(p) if isinstance(p, Piece) else p for p in pieces] == list(read(path))


def test_the_bytes_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(5000))
    told: list[int] = []
    assert len(list(cut(str(path), seen=told.append))) == 5000
    assert sum(told) == path.stat().st_size
    assert len(told) > 3


def test_each_file_comes_once_however_paths_overlap(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "b/d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(TEXT)
    root = str(tmp_path)

    def names(*paths: str) -> list[str]:
        return [os.path.relpath(f, root) if isinstance(f, str) else str(f) for f in each([f"{root}/{p}" for p in paths])]

    assert names("b", ".") == ["b/c.txt", "b/d/e.txt", "a.txt"]
    assert names("b/c.txt", "a.txt", "b/c.txt") == ["b/c.txt", "a.txt"]
    assert names("b/*.txt", "b/c.txt", "b/d") == ["b/c.txt", "b/d/e.txt"]
    assert names("b", "gone.txt")[-1].endswith("gone.txt: no such file; check the name, or give a folder, a glob, or - for standard input")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_that_cannot_be_looked_into_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    (failure,) = each([str(tmp_path)])
    assert isinstance(failure, InputFailure)
    assert "permission" in failure.message.lower()
