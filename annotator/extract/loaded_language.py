"""
What it marks
    Words and phrases that judge, dramatise or ridicule where a neutral word would report: "strongman", "gambit", "pathetic",
    "slammed". Each comes from a reviewed lexicon entry that says why it is listed and who says so.

Why it matters
    Such words carry a judgement that the reader is not shown the grounds for.

What it does not mean
    Topic words are never marked, however grim the topic. Words inside quotation marks, and claims that are attributed to somebody,
    are marked with their layer and never count against the outlet. A mark does not say that the judgement is wrong.

Known problems
    Irony, quotation without marks and words with several senses; each entry lists the innocent uses it knows of.

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
    """Loaded entries of the lexicon, with the layer they stand in."""
    for hit in reading.hits.get("loaded", ()):
        layer = layer_at(reading.layers, hit.start)
        if layer == "set_aside":
            continue
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
