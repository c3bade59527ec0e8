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
from typing import Protocol

from annotator.attribution import features as f
from annotator.attribution import kernel, pure
from annotator.attribution.file import decode
from annotator.attribution.weights import Weights
from annotator.types import Document, Draft, Hit, Span

_WEIGHTS = Path(__file__).resolve().parents[1] / "data" / "attribution.msgpack"
MOST = 30
"""Possible cues looked at in one sentence, so that no text takes more than linear time."""
CONFIDENCE = (0.383, 0.001566)
"""Intercept and slope of :func:`confidence`."""
LONG = "8L"
"""Sizes of quotations (see :func:`features.quotation_key`) that are hardly ever mere words: five words and more."""


_INTERPOSED = 2
"""Sentences of the writer's own that may stand between a speaker's quotations in a paragraph."""


class Reading(Protocol):
    """A document as the models see it."""

    def cues(self, least: int, /) -> Sequence[Sequence[tuple[int, int, int]]]:
        """For each sentence that has any, its possible cues, in order: first unit, end, and a margin of at least *least*."""

    def roles(self, first: int, last: int, covered: bytearray, /) -> tuple[list[int], list[int], int]:
        """Units of source and content of the cue ``first:last``, and the margin; *covered* is 1 for units that belong to a cue."""


class Tagger:
    """Both models over the same weights. Threads may share it."""

    def __init__(self, weights: Weights, *, compiled: bool = kernel.compiled) -> None:
        """Make *weights* ready; *compiled* says whether the compiled kernel is to do the sums."""
        self.least, self.usual = weights.least, weights.usual
        self.read: Callable[[f.Units], Reading] = (kernel.Reader if compiled else pure.Reader)(weights).read


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

    def __init__(self, cue: range, source: list[int], content: list[int], p: float) -> None:
        self.cue = cue
        self.source = source
        self.content = content
        self.p = p


def find(document: Document, engine: Tagger) -> tuple[Draft, ...]:
    """The attributions of *document* as *engine* sees them."""
    units = f.make_units(document)
    reading = engine.read(units)
    usual = engine.usual
    covered = bytearray(len(units.keys))
    chosen: list[tuple[int, int, int]] = []
    passed: list[tuple[int, int, int]] = []
    for cues in reading.cues(engine.least):
        for cue in sorted(cues, key=lambda cue: -cue[2])[:MOST] if len(cues) > 1 else cues:
            first, last, margin = cue
            if 1 not in covered[first:last]:
                if margin > usual:
                    chosen.append(cue)
                    covered[first:last] = b"\1" * (last - first)
                else:
                    passed.append(cue)

    def attribute(cue: tuple[int, int, int]) -> _Found:
        first, last, margin = cue
        source, content, _ = reading.roles(first, last, covered)
        return _Found(range(first, last), source, content, confidence(margin))

    found = [attribute(cue) for cue in chosen]
    _claim_quotations(units, found, passed, attribute)
    spans = _speller(document, units)
    return tuple(Draft(source=spans(one.source)[:1], cue=spans(one.cue), content=spans(one.content), p=one.p) for one in found)


def _claim_quotations(
    units: f.Units,
    found: list[_Found],
    passed: Sequence[tuple[int, int, int]],
    attribute: Callable[[tuple[int, int, int]], _Found],
) -> None:
    """Find somebody for quotations that nobody has yet: nearly every one of some length is somebody's words.

    First a cue that was too weak by itself; then whoever speaks before (see :func:`_speaker_before`); then nobody.
    """
    keys = units.keys
    quotations = [i for i, key in enumerate(keys) if key[0] == f.QUOTE]
    claimed = {i for one in found for i in one.content}
    used = {i for one in found for i in one.cue}
    weak: dict[int, list[tuple[int, int, int]]] = {}
    for cue in passed:
        weak.setdefault(units.sentence[cue[0]], []).append(cue)
    latest = {units.sentence[one.content[-1]]: one for one in found if one.content}
    for i in quotations:
        if i in claimed or keys[i][1] not in LONG:
            continue
        number = units.sentence[i]
        one = None
        for cue in weak.pop(number, ()):
            if used.isdisjoint(range(*cue[:2])):
                more = attribute(cue)
                if i in more.content:
                    one = more
                    break
        first, last = units.bounds[number]
        if one is not None:
            found.append(one)
        elif i == first and all(not key[0].isalnum() for key in keys[first:last]):
            before = _speaker_before(units, latest, number)
            if before is not None and (keys[before.content[-1]][0] == f.QUOTE or units.paragraph[first] == units.paragraph[first - 1]):
                one = before
                one.content.append(i)
            else:
                one = _Found(range(0), before.source if before is not None else [], [i], 1.0)
                found.append(one)
        if one is not None:
            claimed.update(one.content)
            used.update(one.cue)
            latest[units.sentence[one.content[-1]]] = one
    found.sort(key=lambda one: one.cue[0] if one.cue else one.content[0])


def _speaker_before(units: f.Units, latest: Mapping[int, _Found], number: int) -> _Found | None:
    """Whose words the quotation is that makes up sentence *number*, where somebody's are.

    Of who was quoted last in its paragraph, up to two sentences before; of whom the sentence before tells, where quotations alone make up
    the paragraph; of who was quoted at the end of the paragraph before.
    """
    first, last = units.bounds[number]
    paragraph = units.paragraph[first]
    before = latest.get(number - 1)
    for back in range(2, 2 + _INTERPOSED):
        if before is not None or number < back or units.paragraph[units.bounds[number - back + 1][0]] != paragraph:
            break
        before = latest.get(number - back)
        if before is not None and (units.keys[before.content[-1]][0] != f.QUOTE or units.paragraph[before.content[-1]] != paragraph):
            return None
    if before is None or units.keys[before.content[-1]][0] == f.QUOTE or units.paragraph[first - 1] == paragraph:
        return before
    while last < len(units.keys) and units.paragraph[last] == paragraph:
        if units.keys[last][0].isalnum():
            return None
        last += 1
    return before


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
