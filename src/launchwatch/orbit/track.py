"""Ground tracks: where on the ellipsoid an orbit is overhead, from SGP4 elements or an insertion state."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import OMEGA, geodetic_array, gmst
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.mean import mean_elements, propagate_mean
from launchwatch.orbit.passes import SIDEREAL_RATE, turned
from launchwatch.orbit.sgp4 import propagate

Array = npt.NDArray[np.float64]


def track_of_state(state: npt.ArrayLike, inserted_s: float, seconds: npt.ArrayLike) -> Array:
    """Track (n, 4): latitude, longitude (deg), height (m), seconds after lift-off.

    `state` (6,) is inertial in the Earth-fixed axes frozen at lift-off, `inserted_s` after it; `seconds` are
    counted from lift-off. Carried on with J2 mean elements, no drag.
    """
    t = np.atleast_1d(np.asarray(seconds, dtype=float))
    xyz = propagate_mean(mean_elements(state), 0, t - inserted_s)[:, :3]
    return _rows(turned(xyz, OMEGA * t), t)


def track_of_elements(elements: Elements, begin: datetime, seconds: npt.ArrayLike) -> Array:
    """Track (n, 4): latitude, longitude (deg), height (m), seconds after `begin` (UTC); by SGP4."""
    t = np.atleast_1d(np.asarray(seconds, dtype=float))
    xyz = propagate(elements, t + (begin - elements.epoch).total_seconds())[:, :3]
    return _rows(turned(xyz, gmst(begin) + SIDEREAL_RATE * t), t)


def _rows(xyz: Array, t: Array) -> Array:
    geodetic = geodetic_array(xyz)
    return np.column_stack([np.degrees(geodetic[:, :2]), geodetic[:, 2], t])
