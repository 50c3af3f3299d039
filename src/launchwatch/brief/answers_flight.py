"""Figures of the flight read off the weighed ensemble: timeline, drop zones, orbit, failures.

Every function takes the `Weighed` ensemble and returns plain values for `brief.json`: SI inside, km, degrees,
minutes and UTC in what is returned, each figure an interval.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from launchwatch.ensemble import Floats, mode_names
from launchwatch.evidence import Weighed, event_seconds, ground_distance, inside_share
from launchwatch.interval import Interval, weighted_quantile

if TYPE_CHECKING:
    from launchwatch.case import CaseArea, CaseObservation, CaseView

Json = dict[str, Any]
Lift = tuple[datetime, Floats] | None

LIKELY_PIECE: Final = {"stage 1": "first stage", "stage 2": "second stage", "stage 3": "third stage"}
EVENING_SPAN_S: Final = 3.0 * 3600.0
"""Local time of the node is told only where lift-off is known to better than this."""


def figure(values: Floats, weights: Floats, unit: str, factor: float = 1.0) -> Json | None:
    """An interval as JSON; None where no flight has the figure."""
    found = Interval.of(np.asarray(values) * factor, weights, unit)
    return None if found is None else found.to_json()


def instants(
    lift: Lift, seconds: Floats, weights: Floats, offset: timedelta
) -> tuple[Json | None, Json | None]:
    """(UTC, site time) of something that happens `seconds` after lift-off: median, p05, p95 as ISO text."""
    if lift is None:
        return None, None
    origin, begin = lift
    q = weighted_quantile(begin + seconds, weights, (0.5, 0.05, 0.95))
    if np.any(np.isnan(q)):
        return None, None
    utc = [origin + timedelta(seconds=float(s)) for s in q]
    names = ("median", "p05", "p95")
    return (
        dict(zip(names, (_iso(t) for t in utc), strict=True)),
        dict(zip(names, (_iso(t + offset, offset) for t in utc), strict=True)),
    )


def _iso(t: datetime, offset: timedelta | None = None) -> str:
    text = t.replace(tzinfo=None).isoformat(timespec="seconds")
    if offset is None:
        return text + "Z"
    minutes = round(offset.total_seconds() / 60.0)
    sign = "-" if minutes < 0 else "+"
    return f"{text}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


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
    utc = None if seen.time is None else _iso(seen.time)
    return {
        "text": seen.text,
        "seconds": seconds,
        "utc": utc,
        "source": source_text(seen.source),
        "weighed": seen.weigh,
    }


def source_text(source: Any) -> str:
    """One line of sources, however many an item has."""
    return source if isinstance(source, str) else "; ".join(source)


def _time_miss(interval: Interval | None, reported: list[Json]) -> str | None:
    """How far the nearest weighed report lies outside the 90 % interval, beyond the minute it is told to."""
    told = [r["seconds"] for r in reported if r["seconds"] is not None and r["weighed"]]
    if interval is None or not told:
        return None
    off = min(max(interval.p05 - t, t - interval.p95, 0.0) for t in told)
    if off <= 60.0:
        return None
    return f"reported {off / 60.0:.1f} min outside the 90 % interval"


def drop_zones(w: Weighed, view: CaseView) -> list[Json]:
    """Where and when each piece falls, against its announced area and what was seen."""
    rows = []
    for piece in w.planned.pieces:
        fallen = w.planned.impact(piece)
        if fallen is None:
            continue
        when, latitude, longitude = fallen
        areas = [a for a in view.areas if a.role == piece]
        now = [a for a in areas if a.attempt == "this"] or areas
        area = now[-1] if now else None
        downrange = ground_distance(view.pad.lat_deg, view.pad.lon_deg, latitude, longitude)
        rows.append(
            {
                "piece": piece,
                "latitude": figure(latitude, w.plan, "deg"),
                "longitude": figure(unwrapped(longitude), w.plan, "deg"),
                "downrange": figure(downrange, w.plan, "km", 1e-3),
                "time": figure(when, w.plan, "s"),
                "area": None if area is None else area.label,
                "area_attempt": None if area is None else area.attempt,
                "p_inside": None
                if area is None or area.area is None
                else share(inside_share(area, latitude, longitude), w.plan, w.effective),
                "offset_km": None if area is None else _offset_km(area, w, latitude, longitude),
                "observed": [
                    _seen(o, w, view, when, latitude, longitude) for o in view.observations if _fell(o, piece)
                ],
            }
        )
    return rows


def _offset_km(area: CaseArea, w: Weighed, latitude: Floats, longitude: Floats) -> float:
    """Distance of the middle of a zone from the middle of its area, km."""
    middle = [weighted_quantile(x, w.plan, (0.5,)) for x in (latitude, unwrapped(longitude))]
    return float(ground_distance(area.center_lat, area.center_lon, middle[0], middle[1])[0]) / 1e3


def unwrapped(longitude: Floats) -> Floats:
    """Longitudes in degrees without a jump at the antimeridian: within 180 degrees of their middle."""
    ok = longitude[np.isfinite(longitude)]
    if ok.size == 0:
        return longitude
    middle = np.degrees(np.arctan2(np.sin(np.radians(ok)).mean(), np.cos(np.radians(ok)).mean()))
    return np.asarray((longitude - middle + 180.0) % 360.0 - 180.0 + middle)


def share(values: Floats, weights: Floats, effective: float) -> Json:
    """A weighted probability with the 90 % interval that the effective number of flights allows."""
    p = float(np.clip((values * weights).sum() / weights.sum(), 0.0, 1.0))
    # Wilson's interval: it stays inside 0 and 1 and is honest near them
    z2 = 1.645**2
    n = max(effective, 1.0)
    middle = (p + 0.5 * z2 / n) / (1.0 + z2 / n)
    half = np.sqrt(z2 * (p * (1.0 - p) / n + 0.25 * z2 / n**2)) / (1.0 + z2 / n)
    return {"p": p, "lo": float(max(0.0, middle - half)), "hi": float(min(1.0, middle + half))}


def _fell(seen: CaseObservation, piece: str) -> bool:
    return seen.kind in ("splash", "debris") and seen.piece == piece


def _seen(
    seen: CaseObservation, w: Weighed, view: CaseView, when: Floats, latitude: Floats, longitude: Floats
) -> Json:
    """A report of a fall and how far the middle of our zone misses it."""
    found: Json = {"text": seen.text, "source": source_text(seen.source), "miss_km": None, "miss_min": None}
    middle = [float(weighted_quantile(x, w.plan, 0.5)) for x in (when, latitude, unwrapped(longitude))]
    at = np.array([middle[1]]), np.array([middle[2]])
    if seen.spot is not None:
        found["miss_km"] = float(ground_distance(seen.spot.lat_deg, seen.spot.lon_deg, *at)[0]) / 1e3
    elif seen.downrange is not None:
        far = float(ground_distance(view.pad.lat_deg, view.pad.lon_deg, *at)[0])
        found["miss_km"] = abs(far - seen.downrange.central) / 1e3
    if seen.time is not None and w.clock.liftoff is not None and seen.kind == "splash":
        found["miss_min"] = (middle[0] - w.clock.seconds(seen.time)) / 60.0
    return found


def planned_orbit(w: Weighed, lift: Lift) -> Json:
    """The orbit that planned flights reach."""
    flights, p = w.planned, w.plan * (w.planned.column("outcome") < 2.0)
    low, high = flights.column("perigee_m"), flights.column("apogee_m")
    return {
        "perigee": figure(low, p, "km", 1e-3),
        "apogee": figure(high, p, "km", 1e-3),
        "inclination": figure(flights.column("inclination_rad"), p, "deg", 180.0 / np.pi),
        "period": figure(flights.column("period_s"), p, "min", 1.0 / 60.0),
        "ltan": _local_time(w, lift, p),
    }


def _local_time(w: Weighed, lift: Lift, p: Floats) -> Json | None:
    """Mean local time of the ascending node, h; None unless lift-off is known well enough."""
    if lift is None:
        return None
    origin, seconds = lift
    if np.ptp(weighted_quantile(seconds, None, (0.05, 0.95))) > EVENING_SPAN_S:
        return None
    from launchwatch.earth import local_solar_time

    node = w.planned.column("node_rad")
    # the node in the axes of lift-off is a longitude then
    hours = np.asarray(local_solar_time(node, origin)) + seconds / 3600.0
    spread = unwrapped((hours * 15.0 + 180.0) % 360.0 - 180.0) / 15.0
    found = Interval.of(spread, p, "h")
    if found is None:
        return None
    turns = 24.0 * np.floor(found.median / 24.0)
    return {k: (v - turns if isinstance(v, float) else v) for k, v in found.to_json().items()}


def passages(w: Weighed, view: CaseView) -> list[Json]:
    """How high and when the vehicle, and the stage that falls far, pass each gate, beside reports."""
    rows = []
    for g, name in enumerate(w.planned.plan.gates):
        for who, label in (("vehicle", "vehicle"), ("piece", far_piece(w))):
            seconds = w.planned.column(f"gate{g}_{who}_s")
            height = w.planned.column(f"gate{g}_{who}_altitude_m")
            seen = [
                o
                for o in view.observations
                if o.kind == "passage"
                and o.place == name
                and (
                    o.piece == label
                    or (who == "vehicle" and o.piece == f"stage {w.planned.phases[-1].stage}")
                )
            ]
            if np.all(np.isnan(seconds)) and not seen:
                continue
            rows.append(
                {
                    "place": name,
                    "body": label,
                    "time": figure(seconds, w.plan, "s"),
                    "altitude": figure(height, w.plan, "km", 1e-3),
                    "distance": figure(w.planned.column(f"gate{g}_{who}_distance_m"), w.plan, "km", 1e-3),
                    "observed": [_passed(o, w, seconds, height) for o in seen],
                }
            )
    return rows


def far_piece(w: Weighed) -> str:
    """Name of the piece whose passages are timed: what the last phase but one drops."""
    phases = w.planned.phases
    return phases[max(0, len(phases) - 2)].drops or "stage 1"


def _passed(seen: CaseObservation, w: Weighed, seconds: Floats, height: Floats) -> Json:
    found: Json = {"text": seen.text, "source": source_text(seen.source), "miss_km": None, "miss_min": None}
    if seen.time is not None and w.clock.liftoff is not None:
        found["miss_min"] = (
            float(weighted_quantile(seconds, w.plan, 0.5)) - w.clock.seconds(seen.time)
        ) / 60.0
    if seen.altitude is not None:
        found["miss_km"] = (float(weighted_quantile(height, w.plan, 0.5)) - seen.altitude.central) / 1e3
    return found


def failures(w: Weighed, view: CaseView) -> list[Json]:
    """What could go wrong (or did), how likely, and where pieces would fall, most likely first."""
    names = np.array(mode_names(w.failing))
    rows = []
    for name in sorted(set(names.tolist())):
        here = names == name
        p = float(w.joint_failing[here].sum())
        if p < 1e-4:
            continue
        latitude, longitude = fallen_far(w, here)
        weight = np.tile(w.joint_failing[here], latitude.size // max(1, int(here.sum())))
        downrange = ground_distance(view.pad.lat_deg, view.pad.lon_deg, latitude, longitude)
        mode = name.split(": ", 1)
        rows.append(
            {
                "mode": mode[1],
                "p": p,
                "phase": mode[0],
                "falls": {
                    "downrange": figure(downrange, weight, "km", 1e-3),
                    "latitude": figure(latitude, weight, "deg"),
                    "longitude": figure(unwrapped(longitude), weight, "deg"),
                    "seconds": figure(w.failing.column("failure_s")[here], w.joint_failing[here], "s"),
                },
                "text": _failure_text(w, here),
            }
        )
    return sorted(rows, key=lambda row: -row["p"])


def fallen_far(w: Weighed, here: np.ndarray) -> tuple[Floats, Floats]:
    """(latitude, longitude) in degrees of what a failure itself brings down: the stack and debris groups."""
    lat, lon = [], []
    for slot in ("stack", "dense", "plates", "light"):
        lat.append(np.degrees(w.failing.column(f"{slot}_latitude_rad")[here]))
        lon.append(np.degrees(w.failing.column(f"{slot}_longitude_rad")[here]))
    return np.concatenate(lat), np.concatenate(lon)


def _failure_text(w: Weighed, here: np.ndarray) -> str:
    """What the failure leads to, in one clause."""
    outcome = w.failing.column("outcome")[here]
    weight = w.joint_failing[here]
    orbit = float(weight[outcome < 2.0].sum() / weight.sum())
    if orbit > 0.005:
        return f"{100.0 * orbit:.0f} % of these still reach some orbit"
    return "none of these reach orbit"
