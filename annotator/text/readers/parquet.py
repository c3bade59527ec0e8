"""Parquet: a ``text`` column and, where there are some, the optional ones of ``rows``; read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from annotator.errors import MissingDependencyError
from annotator.text.readers import rows
from annotator.text.readers.failure import InputFailure
from annotator.text.readers.piece import Piece

_ROWS = 64


def cut(stream: BufferedReader, path: str, name: str) -> Iterator[Piece | InputFailure]:
    """Yield the fields of each row that say something of its article, or the reason why there are none.

    :raises MissingDependencyError: the package pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingDependencyError("Parquet needs the package pyarrow; pip install pyarrow, or save the table as JSON Lines") from None
    if not stream.seekable():
        yield InputFailure(path, None, "Parquet cannot be read from a compressed file; unpack it, its columns are compressed anyway")
        return
    number = 0
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
        columns = {column.lower(): column for column in reversed(file.schema_arrow.names)}
        if "text" not in columns:
            found = ", ".join(map(repr, file.schema_arrow.names[:8]))
            yield InputFailure(path, None, f'no column "text" (columns found: {found}); rename the one that holds the article')
            return
        wanted = [columns[field] for field in rows.FIELDS if field in columns]
        for batch in file.iter_batches(_ROWS, columns=wanted, use_threads=False):
            for record in batch.to_pylist():
                number += 1
                yield rows.piece(_plain(record), path, f"{name}-{number}", f"row {number}", "parquet", None)
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        where = f"row {number + 1}" if number else None
        yield InputFailure(path, where, f"no valid Parquet ({str(error).splitlines()[0][:200]}); check the file")


def _plain(record: dict[str, Any]) -> dict[str, object]:
    """*record* with small names, and dates as they are written."""
    return {name.lower(): value.isoformat() if hasattr(value, "isoformat") else value for name, value in record.items()}
