"""The library as an engineer embeds it: ten public names, pure, typed, safe between threads, open to other extractors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import annotator
from annotator import pipeline
from annotator.errors import UsageError
from annotator.extract.base import Rule
from annotator.lexicon import Lexicons
from annotator.report.json import render_line
from annotator.types import Finding, Reading
from tests.conftest import ROOT, SEEDS

TEXT = (SEEDS / "mayor-whispers.txt").read_text(encoding="utf-8")


def test_ten_public_names_that_exist() -> None:
    assert len(annotator.__all__) == 10
    for name in annotator.__all__:
        assert getattr(annotator, name) is not None
    with pytest.raises(AttributeError):
        _ = annotator.nothing


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, annotator; assert [n for n in sys.modules if n.startswith('annotator.')] == [], sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
def test_render_gives_every_format(form: str) -> None:
    annotation = annotator.annotate(TEXT, id="x")
    assert annotator.render(annotation, form) == annotator.render(annotator.annotate(TEXT, id="x"), form)


def test_unknown_format_and_rule() -> None:
    with pytest.raises(UsageError, match="formats: text"):
        annotator.render(annotator.annotate("x"), "pdf")
    with pytest.raises(UsageError, match="no rule"):
        annotator.annotate("x", settings=annotator.Settings(select=("nothing",)))


def test_threads_give_the_same_answer() -> None:
    alone = render_line(annotator.annotate(TEXT))
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: render_line(annotator.annotate(TEXT)), range(8))) == {alone}


class Shouting:
    """A third party's extractor."""

    RULE = Rule(id="acme.shouting", code="SX", summary="a word in capitals", dimension="language")

    def extract(self, reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
        """Words of six capitals and more."""
        document = reading.document
        for start, end, word in zip(document.starts, document.ends, document.words, strict=True):
            if len(word) > 5 and word.isupper():
                yield Finding(rule="acme.shouting", start=start, end=end, layer="author", severity=1, message="capitals")


class Broken(Shouting):
    """One that fails."""

    RULE = Rule(id="acme.broken", code="BX", summary="fails", dimension="language")

    def extract(self, reading: Reading, lexicons: Lexicons) -> Iterator[Finding]:
        """Never works."""
        raise RuntimeError("no luck")


@pytest.fixture
def _third_party(monkeypatch: pytest.MonkeyPatch) -> None:
    both = (("shouting (acme)", Shouting()), ("broken (acme)", Broken()))
    monkeypatch.setattr(pipeline, "_plugins", lambda: (both, ()))


@pytest.mark.usefixtures("_third_party")
def test_a_third_party_rule_shows_up_everywhere_and_a_failing_one_is_a_notice() -> None:
    annotation = annotator.annotate("The SHOUTING went on all day.")
    assert [(f.rule, annotation.reading.text[f.start : f.end]) for f in annotation.findings] == [("acme.shouting", "SHOUTING")]
    assert [n.slug for n in annotation.notices] == ["plugin-failed"]
    assert "no luck" in annotation.notices[0].message
    for form in ("text", "jsonl", "html"):
        assert "acme.shouting" in annotator.render(annotation, form)
    assert "shouting (acme)" in annotation.provenance.plugins
