"""Rules take time linear in the length of a text, whatever it is made of."""

from __future__ import annotations

import time

import pytest

from annotator.config import Settings
from annotator.pipeline import annotate


@pytest.mark.parametrize("unit", ["Abc", "Abc ", "K", "some critics ", "the paper ", "is said to ", '"a" '])
def test_time_is_linear(unit: str) -> None:
    settings = Settings(card="policy", plugins=False)

    def took(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        annotate(text, settings=settings)
        return time.process_time() - begin

    took(100)
    assert took(32_000) < 40 * took(4_000) + 0.1
