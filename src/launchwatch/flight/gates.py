"""Gates: when, how high and how far off a body passes a place on the ground.

A path is a trail of integrator steps (inertial frame of dynamics.py); between steps it is a cubic Hermite
curve. The closest approach is where the angle at the Earth's centre to the place is least.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import OMEGA, RADIUS, height, jit
from launchwatch.flight.desk import TRAIL_WIDTH

NEARER_M: Final = 1.0e3
"""A passage comes nearer than both ends of the path by at least this much; rising from the pad is none."""


@jit
def _at(trail: np.ndarray, k: int, f: float) -> tuple[float, float, float, float]:
    """Time and position at share `f` of the step from row k to k + 1; below 0, of the step before."""
    if f < 0.0:
        k, f = k - 1, f + 1.0
    i = k * TRAIL_WIDTH
    j = i + TRAIL_WIDTH
    h = trail[j] - trail[i]
    f2 = f * f
    f3 = f2 * f
    a = 2.0 * f3 - 3.0 * f2 + 1.0
    b = (f3 - 2.0 * f2 + f) * h
    c = 3.0 * f2 - 2.0 * f3
    d = (f3 - f2) * h
    x = a * trail[i + 1] + b * trail[i + 4] + c * trail[j + 1] + d * trail[j + 4]
    y = a * trail[i + 2] + b * trail[i + 5] + c * trail[j + 2] + d * trail[j + 5]
    z = a * trail[i + 3] + b * trail[i + 6] + c * trail[j + 3] + d * trail[j + 6]
    return trail[i] + f * h, x, y, z


@jit
def _closeness(t: float, x: float, y: float, z: float, gate: np.ndarray) -> float:
    """Cosine of the angle between a position and a gate (Earth-fixed unit vector) at `t`."""
    c = math.cos(OMEGA * t)
    s = math.sin(OMEGA * t)
    east = c * gate[0] - s * gate[1]
    north = s * gate[0] + c * gate[1]
    return (east * x + north * y + gate[2] * z) / math.sqrt(x**2 + y**2 + z**2)


@jit
def _row_closeness(trail: np.ndarray, k: int, gate: np.ndarray) -> float:
    i = k * TRAIL_WIDTH
    return _closeness(trail[i], trail[i + 1], trail[i + 2], trail[i + 3], gate)


@jit
def closest(trail: np.ndarray, n: int, gate: np.ndarray) -> tuple[float, float, float]:
    """(time s, height m, ground distance m) of the closest approach of a path to a gate.

    `trail` holds the path's `n` rows of `columns.TRAIL_FIELDS`, one after another; `gate` is the Earth-fixed
    unit vector of the place. NaN for an empty path. A path that ends or begins where it comes closest counts
    as never having passed: NaN time, and the distance it came to.
    """
    best = -2.0
    at = 0
    for k in range(n):
        c = _row_closeness(trail, k, gate)
        if c > best:
            best = c
            at = k
    if n < 3:
        return math.nan, math.nan, math.nan
    ends = max(_row_closeness(trail, 0, gate), _row_closeness(trail, n - 1, gate))
    nearest = RADIUS * math.acos(min(1.0, best))
    if RADIUS * math.acos(min(1.0, ends)) - nearest < NEARER_M:
        return math.nan, math.nan, nearest
    ratio = 0.5 * (math.sqrt(5.0) - 1.0)
    low = -1.0
    high = 1.0
    for _ in range(40):
        a = high - ratio * (high - low)
        b = low + ratio * (high - low)
        ta, xa, ya, za = _at(trail, at, a)
        tb, xb, yb, zb = _at(trail, at, b)
        if _closeness(ta, xa, ya, za, gate) > _closeness(tb, xb, yb, zb, gate):
            high = b
        else:
            low = a
    t, x, y, z = _at(trail, at, 0.5 * (low + high))
    c = min(1.0, _closeness(t, x, y, z, gate))
    return t, height(x, y, z), RADIUS * math.acos(c)
