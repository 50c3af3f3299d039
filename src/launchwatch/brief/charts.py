"""The charts of the brief: when things happen, which inclination, how likely, how far failures fall.

Every chart is drawn the same way: a row a thing, its name, a thin bar for the 90 % interval, a thick bar for
the middle half, a tick for the median, a diamond for what was reported; an axis with its unit. Each takes a
width in units of the picture, so that a phone gets its own drawing with type of the same size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from launchwatch.brief.labels import text_width
from launchwatch.brief.svg import el, number, picture
from launchwatch.brief.words import chance, finite, instant, known, percent

_STEPS = (1.0, 2.0, 5.0)
_TIME_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart: its name, its quantiles in the unit of the axis, and what was reported."""

    name: str
    spread: tuple[float, float, float, float, float] | None  # p05, p25, median, p75, p95
    reported: tuple[float, ...] = ()
    colour: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis from `low` to `high` between `left` and `right` of the picture."""

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[float, ...] = field(default=())

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def quantiles(interval: Mapping[str, Any] | None) -> tuple[float, float, float, float, float] | None:
    """p05, p25, median, p75, p95 of an interval; without quartiles the median stands for them."""
    if interval is None or not known(interval):
        return None
    low, middle, high = (float(interval[k]) for k in ("p05", "median", "p95"))
    q1, q3 = (float(interval[k]) if finite(interval.get(k)) else middle for k in ("p25", "p75"))
    return low, q1, middle, q3, high


def nice_ticks(low: float, high: float, wanted: int, steps: Sequence[float] | None = None) -> tuple[float, ...]:
    """Round values from `low` to `high`, about `wanted` of them."""
    span = max(high - low, 1e-12)
    if steps is None:
        power = 10.0 ** math.floor(math.log10(span / max(wanted, 1)))
        steps = [k * p for p in (power, power * 10.0) for k in _STEPS]
    step = next((s for s in steps if span / s <= wanted), steps[-1])
    return tuple(k * step for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1))


def _axis(values: Iterable[float], left: float, right: float, *, time: bool = False, pad: float = 0.06) -> Axis:
    found = sorted(values)
    low, high = found[0], found[-1]
    spare = max((high - low) * pad, abs(high) * 1e-4, 1e-6)
    low, high = (low if time and low == 0.0 else low - spare), high + spare
    wanted = max(3, int((right - left) / 85.0))
    return Axis(low, high, left, right, nice_ticks(low, high, wanted, _TIME_STEPS if time else None))


def _bars(row: Row, axis: Axis, y: float) -> list[Markup]:
    """The spread of one row and what was reported, at height `y`."""
    drawn = []
    if row.spread is not None:
        low, q1, middle, q3, high = (axis.at(v) for v in row.spread)
        wide = max(high - low, 1.0)
        drawn = [
            el("rect", x=low, y=y - 3, width=wide, height=6, class_="ninety"),
            el("rect", x=q1, y=y - 6, width=max(q3 - q1, 1.0), height=12, class_="half"),
            el("path", d=f"M{number(middle)} {number(y - 8)}v16", class_="median"),
        ]
    for value in row.reported:
        x = axis.at(value)
        drawn.append(el("path", d=f"M{number(x)} {number(y - 6)}l5 6l-5 6l-5 -6z", class_="reported"))
    return drawn


def rows_chart(
    name: str,
    rows: Sequence[Row],
    width: float,
    title: str,
    text: str,
    unit: str,
    *,
    show: Callable[[float], str] = lambda v: f"{v:g}",
    time: bool = False,
    top_show: Callable[[float], str] | None = None,
    top_unit: str = "",
    narrow: bool = False,
) -> Markup | None:
    """Rows on one axis; None where no row has a figure."""
    values = [v for row in rows for v in (*(row.spread or ()), *row.reported)]
    if not values:
        return None
    stacked = narrow  # the name above its bar instead of beside it
    gutter = 8.0 if stacked else min(max(text_width(row.name, 13.0) for row in rows) + 18.0, 0.36 * width)
    pitch = 42.0 if stacked else 30.0
    top = 44.0 if top_show else 24.0
    bottom = top + pitch * len(rows)
    axis = _axis(values, gutter + 6.0, width - 26.0, time=time)
    body: list[Markup] = []
    for tick in axis.ticks:
        x = axis.at(tick)
        body.append(el("path", d=f"M{number(x)} {number(top - 4)}V{number(bottom)}", class_="rule"))
        body.append(el("text", show(tick), x=x, y=bottom + 16, text_anchor="middle", class_="tickname"))
        if top_show:
            body.append(el("text", top_show(tick), x=x, y=top - 10, text_anchor="middle", class_="tickname"))
    body.append(el("text", unit, x=width - 4, y=bottom + 33, text_anchor="end", class_="unit"))
    if top_show:
        body.append(el("text", top_unit, x=width - 4, y=12, text_anchor="end", class_="unit"))
    for k, row in enumerate(rows):
        y = top + pitch * k + (28.0 if stacked else pitch / 2.0)
        if k:
            line = top + pitch * k
            body.append(el("path", d=f"M0 {number(line)}H{number(width)}", class_="lane"))
        anchor = {"x": 0.0, "y": y - 13.0} if stacked else {"x": 0.0, "y": y + 4.5}
        body.append(el("text", row.name, class_="rowname", font_size=13.0, **anchor))
        body.append(el("g", *_bars(row, axis, y), class_=f"c{row.colour}"))
        if row.note and row.spread is None and not row.reported:
            body.append(el("text", row.note, x=axis.left, y=y + 4.5, class_="tickname"))
    return picture(name, width, bottom + 40, title, text, body, kind="chart")


# --- the charts of the brief -----------------------------------------------------------------------


def early(timeline: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The events of the flight itself, and those so much later that one axis would crush the rest."""
    timed = sorted((e for e in timeline if known(e.get("seconds"))), key=lambda e: float(e["seconds"]["median"]))
    for k in range(1, len(timed)):
        before, after = (float(e["seconds"]["median"]) for e in timed[k - 1 : k + 1])
        if before > 300.0 and after > 3.0 * before:
            late = timed[k:]
            return [e for e in timeline if not any(e is x for x in late)], late
    return list(timeline), []


def timeline_chart(brief: Mapping[str, Any], width: float, name: str = "timeline") -> Markup | None:
    """Events over seconds after lift-off; UTC on the upper axis where lift-off is known to a minute."""
    events, _ = early(brief.get("timeline") or [])
    rows = []
    for event in events:
        reported = tuple(
            float(r["seconds"]) for r in event.get("reported") or () if finite(r.get("seconds"))
        )
        spread = quantiles(event.get("seconds"))
        if spread is not None or reported:
            rows.append(Row(str(event.get("event") or ""), spread, reported))
    base = lift_off(brief)
    top = None
    if base is not None:
        start = base

        def top(value: float) -> str:
            from datetime import timedelta

            return (start + timedelta(seconds=value)).strftime("%H:%M:%S" if narrow_step else "%H:%M")

    narrow_step = True
    text = "; ".join(
        f"{row.name}: {row.spread[2]:.0f} s, {row.spread[0]:.0f} to {row.spread[4]:.0f}" if row.spread else
        f"{row.name}: reported at {row.reported[0]:.0f} s"
        for row in rows
    )
    return rows_chart(
        name,
        rows,
        width,
        "When things happen",
        f"Seconds after lift-off, median and 90 % interval. {text}.",
        "seconds after lift-off",
        show=lambda v: f"{v:,.0f}",
        time=True,
        top_show=top,
        top_unit="UTC, for the median lift-off",
        narrow=width < 500,
    )


def lift_off(brief: Mapping[str, Any]) -> Any:
    """The median instant of lift-off, UTC; None unless it is known within ten minutes."""
    for event in brief.get("timeline") or ():
        if str(event.get("event", "")).lower().replace("-", "").replace(" ", "") == "liftoff":
            utc = event.get("utc") or {}
            middle, low, high = (instant(utc.get(k)) for k in ("median", "p05", "p95"))
            if middle and low and high and (high - low).total_seconds() <= 600.0:
                return middle
    return None


def inclination_chart(orbit: Mapping[str, Any], width: float, name: str = "inclination") -> Markup | None:
    """The inclination by what it rests on: hand reading, areas, areas with the aim, the orbit found."""
    rows = []
    naive = (orbit.get("naive") or {}).get("inclination_deg")
    if finite(naive):
        rows.append(Row("read by hand, one plane", None, (float(naive),), 3))
    for key, text, colour in (("areas_alone", "from the areas alone", 4), ("planned", "areas and stated aim", 0)):
        spread = quantiles((orbit.get(key) or {}).get("inclination"))
        if spread is not None:
            rows.append(Row(text, spread, (), colour))
    found = (orbit.get("found") or {}).get("inclination_deg")
    if finite(found):
        rows.append(Row("orbit found", None, (float(found),), 2))
    text = "; ".join(f"{r.name}: {r.spread[2] if r.spread else r.reported[0]:.4g} degrees" for r in rows)
    return rows_chart(
        name, rows, width, "Inclination by evidence", text, "inclination, degrees", narrow=width < 500
    )


def downrange_chart(failures: Sequence[Mapping[str, Any]], width: float, name: str = "falls") -> Markup | None:
    """How far from the pad the pieces of each way of failing fall."""
    rows = []
    for k, failure in enumerate(failures):
        spread = quantiles((failure.get("falls") or {}).get("downrange"))
        if spread is not None:
            rows.append(Row(str(failure.get("mode") or ""), spread, (), k % 6))
    text = "; ".join(f"{r.name}: {r.spread[0]:.0f} to {r.spread[4]:.0f} km" for r in rows if r.spread)
    return rows_chart(
        name, rows, width, "Where failed flights fall", text, "km from the pad", show=lambda v: f"{v:,.0f}",
        narrow=width < 500,
    )


def chance_chart(found: Mapping[str, Any], width: float, name: str = "chance") -> Markup | None:
    """The chance with its interval on a line from 0 to 100 %, with the plain rules beside it."""
    rows: list[tuple[str, float, float | None, float | None]] = []
    if finite(found.get("p")):
        rows.append(("this brief", found["p"], found.get("lo"), found.get("hi")))
    judged = found.get("with_judgement") or {}
    if finite(judged.get("p")):
        rows.append(("with judgement", judged["p"], judged.get("lo"), judged.get("hi")))
    for key, text in (("laplace", "Laplace's rule"), ("faa", "FAA's rule")):
        value = found.get(key)
        if finite(value):
            rows.append((text, float(value), None, None))  # type: ignore[arg-type]
    if not rows:
        return None
    spreads = [
        Row(
            text,
            (100 * lo, 100 * lo, 100 * p, 100 * lo, 100 * hi) if finite(lo) and finite(hi) else None,  # type: ignore[operator]
            () if finite(lo) and finite(hi) else (100 * p,),
            0 if text == "this brief" else 1,
        )
        for text, p, lo, hi in rows
    ]
    words = "; ".join(f"{text}: {percent(p)} %" for text, p, _, _ in rows)
    return _chance_rows(name, spreads, width, f"{words}. In words: {chance(found)}.")


def _chance_rows(name: str, rows: Sequence[Row], width: float, text: str) -> Markup:
    gutter = max(text_width(row.name, 13.0) for row in rows) + 14.0
    axis = Axis(0.0, 100.0, gutter + 4.0, width - 20.0)
    bottom = 10.0 + 26.0 * len(rows)
    body: list[Markup] = []
    for tick in (0, 25, 50, 75, 100):
        x = axis.at(tick)
        body.append(el("path", d=f"M{number(x)} 6V{number(bottom)}", class_="rule"))
        body.append(el("text", f"{tick}", x=x, y=bottom + 15, text_anchor="middle", class_="tickname"))
    body.append(el("text", "chance, %", x=width - 4, y=bottom + 31, text_anchor="end", class_="unit"))
    for k, row in enumerate(rows):
        y = 10.0 + 26.0 * k + 13.0
        body.append(el("text", row.name, x=0, y=y + 4.5, class_="rowname", font_size=13.0))
        body.append(el("g", *_bars(row, axis, y), class_=f"c{row.colour}"))
    return picture(name, width, bottom + 36, "Chance of reaching orbit", text, body, kind="chart")
