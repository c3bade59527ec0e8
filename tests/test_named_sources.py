"""The measure of named sources counts names, not whoever is spoken of."""

from __future__ import annotations

from annotator.config import Settings
from annotator.pipeline import annotate_article
from annotator.types import Article

TEXT = """The mayor, Ann Holm, said the pier was safe. "It has held for years," she said.

The company that built it disagreed. The company said the steel was old. Nordhavn Steel Works said so in a letter in May.

A judge said she would look at the pier on Monday. The State Harbour Board said that it had no view.
"""


def test_only_names_count() -> None:
    annotation = annotate_article(Article(id="x", text=TEXT), Settings(plugins=False))
    (measure,) = [measure for measure in annotation.measures if measure.feature == "named_sources"]
    named = [TEXT[evidence.start : evidence.end] for evidence in measure.evidence]
    assert [phrase.split()[-2:] for phrase in named] == [["Ann", "Holm,"], ["Steel", "Works"], ["Harbour", "Board"]]
    assert measure.count == len(named)
