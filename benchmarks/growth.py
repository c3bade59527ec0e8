"""Does the cost of a text grow with its length and no faster? A megabyte of many kinds of text, cut into articles of three lengths."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count

from annotator.config import Settings
from annotator.pipeline import annotate
from annotator.report.json import render_line
from benchmarks.prose import articles

SIZES = (10_000, 100_000, 1_000_000)


def _prose() -> Iterator[str]:
    return articles(10**9)


def _quotes() -> Iterator[str]:
    return (f"“{text.replace('“', '').replace('”', '')[:300]}” " for text in articles(10**9))


def _no_full_stops() -> Iterator[str]:
    return (text.translate({ord(mark): " " for mark in ".!?:;\n"}) for text in articles(10**9))


def _long_words() -> Iterator[str]:
    return (f"{text.replace(' ', '')[:2000]} said so. " for text in articles(10**9))


def _brackets() -> Iterator[str]:
    return (text.replace(" the ", " (the [").replace(",", "),(") for text in articles(10**9))


def _open_quotes() -> Iterator[str]:
    return (text.replace(" the ", " “the ") for text in articles(10**9))


def _names() -> Iterator[str]:
    return (" ".join(word.capitalize() for word in text.split()) + " " for text in articles(10**9))


def _lines() -> Iterator[str]:
    return (text.replace(" ", "\n") for text in articles(10**9))


def _one_character() -> Iterator[str]:
    return ("-" * 1000 for _ in count())


KINDS: dict[str, Callable[[], Iterator[str]]] = {
    "prose": _prose,
    "all quotations": _quotes,
    "quotations that never end": _open_quotes,
    "no full stops": _no_full_stops,
    "long words": _long_words,
    "many brackets": _brackets,
    "every word a name": _names,
    "a word a line": _lines,
    "one character": _one_character,
}


def sample(kind: str, size: int) -> str:
    """*size* characters of this kind of text, in one article."""
    out: list[str] = []
    length = 0
    for piece in KINDS[kind]():
        out.append(piece)
        length += len(piece)
        if length >= size:
            break
    return "".join(out)[:size]


def costs(kind: str, settings: Settings) -> list[float]:
    """Nanoseconds a character of the same megabyte, cut into articles of each of the sizes; read once before, so that caches are alike."""
    text = sample(kind, SIZES[-1])
    _read(text, SIZES[0], settings)
    return [_read(text, size, settings) for size in SIZES]


def _read(text: str, size: int, settings: Settings) -> float:
    start = time.process_time()
    for at in range(0, len(text), size):
        render_line(annotate(text[at : at + size], settings=settings))
    return 1e9 * (time.process_time() - start) / len(text)


def rows(card: str) -> Iterator[tuple[str, list[float]]]:
    """For each kind of text its cost a character at every size."""
    for kind in KINDS:
        yield kind, costs(kind, Settings(card=card))
