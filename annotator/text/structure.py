"""Article → Document: tokens, sentences, paragraphs, quotations, set-aside text, all with offsets into the text as read."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.text.blocks import find_blocks
from annotator.text.language import detect
from annotator.text.quotes import find_quotations
from annotator.text.sentences import boundaries
from annotator.text.tokens import tokenize
from annotator.types import Document, Paragraph, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.types import Article, Quotation, SetAside

_ENGLISH = frozenset({'"', "“", "”", "''", "``", "‘‘", "’’"})
_SPOKEN = 4
"""Tokens of the shortest quotation that, with its stop or comma before the closing mark, shows a single mark to be one of speech."""
_INSIDE = frozenset({"link_target", "markup", "html", "code", "image"})
"""Set-aside stretches that stand inside of a sentence without ending it."""


def _cuts(start: int, end: int, first: int, last: int, starts: Sequence[int], parts: Sequence[SetAside], at: int) -> list[int]:
    """Tokens of the block ``start:end`` (tokens ``first:last``) before which a set-aside part of it begins or its prose does."""
    cuts = [first, last]
    while at < len(parts) and parts[at].start < end:
        part = parts[at]
        if part.type not in _INSIDE and (part.start == start or part.end == end):
            cuts.append(bisect_left(starts, part.start, first, last))
            cuts.append(bisect_left(starts, part.end, first, last))
        at += 1
    return sorted(set(cuts))


def _by_role(quotations: tuple[Quotation, ...], words: Sequence[str]) -> tuple[Quotation, ...]:
    """Where an article prints speech in single marks, as much of Britain does, they are its double ones, and the inner ones its single."""
    outer = [q for q in quotations if not q.depth and q.mark != "block"]
    if any(q.mark == "double" for q in outer) or not any(q.last - q.first >= _SPOKEN and words[q.last - 1] in ",.?!…" for q in outer):
        return quotations
    return tuple(q if q.mark == "block" else replace(q, mark="single" if q.depth else "double") for q in quotations)


def _in_english_marks(words: list[str], lowers: list[str], quotations: Sequence[Quotation]) -> None:
    """Read guillemets, low marks and single marks around speech as “ and ”, so that whoever looks at tokens need know no others."""
    for quotation in quotations:
        if quotation.mark != "double":
            continue
        opening, closing = quotation.first - 1, quotation.last
        if quotation.outer_start < quotation.start and words[opening] not in _ENGLISH:
            words[opening] = lowers[opening] = "“"
        if quotation.outer_end > quotation.end and (words[closing] not in _ENGLISH or words[closing] == "“"):
            words[closing] = lowers[closing] = "”"


def structure(article: Article) -> Document:
    """Find the structure of *article*; its text is not touched, and tokens are as written but for foreign quotation marks.

    Every token belongs to one sentence, every sentence to one paragraph. A date line or credit that shares a paragraph with prose
    is a sentence of its own.
    """
    starts, ends, words, lowers = tokenize(article.text)
    blocks, set_aside = find_blocks(article)
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    token_sentence: list[int] = []
    part = 0
    last = 0
    for number, (start, end, kind) in enumerate(blocks):
        first = last
        last = bisect_left(starts, end, first)
        while part < len(set_aside) and set_aside[part].end <= start:
            part += 1
        first_sentence = len(sentences)
        low = first
        if part < len(set_aside) and set_aside[part].start < end and kind != "set_aside":
            highs: list[int] = []
            cuts = _cuts(start, end, first, last, starts, set_aside, part)
            for left, right in pairwise(cuts):
                highs += boundaries(words, lowers, starts, ends, left, right)
        else:
            highs = boundaries(words, lowers, starts, ends, first, last) if first < last else []
        for high in highs:
            token_sentence += [len(sentences)] * (high - low)
            sentences.append(Sentence(starts[low], ends[high - 1], low, high, number))
            low = high
        paragraphs.append(Paragraph(start, end, first, last, first_sentence, len(sentences), kind))
    quotations = find_quotations(article.text, starts, ends, words, paragraphs, sentences)
    quotations = _by_role(quotations, words)
    _in_english_marks(words, lowers, quotations)
    return Document(
        article=article,
        starts=tuple(starts),
        ends=tuple(ends),
        words=tuple(words),
        lowers=tuple(lowers),
        token_sentence=tuple(token_sentence),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
        quotations=quotations,
        set_aside=set_aside,
        words_before=tuple(accumulate(map(str.isalnum, map(itemgetter(0), words)), initial=0)),
        language=detect(article.text, lowers),
    )
