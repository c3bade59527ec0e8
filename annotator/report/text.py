"""Annotation → plain text: one line a finding that editors can click, then the score sheet with bars that add up."""

from __future__ import annotations

from collections.abc import Callable

from annotator.config import LEVELS, Level
from annotator.limits import NOT_THIS
from annotator.report.place import Places
from annotator.types import Annotation, Contribution, Finding, Score

Paint = Callable[[str, str], str]
"""Gives a piece of text the look that a role asks for: ``note``, ``warn``, ``error``, ``dim``, ``strong``, ``good``, ``bad``."""

_EXCERPT = 80
_BAR = 24


def no_paint(text: str, role: str) -> str:
    """Plain text for terminals without colour, and for files."""
    del role
    return text


def shown(text: str) -> str:
    """*text* on one line, control and bidirectional format characters made visible, so that it cannot disturb a terminal."""
    out = []
    for character in text:
        if character.isspace():
            out.append(" ")
        elif character.isprintable():
            out.append(character)
        else:
            out.append(f"\\u{ord(character):04x}")
    return " ".join("".join(out).split())


def excerpt(text: str, limit: int = _EXCERPT) -> str:
    """*text* for one line, cut in the middle where it is longer than *limit* characters."""
    line = shown(text)
    if len(line) <= limit:
        return line
    half = (limit - 3) // 2
    return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def finding_line(annotation: Annotation, finding: Finding, places: Places, paint: Paint = no_paint) -> str:
    """``path:line:column: level rule "excerpt" – message``."""
    document = annotation.reading.document
    line, column = places.of(finding.start)
    level = LEVELS[finding.severity - 1]
    where = shown(document.article.path or document.article.id)
    words = excerpt(document.text[finding.start : finding.end])
    return f'{where}:{line}:{column}: {paint(level, level)} {paint(finding.rule, "strong")} "{words}" – {finding.message}'


def _bar(value: int) -> str:
    full = round(value * _BAR / 100)
    return "█" * full + "░" * (_BAR - full)


def _why(part: Contribution) -> str:
    count = len(part.evidence)
    passages = "no passage" if not count else "1 passage" if count == 1 else f"{count} passages"
    return f"{part.points:+7.1f}  {part.feature.replace('_', ' ')} ({passages})"


def score_lines(score: Score, paint: Paint = no_paint) -> list[str]:
    """A score with its bar, range and band, and the sum that makes it; or why there is none."""
    name = f"{score.dimension:<9}"
    if score.status == "abstained":
        return [f"{paint(name, 'strong')} no score: {score.reason}"]
    lines = [f"{paint(name, 'strong')} {score.value:>3} of 100  {_bar(score.value)}  range {score.low}–{score.high}: {score.band}"]
    if score.dimension == "overall":
        return lines
    lines.append(f"          {score.intercept:+7.1f}  start")
    parts = sorted((c for c in score.contributions if abs(c.points) >= 0.05), key=lambda c: -abs(c.points))
    lines += ["          " + paint(_why(part), "good" if part.points > 0 else "bad") for part in parts]
    rest = score.raw - score.intercept - sum(part.points for part in parts)
    if abs(rest) >= 0.05:
        lines.append(f"          {rest:+7.1f}  smaller terms")
    lines.append(f"          = {score.raw:.1f}" + (", clipped to 0–100" if not 0 <= score.raw <= 100 else ""))
    return lines


def render(annotation: Annotation, *, min_level: Level = "note", paint: Paint = no_paint) -> str:
    """The whole report of one article.

    :param min_level: the least level of the findings that are listed; the scores count all of them.
    """
    least = LEVELS.index(min_level) + 1
    document = annotation.reading.document
    places = Places(document.text)
    lines = [finding_line(annotation, f, places, paint) for f in annotation.findings if f.severity >= least]
    if lines:
        lines.append("")
    article = document.article
    title = excerpt(article.title or article.path or article.id, 100)
    lines.append(paint(title, "strong"))
    counted = f"{annotation.words} words, {annotation.words_scored} in the outlet's own or relayed voice"
    upstream = f"; relays {annotation.reading.upstream}" if annotation.reading.upstream else ""
    lines.append(paint(counted + upstream, "dim"))
    for score in annotation.scores:
        lines += score_lines(score, paint)
    lines += [paint(f"note: {notice.message}", "dim") for notice in annotation.notices]
    lines.append(paint(NOT_THIS, "dim"))
    return "\n".join(lines) + "\n"
