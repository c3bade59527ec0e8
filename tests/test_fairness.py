"""Scores depend on how a text is written and sourced: not on who it is about, its topic, its typing, or how long it goes on.

Everything here holds for both cards. Offsets are mapped, so that "the same findings" means the same rules at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.extract.measures import value_of
from annotator.pipeline import annotate_article
from annotator.text.readers import read
from annotator.types import Annotation, Article, Measure, Paragraph, Span
from tests.conftest import SEEDS, SHARED
from tests.people import TABLE_NAMES, renamed

CARDS = ("policy", "trained")
NEUTRAL = Path(__file__).parent / "data" / "neutral_topics.txt"
LEARNED = frozenset({"expected_loaded", "plain_sentences", "standing_out"})
"""Features that are sums of a learned engine's judgements of sentences, which it makes in their context."""
BRINK = {"policy": frozenset({"asides"}), "trained": frozenset({"asides", "loaded_note", "loaded_warn", "loaded_error"})}
"""Features whose marks rest on the tone around them too: a change elsewhere may tip one passage that is on the brink, not more."""

SWAPS = {
    "names": (("Maduro", "González"), ("Nicolás", "Edmundo"), ("Biden", "Trump"), ("Lindqvist", "Corrigan"), ("Keller", "Okun")),
    "parties": (("Democrats", "Republicans"), ("Democratic", "Republican"), ("Democrat", "Republican")),
    "countries": (
        ("Russia", "Ukraine"),
        ("Russian", "Ukrainian"),
        ("Israel", "Iran"),
        ("Israeli", "Iranian"),
        ("Venezuela", "Colombia"),
        ("Venezuelan", "Colombian"),
    ),
}
STORY = """WASHINGTON — {a} on Monday signed a treaty with {c} that had been in the works for two years.

{b} said that the agreement "leaves the hard questions for later," and asked for a vote in the Senate. A spokesperson for {a} said the
text would be published on Wednesday.

{p} in the House called the signing a reckless stunt, and one official, who declined to be named, said that the talks had nearly
failed twice. According to the report, {c} will open three ports to foreign ships by 2031.

"We have read every page," said Anna Keller, who leads the foreign affairs committee. "The ports are the part that matters."

{q} and {p} were divided over the cost. A study by the budget office puts it at 40 million dollars a year, most of it for customs staff.
The previous treaty expired in March, and trade with {d} has since fallen by a tenth. {b} plans to visit {d} in May. The committee meets
again on Thursday, when the head of the port authority and two economists are to speak. The text has 214 pages, and its annexes list the
goods that may enter without duty from January.
"""
USUAL = {"a": "Biden", "b": "Trump", "c": "Russia", "d": "Ukraine", "p": "Democrats", "q": "Republicans"}
TURNED = {"a": "Trump", "b": "Biden", "c": "Ukraine", "d": "Russia", "p": "Republicans", "q": "Democrats"}
QUIET = "The hall seats four hundred people. It stands beside the river, a short walk from the station."
"""Too short to need a source, and without anything that any feature counts."""


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    """The sample articles, and the real ones where they are beside this source tree."""
    out = []
    for path in (*sorted(SEEDS.glob("*.txt")), *sorted((SHARED / "seeds").glob("*.txt"))):
        name = path.stem if path.parent == SEEDS else path.stem[:3]
        out += [(name, article.text.replace("\r\n", "\n")) for article in read(str(path)) if isinstance(article, Article)]
    return tuple(out)


texts = pytest.mark.parametrize(("name", "text"), _texts(), ids=[name for name, _ in _texts()])
cards = pytest.mark.parametrize("card", CARDS)
cases = pytest.mark.parametrize(
    ("name", "text", "card"),
    [(name, text, card) for name, text in _texts() for card in CARDS],
    ids=[f"{name}-{card}" for name, _ in _texts() for card in CARDS],
)


def _annotate(text: str, card: str) -> Annotation:
    return annotate_article(Article(id="x", text=text), Settings(card=card, plugins=False))


_known = cache(_annotate)
"""The annotation of a text that many tests start from."""


def _values(annotation: Annotation) -> dict[str, float]:
    return {score.dimension: score.raw for score in annotation.scores}


def _marks(annotation: Annotation, at: Callable[[int], int] = lambda offset: offset) -> list[tuple[str, int, int]]:
    return [(finding.rule, at(finding.start), at(finding.end)) for finding in annotation.findings]


def _measures(annotation: Annotation) -> dict[str, Measure]:
    return {measure.feature: measure for measure in annotation.measures}


def _rates(annotation: Annotation) -> dict[str, Measure]:
    return {measure.feature: measure for measure in annotation.measures if not measure.unit.startswith("number of")}


def _assert_same(before: Annotation, after: Annotation, *, play: float = 1e-9) -> None:
    """The same findings at the same offsets, the same measures, the same scores.

    :param play: how far apart scores and learned judgements may be.
    """
    assert _marks(after) == _marks(before)
    old, new = _measures(before), _measures(after)
    for feature, measure in old.items():
        if feature not in LEARNED:
            assert (new[feature].count, new[feature].base) == (measure.count, measure.base), feature
    assert _values(after) == pytest.approx(_values(before), abs=play)


# --- who and what it is about


def _swapped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    other: dict[str, str] = {}
    for a, b in pairs:
        other.setdefault(a, b)
        other.setdefault(b, a)
    return re.sub(r"\b(?:" + "|".join(map(re.escape, other)) + r")\b", lambda match: other[match[0]], text)


@cards
@pytest.mark.parametrize("keys", ["ab", "cd", "pq", "abcdpq"])
def test_who_it_is_about_changes_no_score(card: str, keys: str) -> None:
    usual = _known(STORY.format(**USUAL), card)
    turned = _annotate(STORY.format(**{key: (TURNED if key in keys else USUAL)[key] for key in USUAL}), card)
    assert usual.scores[0].status == "scored"
    for dimension, value in _values(usual).items():
        assert abs(_values(turned)[dimension] - value) <= 1, dimension


def _assert_close(usual: Annotation, turned: Annotation) -> None:
    after = _values(turned)
    for dimension, value in _values(usual).items():
        assert abs(after[dimension] - value) <= 1, dimension


PEOPLE = (
    ("Smith", "Jones"),
    ("Ólafsdóttir", "Szczepański"),
    ("Nguyễn", "Okonkwo"),
    ("Al-Rashid", "ben Avraham"),
    ("Suharto", "Madhubala"),
    ("Featherstonehaugh", "Quennell"),
    ("King", "Stone"),
)
COUNTRIES = (("China", "Taiwan"), ("Norway", "Nigeria"), ("Vanuatu", "Liechtenstein"), ("Myanmar", "Bhutan"), ("Cuba", "Poland"))
PARTIES = (
    ("Conservatives", "Liberals"),
    ("Socialists", "Christian Democrats"),
    ("Greens", "Communists"),
    ("Tories", "Lib Dems"),
    ("Islamists", "Nationalists"),
)


@cards
@pytest.mark.parametrize(
    ("keys", "pair"),
    [("ab", pair) for pair in PEOPLE] + [("cd", pair) for pair in COUNTRIES] + [("pq", pair) for pair in PARTIES],
    ids=[pair[0] for pair in (*PEOPLE, *COUNTRIES, *PARTIES)],
)
def test_any_names_give_the_same_score(card: str, keys: str, pair: tuple[str, str]) -> None:
    usual = _known(STORY.format(**USUAL), card)
    for one in (pair, pair[::-1]):
        _assert_close(usual, _annotate(STORY.format(**USUAL | dict(zip(keys, one, strict=True))), card))


@pytest.mark.parametrize("swap", SWAPS)
@cases
def test_swaps_in_the_articles_change_no_score(name: str, text: str, card: str, swap: str) -> None:
    swapped = _swapped(text, SWAPS[swap])
    if swapped == text:
        pytest.skip("none of them is named")
    _assert_close(_known(text, card), _annotate(swapped, card))


@pytest.mark.parametrize("table", TABLE_NAMES)
@cases
def test_other_names_change_no_score(name: str, text: str, card: str, table: str) -> None:
    """Common, uncommon, non-English and one-word names for the people of the project's own articles."""
    other = renamed(text, table)
    if other == text or name.isdecimal():
        pytest.skip("none of them is named")
    _assert_close(_known(text, card), _annotate(other, card))


@cards
def test_neutral_reports_on_hard_topics_stay_unmarked(card: str) -> None:
    sentences = [sentence for sentence in NEUTRAL.read_text(encoding="utf-8").split("\n") if sentence]
    assert len(sentences) == 60
    marked = [
        (sentence, sentence[f.start : f.end])
        for sentence in sentences
        for f in _annotate(sentence, card).findings
        if f.rule in ("loaded-language", "editorial-aside", "scare-quotes")
    ]
    assert marked == []


TOPICS = (
    ("repairs", "the bridge", "the engineers", "repaired", "road works"),
    ("the shelling", "the hospital", "the militants", "killed", "war crimes"),
    ("abortions", "the clinic", "the doctors", "examined", "abortion"),
    ("deportations", "the camp", "the migrants", "detained", "human trafficking"),
    ("the outbreak", "the school", "the children", "infected", "measles"),
    ("the rape trial", "the court", "the jurors", "heard", "sexual assault"),
)
REPORT = (
    "The county published its figures on {0} at {1} on Monday, said Anna Keller, who leads its statistics office. In all, {2} named in the "
    'report were {3} over six months, according to the office. The report has 40 pages. "We counted every case twice," Keller said. The '
    "ministry of justice said that it would answer in June. Robert Okun, a professor of law at the state university, said that the "
    "figures on {4} were complete, and that those of the year before were not. The county council discusses the report on Thursday.\n\n"
    "The figures cover the years since 2019. Until then, the county kept none of its own. A law of that year asks each county for a report "
    "on {4}, and for the names of the offices that it asked. The office asked eleven of them, the report says, and nine answered within "
    "the month. The other two, which keep their files on paper, answered in May. The report gives their answers in its second part.\n"
)


@cards
def test_topic_changes_no_score(card: str) -> None:
    annotations = [_annotate(REPORT.format(*topic), card) for topic in TOPICS]
    assert {annotation.scores[0].status for annotation in annotations} == {"scored"}
    for dimension in ("sourcing", "language", "overall"):
        values = [_values(annotation)[dimension] for annotation in annotations]
        assert max(values) - min(values) <= 1, (dimension, values)


# --- how long it goes on


def _seams(annotation: Annotation) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Neighbouring paragraphs of plain prose with no quotation that runs from one into the other."""
    document = annotation.reading.document
    runs: dict[int, list[tuple[int, int]]] = {}
    for quotation in document.quotations:
        runs.setdefault(quotation.group, []).append((quotation.outer_start, quotation.outer_end))
    claims = [x for x in annotation.reading.attributions if x.source and x.content]
    for before, after in pairwise(document.paragraphs):
        if before.kind != "prose" or after.kind != "prose" or document.text[before.end - 1] == ":":
            continue  # "She explained it:" and what she said belong together
        if any(part.start < after.end and part.end > before.start for part in document.set_aside):
            continue
        if any(pieces[0][0] < before.end and pieces[-1][1] > after.start for pieces in runs.values()):
            continue
        if any(x.source[0].start < before.end and x.content[-1].end > after.start for x in claims):
            continue  # a quotation that opens a paragraph and has no speaker but the one before
        yield before, after


@cases
def test_a_neutral_paragraph_moves_no_rates_numerator(name: str, text: str, card: str) -> None:
    """At every seam between two paragraphs."""
    usual = _known(text, card)
    before = _rates(usual)
    tipped: set[tuple[str, int, int]] = set()
    for left, right in _seams(usual):
        added = f"\n\n{QUIET}"
        annotation = _annotate(text[: left.end] + added + text[left.end :], card)
        inside = range(left.end, left.end + len(added))
        assert [finding for finding in annotation.findings if finding.start in inside] == []
        after = _rates(annotation)
        moved = {feature for feature in before if feature not in LEARNED and after[feature].count != before[feature].count}
        assert moved <= BRINK[card], (right.start, text[right.start : right.start + 40])
        size = len(added)
        marks = _marks(annotation, lambda offset, end=left.end, size=size: offset - size if offset > end else offset)  # type: ignore[misc]
        tipped |= set(marks) ^ set(_marks(usual))
    assert len(tipped) <= 1


def _body(annotation: Annotation) -> str:
    """The prose without headline, headings, and paragraphs with set-aside parts: what can be said twice."""
    document = annotation.reading.document
    parts = [
        document.text[paragraph.start : paragraph.end]
        for paragraph in document.paragraphs
        if paragraph.kind == "prose" and not any(part.start < paragraph.end and part.end > paragraph.start for part in document.set_aside)
    ]
    return "\n\n".join(parts) + "\n"


@cases
def test_saying_it_twice_changes_no_rate(name: str, text: str, card: str) -> None:
    body = _body(_known(text, card))
    before, after = _rates(_annotate(body, card)), _rates(_annotate(f"{body}\n{body}", card))
    for feature, measure in before.items():
        if feature in LEARNED:  # the engine judges a sentence by its neighbours and by how long the article is
            assert after[feature].value == pytest.approx(measure.value, abs=0.02), feature
        elif feature in BRINK[card] and card == "trained":
            assert abs(len(after[feature].evidence) - 2 * len(measure.evidence)) <= 2, feature
        else:
            assert after[feature].value == pytest.approx(measure.value), feature


def test_more_of_a_fault_never_raises_a_score() -> None:
    dull = "The council met on Monday and voted on the budget, said Anna Keller, the treasurer. It rose by four percent over last year. "
    marks = ["It was a disgraceful, shameful plan. " * n for n in range(5)]
    values = [_annotate(dull * 8 + mark, "policy").scores[1].raw for mark in marks]
    assert all(later <= earlier for earlier, later in pairwise(values))
    assert values[-1] < values[0]


# --- how it is typed


@cards
@texts
def test_line_ends_change_nothing(name: str, text: str, card: str) -> None:
    other = text.replace("\n", "\r\n")
    before, after = _known(text, card), _annotate(other, card)
    assert _marks(after, lambda offset: offset - other.count("\r", 0, offset)) == _marks(before)
    assert _values(after) == pytest.approx(_values(before))


def _wrapped(paragraph: str, width: int) -> str:
    """*paragraph* with line breaks for blanks, so that lines are as full as *width* allows; offsets stay."""
    out = list(paragraph)
    start, blank = 0, -1
    for at, character in enumerate([*paragraph, " "]):
        if character != " ":
            continue
        if at - start > width and blank >= start:
            out[blank] = "\n"
            start = blank + 1
        blank = at
    return "".join(out)


def _unwrapped(annotation: Annotation) -> str:
    """The article with each paragraph on one line; offsets stay."""
    text = annotation.reading.text
    out = list(text)
    for paragraph in annotation.reading.document.paragraphs:
        out[paragraph.start : paragraph.end] = text[paragraph.start : paragraph.end].replace("\n", " ")
    return "".join(out)


@cards
@texts
def test_lines_without_breaks_change_nothing(name: str, text: str, card: str) -> None:
    usual = _known(text, card)
    _assert_same(usual, _annotate(_unwrapped(usual), card))


@cards
@pytest.mark.parametrize("width", [56, 80])
@texts
def test_line_wrapping_changes_nothing(name: str, text: str, width: int, card: str) -> None:
    spaced = text if "\n\n" in text.strip() else "\n\n".join(text.split("\n"))
    plain = _unwrapped(_known(spaced, card))
    wrapped = "\n".join(_wrapped(line, width) for line in plain.split("\n"))
    assert len(wrapped) == len(plain)
    assert wrapped != plain
    _assert_same(_known(plain, card), _annotate(wrapped, card))


def _printed(annotation: Annotation, opening: str, closing: str) -> str:
    """The article with each paired double quotation mark replaced; offsets stay."""
    out = list(annotation.reading.text)
    for quotation in annotation.reading.document.quotations:
        if quotation.mark != "double":
            continue
        if quotation.start - quotation.outer_start == 1:
            out[quotation.outer_start] = opening
        if quotation.outer_end - quotation.end == 1:
            out[quotation.outer_end - 1] = closing
    return "".join(out)


@cards
@pytest.mark.parametrize("marks", ["“”", "«»"])
@texts
def test_the_form_of_quotation_marks_changes_nothing(name: str, text: str, marks: str, card: str) -> None:
    usual = _known(text, card)
    if not any(quotation.mark == "double" for quotation in usual.reading.document.quotations):
        pytest.skip("nothing is quoted")
    _assert_same(_annotate(_printed(usual, '"', '"'), card), _annotate(_printed(usual, *marks), card))


@cards
@pytest.mark.parametrize("marks", ["‘’", "''"])
@texts
def test_speech_in_single_marks_is_speech(name: str, text: str, marks: str, card: str) -> None:
    text = text.translate(str.maketrans("’‘", "''"))
    usual = _known(text, card)
    quotations = usual.reading.document.quotations
    loose = re.compile(r"(?<!\w)'|'(?!\w)")
    if not quotations or any(
        q.mark != "double" or q.depth or not q.closed or loose.search(text, q.start, q.end) or q.outer_start == q.start for q in quotations
    ):
        pytest.skip("quotations within quotations, lost marks or apostrophes at a word's edge: single marks would be ambiguous")
    if not any(text[q.end - 1] in ",.?!" and text.count(" ", q.start, q.end) > 2 for q in quotations):
        pytest.skip("no quotation shows that its marks are those of speech")
    _assert_same(_annotate(_printed(usual, "“", "”"), card), _annotate(_printed(usual, *marks), card))


@cards
@texts
def test_typographic_apostrophes_change_nothing(name: str, text: str, card: str) -> None:
    plain = text.translate(str.maketrans("’‘", "''"))
    _assert_same(_annotate(plain, card), _annotate(re.sub(r"(?<=\w)'(?=\w)", "’", plain), card), play=0.01)


def _headline(annotation: Annotation) -> Paragraph | None:
    return next((p for p in annotation.reading.document.paragraphs if p.kind == "headline"), None)


def _titled(text: str) -> str:
    return re.sub(r"(?<![\w'’])[a-z]", lambda match: match[0].upper(), text)


@cards
@pytest.mark.parametrize("form", [str.upper, _titled], ids=["capitals", "title case"])
@texts
def test_the_case_of_a_headline_changes_nothing(name: str, text: str, form: Callable[[str], str], card: str) -> None:
    usual = _known(text, card)
    headline = _headline(usual)
    if headline is None or text[headline.start : headline.end].isupper():
        pytest.skip("no headline, or one in capitals already")
    other = text[: headline.start] + form(text[headline.start : headline.end]) + text[headline.end :]
    after = _annotate(other, card)
    assert {mark for mark in _marks(after) if mark[1] >= headline.end} == {mark for mark in _marks(usual) if mark[1] >= headline.end}
    assert _rates(after)["exclamations"].count == _rates(usual)["exclamations"].count
    assert _values(after)["language"] == pytest.approx(_values(usual)["language"], abs=1.0)


@cards
@texts
def test_an_opening_in_capitals_changes_nothing(name: str, text: str, card: str) -> None:
    usual = _known(text, card)
    first = next(p for p in usual.reading.document.paragraphs if p.kind == "prose")
    opening = re.compile(r"(?:[A-Z][a-z]* |[a-z]+ ){2}[a-z]+(?= )").match(text, first.start, first.end)
    if opening is None or any(part.start < first.end and part.end > first.start for part in usual.reading.document.set_aside):
        pytest.skip("the article opens with a place, a number or a name")
    after = _annotate(text[: opening.start()] + opening[0].upper() + text[opening.end() :], card)
    tipped = set(_marks(after)) ^ set(_marks(usual))
    assert len(tipped) <= 1
    assert {rule for rule, _, _ in tipped} <= {"editorial-aside"}
    assert _values(after)["language"] == pytest.approx(_values(usual)["language"], abs=1.0)


@cards
@pytest.mark.parametrize("word", ["disgraceful", "strongman", "pathetic", "farcical"])
def test_loaded_words_are_found_in_any_case(word: str, card: str) -> None:
    for form in (word, word.capitalize(), word.upper()):
        text = f"{form} was the word for it. The council met on Monday and voted on the {form} plan."
        found = [text[f.start : f.end] for f in _annotate(text, card).findings if f.rule == "loaded-language"]
        assert found == [form, form]


# --- where points come from


@texts
def test_measures_follow_from_their_evidence_and_scores_from_their_terms(name: str, text: str) -> None:
    annotation = _known(text, "trained")
    for measure in annotation.measures:
        assert measure.value == pytest.approx(value_of(measure.unit, sum(e.amount for e in measure.evidence), measure.base))
    for score in annotation.scores:
        assert score.raw == pytest.approx(score.intercept + sum(c.points for c in score.contributions), abs=1e-9)


def _touched(annotation: Annotation, start: int, end: int) -> Iterator[Span]:
    """The passage ``start:end``, and whatever of an attribution it is part of."""
    yield Span(start, end)
    for attribution in annotation.reading.attributions:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        if any(span.start < end and span.end > start for span in spans):
            yield from spans


NEEDED = frozenset(
    {"touted", "backpedaled", "would not say whether", "allege", "claims", "facing", "Regime Change", "clown show", "MUTINY", "regime"}
)
"""Loaded words without which a sentence is none: its verb, or the noun that it is about."""
FED = {("laughable", "scare_quotes"): "'laughable' shows that the quote marks behind it are meant to distance"}
"""What a passage feeds by standing beside it."""


def _bears(passage: str, before: Measure, after: Annotation) -> bool:
    """Whether *passage* alone bore out the words of the headline that *after* lacks."""
    text = after.reading.text
    lacking = [text[e.start : e.end].lower() for e in _measures(after)["headline_unborne"].evidence]
    borne = [word for word in lacking if word[:5] in passage.lower()]
    return len(borne) >= len(lacking) - len(before.evidence)


def _changed(before: dict[str, Measure], after: dict[str, Measure], card: str) -> set[str]:
    """Features that count something else than before; on the brink, one passage more or less is let pass."""
    out = set()
    for feature, measure in before.items():
        gone = abs(len(after[feature].evidence) - len(measure.evidence))
        if feature not in LEARNED and after[feature].count != measure.count and not (feature in BRINK[card] and gone <= 1):
            out.add(feature)
    return out


@cases
def test_each_loaded_word_removed_changes_only_what_it_fed(name: str, text: str, card: str) -> None:
    """Fed are the features whose evidence the word belongs to, by itself or through the attribution that it is part of."""
    usual = _known(text, card)
    before = _measures(usual)
    for finding in usual.findings:
        word = text[finding.start : finding.end]
        sentence = next(s for s in usual.reading.document.sentences if s.start <= finding.start < s.end)
        if finding.rule != "loaded-language" or finding.type == "wording" or sentence.start == finding.start or word in NEEDED:
            continue
        end = finding.end + (text[finding.end : finding.end + 1] == " ")
        spans = list(_touched(usual, finding.start, end))
        fed = {f for f, m in before.items() if any(e.start < x.end and e.end > x.start for e in m.evidence for x in spans)}
        after = _annotate(text[: finding.start] + text[end:], card)
        if _bears(word, before["headline_unborne"], after):
            fed.add("headline_unborne")
        assert _changed(before, _measures(after), card) <= fed | {feature for by, feature in FED if by == word}, word


@cases
def test_each_aside_removed_changes_only_what_it_fed(name: str, text: str, card: str) -> None:
    """Asides with a name or a source in them are left out: what is said next may refer to it."""
    usual = _known(text, card)
    before = _measures(usual)
    for finding in usual.findings:
        if finding.rule != "editorial-aside" or len(list(_touched(usual, finding.start, finding.end))) > 1:
            continue
        if re.search(r"(?<!^)\b[A-Z][a-z]", text[finding.start : finding.end]):
            continue
        end = finding.end + (text[finding.end : finding.end + 1] == " ")
        fed = {f for f, m in before.items() if any(e.start < end and e.end > finding.start for e in m.evidence)}
        after = _annotate(text[: finding.start] + text[end:], card)
        if _bears(text[finding.start : finding.end], before["headline_unborne"], after):
            fed.add("headline_unborne")
        assert _changed(before, _measures(after), card) <= fed, text[finding.start : finding.end]
