"""Does a withheld informant speak here, or a class of people, or somebody who merely acts?

The evidence is written down as readable features: the head noun and its class, determiner, number, the words before and behind the
head, access phrases, the cue, and how the words are given. With learned weights (``annotator/data/anonymity.json``, a logistic
regression whose training is :mod:`.training_kinds`) the features are summed; without them, rules decide from the same evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path

import msgspec
from msgspec import Struct

from annotator.attribution.kinds import DETERMINERS, POSSESSIVES, QUANTIFIERS, SINGLE, SORTS, Context, Mention, has_access, lemma
from annotator.attribution.names import capitalised
from annotator.types import Attribution, Document, Draft

_INDEFINITE = frozenset("one another two three four five six seven eight nine ten dozen several multiple dozens numerous".split())
_LOOSE = frozenset("some many most few other others both all more half any each every no".split())
_AUXILIARIES = frozenset("has have had is are was were be been being will would could can may might also not n't never to and as".split())
_BELIEFS = frozenset(
    """believe think feel hope expect fear worry want see consider view know plan hold doubt decide realize understand regard agree assume
    support oppose accept like prefer love hate vow intend seek refuse try""".split()
)
_NOBODY = frozenset("no any every each most all".split())
_BY_NAME = frozenset("source insider informant whistleblower".split())
_UNNAMED = frozenset("anonymous unnamed unidentified undisclosed".split())
_NO_PERSON = frozenset("percent half majority quarter third fifth".split())
_COUNTS = frozenset("two three four five six seven eight nine ten eleven twelve dozen".split())
_CLOSE = frozenset("friend relative associate confidant aide adviser advisor insider neighbor neighbour colleague".split())
_NEAR = {(word,) for word in "close around near familiar briefed involved".split()}
_IF = frozenset("when if whenever where as until unless".split())
_HYPOTHETICAL = frozenset({f"with={word}" for word in "would could can may might not n't never will".split()})
_ACTS = frozenset("find found discover see saw hear heard watch search arrest shoot shot".split())
_ONE = frozenset("the his her their its".split())
_PRESS = frozenset("reporters journalists the this newspaper paper station broadcaster".split())
_REACH = 12
"""Tokens behind a source within which its sentence asks for anonymity on its behalf."""
_LEAD = 3
_OPENERS = SINGLE | frozenset("the some many several two three other his her their".split())

_DATA = Path(__file__).resolve().parents[1] / "data"


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A logistic regression: probability = 1 / (1 + exp(-(intercept + sum of the weights of the features present)))."""

    intercept: float
    threshold: float
    weights: dict[str, float]

    def probability(self, present: Sequence[str]) -> float:
        """How likely the mention is a withheld informant."""
        total = self.intercept
        for feature in present:
            total += self.weights.get(feature, 0.0)
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    return msgspec.json.decode((_DATA / "anonymity.json").read_bytes(), type=Weights)


class Evidence(Struct, frozen=True, kw_only=True):
    """What the cue and content of a source's drafts show.

    ``speech`` tells a report of words from a belief or act as far as the lexicon of cues knows the cue, whose category is ``cue``.
    """

    draft: Draft
    speech: bool
    quoted: bool
    cue: str


def cue_lemma(document: Document, draft: Draft | Attribution) -> str:
    """The verb of the draft's cue in its base form, roughly; ``according`` and the like as they are."""
    if not draft.cue:
        return ""
    span = draft.cue[0]
    low, high = bisect_left(document.starts, span.start), bisect_left(document.starts, span.end)
    verbs = [w for w in document.lowers[low:high] if w.isalpha() and w not in _AUXILIARIES and not w.endswith("ly")]
    return stem(verbs[0]) if verbs else ""


_PAST = frozenset("said told wrote thought felt knew saw put held made began got gave spoke took came went asked called".split())


def _cue_form(document: Document, draft: Draft) -> tuple[str, list[str]]:
    """The tense of the cue's verb, and its auxiliaries and adverbs as features."""
    if not draft.cue:
        return "none", []
    span = draft.cue[0]
    low, high = bisect_left(document.starts, span.start), bisect_left(document.starts, span.end)
    form = "other"
    extra: list[str] = []
    for word in document.lowers[low : min(high, low + 6)]:
        if word in _AUXILIARIES or word.endswith("ly"):
            extra.append(f"with={word}")
        elif form == "other" and word.isalpha():
            form = (
                "past"
                if word in _PAST or word.endswith("ed")
                else "ing"
                if word.endswith("ing")
                else "according"
                if word == "according"
                else "present"
            )
    return form, extra


def _questions(document: Document, draft: Draft) -> bool:
    """Whether *draft* asks something."""
    behind = document.text[draft.content[-1].start : draft.content[-1].end] if draft.content else ""
    return cue_lemma(document, draft) == "ask" or _opening(document, draft) == "question" or "?" in behind[-2:]


def _opening(document: Document, draft: Draft) -> str:
    """How the content begins: *that*, *to*, a question word, a quotation mark, another word; or that there is none."""
    if not draft.content:
        return "none"
    word = document.lowers[min(bisect_left(document.starts, draft.content[0].start), len(document.lowers) - 1)]
    if word in ("that", "to", "for", "of", "about", "as"):
        return word
    if word in ("who", "what", "why", "how", "when", "where", "whether", "if", "which"):
        return "question"
    return "word" if word[0].isalnum() else "mark"


def _order(draft: Draft) -> str:
    """How source, cue and content follow each other, by their first characters."""
    parts = [(part[0].start, name) for part, name in ((draft.source, "s"), (draft.cue, "c"), (draft.content, "t")) if part]
    return "".join(name for _, name in sorted(parts))


_IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "thought": "think", "felt": "feel", "knew": "know", "saw": "see", "wrote": "write",
    "believed": "believe", "believes": "believe", "saying": "say", "telling": "tell", "put": "put", "held": "hold", "made": "make",
}  # fmt: skip


def stem(verb: str) -> str:
    """*verb* without its ending, the same for all its forms as far as spelling allows."""
    known = _IRREGULAR.get(verb)
    if known is not None:
        return known
    for ending in ("ies", "ied"):
        if verb.endswith(ending) and len(verb) > 4:
            return verb[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if verb.endswith(ending) and len(verb) - len(ending) > 2 and not verb.endswith("ss"):
            return verb[: -len(ending)]
    return verb


_BELIEF_STEMS = frozenset(stem(word) for word in _BELIEFS) | {"think", "know", "see", "feel", "hold"}


_TOLD = {"say", "tell"} | {
    stem(verb)
    for verb in """adds according recalls explains confirms acknowledges admits admitted reports calls describes reveals claims insists
    spills dishes warns stresses jokes complains""".split()
}
"""Stems of verbs by which somebody tells a reporter something."""
_TELLING = frozenset(stem(verb) for verb in "say tell add write ask recall explain tweet".split()) | {"wrot"}
"""Stems of verbs by which somebody speaks, rather than claims, fears or does."""


def features(document: Document, look: Context, mention: Mention, evidence: Evidence, *, introduced: bool) -> list[str]:
    """The evidence on *mention*, a common noun, as readable features.

    :param introduced: whether the article gives a name to the head noun ("the lawmaker, Ann Lee") anywhere.
    """
    draft, speech, quoted = evidence.draft, evidence.speech, evidence.quoted
    words, lowers = document.words, document.lowers
    head = mention.head
    lower = lemma(lowers[head])
    hit = look.heads.get(head)
    kind = hit.category if hit is not None else "bare" if lowers[head] == "authorities" else "none"
    first = lowers[mention.core_first]
    if first in _INDEFINITE or (first == "at" and "least" in lowers[mention.core_first : head]):
        determiner = "number"
    elif first in _LOOSE:
        determiner = "loose"
    elif first in ("a", "an"):
        determiner = "a"
    elif first in ("the", "this", "that", "these", "those"):
        determiner = "the"
    elif first in DETERMINERS or first == "whose":
        determiner = "my" if first in ("my", "our", "your") else "his"
    elif not POSSESSIVES.isdisjoint(words[mention.core_first : head]):
        determiner = "'s"
    else:
        determiner = "none"
    count = "pl" if mention.plural else "sg"
    cue = cue_lemma(document, draft)
    belief = cue in _BELIEF_STEMS or not speech
    access = has_access(look, mention.first, mention.last)
    form, others = _cue_form(document, draft)
    order = _order(draft)
    out = [
        f"form={form} {count}",
        f"form={form} class={kind}",
        f"order={order} {count}",
        f"cue={cue} class={kind}",
        f"cue category={evidence.cue}",
        f"cue category={evidence.cue} class={kind}",
        f"content={_opening(document, draft)}",
        f"content={_opening(document, draft)} {count}",
        *others,
        f"class={kind}",
        f"class={kind} {count}",
        f"class={kind} {count} det={determiner}",
        f"head={lower}",
        f"det={determiner} {count}",
        f"cue={cue}",
        f"class={kind} {'belief' if belief else 'words'}",
        f"{count} {'belief' if belief else 'words'}",
        "quoted" if quoted else "unquoted",
        f"class={kind} {'quoted' if quoted else 'unquoted'} {count}",
    ]
    told = cue in _TELLING
    sort = SORTS.get(lower, "other")
    out += [
        f"single={first in SINGLE} {count} quoted={quoted} told={told}",
        f"sort={sort} {count}",
        f"sort={sort} {count} quoted={quoted}",
        f"told={told} {count} first={first if first in _OPENERS else 'other'}",
    ]
    if lowers[bisect_left(document.starts, draft.source[0].start)] == "who":
        out += ["who", f"who {count}"]
    if not mention.plural and determiner in ("the", "his", "'s") and "former" in lowers[mention.core_first : head]:
        out.append("the one former")
    if access:
        out += ["access", f"access class={kind}"]
    if introduced:
        out += ["introduced", f"introduced {count} det={determiner}"]
    vague = look.vague.get(head)
    if vague is not None:
        out.append(f"vague={vague.category}")
    if head in look.titles:
        out.append(f"title={look.titles[head].category}")
    names = False
    for at in range(mention.core_first, head):
        if lowers[at] in DETERMINERS or lowers[at] in QUANTIFIERS:
            continue
        if capitalised(words[at]):
            names = True
        elif lowers[at].isalpha() and at >= head - 3:
            out.append(f"before={lowers[at]}")
    if names:
        out += ["named institution before", f"named institution before {count} class={kind}"]
    if head + 1 < mention.last:
        behind = lowers[head + 1]
        out.append(f"behind={behind}")
        if behind in (",", "—", "–") and head + 2 < mention.last:
            out.append(f"behind=, {lowers[head + 2]}")
        if any(capitalised(words[at]) for at in range(head + 1, mention.last)):
            out.append("name behind")
    else:
        out.append("bare end" if head == mention.core_first else "end")
    sentence = document.token_sentence[mention.first]
    if 0 <= sentence < _LEAD:
        out += ["lead", f"lead {count} det={determiner}"]
    if sentence in look.reasons:
        out.append(f"reason beside={look.reasons[sentence]}")
    if look.reasons:
        out.append("article gives reasons")
    return out


def certain(document: Document, look: Context, mention: Mention, evidence: Evidence, *, introduced: bool) -> bool:
    """Whether the words alone make *mention* a withheld informant, whatever else speaks against it.

    So are those who ask not to be named, sources by name, one person ("a neighbour") or a number of them ("two people") who told the
    reporter something, and those who are introduced by whom they are close to. The corpus has few of each.
    """
    if withholds(document, look, mention):
        return True
    lowers = document.lowers
    head, first = mention.head, lowers[mention.core_first]
    noun = lemma(lowers[head])
    if not evidence.speech or first in _NOBODY:
        return False
    cue = cue_lemma(document, evidence.draft)
    hit = look.heads.get(head)
    if noun in _BY_NAME or (hit is not None and hit.category == "bare" and has_access(look, mention.first, mention.last)):
        return cue not in _BELIEF_STEMS
    if cue not in _TOLD or mention.refers == "part" or not _happened(document, mention, evidence):
        return False
    near = lowers[head + 1 : head + 2]
    if noun == "those":
        return near in _NEAR or has_access(look, mention.first, mention.last)
    if lowers[head] in _NO_PERSON or (introduced and first not in _COUNTS) or _lists_names(document, mention):
        return False
    if not mention.plural:
        lead = document.token_sentence[mention.first] < 2  # whom the first sentences leave unnamed, the next ones may name
        return first in SINGLE and not (lead and noun not in _CLOSE and hit is None)
    return first in _COUNTS or (noun in _CLOSE and first not in _LOOSE)


def no_informant(document: Document, look: Context, mention: Mention, evidence: Evidence) -> bool:
    """Whether the words alone show that *mention* is no withheld informant.

    So are people who are only reported to do something ("officers found the car"), the press that asks a question, and the one who held an
    office ("the former mayor"): who that was is known. No such mention is a withheld one in the training articles.
    """
    if SORTS.get(lemma(document.lowers[mention.head])) == "press" and _questions(document, evidence.draft):
        return True
    if cue_lemma(document, evidence.draft) in _ACTS and _opening(document, evidence.draft) not in ("that", "question"):
        return True
    before = document.words[mention.core_first : mention.head]
    definite = document.lowers[mention.core_first] in _ONE or not POSSESSIVES.isdisjoint(before)
    return "former" in before and definite and not mention.plural and not withholds(document, look, mention)


def _lists_names(document: Document, mention: Mention) -> bool:
    """Whether names follow the noun: "four other candidates — Ann Lee of Ohio, …"."""
    words, at = document.words, mention.core_last
    return at + 1 < mention.last and words[at] in (",", ":", "—", "–", "--", "(") and capitalised(words[at + 1])


def withholds(document: Document, look: Context, mention: Mention) -> bool:
    """Whether the phrase, or its sentence soon behind it, says that the name is withheld."""
    if not _UNNAMED.isdisjoint(document.lowers[mention.core_first : mention.head]):
        return True
    number = document.token_sentence[mention.first]
    if number < 0:
        return False
    first = document.sentences[number].first
    at = bisect_left(look.conditions, mention.head, key=lambda hit: hit.first)
    if at and first <= look.conditions[at - 1].first < first + 3:  # "Speaking on condition of anonymity, a manager said"
        return mention.first - look.conditions[at - 1].last < _REACH
    if at == len(look.conditions):
        return False
    condition = look.conditions[at].first
    return condition < mention.last + _REACH and document.token_sentence[condition] == number


def _happened(document: Document, mention: Mention, evidence: Evidence) -> bool:
    """Whether somebody spoke, and to the reporter: not "when a leader says", "a leader would say", "a caller told her"."""
    words, lowers, draft = document.words, document.lowers, evidence.draft
    if lowers[bisect_left(document.starts, draft.source[0].start)] == "who" or words[mention.last - 1] == ")":
        return False
    if mention.first and lowers[mention.first - 1] in _IF:
        return False
    if cue_lemma(document, draft) == "tell":
        at = bisect_left(document.starts, draft.cue[-1].end)
        told = lowers[at - 1] in _PRESS or (at < len(words) and (lowers[at] in _PRESS or capitalised(words[at])))
        if not told:
            return False
    verb = lowers[bisect_left(document.starts, draft.cue[0].start)] if draft.cue else ""
    if not mention.plural and verb in ("say", "tell", "ask"):  # "let a candidate say"
        return False
    return _HYPOTHETICAL.isdisjoint(_cue_form(document, draft)[1])


def by_rule(document: Document, look: Context, mention: Mention, evidence: Evidence, *, introduced: bool) -> bool:
    """Whether rules take *mention*, a common noun, for a withheld informant."""
    if certain(document, look, mention, evidence, introduced=introduced):
        return True
    quoted = evidence.quoted
    lowers = document.lowers
    hit = look.heads.get(mention.head)
    first = lowers[mention.core_first]
    belief = cue_lemma(document, evidence.draft) in _BELIEF_STEMS or not evidence.speech
    if has_access(look, mention.first, mention.last):
        return True
    if hit is not None and not (introduced and first in ("the", "this", "that")):
        classed = belief and mention.plural and (hit.category == "bare" or first in _LOOSE)
        return not classed and first not in ("no", "any", "most", "all", "every")
    if introduced and not mention.plural:
        return False
    if look.vague.get(mention.head) is not None or belief or mention.plural:
        return first in _INDEFINITE and quoted and not belief
    return first in ("a", "an", "one", "another") and quoted
