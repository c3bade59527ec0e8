"""What is made of a whole run at its end: the index page and the Parquet table, both from the summary, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.batch.store import Store
from annotator.errors import MissingDependencyError
from annotator.report import summary

PARQUET = "summary.parquet"

_ROWS = 2_000
_FLOATS = tuple(name for name in summary.FIELDS if name.startswith("measure_"))
_TEXTS = tuple(name for name in summary.FIELDS if name in summary.TEXT or name.endswith(("_status", "_reason", "_band", "_code")))


def check_parquet() -> None:
    """Fail before the work rather than after it.

    :raises MissingDependencyError: the package pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise MissingDependencyError("--parquet needs the package pyarrow; pip install pyarrow, or use summary.csv") from None


def write_parquet(store: Store) -> None:
    """Write the summary as Parquet beside it.

    :raises OutputError: it cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {name: pa.string() if name in _TEXTS else pa.float64() if name in _FLOATS else pa.int32() for name in summary.FIELDS}
    schema = pa.schema(list(kinds.items()))
    with store.making(PARQUET) as place, parquet.ParquetWriter(place, schema, compression="zstd") as writer:
        for rows in _packs(store.rows()):
            writer.write_batch(pa.RecordBatch.from_pylist([_typed(row) for row in rows], schema))


def write_index(store: Store) -> None:
    """Write the index over the articles' pages.

    :raises OutputError: it cannot be written.
    """
    from annotator.report.index import Index

    index = Index()
    for number, cells in enumerate(store.rows()):
        index.add(_typed(cells), store.page(number, cells["id"]) if cells["state"] == "done" else None)
    for name, page in index.pages():
        store.put(name, page.encode("utf-8", "replace"))


def _typed(cells: dict[str, str]) -> dict[str, Any]:
    """A row of CSV with numbers as numbers, and nothing as None."""
    row: dict[str, Any] = {}
    for name, cell in cells.items():
        if not cell:
            row[name] = None
        elif name in _TEXTS:
            row[name] = summary.plain(cell)
        else:
            row[name] = float(cell) if name in _FLOATS else int(cell)
    return row


def _packs(rows: Iterator[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    pack: list[dict[str, str]] = []
    for row in rows:
        pack.append(row)
        if len(pack) == _ROWS:
            yield pack
            pack = []
    if pack:
        yield pack
