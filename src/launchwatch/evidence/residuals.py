"""What all likelihoods share: log densities of residuals, distances on the ground, reports that are false.

Residuals are in units of their spread. What was observed enters through Student's t with four degrees of
freedom, so that one false report cannot silence all the others; what was announced enters as a normal whose
tails are straight beyond three sigma (P. J. Huber, Ann. Math. Stat. 35, 1964): the operator knows the plan.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.ensemble import Floats

if TYPE_CHECKING:
    from launchwatch.quantity import Quantity

METRES_A_DEGREE: Final = 111_195.0
ABSENT: Final = -14.0
"""Log-likelihood of a report of something that a flight never did (it fell before): the report is false then,
and costs what one thirty sigma off costs, so that a single one is outweighed by two that are true."""


def student4(r2: Floats) -> Floats:
    """Log density, up to a constant, of Student's t with four degrees of freedom at a squared residual."""
    return -2.5 * np.log1p(r2 / 4.0)


def huber(r2: Floats) -> Floats:
    """Log density, up to a constant, of a normal with exponential tails beyond three sigma."""
    r = np.sqrt(r2)
    return np.where(r <= 3.0, -0.5 * r2, 4.5 - 3.0 * r)


def reported(r2: Floats) -> Floats:
    """Log density of a report at squared residuals; `ABSENT` where a flight has no such figure (NaN)."""
    return np.where(np.isfinite(r2), student4(np.nan_to_num(r2)), ABSENT)


def squared(values: Floats, quantity: Quantity, *, relative: float = 0.0, absolute: float = 0.0) -> Floats:
    """Squared residual of SI values against a figure as written; our own errors widen its spread."""
    low, high = quantity.interval(0.68)
    center = quantity.central
    variance = (0.5 * (high - low)) ** 2 + (relative * center) ** 2 + absolute**2
    return np.asarray((values - center) ** 2 / variance)


def local_offset(
    latitude: Floats, longitude: Floats, center: tuple[float, float], azimuth_deg: float
) -> tuple[Floats, Floats]:
    """Metres along and across an azimuth from a center, both in degrees (plane, good to some 500 km)."""
    north = (latitude - center[0]) * METRES_A_DEGREE
    turn = (longitude - center[1] + 180.0) % 360.0 - 180.0
    east = turn * METRES_A_DEGREE * cos(radians(center[0]))
    c, s = cos(radians(azimuth_deg)), sin(radians(azimuth_deg))
    return north * c + east * s, east * c - north * s


def ground_distance(lat0: float, lon0: float, latitude: Floats, longitude: Floats) -> Floats:
    """Great-circle distance in m on the mean sphere, from degrees; within 0.6 % of the ellipsoid."""
    a, b = np.radians(lat0), np.radians(latitude)
    d = np.radians(longitude - lon0)
    h = np.sin(0.5 * (b - a)) ** 2 + np.cos(a) * np.cos(b) * np.sin(0.5 * d) ** 2
    return np.asarray(2.0 * 6_371_008.8 * np.arcsin(np.sqrt(np.clip(h, 0.0, 1.0))))
