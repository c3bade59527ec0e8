"""The words that say who a named source is: office, expertise, or relation to the event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.attribution.kinds import POSSESSIVES, is_agent, lemma
from annotator.attribution.name_words import GIVEN, HONORIFICS, OPENING, PARTISANS, POSTS, WEEKDAYS
from annotator.attribution.names import Name, capitalised
from annotator.types import Document, Hit, Source, Span

_BEHIND = frozenset("a an the who former then one head chief another his her their whose now both".split())
_BEFORE_STOP = OPENING | frozenset(
    """of said says told by with to from his her their its our who added like including is are was were has have had will would could can
    should may might must did does do alongside against about near under over""".split()
)
FORMER = frozenset("former then future retired acting longtime top senior ex- current interim deputy".split())
_NO_OFFICE = frozenset(
    "will would could should may might must can cannot needs need wants want said says told asked added hopes plans seems tends".split()
)
"""Behind "who": what somebody does now, not who it is."""
_CLOSERS = frozenset({",", ";", ".", ":", "—", "–", "--", ")", "!", "?"})
_MARKS = frozenset({"”", '"', "“", "''", "``", "("})
_LONGEST = 30
_PARTIES = frozenset("republican democrat democratic independent r d i rep dem".split())
_FOLLOWERS = frozenset("supporter supporters critic opponent fan ally backer friend proponent advocate".split())
_DETERMINERS = frozenset("the a an his her their its".split())
_LINKS = frozenset("of for at in from to".split())
_PLACING = _LINKS | {"on"}
_NO_NOUN = frozenset("said says told with by that who which and but or as is was were are has had".split())
_CLAUSE = frozenset("who whose that which where when".split())
_FINITE = frozenset(
    """said says was is were are has had responded replied told added asked wrote tweeted noted insisted explained recalled argued warned
    continued declared joked admitted claimed""".split()
)
"""In an apposition only inside a relative clause: elsewhere the report itself goes on behind the comma."""
_BEFORE_ROLE = FORMER | _DETERMINERS | frozenset("said says told added retired".split())
"""What may stand before a role that no lexicon lists: elsewhere "never", "consider" and their like end as roles do."""
_AFFILIATED = 10
"""How far a house may reach that a name is "of"."""
_HOUSES = frozenset(
    "nonprofit charity group advocacy think tank thinktank law firm union company campaign consultancy startup brokerage".split()
)
_BEING = frozenset("is was".split())
_NO_HOUSE = (OPENING - {"the"}) | WEEKDAYS
_SOLE = frozenset("only first last sole".split())
"""What may stand before the office in "is the only doctor on the island"."""
_WORKING = frozenset("writing reporting".split())
_ARTICLES = frozenset("a an the".split())
_RELATED = _FOLLOWERS | frozenset(
    "daughter son wife husband brother sister father mother widow widower uncle aunt nephew niece colleague member".split()
)
_HANGING = frozenset("not did does do has have had is was would will could too".split())
"""What ends a clause that only takes up another one."""
_COURTESIES = frozenset("dr prof professor doctor sir dame lord lady rev reverend".split())
"""What says next to nothing of who somebody is."""
_SHORT_OFFICES = _COURTESIES | frozenset("sen rep gov sens reps govs del".split())


def introduction(document: Document, name: Name, titles: Mapping[int, Hit]) -> Span | None:
    """The words beside this mention of *name* that say who it is.

    An apposition behind it ("Ann Lee, a grain expert"), else the title before it ("Mayor Ann Lee"), else the description that the name
    ends ("the lawyer for the harbour, Ann Lee,"), else the party ("Ann Lee (R-Ohio)").
    """
    behind = _behind(document, name.last, titles)
    weak = behind is not None and _is_weak(document, behind)
    if behind is not None and not weak:
        return behind
    described = _described(document, name, titles)
    if behind is not None and described is not None and len(described.of(document.text).split()) < 3:  # "the official" says less
        described = None
    before = _before(document, name, titles)
    rank = before.of(document.text).lower().rstrip(".") if before is not None else ""
    if rank in _COURTESIES:  # "Dr Ann Lee, who had run the trust since 2019"
        return described or behind or before
    if described is not None and rank in _SHORT_OFFICES:
        return described  # "the committee's chairman, Sen. Ann Lee": the office says more than the rank
    return before or described or behind


def affiliation(document: Document, name: Name, titles: Mapping[int, Hit]) -> Span | None:
    """What a sentence says of *name* in passing, where nothing introduces it.

    The house that it speaks for ("Ann Lee of the Harbour Institute", "Ann Lee, writing for the Mail", "the Mail's Ann Lee"), or an
    office ("Ann Lee is a professor").
    """
    number = document.token_sentence[name.first]
    if number < 0:
        return None
    lowers, last = document.lowers, document.sentences[number].last
    at = name.last
    if at + 2 < last and lowers[at] == "," and lowers[at + 1].isdigit():  # an age
        at += 2
    if at + 2 < last and lowers[at] == ",":
        at += 1
    if at + 2 < last and lowers[at] in _WORKING and lowers[at + 1] in ("for", "in"):
        at += 1
    elif at + 1 < last and lowers[at] in _BEING:
        return _predicate(document, at + 1, last, titles)
    elif at + 1 >= last or lowers[at] != "of":
        return _house_before(document, name, document.sentences[number].first)
    end = at + 1
    while end < min(last, at + _AFFILIATED) and (
        capitalised(document.words[end]) or lowers[end] in _ARTICLES | _LINKS | _HOUSES or "-" in lowers[end]
    ):
        end += 1
    while end > at + 1 and not capitalised(document.words[end - 1]):
        end -= 1
    return Span(document.starts[at - (lowers[at] != "of")], document.ends[end - 1]) if end > at + 1 else None


def unintroduced(sources: Iterable[Source]) -> list[Source]:
    """The people, by full name, to whom an article gives words or claims without saying anywhere who they are.

    Stylebooks ask for a description at the first mention (AP Stylebook, titles; Reuters Handbook of Journalism, describing sources).
    Only names that begin with a given name known here count, so that no company is asked for its office.
    """
    return [
        source
        for source in sources
        if source.kind == "named_person"
        and source.title is None
        and (source.claims or source.words_quoted)
        and 2 <= len(words := source.label.split()) <= 4
        and words[0].lower() in GIVEN
        and all(map(capitalised, words))
    ]


def _predicate(document: Document, begin: int, last: int, titles: Mapping[int, Hit]) -> Span | None:
    """The office that the clause behind "is" names: "a professor of law at the state university"."""
    words, lowers = document.words, document.lowers
    end = _closed(document, begin, last, begin + _LONGEST)
    head = begin
    while (
        head < min(end, begin + 7)
        and (lowers[head] in _ARTICLES or lowers[head] in _SOLE or lowers[head] not in _BEFORE_STOP)
        and not _is_office(lowers, head, titles)
    ):
        head += 1
    while head + 1 < end and _is_office(lowers, head + 1, titles):
        head += 1
    if head >= end or not _is_office(lowers, head, titles) or lowers[end - 1] in _PLACING or end - begin >= _LONGEST:
        return None
    placed = head + 1 < end and lowers[head + 1] in _PLACING
    closed = head in titles and (head + 1 == end or lowers[head + 1] in _CLAUSE)
    if not (placed or closed) or not (lowers[begin] in _ARTICLES or (placed and head == begin)) or words[end : end + 1] == ("“",):
        return None
    found = Span(document.starts[begin], document.ends[end - 1])
    return None if _is_weak(document, found) else found


def _is_office(lowers: Sequence[str], at: int, titles: Mapping[int, Hit]) -> bool:
    return lowers[at] not in _LINKS and (at in titles or (is_agent(lowers[at]) and lowers[at] not in _BEFORE_STOP))


def _house_before(document: Document, name: Name, first: int) -> Span | None:
    """The house whose the name is: "MSNBC's Ann Lee"."""
    at = name.before - 1
    if at <= first or document.words[at] not in POSSESSIVES or not capitalised(document.words[at - 1]):
        return None
    low = at - 1
    while low > first and capitalised(document.words[low - 1]):
        low -= 1
    while low < at - 1 and document.lowers[low] in _NO_HOUSE:  # "As Reuters' Ann Lee reported"
        low += 1
    return None if low == at - 1 and document.lowers[low] in OPENING else Span(document.starts[low], document.ends[at - 1])


def _is_weak(document: Document, span: Span) -> bool:
    """Whether *span* tells no office: a party, a supporter, or what somebody does."""
    words = document.text[span.start : span.end].lower().replace("-", " ").replace(".", " ").split()
    return words[0] in _PARTIES or words[0] == "who" or (words[0] in ("a", "an") and not _FOLLOWERS.isdisjoint(words[1:4]))


def _behind(document: Document, at: int, titles: Mapping[int, Hit]) -> Span | None:
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    number = document.token_sentence[at - 1]
    if number < 0:
        return None
    last = document.sentences[number].last
    if at + 1 < last and words[at] == "," and lowers[at + 1].isdigit() and len(lowers[at + 1]) < 4:  # an age
        at += 2
    if at + 1 < last and words[at] == "." and lowers[at - 1] in ("jr", "sr"):
        at += 1
    if at + 1 >= last or words[at] not in (",", "—", "–", "-", "--", "("):
        return None
    begin = at + 1
    if words[at] == "(":
        end = begin
        while end < last and words[end] != ")" and end - begin < 12:
            end += 1
        return Span(starts[begin], ends[end - 1]) if begin < end < last and (begin in titles or lowers[begin][0] in "dr") else None
    office = _behind_possessor(document, begin, last) or begin
    if lowers[begin] not in _BEHIND and not _opens_with_office(document, office, last, titles):
        return None
    if lowers[begin] == "who" and lowers[min(begin + 1, last - 1)] in _NO_OFFICE:
        return None
    end = _closed(document, begin, last, begin + _LONGEST)
    another = end + 2 < last and lowers[end + 1] == "and" and capitalised(words[end + 2])  # "the mayor, and Tom Ek"
    if end + 1 < last and words[end] == "," and lowers[end + 1] in ("and", "which") and end - begin < 12 and not another:
        more = _closed(document, end + 1, last, begin + _LONGEST)
        if lowers[end + 1] == "which" or _FINITE.isdisjoint(lowers[end:more]):
            end = more
    if end - begin < 1 or end - begin >= _LONGEST or (end < last and words[end] in _MARKS and words[end] != "("):
        return None
    if lowers[begin] == "who" and lowers[end - 1] in _HANGING:  # "critics of the plan and Ann Lee, who has not"
        return None
    if lowers[begin] not in ("who", "whose"):
        if not any(i in titles or lowers[i] in HONORIFICS or is_agent(lowers[i]) for i in range(begin, end)):
            return None
        clause = next((i for i in range(begin, end) if lowers[i] in _CLAUSE), end)
        if not _FINITE.isdisjoint(lowers[begin:clause]):
            return None
    return Span(starts[begin], ends[end - 1])


def _closed(document: Document, begin: int, last: int, limit: int) -> int:
    """Where the phrase from *begin* ends; a full stop inside the sentence belongs to an abbreviation."""
    words = document.words
    end = begin
    while end < min(last, limit) and words[end] not in _MARKS:
        if words[end] == "," and end - begin < 4 and (place := _behind_state(document, begin, end, last)) is not None:
            end = place
        elif words[end] in _CLOSERS and not (words[end] == "." and end < last - 1):
            break
        else:
            end += 1
    return end


def _behind_state(document: Document, begin: int, comma: int, last: int) -> int | None:
    """The token behind a state between commas, where a place opens the phrase at *begin*: "a Neptune, N.J., teacher"."""
    words = document.words
    if comma + 3 >= last or not all(map(capitalised, (*words[begin + 1 : comma], words[comma + 1]))):
        return None
    stop = comma + 1 if words[comma + 1][-1] == "." else comma + 2
    return stop + 2 if words[stop][-1] == "." and words[stop + 1] == "," and words[stop + 2].islower() else None


def _behind_possessor(document: Document, begin: int, last: int) -> int | None:
    """The token behind the possessor that the phrase at *begin* opens with: "the harbour board's", "Ann Lee's"."""
    for at in range(begin, min(last - 1, begin + 6)):
        if document.words[at] in POSSESSIVES:
            return at + 1 if capitalised(document.words[begin]) else None
        if not capitalised(document.words[at]):
            return None
    return None


def _opens_with_office(document: Document, begin: int, last: int, titles: Mapping[int, Hit]) -> bool:
    """Whether an office is named within the first words of the phrase at *begin*: "chief", "communications director"."""
    lowers = document.lowers
    if begin in titles or lowers[begin] in HONORIFICS:
        return True
    for at in range(begin, min(last, begin + 5)):
        if not lowers[at].replace("-", "").isalpha() or lowers[at] in _BEFORE_STOP:
            return False
        placed = at + 1 < last and lowers[at + 1] in _LINKS
        if at > begin and (at in titles or lowers[at] in HONORIFICS or (placed and is_agent(lowers[at]))):
            behind = document.words[at + 1] if at + 1 < last else "."
            return not capitalised(behind) and not document.words[at].endswith("s")
    return False


def _described(document: Document, name: Name, titles: Mapping[int, Hit]) -> Span | None:
    """The description that *name* stands behind, between commas: "the lawyer for the harbour, Ann Lee, said"."""
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    number = document.token_sentence[name.first]
    if number < 0:
        return None
    sentence = document.sentences[number]
    comma = name.before - 1
    if (
        comma <= sentence.first
        or words[comma] != ","
        or not (name.last < sentence.last and (words[name.last] in _CLOSERS or words[name.last] == "of"))
    ):
        return None
    low = comma
    one_of = False
    for at in range(comma - 1, max(sentence.first, comma - 12) - 1, -1):
        if words[at] in POSSESSIVES and at > sentence.first and capitalised(words[at - 1]):
            low = at - 1
            while low > sentence.first and capitalised(words[low - 1]):
                low -= 1
            break
        if not (words[at][0].isalpha() or words[at] in (".", "'s", "’s")) or lowers[at] in _NO_NOUN:
            break
        if lowers[at] == "one" and lowers[at + 1] == "of":
            low, one_of = at, True
            break
        if lowers[at] in _DETERMINERS or lowers[at] == "one":
            low = at
            if at == sentence.first or lowers[at - 1] not in _LINKS:
                break
    if low < comma - 2 and lowers[low] in ("but", "and", "yet", "so"):  # "But the board's chairman, Ann Lee"
        low += 1
    begin = head = low + 2 if one_of else low
    while head < comma and lowers[head] not in _LINKS:
        head += 1
    if low == comma or head == begin or not (head - 1 in titles or lowers[head - 1] in HONORIFICS or is_agent(lemma(lowers[head - 1]))):
        return None
    if (lowers[head - 1].endswith("s") and not one_of) or comma - low < 2:
        return None
    return Span(starts[low], ends[comma - 1])


def _before(document: Document, name: Name, titles: Mapping[int, Hit]) -> Span | None:
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    number = document.token_sentence[name.first]
    if number < 0:
        return None
    first = document.sentences[number].first
    high = name.first
    low = high
    while low > first and high - low < 9:
        previous = lowers[low - 1]
        if not (previous.replace("-", "").replace(".", "").isalpha() or words[low - 1] == "." or previous == "'s"):
            break
        of = previous == "of" and low >= 2 and (low - 2 in titles or lowers[low - 2] in HONORIFICS)
        inside = previous in ("first", "of", "the") and low - 1 in titles  # "first lady", "Speaker of the House"
        if previous in _BEFORE_STOP and not of and not inside:
            break
        if low < high and previous[-1] == "s" and previous[:-1] in PARTISANS:  # "Republicans criticised President Ann Lee"
            break
        verb = (
            words[low - 1].endswith("ed")
            and words[low - 1].islower()
            and previous.isalpha()
            and len(previous) > 4
            and previous not in FORMER
        )
        if (low < high and previous in WEEKDAYS) or (verb and low - 1 not in titles):  # "the board Tuesday assailed Mayor Ann Lee"
            break
        if previous == "of" and lemma(lowers[low - 2]) in _RELATED:  # "daughter of Mayor Ann Lee"
            break
        low -= 1
    bare = _is_bare_role(document, high - 1, first)
    while low < high - bare and not (low in titles or capitalised(words[low]) or lowers[low] in HONORIFICS or lowers[low] in FORMER):
        low += 1
    while low < high and (words[low] == "." or (lowers[low] in OPENING and low not in titles) or words[low] == "'s"):
        low += 1
    last = high - 1 - (words[high - 1] == ".")
    post = lowers[last] in POSTS and capitalised(words[last])
    if low >= high or not (post or last in titles or lowers[last] in HONORIFICS or is_agent(lowers[last])):
        return None
    if not (bare or post or any(at in titles or lowers[at] in HONORIFICS for at in range(low, high))):
        return None
    if not any(len(word) > 3 or word in _SHORT_OFFICES for word in lowers[low:high]):
        return None
    return Span(starts[low], ends[high - 1])


def _is_bare_role(document: Document, at: int, first: int) -> bool:
    """Whether the word at *at*, before a name, is a role by its form, where a role may stand: "said moderator Ann Lee"."""
    word = document.lowers[at]
    if word in _BEFORE_STOP or not is_agent(word):
        return False
    if at == first:
        return True
    if document.words[at] != word:
        return False
    before = document.words[at - 1]
    return capitalised(before) or before.lower() in _BEFORE_ROLE or before in POSSESSIVES or before in _MARKS
