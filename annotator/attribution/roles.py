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

    __slots__ = ("_cue", "_frame", "_head", "_near", "classes", "ways")

    def __init__(self, tagger: RoleTagger, frame: f.Frame, head: f.Head) -> None:
        value = tagger.weights.value
        self._cue = tagger
        self._frame = (value(frame.after), value(frame.before), value(frame.build), value(frame.pos))
        self._head = (value(head.lower), value(head.fine), value(head.cluster), value(head.first), value(head.last))
        self._near: dict[int, int] = {}
        self.ways: Memo[int, int] = Memo(self._way)
        self.classes: Memo[int, int] = Memo(self._class)

    def _way(self, key: int) -> int:
        """The features of :func:`features.near_cue_features` and :func:`features.passed_cue_features`, and the bias."""
        tagger = self._cue
        way, passed = divmod(key, f.PASSED)
        after, before, build, pos = self._frame
        lower, fine, cluster, first, last = self._head
        right = way >= len(f.DISTANCES)
        near = self._near.get(way)
        if near is None:
            nx, nxd, pvd, npd, cp, hl, hld, hjd, ll, cw = tagger.near_families
            side, here = tagger.side_values[right], tagger.way_values[way]
            after2, lower2 = after << _SECOND, lower << _SECOND
            near = self._near[way] = (
                tagger.weights.total(
                    (
                        nx + side + after2,
                        nxd + here + after2,
                        pvd + here + (before << _SECOND),
                        npd + here + after2 + before,
                        cp + here + (pos << _SECOND),
                        hl + side + lower2,
                        hld + here + lower2,
                        hjd + here + (fine << _SECOND),
                        ll + here + (last << _SECOND),
                        cw + here + (first << _SECOND),
                    )
                )
                + BIAS
            )
        nxc, pvc, cm, hj, h6, hlx = tagger.passed_families
        here = tagger.passed_values[right * f.PASSED + passed]
        return near + tagger.weights.total(
            (
                nxc + here + (after << _SECOND),
                pvc + here + (before << _SECOND),
                cm + here + (build << _SECOND),
                hj + here + (fine << _SECOND),
                h6 + here + (cluster << _SECOND),
                hlx + here + (lower << _SECOND),
            )
        )

    def _class(self, key: int) -> int:
        """The features of :func:`features.class_features`."""
        tagger = self._cue
        nxp, pvp, h6p, hlp = tagger.class_families
        right, pos = key >> BITS, key & _MASK
        here = tagger.side_values[right] + pos
        after, before, _, _ = self._frame
        lower, _, cluster, _, _ = self._head
        return tagger.weights.total(
            (
                nxp + here + (after << _SECOND),
                pvp + here + (before << _SECOND),
                h6p + here + (cluster << _SECOND),
                hlp + here + (lower << _SECOND),
            )
        )


class RoleTagger:
    """Labels source and content of a cue. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; every memo starts empty."""
        self.weights = weights
        value = weights.value

        def families(names: str) -> list[int]:
            return [weights.family(name) for name in names.split()]

        self.near_families = families("nx nxd pvd npd cp hl hld hjd ll cw")
        self.passed_families = families("nxc pvc cm hj h6 hlx")
        self.class_families = families("nxp pvp h6p hlp")
        self._side_families = families("LA LB LD RA RB RD")
        self.side_values = [value(side) << _FIRST for side in _SIDES]
        self.way_values = [value(way) << _FIRST for way in _WAYS]
        self.passed_values = [value(side + f.crossed(f.state(number))) << _FIRST for side in _SIDES for number in range(f.PASSED)]
        self._before, self._after = value("^^"), value("$$")
        self._following: Memo[int, int] = Memo(f.follow)
        self._paths: Memo[int, tuple[int, int, int, int]] = Memo(self._path)
        self._path_classes: Memo[int, int] = Memo(self._path_class)
        self._sides: Memo[int, tuple[int, int]] = Memo(self._side)
        self._sequels: Memo[tuple[bool, bool, str, int, str, str], int] = Memo(lambda key: weights.of(f.sequel_features(*key)))

    def trim(self) -> None:
        """Empty what has grown too large."""
        for memo in (self._following, self._paths, self._path_classes, self._sides, self._sequels):
            memo.trim()

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
                    path_classes[((state * 14 + here) << 1 | within) << 16 | pos]
                    + ways[here * 36 + state % 36]
                    + classes[right << 16 | pos]
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
