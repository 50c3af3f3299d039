"""One element set from two or more of an object, drag term included.

Each set is asked for places round its own epoch, where it is best; the one set that comes nearest to all of
them is found by least squares with Huber's weights (1964). A set that does not belong (a manoeuvre between,
another object under the same number) weighs little and is named. TEME, metres, seconds, radians.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.errors import ElementsError, InputError
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.fit import elements_of_state, set_of, turned
from launchwatch.orbit.sgp4 import propagate

Array = npt.NDArray[np.float64]

#: Places round the epoch of a set at which it is asked, in revolutions.
_PLACES = np.linspace(-0.5, 0.5, 9)
#: What a set is off by itself, m; beyond three of these it weighs less.
_OFF_M = 300.0


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted set; how far off it is from each set it was made of (m, root mean square); those left out."""

    elements: Elements
    residuals_m: tuple[float, ...]
    epochs: tuple[datetime, ...]
    apart: tuple[int, ...]

    @property
    def rms_m(self) -> float:
        """Root mean square over the sets that were kept, m."""
        kept = [r for k, r in enumerate(self.residuals_m) if k not in self.apart]
        return float(np.sqrt(np.mean(np.square(kept))))


def fit_elements(sets: Sequence[Elements], epoch: datetime | None = None) -> Fit:
    """The one set, drag term included, that comes nearest to two or more sets of one object.

    `epoch` is that of the result: by default that of the latest set. Each set stands for nine places from
    half a revolution before its epoch to half a one after. Sets more than three times as far off as the
    middle of them are named in `apart`, and weigh little.
    """
    if len(sets) < 2:
        raise InputError("a fit takes two element sets or more", mend="for one set there is nothing to fit")
    names = {one.identifier for one in sets}
    if len(names) > 1:
        raise InputError(
            f"the sets are of {len(names)} objects ({', '.join(sorted(names)[:3])} …)",
            mend="give the sets of one object",
        )
    ordered = sorted(sets, key=lambda one: one.epoch)
    at = epoch or ordered[-1].epoch
    nearest = min(ordered, key=lambda one: abs((one.epoch - at).total_seconds()))
    truth, seconds = [], []
    for one in ordered:
        away = _PLACES * one.period_s
        truth.append(propagate(one, away)[:, :3])
        seconds.append((one.epoch - at).total_seconds() + away)
    places, times = np.concatenate(truth), np.concatenate(seconds)
    start = elements_of_state(
        propagate(nearest, (at - nearest.epoch).total_seconds())[0],
        at,
        bstar=nearest.bstar,
    )
    like = replace(
        ordered[-1], epoch=at, source="", bstar=nearest.bstar, mean_motion_dot=0.0, mean_motion_ddot=0.0
    )
    found = _least_squares(
        turned(
            start.mean_motion_rev_day,
            start.eccentricity,
            start.inclination,
            start.raan,
            math.radians(start.argument_of_perigee_deg),
            math.radians(start.mean_anomaly_deg),
        ),
        like,
        times,
        places,
    )
    off = np.linalg.norm(_misses(found, like, times, places).reshape(-1, 3), axis=1)
    each = np.sqrt(np.mean(off.reshape(len(ordered), -1) ** 2, axis=1))
    middle = max(float(np.median(each)), _OFF_M)
    apart = tuple(k for k, r in enumerate(each) if r > 3.0 * middle and len(ordered) > 2)
    made = set_of(found[:6], like, float(found[6]))
    return Fit(made, tuple(float(r) for r in each), tuple(one.epoch for one in ordered), apart)


def _misses(unknowns: Array, like: Elements, times: Array, places: Array) -> Array:
    """Where the set puts the object less where it was, flattened, m; a wall where SGP4 gives no state."""
    try:
        made = set_of(unknowns[:6], like, float(unknowns[6]))
        states = propagate(made, times, lenient=True)[:, :3]
    except ElementsError:
        return np.full(places.size, 1e8)
    return np.nan_to_num((states - places).ravel(), nan=1e8)


def _least_squares(start: Array, like: Elements, times: Array, places: Array) -> Array:
    """Seven unknowns: the row of six, and the drag term."""
    from scipy.optimize import least_squares  # 0.3 s, and not everybody who reads elements fits them

    scale = np.array([1e-5 * start[0], 1e-4, 1e-4, 1e-4, 1e-4, 1e-4, 1e-4])
    origin = np.append(start, like.bstar)

    def misses(x: Array) -> Array:
        return _misses(origin + x * scale, like, times, places) / _OFF_M

    # from near to far: what lies days away pulls only when the near end fits
    x = np.zeros(7)
    for loss in ("linear", "huber"):
        x = least_squares(misses, x, loss=loss, f_scale=3.0, x_scale=1.0, max_nfev=200).x
    return np.asarray(origin + x * scale)
