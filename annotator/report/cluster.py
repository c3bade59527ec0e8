"""Clustering → plain text for the terminal, or JSON: the groups, their articles, and the grounds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotator.compare.cluster import Clustering, Group, Member
from annotator.report.terminal import fold
from annotator.report.text import Paint, excerpt, no_paint
from annotator.text.visible import visible

_HEADS = (("name", "names"), ("number", "numbers"), ("quotation", "quoted"), ("word", "words"))


def _line(article: Member, width: int | None) -> list[str]:
    facts = [visible(fact) for fact in (article.outlet, article.date) if fact] + ([excerpt(article.title)] if article.title else [])
    return fold("  " + "  ".join([visible(article.path or article.id), *facts]), width, 4)


def _why(group: Group, width: int | None) -> Iterator[str]:
    for kind, head in _HEADS:
        found = [term for term in group.shared if term.kind == kind]
        if found:
            terms = ", ".join(f"{excerpt(term.text, 60)} ({term.members} of {term.articles})" for term in found)
            yield from fold(f"    {head + ':':<8} {terms}", width, 13)


def render(clustering: Clustering, *, paint: Paint = no_paint, width: int | None = None) -> str:
    """Every group with its articles and why they are together, then the articles that stand alone.

    :param width: columns of the terminal; None leaves lines as long as they are.
    """
    lines: list[str] = []
    for number, group in enumerate(clustering.groups, start=1):
        when = "" if group.days is None else ", on one day" if group.days == 0 else f", {group.days} days apart"
        least = f" (least {group.least:.2f})" if len(group.members) > 2 else ""
        head = f"story {number}: {len(group.members)} articles, alike {group.alike:.2f}"
        lines.append(paint(head, "strong") + paint(f"{least}{when}", "dim"))
        for member in group.members:
            lines += _line(clustering.articles[member], width)
        if group.shared:
            lines += [paint("    they share (in so many of the articles that have it):", "dim"), *_why(group, width)]
        lines.append("")
    if clustering.alone:
        lines.append(paint(f"alone: {len(clustering.alone)}", "strong"))
        for member in clustering.alone:
            lines += _line(clustering.articles[member], width)
        lines.append("")
    about = (
        f"{len(clustering.articles)} articles, {len(clustering.groups)} stories told more than once. "
        "Alike: the cosine of the articles’ weighted terms, adjusted by how well their sentences match; "
        f"{clustering.threshold:g} or more in a group. Dates at most {clustering.days} days apart."
    )
    lines += [paint(part, "dim") for part in fold(about, width)]
    return "\n".join(lines) + "\n"


def render_json(clustering: Clustering) -> str:
    """The clustering as a JSON object; members are indices into ``articles``."""
    return msgspec.json.format(msgspec.json.encode(clustering), indent=2).decode("utf-8") + "\n"
