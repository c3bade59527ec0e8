"""What speaks for and against a sentence's being the writer's own comment, as named cues that can be counted and weighed.

Every cue is a name; :func:`cues_of` lists those of one sentence, reading only the words outside quotation marks. ``WEIGHTS`` gives each
a number of points, ``THRESHOLD`` is what a sentence needs, own points and those of its surroundings together.

Nothing here is learned: the points are judgements, rounded to quarters, after the accounts of subjectivity in Wiebe et al. (2004,
"Learning subjective language"), of stance adverbials in Biber (2006) and of engagement in Hyland (2005): reader pronouns, directives,
questions and asides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.extract.base import layer_at, sentence_of
from annotator.types import Document, Hit, Layer, Reading, Sentence

THRESHOLD = 2.0
"""Points that make a sentence an aside."""

WEIGHTS: dict[str, float] = {
    # address and directive
    "question": 2.5,
    "question without its mark": 2.5,
    "exclamation": 2.0,
    "reader": 1.5,
    "directive": 2.5,
    "obligation": 1.0,
    # the writer
    "first person": 1.75,
    "first person plural": 1.0,
    # stance
    "interjection": 2.0,
    "stance opener": 1.0,
    "connective opener": 0.5,
    "colloquial": 1.5,
    "guess": 0.5,
    "absolute": 0.75,
    "superlative": 0.75,
    "intensifier": 0.5,
    "evaluation with a copula": 1.0,
    "general statement": 0.75,
    "motive": 1.0,
    # judging words
    "loaded, a shade": 0.5,
    "loaded": 0.75,
    "loaded, contempt": 1.75,
    "marker, weak": 1.0,
    "marker": 2.0,
    "marker, sure": 3.5,
    # shape
    "short": 0.5,
    "whole sentence in brackets": 1.0,
    # against
    "claim of a source": -2.0,
    "mostly quotation": -1.5,
    "figures": -0.75,
    "date": -1.0,
    "verb of report": -0.75,
    "title before a name": -0.5,
    "long": -0.5,
    "beside a claim of a source": -0.5,
    "plain wording": -0.5,
}
"""Points for each cue that a sentence shows; a cue counts once a sentence."""

SHAPE = frozenset({"short", "general statement"})
"""Cues that add to others and say nothing alone, whatever the article's tone."""

OPEN = frozenset(
    {
        "question", "question without its mark", "exclamation", "reader", "directive", "obligation", "first person", "first person plural",
        "interjection", "stance opener", "colloquial", "loaded, contempt", "marker", "marker, sure",
    }
)  # fmt: skip
"""Cues by which a writer is openly present; the share of sentences with one, and no source, is the article's tone."""

TELLING = OPEN | {"loaded"}
"""Cues beside which a plain wording, and a source's claim next door, say nothing against comment."""

LEAST, LEAST_PLAIN = 0.75, 1.25
"""Points of its own that a sentence needs, and one whose wording a learned language engine finds plain: facts stay facts among comment."""

NEIGHBOUR = 0.5
NEIGHBOUR_LEAST = 0.75
"""Points for a sentence that has at least so many of its own and stands beside an aside."""

TONE_SLOPE = 10.0
TONE_OFFSET = 0.05
TONE_CAP = 3.0
TONE_TRUST = 0.75
TONE_SENTENCES = 14
"""The tone of the article adds slope x trust x (its share of open comment - offset), between 0 and the cap, to each of its sentences.

Reports stay about the offset, columns, letters and retellings full of comment lie at 0.2 to 0.5. Trust is in
full from so many sentences on, so that a short text is not judged by one of them.
"""

_READER = frozenset("you your yours yourself yourselves you're you'll you'd you've y'all".split())
_FIRST = frozenset("i me my myself".split())
_DOUBTFUL = frozenset({"i", "us"})
_BEFORE_MINE = frozenset("of is are was were like than not 's".split())
_PLURAL = frozenset("we us our ours ourselves let's".split())
_SURE_DIRECTIVES = frozenset(
    "imagine consider remember forget picture ask look listen think recall note notice please beware behold never-mind".split()
)
_DIRECTIVES = frozenset(
    """let don't do imagine consider remember forget picture ask look listen think recall note notice please beware stop go get give take
    call tell say try wait see meet play welcome expect keep enjoy spare cue enter read watch guess brace prepare thank pray vote wake
    admit face bear never suppose compare make come rip""".split()
)
_OPENERS = frozenset(
    """thankfully ironically admittedly naturally seriously frankly honestly personally sadly unfortunately fortunately happily hopefully
    predictably unsurprisingly amazingly incredibly remarkably curiously strangely oddly interestingly tellingly conveniently apparently
    clearly obviously evidently surely certainly undoubtedly perhaps maybe truly sure alas indeed anyway well yeah yes no oh ah hey okay ok
    hmm wow gee duh ha huh bravo kudos shame enough why worse luckily mercifully regrettably laughably shockingly disturbingly absurdly
    bizarrely hilariously inexplicably rather basically simply look folks friends""".split()
)
_INTERJECTIONS = frozenset(
    "ah oh well yeah yep nope hey duh hmm wow gee huh alas ha bravo kudos ugh yikes oops sigh look seriously".split()
)
_CONNECTIVES = frozenset("so but and or because then still yet instead however besides otherwise nor".split())
_COLLOQUIAL = frozenset(
    """gonna wanna gotta dammit damn damned duh yeah okay ok yep nope hell heck crap lol wtf omg kinda sorta ain't dude guy guys folks huh
    whoa wow ugh yikes oops bro boys ladies pal buddy nah stuff crazy nuts dumb stupid silly joke""".split()
)
_GUESSES = frozenset("maybe perhaps probably presumably supposedly seemingly apparently seems seem likely unlikely arguably".split())
_OBLIGATION = frozenset("should must ought needs need shouldn't mustn't".split())
_ABSOLUTE = frozenset(
    """never always nothing nobody everyone everything anyone anything ever truly merely simply just only absolutely completely totally
    entirely utterly even indeed actually really none""".split()
)
_REGULAR = frozenset("most worst best greatest biggest finest truest dumbest sickest weakest strongest ugliest lowest highest".split())
_COUNTED = _ABSOLUTE | _REGULAR
_COPULA = frozenset("is are isn't aren't 's 're was were wasn't weren't seems looks feels sounds remains".split())
_THIS = frozenset("this that it these those there what here".split())
_POINTING = frozenset("this that it these those what".split())
_PRESENT = frozenset("is are isn't aren't 're do does don't doesn't will won't can can't cannot".split())
_SUBJECTS = frozenset("it he she that this there here what who where how why everyone everybody nobody one".split())
_PERFECT = frozenset("has have".split())
_MAY_BE_PRESENT = _PERFECT | {"'s"}
_PASSED_OVER = frozenset(
    "not n't also never already now long even only just since yet always often all both so too still once again".split()
)
_PARTICIPLES = frozenset(
    """been become begun bought brought built burnt caught come cost cut dealt done dug fought found felt gone got had heard held hit
    hung hurt kept laid led left lent let lost made meant met paid put quit read rid run said sat sent set shot shown shut sold sought spent
    split spread stood struck stuck sung sunk sworn swum taught thought thrown told torn understood upheld won worn withdrawn withheld
    known grown drawn flown blown""".split()
)
_REPORT = frozenset(
    """said says told tells announced added stated reported reports noted explained according testified wrote replied responded confirmed
    declined tweeted warned""".split()
)
_TELLING = _REPORT | frozenset("say argue argued argues claim claims claimed according insist insisted insists contend contends".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday".split())
_MONTHS = frozenset("january february march april june july august september october november december".split())
_TITLES = frozenset("mr mrs ms dr sen rep gov president senator representative spokesman spokeswoman spokesperson".split())
_MOTIVES = (("in", "an", "attempt", "to"), ("in", "a", "bid", "to"), ("couldn't", "resist"), ("could", "not", "resist"), ("had", "enough"))
_INVERTED = frozenset(
    "is are was were do does did can could will would should has have isn't aren't don't doesn't didn't can't won't wouldn't".split()
)
_ASKING = frozenset("who what why how where when which".split())
_NO_SOURCE = frozenset(
    {"nobody", "no one", "anyone", "anybody", "everyone", "everybody", "who", "what", "it", "this", "that", "most of us", "one"}
)
_RELATIVE = frozenset({"who", "which"})
_STRENGTH = {1: "marker, weak", 2: "marker", 3: "marker, sure"}
_SHADES = {1: "loaded, a shade", 2: "loaded", 3: "loaded, contempt"}


class Voice:
    """The words of a document that stand outside quotation marks, and what the lexicons found among them, by sentence."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        self.document = document
        self.wording = reading.wording
        self.quoted = bytearray(len(document.words))
        for quotation in document.quotations:
            # single words between marks are the writer's own more often than somebody's
            if quotation.last - quotation.first > 2:
                self.quoted[quotation.first : quotation.last] = b"\1" * (quotation.last - quotation.first)
        self.sourced: set[int] = set()
        for attribution in reading.attributions:
            if attribution.source_kind in ("author_or_reader", "nobody") or not attribution.source or not attribution.cue:
                continue
            first = attribution.source[0]
            sentence = sentence_of(reading, first.start)
            asking = sentence is not None and first.start - sentence.start < 2
            name = first.of(reading.text).casefold()
            if name in _NO_SOURCE and (asking or name not in _RELATIVE):
                continue
            self.sourced.update(self._sentences(attribution.cue[0].start, attribution.cue[0].end))
        self.told = {
            document.token_sentence[at] for at, lower in enumerate(document.lowers) if lower in _TELLING and not self.quoted[at]
        } & self.sourced
        self.markers = self._by_sentence(reading.layers, reading.hits.get("asides", ()))
        self.loaded = self._by_sentence(reading.layers, reading.hits.get("loaded", ()))
        self.intensifiers = self._by_sentence(reading.layers, reading.hits.get("intensifiers", ()))

    def _sentences(self, start: int, end: int) -> set[int]:
        at = bisect_left(self.document.starts, start)
        return {self.document.token_sentence[at]} if at < len(self.document.starts) and start < end else set()

    def _by_sentence(self, layers: tuple[Layer, ...], hits: Sequence[Hit]) -> dict[int, list[Hit]]:
        out: dict[int, list[Hit]] = {}
        for hit in hits:
            number = self.document.token_sentence[hit.first]
            relayed = layer_at(layers, hit.start) == "relayed" and number in self.told
            if not self.quoted[hit.first] and not relayed:
                out.setdefault(number, []).append(hit)
        return out

    def beside_claim(self, number: int) -> bool:
        """Whether the sentence before or behind, in the same paragraph, gives a source's claim: what stands between is background."""
        sentences = self.document.sentences
        return any(
            0 <= beside < len(sentences) and sentences[beside].paragraph == sentences[number].paragraph and beside in self.sourced
            for beside in (number - 1, number + 1)
        )

    def own(self, sentence: Sentence) -> list[int]:
        """The tokens of *sentence* outside quotation marks."""
        if 1 not in self.quoted[sentence.first : sentence.last]:
            return list(range(sentence.first, sentence.last))
        return [at for at in range(sentence.first, sentence.last) if not self.quoted[at]]


def cues_of(voice: Voice, number: int) -> list[str]:
    """The names of the cues that sentence *number* shows, each once, apart from those that depend on its surroundings."""
    document = voice.document
    sentence = document.sentences[number]
    own = voice.own(sentence)
    lowers = [document.lowers[at] for at in own]
    words = [
        word
        for at, word in zip(own, lowers, strict=True)
        if (word[0].isalnum() or word[0] == "'") and not (word in _DOUBTFUL and _no_pronoun(document, sentence, at))
    ]
    total = document.words_before[sentence.last] - document.words_before[sentence.first]
    out: list[str] = []
    if not words:
        return out
    present = set(words)
    capital = document.words[own[0]]
    first = words[0]
    second = words[1] if len(words) > 1 else ""
    end = _end(document, sentence)
    if "?" in end and not voice.quoted[sentence.last - 1]:
        out.append("question")
    elif (first in _ASKING and second in _INVERTED) or (
        first in _INVERTED and second in (_READER | _THIS | {"we", "he", "she", "they", "anyone"})
    ):
        out.append("question without its mark")
    if "!" in lowers or "!!" in lowers:
        out.append("exclamation")
    if present & _READER:
        out.append("reader")
    if first in _DIRECTIVES and capital[0].isupper() and _directs(first, second, present):
        out.append("directive")
    if present & _FIRST or ("mine" in present and any(_pairs(words, _BEFORE_MINE, "mine"))):
        out.append("first person")
    if present & _PLURAL:
        out.append("first person plural")
    if present & _OBLIGATION:
        out.append("obligation")
    if (
        first in _INTERJECTIONS
        and len(lowers) > 1
        and lowers[lowers.index(first) + 1 : lowers.index(first) + 2] in ([","], ["!"], ["."], ["…"])
    ):
        out.append("interjection")
    elif first in _OPENERS and second != "than":
        out.append("stance opener")
    elif first in _CONNECTIVES:
        out.append("connective opener")
    if present & _COLLOQUIAL:
        out.append("colloquial")
    if present & _GUESSES:
        out.append("guess")
    if any(word in _ABSOLUTE for word, behind in pairwise([*(words[1:] if first in _OPENERS else words), ""]) if behind != "since"):
        out.append("absolute")
    if present & _REGULAR and not (first == "most" and present & _REGULAR == {"most"}):
        out.append("superlative")
    strong = [document.lowers[hit.first : hit.last] for hit in voice.intensifiers.get(number, ())]
    if any(word not in _COUNTED and word != first for phrase in strong for word in phrase):  # one word is one cue
        out.append("intensifier")
    figures = any(word[0].isdigit() for word in words)
    if first in _POINTING and _evaluates(words):
        out.append("evaluation with a copula")
    if not figures and _general(words, present):
        out.append("general statement")
    if any(present.issuperset(phrase) and _has(words, phrase) for phrase in _MOTIVES):
        out.append("motive")
    shades = {max(1, min(3, hit.severity)) for hit in voice.loaded.get(number, ())}
    out += [_SHADES[shade] for shade in sorted(shades)]
    strengths = {max(1, min(3, hit.severity)) for hit in voice.markers.get(number, ())}
    out += [_STRENGTH[strength] for strength in sorted(strengths)]
    if len(words) <= 8:
        out.append("short")
    if document.words[sentence.first] == "(":
        out.append("whole sentence in brackets")
    if number in voice.sourced:
        out.append("claim of a source")
    if total and len(words) < 0.5 * total:
        out.append("mostly quotation")
    if figures:
        out.append("figures")
    if present & _DAYS or present & _MONTHS:
        out.append("date")
    if present & _REPORT:
        out.append("verb of report")
    if present & _TITLES:
        out.append("title before a name")
    if len(words) > 35:
        out.append("long")
    if TELLING.isdisjoint(out):
        if voice.wording and voice.wording[number].level == "plain":
            out.append("plain wording")
        if voice.beside_claim(number):
            out.append("beside a claim of a source")
    return out


def _no_pronoun(document: Document, sentence: Sentence, at: int) -> bool:
    """Whether *us* or *i* is none: "US" is a country, and a capital behind a name is a numeral."""
    if document.lowers[at] == "i":
        return at > sentence.first and document.words[at - 1][0].isupper()
    return document.words[at] == "US"


def _directs(first: str, second: str, present: set[str]) -> bool:
    if first in _SURE_DIRECTIVES:
        return second not in ("of", "and", "'s")
    return second in _THIS | {
        "me",
        "us",
        "a",
        "the",
        "your",
        "yourself",
        "not",
        "in",
        "on",
        "for",
        "to",
        "him",
        "her",
        "them",
        "all",
        "up",
        "of",
        "it",
        "fair",
    }


def _pairs(words: Sequence[str], before: frozenset[str], word: str) -> Iterator[bool]:
    """For each pair of neighbours, whether it is one of *before* with *word* behind it."""
    return (one in before and other == word for one, other in pairwise(words))


def _evaluates(words: Sequence[str]) -> bool:
    """Whether a copula stands near the head of the sentence, and no participle behind it: ``it was quickly deleted`` is an event."""
    at = next((at for at, word in enumerate(words[:5]) if word in _COPULA), None)
    if at is None:
        return False
    behind = next((word for word in words[at + 1 : at + 4] if word not in _PASSED_OVER and not word.endswith("ly")), "")
    return not behind.endswith("ed") and behind not in _PARTICIPLES


def _general(words: Sequence[str], present: set[str]) -> bool:
    """Whether the words state something in the present tense: ``has vowed`` tells what happened, and ``'s`` may be a possessive."""
    if present & _PRESENT:
        return True
    if present.isdisjoint(_MAY_BE_PRESENT):
        return False
    for at, word in enumerate(words):
        if word == "'s" and at and words[at - 1] in _SUBJECTS:
            return True
        if word in _PERFECT:
            verb = next((one for one in words[at + 1 : at + 5] if one not in _PASSED_OVER and not one.endswith("ly")), "")
            if not (verb.endswith(("ed", "en")) or verb in _PARTICIPLES):
                return True
    return False


def _has(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))


def _end(document: Document, sentence: Sentence) -> str:
    """The marks at the end of *sentence*."""
    at = sentence.last - 1
    marks = ""
    while at >= sentence.first and not document.words[at][0].isalnum():
        marks = document.words[at] + marks
        at -= 1
    return marks
