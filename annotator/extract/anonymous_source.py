"""
What it marks
    Every mention of an informant whose identity is withheld and who is given words or a claim: "people familiar with the matter",
    "a senior administration official", "a spokeswoman". Each mention is graded by what the reader is told: standing (bare, role,
    role and access, spokesperson), number, the reason for withholding the name (none, rote, specific), and whether the claim is
    a fact, or an opinion, speculation or attack. All mentions of one withheld person are grouped; a reason given once counts for all.

Why it matters
    A reader cannot weigh what somebody says without knowing who says it. Newsrooms therefore allow unnamed sources only for facts
    that cannot be had otherwise, ask for a reason and for as much description as is safe, and do not allow them opinion or attack.

What it does not mean
    It does not say that the claim is wrong, that the source does not exist, or that the newsroom does not know who it is. A text
    cannot show whether an editor knows the identity.

Known problems
    Definite descriptions ("the official") are tied to the nearest fitting source before them and may be tied wrongly. A class of
    people ("officials say") is counted as withheld informants where it carries a report of words.

Sources
    AP, Statement of News Values and Principles: Anonymous sources. NPR Ethics Handbook: Transparency. Reuters Handbook of
    Journalism: Sourcing. The New York Times, memo on anonymous sources (2010): a rote "not authorized to speak" tells little.

Examples
    + The plant will close, <<two people briefed on the plan>> said.
    + <<A senior ministry official>> said talks had stalled.
    - Critics say the plan is too costly.
    - Officers arrested two men on Monday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.extract.base import Rule, layer_at
from annotator.lexicon import Lexicons
from annotator.types import Attribution, Context, Finding, Reading, Severity, Span

RULE = Rule(id="anonymous-source", code="AN", summary="an informant whose identity is withheld", dimension="sourcing")

_PRONOUNS = frozenset("he she they who him her them his their it we i whom whose".split())
_STANDING = {
    "bare": "nothing said of who it is",
    "role": "role given",
    "role_and_access": "role and access given",
    "spokesperson": "speaks for an institution",
}

_REFUSES = re.compile(
    r"(?:declin|refus)(?:ed|es|e|ing)\b|(?:not|n['’]t) (?:immediately |yet |publicly )?(?:say|said|comment|respond|discuss|confirm)"
)
_GRAVER = ("fact", "speculation", "opinion", "attack")


def _refuses(claim: Attribution, text: str) -> bool:
    """Whether the source only says that it says nothing: "declined to comment", "would not say whether"."""
    return any(_REFUSES.search(span.of(text).casefold()[:80]) for span in claim.cue)


def _severity(attribution: Attribution) -> Severity:
    if attribution.standing == "spokesperson":
        return 1
    if attribution.content_type in ("opinion", "attack") and attribution.reason_type != "specific":
        return 3
    if attribution.standing == "bare" and attribution.reason_type == "none":
        return 3
    return 1 if attribution.reason_type == "specific" else 2


def _gravity(attribution: Attribution) -> tuple[int, int, bool]:
    return _severity(attribution), _GRAVER.index(attribution.content_type or "fact"), attribution.relayed_from is not None


def message(attribution: Attribution) -> str:
    """The observation in words: the grade of the mention, and the kind of claim where policies restrict it."""
    reason = {"none": "no reason given", "rote": "rote reason", "specific": "reason given"}[attribution.reason_type or "none"]
    parts = [f"unnamed source, {reason}"]
    if attribution.standing is not None:
        parts.append(_STANDING[attribution.standing])
    if attribution.number and attribution.number > 1:
        parts.append(f"{attribution.number} people")
    if attribution.content_type != "fact":
        parts.append(f"carries {'an attack' if attribution.content_type == 'attack' else attribution.content_type}")
    if attribution.relayed_from:
        parts.append(f"relayed from {attribution.relayed_from}")
    return "; ".join(parts)


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """One finding a mention, graded by the gravest of its claims; a pronoun that refers back adds none."""
    del lexicons
    mentions: dict[Span, list[Attribution]] = {}
    for attribution in reading.attributions:
        if attribution.source_kind == "anonymous" and attribution.source:
            span = attribution.source[0]
            if span.of(reading.text).casefold() not in _PRONOUNS:
                mentions.setdefault(span, []).append(attribution)
    for span, claims in mentions.items():
        attribution = max(claims, key=_gravity)
        silent = all(_refuses(claim, reading.text) for claim in claims)
        context = [Context(label="claim", start=part.start, end=part.end) for claim in claims for part in claim.content]
        if attribution.reason is not None:
            context.append(Context(label="reason", start=attribution.reason.start, end=attribution.reason.end))
        yield Finding(
            rule=RULE.id,
            start=span.start,
            end=span.end,
            layer=layer_at(reading.layers, span.start),
            severity=1 if silent else _severity(attribution),
            message=f"{message(attribution)}; gives no information" if silent else message(attribution),
            type=attribution.standing,
            context=tuple(context),
        )
