"""The figure of the Earth: the WGS 84 ellipsoid, and the way between geodetic and Cartesian coordinates.

Earth-fixed Cartesian axes (ECEF): x through the equator at Greenwich, z through the pole.  Metres and
radians; height is above the ellipsoid.  Source: NGA.STND.0036_1.0.0_WGS84 (2014), table 3.1; latitude
from Cartesian coordinates after Bowring (1976), Survey Review 23:181, 323-327.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from launchwatch.earth._jit import inline, jit

RADIUS = 6378137.0
"""Equatorial radius (semi-major axis), m."""
FLATTENING = 1.0 / 298.257223563
"""Flattening of the ellipsoid."""
POLAR_RADIUS = RADIUS * (1.0 - FLATTENING)
"""Polar radius (semi-minor axis), m."""
ECCENTRICITY_SQUARED = FLATTENING * (2.0 - FLATTENING)
"""First eccentricity, squared."""
SECOND_ECCENTRICITY_SQUARED = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED)
"""Second eccentricity, squared."""
_HALF_E4 = 0.5 * ECCENTRICITY_SQUARED * ECCENTRICITY_SQUARED


@jit
def to_cartesian(latitude: float, longitude: float, height: float) -> tuple[float, float, float]:
    """Earth-fixed x, y, z (m) of a geodetic latitude and longitude (rad) and height (m)."""
    sin_lat = math.sin(latitude)
    cos_lat = math.cos(latitude)
    # radius of curvature in the prime vertical
    n = RADIUS / math.sqrt(1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat)
    p = (n + height) * cos_lat
    z = (n * (1.0 - ECCENTRICITY_SQUARED) + height) * sin_lat
    return p * math.cos(longitude), p * math.sin(longitude), z


@inline
def bowring_step(p: float, z: float, sin_beta: float, cos_beta: float) -> tuple[float, float]:
    """Sine and cosine of the geodetic latitude from those of a guessed reduced latitude beta."""
    up = z + SECOND_ECCENTRICITY_SQUARED * POLAR_RADIUS * sin_beta * sin_beta * sin_beta
    out = p - ECCENTRICITY_SQUARED * RADIUS * cos_beta * cos_beta * cos_beta
    length = math.sqrt(up * up + out * out)
    return up / length, out / length


@inline
def first_latitude(p: float, z: float) -> tuple[float, float]:
    """Sine and cosine of the geodetic latitude after one Bowring step from tan beta = a z / (b p)."""
    up = RADIUS * z
    out = POLAR_RADIUS * p
    length = math.sqrt(up * up + out * out)
    return bowring_step(p, z, up / length, out / length)


@jit
def to_geodetic(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Geodetic latitude, longitude (rad) and height (m) of an Earth-fixed position (m).

    Four Bowring steps: converged to rounding from 11 km below the ellipsoid to 50,000 km above it, the
    poles included.  Positions within some 45 km of the centre of the Earth have no answer (nan there).
    """
    p = math.sqrt(x * x + y * y)
    sin_lat, cos_lat = first_latitude(p, z)
    for _ in range(3):
        # tan beta = (1 - f) tan latitude
        up = (1.0 - FLATTENING) * sin_lat
        length = math.sqrt(up * up + cos_lat * cos_lat)
        sin_lat, cos_lat = bowring_step(p, z, up / length, cos_lat / length)
    # this form of the height feels an error of the latitude only to second order
    above = p * cos_lat + z * sin_lat - RADIUS * math.sqrt(1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat)
    return math.atan2(sin_lat, cos_lat), math.atan2(y, x), above


@jit
def height(x: float, y: float, z: float) -> float:
    """Height (m) above the ellipsoid of an Earth-fixed position (m), by one Bowring step.

    The fast path of the flight kernel.  Against `to_geodetic` the error is below 1e-7 m from -11 km to
    2,000 km and below 1e-5 m to 50,000 km.  Longitude does not enter, so any frame whose z axis is the
    pole serves as well.
    """
    p = math.sqrt(x * x + y * y)
    sin_lat, cos_lat = first_latitude(p, z)
    return p * cos_lat + z * sin_lat - RADIUS * math.sqrt(1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat)


@inline
def near_height(r: float, s2: float, inverse: float) -> float:
    """Height (m) above the ellipsoid for forces: from the radius (m), sine squared of the geocentric
    latitude, and one over the radius.

    The radius of the ellipsoid by its series, and the slant of the vertical to second order. Against
    `to_geodetic` the error is below 3 mm to 50 km, 5 mm to 100 km and 2 cm to 300 km. Takes numbers or lanes.
    """
    c2 = 1.0 - s2
    u = ECCENTRICITY_SQUARED * c2
    level = POLAR_RADIUS * (1.0 + u * (0.5 + u * (0.375 + u * (0.3125 + u * 0.2734375))))
    return (r - level) * (1.0 - _HALF_E4 * s2 * c2 * (level * inverse))


@jit
def _cartesian_rows(geodetic: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(geodetic.shape[0]):
        out[i, 0], out[i, 1], out[i, 2] = to_cartesian(geodetic[i, 0], geodetic[i, 1], geodetic[i, 2])


@jit
def _geodetic_rows(cartesian: NDArray[np.float64], out: NDArray[np.float64]) -> None:
    for i in range(cartesian.shape[0]):
        out[i, 0], out[i, 1], out[i, 2] = to_geodetic(cartesian[i, 0], cartesian[i, 1], cartesian[i, 2])


def cartesian_array(geodetic: ArrayLike) -> NDArray[np.float64]:
    """`to_cartesian` of every row: (..., 3) latitude, longitude (rad), height (m) to (..., 3) x, y, z (m)."""
    rows = np.asarray(geodetic, dtype=np.float64)
    out = np.empty_like(rows)
    _cartesian_rows(rows.reshape(-1, 3), out.reshape(-1, 3))
    return out


def geodetic_array(cartesian: ArrayLike) -> NDArray[np.float64]:
    """`to_geodetic` of every row: (..., 3) x, y, z (m) to (..., 3) latitude, longitude (rad), height (m)."""
    rows = np.asarray(cartesian, dtype=np.float64)
    out = np.empty_like(rows)
    _geodetic_rows(rows.reshape(-1, 3), out.reshape(-1, 3))
    return out
