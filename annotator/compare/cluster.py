"""Which articles tell the same story, and why it seems so.

An article is a vector of terms (see ``terms``) and of pairs of neighbouring terms, weighted by TF-IDF. How rare a term is, is counted
over sentences rather than articles, so that a handful of articles about one person are told apart as well as thousands about
everything. A sentence counts for less the later it stands, since the top of a story says what happened. Names count for half, since
many stories are told of one person or place.

How *alike* two articles are is the cosine of their vectors, times one half plus the cosine of their second-best pair of sentences: two
articles on one topic share words here and there, two tellings of one story share what is said in them.

Pairs are looked for among articles that share rare terms, so that thousands of articles never meet all pairs. Articles further apart
in time than the window are no retellings, whatever their words. The most alike are joined first, and two groups join only while
their members are on average as alike as the threshold asks, so that a chain of near neighbours makes no group.

Method: Salton and Buckley (1988) on term weighting; average linkage as in Sokal and Michener (1958). Threshold and weights were set on
156 news articles about 52 events, each as three outlets told it; see ``docs/compare.md``.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from typing import Any

from msgspec import Struct

from annotator.compare.dates import published
from annotator.compare.terms import Term, quoted, terms
from annotator.errors import MissingDependencyError
from annotator.text.structure import structure
from annotator.types import Article, Document

DAYS = 7
THRESHOLD = 0.12
_NAME, _PHRASE = 0.5, 0.8
"""What a name, and what a pair of neighbouring terms, weighs beside a term."""
_COMMON = 100
"""Articles from which on a term is too common to look for pairs by. Pairs are weighed by all of their terms."""
_RARE = 0.3
"""The part of the threshold that two articles must reach by rare terms alone."""
_SHOWN = {"name": 4, "number": 4, "quotation": 2, "word": 5}
_ROWS = 500
_BATCH = 20_000

_KINDS = {"n": "name", "#": "number", "q": "quotation", "w": "word"}


class Member(Struct, frozen=True, kw_only=True):
    """An article that was looked at. ``date`` is ISO 8601, None where neither metadata nor date line gives one."""

    id: str
    path: str | None
    outlet: str | None
    title: str | None
    date: str | None


class SharedTerm(Struct, frozen=True, kw_only=True):
    """Something that members of a group have in common: as it is written in the first of them, and in how many articles it stands."""

    text: str
    kind: str
    members: int
    articles: int


class Group(Struct, frozen=True, kw_only=True):
    """Articles that tell one story, by their place in ``Clustering.articles``, with the grounds.

    ``alike`` is the mean likeness of its pairs, ``least`` the smallest, ``days`` the time between its first and last date (None where
    fewer than two have dates).
    """

    members: tuple[int, ...]
    alike: float
    least: float
    days: int | None
    shared: tuple[SharedTerm, ...]


class Clustering(Struct, frozen=True, kw_only=True):
    """Every article once: in a group of two or more, or in ``alone``."""

    articles: tuple[Member, ...]
    groups: tuple[Group, ...]
    alone: tuple[int, ...]
    threshold: float
    days: int


class _Terms:
    """Terms and pairs of neighbouring terms by sentence, kept as flat arrays: thousands of articles fit in memory."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.written: list[str] = []
        self.terms, self.weights, self.ends = array("q"), array("d"), array("q", [0])
        self.phrases, self.phrase_weights, self.phrase_ends = array("q"), array("d"), array("q", [0])
        self.articles, self.places = array("q"), array("q")

    def add(self, found: Iterable[Term], text: str, article: int, place: int) -> None:
        """The terms of the sentence of *article* at *place*."""
        before = None
        for term in found:
            number = self.numbers.setdefault(term.key, len(self.numbers))
            if number == len(self.written):
                self.written.append(" ".join(text[term.start : term.end].split()).rstrip(".,;:"))
            elif self.written[number][:1].isupper() and text[term.start].islower():
                self.written[number] = text[term.start : term.end]  # a word that is no name, met at the head of a sentence before
            self.terms.append(number)
            self.weights.append(_NAME if term.named else 1.0)
            if term.key[0] in "w#":
                if before is not None:
                    self.phrases.append(before[0] << 32 | number)
                    self.phrase_weights.append(_PHRASE * (_NAME if before[1] and term.named else 1.0))
                before = number, term.named
        self.ends.append(len(self.terms))
        self.phrase_ends.append(len(self.phrases))
        self.articles.append(article)
        self.places.append(place)


def _read(collected: _Terms, document: Document, number: int) -> None:
    place = 0
    title = document.article.title
    if title:
        head = structure(Article(id="title", text=title))
        collected.add(terms(head, 0, len(head.starts)), title, number, 0)
        place = 1
    for paragraph in document.paragraphs:
        if paragraph.kind == "set_aside":
            continue
        for sentence in document.sentences[paragraph.first_sentence : paragraph.last_sentence]:
            collected.add(terms(document, sentence.first, sentence.last), document.text, number, place)
            place += 1
        collected.add(quoted(document, paragraph.start, paragraph.end), document.text, number, max(0, place - 1))


class _Vectors:
    """TF-IDF vectors of length one of the articles and of their sentences: columns of the terms, then of the phrases."""

    def __init__(self, collected: _Terms, articles: int) -> None:
        import numpy as np
        from scipy import sparse  # type: ignore[import-untyped]
        from sklearn.feature_extraction.text import TfidfTransformer  # type: ignore[import-untyped]
        from sklearn.preprocessing import normalize  # type: ignore[import-untyped]

        def counted(columns: Any, weights: array[float], ends: array[int], width: int) -> Any:
            return sparse.csr_matrix((np.array(weights), columns, np.array(ends)), shape=(len(ends) - 1, width))

        phrases, columns = np.unique(np.array(collected.phrases), return_inverse=True)
        told = sparse.hstack(
            [
                counted(np.array(collected.terms), collected.weights, collected.ends, len(collected.numbers)),
                counted(columns, collected.phrase_weights, collected.phrase_ends, len(phrases)),
            ],
            format="csr",
        )
        told.sum_duplicates()
        # the first sentence counts four times, the third twice, the seventh once
        places = 4 / (1 + np.array(collected.places) / 2)
        self.begins = np.searchsorted(np.array(collected.articles), np.arange(articles + 1))
        gather = sparse.csr_matrix((places, (np.array(collected.articles), np.arange(told.shape[0]))), shape=(articles, told.shape[0]))
        counts = (gather @ told).tocsr()
        counts.data = np.log1p(counts.data)
        rarity = TfidfTransformer(norm=None).fit(told)
        self.articles = normalize(rarity.transform(counts))
        self.sentences = normalize(rarity.transform(told))
        self._alike: dict[tuple[int, int], float] = {}

    def alike(self, a: int, b: int) -> float:
        """How alike two articles are, between 0 and 1.5."""
        key = (a, b) if a < b else (b, a)
        if key not in self._alike:
            cosine = float((self.articles[a] @ self.articles[b].T).sum())
            self._alike[key] = cosine * (0.5 + self._second(a, b)) if cosine else 0.0
        return self._alike[key]

    def _second(self, a: int, b: int) -> float:
        """The cosine of the second-best pair of sentences: the best one without the sentences of the very best."""
        met = self.sentences[self.begins[a] : self.begins[a + 1]] @ self.sentences[self.begins[b] : self.begins[b + 1]].T
        met = met.toarray()
        if min(met.shape) < 2:
            return 0.0
        row, column = divmod(int(met.argmax()), met.shape[1])
        met[row, :] = 0.0
        met[:, column] = 0.0
        return float(met.max())


def _pairs(vectors: Any, least: float) -> Iterator[tuple[int, int]]:
    """Pairs of articles whose cosine is *least* or more, looked for among those that owe a part of it to rare terms."""
    import numpy as np

    held = np.asarray((vectors > 0).sum(axis=0)).ravel()
    rare = vectors[:, np.flatnonzero((held > 1) & (held <= _COMMON))].tocsr()
    other = rare.T.tocsr()
    for low in range(0, rare.shape[0], _ROWS):
        met = (rare[low : low + _ROWS] @ other).tocoo()
        keep = (met.data >= _RARE * least) & (met.row + low < met.col)
        left, right = met.row[keep] + low, met.col[keep]
        for at in range(0, len(left), _BATCH):
            a, b = left[at : at + _BATCH], right[at : at + _BATCH]
            cosines = np.asarray(vectors[a].multiply(vectors[b]).sum(axis=1)).ravel()
            for n in np.flatnonzero(cosines >= least).tolist():
                yield int(a[n]), int(b[n])


def _apart(dates: Sequence[date | None], members: Iterable[int]) -> int | None:
    known = [day for member in members if (day := dates[member]) is not None]
    return (max(known) - min(known)).days if len(known) > 1 else None


def _join(vectors: _Vectors, dates: Sequence[date | None], threshold: float, days: int) -> list[list[int]]:
    """Groups by average linkage, the most alike first; a group never spans more than *days*."""
    group: dict[int, list[int]] = {}
    near = ((a, b) for a, b in _pairs(vectors.articles, threshold) if (_apart(dates, (a, b)) or 0) <= days)
    ranked = sorted((-round(alike, 9), a, b) for a, b in near if (alike := vectors.alike(a, b)) >= threshold)
    for _, a, b in ranked:
        left, right = group.get(a, [a]), group.get(b, [b])
        if left is right:
            continue
        together = left + right
        if (_apart(dates, together) or 0) > days:
            continue
        if sum(vectors.alike(x, y) for x in left for y in right) < threshold * len(left) * len(right):
            continue
        for member in together:
            group[member] = together
    seen = {members[0]: members for members in group.values()}
    return sorted(sorted(members) for members in seen.values())


def _shared(vectors: Any, members: Sequence[int], collected: _Terms, held: Any, known: Sequence[str]) -> tuple[SharedTerm, ...]:
    """What the members have in common, the rarest and weightiest first, some of each kind; words of a longer term are not listed again."""
    import numpy as np

    part = vectors[members]
    count = np.asarray((part > 0).sum(axis=0)).ravel()
    common = np.flatnonzero(count[: len(known)] > 1)
    weight = np.asarray(part.sum(axis=0)).ravel()[common] * (count[common] - 1) * np.log1p(vectors.shape[0] / held[common])
    ranked = common[np.lexsort((common, -weight))].tolist()
    out: list[SharedTerm] = []
    told: set[str] = set()
    left = dict(_SHOWN)
    for number in islice(ranked, 200):
        term, text = known[number], collected.written[number]
        kind = "name" if term[0] == "w" and text[0].isupper() else _KINDS[term[0]]
        parts = set(term[1:].split())
        everywhere = held[number] > max(len(members), vectors.shape[0] / 3)
        if not left[kind] or parts <= told or everywhere:
            continue
        left[kind] -= 1
        told |= parts
        out.append(SharedTerm(text=text, kind=kind, members=int(count[number]), articles=int(held[number])))
    return tuple(out)


def cluster(articles: Iterable[Article], *, days: int = DAYS, threshold: float = THRESHOLD) -> Clustering:
    """Group *articles* that tell the same story. Deterministic, offline; articles are read once and their text is not kept.

    :param days: a group's dates lie within so many days; articles without a date are grouped by their words alone.
    :param threshold: how alike a group's articles are on average.
    :raises MissingDependencyError: scikit-learn is not installed; the message says how to install it.
    """
    try:
        import sklearn  # type: ignore[import-untyped] # noqa: F401
    except ImportError:
        raise MissingDependencyError("cluster needs scikit-learn; install it with: pip install 'annotator[compare]'") from None
    import numpy as np

    collected = _Terms()
    members: list[Member] = []
    dates: list[date | None] = []
    for number, article in enumerate(articles):
        document = structure(article)
        _read(collected, document, number)
        day = published(document)
        dates.append(day)
        members.append(
            Member(
                id=article.id,
                path=article.path,
                outlet=article.outlet,
                title=_title(document),
                date=day.isoformat() if day else None,
            )
        )
    groups: list[Group] = []
    if collected.terms:
        vectors = _Vectors(collected, len(members))
        held = np.asarray((vectors.articles > 0).sum(axis=0)).ravel()
        names = list(collected.numbers)
        for joined in _join(vectors, dates, threshold, days):
            likeness = [vectors.alike(a, b) for a, b in combinations(joined, 2)]
            groups.append(
                Group(
                    members=tuple(joined),
                    alike=round(sum(likeness) / len(likeness), 3),
                    least=round(min(likeness), 3),
                    days=_apart(dates, joined),
                    shared=_shared(vectors.articles, joined, collected, held, names),
                )
            )
    grouped = {member for group in groups for member in group.members}
    return Clustering(
        articles=tuple(members),
        groups=tuple(groups),
        alone=tuple(n for n in range(len(members)) if n not in grouped),
        threshold=threshold,
        days=days,
    )


def _title(document: Document) -> str | None:
    if document.article.title:
        return document.article.title
    head = next((p for p in document.paragraphs if p.kind == "headline"), None)
    return " ".join(document.text[head.start : head.end].split()) if head else None
