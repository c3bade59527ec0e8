"""A score card as plain text: every weight with its rationale and source."""

from __future__ import annotations

from textwrap import fill

from annotator.limits import NOT_THIS
from annotator.score.card import Card, Term


def _wrapped(text: str, indent: int = 4) -> str:
    return fill(text, 100, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _term(term: Term) -> list[str]:
    steps = ", ".join(f"{value:g} → {term.points * share:+g}" for value, share in term.knots)
    return [
        f"  {term.feature}: up to {term.points:+g} points",
        _wrapped(term.label),
        _wrapped(f"points by value: {steps}; straight lines between"),
        _wrapped(term.rationale),
        _wrapped(f"Source: {term.source.title}{f' <{term.source.url}>' if term.source.url else ''}"),
        "",
    ]


def render(card: Card) -> str:
    """The whole card."""
    lines = [f"{card.title}  (id {card.id}, version {card.version}, {card.date})", ""]
    for name, words in (("Measures", card.measures), ("Intended", card.intended), ("Excluded", card.excluded), ("Data", card.data)):
        lines.append(_wrapped(f"{name}: {words}", 0))
    lines += [f"Attribution engine: {card.attribution_engine}. Language engine: {card.language_engine}.", ""]
    for name, dimension in (("sourcing", card.sourcing), ("language", card.language)):
        lines += [f"{name}: starts at {dimension.intercept:g}", _wrapped(dimension.about, 2), ""]
        for term in card.terms(name):
            lines += _term(term)
    lines += [f"overall: {card.overall.sourcing:g} × sourcing + {card.overall.language:g} × language, term by term", ""]
    lines.append(
        _wrapped(
            f"No score under {card.abstain.words} scored words or above {card.abstain.quoted:.0%} quotation, for text that is not English, and for pieces labelled as opinion.",
            0,
        )
    )
    for title, rows in (("Results", card.results), ("Known failures", card.known_failures), ("Changelog", card.changelog)):
        if rows:
            lines += ["", f"{title}:", *(_wrapped(f"- {row}", 2) for row in rows)]
    lines += ["", NOT_THIS]
    return "\n".join(lines) + "\n"
