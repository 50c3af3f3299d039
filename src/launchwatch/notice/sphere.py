"""Where an area lies as seen from a pad: range, direction, reach and size, on a sphere.

Latitude and longitude in degrees, metres on a sphere of radius 6,371 km, directions clockwise from north.
That is within 0.7 % of the ellipsoid, far finer than what tells one stage from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Ring = Sequence[Sequence[float]] | Array

RADIUS_M = 6_371_000.0
"""Mean radius of the Earth, m."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An area as seen from a pad: metres along the ground and degrees."""

    near_m: float
    """Distance of the nearest point; 0 where the pad lies inside."""
    middle_m: float
    far_m: float
    bearing_deg: float
    length_m: float
    """The longest way across."""
    width_m: float
    """The surface divided by the longest way across."""
    middle: tuple[float, float]


def unit(latitude_deg: ArrayLike, longitude_deg: ArrayLike) -> Array:
    """Unit vectors (..., 3) of places in degrees."""
    lat, lon = np.radians(latitude_deg), np.radians(longitude_deg)
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat) + 0.0 * lon), axis=-1)


def place(vector: Array) -> tuple[float, float]:
    """Latitude and longitude (deg) of one vector.

    >>> place(unit(40.0, -170.0))
    (40.0, -170.0)
    """
    x, y, z = (float(v) for v in vector)
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))


def apart_m(a: Array, b: Array) -> Array:
    """Distance (m) between unit vectors, by the chord."""
    return np.asarray(
        2.0 * RADIUS_M * np.arcsin(np.minimum(0.5 * np.sqrt(np.sum((a - b) ** 2, axis=-1)), 1.0))
    )


def bearing_deg(start: Array, end: Array) -> float:
    """Direction (deg, 0 to 360) in which the way from one unit vector to another sets out."""
    east = np.array((-start[1], start[0], 0.0))
    east = east / max(float(np.linalg.norm(east)), 1e-12)
    north = np.cross(start, east)
    return float(np.degrees(np.arctan2(end @ east, end @ north)) % 360.0)


def seen_from(ring: Ring, site_lat: float, site_lon: float) -> Seen:
    """How a ring of (latitude, longitude) corners lies as seen from a pad.

    >>> box = [(30.0, 120.0), (30.0, 121.0), (31.0, 121.0), (31.0, 120.0)]
    >>> found = seen_from(box, 20.0, 120.5)
    >>> round(found.near_m / 1e3), round(found.middle_m / 1e4), round(found.bearing_deg) % 360
    (1112, 117, 0)
    """
    corners = np.asarray(ring, dtype=np.float64)[:, :2]
    at, pad = unit(corners[:, 0], corners[:, 1]), unit(site_lat, site_lon)
    total = at.sum(axis=0)
    middle = total / max(float(np.linalg.norm(total)), 1e-12)
    length = float(apart_m(at[:, None, :], at[None, :, :]).max())
    # on a flat map about the middle (orthographic, scaled): surface by the shoelace, and the pad's place
    east = np.array((-middle[1], middle[0], 0.0))
    east = east / max(float(np.linalg.norm(east)), 1e-12)
    north = np.cross(middle, east)
    x, y = RADIUS_M * (at @ east), RADIUS_M * (at @ north)
    surface = abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2.0
    edge = _edge(at)
    ranges = apart_m(edge, pad)
    near = float(ranges.min())
    if pad @ middle > 0.5 and _inside(RADIUS_M * float(pad @ east), RADIUS_M * float(pad @ north), x, y):
        near = 0.0
    return Seen(
        near,
        float(apart_m(middle, pad)),
        float(ranges.max()),
        bearing_deg(pad, middle),
        length,
        surface / max(length, 1.0),
        place(middle),
    )


def _edge(at: Array) -> Array:
    """Points along the edges of a ring, 16 a side, as unit vectors."""
    part = np.linspace(0.0, 1.0, 16, endpoint=False)[:, None, None]
    points = (at * (1.0 - part) + np.roll(at, -1, axis=0) * part).reshape(-1, 3)
    return np.asarray(points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12))


def _inside(x: float, y: float, ring_x: Array, ring_y: Array) -> bool:
    """Whether a point of the flat map lies within a ring: a ray to the east crosses it oddly often."""
    next_x, next_y = np.roll(ring_x, -1), np.roll(ring_y, -1)
    cuts = (ring_y > y) != (next_y > y)
    rise = np.where(next_y == ring_y, 1.0, next_y - ring_y)
    at_x = ring_x + (next_x - ring_x) * (y - ring_y) / rise
    return bool(np.count_nonzero(cuts & (x < at_x)) % 2)
