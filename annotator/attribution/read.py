"""Document → Reading: attributions, sources, quotes with their speakers, and the four layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from annotator.attribution.layers import assign
from annotator.attribution.outlets import with_new_outlets, without_namesakes
from annotator.attribution.sources import resolve
from annotator.lexicon import Lexicons
from annotator.types import Document, Draft, Hit, Reading

Engine = Callable[[Document, Mapping[str, Sequence[Hit]]], tuple[Draft, ...]]


def read(document: Document, hits: dict[str, tuple[Hit, ...]], engine: Engine, lexicons: Lexicons, *, learned: bool = False) -> Reading:
    """Run *engine* over *document* and work out who says what.

    :param hits: lexicon hits by topic, from ``Lexicons.scan``.
    :param engine: drafts attributions; ``rules.drafts`` or ``learned.drafts``.
    :param learned: whether learned weights tell informants from classes of people; else rules do.
    """
    hits = without_namesakes(document, hits)
    found, outlet_names = with_new_outlets(document, hits, lexicons.values("outlets"))
    attributions, quotes, sources, upstream = resolve(document, found, engine(document, found), outlet_names, learned=learned)
    return Reading(
        document=document,
        hits=hits,
        attributions=attributions,
        quotes=quotes,
        sources=sources,
        layers=assign(document, attributions),
        upstream=upstream,
    )
