"""The words that say who a named source is: office, expertise, or relation to the event."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.attribution.kinds import is_agent
from annotator.attribution.names import HONORIFICS, OPENING, Name, capitalised
from annotator.types import Document, Hit, Span

_BEHIND = frozenset("a an the who former then one head chief another his her their whose now both".split())
_BEFORE_STOP = OPENING | frozenset("of said says told by with to from his her their its our who added like including".split())
_BEFORE_KEPT = frozenset("former then retired acting longtime top senior ex- current interim deputy".split())
_NO_OFFICE = frozenset(
    "will would could should may might must can cannot needs need wants want said says told asked added hopes plans seems tends".split()
)
"""Behind "who": what somebody does now, not who it is."""
_CLOSERS = frozenset({",", ";", ".", ":", "—", "–", "--", ")", "!", "?"})
_MARKS = frozenset({"”", '"', "“", "''", "``", "("})
_LONGEST = 30


def introduction(document: Document, name: Name, titles: Mapping[int, Hit]) -> Span | None:
    """The words beside this mention of *name* that say who it is: an apposition behind it, else the title before it."""
    behind = _behind(document, name.last, titles)
    before = _before(document, name, titles)
    if behind is not None and before is not None and document.text[behind.start : behind.start + 3].lower() == "who":
        return before
    return behind or before


def _behind(document: Document, at: int, titles: Mapping[int, Hit]) -> Span | None:
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    number = document.token_sentence[at - 1]
    if number < 0:
        return None
    last = document.sentences[number].last
    if at + 1 < last and words[at] == "," and lowers[at + 1].isdigit() and len(lowers[at + 1]) < 4:  # an age
        at += 2
    if at + 1 >= last or words[at] not in (",", "—", "–", "("):
        return None
    begin = at + 1
    if words[at] == "(":
        end = begin
        while end < last and words[end] != ")" and end - begin < 12:
            end += 1
        return Span(starts[begin], ends[end - 1]) if begin < end < last and (begin in titles or lowers[begin][0] in "dr") else None
    if lowers[begin] not in _BEHIND and begin not in titles and lowers[begin] not in HONORIFICS:
        return None
    if lowers[begin] == "who" and lowers[min(begin + 1, last - 1)] in _NO_OFFICE:
        return None
    end = begin
    while end < last and words[end] not in _CLOSERS and words[end] not in _MARKS and end - begin < _LONGEST:
        end += 1
    if end + 1 < last and words[end] == "," and lowers[end + 1] in ("and", "which") and end - begin < 12:
        end += 1
        while end < last and words[end] not in _CLOSERS and words[end] not in _MARKS and end - begin < _LONGEST:
            end += 1
    if end - begin < 1 or end - begin >= _LONGEST or (end < last and words[end] in _MARKS):
        return None
    if lowers[begin] not in ("who", "whose") and not any(
        i in titles or lowers[i] in HONORIFICS or is_agent(lowers[i]) for i in range(begin, end)
    ):
        return None
    return Span(starts[begin], ends[end - 1])


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
        if previous in _BEFORE_STOP and not (previous == "of" and low >= 2 and (low - 2 in titles or lowers[low - 2] in HONORIFICS)):
            break
        low -= 1
    while low < high and not (low in titles or capitalised(words[low]) or lowers[low] in HONORIFICS or lowers[low] in _BEFORE_KEPT):
        low += 1
    while low < high and (words[low] == "." or lowers[low] in OPENING or words[low] == "'s"):
        low += 1
    last = high - 1 - (words[high - 1] == ".")
    if low >= high or not (last in titles or lowers[last] in HONORIFICS or is_agent(lowers[last])):
        return None
    if not any(at in titles or lowers[at] in HONORIFICS for at in range(low, high)):
        return None
    if not any(len(word) > 3 for word in lowers[low:high]):
        return None
    return Span(starts[low], ends[high - 1])
