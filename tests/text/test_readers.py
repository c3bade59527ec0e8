"""Every input format, what goes wrong with files, and that offsets refer to the text exactly as it was read."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import time
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.text.readers import InputFailure, Piece, expand, read, read_text
from annotator.text.readers.decode import decode
from annotator.types import Article

TEXT = "Harbor plan “too dear”, mayor says\n\nThe café owners’ protest – the third – drew €500 in fines.\nIda Marsh said so.\n"


def one(path: Path | str, stdin: bytes | None = None) -> Article:
    (result,) = read(str(path), stdin=io.BytesIO(stdin) if stdin is not None else None)
    assert isinstance(result, Article), result
    return result


def failure(path: Path | str, stdin: bytes | None = None) -> InputFailure:
    (result,) = read(str(path), stdin=io.BytesIO(stdin) if stdin is not None else None)
    assert isinstance(result, InputFailure), result
    assert "\n" not in str(result)
    assert str(result).startswith(f"{result.path}: ")
    return result


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def furniture(article: Article) -> list[tuple[str, str]]:
    return [(article.text[start:end], kind) for start, end, kind in article.furniture]


# --- plain text and encodings


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r")], ids=["lf", "crlf", "cr"])
def test_every_encoding_and_line_end_gives_the_text_as_it_was_written(tmp_path: Path, encoding: str, reported: str, text: str) -> None:
    article = one(put(tmp_path, "plan.txt", text.encode(encoding)))
    assert article.text == text
    assert article.encoding == reported
    assert (article.id, article.format, article.extracted) == ("plan", "txt", False)
    assert article.path == str(tmp_path / "plan.txt")


def test_unicode_form_is_left_alone(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decomposed != TEXT
    assert one(put(tmp_path, "a.txt", decomposed)).text == decomposed


def test_stray_windows_bytes_in_utf8_are_read_as_windows_1252() -> None:
    data = "“Yes,” she said – “no,” he said. It’s".encode() + b" over\x97done \x81"
    assert decode(data) == ("“Yes,” she said – “no,” he said. It’s over—done \x81", "utf-8 with windows-1252")


@pytest.mark.parametrize("encoding", ["cp1251", "shift_jis"])
def test_other_code_pages_are_found(encoding: str) -> None:
    text = {
        "cp1251": "Мэр города заявил во вторник, что перестройка порта обойдётся дороже, чем планировалось раньше. " * 4,
        "shift_jis": "市長は火曜日、港の改修には予定より多くの費用がかかると述べた。住民には理由を知る権利があるという。" * 4,
    }[encoding]
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"some\0words", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        (b"\xff\xfeA", "UTF-16"),
    ],
)
def test_binary_files_are_refused_by_name(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in failure(put(tmp_path, "a.txt", data)).message


def test_an_empty_file_is_an_article_without_text(tmp_path: Path) -> None:
    assert one(put(tmp_path, "a.txt", b"")).text == ""


def test_an_unknown_ending_is_text_if_it_decodes(tmp_path: Path) -> None:
    assert one(put(tmp_path, "notes.story", TEXT)).text == TEXT
    assert "binary" in failure(put(tmp_path, "a.bin", b"\0\1")).message


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_decoder(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError:
        return
    text.encode()
    assert encoding


def test_a_text_is_taken_as_it_is() -> None:
    article = read_text("a\r\nb", title="T", labels=["opinion"])
    assert (article.id, article.text, article.title, article.path, article.labels) == ("text", "a\r\nb", "T", None, ("opinion",))


def test_half_a_character_is_refused_before_it_can_break_a_writer() -> None:
    with pytest.raises(InputError, match=r"surrogate.* at offset 3"):
        read_text("abc\ud800")


# --- which files


def test_folders_are_searched_by_name_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "sub/c.HTML", ".git/d.txt", "gold.toml", "sub/e.jsonl.gz"):
        put(tmp_path, name, "x")
    names = [Path(path).relative_to(tmp_path).as_posix() for path in expand([str(tmp_path)])]
    assert names == ["a.md", "b.txt", "sub/c.HTML", "sub/e.jsonl.gz"]


def test_order_is_as_given_and_nothing_comes_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(tmp_path, name, "x")
    monkeypatch.chdir(tmp_path)
    assert expand(["c.txt", "-", "*.txt", "./a.txt", "-"]) == ["c.txt", "-", "a.txt", "b.txt"]


def test_globs_reach_down_and_a_name_with_brackets_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("x/y/a.txt", "x/b.txt", "a[1].txt"):
        put(tmp_path, name, "x")
    monkeypatch.chdir(tmp_path)
    assert [Path(path).as_posix() for path in expand(["**/b*.txt", "x/*", "a[1].txt"])] == ["x/b.txt", "x/y/a.txt", "a[1].txt"]


@pytest.mark.parametrize(("given", "words"), [("none.txt", "no such file"), ("*.nix", "no file matches"), (".", "no file to read")])
def test_a_path_with_nothing_to_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=words) as caught:
        expand([given])
    assert str(caught.value).startswith(f"{given}: ")


def test_a_file_that_went_away_is_a_failure(tmp_path: Path) -> None:
    assert "No such file" in failure(tmp_path / "gone.txt").message
    assert "directory" in failure(tmp_path).message


def test_an_oversized_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.text.readers.MAX_BYTES", 20)
    assert "larger than" in failure(put(tmp_path, "a.txt", "x" * 21)).message
    assert one(put(tmp_path, "b.txt", "x" * 20)).text == "x" * 20


# --- Markdown

MARKDOWN = """---
title: "A: harbor deal"
author: [Ida Marsh, 'Bo Ng']
publisher: The Lantern
date: 2024-03-05
url: https://lantern.example/harbor
section: Opinion
tags:
  - sea
---

# Harbor deal [signed](https://x.example/a_(b) "t")

The ![wall](wall.png) deal, [the mayor](https://x.example) said, <b>holds</b>.

    An indented first line is prose.

```py
# no heading
```

What comes next
---------------

***
<!-- note -->
[ref]: https://x.example "T"
## Last
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_markdown_is_read_as_source_and_names_what_is_no_prose(tmp_path: Path, end: str) -> None:
    source = MARKDOWN.replace("\n", end)
    article = one(put(tmp_path, "deal.md", source))
    assert article.text == source
    assert (article.title, article.byline, article.outlet) == ("A: harbor deal", "Ida Marsh, Bo Ng", "The Lantern")
    assert (article.date, article.url, article.labels) == ("2024-03-05", "https://lantern.example/harbor", ("Opinion",))
    found = furniture(article)
    assert found.pop(0) == (source[: source.index(f"{end}{end}# Har")], "front_matter")
    assert found == [
        ("# ", "markup"),
        ("Harbor deal [signed", "headline"),
        ('](https://x.example/a_(b) "t")', "link_target"),
        ("![wall](wall.png)", "image"),
        ("](https://x.example)", "link_target"),
        ("<b>", "html"),
        ("</b>", "html"),
        (f"```py{end}# no heading{end}```", "code"),
        ("What comes next", "heading"),
        ("---------------", "markup"),
        ("***", "markup"),
        ("<!-- note -->", "html"),
        ('[ref]: https://x.example "T"', "link_target"),
        ("## ", "markup"),
        ("Last", "heading"),
    ]


def test_markdown_without_front_matter_takes_its_title_from_the_headline(tmp_path: Path) -> None:
    article = one(put(tmp_path, "a.md", "# Harbor **deal** [signed](https://x.example) at last\n\n---\n\nWords.\n"))
    assert article.title == "Harbor deal signed at last"
    assert ("---", "markup") in furniture(article)


def test_a_fence_that_nobody_closes_sets_nothing_aside(tmp_path: Path) -> None:
    assert furniture(one(put(tmp_path, "a.md", "Words.\n\n```\nMore words.\n"))) == []


HOSTILE = (
    "![",
    "](",
    '](a "',
    "<a ",
    "<!--",
    "[a]: ",
    "a\n---\n",
    "```\n",
    "# ",
    "> ",
    "   ",
    "\t",
    "\r",
    "* a\n  ",
    "](a(",
    "---\n",
    "- - ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_markdown_takes_linear_time(piece: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", piece * (400_000 // len(piece)))
    start = time.perf_counter()
    one(path)
    assert time.perf_counter() - start < 5  # measured: under 1 s; a quadratic pattern takes minutes


@given(st.text(alphabet="#-=`~*_[]()<>! \n\r\tab:\"'/", max_size=120))
def test_furniture_is_in_order_and_never_overlaps(source: str) -> None:
    from annotator.text.readers import markdown

    try:
        article = markdown.load(source.encode(), "a.md", "a")
    except InputError:
        return
    ends = 0
    for start, end, _ in article.furniture:
        assert ends <= start < end <= len(article.text)
        ends = end


# --- HTML

PARAGRAPHS = (
    "The city council voted on Tuesday to rebuild the harbor wall, “a long overdue step,” as the mayor put it during a long session.",
    "Opponents said the plan would cost more than the council admits, and asked for a second study before any work begins next spring.",
    "The harbor office will publish the tender in May, according to two people familiar with the plan, who asked not to be named.",
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Council backs harbor plan | The Lantern</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="The Lantern">
<meta property="og:title" content="Council backs harbor plan"><meta name="author" content="Ida Marsh">
<meta property="article:section" content="Harbor"><meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://lantern.example/harbor">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "x"}},
{{"@type": ["OpinionNewsArticle"], "articleSection": ["Opinion"], "genre": "Comment"}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Council backs
harbor plan</h1><p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p><h2>What comes next</h2><p>{PARAGRAPHS[2]}</p></article><footer>All rights reserved</footer></body></html>"""


def check_page(article: Article) -> None:
    headline, first, second, heading, third = article.text.split("\n\n")
    assert (headline, heading, (first, second, third)) == ("Council backs harbor plan", "What comes next", PARAGRAPHS)
    assert furniture(article) == [(headline, "headline"), (heading, "heading")]
    assert (article.title, article.byline, article.outlet) == ("Council backs harbor plan", "Ida Marsh", "The Lantern")
    assert (article.date, article.url) == ("2024-03-05", "https://lantern.example/harbor")
    assert article.labels == ("article", "Harbor", "OpinionNewsArticle", "Opinion", "Comment")
    assert (article.format, article.extracted) == ("html", True)


def test_a_page_gives_its_article_and_what_it_says_about_it(tmp_path: Path) -> None:
    check_page(one(put(tmp_path, "a.html", PAGE)))
    check_page(one("-", PAGE.encode()))


def test_a_page_may_declare_its_charset(tmp_path: Path) -> None:
    words = "Всем жителям города предстоит решить, нужна ли им новая стена порта. " * 9
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{words}</p></article></body></html>'
    article = one(put(tmp_path, "a.html", page.encode("cp1251")))
    assert (article.text, article.encoding) == (words.strip(), "cp1251")


BAD_PAGES = (
    "",
    "<html></html>",
    "<html><body><nav>x</nav></body></html>",
    "<div>" * 5000,
    "no tags at all",
    "<html>" + "<!--" * 999,
    "<\0>",
)


@pytest.mark.parametrize("page", BAD_PAGES)
def test_a_page_without_an_article_is_a_failure_with_a_cure(page: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert ";" in failure(put(tmp_path, "a.html", page)).message
    assert capfd.readouterr() == ("", "")


# --- DOCX


def word_file(folder: Path) -> Path:
    import docx

    document = docx.Document()
    document.core_properties.title = "Harbor"
    document.core_properties.author = "Ida Marsh"
    document.add_heading("Council backs harbor plan", 0)
    document.add_paragraph("First paragraph, ").add_run("in two runs.")
    document.add_heading("More", 1)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "12"
    document.add_paragraph("Tab\tand\nline.")
    path = folder / "plan.docx"
    document.save(str(path))
    return path


def test_a_word_document_is_read_in_order(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    article = one(path)
    assert article.text == "Council backs harbor plan\n\nFirst paragraph, in two runs.\n\nMore\n\nCost\t12\n\nTab\tand\nline."
    assert furniture(article) == [("Council backs harbor plan", "headline"), ("More", "heading")]
    assert (article.id, article.title, article.byline, article.extracted) == ("plan", "Harbor", "Ida Marsh", True)
    assert article.date is not None
    assert one("-", path.read_bytes()).text == article.text


def test_tracked_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    element = document.add_paragraph("The wall ")._p
    element.append(parse_xml(f"<w:del {space}><w:r><w:delText>falls</w:delText></w:r></w:del>"))
    element.append(parse_xml(f"<w:ins {space}><w:r><w:t>stands</w:t></w:r></w:ins>"))
    document.save(str(tmp_path / "a.docx"))
    assert one(tmp_path / "a.docx").text == "The wall stands"


def test_pieces_put_together_are_the_text(tmp_path: Path) -> None:
    import docx

    from annotator.text.readers.docx import pieces

    path = word_file(tmp_path)
    found = list(pieces(docx.Document(str(path))))
    assert "".join(words for _, words in found) == one(path).text
    assert [words for run, words in found if run is not None][:3] == ["Council backs harbor plan", "First paragraph, ", "in two runs."]


def test_damaged_and_swollen_word_documents_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = word_file(tmp_path).read_bytes()
    assert "damaged" in failure(put(tmp_path, "a.docx", whole[: len(whole) // 2])).message
    assert "damaged" in failure(put(tmp_path, "b.docx", TEXT)).message
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a.txt", "no word document")
    assert "damaged" in failure(put(tmp_path, "c.docx", empty.getvalue())).message
    monkeypatch.setattr("annotator.text.readers.docx._PART_LIMIT", 1000)
    assert "unpacks to more" in failure(put(tmp_path, "d.docx", whole)).message


# --- JSON Lines, CSV, JSON


def test_json_lines_go_on_after_bad_ones(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": 7, "text": TEXT, "title": "T", "outlet": "O", "date": "D", "url": "U", "labels": ["opinion", 3]}),
        "",
        "{broken",
        '{"body": "x"}',
        '{"text": 5}',
        "[1]",
        '{"text": "half \\ud800"}',
        '{"text": "ok", "date": NaN}',
        "[" * 100_000,
        '{"text": "last", "id": ' + "9" * 5000 + "}",
        '{"text": "end"}',
    ]
    path = put(tmp_path, "many.jsonl", "\ufeff" + "\n".join(lines))
    results = list(read(str(path)))
    first = results[0]
    assert isinstance(first, Article)
    assert (first.id, first.text, first.title, first.labels) == ("7", TEXT, "T", ("opinion",))
    assert (first.outlet, first.date, first.url, first.path, first.format) == ("O", "D", "U", str(path), "jsonl")
    assert [(r.id, r.text) for r in results[1:] if isinstance(r, Article)] == [("many-8", "ok"), ("many-11", "end")]
    failures = [result for result in results if isinstance(result, InputFailure)]
    assert [item.where for item in failures] == [f"line {number}" for number in (3, 4, 5, 6, 7, 9, 10)]
    for item, words in zip(failures, ("not JSON", "'body'", "a number", "not a JSON object", "surrogate", "levels", "digits"), strict=True):
        assert words in item.message


def test_line_ends_inside_json_texts_stay(tmp_path: Path) -> None:
    assert one(put(tmp_path, "a.jsonl", json.dumps({"text": "a\r\nb\rc\u2028d"}))).text == "a\r\nb\rc\u2028d"


def test_gzip_is_looked_through_and_a_torn_one_gives_what_it_holds(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(number), "text": f"{number} {'words ' * number}"}) + "\n" for number in range(2000))
    packed = gzip.compress(lines.encode())
    assert len(list(read(str(put(tmp_path, "a.jsonl.gz", packed))))) == 2000
    results = list(read(str(put(tmp_path, "b.jsonl.gz", packed[: len(packed) // 2]))))
    assert isinstance(results[0], Article)
    assert isinstance(results[-1], InputFailure)
    assert one(put(tmp_path, "c.txt.gz", gzip.compress(TEXT.encode()))).text == TEXT
    assert "gzip" in failure(put(tmp_path, "d.txt.gz", TEXT)).message.lower()


class Endless(io.RawIOBase):
    """A stream of many records, made as they are asked for."""

    def __init__(self, count: int, header: bytes, record: bytes) -> None:
        self._left = count
        self._next = header
        self._record = record

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        if not self._next and self._left:
            self._left -= 1
            self._next = self._record
        view = cast("memoryview", buffer)
        piece, self._next = self._next[: len(view)], self._next[len(view) :]
        view[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize(
    ("form", "header", "record"),
    [("jsonl", b"", b'{"text": "' + b"words " * 2000 + b'"}\n'), ("csv", b"text\n", b'"' + b"words " * 2000 + b'"\n')],
)
def test_many_articles_take_the_memory_of_one(form: str, header: bytes, record: bytes) -> None:
    from annotator.text.readers import jsonl, table

    stream = io.BufferedReader(Endless(2000, header, record))  # 24 MB in all
    pieces = jsonl.cut(cast("BinaryIO", stream), "-", "s") if form == "jsonl" else table.cut(cast("BufferedReader", stream), "-", "s")
    tracemalloc.start()
    try:
        assert sum(isinstance(item, Piece) for item in pieces) == 2000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_an_overlong_line_is_named_and_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.text.readers.jsonl.MAX_BYTES", 40)
    path = put(tmp_path, "a.jsonl", '{"text": "a"}\n{"text": "' + "x" * 200 + '"}\n{"text": "b"}\n')
    first, second, third = read(str(path))
    assert isinstance(first, Article)
    assert isinstance(second, InputFailure)
    assert second.where == "line 2"
    assert isinstance(third, Article)
    assert third.id == "a-3"


def test_binary_and_utf16_json_lines_fail_once(tmp_path: Path) -> None:
    assert "binary" in failure(put(tmp_path, "a.jsonl", b"\0\1\n" * 50)).message
    assert "UTF-16" in failure(put(tmp_path, "b.jsonl", '{"text": "a"}\n{"text": "b"}'.encode("utf-16"))).message


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables_are_read_by_their_header(tmp_path: Path, name: str, mark: str) -> None:
    rows = [["ID", "Title", "text", "labels"], ["n1", "T", '"He said ""no"",\r\nand left – café"', "opinion|harbor"], ["", "", "b", ""]]
    data = "\r\n".join(mark.join(row) for row in rows)
    first, second = read(str(put(tmp_path, name, data)))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.title, first.labels) == ("n1", "T", ("opinion", "harbor"))
    assert first.text == 'He said "no",\r\nand left – café'
    assert (second.id, second.title, second.text, second.format) == ("a-4", None, "b", "csv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_come_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    assert one(put(tmp_path, "a.csv", "text\n“café”\n".encode(encoding))).text == "“café”"


def test_bad_tables_say_what_is_missing(tmp_path: Path) -> None:
    assert "'body'" in failure(put(tmp_path, "a.csv", "id,body\n1,x\n")).message
    assert "empty" in failure(put(tmp_path, "b.csv", "")).message
    bad, good = read(str(put(tmp_path, "c.csv", "id,text\n1\n2,x\n")))
    assert isinstance(bad, InputFailure)
    assert bad.where == "line 2"
    assert isinstance(good, Article)
    assert good.id == "2"


def test_json_holds_one_article_or_a_list(tmp_path: Path) -> None:
    assert one(put(tmp_path, "a.json", json.dumps({"id": "n", "text": TEXT}, indent=1))).id == "n"
    first, second, third = read(str(put(tmp_path, "b.json", json.dumps([{"text": "a"}, 5, {"text": "c"}]))))
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (first.id, third.id) == ("b-1", "b-3")
    assert isinstance(second, InputFailure)
    assert second.where == "item 2"
    assert "not JSON" in failure(put(tmp_path, "c.json", "{")).message
    assert "'x'" in failure(put(tmp_path, "d.json", '{"x": 1}')).message


def test_ninjs_is_read_in_both_generations(tmp_path: Path) -> None:
    old = {
        "uri": "urn:1",
        "headline": "H",
        "byline": "By Ida Marsh",
        "versioncreated": "2024-03-05",
        "body_text": "a\n\nb",
        "subject": [{"name": "harbor"}],
    }
    article = one(put(tmp_path, "a.json", json.dumps(old)))
    assert (article.id, article.title, article.byline, article.date) == ("urn:1", "H", "By Ida Marsh", "2024-03-05")
    assert (article.text, article.labels, article.format, article.extracted) == ("a\n\nb", ("harbor",), "ninjs", False)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    new = {"uri": "urn:2", "headlines": [{"value": "H"}], "bodies": [{"contenttype": "application/xhtml+xml", "value": body}]}
    article = one(put(tmp_path, "b.json", json.dumps(new)))
    assert (article.text, article.title, article.extracted) == ("\n\n".join(PARAGRAPHS), "H", True)


# --- standard input


def test_standard_input_is_told_apart_by_its_start() -> None:
    text = one("-", TEXT.encode())
    assert (text.id, text.path, text.text, text.format) == ("stdin", "-", TEXT, "txt")
    lines = b'\n\n{"text": "a"}\n{"text": "b"}\nrubbish\n'
    first, second, third = read("-", stdin=io.BytesIO(lines))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, second.id) == ("stdin-3", "stdin-4")
    assert isinstance(third, InputFailure)
    assert third.where == "line 5"
    assert one("-", b"{curly} words open this text\n").format == "txt"
    assert one("-", b"\n \n  A text after blank lines.").text == "\n \n  A text after blank lines."
    assert one("-", b"").text == ""
    assert "binary" in failure("-", b"\0\1").message


# --- the cost of importing


HEAVY = ("trafilatura", "lxml", "docx", "markdown_it", "charset_normalizer", "csv", "gzip", "json", "glob", "numpy", "nltk", "sklearn")


def loaded(code: str) -> set[str]:
    program = f"import sys; {code}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_the_readers_and_reading_text_imports_no_format_library(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    added = loaded(f"from annotator.text.readers import read; list(read({str(path)!r}))") - loaded("import msgspec, dataclasses")
    assert added.isdisjoint(HEAVY)


def test_no_reader_opens_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> Iterator[None]:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    check_page(one(put(tmp_path, "a.html", PAGE)))
