"""Article → Document: tokens, sentences, paragraphs, quotations, set-aside text, all with offsets into the text as read."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from annotator.text.blocks import find_blocks
from annotator.text.quotes import find_quotations
from annotator.text.sentences import boundaries
from annotator.text.tokens import tokenize
from annotator.types import Article, Document, Paragraph, Sentence


def structure(article: Article) -> Document:
    """Find the structure of *article*; its text is not touched."""
    starts, ends, words, lowers = tokenize(article.text)
    blocks, set_aside = find_blocks(article)
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    token_sentence: list[int] = [-1] * len(words)
    for number, block in enumerate(blocks):
        first = bisect_left(starts, block.start)
        last = bisect_left(starts, block.end)
        first_sentence = len(sentences)
        low = first
        if first < last:
            for high in boundaries(words, lowers, starts, ends, first, last):
                token_sentence[low:high] = [len(sentences)] * (high - low)
                sentences.append(Sentence(starts[low], ends[high - 1], low, high, number))
                low = high
        kind = cast("str", block.kind)
        paragraphs.append(Paragraph(block.start, block.end, first, last, first_sentence, len(sentences), kind))  # type: ignore[arg-type]
    return Document(
        article=article,
        starts=tuple(starts),
        ends=tuple(ends),
        words=tuple(words),
        lowers=tuple(lowers),
        token_sentence=tuple(token_sentence),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
        quotations=find_quotations(article.text, starts, ends, words, paragraphs, sentences),
        set_aside=set_aside,
    )
