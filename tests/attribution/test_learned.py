"""The learned attribution engine: on invented sentences, against its own definition, and on text that means it harm."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from annotator.attribution import cues, kernel, learned, pure, roles, weights
from annotator.attribution import features as f
from annotator.attribution.cues import Cue
from annotator.attribution.file import decode
from annotator.attribution.learned import Tagger
from annotator.attribution.roles import Surroundings
from annotator.attribution.weights import Weights
from annotator.text.structure import structure
from annotator.types import Article, Document, Draft, Span

STORY = """Mayor Ilse Brandt said on Monday that the old bridge would close for two years. “We looked at every other way,” she
said. “There is none.”

Shop owners in the quarter, who were told nothing beforehand, called the plan “a slap in the face” and vowed to sue.

According to a report by the river authority, the piers have been sinking since 2009. Two engineers warned the council in 2017,
arguing that repairs would cost more than a new bridge.

“Nobody listened,” recalled Tomas Weil, who wrote the report. The council meets again on Friday.
"""


def read(text: str) -> Document:
    return structure(Article(id="story", text=text))


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, as text, pieces joined by a bar."""

    def joined(spans: tuple[Span, ...]) -> str:
        return " | ".join(span.of(text) for span in spans)

    return [(joined(d.source), joined(d.cue), joined(d.content)) for d in learned.drafts(read(text), {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the talks would resume in May.",
            ("The minister", "said", "that the talks would resume in May"),
        ),
        ("“We will not pay,” said Anna Kowal.", ("Anna Kowal", "said", "“We will not pay,”")),
        (
            "The fire began in the cellar, according to police.",
            ("police", "according to", "The fire began in the cellar"),
        ),
        (
            "“It is late,” Mr. Adeyemi said. “Let us go home.”",
            ("Mr. Adeyemi", "said", "“It is late,” | “Let us go home.”"),
        ),
        (
            '"The vote was fair," she told reporters.',
            ("she", "told", '"The vote was fair,"'),
        ),
    ],
)
def test_marks_the_exact_place(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_no_attribution_where_nobody_says_anything() -> None:
    assert told("The train left the station at noon. Rain fell on the fields.") == []


def test_a_quotation_is_wholly_inside_a_content_or_outside() -> None:
    document = read(STORY)
    for draft in learned.drafts(document, {}):
        for quotation in document.quotations:
            for span in draft.content:
                inside = min(span.end, quotation.end) - max(span.start, quotation.start)
                assert inside <= 0 or inside == quotation.end - quotation.start


def test_spans_lie_in_the_text_in_order_and_on_tokens() -> None:
    document = read(STORY)
    drafts = learned.drafts(document, {})
    assert len(drafts) >= 5
    for draft in drafts:
        for spans in (draft.source, draft.cue, draft.content):
            assert list(spans) == sorted(spans)
            for span in spans:
                assert span.start in document.starts
                assert span.end in document.ends
                assert span.start < span.end


def test_same_input_same_drafts_with_warm_and_with_cold_caches() -> None:
    document = read(STORY)
    warm = learned.drafts(document, {})
    assert learned.drafts(document, {}) == warm
    assert learned.find(document, Tagger(Weights(decode(learned.model_bytes())))) == warm


@pytest.mark.parametrize("compiled", [True, False])
def test_threads_share_a_tagger_whose_caches_are_emptied_all_the_time(compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if compiled and not kernel.compiled:
        pytest.skip("the compiled kernel is not there")
    documents = [read(STORY), read(STORY.replace("said", "claimed")), read(STORY.replace("bridge", "school"))]
    expected = [learned.drafts(document, {}) for document in documents]
    monkeypatch.setattr(weights, "_LIMIT", 5)
    monkeypatch.setattr(kernel, "_MOST", 5)
    shared = Tagger(Weights(decode(learned.model_bytes())), compiled=compiled)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda document: learned.find(document, shared), documents * 20))
    finally:
        sys.setswitchinterval(interval)
    assert found == expected * 20


def _plain(engine: pure.Reader, features: list[f.Feature]) -> int:
    """The weights of features one by one, without any memo of the tagger."""
    total = 0
    for feature in features:
        if feature[0] in f.SLOTS:
            total += dict(engine.weights.lexical(feature[1])).get(f.SLOTS.index(feature[0]), 0)
        else:
            total += engine.weights.of([feature])
    return total


def test_remembered_sums_equal_the_plain_sum_over_all_features() -> None:
    engine = pure.Reader(Weights(decode(learned.model_bytes())))
    units = f.make_units(read(STORY))
    entries = [engine.weights.entries[key] for key in units.keys]
    words = [entry.word for entry in entries]
    found: list[Cue] = []
    for number in range(len(units.bounds)):
        plain = [_plain(engine, features) for features in f.cue_features(units, words, number)]
        assert [total - cues.BIAS for total in engine.cues.totals(units, entries, number)] == plain
        found += engine.cues.cues(units, entries, number, -2000)
    assert len(found) > 5
    for cue in found:
        covered = frozenset(i for other in found if other is not cue for i in range(other.first, other.last)).difference(
            range(cue.first, cue.last)
        )
        marked = bytearray(i in covered for i in range(len(words)))
        begin, totals = engine.roles.totals(Surroundings(units, words, entries, marked, {}), (cue.first, cue.last))
        first, features = f.role_features(units, words, (cue.first, cue.last), covered)
        assert begin == first
        for i, (total, each) in enumerate(zip(totals, features, strict=True), begin):
            if not cue.first <= i < cue.last:
                assert total - roles.BIAS == _plain(engine, each)


def test_states_and_their_numbers_agree() -> None:
    states = [f.state(number) for number in range(3000)]
    assert len(set(states)) == 3000
    for number, state in enumerate(states):
        assert f.crossed(state) == f.crossed(f.state(number % f.PASSED))
        for step in range(8):
            for cue in (False, True):
                assert f.state(f.follow(number << 4 | step << 1 | cue)) == f.advance(state, step, cue)


HOSTILE = [
    "",
    " \n\t ",
    "“",
    "”" * 500,
    '"' * 999,
    "said " * 400,
    "“said” " * 300,
    ": " * 300,
    "\x02 \x00 \x02said\x02 said \ud800 \U0010ffff",
    "He said\r\n\r\n\r\n“" + "a" * 5000,
    "a: " + "“b” c said. " * 100,
    "\n".join("X:" for _ in range(200)),
    "é" * 3000 + " said that " + "х" * 3000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_it(text: str) -> None:
    drafts = learned.drafts(read(text), {})
    assert all(isinstance(draft, Draft) for draft in drafts)
    for draft in drafts:
        for span in (*draft.source, *draft.cue, *draft.content):
            assert 0 <= span.start < span.end <= len(text)


def test_weights_of_another_format_are_refused() -> None:
    model = msgspec.to_builtins(decode(learned.model_bytes()), builtin_types=(bytes,))
    with pytest.raises(ValueError, match="format 99"):
        decode(msgspec.msgpack.encode({**model, "format": 99}))
    with pytest.raises(msgspec.DecodeError):
        decode(b"\x80\x04not a model")


def test_weights_are_small_and_nothing_heavy_is_imported() -> None:
    assert len(learned.model_bytes()) <= 6_000_000
    source = learned.__file__
    assert source is not None
    learned.drafts(read(STORY), {})
    assert "annotator.attribution.training" not in sys.modules


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“I heard it,” said Sabeen Orhal, 34. She had cuts on her arms. “When I got up, only his scale was left.”", "Sabeen Orhal"),
        ("Tom Ek said on Monday that the bridge would close.\n\n“We have no choice in this, and the engineers agree.”", "Tom Ek"),
        ("Tom Ek said on Monday that the bridge would close.\n\n“Who decided this, and when?” The question came from the back.", ""),
        ("“I heard it,” said Ida Krog.\n\nRain fell on the market.\n\n“Nobody knows who wrote this on the wall of the school.”", ""),
    ],
)
def test_whose_words_a_lone_quotation_is(text: str, speaker: str) -> None:
    last = text.rindex("“") if "Who decided" not in text else text.index("“")
    found = [source for source, _, content in told(text) if text[last : last + 9] in content]
    assert [source.startswith(speaker) and bool(source) == bool(speaker) for source in found] == [True]
