"""The Sun: where it stands for a place on the Earth, and the solar clock of a longitude.

Apparent direction from erfa's Earth ephemeris (epv00, a few arcseconds) with annual aberration, turned into
Earth-fixed axes with IAU 2000B nutation.  Good to 0.01 deg against an ephemeris; no refraction, which lifts
the Sun by 0.5 deg at the horizon.  Radians; latitude and longitude geodetic, longitude east.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from launchwatch.earth.figure import cartesian_array
from launchwatch.earth.time import Instants, tt, ut1

ASTRONOMICAL_UNIT = 149_597_870_700.0
"""Metres."""
LIGHT_SPEED = 299_792_458.0
"""Metres a second."""
_DAY = 86_400.0

Array = NDArray[np.float64]


def sun_position(at: Instants, delta_ut1: float = 0.0) -> Array:
    """Apparent Earth-fixed position (..., 3) of the Sun's centre, m."""
    import erfa

    heliocentric, barycentric = erfa.epv00(*tt(at))
    sun = -np.asarray(heliocentric["p"]) * ASTRONOMICAL_UNIT
    velocity = np.asarray(barycentric["v"]) * (ASTRONOMICAL_UNIT / _DAY)
    # aberration: the Sun appears displaced toward where the Earth is going
    distance = np.linalg.norm(sun, axis=-1, keepdims=True)
    seen = sun + velocity * (distance / LIGHT_SPEED)
    turn = np.asarray(erfa.c2t00b(*tt(at), *ut1(at, delta_ut1), 0.0, 0.0))
    return np.asarray(np.einsum("...ij,...j->...i", turn, seen), dtype=np.float64)


def sun_elevation(latitude: ArrayLike, longitude: ArrayLike, at: Instants, delta_ut1: float = 0.0) -> Array:
    """Elevation (rad) of the Sun's centre above the horizon plane, without refraction.

    Place and instant broadcast: arrays of either give an array.
    """
    lat, lon = np.broadcast_arrays(np.asarray(latitude, np.float64), np.asarray(longitude, np.float64))
    place = cartesian_array(np.stack((lat, lon, np.zeros_like(lat)), axis=-1))
    up = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=-1)
    line = sun_position(at, delta_ut1) - place
    return np.asarray(np.arcsin(np.sum(up * line, axis=-1) / np.linalg.norm(line, axis=-1)))


def local_solar_time(longitude: ArrayLike, at: Instants, delta_ut1: float = 0.0) -> Array:
    """Local mean solar time (hours, 0 to 24) at a longitude (rad): UT1 and an hour for every 15 degrees."""
    hours = ut1(at, delta_ut1)[1] * 24.0
    clock = (hours + np.asarray(longitude, np.float64) * (12.0 / np.pi)) % 24.0
    return np.asarray(clock % 24.0)  # once more: a hair before midnight rounds to 24
