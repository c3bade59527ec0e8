"""Linear-chain tagging behind caches: the weights of all labels travel in one integer.

A feature has one weight a label. These are small integers, packed into one Python integer, a lane of 32 bits each, so that adding two
of them adds the weights of every label at once, exactly and on every machine alike. Whatever depends on a small key (a word at an
offset, three neighbouring classes, the way from the cue) is summed once and remembered; a unit then costs a few look-ups and one
unpacking. The best labelling is Viterbi's.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from annotator.attribution import features as f

LANE = 32
_HALF = 1 << (LANE - 1)
_CACHE_LIMIT = 15_000
"""Entries in one cache before it is emptied: some hundred bytes each."""
_CUES = len(f.CUE_SLOTS)
FAR_BELOW = -(1 << 40)


class Weights(NamedTuple):
    """A model's numbers, unpacked from its file: see :mod:`annotator.attribution.learned` for the loading."""

    classes: Callable[[str], tuple[str, str, str, str, str, bool] | None]
    lexical: Callable[[str], tuple[tuple[int, int], ...]]
    context: Callable[[Iterable[str]], int]
    cue_steps: dict[tuple[str, str], int]
    role_steps: dict[tuple[str, str], int]
    least: int
    usual: int


class Cue(NamedTuple):
    """Units ``first:last`` that may name an act of saying, thinking, writing; by how much the model prefers them to nothing."""

    first: int
    last: int
    margin: int


class Roles(NamedTuple):
    """Units of source and content of one cue, in order; by how much the model prefers them to nothing."""

    source: list[int]
    content: list[int]
    margin: int


def _bias(labels: int) -> int:
    return sum(_HALF << (LANE * i) for i in range(labels))


class Tagger:
    """Finds cues, and for each its source and content, in the units of a document.

    Threads may share it. The caches are dictionaries of values that follow from their keys alone, so that it does not matter which
    thread writes one; and nobody reads an entry twice, so that it does not matter when another thread empties a cache.
    """

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; every cache starts empty."""
        self.weights = weights
        self._sum = weights.context
        self._words: dict[str, f.Word] = {}
        self._cue_rows: dict[str, tuple[int, ...]] = {}
        self._role_rows: dict[str, tuple[int, ...]] = {}
        self._pairs: dict[tuple[str, str], tuple[int, int]] = {}
        self._triples: dict[tuple[str, str, str], tuple[int, int, int]] = {}
        self._places: dict[tuple[tuple[str, str, str, str], str], int] = {}
        self._lefts: dict[tuple[str, str], int] = {}
        self._rights: dict[tuple[str, str], int] = {}
        self._towards: dict[tuple[str, str, str], int] = {}
        self._sides: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._paths: dict[tuple[object, ...], int] = {}
        self._crossings: dict[tuple[f.State, int, bool], f.State] = {}
        self._fixed: dict[tuple[object, ...], int] = {}
        self._caches = (
            self._words,
            self._cue_rows,
            self._role_rows,
            self._pairs,
            self._triples,
            self._places,
            self._lefts,
            self._rights,
            self._towards,
            self._sides,
            self._paths,
            self._fixed,
        )
        self._unpack_cue = struct.Struct(f"<{len(f.CUE_LABELS)}I").unpack
        self._unpack_role = struct.Struct(f"<{len(f.ROLE_LABELS)}I").unpack
        self._cue_bias = _bias(len(f.CUE_LABELS))
        self._role_bias = _bias(len(f.ROLE_LABELS))
        self._role_step = weights.role_steps

    def describe(self, key: str) -> f.Word:
        """The attributes of a unit's key, remembered."""
        word = self._words.get(key)
        if word is None:
            word = self._words[key] = f.describe(key, self.weights.classes)
        return word

    def words(self, units: f.Units) -> list[f.Word]:
        """The attributes of every unit; caches that have grown too large are emptied first."""
        for cache in self._caches:
            if len(cache) > _CACHE_LIMIT:
                cache.clear()
        known = self._words
        return [known.get(key) or self.describe(key) for key in units.keys]

    def _rows(self, word: f.Word, low: int, high: int) -> tuple[int, ...]:
        totals = [0] * len(f.SLOTS)
        lexical = self.weights.lexical
        for attribute in word.attributes:
            if attribute:
                for slot, weight in lexical(attribute):
                    totals[slot] += weight
        return tuple(totals[low:high])

    def _triple(self, key: tuple[str, str, str]) -> tuple[int, int, int]:
        third, second, first = f.triple_features(*key)
        value = self._triples[key] = (self._sum(third), self._sum(second), self._sum(first))
        return value

    def cue_totals(self, units: f.Units, words: Sequence[f.Word], number: int) -> list[int]:
        """Packed label weights of each unit of sentence *number*: what :func:`features.cue_features` adds up to."""
        first, last = units.bounds[number]
        opens = first == 0 or units.paragraph[first] != units.paragraph[first - 1]
        rows = []
        cached = self._cue_rows
        for key, word in zip(units.keys[first:last], words[first:last], strict=True):
            row = cached.get(key)
            if row is None:
                row = cached[key] = self._rows(word, 0, _CUES)
            rows.append(row)
        none = (0,) * 7
        rows += [none, none, none]
        totals = []
        pos = ["^^", "^^", *(word.pos for word in words[first:last]), "$$", "$$"]
        lower = ["^^", *(word.lower for word in words[first:last]), "$$"]
        triples, pairs, spots = self._triples, self._pairs, self._places
        lefts, rights, towards = self._lefts, self._rights, self._towards
        keys = units.keys
        triple_values = []
        for triple in zip(pos, pos[1:], pos[2:], strict=False):
            value = triples.get(triple)
            triple_values.append(self._triple(triple) if value is None else value)
        pair_values = []
        for pair in pairwise(lower):
            both = pairs.get(pair)
            if both is None:
                right, left = f.pair_features(*pair)
                both = pairs[pair] = (self._sum(right), self._sum(left))
            pair_values.append(both)
        for i, place in enumerate(f.places(words, first, last, opens)):
            spot = (place, pos[i + 2])
            total = spots.get(spot)
            if total is None:
                total = spots[spot] = self._sum(f.place_features(*place[:3], spot[1], place[3]))
            word = words[first + i]
            key = keys[first + i]
            before, after, toward = (key, pos[i + 1]), (key, pos[i + 3]), (key, place[1], place[2])
            on_left = lefts.get(before)
            if on_left is None:
                on_left = lefts[before] = self._sum(f.beside_features(word, before[1], "<"))
            on_right = rights.get(after)
            if on_right is None:
                on_right = rights[after] = self._sum(f.beside_features(word, after[1], ">"))
            reach = towards.get(toward)
            if reach is None:
                reach = towards[toward] = self._sum(f.beside_features(word, place[1], "N") + f.beside_features(word, place[2], "M"))
            # rows[-1], rows[-2], rows[-3] are empty, which is what stands before the sentence
            totals.append(
                total
                + on_left
                + on_right
                + reach
                + rows[i][3]
                + rows[i - 1][2]
                + rows[i - 2][1]
                + rows[i - 3][0]
                + rows[i + 1][4]
                + rows[i + 2][5]
                + rows[i + 3][6]
                + triple_values[i][0]
                + triple_values[i + 1][1]
                + triple_values[i + 2][2]
                + pair_values[i][0]
                + pair_values[i + 1][1]
            )
        return totals

    def cues(self, units: f.Units, words: Sequence[f.Word], number: int, least: int = 0) -> list[Cue]:
        """Possible cues of sentence *number*, in order; several may overlap.

        For every unit the best labelling in which a cue begins there is set against the best in which none does.

        :param least: the smallest margin between the two that is of interest.
        """
        totals = self.cue_totals(units, words, number)
        steps = self.weights.cue_steps
        oo, ob = steps["O", "O"], steps["O", "B"]
        bo, bb, bi = steps["B", "O"], steps["B", "B"], steps["B", "I"]
        io, ib, ii = steps["I", "O"], steps["I", "B"], steps["I", "I"]
        unpack, bias, size = self._unpack_cue, self._cue_bias, 4 * len(f.CUE_LABELS)
        emissions = [unpack((total + bias).to_bytes(size, "little")) for total in totals]
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
        first, last = units.bounds[number]
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
            if margin >= least:
                found.append(Cue(first + place, end_after_b, margin))
        found.reverse()
        return found

    def _side_rows(self, units: f.Units, words: Sequence[f.Word], first: int, last: int) -> list[tuple[int, int]]:
        """For each unit of a sentence, what words and classes around it add before a cue, and after one."""
        cached = self._role_rows
        rows = []
        for key, word in zip(units.keys[first:last], words[first:last], strict=True):
            row = cached.get(key)
            if row is None:
                row = cached[key] = self._rows(word, _CUES, len(f.SLOTS))
            rows.append(row)
        none = (0,) * 10
        rows += [none, none]
        pos = ["^^", *(word.pos for word in words[first:last]), "$$"]
        sides = self._sides
        out = []
        for i, triple in enumerate(zip(pos, pos[1:], pos[2:], strict=False)):
            both = sides.get(triple)
            if both is None:
                both = sides[triple] = (
                    self._sum(f.role_triple_features("L", *triple)),
                    self._sum(f.role_triple_features("R", *triple)),
                )
            here, left, left2, right, right2 = rows[i], rows[i - 1], rows[i - 2], rows[i + 1], rows[i + 2]
            out.append(
                (
                    both[0] + left2[0] + left[1] + here[2] + right[3] + right2[4],
                    both[1] + left2[5] + left[6] + here[7] + right[8] + right2[9],
                )
            )
        return out

    def role_totals(
        self,
        units: f.Units,
        words: Sequence[f.Word],
        cue: tuple[int, int],
        covered: frozenset[int],
        remembered: dict[int, list[tuple[int, int]]],
    ) -> tuple[int, list[int]]:
        """First unit of the window of *cue* and packed label weights of its units: what :func:`features.role_features` adds up to.

        :param remembered: sentence number → side rows, filled here; pass the same dictionary for every cue of a document.
        """
        begin, end, stop = f.window(units, cue[0])
        frame, head = f.cue_context(words[begin:stop], units.keys[begin:stop], cue[0] - begin, cue[1] - begin)
        totals = [0] * (stop - begin)
        paths, crossings, fixed = self._paths, self._crossings, self._fixed
        number = units.sentence[cue[0]]
        for k in range(number, units.sentence[stop - 1] + 1):
            if k not in remembered:
                remembered[k] = self._side_rows(units, words, *units.bounds[k])
        for right, way in ((0, range(cue[0] - 1, begin - 1, -1)), (1, range(cue[1], stop))):
            side = "R" if right else "L"
            state = f.START
            previous = False
            rows = remembered[number]
            origin = units.bounds[number][0]
            for distance, i in enumerate(way, 1):
                word = words[i]
                pos = word.pos
                within = i in covered
                bucket = (
                    distance
                    if distance < 3
                    else 3
                    if distance < 5
                    else 5
                    if distance < 8
                    else 8
                    if distance < 14
                    else 14
                    if distance < 25
                    else 25
                )
                total = 0
                if i >= end:
                    if units.sentence[i] != number:
                        number = units.sentence[i]
                        rows = remembered[number]
                        origin = units.bounds[number][0]
                    opening = i == origin
                    jump = units.paragraph[i] != units.paragraph[cue[0]]
                    sequel = (opening, jump, pos, state[7], words[end - 1].lower, frame.build)
                    value = fixed.get(sequel)
                    if value is None:
                        value = fixed[sequel] = self._sum(f.sequel_features(*sequel))
                    total += value
                key1 = (right, bucket, state, within)
                value = paths.get(key1)
                if value is None:
                    value = paths[key1] = self._sum(f.path_features(side, f.far(distance), state, within))
                total += value
                key2 = (right, bucket, state, pos)
                value = paths.get(key2)
                if value is None:
                    value = paths[key2] = self._sum(f.path_class_features(side, f.far(distance), state, pos))
                total += value
                commas = state[0]
                crossed = ((commas if commas < 2 else 2) * 3 + state[7]) * 3 + state[1]
                key3 = (frame, right, bucket, crossed)
                value = fixed.get(key3)
                if value is None:
                    text = f"{min(state[0], 2)}{state[7]}{state[1]}"
                    value = fixed[key3] = self._sum(f.frame_features(frame, side, f.far(distance), text))
                total += value
                key4 = (head, right, bucket, crossed)
                value = fixed.get(key4)
                if value is None:
                    text = f"{min(state[0], 2)}{state[7]}{state[1]}"
                    value = fixed[key4] = self._sum(f.head_features(head, side, f.far(distance), text))
                total += value
                key5 = (frame, head, right, pos)
                value = fixed.get(key5)
                if value is None:
                    value = fixed[key5] = self._sum(f.class_features(frame, head, side, pos))
                totals[i - begin] = total + value + rows[i - origin][right]
                crossing = (state, word.step, within and not previous)
                following = crossings.get(crossing)
                if following is None:
                    following = crossings[crossing] = f.advance(*crossing)
                state = following
                previous = within
        return begin, totals

    def roles(
        self,
        units: f.Units,
        words: Sequence[f.Word],
        cue: tuple[int, int],
        covered: frozenset[int],
        remembered: dict[int, list[tuple[int, int]]],
    ) -> Roles:
        """Source and content of *cue*; see :meth:`role_totals` for the arguments.

        Labels are O, then U B I E of the source, then U B I E of the content. As a piece that has begun goes on until it ends, few
        steps are possible, and Viterbi's recursion is written out.
        """
        begin, totals = self.role_totals(units, words, cue, covered, remembered)
        low, high = cue[0] - begin, cue[1] - begin
        step = self._role_step
        oo, ao, bo, co, do = step["O", "O"], step["US", "O"], step["ES", "O"], step["UC", "O"], step["EC", "O"]
        o_us, c_us, d_us = step["O", "US"], step["UC", "US"], step["EC", "US"]
        o_bs, c_bs, d_bs = step["O", "BS"], step["UC", "BS"], step["EC", "BS"]
        bs_is, is_is, bs_es, is_es = step["BS", "IS"], step["IS", "IS"], step["BS", "ES"], step["IS", "ES"]
        o_uc, a_uc, b_uc = step["O", "UC"], step["US", "UC"], step["ES", "UC"]
        o_bc, a_bc, b_bc = step["O", "BC"], step["US", "BC"], step["ES", "BC"]
        bc_ic, ic_ic, bc_ec, ic_ec = step["BC", "IC"], step["IC", "IC"], step["BC", "EC"], step["IC", "EC"]
        unpack, bias, size = self._unpack_role, self._role_bias, 4 * len(f.ROLE_LABELS)
        o, us, bs, is_, es, uc, bc, ic, ec = 0 - oo, *(FAR_BELOW,) * 8
        nothing = -oo
        back: list[tuple[int, int, int, int, int, int, int, int, int]] = []
        for place, total in enumerate(totals):
            v0, p0 = o + oo, 0
            x = us + ao
            if x > v0:
                v0, p0 = x, 1
            x = es + bo
            if x > v0:
                v0, p0 = x, 4
            x = uc + co
            if x > v0:
                v0, p0 = x, 5
            x = ec + do
            if x > v0:
                v0, p0 = x, 8
            if low <= place < high:
                o, us, bs, is_, es, uc, bc, ic, ec = v0, *(FAR_BELOW,) * 8
                nothing += oo
                back.append((p0, 0, 0, 0, 0, 0, 0, 0, 0))
                continue
            e0, e1, e2, e3, e4, e5, e6, e7, e8 = unpack((total + bias).to_bytes(size, "little"))
            nothing += oo + e0
            if not place:
                # nothing comes before: no step is taken into the first unit
                o, us, bs, uc, bc = e0, e1, e2, e5, e6
                back.append((0, 0, 0, 0, 0, 0, 0, 0, 0))
                continue
            v1, p1 = o + o_us, 0
            v2, p2 = o + o_bs, 0
            if uc > FAR_BELOW:
                x = uc + c_us
                if x > v1:
                    v1, p1 = x, 5
                x = uc + c_bs
                if x > v2:
                    v2, p2 = x, 5
            x = ec + d_us
            if x > v1:
                v1, p1 = x, 8
            x = ec + d_bs
            if x > v2:
                v2, p2 = x, 8
            x, y = bs + bs_is, is_ + is_is
            v3, p3 = (x, 2) if x >= y else (y, 3)
            x, y = bs + bs_es, is_ + is_es
            v4, p4 = (x, 2) if x >= y else (y, 3)
            v5, p5 = o + o_uc, 0
            v6, p6 = o + o_bc, 0
            x = us + a_uc
            if x > v5:
                v5, p5 = x, 1
            x = us + a_bc
            if x > v6:
                v6, p6 = x, 1
            x = es + b_uc
            if x > v5:
                v5, p5 = x, 4
            x = es + b_bc
            if x > v6:
                v6, p6 = x, 4
            x, y = bc + bc_ic, ic + ic_ic
            v7, p7 = (x, 6) if x >= y else (y, 7)
            x, y = bc + bc_ec, ic + ic_ec
            v8, p8 = (x, 6) if x >= y else (y, 7)
            o, us, bs, is_, es = v0 + e0, v1 + e1, v2 + e2, v3 + e3, v4 + e4
            uc, bc, ic, ec = v5 + e5, v6 + e6, v7 + e7, v8 + e8
            back.append((p0, p1, p2, p3, p4, p5, p6, p7, p8))
        best, label = max((o, 0), (us, 1), (es, 4), (uc, 5), (ec, 8), key=itemgetter(0))
        source: list[int] = []
        content: list[int] = []
        for place in range(len(totals) - 1, -1, -1):
            if label:
                (source if label < 5 else content).append(begin + place)
            label = back[place][label]
        source.reverse()
        content.reverse()
        return Roles(source, content, best - nothing)
