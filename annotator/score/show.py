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
            f"No score under {card.abstain.words} scored words or above {card.abstain.quoted:.0%} quotation, for text that is not English, "
            "and for pieces labelled as opinion.",
            0,
        )
    )
    for title, rows in (("Results", card.results), ("Known failures", card.known_failures), ("Changelog", card.changelog)):
        if rows:
            lines += ["", f"{title}:", *(_wrapped(f"- {row}", 2) for row in rows)]
    lines += ["", NOT_THIS]
    return "\n".join(lines) + "\n"


def difference(left: Card, right: Card) -> str:
    """What *right* does differently from *left*: engines, starts, terms."""
    lines = [f"{left.id} (version {left.version}) → {right.id} (version {right.version})"]
    for name in ("attribution_engine", "language_engine"):
        if getattr(left, name) != getattr(right, name):
            lines.append(f"{name.replace('_', ' ')}: {getattr(left, name)} → {getattr(right, name)}")
    for dimension in ("sourcing", "language"):
        starts = getattr(left, dimension).intercept, getattr(right, dimension).intercept
        lines.append(f"{dimension}: starts at {starts[0]:g}" + (f" → {starts[1]:g}" if starts[0] != starts[1] else ""))
        before = {term.feature: term for term in left.terms(dimension)}
        after = {term.feature: term for term in right.terms(dimension)}
        for feature in sorted(before.keys() | after.keys()):
            old, new = before.get(feature), after.get(feature)
            if old is None or new is None:
                kept = old or new
                assert kept is not None
                lines.append(f"  {'-' if new is None else '+'} {feature}: {kept.points:+g}")
            elif (old.points, old.knots) != (new.points, new.knots):
                curve = "" if old.knots == new.knots else f"; by value {_steps(old)} → {_steps(new)}"
                lines.append(f"  ~ {feature}: {old.points:+g} → {new.points:+g}{curve}")
    return "\n".join(lines) + "\n"


def _steps(term: Term) -> str:
    return ", ".join(f"{value:g}: {share:.0%}" for value, share in term.knots)
