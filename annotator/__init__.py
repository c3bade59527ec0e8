"""Marks how a news article is sourced and worded, and adds the marks up to scores that anyone can check.

>>> import annotator
>>> annotation = annotator.annotate("The strongman met reporters on Monday. Two officials said talks had stalled.")
>>> [annotation.reading.text[f.start:f.end] for f in annotation.findings]
['strongman', 'Two officials']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotator.config import Settings
    from annotator.errors import AnnotatorError
    from annotator.pipeline import annotate, render
    from annotator.types import Annotation, Article, Finding, Measure, Score, Span

__version__ = "0.1.0"

__all__ = ["Annotation", "AnnotatorError", "Article", "Finding", "Measure", "Score", "Settings", "Span", "annotate", "render"]

_HOMES = {"Settings": "config", "AnnotatorError": "errors", "annotate": "pipeline", "render": "pipeline"}


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first asked for, so that importing the package costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'annotator' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"annotator.{_HOMES.get(name, 'types')}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
