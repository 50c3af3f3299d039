"""What comes next in `brief.json`: announced windows, what to look for and when, the first passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.brief.answers_figures import Json, Lift, figure, instants, short, source_text
from launchwatch.evidence import Weighed
from launchwatch.interval import Interval

if TYPE_CHECKING:
    from launchwatch.case import CaseView


def watch_for(w: Weighed, view: CaseView, lift: Lift) -> list[Json]:
    """What to look for next and when: the warning, the coasts, the first elements, the first pass."""
    rows: list[Json] = []
    known = any(a.attempt == "this" for a in view.areas)
    if not w.flown and not known:
        rows.append(
            _row(
                "the warning",
                "before the window",
                "A notice with the first stage, fairing and second stage areas settles path, day and hours. "
                "Earlier ones reached the Japan Coast Guard or the IMO one to two days ahead.",
            )
        )
    if not w.flown:
        for g, name in enumerate(w.planned.plan.gates):
            seconds = w.planned.column(f"gate{g}_vehicle_s")
            interval = Interval.of(seconds, w.plan, "s")
            if interval is None:
                continue
            height = Interval.of(w.planned.column(f"gate{g}_vehicle_altitude_m") * 1e-3, w.plan, "km")
            utc, _ = instants(lift, seconds, w.plan, view.utc_offset)
            rows.append(
                _row(
                    f"first seconds over {name}",
                    f"{interval.scaled(1 / 60, 'min')} after lift-off",
                    f"It passes {height} up; a time outside says which stage differs.",
                    utc=utc,
                    place=name,
                )
            )
        inserted = Interval.of(w.planned.column("insertion_s"), w.plan, "s")
        if inserted is not None:
            rows.append(
                _row(
                    "orbit insertion",
                    f"{inserted.scaled(1 / 60, 'min')} after lift-off",
                    "A claim of orbit earlier or later contradicts the flights.",
                )
            )
    if not view.elements and not any(o.kind == "orbit" for o in view.observations):
        inclination = figure(w.planned.column("inclination_rad"), w.plan, "deg", 180.0 / np.pi)
        rows.append(
            _row(
                "the first element set",
                "usually 2 to 12 hours after lift-off",
                "A new object"
                + (f" at {short(inclination)}" if inclination else "")
                + " from this site settles success; two objects are usual, satellite and last stage.",
            )
        )
    rows.extend(first_passes(w, view, lift))
    return rows


def _row(what: str, when: str, text: str, *, utc: Json | None = None, place: str | None = None) -> Json:
    return {"what": what, "when": when, "utc": utc, "place": place, "text": text}


def first_passes(w: Weighed, view: CaseView, lift: Lift) -> list[Json]:
    """First passes of the object over the places of the case, from the insertion states."""
    from launchwatch.orbit import Place, ensemble_passes

    places = [Place(p.name, p.latitude, p.longitude) for p in view.places if not p.gate]
    ok = (w.planned.column("outcome") < 2.0) & (w.plan > 0.0)
    if not places or not np.any(ok):
        return []
    names = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")
    states = np.column_stack([w.planned.column(f"insertion_{n}") for n in names])[ok]
    known = None if lift is None or not w.flown else lift[0]
    passes = ensemble_passes(
        states,
        w.planned.column("insertion_s")[ok],
        places,
        hours=14.0,
        weights=w.plan[ok],
        lift_off=known,
        least_p=0.3,
        at_most=400,
    )
    rows = []
    for place in places[:3]:
        mine = [p for p in passes if p.place == place.name and p.max_elevation.median >= 5.0]
        for first in mine[:1]:
            hours = first.culmination.scaled(1.0 / 3600.0, "h")
            utc = None
            if known is not None:
                utc = {
                    k: (known + timedelta(seconds=getattr(first.culmination, k)))
                    .replace(tzinfo=None)
                    .isoformat(timespec="seconds")
                    + "Z"
                    for k in ("median", "p05", "p95")
                }
            rows.append(
                _row(
                    f"first pass over {place.name}",
                    f"{hours} after lift-off",
                    f"Culminates at {first.max_elevation.median:.0f} deg elevation "
                    f"(chance of this pass {100 * first.p:.0f} %).",
                    utc=utc,
                    place=place.name,
                )
            )
    return rows


def windows(w: Weighed, view: CaseView) -> list[Json]:
    """Announced windows of this attempt in UTC and site time."""
    zone = view.utc_offset

    def local(t: datetime) -> str:
        return (t + zone).replace(tzinfo=None).isoformat(timespec="minutes")

    return [
        {
            "begin": x.begin.replace(tzinfo=None).isoformat(timespec="minutes") + "Z",
            "end": x.end.replace(tzinfo=None).isoformat(timespec="minutes") + "Z",
            "begin_local": local(x.begin),
            "end_local": local(x.end),
            "daily": None if x.daily_begin is None else f"{x.daily_begin} to {x.daily_end} UTC",
            "source": source_text(x.source),
        }
        for x in view.windows
        if x.attempt == "this"
    ]
