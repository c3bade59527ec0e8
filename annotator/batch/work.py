"""What is done with one article, wherever that is: bytes in, rendered bytes out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from annotator.config import Settings
from annotator.errors import AnnotatorError
from annotator.pipeline import annotate_article
from annotator.report import summary
from annotator.text.readers import InputFailure, Piece, parse
from annotator.types import Annotation

if TYPE_CHECKING:
    from annotator.report.guide import Guide


INDEX_HREF = "../../index.html"
"""Where the index stands, seen from an article's page."""


class Job(Struct, frozen=True):
    """What is the same for all articles of a run."""

    settings: Settings
    html: bool = False


class Result(Struct, frozen=True, array_like=True):
    """One input, ready to be written: a line of JSON or the reason why there is none, its row, its page if pages are asked for.

    ``worst`` is the highest severity among the findings, 0 without any. ``worn`` says that whoever made this should be replaced.
    """

    id: str
    row: bytes
    line: bytes | None = None
    page: bytes | None = None
    worst: int = 0
    reason: str | None = None
    worn: bool = False

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return len(self.row) + len(self.line or b"") + len(self.page or b"")


def work(piece: Piece, job: Job) -> Result:
    """Read and annotate one article and render what is written of it; whatever goes wrong becomes its reason.

    :raises MemoryError: there is not enough memory; only the caller knows what to do about that.
    :raises AnnotatorError: the settings cannot be followed here, whatever the article.
    """
    try:
        article = parse(piece)
        if isinstance(article, InputFailure):
            return unread(article, piece.name)
        annotation = annotate_article(article, job.settings)
        from annotator.report.json import render_line

        line = render_line(annotation).encode("utf-8", "replace") + b"\n"
        row = summary.csv_line(summary.row(annotation))
        page = _render_page(annotation, job.settings) if job.html else None
        worst = max((finding.severity for finding in annotation.findings), default=0)
        return Result(article.id, row, line, page, worst)
    except (MemoryError, AnnotatorError):
        raise
    except RecursionError:
        return lost(piece, "nested too deeply to annotate; check that this is an article")
    except Exception as problem:
        return lost(piece, f"failed inside with {type(problem).__name__}: {problem}; please report this article's case")


def unread(failure: InputFailure, name: str | None = None) -> Result:
    """The result of an input that cannot be read."""
    where = f"{failure.path}:{failure.where}" if failure.where else failure.path
    return _failed(failure.path, failure.where, failure.message, name or where)


def lost(piece: Piece, reason: str) -> Result:
    """The result of an article that was read and not finished."""
    return _failed(piece.path, piece.where, reason, piece.name)


def _failed(path: str, where: str | None, message: str, name: str) -> Result:
    reason = " ".join((f"{where}: {message}" if where else message).split())
    return Result(name, summary.csv_line(summary.failed(path, reason, name)), reason=f"{path}: {reason}")


def _render_page(annotation: Annotation, settings: Settings) -> bytes:
    from annotator.report import html

    return html.render(annotation, _guide(settings), index_href=INDEX_HREF).encode("utf-8", "replace")


@cache
def _guide(settings: Settings) -> Guide:
    from annotator.pipeline import guide

    return guide(settings)
