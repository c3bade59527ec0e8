"""A few inputs, one after the other in this process: a failure stays with its input, a page is written as soon as it is made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from annotator.batch.files import FileNames, write
from annotator.config import Settings
from annotator.errors import InputError, OutputError
from annotator.pipeline import annotate_article
from annotator.text.readers import InputFailure, expand, read
from annotator.types import Annotation

if TYPE_CHECKING:
    from annotator.report.guide import Guide


class Failure(Struct, frozen=True, kw_only=True):
    """An input that could not be annotated: which one, and what to do about it."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def resolve(paths: Iterable[str]) -> list[str | Failure]:
    """The files that *paths* (files, folders, globs, ``-``) stand for, in order, none twice; a path that does not exist is a failure."""
    out: dict[str, str | Failure] = {}
    for path in paths:
        try:
            for file in expand([path]):
                out.setdefault(file if file == "-" else os.path.abspath(file), file)
        except InputError as problem:
            where, _, message = str(problem).partition(": ")
            out.setdefault(path, Failure(path=where, message=message))
    return list(out.values())


def annotate_paths(paths: Iterable[str | Failure], settings: Settings, *, stdin: BinaryIO | None = None) -> Iterator[Annotation | Failure]:
    """Annotate every article of *paths*, in order, one at a time; nothing that one input does stops the next."""
    for path in paths:
        if isinstance(path, Failure):
            yield path
            continue
        for article in read(path, stdin=stdin):
            if isinstance(article, InputFailure):
                where = f"{article.path}:{article.where}" if article.where else article.path
                yield Failure(path=where, message=article.message)
                continue
            try:
                yield annotate_article(article, settings)
            except RecursionError:
                yield Failure(path=path, message=f"{article.id}: nested too deeply to annotate; check that this is an article")


def report_folder(results: Iterable[Annotation | Failure], target: Path, guide: Guide) -> Iterator[Annotation | Failure]:
    """Write a page for each result into *target* as it comes, the summary and the index at the end; passes the results on.

    :raises OutputError: the folder cannot be written.
    """
    from annotator.report import html, summary
    from annotator.report.index import Index

    names, index = FileNames(), Index()
    table = [summary.csv_header()]
    for result in results:
        if isinstance(result, Failure):
            cells, page = summary.failed(result.path, result.message), None
        else:
            page = f"{names.name(result.reading.document.article.id)}.html"
            write(target / page, html.render(result, guide, index_href="index.html"))
            cells = summary.row(result)
        index.add(cells, page)
        table.append(summary.csv_line(cells))
        yield result
    write(target / "summary.csv", b"".join(table).decode("utf-8"))
    made = 0
    for name, content in index.pages():
        write(target / name, content)
        made += 1
    _remove_further_pages(target, made)


def _remove_further_pages(target: Path, made: int) -> None:
    """Remove the index pages after the first *made* ones, which an earlier run with more articles left in *target*.

    :raises OutputError: one cannot be removed.
    """
    from annotator.report.index import name_of

    for number in count(made + 1):
        page = target / name_of(number)
        try:
            page.unlink()
        except FileNotFoundError:
            return
        except OSError as problem:
            raise OutputError(f"{page}: cannot remove this page of an earlier run: {problem.strerror}; remove it by hand") from None
