"""Source phrase → who it stands for, in text order.

Pronouns take the most salient person before them: salience falls with every sentence, and is higher for speakers and subjects, lower
inside quotations (after Lappin & Leass 1994). Definite descriptions ("the official") go to the nearest source or name that the article
has described by that noun, surnames to the full name, "the newspaper" to the outlet last named. Every look back is bounded, so that
the time is linear in the number of sources and names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from annotator.attribution import anonymity
from annotator.attribution.anonymity import Evidence
from annotator.attribution.beside import REACH, apposed_to, called, name_before, noun_before
from annotator.attribution.entities import Entity, content_words, own_words, owner_of, wording
from annotator.attribution.joint import together
from annotator.attribution.kinds import (
    INDEFINITE,
    PIECES,
    POSSESSIVES,
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
)
from annotator.attribution.name_words import PARTISANS, PLACES
from annotator.attribution.names import capitalised, first_in
from annotator.attribution.people import People
from annotator.attribution.relay import Relay
from annotator.types import Document, Hit, SourceKind, Span

_SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_SEXES = {"man": "m", "woman": "f"}
_NEAR = 3
"""How many mentions back an informant may stand who is called "the man"."""
_GENERAL = frozenset({"person", "source", "people"})
_REST = frozenset("another one other both two three neither either".split())
"""Words, as :func:`lemma` leaves them, by which the next of several is brought in."""
_ELECTED = frozenset(
    """lawmaker legislator senator congressman congresswoman backbencher minister republican democrat tory conservative governor
    mayor""".split()
)
"""Nouns for people who are named when they are brought in."""
_SEVERAL = {(verb,) for verb in "have are were 've ’ve make say think want".split()}
_MANY = frozenset("analyst lawyer attorney spokesman spokeswoman spokesperson economist official employee worker researcher".split())
"""Whom more than one institution has."""
_ORDINALS = frozenset("first second third fourth other".split())
_INNER = frozenset({".", "'s", "’s"})
_ATTRIBUTIVE = frozenset(
    "campaign administration team camp organization foundation supporters supporter voters ticket tower family".split()
)
"""Behind a name that stands in one's own words: "the Lee campaign" may be said by Lee."""
_BACK = 40
"""How many mentions before a reference are looked at."""
_BRIEF = 5
"""Words of a noun phrase before "who" that is sure to be no more than one."""
_NAMING = 200
"""Words behind a description within which "the official, Ann Lee," names who was described."""
_TELLING = 3
"""Blanks in a description that is the same source's when it comes again word for word; "an official" may be another one."""
_SENTENCES = 6
_LONE = 0.7
_ELSEWHERE = 0.6
"""What a mention in another paragraph weighs beside one in the pronoun's own."""


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
        self.people = People(document, self.look)

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
            if key in self.people.withheld:
                entity.kind = "anonymous"
            entity.name = key
            entity.gender = self.people.gender(key) if kind == "named_person" else ""
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

    def _person_before(self, mention: Mention, evidence: Evidence) -> Entity | None:
        """The person that ``he`` or ``she`` stands for: the most salient one of that gender before it."""
        document, names = self.document, self.look.names
        token = mention.first
        pronoun = document.lowers[mention.head]
        wanted = "f" if pronoun in ("she", "her", "hers", "herself") else "m"
        here = document.token_sentence[token]
        salience: dict[int | str | tuple[str, ...], float] = {}
        order: dict[int | str | tuple[str, ...], Entity | Mention | tuple[str, ...]] = {}
        sentence = document.sentences[here]
        behind = Span(document.starts[token], document.ends[min(token + 6, sentence.last - 1)])
        told = self._named_in((behind, *evidence.draft.content))
        for at, entity in islice(reversed(self.trail), _BACK):
            distance = here - document.token_sentence[at]
            if distance > _SENTENCES or at >= token:
                if at >= token:
                    continue
                break
            heading = document.paragraphs[document.sentences[document.token_sentence[at]].paragraph].kind == "headline"
            if (
                entity.name in told
                or (heading and not entity.name)
                or entity.plural
                or entity.kind not in ("named_person", "anonymous")
                or entity.gender not in ("", wanted)
            ):
                continue
            key: int | str | tuple[str, ...] = entity.name or entity.group
            near = document.sentences[document.token_sentence[at]].paragraph == sentence.paragraph
            salience[key] = salience.get(key, 0.0) + (2.0 if near else _ELSEWHERE * 2.0) * 0.6**distance
            order.setdefault(key, entity)
        first = first_in(names.mentions, token)
        for index in range(first - 1, max(-1, first - 1 - _BACK), -1):
            name, full = names.mentions[index]
            at = document.token_sentence[name.first]
            if at < 0 or here - at > _SENTENCES - 2:
                break
            known = self._named.get(full)
            if name.last > token or full in told or not names.person(full) or (known is not None and known.kind == "named_org"):
                continue
            if self.people.gender(full) not in ("", wanted):
                continue
            weight = 0.6 ** (here - at) * (1.0 if document.sentences[at].paragraph == sentence.paragraph else _ELSEWHERE)
            if len(full) == 1 and known is None and not names.titled(full):  # a place or a firm as likely
                weight *= _LONE
            if self._inside(name.first):
                weight *= 0.1
            elif name.before - document.sentences[at].first <= 2:
                weight *= 1.5
            if name.last < len(document.words) and document.words[name.last] in ("'s", "’s"):
                weight *= 0.5
            if self.people.gender(full) == wanted:
                weight *= 1.3
            salience[full] = salience.get(full, 0.0) + weight
            order.setdefault(full, full)
        for distance, office in self._offices_before(token):
            described = self.people.named_by(lemma(document.lowers[office.head]), content_words(document, office), office.first)
            key = described[1] if described is not None else wording(document, office)
            if described is None or self.people.gender(described[1]) in ("", wanted):
                salience[key] = salience.get(key, 0.0) + 1.5 * 0.6**distance
                order.setdefault(key, described[1] if described is not None else office)
        if not salience:
            return None
        best = order[max(salience, key=lambda key: salience[key])]
        if isinstance(best, Mention):
            return self._spoken_of(best, evidence)
        return best if isinstance(best, Entity) else self._for_name(best, "named_person")

    def _offices_before(self, token: int) -> Iterator[tuple[int, Mention]]:
        """The holders of an office with whom sentences of the paragraph open up to *token*, and how many sentences before it that is."""
        document, titles = self.document, self.look.titles
        here = document.token_sentence[token]
        for number in range(here, max(-1, here - 3), -1):
            sentence = document.sentences[number]
            first = sentence.first
            if sentence.paragraph != document.sentences[here].paragraph:
                return
            last = first + 1 + (first + 1 not in titles)  # "the Democratic senator"
            if first + 2 >= min(sentence.last, token) or document.lowers[first] != "the" or last not in titles or self._inside(first):
                continue
            while last < sentence.last and last in titles:
                last += 1
            if last > token or document.lowers[last] == "of" or document.lowers[last] in POSSESSIVES:
                continue
            office = classify(document, Span(document.starts[first], document.ends[last - 1]), self.look)
            if office.kind in ("named_person", "anonymous") and not office.plural and not office.name:
                yield here - number, office

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
        words = content_words(self.document, mention)
        bare = head in _SEXES and mention.last - mention.core_first == 2  # "the man"
        owner = owner_of(document, mention)
        its = document.lowers[mention.core_first] in ("its", "their") and head in _MANY
        best: Entity | None = None
        best_score = 0.0
        for steps, (_, entity) in enumerate(islice(reversed(self.trail), _BACK)):
            if (owner and entity.owner not in ("", owner)) or (its and entity.name):
                continue
            if head in entity.heads:
                match = 1.0
            elif (head in _SPOKESPEOPLE and entity.heads & _SPOKESPEOPLE) or (head in _GENERAL and entity.kind == "anonymous"):
                match = 0.6
            elif bare and entity.kind == "anonymous" and steps < _NEAR and entity.gender in ("", _SEXES[head]):
                match = 0.5
            else:
                continue
            if entity.plural and not mention.plural:
                match *= 0.3 if head in entity.heads else 0.0
            if self._differ(words, entity, several=entity.plural and mention.plural):
                continue
            score = match * (1 + len(words & entity.words)) * (1.0 - steps / (2 * _BACK))
            if score > best_score:
                best, best_score = entity, score
        found = None if mention.plural or its else self.people.named_by(head, words, mention.first)
        if found is not None:
            token, key = found
            last = next((t for t, e in islice(reversed(self.trail), _BACK) if e is best), -1) if best else -1
            if best is None or (best.kind != "anonymous" and token > last):
                return self._for_name(key, "named_person")
        return best

    @staticmethod
    def _differ(words: set[str], entity: Entity, *, several: bool) -> bool:
        """Whether *words* describe others than *entity*: "business leaders", "legislative leaders"; one person may be described anew,
        but neither with another party nor with another place."""
        these, those = words - entity.heads, entity.words - entity.heads
        if not several:
            these, those = {word for word in these if _tells(word)}, {word for word in those if _tells(word)}
        return bool(these and those and these.isdisjoint(those))

    def _part_of(self, mention: Mention) -> tuple[Entity | None, bool]:
        """The people of whom "one of them", "another" or "others" are some, and whether the part counts as the whole."""
        of = "of" in self.document.lowers[mention.core_first : mention.head]
        for entity in self._latest(mention, 5, _BACK if of else 3):
            if entity.kind in ("anonymous", "group") and (entity.plural or not of):
                return entity, of
        return None, of

    def _at(self, mention: Mention) -> Entity | None:
        """The source whose mention has the same head as *mention*, where it is one of the last."""
        for _, entity in islice(reversed(self.trail), 3):
            if entity.mentions[-1][1].head == mention.head:
                return entity
        return None

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
        if mention.kind == "outlet":
            return self._outlet(mention)
        match mention.refers:
            case "he":
                return self._person_before(mention, evidence) or self._new(mention.kind)
            case "they":
                return self._several_before(mention) or self._new(mention.kind)
            case "it":
                return self._thing_before(mention) or self._new(mention.kind)
            case "who":
                return self._who(mention, evidence)
        return self._noun(mention, evidence)

    def _who(self, mention: Mention, evidence: Evidence) -> Entity:
        """Whom a relative pronoun stands for: the name before it, else the noun phrase."""
        names, lowers = self.look.names, self.document.lowers
        before = noun_before(self.document, self.look, mention)
        named = name_before(self.document, names, mention)
        if named is None and before is not None and not (before.name and before.kind == "named_person"):
            named = apposed_to(self.document, names, before)
        many = lowers[mention.first + 1 : mention.first + 2] in _SEVERAL  # "drivers from Lund, who have"
        if named is not None and (not many or "and" in lowers[max(0, mention.first - REACH) : mention.first]):
            return self._for_name(named, "named_person")
        if before is None or before.kind not in ("named_person", "anonymous", "group", "named_org") or before.refers == "who":
            several = many or is_plural(lowers[max(0, mention.first - 1)]) or (before is not None and before.plural)
            return self._new("group" if several else "named_person")
        return self._at(before) or self._spoken_of(before, evidence)

    def _spoken_of(self, mention: Mention, evidence: Evidence) -> Entity:
        """Who *mention* is, which is no source itself; it counts as a mention where it is the first."""
        entity = self._noun(mention, evidence)
        if not entity.mentions:
            first = mention.core_first if mention.last - mention.core_first <= _BRIEF else mention.head
            self._remember(entity, Span(self.document.starts[first], self.document.ends[mention.last - 1]), mention)
        return entity

    def _noun(self, mention: Mention, evidence: Evidence) -> Entity:
        if mention.name:
            return self._for_name(mention.name, mention.kind)
        if mention.refers in ("he", "they", "it", "who"):
            return self._new(mention.kind)
        return (
            self._named_beside(mention)
            or self._some_of(mention, evidence)
            or self._described(mention)
            or self._possessed(mention)
            or self._retold(mention)
            or self._common(mention, evidence)
        )

    def _named_beside(self, mention: Mention) -> Entity | None:
        """The person of "Ann Lee, the mayor," or "a worker named Ann Lee"."""
        if mention.plural or not mention.open:
            return None
        document, names = self.document, self.look.names
        name = apposed_to(document, names, mention) or called(document, names, mention) or self._named_next(mention)
        return self._for_name(name, "named_person") if name is not None else None

    def _some_of(self, mention: Mention, evidence: Evidence) -> Entity | None:
        """Those of whom "one of the sources" is one, or a part of them: "another", "others"."""
        if mention.refers != "part":
            return None
        whole, of = self._part_of(mention)
        if whole is None:
            return None
        head = lemma(self.document.lowers[mention.head])
        general = whole.kind == "anonymous" and head in _GENERAL  # "one of the sources" is no economist
        if of:
            return whole if general or head in REFERRING or head in whole.heads else None
        if whole.kind != "group" and (head not in _REST or not evidence.speech):
            return None
        withheld = anonymity.withholds(self.document, self.look, mention)  # "One, who declined to be named, said"
        part = self._new("anonymous" if withheld else whole.kind)
        part.whole = whole
        return part

    def _described(self, mention: Mention) -> Entity | None:
        """Whom a definite description stands for, where the article has spoken of such a one."""
        if mention.refers != "description" or not _ORDINALS.isdisjoint(self.document.lowers[mention.core_first : mention.head]):
            return None
        known = self._described_before(mention)
        if known is None or not mention.open or (known.plural != mention.plural and known.kind != "anonymous"):
            return None
        self._phrases.setdefault((known.kind, wording(self.document, mention)), known)
        return known

    def _possessed(self, mention: Mention) -> Entity | None:
        """The person whom the article names as "Lee's lawyer"."""
        lowers = self.document.lowers
        if mention.refers or mention.plural or not mention.open or _INNER.isdisjoint(lowers[mention.core_first : mention.head]):
            return None
        named = self.people.named_by(lemma(lowers[mention.head]), content_words(self.document, mention), mention.first)
        return self._for_name(named[1], "named_person") if named is not None and self.look.names.person(named[1]) else None

    def _retold(self, mention: Mention) -> Entity | None:
        """The outlet of "the article" that is retold."""
        piece = self.document.lowers[mention.head] in PIECES and mention.core_last - mention.core_first == 2
        if not mention.definite or not piece:
            return None
        return next((entity for _, entity in islice(reversed(self.trail), _BACK) if entity.outlet), None)

    def _common(self, mention: Mention, evidence: Evidence) -> Entity:
        """Who a common noun stands for that refers to nobody known: a withheld informant, a class of people, or somebody by the way."""
        if not mention.open:
            return self._same_phrase(mention, mention.kind)
        head = mention.head
        name = None if mention.plural else self.people.identified(lemma(self.document.lowers[head]), mention.last, _NAMING)
        if name is not None and self.look.names.person(name):
            return self._for_name(name, "named_person")
        listed = head in self.look.heads and not capitalised(self.document.words[head]) and not self._introduced(mention)
        if listed and mention.definite and not mention.plural:
            return self._brought_in(mention)
        if self._withheld(mention, evidence):
            if mention.plural or self._is_somebodys(mention) or wording(self.document, mention).count(" ") >= _TELLING:
                return self._same_phrase(mention, "anonymous")
            return self._new("anonymous")
        nobody_known = mention.plural or mention.refers == "part" or self.document.lowers[mention.core_first] in INDEFINITE
        kind: SourceKind = "group" if nobody_known else "named_person" if mention.kind == "anonymous" else mention.kind
        return self._same_phrase(mention, kind)

    def _is_somebodys(self, mention: Mention) -> bool:
        """Whether *mention* is one by its possessor: "Lee's lawyer", not "a friend of Lee's"."""
        lowers = self.document.lowers[mention.core_first : mention.head]
        return bool(lowers) and not POSSESSIVES.isdisjoint(lowers) and lowers[0] not in SINGLE and lowers[0] not in QUANTIFIERS

    def _introduced(self, mention: Mention) -> bool:
        """Whether the article describes somebody whom it names by the noun of *mention*."""
        return self.people.describes(lemma(self.document.lowers[mention.head]))

    def _withheld(self, mention: Mention, evidence: Evidence) -> bool:
        if anonymity.no_informant(self.document, self.look, mention, evidence):
            return False
        introduced = self._introduced(mention)
        if self.weights is None:
            return anonymity.by_rule(self.document, self.look, mention, evidence, introduced=introduced)
        present = self.features(mention, evidence)
        if self.weights.probability(present) >= self.weights.threshold:
            return True
        return anonymity.certain(self.document, self.look, mention, evidence, introduced=introduced)

    def features(self, mention: Mention, evidence: Evidence) -> list[str]:
        """The evidence on a common noun, see :func:`annotator.attribution.anonymity.features`."""
        return anonymity.features(self.document, self.look, mention, evidence, introduced=self._introduced(mention))

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

    def _same_phrase(self, mention: Mention, kind: SourceKind) -> Entity:
        phrase = wording(self.document, mention)
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
            entity.describe(self.document, mention)
        elif first and mention.refers != "who":
            entity.plural = mention.plural
        entity.mentions.append((span, mention))
        self.trail.append((mention.first, entity))
        if document.lowers[mention.head] in REFERRING:
            pronoun = document.lowers[mention.head]
            if mention.refers == "he" and not entity.gender:
                entity.gender = "f" if pronoun in ("she", "her", "hers") else "m"
            if entity.kind == "named_person" and entity.title is None and entity.name:
                entity.title = self.people.introduction(entity.name)
            return
        if entity.title is None:
            if entity.kind == "named_person" and entity.name:
                entity.title = self.people.introduction(entity.name)
            elif entity.kind == "anonymous" and mention.refers != "part":
                entity.title = own_words(self.document, self.look, mention)


def _tells(word: str) -> bool:
    """Whether *word* is a party, a nation or a place."""
    return word in PARTISANS or word in PLACES or word == "democratic"
