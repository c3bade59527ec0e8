"""The rule engine: quotations, cues from the lexicon, and the noun phrase beside the cue. It uses no learned weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.types import Document, Draft, Hit, Span

_BREAK = frozenset(
    {
        ",",
        ";",
        ":",
        ".",
        "?",
        "!",
        "“",
        "”",
        '"',
        "''",
        "—",
        "–",
        "--",
        "(",
        ")",
        "but",
        "and",
        "while",
        "as",
        "because",
        "that",
        "when",
        "if",
    }
)


def _span(document: Document, first: int, last: int) -> Span:
    return Span(document.starts[first], document.ends[last - 1])


def drafts(document: Document, hits: Mapping[str, Sequence[Hit]]) -> tuple[Draft, ...]:
    """Attributions as the rules see them, in text order."""
    out: list[Draft] = []
    quoted = [False] * len(document.words)
    for quotation in document.quotations:
        quoted[quotation.first : quotation.last] = [True] * (quotation.last - quotation.first)
    for hit in hits.get("cues", ()):
        if quoted[hit.first] or hit.category not in ("speech", "claim", "writing", "preposition", "document"):
            continue
        sentence = document.sentences[document.token_sentence[hit.first]]
        lowers = document.lowers
        if hit.category == "preposition":
            low = hit.last
            high = low
            while high < sentence.last and lowers[high] not in _BREAK:
                high += 1
            content = [(sentence.first, hit.first), (high + 1, sentence.last - 1)]
        else:
            high = hit.first
            low = high
            while low > sentence.first and lowers[low - 1] not in _BREAK and not quoted[low - 1]:
                low -= 1
            if low == high:  # "…," said Ann Lee
                low = hit.last
                high = low
                while high < sentence.last and lowers[high] not in _BREAK:
                    high += 1
                content = [(sentence.first, hit.first), (high + 1, sentence.last - 1)]
            elif low > sentence.first + 2:
                content = [(sentence.first, low), (hit.last, sentence.last - 1)]
            else:
                content = [(hit.last, sentence.last - 1)]
        spans = tuple(_span(document, a, b) for a, b in content if a < b)
        if low < high and spans:
            out.append(Draft(source=(_span(document, low, high),), cue=(Span(hit.start, hit.end),), content=spans))
    return tuple(out)
