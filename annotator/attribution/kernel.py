"""The compiled kernel: the sums and searches of :mod:`~annotator.attribution.cues` and :mod:`~annotator.attribution.roles` in C.

It is built when the package is installed and a C compiler is there. Where it is missing, or the environment variable ``ANNOTATOR_PURE``
is set, the same is done in Python, a tenth as fast; every number that comes out is the same.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from annotator.attribution import features as f
from annotator.attribution.weights import Memo, Weights

if TYPE_CHECKING:
    from annotator.attribution import _kernel
else:
    try:
        from annotator.attribution import _kernel
    except ImportError:
        _kernel = None

INTERFACE = 1
"""What this module and the compiled one say to each other; one that was built for another is left alone."""
compiled: bool = _kernel is not None and _kernel.INTERFACE == INTERFACE and not os.environ.get("ANNOTATOR_PURE")
"""Whether the compiled kernel is in use."""

_FAMILIES = (
    "C A B D E F G bias N M NM Np Mp i Q l< d< l> d> lN dN lM dM nx nxd pvd npd cp hl hld hjd ll cw nxc pvc cm hj h6 hlx"
    " nxp pvp h6p hlp LA LB LD RA RB RD b d x x2 x3 x4 x5 O Od dp xp x3p S Sq Se Sp"
)
"""In the order in which the kernel numbers them."""
_MOST = 30_000
"""Words remembered before all are forgotten: 0.6 kB each."""
_LIGHT, _COPULA, _COLON = 1, 2, 4
_MARKS = ("", "f", "P", "fP")
"""A unit of a later sentence: opens it, stands in another paragraph than the cue."""


class Reader:
    """Reads documents with the compiled kernel. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Hand *weights* to the kernel.

        :raises ValueError: if they are no weights.
        """
        self._weights = weights
        file = weights.file
        self._tables = _kernel.Tables(
            struct.pack(f"={len(_FAMILIES.split())}Q", *map(weights.family, _FAMILIES.split())),
            _numbers(weights),
            struct.pack(f"={len(file.cue_steps)}i", *file.cue_steps),
            struct.pack(f"={len(file.role_steps)}i", *file.role_steps),
            *(file.context_keys, file.context_counts, file.context_lanes, file.context_weights),
            *(file.attribute_counts, file.attribute_lanes, file.attribute_weights),
        )
        self._words: Memo[str, _kernel.Word] = Memo(self._word)

    def read(self, units: f.Units) -> _kernel.Reading:
        """The units of a document, ready to be asked for cues and roles."""
        if len(self._words) > _MOST:
            self._words.clear()
        return self._tables.read(list(map(self._words.__getitem__, units.keys)), units.sentence, units.paragraph)

    def _word(self, key: str) -> _kernel.Word:
        weights = self._weights
        word = f.describe(key, weights.classes, weights.listed)
        lower, lemma, pos, cluster, fine, attributes, step = word
        value, number = weights.values.get, weights.attribute_index
        marks = _LIGHT * (lower in f.LIGHT) + _COPULA * (lower in f.COPULAS) + _COLON * (key == ":")
        return self._tables.word(
            value(lower, 0),
            value(lemma, 0),
            value(pos, 0),
            value(cluster, 0),
            value(fine, 0),
            value(f.after_cue(pos, key), 0),
            step,
            marks,
            *[number[attribute] for attribute in attributes if attribute in number],
        )


def _numbers(weights: Weights) -> bytes:
    """The numbers of values that are no words, in the order of the kernel's structure of that name."""

    def values(*parts: Sequence[str]) -> list[int]:
        return list(map(weights.value, map("".join, product(*parts))))

    sides = ("L", "R")
    two, three, four = "01", "012", "0123"
    numbers = [
        *values(("^^", "$$", "^", "$")),
        *values(f.NEAR),
        *values(f.SPOTS),
        *values(f.QUOTES),
        *f.NEAR_BUCKET,
        *values(sides),
        *values(sides, f.DISTANCES),
        *(weights.value(side + f.crossed(f.state(number))) for side in sides for number in range(f.PASSED)),
        *values(sides, three, three, three),
        *values(sides, three, three, three, three),
        *values(sides, three, three, three),
        *values(sides, four, four, two, two, two, two, two, two),
        *values(sides, two, two, two, two),
        *values(("1", "m", "mp"), ("n", "q")),
        *values(_MARKS, ("|False", "|True")),
        *values(_MARKS, three),
        *values(_MARKS, three, ("n", "q")),
        *f.FAR,
        *f.STATE_UNITS,
        *f.CAPS,
    ]
    return struct.pack(f"={len(numbers)}H", *numbers)
