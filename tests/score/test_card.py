"""Cards: plain files that load to the same values, and say what differs between two of them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from annotator.cli.main import main
from annotator.errors import CardError
from annotator.score import load_card
from annotator.score.card import MOST_TERMS, Scale
from annotator.score.show import difference
from annotator.score.write import toml

CARDS = ("policy", "trained")


@pytest.mark.parametrize("name", CARDS)
def test_a_written_card_loads_to_the_same_card(name: str, tmp_path: Path) -> None:
    card = load_card(name)
    path = tmp_path / "copy.toml"
    path.write_text(toml(card), encoding="utf-8")
    assert msgspec.structs.replace(load_card(str(path)), sha256="") == msgspec.structs.replace(card, sha256="")


@pytest.mark.parametrize("name", CARDS)
def test_every_term_can_be_checked_by_hand(name: str) -> None:
    card = load_card(name)
    assert len(card.term) <= MOST_TERMS
    for term in card.term:
        assert term.source.title
        assert (term.points > 0) == (term.sign > 0)
        assert [share for _, share in term.knots] == sorted(share for _, share in term.knots)
        if term.interval is not None:
            assert term.interval[0] <= term.interval[1]


def test_the_policy_card_learned_nothing() -> None:
    card = load_card("policy")
    assert (card.attribution_engine, card.language_engine, card.scale) == ("rules", "lexicon", None)
    assert all(term.interval is None for term in card.term)


def test_points_to_double_the_odds() -> None:
    scale = Scale(even=60.0, double=8.0, about="")
    assert scale.risk(60.0) == 0.5
    assert scale.risk(68.0) == pytest.approx(1 / 3)
    assert scale.risk(52.0) == pytest.approx(2 / 3)


def test_difference_names_what_differs_and_nothing_else() -> None:
    card = load_card("policy")
    first = card.term[0]
    other = msgspec.structs.replace(card, term=(msgspec.structs.replace(first, points=first.points + 1), *card.term[1:-1]))
    lines = difference(card, other).splitlines()
    assert f"  ~ {first.feature}: {first.points:+g} → {first.points + 1:+g}" in lines
    assert f"  - {card.term[-1].feature}: {card.term[-1].points:+g}" in lines
    assert sum(line.startswith("  ") for line in lines) == 2


def test_too_many_terms_are_refused(tmp_path: Path) -> None:
    card = load_card("policy")
    path = tmp_path / "long.toml"
    path.write_text(toml(msgspec.structs.replace(card, term=card.term * 2)), encoding="utf-8")
    with pytest.raises(CardError, match="drop the weakest"):
        load_card(str(path))


@pytest.mark.parametrize(
    ("words", "start"), [((), "Trained card"), (("policy",), "Policy card"), (("diff", "policy", "trained"), "policy")]
)
def test_card_commands(words: tuple[str, ...], start: str) -> None:
    result = CliRunner().invoke(main, ["card", *words])
    assert result.exit_code == 0
    assert result.output.startswith(start)
