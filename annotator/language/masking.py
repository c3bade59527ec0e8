"""Names are hidden before anything is learnt or judged: who and where an article is about must not change how its wording is read.

A run of name words becomes one ``<name>``, so that neither a name nor its length is seen; numbers, days and months become ``<num>`` and
``<day>``. Which words are names is told by how often running text writes them with a capital inside of a sentence, counted when the
model was made; a word that was never counted is a name where it is capitalised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

NAME, NUMBER, DAY = "<name>", "<num>", "<day>"
COMMON, EITHER, PROPER, UNCOUNTED = 0, 1, 2, 3
"""Words hardly ever written with a capital, sometimes, nearly always; words that were not counted."""

_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november "
    "december mon tue tues wed thu thurs fri jan feb apr jun jul aug sept sep oct nov dec".split()
)
_DAYS_CAPITAL = frozenset({"march", "may", "sat", "sun"})
_DASHES = frozenset({"—", "–", "--", "---", "-", "―"})
_KEPT_MARKS = frozenset({"?", "!", ":", ";", "(", "%", "$", "&"})
_CACHE_LIMIT = 400_000


def kind(lower: int, capital: int) -> int:
    """How a word is classed that stood inside of sentences *lower* times in small letters and *capital* times with a capital."""
    share = lower / (lower + capital)
    return COMMON if share >= 0.8 else PROPER if share < 0.1 else EITHER


def mark(word: str) -> str:
    """The key of a token that is no word: the mark itself where it tells something, else nothing."""
    if word in _KEPT_MARKS:
        return word
    if word in _DASHES:
        return "—"
    if word[0] in "?!":
        return word[0]
    if word.startswith("..") or word == "…":
        return "…"
    if word[0] in "@#" or word.startswith("http"):
        return NAME if len(word) > 1 else ""
    if word[0] in "'’" and len(word) > 1 and word[1].isalnum():
        return "'" + word[1:].lower()
    return ""


def titled(words: Sequence[str]) -> bool:
    """Whether most of the longer *words* are capitalised, so that a capital tells nothing (headlines, shouting)."""
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


class Names:
    """Turns tokens into keys without names. *kind_of* gives the class of a word in small letters."""

    def __init__(self, kind_of: Callable[[str], int]) -> None:
        self._kind_of = kind_of
        self._inner: dict[str, str] = {}
        self._outer: dict[str, str] = {}

    def _part(self, part: str) -> str:
        known = self._kind_of(part.lower())
        return NAME if known == PROPER or (known == UNCOUNTED and part[:1].isupper()) else part.lower()

    def _key(self, word: str, lower: str, inner: bool) -> str:
        first = word[0]
        if not first.isalnum():
            return mark(word)
        if first.isdigit():
            return NUMBER
        capital = first.isupper()
        if lower in _DAYS or (capital and inner and lower in _DAYS_CAPITAL):
            return DAY
        known = self._kind_of(lower)
        if known == UNCOUNTED:
            if "-" in lower:
                parts = [self._part(part) for part in word.replace("‐", "-").replace("‑", "-").split("-") if part]
                return NAME if NAME == parts[0] == parts[-1] else "-".join(parts)
            return NAME if capital else lower
        if known == PROPER or (known == EITHER and capital and inner):
            return NAME
        return lower

    def keys(self, words: Sequence[str], lowers: Sequence[str]) -> list[str]:
        """A key for each token of a sentence; "" where a token tells nothing. Runs of names are not joined yet."""
        for cache in (self._inner, self._outer):
            if len(cache) > _CACHE_LIMIT:
                cache.clear()
        plain = titled(words)
        size = len(words)
        # where the sentence has begun, so that a capital tells something
        inner = size if plain else 1 + next((i for i, word in enumerate(words) if word[0].isalnum()), size)
        out = self._known(self._outer, words[:inner], lowers[:inner], False)
        out += self._known(self._inner, words[inner:], lowers[inner:], True)
        if NAME in out:
            for i in range(max(inner, 1), size):
                if out[i - 1] == NAME and words[i][0].isupper():
                    out[i] = NAME  # the rest of a name made of common words: Fox News, Lincoln Project
        return out

    def _known(self, cache: dict[str, str], words: Sequence[str], lowers: Sequence[str], inner: bool) -> list[str]:
        keys = list(map(cache.get, words))
        if None in keys:
            for i, (word, lower, key) in enumerate(zip(words, lowers, keys, strict=True)):
                if key is None:
                    keys[i] = cache[word] = self._key(word, lower, inner)
        return cast("list[str]", keys)
