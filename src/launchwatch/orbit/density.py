"""Density of the thermosphere along one orbit plane, tabulated so that decay can be integrated fast.

NRLMSIS 2.1 (Emmert and others 2022, by pymsis) costs a microsecond a point; a lifetime with its spread asks
for millions. What a plane of a given inclination meets depends on the season, the local time of its node,
the argument of latitude, the height, and on F10.7 and Ap, so the logarithm of the density is tabulated over
these once for an inclination (0.4 s) and read by linear interpolation. Against the model itself at random
points from 120 to 600 km this is 3 % off at the median (tests/orbit/test_density.py), less than the model's
own error of 10 to 15 %. Longitude and universal time are averaged out.

Units: m, rad, kg/m3; F10.7 in solar flux units as observed (not at 1 AU), daily Ap. Between the levels of
the daily flux about its 81-day mean, and of Ap, the response is that of the mean over the plane.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from launchwatch.earth import jit

Array = npt.NDArray[np.float64]

#: Heights over the ellipsoid, m: finer where the scale height is short.
HEIGHTS = 1e3 * np.concatenate(
    [np.arange(80, 180, 5), np.arange(180, 300, 10), np.arange(300, 500, 20), np.arange(500, 1001, 50)]
).astype(float)
#: Middle of the months (day of the year), local times of the node (h), arguments of latitude (rad).
SEASONS, HOURS, LATITUDES = 12, 8, 16
#: 81-day means of F10.7 tabulated; the daily value less the mean; daily Ap.
FLUXES = np.array([65.0, 78.0, 95.0, 116.0, 142.0, 175.0, 215.0, 265.0])
OFFSETS = np.array([-40.0, 0.0, 40.0, 100.0])
AP = np.array([0.0, 4.0, 9.0, 18.0, 35.0, 70.0, 150.0, 300.0])
#: The quiet day on which the main table stands.
QUIET = 1


class Density(NamedTuple):
    """The table of one inclination, as the kernel reads it."""

    base: Array  # (season, hour, flux, latitude, height) log of kg/m3, F10.7 at its mean, quiet
    flux: Array  # (flux, offset, height) what the day's flux adds
    ap: Array  # (flux, Ap, height) what Ap adds


def _profiles(
    season: Array, hour: Array, u: Array, inclination: float, f: float, fa: float, ap: float
) -> Array:
    """Log density (n, height) at points of the plane; all arrays (n,)."""
    import pymsis

    latitude = np.degrees(np.arcsin(np.clip(math.sin(inclination) * np.sin(u), -1.0, 1.0)))
    along = np.degrees(np.arctan2(math.cos(inclination) * np.sin(u), np.cos(u)))
    local = (hour + along / 15.0) % 24.0
    day = ((season + 0.5) * 365.25 / SEASONS).astype(int)
    # the height runs fastest: the model then computes its expansion once a profile
    n, k = len(u), len(HEIGHTS)
    instants = np.datetime64("2001-01-01", "s") + (day * 86400 + local * 3600.0).astype("timedelta64[s]")
    found = pymsis.calculate(
        np.repeat(instants, k),
        np.zeros(n * k),
        np.repeat(latitude, k),
        np.tile(HEIGHTS / 1e3, n),
        np.full(n * k, f),
        np.full(n * k, fa),
        np.full((n * k, 7), ap),
        all_ut_effects=0.0,
        longitudinal=0.0,
    )
    return np.asarray(np.log(found[:, 0].astype(float)).reshape(n, k))


@lru_cache(maxsize=8)
def _table(inclination_mrad: int) -> Density:
    i = inclination_mrad * 1e-3
    season, hour, u = (
        np.asarray(grid, dtype=float).ravel()
        for grid in np.meshgrid(
            np.arange(SEASONS),
            np.arange(HOURS) * 24.0 / HOURS,
            np.arange(LATITUDES) * 2.0 * np.pi / LATITUDES,
            indexing="ij",
        )
    )
    shape = (SEASONS, HOURS, LATITUDES, len(HEIGHTS))
    base = np.stack([_profiles(season, hour, u, i, f, f, AP[QUIET]).reshape(shape) for f in FLUXES], axis=2)
    # the responses: means over a thinned plane
    thin = np.arange(0, len(u), 37)
    s, h, w = season[thin], hour[thin], u[thin]
    flux, ap = (
        np.zeros((len(FLUXES), len(OFFSETS), len(HEIGHTS))),
        np.zeros((len(FLUXES), len(AP), len(HEIGHTS))),
    )
    for j, fa in enumerate(FLUXES):
        still = _profiles(s, h, w, i, fa, fa, AP[QUIET])
        for k, offset in enumerate(OFFSETS):
            flux[j, k] = np.mean(_profiles(s, h, w, i, fa + offset, fa, AP[QUIET]) - still, axis=0)
        for k, level in enumerate(AP):
            ap[j, k] = np.mean(_profiles(s, h, w, i, fa, fa, level) - still, axis=0)
    return Density(base, flux, ap)


def density_table(inclination: float) -> Density:
    """The table of an inclination (rad, to 1 mrad), made at the first call and kept."""
    return _table(round(inclination * 1e3))


@jit
def place(grid: Array, x: float) -> tuple[int, float]:
    """Interval of an ascending grid that holds x, and how far along; held at the ends of the grid."""
    n = grid.size
    if x <= grid[0]:
        return 0, 0.0
    if x >= grid[n - 1]:
        return n - 2, 1.0
    low, high = 0, n - 1
    while high - low > 1:
        middle = (low + high) // 2
        if grid[middle] <= x:
            low = middle
        else:
            high = middle
    return low, (x - grid[low]) / (grid[low + 1] - grid[low])


@jit
def height_place(height: float) -> tuple[int, float]:
    """`place` among HEIGHTS; outside them the end slopes go on, so that the fraction leaves 0 to 1."""
    low, share = place(HEIGHTS, height)
    if height < HEIGHTS[0] or height > HEIGHTS[-1]:
        share = (height - HEIGHTS[low]) / (HEIGHTS[low + 1] - HEIGHTS[low])
    return low, share


@jit
def response(table: Density, f: float, fa: float, ap: float, out: Array) -> tuple[int, float]:
    """What the day's flux and Ap add, at every height (into `out`); the place of `fa` among FLUXES."""
    j, x = place(FLUXES, fa)
    k, y = place(OFFSETS, f - fa)
    m, z = place(AP, ap)
    for h in range(HEIGHTS.size):
        out[h] = (1.0 - x) * (
            (1.0 - y) * table.flux[j, k, h]
            + y * table.flux[j, k + 1, h]
            + (1.0 - z) * table.ap[j, m, h]
            + z * table.ap[j, m + 1, h]
        ) + x * (
            (1.0 - y) * table.flux[j + 1, k, h]
            + y * table.flux[j + 1, k + 1, h]
            + (1.0 - z) * table.ap[j + 1, m, h]
            + z * table.ap[j + 1, m + 1, h]
        )
    return j, x


@jit
def plane(table: Density, year: float, node_hour: float, f: float, fa: float, ap: float, out: Array) -> None:
    """Log density (latitude, height) of the plane at one instant, into `out`.

    `year` is the part of the year gone (0 to 1), `node_hour` the local time of the ascending node (h).
    """
    added = np.empty(HEIGHTS.size)
    j, x = response(table, f, fa, ap, added)
    s = (year * SEASONS - 0.5) % SEASONS
    h = (node_hour * HOURS / 24.0) % HOURS
    s0, h0 = int(s) % SEASONS, int(h) % HOURS
    ds, dh = s - int(s), h - int(h)
    for u in range(LATITUDES):
        for k in range(HEIGHTS.size):
            out[u, k] = added[k]
    for a in range(2):
        for b in range(2):
            for c in range(2):
                weight = (ds if a else 1.0 - ds) * (dh if b else 1.0 - dh) * (x if c else 1.0 - x)
                part = table.base[(s0 + a) % SEASONS, (h0 + b) % HOURS, j + c]
                for u in range(LATITUDES):
                    for k in range(HEIGHTS.size):
                        out[u, k] += weight * part[u, k]


@jit
def at(log_density: Array, u: float, height: float) -> float:
    """Density (kg/m3) of a plane at an argument of latitude (rad) and height over the ellipsoid (m)."""
    k, y = height_place(height)
    v = (u * LATITUDES / (2.0 * math.pi)) % LATITUDES
    v0 = int(v) % LATITUDES
    x = v - int(v)
    v1 = (v0 + 1) % LATITUDES
    return math.exp(
        (1.0 - x) * ((1.0 - y) * log_density[v0, k] + y * log_density[v0, k + 1])
        + x * ((1.0 - y) * log_density[v1, k] + y * log_density[v1, k + 1])
    )
