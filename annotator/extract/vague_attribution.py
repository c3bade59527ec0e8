"""
What it marks
    Claims put on a class of people nobody can ask ("critics say", "many believe") or on nobody at all ("reportedly", "it is
    widely believed").

Why it matters
    A claim without an identifiable source cannot be checked, and a class of people can be made to say anything.

What it does not mean
    It does not say that nobody holds the view. A report that names some of the critics in the next sentence has done its duty; the
    mark only shows where the general claim stands.

Known problems
    An adverb such as "reportedly" is not marked where the same sentence names the source. Whether a group is named later in the
    article is not followed. Shares of a poll ("63 percent said") and groups that the article has met ("the researchers") are left out.

Sources
    BBC Editorial Guidelines, Accuracy. Reuters Handbook of Journalism: "Reuters uses named sources". Wikipedia, Manual of Style:
    Unsupported attributions. Recasens et al. (2013) on hedges and attribution.

Examples
    + <<Critics say>> the plan is too costly.
    + The talks <<reportedly>> took place in March.
    - The union said the plan is too costly.
    - The alleged thief was released.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from annotator.extract.base import Rule, layer_at, quoted_tokens
from annotator.lexicon import Lexicons
from annotator.types import Attribution, Context, Document, Finding, Reading, Sentence

RULE = Rule(id="vague-attribution", code="VA", summary="a claim put on a class of people, or on nobody", dimension="sourcing")

_KNOWN = frozenset({"named_person", "named_org", "document", "outlet", "anonymous"})
_VERBS = frozenset(
    """say says saying said argue argues argued claim claims claimed contend contends contended believe believes believed think thinks
    thought fear fears feared warn warns warned suggest suggests suggested speculate speculates speculated predict predicts
    predicted complain complains complained insist insists insisted maintain maintains maintained worry worries worried voice voices
    voiced note noted expect suspect suspects suspected allege alleged assert asserted charge charged caution cautioned counter
    countered point view see wonder wondered question questioned consider considered regard call called describe described dismiss
    dismissed hope doubt assume assumed agree agreed acknowledge acknowledged concede conceded object objected credit credited
    accuse accused dub dubbed denounce denounced estimate estimated feel felt perceive perceived raise raised express expressed
    deride derided decry decried""".split()
)
_FIRM = frozenset(
    """say says said argue argues argued claim claims claimed contend contends believe believes believed think thinks fear fears feared
    warn warned suggest suggests speculate predict complain insist maintain worry voiced voice note expect suspect allege assert
    caution counter view see wonder consider regard hope doubt assume feel complained argued believed warned suspected worried
    insisted""".split()
)
_BETWEEN = frozenset(
    """have has had been already also openly now still even long often widely generally sometimes privately publicly quietly increasingly
    would will could might may alike be are is were repeatedly recently largely frequently always never do n't strongly reportedly
    firmly rightly wrongly loudly soon once again further therefore thus simply actually commonly immediately quickly who""".split()
)
_QUANTIFIERS = frozenset("some many most several other others few various countless numerous certain fellow much more".split())
_ALONE = frozenset("some many most others few".split())
_PARTIES = frozenset(
    """republicans democrats conservatives liberals progressives libertarians socialists communists nationalists greens islamists centrists
    federalists loyalists separatists unionists monarchists labourites""".split()
)
"""All parties are treated alike, whether a country has them or not."""
_ROLES = frozenset(
    """critics opponents supporters proponents advocates detractors skeptics sceptics observers analysts experts pundits commentators
    insiders scientists academics scholars economists historians researchers activists environmentalists campaigners doctors lawyers
    leftists moderates strategists theorists watchers onlookers doubters naysayers foes rivals
    backers defenders fans admirers loyalists specialists forecasters pollsters philosophers psychologists sociologists
    climatologists conspiracy-theorists purists traditionalists reformers cynics optimists pessimists voters taxpayers consumers
    parents americans britons europeans westerners evangelicals feminists politicians people
    folks intellectuals ethicists criminologists demographers legislators teachers students residents locals investors traders
    lawmakers physicians engineers journalists reporters""".split()
).union(_PARTIES)
"""Plural nouns that name a class; bare ones count when they are no informants who saw something."""
_BARE = _ROLES - frozenset(
    """voters taxpayers consumers parents politicians people folks legislators teachers students residents locals
    lawmakers researchers doctors lawyers reporters journalists engineers physicians investors traders fans americans""".split()
).union(_PARTIES)
_DEFINITE = frozenset(
    "the this that these those his her its their our my your 's both two three four five six seven eight nine ten".split()
)
_POSSESSED = frozenset("critics opponents supporters detractors admirers defenders backers foes rivals fans".split())
_NOUNS = frozenset("call point view charge estimate".split())
_OF = frozenset("of in on at among within from for across around".split())
_OUTSIDE = (
    _DEFINITE
    | _BETWEEN
    | _VERBS
    | _OF
    | frozenset("and but while because although though when where if yet which with what than however not for by to as".split())
    | frozenset("told tells tell telling sway asked urged among".split())
)
"""Words that are not part of the noun phrase of the group behind them."""
_BEHIND_ALONE = _OF | _BETWEEN | _FIRM
_BREAKS = frozenset(", . ; : — – -- ( ) ? !".split())
_FINITE = frozenset("is are was were has have had been 's be it say says said goes argue believe think claim feel".split())
_HELD = frozenset(
    """believed thought regarded seen considered viewed expected assumed known understood reported feared suspected predicted rumored
    rumoured accepted acknowledged held perceived""".split()
)
_BELIEF = frozenset("believed thought said rumored rumoured alleged reported understood known reputed presumed".split())
_BEFORE_BELIEF = _BETWEEN | {"widely", "long"}


def _verb(document: Document, at: int, end: int) -> int | None:
    """The token behind a verb of claim or belief that follows at *at*, with auxiliaries, adverbs and "who" between."""
    steps = 0
    if at + 1 < end and document.lowers[at] == "," and document.lowers[at + 1] == "who":
        at += 1
    while at < end and steps < 6 and document.lowers[at] in _BETWEEN:
        at, steps = at + 1, steps + 1
    return at + 1 if at < end and document.lowers[at] in _VERBS and document.words[at][0].islower() else None


def _phrase(document: Document, sentence: Sentence, at: int, heads: Sequence[bool]) -> tuple[int, int] | None:
    """Tokens of the group's noun phrase whose head (or quantifier standing alone) is *at*: without determiner, with ``of the party``."""
    lowers = document.lowers
    first = at
    while first > sentence.first and at - first < 4:
        before = lowers[first - 1]
        if before in _QUANTIFIERS or (
            before == "of" and first - 2 >= sentence.first and lowers[first - 2] in _ALONE | {"number", "majority"}
        ):
            first -= 1
        elif before == "and" and first - 2 >= sentence.first and heads[first - 2]:
            first -= 2
        elif before.isalpha() and len(before) > 2 and before not in _OUTSIDE:
            first -= 1
        else:
            break
    if first > sentence.first:
        before = lowers[first - 1]
        if before[0].isdigit() or (
            before in _DEFINITE and not (before in ("his", "her", "its", "their", "'s") and lowers[at] in _POSSESSED)
        ):
            return None
        governed = before in _OF | {"by", "with", "to", "than", "as"} and before != "from" and lowers[at] not in _ALONE
        # "a backlash led by pundits, who claim" is a claim all the same
        if governed and "who" not in lowers[at + 1 : min(sentence.last, at + 3)]:
            return None
    last = at + 1
    if last < sentence.last and lowers[last] in _OF:
        stop = last + 1
        while (
            stop < sentence.last
            and stop - last < 7
            and lowers[stop] not in _BREAKS
            and lowers[stop] not in _VERBS
            and lowers[stop] not in _BETWEEN
        ):
            stop += 1
        if stop < sentence.last and lowers[stop] not in _NOUNS:
            last = stop
    if last < sentence.last and lowers[last] == "alike":
        last += 1
    return first, last


def _groups(reading: Reading) -> Iterator[tuple[int, int]]:
    """Tokens of "critics of the law have argued", "some in the party believe", "say experts"."""
    document = reading.document
    lowers = document.lowers
    listed = {at for hit in reading.hits.get("vague", ()) if hit.category == "class" for at in range(hit.first, hit.last)}
    heads = [lower in _ROLES for lower in lowers]
    quoted = quoted_tokens(document)
    counted_at = [at for at, lower in enumerate(lowers) if lower in _QUANTIFIERS]
    places = {at for first in counted_at for at in range(first, min(first + 3, len(lowers)))}
    places.update(at for at, head in enumerate(heads) if head)
    behind = 0
    for at in sorted(places):
        if at < behind or quoted[at]:
            continue
        sentence = document.sentences[document.token_sentence[at]]
        lower = lowers[at]
        alone = lower in _ALONE and at + 1 < sentence.last and lowers[at + 1] in _BEHIND_ALONE
        quantified = at > sentence.first and _quantified(lowers, sentence.first, at) and _plural(document, at)
        if not (heads[at] or alone or quantified):
            continue
        phrase = _phrase(document, sentence, at, heads)
        if phrase is None:
            continue
        first, last = phrase
        counted = alone or quantified or lower in _BARE or (at in listed and lower not in ("people", "officials"))
        verb = _verb(document, last, sentence.last)
        firm = verb is not None and (lowers[verb - 1] in _FIRM or lower in _BARE)
        if firm and alone and lowers[at + 1] == "of" and verb is not None and lowers[verb - 1] == "said":
            firm = False  # "many of the drivers at the gate said" are people who were asked
        if (
            verb is not None
            and firm
            and (counted or (lower in _ROLES and lowers[verb - 1] in ("say", "believe", "argue", "claim", "fear", "complain")))
        ):
            yield first, verb
            behind = verb
            continue
        if (
            counted
            and first > sentence.first
            and lowers[first - 1] in _FIRM
            and (last >= sentence.last or lowers[last] in _BREAKS)
            and (first - 2 < sentence.first or lowers[first - 2] in _BREAKS or lowers[first - 2] in ('"', "”", "''"))
        ):
            yield first - 1, last


def _quantified(lowers: Sequence[str], low: int, at: int) -> bool:
    """Whether "some", "many", "other" stands one or two tokens before *at*, not as "some of" and not as a sum ("some 40")."""
    return lowers[at - 1] in _QUANTIFIERS or (at - 2 >= low and lowers[at - 2] in _QUANTIFIERS and lowers[at - 1].isalpha())


def _plural(document: Document, at: int) -> bool:
    """Whether the token looks like a plural noun for people."""
    word = document.lowers[at]
    return word in ("people", "folks") or (
        len(word) > 4 and word.endswith(("ers", "ors", "ists", "ians", "ans", "ics", "ees", "yers", "ents", "ates", "als", "ives"))
    )


def _nobody(reading: Reading) -> Iterator[tuple[int, int, str | None]]:
    """Tokens of phrases that put a claim on nobody, with their lexicon entry; adverbs only where the sentence has no source."""
    document = reading.document
    lowers = document.lowers
    sourced: dict[int, list[Attribution]] = {}
    for attribution in reading.attributions:
        if attribution.source_kind in _KNOWN:
            for span in attribution.source:
                sourced.setdefault(_sentence(document, span.start), []).append(attribution)
    for hit in reading.hits.get("vague", ()):
        if hit.category != "nobody":
            continue
        words = lowers[hit.first : hit.last]
        adverb = len(words) == 1
        by_reports = words[0] in ("according", "by") and words[-1] in ("reports", "accounts")
        if words[0] == "they" or not (adverb or by_reports or not _FINITE.isdisjoint(words) or words[-1] in _HELD or words[-1] == "as"):
            continue  # "they" has been named; "growing concerns", "widely panned" tell of a mood, not a claim
        covered = any(part.start <= hit.start < part.end for a in sourced.get(document.token_sentence[hit.first], ()) for part in a.content)
        if adverb and covered and not (hit.last < len(lowers) and lowers[hit.last] in _VERBS):
            continue
        yield hit.first, hit.last, hit.entry
    for at in [at for at, lower in enumerate(lowers) if lower in _BELIEF]:
        sentence = document.sentences[document.token_sentence[at]]
        if at + 1 >= sentence.last:
            continue
        if lowers[at] == "known":
            if lowers[at + 1] in ("in", "to", "among") and at + 3 < sentence.last and lowers[at + 2] in _QUANTIFIERS:
                yield at, at + 4 + (at + 4 < sentence.last and lowers[at + 4] == "as"), None
        # "is now believed to be"
        elif at > sentence.first and lowers[at + 1] == "to" and lowers[at - 1] in _BEFORE_BELIEF:
            low = at - 1
            if lowers[at] in ("said", "alleged", "reported") and lowers[low] not in ("is", "are", "was", "were", "been"):
                continue
            while low - 1 > sentence.first and lowers[low - 1] in ("is", "are", "was", "were", "been", "has", "have", "now"):
                low -= 1
            yield low, at + 2, None


def _sentence(document: Document, offset: int) -> int:
    return document.token_sentence[min(bisect_left(document.starts, offset), len(document.starts) - 1)]


def extract(reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
    """Groups with their verb of claim or belief, and phrases that attribute to nobody."""
    del lexicons
    document = reading.document
    taken = quoted_tokens(document)
    cues = sorted((attribution.cue[0].start, attribution.id, attribution) for attribution in reading.attributions if attribution.cue)
    begins = [start for start, _, _ in cues]
    groups = [(first, last, "class", None) for first, last in _groups(reading)]
    for first, last, kind, entry in (*groups, *((first, last, "nobody", entry) for first, last, entry in _nobody(reading))):
        start, end = document.starts[first], document.ends[last - 1]
        layer = layer_at(reading.layers, start)
        if layer in ("set_aside", "quoted") or any(taken[first:last]):
            continue
        taken[first:last] = b"\1" * (last - first)
        at = bisect_left(begins, start)
        claim = cues[at][2] if kind == "class" and at < len(cues) and begins[at] < end else None
        if claim is not None and claim.source_kind == "anonymous":
            continue  # one mark for one source: the rule "anonymous-source" has it
        yield Finding(
            rule=RULE.id,
            start=start,
            end=end,
            layer=layer,
            severity=2,
            message="claim put on a class of people" if kind == "class" else "claim put on nobody",
            entry=entry,
            type=kind,
            context=tuple(Context(label="claim", start=part.start, end=part.end) for part in claim.content) if claim else (),
        )
