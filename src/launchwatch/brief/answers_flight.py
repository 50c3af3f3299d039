"""Figures of the flight read off the weighed ensemble: drop zones, passages, orbit, failures.

Every function takes the `Weighed` ensemble and returns plain values for `brief.json`: SI inside, km, degrees,
minutes and UTC in what is returned, each figure an interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.brief.answers_figures import Json, Lift, figure, share, source_text, unwrapped
from launchwatch.ensemble import Floats, mode_names
from launchwatch.evidence import Weighed, ground_distance, inside_share
from launchwatch.interval import Interval, weighted_quantile

if TYPE_CHECKING:
    from launchwatch.case import CaseArea, CaseObservation, CaseView

EVENING_SPAN_S: Final = 3.0 * 3600.0
"""Local time of the node is told only where lift-off is known to better than this."""


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
                else share(inside_share(area, latitude, longitude), w.plan, w.plan_effective),
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


def passages(w: Weighed, view: CaseView) -> list[Json]:
    """How high and when the vehicle, and the stage that falls far, pass each gate, beside reports."""
    rows = []
    for g, name in enumerate(w.planned.plan.gates):
        for who, label in (("vehicle", "vehicle"), ("piece", w.planned.far_piece)):
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


def _passed(seen: CaseObservation, w: Weighed, seconds: Floats, height: Floats) -> Json:
    found: Json = {"text": seen.text, "source": source_text(seen.source), "miss_km": None, "miss_min": None}
    if seen.time is not None and w.clock.liftoff is not None:
        found["miss_min"] = (
            float(weighted_quantile(seconds, w.plan, 0.5)) - w.clock.seconds(seen.time)
        ) / 60.0
    if seen.altitude is not None:
        found["miss_km"] = (float(weighted_quantile(height, w.plan, 0.5)) - seen.altitude.central) / 1e3
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
