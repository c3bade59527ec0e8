"""What a headline does: raise its voice, and say what the text below it does not.

The headline is the one in the text, else the article's title. Of a title that stands outside the text the evidence is places of no width
at the text's beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from annotator.text.tokens import tokenize
from annotator.types import Evidence, Reading

_ACRONYMS = frozenset("nasa nato opec unesco unicef covid isis fema osha scotus potus aipac naacp".split())
_LETTERS = re.compile("^[^AEIOUY]+$|(?!.?NGTH)[B-DF-HJ-NP-TV-XZ]{4}")
"""Letters that make no word: PDVSA."""
_SITE = frozenset("|⋆»•")
"""What stands between a title and the name of its site."""
_LABEL = {"(": ")", "[": "]"}
"""Around labels such as (VIDEO), which promise no words."""
_FORM = frozenset(
    "a about after again against all also am among an and any are around as at be because been before behind being below between both "
    "but by can cannot could did do does done down during each for from further had has have having he her here hers him his how i if "
    "in into is it its just may me might must my no nor not now of off on once one only onto or other our out over per said say "
    "saying says she should since so some than that the their them then there these they this those though three through to too two "
    "under until up upon us very via was we were what when where whether which while who whom whose why will with without would yet "
    "you your".split()
)
"""Words that a headline needs to be a sentence; the text need not repeat them."""
_ROOT = 5
"""Longer words that begin with the same so many letters are taken for forms of one."""
_LEAST = 3


def shouted(word: str) -> bool:
    """Whether *word* is in capitals and not one of the names that are written so, which are known or cannot be said."""
    return len(word) > 4 and word.isupper() and word.isalpha() and word.lower() not in _ACRONYMS and not _LETTERS.search(word)


def shouts(reading: Reading, inside: Sequence[Evidence]) -> Sequence[Evidence]:
    """Shouted words and exclamation marks of the headline; *inside* are those of one that stands in the text."""
    if any(paragraph.kind == "headline" for paragraph in reading.document.paragraphs):
        return inside
    title = reading.document.article.title or ""
    words = [w for w in title.replace("-", " ").split() if shouted(w.strip(".,:;!?'\"()[]"))]
    return [Evidence(start=0, end=0) for _ in range(len(words) + title.count("!"))]


def unborne(reading: Reading) -> Iterator[Evidence]:
    """Words of the headline that the text has in no form: each once, without function words, labels and the site's name."""
    document = reading.document
    vocabulary = set(chain.from_iterable(document.lowers[p.first : p.last] for p in document.paragraphs if p.kind == "prose"))
    if not vocabulary:
        return
    every = " ".join(["", *vocabulary, ""])
    seen: set[str] = set()
    for start, end, lower in _words(reading):
        for part in lower.replace(".", "").replace(",", "").split("-"):
            root = _root(part)
            if len(part) < _LEAST or part in _FORM or not part.isalnum() or root in seen or part in vocabulary:
                continue
            seen.add(root)
            forms = (f" {root}", f"-{root}") if len(root) > _LEAST else (f" {root} ", f" {root}s ")
            if not any(form in every for form in forms):
                yield Evidence(start=start, end=end)


def _root(word: str) -> str:
    """The letters with which forms of *word* begin, plural or not."""
    return (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)[:_ROOT]


def _words(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """The headline's tokens without labels and the site's name, with their places."""
    document = reading.document
    inside = [p for p in document.paragraphs if p.kind == "headline"]
    places: Iterator[tuple[int, int]]
    if inside:
        lowers = list(chain.from_iterable(document.lowers[p.first : p.last] for p in inside))
        places = chain.from_iterable(zip(document.starts[p.first : p.last], document.ends[p.first : p.last], strict=True) for p in inside)
    else:
        lowers = tokenize(document.article.title or "")[3]
        places = iter([(0, 0)] * len(lowers))
    closing = ""
    for n, ((start, end), lower) in enumerate(zip(places, lowers, strict=True)):
        if lower in _SITE and n:
            return
        if closing or lower in _LABEL:
            closing = "" if lower == closing else closing or _LABEL[lower]
            continue
        yield start, end, lower
