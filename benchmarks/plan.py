"""What a large run takes: ``python -m benchmarks.plan --rate WORDS --line BYTES --row BYTES``, the figures being those of results.md."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import NamedTuple


class Inputs(NamedTuple):
    """What the plan rests on; ``docs/scale.md`` says where the defaults come from."""

    rate: float
    """words a second on one core"""
    line: float
    """bytes of an annotation, zstd"""
    row: float
    """bytes of a row without its annotation, Parquet with zstd"""
    words: float = 600.0
    """words an article"""
    busy: float = 0.8
    """share of the time that a core computes"""
    price: float = 0.05
    """dollars a core and hour"""


SETS = (
    ("a million articles", 1e6),
    ("a day of Common Crawl News, all languages", 380_000),
    ("a day, English alone", 0.4 * 380_000),
    ("a year, English alone", 0.4 * 380_000 * 365),
    ("the archive 2016 – 2026, English alone", 0.4 * 1.35e9),
)


def _size(value: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.3g} TB"


def _hours(value: float) -> str:
    return f"{value * 60:.1f} min" if value < 1 else f"{value:,.1f} h" if value < 100 else f"{value:,.0f} h"


def lines(inputs: Inputs) -> Iterator[str]:
    """The plan as a Markdown table."""
    yield "| | articles | core-hours | on 64 cores | cost | annotations, zstd | columns, Parquet |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, articles in SETS:
        hours = articles * inputs.words / inputs.rate / 3600 / inputs.busy
        cells = (
            f"{articles:,.0f}",
            f"{hours:,.1f}" if hours < 100 else f"{hours:,.0f}",
            _hours(hours / 64),
            f"${hours * inputs.price:,.2f}" if hours < 1000 else f"${hours * inputs.price:,.0f}",
            _size(articles * inputs.line),
            _size(articles * inputs.row),
        )
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Print the plan for the figures given."""
    parser = ArgumentParser(prog="python -m benchmarks.plan", description=__doc__)
    for name in Inputs._fields:
        default = Inputs._field_defaults.get(name)
        parser.add_argument(
            f"--{name}", type=float, default=default, required=default is None, help=f"default: {default}" if default else None
        )
    print("\n".join(lines(Inputs(**vars(parser.parse_args())))))


if __name__ == "__main__":
    main()
