"""Drafts → attributions with resolved sources, quotes with their speakers, and the source ledger.

Sources are resolved in text order. Pronouns take the most salient person before them: salience falls with every sentence, and is
higher for speakers and subjects, lower inside quotations (after Lappin & Leass 1994). Definite descriptions ("the official") go to the
nearest source or name that the article has described by that noun, surnames to the full name, "the newspaper" to the outlet last named.
Every look back is bounded, so that the time is linear in the number of drafts and names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from annotator.attribution import anonymity, grades
from annotator.attribution.anonymity import Evidence
from annotator.attribution.cited import with_cited
from annotator.attribution.joint import together, with_withheld_apart
from annotator.attribution.kinds import (
    DETERMINERS,
    INDEFINITE,
    PIECES,
    QUANTIFIERS,
    REFERRING,
    SINGLE,
    SORTS,
    Context,
    Mention,
    classify,
    context,
    is_plural,
    lemma,
    tokens_of,
)
from annotator.attribution.mend import mended
from annotator.attribution.names import HONORIFICS, Name, capitalised, first_in
from annotator.attribution.quotes import Ruler, speakers
from annotator.attribution.relay import Relay
from annotator.attribution.titles import affiliation, introduction
from annotator.types import Attribution, Document, Draft, Hit, Quote, ReasonType, Source, SourceKind, Span

_SPEECH = frozenset({"speech", "claim", "writing", "document", "preposition", "noun", "passive"})
_FEMALE = frozenset(
    "mrs ms miss she her congresswoman spokeswoman chairwoman queen princess lady dame sister mother woman wife girl".split()
)
_MALE = frozenset("mr he his him congressman spokesman chairman king prince sir lord brother father man husband boy".split())
_MALE_KIN = frozenset("husband father son brother boyfriend grandfather widower uncle nephew".split())
_KIN = _MALE_KIN | frozenset("wife mother daughter sister girlfriend grandmother widow aunt niece".split())
_NOTHING: frozenset[str] = frozenset()
_SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_GENERAL = frozenset({"person", "source", "people"})
_REST = frozenset("another one other both two three neither either".split())
"""Words, as :func:`lemma` leaves them, by which the next of several is brought in."""
_ONLY = frozenset("known identified named gave pseudonym first".split())
_ELECTED = frozenset(
    """lawmaker legislator senator congressman congresswoman backbencher minister republican democrat tory conservative governor
    mayor""".split()
)
"""Nouns for people who are named when they are brought in."""
_SEVERAL = {(verb,) for verb in "have are were 've ’ve make say think want".split()}
_ORDINALS = frozenset("first second third fourth other".split())
_POSSESSED = frozenset("the her his their".split())
_NO_TITLE = frozenset("and with by to said told for of in at on from like than as when if but or over against".split())
_CLOSING = frozenset({",", "—", "–", "--", "."})
_INNER = frozenset({".", "'s", "’s"})
_ATTRIBUTIVE = frozenset(
    "campaign administration team camp organization foundation supporters supporter voters ticket tower family".split()
)
"""Behind a name that stands in one's own words: "the Lee campaign" may be said by Lee."""
_BACK = 40
"""How many mentions before a reference are looked at."""
_TELLING = 3
"""Blanks in a description that is the same source's when it comes again word for word; "an official" may be another one."""
_TELLS = frozenset("said says told added adds explained noted insisted confirmed acknowledged recalled wrote".split())
_APPOSED = 6
_SENTENCES = 6
_INTRODUCTIONS = 6
_ELSEWHERE = 0.6
"""What a mention in another paragraph weighs beside one in the pronoun's own."""


class Entity:
    """A source as it builds up while the article is read."""

    __slots__ = (
        "gender",
        "group",
        "heads",
        "kind",
        "members",
        "mentions",
        "name",
        "number",
        "outlet",
        "plural",
        "title",
        "whole",
        "words",
    )

    def __init__(self, group: int, kind: SourceKind) -> None:
        self.group = group
        self.kind: SourceKind = kind
        self.name: tuple[str, ...] = ()
        self.heads: set[str] = set()
        self.words: set[str] = set()
        self.mentions: list[tuple[Span, Mention]] = []
        self.plural = False
        self.gender = ""
        self.title: Span | None = None
        self.outlet: str | None = None
        self.number: int | None = None
        self.whole: Entity | None = None
        """Whom "another" is one of."""
        self.members: tuple[Entity, ...] = ()
        """Those who speak together; it counts as the first of them."""


def _gender(document: Document, mention: Mention) -> str:
    seen = set(document.lowers[mention.core_first : mention.head + 1])
    if seen & _FEMALE:
        return "f"
    return "m" if seen & _MALE else ""


class Resolver:
    """Resolves the sources of one document, in text order."""

    def __init__(
        self, document: Document, hits: Mapping[str, Sequence[Hit]], outlet_names: Mapping[str, str], weights: anonymity.Weights | None
    ) -> None:
        self.document = document
        self.look: Context = context(document, hits)
        self.relay = Relay(document, hits.get("outlets", ()), outlet_names)
        self.weights = weights
        self.entities: list[Entity] = []
        self.spans: list[Span] = []
        """All sources to be resolved, in text order."""
        self.trail: list[tuple[int, Entity]] = []
        self._named: dict[tuple[str, ...], Entity] = {}
        self._initials: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[tuple[str, str], Entity] = {}
        self._outlets: dict[str, Entity] = {}
        self._quoted = [(q.first, q.last) for q in document.quotations if not q.depth]
        self._head_tokens = sorted(self.look.heads)
        self._index_titles()

    def _index_titles(self) -> None:
        """Which names the article describes by which noun: "Senator Ann Lee", "Ann Lee, the mayor"."""
        document, look = self.document, self.look
        lowers, words = document.lowers, document.words
        self._described: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._said_of: dict[tuple[str, ...], set[str]] = {}
        self._withheld_names = self._pseudonyms()
        self._places: dict[tuple[str, ...], list[Name]] = {}
        for name, key in look.names.mentions:
            places = self._places.setdefault(key, [])
            if len(places) < _INTRODUCTIONS:
                places.append(name)
            at = document.token_sentence[name.first]
            if at < 0:
                continue
            sentence = document.sentences[at]
            seen: set[str] = set()
            for back in range(name.first - 1, max(sentence.first, name.first - 4) - 1, -1):
                if not lowers[back].isalpha() or lowers[back] in _NO_TITLE:
                    break
                seen.add(lowers[back])
            closed = name.last < sentence.last and words[name.last] in _CLOSING
            if closed and name.before - 1 > sentence.first and words[name.before - 1] == ",":  # "the inspector general, Ann Lee,"
                for back in range(name.before - 2, max(sentence.first, name.before - 8) - 1, -1):
                    if lowers[back] in _POSSESSED:
                        seen.update(word for word in lowers[back + 1 : name.before - 1] if word.isalpha())
                        break
                    if not lowers[back].isalpha() or lowers[back] in _NO_TITLE:
                        break
            if name.last + 1 < sentence.last and words[name.last] == ",":
                behind: list[str] = []
                for ahead in range(name.last + 1, min(sentence.last, name.last + 9)):
                    if lowers[ahead] in _INNER:
                        continue
                    if not lowers[ahead].replace("-", "").isalpha():
                        break
                    behind.append(lowers[ahead])
                if _TELLS.isdisjoint(behind):  # "he met Ann Lee, the official said"
                    seen.update(behind)
            self._said_of.setdefault(key, set()).update(lemma(word) for word in seen)
            for word in seen:
                if len(word) > 2 and (word in HONORIFICS or word[0].isalpha()):
                    self._described.setdefault(lemma(word), []).append((name.first, key))

    def _pseudonyms(self) -> set[tuple[str, ...]]:
        """Names that stand for people whose identity is withheld: "a base chief known as Bob", "identified only as Ann"."""
        lowers = self.document.lowers
        out: set[tuple[str, ...]] = set()
        for name, key in self.look.names.mentions:
            low = max(0, name.first - 4)
            before = lowers[low : name.first]
            if (
                len(key) == 1
                and before
                and before[-1] in ("as", "name", "by", "called")
                and not _ONLY.isdisjoint(before)
                and self.look.names.gender(key)
            ):
                out.add(key)
        return out

    # ------------------------------------------------------------------ entities

    def _new(self, kind: SourceKind) -> Entity:
        entity = Entity(len(self.entities) + 1, kind)
        self.entities.append(entity)
        return entity

    def _for_name(self, key: tuple[str, ...], kind: SourceKind) -> Entity:
        entity = self._named.get(key) or (self._named.get(key[-1:]) if len(key) > 1 else None)
        if entity is None and kind == "named_org":
            entity = self._abbreviated(key)
        if entity is None:
            entity = self._new(kind)
            if key in self._withheld_names:
                entity.kind = "anonymous"
            entity.name = key
            entity.gender = self._gender_of(key) if kind == "named_person" else ""
            self._named[key] = entity
        return entity

    def _abbreviated(self, key: tuple[str, ...]) -> Entity | None:
        """The institution that the article has named by the initials of *key*, or whose initials *key* is."""
        short = "".join([word[0] for word in key]) if len(key) > 1 else key[0].replace(".", "")
        other = (short,) if len(key) > 1 else self._initials.get(short)
        if len(key) > 1:
            self._initials.setdefault(short, key)
        entity = self._named.get(other) if other is not None else None
        if entity is None or entity.kind != "named_org":
            return None
        self._named[key] = entity
        return entity

    def _inside(self, token: int) -> bool:
        """Whether *token* stands between quotation marks."""
        at = bisect_right(self._quoted, (token, len(self.document.words))) - 1
        return at >= 0 and token < self._quoted[at][1]

    # ------------------------------------------------------------------ references

    def _gender_of(self, key: tuple[str, ...]) -> str:
        """The gender of a named person, by given name and title, else by what the article says of him or her."""
        known = self.look.names.gender(key)
        if known:
            return known
        said = self._said_of.get(key, _NOTHING)
        return "" if said.isdisjoint(_KIN) else "m" if not said.isdisjoint(_MALE_KIN) else "f"

    def _person_before(self, mention: Mention, evidence: Evidence) -> Entity | None:
        """The person that ``he`` or ``she`` stands for: the most salient one of that gender before it."""
        document, names = self.document, self.look.names
        token = mention.first
        pronoun = document.lowers[mention.head]
        wanted = "f" if pronoun in ("she", "her", "hers", "herself") else "m"
        here = document.token_sentence[token]
        salience: dict[int | tuple[str, ...], float] = {}
        order: dict[int | tuple[str, ...], Entity | tuple[str, ...]] = {}
        sentence = document.sentences[here]
        behind = Span(document.starts[token], document.ends[min(token + 6, sentence.last - 1)])
        told = self._named_in((behind, *evidence.draft.content))
        for at, entity in islice(reversed(self.trail), _BACK):
            distance = here - document.token_sentence[at]
            if distance > _SENTENCES or at >= token:
                if at >= token:
                    continue
                break
            if (
                entity.name in told
                or entity.plural
                or entity.kind not in ("named_person", "anonymous")
                or entity.gender not in ("", wanted)
            ):
                continue
            key: int | tuple[str, ...] = entity.name or entity.group
            near = document.sentences[document.token_sentence[at]].paragraph == sentence.paragraph
            salience[key] = salience.get(key, 0.0) + (2.0 if near else _ELSEWHERE * 2.0) * 0.6**distance
            order.setdefault(key, entity)
        first = first_in(names.mentions, token)
        for index in range(first - 1, max(-1, first - 1 - _BACK), -1):
            name, full = names.mentions[index]
            at = document.token_sentence[name.first]
            if at < 0 or here - at > _SENTENCES - 2:
                break
            if name.last > token or full in told or not names.person(full) or self._gender_of(full) not in ("", wanted):
                continue
            weight = 0.6 ** (here - at) * (1.0 if document.sentences[at].paragraph == sentence.paragraph else _ELSEWHERE)
            if self._inside(name.first):
                weight *= 0.1
            elif name.before - document.sentences[at].first <= 2:
                weight *= 1.5
            if name.last < len(document.words) and document.words[name.last] in ("'s", "’s"):
                weight *= 0.5
            if self._gender_of(full) == wanted:
                weight *= 1.3
            salience[full] = salience.get(full, 0.0) + weight
            order.setdefault(full, full)
        if not salience:
            return None
        best = order[max(salience, key=lambda key: salience[key])]
        return best if isinstance(best, Entity) else self._for_name(best, "named_person")

    def _named_in(self, spans: Sequence[Span]) -> set[tuple[str, ...]]:
        """The names inside *spans*: nobody speaks of himself by name."""
        mentions, starts = self.look.names.mentions, self.document.starts
        out: set[tuple[str, ...]] = set()
        for span in spans[:4]:
            for index in range(first_in(mentions, bisect_left(starts, span.start)), len(mentions)):
                name, key = mentions[index]
                if starts[name.first] >= span.end or len(out) > _BACK:
                    break
                if name.last < len(starts) and self.document.lowers[name.last] not in _ATTRIBUTIVE:
                    out.add(key)
        return out

    def _latest(self, mention: Mention, most: int, sentences: int = 3) -> Iterator[Entity]:
        """Who was mentioned before *mention*, the last first: *most* mentions, as far as *sentences* back."""
        here = self.document.token_sentence[mention.first]
        for at, entity in islice(reversed(self.trail), most):
            if here - self.document.token_sentence[at] > sentences:
                return
            yield entity

    def _several_before(self, mention: Mention) -> Entity | None:
        """The people that ``they`` stands for: the last plural source, else the last source of all where that is an institution."""
        return next((entity for entity in self._latest(mention, 6) if entity.plural), None)

    def _thing_before(self, mention: Mention) -> Entity | None:
        """The institution, document or outlet that "it" stands for; the document that "the letter" does, or the outlet of "the report"."""
        kinds = {"named_org", "document", "outlet"}
        if mention.kind == "document":
            kinds = {"document", "outlet"} if self.document.lowers[mention.head] in PIECES else {"document"}
        return next((entity for entity in self._latest(mention, 4) if entity.kind in kinds), None)

    def _described_before(self, mention: Mention) -> Entity | None:
        """The source or name that the article has described by the head of a definite description."""
        document = self.document
        head = lemma(document.lowers[mention.head])
        words = self._content_words(mention)
        best: Entity | None = None
        best_score = 0.0
        for steps, (_, entity) in enumerate(islice(reversed(self.trail), _BACK)):
            if head in entity.heads:
                match = 1.0
            elif (head in _SPOKESPEOPLE and entity.heads & _SPOKESPEOPLE) or (head in _GENERAL and entity.kind == "anonymous"):
                match = 0.6
            else:
                continue
            if entity.plural and not mention.plural:
                match *= 0.3 if head in entity.heads else 0.0
            score = match * (1 + len(words & entity.words)) * (1.0 - steps / (2 * _BACK))
            if score > best_score:
                best, best_score = entity, score
        found = None if mention.plural else self._named_by(head, words, mention.first)
        if found is not None:
            token, key = found
            last = next((t for t, e in islice(reversed(self.trail), _BACK) if e is best), -1) if best else -1
            if best is None or (best.kind != "anonymous" and token > last):
                return self._for_name(key, "named_person")
        return best

    def _named_by(self, head: str, words: set[str], token: int) -> tuple[int, tuple[str, ...]] | None:
        """The nearest name before *token*, else the first behind it, that the article describes by *head* and all of *words*."""
        named = self._described.get(head)
        if not named:
            return None
        at = bisect_left(named, (token,))
        for place, key in (*reversed(named[max(0, at - _BACK) : at]), *named[at : at + 3]):
            if words <= self._said_of[key] | {head}:
                return place, key
        return None

    def _part_of(self, mention: Mention) -> tuple[Entity | None, bool]:
        """The people of whom "one of them", "another" or "others" are some, and whether the part counts as the whole."""
        of = "of" in self.document.lowers[mention.core_first : mention.head]
        for _, entity in islice(reversed(self.trail), 5):
            if entity.kind in ("anonymous", "group") and (entity.plural or not of):
                return entity, of
        return None, of

    def _content_words(self, mention: Mention) -> set[str]:
        lowers = self.document.lowers
        return {
            lemma(w)
            for w in lowers[mention.core_first : min(mention.core_last, mention.core_first + 12)]
            if len(w) > 2 and w not in DETERMINERS and w not in QUANTIFIERS
        }

    def _noun_before(self, mention: Mention) -> Mention | None:
        """The noun phrase that ``who`` follows."""
        document = self.document
        lowers, words = document.lowers, document.words
        at = document.token_sentence[mention.first]
        if at < 0:
            return None
        low = max(document.sentences[at].first, mention.first - 16)
        end = mention.first
        while end > low and words[end - 1] in (",", "—", "–", "--"):
            end -= 1
        begin = end
        while begin > low:
            previous = lowers[begin - 1]
            if words[begin - 1] in (",", ";", ":", "—", "–", "(", '"', "“", "”", "''") or previous in (
                "that",
                "but",
                "while",
                "because",
                "said",
            ):
                break
            begin -= 1
            if previous in DETERMINERS or previous in QUANTIFIERS:
                before = lowers[begin - 1] if begin > low else ""
                if before in ("of", "at", "in", "from", "for", "with", "on") and begin - 1 > low:
                    begin -= 1
                    continue
                if before in ("one", "two", "some", "many", "several") and begin > low:
                    begin -= 1
                break
        if begin >= end:
            return None
        if lowers[begin] in ("of", "at", "in", "from", "for", "with", "on", "to", "by", "and"):
            begin += 1
        if begin >= end:
            return None
        return classify(document, Span(document.starts[begin], document.ends[end - 1]), self.look)

    def _name_before(self, mention: Mention) -> tuple[str, ...] | None:
        """The person named directly before the relative pronoun."""
        token = mention.first
        while token > 0 and self.document.words[token - 1] in (",", "—", "–", "--"):
            token -= 1
        found = self.look.names.ending_at(token)
        if found is None:
            return None
        place, key = found
        lowers = self.document.lowers
        if place.first > 1 and lowers[place.first - 1] in ("of", "from"):  # "Ann Lee, Republican of Ohio, who"
            index = first_in(self.look.names.mentions, place.first) - 1
            before = self.look.names.mentions[index] if index >= 0 else None
            if before is not None and self.document.words[before[0].last] == "," and place.first - before[0].last < _APPOSED:
                key = before[1]
        return key if self.look.names.person(key) else None

    def _at(self, mention: Mention) -> Entity | None:
        """The source whose mention has the same head as *mention*, where it is one of the last."""
        for _, entity in islice(reversed(self.trail), 3):
            if entity.mentions[-1][1].head == mention.head:
                return entity
        return None

    def _apposed_to(self, mention: Mention) -> tuple[str, ...] | None:
        """The name that the noun phrase *mention* stands behind, between commas: "Ann Lee, the mayor, who …"."""
        mentions = self.look.names.mentions
        index = first_in(mentions, mention.first) - 1
        if index < 0:
            return None
        name, key = mentions[index]
        words = self.document.words
        if words[name.last : mention.first] != (",",) or not self.look.names.person(key):
            return None
        closed = words[mention.last - 1] == "," or mention.core_last < mention.last or mention.last >= len(words)
        behind = words[mention.last] if mention.last < len(words) else "."
        return key if closed or behind in _CLOSING or behind in ("who", "whose") else None

    def _named_next(self, mention: Mention) -> tuple[str, ...] | None:
        """The name that the next source of the paragraph brings in, where *mention* may be that person.

        "The mother of the boy said that he had left. 'We miss him,' said Ann Lee."
        """
        document = self.document
        if mention.plural or not mention.definite or SORTS.get(lemma(document.lowers[mention.head])) != "person":
            return None
        index = bisect_right(self.spans, document.starts[mention.last - 1], key=lambda span: span.start)
        if index >= len(self.spans):
            return None
        number, last = document.token_sentence[mention.first], bisect_left(document.starts, self.spans[index].start)
        if number < 0 or document.token_sentence[last] <= number:
            return None
        if document.sentences[document.token_sentence[last]].paragraph != document.sentences[number].paragraph:
            return None
        named = classify(document, self.spans[index], self.look)
        seen = self.look.names.first_seen.get(named.name) if len(named.name) > 1 and named.kind == "named_person" else None
        return named.name if seen is not None and named.first <= seen.first < named.last else None

    def _called(self, mention: Mention) -> tuple[str, ...] | None:
        """The name behind "named" that ends the noun phrase *mention*: "a worker | named Ann Lee"."""
        mentions, at = self.look.names.mentions, mention.last
        if self.document.lowers[at : at + 1] not in (("named",), ("called",)):
            return None
        index = first_in(mentions, at)
        found = index < len(mentions) and mentions[index][0].before <= at + 1
        return mentions[index][1] if found else None

    # ------------------------------------------------------------------ one source

    def resolve(self, span: Span, evidence: Evidence) -> Entity:
        """The entity that the source phrase *span* stands for, made new where it is the first mention."""
        mention = classify(self.document, span, self.look)
        entity = self._several_named(mention) or self._refer(mention, evidence)
        self._remember(entity, span, mention)
        return entity

    def _several_named(self, mention: Mention) -> Entity | None:
        """The people whom *mention* names side by side, as one: "Ann Lee and Tom Ek"."""
        named = together(self.document, self.look.names, mention.first, mention.last) if mention.kind == "named_person" else ()
        if not named:
            return None
        members = []
        for name, key in named:
            span = Span(self.document.starts[name.before], self.document.ends[name.last - 1])
            members.append(self._for_name(key, "named_person"))
            self._remember(members[-1], span, classify(self.document, span, self.look))
        several = Entity(members[0].group, members[0].kind)
        several.members, several.title = tuple(members), members[0].title
        for other in members[1:]:
            if other.title is None and several.title is not None and several.title.end <= self.document.starts[named[0][0].first]:
                other.title = several.title  # "Senators Ann Lee and Tom Ek"
        return several

    def _refer(self, mention: Mention, evidence: Evidence) -> Entity:
        refers = mention.refers
        if mention.kind == "outlet":
            return self._outlet(mention)
        if refers in ("he", "they", "it"):
            entity = (
                self._person_before(mention, evidence)
                if refers == "he"
                else self._several_before(mention)
                if refers == "they"
                else self._thing_before(mention)
            )
            return entity or self._new(mention.kind)
        if refers == "who":
            before = self._noun_before(mention)
            named = self._name_before(mention) or (self._apposed_to(before) if before is not None and not before.name else None)
            lowers = self.document.lowers
            many = lowers[mention.first + 1 : mention.first + 2] in _SEVERAL  # "drivers from Lund, who have"
            if named is not None and (not many or "and" in lowers[max(0, mention.first - _APPOSED) : mention.first]):
                return self._for_name(named, "named_person")
            if before is None or before.kind not in ("named_person", "anonymous", "group", "named_org") or before.refers == "who":
                several = many or is_plural(lowers[max(0, mention.first - 1)]) or (before is not None and before.plural)
                return self._new("group" if several else "named_person")
            known = self._at(before)
            if known is None:
                known = self._noun(before, evidence)
                if not known.mentions:
                    self._describe(known, before)
            return known
        return self._noun(mention, evidence)

    def _noun(self, mention: Mention, evidence: Evidence) -> Entity:
        if mention.name:
            return self._for_name(mention.name, mention.kind)
        refers = mention.refers
        if refers in ("he", "they", "it", "who"):
            return self._new(mention.kind)
        apposed = None if mention.plural else self._apposed_to(mention) or self._called(mention) or self._named_next(mention)
        if apposed is not None and mention.open:
            return self._for_name(apposed, "named_person")
        if refers == "part":
            whole, of = self._part_of(mention)
            head = lemma(self.document.lowers[mention.head])
            general = whole is not None and whole.kind == "anonymous" and head in _GENERAL  # "one of the sources" is no economist
            if whole is not None and of and (general or head in REFERRING or head in whole.heads):
                return whole
            if whole is not None and not of and (whole.kind == "group" or (head in _REST and evidence.speech)):
                withheld = anonymity.withholds(self.document, self.look, mention)  # "One, who declined to be named, said"
                part = self._new("anonymous" if withheld else whole.kind)
                part.whole = whole
                return part
        if refers == "description" and _ORDINALS.isdisjoint(self.document.lowers[mention.core_first : mention.head]):
            known = self._described_before(mention)
            if known is not None and mention.open and (known.plural == mention.plural or known.kind == "anonymous"):
                self._phrases.setdefault((known.kind, self._phrase(mention)), known)
                return known
        possessed = not _INNER.isdisjoint(self.document.lowers[mention.core_first : mention.head])
        if possessed and not refers and mention.open and not mention.plural:
            named = self._named_by(lemma(self.document.lowers[mention.head]), self._content_words(mention), mention.first)  # "Lee's lawyer"
            if named is not None and self.look.names.person(named[1]):
                return self._for_name(named[1], "named_person")
        if mention.definite and self.document.lowers[mention.head] in PIECES and mention.core_last - mention.core_first == 2:
            outlet = next((e for _, e in islice(reversed(self.trail), _BACK) if e.outlet), None)  # "the article" that is retold
            if outlet is not None:
                return outlet
        if not mention.open:
            return self._same_phrase(mention, mention.kind)
        hit = self.look.heads.get(mention.head)
        lower = self.document.lowers[mention.head]
        common = hit is not None and not capitalised(self.document.words[mention.head]) and lemma(lower) not in self._described
        if common and mention.definite and not mention.plural:
            return self._brought_in(mention)
        if self._withheld(mention, evidence):
            if mention.plural or self._phrase(mention).count(" ") >= _TELLING:
                return self._same_phrase(mention, "anonymous")
            return self._new("anonymous")
        nobody_known = mention.plural or refers == "part" or self.document.lowers[mention.core_first] in INDEFINITE
        kind: SourceKind = "group" if nobody_known else "named_person" if mention.kind == "anonymous" else mention.kind
        return self._same_phrase(mention, kind)

    def _withheld(self, mention: Mention, evidence: Evidence) -> bool:
        if anonymity.no_informant(self.document, self.look, mention, evidence):
            return False
        introduced = lemma(self.document.lowers[mention.head]) in self._described
        if self.weights is None:
            return anonymity.by_rule(self.document, self.look, mention, evidence, introduced=introduced)
        present = self.features(mention, evidence)
        if self.weights.probability(present) >= self.weights.threshold:
            return True
        return anonymity.certain(self.document, self.look, mention, evidence, introduced=introduced)

    def features(self, mention: Mention, evidence: Evidence) -> list[str]:
        """The evidence on a common noun, see :func:`annotator.attribution.anonymity.features`."""
        introduced = lemma(self.document.lowers[mention.head]) in self._described
        return anonymity.features(self.document, self.look, mention, evidence, introduced=introduced)

    def _brought_in(self, mention: Mention) -> Entity:
        """A new withheld source for "the official", and the mention that brought it in, though it is no source there.

        "The senator" whom no "a senator" brought in is the person last spoken of.
        """
        document = self.document
        span = self._first_mention(mention)
        if span is None and lemma(document.lowers[mention.head]) in _ELECTED:
            return self._last_person(mention) or self._same_phrase(mention, "named_person")
        entity = self._new("anonymous")
        if span is not None:
            self._remember(entity, span, classify(document, span, self.look))
        return entity

    def _first_mention(self, mention: Mention) -> Span | None:
        """The phrase before *mention* that brings its noun in: "a senior official"."""
        document = self.document
        noun = lemma(document.lowers[mention.head])
        index = bisect_left(self._head_tokens, mention.head)
        for token in reversed(self._head_tokens[max(0, index - _BACK) : index]):
            if lemma(document.lowers[token]) != noun:
                continue
            at = document.token_sentence[token]
            if at < 0:
                continue
            first = document.sentences[at].first
            low = token
            while low > first and token - low < 6 and document.words[low - 1][0].isalnum() and document.lowers[low] not in SINGLE:
                low -= 1
            if document.lowers[low] in SINGLE and not self._inside(token):
                return Span(document.starts[low], document.ends[token])
        return None

    def _last_person(self, mention: Mention) -> Entity | None:
        """The named person who was given words last, in one of the sentences before *mention*."""
        latest = self._latest(mention, _BACK, _SENTENCES)
        return next((entity for entity in latest if entity.kind == "named_person" and entity.name and not entity.plural), None)

    def _phrase(self, mention: Mention) -> str:
        lowers = self.document.lowers[mention.core_first : min(mention.core_last, mention.core_first + 12)]
        return " ".join(word for word in lowers if word not in ("the", "a", "an"))

    def _same_phrase(self, mention: Mention, kind: SourceKind) -> Entity:
        phrase = self._phrase(mention)
        entity = self._phrases.get((kind, phrase))
        if entity is None:
            entity = self._phrases[kind, phrase] = self._new(kind)
        return entity

    def _outlet(self, mention: Mention) -> Entity:
        name = self.relay.name_at(mention.first, max(mention.last, mention.head + 3), generic=mention.refers == "outlet")
        agency = mention.refers == "outlet" and self.document.lowers[mention.core_first : mention.head + 1] == ("the", "agency")
        thing = self._thing_before(mention) if agency else None
        if agency and (name is None or (thing is not None and thing.kind == "named_org")):  # of the state, not of news
            return thing if thing is not None and thing.kind == "named_org" else self._same_phrase(mention, "named_org")
        if name is None:
            return self._same_phrase(mention, "outlet")
        entity = self._outlets.get(name)
        if entity is None:
            entity = self._outlets[name] = self._new("outlet")
            entity.outlet = name
        return entity

    def _remember(self, entity: Entity, span: Span, mention: Mention) -> None:
        document = self.document
        first = not entity.mentions
        if document.lowers[mention.head] not in REFERRING:
            self._describe(entity, mention)
        elif first and mention.refers != "who":
            entity.plural = mention.plural
        entity.mentions.append((span, mention))
        self.trail.append((mention.first, entity))
        if document.lowers[mention.head] in REFERRING:
            pronoun = document.lowers[mention.head]
            if mention.refers == "he" and not entity.gender:
                entity.gender = "f" if pronoun in ("she", "her", "hers") else "m"
            if entity.kind == "named_person" and entity.title is None and entity.name:
                entity.title = self._introduction(entity.name)
            return
        if entity.title is None:
            if entity.kind == "named_person" and entity.name:
                entity.title = self._introduction(entity.name)
            elif entity.kind == "anonymous" and mention.refers != "part":
                entity.title = self._own_words(mention)

    def _describe(self, entity: Entity, mention: Mention) -> None:
        """Learn from a noun phrase how the entity is spoken of."""
        if not entity.mentions:
            entity.plural = mention.plural or bool(entity.members)
            entity.number = mention.number
        if not entity.gender and not mention.plural:
            entity.gender = _gender(self.document, mention)
        entity.heads.add(lemma(self.document.lowers[mention.head]))
        entity.words |= self._content_words(mention)

    def _introduction(self, key: tuple[str, ...]) -> Span | None:
        """The first words that say who the person is: what it is before what it did, and what is said in passing last."""
        places = self._places.get(key, ())
        deed: Span | None = None
        for name in places:
            found = introduction(self.document, name, self.look.titles)
            if found is not None and not found.of(self.document.text).startswith("who"):
                return found
            deed = deed or found
        return deed or next((span for name in places if (span := affiliation(self.document, name, self.look.titles)) is not None), None)

    def full_name(self, key: tuple[str, ...]) -> str | None:
        """The name as the article writes it at its fullest, without title."""
        places = self._places.get(key)
        if not places:
            return None
        name = max(places, key=lambda name: name.last - name.first)
        return " ".join(self.document.text[self.document.starts[name.first] : self.document.ends[name.last - 1]].split())

    def _own_words(self, mention: Mention) -> Span | None:
        """The words by which a withheld source is described, without determiner and number."""
        document = self.document
        low, high = mention.core_first, mention.last
        at = bisect_left(self.look.conditions, mention.core_last, key=lambda hit: hit.first)
        if at < len(self.look.conditions) and self.look.conditions[at].first < high:  # how the name was withheld says not who it is
            high = mention.core_last
        while low < high and (
            document.lowers[low] in DETERMINERS or document.lowers[low] in QUANTIFIERS or document.lowers[low] in ("at", "of")
        ):
            low += 1
        while high > low and not document.words[high - 1][0].isalnum():
            high -= 1
        if low >= high or (high - low == 1 and document.lowers[low] in ("source", "sources", "people", "person", "official", "officials")):
            return None
        return Span(document.starts[low], document.ends[high - 1])


def evidence_of(document: Document, hits: Mapping[str, Sequence[Hit]], drafts: Sequence[Draft], ruler: Ruler) -> dict[Span, Evidence]:
    """For every source span, the cue and content that show most of whether it speaks."""
    cues = hits.get("cues", ())
    starts = [hit.start for hit in cues]
    out: dict[Span, Evidence] = {}
    for draft in drafts:
        if not draft.source:
            continue
        categories = [
            cues[at].category for span in draft.cue for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        ]
        speech = not categories or any(category in _SPEECH for category in categories)
        quoted = ruler.mode(draft.content) != "indirect"
        known = out.get(draft.source[0])
        if known is None or (speech, quoted) > (known.speech, known.quoted):
            cue = categories[-1] if categories else "unknown"
            out[draft.source[0]] = Evidence(draft=draft, speech=speech, quoted=quoted, cue=cue)
    return out


def resolve(
    document: Document,
    hits: Mapping[str, Sequence[Hit]],
    drafts: Sequence[Draft],
    outlet_names: Mapping[str, str] | None = None,
    *,
    learned: bool = False,
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...], tuple[Source, ...], str | None]:
    """Who the drafts' sources are.

    :param outlet_names: canonical outlet name by lexicon entry.
    :param learned: whether learned weights tell informants from classes of people; else rules do.
    :returns: attributions, quotes, the ledger, and the outlet that the article relays (None where it relays nobody).
    """
    resolver = Resolver(document, hits, outlet_names or {}, anonymity.learned() if learned else None)
    ruler = Ruler(document)
    drafts = resolver.relay.completed(mended(document, drafts, resolver.look.conditions))
    drafts = with_withheld_apart(document, with_cited(document, drafts, resolver.look), resolver.look)
    evidence = evidence_of(document, hits, drafts, ruler)
    resolver.spans = sorted(evidence)
    entities = {span: resolver.resolve(span, evidence[span]) for span in resolver.spans}
    return _assemble(document, hits, drafts, [entities[d.source[0]] if d.source else None for d in drafts], resolver, ruler)


def _assemble(
    document: Document,
    hits: Mapping[str, Sequence[Hit]],
    drafts: Sequence[Draft],
    entities: Sequence[Entity | None],
    resolver: Resolver,
    ruler: Ruler,
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...], tuple[Source, ...], str | None]:
    known = resolver.entities
    withheld = {e.group: [span for span, _ in e.mentions] for e in known if e.kind == "anonymous"}
    reasons = grades.reasons(document, hits, withheld)
    described = {e.group: e.mentions + (e.whole.mentions if e.whole is not None else []) for e in known if e.kind == "anonymous"}
    standings = {group: grades.standing(document, resolver.look, [m for _, m in places]) for group, places in described.items()}
    relayed = resolver.relay.relayed(drafts, [e.outlet if e is not None and e.kind == "outlet" else None for e in entities])
    loaded = [hit.start for hit in hits.get("loaded", ()) if hit.severity >= 2]
    attributions: list[Attribution] = []
    for number, (draft, entity) in enumerate(zip(drafts, entities, strict=True), start=1):
        reason: Span | None = None
        reason_type: ReasonType | None = None
        anonymous = entity is not None and entity.kind == "anonymous"
        if entity is not None and anonymous:
            reason, reason_type = reasons.get(entity.group, (None, "none"))
        mode = ruler.mode(draft.content)
        attributions.append(
            Attribution(
                id=number,
                source=draft.source,
                cue=draft.cue,
                content=draft.content,
                source_kind=entity.kind if entity is not None else "nobody",
                source_group=entity.group if entity is not None else None,
                title=entity.title if entity is not None else None,
                standing=standings[entity.group] if entity is not None and anonymous else None,
                number=entity.number if entity is not None and anonymous else None,
                reason=reason,
                reason_type=reason_type,
                content_type=grades.content_type(document, draft, loaded, mode),
                mode=mode,
                relayed_from=relayed[number - 1],
            )
        )
    quotes = speakers(document, attributions)
    return tuple(attributions), quotes, _ledger(resolver, attributions, entities, quotes, ruler), resolver.relay.upstream(attributions)


def _label(resolver: Resolver, entity: Entity) -> str:
    document = resolver.document
    if entity.outlet:
        return entity.outlet
    written_name = resolver.full_name(entity.name) if entity.kind == "named_person" and entity.name else None
    if written_name:
        return written_name
    written = [span.of(document.text) for span, mention in entity.mentions if document.lowers[mention.head] not in REFERRING]
    if not written:
        written = [entity.mentions[0][0].of(document.text)]
    return " ".join(written[0].split())


def _ledger(
    resolver: Resolver,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity | None],
    quotes: Sequence[Quote],
    ruler: Ruler,
) -> tuple[Source, ...]:
    document = resolver.document
    claims: dict[int, int] = {}
    first: dict[int, Attribution] = {}
    speaking: dict[int, list[int]] = {}
    for attribution, entity in zip(attributions, entities, strict=True):
        groups = [] if entity is None else [each.group for each in entity.members or (entity,)]
        for group in groups:
            claims[group] = claims.get(group, 0) + 1
            first.setdefault(group, attribution)
        speaking[attribution.id] = groups
    quoted: dict[int, int] = {}
    for quote in quotes:
        low, high = bisect_left(document.starts, quote.start), bisect_right(document.ends, quote.end)
        for group in speaking.get(quote.attribution or 0, ()):
            quoted[group] = quoted.get(group, 0) + ruler.words(low, max(low, high))
    rows: list[Source] = []
    for entity in resolver.entities:
        if entity.group not in first:
            continue
        attribution = first[entity.group]
        rows.append(
            Source(
                group=entity.group,
                kind=entity.kind,
                label=_label(resolver, entity),
                mentions=tuple(sorted(span for span, _ in entity.mentions)),
                words_quoted=quoted.get(entity.group, 0),
                claims=claims[entity.group],
                title=entity.title,
                standing=attribution.standing,
                number=attribution.number,
                reason=attribution.reason,
                reason_type=attribution.reason_type,
                outlet=entity.outlet,
            )
        )
    return tuple(rows)


__all__ = ["Resolver", "evidence_of", "resolve", "tokens_of"]
