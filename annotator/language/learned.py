"""The learned language engine: how likely an expert would call a sentence's wording loaded, and which words carry that.

Both models are sums. A sentence's logit is an intercept plus what each word, lexicon hit, named shape and the sentence's place in an
article add to it; a word's logit is an intercept plus what the word, its neighbours, its lexicon hits and its sentence add. The numbers lie
in ``annotator/data/language.msgpack``, read on first use: text and whole numbers, which run no code. What the models were trained
on, and how well they do, is said in ``cards/language.toml``.

What the words add comes in two ways: as a sum, and as the noisy-or of their probabilities (Pearl 1988) with the strongest of them, so that
a single loaded word in a long factual sentence is not drowned. The noisy-or's logit is shared out over the words in proportion.

A word that the file does not list is weighed by the runs of letters in it (after Bojanowski et al. 2017, "Enriching Word Vectors with
Subword Information"); listed words have theirs added in beforehand, so that a word costs one look-up. Words and runs lie in small
buckets, by a checksum, that are unpacked when one of their words is first met.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp, inf, log1p
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec

from annotator.language import features as f
from annotator.language.lexical import sigmoid
from annotator.language.masking import UNCOUNTED, Names
from annotator.language.plainwords import PLAIN_WORDS
from annotator.language.topics import TOPICS
from annotator.types import Document, Hit, Judgement, LoadedToken, WeighedWord, Wording

FORMAT = 3
UNIT = 1024.0
"""Whole numbers in the file are this many times the weight."""
BUCKETS = 4096
ALONE, ARTICLE = 80, 150
"""Words up to which a text is taken for a sentence put up by itself, and from which for a whole article."""
LOADED_WORD, MAYBE_LOADED = -1.0, -2.0
"""A word's logit from which it may be shown for its sentence, and from which it may where the sentence model gives it more weight."""
SPEAKS = 0.02
"""What a word must add to a sentence's sum, read as a logit, even where it is loaded by itself: the two models have to agree on it."""
UNSHOWN = TOPICS | PLAIN_WORDS
_WEIGHTS = Path(__file__).parent.parent / "data" / "language.msgpack"
_CACHE_LIMIT = 200_000
"""How many words are remembered; further ones are worked out each time."""

Row = tuple[int, ...]
KIND, OWN, QUOTED, LOADED, AHEAD, BACK = range(6)
"""What a word's row holds: its class in :mod:`annotator.language.masking`; its weights in the outlet's sentences, in quotations, and as a
loaded word itself; and what it adds to the word behind it and to the word before it, as loaded words."""
_OWN, _LOADED = range(2)
"""What the row of a run of letters holds."""
_ZEROS: Row = (0, 0, 0, 0, 0, 0)
_EMPTY: Row = (UNCOUNTED, 0, 0, 0, 0, 0)


class Levels(msgspec.Struct, frozen=True, array_like=True):
    """Logits from which a sentence is more than plain, more than usual, and from which its wording stands out."""

    usual: float
    open: float
    stands_out: float


class ModelFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The weights file as it lies on disk. A bucket is a packed map from words (runs of letters) to rows without their last zeros."""

    format: int
    words: tuple[bytes, ...]
    grams: tuple[bytes, ...]
    marks: dict[str, float]
    sum: float
    any: float
    top: float
    length: float
    intercept: float
    article: float
    slope: float
    tone: float
    places: dict[str, float]
    word_intercept: float
    word_own: float
    word_marks: dict[str, float]
    report: tuple[float, float, float, float, float]
    threshold: float
    least: float
    alone_levels: Levels
    article_levels: Levels
    shown: float


class Part(NamedTuple):
    """What one feature adds to a sentence's logit, and the code points it rests on."""

    start: int
    end: int
    feature: str
    weight: float


def bucket(name: str) -> int:
    """The number of the bucket that *name* lies in."""
    return crc32(name.encode("utf-8", "surrogatepass")) % BUCKETS


def packed(rows: Mapping[str, Sequence[int]]) -> tuple[bytes, ...]:
    """*rows* in buckets, as they lie in the file."""
    out: list[dict[str, Sequence[int]]] = [{} for _ in range(BUCKETS)]
    for name, row in rows.items():
        size = max((at + 1 for at, number in enumerate(row) if number), default=0)
        out[bucket(name)][name] = row[:size]
    return tuple(map(msgspec.msgpack.encode, out))


_unpack = msgspec.msgpack.Decoder(dict[str, Row]).decode


class _Buckets:
    """The rows of one table of the file. Threads may share it: whoever unpacks a bucket gets the same, and it is open before it counts
    as open. Once fewer than *few* buckets are closed, they are opened too: a name that is nowhere then costs no checksum."""

    def __init__(self, data: tuple[bytes, ...], few: int = 0) -> None:
        self._closed = dict(enumerate(data))
        self._few = few
        self._rows: dict[str, Row] = {}

    def get(self, name: str) -> Row | None:
        row = self._rows.get(name)
        if row is None and self._closed:
            number = bucket(name)
            if number in self._closed:
                self._open(number)
                row = self._rows.get(name)
        return row

    def _open(self, *numbers: int) -> None:
        for number in numbers:
            data = self._closed.get(number)
            if data is not None:  # else another thread was here
                self._rows.update(_unpack(data))
                self._closed.pop(number, None)
        if 0 < len(self._closed) < self._few:
            self._open(*self._closed)


class _Rows(dict[str, Row]):
    """The rows of the words met so far, whole; a word that the file does not list is weighed by its runs of letters."""

    def __init__(self, words: _Buckets, grams: _Buckets) -> None:
        super().__init__()
        self._words = words
        self._grams = grams

    def __missing__(self, word: str) -> Row:
        row = self._words.get(word)
        if row is not None:
            row += _ZEROS[len(row) :]
        elif f.has_grams(word):
            found = [gram for gram in map(self._grams.get, set(f.grams(word))) if gram]
            loaded = sum([gram[_LOADED] for gram in found if len(gram) > 1])
            row = (UNCOUNTED, sum([gram[_OWN] for gram in found]), 0, loaded, 0, 0)
        else:
            row = _EMPTY
        if len(self) < _CACHE_LIMIT:
            self[word] = row
        return row


class _Read(NamedTuple):
    """A sentence as the models see it: its units, its marks, the logit of each unit as a loaded word, and what all add up to."""

    units: f.Units
    marks: list[f.Mark]
    words: list[float]
    total: float


class Engine:
    """Both models, ready to judge documents. Its caches hold nothing but what can be worked out again."""

    def __init__(self, model: ModelFile) -> None:
        """Make *model* ready."""
        self.model = model
        words = _Buckets(model.words)

        def kind(word: str) -> int:
            row = words.get(word)
            return UNCOUNTED if row is None else row[KIND] if row else 0

        self.names = Names(kind)
        self.rows = _Rows(words, _Buckets(model.grams, BUCKETS * 7 // 8))
        self._quoted = model.word_marks.get("quoted", 0.0)

    def read(self, document: Document, hits: Mapping[str, Sequence[Hit]]) -> list[_Read]:
        """Every sentence of *document*."""
        quoted = f.quoted_tokens(document)
        found: list[list[f.Mark]] = [[] for _ in document.sentences]
        for first, mark in f.hit_marks(hits, quoted):
            at = document.token_sentence[first]
            if at >= 0:
                found[at].append(mark)
        for first, mark in f.short_quotations(document):
            found[document.token_sentence[first]].append(mark)
        lifted: dict[int, float] = {}
        marked = self.model.word_marks.get
        for hit in hits.get("loaded", ()):
            value = marked("hit", 0.0) + marked(f"severity {hit.severity}", 0.0) + marked(hit.category, 0.0)
            for token in range(hit.first, hit.last):
                lifted[token] = value
        out = []
        for sentence, marks in zip(document.sentences, found, strict=True):
            units = f.units_of(document, sentence.first, sentence.last, quoted, self.names)
            marks += f.shapes(document, units, sentence.first, sentence.last)
            out.append(self._read(units, marks, lifted))
        return out

    def _read(self, units: f.Units, marks: list[f.Mark], lifted: Mapping[int, float]) -> _Read:
        model, look = self.model, self.rows
        weight = model.marks.get
        scale = f.scale(units) / UNIT
        own_scale = model.word_own * scale
        base = model.word_intercept
        rows = list(map(look.__getitem__, units.keys))
        words = [
            base + (row[LOADED] + one[AHEAD] + other[BACK]) / UNIT + own_scale * row[OWN] if key[0].isalpha() else -inf
            for key, row, one, other in zip(units.keys, rows, [look["^"], *rows], [*rows[1:], look["$"]], strict=False)
        ]
        if lifted and not lifted.keys().isdisjoint(units.firsts):
            words = [value + lifted.get(first, 0.0) for value, first in zip(words, units.firsts, strict=True)]
        if True in units.quoted:
            words = [value + self._quoted if inside else value for value, inside in zip(words, units.quoted, strict=True)]
            total = sum([row[QUOTED] if inside else row[OWN] for row, inside in zip(rows, units.quoted, strict=True)])
        else:
            total = sum([row[OWN] for row in rows])
        top = max(f.TOP_FLOOR, *words) if words else f.TOP_FLOOR
        odds = 0.0
        for one_odds in map(log1p, map(exp, words if top <= 50.0 else [min(value, 50.0) for value in words])):
            odds += one_odds
        summed = total * scale + sum([weight(mark.name, 0.0) * mark.value for mark in marks])
        together = model.sum * summed + model.any * (f.any_of(odds) - f.ANY_FLOOR) + model.top * (top - f.TOP_FLOOR)
        return _Read(units, marks, words, together + model.length * f.length(units))

    def parts(self, document: Document, read: Sequence[_Read], at: int) -> Iterator[Part]:
        """Everything that adds to the logit of sentence *at*; the first is the intercept, which rests on the whole sentence."""
        sentence, one, model = document.sentences[at], read[at], self.model
        slope, share = self._voice(document)
        yield Part(sentence.start, sentence.end, "intercept", model.intercept)
        if share:
            yield Part(sentence.start, sentence.end, "part of a whole article", share * (model.article - model.intercept))
            for name, value in f.places(document, one.units, at):
                weight = share * model.places.get(name, 0.0) * value
                if weight:
                    yield Part(sentence.start, sentence.end, name, weight)
            mean = sum(one.total for one in read) / len(read)
            yield Part(document.sentences[0].start, document.sentences[-1].end, "wording of the article", share * model.tone * mean)
        starts, ends = document.starts, document.ends
        each = slope * model.sum * f.scale(one.units) / UNIT
        for key, first, last, inside in zip(*one.units, strict=True):
            number = self.rows[key][QUOTED if inside else OWN]
            if number:
                yield Part(starts[first], ends[last - 1], f"quoted word: {key}" if inside else f"word: {key}", number * each)
        for mark in one.marks:
            weight = model.marks.get(mark.name, 0.0) * mark.value * slope * model.sum
            if weight:
                yield Part(mark.start, mark.end, mark.name, weight)
        yield Part(sentence.start, sentence.end, "length beside its words", slope * model.length * f.length(one.units))
        odds = [log1p(exp(min(value, 50.0))) for value in one.words]
        top = max([f.TOP_FLOOR, *one.words])
        each = slope * model.any * (f.any_of(sum(odds)) - f.ANY_FLOOR) / (sum(odds) or 1.0)
        for key, first, last, value, share_ in zip(one.units.keys, one.units.firsts, one.units.lasts, one.words, odds, strict=True):
            if each and share_:
                yield Part(starts[first], ends[last - 1], f"loaded word: {key}", each * share_)
            if value == top > f.TOP_FLOOR:
                yield Part(starts[first], ends[last - 1], f"most loaded word: {key}", slope * model.top * (top - f.TOP_FLOOR))
                top = inf

    def _voice(self, document: Document) -> tuple[float, float]:
        """The slope of the sentence's sum, and how far the text counts as a whole article, between 0 and 1."""
        share = min(1.0, max(0.0, (len(document.words) - ALONE) / (ARTICLE - ALONE)))
        return 1.0 + share * (self.model.slope - 1.0), share

    def logits(self, document: Document, read: Sequence[_Read]) -> list[float]:
        """The logit of every sentence: what its parts add up to."""
        model = self.model
        slope, share = self._voice(document)
        totals = [one.total for one in read]
        if not share:
            return [model.intercept + total for total in totals]
        base = model.intercept + share * (model.article - model.intercept) + share * model.tone * (sum(totals) / max(1, len(totals)))
        place = model.places.get
        return [
            base + slope * one.total + share * sum([place(name, 0.0) * value for name, value in f.places(document, one.units, at)])
            for at, one in enumerate(read)
        ]

    def words(self, document: Document, read: Sequence[_Read], logits: Sequence[float]) -> list[LoadedToken]:
        """The words that carry the wording of sentences that are likely loaded, with their probabilities."""
        intercept, slope, sentence, both, length = self.model.report
        least, threshold = self.model.least, self.model.threshold
        starts, ends = document.starts, document.ends
        out: list[LoadedToken] = []
        for one, logit in zip(read, logits, strict=True):
            if logit < least:
                continue
            base, each = intercept + sentence * logit + length * f.length(one.units), slope + both * logit
            for value, first, last in zip(one.words, one.units.firsts, one.units.lasts, strict=True):
                if value > -inf and base + each * value >= threshold:
                    out.append(LoadedToken(start=starts[first], end=ends[last - 1], p=round(sigmoid(base + each * value), 6)))
        return out

    def wording(self, document: Document, read: Sequence[_Read], logits: Sequence[float]) -> tuple[Wording, ...]:
        """How loaded each sentence is, in steps, and the words outside quotations that may be shown for those that stand out."""
        slope, share = self._voice(document)
        pairs = zip(msgspec.structs.astuple(self.model.alone_levels), msgspec.structs.astuple(self.model.article_levels), strict=True)
        cuts = [alone + share * (article - alone) for alone, article in pairs]
        levels = [bisect_right(cuts, logit) for logit in logits]
        return tuple([
            _LEVELS[level] if level < len(_LEVELS) else Wording("stands_out", self._shown(document, one, slope))
            for one, level in zip(read, levels, strict=True)
        ])  # fmt: skip

    def _shown(self, document: Document, one: _Read, slope: float) -> tuple[WeighedWord, ...]:
        """The words of a sentence that may be shown for it, the most loaded first, each with all that it adds to the logit.

        Both models have to agree on a word; where the word model is less sure of it, the sentence model has to be surer.
        """
        model, rows = self.model, self.rows
        odds = sum([log1p(exp(min(value, 50.0))) for value in one.words])
        each = model.any * (f.any_of(odds) - f.ANY_FLOOR) / (odds or 1.0)
        top = max(one.words, default=0.0)
        scale = model.sum * f.scale(one.units) / UNIT
        found = []
        for key, first, last, inside, value in zip(*one.units, one.words, strict=True):
            if value >= MAYBE_LOADED and not inside and key not in UNSHOWN:
                own = scale * rows[key][OWN]
                weight = own + each * log1p(exp(min(value, 50.0)))
                if value == top:
                    weight += model.top * (top - f.TOP_FLOOR)
                if weight > 0.0 and slope * own >= (SPEAKS if value >= LOADED_WORD else model.shown):
                    found.append((value, WeighedWord(document.starts[first], document.ends[last - 1], round(slope * weight, 6))))
        found.sort(key=lambda pair: (-pair[0], pair[1].start))
        return tuple([word for _, word in found])


_LEVELS = (Wording("plain"), Wording("usual"), Wording("open"))


def decode(data: bytes) -> ModelFile:
    """Read a weights file.

    :raises msgspec.DecodeError: if it is not one.
    :raises ValueError: if it is of another format than this version reads.
    """
    model = msgspec.msgpack.decode(data, type=ModelFile)
    if model.format != FORMAT:
        raise ValueError(f"the language weights are of format {model.format}, this version reads format {FORMAT}")
    return model


@cache
def engine() -> Engine:
    """The models that ship with the package, made on first use."""
    return Engine(decode(_WEIGHTS.read_bytes()))


def judge(document: Document, hits: Mapping[str, Sequence[Hit]]) -> Judgement:
    """Probabilities of the document's sentences, the words that carry them, and which sentences stand out.

    :param hits: what the lexicons found, by topic.
    """
    own = engine()
    read = own.read(document, hits)
    logits = own.logits(document, read)
    return Judgement(
        bias=tuple([round(sigmoid(logit), 6) for logit in logits]),
        loaded=tuple(own.words(document, read, logits)),
        wording=own.wording(document, read, logits),
    )


def contributions(document: Document, sentence: int, hits: Mapping[str, Sequence[Hit]]) -> tuple[Part, ...]:
    """What adds up to the logit of a sentence: ``(start, end, feature, weight)``, the intercept first.

    :param sentence: its index in ``document.sentences``.
    :param hits: what the lexicons found, by topic.
    :raises IndexError: the document has no such sentence.
    """
    own = engine()
    return tuple(own.parts(document, own.read(document, hits), range(len(document.sentences))[sentence]))


def logits(document: Document, hits: Mapping[str, Sequence[Hit]]) -> tuple[float, ...]:
    """The logit of every sentence, unrounded: what its contributions add up to."""
    own = engine()
    return tuple(own.logits(document, own.read(document, hits)))
