"""Names in the article: runs of capitalised words, the fullest form of each, and the words that introduce it.

A name is read off the article itself: its fullest form is looked for once, and every shorter form (the surname, the first name alone)
stands for it. Letter case and accents make no difference. Words that open a sentence are capitals of another kind: they count as
names only where the article writes them no other way.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from annotator.attribution.name_words import (
    ABBREVIATED,
    CALENDAR,
    FEMALE,
    FEMALE_TITLES,
    FIRMS,
    GIVEN,
    HONORIFICS,
    MALE,
    MALE_TITLES,
    NO_SURNAMES,
    OPENING,
    PARTICLES,
    PARTISANS,
    PLACE_OPENERS,
    PLACES,
    PORTFOLIOS,
    POSTS,
    ROLES,
    STATES,
    SUFFIXES,
    WEEKDAYS,
)
from annotator.types import Document, Hit

_PERSONAL = frozenset("he she his her him himself herself".split())
_IMPERSONAL = frozenset("its it itself".split())
_OF_FIRMS = ("bank", "corp", "soft", "tech", "tel", "com", "gas", "air", "chem", "pharm", "media", "works")
_WHEN = frozenset("on in last next since until by late early from before after every".split())
_OF_DAYS = frozenset("super black good ash bloody".split())
"""What stands before a weekday in a name: "Black Friday". Elsewhere a name ends before the day: "Lee Friday told the board"."""
_SHORT_PLACES = frozenset(STATES) | {"d.c"}
_AT = frozenset("in near outside across throughout".split())
_TRUST = frozenset("confidence trust faith belief believe believes believed interest interested confide confided".split())
_LOWER_OPENERS = frozenset("adl")
_PREFIXES = ("di", "de", "du", "la", "le")
_QUOTES = frozenset('“ ” ‘ ’ "'.split())
_PAIRS = {(left, right) for left in _QUOTES for right in _QUOTES}
_ACRONYM = 6
_TITLE_CASE = 0.6
"""The share of a headline's longer words that are capitalised."""
_SENTENCE_TITLE_CASE = 0.8
"""The same where it ends in a full stop, as sentences do that name many people."""


class Name(Struct, frozen=True, gc=False):
    """A run of capitalised words: tokens ``first:last`` without titles; ``before`` is where the run with its titles begins."""

    first: int
    last: int
    before: int


def capitalised(word: str) -> bool:
    """Whether *word* is written as a name is: it begins with a capital letter (``al-Assad`` and ``diNardo`` included)."""
    first = word[:1]
    if first.isupper():
        return True
    if first not in _LOWER_OPENERS:
        return False
    return (word[:1] == "a" and word[1:3] in ("l-", "L-") and word[3:4].isupper()) or (word[:2] in _PREFIXES and word[2:3].isupper())


def fold(word: str) -> str:
    """*word* without accents; it comes in lower case already."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def runs(document: Document, first: int, last: int, common: Collection[str] = (), surnames: Collection[str] = ()) -> list[Name]:
    """Capitalised runs among tokens ``first:last``, particles, initials and nicknames included, titles apart.

    :param common: words that the article writes in lower case elsewhere; at the start of a sentence they are no names.
    :param surnames: titles that somebody in the article is called by: "Jim Justice".
    """
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    sentences, token_sentence = document.sentences, document.token_sentence
    out: list[Name] = []
    i = first
    for begin in [at for at, word in enumerate(words[first:last], first) if word[0].isupper() or word[0] in _LOWER_OPENERS]:
        if begin < i or not capitalised(words[begin]):
            continue
        i = end = first_of_run = begin
        while i < last:
            if capitalised(words[i]):
                if i > begin and lowers[i] in WEEKDAYS and lowers[i - 1] not in _OF_DAYS:
                    break
                i += 1
                end = i
                if words[i - 1][-1] == "." and lowers[i - 1][:-1] in _SHORT_PLACES:  # "in Washington, D.C. Lee said"
                    break
            elif (
                words[i] == "."
                and starts[i] == ends[i - 1]
                and token_sentence[i] == token_sentence[min(i + 1, last - 1)]
                and (len(words[i - 1]) == 1 or lowers[i - 1] in ABBREVIATED)
            ) or (lowers[i] in PARTICLES and i + 1 < last and (capitalised(words[i + 1]) or lowers[i + 1] in PARTICLES)):
                i += 1
            elif words[i] in _QUOTES and i + 3 < last and _is_nickname(words[i : i + 4]):
                i += 3
            else:
                break
        at = begin
        number = token_sentence[begin]
        opens = number >= 0 and begin <= sentences[number].first + 1
        if opens and (lowers[begin] in common or lowers[begin] in OPENING) and lowers[begin] not in HONORIFICS:
            at = begin = begin + 1
        if end - at > 1 and lowers[at] in CALENDAR and at > 0 and lowers[at - 1] in _WHEN:  # "On Monday Ann Lee said"
            at = begin = at + 1
        if opens and begin == first_of_run and end - at > 1 and (lowers[at] in ROLES or lowers[at].removesuffix("s") in ROLES):
            at = begin + 1
        place = lowers[at : at + 1] != () and (lowers[at] in PLACES or lowers[at] == "columbia") and lowers[at] not in GIVEN
        if end - at > 2 and place and lowers[at + 1] in GIVEN:  # "attorney for the District of Columbia Ann Lee"
            at = begin = at + 1
        if end - at > 1 and lowers[at] in PORTFOLIOS and at > 0 and lowers[at - 1] in ("of", "the"):  # "Secretary of State Ann Lee"
            at += 1
        for here in range(end - 2, at - 1, -1):  # the name stands behind the last of its titles
            if lowers[here] in HONORIFICS or (end - here > 2 and lowers[here] in POSTS):
                at = here + 1
                break
        while at < end and words[at] == ".":
            at += 1
        if at == end - 1 and lowers[at] in HONORIFICS and len(words[at]) > 2 and lowers[at] not in surnames:
            at = end
        if at < end:
            out.append(Name(at, end, begin))
    return out


def _is_nickname(words: Sequence[str]) -> bool:
    """Whether the four *words* are a nickname and the surname: Dave | “Mud” Lee."""
    return words[2] in _QUOTES and capitalised(words[1]) and capitalised(words[3])


class Names:
    """Every name of the document's prose, with look-ups by surname and by full form."""

    def __init__(self, document: Document, organizations: Mapping[int, Hit]) -> None:
        self._document = document
        words, lowers = document.words, document.lowers
        self.common = set(filter(str.islower, set(words)))
        self.surnames = {
            lowers[at + 1]
            for at, lower in enumerate(lowers[:-1])
            if lower in GIVEN and lowers[at + 1] in HONORIFICS and words[at][0].isupper() and words[at + 1][0].isupper()
        }
        """Titles that somebody is called by."""
        self.full: dict[str, list[tuple[str, ...]]] = {}
        self._given: dict[str, tuple[str, ...]] = {}
        self.first_seen: dict[tuple[str, ...], Name] = {}
        self.mentions: list[tuple[Name, tuple[str, ...]]] = []
        self._titled: dict[str, str] = {}
        self._institutions: set[str] = set()
        self._votes: dict[str, int] = {}
        self._placed: dict[tuple[str, ...], int] = {}
        self._namesakes: set[tuple[str, ...]] = set()
        self._elders: set[str] = set()
        self._acronyms: set[str] = set()
        self._aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
        found: list[Name] = []
        for paragraph in document.paragraphs:
            if paragraph.kind == "set_aside" or self._title_case(paragraph.first, paragraph.last):
                continue
            found += runs(document, paragraph.first, paragraph.last, self.common, self.surnames)
        proper = {
            lowers[at]
            for name in found
            for at in range(name.first, name.last)
            if at != document.sentences[document.token_sentence[at]].first
        }
        found = [name for name in found if name.last - name.first > 1 or name.first > name.before or lowers[name.first] in proper]
        if not SUFFIXES.isdisjoint(lowers):
            self._find_namesakes(found)
        keys = list(map(self.key, found))
        for name, key in zip(found, keys, strict=True):
            if not key:
                continue
            if name.last - 1 in organizations:
                self._institutions.add(key[-1])
                continue
            before = lowers[name.before : name.first]
            if before:
                sex = "f" if FEMALE_TITLES.intersection(before) else "m" if MALE_TITLES.intersection(before) else ""
                self._titled[key[-1]] = self._titled.get(key[-1]) or sex
            nickname = self._nickname_of(name)
            if nickname and len(key) > 1:
                self._aliases[fold(nickname), key[-1]] = key
            surname = key[-2] if key[-1] in SUFFIXES else key[-1]
            if len(key) > 1 and key[0] not in OPENING and (surname == key[-1] or surname not in self._elders):
                known = self.full.setdefault(surname, [])
                if key not in known and len(known) < 8:
                    known.append(key)
                self._given.setdefault(key[0], key)
        for name, short in zip(found, keys, strict=True):
            key = self._fullest(name, short)
            if len(key) == 1 and key[0] in CALENDAR and name.first == name.before:
                continue
            if len(key) == 1:
                self._vote(name, key[0])
                if self._is_acronym(name):
                    self._acronyms.add(key[0])
            self._placed[key] = self._placed.get(key, 0) + (1 if self._is_place(name) else -1)
            if key:
                self.first_seen.setdefault(key, name)
                self.mentions.append((name, key))

    def _vote(self, name: Name, key: str) -> None:
        """Let the pronouns behind a lone name say whether it is a person's, things only before the next name, and its ending."""
        document = self._document
        at = document.token_sentence[name.first]
        if at < 0:
            return
        end = name.last
        last = min(document.sentences[at].last, name.last + 20)
        while end < last and not capitalised(document.words[end]):
            end += 1
        behind = document.lowers[name.last : end]
        relative = behind[1] if behind[:1] == (",",) and len(behind) > 1 else ""
        person = relative == "who" or not _PERSONAL.isdisjoint(document.lowers[name.last : last])
        thing = relative == "which" or not _IMPERSONAL.isdisjoint(behind) or (len(key) > 5 and key.endswith(_OF_FIRMS))
        self._votes[key] = self._votes.get(key, 0) + 2 * person - thing

    def _find_namesakes(self, found: Sequence[Name]) -> None:
        """Who is called "Jr." after somebody of that surname: "President Lee … his son Tom Lee Jr."."""
        known: set[tuple[str, ...]] = set()
        for name in found:
            key = self.key(name)
            if self._document.lowers[name.last - 1] not in SUFFIXES:
                if len(key) > 1 or name.first > name.before:
                    known.add(key)
            elif len(key) > 1 and (key in known or key[-1:] in known):
                self._namesakes.add(key)
                if key[-1:] in known:
                    self._elders.add(key[-1])

    def _nickname_of(self, name: Name) -> str:
        lowers = self._document.lowers
        return next((lowers[at + 1] for at in range(name.first, name.last - 1) if lowers[at] in _QUOTES), "")

    def _is_acronym(self, name: Name) -> bool:
        """Whether *name* is a short word in capitals beside others that are not."""
        words = self._document.words
        if not (words[name.first].isupper() and 1 < len(words[name.first]) <= _ACRONYM):
            return False
        return not all(word.isupper() for word in words[max(0, name.first - 1) : name.last + 1] if word.isalpha())

    def _is_place(self, name: Name) -> bool:
        """Whether *name* stands where a place does: "in Palm Beach", but not "in Ann Lee's view" nor "confidence in Lee"."""
        lowers = self._document.lowers
        if name.before < 2 or lowers[name.before - 1] not in _AT or lowers[name.before - 2] in _TRUST:
            return False
        return name.last >= len(lowers) or lowers[name.last] not in ("'s", "’s")

    def _title_case(self, first: int, last: int) -> bool:
        if last - first >= 40:
            return False
        share = _TITLE_CASE if self._document.words[last - 1][-1].isalnum() else _SENTENCE_TITLE_CASE
        words = [word for word in self._document.words[first:last] if len(word) > 3 and word[0].isalpha()]
        return len(words) > 3 and sum([word[0].isupper() for word in words]) > share * len(words) + 1

    def key(self, name: Name) -> tuple[str, ...]:
        """The name's words, lower-cased, without accents, initials, stops, suffixes and nicknames."""
        lowers = self._document.lowers[name.first : name.last]
        if not _QUOTES.isdisjoint(lowers):
            lowers = tuple([word for at, word in enumerate(lowers) if not at or lowers[at - 1 : at + 2 : 2] not in _PAIRS])
        key = tuple([fold(w) for w in lowers if len(w.rstrip(".")) > 1 and w not in SUFFIXES])
        return (*key, lowers[-1]) if lowers[-1] in SUFFIXES and key in self._namesakes else key

    def canonical(self, name: Name) -> tuple[str, ...]:
        """The fullest form under which the article gives this name."""
        return self._fullest(name, self.key(name))

    def _fullest(self, name: Name, key: tuple[str, ...]) -> tuple[str, ...]:
        if len(key) != 1:
            return self._aliases.get(key, key)
        known = self.full.get(key[0])
        if known:
            before = self._document.lowers[name.before : name.first]
            sex = "f" if FEMALE_TITLES.intersection(before) else "m" if MALE_TITLES.intersection(before) else ""
            if sex and len(known) > 1:
                return next((full for full in known if self.gender(full) == sex), known[0])
            return known[0]
        return self._given.get(key[0], key)

    def ending_at(self, token: int) -> tuple[Name, tuple[str, ...]] | None:
        """The name whose last token stands directly before *token*, with its fullest form."""
        index = first_in(self.mentions, token) - 1
        if index >= 0 and self.mentions[index][0].last == token:
            return self.mentions[index]
        return None

    def titled(self, key: tuple[str, ...]) -> bool:
        """Whether the article gives this name a title of a person anywhere."""
        return key[-1] in self._titled

    def person(self, key: tuple[str, ...]) -> bool:
        """Whether *key* names a person as far as the article shows it: a title, or a given name."""
        if not key:
            return False
        if key[-1] in self._titled or key[0] in FEMALE or key[0] in MALE:
            return True
        if key[-1] in self._institutions or key[0] in PLACE_OPENERS or key[-1].rstrip(".") in FIRMS or key[-1] in NO_SURNAMES:
            return False
        if "." in key[-1].rstrip(".") or (len(key) == 1 and key[0] in self._acronyms):  # "moveon.org", "F.B.I.", "FBI"
            return False
        if self._placed.get(key, 0) > 0 or key[0] in OPENING:  # "The Morning Show"
            return False
        if len(key) == 1 and (
            key[0] in PLACES
            or key[0] in PARTISANS
            or key[0] == "democratic"
            or key[0][1:2] == "-"
            or (key[0][-1] == "s" and key[0][:-1] in PARTISANS)
        ):
            return False
        return len(key) in (2, 3) or self._votes.get(key[-1], 0) >= 0

    def gender(self, key: tuple[str, ...]) -> str:
        """``f``, ``m`` or nothing: by given name, else by title."""
        if key[0] in FEMALE:
            return "f"
        if key[0] in MALE:
            return "m"
        return self._titled.get(key[-1], "")


def first_in(mentions: list[tuple[Name, tuple[str, ...]]], token: int) -> int:
    """Index of the first of *mentions* at or behind *token*."""
    return bisect_left(mentions, token, key=lambda row: row[0].first)
