"""Earlier warnings with their orbits: the same boxes mean the same orbit, like boxes nearly the same.

Two launches from one place are compared area by area, each area of the smaller set with its nearest in the
larger, in direction and in the logarithm of the distance from the pad. What is left between their boxes
shifts the earlier orbit by as much as it shifts the plane drawn by hand, so the error of the hand method, a
turn flown after the boxes say, a slow first stage, is learned for boxes like these at this pad. Degrees, km.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from launchwatch.inference.blind import BlindCase
from launchwatch.inference.history import same_place
from launchwatch.inference.lines import Known
from launchwatch.inference.look import GRID_DEG, Floats, Look, look_of, student
from launchwatch.inference.synchronous import is_synchronous

ALIKE: Final = (1.5, 0.15)
"""One unit of distance between two areas: degrees of direction, and logarithm of distance from the pad."""
SHIFT_KM: Final = 40.0
"""Areas of one path are drawn this far apart; it counts as direction where they are near the pad."""
NEAREST_KM: Final = 30.0
LEVER_KM: Final = 2_000.0
"""Areas count by their distance from the pad, between these two."""
FARTHEST: Final = 50.0
"""An area without a counterpart counts as this many squared units, no more."""
SAME_ORBIT: Final = (0.4, 0.2, 0.05, 2.0)
"""Equal boxes mean the same orbit: weight beside physics, how soon it falls with the distance (units), and
the scale (deg) and degrees of freedom of what two launches to one orbit differ by."""
OTHER_ORBIT: Final = (0.5, 1.5, 3.0)
"""Like boxes mean an orbit moved as the hand plane moves: weight beside physics, where it falls to 0.6 at one
unit, scale (deg), degrees of freedom."""
LEAST: Final = 1e-6
OTHER_BOXES: Final = (0.6, 0.3)
"""Chance that a launch to an orbit on file here would have had boxes like those on file, and how near (deg)
an inclination is that orbit. Sun-synchronous orbits are flown by too many launchers for this."""
LEAST_OTHER: Final = 0.15


@dataclass(frozen=True, slots=True)
class Likeness:
    """One launch like this one: squared distance, weight (1 for equal boxes), and the shift of the plane."""

    known: Known
    apart: float
    shift_deg: float

    @property
    def weights(self) -> tuple[float, float]:
        """What it counts for the same orbit, and for one moved."""
        same, reach, *_ = SAME_ORBIT
        return same * math.exp(-0.5 * self.apart / reach**2), OTHER_ORBIT[0] * math.exp(-0.5 * self.apart)

    def density(self) -> Floats:
        """Density over `GRID_DEG` of the inclination it means, adding up to its weights."""
        same, other = self.weights
        there = self.known.inclination_deg
        equal = student(GRID_DEG, there, *SAME_ORBIT[2:])
        moved = student(GRID_DEG, there + self.shift_deg, *OTHER_ORBIT[1:])
        return same * equal + other * moved


def alike(case: BlindCase, look: Look, archive: Sequence[Known], before: datetime) -> list[Likeness]:
    """The launches of the archive before an instant that look like this one, the most alike first."""
    found = []
    for known in archive:
        there = known.case
        if known.launched >= before or not same_place(
            case.site_lat_deg, case.site_lon_deg, there.site_lat_deg, there.site_lon_deg
        ):
            continue
        theirs = look_of(there)
        if theirs is None:
            continue
        apart, shift = compare(look, theirs)
        if math.exp(-0.5 * apart) > LEAST:
            found.append(Likeness(known, apart, shift))
    return sorted(found, key=lambda one: (one.apart, one.known.launched, one.known.case.launch_id))


def compare(look: Look, other: Look) -> tuple[float, float]:
    """Squared distance of two looks (units of `ALIKE`), and the shift (deg) of the hand plane to `look`."""
    fewer = len(look.distance_km) <= len(other.distance_km)
    few, many, sign = (look, other, 1.0) if fewer else (other, look, -1.0)
    apart = shift = total = 0.0
    turn, stretch = ALIKE
    for distance, azimuth, inclination in zip(
        few.distance_km, few.azimuth_deg, few.inclination_deg, strict=True
    ):
        lever = max(float(distance), NEAREST_KM)
        turned = (azimuth - many.azimuth_deg + 180.0) % 360.0 - 180.0
        stretched = np.log(lever / np.maximum(many.distance_km, NEAREST_KM))
        away = (turned / (turn + math.degrees(SHIFT_KM / lever))) ** 2 + (stretched / stretch) ** 2
        nearest = int(np.argmin(away))
        weight = min(lever, LEVER_KM)
        apart += weight * min(float(away[nearest]), FARTHEST)
        shift += weight * sign * float(inclination - many.inclination_deg[nearest])
        total += weight
    return apart / total, shift / total


def density(likenesses: Sequence[Likeness]) -> Floats:
    """Density over `GRID_DEG` of what the likenesses mean together; it adds up to their weight."""
    found = np.zeros_like(GRID_DEG)
    for one in likenesses:
        found += one.density()
    return found


def other_boxes(case: BlindCase, archive: Sequence[Known], before: datetime) -> Floats:
    """How likely new boxes are for each inclination of `GRID_DEG`: less so for orbits whose boxes are known.

    What such boxes would have said is in `density`; physics explains the rest.
    """
    chance, near = OTHER_BOXES
    left = np.ones_like(GRID_DEG)
    for known in archive:
        there = known.case
        if (
            known.launched < before
            and not bool(is_synchronous(known.inclination_deg))
            and same_place(case.site_lat_deg, case.site_lon_deg, there.site_lat_deg, there.site_lon_deg)
        ):
            left *= 1.0 - chance * np.exp(-0.5 * ((GRID_DEG - known.inclination_deg) / near) ** 2)
    return np.maximum(left, LEAST_OTHER)
