"""Repairs that hold whatever engine drafts: which drafts claim something, who said it, and what was said."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.attribution.mend.claims import claims
from annotator.attribution.mend.contents import around_claims, whole_content, with_quotations_before
from annotator.attribution.mend.sources import with_source_behind, with_subjects
from annotator.types import Document, Draft, Hit


def mended(document: Document, drafts: Sequence[Draft], conditions: Sequence[Hit] = ()) -> list[Draft]:
    """*drafts*, repaired, without those that claim nothing.

    :param conditions: phrases that ask not to be named ("on condition of anonymity"), in text order.
    """
    out = around_claims(with_subjects(document, claims(document, drafts, conditions), conditions))
    out = with_quotations_before(document, out)
    return [whole_content(document, with_source_behind(document, draft)) for draft in out]
