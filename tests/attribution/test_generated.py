"""Words put together at random, beside those that attributions turn on: whatever comes out, it is read to the end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.pipeline import annotate_article
from annotator.types import Article

SEEDS = Path(__file__).parents[2] / "seeds"
TURNING = (
    *"""" “ ” ( ) D.C. R-N.Y. Jr. III % 11% who whose, He “Mud” Sen. Dr of said said, the The official, ― its analyst citing sources, that
    it’s He’s - -- N.Y. Ann Lee Justice Mr. (W. St. X. a -a . A “Bobby” they others some Six in 10 percent records show,""".split(),
    "\n\n",
    "\n",
)


@pytest.mark.parametrize("card", ["trained", "policy"])
@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_words_is_read(seed: int, card: str) -> None:
    settings = Settings(card=card, plugins=False)
    words = [word for path in sorted(SEEDS.glob("*.txt")) for word in path.read_text(encoding="utf-8").split()]
    choose = random.Random(seed)
    for _ in range(250):
        length = choose.randint(1, 60)
        text = " ".join(choose.choice(TURNING if choose.random() < 0.55 else words) for _ in range(length))
        found = annotate_article(Article(id="x", text=text), settings).reading.attributions
        assert all(0 <= span.start < span.end <= len(text) for a in found for span in (*a.source, *a.cue, *a.content)), text


@pytest.mark.parametrize("card", ["trained", "policy"])
def test_an_article_cut_anywhere_is_read(card: str) -> None:
    settings = Settings(card=card, plugins=False)
    choose = random.Random(7)
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for _ in range(6):
            begin = choose.randrange(len(text))
            piece = text[begin : begin + choose.randint(1, 1500)]
            found = annotate_article(Article(id="x", text=piece), settings).reading.attributions
            assert all(span.start < span.end <= len(piece) for a in found for span in (*a.source, *a.cue, *a.content))
