"""The page of one article, as a browser shows it."""

from __future__ import annotations

from functools import cache
from typing import Literal

import pytest

import annotator
from tests.browser.conftest import Show, overflow, serious
from tests.conftest import SEEDS

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NAMES = ("quarry-snark", "mayor-whispers", "ferry-retold")


@cache
def page_of(name: str) -> str:
    """The page of a sample article."""
    return annotator.render(annotator.annotate((SEEDS / f"{name}.txt").read_bytes().decode("utf-8")), "html")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_serious_for_axe(show: Show, name: str, scheme: Literal["light", "dark"]) -> None:
    visit = show(page_of(name), scheme=scheme)
    assert serious(visit.page) == []


@pytest.mark.parametrize("script", [True, False])
def test_nothing_is_asked_of_the_network_and_nothing_is_refused(show: Show, script: bool) -> None:
    visit = show(page_of("quarry-snark"), script=script)
    assert visit.requests == []
    assert visit.console == []


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_phone_needs_no_sideways_scrolling(show: Show, name: str) -> None:
    assert overflow(show(page_of(name), width=320).page) == 0
