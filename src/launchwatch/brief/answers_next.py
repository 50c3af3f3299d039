"""What comes next in `brief.json`: announced windows, what to look for and when, the first passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.brief.answers_figures import Json, Lift, figure, instants, iso, short, source_text
from launchwatch.evidence import Weighed
from launchwatch.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from launchwatch.case import CaseView
    from launchwatch.orbit import Pass


def watch_for(w: Weighed, view: CaseView, lift: Lift, passes: Sequence[Pass]) -> list[Json]:
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
    rows.extend(first_passes(passes, view))
    return rows


def _row(what: str, when: str, text: str, *, utc: Json | None = None, place: str | None = None) -> Json:
    return {"what": what, "when": when, "utc": utc, "place": place, "text": text}


def first_passes(passes: Sequence[Pass], view: CaseView) -> list[Json]:
    """The first pass over each of the first three places of interest, within 14 hours."""
    rows = []
    for place in [p.name for p in view.places if not p.gate][:3]:
        mine = [p for p in passes if p.place == place and p.max_elevation.median >= 5.0]
        for first in [p for p in mine[:1] if p.culmination.median < 14.0 * 3600.0]:
            hours = first.culmination.scaled(1.0 / 3600.0, "h")
            utc = None
            if first.since is not None:
                utc = {
                    k: iso(first.since + timedelta(seconds=getattr(first.culmination, k)))
                    for k in ("median", "p05", "p95")
                }
            rows.append(
                _row(
                    f"first pass over {place}",
                    f"{hours} after lift-off",
                    f"Culminates at {first.max_elevation.median:.0f} deg elevation "
                    f"(chance of this pass {100 * first.p:.0f} %).",
                    utc=utc,
                    place=place,
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
