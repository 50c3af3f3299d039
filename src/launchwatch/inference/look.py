"""How a launch looks from its pad: each area's distance and direction, and the plane an analyst would draw.

Degrees and km, the sphere of `launchwatch.evidence`: this is the hand method, kept as a yardstick and as the
measure by which two warnings are like each other (`archive`). Nothing is flown here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from launchwatch.evidence import naive_plane
from launchwatch.inference.blind import BlindCase

Floats = npt.NDArray[np.float64]

STEP_DEG = 0.025
GRID_DEG: Floats = np.arange(0.0, 180.0 + STEP_DEG / 2.0, STEP_DEG)
"""The inclinations at which everything is weighed, (m,)."""
BY_HAND = (2.0, 2.0)
"""Scale (deg) and degrees of freedom of the hand method's error: over the launches of the public set its
inclination lies within 1.9 deg of the truth half the time, and now and then by tens of degrees off."""


@dataclass(frozen=True, slots=True)
class Look:
    """Areas as seen from the pad: arrays (n,), km and degrees; `far` is the farthest, by which one draws."""

    distance_km: Floats
    azimuth_deg: Floats
    inclination_deg: Floats
    far: int

    @property
    def by_hand_deg(self) -> float:
        """Inclination of the great circle from the pad to the farthest area, the Earth's rotation added."""
        return float(self.inclination_deg[self.far])


def look_of(case: BlindCase) -> Look | None:
    """How a case looks, or None where it has no area.

    >>> from launchwatch.inference.lines import read_blind
    >>> box = {"coords": [[29.0, 97.0], [29.0, 98.0], [28.0, 98.0], [28.0, 97.0]]}
    >>> case = read_blind({"site_lat": 40.96, "site_lon": 100.3, "areas": [box]}, "x")
    >>> round(look_of(case).by_hand_deg, 1)
    96.5
    """
    if not case.areas:
        return None
    plane = naive_plane(
        (case.site_lat_deg, case.site_lon_deg), [middle(area.ring_deg) for area in case.areas]
    )
    distances = np.array(plane.distances_km)
    return Look(
        distances,
        np.array(plane.azimuths_deg),
        np.array(plane.inclinations_deg),
        int(np.argmax(distances)),
    )


def middle(ring_deg: Floats) -> tuple[float, float]:
    """Latitude and longitude (deg) of the mean of corners (n, 2), on the sphere, poles included."""
    lat, lon = np.radians(ring_deg).T
    x = float(np.mean(np.cos(lat) * np.cos(lon)))
    y = float(np.mean(np.cos(lat) * np.sin(lon)))
    z = float(np.mean(np.sin(lat)))
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def horizon(case: BlindCase) -> datetime | None:
    """The instant before which earlier launches may speak: as of, or the first window where that is earlier.

    What lies between the first window and `as_of` may be the launch itself.
    """
    opening = min((begin for begin, _ in case.windows), default=None)
    known = [instant for instant in (case.as_of, opening) if instant is not None]
    return min(known, default=None)


def student(x: Floats | float, center: Floats | float, scale: Floats | float, freedom: float) -> Floats:
    """Density of Student's t, located and scaled.

    >>> round(float(student(0.0, 0.0, 1.0, 1.0)), 4)
    0.3183
    """
    z = (np.asarray(x) - np.asarray(center)) / scale
    top = gammaln((freedom + 1.0) / 2.0) - gammaln(freedom / 2.0) - 0.5 * np.log(freedom * np.pi)
    return np.asarray(np.exp(top - (freedom + 1.0) / 2.0 * np.log1p(z * z / freedom)) / scale)


def by_hand(look: Look) -> Floats:
    """Density over `GRID_DEG` of what the hand method alone says."""
    scale, freedom = BY_HAND
    return student(GRID_DEG, look.by_hand_deg, scale, freedom)
