"""What a source phrase is, read alone: named, institution, document, outlet, withheld person, class of people, or a reference.

The head of the phrase decides (its last noun before a comma, relative clause or preposition; the noun behind "of" in "one of his
aides"), read against the lexicons of source heads, documents, organisations, outlets and vague attributors, and the names of the
article. Where head and determiner leave it open whether an informant or a class of people speaks, :mod:`.anonymity` weighs the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from annotator.attribution.name_words import HONORIFICS, PARTISANS, PLACE_OPENERS, PLACES, PORTFOLIOS, WEEKDAYS
from annotator.attribution.names import Name, Names, capitalised, fold, runs
from annotator.types import Document, Hit, SourceKind, Span

PERSONAL = frozenset("he she him her his hers himself herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
THINGS = frozenset("it its itself this that which".split())
RELATIVE = frozenset("who whom whose".split())
_SUBJECTS = RELATIVE | frozenset("he she they".split())
"""What stands for the source even where a phrase begins with it: "he and his wife"."""
_ITS = {("'s",), ("’s",)}
AUTHOR = frozenset("i we you me us my our your myself ourselves yourself".split())
REFERRING = {word: kind for kind, all_of in (("he", PERSONAL), ("they", PLURAL), ("it", THINGS), ("who", RELATIVE)) for word in all_of}

_CUT = frozenset(", ; : — – ― -- ( ) [ ] “ ” \" '' `` who whom which whose speaking citing".split())
_PREPOSITIONS = frozenset(
    """of for at from with in on to by close familiar briefed near inside involved like against under over about who whose representing
    working speaking based within across outside aboard among including such privy then there here aware knowledgeable present
    interviewed contacted reached attending loyal opposed said told known as around behind interested according through since during
    after before because where when not""".split()
)
_PARTICIPLES = frozenset(
    """led run seen held hit hurt shot born paid sent built made written given taken drawn chosen brought bought caught taught fed sold
    owned overseen driven hidden kept left lost met put set shown spoken struck sworn torn thrown won""".split()
)
"""Participles without an ending, where a preposition follows: "councillors led by the mayor"."""
NO_ADVERBS = frozenset(
    """family ally tally rally assembly bully monopoly supply reply daily weekly monthly quarterly early elderly likely friendly lonely
    unlikely""".split()
)
"""Words in "ly" that are no adverbs."""
DETERMINERS = frozenset("the a an this that these those his her its their our my your".split())
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
"""Tokens that make the noun before them somebody's."""
SINGLE = frozenset("a an another one".split())
"""Words that bring in one person or thing."""
_ARTICLES = DETERMINERS - {"those", "these", "this", "that", "her"}
_DEFINITE = frozenset("the this that these those".split())
_POSSESSIVE = frozenset("his her its their our my your".split())
QUANTIFIERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty dozen dozens some several many most few other others another multiple
    various numerous both all any each every couple number handful scores hundreds thousands half either neither more least
    than group pair trio series variety nearly almost about roughly only just""".split()
)
_COLLECTIVES = frozenset(
    """chorus array coalition group number handful range host crowd string slew wave band collection majority minority share lot
    contingent""".split()
)
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)}
_NUMBERS |= {"dozen": 12, "couple": 2, "pair": 2, "trio": 3, "both": 2}
SORTS = (
    dict.fromkeys(PARTISANS, "partisan")
    | dict.fromkeys("reporter journalist anchor host moderator interviewer correspondent questioner editor".split(), "press")
    | dict.fromkeys(
        """man woman boy girl child student voter resident fan user reader caller attendee worker customer mother father wife husband son
        daughter neighbor friend protester passenger person""".split(),
        "person",
    )
    | dict.fromkeys("ally supporter loyalist associate backer adviser advisor aide strategist operative insider staffer".split(), "camp")
)
"""Sorts of people by the noun that names them: of a party or nation, of the press, of everyday life, of somebody's camp."""
INDEFINITE = frozenset("a an one another some someone somebody anyone anybody everyone everybody no".split())
"""A person so introduced is nobody whom the article identifies."""
_GROUPS = frozenset(
    """critics experts analysts observers voters people americans supporters opponents residents citizens many some most others economists
    scientists historians scholars researchers activists advocates lawmakers leaders protesters demonstrators investors traders users
    readers fans families parents students teachers farmers workers businesses companies countries nations states governments allies
    rivals pundits commentators skeptics sceptics proponents detractors watchers everyone everybody anyone anybody nobody women men
    respondents politicians members greens legislators senators environmentalists folks public conservatives liberals republicans democrats
    majority minority percent % few half plenty children kids youth crowd audience establishment left right world none both each""".split()
)
_INSTITUTIONS = frozenset(
    """committee department party university inc corp company association council court house senate congress foundation institute center
    centre group bank commission agency bureau union ministry government administration campaign office service police force army navy
    league federation society board authority organization organisation network coalition alliance fund firm college school hospital
    church team club parliament assembly treasury pentagon kremlin bloc embassy fed reserve pac ministry times post journal news herald
    tribune magazine media press judiciary caucus nations panel legislature states family household union market markets group state
    city county country nation
    province region town village republic kingdom community industry firm startup bank airline carrier
    newspaper outlet website magazine leadership company companies unions states papers outlets prosecutors regulators""".split()
)
_CLASSES = frozenset("companies groups firms banks businesses unions countries nations states agencies newspapers schools colleges".split())
_THINGS = frozenset(
    """paper letter order matter power answer computer chapter border number summer offer newsletter tracker register transfer poster banner
    filter counter meter fever character disaster barrier trigger error factor mirror terror horror favor labor behavior harbor color
    vapor honor list twist case crisis poll article ad film program research website slide video data account book study survey ruling
    law bill treaty tape email memo filing indictment lawsuit complaint report document statement release speech post tweet transcript
    record audit analysis review estimate order opinion ad advertisement commercial spot song movie documentary show series episode
    decision verdict text message note page site table chart map picture photo image recording footage clip finding proposal plan
    agreement accord deal act rule code story headline editorial column essay piece blog narrator announcer
    incident accident event intent talent patent consent statistic bylaw analyse projection crisis ruling""".split()
)
_THING_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ism",
    "ship",
    "ing",
    "age",
    "ure",
    "phy",
    "logy",
    "dom",
    "hood",
    "sis",
)
_PEOPLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "ent", "eer", "crat", "cian")
_PEOPLE = frozenset(
    """someone somebody boy girl child doctor neighbor neighbour colleague wife husband partner girlfriend boyfriend fiance fiancee aunt
    nurse guard coach mom dad judge pal boss priest chief head person friend son uncle cousin niece nephew kid teen adult pilot
    clerk chef monk nun saint poet rival ally aide official star superstar icon guru rebel maverick hopeful magnate heir heiress
    hitmaker pal mogul tycoon champion captain host guest surgeon individual professional intellectual radical liberal conservative
    republican democrat critic skeptic mechanic academic cop thug hero victim witness suspect crew staff deputy spouse fan clergy
    general colonel secretary executive representative operative detective relative conservative native captive fugitive progressive
    candidate classmate roommate teammate inmate medic paramedic insider donor participant advocate delegate graduate associate
    magistrate authority those that notary actuary missionary visionary attorney envoy diplomat governor mayor sheriff one another
    baby patient student president agent architect counsel widow widower surgeon neurosurgeon""".split()
)
PIECES = frozenset("report reports story stories article articles piece reporting investigation account exclusive scoop".split())
_OFFICES_AND_NAMES = frozenset("king prince pope bishop dean marshal".split())
"""Offices that are surnames too: "Charlie King"."""
_COUNTS = frozenset(
    """% percent thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty dozens hundreds
    thousands""".split()
)
"""Heads that only count: people, but which?"""
_OF_TEN = {(number, "in") for number in _NUMBERS}
"""How many in ten."""
_SHARES = frozenset("majority lot at percent per cent % quarter third".split())
_TRAILING = WEEKDAYS | frozenset("today yesterday themselves himself herself also later alike now however".split())
"""What ends a noun phrase without being its head."""
_PARTS = frozenset("another one others other two three neither either both some several many all most few each none".split())
_PLURALS = frozenset(
    "people spokespeople police men women children those others many some several most few staff folks both media authorities".split()
)
_PLACE = frozenset("the of in at for from to on by with near outside inside".split())
_IRREGULAR = {"spokesmen": "spokesman", "spokespeople": "spokesperson", "spokeswomen": "spokeswoman", "men": "man", "women": "woman"}


_ALONE: dict[str, SourceKind] = {"he": "named_person", "they": "group", "it": "named_org", "who": "named_person"}


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """A source phrase as read alone.

    ``first:last`` are its tokens, ``core_first:core_last`` those of the noun phrase without what hangs on it, ``head`` the noun.
    ``refers`` says what must be resolved: ``he``, ``they``, ``it``, ``who``, ``outlet``, ``description`` (a definite description) or
    ``part`` ("one of them"); empty otherwise. ``open`` marks a common noun that people are called by, so that an informant may speak.
    """

    first: int
    last: int
    head: int
    core_first: int
    core_last: int
    kind: SourceKind
    name: tuple[str, ...] = ()
    number: int | None = None
    plural: bool = False
    definite: bool = False
    refers: str = ""
    open: bool = False


class Context(Struct, frozen=True, kw_only=True):
    """Look-ups that every mention of a document shares: lexicon hits by the token at which they end, or by every token.

    ``conditions`` are the phrases by which somebody asks not to be named ("on condition of anonymity").
    """

    names: Names
    heads: Mapping[int, Hit]
    documents: Mapping[int, Hit]
    organizations: Mapping[int, Hit]
    outlets: Mapping[int, Hit]
    titles: Mapping[int, Hit]
    vague: Mapping[int, Hit]
    access: tuple[int, ...]
    reasons: Mapping[int, str]
    conditions: tuple[Hit, ...]


def context(document: Document, hits: Mapping[str, Sequence[Hit]]) -> Context:
    """Prepare the look-ups for *document*."""

    def by_last(topic: str) -> dict[int, Hit]:
        return {hit.last - 1: hit for hit in hits.get(topic, ())}

    def by_every(topic: str) -> dict[int, Hit]:
        return {at: hit for hit in hits.get(topic, ()) for at in range(hit.first, hit.last)}

    organizations = by_every("organizations")
    return Context(
        names=Names(document, {at: hit for at, hit in organizations.items() if capitalised(document.words[hit.last - 1])}),
        heads=by_last("source-heads"),
        documents=by_last("documents"),
        organizations=organizations,
        outlets=by_every("outlets"),
        titles=by_every("titles"),
        vague=by_every("vague"),
        access=tuple(hit.first for hit in hits.get("access", ())),
        reasons={document.token_sentence[hit.first]: hit.category for hit in hits.get("reasons", ())},
        conditions=tuple(hit for hit in hits.get("reasons", ()) if hit.category == "condition"),
    )


def tokens_of(document: Document, span: Span) -> tuple[int, int]:
    """The token range that *span* covers; never empty where the span holds a token's start."""
    return bisect_left(document.starts, span.start), bisect_left(document.starts, span.end)


def core_of(document: Document, first: int, last: int) -> tuple[int, int]:
    """The noun phrase without what hangs on it: up to the first comma, bracket, relative word."""
    words, lowers = document.words, document.lowers
    while first < last and not (words[first][0].isalnum() or words[first][0] in "@#"):
        first += 1
    end = first
    while end < last and (lowers[end] not in _CUT or end == first) and not (lowers[end] == "that" and end > first):
        end += 1
    if end < last and lowers[end] == "," and lowers[first] in ("current", "former") and end - first < 2:  # "current, former officials"
        end += 1
        while end < last and lowers[end] not in _CUT:
            end += 1
    return first, max(end, min(first + 1, last))


def head_of(document: Document, first: int, last: int) -> tuple[int, int]:
    """The token that heads the noun phrase ``first:last``, and the token behind the "of" of a partitive (else *first*)."""
    words, lowers = document.words, document.lowers
    begin = first
    for at in range(first + 1, min(last, first + 8)):
        if lowers[at] != "of":
            continue
        collective = lowers[at - 1] in _COLLECTIVES and lowers[first] in ("a", "an", "the", "another") and not capitalised(words[first + 1])
        counted = all(w in QUANTIFIERS or w in DETERMINERS or w in _SHARES or w.isdigit() for w in lowers[first:at])
        if (counted or collective) and at + 1 < last:
            begin = at + 1
        break
    end = begin
    while end < last and not (
        lowers[end] in _PREPOSITIONS
        and end > begin
        and lowers[end - 1] not in _ARTICLES
        and not (capitalised(words[end]) and lowers[end] in ("at", "for"))
    ):
        if end > begin and (
            _ends_noun(lowers[end - 1 : min(end + 3, last)]) or (lowers[end] == "and" and end + 1 < last and lowers[end + 1] in DETERMINERS)
        ):
            break
        end += 1
    end -= 1
    while end > begin and (words[end][0] in ".'’" or lowers[end] in _TRAILING or _is_adverb(words[end])):
        end -= 1
        if lowers[end + 1] in WEEKDAYS and end > begin and lowers[end].endswith("ed"):  # "a poll released Monday"
            end -= 1
    return max(begin, min(end, last - 1)), begin


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word.islower() and word not in NO_ADVERBS


def _ends_noun(around: Sequence[str]) -> bool:
    """Whether the second of the words *around*, of which there are four at most, begins a clause on the noun before it: "judges handling
    the case", "everyone I interviewed", "an official deeply familiar with it", "an officer badly hurt in the raid"."""
    before, word, behind, beyond = (*around, "", "")[:4]
    if word in ("i", "we", "he", "she", "they"):
        return True
    if word.endswith("ly") and word not in NO_ADVERBS and before not in DETERMINERS:
        return behind in _PREPOSITIONS or beyond in _PREPOSITIONS
    if word in _PARTICIPLES and behind in _PREPOSITIONS:
        return True
    if not word.endswith(("ing", "ed")) or len(word) < 5:
        return False
    if behind in _PREPOSITIONS and (word.endswith("ed") or is_agent(before)):
        return True
    return (is_plural(before) and before != "media") or before in ("those", "anyone", "everyone", "someone")


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The singular of a plural noun, roughly: enough to tell that *officials* and *official* name the same people."""
    if word[-1:] == "s" and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies"):
            return word[:-3] + "y"
        return word[:-1]
    return _IRREGULAR.get(word, word)


def is_plural(lower: str) -> bool:
    """Whether the noun *lower* speaks of several."""
    if lower in _PLURALS or (lower.endswith("men") and len(lower) > 5):
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is"))


def number_of(document: Document, first: int, head: int, plural: bool) -> int | None:
    """How many people the phrase speaks of, where it says so."""
    lowers = document.lowers
    for at in range(first, min(head, first + 4) + 1):
        lower = lowers[at]
        if lower in ("than", "least", "half", "dozens"):
            return None
        if lower == "dozen" and at > first and lowers[at - 1] in _NUMBERS:
            return 12 * _NUMBERS[lowers[at - 1]]
        if lower in _NUMBERS:
            if at + 1 <= head and lowers[at + 1] == "dozen":
                continue
            return _NUMBERS[lower]
        if lower.isdecimal() and len(lower) < 4:
            return int(lower)
    return None if plural else 1


def has_access(look: Context, first: int, last: int) -> bool:
    """Whether an access phrase ("familiar with the matter") begins in ``first:last``."""
    at = bisect_left(look.access, first)
    return at < len(look.access) and look.access[at] < last


def classify(document: Document, span: Span, look: Context) -> Mention:
    """What the source phrase *span* is, read alone."""
    first, last = tokens_of(document, span)
    _words, lowers = document.words, document.lowers
    if first >= last:
        return Mention(first=first, last=last, head=first, core_first=first, core_last=last, kind="nobody")
    core_first, core_last = core_of(document, first, last)
    if core_first == last:  # marks alone
        return Mention(first=first, last=last, head=first, core_first=first, core_last=last, kind="nobody")
    if lowers[core_first] == "it" and lowers[core_first + 1 : core_last] in _ITS:
        core_last = core_first + 1
    lone = lowers[core_first] if core_last - core_first == 1 or lowers[core_first] in _SUBJECTS else ""
    if lone in AUTHOR:
        return Mention(first=first, last=last, head=core_first, core_first=core_first, core_last=core_last, kind="author_or_reader")
    refers = REFERRING.get(lone, "") if lone != "whose" or core_last - core_first == 1 else ""
    if refers:
        return Mention(
            first=first,
            last=last,
            head=core_first,
            core_first=core_first,
            core_last=core_last,
            kind=_ALONE[refers],
            refers=refers,
            plural=refers == "they",
        )
    head, begin = head_of(document, core_first, core_last)
    lower = lowers[head]
    plural = is_plural(lower) if begin == core_first else lowers[core_first] not in ("one", "another", "each", "neither", "either")
    definite = lowers[core_first] in _DEFINITE

    def mention(kind: SourceKind, *, name: tuple[str, ...] = (), refers: str = "", open: bool = False) -> Mention:
        return Mention(
            first=first,
            last=last,
            head=head,
            core_first=core_first,
            core_last=core_last,
            kind=kind,
            name=name,
            number=number_of(document, core_first, head, plural) if open else None,
            plural=plural,
            definite=definite,
            refers=refers,
            open=open,
        )

    if begin > core_first and lowers[begin] in ("the", "those", "these") and begin < head:  # "one of the sources"
        refers = "part"
    if lower in _COUNTS or lowers[head : head + 2] in _OF_TEN:
        return mention("group")
    if begin > core_first and lower in REFERRING:  # "some of them"
        return mention("anonymous" if lower in PLURAL else "group", refers="part", open=True)
    in_heads = look.heads.get(head)
    outlet = look.outlets.get(head) or look.outlets.get(core_last - 1)
    if outlet is None and lower in PIECES:
        outlet = next((look.outlets[at] for at in range(core_first, head) if at in look.outlets), None)
    if outlet is not None and in_heads is None and not _person_behind(look, head):
        if outlet.category != "generic":
            return mention("outlet")
        if definite or outlet.last - outlet.first > 1:
            return mention("outlet", refers="outlet")
    found = runs(document, first, last, look.names.common, look.names.surnames)
    named = _named_with_others(document, look, found, core_first)
    if named is not None:
        return mention("named_person", name=named)
    named = _apposed(document, look, found, core_last, head, plural)
    if named is not None:
        return mention("named_person", name=named)
    if head in look.titles or lower in HONORIFICS:
        named = _behind_office(document, look, found, head, core_last)
        if named is not None:
            return mention("named_person", name=named)
    if plural and _lists_a_person(document, look, found, core_last):
        return mention("group")
    if _is_name(document, look, head, core_first):
        kind, name, refers, open_ = _named(document, look, found, head, core_first)
        return mention(kind, name=name, refers=refers, open=open_)
    if head in look.documents and in_heads is None:
        return mention("document", refers="it" if definite and core_last - core_first == 2 else "")
    if in_heads is None and lower != "authorities" and (head in look.organizations or lower in _INSTITUTIONS):
        return mention("group" if _any_of_a_kind(document, core_first, head) else "named_org")
    kind = "group" if plural or lower in _GROUPS or lowers[core_first] in ("no", "every", "each", "any") else "named_person"
    if in_heads is not None:
        kind = "anonymous"
    if lower in _NUMBERS and lowers[core_first] == "the" and core_last - core_first == 2 and lower != "one":  # "the three"
        return mention("group", refers="they")
    if lower in _PARTS and core_last - core_first <= 2 and lowers[core_first] not in ("no", "any", "every"):
        return mention("group" if plural else "named_person", refers="part", open=True)
    person = (
        in_heads is not None
        or _figures(document, head, core_first)
        or lower in _GROUPS
        or head in look.titles
        or is_agent(lemma(lower), plural=plural)
        or lower in _PLURALS
    )
    back = "description" if (definite and core_last - core_first <= 6) or lowers[core_first] in _POSSESSIVE else ""
    if not person:
        return mention("document", refers=back)
    return mention(kind, refers=refers or back, open=True)


def _any_of_a_kind(document: Document, first: int, head: int) -> bool:
    """Whether institutions are spoken of as a class: "companies", "several environmental groups", not "the two companies"."""
    words = document.words[first:head]
    known = document.lowers[first] in _ARTICLES or document.lowers[first] in _DEFINITE
    return document.lowers[head] in _CLASSES and not known and not any(map(capitalised, words[1:])) and POSSESSIVES.isdisjoint(words)


_STANDING = frozenset("senior key top leading political public opposition party military religious business union community".split())
"""What stands before figures that are people."""


def _figures(document: Document, head: int, first: int) -> bool:
    """Whether the head is *figures* in the sense of people: "senior figures", not "the latest figures"."""
    return lemma(document.lowers[head]) == "figure" and not _STANDING.isdisjoint(document.lowers[first:head])


def is_agent(noun: str, *, plural: bool = False) -> bool:
    """Whether a noun looks like somebody who does something, by its ending; of plurals all that does not look like things."""
    if noun in _PEOPLE:
        return True
    if noun in _THINGS or noun.endswith(_THING_ENDINGS):
        return False
    return plural or noun.endswith(_PEOPLE_ENDINGS)


def _behind_office(document: Document, look: Context, found: Sequence[Name], head: int, core_last: int) -> tuple[str, ...] | None:
    """The name behind a title that holds a preposition: "Secretary of State Ann Lee"."""
    for run in found:
        if run.before > head and run.last in (core_last, core_last - 1):
            portfolio = document.lowers[run.before] in PORTFOLIOS and run.first > run.before
            key = look.names.canonical(run)
            place = capitalised(document.words[run.before - 1]) and key and look.names.gender(key)  # "for the District of Columbia Ann Lee"
            if portfolio or place or document.lowers[run.before - 1] in PORTFOLIOS:
                return key or None
    return None


def _lists_a_person(document: Document, look: Context, found: Sequence[Name], core_last: int) -> bool:
    """Whether a person is named beside the head, in a list: "officials, Vice President Ann Lee and the speaker"."""
    for run in found:
        if core_last < run.before + 1 <= core_last + 2 and document.words[core_last : core_last + 1] == (",",):
            key = look.names.canonical(run)
            return bool(key) and look.names.person(key) and "and" in document.lowers[run.last : run.last + 2]
    return False


def _named_with_others(document: Document, look: Context, found: Sequence[Name], first: int) -> tuple[str, ...] | None:
    """The person named first in "Ann Lee and her aides", "neither Lee nor her allies": they speak as known people."""
    lowers = document.lowers
    begin = first + 1 if lowers[first] in ("both", "neither", "either") else first
    for run in found[:1]:
        if run.before <= begin + 1 and lowers[run.last : run.last + 1] in (("and",), ("nor",), ("or",)) and run.last + 1 < len(lowers):
            key = look.names.canonical(run)
            if lowers[run.last + 1] in _POSSESSIVE and key and look.names.person(key):
                return key
    return None


def _another_name(document: Document, at: int) -> bool:
    """Whether "and" and a capital follow soon behind token *at*: two people are named."""
    for token in range(at, min(at + 8, len(document.words) - 1)):
        if document.lowers[token] == "and":
            return capitalised(document.words[token + 1])
    return False


def _person_behind(look: Context, head: int) -> bool:
    """Whether the outlet's name only says where the person behind it works: "CNN host Jane Doe", "a New York Times reporter"."""
    return head in look.titles and head not in look.outlets


def _is_name(document: Document, look: Context, head: int, core_first: int) -> bool:
    """Whether the head is written as a name, not merely as the first word of its sentence."""
    words, lowers = document.words, document.lowers
    if not capitalised(words[head]):
        return False
    number = document.token_sentence[head]
    opens = number >= 0 and head <= document.sentences[number].first + 1
    known = (look.heads, look.titles, look.vague)
    lower = lowers[head]
    if lower in look.names.surnames:
        return True
    if lower in _OFFICES_AND_NAMES and head > core_first and capitalised(words[head - 1]) and fold(lower) in look.names.full:
        return True
    if not opens:
        return True
    common = (
        lower in look.names.common
        or lower in QUANTIFIERS
        or lower in _GROUPS
        or lower in _PLURALS
        or lower in _PARTS
        or lemma(lower) in _PEOPLE
    )
    return not (common or any(head in each for each in known))


def _apposed(document: Document, look: Context, found: Sequence[Name], core_last: int, head: int, plural: bool) -> tuple[str, ...] | None:
    """The name in apposition behind a common noun: "A lawyer for the news outlets, David Schulz,"."""
    words, lowers = document.words, document.lowers
    office = head in look.titles or lowers[head] in HONORIFICS
    if capitalised(words[head]) and not office and _is_name(document, look, head, head):
        return None
    for run in found:
        if run.first < core_last or run.first in look.organizations or run.last - 1 in look.organizations:
            continue
        lone = run.last - run.first < 2 and run.first == run.before
        if lone and not _lone(document, look, run, head):
            continue
        at = run.before
        while (
            at > core_last
            and (lowers[at - 1].replace("-", "").isalnum() or words[at - 1] == "'s")
            and lowers[at - 1] not in _PLACE
            and lowers[at - 1] not in ("led", "including", "like")
        ):
            at -= 1
        if words[at - 1] in (",", "—", "–", "--", "-") and (lone or look.names.person(look.names.canonical(run))):
            key = look.names.canonical(run)
            if not key or (plural and not (look.names.gender(key) and _another_name(document, run.last))):
                continue
            return key
    return None


def _lone(document: Document, look: Context, run: Name, head: int) -> bool:
    """Whether a single word may be the name of the person before it: "the family's lawyer, Suharto", not "a lawyer in Austin, Texas"."""
    words = document.words
    person = head in look.titles or head in look.heads or document.lowers[head] in _PEOPLE
    place = capitalised(words[run.first - 2]) and not (run.first - 2 == head and head in look.titles)  # "the town's MP, Suharto"
    return person and words[run.first - 1] == "," and not place and not words[run.first].isupper()


def _named(
    document: Document, look: Context, found: Sequence[Name], head: int, first: int
) -> tuple[SourceKind, tuple[str, ...], str, bool]:
    """Kind, canonical name, reference and openness of a phrase whose head is written as a name."""
    words, lowers = document.words, document.lowers
    lower = lowers[head]
    run = next((r for r in found if r.first <= head < r.last), None)
    if look.heads.get(head) is not None and (lower in look.names.common or is_plural(lower) or run is None):
        return "anonymous", (), "", True
    alone = run is None or run.last - run.first == 1
    if (
        lemma(lower) in PARTISANS
        or (lower in _GROUPS and alone)
        or (is_plural(lower) and lower.endswith("ans") and (run is None or run.first == head))
    ):
        return "group", (), "description" if lowers[first] in _DEFINITE and not is_plural(lower) else "", True
    if head in look.documents and not (run is not None and run.first < head):
        return "document", (), "", False
    if run is None:
        if lower in HONORIFICS or head in look.titles:
            return "named_person", (), "" if lowers[first] in ("one", "a", "an", "another") else "description", True
        return "named_org", (), "", False
    canonical = look.names.canonical(run)
    if not canonical:
        return "named_org", (), "", False
    place = lower in PLACES and ((alone and len(canonical) == 1) or canonical[0] in PLACE_OPENERS)
    if head in look.organizations or lower in _INSTITUTIONS or place:
        return "named_org", canonical, "", False
    titled = run.first > run.before or (run.before > first and (run.before - 1 in look.titles or run.before - 1 in look.heads))
    if titled or look.names.titled(canonical):
        return "named_person", canonical, "", False
    if run.last - 1 == head and lower in HONORIFICS and head in look.titles and lowers[first] in _DEFINITE:  # "the Tory-appointed Senator"
        return "named_person", (), "description", True
    letters = words[head].replace(".", "")
    if len(canonical) == 1 and letters.isupper() and 2 <= len(letters) <= 6 and letters.isalpha():
        return "named_org", canonical, "", False
    if lowers[first] in ("the", "a", "an") and run.before <= first + 1:
        if is_plural(lower) and run.last - run.first == 1:
            return "group", (), "", True
        return "named_org", canonical, "", False
    return "named_person" if look.names.person(canonical) else "named_org", canonical, "", False
