"""Comparisons that several tests look at, made once."""

from __future__ import annotations

from functools import cache

import annotator
from annotator.compare.comparison import Comparison, compare
from annotator.types import Annotation
from tests.conftest import SEEDS


@cache
def annotated(name: str) -> Annotation:
    """A sample article."""
    return annotator.annotate((SEEDS / f"{name}.txt").read_bytes().decode("utf-8"), id=name)


@cache
def compared(*names: str) -> Comparison:
    """Sample articles side by side."""
    return compare([annotated(name) for name in names])
