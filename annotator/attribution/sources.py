"""Drafts → attributions with resolved sources, quotes with their speakers, and the source ledger.

References are resolved in text order, nearest antecedent first, among the sources and names that came before: pronouns by number and
gender as far as the article shows it, definite descriptions ("the official") by their head noun, surnames by the full name, and
"the newspaper" by the outlet that the article relays. The order of preferences follows Hobbs (1978) and Lappin & Leass (1994) in
spirit: recency, then subject position, with number and gender as filters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from annotator.attribution import grades
from annotator.attribution.kinds import Context, Mention, classify, context, tokens_of
from annotator.attribution.names import introduction
from annotator.types import Attribution, Document, Draft, Hit, Mode, Quote, ReasonType, Source, SourceKind, Span

_SPEECH = frozenset({"speech", "claim", "writing", "document", "preposition", "noun", "passive"})
_FEMALE = frozenset("mrs ms miss she her congresswoman spokeswoman chairwoman queen princess lady dame sister mother".split())
_MALE = frozenset("mr he his him congressman spokesman chairman king prince sir lord brother father".split())


class _Entity:
    """A source as it builds up while the article is read."""

    def __init__(self, group: int, kind: SourceKind) -> None:
        self.group = group
        self.kind: SourceKind = kind
        self.name: tuple[str, ...] = ()
        self.heads: set[str] = set()
        self.words: set[str] = set()
        self.mentions: list[tuple[Span, Mention]] = []
        self.plural = False
        self.gender = ""
        self.title: Span | None = None
        self.outlet: str | None = None


def _gender(document: Document, mention: Mention) -> str:
    low = max(0, mention.first - 2)
    seen = set(document.lowers[low : mention.last])
    if seen & _FEMALE:
        return "f"
    return "m" if seen & _MALE else ""


def _outlet_of(look: Context, mention: Mention, at: int) -> Hit | None:
    for token in range(mention.first, min(mention.last, mention.head + 3)):
        hit = look.outlets.get(token)
        if hit is not None:
            return hit
    return look.outlets.get(at)


class _Resolver:
    def __init__(self, document: Document, hits: Mapping[str, Sequence[Hit]], outlet_names: Mapping[str, str]) -> None:
        self.document = document
        self.look = context(document, hits)
        self.entities: list[_Entity] = []
        self.outlet_names = outlet_names

    def _new(self, kind: SourceKind) -> _Entity:
        entity = _Entity(len(self.entities) + 1, kind)
        self.entities.append(entity)
        return entity

    def _recent(self, at: int) -> list[_Entity]:
        """Entities, the one mentioned most recently before code point *at* first."""
        seen = [(max(span.start for span, _ in entity.mentions), entity.group, entity) for entity in self.entities if entity.mentions]
        return [entity for start, _, entity in sorted(seen, key=lambda row: (-row[0], row[1])) if start < at]

    def _pronoun(self, mention: Mention, at: int) -> _Entity | None:
        pronoun = self.document.lowers[mention.head]
        if mention.refers == "he":
            wanted = "f" if pronoun in ("she", "her", "hers", "herself") else "m"
            local = self._named_before(mention, wanted)
            if local is not None:
                return local
            for entity in self._recent(at):
                if entity.kind in ("named_person", "anonymous") and not entity.plural and entity.gender in ("", wanted):
                    return entity
            return None
        if mention.refers == "they":
            for entity in self._recent(at)[:4]:
                if entity.plural:
                    return entity
            return None
        if mention.refers == "it":
            for entity in self._recent(at)[:3]:
                if entity.kind in ("named_org", "document", "outlet"):
                    return entity
        return None

    def _named_before(self, mention: Mention, wanted: str) -> _Entity | None:
        """The person whom this sentence or the one before names as its subject, when nobody spoke since."""
        document, names = self.document, self.look.names
        number = document.token_sentence[mention.first]
        for at in (number, number - 1):
            if at < 0:
                continue
            sentence = document.sentences[at]
            for key, name in names.first_seen.items():
                if len(key) > 1 and sentence.first <= name.first < min(sentence.last, mention.first) and name.first - sentence.first <= 2:
                    for entity in self.entities:
                        if entity.name == key and entity.gender in ("", wanted):
                            return entity
        return None

    def _description(self, mention: Mention, at: int) -> _Entity | None:
        head = self.document.lowers[mention.head]
        words = {w for w in self.document.lowers[mention.first : mention.last] if len(w) > 3}
        candidates = [entity for entity in self._recent(at) if head in entity.heads or (not mention.plural and head + "s" in entity.heads)]
        if not candidates and not mention.plural and head in ("spokesman", "spokeswoman", "spokesperson"):
            candidates = [e for e in self._recent(at) if e.heads & {"spokesman", "spokeswoman", "spokesperson"}]
        if not candidates:
            return None
        best = max(candidates, key=lambda e: (len(words & e.words), -candidates.index(e)))
        return best

    def resolve(self, span: Span, speech: bool) -> _Entity:
        """The entity that the source phrase *span* stands for, made new where it is the first mention."""
        document = self.document
        mention = classify(document, span, self.look, speech=speech)
        entity: _Entity | None = None
        if mention.kind == "outlet" or mention.refers == "outlet":
            entity = self._outlet(mention)
        elif mention.refers == "who":
            entity = self._relative(mention, speech)
        elif mention.refers in ("he", "they", "it"):
            entity = self._pronoun(mention, span.start)
        elif mention.refers == "description":
            entity = self._description(mention, span.start)
            if entity is None and mention.kind == "named_person":
                entity = self._titled(mention)
        elif mention.name:
            entity = next((e for e in self.entities if e.name == mention.name), None)
            if entity is None and len(mention.name) == 1:
                entity = next((e for e in self.entities if e.name and e.name[-1] == mention.name[0]), None)
        if entity is None:
            entity = self._new(mention.kind)
            entity.name = mention.name
            entity.plural = mention.plural and mention.kind in ("anonymous", "group")
        self._remember(entity, span, mention)
        return entity

    def _outlet(self, mention: Mention) -> _Entity | None:
        hit = _outlet_of(self.look, mention, mention.head)
        canonical = self.outlet_names.get(hit.entry) if hit is not None else None
        if hit is None or hit.category == "generic" or canonical is None:
            return next((e for e in reversed(self.entities) if e.kind == "outlet"), None)
        found = next((e for e in self.entities if e.outlet == canonical), None)
        if found is None:
            found = self._new("outlet")
            found.outlet = canonical
        return found

    def _relative(self, mention: Mention, speech: bool) -> _Entity | None:
        """``who``: the noun phrase that it follows."""
        document = self.document
        sentence = document.sentences[document.token_sentence[mention.first]]
        end = mention.first
        while end > sentence.first and document.words[end - 1] in (",", "—", "–"):
            end -= 1
        begin = end
        while (
            begin > sentence.first and document.words[begin - 1] not in (",", ";", ":", "—", "–", "(", '"', "“", "”") and end - begin < 12
        ):
            begin -= 1
        if begin >= end:
            return None
        span = Span(document.starts[begin], document.ends[end - 1])
        before = classify(document, span, self.look, speech=speech)
        if before.kind not in ("named_person", "anonymous", "group"):
            return None
        if before.name:
            known = next((e for e in self.entities if e.name == before.name), None)
            if known is not None:
                return known
        entity = self._new(before.kind)
        entity.name, entity.plural = before.name, before.plural
        self._remember(entity, span, before)
        return entity

    def _titled(self, mention: Mention) -> _Entity | None:
        """ "The senator": a named person whose introduction holds that word."""
        head = self.document.lowers[mention.head]
        for entity in reversed(self.entities):
            if entity.kind == "named_person" and head in entity.words:
                return entity
        return None

    def _remember(self, entity: _Entity, span: Span, mention: Mention) -> None:
        document = self.document
        entity.mentions.append((span, mention))
        gender = _gender(document, mention)
        if gender and not entity.plural and mention.refers not in ("who",):
            entity.gender = entity.gender or gender
        if mention.refers in ("he", "they", "it", "who"):
            return
        entity.heads.add(document.lowers[mention.head])
        entity.words.update(w for w in document.lowers[mention.first : mention.last] if len(w) > 3)
        if entity.title is None:
            self._introduce(entity, mention)

    def _introduce(self, entity: _Entity, mention: Mention) -> None:
        document = self.document
        if entity.kind == "anonymous":
            if mention.standing != "bare" and mention.refers != "description":
                low = mention.first
                while low < mention.last - 1 and document.lowers[low] in (
                    "a",
                    "an",
                    "the",
                    "one",
                    "another",
                    "two",
                    "three",
                    "several",
                    "some",
                ):
                    low += 1
                entity.title = Span(document.starts[low], document.ends[mention.last - 1])
            return
        if entity.kind != "named_person" or not mention.name:
            return
        for name in (self.look.names.first_seen.get(entity.name), *self._names_in(mention)):
            if name is not None:
                entity.title = introduction(document, name, self.look.titles)
                if entity.title is not None:
                    entity.words.update(w for w in document.lowers[slice(*tokens_of(document, entity.title))] if len(w) > 3)
                    return

    def _names_in(self, mention: Mention):  # type: ignore[no-untyped-def]
        from annotator.attribution.names import runs

        return runs(self.document, mention.first, mention.last)


def _mode(document: Document, content: Sequence[Span]) -> Mode:
    inside = outside = 0
    for span in content:
        first, last = tokens_of(document, span)
        for at in range(first, last):
            if not document.words[at][0].isalnum():
                continue
            if any(q.first <= at < q.last and q.mark != "single" for q in document.quotations):
                inside += 1
            else:
                outside += 1
    return "indirect" if not inside else "direct" if not outside else "mixed"


def resolve(
    document: Document, hits: Mapping[str, Sequence[Hit]], drafts: Sequence[Draft], outlet_names: Mapping[str, str] | None = None
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...], tuple[Source, ...], str | None]:
    """Who the drafts' sources are.

    :param outlet_names: canonical outlet name by lexicon entry.
    :returns: attributions, quotes, the ledger, and the outlet that the article relays most (None where it relays nobody).
    """
    resolver = _Resolver(document, hits, outlet_names or {})
    cues = {hit.start: hit for hit in hits.get("cues", ())}
    entities: list[_Entity | None] = []
    for draft in drafts:
        cue_hits = [cues[span.start] for span in draft.cue if span.start in cues]
        speech = not cue_hits or any(hit.category in _SPEECH for hit in cue_hits)
        entities.append(resolver.resolve(draft.source[0], speech) if draft.source else None)
    return _assemble(document, hits, drafts, entities, resolver.entities)


def _assemble(
    document: Document,
    hits: Mapping[str, Sequence[Hit]],
    drafts: Sequence[Draft],
    entities: Sequence[_Entity | None],
    known: Sequence[_Entity],
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...], tuple[Source, ...], str | None]:
    reasons = grades.reasons(document, hits, {e.group: [span for span, _ in e.mentions] for e in known if e.kind == "anonymous"})
    grade: dict[int, tuple[Span, ReasonType]] = reasons
    attributions: list[Attribution] = []
    upstream_count: dict[str, int] = {}
    upstream: str | None = None
    own = (document.article.outlet or "").casefold()
    for number, (draft, entity) in enumerate(zip(drafts, entities, strict=True), start=1):
        kind: SourceKind = entity.kind if entity is not None else "nobody"
        mention = next((m for s, m in entity.mentions if draft.source and s == draft.source[0]), None) if entity else None
        relayed = entity.outlet if entity is not None and entity.kind == "outlet" and (entity.outlet or "").casefold() != own else None
        if relayed is not None:
            upstream_count[relayed] = upstream_count.get(relayed, 0) + 1
        standing = None
        reason: Span | None = None
        reason_type: ReasonType | None = None
        if kind == "anonymous" and entity is not None:
            standing = grades.standing(m.standing for _, m in entity.mentions)
            reason, reason_type = grade.get(entity.group, (None, "none"))  # type: ignore[assignment]
        attributions.append(
            Attribution(
                id=number,
                source=draft.source,
                cue=draft.cue,
                content=draft.content,
                source_kind=kind,
                source_group=entity.group if entity is not None else None,
                title=entity.title if entity is not None else None,
                standing=standing,
                number=next((m.number for _, m in entity.mentions if m.number), None) if kind == "anonymous" and entity else None,
                reason=reason,
                reason_type=reason_type,
                content_type=grades.content_type(document, hits, draft),
                mode=_mode(document, draft.content),
                relayed_from=relayed,
            )
        )
        del mention
    if upstream_count:
        upstream = max(upstream_count, key=lambda name: (upstream_count[name], name))
    quotes = _quotes(document, attributions)
    return tuple(attributions), quotes, _ledger(document, attributions, quotes, known), upstream


def _quotes(document: Document, attributions: Sequence[Attribution]) -> tuple[Quote, ...]:
    """Every quotation between double marks, and single-marked ones that are attributed, with the attribution that covers most of it."""
    out: list[Quote] = []
    spans = sorted((span.start, span.end, a.id) for a in attributions for span in a.content)
    by_id = {a.id: a for a in attributions}
    for quotation in document.quotations:
        if quotation.depth:
            continue
        best, best_size = None, 0
        for start, end, number in spans:
            size = min(end, quotation.end) - max(start, quotation.start)
            if size > best_size:
                best, best_size = number, size
        if best is None and quotation.mark == "single":
            continue
        out.append(
            Quote(start=quotation.start, end=quotation.end, attribution=best, speaker_kind=by_id[best].source_kind if best else None)
        )
    return tuple(out)


def _label(document: Document, entity: _Entity) -> str:
    if entity.outlet:
        return entity.outlet
    written = [span.of(document.text) for span, mention in entity.mentions if mention.refers not in ("he", "they", "it", "who")]
    if not written:
        written = [entity.mentions[0][0].of(document.text)]
    if entity.kind == "named_person" and entity.name:
        best = max(written, key=lambda w: (sum(part in w.casefold() for part in entity.name), -len(w)))
        return " ".join(best.split())
    return " ".join(written[0].split())


def _ledger(
    document: Document, attributions: Sequence[Attribution], quotes: Sequence[Quote], known: Sequence[_Entity]
) -> tuple[Source, ...]:
    claims: dict[int, int] = {}
    first: dict[int, Attribution] = {}
    of_attribution: dict[int, int] = {}
    for attribution in attributions:
        group = attribution.source_group
        if group is not None:
            claims[group] = claims.get(group, 0) + 1
            first.setdefault(group, attribution)
            of_attribution[attribution.id] = group
    quoted: dict[int, int] = {}
    for quote in quotes:
        group = of_attribution.get(quote.attribution or 0)
        if group is not None:
            low, high = bisect_left(document.starts, quote.start), bisect_right(document.ends, quote.end)
            quoted[group] = quoted.get(group, 0) + sum(document.words[at][0].isalnum() for at in range(low, high))
    rows: list[Source] = []
    for entity in known:
        attribution = first.get(entity.group)  # type: ignore[assignment]
        if attribution is None:
            continue
        mentions = sorted({span for span, _ in entity.mentions})
        rows.append(
            Source(
                group=entity.group,
                kind=entity.kind,
                label=_label(document, entity),
                mentions=tuple(mentions),
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


__all__ = ["replace", "resolve"]
