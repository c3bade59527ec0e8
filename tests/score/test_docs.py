"""The worked example in the documentation is what the arithmetic gives."""

from __future__ import annotations

import re

import pytest

from annotator.extract.measures import value_of
from annotator.score import load_card, scores
from annotator.score.additive import contribution
from annotator.types import Evidence, Measure
from tests.conftest import ROOT

UNITS = {"named_sources": "number of", "dates": "number of", "loaded_warn": "per 1,000"}
TEXT = (ROOT / "docs" / "score.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\w+) \| ([\d.]+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([+-][\d.]+) \|$", TEXT, re.MULTILINE)


def _measure(feature: str, count: float, base: float) -> Measure:
    unit = UNITS.get(feature, "share of")
    evidence = (Evidence(start=0, end=1, amount=count),)
    return Measure(feature=feature, value=value_of(unit, count, base), unit=unit, count=count, base=base, evidence=evidence)


def test_worked_example() -> None:
    card = load_card("policy")
    terms = {term.feature: term for term in card.term}
    measures = []
    assert len(ROWS) == 6
    for feature, count, base, value, share, points in ROWS:
        measure = _measure(feature, float(count), float(base))
        measures.append(measure)
        assert measure.value == pytest.approx(float(value))
        assert terms[feature].share(measure.value) == pytest.approx(float(share))
        assert contribution(terms[feature], measure).points == pytest.approx(float(points))
    totals = [float(total) for total in re.findall(r"\*\*([\d.]+)\*\*", TEXT)]
    assert [score.raw for score in scores(card, measures)] == pytest.approx(totals)
    assert scores(card, measures)[2].value == 75


def test_the_scale_of_the_trained_card() -> None:
    scale = load_card("trained").scale
    assert scale is not None
    assert (scale.even, scale.double) == (60, 8)
    assert 1 / scale.risk(76) - 1 == pytest.approx(4)
