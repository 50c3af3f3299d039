"""The picture of a history: height of perigee and apogee over time, and the burns that were found.

An SVG of its own, without script or network, readable in black and white: heights in km over the equatorial
radius, dates in UTC. The span in which a burn lies is shaded, its confidence is how dark.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from launchwatch.orbit.history import History
from launchwatch.orbit.manoeuvres import Manoeuvre

#: Pixels: width and height of the plot, margins left, top, right, bottom.
WIDE, TALL, LEFT, TOP, RIGHT, BOTTOM = 860.0, 300.0, 64.0, 36.0, 20.0, 44.0
_STEPS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
_STEPS_DAYS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826)


def history_svg(history: History, burns: Sequence[Manoeuvre]) -> str:
    """The picture as SVG text."""
    sets = history.sets
    begin = sets[0].epoch
    days = history.seconds / 86400.0
    span = max(float(days[-1]), 0.1)
    heights = np.array([[one.perigee_m, one.apogee_m] for one in sets]) / 1e3
    low, high = float(heights.min()), float(heights.max())
    margin = max(0.05 * (high - low), 0.05)
    low, high = low - margin, high + margin

    def x(when: float) -> float:
        return LEFT + WIDE * when / span

    def y(height: float) -> float:
        return TOP + TALL * (high - height) / (high - low)

    whole = LEFT + WIDE + RIGHT, TOP + TALL + BOTTOM
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]:g} {whole[1]:g}"'
        ' font-family="sans-serif" font-size="11" role="img" aria-label="Heights and burns over time">',
        f'<rect width="{whole[0]:g}" height="{whole[1]:g}" fill="white"/>',
        f'<text x="{LEFT:g}" y="20">{html.escape(history.name)}: height of perigee and apogee, km; '
        f"{len(burns)} burns found (shaded: when)</text>",
    ]
    for one in burns:
        left, right = (x((t - begin).total_seconds() / 86400.0) for t in (one.earliest, one.latest))
        out.append(
            f'<rect x="{left:.1f}" y="{TOP:g}" width="{max(right - left, 1.5):.1f}" height="{TALL:g}"'
            f' fill="#d95f02" fill-opacity="{0.1 + 0.5 * one.confidence:.2f}"/>'
        )
    out += _axes(begin, span, low, high)
    for column, dash in ((0, ""), (1, ' stroke-dasharray="5 2"')):
        points = " L".join(
            f"{x(d):.1f} {y(h):.1f}" for d, h in zip(days.tolist(), heights[:, column].tolist(), strict=True)
        )
        out.append(f'<path d="M{points}" fill="none" stroke="#1b3a6b" stroke-width="1.2"{dash}/>')
    return "\n".join([*out, "</svg>"]) + "\n"


def _axes(begin: datetime, span: float, low: float, high: float) -> list[str]:
    out = [f'<rect x="{LEFT:g}" y="{TOP:g}" width="{WIDE:g}" height="{TALL:g}" fill="none" stroke="#999"/>']
    step = next((s for s in _STEPS_KM if (high - low) / s <= 8), _STEPS_KM[-1])
    for k in range(int(np.ceil(low / step)), int(high / step) + 1):
        at = TOP + TALL * (high - k * step) / (high - low)
        out.append(
            f'<path d="M{LEFT:g} {at:.1f}h{WIDE:g}" stroke="#ddd"/>'
            f'<text x="{LEFT - 6:g}" y="{at + 4:.1f}" text-anchor="end">{k * step:g}</text>'
        )
    every = next((s for s in _STEPS_DAYS if span / s <= 8), _STEPS_DAYS[-1])
    day = datetime(begin.year, begin.month, begin.day, tzinfo=UTC) + timedelta(days=1)
    while (when := (day - begin).total_seconds() / 86400.0) < span:
        at = LEFT + WIDE * when / span
        out.append(
            f'<path d="M{at:.1f} {TOP + TALL:g}v5" stroke="#666"/>'
            f'<text x="{at:.1f}" y="{TOP + TALL + 20:g}" text-anchor="middle">{day:%Y-%m-%d}</text>'
        )
        day += timedelta(days=every)
    return out
