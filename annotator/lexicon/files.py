"""Lexicon files: where they are, how they are parsed, and what an entry may say.

A file is TOML: a header with ``topic`` and ``about``, then ``[[entry]]`` tables. Several files may share a topic. See
``lexicons/README.md`` for the fields from an author's point of view.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from annotator.errors import LexiconError

_PACKAGE = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """The folder that holds the lexicons: beside the package in a source tree, inside it once installed."""
    inside = _PACKAGE / "lexicons"
    return inside if inside.is_dir() else _PACKAGE.parent / "lexicons"


class Reference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says so: a stylebook, dictionary, paper or policy."""

    title: str
    url: str = ""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reviewed judgement about a word or phrase, with the contexts in which it holds.

    ``match`` lists every inflected form; ``*`` stands for exactly one token. The conditions list phrases: directly before or
    behind the match (``preceded_by``, ``followed_by`` and their ``not_`` forms) or anywhere else in its sentence
    (``with_any``, ``not_with``). ``case`` demands the letters' case as written. ``value`` is what the entry stands for where
    a category is not enough (an outlet's full name).
    """

    id: str
    match: tuple[str, ...]
    category: str
    note: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    source: Reference | None = None
    severity: int = 0
    when: str | None = None
    value: str | None = None
    case: bool = False
    preceded_by: tuple[str, ...] = ()
    not_preceded_by: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    not_followed_by: tuple[str, ...] = ()
    with_any: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()


class LexiconFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole file. ``source`` in the header serves every entry that names none of its own."""

    topic: str
    about: str
    entry: tuple[Entry, ...] = ()
    source: Reference | None = None


def line_of(text: str, entry_id: str) -> int:
    """The line (from 1) on which the entry with this id stands; 1 when it is not found."""
    found = re.search(rf"""^id\s*=\s*["']{re.escape(entry_id)}["']""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def parse(path: Path) -> LexiconFile:
    """Read one lexicon file.

    :raises LexiconError: not TOML, or a field is missing, unknown or of the wrong kind; names file, line and cure.
    """
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise LexiconError(f"{path.name}: not valid TOML: {problem}; mend the syntax there") from None
    try:
        return msgspec.convert(data, LexiconFile)
    except msgspec.ValidationError as problem:
        index = re.search(r"\$\.entry\[(\d+)\]", str(problem))
        entries = data.get("entry", [])
        entry_id = str(entries[int(index[1])].get("id", "")) if index else ""
        raise LexiconError(f"{path.name}:{line_of(text, entry_id)}: entry {entry_id or '?'}: {problem}; see lexicons/README.md") from None


def parse_all(where: Path | None = None) -> Iterator[tuple[Path, LexiconFile]]:
    """Every lexicon file below *where* (default: the project's own), in name order.

    :raises LexiconError: as :func:`parse`.
    """
    for path in sorted((where or folder()).glob("*.toml")):
        yield path, parse(path)
