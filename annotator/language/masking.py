"""Names are hidden before anything is learnt or judged: who and where an article is about must not change how its wording is read.

A run of name words becomes one ``<name>``, so that neither a name nor its length is seen; numbers, days and months become ``<num>`` and
``<day>``. Which words are names is told by how often running text writes them with a capital inside of a sentence, counted when the
model was made; a word that was never counted is a name where it is capitalised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from annotator.text.tokens import plain

NAME, NUMBER, DAY = "<name>", "<num>", "<day>"
COMMON, EITHER, PROPER, UNCOUNTED = 0, 1, 2, 3
"""Words hardly ever written with a capital, sometimes, nearly always; words that were not counted."""

_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november "
    "december mon tue tues wed thu thurs fri jan feb apr jun jul aug sept sep oct nov dec".split()
)
_PARTIES = frozenset(
    "conservatives liberals progressives socialists communists nationalists greens centrists libertarians islamists labour".split()
)
"""Parties whose names are words too: at the beginning of a sentence they are hidden as others are."""
_OF_PARTIES = frozenset("Party party Democrats Democrat Democratic Dems Dem Unionists Unionist".split())
_FIRST_OF_PARTIES = frozenset("Liberal Social Christian Lib Labor Labour Green Reform Conservative Progressive Socialist Communist".split())
"""Last and first words of the names of parties in two words: the first is hidden as the names of other parties are."""
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
    initials = [word[0] for word in words if len(word) > 3 and word[0].isalpha()]
    return len(initials) > 3 and sum(map(str.isupper, initials)) > 0.7 * len(initials)


def _hide_parties(words: Sequence[str], keys: list[str]) -> None:
    """Hide the first words of parties' names of two words: Green Party, Liberal Democrats."""
    if not _OF_PARTIES.isdisjoint(words):
        for at, (word, behind) in enumerate(pairwise(words)):
            if word in _FIRST_OF_PARTIES and behind in _OF_PARTIES:
                keys[at] = NAME


class _Keys(dict[str, str]):
    """The keys of the words met so far, worked out by *key* when first asked for."""

    def __init__(self, key: Callable[[str], str]) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, word: str) -> str:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        key = self[word] = self._key(word)
        return key


class Names:
    """Turns tokens into keys without names. *kind_of* gives the class of a word in small letters."""

    def __init__(self, kind_of: Callable[[str], int]) -> None:
        self._kind_of = kind_of
        self._inner = _Keys(partial(self._key, inner=True))
        self._outer = _Keys(partial(self._key, inner=False))

    def _part(self, part: str) -> str:
        known = self._kind_of(part.lower())
        return NAME if known == PROPER or (known == UNCOUNTED and part[:1].isupper()) else part.lower()

    def _key(self, word: str, inner: bool) -> str:
        first = word[0]
        if not first.isalnum():
            return mark(word)
        if first.isdigit():
            return NUMBER
        capital, lower = first.isupper(), plain(word)
        if lower in _DAYS or (capital and inner and lower in _DAYS_CAPITAL):
            return DAY
        known = self._kind_of(lower)
        if known == UNCOUNTED:
            if "-" in lower:
                parts = [self._part(part) for part in word.replace("‐", "-").replace("‑", "-").split("-") if part]
                return NAME if NAME == parts[0] == parts[-1] else "-".join(parts)
            return NAME if capital else lower
        if known == PROPER or (capital and ((known == EITHER and inner) or lower in _PARTIES)):
            return NAME
        return lower

    def keys(self, words: Sequence[str]) -> list[str]:
        """A key for each token of a sentence; "" where a token tells nothing. Runs of names are not joined yet."""
        if titled(words):
            keys = list(map(self._outer.__getitem__, words))
            _hide_parties(words, keys)
            return keys
        # behind the first word a capital tells something
        begun = next((at for at, word in enumerate(words, 1) if word[0].isalnum()), len(words))
        keys = [*map(self._outer.__getitem__, words[:begun]), *map(self._inner.__getitem__, words[begun:])]
        _hide_parties(words, keys)
        if NAME in keys:
            for at in range(begun, len(keys)):
                if keys[at - 1] == NAME and words[at][0].isupper():
                    keys[at] = NAME  # the rest of a name made of common words: Fox News, Lincoln Project
        return keys
