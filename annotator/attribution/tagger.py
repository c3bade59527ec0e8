"""Linear-chain tagging behind caches: the weights of all labels travel in one integer.

A feature has one weight a label. These are small integers, packed into one Python integer, a lane of 32 bits each, so that adding two
of them adds the weights of every label at once, exactly and on every machine alike. Whatever depends on a small key (a word at an
offset, three neighbouring classes, the way from the cue) is summed once and remembered; a unit then costs a few look-ups and one
unpacking. The best labelling is Viterbi's.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from annotator.attribution import features as f

LANE = 32
_HALF = 1 << (LANE - 1)
_CACHE_LIMIT = 400_000
FAR_BELOW = -(1 << 40)


class Weights(NamedTuple):
    """A model's numbers, unpacked from its file: see :mod:`annotator.attribution.learned` for the loading."""

    classes: Callable[[str], tuple[str, str, str, str, str, bool] | None]
    lexical: Callable[[str], dict[str, int]]
    context: Callable[[str], int]
    cue_steps: dict[tuple[str, str], int]
    role_steps: dict[tuple[str, str], int]
    cue_bonus: int


class Cue(NamedTuple):
    """Units ``first:last`` that name an act of saying, thinking, writing."""

    first: int
    last: int


class Roles(NamedTuple):
    """Units of source and content of one cue, in order."""

    source: list[int]
    content: list[int]


def follows(left: str, right: str) -> bool:
    """Whether role label *right* may stand behind *left*: a piece that has begun goes on until it ends."""
    if left[0] in "BI":
        return right[0] in "IE" and right[1] == left[1]
    return right[0] not in "IE" and (right == "O" or left == "O" or right[1] != left[1])


def _bias(labels: int) -> int:
    return sum(_HALF << (LANE * i) for i in range(labels))


class Tagger:
    """Finds cues, and for each its source and content, in the units of a document.

    Not safe to share between threads that run at once: its caches are plain dictionaries.
    """

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; every cache starts empty."""
        self.weights = weights
        self._context = weights.context
        self._words: dict[str, f.Word] = {}
        self._cue_rows: dict[str, tuple[int, ...]] = {}
        self._role_rows: dict[str, tuple[int, ...]] = {}
        self._pairs: dict[tuple[str, str], tuple[int, int]] = {}
        self._triples: dict[tuple[str, str, str], tuple[int, int, int]] = {}
        self._places: dict[tuple[tuple[str, str, str, str], str], int] = {}
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
            self._sides,
            self._paths,
            self._fixed,
        )
        self._unpack_cue = struct.Struct(f"<{len(f.CUE_LABELS)}I").unpack
        self._unpack_role = struct.Struct(f"<{len(f.ROLE_LABELS)}I").unpack
        self._cue_bias = _bias(len(f.CUE_LABELS)) + (weights.cue_bonus << LANE)
        self._role_bias = _bias(len(f.ROLE_LABELS))
        index = {label: i for i, label in enumerate(f.ROLE_LABELS)}
        self._arcs = tuple(
            tuple((index[left], step) for (left, right), step in weights.role_steps.items() if right == label and follows(left, right))
            for label in f.ROLE_LABELS
        )

    def _sum(self, names: Iterable[str]) -> int:
        context = self._context
        return sum([context(name) for name in names])

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

    def _rows(self, word: f.Word, slots: Sequence[str]) -> tuple[int, ...]:
        totals = dict.fromkeys(slots, 0)
        reach = {slot: f.REACH[abs(int(slot.lstrip("LR")))] for slot in slots}
        for rank, attribute in enumerate(word.attributes):
            if attribute:
                for slot, weight in self.weights.lexical(attribute).items():
                    if slot in totals and rank < reach[slot]:
                        totals[slot] += weight
        return tuple(totals.values())

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
                row = cached[key] = self._rows(word, f.CUE_SLOTS)
            rows.append(row)
        none = (0,) * 7
        rows += [none, none, none]
        count = last - first
        totals = []
        pos = ["^^", "^^", *(word.pos for word in words[first:last]), "$$", "$$"]
        lower = ["^^", *(word.lower for word in words[first:last]), "$$"]
        triples, pairs, spots = self._triples, self._pairs, self._places
        triple_values = []
        for triple in zip(pos, pos[1:], pos[2:], strict=False):
            value = triples.get(triple)
            triple_values.append(self._triple(triple) if value is None else value)
        pair_values = []
        for pair in zip(lower, lower[1:], strict=False):
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
            # rows[-1], rows[-2], rows[-3] are empty, which is what stands before the sentence
            totals.append(
                total
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
        assert len(totals) == count
        return totals

    def cues(self, units: f.Units, words: Sequence[f.Word], number: int) -> list[Cue]:
        """The cues of sentence *number*."""
        totals = self.cue_totals(units, words, number)
        steps = self.weights.cue_steps
        oo, ob = steps["O", "O"], steps["O", "B"]
        bo, bb, bi = steps["B", "O"], steps["B", "B"], steps["B", "I"]
        io, ib, ii = steps["I", "O"], steps["I", "B"], steps["I", "I"]
        unpack, bias, size = self._unpack_cue, self._cue_bias, 4 * len(f.CUE_LABELS)
        back: list[tuple[int, int, int]] = []
        o, b, i = unpack((totals[0] + bias).to_bytes(size, "little"))
        i = FAR_BELOW
        for total in totals[1:]:
            eo, eb, ei = unpack((total + bias).to_bytes(size, "little"))
            to_o, from_o = o + oo, 0
            if b + bo > to_o:
                to_o, from_o = b + bo, 1
            if i + io > to_o:
                to_o, from_o = i + io, 2
            to_b, from_b = o + ob, 0
            if b + bb > to_b:
                to_b, from_b = b + bb, 1
            if i + ib > to_b:
                to_b, from_b = i + ib, 2
            to_i, from_i = b + bi, 1
            if i + ii > to_i:
                to_i, from_i = i + ii, 2
            o, b, i = to_o + eo, to_b + eb, to_i + ei
            back.append((from_o, from_b, from_i))
        label = 0 if o >= b and o >= i else 1 if b >= i else 2
        found: list[Cue] = []
        first, last = units.bounds[number]
        end = 0
        for place in range(last - 1, first - 1, -1):
            if label and not end:
                end = place + 1
            if label == 1:
                found.append(Cue(place, end))
                end = 0
            if place > first:
                label = back[place - first - 1][label]
        found.reverse()
        return found

    def _side_rows(self, units: f.Units, words: Sequence[f.Word], first: int, last: int) -> list[tuple[int, int]]:
        """For each unit of a sentence, what words and classes around it add before a cue, and after one."""
        cached = self._role_rows
        rows = []
        for key, word in zip(units.keys[first:last], words[first:last], strict=True):
            row = cached.get(key)
            if row is None:
                row = cached[key] = self._rows(word, f.ROLE_SLOTS)
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
            distance = 0
            for i in way:
                distance += 1
                word = words[i]
                pos = word.pos
                within = i in covered
                bucket = distance if distance < 3 else 3 if distance < 5 else 5 if distance < 8 else 8 if distance < 14 else 14 if distance < 25 else 25
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
        """Source and content of *cue*; see :meth:`role_totals` for the arguments."""
        begin, totals = self.role_totals(units, words, cue, covered, remembered)
        labels = f.ROLE_LABELS
        unpack, bias, size = self._unpack_role, self._role_bias, 4 * len(labels)
        low, high = cue[0] - begin, cue[1] - begin
        arcs = self._arcs
        scores: list[int] = []
        back: list[list[int]] = []
        for place, total in enumerate(totals):
            if low <= place < high:
                emission = (0,) + (FAR_BELOW,) * 8
            else:
                emission = unpack((total + bias).to_bytes(size, "little"))
            if not scores:
                scores = [value if label[0] not in "IE" else FAR_BELOW for label, value in zip(labels, emission, strict=True)]
                continue
            new = []
            origin = []
            for label in range(9):
                best, source = FAR_BELOW * 4, 0
                for previous, weight in arcs[label]:
                    value = scores[previous] + weight
                    if value > best:
                        best, source = value, previous
                new.append(best + emission[label])
                origin.append(source)
            scores = new
            back.append(origin)
        label = max((0, 1, 4, 5, 8), key=scores.__getitem__)
        source_units: list[int] = []
        content_units: list[int] = []
        for place in range(len(totals) - 1, -1, -1):
            if label:
                (source_units if label < 5 else content_units).append(begin + place)
            if place:
                label = back[place - 1][label]
        source_units.reverse()
        content_units.reverse()
        return Roles(source_units, content_units)
