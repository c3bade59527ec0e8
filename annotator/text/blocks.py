"""Text → paragraphs, headline, and what is set aside because it is no part of the article's prose."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.types import Article, SetAside

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


class Block(NamedTuple):
    """A paragraph before tokenising: code points, and what kind it is."""

    start: int
    end: int
    kind: str


def find_blocks(article: Article) -> tuple[tuple[Block, ...], tuple[SetAside, ...]]:
    """Split the text into blocks, in order, and name the stretches that are set aside."""
    return tuple(Block(*match.span(), "prose") for match in _LINE.finditer(article.text)), ()
