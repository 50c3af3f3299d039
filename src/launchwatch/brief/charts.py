"""The charts of the brief: when things happen, which inclination, how likely, how far failures fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from markupsafe import Markup

from launchwatch.brief.bars import TIME_STEPS, Row, Scale, chart, quantiles, ticks
from launchwatch.brief.words import chance, finite, instant, known, percent, zone

Brief = Mapping[str, Any]
SHOWN_WAYS: Final = 14
"""Ways of failing that the page shows one by one."""


def early(timeline: Sequence[Brief]) -> tuple[list[Brief], list[Brief]]:
    """The events of the flight itself, and those so much later that one axis would crush the rest."""
    timed = sorted(
        (e for e in timeline if known(e.get("seconds"))), key=lambda e: float(e["seconds"]["median"])
    )
    for k in range(1, len(timed)):
        before, after = (float(e["seconds"]["median"]) for e in timed[k - 1 : k + 1])
        if before > 300.0 and after > 3.0 * before:
            late = timed[k:]
            return [e for e in timeline if not any(e is other for other in late)], late
    return list(timeline), []


def lift_off(brief: Brief, key: str = "utc") -> datetime | None:
    """The median instant of lift-off; None unless it is known within ten minutes."""
    for event in brief.get("timeline") or ():
        if str(event.get("event") or "").lower().replace("-", "").replace(" ", "") == "liftoff":
            spread = event.get(key) or {}
            middle, low, high = (instant(spread.get(k)) for k in ("median", "p05", "p95"))
            if middle and low and high and high - low <= timedelta(minutes=10):
                return middle
    return None


def timeline_chart(brief: Brief, width: float, name: str = "timeline") -> Markup | None:
    """Events over seconds after lift-off; UTC and site time over them where lift-off is known."""
    rows = []
    for event in early(brief.get("timeline") or [])[0]:
        reported = tuple(float(r["seconds"]) for r in event.get("reported") or () if finite(r.get("seconds")))
        spread = quantiles(event.get("seconds"))
        if spread is not None or reported:
            rows.append(Row(str(event.get("event") or "event"), spread, reported))
    over = []
    for key, named in (("utc", "UTC"), ("local", "site time")):
        start = lift_off(brief, key)
        if start is not None:
            text = named if key == "utc" or zone(start) == "UTC" else f"{named} ({zone(start)})"
            over.append(Scale(text, Clock(start).ticks))
    return chart(
        name,
        rows,
        width,
        "When things happen",
        "Seconds after lift-off, median and 90 % interval: "
        + "; ".join(_told(row, "s") for row in rows)
        + ".",
        "seconds after lift-off",
        steps=TIME_STEPS,
        over=over,
    )


class Clock:
    """Ticks of a clock over an axis of seconds after `start`."""

    def __init__(self, start: datetime) -> None:
        self.start = start

    def ticks(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """Whole minutes (or the finest round step): seconds after the start, time of day."""
        day = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        base = (self.start - day).total_seconds()
        found = []
        for second in ticks(base + low, base + high, most, TIME_STEPS):
            when = day + timedelta(seconds=second)
            found.append((second - base, when.strftime("%H:%M:%S" if when.second else "%H:%M")))
        return found


def _told(row: Row, unit: str) -> str:
    """A row in words, for those who do not see the chart."""
    if row.spread is not None:
        return f"{row.name}: {row.spread[2]:.4g} {unit} ({row.spread[0]:.4g} to {row.spread[4]:.4g})"
    return f"{row.name}: {row.values[0]:.4g} {unit}"


def inclination_chart(orbit: Brief, width: float, name: str = "inclination") -> Markup | None:
    """The inclination by what it rests on: hand reading, areas, areas with the aim, the orbit found."""
    rows: list[Row] = []
    naive = (orbit.get("naive") or {}).get("inclination_deg")
    if finite(naive):
        rows.append(Row("read by hand, one plane", None, (float(naive),)))
    stated = (orbit.get("aim") or {}).get("stated", True)
    aim = "areas and stated aim" if stated else "areas and inferred aim"
    for key, text, colour in (
        ("areas_alone", "from the areas alone", 4),
        ("planned", aim, 0),
    ):
        spread = quantiles((orbit.get(key) or {}).get("inclination"))
        if spread is not None:
            rows.append(Row(text, spread, (), colour))
    found = (orbit.get("found") or {}).get("inclination_deg")
    if finite(found):
        rows.append(Row("orbit found", None, (float(found),)))
    text = "; ".join(_told(row, "degrees") for row in rows)
    return chart(name, rows, width, "Inclination by evidence", text, "inclination, degrees")


def leading(failures: Sequence[Brief]) -> list[Brief]:
    """The ways of failing that the page shows one by one, most likely first; `brief.json` has all."""
    return list(failures[:SHOWN_WAYS])


def rarer(failures: Sequence[Brief]) -> dict[str, float]:
    """How many further ways of failing there are, and their chance together; empty where none."""
    rest = failures[SHOWN_WAYS:]
    return {"count": len(rest), "p": sum(float(f.get("p") or 0.0) for f in rest)} if rest else {}


def by_phase(failures: Sequence[Brief]) -> list[tuple[Brief, int]]:
    """The ways of failing in the order of the flight, each with the number of its phase, its colour."""
    phases = sorted({str(f.get("phase") or "") for f in failures})
    numbered = [(f, phases.index(str(f.get("phase") or ""))) for f in failures]
    return sorted(numbered, key=lambda pair: pair[1])


def way(failure: Brief) -> str:
    """A way of failing with its phase: `stage 2: no ignition`."""
    return ": ".join(str(failure[key]) for key in ("phase", "mode") if failure.get(key)) or "failure"


def downrange_chart(failures: Sequence[Brief], width: float, name: str = "falls") -> Markup | None:
    """How far from the pad the pieces of each way of failing fall, in the colours of the phases."""
    rows: list[Row] = []
    unit = "km"
    for failure, colour in by_phase(failures):
        interval = (failure.get("falls") or {}).get("downrange")
        spread = quantiles(interval)
        if interval is not None and spread is not None:
            unit = str(interval.get("unit") or unit)
            rows.append(Row(way(failure), spread, (), colour))
    text = "; ".join(_told(row, unit) for row in rows)
    low = min((row.spread[0] for row in rows if row.spread), default=0.0)
    high = max((row.spread[4] for row in rows if row.spread), default=1.0)
    limits = (0.0, 1.05 * high) if low >= 0.0 and high > 0.0 else None
    return chart(name, rows, width, "Where failed flights fall", text, f"{unit} from the pad", limits=limits)


def chance_chart(found: Brief, width: float, name: str = "chance") -> Markup | None:
    """The chance with its interval on a line from 0 to 100 %, its calibration and plain rules beside it."""
    rows = []
    judged, past = found.get("with_judgement") or {}, found.get("calibration") or {}
    came = {"p": past.get("reached"), "lo": past.get("reached_lo"), "hi": past.get("reached_hi")}
    for text, value, colour in (
        ("this brief", found, 0),
        ("with judgement", {} if judged.get("p") == found.get("p") else judged, 1),
        (f"{past.get('n'):,} past forecasts like it" if past else "", came, 2),
        ("rule of Laplace", {"p": found.get("laplace")}, 0),
        ("rule of the FAA", {"p": found.get("faa")}, 0),
    ):
        p, low, high = (value.get(k) for k in ("p", "lo", "hi"))
        if not finite(p):
            continue
        middle = 100.0 * float(p)
        if finite(low) and finite(high):
            spread = (100.0 * float(low), middle, middle, middle, 100.0 * float(high))
            rows.append(Row(text, spread, (), colour))
        else:
            rows.append(Row(text, None, (middle,), colour))
    words = "; ".join(
        f"{row.name}: {percent((row.spread or (0, 0, *row.values))[2] / 100.0)} %" for row in rows
    )
    text = f"{words}. In words: {chance(found)}."
    return chart(name, rows, width, "Chance of reaching orbit", text, "chance, %", limits=(0.0, 100.0))
