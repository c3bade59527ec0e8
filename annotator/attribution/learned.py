"""The learned attribution engine: who is said to have said, thought or written what.

Two linear-chain models (see :mod:`annotator.attribution.features`) whose weights lie in ``annotator/data/attribution.msgpack``, read on
first use. The file holds text and arrays of numbers only; reading it runs no code. What the models were trained on, and how well they
do, is said in ``cards/attribution.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path

from annotator.attribution import features as f
from annotator.attribution.cues import Cue, CueFinder
from annotator.attribution.file import decode
from annotator.attribution.roles import Roles, RoleTagger, Surroundings
from annotator.attribution.weights import Weights
from annotator.types import Document, Draft, Hit, Span

_WEIGHTS = Path(__file__).resolve().parents[1] / "data" / "attribution.msgpack"
MOST = 30
"""Possible cues looked at in one sentence, so that no text takes more than linear time."""
CONFIDENCE = (0.383, 0.001566)
"""Intercept and slope of :func:`confidence`."""
LONG = "8L"
"""Sizes of quotations (see :func:`features.quotation_key`) that are hardly ever mere words: five words and more."""


class Tagger:
    """Both models over the same weights. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; nothing is remembered yet."""
        self.weights = weights
        self.cues = CueFinder(weights)
        self.roles = RoleTagger(weights)

    def trim(self) -> None:
        """Empty memos that have grown too large."""
        self.weights.entries.trim()
        self.cues.trim()
        self.roles.trim()


def model_bytes() -> bytes:
    """The weights file that ships with the package."""
    return _WEIGHTS.read_bytes()


@cache
def tagger() -> Tagger:
    """The tagger with the weights that ship with the package, made on first use."""
    return Tagger(Weights(decode(model_bytes())))


def drafts(document: Document, hits: Mapping[str, Sequence[Hit]]) -> tuple[Draft, ...]:
    """The attributions of *document*, in the order of their cues.

    :param hits: what lexicons found, by topic; the models need none of it.
    """
    return find(document, tagger())


def confidence(margin: int) -> float:
    """How likely a cue with this margin is one: a logistic regression on training articles that the models had not seen."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, CONFIDENCE[0] + CONFIDENCE[1] * margin))))


class _Found:
    """An attribution in units, while it is being put together."""

    __slots__ = ("content", "cue", "p", "source")

    def __init__(self, cue: range, roles: Roles, p: float) -> None:
        self.cue = cue
        self.source = roles.source
        self.content = roles.content
        self.p = p


def find(document: Document, engine: Tagger) -> tuple[Draft, ...]:
    """The attributions of *document* as *engine* sees them."""
    engine.trim()
    units = f.make_units(document)
    known = engine.weights.entries
    entries = [known[key] for key in units.keys]
    words = [entry.word for entry in entries]
    least, usual = engine.weights.least, engine.weights.usual
    covered = bytearray(len(words))
    chosen: list[Cue] = []
    passed: list[Cue] = []
    for number in range(len(units.bounds)):
        cues = engine.cues.cues(units, entries, number, least)
        if len(cues) > 1:
            cues.sort(key=lambda cue: -cue.margin)
        for cue in cues[:MOST]:
            if 1 not in covered[cue.first : cue.last]:
                if cue.margin > usual:
                    chosen.append(cue)
                    covered[cue.first : cue.last] = b"\1" * (cue.last - cue.first)
                else:
                    passed.append(cue)
    around = Surroundings(units, words, entries, covered, {})

    def attribute(cue: Cue) -> _Found:
        return _Found(range(cue.first, cue.last), engine.roles.roles(around, (cue.first, cue.last)), confidence(cue.margin))

    found = [attribute(cue) for cue in chosen]
    _claim_quotations(units, words, found, passed, attribute)
    spans = _speller(document, units)
    return tuple(Draft(source=spans(one.source)[:1], cue=spans(one.cue), content=spans(one.content), p=one.p) for one in found)


def _claim_quotations(
    units: f.Units, words: Sequence[f.Word], found: list[_Found], passed: Sequence[Cue], attribute: Callable[[Cue], _Found]
) -> None:
    """Find somebody for quotations that nobody has yet: nearly every one of some length is somebody's words.

    First a cue that was too weak by itself; then whoever is quoted just before, in the same paragraph or at the end of the last; then
    nobody.
    """
    claimed = {i for one in found for i in one.content if words[i].pos == "Q"}
    used = {i for one in found for i in one.cue}
    weak: dict[int, list[Cue]] = {}
    for cue in passed:
        weak.setdefault(units.sentence[cue.first], []).append(cue)
    latest = {units.sentence[one.content[-1]]: one for one in found if one.content}
    for i, word in enumerate(words):
        if word.pos != "Q" or i in claimed or units.keys[i][1] not in LONG:
            continue
        number = units.sentence[i]
        one = None
        for cue in weak.pop(number, ()):
            if used.isdisjoint(range(cue.first, cue.last)):
                more = attribute(cue)
                if i in more.content:
                    one = more
                    break
        first, last = units.bounds[number]
        if one is not None:
            found.append(one)
        elif i == first and all(words[k].pos == "Q" or not units.keys[k][0].isalnum() for k in range(first, last)):
            before = latest.get(number - 1)
            if before is not None and (words[before.content[-1]].pos == "Q" or units.paragraph[first] == units.paragraph[first - 1]):
                one = before
                one.content.append(i)
            else:
                one = _Found(range(0), Roles([], [i], 0), 1.0)
                found.append(one)
        if one is not None:
            claimed.update(one.content)
            used.update(one.cue)
            latest[units.sentence[one.content[-1]]] = one
    found.sort(key=lambda one: one.cue[0] if one.cue else one.content[0])


def _speller(document: Document, units: f.Units) -> Callable[[Sequence[int]], tuple[Span, ...]]:
    """A function from units in order to the spans of text that they cover, neighbours joined."""
    starts, ends = document.starts, document.ends

    def spans(chosen: Sequence[int]) -> tuple[Span, ...]:
        if not chosen:
            return ()
        cuts = [i for i, (left, right) in enumerate(pairwise(chosen), 1) if right != left + 1]
        edges = [0, *cuts, len(chosen)]
        return tuple(Span(starts[units.firsts[chosen[low]]], ends[units.lasts[chosen[high - 1]] - 1]) for low, high in pairwise(edges))

    return spans
