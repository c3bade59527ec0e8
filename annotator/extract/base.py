"""What every extractor is given and gives.

An extractor is a module (or any object) with ``RULE`` and ``extract``. It is pure and deterministic, does no I/O, knows no other rule,
and may run in any order. Its module's docstring is its manual page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Protocol

from annotator.lexicon import Lexicons
from annotator.types import Document, Finding, Layer, LayerName, Reading, Rule, Sentence

__all__ = ["Extractor", "Rule", "layer_at", "quoted_tokens", "sentence_of", "word_count"]


class Extractor(Protocol):
    """The contract that built-in and third-party extractors fulfil."""

    @property
    def RULE(self) -> Rule:  # noqa: N802
        """What the rule is."""
        ...

    def extract(self, reading: Reading, lexicons: Lexicons) -> Iterable[Finding]:
        """Findings of this rule in *reading*, in any order."""
        ...


def layer_at(layers: tuple[Layer, ...], offset: int) -> LayerName:
    """The layer that code point *offset* belongs to."""
    if not layers:
        return "author"
    at = bisect_right(layers, offset, key=lambda layer: layer.start) - 1
    return layers[max(0, at)].layer


def sentence_of(reading: Reading, offset: int) -> Sentence | None:
    """The sentence that holds code point *offset*, or None between paragraphs."""
    sentences = reading.document.sentences
    at = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    return sentences[at] if at >= 0 and offset < sentences[at].end else None


def word_count(reading: Reading, start: int, end: int) -> int:
    """Words (not clitics, not punctuation) that begin in ``start:end``."""
    return reading.document.count_words(start, end)


def quoted_tokens(document: Document) -> bytearray:
    """One byte a token: 1 for those between quotation marks, the marks left out."""
    out = bytearray(len(document.words))
    for quotation in document.quotations:
        if not quotation.depth:
            out[quotation.first : quotation.last] = b"\1" * (quotation.last - quotation.first)
    return out
