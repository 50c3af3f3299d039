"""The orbit in `brief.json`: what was planned, what the areas alone say, what was found, whether it fits."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING, Any

import numpy as np

from launchwatch.brief.answers_figures import Lift, figure
from launchwatch.brief.answers_flight import planned_orbit
from launchwatch.evidence import NaivePlane, OnePlane, Weighed, naive_plane, one_plane, plane_change
from launchwatch.interval import Interval

if TYPE_CHECKING:
    from launchwatch.case import CaseArea, CaseView

Json = dict[str, Any]


def orbit_answers(
    w: Weighed, view: CaseView, lift: Lift, alone: Weighed | None, before: Weighed | None
) -> Json:
    """All of `orbit`. `alone`: the same case without the aim; `before`: without what was observed."""
    planned = planned_orbit(before or w, None if before else lift)
    areas = path_areas(view)
    naive = naive_plane((view.pad.lat_deg, view.pad.lon_deg), [_center(a) for a in areas]) if areas else None
    plane = _plane(view, areas)
    wanted = _wanted_deg(view)
    return {
        "planned": planned,
        "aim": _aim(view),
        "areas_alone": _areas_alone(alone, areas, planned),
        "inferred": inferred(view),
        "naive": None if naive is None else _naive(naive),
        "one_plane": None if plane is None else _one_plane(plane, areas),
        "sun_synchronous": _sun_synchronous(naive, wanted),
        "turns": _turns(w),
        "found": _found(view, planned),
    }


def inferred(view: CaseView) -> Json | None:
    """What `launchwatch infer` says of the inclination, and what each source gave; None without areas."""
    from launchwatch.inference import blind_of, infer

    case = blind_of(view)
    if not case.areas:
        return None
    found = infer(case, line=view.line)
    i = found.inclination_deg
    less = [
        f"without {one.source} {one.without[0]:.1f} ({one.without[1]:.1f} to {one.without[2]:.1f})"
        for one in found.gave
    ]
    text = (
        f"Launchers of any kind that could drop pieces there, windows and earlier launches of the pad "
        f"together give {i.median:.1f} deg (90 % interval {i.p05:.1f} to {i.p95:.1f}), sun-synchronous with "
        f"{100 * found.p_sun_synchronous:.0f} %; {', '.join(less)} deg."
    )
    return {
        "inclination_deg": i.to_json(2),
        "p_sun_synchronous": round(found.p_sun_synchronous, 3),
        "gave": [one.to_json() for one in found.gave],
        "text": text,
    }


def path_areas(view: CaseView) -> list[CaseArea]:
    """The areas that show the path: of this attempt, else of the latest earlier one; nearest first."""
    from launchwatch.earth import distance

    now = [a for a in view.areas if a.attempt == "this"]
    if not now:
        latest = {a.role: a for a in view.areas}
        now = list(latest.values())
    newest = {a.role: a for a in now}
    return sorted(
        newest.values(),
        key=lambda a: float(distance(view.pad.lat_deg, view.pad.lon_deg, a.center_lat, a.center_lon)),
    )


def _center(area: CaseArea) -> tuple[float, float]:
    return area.center_lat, area.center_lon


def _plane(view: CaseView, areas: list[CaseArea]) -> OnePlane | None:
    if len(areas) < 2:
        return None
    return one_plane(
        (view.pad.lat_deg, view.pad.lon_deg),
        [_center(a) for a in areas],
        [a.half_cross_m / 1e3 for a in areas],
        [
            a.sigma_cross_m / 1e3
            if a.area is not None
            else np.sqrt(max(a.sigma_cross_m**2 - a.half_cross_m**2, 0.0)) / 1e3
            for a in areas
        ],
    )


def _wanted_deg(view: CaseView) -> float | None:
    """The sun-synchronous inclination of the aim, if that is the aim."""
    return view.aims[-1].sun_synchronous_deg if view.aims else None


def _aim(view: CaseView) -> Json | None:
    if not view.aims:
        return None
    aim = view.aims[-1]
    height = str(aim.altitude or aim.perigee or "")
    return {
        "text": f"{aim.orbit} orbit" + (f" near {height}" if height else ""),
        "stated": aim.stated,
        "why": aim.why,
    }


def _areas_alone(alone: Weighed | None, areas: list[CaseArea], planned: Json) -> Json | None:
    """The inclination that flights through the areas reach when no aim is known."""
    if alone is None:
        return None
    reached = alone.plan * (alone.planned.column("outcome") < 2.0)
    found = Interval.of(np.degrees(alone.planned.column("inclination_rad")), reached, "deg")
    if found is None:
        return {
            "inclination": None,
            "effective_sample_size": 0.0,
            "text": "No flight through the areas reached an orbit.",
        }
    what = "The areas alone" if areas else "Without areas, the launcher alone"
    width = found.p95 - found.p05
    verdict = "do not fix the inclination" if width > 3.0 else "fix the inclination to a few degrees"
    if not areas:
        verdict = (
            verdict.replace("do not", "does not").replace("fix the", "fixes the")
            if width <= 3.0
            else "does not fix the inclination"
        )
    few = (
        f" Only {alone.plan_effective:.0f} draws carry this answer, so its ends are rough." * alone.collapsed
    )
    return {
        "inclination": found.to_json(),
        "effective_sample_size": alone.plan_effective,
        "text": f"{what} {verdict}: flights that end in any orbit span {found}; "
        f"the last stage can turn the plane after the last area.{few}",
    }


def _naive(naive: NaivePlane) -> Json:
    return {
        "inclination_deg": naive.inclination_deg,
        "azimuth_deg": naive.azimuth_deg,
        "without_rotation_deg": naive.inclination_without_rotation_deg,
        "text": "By hand, a great circle from the pad to the farthest area "
        f"(azimuth {naive.azimuth_deg:.0f} deg) with the Earth's rotation "
        f"gives {naive.inclination_deg:.1f} deg if the flight is direct.",
    }


def _one_plane(plane: OnePlane, areas: list[CaseArea]) -> Json:
    names = [
        f"{a.label} ({a.role}) {abs(d):.0f} km" for a, d in zip(areas, plane.out_of_plane_km, strict=True)
    ]
    if plane.fits:
        text = (
            f"One direct ascent at azimuth {plane.azimuth_deg:.0f} deg serves all areas; off its path: "
            + ", ".join(names)
            + "."
        )
    else:
        text = (
            "The announced areas do not lie in one orbital plane: "
            f"a turn of about {plane.turn_deg:.0f} deg is needed. "
            f"Off the best single path: " + ", ".join(names) + "."
        )
    return {
        "fits": plane.fits,
        "azimuth_deg": plane.azimuth_deg,
        "out_of_plane_km": list(plane.out_of_plane_km),
        "allowed_km": list(plane.allowed_km),
        "turn_deg": plane.turn_deg,
        "text": text,
    }


def _sun_synchronous(naive: NaivePlane | None, wanted: float | None) -> Json | None:
    if naive is None or wanted is None:
        return None
    change = degrees(float(plane_change(np.radians(naive.inclination_deg), np.radians(wanted))))
    speed = 7.6 * 2.0 * np.sin(np.radians(change) / 2.0)
    if change < 1.0:
        text = f"The direct path leads within {change:.1f} deg of a sun-synchronous orbit ({wanted:.1f} deg)."
    else:
        text = (
            f"Flown direct ({naive.inclination_deg:.1f} deg) the orbit is not sun-synchronous without "
            f"a plane change of more than {np.floor(change):.0f} deg ({change:.1f} deg to {wanted:.1f} deg; "
            f"about {speed:.1f} km/s if made in orbit)."
        )
    return {"plane_change_deg": change, "wanted_deg": wanted, "text": text}


def _turns(w: Weighed) -> Json | None:
    """How the weighed flights turn: by lofting stages, then by the last stage."""
    flights = w.planned
    if len(flights.phases) < 3:
        return None
    before = np.degrees(flights.column(f"phase{len(flights.phases) - 2}_cutoff_inclination_rad"))
    values = flights.plan.values(flights.z)
    return {
        "second_stage_turn": figure(np.broadcast_to(np.degrees(values["turn"]), len(flights)), w.plan, "deg"),
        "inclination_before_last_stage": figure(before, w.plan, "deg"),
    }


def _found(view: CaseView, planned: Json) -> Json | None:
    """The orbit that was catalogued, and whether it lies inside the earlier interval."""
    seen = [o for o in view.observations if o.kind == "orbit" and o.weigh]
    if not seen:
        return None
    values: Json = {"perigee_km": None, "apogee_km": None, "inclination_deg": None, "period_min": None}
    for o in seen:
        for key, q, factor in (
            ("perigee_km", o.perigee, 1e-3),
            ("apogee_km", o.apogee, 1e-3),
            ("inclination_deg", o.inclination, degrees(1.0)),
            ("period_min", o.period, 1.0 / 60.0),
        ):
            if q is not None:
                values[key] = q.central * factor
    inside = {}
    for key, value in values.items():
        name = key.split("_")[0]
        interval = planned.get(name)
        if value is not None and interval is not None:
            inside[name] = bool(interval["p05"] <= value <= interval["p95"])
    outside = [name for name, ok in inside.items() if not ok]
    orbit = (
        f"{values['perigee_km']:.0f} x {values['apogee_km']:.0f} km"
        if values["perigee_km"] and values["apogee_km"]
        else "the orbit"
    )
    tail = f", {values['inclination_deg']:.1f} deg" if values["inclination_deg"] else ""
    judged = (
        "inside the earlier 90 % intervals"
        if not outside
        else "outside the earlier 90 % interval in " + " and ".join(outside)
    )
    return {**values, "inside": inside, "text": f"Found: {orbit}{tail}; {judged}."}
