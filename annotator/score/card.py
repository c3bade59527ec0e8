"""Score cards: plain TOML that holds every weight with its rationale. Loading one runs no code."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from annotator.errors import CardError
from annotator.language.lexical import Weights

_FOLDER = Path(__file__).resolve().parents[1] / "cards"

MOST_TERMS = 20

Knot = tuple[float, float]


class Reference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newsroom policy or published finding that a weight rests on."""

    title: str
    url: str = ""


class Term(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feature's part of a dimension: ``points`` at full effect, and how the feature's value maps to a share of them.

    ``knots`` are (value, share) pairs with rising values and monotone shares between 0 and 1; between two knots the share is
    interpolated, outside them it stays. ``direction`` is what policy says the feature does to the score, which training may not turn
    round; ``most`` is the greatest weight in log-odds that training may give it, where policy says that it must not outweigh others;
    ``interval`` is the 90 % bootstrap interval of learned points.
    """

    feature: str
    dimension: Literal["sourcing", "language"]
    points: float
    knots: tuple[Knot, ...]
    label: str
    rationale: str
    source: Reference
    precision: float = 1.0
    recall: float = 1.0
    direction: Literal["raises", "lowers"] | None = None
    most: float | None = None
    interval: tuple[float, float] | None = None

    @property
    def sign(self) -> int:
        """1 where more of the feature raises the score, -1 where it lowers it."""
        if self.direction is not None:
            return 1 if self.direction == "raises" else -1
        return 1 if (self.points >= 0) == (self.knots[-1][1] >= self.knots[0][1]) else -1

    def share(self, value: float) -> float:
        """The share of the points that *value* earns, between 0 and 1."""
        if value <= self.knots[0][0]:
            return self.knots[0][1]
        for (x0, y0), (x1, y1) in pairwise(self.knots):
            if value <= x1:
                return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        return self.knots[-1][1]


class Band(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Plain words for scores of ``least`` and more."""

    least: int
    words: str


class Dimension(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dimension's starting points and the words for its bands, highest first."""

    intercept: float
    about: str
    bands: tuple[Band, ...]


class Overall(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The overall score: a weighted sum of the dimensions, term by term."""

    sourcing: float
    language: float
    about: str
    bands: tuple[Band, ...]


class Scale(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the overall score of a learned card means: ``even`` is the score at even odds, every ``double`` points more double them."""

    even: float
    double: float
    about: str

    def risk(self, raw: float) -> float:
        """The probability, at even odds beforehand, of the label that the card was trained to tell from ordinary reports."""
        return float(1.0 / (1.0 + 2.0 ** max(-60.0, min(60.0, (raw - self.even) / self.double))))


class Abstain(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When no score is given: fewer scored words than ``words``, or more than ``quoted`` of the prose inside quotes."""

    words: int
    quoted: float


class Card(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A score card. See ``annotator card`` for a printed one."""

    id: str
    version: str
    date: str
    title: str
    measures: str
    intended: str
    excluded: str
    data: str
    attribution_engine: Literal["rules", "learned"]
    language_engine: Literal["lexicon", "learned"]
    sourcing: Dimension
    language: Dimension
    overall: Overall
    abstain: Abstain
    lexicon: Weights
    term: tuple[Term, ...]
    scale: Scale | None = None
    known_failures: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    changelog: tuple[str, ...] = ()
    sha256: str = ""

    def terms(self, dimension: str) -> tuple[Term, ...]:
        """The terms of one dimension, in card order."""
        return tuple(term for term in self.term if term.dimension == dimension)


def _check(card: Card, name: str) -> None:
    if len(card.term) > MOST_TERMS:
        raise CardError(f"{name}: {len(card.term)} terms; a card that can be checked by hand has at most {MOST_TERMS}; drop the weakest")
    for term in card.term:
        values = [x for x, _ in term.knots]
        shares = [y for _, y in term.knots]
        if len(values) < 2 or any(b <= a for a, b in pairwise(values)):
            raise CardError(f"{name}: term {term.feature}: knots need two or more rising values; mend knots")
        if any(not 0 <= y <= 1 for y in shares) or not (shares == sorted(shares) or shares == sorted(shares, reverse=True)):
            raise CardError(f"{name}: term {term.feature}: shares must be monotone and lie between 0 and 1; mend knots")
        if not term.rationale.strip():
            raise CardError(f"{name}: term {term.feature}: no rationale; say what policy or finding the weight rests on")
    for least in (card.sourcing.bands, card.language.bands, card.overall.bands):
        if not least or least[-1].least != 0 or [b.least for b in least] != sorted((b.least for b in least), reverse=True):
            raise CardError(f"{name}: bands must fall from the highest to 0; mend bands")


def names() -> tuple[str, ...]:
    """The cards that ship with the package."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if "attribution_engine" in path.read_text(encoding="utf-8")))


@cache
def load_card(name: str = "policy") -> Card:
    """A shipped card by its id, or any card by its path.

    :raises CardError: there is no such card, or it breaks the contract; names the file and the cure.
    """
    path = Path(name) if name.endswith(".toml") else _FOLDER / f"{name}.toml"
    try:
        raw = path.read_bytes()
    except OSError:
        raise CardError(f"{name}: no such card; shipped cards: {', '.join(names())}, or give a path that ends in .toml") from None
    try:
        card = msgspec.convert(tomllib.loads(raw.decode("utf-8")), Card)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as problem:
        raise CardError(f"{name}: {problem}; see docs/score.md for the fields of a card") from None
    _check(card, name)
    return msgspec.structs.replace(card, sha256=hashlib.sha256(raw).hexdigest())
