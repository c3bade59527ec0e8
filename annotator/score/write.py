"""Card → TOML, so that a learned card can be read, compared and edited like a hand-set one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from annotator.score.card import Card

_TABLES = ("sourcing", "language", "overall", "abstain", "lexicon", "scale")


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], str | Mapping):
            return "[\n" + "".join(f"    {_value(item)},\n" for item in value) + "]"
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value)


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items() if value is not None]


def toml(card: Card) -> str:
    """*card* as the text of a card file; loading it gives the same card."""
    fields = msgspec.to_builtins(card)
    fields.pop("sha256")
    terms = fields.pop("term")
    tables = [(name, fields.pop(name)) for name in _TABLES]
    lines = _pairs({key: value for key, value in fields.items() if value not in ((), [], None)})
    for name, table in tables:
        if table is not None:
            lines += ["", f"[{name}]", *_pairs(table)]
    for term in terms:
        lines += ["", "[[term]]", *_pairs(term)]
    return "\n".join(lines) + "\n"
