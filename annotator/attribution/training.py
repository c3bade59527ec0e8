"""Train the attribution models, and write their weights: ``python -m annotator.attribution.training DATA_DIR -o OUT``.

DATA_DIR holds ``polnear/train.jsonl`` (articles with attributions as character spans), the running text from which word classes are
learnt (``annolexical``, ``articles``, ``babe``, ``basil``), and ``nltk/masc_tagged.zip`` and ``nltk/brown.zip``. Everything that draws at
random has the same fixed seed. Needs numpy, scikit-learn, python-crfsuite and wordllama; scoring needs none of them.

1. Word classes: the parts of speech of a type in MASC and Brown; k-means over its contexts (positive pointwise mutual information,
   reduced by singular value decomposition; Bullinaria & Levy 2012) and over these together with wordllama's static vectors. And the
   category of each word that this project's lexicons list as a cue.
2. The cue model: a conditional random field (Lafferty et al. 2001) over the sentences of the corpus.
3. The role model: another one, over one window for each cue.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
import tempfile
import zipfile
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pycrfsuite  # type: ignore[import-untyped]
import wordllama  # type: ignore[import-untyped]
from safetensors.numpy import load_file
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.cluster import MiniBatchKMeans  # type: ignore[import-untyped]
from sklearn.utils.extmath import randomized_svd  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from annotator.attribution import features as f
from annotator.attribution.file import FORMAT, ModelFile
from annotator.attribution.name_words import GIVEN, HONORIFICS
from annotator.attribution.weights import BITS
from annotator.lexicon.files import parse_all
from annotator.text.structure import structure
from annotator.text.tokens import tokenize
from annotator.types import Article

SEED = 17
SCALE = 512
SMALL = 0.01
"""Weights below this are dropped."""
WEAK = 0.05
"""A feature of more than one word or place is dropped when none of its weights reaches this."""
FUNCTION_WORDS = 150
RARE = 40
"""A name that occurs less often is known as a name only."""
PERSONAL = 0.1
"""Share of a word's uses behind a given name or a title from which it is taken for a part of people's names."""
ITERATIONS = 60
LEAST = -4.0
"""Margin from which a cue may be found where a quotation has nobody."""
USUAL = -0.6
"""Margin from which a cue is one; chosen for the F1 of the held-out articles."""

_BROWN_TAGS = dict(
    pair.split("=")
    for pair in """at=DT np=NNP nps=NNPS cs=IN ppss=PRP pps=PRP ppo=PRP ppl=PRP ppls=PRP pp$=PRP$ bed=VBD bedz=VBD bez=VBZ ber=VBP bem=VBP
    be=VB ben=VBN beg=VBG hv=VB hvd=VBD hvz=VBZ hvn=VBN hvg=VBG do=VB dod=VBD doz=VBZ md=MD ql=RB rp=RP abn=DT ap=JJ dt=DT dti=DT dts=DT
    dtx=DT wps=WP wpo=WP wp$=WP$ jjt=JJS jjr=JJR jjs=JJ rbr=RBR rbt=RBS nr=NN pn=NN ex=EX od=JJ wql=WRB abx=DT abl=DT qlp=RB rn=RB
    nrs=NNS""".split()
)
_TEXTS = (
    "polnear/train.jsonl",
    "annolexical/annolexical.jsonl",
    "articles/articles_horne_dev.jsonl",
    "articles/articles_fakenewsnet_dev.jsonl",
    "babe/babe_train.jsonl",
    "basil/basil_dev.jsonl",
)

_OPENING_NEXT = frozenset('?!"“”:')
"""Marks behind which a capital says nothing."""
_TITLES = frozenset("mr mrs ms sen rep gov dr sir".split())


class Classes(NamedTuple):
    """Word classes: the vocabulary by falling frequency, a tag and four clusters for each word; the category of listed cues."""

    words: list[str]
    tags: list[str]
    clusters: list[list[int]]
    listed: dict[str, str]

    def describer(self) -> Callable[[str], f.Word]:
        """What gives a word as the features want it."""
        a, b, c, d = self.clusters
        lookup: dict[str, f.Classes] = {
            word: (self.tags[i], str(a[i]), str(b[i]), str(c[i]), str(d[i]), i < FUNCTION_WORDS) for i, word in enumerate(self.words)
        }
        return cache(lambda word: f.describe(word, lookup.get, lambda lower: self.listed.get(lower, "")))


class Labelled(NamedTuple):
    """An article in units, with its cues and what belongs to each: (first, last, source units, content units)."""

    units: f.Units
    words: list[f.Word]
    cues: list[tuple[int, int, list[int], list[int]]]


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _brown(data: Path) -> Iterator[list[tuple[str, str]]]:
    with zipfile.ZipFile(data / "nltk" / "brown.zip") as archive:
        for name in sorted(archive.namelist()):
            if re.search(r"/c[a-r]\d\d$", name):
                yield [(word, tag) for word, _, tag in (t.rpartition("/") for t in archive.read(name).decode("utf-8", "replace").split())]


def _tag_counts(data: Path) -> dict[str, Counter[str]]:
    out: dict[str, Counter[str]] = defaultdict(Counter)
    with zipfile.ZipFile(data / "nltk" / "masc_tagged.zip") as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".txt"):
                for item in archive.read(name).decode("utf-8", "replace").split():
                    word, _, tag = item.rpartition("_")
                    if word:
                        out[word.lower()][tag] += 1
    for text in _brown(data):
        for word, tag in text:
            stem = re.split(r"[-+*]|\$$", tag)[0] or tag
            out[word.lower()][_BROWN_TAGS.get(stem, stem.upper())] += 1
    return out


def _clusters(vectors: Any, count: int, fitted: int = 20_000) -> list[int]:
    model = MiniBatchKMeans(count, random_state=SEED, n_init=3, batch_size=8192, max_iter=60).fit(vectors[:fitted])
    return [int(label) for label in model.predict(vectors)]


def _unit_length(vectors: Any) -> Any:
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def _context_vectors(texts: Sequence[Sequence[str]], index: dict[str, int], wide: int = 2000, size: int = 100) -> Any:
    left: list[Any] = []
    right: list[Any] = []
    for text in texts:
        ids = np.array([-1, -1, *(index.get(word, -1) for word in text), -1, -1])
        for k, offset in enumerate((-2, -1, 1, 2)):
            here, there = ids[2:-2], ids[2 + offset : len(ids) - 2 + offset]
            kept = (here >= 0) & (there >= 0) & (there < wide)
            left.append(here[kept])
            right.append(there[kept] + k * wide)
    row, column = np.concatenate(left), np.concatenate(right)
    counts = sparse.coo_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=(len(index), 4 * wide)).tocsr()
    counts.sum_duplicates()
    total = counts.sum()
    by_row = np.asarray(counts.sum(1)).ravel()
    by_column = np.asarray(counts.sum(0)).ravel() ** 0.75
    by_column = by_column / by_column.sum() * total
    cells = counts.tocoo()
    information = np.maximum(0, np.log(cells.data * total / (by_row[cells.row] * by_column[cells.col])))
    left_vectors, strength, _ = randomized_svd(
        sparse.csr_matrix((information, (cells.row, cells.col)), shape=counts.shape), size, random_state=SEED
    )
    return _unit_length(left_vectors * np.sqrt(strength))


def _static_vectors(words: Sequence[str]) -> Any:
    base = Path(wordllama.__file__).parent
    tokenizer = Tokenizer.from_file(str(base / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    table = load_file(str(base / "weights" / "l2_supercat_256.safetensors"))["embedding.weight"].astype(np.float32)
    return _unit_length(np.array([table[tokenizer.encode(word, add_special_tokens=False).ids].mean(0) for word in words]))


def personal_names(texts: Iterable[tuple[Sequence[str], Sequence[str]]]) -> set[str]:
    """Words that only name people, as far as *texts* show, and rare names of anything.

    A name is written with a capital in nine of ten places where nothing else asks for one.

    :param texts: tokens as written, and in lower case.
    """
    written, plain, behind = Counter[str](), Counter[str](), Counter[str]()
    for words, lowers in texts:
        for at in range(1, len(words)):
            word, before = words[at], words[at - 1]
            title = lowers[at - 2 if before == "." else at - 1]
            if not word[0].isalpha() or before in _OPENING_NEXT or (before == "." and title not in _TITLES):
                continue
            if not word[0].isupper():
                plain[lowers[at]] += 1
                continue
            written[lowers[at]] += 1
            if title in _TITLES or (before[0].isupper() and lowers[at - 1] in GIVEN):
                behind[lowers[at]] += 1
    return {
        word
        for word, count in written.items()
        if count > 9 * plain[word]
        and len(word) > 1
        and word.replace("-", "").replace("'", "").isalpha()
        and word not in HONORIFICS
        and not word.startswith("i'")
        and (word in GIVEN or count < RARE or behind[word] >= PERSONAL * count)
    }


def learn_classes(data: Path) -> Classes:
    """Word classes from running text, tagged corpora and static vectors."""
    read = [tokenize(row["text"])[2:4] for name in _TEXTS for row in rows(data / name) if isinstance(row.get("text"), str)]
    names = personal_names(read)
    texts = [lowers for _, lowers in read]
    texts += [tokenize(" ".join(word for word, _ in text))[3] for text in _brown(data)]
    frequency = Counter(word for text in texts for word in text)
    words = [word for word, count in frequency.most_common() if count >= 3 and len(word) < 25][:40_000]
    index = {word: i for i, word in enumerate(words)}
    contexts = _context_vectors(texts, index)
    joint = np.hstack([contexts, 0.8 * _static_vectors(words)])
    counted = _tag_counts(data)
    tags = []
    for word in words:
        counts = counted.get(word)
        common = [] if counts is None else sorted((-n, tag) for tag, n in counts.items() if n >= 0.15 * counts.total())
        tags.append("/".join(tag for _, tag in common[:2]) or "?")
    for least, shorter in ((25, lambda tag: tag.split("/")[0]), (8, lambda tag: "?")):
        seen = Counter(tags)
        tags = [tag if seen[tag] >= least else shorter(tag) for tag in tags]
    clusters = [_clusters(contexts, 64), _clusters(contexts, 256), _clusters(joint, 128), _clusters(joint, 800)]
    return Classes(
        words,
        [f.NAME if word in names else tag for word, tag in zip(words, tags, strict=True)],
        [[0 if word in names else cluster for word, cluster in zip(words, column, strict=True)] for column in clusters],
        listed_words(),
    )


def listed_words() -> dict[str, str]:
    """The category of each single word that the lexicons list as a cue."""
    entries = [entry for _, file in parse_all() if file.topic == "cues" for entry in file.entry]
    return {word.lower(): entry.category for entry in entries for word in entry.match if " " not in word}


def _chosen(units: f.Units, starts: Sequence[int], owner: Sequence[int], spans: Iterable[Sequence[int]]) -> list[int]:
    return sorted({owner[i] for start, end in spans for i in range(bisect_left(starts, start), bisect_left(starts, end))})


def label(row: dict[str, Any], describe: Callable[[str], f.Word]) -> Labelled:
    """An article of the corpus as units, with the units of its attributions."""
    document = structure(Article(id=row["id"], text=row["text"]))
    units = f.make_units(document)
    owner = [0] * len(document.words)
    for unit, (first, last) in enumerate(zip(units.firsts, units.lasts, strict=True)):
        owner[first:last] = [unit] * (last - first)
    cues = []
    for attribution in row["attributions"]:
        cue, source, content = (_chosen(units, document.starts, owner, attribution[part]) for part in ("cue", "source", "content"))
        if cue:
            cues.append((cue[0], cue[-1] + 1, source, content))
    return Labelled(units, list(map(describe, units.keys)), cues)


def cue_labels(article: Labelled) -> list[str]:
    """A label for each unit: B and I for cues, O for the rest; where cues overlap, each keeps its beginning."""
    out = ["O"] * len(article.units.keys)
    for first, last, _, _ in article.cues:
        out[first:last] = ["I"] * (last - first)
    for first, _, _, _ in article.cues:
        out[first] = "B"
    return out


def role_labels(begin: int, count: int, cue: tuple[int, int], source: Sequence[int], content: Sequence[int]) -> list[str]:
    """A label for each of *count* units from *begin*: where source and content of *cue* begin, go on and end."""
    out = ["O"] * count
    speaking = set(source)
    for kind, chosen in (("C", [i for i in content if i not in speaking]), ("S", list(source))):
        inside = {i - begin for i in chosen if begin <= i < begin + count and not cue[0] <= i < cue[1]}
        for i in inside:
            out[i] = {(False, False): "U", (False, True): "B", (True, True): "I", (True, False): "E"}[
                i - 1 in inside, i + 1 in inside
            ] + kind
    return out


SEPARATOR = " "
"""Between a feature's family and values in its name; no token holds white space."""
Example = tuple[list[list[f.Feature]], list[str]]
"""The features of each unit, and its label."""


class Job(NamedTuple):
    """What a model is trained on: its sequences, the weights of the L1 and L2 penalties, how often a feature must occur."""

    sequences: Callable[[Iterable[Labelled]], Iterator[Example]]
    penalty: tuple[float, float]
    least: int


class Chain(NamedTuple):
    """A trained model: weight of each (feature, label), weight of each step from label to label."""

    features: dict[tuple[str, str], float]
    steps: dict[tuple[str, str], float]


def cue_sequences(articles: Iterable[Labelled]) -> Iterator[Example]:
    """Features and labels of each sentence, for the model that finds cues."""
    for article in articles:
        labels = cue_labels(article)
        for number, (first, last) in enumerate(article.units.bounds):
            yield f.cue_features(article.units, article.words, number), labels[first:last]


def role_sequences(articles: Iterable[Labelled]) -> Iterator[Example]:
    """Features and labels of each cue's window, for the model that finds source and content."""
    for article in articles:
        taken = {i for first, last, _, _ in article.cues for i in range(first, last)}
        for first, last, source, content in article.cues:
            begin, features = f.role_features(article.units, article.words, (first, last), frozenset(taken.difference(range(first, last))))
            yield features, role_labels(begin, len(features), (first, last), source, content)


def train(articles: Iterable[Labelled], job: Job) -> Chain:
    """The conditional random field that *job* describes, trained on *articles*."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in job.sequences(articles):
        trainer.append(pycrfsuite.ItemSequence([[SEPARATOR.join(feature) for feature in unit] for unit in features]), labels)
    trainer.select("lbfgs")
    trainer.set_params(
        {
            "c1": job.penalty[0],
            "c2": job.penalty[1],
            "max_iterations": ITERATIONS,
            "feature.possible_transitions": True,
            "feature.minfreq": job.least,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        chain = Chain(dict(info.state_features), dict(info.transitions))
        tagger.close()
    return chain


CUES = Job(cue_sequences, penalty=(1.0, 3.0), least=2)
ROLES = Job(role_sequences, penalty=(0.5, 6.0), least=3)


def _whole(weight: float) -> int:
    return max(-32_767, min(32_767, round(weight * SCALE)))


class _Sparse(NamedTuple):
    names: list[str]
    counts: bytes
    lanes: bytes
    weights: bytes


def _sparse(table: dict[str, list[tuple[int, int]]]) -> _Sparse:
    names = sorted(table)
    entries = [entry for name in names for entry in sorted(table[name])]
    return _Sparse(
        names,
        bytes(len(table[name]) for name in names),
        bytes(lane for lane, _ in entries),
        struct.pack(f"<{len(entries)}h", *(weight for _, weight in entries)),
    )


def pack(classes: Classes, cues: Chain, roles: Chain) -> bytes:
    """The weights file: small weights dropped, the others as whole numbers.

    :raises ValueError: a feature belongs to both models, or there are more values than a key holds.
    """
    attributes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    contexts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    width = len(f.ROLE_LABELS)
    for chain, labels in ((cues, f.CUE_LABELS), (roles, f.ROLE_LABELS)):
        fresh: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for (name, label), weight in chain.features.items():
            if abs(weight) < SMALL:
                continue
            family, _, attribute = name.partition(SEPARATOR)
            if family in f.SLOTS:
                attributes[attribute].append((f.SLOTS.index(family) * width + labels.index(label), _whole(weight)))
            else:
                fresh[name].append((labels.index(label), _whole(weight)))
        fresh = {name: entries for name, entries in fresh.items() if max(abs(weight) for _, weight in entries) >= WEAK * SCALE}
        if contexts.keys() & fresh.keys():
            raise ValueError(f"both models use the names {sorted(contexts.keys() & fresh.keys())[:3]}")
        contexts.update(fresh)
    by_word, by_context = _sparse(attributes), _sparse(contexts)
    split = [name.split(SEPARATOR) for name in by_context.names]
    families = sorted({family for family, *_ in split})
    values = sorted({value for _, *several in split for value in several})
    number = {value: i for i, value in enumerate(values, 1)}
    if len(values) >= 1 << BITS:
        raise ValueError(f"{len(values)} values do not fit into {BITS} bits")
    keys = [
        sum(part << (3 - place) * BITS for place, part in enumerate((families.index(family), *(number[value] for value in several))))
        for family, *several in split
    ]
    tags = sorted(set(classes.tags))
    order = sorted(range(len(classes.words)), key=classes.words.__getitem__)
    a, b, c, d = (struct.pack(f"<{len(column)}H", *(column[i] for i in order)) for column in classes.clusters)
    return msgspec.msgpack.encode(
        ModelFile(
            format=FORMAT,
            cue_steps=tuple(_whole(cues.steps.get((left, right), 0.0)) for left in f.CUE_LABELS for right in f.CUE_LABELS),
            role_steps=tuple(_whole(roles.steps.get((left, right), 0.0)) for left in f.ROLE_LABELS for right in f.ROLE_LABELS),
            least=_whole(LEAST),
            usual=_whole(USUAL),
            words="\n".join(classes.words[i] for i in order),
            tags=tuple(tags),
            tag=bytes(tags.index(classes.tags[i]) << 1 | (i < FUNCTION_WORDS) for i in order),
            clusters=(a, b, c, d),
            listed={
                category: " ".join(sorted(word for word, own in classes.listed.items() if own == category))
                for category in sorted(set(classes.listed.values()))
            },
            attributes="\n".join(by_word.names),
            attribute_counts=by_word.counts,
            attribute_lanes=by_word.lanes,
            attribute_weights=by_word.weights,
            families=tuple(families),
            values="\n".join(values),
            context_keys=struct.pack(f"<{len(keys)}q", *keys),
            context_counts=by_context.counts,
            context_lanes=by_context.lanes,
            context_weights=by_context.weights,
        )
    )


def held_out(article_id: str) -> bool:
    """Whether an article is among the eighth that ``--hold-out`` keeps from training."""
    return sha256(article_id.encode()).digest()[0] % 8 == 0


def main() -> None:
    """Train, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    parser.add_argument("--hold-out", action="store_true", help="keep one article in eight from training, for validation")
    arguments = parser.parse_args()
    with threadpool_limits(1):  # sums in one order everywhere, so that the same bytes come out
        classes = learn_classes(arguments.data)
    describe = classes.describer()
    corpus = rows(arguments.data / "polnear" / "train.jsonl")
    articles = [label(row, describe) for row in corpus if not (arguments.hold_out and held_out(row["id"]))]
    arguments.output.write_bytes(pack(classes, train(articles, CUES), train(articles, ROLES)))


if __name__ == "__main__":
    main()
