"""CSV and TSV with a header: a ``text`` column and, where there are some, the optional ones of ``rows``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.text.readers import rows
from annotator.text.readers.decode import MAX_BYTES, STRAY, bom_encoding
from annotator.text.readers.failure import InputFailure
from annotator.types import Article

if TYPE_CHECKING:
    from io import BufferedReader


def load(stream: BufferedReader, path: str, name: str) -> Iterator[Article | InputFailure]:
    """Yield the article of each record, or the reason why a record has none.

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
                yield _article(dict(zip(columns, cells, strict=False)), path, f"{name}-{number}", encoding)
        except StopIteration:
            return
        except UnicodeError as error:
            yield InputFailure(path, where, f"not {encoding.upper()} ({error.__class__.__name__}); save the file as UTF-8")
            return
        except (InputError, csv.Error) as error:
            yield InputFailure(path, where, str(error))


def _article(cells: dict[str, str], path: str, name: str, encoding: str) -> Article:
    labels = cells.pop("labels", "").replace("|", ";").split(";")
    return rows.article({**cells, "labels": labels}, path, name, "csv", encoding)
