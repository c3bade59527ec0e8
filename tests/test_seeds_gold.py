"""The sample articles and their gold marks are complete and consistent in themselves."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from annotator.text.readers import read
from annotator.text.tokens import is_word, tokenize
from annotator.types import Article, Span
from tests.seeds_gold import RULES, SEEDS, Gold, GoldError, compare, gold_path, load_gold, resolve, seed_paths

PATHS = seed_paths()
each_seed = pytest.mark.parametrize("seed", PATHS, ids=lambda path: path.stem)


@cache
def text_of(seed: Path) -> str:
    """The article's text as the program reads it."""
    (article,) = read(str(seed))
    assert isinstance(article, Article)
    return article.text


@cache
def gold_of(seed: Path) -> Gold:
    return load_gold(gold_path(seed), text_of(seed))


def test_there_are_enough_seeds_of_every_format() -> None:
    assert len(PATHS) >= 16
    assert {path.suffix for path in PATHS} == {".txt", ".md", ".html"}
    assert len({path.stem for path in PATHS}) == len(PATHS)


def test_every_gold_file_has_its_article() -> None:
    assert {path.name for path in SEEDS.glob("*.gold.toml")} == {gold_path(path).name for path in PATHS}


@each_seed
def test_gold_resolves(seed: Path) -> None:
    gold, text = gold_of(seed), text_of(seed)
    for row, span in zip(gold.file.mark, gold.marks, strict=True):
        assert span.of(text) == row.text.partition("<<")[2].partition(">>")[0]
        assert row.rule in RULES
    assert gold.file.about


@each_seed
def test_length_is_that_of_a_news_article(seed: Path) -> None:
    _, _, words, _ = tokenize(text_of(seed))
    assert 250 <= sum(map(is_word, words)) <= 900


@each_seed
def test_marks_of_one_rule_do_not_overlap(seed: Path) -> None:
    gold = gold_of(seed)
    for spans in (*(gold.places(rule) for rule in RULES), tuple(sorted(gold.quotes)), tuple(sorted(gold.set_aside))):
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@each_seed
def test_no_mark_lies_in_text_that_is_set_aside(seed: Path) -> None:
    gold = gold_of(seed)
    assert not [(a, b) for a in gold.set_aside for b in (*gold.marks, *gold.quotes) if a.start < b.end and b.start < a.end]


@each_seed
def test_loaded_words_are_the_outlets_own(seed: Path) -> None:
    gold = gold_of(seed)
    loaded = gold.places("loaded-language")
    assert not [(a, b) for a in gold.quotes for b in loaded if a.start < b.end and b.start < a.end]
    assert all(row.severity and row.layer == "author" for row in gold.file.mark if row.rule == "loaded-language")


@each_seed
def test_ledger_agrees_with_the_marks(seed: Path) -> None:
    file = gold_of(seed).file
    rows = {row.name: row for row in file.source}
    assert len(rows) == len(file.source)
    marked = Counter(row.group for row in file.mark if row.rule == "anonymous-source")
    assert set(marked) == {row.name for row in file.source if row.kind == "anonymous"}
    for name, row in rows.items():
        assert row.mentions >= max(1, marked[name])  # a pronoun counts as a mention and is not marked
        assert (row.reason is not None) == (row.reason_type in ("rote", "specific"))
        assert (row.kind == "anonymous") == (row.standing is not None) == (row.reason_type is not None)
    for mark in file.mark:
        if mark.rule == "anonymous-source":
            assert mark.standing
            assert mark.reason_type
            assert mark.content_type


@each_seed
def test_quotes_name_sources_of_the_ledger(seed: Path) -> None:
    gold = gold_of(seed)
    kinds = {row.name: row.kind for row in gold.file.source}
    for row in gold.file.quote:
        assert row.speaker_kind == (kinds[row.speaker] if row.speaker else None)
    nobody = sorted(span for row, span in zip(gold.file.quote, gold.quotes, strict=True) if row.speaker is None)
    assert tuple(nobody) == gold.places("unattributed-quote")


@each_seed
def test_second_hand_marks_go_with_an_outlet(seed: Path) -> None:
    file = gold_of(seed).file
    outlets = {row.name for row in file.source if row.kind == "outlet"}
    assert bool(outlets) == any(row.rule == "second-hand-source" for row in file.mark)
    assert file.upstream is None or file.upstream in outlets


def test_every_rule_has_enough_marks() -> None:
    counts = Counter(row.rule for seed in PATHS for row in gold_of(seed).file.mark)
    assert {rule: counts[rule] for rule in RULES if counts[rule] < 5} == {}


def test_pairs_point_at_each_other() -> None:
    pairs = {seed.stem: other for seed in PATHS if (other := gold_of(seed).file.pair)}
    assert len(pairs) >= 4
    assert all(pairs.get(other) == name for name, other in pairs.items())


def test_line_ends_and_quote_styles_vary() -> None:
    texts = [text_of(seed) for seed in PATHS]
    assert any("\r\n" in text for text in texts)
    assert any("“" in text for text in texts)
    assert any(' "' in text for text in texts)
    assert any(" ''" in text for text in texts)
    assert any(text.count(" ‘") >= 5 for text in texts)


def test_licence_is_cc0() -> None:
    licence = (SEEDS / "LICENSE").read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: CC0-1.0" in licence
    assert "CC0" in (SEEDS / "README.md").read_text(encoding="utf-8")


def test_readme_lists_every_seed() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in PATHS if f"`{path.name}`" not in readme] == []


@pytest.mark.parametrize("snippet", ["no marks", "<<two>> and <<two>>", "<<>>", "<<absent>>", "the <<end"])
def test_resolve_refuses(snippet: str) -> None:
    with pytest.raises(GoldError):
        resolve(snippet, "no marks, two and two, the end")


def test_resolve_refuses_what_occurs_twice() -> None:
    with pytest.raises(GoldError, match="more than once"):
        resolve("<<aa>>", "aaa")
    assert resolve("b <<a>> c", "a b a c") == Span(4, 5)


def test_load_gold_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.gold.toml"
    for content in ("about = ", "about = 'x'\nopinion = false\ncolour = 1\n", "opinion = false\n"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(GoldError, match=r"x\.gold\.toml"):
            load_gold(path, "text")


def test_compare_pairs_each_mark_once() -> None:
    agreement = compare([Span(0, 4), Span(10, 14), Span(20, 24)], [Span(2, 13), Span(0, 3), Span(30, 32)])
    assert agreement.agreed == ((Span(0, 4), Span(0, 3)), (Span(10, 14), Span(2, 13)))
    assert agreement.missed == (Span(20, 24),)
    assert agreement.extra == (Span(30, 32),)
