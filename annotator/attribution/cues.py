"""Finding cues: words that name an act of saying, thinking or writing, sentence by sentence.

A linear chain over the labels O, B and I (outside, beginning and inside of a cue; Lafferty et al. 2001). What it sums is defined in
:mod:`annotator.attribution.features`; whatever depends on a small key is summed once and remembered.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.attribution import features as f
from annotator.attribution.weights import BITS, Entry, Memo, Weights, bias

FAR_BELOW = -(1 << 40)
BIAS = bias(len(f.CUE_LABELS))
"""Stands in every sum, so that its lanes are positive."""
_SIZE = 4 * len(f.CUE_LABELS)
_UNPACK = struct.Struct(f"<{len(f.CUE_LABELS)}I").unpack
_MASK = (1 << BITS) - 1
_NOTHING = (0,) * len(f.CUE_SLOTS)


class Cue(NamedTuple):
    """Units ``first:last`` that may name an act of saying, thinking, writing; by how much the model prefers them to nothing."""

    first: int
    last: int
    margin: int


class CueFinder:
    """Finds possible cues in the units of a document. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; every memo starts empty."""
        self._weights = weights
        self._steps = weights.cue_steps
        self._before, self._after = weights.value("^^"), weights.value("$$")
        self._c, self._a, self._b, self._d, self._e, self._f, self._g = (weights.family(name) for name in "CABDEFG")
        self._place_families = [weights.family(name) for name in ("bias", "N", "M", "NM", "Np", "Mp", "i", "Q")]
        self._beside = {side: (weights.family("l" + side), weights.family("d" + side)) for side in "<>NM"}
        self._toward = [(0, 0)] * (f.TOWARDS[-1] + 1)
        for place, toward in zip(f.PLACES, f.TOWARDS, strict=True):
            self._toward[toward] = (weights.value(place.ahead), weights.value(place.behind))
        self._triples: Memo[int, tuple[int, int, int]] = Memo(self._triple)
        self._pairs: Memo[int, tuple[int, int]] = Memo(self._pair)
        self._places: Memo[int, int] = Memo(self._place)
        self._lefts: Memo[int, int] = Memo(lambda key: self._next_to(key, "<"))
        self._rights: Memo[int, int] = Memo(lambda key: self._next_to(key, ">"))
        self._towards: Memo[int, int] = Memo(self._near_quotation)

    def trim(self) -> None:
        """Empty what has grown too large."""
        for memo in (self._triples, self._pairs, self._places, self._lefts, self._rights, self._towards):
            memo.trim()

    def _triple(self, key: int) -> tuple[int, int, int]:
        total = self._weights.total
        head, tail = key >> BITS, key & ((1 << 2 * BITS) - 1)
        middle = (self._a + (head << BITS), self._b + (tail << BITS), self._d + key)
        return total((self._c + key,)), total(middle), total((self._e + key,))

    def _pair(self, key: int) -> tuple[int, int]:
        total = self._weights.total
        return total((self._f + (key << BITS),)), total((self._g + (key << BITS),))

    def _place(self, key: int) -> int:
        value = self._weights.value
        bias, n, m, nm, np, mp, i, q = self._place_families
        spot, ahead, behind, quotes = f.PLACES[key >> BITS]
        pos = (key & _MASK) << BITS
        before, after = value(ahead) << 2 * BITS, value(behind) << 2 * BITS
        keys = [bias, n + before, m + after, nm + before + (after >> BITS), np + before + pos, mp + after + pos]
        if spot:
            keys.append(i + (value(spot) << 2 * BITS))
        if quotes:
            keys.append(q + (value(quotes) << 2 * BITS))
        return self._weights.total(keys) + BIAS

    def _next_to(self, key: int, side: str) -> int:
        by_lemma, by_class = self._beside[side]
        beside = (key & _MASK) << BITS
        return self._weights.total(
            (by_lemma + (key >> 2 * BITS << 2 * BITS) + beside, by_class + ((key >> BITS & _MASK) << 2 * BITS) + beside)
        )

    def _near_quotation(self, key: int) -> int:
        ahead, behind = self._toward[key & _MASK]
        word = key >> BITS << BITS
        return self._next_to(word + ahead, "N") + self._next_to(word + behind, "M")

    def totals(self, units: f.Units, entries: Sequence[Entry], number: int) -> list[int]:
        """Packed label weights of each unit of sentence *number*, and the bias: what :func:`features.cue_features` adds up to."""
        first, last = units.bounds[number]
        opens = first == 0 or units.paragraph[first] != units.paragraph[first - 1]
        sentence = entries[first:last]
        rows = [entry.cue_row for entry in sentence]
        # rows[-1], rows[-2], rows[-3] stand before the sentence too
        rows += [_NOTHING, _NOTHING, _NOTHING]
        before, after = self._before, self._after
        pos = [before, before, *[entry.pos for entry in sentence], after, after]
        lower = [before, *[entry.lower for entry in sentence], after]
        triples, pairs = self._triples, self._pairs
        threes = [triples[a << 32 | b << 16 | c] for a, b, c in zip(pos, pos[1:], pos[2:], strict=False)]
        twos = [pairs[a << 16 | b] for a, b in pairwise(lower)]
        spots, lefts, rights, towards = self._places, self._lefts, self._rights, self._towards
        quotes = [i for i, entry in enumerate(sentence, first) if entry.word.step == f.QUOTATION]
        totals = []
        for i, place in enumerate(f.places(quotes, first, last, opens)):
            entry = sentence[i]
            word = entry.lemma << 32 | entry.fine << 16
            totals.append(
                spots[place << 16 | pos[i + 2]]
                + lefts[word | pos[i + 1]]
                + rights[word | pos[i + 3]]
                + towards[word | f.TOWARDS[place]]
                + rows[i][3]
                + rows[i - 1][2]
                + rows[i - 2][1]
                + rows[i - 3][0]
                + rows[i + 1][4]
                + rows[i + 2][5]
                + rows[i + 3][6]
                + threes[i][0]
                + threes[i + 1][1]
                + threes[i + 2][2]
                + twos[i][0]
                + twos[i + 1][1]
            )
        return totals

    def cues(self, units: f.Units, entries: Sequence[Entry], number: int, least: int = 0) -> list[Cue]:
        """Possible cues of sentence *number*, in order; several may overlap.

        For every unit the best labelling in which a cue begins there is set against the best in which none does.

        :param least: the smallest margin between the two that is of interest.
        """
        totals = self.totals(units, entries, number)
        first, last = units.bounds[number]
        steps = self._steps
        oo, ob = steps["O", "O"], steps["O", "B"]
        bo, bb, bi = steps["B", "O"], steps["B", "B"], steps["B", "I"]
        io, ib, ii = steps["I", "O"], steps["I", "B"], steps["I", "I"]
        emissions = [_UNPACK(total.to_bytes(_SIZE, "little")) for total in totals]
        o, b, i = emissions[0]
        i = FAR_BELOW
        forward = [(o, b, i)]
        for eo, eb, ei in emissions[1:]:
            x, y, z = o + oo, b + bo, i + io
            to_o = x if x >= y and x >= z else y if y >= z else z
            x, y, z = o + ob, b + bb, i + ib
            to_b = x if x >= y and x >= z else y if y >= z else z
            x, y = b + bi, i + ii
            i = ei + (x if x >= y else y)
            o = to_o + eo
            b = to_b + eb
            forward.append((o, b, i))
        found: list[Cue] = []
        o = b = i = 0
        goes_on = False
        end_after_i = last
        for place in range(last - first - 1, -1, -1):
            # o, b, i: the best way on from this unit, by its label; end_after_*: where a cue that reaches this unit ends
            if place < last - first - 1:
                eo, eb, ei = emissions[place + 1]
                eo, eb, ei = eo + o, eb + b, ei + i
                x, y, z = oo + eo, ob + eb, 0
                o = x if x >= y else y
                x, y, z = bo + eo, bb + eb, bi + ei
                goes_on = z > x and z > y
                b = z if goes_on else x if x >= y else y
                end_after_b = end_after_i if goes_on else first + place + 1
                x, y, z = io + eo, ib + eb, ii + ei
                goes_on = z > x and z > y
                i = z if goes_on else x if x >= y else y
                if not goes_on:
                    end_after_i = first + place + 1
            else:
                end_after_b = last
            fo, fb, fi = forward[place]
            x, y = fo + o, fi + i
            margin = fb + b - (x if x >= y else y)
            if margin >= least and end_after_b - first - place <= f.MAX_WINDOW:  # a thousand brackets are no cue
                found.append(Cue(first + place, end_after_b, margin))
        found.reverse()
        return found
