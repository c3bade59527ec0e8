"""Sentences of several articles that make the same claim, whatever their words and order.

Two sentences are compared by four things, each between 0 and 1: the cosine of their terms' TF-IDF weights, how much of the shorter one
stands in the longer, the cosine of four-letter pieces of their words (so that "negotiate" meets "negotiation"), and the longest run of
words that both have (so that a quotation meets itself). Names weigh half, since they are in most sentences of a story; numbers more.
Two sentences are linked that are each other's best match, or more alike and one's best; the strongest are joined first, and a claim
takes in a further sentence only while its sentences stay alike on average. The order in which an article tells things plays no part.

Method: TF-IDF as in Salton and Buckley (1988); character n-grams as in Damashek (1995); containment as in Broder (1997). Weights and
threshold were set on three pairs of this project's sample articles; ``docs/compare.md`` tells how well it does on others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from annotator.compare.terms import STOP, fold, quoted, stem, terms
from annotator.types import Document, Span

Status = Literal["shared", "reworded", "only"]

ALIKE = 0.25
ONE_SIDED = 0.28
"""The likeness from which on two sentences make the same claim: if each is the other's best match, and if only one is."""
_SAME_WORDS = 0.72
"""The share of words in common from which on a claim is shared rather than reworded."""
_CLOSE = 0.6
"""How much of the threshold a claim's sentences must keep to on average."""
_WEIGHTS = (0.3, 0.3, 0.2, 0.2)
_NAME, _NUMBER = 0.5, 1.5
_ENOUGH = 2.6
"""Weight of shared terms from which on containment counts in full: a few common words that a short sentence holds say little."""
_RUN = 8
_LONGEST = 120
_PIECE = 4
_COMMON = 60
"""Sentences that hold a term, from which on it is too common to look for pairs by."""
_EACH = 3
"""Sentences of one article in one claim."""
_FEWEST = 4
"""Words that a sentence needs to be a claim: date lines and stray words are none."""


class Passage(Struct, frozen=True, kw_only=True):
    """A sentence of the article at this place in the comparison. ``own`` are its words that no other article's passages have."""

    article: int
    start: int
    end: int
    own: tuple[Span, ...] = ()


class Claim(Struct, frozen=True, kw_only=True):
    """What several articles say, or only one.

    ``shared``: in nearly the same words; ``reworded``: in others; ``only``: found in one article. ``alike`` is the mean likeness between
    the articles, ``common`` the numbers, names and other terms that tie the passages, as the first of them writes them.
    """

    status: Status
    alike: float
    passages: tuple[Passage, ...]
    common: tuple[str, ...] = ()


class _Sentence:
    """A sentence with what it is compared by."""

    def __init__(self, article: int, document: Document, number: int) -> None:
        sentence = document.sentences[number]
        self.article, self.number = article, number
        self.start, self.end = sentence.start, sentence.end
        self.first, self.last = sentence.first, sentence.last
        words = [(n, document.lowers[n]) for n in range(sentence.first, sentence.last) if document.lowers[n][0].isalnum()]
        self.words = [fold(lower) for _, lower in words[:_LONGEST]]
        self.long = len(words)
        self.terms: dict[str, float] = {}
        self.written: dict[str, str] = {}
        for term in terms(document, sentence.first, sentence.last):
            weight = _NUMBER if term.key[0] == "#" else _NAME if term.named else 1.0
            self.terms[term.key] = min(weight, self.terms.get(term.key, weight))
            self.written.setdefault(term.key, " ".join(document.text[term.start : term.end].split()))
        self.pieces = {piece: weight for term, weight in self.terms.items() if term[0] == "w" for piece in _pieces(term[1:])}

    def weigh(self, terms: dict[str, float], pieces: dict[str, float]) -> None:
        """Multiply in how rare each term and piece is."""
        self.terms = {term: weight * terms[term] for term, weight in self.terms.items()}
        self.pieces = {piece: weight * pieces[piece] for piece, weight in self.pieces.items()}
        self.total = sum(self.terms.values())
        self.length = math.sqrt(sum(weight * weight for weight in self.terms.values()))
        self.pieces_length = math.sqrt(sum(weight * weight for weight in self.pieces.values()))


def _pieces(root: str) -> list[str]:
    padded = f" {root} "
    return [padded[at : at + _PIECE] for at in range(max(1, len(padded) - _PIECE + 1))]


def _rarity(bags: Sequence[dict[str, float]]) -> dict[str, float]:
    """How rare each key is among *bags*: 1 for one that stands in one alone, 0 for one that stands in all."""
    held = Counter(key for bag in bags for key in bag)
    most = math.log((len(bags) + 1) / 1.5) or 1.0
    return {key: max(0.0, math.log((len(bags) + 1) / (count + 0.5)) / most) for key, count in held.items()}


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[key] for key, weight in a.items() if key in b)


def _run(a: Sequence[str], b: Sequence[str]) -> int:
    """The longest run of words that both have."""
    best = 0
    before = [0] * (len(b) + 1)
    for word in a:
        row = [0] * (len(b) + 1)
        for at, other in enumerate(b):
            if word == other:
                row[at + 1] = before[at] + 1
                best = max(best, row[at + 1])
        before = row
    return best


def _alike(a: _Sentence, b: _Sentence) -> float:
    """How alike two sentences are, from 0 to 1 for those in the very same words."""
    if a.words == b.words and a.long == b.long:
        return 1.0
    shared = a.terms.keys() & b.terms.keys()
    run = _run(a.words, b.words)
    # one word in common says nothing, one sum of money much
    if len(shared) + sum(len(term) > _PIECE for term in shared if term[0] == "#") < 2 and run < _PIECE:
        return 0.0
    overlap = sum(min(a.terms[term], b.terms[term]) for term in shared)
    contained = overlap / max(min(a.total, b.total), 1e-9) * min(1.0, overlap / _ENOUGH)
    words = _dot(a.terms, b.terms) / max(a.length * b.length, 1e-9)
    pieces = _dot(a.pieces, b.pieces) / max(a.pieces_length * b.pieces_length, 1e-9)
    return sum(weight * value for weight, value in zip(_WEIGHTS, (words, contained, pieces, min(1.0, run / _RUN)), strict=True))


def _sentences(documents: Sequence[Document]) -> list[_Sentence]:
    out = []
    for article, document in enumerate(documents):
        for paragraph in document.paragraphs:
            if paragraph.kind != "set_aside":
                numbers = range(paragraph.first_sentence, paragraph.last_sentence)
                out += [made for n in numbers if (made := _Sentence(article, document, n)).long >= _FEWEST]
    terms, pieces = _rarity([s.terms for s in out]), _rarity([s.pieces for s in out])
    for sentence in out:
        sentence.weigh(terms, pieces)
    return out


def _pairs(sentences: Sequence[_Sentence]) -> dict[tuple[int, int], float]:
    """The likeness of every pair of sentences of different articles that share all of their words, or a term that is not too common."""
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        for key in (" ".join(sentence.words), *sentence.terms):
            holders.setdefault(key, []).append(number)
    met = {
        (a, b)
        for numbers in holders.values()
        if 1 < len(numbers) <= _COMMON
        for a, b in combinations(numbers, 2)
        if sentences[a].article != sentences[b].article
    }
    return {(a, b): alike for a, b in sorted(met) if (alike := _alike(sentences[a], sentences[b])) > 0}


def _links(pairs: dict[tuple[int, int], float], sentences: Sequence[_Sentence]) -> Iterator[tuple[float, int, int]]:
    """Pairs in which at least one of the two finds its best match, as far as they reach the threshold for it."""
    best: dict[tuple[int, int], float] = {}
    for (a, b), alike in pairs.items():
        for key in ((a, sentences[b].article), (b, sentences[a].article)):
            best[key] = max(alike, best.get(key, 0.0))
    for (a, b), alike in pairs.items():
        sides = (alike == best[a, sentences[b].article]) + (alike == best[b, sentences[a].article])
        if sides and alike >= (ALIKE if sides == 2 else ONE_SIDED):
            yield alike, a, b


def _join(pairs: dict[tuple[int, int], float], sentences: Sequence[_Sentence]) -> list[list[int]]:
    """Sentences by claim, each in one, in text order of their articles."""
    claim = {number: [number] for number in range(len(sentences))}

    def fits(left: list[int], right: list[int]) -> bool:
        together = Counter(sentences[n].article for n in left + right)
        across = [pairs.get((min(a, b), max(a, b)), 0.0) for a in left for b in right if sentences[a].article != sentences[b].article]
        return max(together.values()) <= _EACH and sum(across) >= _CLOSE * ALIKE * len(across)

    for _, a, b in sorted(_links(pairs, sentences), key=lambda link: (-round(link[0], 9), link[1], link[2])):
        left, right = claim[a], claim[b]
        if left is not right and fits(left, right):
            left += right
            claim.update(dict.fromkeys(right, left))
    return [sorted(members) for members in {id(members): members for members in claim.values()}.values()]


def _in_common(a: Sequence[str], b: Sequence[str]) -> float:
    """Dice's coefficient over the words of two passages, each as often as it occurs."""
    return 2 * (Counter(a) & Counter(b)).total() / max(1, len(a) + len(b))


def _own(document: Document, sentence: _Sentence, others: set[str]) -> tuple[Span, ...]:
    """Runs of words of *sentence* whose stems no other article's passage has; words that every text uses end no run and begin none."""
    out: list[Span] = []
    open_from: int | None = None
    closed_at = 0
    for n in range(sentence.first, sentence.last):
        lower = document.lowers[n]
        if not lower[0].isalnum() or lower in STOP:
            if open_from is not None and not lower[0].isalnum():
                out.append(Span(open_from, closed_at))
                open_from = None
            continue
        if stem(lower) in others:
            if open_from is not None:
                out.append(Span(open_from, closed_at))
                open_from = None
            continue
        open_from = document.starts[n] if open_from is None else open_from
        closed_at = document.ends[n]
    if open_from is not None:
        out.append(Span(open_from, closed_at))
    return tuple(out)


def _claim(members: Sequence[_Sentence], documents: Sequence[Document], pairs: dict[tuple[int, int], float], at: Sequence[int]) -> Claim:
    articles = sorted({sentence.article for sentence in members})
    if len(articles) == 1:
        return Claim(status="only", alike=0.0, passages=tuple(Passage(article=s.article, start=s.start, end=s.end) for s in members))
    told = {article: [word for s in members if s.article == article for word in s.words] for article in articles}
    best = [
        max(
            pairs.get((min(a, b), max(a, b)), 0.0)
            for a, s in zip(at, members, strict=True)
            for b, t in zip(at, members, strict=True)
            if s.article == left and t.article == right
        )
        for left, right in combinations(articles, 2)
    ]
    same = min(_in_common(told[left], told[right]) for left, right in combinations(articles, 2))
    stems = {article: {stem(word) for word in words} for article, words in told.items()}
    passages = tuple(
        Passage(
            article=s.article,
            start=s.start,
            end=s.end,
            own=_own(documents[s.article], s, set().union(*(stems[a] for a in articles if a != s.article))),
        )
        for s in members
    )
    return Claim(
        status="shared" if same >= _SAME_WORDS else "reworded",
        alike=round(sum(best) / len(best), 3),
        passages=passages,
        common=_common(members, articles, documents),
    )


def _common(members: Sequence[_Sentence], articles: Sequence[int], documents: Sequence[Document]) -> tuple[str, ...]:
    """Up to six things that every article of the claim has: quotations, numbers, names, then other terms, the weightiest first.

    Words of one that is listed are not listed again.
    """
    held: list[dict[str, str]] = []
    for article in articles:
        found: dict[str, str] = {}
        for s in members:
            if s.article == article:
                text = documents[article].text
                for term in quoted(documents[article], s.start, s.end):
                    found[term.key] = f"“{' '.join(text[term.start : term.end].split()).rstrip('.,;')}”"
                found.update(s.written)
        held.append(found)
    weight = {term: value for s in reversed(members) for term, value in s.terms.items()}
    shared = [term for term in held[0] if all(term in other for other in held)]
    out: list[str] = []
    told: set[str] = set()
    for key in sorted(shared, key=lambda key: ("q#nw".index(key[0]), -weight.get(key, 0.0), key)):
        parts = set(key[1:].split())
        if not parts <= told:
            told |= parts
            out.append(held[0][key])
    return tuple(out[:6])


def align(documents: Sequence[Document]) -> tuple[Claim, ...]:
    """Every sentence of the documents' prose in exactly one claim: first the claims of several articles, in the order in which these
    tell them on average, then what only one says, article by article in its order. Set-aside text is left out."""
    sentences = _sentences(documents)
    pairs = _pairs(sentences)
    sizes = [max(1, len(document.text)) for document in documents]

    def place(members: Sequence[int]) -> tuple[bool, int, float]:
        articles = {sentences[n].article for n in members}
        middle = sum(sentences[n].start / sizes[sentences[n].article] for n in members) / len(members)
        return len(articles) == 1, min(articles) if len(articles) == 1 else 0, middle

    return tuple(
        _claim([sentences[n] for n in members], documents, pairs, members) for members in sorted(_join(pairs, sentences), key=place)
    )
