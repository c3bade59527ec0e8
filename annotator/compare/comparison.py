"""Annotated articles about one story → what each makes of it: claims and whom they are put on, loaded words, upstream, rates.

It observes differences. It names no winner, and it cannot say who was first unless a text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from annotator.compare.align import Claim, Passage, align
from annotator.compare.dates import published
from annotator.compare.terms import fold
from annotator.errors import UsageError
from annotator.types import Annotation, Attribution, Finding, LayerName, SourceKind, Span, Standing

SCHEMA_VERSION = "1"
FEWEST, MOST = 2, 6
"""How many articles can be put side by side."""


class Side(Struct, frozen=True, kw_only=True):
    """One of the articles, with the letter it goes by. ``prose`` counts the words that are compared: set-aside text is not."""

    letter: str
    id: str
    path: str | None
    outlet: str | None
    title: str
    date: str | None
    language: str
    words: int
    prose: int


class Voice(Struct, frozen=True, kw_only=True):
    """Whom an outlet puts a claim on: the source and the cue as the text has them, and what is known of the source."""

    kind: SourceKind
    source: str
    name: str | None
    cue: str
    standing: Standing | None
    reasoned: bool
    relayed_from: str | None


class Telling(Struct, frozen=True, kw_only=True):
    """A passage of one article, exactly as it stands there, with its attributions (none: in the outlet's own voice), loaded words and
    the words of its own that no other article has in this claim."""

    article: int
    start: int
    end: int
    text: str
    voices: tuple[Voice, ...]
    loaded: tuple[Span, ...]
    own: tuple[Span, ...]


class Row(Struct, frozen=True, kw_only=True):
    """A claim with every telling of it; see ``annotator.compare.align.Claim``."""

    status: str
    alike: float
    common: tuple[str, ...]
    tellings: tuple[Telling, ...]


class Wording(Struct, frozen=True, kw_only=True):
    """A loaded word or phrase of one article, and whether another has it too. ``layer`` is the voice that most often has it."""

    article: int
    text: str
    label: str
    layer: LayerName
    places: tuple[Span, ...]
    also: tuple[int, ...]


class Upstream(Struct, frozen=True, kw_only=True):
    """Whose reporting an article says it retells: an outlet's name and, if that outlet is among the articles, which of them it is."""

    article: int
    outlet: str | None
    side: int | None
    claims: int
    attributions: int


class Rate(Struct, frozen=True, kw_only=True):
    """One feature of every article: value, and what it was counted from."""

    feature: str
    label: str
    unit: str
    values: tuple[float, ...]
    counts: tuple[float, ...]
    bases: tuple[float, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """Everything that is said about several tellings of one story. Articles go by their place in ``sides``."""

    schema_version: str
    sides: tuple[Side, ...]
    claims: tuple[Row, ...]
    wordings: tuple[Wording, ...]
    upstream: tuple[Upstream, ...]
    rates: tuple[Rate, ...]


_RATES = (
    ("named_sources", "sources with a name"),
    ("attributed_sentences", "sentences with a source"),
    ("anonymous_unexplained", "unnamed, no specific reason given"),
    ("second_hand", "put on another outlet"),
    ("vague_attribution", "put on nobody in particular"),
    ("quote_density", "words quoted"),
    ("loaded", "loaded words"),
    ("asides", "words of editorial asides"),
    ("scare_quotes", "scare quotes"),
)
_LOADED = ("loaded_note", "loaded_warn", "loaded_error")
_ARTICLE = re.compile(r"^(?:the|a|an) |[^\w ]")
_WORD = re.compile(r"\w+")


def _side(number: int, annotation: Annotation) -> Side:
    document = annotation.reading.document
    article = document.article
    head = next((p for p in document.paragraphs if p.kind == "headline"), None)
    title = article.title or (document.text[head.start : head.end] if head else article.id)
    day = published(document)
    prose = sum(document.count_words(p.start, p.end) for p in document.paragraphs if p.kind != "set_aside")
    return Side(
        letter=chr(ord("A") + number),
        id=article.id,
        path=article.path,
        outlet=article.outlet,
        title=" ".join(title.split())[:300],
        date=day.isoformat() if day else None,
        language=document.language if document.language != "und" else "en",
        words=annotation.words,
        prose=prose,
    )


def _touch(spans: Iterable[Span], start: int, end: int) -> int:
    return sum(max(0, min(span.end, end) - max(span.start, start)) for span in spans)


def _voice(annotation: Annotation, attribution: Attribution) -> Voice:
    text = annotation.reading.text

    def words(spans: Sequence[Span]) -> str:
        return " … ".join(" ".join(span.of(text).split()) for span in spans)

    entry = next((s for s in annotation.reading.sources if s.group == attribution.source_group), None)
    source = words(attribution.source)
    name = entry.label if entry and fold(entry.label) != fold(source) else None
    return Voice(
        kind=attribution.source_kind,
        source=source,
        name=name,
        cue=words(attribution.cue),
        standing=attribution.standing,
        reasoned=attribution.reason_type == "specific",
        relayed_from=attribution.relayed_from,
    )


class _Index:
    """What of one annotation lies in a passage."""

    def __init__(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self._loaded = [f for f in annotation.findings if f.rule == "loaded-language"]

    def telling(self, passage: Passage) -> Telling:
        """*passage* with everything that the annotation says about it."""
        start, end = passage.start, passage.end
        reading = self._annotation.reading
        held = [a for a in reading.attributions if (a.source or a.cue) and _touch(a.content or a.cue, start, end)]
        seen: dict[tuple[str, str], Voice] = {}
        for attribution in sorted(held, key=lambda a: -_touch(a.content, start, end)):
            voice = _voice(self._annotation, attribution)
            seen.setdefault((voice.name or voice.source, voice.cue), voice)
        return Telling(
            article=passage.article,
            start=start,
            end=end,
            text=reading.text[start:end],
            voices=tuple(seen.values()),
            loaded=tuple(Span(f.start, f.end) for f in self._loaded if start <= f.start and f.end <= end),
            own=passage.own,
        )

    def wordings(self) -> dict[str, list[Finding]]:
        """Loaded findings by what makes two of them the same word: the lexicon's entry, or else the word."""
        out: dict[str, list[Finding]] = {}
        for finding in self._loaded:
            out.setdefault(finding.entry or fold(self._annotation.reading.text[finding.start : finding.end]), []).append(finding)
        return out


def _wordings(annotations: Sequence[Annotation], indices: Sequence[_Index]) -> Iterable[Wording]:
    held = [index.wordings() for index in indices]
    for number, words in enumerate(held):
        text = annotations[number].reading.text
        for key, findings in words.items():
            layers = [finding.layer for finding in findings]
            layer: LayerName = "author" if "author" in layers else layers[0]
            first = next(finding for finding in findings if finding.layer == layer)
            yield Wording(
                article=number,
                text=" ".join(text[first.start : first.end].split()),
                label=(first.type or "loaded").replace("-", " "),
                layer=layer,
                places=tuple(Span(f.start, f.end) for f in findings),
                also=tuple(other for other, its in enumerate(held) if other != number and key in its),
            )


def _plain(outlet: str) -> str:
    return _ARTICLE.sub("", fold(outlet)).strip()


def _is_of(annotation: Annotation, outlet: str) -> bool:
    """Whether *outlet* published the article: its metadata says so, or its byline or credit does."""
    document = annotation.reading.document
    if document.article.outlet:
        return _plain(document.article.outlet) == outlet
    credits = (document.text[part.start : part.end] for part in document.set_aside if part.type == "byline")
    return any(f" {outlet} " in f" {' '.join(_WORD.findall(fold(line)))} " for line in credits)


def _upstream(number: int, annotations: Sequence[Annotation]) -> Upstream:
    reading = annotations[number].reading
    outlet = _plain(reading.upstream or "")
    others = (n for n in range(len(annotations)) if n != number)
    return Upstream(
        article=number,
        outlet=reading.upstream,
        side=next((n for n in others if outlet and _is_of(annotations[n], outlet)), None),
        claims=sum(_plain(a.relayed_from or "") == outlet for a in reading.attributions if outlet),
        attributions=sum(bool(a.source) and a.source_kind != "author_or_reader" for a in reading.attributions),
    )


def _rates(annotations: Sequence[Annotation]) -> Iterable[Rate]:
    measured = [{measure.feature: measure for measure in annotation.measures} for annotation in annotations]
    for feature, label in _RATES:
        parts = [[its[name] for name in (_LOADED if feature == "loaded" else (feature,)) if name in its] for its in measured]
        if not all(parts):
            continue
        yield Rate(
            feature=feature,
            label=label,
            unit=parts[0][0].unit,
            values=tuple(sum(measure.value for measure in part) for part in parts),
            counts=tuple(sum(measure.count for measure in part) for part in parts),
            bases=tuple(part[0].base for part in parts),
        )


def compare(annotations: Sequence[Annotation]) -> Comparison:
    """Put *annotations* of articles about one story side by side.

    :raises UsageError: fewer than two articles, or more than six.
    """
    if not FEWEST <= len(annotations) <= MOST:
        raise UsageError(
            f"compare takes {FEWEST} to {MOST} articles, not {len(annotations)}; annotator cluster finds those that belong together"
        )
    sides = tuple(_side(number, annotation) for number, annotation in enumerate(annotations))
    indices = [_Index(annotation) for annotation in annotations]

    def row(claim: Claim) -> Row:
        return Row(
            status=claim.status,
            alike=claim.alike,
            common=claim.common,
            tellings=tuple(indices[passage.article].telling(passage) for passage in claim.passages),
        )

    return Comparison(
        schema_version=SCHEMA_VERSION,
        sides=sides,
        claims=tuple(row(claim) for claim in align([annotation.reading.document for annotation in annotations])),
        wordings=tuple(_wordings(annotations, indices)),
        upstream=tuple(_upstream(number, annotations) for number in range(len(annotations))),
        rates=tuple(_rates(annotations)),
    )
