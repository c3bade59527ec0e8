"""The compiled kernel gives what the Python code gives, number for number; and what it is handed cannot break it."""

from __future__ import annotations

import gc
import hashlib
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.attribution import features as f
from annotator.attribution import kernel, learned, pure
from annotator.attribution.file import decode
from annotator.attribution.learned import Tagger
from annotator.attribution.weights import Weights
from annotator.text.structure import structure
from annotator.types import Article
from tests.attribution.test_learned import HOSTILE, STORY, read
from tests.conftest import SEEDS

pytestmark = pytest.mark.skipif(not kernel.compiled, reason="the compiled kernel is not there, or ANNOTATOR_PURE is set")

LEAST = -6000
"""Far below what the models ask for, so that every second word is a possible cue."""


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights(decode(learned.model_bytes()))


@pytest.fixture(scope="module")
def readers(weights: Weights) -> tuple[kernel.Reader, pure.Reader]:
    return kernel.Reader(weights), pure.Reader(weights)


def compare(readers: tuple[kernel.Reader, pure.Reader], text: str) -> int:
    """Hold every cue and role of *text* in both against each other; the margins are sums over all features.

    :return: how many cues there were.
    """
    units = f.make_units(read(text))
    fast, slow = (reader.read(units) for reader in readers)
    found = fast.cues(LEAST)
    assert [list(map(tuple, cues)) for cues in slow.cues(LEAST)] == found
    covered = bytearray(len(units.keys))
    for at, (first, last, _) in enumerate(cue for cues in found for cue in cues):
        if at % 3 == 0:
            covered[first:last] = b"\1" * (last - first)
    for cues in found:
        for first, last, _ in cues:
            assert fast.roles(first, last, covered) == tuple(slow.roles(first, last, covered))
    return sum(map(len, found))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_both_agree_on_every_cue_and_role_of_the_seeds(path: os.PathLike[str], readers: tuple[kernel.Reader, pure.Reader]) -> None:
    with open(path, encoding="utf-8") as file:
        assert compare(readers, file.read()) > 20


@pytest.mark.parametrize("text", [STORY, *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_both_agree_on_text_that_means_harm(text: str, readers: tuple[kernel.Reader, pure.Reader]) -> None:
    compare(readers, text[:3000])


WORDS = st.sampled_from(
    "said says told according to the The that who which “ ” \" ' , . : ; -- ( ) [ ] and but “No,” “We will fight this,” MAYOR: Brandt "
    "officials he she is was not by of 2009 $5 never report argued wrote claims denied may asked — minister\n\n \n Q: A:".split(" ")
)
SENTENCES = st.lists(WORDS, max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.one_of(SENTENCES, st.text(max_size=200), st.lists(SENTENCES, max_size=6).map(". ".join)))
def test_both_agree_on_generated_text(text: str) -> None:
    compare(_readers(), text)


def _readers() -> tuple[kernel.Reader, pure.Reader]:
    if not _made:
        shared = Weights(decode(learned.model_bytes()))
        _made.append((kernel.Reader(shared), pure.Reader(shared)))
    return _made[0]


_made: list[tuple[kernel.Reader, pure.Reader]] = []


def test_both_find_the_same_attributions(weights: Weights) -> None:
    taggers = [Tagger(weights, compiled=compiled) for compiled in (True, False)]
    for path in sorted(SEEDS.glob("*.txt")):
        document = structure(Article(id=path.stem, text=path.read_text(encoding="utf-8")))
        fast, slow = (learned.find(document, tagger) for tagger in taggers)
        assert fast == slow != ()


STEPS = st.sampled_from([",", "“No”", "that", "who", "and", "--", "is", "said", "tree"])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(STEPS, min_size=20, max_size=60).map(" ".join))
def test_both_agree_whatever_was_passed_on_the_way_from_a_cue(text: str) -> None:
    compare(_readers(), text)


@pytest.mark.parametrize(
    ("words", "sentences", "paragraphs"),
    [
        (1, [0, 1], [0, 0]),
        (2, [0, 2], [0, 0]),
        (2, [1, 1], [0, 0]),
        (2, [1, 0], [0, 0]),
        (1, [0], [1 << 40]),
        (1, ["0"], [0]),
        (1, [None], [0]),
    ],
)
def test_units_that_are_none_are_refused(
    words: int, sentences: list[int], paragraphs: list[int], readers: tuple[kernel.Reader, pure.Reader]
) -> None:
    with pytest.raises((ValueError, TypeError, OverflowError)):
        readers[0].read(f.Units([], [], ["said"] * words, sentences, paragraphs, []))


@pytest.mark.parametrize(("first", "last", "size"), [(0, 0, 4), (-1, 1, 4), (0, 5, 4), (3, 2, 4), (0, 1, 3), (0, 1, 5), (1, 3, 4)])
def test_a_cue_that_is_none_is_refused(first: int, last: int, size: int, readers: tuple[kernel.Reader, pure.Reader]) -> None:
    reading = readers[0].read(f.Units([], [], ["he", "said", "she", "wept"], [0, 0, 1, 1], [0, 0, 0, 0], []))
    with pytest.raises(ValueError, match="no cue"):
        reading.roles(first, last, bytes(size))


def test_weights_that_do_not_fit_are_refused(weights: Weights) -> None:
    file = weights.file
    for change in (
        {"context_counts": file.context_counts[:-1]},
        {"context_keys": file.context_keys[:-1]},
        {"context_weights": file.context_weights[2:]},
        {"context_lanes": b"\xff" + file.context_lanes[1:]},
        {"attribute_lanes": b"\xff" + file.attribute_lanes[1:]},
        {"attribute_counts": b""},
        {"role_steps": file.role_steps[1:]},
        {"cue_steps": (1 << 30, *file.cue_steps[1:])},
    ):
        with pytest.raises(ValueError, match=r"."):
            kernel.Reader(Weights(msgspec.structs.replace(file, **change)))


def test_it_gives_back_what_it_takes(weights: Weights) -> None:
    reader = kernel.Reader(weights)
    units = f.make_units(read(STORY))
    covered = bytes(len(units.keys))

    def use() -> None:
        reading = reader.read(units)
        for cues in reading.cues(LEAST):
            for first, last, _ in cues:
                reading.roles(first, last, covered)
        with pytest.raises(ValueError, match="no cue"):
            reading.roles(0, 0, covered)

    use()
    tracemalloc.start()
    try:
        use()
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(50):
            use()
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] - before < 20_000
    finally:
        tracemalloc.stop()


def test_it_was_built_from_the_source_beside_it() -> None:
    from annotator.attribution import _kernel

    source = Path(kernel.__file__).with_name("_kernel.c")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    assert digest == _kernel.SOURCE, "an older kernel is in use; install again: pip install -e ."


def test_without_it_the_same_program_runs_in_python() -> None:
    code = "from annotator.attribution import kernel, learned; print(kernel.compiled, type(learned.tagger().read.__self__).__module__)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "ANNOTATOR_PURE": "1"}
    )
    assert run.stdout.split() == ["False", "annotator.attribution.pure"]
