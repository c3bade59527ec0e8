"""Where the time of ``annotate`` goes: timers around the functions that the pipeline is made of, so that the parts add up to the whole."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from annotator import pipeline
from annotator.config import Settings
from annotator.lexicon.load import Lexicons

STAGES: dict[str, tuple[Any, str]] = {
    "structure": (pipeline, "structure"),
    "lexicon scan": (Lexicons, "scan"),
    "attribution": (pipeline, "read"),
    "extract": (pipeline, "_find"),
    "measures": (pipeline, "measures"),
    "score": (pipeline, "scores"),
}
"""Which function does what. The language engine is chosen by the card, so its timer goes around what ``pipeline._judge`` returns."""

NAMES = ("structure", "lexicon scan", "attribution", "language", "extract", "measures", "score", "the rest")

Probe = Callable[[str, Callable[..., Any]], Callable[..., Any]]


@contextmanager
def _around(probe: Probe) -> Iterator[None]:
    """Every stage's function is wrapped by *probe* for a while."""
    kept = [(home, name, getattr(home, name)) for home, name in (*STAGES.values(), (pipeline, "_judge"))]
    judge = pipeline._judge
    try:
        for stage, (home, name) in STAGES.items():
            setattr(home, name, probe(stage, getattr(home, name)))
        setattr(pipeline, "_judge", lambda card: probe("language", judge(card)))  # noqa: B010
        yield
    finally:
        for home, name, function in kept:
            setattr(home, name, function)


def seconds(texts: Iterable[str], settings: Settings) -> tuple[float, dict[str, float]]:
    """Processor time of ``annotate`` on *texts*, and that of each stage; JSON and HTML, which come after it, are not in the sum."""
    spent = dict.fromkeys((*NAMES, "JSON", "HTML"), 0.0)
    clock = time.process_time

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = clock()
            try:
                return function(*args, **options)
            finally:
                spent[stage] += clock() - start

        return run

    line, page = timed("JSON", pipeline.render), timed("HTML", pipeline.render)
    total = 0.0
    with _around(timed):
        for text in texts:
            start = clock()
            annotation = pipeline.annotate(text, settings=settings)
            total += clock() - start
            line(annotation, "jsonl", settings)
            page(annotation, "html", settings)
    spent["the rest"] = total - sum(spent[name] for name in NAMES)
    return total, spent


def memory(text: str, settings: Settings) -> dict[str, int]:
    """What each stage takes at its peak on *text* on top of what was there when it began, in bytes."""
    peaks: dict[str, int] = {}

    def watched(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            before = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            result = function(*args, **options)
            peaks[stage] = max(peaks.get(stage, 0), tracemalloc.get_traced_memory()[1] - before)
            return result

        return run

    pipeline.render(pipeline.annotate(text, settings=settings), "html", settings)  # what is loaded once is no stage's
    tracemalloc.start()
    try:
        with _around(watched):
            annotation = pipeline.annotate(text, settings=settings)
        watched("JSON", pipeline.render)(annotation, "jsonl", settings)
        watched("HTML", pipeline.render)(annotation, "html", settings)
    finally:
        tracemalloc.stop()
    return peaks
