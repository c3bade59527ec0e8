"""Extractors, one file a rule, and the explicit tuple of the built-in ones."""

from __future__ import annotations

from annotator.extract import (
    anonymous_source,
    editorial_aside,
    loaded_language,
    scare_quotes,
    second_hand_source,
    unattributed_quote,
    vague_attribution,
)
from annotator.extract.base import Extractor, Rule

BUILT_IN: tuple[Extractor, ...] = (
    anonymous_source,
    vague_attribution,
    second_hand_source,
    unattributed_quote,
    loaded_language,
    editorial_aside,
    scare_quotes,
)

__all__ = ["BUILT_IN", "Extractor", "Rule"]
