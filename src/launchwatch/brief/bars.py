"""A chart of rows on one axis: how the brief draws figures with their spread.

A row a thing: its name, a thin bar for the 90 % interval, a thick bar for the middle half, a tick for the
median, a diamond for a value without spread. Each chart takes a width in units of the picture, so that a
phone gets its own drawing with type of the same size: there the name stands above its bar.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from launchwatch.brief.labels import text_width
from launchwatch.brief.svg import el, number, picture
from launchwatch.brief.words import finite, known, minus

Quantiles = tuple[float, float, float, float, float]

PHONE = 500.0
"""A chart narrower than this sets the name of a row above its bar."""

TIME_STEPS = (
    1.0,
    2.0,
    5.0,
    10.0,
    20.0,
    30.0,
    60.0,
    120.0,
    180.0,
    300.0,
    600.0,
    1200.0,
    1800.0,
    3600.0,
    7200.0,
    14400.0,
)
"""Steps of an axis of seconds that a clock knows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: name, p05 to p95 in the unit of the axis (None: no spread), values without spread, colour."""

    name: str
    spread: Quantiles | None = None
    values: tuple[float, ...] = ()
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis from `low` to `high` between `left` and `right` of the picture."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Scale:
    """One line of ticks over a chart: its name, and from low, high and room to values with their text."""

    name: str
    ticks: Callable[[float, float, int], list[tuple[float, str]]]


def quantiles(interval: Mapping[str, Any] | None) -> Quantiles | None:
    """p05, p25, median, p75, p95 of an interval of the brief; the median stands for missing quartiles."""
    if interval is None or not known(interval):
        return None
    low, middle, high = (float(interval[k]) for k in ("p05", "median", "p95"))
    q1, q3 = (float(interval[k]) if finite(interval.get(k)) else middle for k in ("p25", "p75"))
    return low, q1, middle, q3, high


def ticks(low: float, high: float, most: int, steps: Sequence[float] = ()) -> list[float]:
    """Round values from `low` to `high`, at most about `most` of them.

    >>> ticks(0.0, 10.0, 5)
    [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    """
    span = max(high - low, 1e-12)
    if not steps:
        power = 10.0 ** math.floor(math.log10(span / max(most, 1)))
        steps = [k * p for p in (power, 10.0 * power) for k in (1.0, 2.0, 5.0)]
    step = next((s for s in steps if span / s <= most), steps[-1])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)][: 4 * most + 4]


def plain(value: float) -> str:
    """The text of a tick.

    >>> plain(-1500.0), plain(97.30000001)
    ('−1,500', '97.3')
    """
    return minus(f"{value:,.0f}" if abs(value) >= 1000.0 else f"{round(value, 6) + 0.0:g}")


def chart(
    name: str,
    rows: Sequence[Row],
    width: float,
    title: str,
    text: str,
    unit: str,
    *,
    limits: tuple[float, float] | None = None,
    steps: Sequence[float] = (),
    over: Sequence[Scale] = (),
) -> Markup | None:
    """Rows on one axis, with further scales over it; None where no row has a figure."""
    values = [v for row in rows for v in (*(row.spread or ()), *row.values)]
    if not values:
        return None
    above = width < PHONE
    widest = max([text_width(row.name, 13.0) for row in rows] + [text_width(s.name, 11.0) for s in over])
    gutter = 0.0 if above else min(widest + 16.0, 0.42 * width)
    pitch = 42.0 if above else 29.0
    axis = _axis(values, gutter + 12.0, width - 26.0, limits)
    head = 6.0 + sum(34.0 if above else 19.0 for _ in over)
    foot = head + pitch * len(rows)
    room = int((axis.right - axis.left) / 62.0)
    body: list[Markup] = []
    for value in ticks(axis.low, axis.high, room, steps):
        x = axis.at(value)
        body.append(el("path", d=f"M{number(x)} {number(head)}V{number(foot)}", class_="rule"))
        body.append(el("text", plain(value), x=x, y=foot + 16, text_anchor="middle", class_="tickname"))
    body.append(el("text", unit, x=width - 4, y=foot + 33, text_anchor="end", class_="unit"))
    y = 0.0
    for scale in over:
        y += 34.0 if above else 19.0
        body += _scale(scale, axis, y, room, above)
    for k, row in enumerate(rows):
        body.append(_row(row, axis, head + pitch * k, pitch, width, above))
    return picture(name, width, foot + 40, title, text, body, kind="chart")


def _axis(values: Sequence[float], left: float, right: float, limits: tuple[float, float] | None) -> Axis:
    if limits is not None:
        return Axis(*limits, left, right)
    low, high = min(values), max(values)
    spare = max(0.05 * (high - low), 1e-3 * abs(high), 1e-6)
    return Axis(low - spare, high + spare, left, right)


def _scale(scale: Scale, axis: Axis, y: float, room: int, above: bool) -> list[Markup]:
    """A scale over the chart: its name at the left, or above it on a phone."""
    drawn = [el("text", scale.name, x=0, y=y - (15.0 if above else 0.0), class_="unit")]
    for value, text in scale.ticks(axis.low, axis.high, room):
        x = axis.at(value)
        drawn.append(el("path", d=f"M{number(x)} {number(y + 2)}v3", class_="rule"))
        drawn.append(el("text", text, x=x, y=y, text_anchor="middle", class_="tickname"))
    return drawn


def _row(row: Row, axis: Axis, top: float, pitch: float, width: float, above: bool) -> Markup:
    y = top + (28.0 if above else pitch / 2.0)
    foot = y - 12.0 if above else y + 4.5
    drawn = [
        el("path", d=f"M0 {number(top)}H{number(width)}", class_="lane"),
        el("text", row.name, x=0, y=foot, font_size=13.0, class_="rowname"),
    ]
    if row.spread is not None:
        low, q1, middle, q3, high = (axis.at(v) for v in row.spread)
        drawn += [
            el("rect", x=low, y=y - 3, width=max(high - low, 1.0), height=6, class_="ninety"),
            el("rect", x=q1, y=y - 6, width=max(q3 - q1, 1.0), height=12, class_="half"),
            el("path", d=f"M{number(middle)} {number(y - 8)}v16", class_="median"),
        ]
    for value in row.values:
        drawn.append(
            el("path", d=f"M{number(axis.at(value))} {number(y - 6)}l5 6l-5 6l-5 -6z", class_="reported")
        )
    return el("g", *drawn, class_=f"c{row.colour % 6}")
