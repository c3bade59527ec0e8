"""The learned language engine: against its own definition, on invented sentences, and on text that means it harm."""

from __future__ import annotations

import math
import subprocess
import sys

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.language import learned
from annotator.language.masking import DAY, NAME, NUMBER
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Document

STORY = """Mayor Ilse Brandt said on Monday that the old bridge would close for two years. “We looked at every other way,” she said.

Shop owners in the quarter rightly called this idiotic farce a disgrace. Is anyone at the town hall even awake? The council's shameless
“plan” was hastily cobbled together by clueless bureaucrats, and it shows!

According to a report by the river authority, the piers have been sinking since 2009. Two engineers warned the council in 2017.
"""
LONG = STORY + "\n" + "The council met on Friday and voted 7-2 to buy new pumps for the harbour. " * 12
PLAIN = "The committee will meet on Thursday to vote on the budget, according to a statement."
HARSH = "The disgraceful and utterly pathetic stunt was yet another shameless lie from a corrupt, clueless clown."


def read(text: str) -> Document:
    return structure(Article(id="story", text=text))


def bias(text: str) -> list[float]:
    document = read(text)
    return [value for value in learned.judge(document, load().scan(document)).bias if value is not None]


def keys(text: str) -> list[str]:
    document = read(text)
    return [key for key in learned.engine().names.keys(document.words) if key]


@pytest.mark.parametrize("text", [STORY, LONG, HARSH, PLAIN, "“Shameful,” he said. Really?", "Zzyqqx unglorblier wombatishly!"])
def test_contributions_add_up_to_the_logit_and_rest_on_characters(text: str) -> None:
    document = read(text)
    hits = load().scan(document)
    values = learned.judge(document, hits).bias
    logits = learned.logits(document, hits)
    assert len(values) == len(document.sentences)
    for at, (value, logit) in enumerate(zip(values, logits, strict=True)):
        parts = learned.contributions(document, at, hits)
        assert parts[0].feature == "intercept"
        assert sum(part.weight for part in parts) == pytest.approx(logit, abs=1e-9)
        assert value == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-6)
        assert all(0 <= part.start < part.end <= len(text) for part in parts)


def test_a_word_rests_on_its_own_characters() -> None:
    document = read(HARSH)
    parts = {part.feature: part for part in learned.contributions(document, 0, load().scan(document))}
    part = parts["word: pathetic"]
    assert HARSH[part.start : part.end] == "pathetic"
    assert part.weight > 0


def test_loaded_wording_is_told_from_plain() -> None:
    assert bias(HARSH)[0] > 0.8
    assert bias(PLAIN)[0] < 0.2


def test_words_are_reported_where_they_stand() -> None:
    document = read(HARSH)
    tokens = learned.judge(document, load().scan(document)).loaded
    marked = {HARSH[token.start : token.end] for token in tokens}
    assert {"disgraceful", "pathetic", "shameless"} <= marked
    assert not marked & {"The", "and", "was", "from", "a"}
    plain = read(PLAIN)
    assert learned.judge(plain, load().scan(plain)).loaded == ()


def test_a_sentence_in_an_article_needs_more_than_one_alone() -> None:
    """Few sentences of a news article are loaded, half of those put up by themselves were."""
    filler = "The council met on Friday and voted 7-2 to buy new pumps for the harbour. " * 15
    assert bias(HARSH)[0] > bias(filler + HARSH)[-1]


def test_names_days_and_numbers_are_masked() -> None:
    assert keys("On Monday the mayor met Ilse Brandt of Fox News.")[:5] == ["on", DAY, "the", "mayor", "met"]
    assert NAME in keys("They met Ilse Brandt.")
    assert "brandt" not in " ".join(keys("They met Ilse Brandt, the anti-Brandt camp said."))
    assert keys("It cost 7.5 million in 2009.")[2] == NUMBER


@pytest.mark.parametrize(
    ("one", "other"),
    [("Trump", "Biden"), ("Nicolás Maduro", "Juan Carlos González Pérez"), ("Republicans", "Democrats"), ("CNN", "Fox News")],
)
def test_who_it_is_about_changes_nothing(one: str, other: str) -> None:
    text = "On Friday evening the spokesman for {} rejected the absurd claim, and aides of {} did not answer questions about it."
    assert bias(text.format(one, one)) == bias(text.format(other, other))


def test_quoted_words_are_weighed_apart() -> None:
    said = 'The mayor told the council on Friday: "That was a disgraceful and utterly pathetic stunt by clueless clowns."'
    own = "The mayor told the council on Friday that was a disgraceful and utterly pathetic stunt by clueless clowns."
    assert bias(said)[0] < bias(own)[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "?",
        "“”",
        "“" * 500,
        "a" * 5000,
        "'" * 999,
        "\u0000\u202e\ufeff",
        "İİİ ΣΑΣ ß",
        "-" * 100,
        "- -a- a-- --",
        "<name> ^ $",
    ],
)
def test_hostile_text_is_judged(text: str) -> None:
    document = read(text)
    hits = load().scan(document)
    values = learned.judge(document, hits).bias
    assert all(value is not None and 0 <= value <= 1 for value in values)
    for at in range(len(values)):
        learned.contributions(document, at, hits)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aA bB'\"“”-.?!1$\n’s—(İ#@"), max_size=80))
def test_any_text_is_judged(text: str) -> None:
    document = read(text)
    judgement = learned.judge(document, load().scan(document))
    assert all(value is not None and 0 <= value <= 1 for value in judgement.bias)
    assert all(0 <= token.start < token.end <= len(text) for token in judgement.loaded)
    assert len(judgement.wording) == len(document.sentences)
    assert all(0 <= word.start < word.end <= len(text) for one in judgement.wording for word in one.words)


def test_a_sentence_that_stands_out_names_its_words() -> None:
    document = read(STORY + "\n\n" + HARSH)
    hits = load().scan(document)
    judgement = learned.judge(document, hits)
    last = judgement.wording[-1]
    assert last.level == "stands_out"
    parts = learned.contributions(document, len(document.sentences) - 1, hits)
    for word in last.words:
        carried = [p.weight for p in parts if (p.start, p.end) == (word.start, word.end) and p.feature.partition(":")[0].endswith("word")]
        assert sum(carried) == pytest.approx(word.weight, abs=1e-6)
    assert {one.level for one in judgement.wording[:2]} == {"plain"}
    assert all(not one.words for one in judgement.wording if one.level != "stands_out")


def test_words_of_a_grim_subject_are_not_shown() -> None:
    text = "The shameless terrorist attack on the mosque was a disgrace, said nobody."
    document = read(text)
    shown = {text[word.start : word.end] for one in learned.judge(document, {}).wording for word in one.words}
    assert "shameless" in shown
    assert not shown & {"terrorist", "attack", "mosque"}


def test_caches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(STORY + HARSH + " Unglorblier wombatishly.")
    hits = load().scan(document)
    warm = [learned.judge(document, hits) for _ in range(2)]
    monkeypatch.setattr(learned, "_CACHE_LIMIT", 0)
    monkeypatch.setattr("annotator.language.masking._CACHE_LIMIT", 0)
    learned.engine.cache_clear()
    cold = learned.judge(document, hits)
    learned.engine.cache_clear()
    assert warm[0] == warm[1] == cold


def test_hash_seed_changes_nothing() -> None:
    code = (
        "import sys; from annotator.language import learned; from annotator.lexicon import load;"
        "from annotator.text.structure import structure;"
        "from annotator.types import Article; d = structure(Article(id='s', text=sys.argv[1])); print(learned.judge(d, load().scan(d)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, STORY],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "7")
    }
    assert len(runs) == 1


def test_scoring_needs_no_learning_library() -> None:
    code = (
        "import sys; from annotator.language import learned; learned.engine();"
        "print([m for m in ('numpy', 'scipy', 'sklearn', 'nltk', 'wordllama') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert run.stdout.strip() == "[]"


def test_a_weights_file_of_another_format_is_refused() -> None:
    model = msgspec.structs.replace(learned.engine().model, format=99)
    with pytest.raises(ValueError, match="format 99"):
        learned.decode(msgspec.msgpack.encode(model))


def test_there_is_no_such_sentence() -> None:
    document = read(PLAIN)
    with pytest.raises(IndexError):
        learned.contributions(document, 5, {})
