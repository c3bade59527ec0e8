"""Annotation → GitHub-flavoured Markdown, for pull requests and chats.

Article text is somebody else's: it must not become a link, an image, a heading, a mention or a table's edge. What is quoted stands in code
spans, in which nothing acts. Other words pass only where they are plain ones; anything else among them goes into a code span too. So a
reader sees the very characters, and no service that reads the Markdown after its parser (mentions, issue numbers, emoji) finds any food.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.config import LEVELS, Level
from annotator.limits import NOT_THIS
from annotator.report import figures
from annotator.report.place import Places
from annotator.text.visible import visible
from annotator.types import Annotation, Finding, Measure, Score, Source

_PLAIN = re.compile(
    r"""[("'“‘«]{0,3}
        (?![0-9a-f]{7,40}(?![^\W_]))      # a commit
        (?!GH-\d)(?![Ww]{3}\.)
        (?: [^\W_]+ (?: [-'’–—/%,.] (?=\d) \d+ | ['’-] [^\W\d_]+ )* [%]? | (?:[^\W\d_]\.){2,} | [–—…&%-] )
        [.,;:?!)"'”’»…]{0,4}""",
    re.VERBOSE,
)
"""A word with the marks of ordinary prose, none of which means anything inside a line of Markdown."""
_RUNS = re.compile("`+")
_MOST = 6
_KINDS = {"author_or_reader": "author or reader"}


def code(text: str) -> str:
    """*text* in code spans that show exactly its (visible) characters; a pipe stands between two, so that it ends no table cell."""
    return "&#124;".join(_span(part) if part else "" for part in visible(text).split("|"))


def _span(text: str) -> str:
    if text.isspace():
        return text
    fence = "`" * (1 + max((len(run) for run in _RUNS.findall(text)), default=0))
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def prose(text: str) -> str:
    """*text* (made visible) as words inside a line: plain ones as they are, all others as code."""
    return " ".join(word if _PLAIN.fullmatch(word) else code(word) for word in visible(text).split())


def _short(text: str, limit: int = 240) -> str:
    words = visible(text)
    return words if len(words) <= limit else f"{words[: limit // 2].rstrip()} … {words[-limit // 2 :].lstrip()}"


def _table(head: Sequence[str], align: str, rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; *align* has one of ``l`` and ``r`` for each column. Cells are Markdown already."""
    rule = [":--" if side == "l" else "--:" for side in align]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def _scores(scores: Sequence[Score]) -> list[str]:
    rows = []
    for score in scores:
        if score.status == "abstained":
            rows.append((score.dimension, "–", "", f"no score: {prose(score.reason or '')}"))
        else:
            rows.append((score.dimension, f"**{score.value}**", f"{score.low}–{score.high}", prose(score.band or "")))
    return _table(("score", "of 100", "range", "in words"), "lrll", rows)


def _at(places: Places, offsets: Sequence[int]) -> str:
    shown = ["{}:{}".format(*places.of(offset)) for offset in sorted(set(offsets[:_MOST]))]
    more = len(offsets) - _MOST
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _sum(score: Score, measures: dict[str, Measure], places: Places) -> list[str]:
    """The terms of one score, largest first, and their sum."""
    rows = [(f"{score.intercept:.1f}", "start", "", "")]
    parts = sorted((c for c in score.contributions if abs(c.points) >= 0.05), key=lambda c: -abs(c.points))
    for part in parts:
        measure = measures[part.feature]
        heavy = sorted(part.evidence, key=lambda share: (-abs(share.points), share.start))
        value = prose(figures.amount(measure.unit, measure.value))
        rows.append((f"{part.points:+.1f}", prose(part.feature.replace("_", " ")), value, _at(places, [s.start for s in heavy])))
    rest = score.raw - score.intercept - sum(part.points for part in parts)
    if abs(rest) >= 0.05:
        rows.append((f"{rest:+.1f}", "smaller terms", "", ""))
    clipped = ", clipped to 0–100" if not 0 <= score.raw <= 100 else ""
    rows.append((f"**{score.raw:.1f}**", f"**{score.dimension}**{clipped}", "", ""))
    return _table(("points", "for", "value", "line:column"), "rlll", rows)


def _finding(finding: Finding, text: str, places: Places) -> Iterator[str]:
    line, column = places.of(finding.start)
    quoted = "" if finding.layer == "author" else f" ({finding.layer.replace('_', ' ')})"
    excerpt = code(_short(text[finding.start : finding.end]))
    yield f"- {line}:{column} **{LEVELS[finding.severity - 1]}** {code(finding.rule)} {excerpt} – {prose(finding.message)}{quoted}"
    for part in finding.context:
        yield f"  - {prose(part.label)}: {prose(_short(text[part.start : part.end]))}"


def _source(source: Source, text: str, places: Places) -> tuple[str, ...]:
    told = [source.standing.replace("_", " ") if source.standing else ""]
    if source.title:
        told.append(prose(_short(text[source.title.start : source.title.end], 80)))
    if source.reason_type:
        told.append("no reason given" if source.reason_type == "none" else f"{source.reason_type} reason")
    if source.outlet and source.outlet != source.label:
        told.append(f"relayed by {prose(source.outlet)}")
    who = f"{prose(_short(source.label, 80)) or '–'}" + (f" ({source.number})" if source.number else "")
    kind = _KINDS.get(source.kind, source.kind.replace("_", " "))
    where = _at(places, [span.start for span in source.mentions])
    return who, kind, str(source.claims), str(source.words_quoted), "; ".join(filter(None, told)), where


def render(annotation: Annotation, *, min_level: Level = "note") -> str:
    """The report of one article.

    :param min_level: the least level of the findings that are listed; the scores count all of them.
    """
    reading = annotation.reading
    article, text = reading.document.article, reading.text
    places = Places(text)
    measures = {measure.feature: measure for measure in annotation.measures}
    upstream = f"; relays {prose(reading.upstream)}" if reading.upstream else ""
    counted = f"{annotation.words} words, {annotation.words_scored} in the outlet's own or relayed voice"
    lines = [f"## {prose(_short(article.title or article.id, 160))}", "", f"{code(article.path or article.id)}: {counted}{upstream}", ""]
    lines += _scores(annotation.scores)
    for score in annotation.scores:
        if score.status == "scored" and score.dimension != "overall":
            lines += ["", *_sum(score, measures, places)]
    listed = [f for f in annotation.findings if f.severity > LEVELS.index(min_level)]
    lines += ["", f"### Findings: {len(listed)}", ""]
    lines += [line for finding in listed for line in _finding(finding, text, places)]
    if reading.sources:
        head = ("source", "kind", "claims", "words quoted", "what is said of it", "line:column")
        lines += ["", "### Sources", "", *_table(head, "llrrll", [_source(s, text, places) for s in reading.sources])]
    lines += ["", f"### {figures.TITLE}", ""]
    rows = [(row.label, row.value, prose(row.about)) for row in figures.rows(annotation.figures)]
    lines += _table(("figure", "value", "how it is reckoned"), "lll", rows)
    if annotation.notices:
        lines += ["", *(f"- note: {prose(notice.message)}" for notice in annotation.notices)]
    return "\n".join([*lines, "", f"*{NOT_THIS}*"]).replace("\n\n\n", "\n\n") + "\n"
