"""Annotation → what a page shows: notes, score sheets whose bars add up, who supplies the words, where the marks lie. No markup here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from annotator.config import LEVELS
from annotator.lexicon.compile import Manual
from annotator.lexicon.load import manuals
from annotator.report.figures import amount
from annotator.report.guide import Basis, Guide, sections
from annotator.report.place import Places
from annotator.report.segments import Block, blocks, depths
from annotator.types import Annotation, Contribution, Finding, Layer, LayerName, Rule, Score, Share, Source, SourceKind, Span

_LEAST = 0.05
"""Terms with fewer points than this are summed up in one line."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_CODE = re.compile(r"[A-Z]{2}")
_NAMING = ("second-hand-source",)
"""Rules whose lexicon entries tell who is named, not why the passage is marked."""
_OWN = "The entry's own source, printed with it. "
LAYERS: tuple[tuple[LayerName, str], ...] = (
    ("author", "the outlet’s own voice"),
    ("relayed", "relayed: attributed"),
    ("quoted", "quoted: not scored"),
    ("set_aside", "set aside: not scored"),
)
_VOICES: tuple[tuple[str, str, tuple[SourceKind, ...]], ...] = (
    ("named", "named people", ("named_person",)),
    ("institution", "institutions", ("named_org",)),
    ("document", "documents", ("document",)),
    ("outlet", "other outlets", ("outlet",)),
    ("unnamed", "unnamed sources", ("anonymous",)),
    ("group", "classes of people", ("group", "author_or_reader")),
    ("nobody", "nobody", ("nobody",)),
)


class Note(Struct, frozen=True, kw_only=True):
    """A finding as a reader sees it. ``rule_page`` numbers its rule's page at the foot; ``unscored`` is true where it adds
    to no score because the words are not the outlet's."""

    id: int
    rule: str
    code: str
    level: str
    layer: LayerName
    rule_page: int
    unscored: bool
    message: str
    excerpt: str
    line: int
    depth: int
    why: str
    policy: str
    policy_url: str
    entry: str
    points: str
    context: tuple[Link, ...]


class Link(Struct, frozen=True, gc=False):
    """A way to a passage: the end of its anchor's name, and what to call it."""

    target: str
    label: str


class Bar(Struct, frozen=True, kw_only=True):
    """One step of a sum, from ``x`` on for ``width`` (per cent of the picture), with the passages that answer for it."""

    label: str
    value: str
    points: float
    kind: str
    x: float
    width: float
    links: tuple[Link, ...] = ()
    basis: Basis | None = None


class Step(NamedTuple):
    """A term of a sum, before anybody knows where its bar goes."""

    label: str
    value: str
    points: float
    kind: str
    links: tuple[Link, ...] = ()
    basis: Basis | None = None


class Sheet(Struct, frozen=True, kw_only=True):
    """A score with the steps that make it. ``idle`` names terms that gave no points."""

    dimension: str
    about: str
    scored: bool
    reason: str
    value: int
    low: int
    high: int
    band: str
    raw: float
    bars: tuple[Bar, ...]
    idle: tuple[str, ...]


class Voice(Struct, frozen=True, kw_only=True):
    """One line of the picture of who supplies the words. ``size`` is relative to the longest line."""

    kind: str
    label: str
    words: int
    share: float
    size: float
    claims: int


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the source ledger."""

    label: str
    link: Link | None
    kind: str
    voice: str
    who: str
    claims: int
    words: int
    withheld: str


class Tick(Struct, frozen=True, gc=False):
    """A mark's or layer's place on the strip, in thousandths of the text's length."""

    id: int
    x: float
    width: float


class Lane(Struct, frozen=True, kw_only=True):
    """A rule's line of the strip."""

    rule: str
    code: str
    summary: str
    ticks: tuple[Tick, ...]


class Page(Struct, frozen=True, kw_only=True):
    """What the foot of the page says about a rule that left marks."""

    rule: str
    code: str
    summary: str
    sections: tuple[tuple[str, str], ...]


class View(Struct, frozen=True, kw_only=True):
    """Everything a page needs, ready to be placed."""

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    sheets: tuple[Sheet, ...]
    voices: tuple[Voice, ...]
    layers: tuple[Voice, ...]
    ledger: tuple[Entry, ...]
    lanes: tuple[Lane, ...]
    quoted: tuple[Tick, ...]
    aside: tuple[Tick, ...]
    pages: tuple[Page, ...]


def code_of(rule: Rule) -> str:
    """The rule's two letters, or XX where a plugin's rule has no such thing."""
    return rule.code if _CODE.fullmatch(rule.code) else "XX"


def anchor(span: Span) -> str:
    """The name of a passage's anchor."""
    return f"s-{span.start}-{span.end}"


def _first_words(section: str, sentences: int = 1) -> str:
    return " ".join(_SENTENCE.split(section)[:sentences])


class _Builder:
    """Builds the parts of one view; what several parts need is reckoned once."""

    def __init__(self, annotation: Annotation, guide: Guide) -> None:
        self.annotation = annotation
        self.guide = guide
        self.text = annotation.reading.text
        self.places = Places(self.text)
        self.codes = {rule.id: code_of(rule) for rule in guide.rules}
        self.spots: set[Span] = set()

    # passages

    def _spot(self, span: Span, label: str = "") -> Link:
        self.spots.add(span)
        return Link(anchor(span), label or f"line {self.places.of(span.start)[0]}")

    def _links(self, shares: Sequence[Share]) -> tuple[Link, ...]:
        """To every passage once, in text order."""
        found: dict[str, Link] = {}
        for share in sorted(shares, key=lambda s: (s.start, s.end)):
            if share.finding is not None:
                link = Link(f"mark-{share.finding}", str(share.finding))
            elif share.end > share.start:
                link = self._spot(Span(share.start, share.end))
            else:
                continue
            found.setdefault(link.target, link)
        return tuple(found.values())

    # scores

    def sheet(self, score: Score) -> Sheet:
        about = self.guide.about.get(score.dimension, "")
        scored = score.status == "scored"
        steps: list[Step] = []
        idle: tuple[str, ...] = ()
        if scored and score.dimension == "overall" and self.guide.shares:
            for part in self.annotation.scores:
                weight = self.guide.shares.get(part.dimension)
                if weight is not None:
                    way = (Link(f"sheet-{part.dimension}", part.dimension),)
                    steps.append(Step(f"{weight:g} × {part.dimension}", f"{part.raw:.1f}", weight * part.raw, "base", way))
        elif scored:
            steps, idle = self._steps(score)
        return Sheet(
            dimension=score.dimension,
            about=about,
            scored=scored,
            reason=score.reason or "",
            value=score.value,
            low=score.low if score.low is not None else score.value,
            high=score.high if score.high is not None else score.value,
            band=score.band or "",
            raw=score.raw,
            bars=_bars(steps, score.raw) if scored else (),
            idle=idle,
        )

    def _steps(self, score: Score) -> tuple[list[Step], tuple[str, ...]]:
        units = {measure.feature: measure.unit for measure in self.annotation.measures}
        steps: list[Step] = [Step("start", "", score.intercept, "base")]
        small: list[Contribution] = []
        for part in sorted(score.contributions, key=lambda c: -abs(c.points)):
            if abs(part.points) < _LEAST:
                small.append(part)
                continue
            basis = self.guide.terms.get(part.feature)
            kind = "up" if part.points > 0 else "down"
            value = amount(units[part.feature], part.value)
            steps.append(Step(self._name(part.feature), value, part.points, kind, self._links(part.evidence), basis))
        rest = sum(part.points for part in small)
        if abs(rest) >= _LEAST:
            steps.append(Step(f"{len(small)} smaller terms", "", rest, "up" if rest > 0 else "down"))
        return steps, tuple(self._name(part.feature) for part in small)

    def _name(self, feature: str) -> str:
        basis = self.guide.terms.get(feature)
        return basis.label if basis else feature.replace("_", " ")

    # notes

    def notes(self) -> tuple[Note, ...]:
        known = manuals()
        points = self._points()
        lines = depths(self.annotation.findings)
        pages = {rule: number for number, rule in enumerate(self._ran(), start=1)}
        out = []
        for number, finding in enumerate(self.annotation.findings, start=1):
            why, policy, url = self._reasons(finding, known.get(finding.entry or ""))
            out.append(
                Note(
                    id=number,
                    rule=finding.rule,
                    code=self.codes.get(finding.rule, "XX"),
                    level=LEVELS[finding.severity - 1],
                    layer=finding.layer,
                    rule_page=pages[finding.rule],
                    unscored=finding.layer != "author" and number not in points,
                    message=finding.message,
                    excerpt=_excerpt(self.text, finding.start, finding.end),
                    line=self.places.of(finding.start)[0],
                    depth=lines[number - 1],
                    why=why,
                    policy=policy,
                    policy_url=url,
                    entry=finding.entry if finding.entry in known and finding.entry else "",
                    points=points.get(number, ""),
                    context=tuple(self._spot(Span(c.start, c.end), c.label) for c in finding.context if c.end > c.start),
                )
            )
        return tuple(out)

    def _reasons(self, finding: Finding, entry: Manual | None) -> tuple[str, str, str]:
        """Why the passage is marked, which policy or paper says so, and where that is: the entry's own, else the rule's."""
        manual = sections(self.guide.manuals.get(finding.rule, ""))
        if finding.rule in _NAMING:
            entry = None
        why = entry.note if entry and entry.note else _first_words(manual.get("Why it matters", ""))
        policy = entry.title if entry and entry.title else _first_words(manual.get("Sources", "").removeprefix(_OWN))
        url = entry.url if entry and entry.url.startswith(("https://", "http://")) else ""
        return why, policy.rstrip("."), url

    def _points(self) -> dict[int, str]:
        totals: dict[int, dict[str, float]] = {}
        for score in self.annotation.scores:
            if score.dimension == "overall" or score.status != "scored":
                continue
            for part in score.contributions:
                for share in part.evidence:
                    if share.finding is not None:
                        found = totals.setdefault(share.finding, {})
                        found[score.dimension] = found.get(score.dimension, 0.0) + share.points
        return {
            number: ", ".join(f"{name} {signed(points)}" for name, points in sorted(found.items()) if abs(points) >= _LEAST)
            for number, found in totals.items()
        }

    # who supplies the words

    def voices(self) -> tuple[Voice, ...]:
        words: dict[SourceKind, int] = {}
        claims: dict[SourceKind, int] = {}
        for source in self.annotation.reading.sources:
            words[source.kind] = words.get(source.kind, 0) + source.words_quoted
            claims[source.kind] = claims.get(source.kind, 0) + source.claims
        unspoken = next((int(m.count) for m in self.annotation.measures if m.feature == "unattributed_quotes"), 0)
        words["nobody"] = words.get("nobody", 0) + unspoken
        rows = [(kind, label, sum(words.get(k, 0) for k in of), sum(claims.get(k, 0) for k in of)) for kind, label, of in _VOICES]
        return _voices(rows)

    def layers(self) -> tuple[Voice, ...]:
        counts: dict[LayerName, int] = {}
        for layer in self.annotation.reading.layers:
            counts[layer.layer] = counts.get(layer.layer, 0) + self.annotation.reading.document.count_words(layer.start, layer.end)
        return _voices([(name, label, counts.get(name, 0), 0) for name, label in LAYERS])

    def ledger(self) -> tuple[Entry, ...]:
        names = {kind: (name, label) for name, label, of in _VOICES for kind in of}
        return tuple(self._entry(source, *names[source.kind]) for source in self.annotation.reading.sources)

    def _entry(self, source: Source, voice: str, label: str) -> Entry:
        mention = next((m for m in source.mentions if m.end > m.start), None)
        withheld = ""
        if source.standing:
            reason = {"none": "no reason given", "rote": "a rote reason", "specific": "a reason given"}[source.reason_type or "none"]
            number = f"{source.number} people; " if source.number and source.number > 1 else ""
            withheld = f"{number}{source.standing.replace('_', ' ')}; {reason}"
        return Entry(
            label=" ".join(source.label.split())[:160],
            link=self._spot(mention) if mention else None,
            kind=source.kind.replace("_", " "),
            voice=voice,
            who=_excerpt(self.text, source.title.start, source.title.end) if source.title else "",
            claims=source.claims,
            words=source.words_quoted,
            withheld=withheld,
        )

    # where the marks lie

    def _ran(self) -> list[str]:
        """The rules that left marks, in the order in which they are listed."""
        found = dict.fromkeys(finding.rule for finding in self.annotation.findings)
        known = dict.fromkeys(rule.id for rule in self.guide.rules)
        return [*(rule for rule in known if rule in found), *(rule for rule in found if rule not in known)]

    def lanes(self) -> tuple[Lane, ...]:
        size = max(1, len(self.text))
        found: dict[str, list[Tick]] = {}
        for number, f in enumerate(self.annotation.findings, start=1):
            width = max(4.0, round(1000 * (f.end - f.start) / size, 1))
            found.setdefault(f.rule, []).append(Tick(number, min(round(1000 * f.start / size, 1), 1000 - width), width))
        rules = {rule.id: rule for rule in self.guide.rules}
        return tuple(
            Lane(
                rule=rule,
                code=self.codes.get(rule, "XX"),
                summary=rules[rule].summary if rule in rules else "",
                ticks=tuple(found[rule]),
            )
            for rule in self._ran()
        )

    def stretches(self, *names: LayerName) -> tuple[Tick, ...]:
        """Where the text belongs to the layers of these names."""
        size = max(1, len(self.text))
        layers: Iterable[Layer] = (layer for layer in self.annotation.reading.layers if layer.layer in names)
        return tuple(Tick(0, round(1000 * layer.start / size, 1), round(1000 * (layer.end - layer.start) / size, 1)) for layer in layers)

    def pages(self, lanes: Iterable[Lane]) -> tuple[Page, ...]:
        """The manual pages of the rules that left marks, without the examples."""
        return tuple(
            Page(
                rule=lane.rule,
                code=lane.code,
                summary=lane.summary,
                sections=tuple(pair for pair in sections(self.guide.manuals.get(lane.rule, "")).items() if pair[0] != "Examples"),
            )
            for lane in lanes
        )


def signed(points: float) -> str:
    """``+3.2`` or ``−3.2``, with a true minus sign."""
    return f"{points:+.1f}".replace("-", "−")


def _bars(steps: Sequence[Step], total: float) -> tuple[Bar, ...]:
    """Each step as a bar that begins where the one before ended; the last bar is the sum."""
    edges = [0.0]
    for step in steps:
        edges.append(edges[-1] + step.points)
    low, high = min(0.0, *edges, total), max(100.0, *edges, total)

    def place(a: float, b: float) -> tuple[float, float]:
        left, right = sorted((a, b))
        return round(100 * (left - low) / (high - low), 2), round(max(100 * (right - left) / (high - low), 0.6), 2)

    out = []
    for step, a in zip(steps, edges, strict=False):
        x, width = place(a, a + step.points)
        out.append(Bar(**step._asdict(), x=x, width=width))
    x, width = place(0.0, total)
    clipped = "" if 0 <= total <= 100 else "clipped to 0–100"
    out.append(Bar(label="sum", value=clipped, points=total, kind="sum", x=x, width=width))
    return tuple(out)


def _voices(rows: Sequence[tuple[str, str, int, int]]) -> tuple[Voice, ...]:
    total = sum(words for _, _, words, _ in rows)
    longest = max((words for _, _, words, _ in rows), default=0)
    return tuple(
        Voice(
            kind=kind,
            label=label,
            words=words,
            share=words / total if total else 0.0,
            size=round(100 * words / longest, 1) if longest else 0.0,
            claims=claims,
        )
        for kind, label, words, claims in rows
    )


def _excerpt(text: str, start: int, end: int) -> str:
    words = " ".join(text[start : min(end, start + 400)].split())
    if end <= start + 400 and len(words) <= 90:
        return words
    tail = " ".join(text[max(start, end - 200) : end].split())
    return f"{words[:44].rstrip()} … {tail[-42:].lstrip()}"


def build(annotation: Annotation, guide: Guide) -> View:
    """The view of *annotation*; *guide* tells of the rules and the card."""
    document = annotation.reading.document
    headline = next((p for p in document.paragraphs if p.kind == "headline"), None)
    title = document.article.title or (document.text[headline.start : headline.end] if headline else document.article.id)
    builder = _Builder(annotation, guide)
    sheets = tuple(builder.sheet(score) for score in sorted(annotation.scores, key=lambda s: s.dimension != "overall"))
    ledger = builder.ledger()
    lanes = builder.lanes()
    notes = builder.notes()
    return View(
        title=" ".join(title[:1000].split())[:300],
        blocks=blocks(annotation, builder.spots),
        notes=notes,
        sheets=sheets,
        voices=builder.voices(),
        layers=builder.layers(),
        ledger=ledger,
        lanes=lanes,
        quoted=builder.stretches("quoted"),
        aside=builder.stretches("set_aside"),
        pages=builder.pages(lanes),
    )
