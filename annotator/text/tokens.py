"""The token policy, written down once; every lexicon phrase and every article goes through it.

A token is one of

- a **word**: letters and digits, joined inside by apostrophes, hyphens, full stops, ampersands, or (between digits) commas,
  so that ``won't``, ``crack-brained``, ``AT&T`` and ``7.3`` are one token each;
- an **abbreviation with inner stops** and its last stop: ``U.S.``, ``a.m.``;
- a **clitic** split off its word: ``'s 'd 'll 've 're 'm`` (``n't`` stays with its verb); clitics do not count as words;
- an address, mention or hashtag: ``https://…``, ``@name``, ``#tag``;
- a run of one repeated mark (``...``, ``--``, ``''``, ``!!``), or any other single character that is not white space.

White space of any kind (no-break spaces too) separates tokens and is never part of one.
"""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""
    https?://[^\s<>"“”]*[^\s<>"“”.,;:!?)\]]
  | (?<![^\W_])['’](?=\d\ds?\b)\d\ds?                   # '90s
  | (?<=[^\W_])['’](?:s|S|d|ll|ve|re|m)(?![^\W_])
  | (?:[^\W\d_]\.){2,}(?![^\W_])
  | [^\W_]+(?:(?:[-‐‑.&_](?=[^\W_])|['’](?!(?:s|S|d|ll|ve|re|m)(?![^\W_]))(?=[^\W_])|(?<=\d),(?=\d))[^\W_]+)*
  | [@\#]\w+
  | \.{2,} | -{2,} | '{2} | `{2} | ’{2} | ‘{2} | !{2,} | \?{2,}
  | \S
    """,
    re.VERBOSE,
)

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_TYPOGRAPHIC = re.compile("[’‘ʼ‐‑]")


def plain(text: str) -> str:
    """*text* lower-cased, with typographic apostrophes and hyphens made plain: the form in which words are looked up."""
    return text.lower().translate(_PLAIN)


def tokenize(text: str) -> tuple[list[int], list[int], list[str], list[str]]:
    """Split *text* into tokens.

    :returns: four parallel lists: start offsets, end offsets (code points, half-open), tokens as written, tokens as looked up.
    """
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if _TYPOGRAPHIC.search(text):
        lowers = [word.lower().translate(_PLAIN) for word in words]
    else:
        lowers = [word.lower() for word in words]
    return starts, ends, words, lowers


def is_word(token: str) -> bool:
    """Whether *token* counts as a word: it begins with a letter or digit."""
    return token[:1].isalnum()
