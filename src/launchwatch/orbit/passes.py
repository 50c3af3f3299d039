"""First passes over places: of one catalogued object by SGP4, and of a whole ensemble of insertion states.

An ensemble comes as flights leave it: inertial states in the Earth-fixed axes frozen at lift-off (x through
the meridian where Greenwich was at that instant), each at its own seconds after lift-off. Every flight is
carried on with J2 mean elements (`mean`), so the passes of all flights over a place can be told apart by
revolution and direction, and each comes out with the spread of its times, its height in the sky and the share
of the weight that makes it. Lift-off may be unknown: then all times are seconds after it and nothing is said
of the Sun. No drag: below some 300 km the times after the first day are too late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.earth import OMEGA, RADIUS, format_utc, gmst, sun_elevation
from launchwatch.errors import InputError
from launchwatch.interval import Interval
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.kepler import period
from launchwatch.orbit.mean import EX, EY, INCLINATION, LATITUDE, A, mean_elements, propagate_mean
from launchwatch.orbit.secular import secular_rates
from launchwatch.orbit.sgp4 import propagate
from launchwatch.orbit.windows import Array, Horizon, Index, Place, Windows, find_windows

#: Sidereal revolutions a day (IAU 1982): the rate of Greenwich in TEME, rad/s.
SIDEREAL_RATE = 2.0 * np.pi * 1.00273790935 / 86400.0
#: Samples a revolution. Sixty bracket every culmination with room to spare.
SAMPLES = 60
#: Mean perigee below which a flight counts as not in orbit, m: it does not complete a revolution.
LOWEST_PERIGEE = 100e3
#: Passes of one place whose culminations lie further apart along the orbit than this are different ones, rad.
APART = np.radians(60.0)


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over a place, with its spread. Seconds count from `since`, or lift-off when it is None."""

    place: str
    revolution: int
    direction: str
    p: float
    rise: Interval
    culmination: Interval
    set: Interval
    max_elevation: Interval
    distance: Interval
    azimuth_deg: float
    sun_elevation: Interval | None
    cut: bool
    since: datetime | None

    def utc(self, time: Interval) -> dict[str, str] | None:
        """Median and 90 % interval of one of the times as UTC instants; None where lift-off is unknown."""
        if self.since is None:
            return None
        ends = {"median": time.median, "p05": time.p05, "p95": time.p95}
        return {name: format_utc(self.since + timedelta(seconds=value)) for name, value in ends.items()}

    def to_json(self) -> dict[str, Any]:
        """Plain figures for `brief.json`."""
        return {
            "place": self.place,
            "revolution": self.revolution,
            "direction": self.direction,
            "p": self.p,
            "rise": self.rise.to_json(),
            "culmination": self.culmination.to_json(),
            "set": self.set.to_json(),
            "max_elevation": self.max_elevation.to_json(),
            "distance": self.distance.to_json(),
            "azimuth_deg": self.azimuth_deg,
            "sun_elevation": self.sun_elevation.to_json() if self.sun_elevation else None,
            "cut": self.cut,
            "utc": {
                "rise": self.utc(self.rise),
                "culmination": self.utc(self.culmination),
                "set": self.utc(self.set),
            }
            if self.since
            else None,
        }


def ensemble_passes(
    states: npt.ArrayLike,
    inserted_s: npt.ArrayLike,
    places: Sequence[Place],
    *,
    hours: float = 24.0,
    weights: npt.ArrayLike | None = None,
    lift_off: datetime | None = None,
    min_elevation_deg: float = 0.0,
    least_p: float = 0.05,
    at_most: int = 1000,
) -> list[Pass]:
    """Passes over places in the first hours after lift-off, in order of time, each with its spread.

    Parameters
    ----------
    states:
        (n, 6) insertion states: m and m/s, inertial, in the Earth-fixed axes frozen at lift-off.
    inserted_s:
        (n,) seconds from lift-off to each state.
    weights:
        (n,) weights of the flights. A flight that is not in orbit (nan, unbound, mean perigee under 100 km)
        makes no pass, and its weight counts against every one.
    lift_off:
        UTC instant, or None when it is not known.
    least_p:
        Passes with a smaller share of the weight are left out.
    at_most:
        Of a larger ensemble so many flights are carried on, drawn in even steps of weight.
    """
    rows = np.atleast_2d(np.asarray(states, dtype=float))
    after = np.broadcast_to(np.asarray(inserted_s, dtype=float), len(rows)).copy()
    weight = np.ones(len(rows)) if weights is None else np.asarray(weights, dtype=float)
    if rows.shape[1] != 6 or weight.shape != (len(rows),):
        raise InputError(
            f"states of shape {rows.shape}, weights of shape {weight.shape}", mend="(n, 6) and (n,)"
        )
    total = float(np.sum(weight))
    if len(rows) > at_most and total > 0.0:
        drawn, weight = _even_draw(weight, at_most)
        rows, after, total = rows[drawn], after[drawn], float(at_most)
    means = mean_elements(rows)
    perigee = means[:, A] * (1.0 - np.hypot(means[:, EX], means[:, EY])) - RADIUS
    good = np.flatnonzero((perigee > LOWEST_PERIGEE) & (after < hours * 3600.0) & (weight > 0.0))
    if len(good) == 0 or not places or total <= 0.0:
        return []
    means, after, weight = means[good], after[good], weight[good]

    def position(k: Index, t: Array) -> Array:
        return turned(propagate_mean(means, k, t - after[k])[:, :3], OMEGA * t)

    horizon = Horizon.of(places)
    found = find_windows(
        position,
        after,
        hours * 3600.0,
        horizon,
        step=float(np.min(period(means[:, A]))) / SAMPLES,
        limit=float(np.sin(np.radians(min_elevation_deg))),
    )
    # how far along its orbit each flight is at each culmination, counted on from insertion
    _, perigee_rate, anomaly_rate = secular_rates(
        means[:, A], np.hypot(means[:, EX], means[:, EY]), means[:, INCLINATION]
    )
    start = _unwrapped(means[:, LATITUDE], weight)
    k = found.which
    along = start[k] + (perigee_rate + anomaly_rate)[k] * (found.culmination - after[k])
    passes = []
    for place in range(len(places)):
        here = np.flatnonzero(found.place == place)
        here = here[np.argsort(along[here], kind="stable")]
        for group in np.split(here, np.flatnonzero(np.diff(along[here]) > APART) + 1):
            p = float(np.sum(weight[np.unique(k[group])])) / total
            if len(group) and p >= least_p:
                middle = float(np.median(along[group]))
                at = position(k[group], found.culmination[group])
                passes.append(
                    _pass(found, group, places, horizon, at, middle, min(p, 1.0), weight[k[group]], lift_off)
                )
    return sorted(passes, key=lambda one: one.culmination.median)


def elements_passes(
    elements: Elements,
    places: Sequence[Place],
    begin: datetime,
    end: datetime,
    *,
    min_elevation_deg: float = 0.0,
) -> list[Pass]:
    """Passes of a catalogued object by SGP4 between two UTC instants, in order of time; no spread yet.

    Earth orientation is the sidereal time of UTC (UT1 - UTC and polar motion are left out: under 0.1 s).
    """
    if end <= begin:
        raise InputError("the span ends before it begins", mend="give begin, then end")
    offset = (begin - elements.epoch).total_seconds()
    greenwich = float(gmst(begin))

    def position(_: Index, t: Array) -> Array:
        return turned(propagate(elements, t + offset, lenient=True)[:, :3], greenwich + SIDEREAL_RATE * t)

    horizon = Horizon.of(places)
    found = find_windows(
        position,
        np.zeros(1),
        (end - begin).total_seconds(),
        horizon,
        step=elements.period_s / SAMPLES,
        limit=float(np.sin(np.radians(min_elevation_deg))),
    )
    at_epoch = np.radians(elements.argument_of_perigee_deg + elements.mean_anomaly_deg)
    along = at_epoch + elements.mean_motion * (offset + found.culmination)
    at = position(found.which, found.culmination)
    one = np.ones(1)
    passes = [
        _pass(found, np.array([k]), places, horizon, at[k : k + 1], float(along[k]), 1.0, one, begin)
        for k in range(len(found.culmination))
    ]
    return sorted(passes, key=lambda a_pass: a_pass.culmination.median)


def _pass(
    found: Windows,
    group: Index,
    places: Sequence[Place],
    horizon: Horizon,
    at: Array,
    along: float,
    p: float,
    weight: Array,
    since: datetime | None,
) -> Pass:
    """The pass that a group of windows over one place makes; `at` (n, 3) Earth-fixed at culmination."""
    which = found.place[group]
    place = places[int(which[0])]

    def spread(values: Array, unit: str) -> Interval:
        interval = Interval.of(values, weight, unit)
        assert interval is not None  # every group has weight
        return interval

    sight = np.linalg.norm(at - horizon.position[which], axis=1) / 1e3
    azimuth = horizon.azimuth(which, at)
    mean_azimuth = np.arctan2(np.sum(weight * np.sin(azimuth)), np.sum(weight * np.cos(azimuth)))
    sun = _sun(place, found.culmination[group], since)
    return Pass(
        place=place.name,
        revolution=int(np.floor(along / (2.0 * np.pi))),
        direction="northbound" if np.cos(along) > 0.0 else "southbound",
        p=p,
        rise=spread(found.rise[group], "s"),
        culmination=spread(found.culmination[group], "s"),
        set=spread(found.set[group], "s"),
        max_elevation=spread(np.degrees(np.arcsin(np.clip(found.sine[group], -1.0, 1.0))), "deg"),
        distance=spread(sight, "km"),
        azimuth_deg=float(np.degrees(mean_azimuth) % 360.0),
        sun_elevation=None if sun is None else spread(sun, "deg"),
        cut=bool(np.all(found.cut[group])),
        since=since,
    )


def _sun(place: Place, seconds: Array, since: datetime | None) -> Array | None:
    """Elevation of the Sun at the place, deg, interpolated between a few instants (0.01 deg)."""
    if since is None:
        return None
    nodes = np.linspace(float(np.min(seconds)), float(np.max(seconds)) + 1.0, 13)
    lat, lon = np.radians(place.latitude_deg), np.radians(place.longitude_deg)
    instants = np.datetime64(since.astimezone(UTC).replace(tzinfo=None), "us") + (nodes * 1e6).astype(
        "timedelta64[us]"
    )
    return np.interp(seconds, nodes, np.degrees(sun_elevation(lat, lon, instants)))


def _even_draw(weight: Array, count: int) -> tuple[Index, Array]:
    """Systematic resampling: indices drawn in even steps of weight, and how often each was drawn."""
    running = np.cumsum(weight)
    steps = (np.arange(count) + 0.5) / count * running[-1]
    drawn, often = np.unique(np.searchsorted(running, steps), return_counts=True)
    return drawn, often.astype(float)


def turned(position: Array, angle: Array) -> Array:
    """Inertial positions seen from axes turned by `angle` (rad) eastward about the pole."""
    c, s = np.cos(angle), np.sin(angle)
    x, y, z = position[:, 0], position[:, 1], position[:, 2]
    return np.stack([c * x + s * y, c * y - s * x, z], axis=-1)


def _unwrapped(angles: Array, weight: Array) -> Array:
    """Angles on one branch: each within half a turn of their weighted mean, which is in 0 to 2 pi."""
    mean = np.arctan2(np.sum(weight * np.sin(angles)), np.sum(weight * np.cos(angles))) % (2.0 * np.pi)
    return np.asarray(mean + (angles - mean + np.pi) % (2.0 * np.pi) - np.pi)
