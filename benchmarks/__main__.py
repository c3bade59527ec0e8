"""``python -m benchmarks``: speed against other packages, stages, start-up, growth with length, workers, size of the results.

Needs the extra ``benchmark``; the other packages are in ``benchmarks/requirements.txt``, and those that are missing are skipped by name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median

import pyperf

from benchmarks import house

CARDS = ("trained", "policy")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Lines of a Markdown table, its columns in line; all but the first are figures."""
    every = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in every) for column in range(len(every[0]))]
    for number, row in enumerate(every):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'|'.join(['-' * (widths[0] + 2), *('-' * (width + 1) + ':' for width in widths[1:])])}|"


def _environment() -> dict[str, str]:
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    path = os.pathsep.join(filter(None, [str(house.ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, **threads, "PYTHONPATH": path}


class _Timing:
    """The runs of one task: what pyperf measured, and what the task noted beside it."""

    def __init__(self) -> None:
        self.runs: list[pyperf.Run] = []
        self.notes: list[dict[str, float]] = []
        self.stages: list[dict[str, float]] = []

    def add(self, task: str, text: Path, options: Namespace) -> None:
        """Measure once more, in a process of its own."""
        with tempfile.TemporaryDirectory() as folder:
            out, notes = Path(folder, "out.json"), Path(folder, "notes.json")
            command = [sys.executable, "-m", "benchmarks.timed", "--task", task, "--text", str(text), "--notes", str(notes), "-o", str(out)]
            command += ["--processes=1", "--values=1", "--warmups=0", "--loops=1", "--copy-env", "--quiet"]
            command += ["--nltk-data", options.nltk_data] if options.nltk_data else []
            subprocess.run(command, check=True, env=_environment(), stdout=subprocess.DEVNULL)
            self.runs += pyperf.Benchmark.load(str(out)).get_runs()
            found = json.loads(notes.read_text(encoding="utf-8"))
        self.stages.append(found.pop("stages", {}))
        self.notes.append(found)

    @property
    def benchmark(self) -> pyperf.Benchmark:
        return pyperf.Benchmark(self.runs)

    @property
    def rate(self) -> float:
        """Words a second."""
        return self.notes[0]["words"] / float(self.benchmark.median())

    def row(self, name: str, base: float) -> list[str]:
        """A line of the table of packages, *base* being the rate that others are compared with."""
        spread = self.benchmark.stdev() / self.benchmark.mean() if len(self.runs) > 1 else 0.0
        articles = self.notes[0]["articles"] / self.benchmark.median()
        memory = median(run.get_metadata()["mem_max_rss"] for run in self.runs) / 2**20
        load = median(note["load"] for note in self.notes)
        times = base / self.rate
        figures = (f"{self.rate:,.0f}", f"{spread:.0%}", f"{articles:,.1f}", f"{load:.2f}", f"{memory:,.0f}", f"{times:.2f}×")
        return [name, *figures]


def _peers(options: Namespace) -> Iterator[tuple[str, bool, str]]:
    """Each peer, whether it runs here, and what it does or lacks."""
    from benchmarks.peers import PEERS

    for name in PEERS:
        command = [sys.executable, "-m", "benchmarks.peers", name, *([options.nltk_data] if options.nltk_data else [])]
        done = subprocess.run(command, check=False, env=_environment(), capture_output=True, text=True)
        said = done.stderr if done.returncode else done.stdout
        yield name, done.returncode == 0, (said.strip() or "failed").splitlines()[-1]


def speed(options: Namespace, text: Path) -> Iterator[str]:
    """Words a second of both cards and of the peers, and the stages of both cards; every round measures each of them once."""
    peers = list(_peers(options)) if options.peers else []
    tasks = {f"card:{card}": _Timing() for card in CARDS} | {f"peer:{peer}": _Timing() for peer, runs, _ in peers if runs}
    for number in range(options.rounds):
        for task, timing in tasks.items():
            print(f"round {number + 1} of {options.rounds}: {task}", file=sys.stderr)
            timing.add(task, text, options)
    base = tasks["card:trained"].rate
    yield from ("### Packages", "")
    rows = [timing.row(f"annotator, {task[5:]}" if task.startswith("card") else task[5:], base) for task, timing in tasks.items()]
    head = ("one core", "words/s", "spread", "articles/s", "load, s", "memory, MB", "trained is faster by")
    yield from _table(head, rows)
    yield ""
    for peer, runs, note in peers:
        refused = tasks[f"peer:{peer}"].notes[0]["refused"] if runs else 0
        gave_up = f"; gave up on {refused:.0f} of the texts" if refused else ""
        yield f"- {peer}: {'' if runs else 'skipped, '}{note}{gave_up}."
    yield from ("", "### Stages", "")
    yield from _stages({card: tasks[f"card:{card}"] for card in CARDS}, text)


def _stages(timings: dict[str, _Timing], text: Path) -> Iterator[str]:
    from benchmarks.timed import texts

    longest = max(texts(str(text)), key=len)
    peaks = {card: house.memory(longest, card) for card in timings}
    rows = []
    for stage in timings[CARDS[0]].stages[0]:
        row = [stage]
        for card, timing in timings.items():
            time = median(found[stage] for found in timing.stages)
            row.append(f"{1e6 * time / timing.notes[0]['words']:.2f}")
            row.append(f"{time / timing.benchmark.median():.0%}")
            row.append(f"{peaks[card][stage] / 2**20:.1f}" if stage in peaks[card] else "")
        rows.append(row)
    head = ("stage", *(f"{card}, {what}" for card in timings for what in ("µs a word", "share", "peak MB")))
    yield from _table(head, rows)
    yield from ("", f"JSON and HTML come on top of the whole. Peaks: objects made for one article of {len(longest.split()):,} words.")


def startup(options: Namespace, text: Path) -> Iterator[str]:
    """Whole processes, wall clock, by pyperf's ``command``."""
    rows = []
    for name, command in house.commands(text):
        found = _command(command, options)
        rows.append(
            [name, f"{1000 * found.median():.0f}", f"{1000 * min(found.get_values()):.0f}", f"{1000 * max(found.get_values()):.0f}"]
        )
    yield from ("### Start-up", "")
    yield from _table(("whole process", "median ms", "fastest", "slowest"), rows)
    yield from ("", f"The package is {house.installed()}.")


def _command(command: list[str], options: Namespace) -> pyperf.Benchmark:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.json")
        prefix = [sys.executable, "-m", "pyperf", "command", f"--processes={max(3, 2 * options.rounds)}", "--values=3", "--warmups=1"]
        prefix += ["--loops=1", "--copy-env", "--quiet", "-o", str(out), "--"]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        subprocess.run([*prefix, *command], check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
        return pyperf.Benchmark.load(str(out))


def growth(options: Namespace, text: Path) -> Iterator[str]:
    """Cost a character at three lengths."""
    from benchmarks.growth import SIZES, rows

    for card in CARDS:
        lines = []
        for kind, found in rows(card):
            print(f"growth: {card}, {kind}", file=sys.stderr)
            lines.append([kind, *(f"{cost:.0f}" for cost in found), f"{found[-1] / found[0]:.2f}"])
        yield from (f"### Growth with length, card `{card}`", "")
        yield from _table(("ns a character", *(f"{size // 1000} kB" for size in SIZES), "last : first"), lines)
        yield ""


def workers(options: Namespace, text: Path) -> Iterator[str]:
    """``annotator batch`` with two workers against one, in turns."""
    found: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    more = house.sample(options.text, 5 * options.words, text.with_name("more.jsonl"))  # or the start of the processes would count
    for number in range(options.rounds):
        for count in found:
            print(f"round {number + 1} of {options.rounds}: {count} workers", file=sys.stderr)
            found[count].append(house.batch(more, count))
    wall, busy = ({count: median(run[which] for run in runs) for count, runs in found.items()} for which in (0, 1))
    yield from ("### Two workers against one", "")
    fastest = {count: min(run[0] for run in runs) for count, runs in found.items()}
    rows = [[f"{count}", f"{wall[count]:.2f}", f"{fastest[count]:.2f}", f"{busy[count]:.2f}"] for count in found]
    yield from _table(("workers of `annotator batch`", "median s", "fastest", "processor s of the busiest process"), rows)
    load = os.getloadavg()[0]
    yield ""
    yield f"On {5 * options.words:,} words two are {wall[1] / wall[2]:.2f}× as fast by the clock, with the start and end of the processes,"
    yield f"while {load:.1f} processes wanted the machine's {os.cpu_count()} cores; {busy[1] / busy[2]:.2f}× by processor time."


def storage(options: Namespace, text: Path) -> Iterator[str]:
    """Bytes an article of what comes out."""
    yield from ("### Size of the results", "")
    yield from _table(("bytes an article", "plain", "zstd"), house.sizes(text))


PARTS: dict[str, Callable[[Namespace, Path], Iterator[str]]] = {
    "speed": speed,
    "startup": startup,
    "growth": growth,
    "workers": workers,
    "storage": storage,
}


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure, all by default: {', '.join(PARTS)}")
    parser.add_argument("--text", metavar="FILE", help="JSON Lines with a field text; generated prose by default")
    parser.add_argument("--words", type=int, default=60_000, help="how much of the text, %(default)s words by default")
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured, in turns, %(default)s times by default")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="this package alone")
    parser.add_argument("--nltk-data", metavar="FOLDER", help="where the data of NLTK is, for the peers that need some")
    parser.add_argument("--save", action="store_true", help="append the tables to benchmarks/results.md")
    options = parser.parse_args()
    for part in options.parts:
        if part not in PARTS:
            parser.error(f"no part {part!r}; parts: {', '.join(PARTS)}")
    return options


def main() -> None:
    """Measure, print, and keep where asked to."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        text = house.sample(options.text, options.words, Path(folder, "text.jsonl"))
        lines = [*house.heading(text, f"the first {options.words:,} words of a file" if options.text else "generated prose"), ""]
        print("\n".join(lines))
        for name in options.parts or PARTS:
            part = [*PARTS[name](options, text), ""]
            print("\n".join(part), flush=True)
            lines += part
    if options.save:
        with open(house.ROOT / "benchmarks" / "results.md", "a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
