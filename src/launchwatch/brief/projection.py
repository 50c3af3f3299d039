"""A flat picture of a part of the Earth: Lambert's azimuthal equal-area projection about a centre.

Latitude and longitude in degrees; metres on the flat, x east and y north of the centre, on the sphere of
equal area (radius 6,371,007.2 m). A map needs no better: directions and sizes hold to 0.4 %.
Source: Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), section 24.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

RADIUS = 6_371_007.2
"""Radius of the sphere with the surface of WGS 84, m."""

HORIZON = math.radians(150.0)
"""A point farther than this from the centre is not drawn: the projection tears near the antipode."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Lambert azimuthal equal-area about `latitude`, `longitude` (deg)."""

    latitude: float
    longitude: float

    def forward(self, latitude: ArrayLike, longitude: ArrayLike) -> Array:
        """(n, 2) metres east and north; NaN beyond the horizon."""
        phi, dlam = np.radians(latitude), np.radians(np.asarray(longitude, dtype=np.float64) - self.longitude)
        s0, c0 = math.sin(math.radians(self.latitude)), math.cos(math.radians(self.latitude))
        cos_c = s0 * np.sin(phi) + c0 * np.cos(phi) * np.cos(dlam)
        with np.errstate(divide="ignore", invalid="ignore"):
            k = RADIUS * np.sqrt(2.0 / (1.0 + cos_c))
            east = k * np.cos(phi) * np.sin(dlam)
            north = k * (c0 * np.sin(phi) - s0 * np.cos(phi) * np.cos(dlam))
        flat = np.stack(np.broadcast_arrays(east, north), axis=-1)
        flat[np.broadcast_to(cos_c < math.cos(HORIZON), flat.shape[:-1])] = np.nan
        return np.asarray(flat, dtype=np.float64)

    def inverse(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Latitude and longitude (deg) of metres east and north; longitude within 180 of the centre's."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        s0, c0 = math.sin(math.radians(self.latitude)), math.cos(math.radians(self.latitude))
        rho = np.hypot(x, y)
        c = 2.0 * np.arcsin(np.clip(rho / (2.0 * RADIUS), 0.0, 1.0))
        safe = np.where(rho == 0.0, 1.0, rho)
        phi = np.arcsin(np.clip(np.cos(c) * s0 + y * np.sin(c) * c0 / safe, -1.0, 1.0))
        lam = np.arctan2(x * np.sin(c), safe * c0 * np.cos(c) - y * s0 * np.sin(c))
        return np.degrees(phi), self.longitude + np.degrees(np.where(rho == 0.0, 0.0, lam))


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the flat: `left`, `bottom`, `right`, `top` (m) drawn `width` units wide from `x`, `y`."""

    projection: Projection
    left: float
    bottom: float
    right: float
    top: float
    width: float
    x: float = 0.0
    y: float = 0.0

    @property
    def scale(self) -> float:
        """Units of the picture a metre."""
        return self.width / (self.right - self.left)

    @property
    def height(self) -> float:
        """Height in units of the picture."""
        return (self.top - self.bottom) * self.scale

    def units(self, flat: ArrayLike) -> Array:
        """(n, 2) metres on the flat to units of the picture."""
        flat = np.asarray(flat, dtype=np.float64)
        return np.stack(
            (
                self.x + (flat[..., 0] - self.left) * self.scale,
                self.y + (self.top - flat[..., 1]) * self.scale,
            ),
            axis=-1,
        )

    def place(self, latitude: ArrayLike, longitude: ArrayLike) -> Array:
        """(n, 2) units of the picture of places (deg); NaN where a place cannot be drawn."""
        return self.units(self.projection.forward(latitude, longitude))

    def points(self, places: Sequence[Sequence[float]]) -> Array:
        """(n, 2) units of places given as rows that begin with latitude, longitude (deg)."""
        if len(places) == 0:
            return np.empty((0, 2))
        rows = np.array([row[:2] for row in places], dtype=np.float64)
        return self.place(rows[:, 0], rows[:, 1])

    def holds(self, units: ArrayLike, margin: float = 0.0) -> NDArray[np.bool_]:
        """Whether points (units of the picture) lie inside the window, at least `margin` from its edge."""
        p = np.asarray(units, dtype=np.float64)
        inside = (p[..., 0] >= self.x + margin) & (p[..., 0] <= self.x + self.width - margin)
        inside &= (p[..., 1] >= self.y + margin) & (p[..., 1] <= self.y + self.height - margin)
        return np.asarray(inside, dtype=np.bool_)

    def edge(self, steps: int = 48) -> tuple[Array, Array]:
        """Latitude and longitude (deg) along the edge of the window and on two lines across it."""
        s = np.linspace(0.0, 1.0, steps)
        xs, ys = self.left + s * (self.right - self.left), self.bottom + s * (self.top - self.bottom)
        lines = [(xs, np.full(steps, v)) for v in (self.bottom, self.top, 0.5 * (self.bottom + self.top))]
        lines += [(np.full(steps, v), ys) for v in (self.left, self.right, 0.5 * (self.left + self.right))]
        return self.projection.inverse(
            np.concatenate([a for a, _ in lines]), np.concatenate([b for _, b in lines])
        )

    def shows_pole(self, sign: int) -> bool:
        """Whether the north (+1) or south (-1) pole lies in the window."""
        return bool(self.holds(self.place(90.0 * sign, 0.0)))


def centre(places: ArrayLike) -> tuple[float, float]:
    """Latitude and longitude (deg) of the middle of places (n, 2), antimeridian and poles as any place."""
    rows = np.asarray(places, dtype=np.float64)
    phi, lam = np.radians(rows[:, 0]), np.radians(rows[:, 1])
    x, y, z = (np.cos(phi) * np.cos(lam)).mean(), (np.cos(phi) * np.sin(lam)).mean(), np.sin(phi).mean()
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def window(
    places: ArrayLike,
    width: float,
    *,
    aspect: tuple[float, float] = (0.75, 1.45),
    margin: float = 0.07,
    least_m: float = 60_000.0,
    x: float = 0.0,
    y: float = 0.0,
) -> Frame:
    """The window about places (n, 2) deg: height over width within `aspect`, at least `least_m` across."""
    rows = np.asarray(places, dtype=np.float64)
    lat, lon = centre(rows)
    for _ in range(2):  # once about the mean, once about the middle of what that shows
        projection = Projection(lat, lon)
        flat = projection.forward(rows[:, 0], rows[:, 1])
        flat = flat[np.isfinite(flat[:, 0])]
        low, high = flat.min(axis=0), flat.max(axis=0)
        lat, lon = (float(v) for v in projection.inverse(*(0.5 * (low + high))))
    wide, tall = np.maximum((high - low) * (1.0 + 2.0 * margin), least_m)
    mx, my = 0.5 * (low + high)
    tall = max(tall, wide * aspect[0])
    wide = max(wide, tall / aspect[1])
    return Frame(projection, mx - wide / 2.0, my - tall / 2.0, mx + wide / 2.0, my + tall / 2.0, width, x, y)
