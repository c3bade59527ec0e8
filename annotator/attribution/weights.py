"""The attribution models' numbers, as they are looked up.

A feature has one weight a label. These are small integers, packed into one Python integer, a lane of 32 bits each, so that adding two
of them adds the weights of every label at once, exactly and on every machine alike. Features are found by number: a family and up to
three values, sixteen bits each, so that no text is put together while an article is read. Numbers are unpacked when first asked for.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeVar

from annotator.attribution import features as f
from annotator.attribution.file import ModelFile

LANE = 32
HALF = 1 << (LANE - 1)
BITS = 16
UNKNOWN_FAMILY = 1 << 62
_WIDTH = len(f.ROLE_LABELS)
_SLOT = tuple(lane // _WIDTH for lane in range(256))
_SHIFT = tuple(LANE * (lane % _WIDTH) for lane in range(256))
_LIMIT = 12_000
"""Entries in one memo before it is emptied: some hundred bytes each, some thousand for a word; all memos together stay below 60 MB."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(dict[K, V]):
    """A dictionary that makes what it lacks.

    Threads may share one: a value follows from its key alone, so that it does not matter which of them makes it, or when another
    empties it.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[K], V]) -> None:
        """Start empty; *make* gives the value for a key."""
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value

    def trim(self) -> None:
        """Start again when there are too many entries."""
        if len(self) > _LIMIT:
            self.clear()


def numbers(data: bytes, code: str) -> memoryview:
    """*data* as an array of numbers: little-endian on disk, native here."""
    if struct.pack("=H", 1) != struct.pack("<H", 1):
        count = len(data) // struct.calcsize(code)
        data = struct.pack(f"={count}{code}", *struct.unpack(f"<{count}{code}", data))
    return memoryview(data).cast(code)  # type: ignore[call-overload,no-any-return]


class Entry(NamedTuple):
    """A word type as the models look it up: numbers of its form, lemma, class and clusters, and what it adds seen from each slot."""

    word: f.Word
    lower: int
    lemma: int
    pos: int
    cluster: int
    fine: int
    cue_row: tuple[int, ...]
    role_row: tuple[int, ...]


class _Rows:
    """Sparse rows of the file."""

    def __init__(self, counts: bytes, lanes: bytes, weights: bytes) -> None:
        self._starts = list(accumulate(counts, initial=0))
        self._lanes = lanes
        self._weights = numbers(weights, "h")

    def of(self, number: int) -> Iterator[tuple[int, int]]:
        """Lane and weight of each entry of a row."""
        low, high = self._starts[number], self._starts[number + 1]
        return zip(self._lanes[low:high], self._weights[low:high], strict=True)


class _Contexts:
    """The weights of features of context: where a key's row lies, and its packed weights once it was asked for."""

    def __init__(self, data: ModelFile) -> None:
        keys = numbers(data.context_keys, "q")
        self.rows = _Rows(data.context_counts, data.context_lanes, data.context_weights)
        self.index = dict(zip(keys, range(len(keys)), strict=True))
        self.packed: list[int | None] = [None] * len(keys)


class Weights:
    """The models' numbers behind look-ups.

    :param data: the weights file.
    """

    def __init__(self, data: ModelFile) -> None:
        """Index *data*."""
        self.file = data
        self._words = data.words.split("\n")
        self._tags, self._tag = data.tags, data.tag
        self._clusters = [numbers(column, "H") for column in data.clusters]
        names = data.attributes.split("\n")
        self.attribute_index = dict(zip(names, range(len(names)), strict=True))
        self._families = {family: number << 3 * BITS for number, family in enumerate(data.families)}
        values = data.values.split("\n")
        self.values = dict(zip(values, range(1, len(values) + 1), strict=True))
        self._lexical: dict[str, tuple[tuple[int, int], ...]] = {}
        self.entries: Memo[str, Entry] = Memo(self._entry)
        self.cue_steps = _steps(data.cue_steps, f.CUE_LABELS)
        self.role_steps = _steps(data.role_steps, f.ROLE_LABELS)
        self.least, self.usual = data.least, data.usual

    @cached_property
    def _attributes(self) -> _Rows:
        return _Rows(self.file.attribute_counts, self.file.attribute_lanes, self.file.attribute_weights)

    @cached_property
    def _contexts(self) -> _Contexts:
        return _Contexts(self.file)

    def classes(self, word: str) -> f.Classes | None:
        """Part of speech, clusters, and whether it is a function word, of a looked-up form."""
        i = bisect_left(self._words, word)
        if i == len(self._words) or self._words[i] != word:
            return None
        a, b, c, d = self._clusters
        tag = self._tag[i]
        return self._tags[tag >> 1], str(a[i]), str(b[i]), str(c[i]), str(d[i]), bool(tag & 1)

    @cached_property
    def _listed(self) -> dict[str, str]:
        return {word: category for category, words in self.file.listed.items() for word in words.split(" ")}

    def listed(self, word: str) -> str:
        """The category under which the lexicons list *word* as a cue, or ""."""
        return self._listed.get(word, "")

    def family(self, name: str) -> int:
        """The number of a family, in its place in a key; one that no key has where the models do not know it."""
        return self._families.get(name, UNKNOWN_FAMILY)

    def value(self, text: str) -> int:
        """The number of a value; 0 where the models do not know it."""
        return self.values.get(text, 0)

    def key(self, feature: f.Feature) -> int:
        """The key of a feature that is not of a word at a slot."""
        key = self.family(feature[0])
        for place, value in enumerate(feature[1:], 1):
            key += self.value(value) << (3 - place) * BITS
        return key

    def total(self, keys: Iterable[int]) -> int:
        """The summed weights of the features with these *keys*."""
        total = 0
        contexts = self._contexts
        find, packed = contexts.index.get, contexts.packed
        for key in keys:
            i = find(key)
            if i is not None:
                weight = packed[i]
                if weight is None:
                    weight = packed[i] = sum([weight << LANE * lane for lane, weight in contexts.rows.of(i)])
                total += weight
        return total

    def of(self, features: Iterable[f.Feature]) -> int:
        """The summed weights of *features*."""
        return self.total(map(self.key, features))

    def lexical(self, attribute: str) -> tuple[tuple[int, int], ...]:
        """What a word's attribute adds: (number of the slot, packed weights)."""
        entry = self._lexical.get(attribute)
        if entry is None:
            i = self.attribute_index.get(attribute)
            if i is None:
                return ()
            sums: dict[int, int] = {}
            for lane, weight in self._attributes.of(i):
                slot = _SLOT[lane]
                sums[slot] = sums.get(slot, 0) + (weight << _SHIFT[lane])
            entry = self._lexical[attribute] = tuple(sums.items())
        return entry

    def _entry(self, key: str) -> Entry:
        word = f.describe(key, self.classes, self.listed)
        totals = [0] * len(f.SLOTS)
        for attribute in word.attributes:
            if attribute:
                for slot, weight in self.lexical(attribute):
                    totals[slot] += weight
        value, cues = self.value, len(f.CUE_SLOTS)
        return Entry(
            word,
            value(word.lower),
            value(word.lemma),
            value(word.pos),
            value(word.cluster),
            value(word.fine),
            tuple(totals[:cues]),
            tuple(totals[cues:]),
        )


def bias(labels: int) -> int:
    """What makes every lane positive, so that it can be unpacked."""
    return sum(HALF << LANE * i for i in range(labels))


def _steps(values: tuple[int, ...], labels: tuple[str, ...]) -> dict[tuple[str, str], int]:
    pairs = [(left, right) for left in labels for right in labels]
    return dict(zip(pairs, values, strict=True))
