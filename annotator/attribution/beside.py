"""The name or noun directly beside a mention: before "who", behind a comma, behind "named"."""

from __future__ import annotations

from annotator.attribution.kinds import DETERMINERS, QUANTIFIERS, Context, Mention, classify
from annotator.attribution.name_words import PARTISANS
from annotator.attribution.names import Names, first_in
from annotator.types import Document, Span

CLOSING = frozenset({",", "—", "–", "--", "."})
"""What an apposition ends before."""
REACH = 6
"""How many words an apposition may take."""
_DASHES = frozenset({",", "—", "–", "--"})
_CLAUSE = frozenset(""", ; : — – ( " “ ” '' that but while because said or as than is are was were has have had be been i""".split())
_PEOPLE = frozenset({"named_person", "anonymous", "group"})
_JOINING = frozenset("of at in from for with on".split())


def noun_before(document: Document, look: Context, mention: Mention) -> Mention | None:
    """The noun phrase that ``who`` follows."""
    lowers, words = document.lowers, document.words
    at = document.token_sentence[mention.first]
    if at < 0:
        return None
    low = max(document.sentences[at].first, mention.first - 16)
    end = mention.first
    while end > low and words[end - 1] in _DASHES:
        end -= 1
    begin = end
    if end > low and words[end - 1][0].isupper() and lowers[end - 1][-1] == "s" and lowers[end - 1][:-1] in PARTISANS:
        begin = low = end - 1  # "condemnation from Democrats, who"
    while begin > low:
        previous = lowers[begin - 1]
        if words[begin - 1] in _CLAUSE or previous in _CLAUSE:
            break
        begin -= 1
        if previous in DETERMINERS or previous in QUANTIFIERS:
            before = lowers[begin - 1] if begin > low else ""
            if before in _JOINING and begin - 1 > low:
                begin -= 1
                continue
            if before in ("one", "two", "some", "many", "several") and begin > low:
                begin -= 1
            break
    if begin >= end:
        return None
    if lowers[begin] in _JOINING or lowers[begin] in ("to", "by", "and"):
        begin += 1
    if begin >= end:
        return None
    found = classify(document, Span(document.starts[begin], document.ends[end - 1]), look)
    if found.kind in _PEOPLE or apposed_to(document, look.names, found) is not None:
        return found
    behind = next((at + 1 for at in range(end - 2, begin, -1) if lowers[at] in _JOINING), begin)  # "a plan for | drivers who"
    inner = classify(document, Span(document.starts[behind], document.ends[end - 1]), look)
    return inner if inner.kind in _PEOPLE else found


def name_before(document: Document, names: Names, mention: Mention) -> tuple[str, ...] | None:
    """The person named directly before the relative pronoun."""
    token = mention.first
    while token > 0 and document.words[token - 1] in _DASHES:
        token -= 1
    if token > 0 and document.words[token - 1] == ")":  # "Ann Lee (R-Ohio), who"
        while token > max(0, mention.first - 2 * REACH) and document.words[token - 1] != "(":
            token -= 1
        token -= 1
    found = names.ending_at(token - (token > 1 and document.words[token - 1] == "."))  # "Neb."
    if found is None:
        return None
    key = _resident(document, names, first_in(names.mentions, found[0].first))
    return key if names.person(key) else None


def _resident(document: Document, names: Names, index: int) -> tuple[str, ...]:
    """Whose place the name at *index* is, else that name: "Ann Lee, Republican of | Ohio", "Tom Ek of Deuel County, | Neb."."""
    place, key = names.mentions[index]
    lowers = document.lowers
    while index > 0 and lowers[place.first - 1] in ("of", "from", ",") and not names.titled(key):
        before, known = names.mentions[index - 1]
        gap = lowers[before.last : min(place.first, before.last + REACH + 1)]
        if len(gap) > REACH or (gap[0] != "," and gap[0] not in ("of", "from")) or (gap == (",",) and names.person(key)):
            break
        place, key, index = before, known, index - 1
    return key


def apposed_to(document: Document, names: Names, mention: Mention) -> tuple[str, ...] | None:
    """The name that the noun phrase *mention* stands behind, between commas: "Ann Lee, the mayor, who …"."""
    mentions = names.mentions
    index = first_in(mentions, mention.first) - 1
    if index < 0:
        return None
    words = document.words
    if mentions[index][0].last != mention.first - 1 or words[mention.first - 1] != ",":
        return None
    key = _resident(document, names, index)
    if not names.person(key):
        return None
    closed = words[mention.last - 1] == "," or mention.core_last < mention.last or mention.last >= len(words)
    behind = words[mention.last] if mention.last < len(words) else "."
    return key if closed or behind in CLOSING or behind in ("who", "whose") else None


def called(document: Document, names: Names, mention: Mention) -> tuple[str, ...] | None:
    """The name behind "named" that ends the noun phrase *mention*: "a worker | named Ann Lee"."""
    mentions, at = names.mentions, mention.last
    if document.lowers[at : at + 1] not in (("named",), ("called",)):
        return None
    index = first_in(mentions, at)
    found = index < len(mentions) and mentions[index][0].before <= at + 1
    return mentions[index][1] if found else None
