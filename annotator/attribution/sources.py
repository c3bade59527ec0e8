"""Drafts → attributions with resolved sources, quotes with their speakers, and the source ledger."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from annotator.attribution import anonymity, grades
from annotator.attribution.anonymity import Evidence
from annotator.attribution.cited import with_cited
from annotator.attribution.coreference import Resolver
from annotator.attribution.entities import Entity
from annotator.attribution.joint import with_withheld_apart
from annotator.attribution.kinds import REFERRING
from annotator.attribution.mend import mended
from annotator.attribution.quotes import Ruler, speakers
from annotator.types import Attribution, Document, Draft, Hit, Quote, ReasonType, Source, Span

_SPEECH = frozenset({"speech", "claim", "writing", "document", "preposition", "noun", "passive"})


def evidence_of(document: Document, hits: Mapping[str, Sequence[Hit]], drafts: Sequence[Draft], ruler: Ruler) -> dict[Span, Evidence]:
    """For every source span, the cue and content that show most of whether it speaks."""
    cues = hits.get("cues", ())
    starts = [hit.start for hit in cues]
    out: dict[Span, Evidence] = {}
    for draft in drafts:
        if not draft.source:
            continue
        categories = [
            cues[at].category for span in draft.cue for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        ]
        speech = not categories or any(category in _SPEECH for category in categories)
        quoted = ruler.mode(draft.content) != "indirect"
        known = out.get(draft.source[0])
        if known is None or (speech, quoted) > (known.speech, known.quoted):
            cue = categories[-1] if categories else "unknown"
            out[draft.source[0]] = Evidence(draft=draft, speech=speech, quoted=quoted, cue=cue)
    return out


def resolve(
    document: Document,
    hits: Mapping[str, Sequence[Hit]],
    drafts: Sequence[Draft],
    outlet_names: Mapping[str, str] | None = None,
    *,
    learned: bool = False,
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...], tuple[Source, ...], str | None]:
    """Who the drafts' sources are.

    :param outlet_names: canonical outlet name by lexicon entry.
    :param learned: whether learned weights tell informants from classes of people; else rules do.
    :returns: attributions, quotes, the ledger, and the outlet that the article relays (None where it relays nobody).
    """
    resolver = Resolver(document, hits, outlet_names or {}, anonymity.learned() if learned else None)
    ruler = Ruler(document)
    drafts = resolver.relay.completed(mended(document, drafts, resolver.look.conditions))
    drafts = with_withheld_apart(document, with_cited(document, drafts, resolver.look), resolver.look)
    evidence = evidence_of(document, hits, drafts, ruler)
    resolver.spans = sorted(evidence)
    entities = {span: resolver.resolve(span, evidence[span]) for span in resolver.spans}
    return _assemble(document, hits, drafts, [entities[d.source[0]] if d.source else None for d in drafts], resolver, ruler)


def _assemble(
    document: Document,
    hits: Mapping[str, Sequence[Hit]],
    drafts: Sequence[Draft],
    entities: Sequence[Entity | None],
    resolver: Resolver,
    ruler: Ruler,
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...], tuple[Source, ...], str | None]:
    known = resolver.entities
    withheld = {e.group: [span for span, _ in e.mentions] for e in known if e.kind == "anonymous"}
    reasons = grades.reasons(document, hits, withheld)
    described = {e.group: e.mentions + (e.whole.mentions if e.whole is not None else []) for e in known if e.kind == "anonymous"}
    standings = {group: grades.standing(document, resolver.look, [m for _, m in places]) for group, places in described.items()}
    relayed = resolver.relay.relayed(drafts, [e.outlet if e is not None and e.kind == "outlet" else None for e in entities])
    loaded = [hit.start for hit in hits.get("loaded", ()) if hit.severity >= 2]
    attributions: list[Attribution] = []
    for number, (draft, entity) in enumerate(zip(drafts, entities, strict=True), start=1):
        reason: Span | None = None
        reason_type: ReasonType | None = None
        anonymous = entity is not None and entity.kind == "anonymous"
        if entity is not None and anonymous:
            reason, reason_type = reasons.get(entity.group, (None, "none"))
        mode = ruler.mode(draft.content)
        attributions.append(
            Attribution(
                id=number,
                source=draft.source,
                cue=draft.cue,
                content=draft.content,
                source_kind=entity.kind if entity is not None else "nobody",
                source_group=entity.group if entity is not None else None,
                title=entity.title if entity is not None else None,
                standing=standings[entity.group] if entity is not None and anonymous else None,
                number=entity.number if entity is not None and anonymous else None,
                reason=reason,
                reason_type=reason_type,
                content_type=grades.content_type(document, draft, loaded, mode),
                mode=mode,
                relayed_from=relayed[number - 1],
            )
        )
    quotes = speakers(document, attributions)
    return tuple(attributions), quotes, _ledger(resolver, attributions, entities, quotes, ruler), resolver.relay.upstream(attributions)


def _label(resolver: Resolver, entity: Entity) -> str:
    document = resolver.document
    if entity.outlet:
        return entity.outlet
    written_name = resolver.people.full_name(entity.name) if entity.kind == "named_person" and entity.name else None
    if written_name:
        return written_name
    written = [span.of(document.text) for span, mention in entity.mentions if document.lowers[mention.head] not in REFERRING]
    if not written:
        written = [entity.mentions[0][0].of(document.text)]
    return " ".join(written[0].split())


def _ledger(
    resolver: Resolver,
    attributions: Sequence[Attribution],
    entities: Sequence[Entity | None],
    quotes: Sequence[Quote],
    ruler: Ruler,
) -> tuple[Source, ...]:
    document = resolver.document
    claims: dict[int, int] = {}
    first: dict[int, Attribution] = {}
    speaking: dict[int, list[int]] = {}
    for attribution, entity in zip(attributions, entities, strict=True):
        groups = [] if entity is None else [each.group for each in entity.members or (entity,)]
        for group in groups:
            claims[group] = claims.get(group, 0) + 1
            first.setdefault(group, attribution)
        speaking[attribution.id] = groups
    quoted: dict[int, int] = {}
    for quote in quotes:
        low, high = bisect_left(document.starts, quote.start), bisect_right(document.ends, quote.end)
        for group in speaking.get(quote.attribution or 0, ()):
            quoted[group] = quoted.get(group, 0) + ruler.words(low, max(low, high))
    rows: list[Source] = []
    for entity in resolver.entities:
        if entity.group not in first:
            continue
        attribution = first[entity.group]
        rows.append(
            Source(
                group=entity.group,
                kind=entity.kind,
                label=_label(resolver, entity),
                mentions=tuple(sorted(span for span, _ in entity.mentions)),
                words_quoted=quoted.get(entity.group, 0),
                claims=claims[entity.group],
                title=entity.title,
                standing=attribution.standing,
                number=attribution.number,
                reason=attribution.reason,
                reason_type=attribution.reason_type,
                outlet=entity.outlet,
            )
        )
    return tuple(rows)
