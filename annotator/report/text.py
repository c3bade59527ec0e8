"""Annotation → plain text: one line a finding that editors can click, on a terminal with the passage under it, then the score sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotator.config import LEVELS, Level
from annotator.limits import NOT_THIS
from annotator.phrases import tenths, told
from annotator.report import figures
from annotator.report.place import Places
from annotator.report.terminal import carets, cells, fold
from annotator.text.visible import visible
from annotator.types import Annotation, Contribution, Finding, Measure, Score

Paint = Callable[[str, str], str]
"""Gives a piece of text the look that a role asks for: ``note``, ``warn``, ``error``, ``dim``, ``strong``, ``good``, ``bad``."""

_EXCERPT = 80
_LEAST_EXCERPT = 24
_BAR = 24
_INDENT = 10
_LINES = 6


def no_paint(text: str, role: str) -> str:
    """Plain text for terminals without colour, and for files."""
    del role
    return text


def excerpt(text: str, limit: int = _EXCERPT) -> str:
    """*text* for one line, cut in the middle where it is longer than *limit* characters."""
    line = visible(text)
    if len(line) <= limit:
        return line
    half = (limit - 3) // 2
    return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def finding_lines(annotation: Annotation, finding: Finding, places: Places, paint: Paint = no_paint, width: int | None = None) -> list[str]:
    """``path:line:column: level rule "excerpt" – message``, where *width* asks for it folded behind the rule's name."""
    document = annotation.reading.document
    line, column = places.of(finding.start)
    level = LEVELS[finding.severity - 1]
    where = f"{visible(document.article.path or document.article.id)}:{line}:{column}:"
    rule, message = visible(finding.rule), visible(finding.message)
    words = excerpt(document.text[finding.start : finding.end])
    taken = cells(f"{where} {level} {rule}") if width is not None else 0
    if width is not None and taken + cells(f' "{words}" – {message}') > width:
        room = width - taken - 5
        taken = taken if room >= _LEAST_EXCERPT else width
        words = excerpt(words, min(_EXCERPT, room if room >= _LEAST_EXCERPT else width - 10))
    first, *more = fold(f' "{words}" – {message}', width, 4, taken)
    return [f"{where} {paint(level, level)} {paint(rule, 'strong')}{first}", *more]


def _bar(value: int, size: int) -> str:
    full = round(value * size / 100)
    return "█" * full + "░" * (size - full)


def _why(points: float, part: Contribution, measure: Measure | None, places: Places) -> str:
    words = told(measure, part.feature.replace("_", " ")) if measure is not None else part.feature.replace("_", " ")
    numbers = sorted({places.of(share.start)[0] for share in part.evidence})
    listed = ", ".join(map(str, numbers[:_LINES])) + (f" and {len(numbers) - _LINES} more" if len(numbers) > _LINES else "")
    where = f" (line{'s' if len(numbers) > 1 else ''} {listed})" if numbers else ""
    return f"{points:+7.1f}  {words}{where}"


def score_lines(annotation: Annotation, score: Score, places: Places, paint: Paint = no_paint, width: int | None = None) -> list[str]:
    """A score with its bar, range and band, and the sum that makes it, as printed; or why there is none."""
    name = f"{score.dimension:<9}"
    if score.status == "abstained":
        first, *more = fold(f" no score: {visible(score.reason or '')}", width, _INDENT, len(name))
        return [paint(name, "strong") + first, *more]
    bar = _bar(score.value, _BAR if width is None or width >= 80 else _BAR // 2)
    first, *more = fold(f" {score.value:>3} of 100  {bar}  range {score.low}–{score.high}: {score.band}", width, _INDENT, len(name))
    lines = [paint(name, "strong") + first, *more]
    if score.dimension == "overall":
        return lines
    start = float(f"{score.intercept:.1f}")
    lines.append(f"          {start:+7.1f}  start")
    measured = {measure.feature: measure for measure in annotation.measures}
    parts = sorted(score.contributions, key=lambda c: -abs(c.points))
    for part, points in zip(parts, tenths([part.points for part in parts], float(f"{score.raw:.1f}") - start), strict=True):
        if points:
            words = " " * _INDENT + _why(points, part, measured.get(part.feature), places)
            lines += [paint(line, "good" if points > 0 else "bad") for line in fold(words, width, _INDENT + 9)]
    lines.append(f"          = {score.raw:.1f}" + (", clipped to 0–100" if not 0 <= score.raw <= 100 else ""))
    return lines


def _findings(annotation: Annotation, least: int, paint: Paint, width: int | None, excerpts: bool) -> Iterator[str]:
    text = annotation.reading.text
    places = Places(text)
    for finding in annotation.findings:
        if finding.severity < least:
            continue
        yield from finding_lines(annotation, finding, places, paint, width)
        if excerpts:
            line, _ = places.of(finding.start)
            yield from carets(text, finding.start, finding.end, line, width or _EXCERPT, paint, LEVELS[finding.severity - 1])


def render(
    annotation: Annotation, *, min_level: Level = "note", paint: Paint = no_paint, width: int | None = None, excerpts: bool = False
) -> str:
    """The whole report of one article.

    :param min_level: the least level of the findings that are listed; the scores count all of them.
    :param width: columns to fold to; None folds nothing, so that each finding is one line.
    :param excerpts: whether each finding is followed by its passage in context, with carets under it.
    """
    document = annotation.reading.document
    lines = list(_findings(annotation, LEVELS.index(min_level) + 1, paint, width, excerpts))
    if lines:
        lines.append("")
    article = document.article
    title = excerpt(article.title or article.path or article.id, 100)
    lines += [paint(line, "strong") for line in fold(title, width)]
    counted = f"{annotation.words} words, {annotation.words_scored} in the outlet's own or relayed voice"
    upstream = f"; relays {visible(annotation.reading.upstream)}" if annotation.reading.upstream else ""
    lines += [paint(line, "dim") for line in fold(counted + upstream, width)]
    places = Places(document.text)
    for score in annotation.scores:
        lines += score_lines(annotation, score, places, paint, width)
    lines.append(paint(figures.TITLE + ":", "dim"))
    below = [f"  {row.label}: {row.value}, {row.about}" for row in figures.rows(annotation.figures)]
    below += [f"note: {visible(notice.message)}" for notice in annotation.notices]
    lines += [paint(line, "dim") for words in (*below, NOT_THIS) for line in fold(words, width, 4 if words != NOT_THIS else 0)]
    return "\n".join(lines) + "\n"
