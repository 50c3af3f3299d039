"""Frames: Earth-fixed (ECEF), TEME (the frame of element sets and SGP4) and GCRS.

Arrays of shape (3,) or (..., 3), metres and metres a second; `at` is one instant or an array of them that
broadcasts against the leading axes.  Polar motion is left out (10 m at most) and UT1 - UTC is an argument,
0 where nothing is said (420 m at most at the equator).  Sources: sidereal time of 1982 for TEME (Vallado et
al., AIAA 2006-6753, appendix C); IAU 2006/2000A precession and nutation for GCRS, all through erfa.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from launchwatch.earth.gravity import OMEGA
from launchwatch.earth.time import Instants, tt, ut1

Array = NDArray[np.float64]


def gmst(at: Instants, delta_ut1: float = 0.0) -> Array:
    """Greenwich mean sidereal time of 1982 (rad, 0 to 2 pi): the angle from TEME to the Earth."""
    import erfa

    return np.asarray(erfa.gmst82(*ut1(at, delta_ut1)), dtype=np.float64)


def earth_rotation_angle(at: Instants, delta_ut1: float = 0.0) -> Array:
    """Earth rotation angle of 2000 (rad, 0 to 2 pi)."""
    import erfa

    return np.asarray(erfa.era00(*ut1(at, delta_ut1)), dtype=np.float64)


def turn(vectors: ArrayLike, angle: ArrayLike) -> Array:
    """Vectors (..., 3) seen from axes turned eastward about the pole by `angle` (rad)."""
    v, a = np.asarray(vectors, dtype=np.float64), np.asarray(angle, dtype=np.float64)
    c, s = np.cos(a), np.sin(a)
    x, y, z = v[..., 0], v[..., 1], v[..., 2]
    return np.stack(np.broadcast_arrays(c * x + s * y, c * y - s * x, z), axis=-1)


def teme_to_ecef(position: ArrayLike, at: Instants, delta_ut1: float = 0.0) -> Array:
    """Earth-fixed position (m) of a position in TEME (m)."""
    return turn(position, gmst(at, delta_ut1))


def ecef_to_teme(position: ArrayLike, at: Instants, delta_ut1: float = 0.0) -> Array:
    """Position in TEME (m) of an Earth-fixed position (m)."""
    return turn(position, -gmst(at, delta_ut1))


def teme_to_ecef_state(
    position: ArrayLike, velocity: ArrayLike, at: Instants, delta_ut1: float = 0.0
) -> tuple[Array, Array]:
    """Earth-fixed position and velocity (m, m/s) of a state in TEME."""
    angle = gmst(at, delta_ut1)
    fixed = turn(position, angle)
    return fixed, turn(velocity, angle) - _carried(fixed)


def ecef_to_teme_state(
    position: ArrayLike, velocity: ArrayLike, at: Instants, delta_ut1: float = 0.0
) -> tuple[Array, Array]:
    """State in TEME (m, m/s) of an Earth-fixed position and velocity."""
    angle = gmst(at, delta_ut1)
    fixed = np.asarray(position, dtype=np.float64)
    return turn(fixed, -angle), turn(np.asarray(velocity) + _carried(fixed), -angle)


def _carried(position: Array) -> Array:
    """Velocity (m/s) of the turning Earth at an Earth-fixed position (m)."""
    x, y = position[..., 0], position[..., 1]
    return np.stack((-OMEGA * y, OMEGA * x, np.zeros_like(x)), axis=-1)


def _gcrs_to_ecef(at: Instants, delta_ut1: float) -> Array:
    import erfa

    return np.asarray(erfa.c2t06a(*tt(at), *ut1(at, delta_ut1), 0.0, 0.0), dtype=np.float64)


def gcrs_to_ecef(position: ArrayLike, at: Instants, delta_ut1: float = 0.0) -> Array:
    """Earth-fixed position (m) of a position in GCRS (m)."""
    return np.asarray(np.einsum("...ij,...j->...i", _gcrs_to_ecef(at, delta_ut1), np.asarray(position)))


def ecef_to_gcrs(position: ArrayLike, at: Instants, delta_ut1: float = 0.0) -> Array:
    """Position in GCRS (m) of an Earth-fixed position (m)."""
    return np.asarray(np.einsum("...ji,...j->...i", _gcrs_to_ecef(at, delta_ut1), np.asarray(position)))


def teme_to_gcrs(position: ArrayLike, at: Instants) -> Array:
    """Position in GCRS (m) of a position in TEME (m): through the Earth, whose rotation cancels."""
    return ecef_to_gcrs(teme_to_ecef(position, at), at)
