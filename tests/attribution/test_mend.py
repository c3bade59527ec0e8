"""Repairs behind any engine: sources of "according to", of ", said" and of signed quotations."""

from __future__ import annotations

import pytest

from annotator.attribution import rules
from annotator.attribution.mend import mended
from annotator.lexicon import load
from annotator.text.structure import structure
from annotator.types import Article, Draft, Span


def _mend(text: str, *, source: str, cue: str, content: str) -> tuple[list[str], list[str]]:
    document = structure(Article(id="x", text=text))

    def span(part: str) -> tuple[Span, ...]:
        return (Span(text.index(part), text.index(part) + len(part)),) if part else ()

    (draft,) = mended(document, [Draft(source=span(source), cue=span(cue), content=span(content))])
    return [text[s.start : s.end] for s in draft.source], [text[s.start : s.end] for s in draft.cue]


@pytest.mark.parametrize("dash", ["―", "—", "–", "--"])
def test_a_signed_quotation_is_its_signer_s(dash: str) -> None:
    text = f"Letters came in.\n\n“Nobody asked us about the bridge.” {dash} Sonya Herring\n\nThe vote is next week."
    assert _mend(text, source="", cue="", content="“Nobody asked us about the bridge.”") == (["Sonya Herring"], [dash])
    assert _mend(text, source="Letters", cue="came", content="“Nobody asked us about the bridge.”") == (["Sonya Herring"], [dash])


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody asked us about the bridge.” – Monday was quiet. The vote is next week.",
        "“Nobody asked us about the bridge” – the Old Bridge that is, said Sonya Herring.",
        "“Nobody asked us about the bridge” — Herring",
    ],
)
def test_other_dashes_behind_a_quotation_sign_nothing(text: str) -> None:
    content = text[: text.index("”") + 1]
    assert _mend(text, source="", cue="", content=content)[0] == []


def test_a_signature_is_found_by_the_rules_too() -> None:
    text = "Letters came in.\n\n“Nobody asked us about the bridge.” ― Sonya Herring\n\nThe vote is next week."
    document = structure(Article(id="x", text=text))
    hits = load().scan(document)
    sources = [text[s.start : s.end] for draft in mended(document, rules.drafts(document, hits)) for s in draft.source]
    assert "Sonya Herring" in sources


def test_a_relative_clause_belongs_to_the_source_of_according_to() -> None:
    text = "The ferry will not sail in May, according to a person who often talks to the harbour board. Nobody else spoke."
    source = "a person who often talks to the harbour board"
    assert _mend(text, source="", cue="according to", content="The ferry will not sail in May") == ([source], ["according to"])
