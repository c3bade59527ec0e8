"""The documented recipes for Spark and Ray, run on this machine where those are installed; extra: cluster-test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from annotator.arrow import SCHEMA, annotate_batch
from tests.conftest import ROOT
from tests.test_arrow import TEXTS, recipe

ROWS: list[dict[str, str | None]] = [{"id": f"{number}", "text": text, "outlet": "The Example"} for number, text in enumerate(TEXTS * 3)]
ROWS.append({"id": "broken", "text": None, "outlet": "The Example"})


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the recipes take for granted: where the articles are and where the annotations go."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "in.parquet")
    return {"source": str(tmp_path / "in.parquet"), "target": str(tmp_path / "out")}


def check(target: str) -> None:
    """Every article came out once, as it would from one batch on one machine."""
    expected = annotate_batch(pa.RecordBatch.from_pylist(ROWS)).to_pylist()
    found = pq.read_table(target).select(SCHEMA.names).to_pylist()
    assert sorted(found, key=lambda row: str(row["id"])) == sorted(expected, key=lambda row: str(row["id"]))
    assert [row["status"] for row in found].count("failed") == 1


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java, which is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[2]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "512m",
        "spark.sql.warehouse.dir": str(tmp_path / "warehouse"),
        "spark.sql.execution.arrow.maxRecordsPerBatch": "4",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def test_spark_recipe(spark: Any, names: dict[str, Any]) -> None:
    names["spark"] = spark
    exec(recipe("Spark"), names)
    check(names["target"])
    assert [field.name for field in names["annotated"].schema] == SCHEMA.names


def test_ray_recipe(names: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray", reason="ray is not installed")
    pytest.importorskip("ray.data", reason="ray was installed without its data part")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")  # nothing is to leave this machine
    ray.init(num_cpus=2, _node_ip_address="127.0.0.1", include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        exec(recipe("Ray"), names)
    finally:
        ray.shutdown()
    check(names["target"])
