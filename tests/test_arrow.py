"""Arrow batches: the documented recipes run, rows fail alone, and how the articles are cut into batches changes nothing."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import annotator
from annotator.arrow import DIMENSIONS, RULES, SCHEMA, SPARK_SCHEMA, annotate_batch
from annotator.config import Settings
from annotator.errors import CardError, UsageError
from tests.conftest import ROOT, SEEDS

PAGE = (ROOT / "docs" / "arrow.md").read_text(encoding="utf-8")
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def recipe(heading: str) -> str:
    """The code block that stands under *heading* of the documentation."""
    found = re.search(rf"^## {heading}.*?^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def batch(**columns: Any) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def seeds() -> pa.RecordBatch:
    return batch(id=[f"seed-{number}" for number in range(len(TEXTS))], text=TEXTS, outlet=["The Example"] * len(TEXTS))


def plain(result: pa.RecordBatch) -> list[dict[str, Any]]:
    assert result.schema == SCHEMA
    result.validate(full=True)
    rows: list[dict[str, Any]] = result.to_pylist()
    return rows


def test_a_row_says_what_the_library_says() -> None:
    for row, text in zip(plain(annotate_batch(seeds())), TEXTS, strict=True):
        expected = annotator.annotate(text, id=row["id"], outlet="The Example")
        whole = json.loads(row["annotation"])
        assert whole == {**json.loads(annotator.render(expected, "jsonl")), "document": whole["document"]}
        assert (row["status"], row["error"]) == ("done", None)
        assert (row["words"], row["words_scored"]) == (expected.words, expected.words_scored)
        assert row["text_language"] == whole["document"]["language"]
        for score in expected.scores:
            value = score.value if score.status == "scored" else None
            found = [row[score.dimension + part] for part in ("", "_low", "_high", "_status", "_reason")]
            assert found == [value, score.low, score.high, score.status, score.reason]
        for rule in RULES:
            assert row[rule.replace("-", "_")] == sum(finding.rule == rule for finding in expected.findings)


def test_the_seeds_show_scores_and_findings() -> None:
    rows = plain(annotate_batch(seeds()))
    assert all(any(row[dimension] is not None for row in rows) for dimension in DIMENSIONS)
    assert sum(any(row[rule.replace("-", "_")] for row in rows) for rule in RULES) >= 6


def test_cutting_changes_nothing() -> None:
    whole = annotate_batch(seeds())
    cut = pa.Table.from_batches([annotate_batch(seeds().slice(start, 2)) for start in range(0, len(TEXTS), 2)], SCHEMA)
    assert cut.equals(pa.Table.from_batches([whole]))
    assert annotate_batch(seeds()).equals(whole)


def test_empty_batch() -> None:
    assert plain(annotate_batch(seeds().slice(0, 0))) == []


def test_broken_rows_fail_alone() -> None:
    broken = pa.StringArray.from_buffers(
        3, pa.py_buffer(bytes([0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0])), pa.py_buffer(b"ok\xff\xfeok")
    )
    rows = plain(annotate_batch(pa.RecordBatch.from_arrays([pa.array(["a", "b", "c"]), broken], ["id", "text"])))
    assert [(row["id"], row["status"]) for row in rows] == [("a", "done"), ("b", "failed"), ("c", "done")]
    assert "decode" in rows[1]["error"]
    assert all(value is None for name, value in rows[1].items() if name not in ("id", "status", "error"))

    rows = plain(annotate_batch(batch(text=["Good.", None, "Good too."])))
    assert [row["status"] for row in rows] == ["done", "failed", "done"]
    assert rows[1]["error"].startswith('"text" is null')


def test_an_unforeseen_failure_stays_in_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator import arrow

    def fail(article: annotator.Article, settings: Settings) -> annotator.Annotation:
        if article.id == "b":
            raise RecursionError("too deep")
        return annotator.annotate(article.text, settings=settings)

    monkeypatch.setattr(arrow, "annotate_article", fail)
    rows = plain(annotate_batch(batch(id=["a", "b"], text=["Good.", "Bad."])))
    assert [row["error"] for row in rows] == [None, "RecursionError: too deep"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u202e", "“" * 500, "(" * 500, "according to ‘", "a" * 5000, "\U0001f5de" * 300])
@pytest.mark.parametrize("card", ["policy", "trained"])
def test_hostile_text_is_a_row(text: str, card: str) -> None:
    (row,) = plain(annotate_batch(batch(text=[text]), Settings(card=card)))
    assert (row["status"], row["error"]) == ("done", None)
    assert row["overall_status"] == "abstained"
    assert row["overall_reason"]


def test_types_that_arrow_casts() -> None:
    columns = {
        "id": pa.array([7, None], pa.int64()),
        "text": pa.array(["The mayor spoke.", "Nobody came."], pa.large_string()),
        "outlet": pa.array(["The Example", "The Example"]).dictionary_encode(),
        "title": pa.nulls(2),
        "date": pa.array([datetime.date(2026, 1, 2), None]),
        "labels": pa.array([["World", "Opinion"], None]),
        "page": pa.array([1, 2]),
    }
    first, second = plain(annotate_batch(pa.RecordBatch.from_pydict(columns)))
    document = json.loads(first["annotation"])["document"]
    assert (first["id"], document["id"], document["date"]) == ("7", "7", "2026-01-02")
    assert (document["outlet"], document["title"], document["format"]) == ("The Example", None, "arrow")
    assert len(second["id"]) == 16
    assert json.loads(second["annotation"])["document"]["sha256"].startswith(second["id"])


def test_dictionary_encoded_and_view_texts() -> None:
    text = pa.array(["The mayor spoke.", None, "The mayor spoke."])
    expected = annotate_batch(pa.RecordBatch.from_arrays([text], ["text"]))
    for kind in (pa.dictionary(pa.int32(), pa.string()), pa.string_view()):
        assert annotate_batch(pa.RecordBatch.from_arrays([text.cast(kind)], ["text"])).equals(expected)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"body": ["x"]}, 'no column "text"'),
        ({}, 'no column "text"'),
        ({"text": [1]}, "holds int64"),
        ({"text": [b"x"]}, "holds binary"),
        ({"text": [["x"]]}, "holds list"),
        ({"text": ["x"], "url": [{"a": 1}]}, 'column "url" holds struct'),
        ({"text": ["x"], "date": [b"\xff"]}, 'column "date"'),
    ],
)
def test_wrong_columns_are_told_at_once(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        annotate_batch(batch(**columns))


def test_one_column_twice() -> None:
    with pytest.raises(UsageError, match='several columns are called "text"'):
        annotate_batch(pa.RecordBatch.from_arrays([pa.array(["x"]), pa.array(["y"])], ["text", "text"]))


def test_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(UsageError, match="no rule"):
        annotate_batch(batch(text=["x"]), Settings(select=("nothing",)))
    with pytest.raises(CardError):
        annotate_batch(batch(text=["x"]), Settings(card="nothing"))


def test_settings_hold() -> None:
    (row,) = plain(annotate_batch(batch(text=["Critics say so."]), Settings(card="policy", ignore=("scare-quotes",))))
    assert row["scare_quotes"] is None
    assert row["vague_attribution"] == 1
    assert json.loads(row["annotation"])["provenance"]["card"]["id"] == "policy"


def test_spark_schema_names_the_same_columns() -> None:
    assert [column.split(" ")[0] for column in SPARK_SCHEMA.split(", ")] == SCHEMA.names


def test_every_column_is_documented() -> None:
    described = set(re.findall(r"`(\w+)`", PAGE.partition("## What comes out")[2]))
    parts = {f"{dimension}{part}" for dimension in DIMENSIONS for part in ("_low", "_high", "_status", "_reason")}
    assert set(SCHEMA.names) - parts <= described
    assert parts < set(SCHEMA.names)
    assert {"sourcing_low", "sourcing_high", "sourcing_status", "sourcing_reason"} <= described


def test_pandas_recipe() -> None:
    pd = pytest.importorskip("pandas")
    names: dict[str, Any] = {"frame": pd.DataFrame({"id": ["a", "b"], "text": TEXTS[:2], "outlet": ["The Example", None]}, index=[5, 9])}
    exec(recipe("pandas"), names)
    assert list(names["annotated"].columns) == SCHEMA.names
    assert list(names["annotated"]["id"]) == ["a", "b"]
    assert names["annotated"]["words"].sum() > 100


def test_arrow_recipe(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    names: dict[str, Any] = {"source": tmp_path / "in.parquet", "target": tmp_path / "out.parquet"}
    pq.write_table(pa.Table.from_batches([seeds()] * 3), names["source"])
    exec(recipe("Arrow"), names)
    table = pq.read_table(names["target"])
    assert table.schema == SCHEMA
    assert table.equals(pa.Table.from_batches([annotate_batch(seeds())] * 3))


def test_without_pyarrow_the_cure_is_named() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; import annotator.arrow"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "pip install 'annotator[arrow]'" in done.stderr


def test_nothing_else_loads_pyarrow() -> None:
    code = "import sys, annotator; annotator.annotate('x'); assert 'pyarrow' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
