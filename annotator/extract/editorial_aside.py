"""
What it marks
    The clause or sentence in which the writer steps out of the report to comment: a rhetorical question, sarcasm, address to the
    reader, a jab in brackets, a verdict, mind reading without a source, first person, an instruction what to think.

Why it matters
    A report that mixes in the writer's comment leaves the reader to sort out which is which.

What it does not mean
    Opinion pieces are made of asides, and rightly so. The mark does not say that the comment is wrong.

How it decides
    Each sentence gets points for named cues in its words outside quotation marks (``aside_cues`` lists them all with their points):
    questions, directives, "you", "I", stance words, judging words, phrases of the aside lexicon; points are taken off for a source,
    figures, dates and verbs of report. The tone of the rest of the article adds points where comment runs through it. A sentence
    that reaches the threshold is marked, and the message names the type. However much comment stands around it, a sentence needs
    points of its own; more of them where a learned language engine finds its wording plain.

Known problems
    Deadpan irony and verdicts in plain words show no cue. In articles full of comment, sentences that only report are marked too.

Sources
    AP, Statement of News Values and Principles. BBC Editorial Guidelines, Impartiality. Reuters Handbook of Journalism: "The
    difference between fact and opinion". Wiebe et al. (2004), "Learning subjective language". Hyland (2005) on engagement.

Examples
    + <<Make no mistake, this is a retreat.>>
    + <<Who could have seen that coming?>>
    - "Who could have seen that coming?" she asked.
    - The board will vote on Tuesday (the last meeting of the year).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.extract import aside_cues
from annotator.extract.aside_cues import Voice, cues_of
from annotator.extract.base import Rule, layer_at
from annotator.lexicon import Lexicons
from annotator.types import Finding, Hit, Reading, Sentence

RULE = Rule(id="editorial-aside", code="EA", summary="the writer steps out of the report to comment", dimension="language")

_TYPES = (
    ("rhetorical", ("question", "question without its mark")),
    ("parenthetical", ("whole sentence in brackets",)),
    ("reader_address", ("reader", "directive")),
    ("first_person", ("first person",)),
    ("mind_reading", ("motive",)),
    ("instruction", ("obligation",)),
    ("sarcasm", ("colloquial",)),
)
"""The type of an aside without a lexicon phrase: that of its first cue here, else ``verdict``."""


def _type(cues: Sequence[str], markers: Sequence[Hit]) -> tuple[str, str | None]:
    """The type of an aside, and the lexicon entry that says so."""
    if "question" in cues:
        return "rhetorical", None
    if markers:
        best = max(markers, key=lambda hit: (hit.severity, -hit.start))
        return best.category, best.entry
    return next((name for name, signs in _TYPES if any(sign in cues for sign in signs)), "verdict"), None


def _tones(cues: Sequence[Sequence[str]]) -> list[float]:
    """What the article as a whole adds to each of its sentences: the more open comment in it, the likelier one is more.

    It rests on the share of such sentences alone, so that saying a text twice changes nothing; a short text tells less of its tone.
    """
    if len(cues) < 2:
        return [0.0] * len(cues)
    present = sum("claim of a source" not in found and not aside_cues.OPEN.isdisjoint(found) for found in cues)
    trust = aside_cues.TONE_TRUST * min(1.0, (len(cues) - 1) / aside_cues.TONE_SENTENCES)
    tone = aside_cues.TONE_SLOPE * trust * (present / len(cues) - aside_cues.TONE_OFFSET)
    return [max(0.0, min(aside_cues.TONE_CAP, tone))] * len(cues)


def _candidates(reading: Reading) -> list[int]:
    """Sentences of the prose and the headline that have words of the writer's own."""
    document = reading.document
    return [
        number
        for number, sentence in enumerate(document.sentences)
        if document.paragraphs[sentence.paragraph].kind != "set_aside" and layer_at(reading.layers, sentence.start) != "set_aside"
    ]


def _voiced(reading: Reading, voice: Voice, sentence: Sentence) -> bool:
    """Whether some of *sentence* is in the outlet's own voice."""
    document = reading.document
    return any(document.words[at][0].isalnum() and layer_at(reading.layers, document.starts[at]) == "author" for at in voice.own(sentence))


def _least(reading: Reading, number: int) -> float:
    """The points of its own that a sentence needs, however much comment stands around it."""
    plain = bool(reading.wording) and reading.wording[number].level == "plain"
    return aside_cues.LEAST_PLAIN if plain else aside_cues.LEAST


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Sentences in the outlet's voice whose cues and surroundings reach the threshold."""
    del lexicons
    document = reading.document
    voice = Voice(reading)
    numbers = _candidates(reading)
    cues = [cues_of(voice, number) for number in numbers]
    own = [sum(aside_cues.WEIGHTS[cue] for cue in found) for found in cues]
    totals = [points + tone for points, tone in zip(own, _tones(cues), strict=True)]
    sure = [total >= aside_cues.THRESHOLD for total in totals]
    for at, number in enumerate(numbers):
        beside = own[at] >= aside_cues.NEIGHBOUR_LEAST and ((at > 0 and sure[at - 1]) or (at + 1 < len(sure) and sure[at + 1]))
        if own[at] < _least(reading, number) or aside_cues.SHAPE.issuperset(cues[at]):
            continue
        if totals[at] + aside_cues.NEIGHBOUR * beside < aside_cues.THRESHOLD:
            continue
        sentence = document.sentences[number]
        if not _voiced(reading, voice, sentence):
            continue
        kind, entry = _type(cues[at], voice.markers.get(number, ()))
        yield Finding(
            rule=RULE.id,
            start=sentence.start,
            end=sentence.end,
            layer="author",
            severity=2,
            message=f"aside: {kind.replace('_', ' ')}",
            entry=entry,
            type=kind,
        )
