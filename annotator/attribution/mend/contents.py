"""What was said, where a draft has none of it, a part, or what happened meanwhile.

A content goes on over a claim inside it, and one before the cue that begins in mid-phrase begins with its sentence. Where none was found
it is the clause with "that", the quotation behind the cue, the clause before ", Ann Lee said", or the sentence that "according to" opens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from annotator.attribution.mend.sources import CLAUSE, CLOSING, ENDS, is_clause
from annotator.types import Document, Draft, Span

_BEFORE_SOURCE = frozenset({",", "—", "–"})
_SAYING = frozenset(
    """said says say told tells announced added adds noted notes warned warns showed shows explained explains reported reports argued argues
    recalled wrote writes acknowledged insisted insists stated confirmed""".split()
)
_CLOSING_VERBS = frozenset(
    """admitted conceded complained joked agreed agrees agree believe believes think thinks claim claims claimed allege alleges
    alleged insist testified ruled revealed remembers suspect suspects fear fears expect expects concluded found suggest suggests
    suggested estimate estimates estimated learned learnt""".split()
)
"""Verbs that report what stands before them where they close a sentence: "…, the agency has learned"."""
_NO_CLAUSE = frozenset(
    """but and when in as if after before at on while during since although though because for with by under from to yet so still once until
    following despite instead last earlier later then meanwhile""".split()
)
"""What opens a phrase that is not a clause of its own."""
_MEANWHILE = frozenset("as after while amid before hours days weeks following despite in".split())
_BETWEEN_CLAUSES = frozenset("and but or so yet that because if while although though despite where when as".split())
_OPENING = frozenset({"“", '"', "''", "``"})
_DASHES = frozenset({"—", "–", "-", "--"})
_REACH = 8
_BRIEF = 3
"""Tokens behind a cue that say no more than when: "she admitted | on Friday"."""
_TELLING = frozenset("told tells tell telling".split())
_SUBJECTS = frozenset("he she they it there".split())
"""With what a clause opens behind the one who is told: "told the Ledger | they had not decided"."""


def around_claims(drafts: Sequence[Draft]) -> list[Draft]:
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


def with_quotations_before(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """*drafts* in which a quotation that nobody has is theirs who speak right behind it: "Is it so?" Ann Lee asked."""
    out: list[Draft] = []
    for draft in drafts:
        if out and not (out[-1].source or out[-1].cue) and out[-1].content and _speaks_behind(document, draft, out[-1].content[-1]):
            out[-1] = replace(draft, content=(*out[-1].content, *draft.content))
        else:
            out.append(draft)
    return out


def _speaks_behind(document: Document, draft: Draft, quotation: Span) -> bool:
    """Whether nothing but a dash stands between *quotation* and who *draft* says speaks, and nothing else is said in that sentence."""
    if not (draft.source and draft.cue) or draft.source[0].start >= draft.cue[0].start:
        return False
    starts, words = document.starts, document.words
    end, first, cue = (bisect_left(starts, offset) for offset in (quotation.end, draft.source[0].start, draft.cue[0].start))
    between = document.text[quotation.end : draft.source[0].start]
    if words[end - 1] not in CLOSING or "\n" in between or any(word not in _DASHES for word in words[end:first]):
        return False
    said = not draft.content or (
        draft.content[0].start > draft.cue[-1].end and words[bisect_left(starts, draft.content[0].start)] in _OPENING
    )
    return said and bisect_left(starts, draft.source[0].end) == cue


def whole_content(document: Document, draft: Draft) -> Draft:
    """*draft* with all of a content before its cue, or the one that its sentence shows where it has none."""
    draft = _clause_before(document, _whole_sentence(document, _without_source(draft)))
    return draft if draft.content or not draft.cue else _filled(document, draft)


def _without_source(draft: Draft) -> Draft:
    """*draft* without a piece of content that is its source."""
    rest = tuple(span for span in draft.content if not any(s.start <= span.start and span.end <= s.end for s in draft.source))
    return replace(draft, content=rest) if rest and len(rest) < len(draft.content) else draft


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
    low = begin if end == first else first if begin == last else 0
    closes = low - sentence.first > 3 and words[low - 1] == "," and lowers[sentence.first] not in _NO_CLAUSE
    if closes and lowers[last - 1] in _CLOSING_VERBS and close - last < _BRIEF and is_clause(words[sentence.first : low - 1]):
        return replace(draft, content=(Span(sentence.start, ends[low - 2]),))
    if lowers[last - 1] not in _SAYING:
        return draft
    for at in range(last + 1, min(close - 2, last + _REACH) if lowers[last - 1] in _TELLING else 0):
        if lowers[at] in _SUBJECTS:
            return replace(draft, content=(Span(starts[at], ends[close - 1]),))
        if words[at] in ENDS or lowers[at] in CLAUSE:
            break
    for at in range(last, min(close - 2, last + _REACH)):
        if lowers[at] == "that" and begin < first and words[at + 1] not in ENDS:
            return replace(draft, content=(Span(starts[at], ends[close - 1]),))
        if words[at] in ENDS or lowers[at] in CLAUSE:
            break
    return replace(draft, content=(Span(sentence.start, ends[low - 2]),)) if closes else draft
