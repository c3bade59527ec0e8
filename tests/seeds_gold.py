"""Gold marks of the sample articles: read ``seeds/<name>.gold.toml`` and find each mark's place in the text.

A mark is written as a snippet copied from the article, with the marked words between ``<<`` and ``>>``. The snippet must
occur exactly once in the text, so a mark has one place or is an error. Nothing here knows how the program finds its marks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from annotator.types import ContentType, ReasonType, Severity, SourceKind, Span, Standing

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SUFFIXES = frozenset({".txt", ".md", ".html"})
RULES = (
    "anonymous-source",
    "vague-attribution",
    "second-hand-source",
    "unattributed-quote",
    "loaded-language",
    "editorial-aside",
    "scare-quotes",
)


class GoldError(ValueError):
    """A gold file that does not fit its article: the message names the file and the snippet."""


class Mark(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passage that a rule should mark, and how it should be graded where that is known."""

    rule: str
    text: str
    layer: str = "author"
    group: str | None = None
    standing: Standing | None = None
    reason_type: ReasonType | None = None
    number: int | None = None
    content_type: ContentType | None = None
    relayed_from: str | None = None
    type: str | None = None
    severity: Severity | None = None


class LedgerRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source of the article; ``mentions`` counts its attributions, pronouns and definite descriptions included."""

    name: str
    kind: SourceKind
    mentions: int
    standing: Standing | None = None
    reason_type: ReasonType | None = None
    number: int | None = None
    relayed_from: str | None = None
    reason: str | None = None


class QuoteRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of direct quotation, without its marks; no speaker means that the article puts it on nobody."""

    text: str
    speaker: str | None = None
    speaker_kind: SourceKind | None = None


class SetAsideRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passage that is no part of the article's prose."""

    type: str
    text: str


class GoldFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``seeds/<name>.gold.toml`` as written."""

    about: str
    opinion: bool
    pair: str | None = None
    upstream: str | None = None
    mark: tuple[Mark, ...] = ()
    source: tuple[LedgerRow, ...] = ()
    quote: tuple[QuoteRow, ...] = ()
    set_aside: tuple[SetAsideRow, ...] = ()


class Gold(NamedTuple):
    """A gold file with the place of every row, parallel to ``file.mark``, ``file.quote`` and ``file.set_aside``.

    ``reasons`` maps a source's name to the clause that says why the source is withheld.
    """

    file: GoldFile
    marks: tuple[Span, ...]
    quotes: tuple[Span, ...]
    set_aside: tuple[Span, ...]
    reasons: dict[str, Span]

    def places(self, rule: str) -> tuple[Span, ...]:
        """Where *rule* should mark, in text order."""
        return tuple(sorted(span for mark, span in zip(self.file.mark, self.marks, strict=True) if mark.rule == rule))


class Agreement(NamedTuple):
    """Marks of one rule compared: pairs that share characters, gold marks not found, found marks that are not gold."""

    agreed: tuple[tuple[Span, Span], ...]
    missed: tuple[Span, ...]
    extra: tuple[Span, ...]


def seed_paths() -> tuple[Path, ...]:
    """The sample articles, sorted by name."""
    return tuple(sorted(path for path in SEEDS.iterdir() if path.suffix in SUFFIXES and path.stem != "README"))


def gold_path(seed: Path) -> Path:
    """The gold file of the article *seed*."""
    return seed.with_name(f"{seed.stem}.gold.toml")


def resolve(snippet: str, text: str) -> Span:
    """The place in *text* of the words between ``<<`` and ``>>`` in *snippet*.

    :raises GoldError: if the snippet has not exactly one marked stretch, or does not occur exactly once.
    """
    before, opened, rest = snippet.partition("<<")
    marked, closed, after = rest.partition(">>")
    if not opened or not closed or not marked or "<<" in rest or ">>" in after:
        raise GoldError(f"needs exactly one <<marked>> stretch: {snippet!r}")
    plain = before + marked + after
    at = text.find(plain)
    if at < 0:
        raise GoldError(f"not in the text: {snippet!r}")
    if text.find(plain, at + 1) >= 0:
        raise GoldError(f"more than once in the text, give more context: {snippet!r}")
    start = at + len(before)
    return Span(start, start + len(marked))


def load_gold(path: Path, text: str) -> Gold:
    """Read the gold file *path* and place its rows in *text*, which is the article as the program reads it.

    :raises GoldError: if the file is malformed or a snippet has no single place.
    """
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), GoldFile)
        return Gold(
            file=file,
            marks=tuple(resolve(row.text, text) for row in file.mark),
            quotes=tuple(resolve(row.text, text) for row in file.quote),
            set_aside=tuple(resolve(row.text, text) for row in file.set_aside),
            reasons={row.name: resolve(row.reason, text) for row in file.source if row.reason is not None},
        )
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, GoldError) as error:
        raise GoldError(f"{path.name}: {error}") from error


def compare(gold: Sequence[Span], found: Sequence[Span]) -> Agreement:
    """Pair each gold mark with the found mark that shares most characters with it; each is used once."""
    overlaps = sorted(
        (
            (min(a.end, b.end) - max(a.start, b.start), -i, -j)
            for i, a in enumerate(gold)
            for j, b in enumerate(found)
            if a.start < b.end and b.start < a.end
        ),
        reverse=True,
    )
    used_gold: dict[int, int] = {}
    used_found: set[int] = set()
    for _, i, j in overlaps:
        if -i not in used_gold and -j not in used_found:
            used_gold[-i] = -j
            used_found.add(-j)
    return Agreement(
        agreed=tuple((gold[i], found[j]) for i, j in sorted(used_gold.items())),
        missed=tuple(span for i, span in enumerate(gold) if i not in used_gold),
        extra=tuple(span for j, span in enumerate(found) if j not in used_found),
    )
