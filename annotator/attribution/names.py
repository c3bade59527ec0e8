"""Names in the article: runs of capitalised words, the fullest form of each, and the words that introduce it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from annotator.types import Document, Hit, Span

PARTICLES = frozenset("de la del da di du van von der den bin ibn al el le los das dos af ter ten y".split())
HONORIFICS = frozenset(
    """mr mrs ms miss mx dr prof rev fr sir dame lord lady sen rep gov gen col maj capt lt sgt cmdr adm judge justice president senator
    governor representative congressman congresswoman secretary minister chancellor mayor king queen prince princess pope professor
    ambassador attorney general chief sheriff detective officer senators reps governors councilman councilwoman councilor councillor
    alderman commissioner chairman chairwoman speaker majority minority leader vice deputy premier sec dep""".split()
)
_OPENING = frozenset(
    {"the", "a", "an", "but", "and", "in", "on", "at", "for", "if", "when", "while", "as", "after", "before", "this", "that"}
)
_GLUE = frozenset({".", "-", "'", "’"})


class Name(Struct, frozen=True, gc=False):
    """A run of capitalised words: tokens ``first:last`` without honorifics; ``before`` is where the honorifics begin."""

    first: int
    last: int
    before: int


def capitalised(word: str) -> bool:
    """Whether *word* is written as a name is: it begins with a capital letter (``al-Assad`` and ``O'Neil`` included)."""
    return word[:1].isupper() or (len(word) > 3 and word[:3].lower() == "al-" and word[3].isupper())


def runs(document: Document, first: int, last: int) -> list[Name]:
    """Capitalised runs among tokens ``first:last``, particles, initials and honorifics included."""
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    out: list[Name] = []
    i = first
    while i < last:
        if not capitalised(words[i]):
            i += 1
            continue
        begin = i
        end = i
        while i < last:
            if capitalised(words[i]):
                i += 1
                end = i
            elif (
                words[i] == "."
                and starts[i] == ends[i - 1]
                and (len(words[i - 1]) == 1 or lowers[i - 1] in HONORIFICS or lowers[i - 1] in ("jr", "sr", "st"))
            ) or (lowers[i] in PARTICLES and i + 1 < last and (capitalised(words[i + 1]) or lowers[i + 1] in PARTICLES)):
                i += 1
            else:
                break
        at = begin
        while at < end and (lowers[at] in HONORIFICS or words[at] == "."):
            at += 1
        if at == begin and lowers[begin] in _OPENING and end - begin > 1:
            at = begin + 1
        if at < end:
            out.append(Name(at, end, begin))
        i = max(i, end)
    return out


class Names:
    """Every name of the document's prose, with look-ups by surname and by full form."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.full: dict[str, tuple[str, ...]] = {}
        self.first_seen: dict[tuple[str, ...], Name] = {}
        for paragraph in document.paragraphs:
            if paragraph.kind == "set_aside":
                continue
            for name in runs(document, paragraph.first, paragraph.last):
                key = self.key(name)
                if not key:
                    continue
                if key not in self.first_seen:
                    self.first_seen[key] = name
                if len(key) > 1:
                    self.full.setdefault(key[-1], key)

    def key(self, name: Name) -> tuple[str, ...]:
        """The name's words, lower-cased, without initials and stops."""
        return tuple(w for w in self._document.lowers[name.first : name.last] if len(w) > 1 and w not in ("jr", "sr"))

    def canonical(self, name: Name) -> tuple[str, ...]:
        """The fullest form under which the article gives this name."""
        key = self.key(name)
        if len(key) == 1 and key[0] in self.full:
            return self.full[key[0]]
        return key


def introduction(document: Document, name: Name, titles: Mapping[int, Hit]) -> Span | None:
    """The words beside this mention of *name* that say who it is: an apposition behind it, else the title before it."""
    words, lowers, starts, ends = document.words, document.lowers, document.starts, document.ends
    at = document.token_sentence[name.first]
    if at < 0:
        return None
    sentence = document.sentences[at]
    i = name.last
    if i < sentence.last and words[i] in (",", "—", "–", "("):
        closing = ")" if words[i] == "(" else None
        begin = i + 1
        if begin < sentence.last and (
            lowers[begin] in ("a", "an", "the", "who", "former", "then", "one", "head", "chief", "another", "his", "her", "their", "whose")
            or begin in titles
            or (closing is not None and len(words[begin]) <= 4)
        ):
            end = begin
            stops = (closing,) if closing else (",", ";", ".", ":", "—", "–", "”", '"', "“")
            while end < sentence.last and words[end] not in stops:
                end += 1
            while end + 1 < sentence.last and words[end] == "," and lowers[end + 1] in ("and", "which") and end - begin < 12:
                end += 1
                while end < sentence.last and words[end] not in stops:
                    end += 1
            if end - begin >= 1 and end - begin <= 30:
                return Span(starts[begin], ends[end - 1])
    i = name.first
    low = i
    while low > sentence.first and (lowers[low - 1].replace("-", "").isalpha() or words[low - 1] == ".") and i - low < 8:
        previous = lowers[low - 1]
        if previous in _OPENING or previous in (
            "of",
            "said",
            "says",
            "told",
            "by",
            "with",
            "to",
            "from",
            "his",
            "her",
            "their",
            "its",
            "our",
            "who",
        ):
            break
        low -= 1
    if low < i and (any(at in titles for at in range(low, i)) or lowers[low] in HONORIFICS) and any(len(w) > 3 for w in lowers[low:i]):
        while low < i and not (
            low in titles
            or capitalised(words[low])
            or lowers[low] in HONORIFICS
            or lowers[low] in ("former", "then", "retired", "acting", "longtime", "top", "senior")
        ):
            low += 1
        return Span(starts[low], ends[i - 1]) if low < i else None
    return None


def spans_of(tokens: Sequence[tuple[int, int]], document: Document) -> tuple[Span, ...]:
    """Token ranges as spans of code points."""
    return tuple(Span(document.starts[a], document.ends[b - 1]) for a, b in tokens if a < b)
