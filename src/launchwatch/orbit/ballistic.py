"""The ballistic coefficient of an object, fitted to how its element sets fell.

Along the observed way (mean semi-major axis, eccentricity, plane) a coefficient of 1 m2/kg would have cost a
known height (`decay.pull_along`, NRLMSIS under the weather that was); what it did cost, divided by that, is
the object's own, B = Cd A / m, in pieces of half a day and 250 m or more. The error of the atmosphere is in
it, and that is wanted: the same atmosphere carries the orbit on.

B is not constant: attitude, thrust and storms change it. So the latest stretch of pieces that agree with one
another is sought, going back until two in a row differ by 2.5 times their scatter, and within it the pieces
fade with age. How long that stretch is says how far the object can be trusted to go on as it did.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.elements import Elements
from launchwatch.orbit.secular import local_time_of_node

Array = npt.NDArray[np.float64]

#: A piece of the way: loss of semi-major axis (m), time (days), steps between sets, each at least.
LEAST_LOSS, LEAST_DAYS, LEAST_STEPS = 250.0, 0.45, 2
#: Pieces agree when they differ by no more than so many times their scatter, which is at least this (log).
AGREE, LEAST_SCATTER = 2.5, 0.10
#: Memory of the fit: part of the life left, at least and at most (days).
MEMORY, SHORTEST_MEMORY, LONGEST_MEMORY = 0.3, 2.0, 60.0
#: Behaviour is judged over the life left, at least and at most so many days: alike when the logarithms of all
#: pieces scatter by no more than this, and when the latest stretch is this part of the life left.
SHORTEST_WINDOW, LONGEST_WINDOW, ALIKE, STEADY = 10.0, 90.0, 0.20, 0.25
#: A thrust that does not grow with the air shows as a coefficient that falls where the air is denser: slope
#: of the logarithms, and how many times its error.
BURNING_SLOPE, BURNING_CERTAINTY = -0.25, -3.0
#: Memory of a fit with thrust, at least (days).
BURN_MEMORY = 8.0
#: Sets of one object closer together than this are one (s): the later is the better founded.
TOGETHER = 600.0


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Observed mean orbits: days since `begin` (n,), rows of `decay` (n, 5), inclination (n,) rad."""

    begin: datetime
    days: Array
    orbits: Array
    inclination: Array


@dataclass(frozen=True, slots=True, eq=False)
class Ballistic:
    """A fitted coefficient: m2/kg, and the scatter of the logarithm of its pieces.

    `burning`: the other reading, a smaller coefficient and a steady loss of semi-major axis beside the drag
    (m a day), where the way speaks for one, else (value, 0); `steady`: the object fell alike for long enough
    to be trusted to go on so; `pieces` (n, 4): as in `pieces_of`.
    """

    value: float
    burning: tuple[float, float]
    scatter: float
    steady: bool
    pieces: Array


def way_of(sets: Sequence[Elements]) -> Way:
    """The way of element sets in order of epoch; of sets within ten minutes the last one counts."""
    kept: list[Elements] = []
    for one in sets:
        if kept and (one.epoch - kept[-1].epoch).total_seconds() < TOGETHER:
            kept[-1] = one
        else:
            kept.append(one)
    begin = kept[0].epoch
    rows = []
    for one in kept:
        w = math.radians(one.argument_of_perigee_deg)
        rows.append(
            (
                one.semi_major_axis,
                one.eccentricity * math.cos(w),
                one.eccentricity * math.sin(w),
                float(local_time_of_node(one.raan, one.epoch)),
                w + math.radians(one.mean_anomaly_deg),
            )
        )
    return Way(
        begin,
        np.array([(one.epoch - begin).total_seconds() / 86400.0 for one in kept]),
        np.array(rows),
        np.array([one.inclination for one in kept]),
    )


def pieces_of(days: Array, a: Array, pull: Array) -> Array:
    """Pieces (n, 4) of a way, oldest first: middle (days), length (days), coefficient (m2/kg), pull a day.

    `a` mean semi-major axes (m), `pull` what 1 m2/kg would have cost since the beginning (m), each (n,).
    """
    rows = []
    last = len(days) - 1
    while last > 0:
        first = last - 1
        while first > 0 and (
            abs(a[last] - a[first]) < LEAST_LOSS
            or days[last] - days[first] < LEAST_DAYS
            or last - first < LEAST_STEPS
        ):
            first -= 1
        part = slice(first, last + 1)
        if last - first >= LEAST_STEPS and abs(a[last] - a[first]) >= LEAST_LOSS:
            middle, length = 0.5 * (days[first] + days[last]), days[last] - days[first]
            rows.append((middle, length, _slope(pull[part], a[part]), (pull[last] - pull[first]) / length))
        last = first
    return np.array(rows[::-1]).reshape(-1, 4)


def _slope(pull: Array, a: Array) -> float:
    """Loss for each metre of pull: a robust straight line (Huber's weights, four rounds)."""
    weight = np.ones(len(a))
    slope = 0.0
    for _ in range(4):
        x = pull - np.average(pull, weights=weight)
        y = a - np.average(a, weights=weight)
        slope = -float(np.sum(weight * x * y) / max(np.sum(weight * x * x), 1e-12))
        residual = np.abs(y + slope * x)
        weight = 1.0 / np.maximum(1.0, residual / (1.5 * np.median(residual) + 3.0))
    return slope


def steady(pieces: Array) -> npt.NDArray[np.int64]:
    """Indices of the latest stretch of pieces that agree, the latest first; single odd ones are left out."""
    log = np.log(pieces[:, 2])
    kept = [len(pieces) - 1]
    odd = 0
    for k in range(len(pieces) - 2, -1, -1):
        mean = np.average(log[kept], weights=pieces[kept, 1])
        scatter = max(LEAST_SCATTER, float(np.std(log[kept])) if len(kept) > 3 else 0.0)
        if abs(log[k] - mean) > AGREE * scatter:
            odd += 1
            if odd == 2:
                break
        else:
            odd = 0
            kept.append(k)
    return np.array(kept)


def trend(pieces: Array) -> tuple[float, float]:
    """Slope of the log of the coefficient against the log of the air's pull, and its value over its error."""
    if len(pieces) < 6:
        return 0.0, 0.0
    x, y, weight = np.log(pieces[:, 3]), np.log(pieces[:, 2]), pieces[:, 1] / np.sum(pieces[:, 1])
    x, y = x - np.sum(weight * x), y - np.sum(weight * y)
    across = float(np.sum(weight * x * x))
    slope = float(np.sum(weight * x * y)) / max(across, 1e-12)
    error2 = float(np.sum(weight * (y - slope * x) ** 2)) / max(across, 1e-12) / (len(pieces) - 2)
    return slope, slope / math.sqrt(max(error2, 1e-12))


def fit_ballistic(pieces: Array, now: float, life: float) -> Ballistic | None:
    """The coefficient as of `now` (days as in `pieces`) for an object with about `life` days left.

    None where no piece of the way lost height: the object is kept up, or too high to tell.
    """
    falling = pieces[(pieces[:, 2] > 0.0) & (pieces[:, 3] > 0.0)]
    # an object that is as often raised as pulled down has no coefficient
    if len(falling) == 0 or len(falling) < 0.7 * len(pieces[-10:]) or pieces[-1, 2] <= 0.0:
        return None
    memory = min(max(MEMORY * life, SHORTEST_MEMORY), LONGEST_MEMORY)
    window = min(max(life, SHORTEST_WINDOW), LONGEST_WINDOW)
    late = falling[falling[:, 0] >= now - window]
    kept = steady(falling)
    recent = falling[kept[falling[kept, 0] >= now - window]]
    slope, certainty = trend(recent)
    burning = slope < BURNING_SLOPE and certainty < BURNING_CERTAINTY
    log, length = np.log(falling[kept, 2]), falling[kept, 1]
    age = np.maximum(now - falling[kept, 0] - 0.5 * length, 0.0)
    weight = length * np.exp(-age / memory)
    value = math.exp(float(np.average(log, weights=weight)))
    scatter = float(np.sqrt(np.average((log - math.log(value)) ** 2, weights=weight)))
    oldest = falling[kept[-1]]
    stretch = now - oldest[0] + 0.5 * oldest[1]
    alike = (
        len(late) > 2
        and float(np.std(np.log(late[:, 2]))) <= ALIKE
        and len(late) == np.sum(pieces[:, 0] >= now - window)
    )
    return Ballistic(
        value,
        with_burn(recent, now, max(memory, BURN_MEMORY)) if burning else (value, 0.0),
        scatter if len(kept) > 2 else math.nan,
        bool(alike and not burning and stretch >= STEADY * life),
        pieces,
    )


def with_burn(pieces: Array, now: float, memory: float) -> tuple[float, float]:
    """Coefficient and steady loss (m a day) that together explain the pieces best, neither negative."""
    from scipy.optimize import nnls

    rate = pieces[:, 2] * pieces[:, 3]
    weight = np.sqrt(pieces[:, 1] * np.exp(-(now - pieces[:, 0]) / memory)) / rate
    matrix = np.stack([pieces[:, 3], np.ones(len(pieces))], axis=1)
    (value, burn), _ = nnls(matrix * weight[:, None], rate * weight)
    return float(value), float(burn)
