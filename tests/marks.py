"""Samples with ``<<marks>>``, as the rule cases and lexicons write them."""

from __future__ import annotations

from annotator.config import Settings
from annotator.lexicon.check import unmark
from annotator.pipeline import annotate

__all__ = ["spans_of", "unmark"]


def spans_of(text: str, rule: str) -> list[tuple[int, int]]:
    """Where *rule* marks *text*, under the card that has no learned part, so that a case fails only for a rule's or lexicon's sake."""
    findings = annotate(text, settings=Settings(card="policy")).findings
    return [(finding.start, finding.end) for finding in findings if finding.rule == rule]
