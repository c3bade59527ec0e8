"""One measurement in a process of its own, by pyperf: ``python -m benchmarks.timed --task TASK --text FILE --notes FILE -o OUT``.

Texts are read once and never twice: the first ones warm caches up, as they are in any long run, and the rest are timed. The time is
processor time, so that neighbours on the machine matter little, and the threads of numeric libraries are held to one.
"""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import pyperf

WARM = 0.2
"""The share of the texts that is not timed."""


def texts(path: str) -> list[str]:
    """The texts of a JSON Lines file."""
    with open(path, encoding="utf-8") as lines:
        return [str(json.loads(line)["text"]) for line in lines]


def words(found: list[str]) -> int:
    """Words by white space, the same for every package."""
    return sum(len(text.split()) for text in found)


def split(every: list[str], limit: int) -> tuple[list[str], list[str]]:
    """The texts to warm up with, and those to time, *limit* words of them at most."""
    cut = max(1, int(len(every) * WARM))
    timed: list[str] = []
    left = limit
    for text in every[cut:]:
        if left <= 0:
            break
        timed.append(text)
        left -= len(text.split())
    return every[:cut], timed


def _package(card: str, path: str) -> dict[str, object]:
    start = time.process_time()
    from annotator.config import Settings
    from benchmarks import stages

    settings = Settings(card=card)
    stages.seconds(["The mayor spoke."], settings)
    load = time.process_time() - start
    warm, timed = split(texts(path), 10**9)
    stages.seconds(warm, settings)
    total, spent = stages.seconds(timed, settings)
    return {"seconds": total, "stages": spent, "load": load, "words": words(timed), "articles": len(timed)}


def _peer(name: str, path: str, data: str | None) -> dict[str, object]:
    from benchmarks.peers import PEERS

    start = time.process_time()
    run, _ = PEERS[name].load(data)
    run("The mayor spoke.")
    load = time.process_time() - start
    warm, timed = split(texts(path), PEERS[name].words)
    refused = 0

    def attempt(text: str) -> None:
        nonlocal refused
        try:
            run(text)
        except Exception:  # some packages give up on some texts; the time until then counts
            refused += 1

    for text in warm[: max(1, len(timed) // 5)]:
        attempt(text)
    refused = 0
    start = time.process_time()
    for text in timed:
        attempt(text)
    return {"seconds": time.process_time() - start, "load": load, "words": words(timed), "articles": len(timed), "refused": refused}


def _measure(options: Namespace) -> Callable[[int], float]:
    kind, _, name = options.task.partition(":")

    def once(_: int) -> float:
        found = _package(name, options.text) if kind == "card" else _peer(name, options.text, options.nltk_data)
        Path(options.notes).write_text(json.dumps(found), encoding="utf-8")
        return float(str(found["seconds"]))

    return once


def _pass_on(command: list[str], options: Namespace) -> None:
    for name in ("task", "text", "notes", "nltk_data"):
        value = getattr(options, name)
        if value:
            command += [f"--{name.replace('_', '-')}", value]


def main() -> None:
    """Run one task under pyperf."""
    runner = pyperf.Runner(program_args=("-m", "benchmarks.timed"), add_cmdline_args=_pass_on)
    parser: ArgumentParser = runner.argparser
    for name in ("--task", "--text", "--notes", "--nltk-data"):
        parser.add_argument(name)
    options = runner.parse_args()
    runner.bench_time_func(options.task, _measure(options))


if __name__ == "__main__":
    main()
