"""The token policy, written down once; every lexicon phrase and every article goes through it.

A token is one of

- a **word**: letters and digits, joined inside by apostrophes, hyphens, full stops, ampersands, or (between digits) commas,
  so that ``won't``, ``crack-brained``, ``AT&T`` and ``7.3`` are one token each;
- an **abbreviation with inner stops** and its last stop: ``U.S.``, ``a.m.``;
- a **clitic** split off its word: ``'s 'd 'll 've 're 'm`` (``n't`` stays with its verb); clitics do not count as words;
- an address, mention or hashtag: ``https://…``, ``@name``, ``#tag``;
- a run of one repeated mark (``...``, ``--``, ``''``, ``!!``), or any other single character that is not white space.

White space of any kind (no-break spaces and zero-width marks too) separates tokens and is never part of one. A soft hyphen inside
a word is part of the word as written, and not of the form in which it is looked up.
"""

from __future__ import annotations

import re
from itertools import accumulate

TOKEN = re.compile(
    r"""
    ( [^\W_]++(?=\s)                                       # most tokens: nothing but letters or digits before white space
  | https?://[^\s<>"“”]*[^\s<>"“”.,;:!?)\]]
  | (?<![^\W_])['’](?=\d\ds?\b)\d\ds?                   # '90s
  | (?<=[^\W_])['’](?:s|S|d|ll|ve|re|m)(?![^\W_])
  | (?:[^\W\d_]\.){2,}(?![^\W_])
  | [^\W_]+(?:(?:[-‐‑.&_\xad](?=[^\W_])|['’](?!(?:s|S|d|ll|ve|re|m)(?![^\W_]))(?=[^\W_])|(?<=\d),(?=\d))[^\W_]+)*
  | [@\#]\w+
  | \.{2,} | -{2,} | '{2} | `{2} | ’{2} | ‘{2} | !{2,} | \?{2,}
  | [^\s\xad\ufeff\u200b\u200e\u200f\u2060] )
    """,
    re.VERBOSE,
)

_PLAIN = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‐", "-"), ("‑", "-"), ("\xad", ""))
_TYPOGRAPHIC = re.compile("[’‘ʼ‐‑\xad]")


def plain(text: str) -> str:
    """*text* lower-cased, with typographic apostrophes and hyphens made plain: the form in which words are looked up."""
    lowered = text.lower()
    if _TYPOGRAPHIC.search(lowered):
        for mark, plainer in _PLAIN:
            lowered = lowered.replace(mark, plainer)
    return lowered


def tokenize(text: str) -> tuple[list[int], list[int], list[str], list[str]]:
    """Split *text* into tokens.

    :returns: four parallel lists: start offsets, end offsets (code points, half-open), tokens as written, tokens as looked up.
    """
    pieces = TOKEN.split(text)  # what stands between tokens, and the tokens, in turn
    edges = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    lowers = plain("\n".join(words)).split("\n") if words else []  # no token holds a line's end
    return edges[:-1:2], edges[1::2], words, lowers


def is_word(token: str) -> bool:
    """Whether *token* counts as a word: it begins with a letter or digit."""
    return token[:1].isalnum()
