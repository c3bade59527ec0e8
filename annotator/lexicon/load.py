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
        self.versions = dict(compiled.versions)
        self._matcher = Matcher(compiled)
        self._numbers = {entry: number for number, entry in enumerate(compiled.ids)}
        self._raw_values = compiled.values
        self._values: dict[str, dict[str, str]] = {}

    def row(self, entry: str) -> Row:
        """The entry with this id.

        :raises KeyError: there is none.
        """
        return self._matcher.row(self._numbers[entry])

    def scan(self, document: Document) -> dict[str, tuple[Hit, ...]]:
        """Every phrase found in *document*, by topic, in text order."""
        return self._matcher.scan(document)

    def values(self, topic: str) -> Mapping[str, str]:
        """What the entries of *topic* stand for, by entry id."""
        if topic not in self._values:
            raw = self._raw_values.get(topic)
            self._values[topic] = msgspec.msgpack.decode(raw, type=dict[str, str]) if raw is not None else {}
        return self._values[topic]


def _compiled() -> Compiled:
    target = _DATA / "lexicons.msgpack"
    in_source_tree = folder().parent == _DATA.parents[1]
    if target.exists():
        try:
            compiled = msgspec.msgpack.decode(target.read_bytes(), type=Compiled)
            if not in_source_tree or target.stat().st_mtime > compiler.newest() or compiled.digest == compiler.digest():
                return compiled
        except msgspec.DecodeError:  # compiled by an earlier version of this package
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
