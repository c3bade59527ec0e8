"""Sentence boundaries: each example is written with a bar where a sentence ends."""

from __future__ import annotations

import pytest

from annotator.text.structure import structure
from annotator.types import Article

EXAMPLES = [
    "The vote was close.| It took an hour.",
    "U.S. President Ann Lee spoke.| She left at 5 p.m.| The room was full.",
    "He flew from St. Louis to the U.S.| He was tired.",
    "Mr. J. R. Smith Jr. met Gov. Lee and Sen. Roe on Jan. 5 in Austin, Texas.| Nobody else came.",
    "Room No. 2 was empty.| So was No. 3.",
    "She was leaning no.| Frank Tull was leaning yes.",
    "Joseph I. Harmon and I.| They met Ms. Doe.",
    '"We won," she said.| "Next year will be harder."| He agreed.',
    '"Why now?" Ms. Doe asked.| "Why not?" said Mr. Roe.| He left.',
    '"Is that it?"| He said no more.',
    "He waited ... and waited.| Then he left…| Nobody saw him.",
    "They met at 7 p.m. -- an hour late.",
    "(The firm declined to comment.)| It said so twice.",
    "“That is that.”| “No, it is not!” he shouted.| “Yes.”",
    "The company, Acme Inc., paid $7.3 million.| It denied wrongdoing.",
    "What next?| Nobody knows!| Or so they say.",
    "The Washington, D.C. council met.| Its vote is final.",
    "Sales rose 3.5 percent vs. 2 percent in 2019.",
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_boundaries(example: str) -> None:
    pieces = example.split("| ")
    text = " ".join(pieces)
    document = structure(Article(id="x", text=text))
    assert [text[s.start : s.end] for s in document.sentences] == pieces


def test_hard_wrapped_lines_do_not_break_sentences() -> None:
    text = (
        "The town council voted on Monday to close the library for the whole winter,\n"
        "and nobody on the bench could say when it would open its doors again. A\n"
        "clerk at the desk said that she had learned of the plan from a reader, who\n"
        "had read of it in the paper. The mayor did not answer questions on Tuesday.\n"
    )
    document = structure(Article(id="x", text=text))
    assert len(document.paragraphs) == 1
    assert len(document.sentences) == 3
