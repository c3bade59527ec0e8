"""The lexicon engine: a sentence's logit is an intercept plus a weight for each loaded word outside quotes. Nothing is learned."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from annotator.types import Document, Hit, Judgement, LoadedToken


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the engine adds up: the intercept, a logit for each severity (note, warn, error) and for an aside marker.

    ``token`` is the probability given to a marked word by severity, ``threshold`` the least at which words are reported.
    """

    intercept: float
    severity: tuple[float, float, float]
    aside: float
    token: tuple[float, float, float]
    threshold: float


def sigmoid(x: float) -> float:
    """The logistic function, without overflow."""
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


def judge(document: Document, hits: Mapping[str, Sequence[Hit]], weights: Weights) -> Judgement:
    """Probabilities of the document's sentences, and the words that carry them; words between quote marks do not count."""
    quoted = [False] * len(document.words)
    for quotation in document.quotations:
        if quotation.last - quotation.first > 3:
            quoted[quotation.first : quotation.last] = [True] * (quotation.last - quotation.first)
    logits = [weights.intercept] * len(document.sentences)
    tokens: list[LoadedToken] = []
    for hit in hits.get("loaded", ()):
        sentence = document.token_sentence[hit.first]
        if quoted[hit.first] or sentence < 0:
            continue
        level = max(0, min(2, hit.severity - 1))
        logits[sentence] += weights.severity[level]
        if weights.token[level] >= weights.threshold:
            tokens.append(LoadedToken(start=hit.start, end=hit.end, p=weights.token[level]))
    for hit in hits.get("asides", ()):
        sentence = document.token_sentence[hit.first]
        if not quoted[hit.first] and sentence >= 0:
            logits[sentence] += weights.aside
    return Judgement(bias=tuple(round(sigmoid(x), 6) for x in logits), loaded=tuple(tokens))
