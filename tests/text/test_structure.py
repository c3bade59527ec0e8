"""What holds of every document: offsets in order, nothing lost, nothing changed, time linear in the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.structure import structure
from annotator.types import Article, Document

MARKS = ["“", "”", '"', "'", "‘", "’", "''", ". ", "... ", "? ", "! ", ", ", " (", ") ", "> ", "# ", "- "]
BREAKS = ["\n", "\n\n", "\r\n", "\u2028", "\t", " "]
WORDS = ["the ", "Mayor ", "said", "U.S. ", "Ann Lee ", "@ann ", "The council voted on Monday to close the library for the winter."]
LINES = ["WASHINGTON (AP) — ", "By Ann Lee", "Up Next", "Read more", "Photo: AP", "— Ann (@ann) May 1, 2020", "Follow us on Twitter"]
PIECES = st.lists(st.one_of(st.sampled_from(MARKS + BREAKS + WORDS + LINES), st.text(max_size=6)), max_size=40).map("".join)
UNITS = ['"', "\n", "a", "(", "a.", "a.\n", '"a\n\n', "“a ", "(@", "— a (@b) ", "AB, ", "WASHINGTON ", "Ann Lee\n", "a\n", "Up Next\n"]
MORE_UNITS = ["Q: a?\n", "facebook twitter x\n", "Ann Lee is a writer\n\n", "aaa bbb,\n", "https://a.b/", "\x00", "😀", "Jan 1 ", "#", " "]


def make(text: str) -> Document:
    return structure(Article(id="x", text=text))


@given(PIECES)
def test_everything_is_in_order_and_covered(text: str) -> None:
    document = make(text)
    assert document.text == text
    count = len(document.starts)
    assert len(document.token_sentence) == count
    for i in range(count):
        assert text[document.starts[i] : document.ends[i]] == document.words[i]
        sentence = document.sentences[document.token_sentence[i]]
        assert sentence.first <= i < sentence.last
    at = 0
    for sentence in document.sentences:
        assert sentence.first == at < sentence.last
        assert (sentence.start, sentence.end) == (document.starts[sentence.first], document.ends[sentence.last - 1])
        at = sentence.last
    assert at == count
    token = number = place = 0
    for index, paragraph in enumerate(document.paragraphs):
        assert place <= paragraph.start < paragraph.end
        assert (paragraph.first, paragraph.first_sentence) == (token, number)
        assert all(document.sentences[s].paragraph == index for s in range(paragraph.first_sentence, paragraph.last_sentence))
        place, token, number = paragraph.end, paragraph.last, paragraph.last_sentence
    assert (token, number) == (count, len(document.sentences))
    place = 0
    for part in document.set_aside:
        assert place <= part.start < part.end <= len(text)
        place = part.end


@given(PIECES)
def test_quotations_lie_in_a_paragraph_and_nest(text: str) -> None:
    document = make(text)
    stack: list[int] = []
    groups: set[int] = set()
    before = (-1, 0)
    for q in document.quotations:
        assert 0 <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text)
        assert q.first < q.last
        assert any(p.first <= q.first and q.last <= p.last for p in document.paragraphs)
        assert (q.first, -q.last) >= before
        before = (q.first, -q.last)
        while stack and stack[-1] <= q.first:
            stack.pop()
        assert q.depth == len(stack)
        assert not stack or q.last <= stack[-1]
        stack.append(q.last)
        assert q.group in groups or q.group == len(groups)
        groups.add(q.group)


@given(PIECES)
def test_line_ends_make_no_difference(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    one, other = make(plain), make(plain.replace("\n", "\r\n"))

    def excerpts(document: Document) -> list[list[str]]:
        spans = (document.sentences, document.paragraphs, document.quotations, document.set_aside)
        return [[document.text[part.start : part.end].replace("\r\n", "\n") for part in parts] for parts in spans]

    assert excerpts(one) == excerpts(other)
    assert one.words == other.words


def test_date_line_is_a_sentence_of_its_own() -> None:
    text = "OSLO (AP) — The council voted. It will meet again in the spring, the clerk said."
    document = make(text)
    assert [text[s.start : s.end] for s in document.sentences] == [
        "OSLO (AP) —",
        "The council voted.",
        "It will meet again in the spring, the clerk said.",
    ]
    assert [(p.kind, p.first_sentence, p.last_sentence) for p in document.paragraphs] == [("prose", 0, 3)]


def test_empty_text() -> None:
    for text in ("", " \n\r\n\u00a0", "\ufeff"):
        document = make(text)
        assert [document.sentences, document.paragraphs, document.set_aside, document.quotations] == [(), (), (), ()]


@pytest.mark.parametrize("unit", UNITS + MORE_UNITS)
def test_time_is_linear(unit: str) -> None:
    size = 250_000
    begin = time.perf_counter()
    make(unit * (size // len(unit)))
    assert time.perf_counter() - begin < 6
