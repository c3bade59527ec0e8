"""One record of a file of many articles → Article: the fields that JSON Lines, CSV and JSON share.

``text`` is required; ``id``, ``title``, ``byline`` (or ``author``), ``outlet``, ``date``, ``url`` and ``labels`` are optional.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from annotator.errors import InputError
from annotator.text.readers.decode import check_encodable
from annotator.text.readers.piece import Piece
from annotator.types import Article

FIELDS = ("id", "text", "title", "byline", "author", "outlet", "date", "url", "labels")


def piece(record: Mapping[str, object], path: str, name: str, where: str, form: str, encoding: str | None) -> Piece:
    """Pack a *record*, to be made an article of elsewhere by ``from_piece``."""
    return Piece(path, name, "record", msgspec.msgpack.encode(record, enc_hook=str), where, encoding, form)


def from_piece(packed: Piece) -> Article:
    """Make the article of a packed record.

    :raises InputError: as for ``article``.
    """
    return article(msgspec.msgpack.decode(packed.data), packed.path, packed.name, packed.origin, packed.encoding)


def article(record: Mapping[str, object], path: str | None, name: str, form: str, encoding: str | None) -> Article:
    """Make the article of a *record*; *name* is its id where it has none.

    :raises InputError: the record has no text, or text that is not a string.
    """
    if "text" not in record:
        found = ", ".join(map(repr, list(record)[:8])) or "none"
        raise InputError(f'no field "text" (fields found: {found}); rename the one that holds the article')
    text = record["text"]
    if not isinstance(text, str):
        raise InputError(f'"text" is {_kind(text)}, not a string; give the article\'s text as one string')
    identity = _word(record, "id")
    return Article(
        id=identity if identity is not None else name,
        text=check_encodable(text, '"text"'),
        path=path,
        title=_word(record, "title"),
        byline=_word(record, "byline") or _word(record, "author"),
        outlet=_word(record, "outlet"),
        date=_word(record, "date"),
        url=_word(record, "url"),
        labels=_labels(record.get("labels")),
        format=form,
        encoding=encoding,
    )


def _word(record: Mapping[str, object], field: str) -> str | None:
    value = record.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return check_encodable(_digits(value), f'"{field}"').strip() or None


def _digits(value: str | int) -> str:
    try:
        return str(value)
    except ValueError:  # more digits than Python converts
        raise InputError("a number has too many digits; write it as a string") from None


def _labels(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [value]
    return tuple(check_encodable(word, '"labels"').strip() for word in words if isinstance(word, str) and word.strip())


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "no string")
