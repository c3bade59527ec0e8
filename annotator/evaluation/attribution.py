"""How well attributions are found: against gold attributions with source, cue and content spans (PolNeAR's format).

A line of gold is ``{"id", "text", "title"?, "attributions": [{"source", "cue", "content"}], "anonymous"?: [[start, end]]}`` with spans
as ``[start, end]`` in code points. Measures, all over word tokens, so that quotation marks and commas at a span's edge do not matter:

- *quotes*: runs between double quotation marks that share a word with an attributed content, same words;
- *content exact*, *content tokens*: the same set of words; the union of words in any content;
- *cue*: the same set of words, one to one;
- *end to end*: contents aligned one to one by Jaccard similarity; at least 0.5, and a source that shares a word (both absent counts);
- *statement found*: contents aligned in the same way, at least 0.5, whoever says them;
- *kind of source*: of the sources found that carry a label in gold, how many are of the labelled kind (another outlet counts as the
  institution or document that it is); *name of source*: of labelled people and institutions found, how many are listed under a name that
  shares a word with gold's;
- *anonymous mentions*: source spans of withheld informants, sharing a word, one to one; *anonymous article*: whether it has one.

The measures follow Pareti (2015, "Attribution: A Computational Approach") and Newell et al. (2018, PolNeAR).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.counts import Counts, Figure, figure
from annotator.pipeline import annotate_article
from annotator.types import Annotation, Article, Span

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
_LIGHT = frozenset("the a an of to by in from with and or his her their its s".split())

_MARK = re.compile("[“”„‟＂\"]|''|‘‘|’’|``")
_CURLY = {"“": True, "„": True, "``": True, "‘‘": True, "”": False, "’’": False}

Words = frozenset[int]

_KINDS: dict[str, tuple[str, ...]] = {
    "named_person": ("named_person",),
    "named_org": ("named_org", "outlet"),
    "document": ("document", "outlet"),
    "anonymous": ("anonymous",),
    "generic_group": ("group",),
    "author_or_reader": ("author_or_reader",),
}
"""Labels of source spans, and the kinds that they allow; references are labelled as such, and not asked about."""


class _Text:
    """Word tokens of a gold text, by number."""

    def __init__(self, text: str, left_out: Iterable[Sequence[int]] = ()) -> None:
        found = [(match.start(), match.group().lower()) for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._words = [word for _, word in found]
        self._dropped: Words = frozenset()
        self._dropped = self.words(left_out)

    def words(self, spans: Iterable[Sequence[int]]) -> Words:
        """The words that begin inside *spans*."""
        out: set[int] = set()
        for start, end in spans:
            out.update(range(bisect_left(self._starts, start), bisect_left(self._starts, end)))
        return frozenset(out) - self._dropped

    def word(self, at: int) -> str:
        """A word in lower case."""
        return self._words[at]

    def heavy(self, words: Words) -> Words:
        """*words* without articles and prepositions, where something is left."""
        return frozenset(at for at in words if self._words[at] not in _LIGHT) or words


def _named(label: str) -> set[str]:
    return {match.group().lower() for match in _WORD.finditer(label)} - _LIGHT


def _align(golds: Sequence[Words], found: Sequence[Words]) -> list[tuple[int, int, float]]:
    """One-to-one pairs (gold, found, Jaccard), the most similar first."""
    where: dict[int, list[int]] = {}
    for number, words in enumerate(found):
        for at in words:
            where.setdefault(at, []).append(number)
    candidates = []
    for number, words in enumerate(golds):
        for other in {o for at in words for o in where.get(at, ())}:
            shared = len(words & found[other])
            candidates.append((-shared / len(words | found[other]), number, other))
    candidates.sort()
    used_gold: set[int] = set()
    used_found: set[int] = set()
    out = []
    for similarity, number, other in candidates:
        if number not in used_gold and other not in used_found:
            used_gold.add(number)
            used_found.add(other)
            out.append((number, other, -similarity))
    return out


def _equal(golds: Sequence[Words], found: Sequence[Words]) -> Counts:
    same = sum((Counter(golds) & Counter(found)).values())
    return Counts(same, len(found), same, len(golds))


def _spans(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _runs(text: str) -> list[tuple[int, int]]:
    """Text between double quotation marks, paragraph by paragraph, found without the annotator's own reading of quotations."""
    out: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            before = text[mark.start() - 1] if mark.start() > line.start() else " "
            behind = text[mark.end()] if mark.end() < line.end() else " "
            if mark.group() in _CURLY:
                opens = _CURLY[mark.group()]
            elif before.isspace() or before in "([-—–'‘/":
                opens = opened is None or not behind.isspace()
            else:
                opens = opened is None and not behind.isspace()
            if opened is not None and (not opens or mark.group() == "“"):
                if mark.start() > opened:
                    out.append((opened, mark.start()))
                opened = None
            if opens and opened is None:
                opened = mark.end()
        if opened is not None and line.end() > opened:
            out.append((opened, line.end()))
    return out


def _measure(gold: dict[str, Any], annotation: Annotation) -> dict[str, Counts]:
    text = _Text(gold["text"], gold.get("discard", ()))
    golds = [a for a in gold["attributions"] if text.words(a["content"])]
    found = [a for a in annotation.reading.attributions if text.words(_spans(a.content))]
    gold_content = [text.words(a["content"]) for a in golds]
    found_content = [text.words(_spans(a.content)) for a in found]
    every_gold: Words = frozenset().union(*gold_content) if gold_content else frozenset()
    every_found: Words = frozenset().union(*found_content) if found_content else frozenset()
    runs = [words for run in _runs(gold["text"]) if (words := text.words([run]))]
    said = {(q.start, q.end) for q in annotation.reading.quotes if q.attribution is not None}
    kept = [w for q in annotation.reading.document.quotations if (q.start, q.end) in said and (w := text.words([(q.start, q.end)]))]
    shared = len(every_gold & every_found)
    good = statements = kinds = labelled = names = called = 0
    kind_of: dict[tuple[int, int], str] = gold.get("kinds", {})
    listed = {source.group: source.label for source in annotation.reading.sources}
    for number, other, similarity in _align(gold_content, found_content):
        left, right = text.words(golds[number]["source"]), text.words(_spans(found[other].source))
        agree = bool(text.heavy(left) & text.heavy(right)) or not (left or right)
        good += similarity >= 0.5 and agree
        statements += similarity >= 0.5
        label = next((kind_of[start, end] for start, end in golds[number]["source"] if (start, end) in kind_of), "")
        if left and agree and label in _KINDS:
            labelled += 1
            kinds += found[other].source_kind in _KINDS[label]
            if label in ("named_person", "named_org"):
                called += 1
                name = _named(listed.get(found[other].source_group or 0, ""))
                names += any(text.word(at) in name for at in text.heavy(left))
    gold_cues = [w for a in gold["attributions"] for s in a["cue"] if (w := text.words([s]))]
    found_cues = [w for a in annotation.reading.attributions for s in a.cue if (w := text.words([(s.start, s.end)]))]
    out = {
        "quotes": _equal([run for run in runs if run & every_gold], kept),
        "content exact": _equal(gold_content, found_content),
        "content tokens": Counts(shared, len(every_found), shared, len(every_gold)),
        "cue exact": _equal(gold_cues, found_cues),
        "end to end": Counts(good, len(found), good, len(golds)),
        "statement found": Counts(statements, len(found), statements, len(golds)),
    }
    if kind_of:
        out["kind of source"] = Counts(kinds, labelled, kinds, labelled)
        out["name of source"] = Counts(names, called, names, called)
    if "anonymous" in gold:
        marked = [w for s in gold["anonymous"] if (w := text.words([s]))]
        ours = {(a.source[0].start, a.source[0].end) for a in annotation.reading.attributions if a.source_kind == "anonymous" and a.source}
        named = [w for s in sorted(ours) if (w := text.words([s]))]
        pairs = len(_align(marked, named))
        both = float(bool(marked) and bool(named))
        out["anonymous mentions"] = Counts(pairs, len(named), pairs, len(marked))
        out["anonymous article"] = Counts(both, float(bool(named)), both, float(bool(marked)))
    return out


def evaluate(path: Path, settings: Settings, anonymity: Path | None = None) -> dict[str, Figure]:
    """Figures for the gold articles in *path*.

    :param anonymity: labels of source spans, one ``{"id", "start", "end", "label"}`` a line; ``anonymous`` ones are gold
        mentions, and the others' kinds are asked about too.
    :raises InputError: a file cannot be read or a line is not gold.
    """
    golds = _lines(path)
    if anonymity is not None:
        marked: dict[str, list[tuple[int, int]]] = {}
        kinds: dict[str, dict[tuple[int, int], str]] = {}
        for row in _lines(anonymity):
            kinds.setdefault(row["id"], {})[row["start"], row["end"]] = row.get("label", "")
            if row.get("label") == "anonymous":
                marked.setdefault(row["id"], []).append((row["start"], row["end"]))
        for gold in golds:
            gold["anonymous"] = sorted(set(marked.get(gold["id"], [])))
            gold["kinds"] = kinds.get(gold["id"], {})
    per_article: dict[str, list[Counts]] = {}
    for number, gold in enumerate(golds, start=1):
        if not isinstance(gold.get("text"), str) or not isinstance(gold.get("attributions"), list):
            raise InputError(f"{path}:{number}: no gold: text and attributions are needed; see docs/evaluation.md")
        article = Article(id=str(gold.get("id", number)), text=gold["text"], title=gold.get("title"))
        for name, counts in _measure(gold, annotate_article(article, settings)).items():
            per_article.setdefault(name, []).append(counts)
    if not per_article:
        raise InputError(f"{path}: no gold articles; see docs/evaluation.md")
    return {name: figure(counts) for name, counts in per_article.items()}


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    except (OSError, msgspec.DecodeError) as problem:
        raise InputError(f"{path}: {problem}; give a JSON Lines file of gold articles") from None
