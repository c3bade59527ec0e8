"""A source as it builds up while the article is read, and what its mentions tell of it."""

from __future__ import annotations

from bisect import bisect_left

from annotator.attribution.kinds import DETERMINERS, QUANTIFIERS, Context, Mention, lemma
from annotator.types import Document, SourceKind, Span

_FEMALE = frozenset(
    "mrs ms miss she her congresswoman spokeswoman chairwoman queen princess lady dame sister mother woman wife girl".split()
)
_MALE = frozenset("mr he his him congressman spokesman chairman king prince sir lord brother father man husband boy".split())
_NO_DESCRIPTION = frozenset("source sources people person official officials".split())
_LONGEST = 12


class Entity:
    """A source as it builds up while the article is read."""

    __slots__ = (
        "gender",
        "group",
        "heads",
        "kind",
        "members",
        "mentions",
        "name",
        "number",
        "outlet",
        "owner",
        "plural",
        "title",
        "whole",
        "words",
    )

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
        self.owner = ""
        """Whose it is: "his" or "her" aides."""
        self.number: int | None = None
        self.whole: Entity | None = None
        """Whom "another" is one of."""
        self.members: tuple[Entity, ...] = ()
        """Those who speak together; it counts as the first of them."""

    def describe(self, document: Document, mention: Mention) -> None:
        """Learn from a noun phrase how the entity is spoken of."""
        if not self.mentions:
            self.plural = mention.plural or bool(self.members)
            self.number = mention.number
        if not self.gender and not mention.plural:
            self.gender = _gender(document, mention)
        self.owner = self.owner or owner_of(document, mention)
        self.heads.add(lemma(document.lowers[mention.head]))
        self.words |= content_words(document, mention)


def _gender(document: Document, mention: Mention) -> str:
    seen = set(document.lowers[mention.core_first : mention.head + 1])
    if seen & _FEMALE:
        return "f"
    return "m" if seen & _MALE else ""


def owner_of(document: Document, mention: Mention) -> str:
    """The "his" or "her" that *mention* opens with, else nothing."""
    first = document.lowers[mention.core_first]
    return first if first in ("his", "her") else ""


def content_words(document: Document, mention: Mention) -> set[str]:
    """The words of *mention* that describe, each without its ending."""
    lowers = document.lowers
    return {
        lemma(w)
        for w in lowers[mention.core_first : min(mention.core_last, mention.core_first + _LONGEST)]
        if len(w) > 2 and w not in DETERMINERS and w not in QUANTIFIERS
    }


def wording(document: Document, mention: Mention) -> str:
    """The words of *mention*, by which the same one is known again."""
    lowers = document.lowers[mention.core_first : min(mention.core_last, mention.core_first + _LONGEST)]
    return " ".join(word for word in lowers if word not in ("the", "a", "an"))


def own_words(document: Document, look: Context, mention: Mention) -> Span | None:
    """The words by which a withheld source is described, without determiner and number."""
    low, high = mention.core_first, mention.last
    at = bisect_left(look.conditions, mention.core_last, key=lambda hit: hit.first)
    if at < len(look.conditions) and look.conditions[at].first < high:  # how the name was withheld says not who it is
        high = mention.core_last
    while low < high and (
        document.lowers[low] in DETERMINERS or document.lowers[low] in QUANTIFIERS or document.lowers[low] in ("at", "of")
    ):
        low += 1
    while high > low and not document.words[high - 1][0].isalnum():
        high -= 1
    if low >= high or (high - low == 1 and document.lowers[low] in _NO_DESCRIPTION):
        return None
    return Span(document.starts[low], document.ends[high - 1])
