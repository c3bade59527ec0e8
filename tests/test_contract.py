"""The JSON contract and the arithmetic, on every sample article."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.extract.measures import value_of
from annotator.pipeline import annotate_article
from annotator.report import schema
from annotator.report.json import render_line
from annotator.text.readers import read
from annotator.types import Article
from tests.conftest import ROOT, SEEDS

FILES = sorted(path for path in SEEDS.iterdir() if path.suffix in (".txt", ".md", ".html"))
EXTRA = {
    "empty": "",
    "blank": " \r\n\n",
    "one-word": "Fire",
    "marks": '"""""\'\'\'\'“”“”((((',
    "bidi": "\u202eevil\u202c said \u2066x\u2069.",
}


def _articles(path: Path) -> list[Article]:
    return [article for article in read(str(path)) if isinstance(article, Article)]


@cache
def _output(name: str) -> tuple[str, dict[str, Any]]:
    article = Article(id=name, text=EXTRA[name]) if name in EXTRA else _articles(SEEDS / name)[0]
    return article.text, json.loads(render_line(annotate_article(article)))


NAMES = [path.name for path in FILES if path.name != "README.md"] + list(EXTRA)
every = pytest.mark.parametrize("name", NAMES)


@cache
def _validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(schema.text()))


@every
def test_output_fits_the_schema(name: str) -> None:
    assert [error.message for error in _validator().iter_errors(_output(name)[1])] == []


def test_the_shipped_schema_is_current() -> None:
    assert (ROOT / "annotator" / "report" / "schema.json").read_text(encoding="utf-8") == schema.text()


@every
def test_excerpts_are_the_text_at_their_offsets(name: str) -> None:
    text, out = _output(name)
    assert [f["id"] for f in out["findings"]] == list(range(1, len(out["findings"]) + 1))
    for finding in out["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["excerpt"]
        assert finding["excerpt"]


@every
def test_layers_partition_the_text(name: str) -> None:
    text, out = _output(name)
    at = 0
    for layer in out["layers"]:
        assert layer["start"] == at
        assert layer["end"] > at
        at = layer["end"]
    assert at == len(text)


@every
def test_points_add_up(name: str) -> None:
    for score in _output(name)[1]["scores"]:
        total = score["intercept"] + sum(part["points"] for part in score["contributions"])
        for part in score["contributions"]:
            shares = sum(share["points"] for share in part["evidence"])
            assert math.isclose(shares, part["points"], abs_tol=1e-9) or not part["evidence"]
            assert part["evidence"] or part["feature"] == "none" or part["value"] == 0 or part["points"] == 0
        if score["status"] == "scored":
            assert math.isclose(score["raw"], total, abs_tol=1e-9)
            assert score["value"] == max(0, min(100, math.floor(score["raw"] + 0.5)))
            assert 0 <= score["low"] <= score["value"] <= score["high"] <= 100
        else:
            assert score["reason"]
            assert score["value"] is None


@every
def test_measures_recompute_from_their_evidence(name: str) -> None:
    _, out = _output(name)
    ids = {finding["id"] for finding in out["findings"]}
    for measure in out["measures"]:
        assert math.isclose(measure["count"], sum(amount for _, _, amount in measure["passages"]), abs_tol=1e-9)
        assert math.isclose(measure["value"], value_of(measure["unit"], measure["count"], measure["base"]), abs_tol=1e-9)
        assert set(measure["evidence"]) <= ids


@every
def test_references_between_parts_hold(name: str) -> None:
    text, out = _output(name)
    attributions = {a["id"] for a in out["attributions"]}
    groups = {source["group"] for source in out["sources"]}
    for quote in out["quotes"]:
        assert quote["attribution"] is None or quote["attribution"] in attributions
    for attribution in out["attributions"]:
        assert attribution["source_group"] is None or attribution["source_group"] in groups
        for start, end in attribution["source"] + attribution["cue"] + attribution["content"]:
            assert 0 <= start < end <= len(text)
        if attribution["source_kind"] == "anonymous":
            assert attribution["standing"]
            assert attribution["reason_type"]


def test_same_bytes_in_other_processes_and_hash_seeds(tmp_path: Path) -> None:
    results = set()
    for seed in ("0", "4711"):
        out = tmp_path / seed
        env = {**os.environ, "PYTHONHASHSEED": seed}
        line = [sys.executable, "-m", "annotator"]
        subprocess.run([*line, "report", str(SEEDS), "-o", str(out), "-q"], env=env, check=True, capture_output=True, cwd=ROOT)
        run = subprocess.run([*line, "score", "seeds", "--format", "jsonl"], env=env, check=True, capture_output=True, cwd=ROOT)
        pages = b"".join(path.name.encode() + path.read_bytes() for path in sorted(out.iterdir()))
        results.add((run.stdout, pages))
    assert len(results) == 1
