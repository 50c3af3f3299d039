"""The timeline of `brief.json`: events of a planned flight with spread, beside what was reported of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from launchwatch.brief.answers_figures import Json, Lift, instants, iso, source_text
from launchwatch.ensemble import Floats
from launchwatch.evidence import Weighed, event_seconds
from launchwatch.interval import Interval, weighted_quantile

if TYPE_CHECKING:
    from launchwatch.case import CaseObservation, CaseView


def events(w: Weighed) -> list[tuple[str, Floats]]:
    """Events of a planned flight in order: name, seconds after lift-off."""
    flights = w.planned
    last = flights.phases[-1].stage
    found: list[tuple[str, Floats | None]] = [
        ("lift-off", np.zeros(len(flights))),
        ("maximum dynamic pressure", flights.column("max_q_s")),
    ]
    for stage in range(1, last + 1):
        if stage > 1:
            found.append((f"stage {stage} ignition", event_seconds(flights, f"stage {stage} ignition")))
        if stage < last:
            found.append((f"stage {stage} burn-out", event_seconds(flights, f"stage {stage} burn-out")))
    found.append(("fairing separation", flights.column("fairing_s")))
    found.append(("orbit insertion", flights.column("insertion_s")))
    for g, name in enumerate(flights.plan.gates):
        found.append((f"passes {name}", flights.column(f"gate{g}_vehicle_s")))
    for piece in flights.pieces:
        fallen = flights.impact(piece)
        if fallen is not None:
            found.append((f"{piece} falls", fallen[0]))
    kept = [(name, s) for name, s in found if s is not None and not np.all(np.isnan(s))]
    return sorted(kept, key=lambda item: float(weighted_quantile(item[1], w.plan, 0.5)))


def timeline(w: Weighed, view: CaseView, lift: Lift) -> list[Json]:
    """Events with spread, in seconds after lift-off, UTC and site time, beside what was reported."""
    rows = []
    for name, seconds in events(w):
        utc, local = instants(lift, seconds, w.plan, view.utc_offset)
        interval = Interval.of(seconds, w.plan, "s")
        reported = [_report(o, w) for o in view.observations if _tells(o, name, w)]
        rows.append(
            {
                "event": name,
                "seconds": None if interval is None else interval.to_json(),
                "utc": utc,
                "local": local,
                "reported": reported,
                "miss": _time_miss(interval, reported),
            }
        )
    return rows


def _tells(seen: CaseObservation, event: str, w: Weighed) -> bool:
    """Whether an observation tells the time of an event."""
    if seen.time is None and seen.after_liftoff is None:
        return False
    if seen.kind == "liftoff":
        return event == "lift-off"
    if seen.kind == "splash":
        return event == f"{seen.piece} falls"
    if seen.kind == "passage":
        vehicle = seen.piece in ("vehicle", f"stage {w.planned.phases[-1].stage}")
        return event == f"passes {seen.place}" and vehicle
    return seen.kind == "event" and seen.event == event


def _report(seen: CaseObservation, w: Weighed) -> Json:
    seconds = None
    if seen.after_liftoff is not None:
        seconds = float(seen.after_liftoff.central)
    elif seen.time is not None and w.clock.liftoff is not None:
        seconds = w.clock.seconds(seen.time)
    utc = None if seen.time is None else iso(seen.time)
    return {
        "text": seen.text,
        "seconds": seconds,
        "utc": utc,
        "source": source_text(seen.source),
        "weighed": seen.weigh,
    }


def _time_miss(interval: Interval | None, reported: list[Json]) -> str | None:
    """How far the nearest weighed report lies outside the 90 % interval, beyond the minute it is told to."""
    told = [r["seconds"] for r in reported if r["seconds"] is not None and r["weighed"]]
    if interval is None or not told:
        return None
    off = min(max(interval.p05 - t, t - interval.p95, 0.0) for t in told)
    if off <= 60.0:
        return None
    return f"reported {off / 60.0:.1f} min outside the 90 % interval"
