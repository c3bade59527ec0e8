"""What a page tells about the rules behind its marks and the terms behind its points, for readers who ask why."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from annotator.types import Rule


class Basis(Struct, frozen=True, kw_only=True):
    """Why a term of a score counts: its name in words, the rationale of its weight, and the policy or finding behind it."""

    label: str
    rationale: str
    title: str
    url: str


class Guide(Struct, frozen=True, kw_only=True):
    """The rules that ran with their manual pages, and what the score card says of its terms and of itself.

    ``shares`` is what each dimension weighs in the overall score; ``card`` holds heading and text of what the card says of itself.
    """

    rules: tuple[Rule, ...]
    manuals: dict[str, str] = {}
    terms: dict[str, Basis] = {}
    about: dict[str, str] = {}
    shares: dict[str, float] = {}
    card: tuple[tuple[str, str], ...] = ()


@cache
def sections(manual: str) -> dict[str, str]:
    """A manual page by its headings, each section in one line; a page without headings has no sections."""
    found: dict[str, list[str]] = {}
    heading: list[str] = []
    for line in manual.splitlines():
        if line[:1].strip():
            heading = found.setdefault(line.strip(), [])
        elif line.strip():
            heading.append(line.strip())
    return {name: " ".join(lines).replace("``", "") for name, lines in found.items() if lines}
