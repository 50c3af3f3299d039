"""Check of a picture: was the satellite over that place at that time, and was it day there?

It says what geometry can say and no more: that a picture was taken, or what it shows, needs the picture.
The place stands in the name of the check (`imagery:Norfolk 36.95 -76.33`, degrees north and east), the time
in the statement's window; a time told to the minute may be half a minute off either way.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from launchwatch.interval import Interval
from launchwatch.ledger.overhead import Orbits, Sighting, angles, find_orbits, off_nadir_deg
from launchwatch.ledger.verdicts import Finding, StatementLike, ViewLike, independent, moment, si
from launchwatch.transfer import points

USABLE_DEG = 30.0
"""Elevation over a place from which a picture is worth taking: 50 deg from straight down at 500 km."""
CERTAIN_ENOUGH = 0.80  # "very likely" of ICD 203 begins here
DAYLIGHT_DEG = 5.0
"""Height of the Sun above which a camera in visible light has light enough."""
FRESH = timedelta(days=10)  # an orbit told by period and passages says nothing of the place after that
_MINUTE = timedelta(seconds=30)
_PLACE = re.compile(r"\s*(?P<name>.*?)\s*(?P<lat>[-+]?\d+(?:\.\d+)?)[ ,]\s*(?P<lon>[-+]?\d+(?:\.\d+)?)\s*")


def check_imagery(statement: StatementLike, view: ViewLike, place: str) -> Finding:
    """Was the satellite in sight of a place, by day, when the picture is said to have been taken?"""
    m = _PLACE.fullmatch(place)
    begin = statement.window_begin or statement.window_end
    end = statement.window_end or begin
    if m is None or begin is None or end is None:
        return Finding(
            "cannot test",
            "Without a place and a time of the picture there is nothing to compute.",
            code="definition missing",
        )
    lat, lon, name = float(m["lat"]), float(m["lon"]), m["name"] or "the place"
    if end == begin:
        begin, end = begin - _MINUTE, end + _MINUTE
    orbits = told_orbits(statement, view, begin)
    if orbits is None:
        return Finding(
            "open",
            "No orbit and passage from another source are on record from which to place the satellite.",
        )
    seen = angles(orbits, lat, lon, begin, end)
    number = Interval.of(seen, orbits.weight, "deg")
    assert number is not None  # the weights sum to 1
    sun = sun_over(lat, lon, begin + (end - begin) / 2)
    usable = float(orbits.weight[seen >= USABLE_DEG].sum())
    risen = float(orbits.weight[seen > 0.0].sum())
    figure = f"{number} above the horizon of {name}, Sun at {sun:.0f} deg"
    when = _told(begin, end)
    if risen <= 1.0 - CERTAIN_ENOUGH:
        return Finding("contradicts", f"{when} it was below the horizon of {name}.", figure, number)
    if sun < 0.0:
        return Finding(
            "contradicts",
            f"{when} it was night at {name}, too dark for a picture by daylight.",
            figure,
            number,
        )
    if usable >= CERTAIN_ENOUGH and sun >= DAYLIGHT_DEG:
        tilt = off_nadir_deg(number.median, orbits.radius_m - 6_371_008.8)
        luck = by_chance(orbits, lat, lon, begin, end)
        reason = (
            f"{when} it was in sight of {name} by day, some {tilt:.0f} deg from straight down (by chance "
            f"{100.0 * luck:.1f} % of the time); whether it took a picture needs the picture."
        )
        return Finding("supports", reason, figure, number)
    reason = f"{when} it may have been in sight of {name}; the orbit is not known well enough to say."
    return Finding("open", reason, figure, number)


def _told(begin: datetime, end: datetime) -> str:
    """The time of a picture for a sentence."""
    if end - begin <= 2 * _MINUTE:
        return f"At {moment(begin + (end - begin) / 2)}"
    return f"Between {begin:%H:%M} and {end:%H:%M} UTC on {end:%-d %b %Y}"


def by_chance(orbits: Orbits, lat_deg: float, lon_deg: float, begin: datetime, end: datetime) -> float:
    """How often a satellite of this height and inclination is so high over a place within such a span.

    Phase and node are spread evenly, so it says what agreement is worth.
    """
    u, node = (2.0 * math.pi * points(2)).T
    rate, node_rate = (np.full(u.size, float(r[0])) for r in (orbits.rate, orbits.node_rate))
    anyhow = Orbits(begin, orbits.radius_m, orbits.inclination, u, node, rate, node_rate, np.ones(u.size))
    return float(np.mean(angles(anyhow, lat_deg, lon_deg, begin, end) >= USABLE_DEG))


def told_orbits(statement: StatementLike, view: ViewLike, when: datetime) -> Orbits | None:
    """The orbits that fit what sources other than the statement's tell of the satellite near an instant."""
    others = [o for o in view.observations if o.attempt == "this" and independent(o, statement)]
    orbit = next((o for o in others if o.kind == "orbit"), None)
    passed = [_sighting(o) for o in others if _placed(o) and abs(o.time - when) <= FRESH]
    passed.sort(key=lambda s: s.time_sigma_s)  # the best timed first: the grid is laid around it
    figures = [si(getattr(orbit, name, None)) for name in ("perigee", "apogee", "inclination", "period")]
    if not passed or any(f is None for f in figures):
        return None
    perigee, apogee, inclination, period = (float(f) for f in figures if f is not None)
    return find_orbits(0.5 * (perigee + apogee), math.degrees(inclination), period, _half(orbit), passed)


def _placed(o: Any) -> bool:
    return o.kind == "passage" and o.piece == "satellite" and o.time is not None and o.spot is not None


def _sighting(o: Any) -> Sighting:
    across = max(o.spot.sigma_along_m, o.spot.sigma_cross_m)
    return Sighting(o.spot.lat_deg, o.spot.lon_deg, o.time, max(o.time_sigma_s, 1.0), across)


def _half(orbit: Any) -> float:
    """Half the width (s) of the told period: its own interval where it has one, else half its last digit."""
    interval = getattr(orbit.period, "interval", None)
    low, high = interval if isinstance(interval, tuple) else (0.0, 0.0)
    text = str(getattr(orbit.period, "text", ""))
    decimals = len(m[1]) if (m := re.search(r"\.(\d+)\s*min", text)) else 1
    return float(max(0.5 * (high - low), 0.5 * 10.0**-decimals * 60.0))


def sun_over(lat_deg: float, lon_deg: float, when: datetime) -> float:
    """Elevation of the Sun (deg) at a place and an instant.

    >>> from datetime import UTC
    >>> round(sun_over(38.9, -77.0, datetime(2023, 11, 27, 14, 36, tzinfo=UTC)))
    22
    """
    from launchwatch.earth import sun_elevation

    return float(np.degrees(sun_elevation(math.radians(lat_deg), math.radians(lon_deg), when)))
