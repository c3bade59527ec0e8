"""Train the language models, and write their weights: ``python -m annotator.language.training DATA_DIR -o OUT``.

DATA_DIR holds ``babe/babe_train.jsonl`` (sentences labelled by experts, with marked words), ``annolexical/annolexical.jsonl``
(sentences labelled by large language models), ``subjectivity/subj_train.jsonl`` and ``basil/basil_dev.jsonl`` (whole articles with
marked spans). Needs the extra ``engines``; scoring needs none of its packages. Nothing draws at random; the folds are made from article
ids.

1. Names: how often running text writes each word with a capital.
2. The sentence model: one logistic regression with a quadratic penalty over words, runs of letters in them, their Brown clusters, words in
   quotations, lexicon hits and shapes. A corpus has an intercept of its own, which is dropped; BABE weighs most.
3. The article's part: slope, intercept, tone and place, by logistic regression on BASIL, each sentence summed by a model that did not
   see its event (five folds).
4. Words from sentences: what each word would have to be like for the noisy-or over a sentence's words to give annolexical's labels
   (multiple-instance learning; Maron and Lozano-Pérez 1998), over the word, its runs of letters and its static vector.
5. The word model: logistic regression on BABE's marked words (BASIL's weigh less), over the word, its runs of letters, its static vector,
   a vector of the company that it keeps in the training sentences, its Brown clusters, its neighbours, its lexicon hits, the fourth step's
   numbers for it and its neighbours, and its weight in a sentence model that did not see the sentence (five folds by article or event).
6. Both together: sum, noisy-or over the words, strongest word and length, by logistic regression on BABE's held-out folds.

A word's weight and those of its runs of letters, of its vectors and of its clusters are added into one number a word.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import wordllama  # type: ignore[import-untyped]
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse.linalg import svds  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import f1_score, roc_auc_score  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from annotator.language import features as f
from annotator.language.learned import FORMAT, UNIT, Levels, ModelFile, packed
from annotator.language.masking import UNCOUNTED, Names, kind, titled
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Document, Hit

CORPORA = {
    "babe": ("babe/babe_train.jsonl", 3.0),
    "annolexical": ("annolexical/annolexical.jsonl", 0.3),
    "subjectivity": ("subjectivity/subj_train.jsonl", 0.5),
}
"""Sentence corpora: file, and weight of a sentence."""
BASIL_WEIGHT, BASIL_LOADED = 0.5, 2.0
"""Weight of a plain and of a loaded sentence of BASIL."""
NAMES_FROM = ("polnear/train.jsonl", "articles/articles_horne_dev.jsonl", "articles/articles_fakenewsnet_dev.jsonl")
PENALTY = 4.0
WORD_SCALE, GRAM_SCALE, QUOTED_SCALE, MARK_SCALE = 3.0, 0.7, 2.0, 0.5
TOKEN_PENALTY, TOKEN_WORD_SCALE, TOKEN_GRAM_SCALE, TOKEN_VECTOR_SCALE, TOKEN_NEIGHBOUR_SCALE = 1.0, 0.6, 0.3, 3.0, 0.7
TOKEN_BASIL = 0.3
"""Weight of a word of BASIL in the word model, where one of BABE weighs 1."""
DISTANT_WORD_SCALE, DISTANT_GRAM_SCALE, DISTANT_VECTOR_SCALE, DISTANT_SCALE = 3.0, 0.5, 4.0, 0.5
DISTANT_ITERATIONS = 100
COMPANY_SIZE, COMPANY_REACH, COMPANY_COMMON, TOKEN_COMPANY_SCALE = 150, 4, 20, 1.8
"""Vectors of the company that words keep: columns, how far a neighbour may stand, how common it must be, weight in the word model."""
CLUSTER_BITS, CLUSTER_LEAST, CLUSTER_SCALE, TOKEN_CLUSTER_SCALE = (4, 6, 8, 10, 12, 14, 32), 5, 0.5, 0.3
"""Brown clusters: depths of the tree that count, how many words one must hold, weights in the sentence model and in the word model."""
FOLDS = 5
ALONE_LEVELS, ARTICLE_LEVELS = Levels(-0.85, -0.41, 0.41), Levels(-3.18, -2.84, -1.73)
"""Logits at which a sentence is no longer plain, no longer usual, and stands out.

As probabilities: .3, .4, .6 by itself, and .04, .055, .15 in an article.
"""
SHOWN = 0.1
"""What a word must add to a sentence's sum, read as a logit, to be shown where the word model is not sure of it."""
ITERATIONS = 80
TOKEN_OWN = 2.0

Matrix = Any  # scipy's sparse matrices carry no types
Vector = NDArray[np.float64]


class Row(NamedTuple):
    """A labelled sentence (or a text of a few) as the models see it."""

    corpus: str
    group: str
    label: float
    units: f.Units
    marks: list[f.Mark]
    hits: dict[int, Hit]
    tokens: list[bool]
    place: tuple[str, int, tuple[tuple[str, float], ...]]


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def fold(group: str) -> int:
    """The fold that an article falls into."""
    return zlib.crc32(group.encode()) % FOLDS


def learn_names(documents: Iterable[Document]) -> dict[str, int]:
    """How each word that occurs twice or more inside of sentences is classed."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for document in documents:
        for sentence in document.sentences:
            words = document.words[sentence.first : sentence.last]
            if titled(words):
                continue
            inner = False
            for word, lower in zip(words, document.lowers[sentence.first : sentence.last], strict=True):
                if inner and word[0].isalpha():
                    (capital if word[0].isupper() else small)[lower] += 1
                inner = word[0].isalnum() or (inner and word not in '“"‘:—.')
    return {word: kind(small[word], capital[word]) for word in sorted(small.keys() | capital.keys()) if small[word] + capital[word] > 1}


def _row(
    corpus: str,
    group: str,
    label: float,
    document: Document,
    hits: dict[str, tuple[Hit, ...]],
    names: Names,
    first: int,
    last: int,
    spans: Sequence[Sequence[int]] = (),
    place: tuple[str, int] = ("", 0),
) -> Row:
    quoted = f.quoted_tokens(document)
    units = f.units_of(document, first, last, quoted, names)
    marks = [mark for at, mark in (*f.hit_marks(hits, quoted), *f.short_quotations(document)) if first <= at < last]
    marks += f.shapes(document, units, first, last)
    starts, ends = document.starts, document.ends
    loaded = {token: hit for hit in hits.get("loaded", ()) for token in range(hit.first, hit.last)}
    inside = [any(starts[a] < end and start < ends[b - 1] for start, end in spans) for a, b in zip(units.firsts, units.lasts, strict=True)]
    where = f.places(document, units, place[1]) if place[0] else ()
    return Row(corpus, group, label, units, marks, loaded, inside, (*place, where))


def read_corpora(data: Path) -> tuple[list[Row], dict[str, int]]:
    """Every labelled sentence, and the classes of words."""
    lexicons = load()
    texts = {name: rows(data / path) for name, (path, _) in CORPORA.items()}
    documents = {name: [structure(Article(id="", text=row["text"])) for row in found] for name, found in texts.items()}
    more = [structure(Article(id="", text=row["text"])) for path in NAMES_FROM for row in rows(data / path)]
    kinds = learn_names([*(document for found in documents.values() for document in found), *more])
    names = Names(lambda word: kinds.get(word, UNCOUNTED))
    out: list[Row] = []
    for corpus, found in texts.items():
        for number, (row, document) in enumerate(zip(found, documents[corpus], strict=True)):
            group = str(row.get("article") or f"{corpus} {number}")
            spans = row.get("biased_spans", ())
            out.append(_row(corpus, group, row["label"], document, lexicons.scan(document), names, 0, len(document.words), spans))
    for row in rows(data / "basil" / "basil_dev.jsonl"):
        document = structure(Article(id="", text=row["text"], title=row.get("title")))
        hits = lexicons.scan(document)
        spans = [(span["start"], span["end"]) for span in row["spans"] if span["type"] == "lexical"]
        for at, sentence in enumerate(document.sentences):
            label = float(any(start < sentence.end and sentence.start < end for start, end in spans))
            place = (row["id"], at)
            out.append(_row("basil", row["event"], label, document, hits, names, sentence.first, sentence.last, spans, place))
    return out, kinds


class Columns:
    """A sparse matrix with named columns, one row at a time."""

    def __init__(self, known: Sequence[str] | None = None) -> None:
        """Start empty; with *known* names there are no others."""
        self._ids: dict[str, int] = {name: at for at, name in enumerate(known or ())}
        self._fixed = known is not None
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []
        self._size = 0

    def add(self, items: Iterable[tuple[str, float]]) -> None:
        """The next row."""
        for name, value in items:
            at = self._ids.get(name) if self._fixed else self._ids.setdefault(name, len(self._ids))
            if at is not None:
                self._rows.append(self._size)
                self._columns.append(at)
                self._values.append(value)
        self._size += 1

    def matrix(self, least: int = 1) -> tuple[Matrix, list[str]]:
        """Columns that *least* rows have a value in, and their names."""
        shape = (self._size, len(self._ids))
        whole = sparse.csr_matrix((np.array(self._values, np.float32), (self._rows, self._columns)), shape=shape)
        kept = np.flatnonzero(np.bincount(whole.indices, minlength=whole.shape[1]) >= least) if least > 1 else np.arange(shape[1])
        names = list(self._ids)
        return whole[:, kept], [names[at] for at in kept]


def gram_matrix(words: Sequence[str], least: int) -> tuple[Matrix, list[str]]:
    """Which runs of letters each word has."""
    columns = Columns()
    for word in words:
        columns.add((gram, 1.0) for gram in (sorted(set(f.grams(word))) if f.has_grams(word) else ()))
    return columns.matrix(least)


def vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """A static vector of length one for each word, centred."""
    base = Path(wordllama.__file__).parent
    tokenizer = Tokenizer.from_file(str(base / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    table = load_file(str(base / "weights" / "l2_supercat_256.safetensors"))["embedding.weight"].astype(np.float32)
    encoded = (tokenizer.encode(word.replace("<", "").replace(">", ""), add_special_tokens=False).ids or [0] for word in words)
    out: NDArray[np.float32] = np.array([table[ids].mean(0) for ids in encoded])
    out -= out.mean(0)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6)
    return out


def company(found: Sequence[Row], words: Sequence[str]) -> NDArray[np.float32]:
    """A vector for each word from the words that stand near it in the training sentences.

    Positive pointwise mutual information of words up to so far apart, nearer ones weighing more, reduced by a singular value
    decomposition (Levy, Goldberg and Dagan 2015, "Improving Distributional Similarity with Lessons Learned from Word Embeddings").
    """
    index = {word: at for at, word in enumerate(words)}
    lines = [np.array([index[key] for key in row.units.keys], np.intp) for row in found]
    counts = np.bincount(np.concatenate(lines), minlength=len(words))
    near = [(line[:-apart], line[apart:], 1.0 / apart) for line in lines for apart in range(1, COMPANY_REACH + 1) if len(line) > apart]
    left, right = (np.concatenate([pair[side] for pair in near]) for side in (0, 1))
    weights = np.concatenate([np.full(len(one), weight) for one, _, weight in near])
    shape = (len(words), len(words))
    pairs = sparse.csr_matrix((weights, (left, right)), shape=shape)
    pairs = (pairs + pairs.T)[:, np.flatnonzero(counts >= COMPANY_COMMON)].tocoo()
    total = pairs.sum()
    of_words, of_others = np.asarray(pairs.sum(1)).ravel(), np.asarray(pairs.sum(0)).ravel() ** 0.75
    of_others *= total / of_others.sum()
    information = np.log(pairs.data * total / (of_words[pairs.row] * of_others[pairs.col]))
    kept = information > 0.0
    table = sparse.csr_matrix((information[kept], (pairs.row[kept], pairs.col[kept])), shape=pairs.shape)
    left_side, values, _ = svds(table, k=COMPANY_SIZE, v0=np.ones(min(table.shape)))
    out: NDArray[np.float32] = (left_side * np.sqrt(values)).astype(np.float32)
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    out[counts < 3] = 0.0
    return out


def clusters(words: Sequence[str]) -> Matrix:
    """Which Brown clusters each word lies in, from coarse to fine (Brown et al. 1992, "Class-Based n-gram Models of Natural Language").

    Those that spaCy's look-up tables give a million words of English; the first branch of the tree is the lowest bit.
    """
    packed = resources.files("spacy_lookups_data") / "data" / "en_lexeme_cluster.json.gz"
    known: dict[str, int] = json.loads(gzip.decompress(packed.read_bytes()))
    columns = Columns()
    for word in words:
        number = known.get(word) or known.get(word.title(), 0)
        columns.add((f"{bits} {number & ((1 << bits) - 1)}", 1.0) for bits in (CLUSTER_BITS if number else ()))
    return columns.matrix(CLUSTER_LEAST)[0]


def fit(x: Matrix, y: Vector, weights: Vector, penalty: Vector) -> Vector:
    """Weights of a logistic regression with a quadratic penalty a column, by L-BFGS."""
    sign = 2.0 * y - 1.0

    def loss(beta: Vector) -> tuple[float, Vector]:
        margin = sign * (x @ beta)
        slope = -sign * weights / (1.0 + np.exp(np.clip(margin, -50, 50)))
        value = float((weights * np.logaddexp(0.0, -margin)).sum() + 0.5 * (penalty * beta * beta).sum())
        return value, x.T @ slope + penalty * beta

    found: Vector = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
    return found


class Sentences(NamedTuple):
    """The sentence model's matrices: everything that a sentence's sum is made of."""

    x: Matrix
    words: list[str]
    grams: list[str]
    of_words: Matrix
    groups: Matrix
    quoted: list[str]
    marks: list[str]


def sentence_matrix(found: Sequence[Row], words: Sequence[str], groups: Matrix) -> Sentences:
    """Features of every row; runs of letters and clusters (*groups*) come by way of *words*."""
    own, other, marks = Columns(words), Columns(), Columns()
    for row in found:
        scale = f.scale(row.units)
        pairs = list(zip(row.units.keys, row.units.quoted, strict=True))
        own.add((key, scale) for key, inside in pairs if not inside)
        other.add((key, scale) for key, inside in pairs if inside)
        marks.add((mark.name, mark.value) for mark in row.marks)
    own_x, _ = own.matrix()
    other_x, quoted = other.matrix(3)
    marks_x, mark_names = marks.matrix(5)
    of_words, grams = gram_matrix(words, 4)
    corpora = [*CORPORA, "basil"]
    intercepts = sparse.csr_matrix(np.array([[row.corpus == name for name in corpora] for row in found], np.float32))
    blocks = [
        own_x * WORD_SCALE,
        (own_x @ of_words) * GRAM_SCALE,
        (own_x @ groups) * CLUSTER_SCALE,
        other_x * QUOTED_SCALE,
        marks_x * MARK_SCALE,
        intercepts,
    ]
    return Sentences(sparse.hstack(blocks, format="csr").astype(np.float32), list(words), grams, of_words, groups, quoted, mark_names)


class Weighed(NamedTuple):
    """The sentence model's weights, by name."""

    own: Vector
    grams: Vector
    quoted: dict[str, float]
    marks: dict[str, float]
    sums: Vector
    intercept: float


def train_sentences(data: Sentences, y: Vector, weights: Vector) -> Weighed:
    """Fit the sentence model on the rows that have a weight; ``sums`` are of every row, without intercepts."""
    penalty = np.full(data.x.shape[1], PENALTY)
    penalty[-len(CORPORA) - 1 :] = 1e-3
    chosen = np.flatnonzero(weights)
    beta = fit(data.x[chosen], y[chosen], weights[chosen], penalty)
    a = len(data.words)
    b = a + len(data.grams)
    c = b + data.groups.shape[1]
    d = c + len(data.quoted)
    e = d + len(data.marks)
    grams = beta[a:b] * GRAM_SCALE
    intercept = float(beta[e])
    beta[e:] = 0.0
    return Weighed(
        beta[:a] * WORD_SCALE + data.of_words @ grams + data.groups @ beta[b:c] * CLUSTER_SCALE,
        grams,
        dict(zip(data.quoted, (beta[c:d] * QUOTED_SCALE).tolist(), strict=True)),
        dict(zip(data.marks, (beta[d:e] * MARK_SCALE).tolist(), strict=True)),
        np.asarray(data.x @ beta),
        intercept,
    )


class Distant(NamedTuple):
    """How loaded each word and each run of letters is, to judge by the labels of the sentences that they stand in."""

    words: Vector
    grams: Vector


def train_distant(found: Sequence[Row], words: Sequence[str], of_words: Matrix, table: NDArray[np.float32]) -> Distant:
    """Weigh words so that the noisy-or over those outside quotations gives annolexical's sentence labels."""
    index = {word: at for at, word in enumerate(words)}
    chosen = [row for row in found if row.corpus == "annolexical"]
    places = [
        (at, index[key])
        for at, row in enumerate(chosen)
        for key, inside in zip(row.units.keys, row.units.quoted, strict=True)
        if key[0].isalpha() and not inside
    ]
    held = sparse.csr_matrix((np.ones(len(places), np.float32), tuple(zip(*places, strict=True))), shape=(len(chosen), len(words)))
    held.sum_duplicates()
    y = np.array([row.label for row in chosen])
    blocks = [
        sparse.identity(len(words)) * DISTANT_WORD_SCALE,
        of_words * DISTANT_GRAM_SCALE,
        sparse.csr_matrix(table) * DISTANT_VECTOR_SCALE,
    ]
    x = sparse.hstack(blocks, format="csr").astype(np.float32)
    size = x.shape[1]

    def loss(beta: Vector) -> tuple[float, Vector]:
        logits = x @ beta[:size] + beta[size]
        rate = held @ np.logaddexp(0.0, logits) + 1e-6
        plain = np.exp(-rate)
        of_rate = np.where(y > 0, plain / (1.0 - plain), -1.0)
        of_logits = (held.T @ of_rate) / (1.0 + np.exp(-logits))
        value = float(np.where(y > 0, np.log1p(-plain), -rate).sum())
        slope = np.append(x.T @ of_logits - beta[:size], of_logits.sum())
        return 0.5 * float(beta[:size] @ beta[:size]) - value, -slope

    start = np.append(np.zeros(size), -4.0)
    beta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": DISTANT_ITERATIONS}).x
    grams = beta[len(words) : len(words) + of_words.shape[1]] * DISTANT_GRAM_SCALE
    return Distant(x @ beta[:size] * DISTANT_SCALE, grams * DISTANT_SCALE)


class Spoken(NamedTuple):
    """The word model's weights, by name, and the logits of the words of each of BABE's and BASIL's rows.

    The logits are those of a model that did not see the row's fold. ``beside`` is what each word adds to the word behind it and to the
    word before it, by way of its distant number.
    """

    own: Vector
    grams: Vector
    beside: tuple[Vector, Vector]
    named: dict[str, float]
    rows: NDArray[np.intp]
    logits: Vector
    labels: Vector


def train_words(
    found: Sequence[Row], words: Sequence[str], of_words: Matrix, table: Matrix, owns: Sequence[Vector], distant: Distant
) -> Spoken:
    """Fit the word model on the rows of BABE and BASIL.

    :param table: what else is known of each word, scaled: its vectors and clusters.
    :param owns: word weights of the sentence models that did not see a fold, by fold.
    """
    index = {word: at for at, word in enumerate(words)}
    beside = np.where([word[0].isalpha() for word in words], distant.words, 0.0)
    named, types, labels, folds, origin = Columns(), [], [], [], []
    for at, row in enumerate(found):
        if row.corpus not in ("babe", "basil"):
            continue
        keys = row.units.keys
        number, scale = fold(row.group), f.scale(row.units) * TOKEN_OWN
        for place, (key, first, inside) in enumerate(zip(keys, row.units.firsts, row.units.quoted, strict=True)):
            if not key[0].isalpha():
                continue
            type_ = index[key]
            before = keys[place - 1] if place else "^"
            behind = keys[place + 1] if place + 1 < len(keys) else "$"
            items = [("own", owns[number][type_] * scale), ("distant", distant.words[type_]), ("1", 1.0)]
            items += [(f"before {before}", TOKEN_NEIGHBOUR_SCALE), (f"behind {behind}", TOKEN_NEIGHBOUR_SCALE)]
            if place:
                items.append(("distant before", beside[index[before]]))
            if place + 1 < len(keys):
                items.append(("distant behind", beside[index[behind]]))
            if row.corpus == "basil":
                items.append(("basil", 3.0))
            if inside:
                items.append(("quoted", 1.0))
            hit = row.hits.get(first)
            if hit is not None:
                items += [("hit", 1.0), (f"severity {hit.severity}", 1.0), (hit.category, 1.0)]
            named.add(items)
            types.append(type_)
            labels.append(float(row.tokens[place]))
            folds.append(number)
            origin.append(at)
    y, fold_of = np.array(labels), np.array(folds)
    weights = np.array([1.0 if found[at].corpus == "babe" else TOKEN_BASIL for at in origin])
    x, names = named.matrix(5)
    x = x.tocsr()
    corpus = names.index("basil")
    u = sparse.csr_matrix((np.ones(len(types), np.float32), (np.arange(len(types)), types)), shape=(len(types), len(words)))
    blocks = [sparse.identity(len(words)) * TOKEN_WORD_SCALE, of_words * TOKEN_GRAM_SCALE, table]
    of_types = sparse.hstack(blocks, format="csr").astype(np.float32)
    size = x.shape[1]
    penalty = np.full(size + of_types.shape[1], TOKEN_PENALTY)
    penalty[names.index("1")] = 1e-3

    def learn(chosen: NDArray[np.intp]) -> Vector:
        """A logistic regression as in :func:`fit`; what is the same for every token of a word is added up by word."""
        x_, u_, sign, weight = x[chosen], u[chosen], 2.0 * y[chosen] - 1.0, weights[chosen]

        def loss(beta: Vector) -> tuple[float, Vector]:
            margin = sign * (x_ @ beta[:size] + u_ @ (of_types @ beta[size:]))
            slope = -sign * weight / (1.0 + np.exp(np.clip(margin, -50, 50)))
            value = float((weight * np.logaddexp(0.0, -margin)).sum() + 0.5 * (penalty * beta * beta).sum())
            return value, np.append(x_.T @ slope, of_types.T @ (u_.T @ slope)) + penalty * beta

        found_: Vector = minimize(loss, np.zeros(len(penalty)), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
        found_[corpus] = 0.0
        return found_

    out = np.zeros(len(y))
    for number in range(FOLDS):
        held = np.flatnonzero(fold_of == number)
        beta = learn(np.flatnonzero(fold_of != number))
        out[held] = x[held] @ beta[:size] + u[held] @ (of_types @ beta[size:])
    beta = learn(np.arange(len(y)))
    named_weights = dict(zip(names, beta[:size].tolist(), strict=True))
    for name in named_weights:
        if name.startswith(("before ", "behind ")):
            named_weights[name] *= TOKEN_NEIGHBOUR_SCALE
    grams = beta[size + len(words) : size + len(words) + of_words.shape[1]] * TOKEN_GRAM_SCALE
    return Spoken(
        of_types @ beta[size:] + named_weights["distant"] * distant.words,
        grams + named_weights["distant"] * distant.grams,
        (named_weights["distant before"] * beside, named_weights["distant behind"] * beside),
        {name: weight for name, weight in named_weights.items() if not name.startswith("distant") and name != "basil"},
        np.array(origin),
        out,
        y,
    )


class Together(NamedTuple):
    """How a sentence's sum and its words are weighed against each other, the sum of all that, and when words are reported."""

    slope: float
    any: float
    top: float
    length: float
    intercept: float
    logits: Vector
    word: tuple[float, float, float, float, float]
    threshold: float
    least: float
    f1: float


def train_together(found: Sequence[Row], y: Vector, sums: Vector, spoken: Spoken) -> Together:
    """Fit on BABE how the sum of a sentence, the noisy-or of its words, its strongest word and its length go together.

    The inputs are those of held-out folds; ``logits`` are without the intercept.
    """
    own = np.zeros(len(found))
    top = np.full(len(found), f.TOP_FLOOR)
    np.add.at(own, spoken.rows, np.logaddexp(0.0, spoken.logits))
    np.maximum.at(top, spoken.rows, spoken.logits)
    columns = np.array(
        [[sums[at], f.any_of(own[at]) - f.ANY_FLOOR, top[at] - f.TOP_FLOOR, f.length(row.units)] for at, row in enumerate(found)]
    )
    babe = np.array([row.corpus == "babe" for row in found])
    folds = np.array([fold(row.group) for row in found])
    final = LogisticRegression(C=10.0, max_iter=1000).fit(columns[babe], y[babe])
    logits: Vector = columns @ final.coef_[0]
    held = logits + final.intercept_[0]
    for number in range(FOLDS):
        model = LogisticRegression(C=10.0, max_iter=1000).fit(columns[babe & (folds != number)], y[babe & (folds != number)])
        held[babe & (folds == number)] = model.decision_function(columns[babe & (folds == number)])
    area, alone = roc_auc_score(y[babe], held[babe]), roc_auc_score(y[babe], sums[babe])
    macro = f1_score(y[babe], held[babe] > 0, average="macro")
    print(f"sentences, five folds by article: AUC {area:.4f} (sums alone {alone:.4f}), macro-F1 {macro:.4f}")
    of_babe = babe[spoken.rows]
    pairs = np.stack([spoken.logits, held[spoken.rows], spoken.logits * held[spoken.rows], columns[spoken.rows, 3]], 1)[of_babe]
    labels = spoken.labels[of_babe]
    word = LogisticRegression(C=10.0, max_iter=1000).fit(pairs, labels)
    out = word.decision_function(pairs)
    best = (0.0, 0.0, 0.0)
    for least in np.arange(-2.0, 1.01, 0.25):
        for threshold in np.arange(-2.5, 0.51, 0.1):
            marked = (out >= threshold) & (pairs[:, 1] >= least)
            best = max(
                best, (2.0 * float((marked & (labels > 0)).sum()) / float(marked.sum() + labels.sum()), float(threshold), float(least))
            )
    slope, any_, top_, length = final.coef_[0].tolist()
    both = (float(word.intercept_[0]), *word.coef_[0].tolist())
    return Together(slope, any_, top_, length, float(final.intercept_[0]), logits, both, best[1], best[2], best[0])


class Articles(NamedTuple):
    """How a sentence's sum is read inside of a whole article."""

    intercept: float
    slope: float
    tone: float
    places: dict[str, float]


def train_articles(found: Sequence[Row], y: Vector, sums: Vector) -> Articles:
    """Fit the article's part on BASIL's rows, where nearly every sentence is plain."""
    at = [number for number, row in enumerate(found) if row.place[0]]
    names = [name for name, _ in found[at[0]].place[2]]
    mean: dict[str, list[float]] = {}
    for number in at:
        mean.setdefault(found[number].place[0], []).append(sums[number])
    features = [
        [sums[number], float(np.mean(mean[found[number].place[0]])), *(value for _, value in found[number].place[2])] for number in at
    ]
    columns, labels, folds = np.array(features), y[at], np.array([fold(found[number].group) for number in at])
    held = np.zeros(len(at))
    for number in range(FOLDS):
        model = LogisticRegression(C=1.0, max_iter=1000).fit(columns[folds != number], labels[folds != number])
        held[folds == number] = model.predict_proba(columns[folds == number])[:, 1]
    bins = np.minimum(9, (10 * held).astype(int))
    error = sum(abs(float((held - labels)[bins == one].sum())) for one in range(10)) / len(at)
    best = max((float(f1_score(labels, held >= threshold)), threshold) for threshold in np.arange(0.05, 0.3, 0.01))
    area = roc_auc_score(labels, held)
    print(f"articles, five folds by event: AUC {area:.4f}, calibration error {error:.4f}, F1 {best[0]:.3f} at {best[1]:.2f}")
    model = LogisticRegression(C=1.0, max_iter=1000).fit(columns, labels)
    slope, tone, *places = model.coef_[0].tolist()
    return Articles(float(model.intercept_[0]), slope, tone, dict(zip(names, places, strict=True)))


def _whole(value: float) -> int:
    return round(value * UNIT)


def pack(kinds: dict[str, int], data: Sentences, model: Weighed, spoken: Spoken, together: Together, articles: Articles) -> bytes:
    """The weights file."""
    named = {name: round(weight, 5) for name, weight in spoken.named.items()}
    columns = (model.own, spoken.own, *spoken.beside)
    own = dict(zip(data.words, zip(*(column.tolist() for column in columns), strict=True), strict=True))
    none = (0.0, 0.0, 0.0, 0.0)
    beside = {name.partition(" ")[2] for name in named if name.startswith(("before ", "behind "))}
    rows = {
        word: (
            kinds.get(word, UNCOUNTED),
            _whole(own.get(word, none)[0]),
            _whole(model.quoted.get(word, 0.0)),
            _whole(own.get(word, none)[1]),
            _whole(named.get(f"before {word}", 0.0) + own.get(word, none)[2]),
            _whole(named.get(f"behind {word}", 0.0) + own.get(word, none)[3]),
        )
        for word in sorted(own.keys() | beside)
    }
    grams = zip(data.grams, model.grams.tolist(), spoken.grams.tolist(), strict=True)
    return msgspec.msgpack.encode(
        ModelFile(
            format=FORMAT,
            words=packed(rows),
            grams=packed({gram: (_whole(a), _whole(b)) for gram, a, b in grams if abs(a) > 0.02 or abs(b) > 0.02}),
            marks={name: round(weight, 5) for name, weight in model.marks.items()},
            sum=together.slope,
            any=together.any,
            top=together.top,
            length=together.length,
            intercept=together.intercept,
            article=articles.intercept,
            slope=articles.slope,
            tone=articles.tone,
            places=articles.places,
            word_intercept=named["1"],
            word_own=named["own"] * TOKEN_OWN,
            word_marks={
                name: weight for name, weight in named.items() if not name.startswith(("before ", "behind ")) and name not in ("own", "1")
            },
            report=together.word,
            threshold=together.threshold,
            least=together.least,
            alone_levels=ALONE_LEVELS,
            article_levels=ARTICLE_LEVELS,
            shown=SHOWN,
        )
    )


def train(data: Path) -> bytes:
    """The weights file from the corpora in *data*; prints figures of held-out folds."""
    found, kinds = read_corpora(data)
    words = sorted({key for row in found for key in row.units.keys} | kinds.keys())
    groups = clusters(words)
    matrices = sentence_matrix(found, words, groups)
    y = np.array([row.label for row in found])
    folds = np.array([fold(row.group) if row.corpus in ("babe", "basil") else -1 for row in found])
    basil = np.where(y > 0, BASIL_LOADED, BASIL_WEIGHT)
    weights = np.array([CORPORA[row.corpus][1] if row.corpus in CORPORA else basil[at] for at, row in enumerate(found)])
    sums, owns = np.zeros(len(found)), []
    for number in range(FOLDS):
        part = train_sentences(matrices, y, np.where(folds == number, 0.0, weights))
        sums[folds == number] = part.sums[folds == number]
        owns.append(part.own)
    model = train_sentences(matrices, y, weights)
    table = vectors(words)
    distant = train_distant(found, words, matrices.of_words, table)
    dense = np.hstack([TOKEN_VECTOR_SCALE * table, TOKEN_COMPANY_SCALE * company(found, words)])
    known = sparse.hstack([sparse.csr_matrix(dense), TOKEN_CLUSTER_SCALE * groups], format="csr").astype(np.float32)
    spoken = train_words(found, words, matrices.of_words, known, owns, distant)
    together = train_together(found, y, sums, spoken)
    print(f"marked words, five folds by article: F1 {together.f1:.3f} at {together.threshold:.2f}, sentence from {together.least:.2f}")
    return pack(kinds, matrices, model, spoken, together, train_articles(found, y, together.logits))


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    arguments = parser.parse_args()
    with threadpool_limits(2):  # sums in as many parts everywhere, so that the same bytes come out
        arguments.output.write_bytes(train(arguments.data))


if __name__ == "__main__":
    main()
