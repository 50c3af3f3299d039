"""Whom it can see, in `brief.json`: before the catalogue has it, from the flights; after, from its elements.

From the flights come the first passes over the places of interest with their spread, and, by carrying on a
few flights drawn by weight, how many looks a day each place gets, how many of them by daylight, and the best
ground sample distance, with the spread of the flights. From the catalogued object come the looks of the day
after the instant of the brief, each with one sigma of its time by the age of the elements, and the counts.

A look is a time in which the place lies within the greatest angle off nadir that the camera can be turned;
daylight is a Sun more than ten degrees high. The camera is the last one that the case tells of.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.brief.answers_figures import Json, Lift, iso, source_text
from launchwatch.brief.matching import STATE
from launchwatch.ensemble import Floats
from launchwatch.evidence import Weighed
from launchwatch.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from launchwatch.case import CaseView
    from launchwatch.orbit import Elements, Pass, Place
    from launchwatch.overpass import Looks, Mover

OFF_NADIR_DEG: Final = 30.0
"""How far aside a camera is taken to look where nobody said it."""
DAYLIGHT_DEG: Final = 10.0
"""Elevation of the Sun from which on a picture is worth taking, deg."""
FEW, DAYS = 24, 5.0
"""Flights that are carried on for the counts, and for how long."""
OLD_DAYS: Final = 14.0
"""Elements older than this tell nothing of tomorrow."""


def interest(view: CaseView) -> list[Place]:
    """The places of the case that somebody may want to see: those that are not gates of the ascent."""
    from launchwatch.orbit import Place

    return [Place(p.name, p.latitude, p.longitude) for p in view.places if not p.gate]


def passes_of(w: Weighed, view: CaseView, lift: Lift) -> list[Pass]:
    """Passes of the first day over the places of interest, from the insertion states."""
    from launchwatch.orbit import ensemble_passes

    ok = (w.planned.column("outcome") < 2.0) & (w.plan > 0.0)
    places = interest(view)
    if not places or not np.any(ok):
        return []
    return ensemble_passes(
        np.column_stack([w.planned.column(f"insertion_{name}") for name in STATE])[ok],
        w.planned.column("insertion_s")[ok],
        places,
        hours=26.0,
        weights=w.plan[ok],
        lift_off=None if lift is None or not w.flown else lift[0],
        least_p=0.3,
        at_most=400,
    )


def looks_answer(w: Weighed, view: CaseView, lift: Lift, passes: Sequence[Pass]) -> Json | None:
    """`looks` of the brief; None for a case without places of interest, or when nothing reaches orbit."""
    places = interest(view)
    flights = _from_flights(w, lift, places, view) if places else None
    catalogued = _from_elements(view, places) if places else None
    if flights is None and catalogued is None:
        return None
    return {
        "camera": _camera_said(view),
        "first": [_first(p, view) for p in _firsts(passes, places)],
        "flights": flights,
        "catalogued": catalogued,
    }


def _camera_said(view: CaseView) -> Json:
    """The camera as the case tells it, and what is assumed of it."""
    if not view.cameras:
        text = f"Nothing was said of the camera; looks are counted up to {OFF_NADIR_DEG:.0f} deg off nadir."
        return {
            "gsd_m": None,
            "max_off_nadir_deg": OFF_NADIR_DEG,
            "text": text,
            "source": None,
            "guess": True,
        }
    camera = view.cameras[-1]
    told = camera.max_off_nadir
    low, high = camera.gsd.interval(0.9)
    aside = f"aside up to {told}" if told else f"aside up to {OFF_NADIR_DEG:.0f} deg, a guess of ours"
    return {
        "gsd_m": {"p05": low, "median": camera.gsd.central, "p95": high, "unit": "m"},
        "max_off_nadir_deg": _limit_deg(view),
        "text": f"Ground sample distance {camera.gsd} at nadir; {aside}.",
        "source": source_text(camera.source),
        "guess": told is None,
        "note": camera.note,
    }


def _limit_deg(view: CaseView) -> float:
    told = view.cameras[-1].max_off_nadir if view.cameras else None
    return OFF_NADIR_DEG if told is None else float(np.degrees(told.central))


def _gsd(view: CaseView, ratio: Interval | None) -> Json | None:
    """Ground sample distance, m: that at nadir times a ratio with its own spread."""
    if not view.cameras or ratio is None:
        return None
    gsd = view.cameras[-1].gsd
    low, high = gsd.interval(0.9)
    return {
        "median": gsd.central * ratio.median,
        "p05": low * ratio.p05,
        "p95": high * ratio.p95,
        "unit": "m",
    }


def _firsts(passes: Sequence[Pass], places: Sequence[Place]) -> list[Pass]:
    """The first pass worth the name over each place, in the order of the places."""
    first = []
    for place in places:
        mine = [p for p in passes if p.place == place.name and p.max_elevation.median >= 5.0]
        first += mine[:1]
    return first


def _first(one: Pass, view: CaseView) -> Json:
    """A first pass: when, how high, how fine a picture could be at its top."""
    from launchwatch.earth import RADIUS

    # height and angle off nadir from slant range and elevation, on the sphere of the equator (1 deg)
    elevation, distance = np.radians(one.max_elevation.median), one.distance.median * 1e3
    radius = np.sqrt(RADIUS**2 + distance**2 + 2.0 * RADIUS * distance * np.sin(elevation))
    aside = float(np.degrees(np.arcsin(RADIUS * np.cos(elevation) / radius)))
    # both sides of a pixel grow with the distance, one also with one over the sine of the elevation
    ratio = Interval.of(np.full(1, distance / (radius - RADIUS) / np.sqrt(np.sin(elevation))))
    return {
        "place": one.place,
        "p": one.p,
        "after_lift_off": one.culmination.to_json(),
        "utc": one.utc(one.culmination),
        "max_elevation": one.max_elevation.to_json(),
        "sun_elevation": one.sun_elevation.to_json() if one.sun_elevation else None,
        "off_nadir_deg": aside,
        "gsd_m": _gsd(view, ratio) if aside <= _limit_deg(view) else None,
    }


def _from_flights(w: Weighed, lift: Lift, places: Sequence[Place], view: CaseView) -> Json | None:
    """Looks a day, by daylight, and best ground sample distance, with the spread of the flights."""
    from launchwatch.overpass import Camera, find_looks

    movers, begin = _drawn(w, lift)
    if begin is None:
        return None
    camera = Camera(gsd_at_nadir_m=1.0, max_off_nadir_deg=_limit_deg(view))
    end = begin + timedelta(days=DAYS)
    found = find_looks(movers, places, begin, end, min_elevation_deg=5.0, camera=camera, threads=1)
    text = f"{len(movers)} flights drawn by weight, carried on {DAYS:.0f} days without drag or manoeuvres" + (
        "." if w.flown else ", lifting off within the announced window."
    )
    return {"text": text, "places": _counts(found, len(movers), places, DAYS, view)}


def _drawn(w: Weighed, lift: Lift) -> tuple[list[Mover], datetime | None]:
    """A few flights as they go on, drawn in even steps of weight, from an hour after the last lift-off on."""
    from launchwatch.earth import OMEGA
    from launchwatch.orbit import mean_elements, propagate_mean
    from launchwatch.overpass import Mover

    ok = np.flatnonzero((w.planned.column("outcome") < 2.0) & (w.plan > 0.0))
    if lift is None or len(ok) == 0:
        return [], None
    running = np.cumsum(w.plan[ok])
    steps = (np.arange(FEW) + 0.5) / FEW * running[-1]
    drawn = ok[np.minimum(np.searchsorted(running, steps), len(ok) - 1)]
    means = mean_elements(np.column_stack([w.planned.column(f"insertion_{n}") for n in STATE])[drawn])
    inserted, late = w.planned.column("insertion_s")[drawn], lift[1][drawn]
    start = float(np.max(late)) + 3600.0

    def mover(k: int) -> Mover:
        def position(t: Floats) -> Floats:
            since = t + start - late[k]
            xyz = propagate_mean(means, np.full(len(t), k), since - inserted[k])[:, :3]
            c, s = np.cos(OMEGA * since), np.sin(OMEGA * since)
            x, y = xyz[:, 0], xyz[:, 1]
            return np.column_stack([c * x + s * y, c * y - s * x, xyz[:, 2]])

        return Mover(f"flight {drawn[k]}", position)

    whole = np.flatnonzero(np.isfinite(means).all(axis=1))
    return [mover(int(k)) for k in whole], lift[0] + timedelta(seconds=start)


def _counts(
    found: Looks, satellites: int, places: Sequence[Place], days: float, view: CaseView
) -> list[Json]:
    """Looks a day, by daylight, and best ground sample distance over each place, over the satellites."""
    rows = []
    light = found.sun_elevation_deg > DAYLIGHT_DEG
    for k, place in enumerate(places):
        mine = found.place == k
        every = np.bincount(found.satellite[mine], minlength=satellites) / days
        lit = np.bincount(found.satellite[mine & light], minlength=satellites) / days
        best = np.full(satellites, np.inf)
        np.minimum.at(best, found.satellite[mine], found.gsd_m[mine])
        rows.append(
            {
                "place": place.name,
                "looks_a_day": _json(every),
                "by_daylight_a_day": _json(lit),
                "best_gsd_m": _gsd(view, Interval.of(best[np.isfinite(best)])),
            }
        )
    return rows


def _json(values: Floats) -> Json | None:
    found = Interval.of(values, None, "a day")
    return None if found is None else found.to_json()


def _from_elements(view: CaseView, places: Sequence[Place]) -> Json | None:
    """The looks of the next day by the newest elements of the case, and the counts of ten days."""
    from launchwatch.orbit import read_elements
    from launchwatch.overpass import Camera, find_looks

    if not view.elements:
        return None
    elements = max(
        (one for entry in view.elements for one in read_elements(entry.text)), key=lambda one: one.epoch
    )
    age = (view.as_of - elements.epoch).total_seconds() / 86400.0
    fresh = 0.0 <= age <= OLD_DAYS
    begin = view.as_of if fresh else elements.epoch
    camera = Camera(gsd_at_nadir_m=1.0, max_off_nadir_deg=_limit_deg(view))
    whole = find_looks(
        [elements],
        places,
        begin,
        begin + timedelta(days=10.0),
        min_elevation_deg=5.0,
        camera=camera,
        threads=1,
    )
    day = whole.take(whole.rise < 86400.0)
    when = "after the instant of this brief" if fresh else "after the epoch of the elements, which are old"
    return {
        "object": _named(elements),
        "epoch": iso(elements.epoch),
        "begin": iso(begin),
        "text": f"The 24 hours {when}; times to one sigma, nothing burnt in between.",
        "tomorrow": [_look(day, k, places, view) for k in range(len(day))],
        "places": _counts(whole, 1, places, 10.0, view),
    }


def _named(elements: Elements) -> str:
    return " ".join(part for part in (elements.name, elements.identifier) if part)


def _look(found: Looks, k: int, places: Sequence[Place], view: CaseView) -> Json:
    """One look of the catalogued object."""
    ratio = Interval.of(found.gsd_m[k : k + 1])
    sun = float(found.sun_elevation_deg[k])
    rise, top, fall = (f"{found.times(name)[k]}Z" for name in ("rise", "culmination", "set"))
    return {
        "place": places[int(found.place[k])].name,
        "rise": rise,
        "culmination": top,
        "set": fall,
        "sigma_s": float(found.sigma_s[k]),
        "max_elevation_deg": float(found.max_elevation_deg[k]),
        "min_off_nadir_deg": float(found.min_off_nadir_deg[k]),
        "gsd_m": _gsd(view, ratio),
        "sun_elevation_deg": sun,
        "daylight": sun > DAYLIGHT_DEG,
    }
