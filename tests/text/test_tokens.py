"""The token policy, by example and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.tokens import is_word, plain, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Won't he?", ["Won't", "he", "?"]),
        ("the mayor's crack-brained plan", ["the", "mayor", "'s", "crack-brained", "plan"]),
        ("They’ve paid $7.3 million", ["They", "’ve", "paid", "$", "7.3", "million"]),
        ("AT&T in the U.S. at 5 a.m.", ["AT&T", "in", "the", "U.S.", "at", "5", "a.m."]),
        ("1,200 people, 30 dogs", ["1,200", "people", ",", "30", "dogs"]),
        ("the '90s ... ''yes''", ["the", "'90s", "...", "''", "yes", "''"]),
        ("See https://example.org/a?b=1. @mayor #vote", ["See", "https://example.org/a?b=1", ".", "@mayor", "#vote"]),
        ("a\u00a0b\u2009c\u200bd", ["a", "b", "c", "d"]),
        ("news\u00adpaper", ["news\u00adpaper"]),
        ("officials' view", ["officials", "'", "view"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text)[2] == tokens


def test_look_up_form_has_plain_apostrophes_and_no_soft_hyphen() -> None:
    assert tokenize("Don’t re‑run the NEWS\u00adPAPER")[3] == ["don't", "re-run", "the", "newspaper"]
    assert plain("It’s") == "it's"


def test_lower_case_of_another_length_leaves_offsets_alone() -> None:
    text = "İstanbul’s ΟΔΟΣ said"
    starts, ends, words, lowers = tokenize(text)
    assert words == ["İstanbul", "’s", "ΟΔΟΣ", "said"]
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == words
    assert lowers == [plain(word) for word in words]


def test_is_word() -> None:
    assert is_word("7.3")
    assert not is_word("'s")
    assert not is_word("…")


@given(st.text(alphabet=st.one_of(st.sampled_from("ab.'’\"-& \n1,@#:/\u00a0"), st.characters()), max_size=80))
def test_tokens_are_in_order_and_cover_all_but_space(text: str) -> None:
    starts, ends, words, lowers = tokenize(text)
    assert len(starts) == len(ends) == len(words) == len(lowers)
    at = 0
    for start, end, word in zip(starts, ends, words, strict=True):
        assert at <= start < end
        assert text[start:end] == word
        assert not any(c.isspace() for c in word)
        assert all(c.isspace() or c in "\u00ad\ufeff\u200b\u200e\u200f\u2060" for c in text[at:start])
        at = end
    assert all(c.isspace() or c in "\u00ad\ufeff\u200b\u200e\u200f\u2060" for c in text[at:])
