"""Finding source and content of a cue: its sentence, and the sentences after it that may go on with it, as seen from that cue.

A linear chain whose labels say where source and content begin, go on and end. What it sums is defined in
:mod:`annotator.attribution.features`; whatever depends on a small key is summed once and remembered.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from annotator.attribution import features as f
from annotator.attribution.cues import FAR_BELOW
from annotator.attribution.weights import BITS, Entry, Memo, Weights, bias

BIAS = bias(len(f.ROLE_LABELS))
"""Stands in every sum, so that its lanes are positive."""
_SIZE = 4 * len(f.ROLE_LABELS)
_UNPACK = struct.Struct(f"<{len(f.ROLE_LABELS)}I").unpack
_MASK = (1 << BITS) - 1
_NOTHING = (0,) * len(f.ROLE_SLOTS)
_SIDES = ("L", "R")
_WAYS = tuple(side + distance for side in _SIDES for distance in f.DISTANCES)
"""Side of the cue and distance from it."""
_FROM_CUE = tuple(tuple(side * len(f.DISTANCES) + bucket for bucket in f.FAR[1:]) for side in range(2))
"""The numbers of the ways to the first, second, … unit on either side of a cue."""
_WAY_BITS, _PASSED_BITS = 4, 7
"""Enough for the number of a way, and of what was passed on either side."""
_FIRST, _SECOND = 2 * BITS, BITS
"""Where in a key the first and the second value stand; the third stands at 0."""


class Roles(NamedTuple):
    """Units of source and content of one cue, in order; by how much the model prefers them to nothing."""

    source: list[int]
    content: list[int]
    margin: int


class Surroundings(NamedTuple):
    """What the role model reads of a document: its units, what they are, and which belong to a cue (1) or not (0)."""

    units: f.Units
    words: Sequence[f.Word]
    entries: Sequence[Entry]
    covered: Sequence[int]
    sides: dict[int, list[tuple[int, int]]]
    """Sentence number → what words and classes around each unit add before a cue, and after one; filled when asked for."""


class _CueShare:
    """What a cue and what surrounds it add to the sums of the units of its window."""

    __slots__ = ("_frame_class", "_frame_near", "_frame_passed", "_head_class", "_head_near", "_head_passed", "_tagger", "classes", "ways")

    def __init__(self, tagger: RoleTagger, frame: f.Frame, head: f.Head) -> None:
        value = tagger.weights.value
        around = value(frame.after) << BITS | value(frame.before)
        lower, fine, cluster = value(head.lower), value(head.fine), value(head.cluster)
        self._tagger = tagger
        self._frame_near = around << BITS | value(frame.pos)
        self._frame_passed = around << BITS | value(frame.build)
        self._frame_class = around
        self._head_near = ((lower << BITS | fine) << BITS | value(head.first)) << BITS | value(head.last)
        self._head_passed = (lower << BITS | fine) << BITS | cluster
        self._head_class = lower << BITS | cluster
        self.ways: Memo[int, int] = Memo(self._way)
        self.classes: Memo[int, int] = Memo(self._class)

    def _way(self, key: int) -> int:
        """The features of :func:`features.near_cue_features` and :func:`features.passed_cue_features`, and the bias."""
        way, passed = divmod(key, f.PASSED)
        passed += f.PASSED * (way >= len(f.DISTANCES))
        tagger = self._tagger
        return (
            tagger.frame_near[self._frame_near << _WAY_BITS | way]
            + tagger.head_near[self._head_near << _WAY_BITS | way]
            + tagger.frame_passed[self._frame_passed << _PASSED_BITS | passed]
            + tagger.head_passed[self._head_passed << _PASSED_BITS | passed]
        )

    def _class(self, key: int) -> int:
        """The features of :func:`features.class_features`."""
        tagger = self._tagger
        return tagger.frame_class[self._frame_class << BITS + 1 | key] + tagger.head_class[self._head_class << BITS + 1 | key]


class RoleTagger:
    """Labels source and content of a cue. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; every memo starts empty."""
        self.weights = weights
        value = weights.value

        def families(names: str) -> list[int]:
            return [weights.family(name) for name in names.split()]

        self._near_families = families("nx nxd pvd npd cp hl hld hjd ll cw")
        self._passed_families = families("nxc pvc cm hj h6 hlx")
        self._class_families = families("nxp pvp h6p hlp")
        self._side_families = families("LA LB LD RA RB RD")
        self._side_values = [value(side) << _FIRST for side in _SIDES]
        self._way_values = [value(way) << _FIRST for way in _WAYS]
        self._passed_values = [value(side + f.crossed(f.state(number))) << _FIRST for side in _SIDES for number in range(f.PASSED)]
        self._before, self._after = value("^^"), value("$$")
        self.frame_near: Memo[int, int] = Memo(self._frame_near)
        self.head_near: Memo[int, int] = Memo(self._head_near)
        self.frame_passed: Memo[int, int] = Memo(self._frame_passed)
        self.head_passed: Memo[int, int] = Memo(self._head_passed)
        self.frame_class: Memo[int, int] = Memo(self._frame_class)
        self.head_class: Memo[int, int] = Memo(self._head_class)
        self._following: Memo[int, int] = Memo(f.follow)
        self._paths: Memo[int, tuple[int, int, int, int]] = Memo(self._path)
        self._path_classes: Memo[int, int] = Memo(self._path_class)
        self._sides: Memo[int, tuple[int, int]] = Memo(self._side)
        self._sequels: Memo[tuple[bool, bool, str, int, str, str], int] = Memo(lambda key: weights.of(f.sequel_features(*key)))

    def trim(self) -> None:
        """Empty what has grown too large."""
        for memo in (self.frame_near, self.head_near, self.frame_passed, self.head_passed, self.frame_class, self.head_class):
            memo.trim()
        for memo in (self._following, self._path_classes):
            memo.trim()
        self._paths.trim()
        self._sides.trim()
        self._sequels.trim()

    def _frame_near(self, key: int) -> int:
        nx, nxd, pvd, npd, cp, *_ = self._near_families
        around, way = key >> _WAY_BITS, key & ((1 << _WAY_BITS) - 1)
        side, here = self._side_values[way >= len(f.DISTANCES)], self._way_values[way]
        after, before, pos = around >> 2 * BITS, around >> BITS & _MASK, around & _MASK
        keys = (nx + side + (after << _SECOND), nxd + here + (after << _SECOND), pvd + here + (before << _SECOND))
        return self.weights.total((*keys, npd + here + (after << _SECOND) + before, cp + here + (pos << _SECOND)))

    def _head_near(self, key: int) -> int:
        *_, hl, hld, hjd, ll, cw = self._near_families
        words, way = key >> _WAY_BITS, key & ((1 << _WAY_BITS) - 1)
        side, here = self._side_values[way >= len(f.DISTANCES)], self._way_values[way]
        lower, fine, first, last = words >> 3 * BITS, words >> 2 * BITS & _MASK, words >> BITS & _MASK, words & _MASK
        keys = (hl + side + (lower << _SECOND), hld + here + (lower << _SECOND), hjd + here + (fine << _SECOND))
        return self.weights.total((*keys, ll + here + (last << _SECOND), cw + here + (first << _SECOND))) + BIAS

    def _frame_passed(self, key: int) -> int:
        nxc, pvc, cm, *_ = self._passed_families
        around, here = key >> _PASSED_BITS, self._passed_values[key & ((1 << _PASSED_BITS) - 1)]
        after, before, build = around >> 2 * BITS, around >> BITS & _MASK, around & _MASK
        return self.weights.total((nxc + here + (after << _SECOND), pvc + here + (before << _SECOND), cm + here + (build << _SECOND)))

    def _head_passed(self, key: int) -> int:
        *_, hj, h6, hlx = self._passed_families
        words, here = key >> _PASSED_BITS, self._passed_values[key & ((1 << _PASSED_BITS) - 1)]
        lower, fine, cluster = words >> 2 * BITS, words >> BITS & _MASK, words & _MASK
        return self.weights.total((hj + here + (fine << _SECOND), h6 + here + (cluster << _SECOND), hlx + here + (lower << _SECOND)))

    def _frame_class(self, key: int) -> int:
        nxp, pvp, _, _ = self._class_families
        around, here = key >> BITS + 1, self._side_values[key >> BITS & 1] + (key & _MASK)
        return self.weights.total((nxp + here + (around >> BITS << _SECOND), pvp + here + ((around & _MASK) << _SECOND)))

    def _head_class(self, key: int) -> int:
        _, _, h6p, hlp = self._class_families
        words, here = key >> BITS + 1, self._side_values[key >> BITS & 1] + (key & _MASK)
        return self.weights.total((hlp + here + (words >> BITS << _SECOND), h6p + here + ((words & _MASK) << _SECOND)))

    def _path(self, key: int) -> tuple[int, int, int, int]:
        """What a way adds by itself, and the keys, but for the class, of what it adds with a unit's class."""
        here, covered = key >> 1, bool(key & 1)
        number, way = divmod(here, len(_WAYS))
        state = f.state(number)
        side, distance = _WAYS[way][0], _WAYS[way][1:]
        dp, xp, x3p = (self.weights.key(feature) for feature in f.path_class_features(side, distance, state, ""))
        return self.weights.of(f.path_features(side, distance, state, covered)), dp, xp, x3p

    def _path_class(self, key: int) -> int:
        alone, *families = self._paths[key >> BITS]
        pos = (key & _MASK) << _SECOND
        return alone + self.weights.total([family + pos for family in families])

    def _side(self, key: int) -> tuple[int, int]:
        total = self.weights.total
        head, tail = key & ~_MASK, (key & ~(_MASK << _FIRST)) << BITS
        la, lb, ld, ra, rb, rd = self._side_families
        return total((la + head, lb + tail, ld + key)), total((ra + head, rb + tail, rd + key))

    def _side_rows(self, entries: Sequence[Entry]) -> list[tuple[int, int]]:
        """For each unit of a sentence, what words and classes around it add before a cue, and after one."""
        rows = [entry.role_row for entry in entries]
        rows += [_NOTHING, _NOTHING]
        pos = [self._before, *[entry.pos for entry in entries], self._after]
        sides = self._sides
        out = []
        for i, (a, b, c) in enumerate(zip(pos, pos[1:], pos[2:], strict=False)):
            left, right = sides[a << _FIRST | b << _SECOND | c]
            here, before, before2, after, after2 = rows[i], rows[i - 1], rows[i - 2], rows[i + 1], rows[i + 2]
            out.append(
                (
                    left + before2[0] + before[1] + here[2] + after[3] + after2[4],
                    right + before2[5] + before[6] + here[7] + after[8] + after2[9],
                )
            )
        return out

    def totals(self, around: Surroundings, cue: tuple[int, int]) -> tuple[int, list[int]]:
        """First unit of the window of *cue*, and packed label weights of its units, with the bias: what
        :func:`features.role_features` adds up to; units of the cue itself have none."""
        units, words, entries, covered, sides = around
        begin, end, stop = f.window(units, cue[0])
        frame, head = f.cue_context(words[begin:stop], units.keys[begin:stop], cue[0] - begin, cue[1] - begin)
        share = _CueShare(self, frame, head)
        ways, classes = share.ways, share.classes
        following, path_classes = self._following, self._path_classes
        count, passed = len(_WAYS), f.PASSED
        totals = [0] * (stop - begin)
        number = units.sentence[cue[0]]
        for k in range(number, units.sentence[stop - 1] + 1):
            if k not in sides:
                low, high = units.bounds[k]
                sides[k] = self._side_rows(entries[low:high])
        for right, way in ((0, range(cue[0] - 1, begin - 1, -1)), (1, range(cue[1], stop))):
            state = within = 0
            rows = sides[number]
            origin = units.bounds[number][0]
            for i, here in zip(way, _FROM_CUE[right], strict=False):
                pos = entries[i].pos
                previous = within
                within = covered[i]
                if i >= end:
                    if units.sentence[i] != number:
                        number = units.sentence[i]
                        rows = sides[number]
                        origin = units.bounds[number][0]
                    jump = units.paragraph[i] != units.paragraph[cue[0]]
                    passed_cues = f.state(state)[7]
                    totals[i - begin] = self._sequels[i == origin, jump, words[i].pos, passed_cues, words[end - 1].lower, frame.build]
                totals[i - begin] += (
                    path_classes[((state * count + here) << 1 | within) << BITS | pos]
                    + ways[here * passed + state % passed]
                    + classes[right << BITS | pos]
                    + rows[i - origin][right]
                )
                state = following[state << 4 | words[i].step << 1 | (within and not previous)]
        return begin, totals

    def roles(self, around: Surroundings, cue: tuple[int, int]) -> Roles:
        """Source and content of *cue*.

        Labels are O, then U B I E of the source, then U B I E of the content. As a piece that has begun goes on until it ends, few
        steps are possible, and Viterbi's recursion is written out.
        """
        begin, totals = self.totals(around, cue)
        low, high = cue[0] - begin, cue[1] - begin
        step = self.weights.role_steps
        oo, ao, bo, co, do = step["O", "O"], step["US", "O"], step["ES", "O"], step["UC", "O"], step["EC", "O"]
        o_us, c_us, d_us = step["O", "US"], step["UC", "US"], step["EC", "US"]
        o_bs, c_bs, d_bs = step["O", "BS"], step["UC", "BS"], step["EC", "BS"]
        bs_is, is_is, bs_es, is_es = step["BS", "IS"], step["IS", "IS"], step["BS", "ES"], step["IS", "ES"]
        o_uc, a_uc, b_uc = step["O", "UC"], step["US", "UC"], step["ES", "UC"]
        o_bc, a_bc, b_bc = step["O", "BC"], step["US", "BC"], step["ES", "BC"]
        bc_ic, ic_ic, bc_ec, ic_ec = step["BC", "IC"], step["IC", "IC"], step["BC", "EC"], step["IC", "EC"]
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
            e0, e1, e2, e3, e4, e5, e6, e7, e8 = _UNPACK(total.to_bytes(_SIZE, "little"))
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
