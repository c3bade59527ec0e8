"""CSV and TSV with a header: a ``text`` column and, where there are some, the optional ones of ``rows``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.text.readers import rows
from annotator.text.readers.decode import MAX_BYTES, STRAY, bom_encoding
from annotator.text.readers.failure import InputFailure
from annotator.text.readers.piece import Piece

if TYPE_CHECKING:
    from io import BufferedReader


def cut(stream: BufferedReader, path: str, name: str) -> Iterator[Piece | InputFailure]:
    """Yield the fields of each record, or the reason why it cannot be read.

    Bytes that are not UTF-8 are read as Windows-1252, so that reading can go on in one pass. ``labels`` may hold several,
    separated by ``;`` or ``|``.
    """
    import csv
    import io

    encoding = bom_encoding(stream.peek(4)) or "utf-8"
    csv.field_size_limit(MAX_BYTES)
    try:
        lines = io.TextIOWrapper(stream, encoding, STRAY if encoding.startswith("utf-8") else "strict", newline="")
        header = lines.readline(MAX_BYTES)
        if not header:
            yield InputFailure(path, None, 'an empty table; give a header line with a "text" column')
            return
        reader = csv.reader(lines, delimiter=max(",;\t", key=header.count))
        columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=max(",;\t", key=header.count)))]
    except (csv.Error, UnicodeError, StopIteration) as error:
        yield InputFailure(path, "line 1", f'no header ({error}); give a header line with a "text" column')
        return
    if "text" not in columns:
        found = ", ".join(map(repr, columns[:8]))
        yield InputFailure(path, "line 1", f'no column "text" (columns found: {found}); rename the one that holds the article')
        return
    while True:
        number = reader.line_num + 2
        where = f"line {number}"
        try:
            cells = next(reader)
            if cells:
                yield rows.piece(_fields(columns, cells), path, f"{name}-{number}", where, "csv", encoding)
        except StopIteration:
            return
        except UnicodeError as error:
            yield InputFailure(path, where, f"not {encoding.upper()} ({error.__class__.__name__}); save the file as UTF-8")
            return
        except csv.Error as error:
            yield InputFailure(path, where, str(error))


def _fields(columns: list[str], cells: list[str]) -> dict[str, object]:
    fields: dict[str, object] = dict(zip(columns, cells, strict=False))
    fields["labels"] = str(fields.get("labels", "")).replace("|", ";").split(";")
    return fields
