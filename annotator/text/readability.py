"""How long a text is, how varied its words, and what readability formulas make of it: information beside the scores, never part of one.

The formulas are textstat's. Only such are used as need no syllables: for those that do, textstat fetches a pronouncing dictionary from
the network. textstat takes two seconds to load, so it is loaded only where somebody asks for the formulas. It is handed this package's
sentences, one full stop each, so that an abbreviation or a decimal point ends none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from annotator.errors import MissingDependencyError
from annotator.types import Document, Figures, Formula

PACE = 238
"""Words a minute of silent reading, non-fiction: Brysbaert 2019, How many words do we read per minute?, J. Memory and Language 109."""

WINDOW = 50
"""Words in a window of the moving-average type-token ratio: Covington & McFall 2010, Cutting the Gordian Knot, J. Quant. Linguistics 17."""

FORMULAS = (
    ("Coleman-Liau index", "coleman_liau_index", "US school grade", "Coleman & Liau 1975, J. Applied Psychology 60"),
    (
        "Automated Readability Index",
        "automated_readability_index",
        "US school grade",
        "Smith & Senter 1967, Automated Readability Index, AMRL-TR-66-220",
    ),
    ("LIX", "lix", "under 30 very easy, over 60 very hard", "Björnsson 1968, Läsbarhet"),
    ("RIX", "rix", "long words a sentence", "Anderson 1983, Lix and Rix, J. of Reading 26"),
)
"""Name, textstat's function, what the number is, where it comes from."""


def version() -> str:
    """The version of textstat, without loading it.

    :raises MissingDependencyError: it is not installed.
    """
    from importlib import metadata

    try:
        return metadata.version("textstat")
    except metadata.PackageNotFoundError:
        raise MissingDependencyError(
            "readability needs the package textstat; install it with: pip install 'annotator[readability]'"
        ) from None


def _prose(document: Document) -> Iterator[list[int]]:
    """The tokens of each sentence of the prose, set-aside text and headings left out."""
    parts, at = document.set_aside, 0
    for paragraph in document.paragraphs:
        if paragraph.kind != "prose":
            continue
        for sentence in document.sentences[paragraph.first_sentence : paragraph.last_sentence]:
            while at < len(parts) and parts[at].end <= sentence.start:
                at += 1
            tokens: list[int] = []
            first, here = sentence.first, at
            while here < len(parts) and parts[here].start < sentence.end:  # an address or code inside the sentence
                tokens += range(first, bisect_left(document.starts, parts[here].start, first, sentence.last))
                first = bisect_left(document.starts, parts[here].end, first, sentence.last)
                here += 1
            yield [*tokens, *range(first, sentence.last)]


def moving_ratio(words: Sequence[str], window: int = WINDOW) -> float | None:
    """Mean share of different words in every run of *window* words; None where there are fewer words.

    A word counts for the windows in which it is the first of its kind, so one look at each word is enough.
    """
    count = len(words)
    if count < window:
        return None
    last: dict[str, int] = {}
    total = 0
    windows = count - window + 1
    for here, word in enumerate(words):
        begin = last.get(word, -1) + 1
        if begin <= here - window:
            begin = here - window + 1
        end = here + 1 if here < windows else windows
        if begin < end:
            total += end - begin
        last[word] = here
    return total / (windows * window)


def _plain(document: Document, sentences: Sequence[Sequence[int]]) -> str:
    """The sentences as words with one blank between and one full stop behind, for textstat."""
    out: list[str] = []
    for tokens in sentences:
        words: list[str] = []
        for word in (document.words[token] for token in tokens):
            if word[0].isalnum():
                words.append("".join(c for c in word if c.isalnum() or c in "-'’"))
            elif len(word) > 1 and word[0] in "'’" and words:
                words[-1] += word
        out.append(" ".join(words) + ".")
    return " ".join(out)


def _formulas(document: Document, sentences: Sequence[Sequence[int]]) -> tuple[Formula, ...]:
    version()
    import textstat  # type: ignore[import-untyped]

    text = _plain(document, sentences)
    return tuple(
        Formula(name=name, value=round(float(getattr(textstat, function)(text)), 1), about=about, source=source)
        for name, function, about, source in FORMULAS
    )


def figures(document: Document, *, formulas: bool = False) -> Figures:
    """Length, reading time, vocabulary and, where asked for, readability of the prose of *document*.

    :param formulas: whether to compute the readability formulas.
    :raises MissingDependencyError: the formulas are asked for and textstat is not installed.
    """
    words: list[str] = []
    sentences: list[list[int]] = []
    for tokens in _prose(document):
        found = [document.lowers[token] for token in tokens if document.words[token][0].isalnum()]
        if found:
            words += found
            sentences.append(tokens)
    ratio = moving_ratio(words)
    return Figures(
        words=len(words),
        sentences=len(sentences),
        paragraphs=len({document.sentences[document.token_sentence[tokens[0]]].paragraph for tokens in sentences}),
        words_a_sentence=round(len(words) / len(sentences), 1) if sentences else 0.0,
        minutes=round(len(words) / PACE, 1),
        vocabulary=None if ratio is None else round(ratio, 3),
        window=WINDOW,
        readability=_formulas(document, sentences) if formulas and sentences else () if formulas else None,
    )
