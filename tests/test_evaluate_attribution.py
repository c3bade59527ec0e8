"""The figures of ``annotator evaluate attribution``, on an invented gold article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.config import Settings
from annotator.errors import InputError
from annotator.evaluation.attribution import evaluate
from annotator.evaluation.counts import Figure

TEXT = (
    "Mayor Ilse Brandt said on Monday that the old bridge would close for two years. “There is no other way,” she said.\n\n"
    "A senior city official, who asked not to be named, said that the piers were sinking.\n"
)


def _span(part: str) -> list[int]:
    start = TEXT.index(part)
    return [start, start + len(part)]


def _gold(folder: Path, attributions: list[dict[str, list[list[int]]]], labels: list[tuple[str, str]]) -> tuple[Path, Path]:
    gold, anonymity = folder / "gold.jsonl", folder / "labels.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": attributions}) + "\n", encoding="utf-8")
    rows = [{"id": "a", "start": _span(part)[0], "end": _span(part)[1], "label": label} for part, label in labels]
    anonymity.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return gold, anonymity


def _figures(gold: Path, labels: Path) -> dict[str, Figure]:
    return evaluate(gold, Settings(), labels)


BRIDGE = {
    "source": [_span("Mayor Ilse Brandt")],
    "cue": [_span("said")],
    "content": [_span("that the old bridge would close for two years")],
}
WAY = {
    "source": [_span("she")],
    "cue": [[TEXT.index("she said") + 4, TEXT.index("she said") + 8]],
    "content": [_span("“There is no other way,”")],
}
OFFICIAL = "A senior city official, who asked not to be named"
PIERS = {
    "source": [_span(OFFICIAL)],
    "cue": [[TEXT.index("said that the piers"), TEXT.index("said that the piers") + 4]],
    "content": [_span("that the piers were sinking")],
}


def test_what_agrees_with_gold_counts_in_full(tmp_path: Path) -> None:
    labels = [("Mayor Ilse Brandt", "named_person"), (OFFICIAL, "anonymous")]
    figures = _figures(*_gold(tmp_path, [BRIDGE, WAY, PIERS], labels))
    assert figures["quotes"].f1 == 100.0
    assert figures["statement found"].recall == 100.0
    assert figures["end to end"].recall == 100.0
    assert figures["kind of source"].f1 == 100.0
    assert figures["name of source"].f1 == 100.0
    assert figures["anonymous mentions"].recall == 100.0


def test_other_kinds_names_and_sources_do_not(tmp_path: Path) -> None:
    moved = {**BRIDGE, "source": [_span("the piers")]}
    labels = [("she", "pronoun_or_coref"), (OFFICIAL, "named_org"), ("the piers", "named_person")]
    figures = _figures(*_gold(tmp_path, [moved, WAY, PIERS], labels))
    assert figures["statement found"].recall == 100.0
    assert figures["end to end"].recall == pytest.approx(66.7)
    assert figures["kind of source"].f1 == 0.0  # only the official is asked about, and is no institution
    assert figures["anonymous mentions"].f1 == 0.0


def test_what_is_no_gold_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="text and attributions are needed"):
        evaluate(broken, Settings())
