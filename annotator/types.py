"""The values that flow through the pipeline: small, frozen, keyword-only.

Offsets are half-open code points of ``Article.text``, which is kept exactly as it was read. Line, column, UTF-16 and byte
positions are computed at the edge, by the writer that needs them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from msgspec import Struct

LayerName = Literal["author", "quoted", "relayed", "set_aside"]
SourceKind = Literal["named_person", "named_org", "document", "outlet", "anonymous", "group", "nobody", "author_or_reader"]
Standing = Literal["bare", "role", "role_and_access", "spokesperson"]
ReasonType = Literal["none", "rote", "specific"]
ContentType = Literal["fact", "opinion", "speculation", "attack"]
Mode = Literal["direct", "mixed", "indirect"]
Severity = Literal[1, 2, 3]
"""1 = note, 2 = warn, 3 = error."""


class Span(Struct, frozen=True, array_like=True, order=True):
    """Half-open range of code points of the article's text; encodes as ``[start, end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of *text* that this span covers."""
        return text[self.start : self.end]


class Article(Struct, frozen=True, kw_only=True):
    """What a reader yields: the text as read, and what the file said about it.

    ``extracted`` is true where the text was taken out of a container (HTML, DOCX), so that offsets refer to the extracted text.
    ``labels`` are words by which the publisher classed the piece (section, genre), as far as the file gives them.
    ``furniture`` is what the reader knows about stretches of the text, as disjoint ``(start, end, type)`` in order: the types
    ``headline`` and ``heading`` name a line's kind, every other type (``front_matter``, ``code``, ``image``, ``link_target``,
    ``html``, ``markup``, ``caption``) is no prose and is set aside.
    """

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    labels: tuple[str, ...] = ()
    format: str = "txt"
    encoding: str | None = None
    extracted: bool = False
    furniture: tuple[tuple[int, int, str], ...] = ()


class Sentence(Struct, frozen=True, gc=False):
    """A sentence: code points ``start:end``, tokens ``first:last`` (half-open), index of its paragraph."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


class Paragraph(Struct, frozen=True, gc=False):
    """A block of prose, heading or set-aside line: code points, tokens and sentences, all half-open."""

    start: int
    end: int
    first: int
    last: int
    first_sentence: int
    last_sentence: int
    kind: Literal["prose", "headline", "heading", "set_aside"] = "prose"


class Quotation(Struct, frozen=True, gc=False):
    """Words between quotation marks, one piece per paragraph.

    ``start:end`` is the text between the marks, ``outer_start:outer_end`` includes them (a lost mark has no width).
    ``group`` numbers the quotation: pieces of one that runs over several paragraphs share it. ``depth`` is 0 for a quotation
    that stands in no other. ``mark`` tells double from single marks, by the part they play: an article that prints speech in single
    marks has them for its double ones.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    first: int
    last: int
    group: int
    depth: int = 0
    mark: Literal["double", "single", "block"] = "double"
    closed: bool = True


class SetAside(Struct, frozen=True, gc=False):
    """Text that is no part of the article's prose, and of which type."""

    start: int
    end: int
    type: str


class Document(Struct, frozen=True, kw_only=True):
    """An article with its structure. ``starts``, ``ends``, ``words`` and ``lowers`` are parallel: one entry a token.

    ``words`` are the tokens as written, ``lowers`` the same lower-cased with typographic apostrophes and hyphens made plain, for
    look-ups. ``token_sentence`` gives the index of each token's sentence, ``words_before`` how many words stand before each token and,
    at its end, how many there are.
    """

    article: Article
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    token_sentence: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...]
    set_aside: tuple[SetAside, ...]
    words_before: tuple[int, ...]
    language: str = "en"

    @property
    def text(self) -> str:
        """The text exactly as read."""
        return self.article.text

    def count_words(self, start: int, end: int) -> int:
        """Words (not clitics, not punctuation) that begin within code points ``start:end``."""
        return self.words_before[bisect_left(self.starts, end)] - self.words_before[bisect_left(self.starts, start)]


class Layer(Struct, frozen=True, kw_only=True, gc=False):
    """Whose words a stretch of text is. An article's layers are disjoint, in order, and cover every character."""

    layer: LayerName
    start: int
    end: int
    type: str | None = None


class Hit(Struct, frozen=True, gc=False):
    """A lexicon entry found in the document: tokens ``first:last`` (half-open), code points ``start:end``."""

    entry: str
    category: str
    severity: int
    first: int
    last: int
    start: int
    end: int


class Draft(Struct, frozen=True, kw_only=True):
    """An attribution as an engine finds it, before anybody asks who the source is.

    Each of ``source``, ``cue`` and ``content`` is a tuple of spans in text order, several where discontinuous, empty where
    absent. ``content`` includes quotation marks. ``p`` is the engine's confidence between 0 and 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    p: float = 1.0


class Attribution(Struct, frozen=True, kw_only=True):
    """Source + cue + content, with the kind and grade of the source. See ``annotator.attribution``."""

    id: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_kind: SourceKind
    source_group: int | None = None
    title: Span | None = None
    standing: Standing | None = None
    number: int | None = None
    reason: Span | None = None
    reason_type: ReasonType | None = None
    content_type: ContentType = "fact"
    mode: Mode = "indirect"
    relayed_from: str | None = None


class Quote(Struct, frozen=True, kw_only=True):
    """A direct quote: the text between the marks, the id of its attribution (None: nobody is named for it)."""

    start: int
    end: int
    attribution: int | None
    speaker_kind: SourceKind | None


class Source(Struct, frozen=True, kw_only=True):
    """One line of the source ledger: everybody to whom the article gives words or claims, once."""

    group: int
    kind: SourceKind
    label: str
    mentions: tuple[Span, ...]
    words_quoted: int = 0
    claims: int = 0
    title: Span | None = None
    standing: Standing | None = None
    number: int | None = None
    reason: Span | None = None
    reason_type: ReasonType | None = None
    outlet: str | None = None


class LoadedToken(Struct, frozen=True, kw_only=True, gc=False):
    """A word or phrase that carries a sentence's loaded language, with its probability."""

    start: int
    end: int
    p: float


class WeighedWord(Struct, frozen=True, gc=False):
    """A word, and what it adds to the log-odds that its sentence is worded in a loaded way."""

    start: int
    end: int
    weight: float


class Wording(Struct, frozen=True):
    """How a learned language engine takes a sentence: ``plain``, ``usual``, ``open``, or one whose wording ``stands_out``.

    ``words`` are those outside quotations that by themselves make a sentence stand out, the weightiest first.
    """

    level: Literal["plain", "usual", "open", "stands_out"]
    words: tuple[WeighedWord, ...] = ()


class Judgement(Struct, frozen=True, kw_only=True):
    """What a language engine says: a probability for each sentence, the words that carry loaded language, how sentences are worded.

    ``wording`` has an entry a sentence where the engine is learned, else none.
    """

    bias: tuple[float | None, ...]
    loaded: tuple[LoadedToken, ...]
    wording: tuple[Wording, ...] = ()


class Reading(Struct, frozen=True, kw_only=True):
    """A document with everything that extractors look at. ``hits`` maps a lexicon's topic to what was found of it, in order."""

    document: Document
    hits: dict[str, tuple[Hit, ...]]
    attributions: tuple[Attribution, ...]
    quotes: tuple[Quote, ...]
    sources: tuple[Source, ...]
    layers: tuple[Layer, ...]
    sentence_bias: tuple[float | None, ...] = ()
    wording: tuple[Wording, ...] = ()
    upstream: str | None = None

    @property
    def text(self) -> str:
        """The text exactly as read."""
        return self.document.article.text


class Rule(Struct, frozen=True, kw_only=True):
    """A rule's permanent id, the two letters that mark it in a report, and one line on what it observes."""

    id: str
    code: str
    summary: str
    dimension: str


class Context(Struct, frozen=True, kw_only=True, gc=False):
    """A labelled secondary span of a finding: the claim that an unnamed source carries, the reason clause."""

    label: str
    start: int
    end: int


class Finding(Struct, frozen=True, kw_only=True):
    """An observation about a passage ("unnamed source, no reason given"), never a verdict."""

    rule: str
    start: int
    end: int
    layer: LayerName
    severity: Severity
    message: str
    entry: str | None = None
    type: str | None = None
    context: tuple[Context, ...] = ()


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """A passage that a number rests on; ``finding`` is the id of the finding where there is one, else None."""

    start: int
    end: int
    finding: int | None = None
    amount: float = 1.0


class Measure(Struct, frozen=True, kw_only=True):
    """A feature of the whole article, recomputable from its evidence: ``value`` = rate of ``count`` over ``base``.

    ``count`` is the sum of the evidence's amounts; ``base`` is what it is taken of.
    """

    feature: str
    value: float
    unit: str
    count: float
    base: float
    evidence: tuple[Evidence, ...] = ()


class Share(Struct, frozen=True, kw_only=True, gc=False):
    """The part of a contribution's points that one passage answers for."""

    start: int
    end: int
    points: float
    finding: int | None = None


class Contribution(Struct, frozen=True, kw_only=True):
    """What one feature adds to a score. The shares of its evidence add up to ``points``."""

    feature: str
    value: float
    weight: float
    points: float
    evidence: tuple[Share, ...] = ()


class Score(Struct, frozen=True, kw_only=True):
    """An additive score between 0 and 100: intercept + sum of points, rounded and clipped, or an abstention with its reason."""

    dimension: Literal["sourcing", "language", "overall"]
    intercept: float
    contributions: tuple[Contribution, ...]
    status: Literal["scored", "abstained"] = "scored"
    reason: str | None = None
    low: int | None = None
    high: int | None = None
    band: str | None = None

    @property
    def raw(self) -> float:
        """Intercept plus the points of every contribution, in order."""
        total = self.intercept
        for contribution in self.contributions:
            total += contribution.points
        return total

    @property
    def value(self) -> int:
        """``raw`` rounded half up and clipped to 0–100."""
        return max(0, min(100, int(self.raw + 0.5) if self.raw > 0 else 0))


class Notice(Struct, frozen=True, kw_only=True):
    """Something the reader of the result should know about how it was made."""

    slug: str
    message: str


class Provenance(Struct, frozen=True, kw_only=True):
    """What made the annotation: enough to make it again. No clock, no machine path."""

    annotator: str
    card: dict[str, str]
    lexicons: dict[str, str]
    config: dict[str, list[str]]
    plugins: tuple[str, ...] = ()


class Formula(Struct, frozen=True, kw_only=True):
    """A readability formula's value: its name, what the number is, and the paper that it comes from."""

    name: str
    value: float
    about: str
    source: str


class Figures(Struct, frozen=True, kw_only=True):
    """How long the prose is and how varied its words: information that enters no score.

    ``minutes`` is the time to read it at 238 words a minute (Brysbaert 2019). ``vocabulary`` is the moving-average type-token ratio
    over windows of ``window`` words (Covington & McFall 2010), None for a shorter text. ``readability`` is None where nobody asked.
    """

    words: int
    sentences: int
    paragraphs: int
    words_a_sentence: float
    minutes: float
    vocabulary: float | None
    window: int
    readability: tuple[Formula, ...] | None = None


class Annotation(Struct, frozen=True, kw_only=True):
    """Everything that is said about one article. Same input, same bytes."""

    reading: Reading
    words: int
    words_scored: int
    loaded: tuple[LoadedToken, ...]
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    scores: tuple[Score, ...]
    figures: Figures
    notices: tuple[Notice, ...]
    provenance: Provenance
