"""The extractors against the gold of the sample articles: precision and recall per rule, with floors that they may not fall below.

``pytest tests/test_seeds.py -s`` prints the table.
"""

from __future__ import annotations

from functools import cache

import pytest

from annotator.evaluation.counts import Counts, figure, table
from annotator.pipeline import annotate_article
from annotator.text.readers import read
from annotator.types import Annotation, Article, Span
from tests.seeds_gold import RULES, Gold, compare, gold_path, load_gold, seed_paths

FLOORS = {
    "anonymous-source": (0.7, 0.7),
    "vague-attribution": (0.6, 0.6),
    "second-hand-source": (0.7, 0.7),
    "unattributed-quote": (0.4, 0.6),
    "loaded-language": (0.4, 0.6),
    "editorial-aside": (0.5, 0.4),
    "scare-quotes": (0.5, 0.6),
}
"""Least precision and recall per rule, over all sample articles."""


@cache
def _annotated() -> tuple[tuple[Annotation, Gold], ...]:
    out = []
    for path in seed_paths():
        (article,) = [a for a in read(str(path)) if isinstance(a, Article)]
        out.append((annotate_article(article), load_gold(gold_path(path), article.text)))
    return tuple(out)


def _counts(rule: str) -> list[Counts]:
    out = []
    for annotation, gold in _annotated():
        found = [Span(f.start, f.end) for f in annotation.findings if f.rule == rule and (rule != "loaded-language" or f.layer == "author")]
        agreed = len(compare(gold.places(rule), found).agreed)
        out.append(Counts(agreed, len(found), agreed, len(gold.places(rule))))
    return out


def test_print_figures(capsys: pytest.CaptureFixture[str]) -> None:
    text = table({rule: figure(_counts(rule)) for rule in RULES})
    with capsys.disabled():
        print(f"\n{text}")
    assert text.count("\n") == len(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_rule_keeps_its_floor(rule: str) -> None:
    result = figure(_counts(rule))
    assert result.precision >= 100 * FLOORS[rule][0], result
    assert result.recall >= 100 * FLOORS[rule][1], result


def test_upstream_outlet() -> None:
    wrong = [
        (annotation.reading.document.article.id, gold.file.upstream, annotation.reading.upstream)
        for annotation, gold in _annotated()
        if gold.file.upstream != annotation.reading.upstream
    ]
    assert wrong == []


def test_quotes_have_the_right_kind_of_speaker() -> None:
    right = wanted = 0
    for annotation, gold in _annotated():
        kinds = {(q.start, q.end): q.speaker_kind for q in annotation.reading.quotes}
        for row, span in zip(gold.file.quote, gold.quotes, strict=True):
            wanted += 1
            right += kinds.get((span.start, span.end), "missing") == row.speaker_kind
    assert right / wanted >= 0.8, (right, wanted)


def test_set_aside_text_is_set_aside() -> None:
    found = missed = 0
    for annotation, gold in _annotated():
        layers = [(layer.start, layer.end) for layer in annotation.reading.layers if layer.layer == "set_aside"]
        for span in gold.set_aside:
            covered = sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in layers)
            found += covered >= 0.8 * (span.end - span.start)
            missed += covered < 0.8 * (span.end - span.start)
    assert found / (found + missed) >= 0.85, (found, missed)


def test_controls_carry_no_loaded_mark() -> None:
    for annotation, _ in _annotated():
        if annotation.reading.document.article.id in ("ceasefire-river", "customs-trial", "harbor-bond", "quarry-report"):
            marked = [f for f in annotation.findings if f.rule == "loaded-language" and f.layer == "author"]
            text = annotation.reading.text
            assert [(annotation.reading.document.article.id, text[f.start : f.end]) for f in marked] == []


def test_a_piece_labelled_as_opinion_gets_marks_and_no_score() -> None:
    for annotation, gold in _annotated():
        statuses = {score.status for score in annotation.scores}
        assert statuses == ({"abstained"} if gold.file.opinion else {"scored"}), annotation.reading.document.article.id
        assert not gold.file.opinion or annotation.findings
