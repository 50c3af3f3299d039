"""Where a satellite was at an instant, from what little was told of its orbit in its first days.

Before element sets are public, an orbit is told as heights, inclination and period, and a few passages: over
this place at that time.  Every near-circular orbit of that inclination and period is laid out on a grid, by
the longitude and the instant at which it crosses the latitude of the first passage, northward or southward;
the passages weigh the grid; each orbit is carried on with the secular turn of node and perigee by J2 and J4
(`orbit.secular_rates`; a told period is anomalistic, so the draconic rate is its mean motion and the turn of
the perigee together).  No drag: over ten days at 500 km it moves the satellite by less than 20 s.

Spherical Earth for the sight line (mean radius), degrees at the faces, metres, seconds, UTC.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MEAN_RADIUS = 6_371_008.8  # IUGG
_EARTH_TURN = 7.292_115e-5  # rad/s, WGS 84
_DEG = math.pi / 180.0
STEP_S, REACH_S = 10.0, 400.0  # the grid in time about the first passage
STEP_DEG, REACH_DEG = 0.5, 30.0  # and in longitude
LEAST = 1e-6  # orbits lighter than this share of the heaviest are left out


@dataclass(frozen=True, slots=True)
class Sighting:
    """A satellite told to pass a place at an instant: degrees, UTC; one sigma in s and, across, in m."""

    lat_deg: float
    lon_deg: float
    time: datetime
    time_sigma_s: float
    across_sigma_m: float


@dataclass(frozen=True, eq=False)
class Orbits:
    """Weighed near-circular orbits: at `epoch` each crosses argument of latitude `u` over node `node`.

    `u`, `node` (Earth-fixed) in rad, `rate` and `node_rate` in rad/s (the latter with the turning Earth taken
    off), `weight` sums to 1; all of one shape (n,).
    """

    epoch: datetime
    radius_m: float
    inclination: float
    u: Array
    node: Array
    rate: Array
    node_rate: Array
    weight: Array

    def at(self, instant: datetime, after_s: float = 0.0) -> tuple[Array, Array]:
        """Latitude and longitude (rad) below each orbit at an instant."""
        t = (instant - self.epoch).total_seconds() + after_s
        u = self.u + self.rate * t
        lat = np.arcsin(np.clip(math.sin(self.inclination) * np.sin(u), -1.0, 1.0))
        along = np.arctan2(math.cos(self.inclination) * np.sin(u), np.cos(u))
        return lat, self.node + self.node_rate * t + along


def find_orbits(
    height_m: float,
    inclination_deg: float,
    period_s: float,
    period_half_s: float,
    sightings: Sequence[Sighting],
) -> Orbits | None:
    """The orbits that fit the sightings, weighed; None without a sighting, or where none fits.

    `period_half_s` is half the last digit of the told period.
    """
    return _find(height_m, inclination_deg, period_s, period_half_s, tuple(sightings))


@lru_cache(maxsize=8)  # every picture of a case is set against the same orbits
def _find(
    height_m: float,
    inclination_deg: float,
    period_s: float,
    period_half_s: float,
    sightings: tuple[Sighting, ...],
) -> Orbits | None:
    if not sightings:
        return None
    first = sightings[0]
    inclination = inclination_deg * _DEG
    if abs(math.sin(first.lat_deg * _DEG)) >= math.sin(inclination):
        return None  # the satellite never crosses that latitude
    radius = MEAN_RADIUS + height_m
    motion, turning = _rates(
        2.0 * math.pi / (period_s + np.linspace(-1.0, 1.0, 5) * period_half_s), inclination
    )
    shift, turn, slack, up = (
        m.ravel()
        for m in np.meshgrid(
            np.arange(-REACH_DEG, REACH_DEG + STEP_DEG / 2, STEP_DEG) * _DEG,
            np.arange(-REACH_S, REACH_S + STEP_S / 2, STEP_S),
            np.arange(5),
            np.array([True, False]),
            indexing="ij",
        )
    )
    climbing = math.asin(math.sin(first.lat_deg * _DEG) / math.sin(inclination))
    crossing = np.where(up, climbing, math.pi - climbing)
    along = np.arctan2(math.cos(inclination) * np.sin(crossing), np.cos(crossing))
    rate, node_rate = motion[slack], turning[slack]
    # the crossing happens `turn` seconds after the epoch; carry it back to the epoch
    u = crossing - rate * turn
    node = first.lon_deg * _DEG + shift - along - node_rate * turn
    grid = Orbits(first.time, radius, inclination, u, node, rate, node_rate, np.ones(u.size))
    weight = np.exp(sum(_likelihood(grid, s) for s in sightings))
    heaviest = float(weight.max())
    if not heaviest > 1e-30:
        return None
    kept = weight > LEAST * heaviest
    return Orbits(
        first.time,
        radius,
        inclination,
        u[kept],
        node[kept],
        rate[kept],
        node_rate[kept],
        weight[kept] / weight[kept].sum(),
    )


def _rates(mean_motion: Array, inclination: float) -> tuple[Array, Array]:
    """Rates (rad/s) of the argument of latitude and of the Earth-fixed node of a circular orbit."""
    from launchwatch.earth import MU
    from launchwatch.orbit import secular_rates

    a = np.cbrt(MU / mean_motion**2)
    for _ in range(4):  # the told mean motion holds the secular part of J2 already
        node, perigee, anomaly = secular_rates(a, 0.0, inclination)
        a = a * (anomaly / mean_motion) ** (2.0 / 3.0)
    return anomaly + perigee, node - _EARTH_TURN


def _likelihood(orbits: Orbits, seen: Sighting) -> Array:
    """Logarithm of the likelihood of one sighting: normal along the track (time) and across it (place)."""
    lat, lon = orbits.at(seen.time)
    back_lat, back_lon = orbits.at(seen.time, -1.0)
    here, before, there = _unit(lat, lon), _unit(back_lat, back_lon), _unit(seen.lat_deg, seen.lon_deg, _DEG)
    step = here - before
    speed = np.linalg.norm(step, axis=-1)
    normal = np.cross(here, step / speed[:, None])
    across = np.arcsin(np.clip(normal @ there, -1.0, 1.0))
    ahead = np.arctan2((step / speed[:, None]) @ there, here @ there)
    late = ahead / (speed * seen.time_sigma_s)
    wide = across * MEAN_RADIUS / seen.across_sigma_m
    return np.asarray(-0.5 * (late**2 + wide**2), dtype=np.float64)


def _unit(lat: Array | float, lon: Array | float, scale: float = 1.0) -> Array:
    a, b = np.asarray(lat) * scale, np.asarray(lon) * scale
    return np.stack((np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)), axis=-1)


def angles(orbits: Orbits, lat_deg: float, lon_deg: float, begin: datetime, end: datetime) -> Array:
    """Elevation (deg) of each satellite over a place at its best between two instants, shape (n,)."""
    span = max((end - begin).total_seconds(), 0.0)
    there = _unit(lat_deg, lon_deg, _DEG)
    best = np.full(orbits.u.size, -1.0)
    for after in np.linspace(0.0, span, 1 + math.ceil(span / 10.0)):
        best = np.maximum(best, _unit(*orbits.at(begin, float(after))) @ there)
    ratio = MEAN_RADIUS / orbits.radius_m
    sine = np.sqrt(np.maximum(1.0 - best**2, 1e-18))
    return np.asarray(np.arctan2(best - ratio, sine) / _DEG, dtype=np.float64)


def off_nadir_deg(elevation_deg: float, height_m: float) -> float:
    """The angle at the satellite between straight down and a place that sees it at an elevation.

    >>> round(off_nadir_deg(40.3, 505e3), 1)
    45.0
    """
    inside = MEAN_RADIUS / (MEAN_RADIUS + height_m) * math.cos(elevation_deg * _DEG)
    return math.asin(inside) / _DEG
