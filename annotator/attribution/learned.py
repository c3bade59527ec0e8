"""The learned attribution engine: who is said to have said, thought or written what.

Two linear-chain models (see :mod:`annotator.attribution.features`) whose weights lie in ``annotator/data/attribution.msgpack``, read on
first use. The file holds text and arrays of numbers only; reading it runs no code. What the models were trained on, and how well they
do, is said in ``cards/attribution.toml``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise

import msgspec

from annotator.attribution import features as f
from annotator.attribution.tagger import LANE, Cue, Roles, Tagger, Weights
from annotator.types import Document, Draft, Hit, Span

FORMAT = 1
MOST = 30
"""Possible cues looked at in one sentence, so that no text takes more than linear time."""
LONG = "8L"
"""Sizes of quotations (see :func:`features.quotation_key`) that are hardly ever mere words: five words and more."""


class ModelFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The weights file as it lies on disk. Names are joined by line ends, numbers are little-endian arrays.

    ``attribute_*`` and ``context_*`` are sparse rows: a count for each name, then a lane (slot and label, or label) and a weight for
    each entry.
    """

    format: int
    cue_steps: tuple[int, ...]
    role_steps: tuple[int, ...]
    least: int
    usual: int
    words: str
    tags: tuple[str, ...]
    functions: int
    tag: bytes
    clusters: tuple[bytes, bytes, bytes, bytes]
    attributes: str
    attribute_counts: bytes
    attribute_lanes: bytes
    attribute_weights: bytes
    contexts: str
    context_counts: bytes
    context_lanes: bytes
    context_weights: bytes


def _numbers(data: bytes, code: str) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)


def _rows(names: str, counts: bytes, lanes: bytes, weights: bytes) -> tuple[dict[str, int], list[int], bytes, tuple[int, ...]]:
    listed = names.split("\n")
    return dict(zip(listed, range(len(listed)), strict=True)), list(accumulate(counts, initial=0)), lanes, _numbers(weights, "h")


def weights_of(data: ModelFile) -> Weights:
    """The tagger's weights from their file; what a name weighs is worked out when it is first asked for."""
    listed = data.words.split("\n")
    index = dict(zip(listed, range(len(listed)), strict=True))
    tag = data.tag
    a, b, c, d = (_numbers(column, "H") for column in data.clusters)
    width = len(f.ROLE_LABELS)
    attribute_index, attribute_starts, attribute_lanes, attribute_weights = _rows(
        data.attributes, data.attribute_counts, data.attribute_lanes, data.attribute_weights
    )
    context_index, context_starts, context_lanes, context_weights = _rows(
        data.contexts, data.context_counts, data.context_lanes, data.context_weights
    )

    def classes(word: str) -> tuple[str, str, str, str, str, bool] | None:
        i = index.get(word)
        return None if i is None else (data.tags[tag[i]], str(a[i]), str(b[i]), str(c[i]), str(d[i]), i < data.functions)

    known: dict[str, tuple[tuple[int, int], ...]] = {}

    def lexical(name: str) -> tuple[tuple[int, int], ...]:
        entry = known.get(name)
        if entry is None:
            i = attribute_index.get(name)
            if i is None:
                return ()
            sums: dict[int, int] = {}
            for k in range(attribute_starts[i], attribute_starts[i + 1]):
                slot, label = divmod(attribute_lanes[k], width)
                sums[slot] = sums.get(slot, 0) + (attribute_weights[k] << (LANE * label))
            entry = known[name] = tuple(sums.items())
        return entry

    packed: dict[str, int | None] = dict.fromkeys(context_index)

    def context(names: Iterable[str]) -> int:
        total = 0
        for name in names:
            weight = packed.get(name, 0)
            if weight is None:
                i = context_index[name]
                entries = range(context_starts[i], context_starts[i + 1])
                weight = packed[name] = sum([context_weights[k] << (LANE * context_lanes[k]) for k in entries])
            total += weight
        return total

    return Weights(
        classes,
        lexical,
        context,
        _steps(data.cue_steps, f.CUE_LABELS),
        _steps(data.role_steps, f.ROLE_LABELS),
        data.least,
        data.usual,
    )


def _steps(values: Sequence[int], labels: Sequence[str]) -> dict[tuple[str, str], int]:
    pairs = [(left, right) for left in labels for right in labels]
    return dict(zip(pairs, values, strict=True))


def decode(data: bytes) -> ModelFile:
    """Read a weights file.

    :raises msgspec.DecodeError: if it is not one.
    :raises ValueError: if it is of another format than this version reads.
    """
    model = msgspec.msgpack.decode(data, type=ModelFile)
    if model.format != FORMAT:
        raise ValueError(f"the attribution weights are of format {model.format}, this version reads format {FORMAT}")
    return model


def model_bytes() -> bytes:
    """The weights file that ships with the package."""
    return files("annotator").joinpath("data/attribution.msgpack").read_bytes()


@cache
def tagger() -> Tagger:
    """The tagger with the weights that ship with the package, made on first use."""
    return Tagger(weights_of(decode(model_bytes())))


def drafts(document: Document, hits: Mapping[str, Sequence[Hit]]) -> tuple[Draft, ...]:
    """The attributions of *document*, in the order of their cues.

    :param hits: what lexicons found, by topic; the models need none of it.
    """
    return find(document, tagger())


class _Found:
    """An attribution in units, while it is being put together."""

    __slots__ = ("content", "cue", "source")

    def __init__(self, cue: range, roles: Roles) -> None:
        self.cue = cue
        self.source = roles.source
        self.content = roles.content


def find(document: Document, engine: Tagger) -> tuple[Draft, ...]:
    """The attributions of *document* as *engine* sees them."""
    units = f.make_units(document)
    words = engine.words(units)
    least, usual = engine.weights.least, engine.weights.usual
    used: set[int] = set()
    chosen: list[Cue] = []
    passed: list[Cue] = []
    for number in range(len(units.bounds)):
        for cue in sorted(engine.cues(units, words, number, least), key=lambda cue: -cue.margin)[:MOST]:
            if used.isdisjoint(range(cue.first, cue.last)):
                if cue.margin > usual:
                    chosen.append(cue)
                    used.update(range(cue.first, cue.last))
                else:
                    passed.append(cue)
    taken = frozenset(used)
    remembered: dict[int, list[tuple[int, int]]] = {}

    def attribute(cue: Cue) -> _Found:
        own = range(cue.first, cue.last)
        return _Found(own, engine.roles(units, words, (cue.first, cue.last), taken.difference(own), remembered))

    found = [attribute(cue) for cue in chosen]
    _claim_quotations(units, words, found, passed, attribute)
    spans = _speller(document, units)
    return tuple(Draft(source=spans(one.source)[:1], cue=spans(one.cue), content=spans(one.content)) for one in found)


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
                one = _Found(range(0), Roles([], [i], 0))
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
