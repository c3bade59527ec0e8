"""Annotate one document: structure, reading, findings, measures, scores."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from glob import escape, glob
from typing import TYPE_CHECKING

import msgspec

from annotator import __version__
from annotator.attribution import read
from annotator.attribution.read import Engine
from annotator.attribution.titles import unintroduced
from annotator.config import Settings
from annotator.errors import UsageError
from annotator.extract import BUILT_IN, Extractor
from annotator.extract.measures import Extent, extent, measures
from annotator.language import lexical
from annotator.lexicon import Lexicons, load
from annotator.score import Card, load_card, scores
from annotator.text import readability
from annotator.text.structure import structure
from annotator.types import Annotation, Article, Document, Finding, Hit, Judgement, Notice, Provenance, Reading

if TYPE_CHECKING:
    from annotator.report.guide import Guide

_OPINION = re.compile(r"\b(?:opinion|op-?ed|editorial|commentary|column|columnist|viewpoint|letters? to the editor)\b", re.IGNORECASE)
_RUBRIC = re.compile(rf"\s*{_OPINION.pattern}\s*(?:[:|–—]|\Z)", re.IGNORECASE)
"""A headline that is a label, or begins with one: "Opinion", "Commentary: why it matters"."""

Judge = Callable[[Document, Mapping[str, Sequence[Hit]]], Judgement]
"""A language engine."""


_MOST_STRANGERS = 5
"""People whom nothing introduces that are listed by name."""
_GROUP = "annotator.extractors"


def _offered() -> bool:
    """Whether an installed package names the entry point group at all; looked up by hand, since the import that reads entry points
    takes a tenth of the time that scoring an article may take."""
    for folder in dict.fromkeys(sys.path):
        for listing in glob(f"{escape(folder or '.')}/*.*-info/entry_points.txt"):
            with open(listing, "rb") as file:
                if _GROUP.encode() in file.read():
                    return True
    return False


@cache
def _plugins() -> tuple[tuple[tuple[str, Extractor], ...], tuple[Notice, ...]]:
    """Extractors that other packages offer under the entry point group ``annotator.extractors``; a broken one is a notice."""
    if not _offered():
        return (), ()
    from importlib.metadata import entry_points

    loaded: list[tuple[str, Extractor]] = []
    notices: list[Notice] = []
    for point in sorted(entry_points(group=_GROUP), key=lambda p: p.name):
        try:
            loaded.append((f"{point.name} ({point.value})", point.load()))
        except Exception as problem:
            notices.append(
                Notice(slug="plugin-failed", message=f"extractor {point.name} did not load: {type(problem).__name__}: {problem}")
            )
    return tuple(loaded), tuple(notices)


def extractors(settings: Settings) -> tuple[Extractor, ...]:
    """The extractors that *settings* ask for, built-in ones first.

    :raises UsageError: a selected or ignored rule does not exist.
    """
    every = (*BUILT_IN, *(extractor for _, extractor in _plugins()[0])) if settings.plugins else BUILT_IN
    known = {extractor.RULE.id for extractor in every}
    for rule in (*settings.select, *settings.ignore):
        if rule not in known:
            raise UsageError(f"no rule {rule!r}; rules: {', '.join(sorted(known))}")
    return tuple(e for e in every if (not settings.select or e.RULE.id in settings.select) and e.RULE.id not in settings.ignore)


def check_settings(settings: Settings) -> None:
    """Fail early, before any article is read.

    :raises UsageError: a selected or ignored rule does not exist.
    :raises CardError: the card is missing or broken.
    :raises MissingDependencyError: readability is asked for and the package for it is not installed.
    """
    extractors(settings)
    load_card(settings.card)
    if settings.readability:
        readability.version()


def manual(rule: str) -> str:
    """The manual page of *rule*: its extractor's documentation.

    :raises UsageError: there is no such rule; the nearest one is named.
    """
    import difflib
    import inspect

    every = extractors(Settings())
    for extractor in every:
        if extractor.RULE.id == rule:
            page = inspect.cleandoc(extractor.__doc__ or "This rule comes without a manual page.")
            return f"{extractor.RULE.id} ({extractor.RULE.code}): {extractor.RULE.summary}\n\n{page}"
    known = [extractor.RULE.id for extractor in every]
    near = difflib.get_close_matches(rule, known, n=1)
    raise UsageError(f"no rule {rule!r}; " + (f"did you mean {near[0]!r}?" if near else f"rules: {', '.join(known)}"))


def _engine(card: Card) -> Engine:
    if card.attribution_engine == "learned":
        from annotator.attribution import combined

        return combined.drafts
    from annotator.attribution import rules

    return rules.drafts


def _judge(card: Card) -> Judge:
    if card.language_engine == "learned":
        from annotator.language import learned

        return learned.judge
    return partial(lexical.judge, weights=card.lexicon)


def _find(reading: Reading, lexicons: Lexicons, chosen: Sequence[Extractor]) -> tuple[list[Finding], list[Notice]]:
    findings: list[Finding] = []
    notices: list[Notice] = []
    for extractor in chosen:
        try:
            findings += extractor.extract(reading, lexicons)
        except Exception as problem:
            if extractor in BUILT_IN:
                raise
            notices.append(Notice(slug="plugin-failed", message=f"rule {extractor.RULE.id} failed: {type(problem).__name__}: {problem}"))
    findings.sort(key=lambda f: (f.start, f.end, f.rule, f.message))
    return findings, notices


def _abstain(reading: Reading, size: Extent, card: Card) -> str | None:
    """Why this article gets no score, or None."""
    article = reading.document.article
    if reading.document.language not in ("en", "und"):
        return f"not English (looks like {reading.document.language}); the lexicons and rules are English only"
    if size.prose >= card.abstain.words and size.quoted / size.prose > card.abstain.quoted:
        return f"mostly quotation: {round(100 * size.quoted / size.prose)} % of the words are quoted"
    if size.own < card.abstain.words:
        return f"too short: {size.own} words to score, {card.abstain.words} needed"
    printed = [article.text[part.start : part.end] for part in reading.document.set_aside if part.type == "label"]
    first = next((article.text[part.start : part.end] for part in reading.document.paragraphs if part.kind == "headline"), "")
    if (rubric := _RUBRIC.match(first)) is not None:
        printed.append(rubric[0])
    for label in (*article.labels, (article.title or "")[:20], *printed):
        if (found := _OPINION.search(label)) is not None:
            return f"labelled as opinion ({' '.join(found[0].split())}); the scores are made for reports"
    return None


def _notices(article: Article, reading: Reading) -> Iterable[Notice]:
    if article.extracted:
        yield Notice(
            slug="extracted-text",
            message=f"offsets refer to the text extracted from {article.format.upper()}, not to the file's bytes",
        )
    if any(not q.closed and q.mark == "double" for q in reading.document.quotations):
        yield Notice(slug="unbalanced-quotes", message="a quotation mark has no partner; where the quotation ends was guessed")
    if strangers := [source.label for source in unintroduced(reading.sources)]:
        listed = ", ".join(strangers[:_MOST_STRANGERS]) + (f" and {more} more" if (more := len(strangers) - _MOST_STRANGERS) > 0 else "")
        yield Notice(
            slug="unintroduced-source", message=f"words or claims are given to people of whom the text never says who they are: {listed}"
        )


def annotate_article(article: Article, settings: Settings | None = None) -> Annotation:
    """Everything that is said about one article.

    :raises UsageError: the settings name an unknown rule.
    :raises CardError: the card is missing or broken.
    """
    settings = settings or Settings()
    if settings.outlet and not article.outlet:
        article = msgspec.structs.replace(article, outlet=settings.outlet)
    card = load_card(settings.card)
    lexicons = load()
    document = structure(article)
    hits = lexicons.scan(document)
    reading = read(document, hits, _engine(card), lexicons, learned=card.attribution_engine == "learned")
    judgement = _judge(card)(document, hits)
    reading = msgspec.structs.replace(reading, sentence_bias=judgement.bias, wording=judgement.wording)
    chosen = extractors(settings)
    findings, problems = _find(reading, lexicons, chosen)
    size = extent(reading)
    measured = measures(reading, findings)
    return Annotation(
        reading=reading,
        words=document.words_before[-1],
        words_scored=size.own,
        loaded=judgement.loaded,
        findings=tuple(findings),
        measures=measured,
        scores=scores(card, measured, _abstain(reading, size, card)),
        figures=readability.figures(document, formulas=settings.readability),
        notices=(*_notices(article, reading), *(_plugins()[1] if settings.plugins else ()), *problems),
        provenance=Provenance(
            annotator=__version__,
            card={"id": card.id, "sha256": card.sha256},
            lexicons=lexicons.versions,
            config={
                "select": list(settings.select),
                "ignore": list(settings.ignore),
                **({"readability": [f"textstat {readability.version()}"]} if settings.readability else {}),
            },
            plugins=tuple(name for name, _ in _plugins()[0]) if settings.plugins else (),
        ),
    )


def annotate(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Annotation:
    """Annotate *text*: pure, thread-safe, no I/O beyond loading the package's own data once.

    :param text: the article, plain text; offsets in the result are code points of it.
    :param title: its headline, where that is not part of the text.
    :param outlet: who publishes it, so that its own name is not taken for second-hand reporting.
    :param settings: card and rules; default: the package's.
    :raises UsageError: the settings name an unknown rule.
    :raises CardError: the card is missing or broken.
    """
    return annotate_article(Article(id=id, text=text, title=title, outlet=outlet, date=date, url=url), settings)


@lru_cache(maxsize=16)
def guide(settings: Settings) -> Guide:
    """What a page tells of the rules and the card that *settings* choose.

    :raises UsageError: a selected or ignored rule does not exist.
    :raises CardError: the card is missing or broken.
    """
    from inspect import cleandoc

    from annotator.report.guide import Basis, Guide

    ran, card = extractors(settings), load_card(settings.card)
    return Guide(
        rules=tuple(extractor.RULE for extractor in ran),
        manuals={extractor.RULE.id: cleandoc(extractor.__doc__ or "") for extractor in ran},
        terms={t.feature: Basis(label=t.label, rationale=t.rationale, title=t.source.title, url=t.source.url) for t in card.term},
        about={"sourcing": card.sourcing.about, "language": card.language.about, "overall": card.overall.about},
        shares={"sourcing": card.overall.sourcing, "language": card.overall.language},
        card=(
            ("Card", f"{card.title} (version {card.version}, {card.date})"),
            ("Measures", card.measures),
            ("Meant for", card.intended),
            ("Not for", card.excluded),
            ("Learned from", card.data),
            *(("Known to fail", failure) for failure in card.known_failures),
        ),
    )


FORMATS = ("text", "json", "jsonl", "html", "markdown")


def render(annotation: Annotation, form: str = "text", settings: Settings | None = None) -> str:
    """One annotation as ``text``, ``json`` (an array of one), ``jsonl`` (a line), ``html`` or ``markdown``: what the command line prints.

    :raises UsageError: the format is unknown.
    """
    settings = settings or Settings()
    if form == "text":
        from annotator.report import text

        return text.render(annotation, min_level=settings.min_level)
    if form in ("json", "jsonl"):
        from annotator.report import json

        return json.render([annotation]) if form == "json" else json.render_line(annotation) + "\n"
    if form == "html":
        from annotator.report import html

        return html.render(annotation, guide(settings))
    if form == "markdown":
        from annotator.report import markdown

        return markdown.render(annotation, min_level=settings.min_level)
    raise UsageError(f"no format {form!r}; formats: {', '.join(FORMATS)}")
