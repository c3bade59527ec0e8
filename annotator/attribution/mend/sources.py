"""Who said it, where a draft names nobody or the wrong words.

The source of "according to" stands behind it, and so does a missing one of ", said" and of a quotation that is signed ("... ― Ann Lee").
Before the cue stands one whose apposition or relative clause ends there ("Ann Lee, once the mayor, urged"), and the subject that it shares
with a verb before it ("Ann Lee left and | asked | for time").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence

from msgspec.structs import replace

from annotator.attribution.kinds import DETERMINERS, QUANTIFIERS, is_plural
from annotator.attribution.name_words import OPENING, WEEKDAYS
from annotator.attribution.names import capitalised
from annotator.types import Document, Draft, Hit, Span

ENDS = frozenset({",", ".", ";", ":", "?", "!", "—", "–", "--", "(", ")", "“", "”", '"', "''", "``", "…"})
_BEFORE = frozenset({",", "”", '"', "''", "’’"})
CLAUSE = frozenset("that and but while because as if when which who said says".split())
_AFTER_SOURCE = CLAUSE - {"who"}
"""What ends the noun phrase behind "according to": a relative clause says who it is, so it belongs to the source."""
_SIGNING = frozenset({"―", "—", "–", "--", "-"})
CLOSING = frozenset({"”", '"', "''", "’’"})
_OPENING = frozenset({"“", "``", "‘‘"})
_LONGEST = 14
_APPOSITION = 30
_RELATIVE = frozenset("who which whose".split())
_BEING = frozenset("is are was were been be 's ’s".split())
_SEEMING = frozenset("seem seems seemed appear appears appeared looks looked".split())
_FINITE = frozenset(
    "is are was were has have had does do did will would can could may might must should isn't aren't wasn't weren't".split()
)
_PAST = frozenset(
    """arose ate became began bit blew broke came chose did drew drank drove fell flew forgot froze gave got grew hid knew lay
    lost left rang rode rose ran sank saw sold sent shook sang sat sought spoke sprang stole stood struck swam swore threw took
    tore told thought underwent went woke won wore wrote""".split()
)
"""Past tenses that are hardly ever participles before a noun."""
_SUBORDINATE = frozenset(
    "who whom whose which that where when while as if once after before because since though although until whether".split()
)
_WHEN = frozenset("after as because since when while before although though until".split())
_ADVERBS = frozenset("even also only still just first later then once again".split())
_OCCASIONS = frozenset(
    """statement interview email e-mail letter tweet post text message speech briefing conference call remarks testimony filing memo note
    response report hearing condition documents papers""".split()
)
_DAYS = {(day,) for day in WEEKDAYS}
_PRONOUNS = frozenset("he she they we i some many others".split())
_INVERTED = frozenset("said says wrote writes added tweeted posted replied asked insisted explained joked".split())
_ASIDE = frozenset("meanwhile however though too instead nevertheless also then for his her their its part in turn".split())
_REACH = 8
_JOINING = frozenset("of at for from with in on".split())


def with_subjects(document: Document, drafts: Sequence[Draft], conditions: Sequence[Hit]) -> list[Draft]:
    """*drafts* with sources that stand before their cues, whole names, and none that is nobody.

    :param conditions: phrases that ask not to be named, in text order; a cue may follow one.
    """
    asking = frozenset(hit.last for hit in conditions)
    out = [_nearest_subject(document, _whole_name(document, _without_quotation(document, _said_by(document, draft)))) for draft in drafts]
    out = [_with_subject(document, draft, asking) for draft in out]
    return [_with_first_subject(document, _without_expletive(document, draft)) for draft in _with_shared_subjects(document, out)]


def with_source_behind(document: Document, draft: Draft) -> Draft:
    """*draft* with a source that stands behind its cue: "according to Ann Lee", ", said Ann Lee", "― Ann Lee"."""
    return _signed(document, _inverted(document, _behind_according_to(document, draft)))


def _without_quotation(document: Document, draft: Draft) -> Draft:
    """*draft* without a source that begins with a quotation: nobody is called that."""
    if not (draft.source and draft.cue and draft.content) or draft.source[0].start > draft.cue[0].start:
        return draft
    return replace(draft, source=()) if document.text[draft.source[0].start] in '“"' else draft


def _said_by(document: Document, draft: Draft) -> Draft:
    """*draft*, which has no source, with the subject that was taken for what it says: "| The group | expects | a loss"."""
    if draft.source or not draft.cue or len(draft.content) < 2 or draft.content[1].start < draft.cue[-1].end:
        return draft
    starts, lowers = document.starts, document.lowers
    first, end, cue = (bisect_left(starts, at) for at in (draft.content[0].start, draft.content[0].end, draft.cue[0].start))
    number = document.token_sentence[first]
    verb = lowers[cue : bisect_left(starts, draft.cue[-1].end)]
    opens = number >= 0 and first == document.sentences[number].first and _BEING.isdisjoint(verb) and _SEEMING.isdisjoint(verb)
    if (
        end != cue
        or not opens
        or end - first > _REACH
        or not _FINITE.isdisjoint(lowers[first:end])
        or not ENDS.isdisjoint(lowers[first:end])
    ):
        return draft
    begins = lowers[first] in DETERMINERS or lowers[first] in QUANTIFIERS or capitalised(document.words[end - 1])
    return replace(draft, source=draft.content[:1], content=draft.content[1:]) if begins else draft


def _whole_name(document: Document, draft: Draft) -> Draft:
    """*draft* with the end of a name that its cue begins with given to the source: "The Harbor | Daily reported"."""
    if not draft.source or not draft.cue:
        return draft
    words, starts, ends = document.words, document.starts, document.ends
    first, last = bisect_left(starts, draft.cue[0].start), bisect_left(starts, draft.cue[0].end)
    low = first
    while low < last - 1 and capitalised(words[low]) and not words[low].isupper():
        low += 1
    before = bisect_left(starts, draft.source[0].end)
    if low == first or before != first or not capitalised(words[first - 1]):
        return draft
    source = Span(draft.source[0].start, ends[low - 1])
    return replace(draft, source=(source, *draft.source[1:]), cue=(Span(starts[low], draft.cue[0].end), *draft.cue[1:]))


def _nearest_subject(document: Document, draft: Draft) -> Draft:
    """*draft* with the subject of the clause that its cue stands in: "Ann Lee resigned after | an inquiry | found"."""
    if len(draft.source) != 1 or not draft.cue or not draft.content or draft.content[0].start < draft.cue[-1].end:
        return draft
    words, lowers, starts = document.words, document.lowers, document.starts
    end, cue = bisect_left(starts, draft.source[0].end), bisect_left(starts, draft.cue[0].start)
    if cue - end < _REACH // 2 or document.token_sentence[end] != document.token_sentence[cue]:
        return draft
    low = next((at for at in range(cue - 1, max(end, cue - _REACH), -1) if lowers[at] in _WHEN or words[at] in ENDS), end)
    begins = capitalised(words[low + 1]) or lowers[low + 1] in DETERMINERS or lowers[low + 1] in QUANTIFIERS or is_plural(lowers[low + 1])
    while cue > low + 1 and lowers[cue - 1] in _ADVERBS:
        cue -= 1
    if low == end or lowers[low] not in _WHEN or low + 1 >= cue or not begins or not _FINITE.isdisjoint(lowers[low + 1 : cue]):
        return draft
    return draft if lowers[cue - 1] in ("and", "or", "but") else replace(draft, source=(Span(starts[low + 1], document.ends[cue - 1]),))


def _without_expletive(document: Document, draft: Draft) -> Draft:
    """*draft* without a source that is nobody.

    That is the "it" of "It | was reported | that the pier is safe", and the "is" of "which is said to be".
    """
    if not draft.source or not draft.cue or not draft.content:
        return draft
    lowers, starts = document.lowers, document.starts
    at, end = bisect_left(starts, draft.source[0].start), bisect_left(starts, draft.source[0].end)
    if all(word in _BEING for word in lowers[at:end]):
        return replace(draft, source=())
    if lowers[at:end] != ("it",) or draft.content[0].start < draft.cue[-1].end:
        return draft
    behind = lowers[bisect_left(starts, draft.cue[0].start) : bisect_left(starts, draft.cue[-1].end)]
    impersonal = not _BEING.isdisjoint(behind) and lowers[bisect_left(starts, draft.content[0].start)] == "that"
    return replace(draft, source=()) if impersonal else draft


def _with_subject(document: Document, draft: Draft, asking: Container[int] = ()) -> Draft:
    """*draft*, which has no source, with the one whose apposition or relative clause ends before the cue.

    "Ann Lee, once the mayor, urged:", "One mother, who lives nearby, said"; without commas where the clause asks not to be named, at whose
    end one of *asking* stands: "a woman who asked not to be named said".
    """
    if draft.source or not draft.cue or not draft.content:
        return draft
    words, starts = document.words, document.starts
    first = bisect_left(starts, draft.cue[0].start)
    number = document.token_sentence[first] if first < len(starts) else -1
    if number < 0 or (words[first - 1] != "," and first not in asking):
        return draft
    begin = document.sentences[number].first
    lowers = document.lowers
    if first in asking:
        who = next((at for at in range(first - 1, max(begin, first - _APPOSITION), -1) if lowers[at] == "who"), begin)
        return replace(draft, source=(_noun_phrase_before(document, begin, who, first),)) if who > begin else draft
    for comma in range(first - 3, max(begin, first - _APPOSITION), -1):
        if words[comma] in CLOSING or words[comma] in _OPENING:
            break
        aside = comma > begin and all(word in _ASIDE for word in lowers[comma + 1 : first - 1])  # "campaigners, meanwhile, want"
        whom = "whom" in lowers[comma + 2 : comma + 4]  # "three clerks, all of whom spoke in private, said"
        if words[comma] == "," and (aside or whom or lowers[comma + 1] in _RELATIVE):
            return replace(draft, source=(_noun_phrase_before(document, begin, comma, comma if aside else first - 1),))
        if words[comma] == "," and capitalised(words[comma - 1]) and capitalised(words[comma - 2]):
            low = comma - 2
            while low > begin and capitalised(words[low - 1]):
                low -= 1
            return replace(draft, source=(Span(starts[low], document.ends[first - 2]),))
    return draft


def _with_shared_subjects(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """*drafts* in which a second verb has the subject of the one before it.

    "Ann Lee said that she was late and | asked | for time", "Ann Lee left, | saying | that she was late".
    """
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if before is not None and before.source and not draft.source and _follows(document, draft, before):
            draft = replace(draft, source=before.source)
        out.append(draft)
    return out


def _goes_on(document: Document, cue: int) -> bool:
    """Whether the verb at token *cue* shares the subject of one before it: "and | asked", ", | saying"."""
    joined = document.lowers[cue - 1]
    return joined in ("and", "but") or (joined == "," and document.lowers[cue].endswith("ing"))


def _follows(document: Document, draft: Draft, before: Draft) -> bool:
    """Whether *draft* goes on with the subject of *before*, behind its content, in one sentence."""
    if not (draft.cue and draft.content and before.cue):
        return False
    if not before.source[0].start < before.cue[0].start < draft.cue[0].start < draft.content[0].start:
        return False
    if any(span.end > draft.cue[0].start for span in before.content):
        return False
    cue, first = (bisect_left(document.starts, span.start) for span in (draft.cue[0], before.source[0]))
    return _goes_on(document, cue) and document.token_sentence[cue] == document.token_sentence[first] >= 0


def _with_first_subject(document: Document, draft: Draft) -> Draft:
    """*draft*, which has no source, with the one that its sentence opens with: "She left and | asked | for time"."""
    if draft.source or not draft.cue or not draft.content or draft.content[0].start < draft.cue[0].start:
        return draft
    words, lowers, starts = document.words, document.lowers, document.starts
    cue = bisect_left(starts, draft.cue[0].start)
    number = document.token_sentence[cue]
    if number < 0:
        return draft
    first = document.sentences[number].first
    end = first
    if lowers[first] in _PRONOUNS:
        end = first + 1
    elif capitalised(words[first]) and lowers[first] not in OPENING:
        while end < cue and (capitalised(words[end]) or words[end] == "."):
            end += 1
    if end == first or end >= cue - 1 or not words[end].islower() or not words[end].isalpha():
        return draft
    return replace(draft, source=(Span(starts[first], document.ends[end - 1]),)) if _goes_on(document, cue) else draft


def _noun_phrase_before(document: Document, begin: int, end: int, close: int) -> Span:
    """From the noun phrase of the sentence *begin* that ends at token *end* to token *close*."""
    words, lowers = document.words, document.lowers
    low = end - 1
    while low > begin and end - low < _REACH and words[low - 1] not in ENDS:
        opens = lowers[low] in DETERMINERS or lowers[low] in QUANTIFIERS
        if opens and lowers[low - 1] not in _JOINING:  # "One driver for | a delivery company"
            break
        low -= 1
    low += lowers[low] in _JOINING and low + 1 < end
    if low > begin and lowers[low - 1] in DETERMINERS:  # "the | three"
        low -= 1
    return Span(document.starts[low], document.ends[close - 1])


def _behind_according_to(document: Document, draft: Draft) -> Draft:
    """*draft* with the phrase behind "according to" as its source."""
    if not draft.cue:
        return draft
    lowers, starts, ends = document.lowers, document.starts, document.ends
    first = bisect_left(starts, draft.cue[0].start)
    if lowers[first : first + 2] != ("according", "to"):
        return draft
    low = first + 2
    if low >= len(starts) or document.token_sentence[low] < 0 or (draft.source and draft.source[0].start >= starts[low]):
        return draft
    sentence = document.sentences[document.token_sentence[low]]
    high = low
    while high < min(sentence.last, low + _LONGEST) and document.words[high] not in ENDS and lowers[high] not in _AFTER_SOURCE:
        high += 1
    if high == low or not (capitalised(document.words[low]) or lowers[low] in DETERMINERS | QUANTIFIERS or lowers[low].isalpha()):
        return draft
    content = tuple(span for span in draft.content if span.end <= starts[first] or span.start >= ends[high - 1])
    return replace(draft, source=(Span(starts[low], ends[high - 1]),), cue=(Span(starts[first], ends[first + 1]),), content=content)


def _inverted(document: Document, draft: Draft) -> Draft:
    """*draft* with the phrase behind "said" as its source: "The pier is safe, | said | a port official".

    A source before "said" is none where a clause of its own stands there: no single comma parts a subject from its verb.
    """
    if not draft.cue:
        return draft
    lowers, words, starts, ends = document.lowers, document.words, document.starts, document.ends
    low = bisect_left(starts, draft.cue[0].end)
    number = document.token_sentence[low] if low < len(starts) else -1
    if low < 2 or number < 0 or lowers[low - 1] not in _INVERTED or words[low - 2] not in _BEFORE:
        return draft
    begins = capitalised(words[low]) or lowers[low] in DETERMINERS | QUANTIFIERS or (is_plural(lowers[low]) and lowers[low] not in _FINITE)
    if not begins or (draft.source and draft.source[0].start > draft.cue[0].start):
        return draft
    sentence = document.sentences[number]
    high = low
    while high < min(sentence.last, low + _LONGEST) and words[high] not in ENDS and not _ends_source(document, high):
        high += 1
    clause = _told_before(document, sentence.first, low - 2)
    if high == low or (draft.source and (clause is None or _says_more(document, low, sentence.last))):
        return draft
    source = Span(starts[low], ends[high - 1])
    told = draft.content if not draft.source or clause is None else (clause, *_told_behind(document, high, sentence.last))
    content = tuple(
        Span(start, end)
        for span in told
        for start, end in ((span.start, min(span.end, source.start)), (max(span.start, source.end), span.end))
        if start < end and (span.start < source.start or span.end > source.end)
    )
    return replace(draft, source=(source,), content=content)


def _ends_source(document: Document, at: int) -> bool:
    """Whether the source behind "said" ends before token *at*: there a clause begins, or when and where it was said."""
    lowers = document.lowers
    if lowers[at] not in ("in", "on"):
        return lowers[at] in _AFTER_SOURCE
    ahead = lowers[at + 1 : at + 5]
    return capitalised(document.words[at - 1]) or not _OCCASIONS.isdisjoint(ahead) or ahead[:1] in _DAYS


def _told_before(document: Document, first: int, comma: int) -> Span | None:
    """The clause in tokens ``first:comma``, in front of ", said"; None where only a name with what is put in about it stands there."""
    words = document.words  # as written: "May" is no verb
    if comma - first < 2 or not CLOSING.isdisjoint(words[first:comma]):
        return None
    pieces: list[list[str]] = [[]]
    for word in words[first:comma]:
        if word in ENDS:
            pieces.append([])
        else:
            pieces[-1].append(word)
    if len(pieces) > 1 and not any(is_clause(piece) for piece in pieces):
        return None
    return Span(document.starts[first], document.ends[comma - 1])


def is_clause(piece: Sequence[str]) -> bool:
    """Whether the words between two commas hold a verb of the main clause."""
    verb = next((at for at, word in enumerate(piece) if word in _FINITE or word in _PAST), -1)
    return verb >= 0 and _SUBORDINATE.isdisjoint(piece[:verb])


def _says_more(document: Document, first: int, last: int) -> bool:
    """Whether a clause stands behind "said", rather than who said it: "a deal was near", not "an official who was there"."""
    end = next((at for at in range(first, last) if document.words[at] in ENDS), last)
    return is_clause(document.words[first:end])


def _told_behind(document: Document, comma: int, last: int) -> tuple[Span, ...]:
    """What was said behind a source that stands between commas: "The prince, says one adviser, | is “in a dark place”"."""
    words, lowers = document.words, document.lowers
    end = last - (words[last - 1] == ".")
    if comma + 2 >= end or words[comma] != ",":
        return ()
    if lowers[comma + 1] in CLAUSE or lowers[comma + 1] in _RELATIVE or lowers[comma + 1].endswith("ing"):
        return ()
    return (Span(document.starts[comma + 1], document.ends[end - 1]),)


def _signed(document: Document, draft: Draft) -> Draft:
    if not draft.content or (draft.source and len(draft.content) > 1):
        return draft
    words, starts, ends, text = document.words, document.starts, document.ends, document.article.text
    dash = bisect_left(starts, draft.content[-1].end)
    if not 0 < dash < len(words) - 2 or words[dash] not in _SIGNING or words[dash - 1] not in CLOSING:
        return draft
    low = high = dash + 1
    while high < min(len(words), low + _LONGEST) and capitalised(words[high]) and "\n" not in text[ends[high - 1] : starts[high]]:
        high += 1
        if high < len(words) and words[high] == "." and len(words[high - 1]) == 1:  # an initial
            high += 1
    behind = text[ends[high - 1] : starts[high]] if high < len(words) else "\n"
    if high - low < 2 or not ("\n" in behind or words[high] in (",", ".")):
        return draft
    return replace(draft, source=(Span(starts[low], ends[high - 1]),), cue=(Span(starts[dash], ends[dash]),))
