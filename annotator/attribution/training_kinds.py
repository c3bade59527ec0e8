"""Trains the weights that tell withheld informants from classes of people; only needed to make ``annotator/data/anonymity.json`` again.

    python -m annotator.attribution.training_kinds ARTICLES.jsonl LABELS.jsonl [-o annotator/data/anonymity.json] [--folds 5]

ARTICLES holds ``{"id", "text", "title", "attributions": [{"source", "cue", "content"}]}`` a line with character spans, LABELS one
``{"id", "start", "end", "label"}`` a line for each source mention that is anonymous. Every common noun among the sources becomes one
example, described by the features of :mod:`.anonymity`, and so does every one that the rules take for a source and the corpus does
not: an engine finds such sources too. A logistic regression with an L2 penalty is fitted to them. Same input, same weights: folds
follow a hash of the article's id, and the solver uses no chance.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from annotator.attribution import rules
from annotator.attribution.anonymity import Evidence, Weights
from annotator.attribution.coreference import Resolver
from annotator.attribution.kinds import Mention
from annotator.attribution.quotes import Ruler
from annotator.attribution.sources import evidence_of
from annotator.lexicon import Lexicons, load
from annotator.text.structure import structure
from annotator.types import Article, Document, Draft, Span

PENALTY = 0.35
MINIMUM = 4
"""A feature is kept when this many examples have it."""
THRESHOLD = 0.45

Example = tuple[str, list[str], bool]


def drafts_of(attributions: Iterable[dict[str, Any]]) -> tuple[Draft, ...]:
    """Gold attributions as an engine would draft them, in text order."""
    out = []
    for row in attributions:
        source, cue, content = (tuple(Span(start, end) for start, end in row[key]) for key in ("source", "cue", "content"))
        if cue or content:
            out.append(Draft(source=source, cue=cue, content=content))
    return tuple(sorted(out, key=lambda draft: (draft.cue or draft.content)[0]))


class Recorder(Resolver):
    """A resolver that is told the answers, and writes down the evidence on every question."""

    def teach(self, gold: Sequence[tuple[int, int]]) -> None:
        """Take the withheld mentions from *gold*, as sorted code point ranges."""
        self._gold = gold
        self.asked: list[tuple[list[str], bool]] = []

    def _withheld(self, mention: Mention, evidence: Evidence) -> bool:
        document = self.document
        start, end = document.starts[mention.first], document.ends[mention.last - 1]
        span = evidence.draft.source[0]
        answer = any((low < end and start < high) or (low < span.end and span.start < high) for low, high in self._gold)
        self.asked.append((self.features(mention, evidence), answer))
        return answer


def examples(rows: Iterable[dict[str, Any]], gold: dict[str, list[tuple[int, int]]], lexicons: Lexicons) -> list[Example]:
    """One example for every common noun among the sources of the articles in *rows*, marked in the corpus or found by the rules alone."""
    names = lexicons.values("outlets")
    out: list[Example] = []
    for row in rows:
        document: Document = structure(Article(id=row["id"], text=row["text"], title=row.get("title")))
        hits = lexicons.scan(document)
        marked = drafts_of(row["attributions"])
        sources = sorted(span for draft in marked for span in draft.source)
        for drafts, known in ((marked, []), (rules.drafts(document, hits), sources)):
            recorder = Recorder(document, hits, names, None)
            recorder.teach(sorted(gold.get(row["id"], [])))
            evidence = evidence_of(document, hits, drafts, Ruler(document))
            for span in sorted(evidence):
                asked = len(recorder.asked)
                recorder.resolve(span, evidence[span])
                if any(source.start < span.end and span.start < source.end for source in known):
                    del recorder.asked[asked:]
            out += [(row["id"], features, answer) for features, answer in recorder.asked]
    return out


def fit(train: Sequence[Example]) -> Weights:
    """Logistic regression over the features of *train*."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    counts = Counter(feature for _, features, _ in train for feature in set(features))
    vocabulary = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= MINIMUM))}
    rows, columns = [], []
    for number, (_, features, _) in enumerate(train):
        for feature in set(features):
            if feature in vocabulary:
                rows.append(number)
                columns.append(vocabulary[feature])
    matrix = csr_matrix(([1.0] * len(rows), (rows, columns)), shape=(len(train), len(vocabulary)))
    model = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(matrix, [answer for _, _, answer in train])
    weights = {feature: round(float(model.coef_[0][i]), 3) for feature, i in vocabulary.items()}
    return Weights(
        intercept=round(float(model.intercept_[0]), 3), threshold=THRESHOLD, weights={f: w for f, w in weights.items() if abs(w) >= 0.02}
    )


def fold_of(article: str, folds: int) -> int:
    """The part that an article belongs to, by a hash of its id."""
    return zlib.crc32(article.encode()) % folds


def f1(scored: Sequence[tuple[float, bool]]) -> float:
    """F1 of what lies above the threshold."""
    taken = [answer for p, answer in scored if p >= THRESHOLD]
    return 2 * sum(taken) / ((len(taken) + sum(answer for _, answer in scored)) or 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("annotator/data/anonymity.json"))
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines()]
    gold: dict[str, list[tuple[int, int]]] = {}
    for line in options.labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["label"] == "anonymous":
            gold.setdefault(label["id"], []).append((label["start"], label["end"]))
    made = examples(rows, gold, load())
    scored: list[tuple[float, bool]] = []
    for fold in range(options.folds):
        weights = fit([e for e in made if fold_of(e[0], options.folds) != fold])
        scored += [(weights.probability(features), answer) for article, features, answer in made if fold_of(article, options.folds) == fold]
    weights = fit(made)
    ordered = dict(sorted(weights.weights.items(), key=lambda row: (-abs(row[1]), row[0])))
    shipped = {"intercept": weights.intercept, "threshold": weights.threshold, "weights": ordered}
    options.output.write_text(json.dumps(shipped, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(made)} common nouns, {sum(e[2] for e in made)} of them withheld informants; {len(ordered)} weights")
    print(f"cross-validated by article: F1 {100 * f1(scored):.1f} at threshold {THRESHOLD}")


if __name__ == "__main__":
    main()
