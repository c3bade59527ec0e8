"""Many annotations → one index page: a row an input, failures and abstentions included, the ones most worth a look first."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from annotator.limits import NOT_THIS
from annotator.report.page import fill
from annotator.types import Annotation


class Row(Struct, frozen=True, kw_only=True):
    """One input: its page and figures, or why there are none."""

    id: str
    href: str | None
    outlet: str | None = None
    date: str | None = None
    words: int = 0
    sourcing: int | None = None
    language: int | None = None
    overall: int | None = None
    findings: int = 0
    errors: int = 0
    remark: str = ""


def row(annotation: Annotation, href: str) -> Row:
    """The index row of a finished article."""
    article = annotation.reading.document.article
    values = {score.dimension: score.value if score.status == "scored" else None for score in annotation.scores}
    remark = next((score.reason for score in annotation.scores if score.reason), None)
    return Row(
        id=article.title or article.id,
        href=href,
        outlet=article.outlet,
        date=article.date,
        words=annotation.words,
        sourcing=values["sourcing"],
        language=values["language"],
        overall=values["overall"],
        findings=len(annotation.findings),
        errors=sum(finding.severity == 3 for finding in annotation.findings),
        remark=f"no score: {remark}" if remark else "",
    )


def failed(path: str, message: str) -> Row:
    """The index row of an input that could not be read."""
    return Row(id=path, href=None, remark=f"failed: {message}")


def render(rows: Sequence[Row]) -> str:
    """The index page."""
    order = sorted(rows, key=lambda r: (r.href is not None, r.overall is None, r.overall or 0, r.id))
    return fill("index.html", script="index.js", rows=order, not_this=NOT_THIS)
