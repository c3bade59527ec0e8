"""The attribution models' weights as they lie on disk."""

from __future__ import annotations

import msgspec

FORMAT = 3


class ModelFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The weights file. Names are joined by line ends, numbers are little-endian arrays.

    ``words`` are sorted; the lowest bit of a word's ``tag`` says whether it is a function word, the others give the number of its tag.
    ``listed`` are the lexicons' cues of one word, joined by blanks, by category.

    ``attribute_*`` and ``context_*`` are sparse rows: a count for each name or key, then a lane (slot and label, or label) and a weight
    for each entry. A key is the number of a family and of up to three values, counted from one in ``values``.
    """

    format: int
    cue_steps: tuple[int, ...]
    role_steps: tuple[int, ...]
    least: int
    usual: int
    words: str
    tags: tuple[str, ...]
    tag: bytes
    clusters: tuple[bytes, bytes, bytes, bytes]
    listed: dict[str, str]
    attributes: str
    attribute_counts: bytes
    attribute_lanes: bytes
    attribute_weights: bytes
    families: tuple[str, ...]
    values: str
    context_keys: bytes
    context_counts: bytes
    context_lanes: bytes
    context_weights: bytes


def decode(data: bytes) -> ModelFile:
    """Read a weights file.

    :raises msgspec.DecodeError: if it is not one.
    :raises ValueError: if it is of another format than this version reads.
    """
    model = msgspec.msgpack.decode(data, type=ModelFile)
    if model.format != FORMAT:
        raise ValueError(f"the attribution weights are of format {model.format}, this version reads format {FORMAT}")
    return model
