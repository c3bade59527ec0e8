"""What the reader is told about a withheld source: standing, the reason for withholding the name, and the type of its claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from annotator.attribution.anonymity import cue_lemma, stem
from annotator.attribution.kinds import DETERMINERS, QUANTIFIERS, REFERRING, Context, Mention, has_access, lemma
from annotator.attribution.names import capitalised
from annotator.types import ContentType, Document, Draft, Hit, Mode, ReasonType, Sentence, Span, Standing

_ORDER: dict[Standing, int] = {"bare": 0, "role": 1, "role_and_access": 2, "spokesperson": 3}
_SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_FACELESS = frozenset(
    """source people person someone somebody one another other official authority insider user man woman boy girl child caller commenter
    individual those they informant""".split()
)
_DECENCY = frozenset("young old older younger middle-aged elderly this inside same of".split())
_FUTURE = frozenset(
    "will would could may might likely unlikely expect expected probably possible possibly perhaps chance potentially maybe if".split()
)
_OPEN = frozenset("could might likely unlikely probably possibly perhaps potentially maybe expected chance".split())
_JUDGING = frozenset(
    """good bad best worst better worse great terrible important right wrong strong weak serious difficult hard easy smart stupid dangerous
    ridiculous unfair fair obvious obviously problem problems mistake failure disappointed frustrated angry unacceptable outrageous crazy
    insane embarrassing awful horrible fantastic tough sense should must absolutely totally fundamental deserve deserves unfortunate
    concern concerned worried need needs never enough""".split()
)
_ADDRESS = frozenset("i you we think feel believe our".split())
_ATTACK = frozenset(
    """liar lie lies lying corrupt corruption fraud fraudulent idiot clown racist disgrace disgraceful pathetic deceptive dishonest crook
    crooked hypocrite hypocrisy""".split()
)
_GUESSING = frozenset(stem(word) for word in "expect hope predict anticipate speculate guess suspect forecast wonder fear bet".split())
_HOLDING = frozenset(
    stem(word)
    for word in "believe think feel argue consider complain worry praise criticize insist contend view question ask call like love".split()
) | {"think", "feel"}
_REPORTING = frozenset(stem(word) for word in "say tell according confirm decline deny announce report add".split()) | {"say", "tell"}
_TOGETHER = frozenset("all both each they none neither".split())
_READ = 200
"""Tokens of a claim that are looked at."""


def standing(document: Document, look: Context, mentions: Sequence[Mention]) -> Standing:
    """The most that any of *mentions* tells of the source."""
    return max((_standing(document, look, mention) for mention in mentions), key=lambda s: _ORDER[s], default="bare")


def _standing(document: Document, look: Context, mention: Mention) -> Standing:
    lowers, words = document.lowers, document.words
    if lowers[mention.head] in REFERRING:
        return "bare"
    head = lemma(lowers[mention.head])
    hit = look.heads.get(mention.head)
    if (hit is not None and hit.category == "spokesperson") or head in _SPOKESPEOPLE:
        return "spokesperson"
    if has_access(look, mention.first, mention.last):
        return "role_and_access"
    described = any(
        (capitalised(words[at]) and at > mention.core_first)
        or (lowers[at] not in DETERMINERS and lowers[at] not in QUANTIFIERS and lowers[at] not in _DECENCY and words[at][0].isalpha())
        for at in range(mention.core_first, mention.head)
    )
    behind = mention.head + 1 < mention.core_last and lowers[mention.head + 1] in (
        "at",
        "of",
        "in",
        "for",
        "from",
        "to",
        "with",
        "on",
        "inside",
    )
    if head in _FACELESS or (hit is not None and hit.category == "bare"):
        return "role" if described or behind else "bare"
    return "role"


def reasons(
    document: Document, hits: Mapping[str, Sequence[Hit]], mentions: Mapping[int, Sequence[Span]]
) -> dict[int, tuple[Span, ReasonType]]:
    """The reason given for each withheld source, by group: the clause that holds a reason phrase, nearest to one of its mentions.

    A phrase counts for the group whose mention stands before it in the same sentence, else for the next one in that sentence, else for
    the last one before it, in its paragraph or the one before; up to three before where the sentence is about "the official", and for
    all of them where it is about several ("All three asked not to be named").
    """
    out: dict[int, tuple[Span, ReasonType]] = {}
    places = sorted((span.start, group) for group, spans in mentions.items() for span in spans)
    if not places:
        return out
    starts = [start for start, _ in places]
    for hit in hits.get("reasons", ()):
        at = document.token_sentence[hit.first]
        if at < 0:
            continue
        sentence = document.sentences[at]
        before = bisect_left(starts, hit.start) - 1
        if before >= 0 and starts[before] >= sentence.start:
            groups = {places[before][1]}
        elif before + 1 < len(starts) and starts[before + 1] < sentence.end:
            groups = {places[before + 1][1]}
        elif before >= 0 and _paragraphs_between(document, starts[before], sentence) <= (3 if _refers_back(document, sentence) else 1):
            groups = {places[before][1]}
            if document.lowers[sentence.first] in _TOGETHER:
                earlier = document.paragraphs[max(0, sentence.paragraph - 1)]
                near = bisect_left(starts, document.sentences[earlier.first_sentence].start)
                groups.update(group for _, group in places[near : before + 1])
        else:
            continue
        if hit.category == "condition":
            span, kind = _reason_behind(document, hit, sentence.last)
        else:
            span, kind = _clause(document, hit, sentence.last), "specific" if hit.category == "specific" else "rote"
        if span is None:
            continue
        for group in groups:
            known = out.get(group)
            if known is None or (known[1] == "rote" and kind == "specific"):
                out[group] = (span, kind)
    return out


def _refers_back(document: Document, sentence: Sentence) -> bool:
    """Whether *sentence* begins with "the" and a noun for a person who stays unnamed."""
    words = document.lowers[sentence.first : min(sentence.first + 2, sentence.last)]
    return words[0] == "the" and lemma(words[-1]) in _FACELESS


def _paragraphs_between(document: Document, offset: int, sentence: Sentence) -> int:
    return sentence.paragraph - document.sentences[_sentence_at(document, offset)].paragraph


def _sentence_at(document: Document, offset: int) -> int:
    return max(0, document.token_sentence[max(0, bisect_right(document.starts, offset) - 1)])


_ENDS = frozenset({".", ";", "“", "”", '"', "''", "—", "–", ":"})


def _clause(document: Document, hit: Hit, last: int) -> Span:
    end = hit.last
    while end < last and document.words[end] not in _ENDS and not (document.words[end] == "," and end - hit.first > 3):
        end += 1
    return Span(hit.start, document.ends[end - 1])


_TALK = frozenset(
    """speak discuss share reveal offer describe talk be provide give disclose recount relay comment address brief detail explain divulge
    characterize assess express preview candidly freely openly""".split()
)
_ROTE = frozenset(
    "sensitive sensitivity delicate delicacy authorized authorised allowed permitted private internal ongoing confidential".split()
)
_SPECIFIC = frozenset(
    "fear fears feared fearing retribution retaliation avoid jeopardize jeopardise lose losing safety cover classified employer".split()
)
_OPENERS = frozenset("because to for so given due as citing fearing in since amid out".split())


def _reason_behind(document: Document, hit: Hit, last: int) -> tuple[Span | None, ReasonType]:
    """The clause behind "on condition of anonymity" that says why, where there is one."""
    at = hit.last
    while at < last and at - hit.last < 4 and document.lowers[at] not in _OPENERS:
        if document.words[at] in _ENDS:
            return None, "none"
        at += 1
    if at >= last or document.lowers[at] not in _OPENERS:
        return None, "none"
    end = at
    while (
        end < last
        and document.words[end] not in _ENDS
        and document.words[end] != ","
        and document.lowers[end] not in ("said", "told", "says")
    ):
        end += 1
    if end - at < 2:
        return None, "none"
    words = document.lowers[at:end]
    rote = (words[0] == "to" and words[1] in _TALK) or not _ROTE.isdisjoint(words)
    if not _SPECIFIC.isdisjoint(words):
        rote = False
    return Span(document.starts[at], document.ends[end - 1]), "rote" if rote else "specific"


def content_type(document: Document, draft: Draft, loaded: Sequence[int], mode: Mode) -> ContentType:
    """Whether the claim is a fact, or an opinion, speculation or attack, which policies do not allow the unnamed.

    :param loaded: where loaded words of some severity begin, in order.
    :param mode: whether the claim is quoted.
    """
    seen: set[str] = set()
    harsh = False
    for span in draft.content[:4]:
        low, high = bisect_left(document.starts, span.start), bisect_left(document.starts, span.end)
        seen.update(document.lowers[low : min(high, low + _READ)])
        at = bisect_left(loaded, span.start)
        harsh = harsh or (at < len(loaded) and loaded[at] < span.end)
    cue = cue_lemma(document, draft)
    if not _ATTACK.isdisjoint(seen) and mode != "indirect":
        return "attack"
    open_future = not _FUTURE.isdisjoint(seen)
    if cue in _GUESSING or (open_future and cue in _HOLDING):
        return "speculation"
    judged = not _JUDGING.isdisjoint(seen) or harsh
    if cue in _HOLDING or (judged and mode != "indirect") or (mode == "direct" and not _ADDRESS.isdisjoint(seen)):
        return "opinion"
    if not _OPEN.isdisjoint(seen):
        return "speculation"
    return "opinion" if judged and cue not in _REPORTING else "fact"
