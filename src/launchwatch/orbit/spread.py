"""How far off a time of passage is: the in-track error of SGP4 grows with the age of the element set.

Nearly all of the error lies along the track, so it is told as seconds early or late. One sigma is the root of
the sum of three squares: what a fresh set is off; a part that grows with age (the period is not known
exactly); and a part that grows with its square (the drag of the next days is not that of the last ones):

    sigma = sqrt(FRESH_S**2 + (DRIFT_S * days)**2 + (86400 * DRAG_SHARE / 2 * rate * days**2)**2)

`rate` is how fast the mean motion grows, as a part of itself a day: the larger of the published derivative
and of what SGP4 makes of the drag term, and never less than an atmosphere at this height varies by itself
(`QUIET_RATE` at 600 km, F10.7 of 120). For objects that thrust (station keeping, electric propulsion) two
larger terms come in; no element set tells that it will be thrust, so the caller says so.

Calibrated on 16 histories of 210 to 1,340 km and of the synchronous ring, 336,000 pairs of a set and a later
one, ages from a quarter of a day to 30 days (benchmarks/spread.py). Of objects that do not thrust 64 % of the
errors are within one sigma and 81 % within two: the middle is right, the tails (rare manoeuvres, storms) are
not those of a bell. For a single object the size is off by a factor of up to two, seldom three;
`in_track_scale` measures that factor where a history is at hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from launchwatch.errors import ElementsError
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.sgp4 import propagate, satellite

Array = npt.NDArray[np.float64]

#: What a fresh set is off (s), what each day adds (s), and how much of the drag is not foreseen.
FRESH_S, DRIFT_S, DRAG_SHARE = 0.015, 0.02, 0.2
#: Unforeseen growth of the mean motion at 600 km, 1/day, when F10.7 is 120; its scale of height (m); and how
#: much it grows with each 100 units of F10.7, as a power of e.
QUIET_RATE, QUIET_HEIGHT_M, QUIET_FLUX = 1.5e-6, 200e3, 1.2
#: For an object that thrusts: s a day, and s a day squared.
THRUST_S, THRUST_DRIFT_S = 1.0, 0.4
#: F10.7 (solar flux units) where nothing is said: the middle of a cycle.
FLUX = 120.0
#: A passage is not known at all beyond half a revolution, but its sigma is told as it comes out.
_LOWEST_M = 200e3


class Growth(NamedTuple):
    """The three terms of the in-track sigma of one element set: s, s a day, s a day squared."""

    fresh: float
    linear: float
    square: float

    def sigma_s(self, age_s: npt.ArrayLike) -> Array:
        """One sigma of the time of passage, s, at these ages (s from the epoch, of either sign)."""
        days = np.abs(np.asarray(age_s, dtype=float)) / 86400.0
        return np.asarray(np.sqrt(self.fresh**2 + (self.linear * days) ** 2 + (self.square * days**2) ** 2))


def in_track_growth(elements: Elements, *, f107: float = FLUX, thrusting: bool = False) -> Growth:
    """The terms of the in-track sigma of an element set; `f107` is the solar flux of the days in question."""
    height = max(elements.perigee_m, _LOWEST_M)
    quiet = QUIET_RATE * math.exp((600e3 - height) / QUIET_HEIGHT_M + QUIET_FLUX * (f107 - FLUX) / 100.0)
    square = 43200.0 * DRAG_SHARE * math.hypot(drag_rate(elements), quiet)
    if thrusting:
        return Growth(FRESH_S, math.hypot(DRIFT_S, THRUST_S), math.hypot(square, THRUST_DRIFT_S))
    return Growth(FRESH_S, DRIFT_S, square)


def drag_rate(elements: Elements) -> float:
    """Growth of the mean motion as a part of itself a day: published, or SGP4's own if that is more."""
    published = abs(2.0 * elements.mean_motion_dot / elements.mean_motion_rev_day)
    try:
        record = satellite(elements)
    except ElementsError:
        return published
    record.sgp4_tsince(0.0)
    before = record.nm
    record.sgp4_tsince(144.0)
    own = 10.0 * abs(record.nm / before - 1.0) if before > 0.0 and record.nm > 0.0 else 0.0
    return max(published, own) if math.isfinite(own) else published


def in_track_sigma_s(
    elements: Elements, age_s: npt.ArrayLike, *, f107: float = FLUX, thrusting: bool = False
) -> Array:
    """One sigma of the time of passage, s, `age_s` seconds from the epoch (any shape, of either sign).

    >>> from launchwatch.orbit import read_elements
    >>> sat = read_elements('''MALLIGYONG-1
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')[0]
    >>> [round(float(s), 2) for s in in_track_sigma_s(sat, [0, 86400, 7 * 86400])]
    [0.01, 0.08, 3.84]
    """
    return in_track_growth(elements, f107=f107, thrusting=thrusting).sigma_s(age_s)


def in_track_errors(sets: Sequence[Elements], later: Elements) -> Array:
    """How late (s) each of the sets puts the object at the epoch of a later set, taken as the truth.

    Beyond a quarter of a revolution the sign is lost, and beyond half of one the size; nan where SGP4 gives
    no state.
    """
    truth = propagate(later, 0.0, lenient=True)[0]
    r, v = truth[:3], truth[3:]
    up = r / np.linalg.norm(r)
    h = np.cross(r, v)
    along = np.cross(h / np.linalg.norm(h), up)
    states = np.array(
        [propagate(one, (later.epoch - one.epoch).total_seconds(), lenient=True)[0] for one in sets]
    ).reshape(-1, 6)
    ahead = np.arctan2(states[:, :3] @ along, states[:, :3] @ up)
    # an object said to be ahead of where it is comes earlier than it should
    return np.asarray(-ahead * float(r @ r) / float(np.linalg.norm(h)))


def in_track_scale(sets: Sequence[Elements], *, f107: float = FLUX, thrusting: bool = False) -> float:
    """The factor by which the sigma of this object is to be taken, from its own sets in order of epoch.

    The 68 % quantile of error over sigma at ages of half a day to ten days among the last 40 sets; 1 where
    fewer than ten such pairs are at hand.
    """
    last = list(sets)[-40:]
    ratios: list[float] = []
    for k, later in enumerate(last):
        before = [
            one for one in last[:k] if 43200.0 <= (later.epoch - one.epoch).total_seconds() <= 864000.0
        ][-8:]
        if not before:
            continue
        errors = np.abs(in_track_errors(before, later))
        for one, error in zip(before, errors, strict=True):
            age = (later.epoch - one.epoch).total_seconds()
            if math.isfinite(error):
                sigma = float(in_track_sigma_s(one, age, f107=f107, thrusting=thrusting))
                ratios.append(float(error) / sigma)
    return float(np.quantile(ratios, 0.683)) if len(ratios) >= 10 else 1.0
