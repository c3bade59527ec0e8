"""
What it marks
    Words and phrases that judge, dramatise or ridicule where a neutral word would report: "strongman", "gambit", "pathetic",
    "slammed". Each comes from a reviewed lexicon entry that says why it is listed and who says so.

    With a card that names the learned language engine, the sentence has its say too. A note (a shade of colour) is left out where the
    sentence as a whole is worded in the usual way; a faint one (drama, euphemism, implicature, doubt) unless its wording stands out. A
    sentence whose wording stands out, but in which no entry is listed, gets one note, on the outlet's own word that is likeliest loaded;
    none where no word is. The message gives the probability that a trained annotator would call the sentence loaded, and what the word
    adds to its log-odds.

Why it matters
    Such words carry a judgement that the reader is not shown the grounds for.

What it does not mean
    Topic words are never marked, however grim the topic. Words inside quotation marks, and claims that are attributed to somebody,
    are marked with their layer and never count against the outlet. A mark does not say that the judgement is wrong.

Known problems
    Irony, quotation without marks and words with several senses; each entry lists the innocent uses it knows of. What the learned
    engine adds is a guess: in whole articles about one such sentence in three is one that annotators marked, and the word often another.

Sources
    The entry's own source, printed with it. On method: Recasens, Danescu-Niculescu-Mizil and Jurafsky (2013), "Linguistic Models for
    Analyzing and Detecting Biased Language"; Spinde et al. (2021), "Neural Media Bias Detection Using Distant Supervision With BABE".

Examples
    + The <<pathetic>> response came a day late.
    - Police seized 40 kilograms of cocaine.
    - The runner finished in a time of ten seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from annotator.extract.base import Rule, layer_at
from annotator.language.masking import titled
from annotator.language.plainwords import PLAIN_WORDS
from annotator.lexicon import Lexicons
from annotator.types import Document, Finding, Hit, Reading, Severity

RULE = Rule(id="loaded-language", code="LL", summary="a word that judges, dramatises or ridicules", dimension="language")
_FAINT = frozenset({"drama", "euphemism", "implicature", "untruth-verdict"})
"""Categories whose notes trained annotators seldom share in whole articles (``docs/errors-language.md``)."""
_LEFT_OUT = (("plain", "usual"), ("plain", "usual", "open"))
"""Levels of a sentence at which a note is left out, and a note of a faint category."""


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Loaded entries of the lexicon, with the layer they stand in; and, where the engine is learned, what else stands out."""
    wording, number_of = reading.wording, reading.document.token_sentence
    listed: set[int] = set()
    hits = reading.hits.get("loaded", ())
    surnames = _surnames(reading.document) if any(_may_be_a_name(reading.document, hit) for hit in hits) else frozenset()
    for hit in hits:
        layer = layer_at(reading.layers, hit.start)
        number = number_of[hit.first]
        if layer == "set_aside" or (_may_be_a_name(reading.document, hit) and reading.document.words[hit.first] in surnames):
            continue
        if layer == "author":
            if wording and hit.severity < 2 and number >= 0 and wording[number].level in _LEFT_OUT[hit.category in _FAINT]:
                continue
            listed.add(number)
        when = lexicons.row(hit.entry).when
        label = hit.category.replace("-", " ")
        voice = {"author": "", "quoted": "; quoted, not scored", "relayed": "; attributed, not scored"}[layer]
        severity: Severity = 3 if hit.severity >= 3 else 2 if hit.severity == 2 else 1
        yield Finding(
            rule=RULE.id,
            start=hit.start,
            end=hit.end,
            layer=layer,
            severity=severity,
            message=f"loaded: {label}{f', {when}' if when else ''}{voice}",
            entry=hit.entry,
            type=hit.category,
        )
    yield from _standing_out(reading, listed)


def _may_be_a_name(document: Document, hit: Hit) -> bool:
    word = document.words[hit.first]
    return hit.last - hit.first == 1 and word[0].isupper() and not word.isupper()


def _surnames(document: Document) -> frozenset[str]:
    """Words that stand with a capital behind another such word anywhere, in a sentence that is no headline: Hicks, by "Hope Hicks"."""
    words = document.words
    out: set[str] = set()
    for sentence in document.sentences:
        behind = [
            word
            for before, word in pairwise(words[sentence.first : sentence.last])
            if word[0].isupper() and before[0].isupper() and before.lower() not in PLAIN_WORDS
        ]
        if behind and not titled(words[sentence.first : sentence.last]):
            out.update(behind)
    return frozenset(out)


def _standing_out(reading: Reading, listed: set[int]) -> Iterator[Finding]:
    """A note on each sentence whose wording stands out, but for those *listed*: on the most loaded word of the outlet's own."""
    for number, (wording, p) in enumerate(zip(reading.wording, reading.sentence_bias, strict=False)):
        if wording.level != "stands_out" or number in listed:
            continue
        word = next((word for word in wording.words if layer_at(reading.layers, word.start) == "author"), None)
        if word is not None:
            yield Finding(
                rule=RULE.id,
                start=word.start,
                end=word.end,
                layer="author",
                severity=1,
                message=f"wording that trained annotators would call loaded with probability {p:.2f}; this word adds {word.weight:+.1f}",
                type="wording",
            )
