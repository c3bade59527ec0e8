"""
What it marks
    Quotation marks around a word or short phrase that distance the writer from it, where nobody is named for the words: the
    'rogue' state, their "reform".

Why it matters
    The marks pass a judgement ("so-called") that is not spelled out and that nobody answers for.

What it does not mean
    Names, titles, nicknames, words used as words, and short quotes with a speaker are no scare quotes.

How it decides
    A short quotation is marked unless something explains its marks: a word of speech, opinion or naming close by, somebody who is
    given words in the sentence, a possessor by name (Ann Lee's "plan"), capitals throughout, figures, a place in the grammar that
    only speech takes (was "sorry", to "walk away"), a definition right behind, or the same words quoted from somebody elsewhere.

Known problems
    A partial quote whose speaker stands more than a sentence away looks the same.

Sources
    AP Stylebook: quotation marks, irony. The Guardian style guide: quotation marks. Chicago Manual of Style 7.57, scare quotes.

Examples
    + Police broke up the "<<party>>" after an hour.
    - The group is known as the "Night Owls".
    - The mayor called it a "disaster".
    - The brokers kept their "hold" rating on the shares.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from annotator.extract.base import Rule, layer_at, sentence_of, word_count
from annotator.lexicon import Lexicons
from annotator.types import Attribution, Finding, Quotation, Reading, Sentence

RULE = Rule(id="scare-quotes", code="SQ", summary="quote marks that distance the writer from a word", dimension="language")

MAXIMUM_WORDS = 4
_BEFORE, _BEHIND = 14, 7
"""How many tokens before and behind the marks a word of speech or naming explains them."""

_NAMING = frozenset(
    """called calls call calling dubbed named titled entitled nicknamed known termed labeled labelled describe describes described
    describing word words term terms phrase phrases mean means meaning reads read reading slogan chanted chant chanting shouted
    shouting song album book film movie show series episode program programme magazine play novel poem headline hashtag signs sign
    banner banners wrote written writes writing marked tagged spelled stands translated defined refer refers referred referring
    reference nickname motto label pseudonym alias aka branded christened coined titular role character""".split()
)
_DEFINING = frozenset("defined called known dubbed nicknamed".split())
_GRADED = frozenset("rating ratings recommendation recommendations verdict verdicts grade grades vote votes button badge".split())
"""Behind the marks: the words are a value on somebody's scale ("hold" rating)."""
_SPEECH = frozenset(
    """said say says saying told tells telling tell claim claims claimed claiming claim statement statements argue argues argued
    arguing promise promised promises promising vow vowed vows pledge pledged pledges pledging asked asks asking urge urged urges
    urging warned warns warning accuse accused accuses accusing criticized criticised criticizes criticizing criticize slammed slams
    blasted blasts praised praises praising dismissed dismisses denounced denounces mocked mocks declared declares announced
    announces testified testimony remark remarks remarked tweet tweeted tweets comment comments commented insisted insists insisting
    exhorted explained explains explaining admitted admits admitting reported reports replied responded answered added adds view
    viewed views saw sees regarded suggested suggests noted notes quoted quoting quotes cited citing cites line speech address wrote
    writes read joked quipped boasted complained complaint complaints referred labeled according interview expressed voiced demanded
    demands ruled found concluded acknowledging acknowledged acknowledge spoke speaks speaking talk talks talking talked brag
    bragged apologized apologised derided deemed decried lamented bemoaned touted touting hailed hails charged charges alleged alleges
    allegation letter memo report think thinks thought believe believes believed reminding reminded repeated repeating repeats
    advocated proposing vowing taunted thundered tells defended defends defending lauded assured assures assuring condemned
    condemning condemns calls predicted conceded attacked ripped acknowledges conceding denouncing dismissing predicting joking joke jokes
    blasting slamming criticise criticises criticising criticize criticizes mocking boasting boasted boasts bragging hailing deriding
    accusation accusations revealing revealed reveals recalled recalls recalling confessed""".split()
)
_COPULA = frozenset("is are was were be been being isn't wasn't feel feels felt 's 're 'm".split())
_LINKING = frozenset("nevertheless still also both very too so now once simply just indeed".split())
_LEADING = frozenset("to would will should could must can may might not that n't and or how what why who whether which if than".split())
_IRONIC = frozenset("so-called self-styled self-proclaimed ostensible would-be purported quote-unquote".split())
_IMPERSONAL = frozenset("it this that which there you i we who what nobody one they".split())
_WRITER = frozenset("i we you i'd we'd".split())
_LIGHT = frozenset("with from over into upon than that this your their".split())
_CUT = frozenset(
    """to of that who which will would is are was were and or for with not being having at from by on because if when so i i'm we
    don't""".split()
)
"""Words with which a fragment of somebody's sentence begins, and a word held at a distance does not."""
_BALLOT = frozenset("no yes nay aye yea present guilty".split())
_TELLS = frozenset("a an the where which or meaning".split())
"""Words with which the sense of a term is told behind it."""
_CLOSES = frozenset(", ” ’ \" ' ''".split())
_MEANT = frozenset("true real actual genuine".split())
"""Words before the marks that hold somebody's word up to its sense, whoever used it before."""
_POSSESSIVES = frozenset("'s ’s '".split())
_SPEAKERS = frozenset({"named_person", "named_org", "document", "outlet", "anonymous"})


def _explained(reading: Reading, quotation: Quotation, sentence: Sentence) -> bool:
    """Whether a word of speech or naming near the marks says why they are there."""
    document = reading.document
    low = max(sentence.first, quotation.first - _BEFORE)
    before = document.lowers[low : quotation.first]
    behind = document.lowers[quotation.last : min(sentence.last, quotation.last + _BEHIND)]
    spoken = any(word in _SPEECH and (at == 0 or before[at - 1] not in _WRITER) for at, word in enumerate(before))
    graded = any(word in _GRADED for word in behind[:2])
    return spoken or graded or not _NAMING.isdisjoint(before) or not (_SPEECH | _DEFINING).isdisjoint(behind)


def _placed_as_speech(reading: Reading, quotation: Quotation, sentence: Sentence) -> bool:
    """Whether the words stand where irony does not: behind "was", "to", "that"; behind a colon; after somebody's name with ``'s``."""
    document = reading.document
    at = quotation.first - 2  # before the mark
    if at < sentence.first:
        return document.lowers[quotation.last - 1] in (",", ".", "?", "!")
    before = document.lowers[at]
    if at > sentence.first and (before in _LINKING or before.endswith("ly")) and document.lowers[at - 1] in _COPULA:
        return True
    if before in _COPULA or before in _LEADING or before in (":", "as") or document.lowers[quotation.first] in _CUT:
        return True
    if before in ("a", "an") and at > sentence.first and document.lowers[at - 1] == "as":
        return True
    if before in _POSSESSIVES and at > sentence.first:
        owner = at - 1
        return document.words[owner][0].isupper() and owner > sentence.first
    return False


def _somebody(attribution: Attribution, text: str) -> bool:
    """Whether a claim is somebody's: whoever is named for it, whatever the cue; a group or nobody by a word of speech alone."""
    source = attribution.source
    if source and source[0].of(text).casefold().strip() in _IMPERSONAL:
        return False
    if source and attribution.source_kind in _SPEAKERS:
        return True
    return any(not _SPEECH.isdisjoint(cue.of(text).casefold().split()) for cue in attribution.cue)


def _defined(reading: Reading, quotation: Quotation) -> bool:
    """Whether the words are a term that is told right behind a comma: "echo chambers," where …"""
    lowers = reading.document.lowers
    behind = lowers[quotation.last - 1 : quotation.last + 3]
    return "," in behind[:3] and any(one in _CLOSES and other in _TELLS for one, other in pairwise(behind[1:]))


class _Given:
    """Stretches of the text that are words or claims of somebody who is named for them, or that a word of speech gives to others."""

    def __init__(self, reading: Reading) -> None:
        text = reading.text
        spans = sorted(
            (part.start, part.end) for attribution in reading.attributions if _somebody(attribution, text) for part in attribution.content
        )
        self._starts = [start for start, _ in spans]
        self._reach = list(accumulate((end for _, end in spans), max))

    def holds(self, quotation: Quotation) -> bool:
        """Whether *quotation* shares a character with one."""
        at = bisect_left(self._starts, quotation.end) - 1
        return at >= 0 and self._reach[at] > quotation.start


def _phrase(lowers: Sequence[str]) -> tuple[str, ...]:
    """The words of a quotation without the marks at its end."""
    size = len(lowers)
    while size and not lowers[size - 1][0].isalnum():
        size -= 1
    return tuple(lowers[:size])


def _said(reading: Reading) -> set[tuple[str, ...]]:
    """Every short run of words in quotations that are plainly somebody's, as far as a short quotation begins with the same word."""
    document = reading.document
    before = document.words_before
    heads = {document.lowers[q.first] for q in document.quotations if before[q.last] - before[q.first] <= MAXIMUM_WORDS}
    out: set[tuple[str, ...]] = set()
    for quotation in document.quotations:
        sentence = sentence_of(reading, quotation.start)
        if quotation.depth or sentence is None:
            continue
        long = quotation.last - quotation.first > 2 * MAXIMUM_WORDS
        if long or _explained(reading, quotation, sentence) or _placed_as_speech(reading, quotation, sentence):
            words = document.lowers[quotation.first : quotation.last]
            begins = [at for at, word in enumerate(words) if word in heads]
            out.update(words[at : at + size] for at in begins for size in range(1, MAXIMUM_WORDS + 2))
    return out


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Short quotations that nobody says and that name nothing."""
    del lexicons
    document = reading.document
    lowers = document.lowers
    said = _said(reading)
    given = _Given(reading)
    for quotation in document.quotations:
        words = [word for word in document.words[quotation.first : quotation.last] if word[0].isalnum()]
        if not words or len(words) > MAXIMUM_WORDS or quotation.depth or not quotation.closed:
            continue
        layer = layer_at(reading.layers, max(0, quotation.outer_start))
        sentence = sentence_of(reading, quotation.start)
        if layer == "set_aside" or sentence is None or word_count(reading, sentence.start, sentence.end) == len(words):
            continue
        if document.paragraphs[sentence.paragraph].kind == "set_aside" or any(word[0].isdigit() for word in words):
            continue
        if document.lowers[quotation.last - 1] in ("?", "!") or _BALLOT.issuperset(word.lower() for word in words):
            continue
        ironic = not _IRONIC.isdisjoint(lowers[max(sentence.first, quotation.first - 4) : quotation.first])
        if not ironic:
            if all(word[0].isupper() for word in words if len(word) > 3 and word not in _LIGHT) and any(
                word[0].isupper() for word in words
            ):
                continue
            if _explained(reading, quotation, sentence) or _placed_as_speech(reading, quotation, sentence):
                continue
            if _defined(reading, quotation) or given.holds(quotation):
                continue
            echoed = lowers[quotation.first - 2] in _MEANT and quotation.first - 2 >= sentence.first
            if not echoed and _phrase(lowers[quotation.first : quotation.last]) in said:
                continue
        yield Finding(
            rule=RULE.id,
            start=quotation.start,
            end=quotation.end,
            layer="author" if layer == "quoted" else layer,
            severity=2,
            message="quote marks with nobody named for the words",
        )
