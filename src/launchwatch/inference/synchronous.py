"""Sun-synchronous orbits: the inclination for a height, and how near an inclination is to one.

Degrees and km; first-order J2 (Vallado, Fundamentals of Astrodynamics, section 9.6), circular orbits.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from launchwatch.earth import J2, MU, RADIUS

Floats = npt.NDArray[np.float64]

YEAR_S: Final = 365.2422 * 86_400.0
BAND_DEG: Final = (96.3, 99.3)
"""Inclinations called sun-synchronous: heights of 200 to 950 km."""


def synchronous_deg(height_km: npt.ArrayLike) -> Floats:
    """Inclination (deg) at which the node keeps pace with the Sun, for heights of circular orbits (km).

    >>> synchronous_deg([500.0, 800.0]).round(2).tolist()
    [97.4, 98.6]
    """
    axis = RADIUS + 1e3 * np.asarray(height_km, dtype=np.float64)
    rate = 2.0 * math.pi / YEAR_S
    return np.degrees(np.arccos(-rate / (1.5 * J2 * math.sqrt(MU) * RADIUS**2 * axis**-3.5)))


def synchronous_height_km(inclination_deg: npt.ArrayLike) -> Floats:
    """Height (km) of the circular sun-synchronous orbit of an inclination (deg).

    >>> round(float(synchronous_height_km(97.4)), -1)
    500.0
    """
    rate = 2.0 * math.pi / YEAR_S
    cosine = -np.cos(np.radians(np.asarray(inclination_deg, dtype=np.float64)))
    axis = (1.5 * J2 * math.sqrt(MU) * RADIUS**2 * cosine / rate) ** (1.0 / 3.5)
    return np.asarray((axis - RADIUS) / 1e3)


def is_synchronous(inclination_deg: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether an inclination (deg) is that of a low sun-synchronous orbit."""
    low, high = BAND_DEG
    wanted = np.asarray(inclination_deg, dtype=np.float64)
    return np.asarray((wanted >= low) & (wanted <= high))
