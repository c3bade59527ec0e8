"""A mention of an unnamed source is one finding, however many claims it carries."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from annotator.config import Settings
from annotator.pipeline import annotate_article
from annotator.text.readers import read
from annotator.types import Annotation, Article, Finding
from tests.conftest import SEEDS, SHARED

TWICE = (
    "The plant will close in May, said a senior ministry official, who spoke on condition of anonymity. The official called the owner "
    '"a crook and a liar" and said that the last shift would end at noon.\n\n'
    "The town has asked for a year more. Anna Keller, the mayor, said that she would go to court.\n"
)


@cache
def _annotate(text: str, card: str) -> Annotation:
    return annotate_article(Article(id="x", text=text), Settings(card=card, plugins=False))


def _articles() -> list[tuple[str, str]]:
    paths = (*sorted(SEEDS.glob("*.txt")), *sorted((SHARED / "seeds").glob("*.txt")))
    return [(path.stem[:14], article.text) for path in paths for article in read(str(path)) if isinstance(article, Article)]


@pytest.mark.parametrize("card", ["policy", "trained"])
@pytest.mark.parametrize("text", [text for _, text in _articles()] + [TWICE], ids=[name for name, _ in _articles()] + ["twice"])
def test_no_rule_marks_the_same_characters_twice(text: str, card: str) -> None:
    places = Counter((finding.rule, finding.start, finding.end) for finding in _annotate(text, card).findings)
    assert [place for place, count in places.items() if count > 1] == []


def _mention(card: str) -> tuple[Annotation, Finding]:
    annotation = _annotate(TWICE, card)
    start = TWICE.index("The official")
    (found,) = [finding for finding in annotation.findings if finding.rule == "anonymous-source" and finding.start == start]
    return annotation, found


def test_a_mention_is_graded_by_its_gravest_claim() -> None:
    annotation, found = _mention("trained")
    claims = [a for a in annotation.reading.attributions if a.source and a.source[0].start == found.start]
    assert sorted(claim.content_type for claim in claims) == ["attack", "fact"]
    assert "an attack" in found.message
    assert found.severity == 3
    assert [place.label for place in found.context].count("claim") == sum(len(claim.content) for claim in claims)


def test_each_claim_of_a_mention_counts_among_the_claims() -> None:
    """Shares are of claims: two of an unnamed source weigh as much as two of a named one, and both point to the one finding."""
    annotation, found = _mention("trained")
    number = annotation.findings.index(found) + 1
    (measure,) = [measure for measure in annotation.measures if measure.feature == "anonymous_unexplained"]
    assert [place.finding for place in measure.evidence].count(number) == 2
    claims = [claim for claim in annotation.reading.attributions if claim.source]
    assert measure.base == len(claims)
    assert measure.count == sum(claim.source_kind == "anonymous" for claim in claims) == 3
