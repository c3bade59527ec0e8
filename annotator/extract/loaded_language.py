"""
What it marks
    Words and phrases that judge, dramatise or ridicule where a neutral word would report: "strongman", "gambit", "pathetic",
    "slammed". Each comes from a reviewed lexicon entry that says why it is listed and who says so.

    With a card that names the learned language engine, the sentence has its say too. A note (a shade of colour) is left out where the
    sentence is plain as a whole. A sentence whose wording stands out, but holds no listed word of the outlet's own, gets one note on the
    word that trained annotators would likeliest mark, with what it adds to the log-odds of the sentence; words that only name a grim
    subject are never shown so.

Why it matters
    Such words carry a judgement that the reader is not shown the grounds for.

What it does not mean
    Topic words are never marked, however grim the topic. Words inside quotation marks, and claims that are attributed to somebody,
    are marked with their layer and never count against the outlet. A mark does not say that the judgement is wrong.

Known problems
    Irony, quotation without marks and words with several senses; each entry lists the innocent uses it knows of. A word shown by the
    learned engine is a guess at what makes the sentence stand out: in whole articles about one such sentence in four is one that
    annotators marked, and often for another word.

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

from annotator.extract.base import Rule, layer_at
from annotator.lexicon import Lexicons
from annotator.types import Finding, Reading, Severity

RULE = Rule(id="loaded-language", code="LL", summary="a word that judges, dramatises or ridicules", dimension="language")


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Loaded entries of the lexicon, with the layer they stand in; and, where the engine is learned, what else stands out."""
    wording, number_of = reading.wording, reading.document.token_sentence
    listed: set[int] = set()
    for hit in reading.hits.get("loaded", ()):
        layer = layer_at(reading.layers, hit.start)
        number = number_of[hit.first]
        if layer == "set_aside":
            continue
        if layer == "author":
            if wording and hit.severity < 2 and number >= 0 and wording[number].level == "plain":
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
    for number, sentence in enumerate(wording):
        if number in listed:
            continue
        word = next((word for word in sentence.words if layer_at(reading.layers, word.start) == "author"), None)
        if word is not None:
            yield Finding(
                rule=RULE.id,
                start=word.start,
                end=word.end,
                layer="author",
                severity=1,
                message=f"wording that trained annotators often call loaded (this word: {word.weight:+.1f})",
                type="wording",
            )
