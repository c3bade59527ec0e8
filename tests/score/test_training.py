"""Training keeps to policy's bounds, finds what is there, and is repeatable."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("sklearn", reason="the extra train is not installed")

from annotator.errors import InputError
from annotator.score import Card, load_card
from annotator.score.training import Example, knots, train


def _examples(seed: int = 1) -> list[Example]:
    """Articles in which label 1 goes with few named sources; dates are turned against policy; the rest is chance."""
    draw = random.Random(seed)
    out = []
    for n in range(120):
        label = n % 2
        values = {term.feature: draw.random() * 5 for term in load_card("policy").term}
        values["named_sources"] = draw.randint(0, 4) + (0 if label else 4)
        values["dates"] = draw.randint(0, 3) + (3 if label else 0)
        out.append(Example(values=values, label=label, group=f"outlet {n % 10}", origin="here"))
    return out


@pytest.fixture(scope="module")
def learned() -> tuple[Card, tuple[str, ...]]:
    return train(load_card("policy"), _examples())


def test_no_weight_turns_round(learned: tuple[Card, tuple[str, ...]]) -> None:
    for before, after in zip(load_card("policy").term, learned[0].term, strict=True):
        assert before.feature == after.feature
        assert before.sign * after.points > 0


def test_the_telling_feature_weighs_most_and_results_are_given(learned: tuple[Card, tuple[str, ...]]) -> None:
    points = {term.feature: abs(term.points) for term in learned[0].term}
    assert max(points, key=points.__getitem__) == "named_sources"
    assert points["dates"] == min(points.values())
    assert any("outlets left out" in line for line in learned[1])


def test_training_twice_gives_the_same_card(learned: tuple[Card, tuple[str, ...]]) -> None:
    assert train(load_card("policy"), _examples()) == learned


def test_too_few_articles() -> None:
    with pytest.raises(InputError, match="too few"):
        train(load_card("policy"), _examples()[:8])


def test_knots_rise_and_end_at_the_95th_percentile() -> None:
    made = knots([float(n) for n in range(101)])
    assert made == ((5.0, 0.0), (25.0, 0.25), (50.0, 0.5), (75.0, 0.75), (95.0, 1.0))
    assert knots([0.0] * 9) == ((0.0, 0.0), (1.0, 1.0))
    assert knots([0.0, 0.0, 0.0, 2.0])[0] == (0.0, 0.0)
