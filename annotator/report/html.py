"""Annotation → one self-contained HTML page: no network, no dependency on script, a policy that allows nothing but itself."""

from __future__ import annotations

from markupsafe import escape

from annotator.limits import CHECKLIST, NOT_THIS
from annotator.report import figures
from annotator.report.guide import Guide
from annotator.report.page import escaped, fill
from annotator.report.segments import Block, Segment
from annotator.report.view import Note, View, anchor, build, signed
from annotator.types import Annotation

_TITLES = {"quoted": "quoted: not scored", "relayed": "relayed: attributed"}


def _tag(note: Note) -> str:
    """The two letters before a passage: an empty link, so that the text stays as it is; one stop for the keyboard a mark."""
    return (
        f'<a class="t {note.code}" id="mark-{note.id}" href="#note-{note.id}" data-n="{note.id}" '
        f'aria-label="{note.id}: {escape(note.rule)}" aria-describedby="note-{note.id}"></a>'
    )


def _marked(segment: Segment, notes: tuple[Note, ...]) -> str:
    """The segment's text with a line for each finding; the innermost one is a link to its note. Letters stand right before their mark,
    so that the lines of marks around it run on under them."""
    inner = escaped(segment.text)
    for at, number in enumerate(reversed(segment.findings)):
        note = notes[number - 1]
        look = f'class="m {note.code} {note.level} d{note.depth}{" un" if note.unscored else ""}" data-n="{note.id}"'
        plain = at or segment.text.isspace()
        inner = f"<span {look}>{inner}</span>" if plain else f'<a {look} href="#note-{note.id}" tabindex="-1">{inner}</a>'
        if number in segment.opens:
            inner = _tag(note) + inner
    return f'<span class="h">{inner}</span>' if segment.head else inner


def _block(block: Block, notes: tuple[Note, ...]) -> str:
    parts: list[str] = []
    for segment in block.segments:
        parts += [f'<i id="{anchor(span)}"></i>' for span in segment.spots]
        parts += [_tag(notes[number - 1]) for number in segment.opens if number not in segment.findings]
        parts.append(_marked(segment, notes))
    inner = "".join(parts)
    if block.layer == "author":
        return inner
    if block.folded:
        label = str(escape(f"set aside: {block.label}, {block.words} word{'' if block.words == 1 else 's'}"))
        return f'<details class="fold"><summary aria-label="{label}" data-l="{label}"></summary>{inner}</details>'
    label = f"set aside: {escape(block.label)}" if block.layer == "set_aside" else _TITLES[block.layer]
    return f'<span class="{block.layer}" title="{label}">{inner}</span>'


def body(view: View) -> str:
    """The article's text with layers and marks; its text content is the input, character for character."""
    return "".join(_block(block, view.notes) for block in view.blocks)


def render(annotation: Annotation, guide: Guide, *, index_href: str | None = None) -> str:
    """The page for *annotation*.

    :param guide: what to tell of the rules that ran and of the card.
    :param index_href: where the index stands, relative to the page; None for a page on its own.
    """
    reading = annotation.reading
    view = build(annotation, guide)
    language = reading.document.language
    return fill(
        "article.html",
        styles=("base.css", "article.css"),
        script="article.js",
        annotation=annotation,
        article=reading.document.article,
        body=body(view),
        checklist=CHECKLIST,
        figures=figures,
        guide=guide,
        index_href=index_href,
        language=language if language != "und" else "",
        layer_words={voice.kind: voice.words for voice in view.layers},
        not_this=NOT_THIS,
        signed=signed,
        upstream=reading.upstream,
        view=view,
    )
