"""Reading documents with the models in Python alone, where there is no compiled :mod:`~annotator.attribution.kernel`."""

from __future__ import annotations

from annotator.attribution import features as f
from annotator.attribution.cues import Cue, CueFinder
from annotator.attribution.roles import Roles, RoleTagger, Surroundings
from annotator.attribution.weights import Weights


class Reader:
    """Both models over the same weights. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Keep *weights*; nothing is remembered yet."""
        self.weights = weights
        self.cues = CueFinder(weights)
        self.roles = RoleTagger(weights)

    def read(self, units: f.Units) -> Reading:
        """The units of a document, ready to be asked for cues and roles."""
        self.weights.entries.trim()
        self.cues.trim()
        self.roles.trim()
        return Reading(self, units)


class Reading:
    """A document's units, and what the models make of them."""

    def __init__(self, reader: Reader, units: f.Units) -> None:
        """Look up every unit."""
        known = reader.weights.entries
        self._reader = reader
        self._units = units
        self._entries = [known[key] for key in units.keys]
        self._words = [entry.word for entry in self._entries]
        self._sides: dict[int, list[tuple[int, int]]] = {}

    def cues(self, least: int) -> list[list[Cue]]:
        """For each sentence that has any, its possible cues whose margin is at least *least*, in order; several may overlap."""
        finder, units, entries = self._reader.cues, self._units, self._entries
        found = [finder.cues(units, entries, number, least) for number in range(len(units.bounds))]
        return [cues for cues in found if cues]

    def roles(self, first: int, last: int, covered: bytearray) -> Roles:
        """Source and content of the cue ``first:last``; *covered* is 1 for units that belong to a cue."""
        around = Surroundings(self._units, self._words, self._entries, covered, self._sides)
        return self._reader.roles.roles(around, (first, last))
