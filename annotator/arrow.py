"""Arrow batches in, Arrow batches out: for pandas, Spark, Ray and whatever else speaks Arrow. ``docs/arrow.md`` has the recipes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from typing import Any

from annotator.config import Settings
from annotator.errors import AnnotatorError, MissingDependencyError, UsageError
from annotator.extract import BUILT_IN
from annotator.pipeline import annotate_article, check_settings, extractors
from annotator.report.json import render_line
from annotator.text.readers import rows
from annotator.types import Annotation

try:
    import pyarrow as pa
except ImportError:
    raise MissingDependencyError("annotator.arrow needs pyarrow; run: pip install 'annotator[arrow]'") from None

INPUT = ("id", "text", "title", "byline", "author", "outlet", "date", "url", "labels")
"""Columns that are read; all but ``text`` may be missing, and others are no matter."""

DIMENSIONS = ("sourcing", "language", "overall")
RULES = tuple(extractor.RULE.id for extractor in BUILT_IN)


_TEXTUAL = frozenset({"string", "large_string", "string_view"})


def _column(rule: str) -> str:
    return rule.replace("-", "_")


SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("status", pa.string()),
        ("error", pa.string()),
        ("text_language", pa.string()),
        ("words", pa.int32()),
        ("words_scored", pa.int32()),
        *(
            (dimension + part, kind)
            for dimension in DIMENSIONS
            for part, kind in (
                ("", pa.int32()),
                ("_low", pa.int32()),
                ("_high", pa.int32()),
                ("_status", pa.string()),
                ("_reason", pa.string()),
            )
        ),
        *((_column(rule), pa.int32()) for rule in RULES),
        ("annotation", pa.large_string()),
    ]
)
"""What comes out, whatever goes in; the meaning of each column stands in ``docs/arrow.md``. Columns may be added, never lost."""

SPARK_SCHEMA = ", ".join(f"{field.name} {'INT' if field.type == pa.int32() else 'STRING'}" for field in SCHEMA)
"""The same schema as Spark writes one."""


def annotate_batch(batch: pa.RecordBatch, settings: Settings | None = None) -> pa.RecordBatch:
    """Annotate a batch of articles, a row each: pure, and the same row for the same article however the articles are cut into batches.

    A row that cannot be annotated never fails the batch: its ``status`` is ``failed`` and ``error`` says why.

    :param batch: has the columns ``INPUT``, of any type that Arrow casts to strings; a null is a field that the article lacks.
        Without an ``id``, a row's id is the first 16 hex digits of the SHA-256 of its text.
    :param settings: card and rules; default: the package's.
    :returns: as many rows in the same order, with the columns ``SCHEMA``.
    :raises UsageError: there is no column ``text``, it holds no strings, or the settings name an unknown rule.
    :raises CardError: the card is missing or broken.
    """
    settings = settings or Settings()
    check_settings(settings)
    run = {extractor.RULE.id for extractor in extractors(settings)}
    columns = _columns(batch)
    out = [_row({name: column[number] for name, column in columns.items()}, settings, run) for number in range(batch.num_rows)]
    return pa.RecordBatch.from_pylist(out, schema=SCHEMA)


def _columns(batch: pa.RecordBatch) -> dict[str, Any]:
    if "text" not in batch.schema.names:
        raise UsageError(f'no column "text" (columns: {", ".join(batch.schema.names) or "none"}); rename the one that holds the articles')
    columns = {}
    for name in INPUT:
        place = batch.schema.get_field_index(name)
        if place >= 0:
            columns[name] = batch.column(place)
        elif name in batch.schema.names:
            raise UsageError(f'several columns are called "{name}"; keep one')
    return {name: _strings(column, name) for name, column in columns.items()}


def _strings(column: Any, name: str) -> Any:
    """The column as strings, dictionaries written out; lists of labels are left as they are."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _strings(column.dictionary_decode(), name)
    if str(kind) in _TEXTUAL or (name == "labels" and pa.types.is_list(kind)):
        return column
    if name == "text" and not pa.types.is_null(kind):
        raise UsageError(f'column "text" holds {kind}, not strings; cast it')
    try:
        return column.cast(pa.large_string())
    except pa.ArrowException:
        raise UsageError(f'column "{name}" holds {kind}, which is no text; cast it to strings or leave it out') from None


def _row(cells: dict[str, Any], settings: Settings, run: Collection[str]) -> dict[str, object]:
    identity = None
    try:
        identity = cells["id"].as_py() if "id" in cells else None
        record = {name: cell.as_py() for name, cell in cells.items()}
        text = record["text"]
        if identity is None and text is not None:
            identity = hashlib.sha256(text.encode()).hexdigest()[:16]
        annotation = annotate_article(rows.article(record, None, str(identity), "arrow", None), settings)
        return {"id": identity, "status": "done", **_flat(annotation, run)}
    except AnnotatorError as problem:
        return {"id": identity, "status": "failed", "error": str(problem)}
    except Exception as problem:  # whatever it is, it is this row's alone
        return {"id": identity, "status": "failed", "error": f"{type(problem).__name__}: {problem}"}


def _flat(annotation: Annotation, run: Collection[str]) -> dict[str, object]:
    found = Counter(finding.rule for finding in annotation.findings)
    flat: dict[str, object] = {
        "text_language": annotation.reading.document.language,
        "words": annotation.words,
        "words_scored": annotation.words_scored,
        "annotation": render_line(annotation),
    }
    for score in annotation.scores:
        name = score.dimension
        flat[name] = score.value if score.status == "scored" else None
        flat[f"{name}_low"] = score.low
        flat[f"{name}_high"] = score.high
        flat[f"{name}_status"] = score.status
        flat[f"{name}_reason"] = score.reason
    for rule in RULES:
        flat[_column(rule)] = found[rule] if rule in run else None
    return flat
