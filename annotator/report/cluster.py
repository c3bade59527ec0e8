"""Clustering → plain text for the terminal, or JSON: the groups, their articles, and the grounds."""

from __future__ import annotations

import msgspec

from annotator.compare.cluster import Clustering, Group, Member
from annotator.report.text import Paint, excerpt, no_paint
from annotator.text.visible import visible

_HEADS = (("name", "names"), ("number", "numbers"), ("quotation", "quoted"), ("word", "words"))


def _line(article: Member) -> str:
    facts = (article.outlet, article.date, article.title)
    return "  " + "  ".join([visible(article.path or article.id), *(excerpt(fact) for fact in facts if fact)])


def _why(group: Group) -> list[str]:
    lines = []
    for kind, head in _HEADS:
        found = [term for term in group.shared if term.kind == kind]
        if found:
            lines.append(f"    {head + ':':<9} " + ", ".join(f"{excerpt(t.text, 60)} ({t.members} of {t.articles})" for t in found))
    return lines


def render(clustering: Clustering, *, paint: Paint = no_paint) -> str:
    """Every group with its articles and why they are together, then the articles that stand alone."""
    lines: list[str] = []
    for number, group in enumerate(clustering.groups, start=1):
        when = "" if group.days is None else ", on one day" if group.days == 0 else f", {group.days} days apart"
        head = f"story {number}: {len(group.members)} articles, alike {group.alike:.2f}"
        least = f" (least {group.least:.2f})" if len(group.members) > 2 else ""
        lines.append(paint(head, "strong") + paint(f"{least}{when}", "dim"))
        lines += [_line(clustering.articles[member]) for member in group.members]
        if group.shared:
            lines += [paint("    they share (in so many of the articles that have it):", "dim"), *_why(group)]
        lines.append("")
    if clustering.alone:
        lines.append(paint(f"alone: {len(clustering.alone)}", "strong"))
        lines += [_line(clustering.articles[member]) for member in clustering.alone]
        lines.append("")
    lines.append(
        paint(
            f"{len(clustering.articles)} articles, {len(clustering.groups)} stories told more than once. "
            "Alike: the cosine of the articles’ weighted terms, adjusted by how well their sentences match; "
            f"{clustering.threshold:g} or more in a group. Dates at most {clustering.days} days apart.",
            "dim",
        )
    )
    return "\n".join(lines) + "\n"


def render_json(clustering: Clustering) -> str:
    """The clustering as a JSON object; members are indices into ``articles``."""
    return msgspec.json.format(msgspec.json.encode(clustering), indent=2).decode("utf-8") + "\n"
