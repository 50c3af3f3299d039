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
    """Time and position at share `f` of the step from row k to k + 1."""
    a, b = TRAIL_WIDTH * k, TRAIL_WIDTH * (k + 1)
    h = trail[b] - trail[a]
    f2 = f * f
    f3 = f2 * f
    x0, v0 = 2.0 * f3 - 3.0 * f2 + 1.0, (f3 - 2.0 * f2 + f) * h
    x1, v1 = 3.0 * f2 - 2.0 * f3, (f3 - f2) * h
    return (
        trail[a] + f * h,
        x0 * trail[a + 1] + v0 * trail[a + 4] + x1 * trail[b + 1] + v1 * trail[b + 4],
        x0 * trail[a + 2] + v0 * trail[a + 5] + x1 * trail[b + 2] + v1 * trail[b + 5],
        x0 * trail[a + 3] + v0 * trail[a + 6] + x1 * trail[b + 3] + v1 * trail[b + 6],
    )


@jit
def _about(trail: np.ndarray, at: int, f: float) -> tuple[float, float, float, float]:
    """Time and position at share `f` of the step after row `at`, or, below zero, of the step before it."""
    return _at(trail, at - 1, f + 1.0) if f < 0.0 else _at(trail, at, f)


@jit
def _closeness(t: float, px: float, py: float, pz: float, gate: np.ndarray) -> float:
    """Cosine of the angle between a position and a gate (Earth-fixed unit vector) at `t`."""
    c = math.cos(OMEGA * t)
    s = math.sin(OMEGA * t)
    x = c * gate[0] - s * gate[1]
    y = s * gate[0] + c * gate[1]
    return (x * px + y * py + gate[2] * pz) / math.sqrt(px**2 + py**2 + pz**2)


@jit
def _row_closeness(trail: np.ndarray, k: int, gate: np.ndarray) -> float:
    """`_closeness` of row `k` of a path."""
    b = TRAIL_WIDTH * k
    return _closeness(trail[b], trail[b + 1], trail[b + 2], trail[b + 3], gate)


@jit
def closest(trail: np.ndarray, n: int, gate: np.ndarray) -> tuple[float, float, float]:
    """(time s, height m, ground distance m) of the closest approach of a path to a gate.

    `trail` holds `n` rows of `TRAIL_WIDTH` numbers, `gate` is the Earth-fixed unit vector of the place. NaN
    for an empty path. A path that ends or begins where it comes closest counts as never having passed: NaN
    time, and the distance it came to.
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
        ta, ax, ay, az = _about(trail, at, a)
        tb, bx, by, bz = _about(trail, at, b)
        if _closeness(ta, ax, ay, az, gate) > _closeness(tb, bx, by, bz, gate):
            high = b
        else:
            low = a
    t, x, y, z = _about(trail, at, 0.5 * (low + high))
    c = min(1.0, _closeness(t, x, y, z, gate))
    return t, height(x, y, z), RADIUS * math.acos(c)
