"""Articles with their attributions marked: ``[[source]]``, ``{{cue}}``, ``((content))``, one attribution a sentence."""

from __future__ import annotations

import re

from annotator.attribution.layers import assign
from annotator.attribution.sources import resolve
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Attribution, Document, Draft, Hit, Layer, Quote, Source, Span

_MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}|\(\(|\)\)|\|\|")


class Sample:
    """A marked text, read: what :func:`annotator.attribution.sources.resolve` makes of the drafts that are marked in it.

    ``||`` begins a new attribution; every other mark opens or closes a part of the one at hand.
    """

    def __init__(self, marked: str, *, learned: bool = False, outlet: str | None = None) -> None:
        parts: list[dict[str, list[Span]]] = [{"[[": [], "{{": [], "((": []}]
        opened: dict[str, int] = {}
        text = ""
        at = 0
        for mark in _MARK.finditer(marked):
            text += marked[at : mark.start()]
            at = mark.end()
            if mark[0] == "||":
                parts.append({"[[": [], "{{": [], "((": []})
            elif mark[0] in parts[-1]:
                opened[mark[0]] = len(text)
            else:
                kind = {"]]": "[[", "}}": "{{", "))": "(("}[mark[0]]
                parts[-1][kind].append(Span(opened[kind], len(text)))
        self.text = text + marked[at:]
        self.document: Document = structure(Article(id="sample", text=self.text, outlet=outlet))
        lexicons = load()
        self.hits: dict[str, tuple[Hit, ...]] = lexicons.scan(self.document)
        self.drafts = tuple(
            Draft(source=tuple(part["[["]), cue=tuple(part["{{"]), content=tuple(part["(("])) for part in parts if part["{{"] or part["(("]
        )
        names = lexicons.values("outlets")
        found = resolve(self.document, self.hits, self.drafts, names, learned=learned)
        self.attributions: tuple[Attribution, ...] = found[0]
        self.quotes: tuple[Quote, ...] = found[1]
        self.sources: tuple[Source, ...] = found[2]
        self.upstream: str | None = found[3]

    def kinds(self) -> list[str]:
        """The source kinds, in order."""
        return [attribution.source_kind for attribution in self.attributions]

    def groups(self) -> list[int | None]:
        """The source groups, in order."""
        return [attribution.source_group for attribution in self.attributions]

    def layers(self) -> tuple[Layer, ...]:
        """The layers of the text."""
        return assign(self.document, self.attributions)

    def layer_of(self, words: str) -> str:
        """The layer in which *words* begin."""
        at = self.text.index(words)
        return next(layer.layer for layer in self.layers() if layer.start <= at < layer.end)

    def of(self, span: Span | None) -> str | None:
        """The text of *span*."""
        return None if span is None else span.of(self.text)
