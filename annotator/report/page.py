"""What every page shares: templates compiled once, one style and one script with a policy that allows nothing else, safe text."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import escape

_TEMPLATES = Path(__file__).parent / "templates"
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_GAP = re.compile(r"\s*([{};])\s*|(?<=:) ")
_INDENT = re.compile(r"^[ \t]*(?://.*\n)?", re.MULTILINE)


def _tight(name: str, source: str) -> str:
    """A style sheet or script without what only people who read the file need: comments, indents, gaps."""
    if name.endswith(".css"):
        return _GAP.sub(lambda gap: gap[1] or "", _COMMENT.sub("", source)).strip()
    return _INDENT.sub("", source).strip()


@cache
def asset(*names: str) -> str:
    """Style sheets or scripts of the templates folder, one after the other, without comments and indents."""
    return "\n".join(_tight(name, (_TEMPLATES / name).read_text(encoding="utf-8")) for name in names)


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"


@cache
def policy(style: str, script: str) -> str:
    """A content security policy that allows this style sheet and this script, and nothing else."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def whole(text: str) -> str:
    """*text* as it can be written in UTF-8: what has no encoding (an unpaired surrogate) becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def escaped(text: str) -> str:
    """*text* as HTML that a parser turns back into the very same characters: line ends are kept, NUL and surrogates replaced."""
    return whole(str(escape(text)).replace("\r", "&#13;").replace("\x00", "\ufffd"))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


def fill(template: str, *, styles: tuple[str, ...] = ("base.css",), script: str | None = None, **values: Any) -> str:
    """The page that *template* makes of *values*.

    :param styles: style sheets of the templates folder, in order; ``base.css`` holds what all pages share.
    :param script: the page's script, if any. The template gets ``style``, ``script`` and ``csp`` beside the values.
    """
    style, code = asset(*styles), asset(script) if script else ""
    return whole(_template(template).render(style=style, script=code, csp=policy(style, code), **values))
