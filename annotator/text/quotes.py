"""Quotation marks → quotations: which words stand between marks, over several paragraphs too."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.types import Paragraph, Quotation

_OPEN = {"“", "„", "``", "‘‘"}
_CLOSE = {"”", "’’"}
_EITHER = {'"', "''", "＂"}


def find_quotations(
    text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str], paragraphs: Sequence[Paragraph]
) -> tuple[Quotation, ...]:
    """Pair the double quotation marks of each paragraph."""
    out: list[Quotation] = []
    group = 0
    for paragraph in paragraphs:
        opened: int | None = None
        for i in range(paragraph.first, paragraph.last):
            word = words[i]
            if word in _OPEN or (word in _EITHER and opened is None):
                opened = i
            elif opened is not None and (word in _CLOSE or word in _EITHER):
                out.append(Quotation(ends[opened], starts[i], starts[opened], ends[i], opened + 1, i, group))
                group += 1
                opened = None
        if opened is not None:
            out.append(
                Quotation(ends[opened], paragraph.end, starts[opened], paragraph.end, opened + 1, paragraph.last, group, closed=False)
            )
            group += 1
    return tuple(out)
