"""The validator behind ``annotator lexicon check``: every entry explains itself and does what its examples say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from annotator.errors import LexiconError
from annotator.lexicon import compile as compiler
from annotator.lexicon.files import Entry, LexiconFile, folder, line_of, parse
from annotator.lexicon.matcher import Matcher
from annotator.text.structure import structure
from annotator.text.tokens import tokenize
from annotator.types import Article

_MARKED = re.compile(r"<<(.+?)>>")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def unmark(sample: str) -> tuple[str, list[tuple[int, int]]]:
    """A sample without its ``<<`` ``>>``, and the spans that stood between them."""
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    size = last = 0
    for match in _MARKED.finditer(sample):
        before = sample[last : match.start()]
        size += len(before)
        spans.append((size, size + len(match[1])))
        size += len(match[1])
        parts += [before, match[1]]
        last = match.end()
    parts.append(sample[last:])
    return "".join(parts), spans


def _spans_of(matcher: Matcher, entry_id: str, topic: str, text: str) -> list[tuple[int, int]]:
    document = structure(Article(id="sample", text=text))
    return [(hit.start, hit.end) for hit in matcher.scan(document).get(topic, ()) if hit.entry == entry_id]


def _entry_problems(matcher: Matcher, file: LexiconFile, entry: Entry) -> Iterable[str]:
    if not _ID.fullmatch(entry.id):
        yield "the id must be lower-case words joined by hyphens"
    if not entry.match:
        yield "match is empty; list the phrase and its inflected forms"
    if not entry.note.strip():
        yield "the note is empty; say why the phrase is listed"
    if entry.source is None and file.source is None:
        yield "no source; name the stylebook, dictionary, paper or policy, here or in the header"
    if file.topic == "loaded" and entry.severity not in (1, 2, 3):
        yield f"severity {entry.severity}; loaded entries take 1, 2 or 3"
    if not entry.hits:
        yield "no hit; add a sentence with the phrase between << and >>"
    if not entry.misses:
        yield "no miss; add a sentence in which the words are innocent or absent"
    for sample in entry.hits:
        text, wanted = unmark(sample)
        if not wanted:
            yield f"the hit “{sample}” has no << >>; mark the phrase"
            continue
        found = _spans_of(matcher, entry.id, file.topic, text)
        if found != wanted:
            yield f"the hit “{sample}” is matched at {[text[a:b] for a, b in found]}; mend the phrase, its conditions or the markers"
    for sample in entry.misses:
        found = _spans_of(matcher, entry.id, file.topic, sample)
        if found:
            yield f"the miss “{sample}” is matched at {[sample[a:b] for a, b in found]}; add a condition or another miss"


def check(where: Path | None = None) -> list[str]:
    """Problems of the lexicons in *where* (default: the project's own), one line each with file, line and cure; none is good."""
    problems: list[str] = []
    files: list[tuple[Path, LexiconFile]] = []
    for path in sorted((where or folder()).glob("*.toml")):
        try:
            files.append((path, parse(path)))
        except LexiconError as problem:
            problems.append(str(problem))
    if problems:
        return problems
    matcher = Matcher(compiler.build(where)[0])
    ids: dict[str, str] = {}
    phrases: dict[tuple[str, tuple[str, ...], bool], str] = {}
    for path, file in files:
        text = path.read_text(encoding="utf-8")
        for entry in file.entry:
            place = f"{path.name}:{line_of(text, entry.id)}: {entry.id}"
            if entry.id in ids:
                problems.append(f"{place}: the id is used already at {ids[entry.id]}; choose another, ids are permanent")
            ids.setdefault(entry.id, place)
            conditions = bool(
                entry.preceded_by or entry.followed_by or entry.with_any
            )  # entries that demand different contexts may share a phrase
            for form in entry.match:
                key = (file.topic, tuple(tokenize(form)[2]) if entry.case else compiler.phrase(form), entry.case)
                if not key[1]:
                    problems.append(f"{place}: the phrase “{form}” has no token; remove it")
                elif key in phrases and not conditions:
                    problems.append(f"{place}: “{form}” is claimed already at {phrases[key]}; keep it in one entry")
                else:
                    phrases.setdefault(key, place)
            problems += [f"{place}: {problem}" for problem in _entry_problems(matcher, file, entry)]
    return problems


def size(where: Path | None = None) -> str:
    """One line a topic: how many entries and phrases the lexicons hold.

    :raises LexiconError: a file is broken.
    """
    topics: dict[str, tuple[int, int]] = {}
    for path in sorted((where or folder()).glob("*.toml")):
        file = parse(path)
        entries, forms = topics.get(file.topic, (0, 0))
        topics[file.topic] = (entries + len(file.entry), forms + sum(len(entry.match) for entry in file.entry))
    return "\n".join(f"{topic:<16} {entries:>5} entries {forms:>6} phrases" for topic, (entries, forms) in sorted(topics.items()))
