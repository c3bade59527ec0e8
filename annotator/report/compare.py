"""Comparison → one self-contained HTML page, plain text, or JSON. The page has no script: there is nothing that it would need one for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec
from markupsafe import Markup
from msgspec import Struct

from annotator.compare.comparison import Comparison, Rate, Row, Side, Telling, Upstream, Voice, Wording
from annotator.limits import NOT_THIS
from annotator.report.figures import amount
from annotator.report.page import escaped, fill
from annotator.report.terminal import fold
from annotator.report.text import Paint, excerpt, no_paint
from annotator.text.visible import visible

KINDS = {
    "named_person": "named person",
    "named_org": "institution",
    "document": "document",
    "outlet": "other outlet",
    "anonymous": "unnamed",
    "group": "class of people",
    "nobody": "nobody named",
    "author_or_reader": "the writer",
}
OWN_VOICE = "in the outlet’s own voice"
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_LOOSE = 0.33
"""The likeness below which a claim is shown as perhaps the same: of such matches about half hold."""
NO_WINNER = (
    "It shows where the tellings differ, not which is better. More of something is neither good nor bad by itself, and a claim that only "
    "one article has may be wrong, new, or left out by the others for want of room."
)


def kind_of(voice: Voice) -> str:
    """What sort of source it is, in words."""
    if voice.kind != "anonymous":
        return KINDS[voice.kind]
    graded = (voice.standing or "bare").replace("_", " ")
    return f"unnamed ({graded}, {'reason given' if voice.reasoned else 'no specific reason given'})"


def said(voice: Voice) -> str:
    """Source and cue as the article has them, with the name that a pronoun or description stands for."""
    source = (voice.source or voice.name or "").rstrip(" ,;:")
    if voice.name and voice.name.casefold() not in source.casefold():
        source += f" [{voice.name}]"
    return f"{source} ({voice.cue})" if source and voice.cue else source or voice.cue


def name_of(side: Side) -> str:
    """How an article is called: its outlet, or else its id."""
    return side.outlet or side.id


def upstream_of(comparison: Comparison, upstream: Upstream) -> str:
    """Whose reporting an article says it retells."""
    if upstream.outlet is None:
        return "names no other outlet as its source"
    where = f" (here: {comparison.sides[upstream.side].letter})" if upstream.side is not None else ""
    share = f" ({upstream.claims} of {upstream.attributions} attributions)" if upstream.claims else ""
    return f"names {upstream.outlet}{where} as its source{share}"


def common_source(comparison: Comparison) -> str:
    """What the articles together say of who came first."""
    named = {upstream.outlet for upstream in comparison.upstream}
    inside = [u for u in comparison.upstream if u.side is not None]
    if inside:
        sides = comparison.sides
        return "; ".join(
            f"{sides[u.article].letter} retells {sides[u.side].letter}, as it says itself" for u in inside if u.side is not None
        )
    if len(named) == 1 and None not in named:
        return f"All of them name {named.pop()}: what they share may come from there rather than from several reporters"
    if named == {None}:
        return "None names another outlet as its source: who was first cannot be told from the texts"
    return "They do not name the same source: who was first cannot be told from the texts"


class Mark(Struct, frozen=True, gc=False):
    """A claim's place on the map: where in each article it stands, in thousandths, for the lines between neighbours."""

    status: str
    lines: tuple[tuple[float, int, float, int], ...]


def status_of(row: Row) -> str:
    """In nearly the same words, reworded, or perhaps the same."""
    if row.status == "shared":
        return "nearly the same words"
    return "reworded" if row.alike >= _LOOSE else "perhaps the same"


def _map(comparison: Comparison) -> tuple[Mark, ...]:
    sizes: dict[int, int] = {}
    for row in comparison.claims:
        for telling in row.tellings:
            sizes[telling.article] = max(sizes.get(telling.article, 1), telling.end)

    def at(telling: Telling) -> float:
        return round(500 * (telling.start + telling.end) / sizes[telling.article], 1)

    out = []
    for row in comparison.claims:
        if row.status == "only":
            continue
        held = sorted({telling.article for telling in row.tellings})
        lines = tuple(
            (at(a), left, at(b), right)
            for left, right in pairwise(held)
            for a in row.tellings
            for b in row.tellings
            if a.article == left and b.article == right
        )
        out.append(Mark(row.status, lines))
    return tuple(out)


def passage(telling: Telling) -> Markup:
    """The passage's text, character for character, with its loaded words and the words that are its own."""
    cuts = {telling.start, telling.end}
    for span in (*telling.loaded, *telling.own):
        cuts.update((span.start, span.end))
    begins = {span.start for span in telling.loaded}
    parts = []
    for start, end in pairwise(sorted(cuts)):
        inner = escaped(telling.text[start - telling.start : end - telling.start])
        if any(span.start <= start and end <= span.end for span in telling.own):
            inner = f'<span class="own">{inner}</span>'
        if any(span.start <= start and end <= span.end for span in telling.loaded):
            inner = f'<span class="LL m{" first" if start in begins else ""}">{inner}</span>'
        parts.append(inner)
    return Markup("".join(parts))


def _words(comparison: Comparison, article: int, *, shared: bool) -> list[Wording]:
    return [word for word in comparison.wordings if word.article == article and bool(word.also) is shared]


def anchor(comparison: Comparison, telling: Telling) -> str:
    """The passage's id on the page."""
    return f"{comparison.sides[telling.article].letter}{telling.start}"


def _anchors(comparison: Comparison) -> dict[tuple[int, int], str]:
    """For each place of a loaded word, by article and start, the id of the passage that holds it."""
    tellings = [telling for row in comparison.claims for telling in row.tellings]
    return {(t.article, span.start): anchor(comparison, t) for t in tellings for span in t.loaded}


def _rate_width(rate: Rate, value: float) -> float:
    return round(100 * value / (max(rate.values) or 1.0), 1)


def render(comparison: Comparison) -> str:
    """The page: every passage exactly as it stands in its article."""
    claims = [row for row in comparison.claims if row.status != "only"]
    anchors = _anchors(comparison)
    return fill(
        "compare.html",
        styles=("base.css", "compare.css"),
        amount=amount,
        anchor=lambda telling: anchor(comparison, telling),
        at=lambda word: [place for span in word.places if (place := anchors.get((word.article, span.start)))],
        claims=claims,
        common_source=common_source(comparison),
        comparison=comparison,
        count=_NUMBERS[len(comparison.sides)],
        first=lambda text: text[:1].upper() + text[1:],
        kind_of=kind_of,
        map=_map(comparison),
        missing=lambda row: ", ".join(s.letter for n, s in enumerate(comparison.sides) if all(t.article != n for t in row.tellings)),
        name_of=name_of,
        no_winner=NO_WINNER,
        not_this=NOT_THIS,
        only=[
            [t for row in comparison.claims if row.status == "only" for t in row.tellings if t.article == n] for n in _places(comparison)
        ],
        own_voice=OWN_VOICE,
        passage=passage,
        said=said,
        status_of=status_of,
        tellings=lambda row, n: [t for t in row.tellings if t.article == n],
        upstream_of=upstream_of,
        width=_rate_width,
        words=lambda n, shared: _words(comparison, n, shared=shared),
    )


def _places(comparison: Comparison) -> range:
    return range(len(comparison.sides))


def render_json(comparison: Comparison) -> str:
    """The comparison as a JSON object; articles go by their place in ``sides``, offsets are code points of their texts."""
    return msgspec.json.format(msgspec.json.encode(comparison), indent=2).decode("utf-8") + "\n"


def _voices(telling: Telling) -> list[str]:
    if not telling.voices:
        return [OWN_VOICE]
    lines = []
    for voice in telling.voices:
        relayed = f"; reporting of {voice.relayed_from}" if voice.relayed_from and voice.kind != "outlet" else ""
        lines.append(visible(f"{kind_of(voice)}: {said(voice)}{relayed}"))
    return lines


def _row_lines(number: int, row: Row, comparison: Comparison, paint: Paint, width: int | None) -> Iterator[str]:
    tie = ", ".join(excerpt(term, 40) for term in row.common)
    head, *rest = fold(f"{number}. {status_of(row)}, alike {row.alike:.2f}{': ' if tie else ''}{tie}", width, 3)
    yield paint(head, "strong")
    yield from (paint(line, "strong") for line in rest)
    for article in _places(comparison):
        held = [telling for telling in row.tellings if telling.article == article]
        letter = comparison.sides[article].letter
        if not held:
            yield paint(f"  {letter}  not found", "dim")
        for telling in held:
            yield from fold(f"  {letter}  {visible(telling.text)}", width, 5)
            for line in _voices(telling):
                yield from (paint(part, "note") for part in fold(f"     – {line}", width, 7))


def _rate_lines(comparison: Comparison) -> Iterator[str]:
    head = "".join(f"{side.letter:>9}" for side in comparison.sides)
    yield f"  {'':<36}{head}"
    for rate in comparison.rates:
        cells = "".join(f"{_short(rate, value):>9}" for value in rate.values)
        yield f"  {rate.label:<36}{cells}  {rate.unit}".rstrip()


def _short(rate: Rate, value: float) -> str:
    if rate.unit.startswith("share of"):
        return f"{100 * value:.0f} %"
    return f"{value:.1f}" if rate.unit.startswith("per ") else f"{value:g}"


def render_text(comparison: Comparison, *, paint: Paint = no_paint, width: int | None = None) -> str:
    """The comparison for a terminal: claims that several have, what only one has, loaded words, upstream, rates."""
    lines: list[str] = []
    for side, upstream in zip(comparison.sides, comparison.upstream, strict=True):
        facts = " · ".join(fact for fact in (side.outlet, side.date, side.title, f"{side.prose} words compared") if fact)
        lines += fold(f"{side.letter}  {visible(side.path or side.id)}: {visible(facts)}", width, 3)
        lines += fold("   " + visible(upstream_of(comparison, upstream)), width, 3)
    lines += [*fold(visible(common_source(comparison)) + ".", width), ""]
    told = [row for row in comparison.claims if row.status != "only"]
    lines.append(paint(f"Said by several: {len(told)}", "strong"))
    for number, row in enumerate(told, start=1):
        lines += _row_lines(number, row, comparison, paint, width)
    for article in _places(comparison):
        letter = comparison.sides[article].letter
        alone = [t for row in comparison.claims if row.status == "only" for t in row.tellings if t.article == article]
        lines += ["", paint(f"Only in {letter}: {len(alone)}", "strong")]
        for telling in alone:
            lines += fold(f"  - {visible(telling.text)}", width, 4)
    lines.append("")
    for article in _places(comparison):
        words = ", ".join(f"{excerpt(w.text, 40)}{_where(w)}" for w in _words(comparison, article, shared=False))
        lines += fold(f"Loaded words only in {comparison.sides[article].letter}: {words or 'none'}", width, 2)
    lines += ["", paint("Rates, side by side", "strong"), *_rate_lines(comparison), ""]
    lines += [paint(part, "dim") for text in (NO_WINNER, NOT_THIS) for part in fold(text, width)]
    return "\n".join(lines) + "\n"


def _where(word: Wording) -> str:
    """How often, and in whose words where they are not the outlet's."""
    often = f" ×{len(word.places)}" if len(word.places) > 1 else ""
    return often + ("" if word.layer == "author" else f" ({word.layer})")
