"""Repairs that hold whatever engine drafts.

The source of "according to" stands behind it, and so does a missing one of ", said" and of a quotation that is signed ("... ― Ann Lee");
before it stands one whose apposition ends there ("Ann Lee, once the mayor, urged").
Before "according to" stands its whole sentence, not a last participle alone. What is said where no content was found: the clause with
"that", the quotation behind the cue, the clause before ", Ann Lee said", the sentence that "according to" opens. And to ask for anonymity
is to claim nothing, nor is what a writer puts into somebody's mouth a claim.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Container, Sequence

from msgspec.structs import replace

from annotator.attribution.kinds import DETERMINERS, QUANTIFIERS
from annotator.attribution.names import OPENING, capitalised
from annotator.types import Document, Draft, Hit, Span

_ENDS = frozenset({",", ".", ";", ":", "?", "!", "—", "–", "--", "(", ")", "“", "”", '"', "''", "``", "…"})
_BEFORE_SOURCE = frozenset({",", "—", "–"})
_BEFORE = frozenset({",", "”", '"', "''", "’’"})
_CLAUSE = frozenset("that and but while because as if when which who said says".split())
_AFTER_SOURCE = _CLAUSE - {"who"}
"""What ends the noun phrase behind "according to": a relative clause says who it is, so it belongs to the source."""
_SIGNING = frozenset({"―", "—", "–", "--", "-"})
_CLOSING = frozenset({"”", '"', "''", "’’"})
_OPENING = frozenset({"“", "``", "‘‘"})
_LONGEST = 14
_APPOSITION = 30
_SAYING = frozenset(
    """said says say told tells announced added adds noted notes warned warns showed shows explained explains reported reports argued argues
    recalled wrote writes acknowledged insisted insists stated confirmed""".split()
)
_ASKING = frozenset("who what which whose whom".split())
_NO_CLAUSE = frozenset(
    """but and when in as if after before at on while during since although though because for with by under from to yet so still once until
    following despite instead last earlier later then meanwhile""".split()
)
"""What opens a phrase that is not a clause of its own."""
_MEANWHILE = frozenset("as after while amid before hours days weeks following despite in".split())
_RELATIVE = frozenset("who which whose".split())
_BETWEEN_CLAUSES = frozenset("and but or so yet that because if while although though despite where when as".split())
_BEING = frozenset("is was been be 's ’s".split())
_PRONOUNS = frozenset("he she they we i some many others".split())
_REACH = 8
_PRESS = frozenset("Post Times Journal News Press Herald".split())
_UNNAMED = frozenset("named identified quoted".split())
_RESTATING = (("to", "translate", ","), ("translation", ":"), ("translated", ":"))
"""How a sentence begins in which the writer says for others what they mean."""


def mended(document: Document, drafts: Sequence[Draft], conditions: Sequence[Hit] = ()) -> list[Draft]:
    """*drafts*, repaired one by one, without those by which somebody only asks not to be named and those of the writer's own making.

    :param conditions: phrases that ask not to be named ("on condition of anonymity"), in text order.
    """
    sources = {span for draft in drafts if draft.content for span in draft.source}
    drafts = [draft for draft in drafts if draft.content or not _inside(draft.cue, sources)]
    drafts = [kept for draft in drafts if (kept := _without_condition(document, draft, conditions)) is not None]
    drafts = [_whole_name(document, draft) for draft in drafts if not _is_nobody_s(document, draft)]
    asking = frozenset(hit.last for hit in conditions)
    drafts = [_with_subject(document, draft, asking) for draft in drafts if not _asks_for_anonymity(document, draft)]
    drafts = [_with_first_subject(document, _without_expletive(document, draft)) for draft in _around_nested(_with_shared_subjects(document, drafts))]
    out = [
        _signed(document, _inverted(document, _clause_before(document, _whole_sentence(document, _mended(document, draft)))))
        for draft in drafts
    ]
    return [draft if draft.content or not draft.cue else _filled(document, draft) for draft in out]


def _inside(cue: Sequence[Span], sources: Collection[Span]) -> bool:
    """Whether *cue* is only a word of who speaks: "people | briefed | on the matter"."""
    return any(span.start < cue[0].start and cue[-1].end < span.end for span in sources) if cue else False


def _is_nobody_s(document: Document, draft: Draft) -> bool:
    return _is_press_name(document, draft) or _restates(document, draft) or _asks_who(document, draft)


def _asks_who(document: Document, draft: Draft) -> bool:
    """Whether the source is the word that a question asks with: "And who could blame her?"."""
    if not draft.source:
        return False
    at = bisect_left(document.starts, draft.source[0].start)
    number = document.token_sentence[at] if at < len(document.starts) else -1
    if number < 0 or document.lowers[at] not in _ASKING:
        return False
    sentence = document.sentences[number]
    return at - sentence.first < 2 and document.words[sentence.last - 1] == "?"


def _is_press_name(document: Document, draft: Draft) -> bool:
    """Whether the cue is only the end of a newspaper's name: "told The Harbor | Post that"."""
    if not draft.source or len(draft.cue) != 1:
        return False
    words, ends = document.words, document.ends
    first = bisect_left(document.starts, draft.cue[0].start)
    if not 0 < first < len(words) or ends[first] < draft.cue[0].end or words[first] not in _PRESS:
        return False
    return draft.source[0].end == ends[first - 1] and capitalised(words[first - 1])


def _restates(document: Document, draft: Draft) -> bool:
    """Whether the cue stands in a sentence that puts the writer's words in place of a speaker's: "To translate, the officials ask …"."""
    if not draft.cue:
        return False
    number = document.token_sentence[bisect_left(document.starts, draft.cue[0].start)]
    first = document.sentences[number].first if number >= 0 else 0
    return number >= 0 and any(tuple(document.lowers[first : first + len(opening)]) == opening for opening in _RESTATING)


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


def _asks_for_anonymity(document: Document, draft: Draft) -> bool:
    if not draft.content or not draft.cue:
        return False
    low = bisect_left(document.starts, draft.content[0].start)
    opening = document.lowers[low : min(low + 4, bisect_left(document.starts, draft.content[0].end))]
    return "anonymity" in opening or ("be" in opening and not _UNNAMED.isdisjoint(opening))


def _without_condition(document: Document, draft: Draft, conditions: Sequence[Hit]) -> Draft | None:
    """*draft* without the condition on which somebody speaks: "said | on condition of anonymity | that the pier is safe".

    None where that condition is all there is: "who | asked not to be named".
    """
    if not draft.content or not draft.cue:
        return draft
    starts, lowers = document.starts, document.lowers
    at = bisect_left(conditions, draft.cue[0].start, key=lambda hit: hit.start)
    content: list[Span] = []
    for span in draft.content:
        while at < len(conditions) and conditions[at].end <= span.start:
            at += 1
        if at == len(conditions) or conditions[at].start >= span.end:
            content.append(span)
            continue
        hit = conditions[at]
        if hit.start < draft.cue[-1].end and hit.end > draft.cue[0].start:  # "requested | anonymity"
            return None
        low = bisect_left(starts, span.start)
        if hit.first > low + (lowers[low] == "only"):
            content.append(span)
            continue
        last = bisect_left(starts, span.end)
        that = next((token for token in range(hit.last, last) if lowers[token] == "that"), last)
        if that + 1 < last:
            content.append(Span(starts[that], span.end))
    return replace(draft, content=tuple(content)) if content else None


def _filled(document: Document, draft: Draft) -> Draft:
    """*draft*, which has no content, with what its sentence shows to be it."""
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    first, last = bisect_left(starts, draft.cue[0].start), bisect_left(starts, draft.cue[-1].end)
    number = document.token_sentence[first] if first < len(starts) else -1
    if number < 0 or not draft.source:
        return draft
    sentence = document.sentences[number]
    begin, end = bisect_left(starts, draft.source[0].start), bisect_left(starts, draft.source[0].end)
    close = sentence.last
    while close > last and words[close - 1] in (".", ";", ",", ":"):
        close -= 1
    if lowers[first : first + 2] == ("according", "to"):
        if first - sentence.first < 2 and end + 2 < close and words[end] == ",":
            return replace(draft, content=(Span(starts[end + 1], ends[close - 1]),))
        low = first - (words[first - 1] in _BEFORE_SOURCE)
        return replace(draft, content=(Span(sentence.start, ends[low - 1]),)) if low - sentence.first > 2 else draft
    at = bisect_left(document.quotations, last, key=lambda quotation: quotation.first)
    if at < len(document.quotations) and document.quotations[at].outer_start < sentence.end:
        quotation = document.quotations[at]
        opening = bisect_left(starts, quotation.outer_start)
        if opening > last and words[opening - 1] in (",", ":") and begin < first:
            return replace(draft, content=(Span(quotation.outer_start, quotation.outer_end),))
    if lowers[last - 1] not in _SAYING:
        return draft
    for at in range(last, min(close - 2, last + _REACH)):
        if lowers[at] == "that" and begin < first and words[at + 1] not in _ENDS:
            return replace(draft, content=(Span(starts[at], ends[close - 1]),))
        if words[at] in _ENDS or lowers[at] in _CLAUSE:
            break
    low = begin if end == first else first if begin == last else 0
    if low - sentence.first > 3 and words[low - 1] == "," and lowers[sentence.first] not in _NO_CLAUSE:
        return replace(draft, content=(Span(sentence.start, ends[low - 2]),))
    return draft


def _signed(document: Document, draft: Draft) -> Draft:
    if not draft.content or (draft.source and len(draft.content) > 1):
        return draft
    words, starts, ends, text = document.words, document.starts, document.ends, document.article.text
    dash = bisect_left(starts, draft.content[-1].end)
    if not 0 < dash < len(words) - 2 or words[dash] not in _SIGNING or words[dash - 1] not in _CLOSING:
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


def _inverted(document: Document, draft: Draft) -> Draft:
    if draft.source or not draft.cue:
        return draft
    lowers, words, starts, ends = document.lowers, document.words, document.starts, document.ends
    low = bisect_left(starts, draft.cue[0].end)
    if low < 2 or low >= len(starts) or lowers[low - 1] not in ("said", "says") or document.token_sentence[low] < 0:
        return draft
    if words[low - 2] not in _BEFORE or not (capitalised(words[low]) or lowers[low] in DETERMINERS | QUANTIFIERS):
        return draft
    last = document.sentences[document.token_sentence[low]].last
    high = low
    while (
        high < min(last, low + _LONGEST)
        and words[high] not in _ENDS
        and lowers[high] not in _AFTER_SOURCE
        and lowers[high] not in ("in", "on")
    ):
        high += 1
    if high == low:
        return draft
    source = Span(starts[low], ends[high - 1])
    content = tuple(
        Span(start, end)
        for span in draft.content
        for start, end in ((span.start, min(span.end, source.start)), (max(span.start, source.end), span.end))
        if start < end and (span.start < source.start or span.end > source.end)
    )
    return replace(draft, source=(source,), content=content)


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
        if words[comma] in _CLOSING or words[comma] in _OPENING:
            break
        if words[comma] == "," and lowers[comma + 1] in _RELATIVE:
            return replace(draft, source=(_noun_phrase_before(document, begin, comma, first - 1),))
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


def _around_nested(drafts: Sequence[Draft]) -> list[Draft]:
    """*drafts* whose content goes on over a claim inside it that it ended at: "said | that the report | shows | a loss"."""
    out: list[Draft] = []
    for number, draft in enumerate(drafts):
        if len(draft.content) == 1 and draft.cue and draft.content[0].start > draft.cue[-1].end:
            content = draft.content[0]
            for inner in drafts[number + 1 : number + 3]:
                subject = inner.source and inner.cue and content.start <= inner.source[0].start and inner.source[0].end <= content.end
                if (
                    subject
                    and inner.content
                    and content.end < inner.cue[0].start <= content.end + 2
                    and inner.content[-1].start > content.end
                ):
                    draft = replace(draft, content=(Span(content.start, inner.content[-1].end),))
                    break
        out.append(draft)
    return out


def _without_expletive(document: Document, draft: Draft) -> Draft:
    """*draft* without the "it" that stands for nobody: "It | was reported | that the pier is safe"."""
    if not draft.source or not draft.cue or not draft.content or draft.content[0].start < draft.cue[-1].end:
        return draft
    lowers, starts = document.lowers, document.starts
    at, cue = bisect_left(starts, draft.source[0].start), bisect_left(starts, draft.cue[0].start)
    behind = lowers[cue : bisect_left(starts, draft.cue[-1].end)]
    impersonal = lowers[at] == "it" and starts[at] + 2 == draft.source[0].end and not _BEING.isdisjoint(behind)
    return replace(draft, source=()) if impersonal and lowers[bisect_left(starts, draft.content[0].start)] == "that" else draft


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
    joined = lowers[cue - 1]
    going_on = joined in ("and", "but") or (joined == "," and lowers[cue].endswith("ing"))
    return replace(draft, source=(Span(starts[first], document.ends[end - 1]),)) if going_on else draft


def _follows(document: Document, draft: Draft, before: Draft) -> bool:
    """Whether *draft* goes on with the subject of *before*, behind its content, in one sentence."""
    if not (draft.cue and draft.content and before.cue):
        return False
    if not before.source[0].start < before.cue[0].start < draft.cue[0].start < draft.content[0].start:
        return False
    if any(span.end > draft.cue[0].start for span in before.content):
        return False
    cue, first = (bisect_left(document.starts, span.start) for span in (draft.cue[0], before.source[0]))
    joined = document.lowers[cue - 1]
    going_on = joined in ("and", "but") or (joined == "," and document.lowers[cue].endswith("ing"))
    return going_on and document.token_sentence[cue] == document.token_sentence[first] >= 0


def _noun_phrase_before(document: Document, begin: int, end: int, close: int) -> Span:
    """From the noun phrase of the sentence *begin* that ends at token *end* to token *close*."""
    low = end - 1
    while (
        low > begin
        and end - low < _REACH
        and document.words[low - 1] not in _ENDS
        and document.lowers[low] not in DETERMINERS | QUANTIFIERS
    ):
        low -= 1
    return Span(document.starts[low], document.ends[close - 1])


def _clause_before(document: Document, draft: Draft) -> Draft:
    """*draft* with the clause before its source as content, where only what happened meanwhile was found: "Rents fell, he said, as …"."""
    if len(draft.content) != 1 or not draft.cue or not draft.source or draft.content[0].start < draft.cue[-1].end:
        return draft
    words, lowers, starts = document.words, document.lowers, document.starts
    cue, source = bisect_left(starts, draft.cue[0].start), bisect_left(starts, draft.source[0].start)
    content = bisect_left(starts, draft.content[0].start)
    if bisect_left(starts, draft.source[0].end) != cue or lowers[content] not in _MEANWHILE or words[content - 1] != ",":
        return draft
    number = document.token_sentence[cue]
    first = document.sentences[number].first if number >= 0 else source
    if source - first < 4 or words[source - 1] != "," or lowers[first] in _NO_CLAUSE or number != document.token_sentence[source]:
        return draft
    return replace(draft, content=(Span(starts[first], document.ends[source - 2]),))


def _whole_sentence(document: Document, draft: Draft) -> Draft:
    """*draft* with its sentence from the first word on, where a content before the cue began in mid-phrase.

    That is behind a word that no clause ends with, or, before "according to", at a participle ("…, | offering free rides, according to").
    """
    if not draft.cue or len(draft.content) != 1 or draft.content[0].end > draft.cue[0].start:
        return draft
    if draft.source and draft.source[0].start < draft.content[0].start:
        return draft
    words, lowers, starts = document.words, document.lowers, document.starts
    first, begin = bisect_left(starts, draft.cue[0].start), bisect_left(starts, draft.content[0].start)
    number = document.token_sentence[begin]
    if number < 0 or begin == document.sentences[number].first or number != document.token_sentence[first]:
        return draft
    sentence = document.sentences[number]
    before = lowers[begin - 1]
    broken = before[-1].isalnum() and before not in _BETWEEN_CLAUSES
    participle = words[begin - 1] == "," and lowers[begin].endswith("ing") and lowers[first : first + 2] == ("according", "to")
    if begin - sentence.first < (1 if broken else 3) or not (broken or participle):
        return draft
    return replace(draft, content=(Span(sentence.start, draft.content[0].end),))


def _mended(document: Document, draft: Draft) -> Draft:
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
    while high < min(sentence.last, low + _LONGEST) and document.words[high] not in _ENDS and lowers[high] not in _AFTER_SOURCE:
        high += 1
    if high == low or not (capitalised(document.words[low]) or lowers[low] in DETERMINERS | QUANTIFIERS or lowers[low].isalpha()):
        return draft
    content = tuple(span for span in draft.content if span.end <= starts[first] or span.start >= ends[high - 1])
    if not content and first - sentence.first > 2:
        end = first - (document.words[first - 1] in _BEFORE_SOURCE)
        content = (Span(sentence.start, ends[end - 1]),)
    return replace(draft, source=(Span(starts[low], ends[high - 1]),), cue=(Span(starts[first], ends[first + 1]),), content=content)
