"""How well asides, scare quotes, second-hand and vague attribution and set-aside text are found, against spans labelled by hand.

Gold is a JSON Lines file of articles, ``{"id", "text", "title"?, "opinion_piece"?, "spans": [{"label", "start", "end"}]}``, or a file
``spans_NAME.jsonl`` of one span a line, ``{"id", "label", "start", "end"}``, with ``texts_NAME.jsonl`` and ``articles_NAME.jsonl`` beside
it. Labels: aside, scare, secondhand, vague, setaside; offsets are half-open code points.

- A gold span is *found* if one mark of its label covers at least half of it, or lies in it with at least half of its own length.
- A mark is *right* if it overlaps a gold span of its label.

Every label is given for all articles, and for news alone (the articles that are no opinion pieces), since asides stand mostly in opinion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.counts import Counts, Figure, figure
from annotator.pipeline import annotate_article
from annotator.types import Annotation, Article

LABELS = {
    "editorial-aside": "aside",
    "scare-quotes": "scare",
    "second-hand-source": "secondhand",
    "vague-attribution": "vague",
}
"""The label that each rule's findings answer for; ``setaside`` is answered by the layers."""

Pair = tuple[int, int]


def _common(a: Pair, b: Pair) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _near(spans: Sequence[Pair], reach: Sequence[int], span: Pair) -> Sequence[Pair]:
    """Those of the sorted *spans* that may overlap *span*; *reach* is the running maximum of their ends."""
    return spans[bisect_right(reach, span[0]) : bisect_left(spans, (span[1], -1))]


def compare(gold: Sequence[Pair], found: Sequence[Pair]) -> Counts:
    """Right marks and found gold spans of one label in one article."""
    gold, found = sorted(set(gold)), sorted(set(found))
    gold_reach, found_reach = list(accumulate((e for _, e in gold), max)), list(accumulate((e for _, e in found), max))

    def caught(span: Pair) -> bool:
        shares = ((mark, _common(span, mark)) for mark in _near(found, found_reach, span))
        return any(share and (2 * share >= span[1] - span[0] or 2 * share >= mark[1] - mark[0]) for mark, share in shares)

    right = sum(any(_common(mark, span) for span in _near(gold, gold_reach, mark)) for mark in found)
    return Counts(right, len(found), sum(map(caught, gold)), len(gold))


def marks_of(annotation: Annotation) -> dict[str, list[Pair]]:
    """What the annotator marks, by gold label."""
    out: dict[str, list[Pair]] = {label: [] for label in (*LABELS.values(), "setaside")}
    for finding in annotation.findings:
        if finding.rule in LABELS:
            out[LABELS[finding.rule]].append((finding.start, finding.end))
    out["setaside"] = [(layer.start, layer.end) for layer in annotation.reading.layers if layer.layer == "set_aside"]
    return out


def evaluate(path: Path, settings: Settings) -> dict[str, Figure]:
    """Figures for the gold in *path*: every label for all articles (``aside all``), then for news (``aside news``).

    :raises InputError: a file cannot be read, or a line is not gold.
    """
    every: dict[str, list[Counts]] = {}
    news: dict[str, list[Counts]] = {}
    for number, gold in enumerate(_articles(path), start=1):
        if not isinstance(gold.get("text"), str) or not isinstance(gold.get("spans"), list):
            raise InputError(f"{path}:{number}: no gold: text and spans are needed; see docs/evaluation.md")
        article = Article(id=str(gold.get("id", number)), text=gold["text"], title=gold.get("title"))
        for label, marks in marks_of(annotate_article(article, settings)).items():
            counts = compare([(s["start"], s["end"]) for s in gold["spans"] if s["label"] == label], marks)
            every.setdefault(f"{label} all", []).append(counts)
            if not gold.get("opinion_piece"):
                news.setdefault(f"{label} news", []).append(counts)
    if not every:
        raise InputError(f"{path}: no gold articles; see docs/evaluation.md")
    return {name: figure(counts) for name, counts in (every | news).items()}


def _articles(path: Path) -> list[dict[str, Any]]:
    """The gold articles with their spans, from one file or from three."""
    rows = _lines(path)
    if not path.name.startswith("spans"):
        return rows
    spans: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        spans.setdefault(row["id"], []).append(row)
    texts = {row["id"]: row for row in _lines(path.with_name(path.name.replace("spans", "texts", 1)))}
    listed = _lines(path.with_name(path.name.replace("spans", "articles", 1)))
    return [
        {
            "id": row["id"],
            "text": texts.get(row["id"], {}).get("text"),
            "title": texts.get(row["id"], {}).get("title"),
            "opinion_piece": row.get("opinion_piece", False),
            "spans": spans.get(row["id"], []),
        }
        for row in listed
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    except (OSError, msgspec.DecodeError) as problem:
        raise InputError(f"{path}: {problem}; give a JSON Lines file of gold articles") from None
