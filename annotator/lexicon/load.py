"""The compiled lexicons, loaded once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from annotator.lexicon import compile as compiler
from annotator.lexicon.compile import Compiled, Manual, Row
from annotator.lexicon.files import folder
from annotator.lexicon.matcher import Matcher
from annotator.types import Document, Hit

_DATA = Path(__file__).resolve().parents[1] / "data"


class Lexicons:
    """The lexicons as the rest of the program sees them."""

    def __init__(self, compiled: Compiled) -> None:
        self.rows: dict[str, Row] = {row.id: row for row in compiled.rows}
        self.versions = dict(compiled.versions)
        self._matcher = Matcher(compiled)
        topics: dict[str, list[Row]] = {}
        for row in compiled.rows:
            topics.setdefault(row.topic, []).append(row)
        self._topics = {name: tuple(rows) for name, rows in topics.items()}
        self._values = {name: {row.id: row.value for row in rows if row.value} for name, rows in topics.items()}

    def scan(self, document: Document) -> dict[str, tuple[Hit, ...]]:
        """Every phrase found in *document*, by topic, in text order."""
        return self._matcher.scan(document)

    def topic(self, name: str) -> tuple[Row, ...]:
        """The entries of one topic, in file order."""
        return self._topics.get(name, ())

    def values(self, topic: str) -> Mapping[str, str]:
        """What the entries of *topic* stand for, by entry id."""
        return self._values.get(topic, {})


def _compiled() -> Compiled:
    target = _DATA / "lexicons.json"
    in_source_tree = folder().parent == _DATA.parents[1]
    if target.exists():
        try:
            compiled = msgspec.json.decode(target.read_bytes(), type=Compiled)
            if not in_source_tree or compiled.digest == compiler.digest():
                return compiled
        except msgspec.ValidationError:  # compiled by an earlier version of this package
            pass
    try:
        return compiler.write(_DATA)
    except OSError:  # a read-only tree still works, only slower to start
        return compiler.build()[0]


@cache
def load() -> Lexicons:
    """The project's own lexicons.

    :raises LexiconError: a lexicon file in a source tree is broken.
    """
    return Lexicons(_compiled())


@cache
def manuals() -> dict[str, Manual]:
    """Note, circumstance and source of every entry, by id; for the writers that print them."""
    load()
    target = _DATA / "notes.json"
    if target.exists():
        return msgspec.json.decode(target.read_bytes(), type=dict[str, Manual])
    return compiler.build()[1]
