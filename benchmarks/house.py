"""What the parts of the benchmark share: the text, the machine, and this package's own commands."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import prose

ROOT = Path(__file__).resolve().parents[1]


def sample(source: str | None, words: int, target: Path) -> Path:
    """Write the texts that everything is measured on to *target*: those of the JSON Lines *source*, else generated ones."""

    def given(path: str) -> Iterator[str]:
        left = words
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                text = str(json.loads(line)["text"])
                left -= len(text.split())
                yield text
                if left <= 0:
                    return

    with open(target, "w", encoding="utf-8") as file:
        for number, text in enumerate(given(source) if source else prose.articles(words)):
            file.write(json.dumps({"id": f"{number}", "text": text}) + "\n")
    return target


def heading(text: Path, kind: str) -> Iterator[str]:
    """When, where and on what."""
    import pyperf

    from benchmarks.timed import texts, words

    found = texts(str(text))
    metadata = pyperf.Run([1.0], collect_metadata=True).get_metadata()
    yield f"## {datetime.now(UTC):%Y-%m-%d}"
    yield ""
    processor = metadata.get("cpu_model_name", platform.machine())
    yield f"{metadata.get('cpu_count', '?')} cores, {processor}, Python {platform.python_version()}."
    yield f"{len(found)} articles, {words(found):,} words of {kind}."


def memory(text: str, card: str) -> dict[str, int]:
    """Peak of the objects that each stage makes for one text, measured in a process of its own."""
    code = "import json,sys; from annotator import Settings; from benchmarks.stages import memory; "
    code += f"print(json.dumps(memory(sys.stdin.read(), Settings(card={card!r}))))"
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def installed() -> str:
    """Which package it is that starts outside of the source tree."""
    code = "import annotator, sys; sys.exit(annotator.__file__.startswith(sys.argv[1]))"
    with tempfile.TemporaryDirectory() as folder:
        own = subprocess.run([sys.executable, "-c", code, str(ROOT)], check=False, cwd=folder, capture_output=True).returncode
    return "a source tree, whose lexicons are looked over for changes at every start" if own else "installed from its wheel"


def commands(text: Path) -> Iterator[tuple[str, list[str]]]:
    """Processes whose start is measured."""
    article = text.parent / "article.txt"
    article.write_text(json.loads(text.read_text(encoding="utf-8").splitlines()[0])["text"], encoding="utf-8")
    run = [sys.executable, "-m", "annotator"]
    yield "Python alone", [sys.executable, "-c", "pass"]
    yield "`import annotator`", [sys.executable, "-c", "import annotator"]
    yield "`from annotator import annotate`", [sys.executable, "-c", "from annotator import annotate"]
    yield "`annotator --version`", [*run, "--version"]
    for card in ("trained", "policy"):
        yield f"`annotator score --card {card}`, one article", [*run, "score", str(article), "--card", card]


def batch(text: Path, workers: int) -> tuple[float, float]:
    """Seconds of the wall clock that ``annotator batch`` takes with so many workers, and processor seconds of its busiest process."""
    import psutil

    target = tempfile.mkdtemp(dir=text.parent)
    command = [sys.executable, "-m", "annotator", "batch", str(text), "-o", target, "--workers", f"{workers}", "--no-html", "--quiet"]
    start = time.perf_counter()
    spent: dict[int, float] = {}
    parent = psutil.Popen(command, cwd=ROOT)
    while parent.poll() is None:
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.Error):
                times = process.cpu_times()
                spent[process.pid] = times.user + times.system
        time.sleep(0.05)
    taken = time.perf_counter() - start
    if parent.returncode:
        raise subprocess.CalledProcessError(parent.returncode, command)
    shutil.rmtree(target)
    return taken, max(spent.values())


def sizes(text: Path) -> Iterator[list[str]]:
    """Bytes an article: the text, its annotation, and the columns of ``annotator.arrow`` without the annotation."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from annotator.arrow import annotate_batch

    records = [json.loads(line) for line in text.read_text(encoding="utf-8").splitlines()]
    table = pa.Table.from_batches([annotate_batch(pa.RecordBatch.from_pylist(records))])
    zstd = pa.Codec("zstd")
    annotations = "\n".join(table["annotation"].to_pylist()).encode()
    for name, data in (("text, JSON Lines", text.read_bytes()), ("annotations, JSON Lines", annotations)):
        yield [name, f"{len(data) / len(records):,.0f}", f"{len(zstd.compress(data)) / len(records):,.0f}"]
    for name, columns in (("all columns, Parquet", table), ("without `annotation`, Parquet", table.drop_columns(["annotation"]))):
        found = []
        for compression in ("none", "zstd"):
            buffer = pa.BufferOutputStream()
            pq.write_table(columns, buffer, compression=compression)
            found.append(f"{buffer.getvalue().size / len(records):,.0f}")
        yield [name, *found]
