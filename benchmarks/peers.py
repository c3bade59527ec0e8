"""Other packages that read English prose, each as it is meant to be used. None of them does what this one does; see the notes."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

Read = Callable[[str], object]


class MissingError(Exception):
    """A peer cannot run here; the message says what it lacks."""


class Peer(NamedTuple):
    """``load`` gives the function that reads a text, and a note on what it does; ``words``: how many are enough for a measurement."""

    load: Callable[[str | None], tuple[Read, str]]
    words: int


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as problem:
        raise MissingError(f"not installed ({problem.name})") from None


_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


def _nltk_data(folder: str | None) -> Any:
    """NLTK, looking for its data in *folder* too, and fetching none."""
    nltk = _package("nltk")
    nltk.download = lambda *_, **__: False
    if folder:
        layout = tempfile.mkdtemp()  # NLTK looks into folders of this name, also for archives
        Path(layout, "corpora").symlink_to(Path(folder).resolve())
        nltk.data.path[:0] = [folder, layout]
    return nltk


def _spacy() -> tuple[Any, str]:
    spacy = _package("spacy")
    installed = sorted(name for name in spacy.util.get_installed_models() if name.startswith("en_core_web_sm"))
    if not installed:
        raise MissingError("no small English pipeline is installed (en_core_web_sm)")
    return spacy.load(installed[0]), f"{installed[0]}, everything on"


def spacy(_: str | None) -> tuple[Read, str]:
    return _spacy()


def spacy_blank(_: str | None) -> tuple[Read, str]:
    language = _package("spacy").blank("en")
    language.add_pipe("sentencizer")
    return language, "blank English, tokens and sentences only"


def textacy(_: str | None) -> tuple[Read, str]:
    language, name = _spacy()
    extract = _package("textacy.extract")
    stats = _package("textacy.text_stats")

    def run(text: str) -> object:
        doc = language(text)
        return list(extract.direct_quotations(doc)), stats.readability.flesch_kincaid_grade_level(doc)

    return run, f"direct quotations and readability on {name.split(',')[0]}"


def textstat(data: str | None) -> tuple[Read, str]:
    _nltk_data(data)
    module = _package("textstat")
    return module.text_standard, "its consensus of readability formulas"


def vader(_: str | None) -> tuple[Read, str]:
    analyser = _package("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda text: [analyser.polarity_scores(found) for found in _SENTENCE.findall(text)], "sentence by sentence"


def nltk(data: str | None) -> tuple[Read, str]:
    nltk = _nltk_data(data)
    words = nltk.tokenize.NLTKWordTokenizer()
    perceptron = _package("nltk.tag.perceptron")
    try:
        tagger, note = perceptron.PerceptronTagger(), "word tokeniser and its perceptron tagger"
    except LookupError:
        tagger, note = perceptron.PerceptronTagger(load=False), "word tokeniser, perceptron tagger trained here on 60,000 words of MASC"
        tagger.train(_tagged(data), nr_iter=2)
    return lambda text: tagger.tag(words.tokenize(text)), note


def _tagged(folder: str | None) -> list[list[tuple[str, str]]]:
    """Sentences of MASC, whose files hold a sentence a line, as ``word_TAG``."""
    import zipfile

    archive = Path(folder or "", "masc_tagged.zip")
    if not archive.is_file():
        raise MissingError("no data for its tagger; name a folder that has it with --nltk-data")
    sentences: list[list[tuple[str, str]]] = []
    size = 0
    with zipfile.ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if "/written/" in name and name.endswith(".txt"):
                for line in files.read(name).decode("utf-8", "replace").splitlines():
                    pairs = [(word, tag) for word, _, tag in (token.rpartition("_") for token in line.split()) if word]
                    sentences += [pairs] if pairs else []
                    size += len(pairs)
                if size > 60_000:
                    break
    return sentences


def nela(data: str | None) -> tuple[Read, str]:
    _nltk_data(data)
    extractor = _package("nela_features.nela_features").NELAFeatureExtractor()
    try:
        extractor.extract_all("The mayor spoke on Monday. Nobody came.")
    except LookupError:
        return lambda text: _nela_part(extractor, text), "without parts of speech, names and dates, whose NLTK data is missing"
    return extractor.extract_all, "everything"


_WORD = re.compile(r"\w+|[^\w\s]")


def _nela_part(extractor: Any, text: str) -> object:
    tokens = _WORD.findall(text)
    words = extractor.Functions.get_filtered_words(tokens)
    return (
        extractor.extract_complexity(text, tokens=tokens, sentences=_SENTENCE.findall(text), words=words),
        extractor.extract_bias(text, tokens=tokens, words=words),
        extractor.extract_affect(text, tokens=tokens, words=words),
        extractor.extract_moral(text, words=words),
    )


PEERS = {
    "spaCy": Peer(spacy, 12_000),
    "spaCy blank": Peer(spacy_blank, 60_000),
    "textacy": Peer(textacy, 12_000),
    "nela-features": Peer(nela, 8_000),
    "nltk": Peer(nltk, 40_000),
    "textstat": Peer(textstat, 40_000),
    "VADER": Peer(vader, 60_000),
}


def main() -> None:
    """``python -m benchmarks.peers NAME [FOLDER]``: say what this peer will do here, or fail with what it lacks."""
    try:
        run, note = PEERS[sys.argv[1]].load(sys.argv[2] if len(sys.argv) > 2 else None)
        run("The mayor spoke on Monday. “Nobody came,” she said.")
    except MissingError as problem:
        sys.exit(str(problem))
    except Exception as problem:
        sys.exit(" ".join(f"{type(problem).__name__}: {problem}".split())[:160])
    print(note)


if __name__ == "__main__":
    main()
