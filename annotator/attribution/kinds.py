"""What kind of source a noun phrase is: named, institution, document, outlet, withheld person, class of people, or nobody.

The head of the phrase decides (its last noun before a comma, relative clause or preposition), read against the lexicons of source
heads, documents, organisations, outlets and vague attributors, and the names of the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from annotator.attribution.names import HONORIFICS, Name, Names, capitalised, runs
from annotator.types import Document, Hit, SourceKind, Span, Standing

PERSONAL = frozenset("he she him her his hers himself herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
THINGS = frozenset("it its itself this that which".split())
RELATIVE = frozenset("who whom whose".split())
AUTHOR = frozenset("i we you me us my our your one myself ourselves yourself".split())
_PRONOUN_LIKE = PERSONAL | PLURAL | THINGS | RELATIVE | AUTHOR

_CUT = frozenset(", ; : — – -- ( ) “ ” \" '' who whom which whose speaking citing".split())
_PREPOSITIONS = frozenset(
    """of for at from with in on to by close familiar briefed near inside involved like against under over about who whose representing
    working speaking based within across outside aboard among including such privy and or then there here aware knowledgeable present
    interviewed contacted reached attending loyal opposed said told""".split()
)
_DETERMINERS = frozenset("the a an this that these those his her its their our my your".split())
_QUANTIFIERS = frozenset(
    """one two three four five six seven eight nine ten dozen dozens some several many most few other others another multiple various
    numerous both all any each every couple number handful scores hundreds thousands half either neither more""".split()
)
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)}
_PARTISANS = frozenset(
    """republican democrat conservative liberal tory labour libertarian american israeli russian ukrainian european independent moderate
    progressive nationalist unionist""".split()
)
_GROUPS = frozenset(
    """critics experts analysts observers voters people americans supporters opponents residents citizens many some most others economists
    scientists historians scholars researchers activists advocates republicans democrats conservatives liberals lawmakers leaders
    protesters demonstrators investors traders users readers fans families parents students teachers farmers workers businesses companies
    countries nations states governments allies rivals pundits commentators skeptics sceptics proponents detractors watchers everyone
    everybody anyone anybody nobody women men respondents politicians members legislators senators environmentalists""".split()
)
_PERSON_HEADS = frozenset(
    """man woman person someone somebody boy girl child teenager individual friend neighbor neighbour relative brother sister mother father
    son daughter cousin uncle aunt wife husband colleague classmate roommate driver nurse doctor passenger caller reader reporter
    questioner commenter attendee participant soldier worker employee supporter voter resident witness survivor victim source insider
    lawyer attorney guard teacher student shopper customer""".split()
)


class Mention(Struct, frozen=True, kw_only=True):
    """A source mention: its tokens, its head, and what it is when read alone. ``refers`` marks what must be resolved."""

    first: int
    last: int
    head: int
    kind: SourceKind
    name: tuple[str, ...] = ()
    standing: Standing | None = None
    number: int | None = None
    plural: bool = False
    refers: str = ""


class Context(Struct, frozen=True, kw_only=True):
    """Look-ups that every mention of a document shares: lexicon hits by the token at which they end or begin."""

    names: Names
    heads: Mapping[int, Hit]
    documents: Mapping[int, Hit]
    organizations: Mapping[int, Hit]
    outlets: Mapping[int, Hit]
    access: tuple[Hit, ...]
    vague: tuple[Hit, ...]
    titles: Mapping[int, Hit]


def context(document: Document, hits: Mapping[str, Sequence[Hit]]) -> Context:
    """Prepare the look-ups for *document*."""

    def by_last(topic: str) -> dict[int, Hit]:
        return {hit.last - 1: hit for hit in hits.get(topic, ())}

    def by_every(topic: str) -> dict[int, Hit]:
        return {at: hit for hit in hits.get(topic, ()) for at in range(hit.first, hit.last)}

    return Context(
        names=Names(document),
        heads=by_last("source-heads"),
        documents=by_last("documents"),
        organizations=by_every("organizations"),
        outlets=by_every("outlets"),
        access=tuple(hits.get("access", ())),
        vague=tuple(hits.get("vague", ())),
        titles=by_every("titles"),
    )


def tokens_of(document: Document, span: Span) -> tuple[int, int]:
    """The token range that *span* covers."""
    return bisect_left(document.starts, span.start), bisect_left(document.starts, span.end)


def _core(document: Document, first: int, last: int) -> tuple[int, int]:
    """The noun phrase without what hangs on it: up to the first comma, bracket, relative word."""
    words, lowers = document.words, document.lowers
    while first < last and not (words[first][0].isalnum() or words[first][0] in "@#"):
        first += 1
    end = first
    while end < last and lowers[end] not in _CUT:
        if lowers[end] == "that" and end > first:
            break
        end += 1
    return first, max(end, min(first + 1, last))


def _head(document: Document, first: int, last: int) -> int:
    """The token that heads ``first:last``; in "one of his advisers" and "a number of aides" the noun behind "of" does."""
    words, lowers = document.words, document.lowers
    begin = first
    if "of" in lowers[first:last]:
        at = lowers.index("of", first, last)
        if at > first and all(
            w in _QUANTIFIERS or w in _DETERMINERS or w in ("group", "member", "members", "majority", "lot") for w in lowers[first:at]
        ):
            begin = at + 1
    end = begin
    while end < last and not (lowers[end] in _PREPOSITIONS and end > begin and not capitalised(words[end])):
        end += 1
    end -= 1
    while end > begin and (
        words[end] in (".", "'", "’", "'s", "’s") or lowers[end] in ("themselves", "himself", "herself", "also", "later")
    ):
        end -= 1
    return max(begin, min(end, last - 1))


def _number(document: Document, first: int, head: int, plural: bool) -> int | None:
    for at in range(first, min(head, first + 3) + 1):
        lower = document.lowers[at]
        if lower in _NUMBERS:
            return _NUMBERS[lower]
        if lower.isdigit() and len(lower) < 4:
            return int(lower)
        if lower in ("a", "an", "another", "someone", "somebody"):
            return 1
    if not plural and document.lowers[first] in ("the", "his", "her", "their", "this"):
        return 1
    return None if plural else 1


def _is_plural(document: Document, head: int) -> bool:
    lower = document.lowers[head]
    return lower in (
        "people",
        "police",
        "men",
        "women",
        "children",
        "those",
        "others",
        "many",
        "some",
        "several",
        "most",
        "few",
        "staff",
    ) or (lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3)


def _has_access(look: Context, first: int, last: int) -> bool:
    return any(first <= hit.first and hit.first < last for hit in look.access)


def classify(document: Document, span: Span, look: Context, *, speech: bool = True) -> Mention:
    """What the source phrase *span* is, read alone.

    :param speech: whether the cue reports words rather than a belief or an act: a belief has no informant.
    """
    first, last = tokens_of(document, span)
    words, lowers = document.words, document.lowers
    if first >= last:
        return Mention(first=first, last=last, head=first, kind="nobody")
    core_first, core_last = _core(document, first, last)
    lone = lowers[core_first] if core_last - core_first == 1 else ""
    if lone in AUTHOR and lone != "one":
        return Mention(first=first, last=last, head=core_first, kind="author_or_reader")
    if lone in _PRONOUN_LIKE:
        refers = "who" if lone in RELATIVE else "they" if lone in PLURAL else "it" if lone in THINGS else "he"
        kind: SourceKind = "group" if lone in PLURAL else "named_org" if lone in THINGS else "named_person"
        return Mention(first=first, last=last, head=core_first, kind=kind, refers=refers, plural=lone in PLURAL)
    head = _head(document, core_first, core_last)
    head_lower = lowers[head]
    plural = _is_plural(document, head)
    number = _number(document, core_first, head, plural)
    definite = lowers[core_first] in ("the", "this", "that", "these", "those")

    def mention(kind: SourceKind, *, standing: Standing | None = None, name: tuple[str, ...] = (), refers: str = "") -> Mention:
        return Mention(
            first=first,
            last=last,
            head=head,
            kind=kind,
            standing=standing,
            name=name,
            number=number if kind == "anonymous" else None,
            plural=plural,
            refers=refers,
        )

    def withheld(base: str) -> Mention:
        access = _has_access(look, first, last)
        standing: Standing = (
            "spokesperson" if base == "spokesperson" else "role_and_access" if access else "role" if base == "role" else "bare"
        )
        modified = any(
            (capitalised(words[at]) and at != core_first) or lowers[at] not in _DETERMINERS | _QUANTIFIERS for at in range(core_first, head)
        )
        if standing == "bare" and (modified or head + 1 < core_last) and head_lower not in ("source", "sources", "people", "person"):
            standing = "role"
        back = "description" if definite and not access and core_last - core_first <= 4 else ""
        return mention("anonymous", standing=standing, refers=back)

    outlet = look.outlets.get(head) or look.outlets.get(core_last - 1)
    if outlet is not None and head_lower not in (
        "official",
        "officials",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "reporter",
        "host",
        "editor",
        "poll",
    ):
        return mention("outlet", refers="outlet" if outlet.category == "generic" else "")
    # a name in apposition or at the end of the phrase names the person, whatever stands before it
    found = runs(document, first, last)
    for run in found:
        size = run.last - run.first
        if (
            run.first > core_last
            and size >= 2
            and words[run.first - 1] in (",", "—", "–")
            and head in look.heads
            and run.first not in look.organizations
        ):
            return mention("named_person", name=look.names.canonical(run))
    if capitalised(words[head]):
        return _named(document, look, mention, found, head, core_first)
    in_heads = look.heads.get(head)
    if head in look.documents and in_heads is None:
        return mention("document")
    if in_heads is not None:
        if not speech and in_heads.category == "bare" and plural:
            return mention("group")
        return withheld(in_heads.category)
    if any(core_first <= hit.first < core_last and hit.category == "class" for hit in look.vague) and not _has_access(look, first, last):
        return mention("group")
    if head in look.organizations:
        return mention("named_org")
    if head_lower in ("people", "person", "those", "others", "someone", "somebody", "another", "one", "individuals"):
        if _has_access(look, first, last) or (head_lower in ("someone", "somebody") and speech):
            return withheld("bare")
        if head_lower in ("another", "one", "others") and speech and core_last - core_first <= 2:
            return mention("anonymous", standing="bare", refers="description")
        return mention("group")
    if head_lower in _GROUPS:
        return mention("group")
    if head_lower in _PERSON_HEADS:
        return withheld("role") if speech else mention("group" if plural else "named_person", refers="" if plural else "description")
    if definite:
        return mention("group" if plural else "named_person", refers="description")
    if (
        lowers[core_first] in ("a", "an", "one", "another")
        and head_lower.endswith(("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "ee"))
        and speech
    ):
        return withheld("role")
    return mention("group" if plural else "document" if not found else "named_org")


def _named(document: Document, look: Context, mention: Callable[..., Mention], found: Sequence[Name], head: int, first: int) -> Mention:
    words, lowers = document.words, document.lowers
    lower = lowers[head]
    in_heads = look.heads.get(head)
    if in_heads is not None and head == first:
        return mention(
            "anonymous",
            standing="spokesperson" if in_heads.category == "spokesperson" else "bare" if in_heads.category == "bare" else "role",
        )
    if lower.rstrip("s") in _PARTISANS or lower in _GROUPS:
        single = lowers[first] in ("one", "a", "an", "another")
        return mention("anonymous", standing="role") if single else mention("group")
    if head in look.documents and head == first:
        return mention("document")
    run = next((r for r in found if r.first <= head < r.last), None)
    if run is None:
        return mention("named_org")
    if head in look.organizations and lowers[run.before] not in HONORIFICS:
        return mention("named_org", name=look.names.canonical(run))
    acronym = (
        words[head].isupper()
        and 2 <= len(words[head].replace(".", "")) <= 6
        and run.last - run.first == 1
        and words[head].replace(".", "").isalpha()
    )
    if acronym and look.names.canonical(run) == (lower,):
        return mention("named_org", name=(lower,))
    determined = lowers[first] in ("the", "a", "an") and run.before <= first + 1 and run.first == run.before
    titled = run.first > run.before and not determined
    if determined and not titled and run.last - run.first < 4 and not any(at in look.titles for at in range(first, run.first)):
        return mention("named_org", name=look.names.canonical(run))
    return mention("named_person", name=look.names.canonical(run))
