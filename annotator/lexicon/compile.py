"""Lexicon files → the compact form that is loaded at start-up: entries as rows, phrases as one trie over tokens.

Parsing the TOML takes most of a second; the compiled form a few milliseconds. It is made when the package is built, and again
when a source tree's lexicons changed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from annotator.lexicon.files import Entry, folder, parse_all
from annotator.text.tokens import tokenize

WILDCARD = "*"
LEAF = ""

Phrase = tuple[str, ...]
Trie = dict[str, Any]


class Row(Struct, frozen=True, array_like=True, gc=False):
    """What matching needs to know of an entry; conditions are phrases as tuples of look-up tokens.

    ``cased`` holds the forms as written where the letters' case matters, else nothing.
    """

    id: str
    topic: str
    category: str
    severity: int
    value: str | None
    when: str | None
    cased: tuple[Phrase, ...]
    preceded_by: tuple[Phrase, ...]
    not_preceded_by: tuple[Phrase, ...]
    followed_by: tuple[Phrase, ...]
    not_followed_by: tuple[Phrase, ...]
    with_any: tuple[Phrase, ...]
    not_with: tuple[Phrase, ...]
    conditional: bool


class Compiled(Struct, frozen=True, kw_only=True):
    """The compiled form. Rows, nodes and values are packed by themselves and decoded when first asked for: an article touches few.

    ``ids`` and ``rows`` are parallel. ``trie`` maps first tokens to nodes; a node maps further tokens to nodes, and its ``""`` lists the
    rows whose phrase ends there. ``values`` gives, by topic, what entries stand for, by id.
    """

    digest: str
    versions: dict[str, str]
    ids: tuple[str, ...]
    rows: tuple[bytes, ...]
    trie: dict[str, bytes]
    values: dict[str, bytes]


class Manual(Struct, frozen=True, kw_only=True):
    """What a reader wants to know of an entry; loaded only by the reports that show it."""

    note: str
    when: str | None
    title: str
    url: str


def phrase(text: str) -> Phrase:
    """A lexicon phrase as look-up tokens."""
    return tuple(tokenize(text)[3])


def newest(where: Path | None = None) -> float:
    """When a lexicon file, or the list of them, was last changed."""
    place = where or folder()
    return max(path.stat().st_mtime for path in (place, *place.glob("*.toml")))


def digest(where: Path | None = None) -> str:
    """A hash over the lexicon files' names and bytes."""
    total = hashlib.sha256()
    for path in sorted((where or folder()).glob("*.toml")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _phrases(texts: tuple[str, ...]) -> tuple[Phrase, ...]:
    return tuple(phrase(text) for text in texts)


def _row(topic: str, entry: Entry) -> Row:
    before, not_before = _phrases(entry.preceded_by), _phrases(entry.not_preceded_by)
    behind, not_behind = _phrases(entry.followed_by), _phrases(entry.not_followed_by)
    beside, not_beside = _phrases(entry.with_any), _phrases(entry.not_with)
    return Row(
        entry.id,
        topic,
        entry.category,
        entry.severity,
        entry.value,
        entry.when,
        tuple(tuple(tokenize(form)[2]) for form in entry.match) if entry.case else (),
        before,
        not_before,
        behind,
        not_behind,
        beside,
        not_beside,
        any((before, not_before, behind, not_behind, beside, not_beside)),
    )


def build(where: Path | None = None) -> tuple[Compiled, dict[str, Manual]]:
    """Compile every lexicon file.

    :raises LexiconError: as :func:`annotator.lexicon.files.parse`.
    """
    rows: list[Row] = []
    trie: Trie = {}
    manuals: dict[str, Manual] = {}
    versions: dict[str, str] = {}
    for path, file in parse_all(where):
        versions[path.stem] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for entry in file.entry:
            number = len(rows)
            rows.append(_row(file.topic, entry))
            source = entry.source or file.source
            manuals[entry.id] = Manual(
                note=entry.note, when=entry.when, title=source.title if source else "", url=source.url if source else ""
            )
            for form in entry.match:
                node = trie
                for token in phrase(form):
                    node = node.setdefault(token, {})
                leaf = node.setdefault(LEAF, [])
                if number not in leaf:
                    leaf.append(number)
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.value is not None:
            values.setdefault(row.topic, {})[row.id] = row.value
    compiled = Compiled(
        digest=digest(where),
        versions=versions,
        ids=tuple(row.id for row in rows),
        rows=tuple(map(msgspec.msgpack.encode, rows)),
        trie={token: msgspec.msgpack.encode(node) for token, node in trie.items()},
        values={topic: msgspec.msgpack.encode(of_topic) for topic, of_topic in values.items()},
    )
    return compiled, manuals


def write(target: Path, where: Path | None = None) -> Compiled:
    """Compile into ``target/lexicons.msgpack`` and ``target/notes.json``, each replaced at once."""
    compiled, manuals = build(where)
    target.mkdir(parents=True, exist_ok=True)
    for name, value in (("lexicons.msgpack", msgspec.msgpack.encode(compiled)), ("notes.json", msgspec.json.encode(manuals))):
        partial = target / f".{name}.{hashlib.sha256(compiled.digest.encode()).hexdigest()[:8]}"
        partial.write_bytes(value)
        partial.replace(target / name)
    return compiled
