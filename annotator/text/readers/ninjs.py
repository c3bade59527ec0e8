"""JSON: one article or a list of articles, either in the fields of JSON Lines or as ninjs, the news agencies' exchange format.

Of ninjs 1 and 2 the text comes from the plain-text body, else from the HTML body (then the text is the extracted one).
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import InputError
from annotator.text.readers import jsonl, rows
from annotator.text.readers.decode import decode
from annotator.text.readers.failure import InputFailure
from annotator.text.readers.piece import Piece
from annotator.types import Article

_PLAIN = ("body_text", "text/plain")
_MARKED = ("body_xhtml", "body_html", "application/xhtml+xml", "text/html")


def cut(data: bytes, path: str, name: str) -> Iterator[Piece | InputFailure]:
    """Yield the values of a JSON file that stand for articles: all of a list, else the one.

    :raises InputError: the file is no JSON.
    """
    text, encoding = decode(data)
    value = jsonl.parse_any(text)
    if not isinstance(value, list):
        yield Piece(path, name, "item", text.encode("utf-8", "surrogatepass"), None, encoding)
        return
    for number, item in enumerate(value, 1):
        where = f"item {number}" if len(value) > 1 else None
        yield Piece(path, f"{name}-{number}", "item", _encoded(item), where, encoding)


def _encoded(value: object) -> bytes:
    import msgspec

    try:
        return msgspec.json.encode(value)
    except (UnicodeError, OverflowError, RecursionError):  # lone surrogates, numbers beyond 64 bits
        import json

        return json.dumps(value).encode()


def article(piece: Piece) -> Article:
    """Make the article of one value.

    :raises InputError: it is no object, or has no text.
    """
    record = jsonl.parse_any(piece.data.decode("utf-8", "surrogatepass"))
    if not isinstance(record, dict):
        raise InputError('not a JSON object; give {"id": "…", "text": "…"} or ninjs')
    return _article(record, piece.path, piece.name, piece.encoding or "utf-8")


def _article(record: dict[str, object], path: str, name: str, encoding: str) -> Article:
    if "text" in record:
        return rows.article(record, path, name, "json", encoding)
    bodies = {key: value for key, value in record.items() if key in _PLAIN + _MARKED}
    bodies.update(_typed(record.get("bodies"), "contenttype", "value"))
    fields: dict[str, object] = {
        "id": record.get("uri"),
        "title": record.get("headline") or next(iter(_typed(record.get("headlines"), "role", "value").values()), None),
        "byline": record.get("byline"),
        "outlet": record.get("copyrightholder"),
        "date": record.get("versioncreated") or record.get("versionCreated"),
        "url": record.get("located_url") or record.get("url"),
        "labels": [entry["name"] for key in ("subject", "subjects", "genres") for entry in _objects(record.get(key)) if "name" in entry],
    }
    plain = next((bodies[key] for key in _PLAIN if isinstance(bodies.get(key), str)), None)
    marked = next((bodies[key] for key in _MARKED if isinstance(bodies.get(key), str)), None)
    if plain is None and marked is None:
        return rows.article(record, path, name, "ninjs", encoding)  # says that there is no text, and which fields there are
    if plain is not None or not isinstance(marked, str):
        return rows.article({**fields, "text": plain}, path, name, "ninjs", encoding)
    import msgspec

    from annotator.text.readers import html

    source = f"<html><body><article>{marked}</article></body></html>".encode("utf-8", "replace")
    body = html.load(source, path, name)
    named = rows.article({**fields, "text": body.text}, path, name, "ninjs", encoding)
    return msgspec.structs.replace(named, extracted=True, furniture=body.furniture)


def _objects(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _typed(value: object, key: str, field: str) -> dict[str, object]:
    return {str(item.get(key)): item.get(field) for item in _objects(value)}
