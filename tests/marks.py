"""Samples with ``<<marks>>``, as the rule cases and lexicons write them."""

from __future__ import annotations

from annotator.lexicon.check import unmark

__all__ = ["spans_of", "unmark"]


def spans_of(text: str, rule: str) -> list[tuple[int, int]]:
    """Where *rule* marks *text*."""
    from annotator.pipeline import annotate

    return [(finding.start, finding.end) for finding in annotate(text).findings if finding.rule == rule]
