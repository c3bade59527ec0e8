"""Small pictures as inline SVG: each has a title and a description for those who do not see it, and no style of its own."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from annotator.report.overview import Mean

WIDTH, HEIGHT = 240, 56


def _picture(key: str, title: str, about: str, shapes: str, height: int) -> Markup:
    return Markup(
        f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(about)}</desc>{shapes}</svg>'
    )


def histogram(key: str, title: str, about: str, bins: Sequence[int], median: float | None = None) -> Markup:
    """Bars for *bins*; *median* is where the middle article stands, as a part of the width."""
    most, width = max(1, *bins), WIDTH / len(bins)
    shapes = "".join(
        f'<rect x="{at * width + 0.5:.4g}" y="{HEIGHT - tall:.4g}" width="{width - 1:.4g}" height="{tall:.4g}"/>'
        for at, count in enumerate(bins)
        if count and (tall := max(1.5, (HEIGHT - 6) * count / most))
    )
    shapes += f'<path class="axis" d="M0 {HEIGHT + 0.5}H{WIDTH}"/>'
    if median is not None:
        at = min(WIDTH - 1.0, max(1.0, median * WIDTH))
        shapes += f'<path class="middle" d="M{at:.4g} 0V{HEIGHT + 5}"/>'
    return _picture(key, title, about, shapes, HEIGHT + 6)


def whisker(mean: Mean) -> Markup:
    """A mean on a line from 0 to 100, with its interval; the numbers stand beside it, so that readers of them need no picture."""
    bar = f'<path class="range" d="M{mean.low:.4g} 5H{mean.high:.4g}"/>' if mean.low is not None else ""
    shapes = f'<path class="axis" d="M0 5H100M0 2V8M50 3V7M100 2V8"/>{bar}<circle cx="{mean.value:.4g}" cy="5" r="1.9"/>'
    return Markup(f'<svg class="whisker" viewBox="-3 0 106 10" aria-hidden="true">{shapes}</svg>')


def trend(key: str, title: str, about: str, means: Sequence[Mean | None]) -> Markup:
    """Means in order of time on a scale from 0 to 100, each with its interval; a period without scores leaves a gap."""
    height = 2 * HEIGHT
    step = WIDTH / len(means)

    def y(value: float) -> float:
        return 4 + (height - 8) * (1 - value / 100)

    shapes, line = f'<path class="axis" d="M0 {y(0):.4g}H{WIDTH}M0 {y(50):.4g}H{WIDTH}M0 {y(100):.4g}H{WIDTH}"/>', ""
    dots = ""
    for at, mean in enumerate(means):
        if mean is None:
            continue
        x = (at + 0.5) * step
        line += f"{'L' if at and means[at - 1] is not None else 'M'}{x:.4g} {y(mean.value):.4g}"
        if mean.low is not None and mean.high is not None:
            shapes += f'<path class="range" d="M{x:.4g} {y(mean.low):.4g}V{y(mean.high):.4g}"/>'
        dots += f'<circle cx="{x:.4g}" cy="{y(mean.value):.4g}" r="2.4"/>'
    return _picture(key, title, about, f'{shapes}<path class="line" d="{line}"/>{dots}', height)
