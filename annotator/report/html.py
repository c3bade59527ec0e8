"""Annotation → one self-contained HTML page: no network, no dependency on script, a policy that allows nothing but itself."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from annotator.limits import CHECKLIST, NOT_THIS
from annotator.report.guide import Guide
from annotator.report.view import Note, View, build
from annotator.types import Annotation, Span

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def asset(name: str) -> str:
    """A style sheet or script from the templates folder."""
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"


@cache
def policy(style: str, script: str) -> str:
    """A content security policy that allows this style sheet and this script, and nothing else."""
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"


def escaped(text: str) -> str:
    """*text* as HTML that a parser turns back into the very same characters: line ends are kept, unpaired surrogates shown."""
    return str(escape(text)).replace("\r", "&#13;").replace("\x00", "�").encode("utf-8", "replace").decode("utf-8")


def _classes(note: Note, second: Note | None) -> str:
    code = note.code if len(note.code) == 2 and note.code.isalnum() else "XX"
    out = f"mark {code} level-{note.level}"
    return f"{out} two two-{second.code}" if second is not None else out


def body(view: View) -> str:
    """The article's text with layers and marks; its text content is the input, character for character."""
    parts: list[str] = []
    for segment in view.segments:
        inner = escaped(segment.text)
        if segment.findings:
            notes = [view.notes[number - 1] for number in segment.findings]
            # the mark that opened last is the innermost and leads; the one around it shows as a second line
            lead, second = notes[-1], (notes[-2] if len(notes) > 1 else None)
            opens = [view.notes[number - 1] for number in segment.opens]
            own_id = f' id="mark-{lead.id}"' if lead.id in segment.opens else ""
            anchors = "".join(f'<span id="mark-{note.id}"></span>' for note in opens if note.id != lead.id)
            codes = f' data-codes="{" ".join(note.code for note in opens)}"' if opens else ""
            label = "; ".join(f"{note.rule}: {note.message}" for note in notes)
            inner = (
                f'{anchors}<a class="{_classes(lead, second)}"{own_id} href="#note-{lead.id}"{codes} '
                f'data-f="{" ".join(str(note.id) for note in notes)}" '
                f'data-rules="{" ".join(escape(note.rule) for note in notes)}" title="{escape(label)}">{inner}</a>'
            )
        if segment.layer in ("quoted", "set_aside"):
            inner = f'<span class="{segment.layer}">{inner}</span>'
        parts.append(inner)
    return "".join(parts)


def render(annotation: Annotation, guide: Guide, *, index_href: str | None = None) -> str:
    """The page for *annotation*.

    :param guide: what to tell of the rules that ran and of the card.
    :param index_href: where the index stands, relative to the page; None for a page on its own.
    """
    reading = annotation.reading
    view = build(annotation, guide.rules)
    text = reading.text
    style, script = asset("style.css"), asset("script.js")
    layers: dict[str, int] = {}
    at = 0
    for start, word in zip(reading.document.starts, reading.document.words, strict=True):
        while at + 1 < len(reading.layers) and start >= reading.layers[at].end:
            at += 1
        if word[0].isalnum():
            layers[reading.layers[at].layer] = layers.get(reading.layers[at].layer, 0) + 1
    used = sorted({(note.rule, note.code) for note in view.notes})

    def words_of(span: Span) -> str:
        return " ".join(text[span.start : span.end].split())

    values: dict[str, Any] = {
        "annotation": annotation,
        "article": reading.document.article,
        "body": body(view),
        "checklist": CHECKLIST,
        "csp": policy(style, script),
        "index_href": index_href,
        "language": reading.document.language if reading.document.language != "und" else "en",
        "not_this": NOT_THIS,
        "quoted_words": layers.get("quoted", 0),
        "script": script,
        "set_aside_words": layers.get("set_aside", 0),
        "style": style,
        "upstream": reading.upstream,
        "used": used,
        "view": view,
        "words_of": words_of,
    }
    page = _environment().get_template("article.html").render(values)
    return page.encode("utf-8", "replace").decode("utf-8")
