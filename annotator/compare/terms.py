"""What a stretch of a document talks about, as terms that two retellings of one story share: stems, names, numbers, quoted words.

Every term is a string with a kind in front: ``w`` a word's stem, ``n`` a name of one or more words, ``#`` a number with its unit,
``q`` words between quotation marks. Forms that outlets write differently come out alike: ``U.S.`` and ``US``, ``González`` and
``Gonzalez``, ``$15 million`` and ``$15m``.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.text.tokens import plain
from annotator.types import Document

STOP = frozenset(
    """a about above across after again against all almost along already also although always am among an and another any anyone anything
    are around as at away back be became because become been before began begin behind being below between both but by call came can
    cannot come could did do does done down during each either else end enough even ever every far few first for former found from get
    give given go going got had half has have having he held her here hers herself him himself his how however i if in include instead
    into is it its itself just keep kept last late later least left less let like long made make many may me mean might mine more most
    much must my near nearly need never next no nobody nor not nothing now of off often on once one only onto or other others our out
    over own part people perhaps put rather really said same saw say says saying second see seem seen set several shall she should show
    since so some someone something soon still such take taken tell than that the their theirs them then there these they thing think
    this those though through thus time to today together told too took toward towards turn two under until up upon us use used very
    want was way we week well went were what when where whether which while who whole whom whose why will with within without would year
    yes yesterday yet you your yours according added adding accord report reported reports reporting month months years weeks day days
    n't 's 'd 'll 've 're 'm don't won't can't isn't didn't doesn't wasn't aren't weren't couldn't wouldn't shouldn't hasn't haven't
    mr mrs ms dr""".split()
)
"""Words that every story uses."""

_LINKS = frozenset("of the de la del al bin ibn van von der den du da dos di el y and for".split())
_SCALES = {"m": "million", "mn": "million", "bn": "billion", "b": "billion", "k": "thousand", "trn": "trillion", "tn": "trillion"}
_UNITS = frozenset("hundred thousand million billion trillion percent percentage".split())
_MONEY = frozenset("$£€¥")
_WRITTEN = {
    word: str(number)
    for number, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
        twenty""".split(),
        start=2,
    )
}


@lru_cache(maxsize=100_000)
def stem(lower: str) -> str:
    """A word without its commonest endings, accents and inner stops; it need be no word, only the same for the word's forms."""
    word = unicodedata.normalize("NFKD", lower)
    word = "".join(c for c in word if not unicodedata.combining(c) and c not in ".'-&")
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, least, new in (
        ("ies", 2, "y"),
        ("ied", 2, "y"),
        ("sses", 2, "ss"),
        ("ations", 3, "at"),
        ("ation", 3, "at"),
        ("itions", 3, "it"),
        ("ition", 3, "it"),
        ("ments", 4, ""),
        ("ment", 4, ""),
        ("ings", 3, ""),
        ("ing", 3, ""),
        ("edly", 3, ""),
        ("ers", 4, ""),
        ("ed", 3, ""),
        ("ly", 4, ""),
        ("es", 4, ""),
        ("er", 4, ""),
        ("s", 3, ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not (ending == "s" and word[-2] in "su"):
            word = word[: len(word) - len(ending)] + new
            break
    if word[-1] == "e" and len(word) > 3:
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word


def _number(document: Document, at: int, last: int) -> tuple[str, int, int]:
    """The number at token *at* with its unit, in one spelling, where it starts, and the token behind it."""
    lower = document.lowers[at]
    digits = (lower if lower[-1].isdigit() else lower.partition("-")[0]).replace(",", "").rstrip(".")
    body = digits.rstrip("abcdefghijklmnopqrstuvwxyz")
    scale = digits[len(body) :]
    if scale in _SCALES:
        digits, unit = body, _SCALES[scale]
    else:
        digits, unit = _WRITTEN.get(lower, digits), ""
    behind = at + 1
    while behind < last and behind < at + 3:
        word = document.lowers[behind]
        if word == "%":
            unit += "percent"
        elif word in _UNITS or word == "per":
            unit += "percent" if word == "percentage" else "" if word == "per" else word
        elif word == "cent" and document.lowers[behind - 1] == "per":
            unit += "percent"
        elif not (word == "-" and behind + 1 < last and document.lowers[behind + 1] in _UNITS):
            break
        behind += 1
    if at and document.lowers[at - 1] in _MONEY:
        return f"$ {digits}{unit}", document.starts[at - 1], behind
    return f"{digits}{unit}", document.starts[at], behind


def _is_number(lower: str) -> bool:
    return lower[0].isdigit() or lower in _WRITTEN


class Term(NamedTuple):
    """A term, the code points it stands at, and whether it is a name or part of one."""

    key: str
    start: int
    end: int
    named: bool = False


def terms(document: Document, first: int, last: int) -> Iterator[Term]:
    """The terms of tokens ``first:last`` of *document*.

    A name of several words yields the whole and its words; a number that nothing is said of beyond "two" yields nothing. A single
    word in capitals is a name unless it opens the sentence.
    """
    starts, ends, words, lowers = document.starts, document.ends, document.words, document.lowers
    at = first
    while at < last:
        word, lower = words[at], lowers[at]
        if _is_number(lower):
            number, start, behind = _number(document, at, last)
            if len(number) > 1:
                yield Term(f"#{number}", start, ends[behind - 1])
            if "-" in lower and not lower[-1].isdigit():  # of a 34-year-old or a 620-acre site, what it counts
                root = stem(lower.rpartition("-")[2])
                if len(root) > 1 and root != "old":
                    yield Term("w" + root, starts[at], ends[at])
            at = behind
            continue
        if word[0].isalpha():
            behind = _name_end(words, lowers, at, last)
            if behind > at + 1:
                yield Term("n" + " ".join(map(stem, lowers[at:behind])), starts[at], ends[behind - 1], True)
            for part in range(at, behind):
                if lowers[part] not in STOP:
                    root = stem(lowers[part])
                    if len(root) > 1:
                        named = behind > at + 1 or (words[part][0].isupper() and starts[part] > starts[first] + 1)
                        yield Term("w" + root, starts[part], ends[part], named)
            at = behind
            continue
        at += 1


def _name_end(words: Sequence[str], lowers: Sequence[str], at: int, last: int) -> int:
    """The token behind the run of capitalised words that begins at *at*; ``at + 1`` where there is none."""
    if not words[at][0].isupper() or lowers[at] in STOP:
        return at + 1
    end = behind = at + 1
    while behind < last and behind < at + 8:
        word = words[behind]
        if word[0].isupper() and lowers[behind] not in STOP:
            end = behind + 1
        elif not (lowers[behind] in _LINKS and behind + 1 < last and words[behind + 1][0].isupper()):
            break
        behind += 1
    return end


def quoted(document: Document, start: int, end: int) -> Iterator[Term]:
    """Quotations of two words or more that begin within ``start:end``."""
    quotations = document.quotations
    for at in range(bisect_left(quotations, start, key=lambda quotation: quotation.start), len(quotations)):
        quotation = quotations[at]
        if quotation.start >= end:
            break
        text = [w for w in document.lowers[quotation.first : quotation.last] if w[0].isalnum()]
        if len(text) > 1:
            yield Term("q" + " ".join(map(stem, text)), quotation.start, quotation.end)


def fold(text: str) -> str:
    """*text* in small letters without accents, for comparing how things are written."""
    return "".join(c for c in unicodedata.normalize("NFKD", plain(text)) if not unicodedata.combining(c))
