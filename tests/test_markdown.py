"""The Markdown report: whole, and with no way in for what an article says. A Markdown parser is the judge."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import annotator
from annotator.cli.main import main
from annotator.report.figures import rows
from annotator.report.markdown import code, prose
from annotator.report.place import Places
from annotator.text.visible import visible
from tests.conftest import SEEDS

PARSER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
MENTION = re.compile(r"(?<!\w)@\w|#\d|GH-\d|:\w[\w+-]*:|\b[0-9a-f]{7,40}\b|https?:|www\.|\w@\w|\$.*\$")
"""What services look for in the text between a page's code spans, after the parser."""

HOSTILE = (
    "</details><script>alert(1)</script>",
    "[a link](https://example.org/) and ![an image](https://example.org/x.png)",
    "<https://example.org> https://example.org www.example.org me@example.org",
    "@octocat @github/team #12 octo/repo#12 GH-12 :tada: deadbeef1 $x$",
    "# heading",
    "a | b || c \\| d \\\\| e |",
    "`code` ``two`` ``` `\\` `|`",
    "```sh",
    "*star* _under_ ~~gone~~ **strong** __dunder__",
    "&lt;b&gt; &#64;octocat &amp; &copy; &",
    "\\@octocat \\[x\\](y) \\",
    "[ref]: https://example.org 'x'",
    "[^1] [x] - [ ] task",
    "\u202eevil\u202c \u2066x\u2069 \x1b[31mred\x07 \x00",
    "1. one\n2. two\n\n---\n\n> quote\n\n    code\n\n| a |\n|---|\n",
    "<!-- comment -->  <b>bold</b> &nbsp;",
    "“Ordinary” words, isn't it? Yes (7.3 %) – half-done… U.S. 1,200!",
)


def _inline(markdown: str) -> list[Token]:
    return list(chain.from_iterable(token.children or () for token in PARSER.parse(markdown)))


def _shown(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline", "text_special"))


def _cells(cell: str) -> list[str]:
    table = PARSER.parse(f"| a | b |\n| :-- | :-- |\n| {cell} | x |")
    return [_shown(token.children or []) for token in table if token.type == "inline"]


def _assert_inert(markdown: str) -> None:
    tokens = PARSER.parse(markdown)
    for token in chain(tokens, _inline(markdown)):
        assert token.type not in ("html_inline", "html_block", "image", "link_open", "fence", "code_block", "blockquote_open", "hr")
        assert token.type not in ("ordered_list_open", "hardbreak", "lheading_open")
    for token in _inline(markdown):
        if token.type == "text":
            assert not MENTION.search(token.content), token.content


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", [code, prose])
def test_escaped_text_shows_exactly_itself(text: str, form: object) -> None:
    assert callable(form)
    words = visible(text)
    for markdown in (f"- 1:1 {form(text)} – end", f"## {form(text)}", f"| a | b |\n| :-- | :-- |\n| {form(text)} | x |"):
        _assert_inert(markdown)
    assert _shown(_inline(f"- 1:1 {form(text)} – end")) == f"1:1 {words} – end"
    assert _shown(_inline(f"## {form(text)}")) == words
    assert _cells(form(text)) == ["a", "b", words, "x"]


@given(st.text(alphabet=st.one_of(st.sampled_from("`|\\[]()<>@#&;:!*_~-. a1\n"), st.characters()), max_size=40))
def test_any_text_shows_exactly_itself(text: str) -> None:
    words = visible(text)
    for form in (code, prose):
        line = f"- x {form(text)} – end"
        _assert_inert(line)
        assert _shown(_inline(line)) == f"x {words} – end"
        assert _cells(form(text)) == ["a", "b", words, "x"]


def test_ordinary_words_stay_as_they_are() -> None:
    text = "A spokesperson for the mayor's office, who asked (twice) not to be named, said: no – 7.3 % of U.S. voters don't."
    assert prose(text) == text


def test_hostile_articles_stay_inert_in_whole_reports() -> None:
    body = "\n\n".join(HOSTILE)
    text = (
        f"Two officials said the `plan` | [a](b) @octocat <img src=x> had failed. The pathetic </mark> | plan #12 goes on. "
        f'"It is `over` | {HOSTILE[3]}," said Anna | Keller, who leads @{HOSTILE[2]}. The @octocat\'s shameful ` farce | ended. '
        + "The council met on Monday and voted on the budget. " * 30
        + f"\n\n{body}"
    )
    annotation = annotator.annotate(text, id="`|@x", title=" ".join(HOSTILE), outlet="<b>")
    assert {"loaded-language", "anonymous-source"} <= {finding.rule for finding in annotation.findings}
    markdown = annotator.render(annotation, "markdown")
    _assert_inert(markdown)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)
    found = _shown(_inline(markdown))
    for finding in annotation.findings:
        words = visible(text[finding.start : finding.end])
        assert len(words) > 240 or words in found


@pytest.mark.parametrize("name", ["quarry-snark", "mayor-whispers", "ferry-retold", "harbor-bond"])
def test_report_is_whole(name: str) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    annotation = annotator.annotate(text, id=name)
    markdown = annotator.render(annotation, "markdown")
    _assert_inert(markdown)
    places = Places(text)
    lines = [_shown(_inline(line)) for line in markdown.splitlines() if re.match(r"- \d+:\d+ ", line)]
    assert len(lines) == len(annotation.findings)
    for line, finding in zip(lines, annotation.findings, strict=True):
        excerpt = visible(text[finding.start : finding.end])
        level = ("note", "warn", "error")[finding.severity - 1]
        head = "{}:{} ".format(*places.of(finding.start)) + f"{level} {finding.rule} "
        assert line.startswith(head + (excerpt if len(excerpt) <= 240 else excerpt[:80]))
        assert finding.message in line
    tables = sum(token.type == "table_open" for token in PARSER.parse(markdown))
    assert tables == 3 + (annotation.scores[0].status == "scored") * 2
    plain = _shown(_inline(markdown))
    for source in annotation.reading.sources:
        assert visible(source.label)[:60] in plain
    for score in annotation.scores:
        assert (f"**{score.value}** | {score.low}–{score.high}" if score.status == "scored" else "no score") in markdown
    for row in rows(annotation.figures):
        assert row.value in markdown


def test_sums_of_the_shown_points_give_the_score() -> None:
    annotation = annotator.annotate((SEEDS / "quarry-snark.txt").read_text(encoding="utf-8"))
    markdown = annotator.render(annotation, "markdown")
    for score in annotation.scores[:2]:
        table = next(part for part in markdown.split("\n\n") if f"**{score.dimension}**" in part and "start" in part)
        points = [float(x) for x in re.findall(r"^\| ([+-]?\d+\.\d) \|", table, re.MULTILINE)]
        assert sum(points) == pytest.approx(score.raw, abs=0.05 * len(points) + 0.05)


def test_the_command_lists_from_the_asked_level_on() -> None:
    path = str(SEEDS / "quarry-snark.txt")
    every = CliRunner().invoke(main, ["score", path, "-q", "--format", "markdown"])
    few = CliRunner().invoke(main, ["score", path, "-q", "--format", "markdown", "--min-level", "error"])
    assert every.exit_code == few.exit_code == 0
    assert " **warn** " in every.stdout
    assert " **warn** " not in few.stdout
    assert every.stdout[: every.stdout.index("### Findings")] == few.stdout[: few.stdout.index("### Findings")]
