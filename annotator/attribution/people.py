"""What an article says of the people it names, anywhere in it: titles, kin, descriptions, names that withhold who somebody is."""

from __future__ import annotations

from bisect import bisect_left

from annotator.attribution.beside import CLOSING
from annotator.attribution.kinds import POSSESSIVES, Context, is_agent, lemma
from annotator.attribution.name_words import HONORIFICS, STATES
from annotator.attribution.names import Name, capitalised
from annotator.attribution.titles import FORMER, affiliation, introduction
from annotator.types import Document, Span

_MALE_KIN = frozenset("husband father son brother boyfriend grandfather widower uncle nephew".split())
_KIN = _MALE_KIN | frozenset("wife mother daughter sister girlfriend grandmother widow aunt niece".split())
_NOTHING: frozenset[str] = frozenset()
_ONLY = frozenset("known identified named gave pseudonym first".split())
_POSSESSED = frozenset("the her his their".split())
_NO_TITLE = frozenset("and with by to said told for of in at on from like than as when if but or over against".split())
_LINKS = frozenset({"for", "of", "to"})
_INNER = frozenset({".", "'s", "’s"})
_TELLS = frozenset(
    "said says told added adds explained noted insisted confirmed acknowledged recalled wrote responded replied asked tweeted".split()
)
_PARTIES = {"r": ("republican",), "d": ("democrat", "democratic"), "i": ("independent",)}
_SYNONYMS = {
    "sen": ("senator", "lawmaker"),
    "senator": ("lawmaker",),
    "rep": ("representative", "lawmaker", "congressman", "congresswoman"),
    "representative": ("lawmaker", "congressman", "congresswoman"),
    "congressman": ("lawmaker",),
    "congresswoman": ("lawmaker",),
    "gov": ("governor",),
    "gen": ("general",),
    "prof": ("professor",),
    "dr": ("doctor",),
    "ceo": ("executive",),
    "attorney": ("lawyer",),
    "lawyer": ("attorney",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
}
"""By what else the holder of an office is called."""
_PLACE = 3
_BEFORE = 4
"""Words of a title before a name."""
_WITHIN = 8
"""Words of an apposition."""
_INTRODUCTIONS = 6
"""How many mentions of a name may introduce it."""
_BACK = 40
"""How many names that a noun describes are looked at before a mention, and how many behind it."""
_AHEAD = 3


class People:
    """Who is described by which noun: "Senator Ann Lee", "Ann Lee, the mayor", "the mayor, Ann Lee," ."""

    def __init__(self, document: Document, look: Context) -> None:
        self._document = document
        self._look = look
        self._described: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._identified: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._said_of: dict[tuple[str, ...], set[str]] = {}
        self._places: dict[tuple[str, ...], list[Name]] = {}
        self.withheld = self._pseudonyms()
        for name, key in look.names.mentions:
            places = self._places.setdefault(key, [])
            if len(places) < _INTRODUCTIONS:
                places.append(name)
            if document.token_sentence[name.first] < 0 or not look.names.person(key):
                continue
            possessor, office = self._behind(name)
            described = self._described_by(name)
            seen = {*self._before(name), *described, *office}
            seen.update(other for word in tuple(seen) for other in _SYNONYMS.get(word, ()))
            self._said_of.setdefault(key, set()).update(lemma(word) for word in (*seen, *possessor, *self._party(name), *self._home(name)))
            if len(described) == 1:
                self._identified.setdefault(lemma(described[0]), []).append((name.first, key))
            for word in seen:
                if len(word) > 2 and (word in HONORIFICS or word[0].isalpha()):
                    self._described.setdefault(lemma(word), []).append((name.first, key))

    def _before(self, name: Name) -> list[str]:
        """The words of a title: "Senator | Ann Lee"."""
        lowers = self._document.lowers
        sentence = self._document.sentences[self._document.token_sentence[name.first]]
        seen: list[str] = []
        for back in range(name.first - 1, max(sentence.first, name.first - _BEFORE) - 1, -1):
            if lowers[back] == "." and lowers[back - 1] in HONORIFICS:
                continue
            role = back in self._look.titles or lowers[back] in HONORIFICS or lowers[back] in FORMER or is_agent(lowers[back])
            if not lowers[back].isalpha() or lowers[back] in _NO_TITLE or not (role or capitalised(self._document.words[back])):
                break
            seen.append(lowers[back])
        return seen

    def _described_by(self, name: Name) -> list[str]:
        """The words of "the inspector general, | Ann Lee,", of "an attorney for Tom Ek, | Ann Lee,"."""
        lowers, words = self._document.lowers, self._document.words
        sentence = self._document.sentences[self._document.token_sentence[name.first]]
        closed = name.last < sentence.last and words[name.last] in CLOSING
        if not closed or name.before - 1 <= sentence.first or words[name.before - 1] != ",":
            return []
        for back in range(name.before - 2, max(sentence.first, name.before - _WITHIN) - 1, -1):
            if lowers[back] in _POSSESSED or lowers[back] in ("a", "an"):
                return [word for word in lowers[back + 1 : name.before - 1] if word.isalpha() and word not in _LINKS]
            if not (lowers[back].isalpha() or lowers[back] in POSSESSIVES) or (lowers[back] in _NO_TITLE and lowers[back] not in _LINKS):
                break
        return []

    def _behind(self, name: Name) -> tuple[list[str], list[str]]:
        """The words of an apposition, those of its possessor apart: "Ann Lee, | the mayor's | wife"."""
        lowers, words = self._document.lowers, self._document.words
        last = self._document.sentences[self._document.token_sentence[name.first]].last
        if name.last + 1 >= last or words[name.last] != ",":
            return [], []
        possessor: list[str] = []
        seen: list[str] = []
        for ahead in range(name.last + 1, min(last, name.last + 1 + _WITHIN)):
            if lowers[ahead] in POSSESSIVES:
                possessor, seen = possessor + seen, []
            if lowers[ahead] in _INNER:
                continue
            if not lowers[ahead].replace("-", "").isalpha():
                break
            seen.append(lowers[ahead])
        return (possessor, seen) if _TELLS.isdisjoint(seen) else ([], [])  # "he met Ann Lee, the official said"

    def _party(self, name: Name) -> tuple[str, ...]:
        """The party of "Ann Lee (R-Ohio)"."""
        lowers, at = self._document.lowers, name.last
        if at + 1 >= len(lowers) or lowers[at] not in ("(", ",") or not (len(lowers[at + 1]) == 1 or lowers[at + 1][1] == "-"):
            return ()
        return _PARTIES.get(lowers[at + 1][0], ())

    def _home(self, name: Name) -> list[str]:
        """The state or place of "Ann Lee (R-Ohio)" or "Ann Lee of Ohio"."""
        words, lowers, at = self._document.words, self._document.lowers, name.last
        if at + 1 < len(lowers) and lowers[at] == "of":
            end = at + 1
            while end < min(len(lowers), at + 1 + _PLACE) and capitalised(words[end]):
                end += 1
            return list(lowers[at + 1 : end])
        state = lowers[at + 1][2:] if self._party(name) else ""
        return [STATES.get(state.rstrip("."), state)] if state else []

    def _pseudonyms(self) -> set[tuple[str, ...]]:
        """Names that stand for people whose identity is withheld: "a base chief known as Bob", "identified only as Ann"."""
        lowers = self._document.lowers
        out: set[tuple[str, ...]] = set()
        for name, key in self._look.names.mentions:
            low = max(0, name.first - _BEFORE)
            before = lowers[low : name.first]
            if (
                len(key) == 1
                and before
                and before[-1] in ("as", "name", "by", "called")
                and not _ONLY.isdisjoint(before)
                and self._look.names.gender(key)
            ):
                out.add(key)
        return out

    def describes(self, noun: str) -> bool:
        """Whether the article describes somebody whom it names by *noun*, as :func:`lemma` leaves it."""
        return noun in self._described

    def gender(self, key: tuple[str, ...]) -> str:
        """The gender of a named person, by given name and title, else by what the article says of him or her."""
        known = self._look.names.gender(key)
        if known:
            return known
        said = self._said_of.get(key, _NOTHING)
        return "" if said.isdisjoint(_KIN) else "m" if not said.isdisjoint(_MALE_KIN) else "f"

    def named_by(self, head: str, words: set[str], token: int) -> tuple[int, tuple[str, ...]] | None:
        """The nearest name before *token*, else the first behind it, that the article describes by *head* and all of *words*."""
        named = self._described.get(head)
        if not named:
            return None
        at = bisect_left(named, (token,))
        for place, key in (*reversed(named[max(0, at - _BACK) : at]), *named[at : at + _AHEAD]):
            if words <= self._said_of[key] | {head}:
                return place, key
        return None

    def identified(self, noun: str, token: int, most: int) -> tuple[str, ...] | None:
        """The name that stands behind the bare *noun* at most *most* tokens behind *token*: "an official … The official, Ann Lee, said"."""
        places = self._identified.get(noun, [])
        at = bisect_left(places, (token,))
        return places[at][1] if at < len(places) and places[at][0] < token + most else None

    def introduction(self, key: tuple[str, ...]) -> Span | None:
        """The first words that say who the person is: what it is before what it did, and what is said in passing last."""
        places = self._places.get(key, ())
        deed: Span | None = None
        for name in places:
            found = introduction(self._document, name, self._look.titles)
            if found is not None and not found.of(self._document.text).startswith("who"):
                return found
            deed = deed or found
        return deed or next((span for name in places if (span := affiliation(self._document, name, self._look.titles)) is not None), None)

    def full_name(self, key: tuple[str, ...]) -> str | None:
        """The name as the article writes it at its fullest, without title."""
        places = self._places.get(key)
        if not places:
            return None
        words = self._document.words
        name = max(places, key=lambda name: (sum(len(word) > 1 for word in words[name.first : name.last]), name.last - name.first))
        return " ".join(self._document.text[self._document.starts[name.first] : self._document.ends[name.last - 1]].split())
