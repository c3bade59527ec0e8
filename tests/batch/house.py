"""What the tests of batch runs share: invented articles, the command as a process, the bytes of a folder."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import psutil

from tests.conftest import ROOT

_SENTENCES = (
    '"We will not accept this plan," {name} said on Monday.',
    "A senior official, who spoke on condition of anonymity, said the talks in {town} had stalled.",
    "The council approved {number} million dollars for the bridge.",
    "Critics say the {word} decision will hurt farmers near {town}.",
    "According to the Daily Example, the {word} minister met {name} in {town}.",
    "Residents of {town} waited for {number} hours, {name} told reporters.",
    "It was, of course, a disastrous idea.",
    "The company plans to build {number} homes by next year, and expects prices to fall.",
)


def article(number: int, words: int = 180) -> str:
    """An invented article, the same for the same *number*."""
    chance = Random(number)
    sentences: list[str] = []
    length = 0
    while length < words:
        sentences.append(
            chance.choice(_SENTENCES).format(
                name=chance.choice(("Anna Berg", "Tom Field", "Li Wen")),
                town=chance.choice(("Northport", "Eastvale", "Rivertown")),
                word=chance.choice(("new", "radical", "annual", "controversial")),
                number=chance.randint(2, 900),
            )
        )
        length += len(sentences[-1].split())
    return "\n\n".join(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)) + "\n"


def lines(path: Path, count: int, *, words: int = 180, texts: dict[int, str] | None = None) -> Path:
    """Write *count* articles as JSON Lines; *texts* replaces some by their number."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = (texts or {}).get(number) or article(number, words)
            file.write(json.dumps({"id": f"a{number:04d}", "text": text, "title": f"Story {number}", "outlet": "The Sample"}) + "\n")
    return path


def command(*arguments: object, card: str = "policy") -> list[str]:
    """The command line of a batch run."""
    return [sys.executable, "-m", "annotator", "batch", *map(str, arguments), *(("--card", card) if card else ())]


def environment(**more: str) -> dict[str, str]:
    """An environment in which the command finds this source tree."""
    path = os.pathsep.join(filter(None, (more.pop("first", ""), str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, **more}


def batch(*arguments: object, card: str = "policy", first: str = "", **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        command(*arguments, card=card), capture_output=True, text=True, timeout=120, check=False, env=environment(first=first), **more
    )


def start(*arguments: object, first: str = "", **more: Any) -> subprocess.Popen[str]:
    """Begin the command and return at once."""
    return subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(first=first), **more
    )


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for *condition*, and fail if it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def recorded(folder: Path) -> int:
    """How many inputs the journal in *folder* says are done."""
    journal = folder / ".journal"
    return journal.stat().st_size // 62 if journal.exists() else 0


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below *folder* with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the summary."""
    with (folder / "summary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(folder: Path) -> list[str]:
    """The ids of the annotations, in order; fails where a line is no whole object."""
    return [json.loads(line)["document"]["id"] for line in (folder / "annotations.jsonl").read_bytes().splitlines()]


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that annotate for *process*: the children of its fork server."""
    found = []
    for child in psutil.Process(process.pid).children():
        found += child.children()
    return found


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """*process* and all below it."""
    own = psutil.Process(process.pid)
    return [own, *own.children(recursive=True)]


PLUGIN = '''"""A rule that does to its process what the article asks for."""

import os
import signal

from annotator.types import Rule


class Trouble:
    """What it marks: nothing."""

    RULE = Rule(id="trouble", code="TR", summary="makes trouble", dimension="sourcing")

    def extract(self, reading, lexicons):
        if "KILL ME" in reading.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "CRASH ME" in reading.text:
            os.abort()
        while "HANG ME" in reading.text:
            pass
        if "STOP ME" in reading.text:
            os.kill(os.getpid(), signal.SIGSTOP)
        return ()


trouble = Trouble()
'''


def plugin(folder: Path) -> str:
    """Install ``PLUGIN`` into *folder*, as a package is installed; returns the folder, to be put on the path."""
    information = folder / "trouble-1.dist-info"
    information.mkdir(parents=True)
    (folder / "trouble.py").write_text(PLUGIN)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: trouble\nVersion: 1\n")
    (information / "entry_points.txt").write_text("[annotator.extractors]\ntrouble = trouble:trouble\n")
    return str(folder)
