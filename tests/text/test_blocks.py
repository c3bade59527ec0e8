"""Paragraphs, headline, headings and set-aside text, on invented lines of the kinds that news pages have."""

from __future__ import annotations

import pytest

from annotator.text.blocks import find_blocks
from annotator.types import Article

BODY = (
    "The town council voted on Monday to close the library for the winter, and nobody could say when it would open again.",
    "Readers who came to return their books found the door locked and a note that asked them to come back in the spring.",
    "The mayor did not answer questions about the vote, and her office declined to say what the closing would save the town.",
    "A second vote is planned for the end of the month, when two members who were absent on Monday are expected to return.",
    "Last year the council had promised to keep the library open at least three days a week, whatever the budget looked like.",
)


def blocks(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind in find_blocks(Article(id="x", text=text, title=title))[0]]


def aside(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(part.type, text[part.start : part.end]) for part in find_blocks(Article(id="x", text=text, title=title))[1]]


def page(*lines: str, top: int = 2) -> str:
    """The lines in the midst of an article's paragraphs: *top* before, the others behind."""
    return "\n\n".join(BODY[:top] + lines + BODY[top:])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", " \t\n\u00a0\n"])
def test_each_line_is_a_paragraph_where_lines_are_full_sentences(end: str) -> None:
    text = end.join(BODY)
    assert [t for _, t in blocks(text)] == list(BODY)


def test_hard_wrapped_paragraphs_stay_whole() -> None:
    first = (
        "The town council voted on Monday to close the library for the\n"
        "whole winter. Nobody on the bench could say when it would open\n"
        "its doors again, or whether it would. The council's members --\n"
        "all of them -- left the room by the side door with Ann Lee and\n"
        "J. Doe."
    )
    second = (
        "Readers who came to return their books found the door locked\n"
        "and a note. It asked them to come back in the spring, when the\n"
        "council will have met again."
    )
    assert [t for _, t in blocks(first + "\n\n" + second + "\n")] == [first, second]
    assert [t for _, t in blocks(first + "\n" + second + "\n")] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "A new\nDaily Courier report shows how the vote was won, and by whom it was lost in the end.",
        'It was "a plan that nobody on the bench had read before the vote," the paper\nwrites.',
        "The council has accused the mayor of\nplotting against it for years.",
        "She has been in charge of\nNorthern Water Board talks for a year.",
        "The whole report and what it claims\n—largely the work of two clerks\n—says little.",
        "The mayor, the clerk,\nMs. Doe and the guard left.",
    ],
)
def test_stray_line_breaks_in_a_sentence(text: str) -> None:
    assert [t for _, t in blocks(text)] == [text]


def test_a_paragraph_torn_apart_by_a_blank_line() -> None:
    torn = "The vote has a long history of being used to buy time and to divide the\n\nopposition. It is over now."
    assert [t for _, t in blocks(torn)] == [torn]


def test_verse_lists_and_headings_keep_their_lines() -> None:
    assert len(blocks("- one item of three\n- another item\n- a last one")) == 3
    assert len(blocks("1. One thing.\n2. Another thing.")) == 2
    assert len(blocks("What it costs\nThe closing saves the town little, the clerk said on Monday.")) == 2


def test_headline_is_the_title_or_a_short_first_line() -> None:
    text = "\n\n".join(("Library shut for the winter", *BODY))
    assert blocks(text)[0] == ("headline", "Library shut for the winter")
    ended = "\n\n".join(("Library shut for the winter.", *BODY))
    assert blocks(ended)[0][0] == "prose"
    assert blocks(ended, title="Library shut for the winter")[0][0] == "headline"
    assert blocks("\n\n".join(BODY))[0][0] == "prose"


def test_headings_divide_an_article() -> None:
    headings = ("Why the door is locked", "What the mayor will not say", "What happens in the spring of next year")
    text = "\n".join((BODY[0], headings[0], BODY[1], headings[1], BODY[2], headings[2], BODY[3]))
    kinds = {line: kind for kind, line in blocks(text)}
    assert [kinds[line] for line in headings] == ["heading"] * 3
    assert kinds[BODY[2]] == "prose"


def test_markdown_headings() -> None:
    found = blocks("# Library shut\n\n" + BODY[0] + "\n\n## What it costs\n\n" + BODY[1])
    assert [kind for kind, _ in found] == ["headline", "prose", "heading", "prose"]


ASIDES = [
    ("byline", "The Daily Courier contributed to this report."),
    ("byline", "Contributing: Ann Lee and John Roe."),
    ("byline", "(Reporting by Ann Lee in Oslo; Editing by John Roe)"),
    ("byline", "Authors:"),
    ("byline", "By Ann Lee, Staff Writer"),
    ("social", "Follow Ann Lee on Twitter: @annlee"),
    ("social", "8.1k SHARES Facebook Twitter"),
    ("social", "Facebook Twitter Pinterest Email"),
    ("contact", "Email Ann Lee at ann.lee@example.org."),
    ("copyright", "Copyright 2020 The Daily Courier. All rights reserved."),
    ("copyright", "© 2020 The Daily Courier"),
    ("editor_note", "Editor’s note: The council owns shares in this paper."),
    ("editor_note", "Correction: An earlier version of this article misspelled the clerk's name."),
    ("editor_note", "This story has been updated to include a comment from the mayor."),
    ("editor_note", "The views expressed in this article are those of the author alone."),
    ("caption", "A reader before the locked door on Monday. (Ann Lee/AP)"),
    ("caption", "A reader before the locked door on Monday. Photograph: Ann Lee/Reuters"),
    ("caption", "Photo by Ann Lee/Getty Images"),
    ("caption", "Readers before the door in March. REUTERS/Ann Lee"),
    ("caption", "Image source, Getty Images"),
    ("caption", 'Library "closed" poster'),
    ("caption", "Featured image via Flickr"),
    ("caption", "locked_door_monday_1200"),
    ("credit", "H/T The Daily Courier"),
    ("credit", "Source: Daily Courier"),
    ("related_link", "Related: Council to vote again in spring"),
    ("related_link", "Read more: Why the library had to close"),
    ("related_link", "[The library that nobody wanted to pay for]"),
    ("related_link", "See readers protest before the locked door 0:42"),
    ("related_link", "Watch the vote here:"),
    ("related_link", "ALSO READ | Why the library had to close"),
    ("related_link", "MAYOR SAYS SHE WILL NOT ANSWER ANY MORE QUESTIONS"),
    ("promotion", "Advertisement - story continues below"),
    ("promotion", "Story Continued Below"),
    ("promotion", "Sign up for our weekly newsletter and get the news in your inbox."),
    ("promotion", "Share this story on Facebook and let us know what you think!"),
    ("promotion", "Comments"),
    ("embedded_post", "[youtube https://www.youtube.com/watch?v=abc]"),
    ("embedded_post", "https://example.org/status/777263623915745280"),
    ("timestamp", "July 23, 2019 06:00 AM, Updated July 23, 2019 05:27 PM"),
    ("timestamp", "January 5, 2021 / 6:09 PM / CBS News"),
]


@pytest.mark.parametrize(("type_", "line"), ASIDES)
def test_lines_that_are_set_aside_by_their_own_words(type_: str, line: str) -> None:
    assert aside(page(line)) == [(type_, line)]


PROSE = [
    "Photographs by the clerk show that the door was locked before the vote was taken on Monday.",
    "She contributed $300,000 to the campaign that wanted the library closed for good.",
    "Copyright law does not apply to the note, said the clerk, who wrote it herself on Monday.",
    "By Friday the note was gone, and so was the clerk who had put it there.",
    "Follow-up talks are planned for the spring, when all members have returned.",
    "Related businesses, such as the book shop next door, have closed as well.",
    "Read aloud in the council, the letter drew laughter from both benches.",
    "The story continues to draw readers from all over the county to the locked door.",
    "“Sign up or shut up,” the mayor told the readers who had come to protest.",
    "He said so via Twitter, and later in a letter to the council and its clerk.",
    "The source: a clerk who had seen the letter, and who would not give her name.",
    "EVEN THE MAYOR'S FRIENDS LAUGHED — The head of the council told reporters that nobody had read the plan.",
    "NATO — the alliance that the mayor once served — has no view on the matter.",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_looks_like_it_is_not(line: str) -> None:
    assert aside(page(line)) == []


@pytest.mark.parametrize(
    "date_line",
    [
        "WASHINGTON (AP) —",
        "NEW YORK —",
        "FLINT, Mich., Oct. 4 (UPI) —",
        "COLORADO SPRINGS, Colo. -",
        "Berlin (AFP) –",
        "Oslo, Norway —",
        "Los Angeles |",
        "Washington (CNN)",
        "PARIS, Aug 31 (Reuters) -",
        "ST. LOUIS—",
        "Springfield, Ill. (WXYZ) –",
    ],
)
def test_date_lines_up_to_their_dash(date_line: str) -> None:
    text = date_line + " " + "\n\n".join(BODY)
    assert aside(text) == [("dateline", date_line)]


def test_byline_block_above_the_first_paragraph() -> None:
    names = ("Library shut for the winter", "BY ANN LEE", "July 23, 2019 06:00 AM")
    top = (*names, "Readers before the locked door", "A reader waits. By AP", "Up Next")
    link = "Harbor: Storm cuts the town off"
    assert aside("\n\n".join((*top, link, *BODY))) == [
        ("byline", top[1]),
        ("timestamp", top[2]),
        ("caption", top[3]),
        ("caption", top[4]),
        ("up_next", top[5]),
        ("related_link", link),
    ]


def test_name_and_outlet_below_the_headline() -> None:
    assert aside("\n\n".join(("Library shut for the winter", "Ann Lee and John Roe, Daily Courier", *BODY))) == [
        ("byline", "Ann Lee and John Roe, Daily Courier")
    ]


def test_embedded_post_with_the_text_above_its_signature() -> None:
    post = ("Best news of the week, at last https://t.co/abc", "— Ann Lee (@annlee) August 11, 2024")
    assert aside(page("\n".join(post))) == [("embedded_post", post[0]), ("embedded_post", post[1])]
    one = "Best news of the week pic.twitter.com/abc — Ann Lee (@annlee) August 11, 2024"
    assert aside(page(one)) == [("embedded_post", one)]


def test_end_of_the_article() -> None:
    tail = (
        "Daily Courier reporter John Roe contributed to this story.",
        "Follow Ann Lee on Twitter: @annlee",
        "What's happening in the council? Here's a guide to the vote",
        "For years the council had not met. But now all members have returned.",
    )
    assert [t for _, t in aside("\n\n".join(BODY + tail))] == list(tail)
    promotion = ("Discover the latest town news and updates. Download our app!", "Stay on top of the latest stories in the county.")
    assert aside("\n".join(BODY + promotion)) == [("promotion", line) for line in promotion]


def test_note_on_the_writer_but_not_on_somebody_in_the_news() -> None:
    note = "Ann Lee is a columnist and the author of two books on libraries."
    assert aside("\n\n".join((*BODY, note))) == [("byline", note)]
    named = "Ann Lee, who leads the council, said that she would vote again as she had voted on Monday, whatever came of it."
    assert aside("\n\n".join((*BODY, named, note))) == []


def test_credit_behind_the_prose() -> None:
    assert aside("\n\n".join((*BODY, BODY[0] + " (h/t Daily Courier)"))) == [("credit", "(h/t Daily Courier)")]


def test_what_the_reader_knows() -> None:
    text = "Library shut\n\n" + BODY[0] + " <http://x.example> " + BODY[1] + "\n\nprint(1)"
    at = text.index("<http")
    furniture = ((0, 12, "headline"), (at, at + 18, "link_target"), (len(text) - 8, len(text), "code"))
    found, parts = find_blocks(Article(id="x", text=text, furniture=furniture))
    assert [block.kind for block in found] == ["headline", "prose", "set_aside"]
    assert [(part.type, text[part.start : part.end]) for part in parts] == [("link_target", "<http://x.example>"), ("code", "print(1)")]
