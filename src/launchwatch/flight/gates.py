"""Gates: when, how high and how far off a body passes a place on the ground.

A path is a trail of integrator steps (inertial frame of dynamics.py); between steps it is a cubic Hermite
curve. The closest approach is where the angle at the Earth's centre to the place is least.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import OMEGA, RADIUS, height, jit

NEARER_M: Final = 1.0e3
"""A passage comes nearer than both ends of the path by at least this much; rising from the pad is none."""


@jit
def _at(trail: np.ndarray, k: int, f: float, p: np.ndarray) -> float:
    """Position at share `f` of the step from row k to k + 1, into `p`; returns the time."""
    h = trail[k + 1, 0] - trail[k, 0]
    f2 = f * f
    f3 = f2 * f
    a = 2.0 * f3 - 3.0 * f2 + 1.0
    b = (f3 - 2.0 * f2 + f) * h
    c = 3.0 * f2 - 2.0 * f3
    d = (f3 - f2) * h
    for i in range(3):
        p[i] = a * trail[k, 1 + i] + b * trail[k, 4 + i] + c * trail[k + 1, 1 + i] + d * trail[k + 1, 4 + i]
    return trail[k, 0] + f * h


@jit
def _closeness(t: float, p: np.ndarray, gate: np.ndarray) -> float:
    """Cosine of the angle between a position and a gate (Earth-fixed unit vector) at `t`."""
    c = math.cos(OMEGA * t)
    s = math.sin(OMEGA * t)
    x = c * gate[0] - s * gate[1]
    y = s * gate[0] + c * gate[1]
    return (x * p[0] + y * p[1] + gate[2] * p[2]) / math.sqrt(p[0] ** 2 + p[1] ** 2 + p[2] ** 2)


@jit
def closest(trail: np.ndarray, n: int, gate: np.ndarray) -> tuple[float, float, float]:
    """(time s, height m, ground distance m) of the closest approach of a path to a gate.

    `gate` is the Earth-fixed unit vector of the place. NaN for an empty path. A path that ends or begins
    where it comes closest counts as never having passed: NaN time, and the distance it came to.
    """
    p = np.empty(3)
    best = -2.0
    at = 0
    for k in range(n):
        c = _closeness(trail[k, 0], trail[k, 1:4], gate)
        if c > best:
            best = c
            at = k
    if n < 3:
        return math.nan, math.nan, math.nan
    ends = max(
        _closeness(trail[0, 0], trail[0, 1:4], gate), _closeness(trail[n - 1, 0], trail[n - 1, 1:4], gate)
    )
    nearest = RADIUS * math.acos(min(1.0, best))
    if RADIUS * math.acos(min(1.0, ends)) - nearest < NEARER_M:
        return math.nan, math.nan, nearest
    ratio = 0.5 * (math.sqrt(5.0) - 1.0)
    low = -1.0
    high = 1.0
    for _ in range(40):
        a = high - ratio * (high - low)
        b = low + ratio * (high - low)
        ta = _at(trail, at - 1, a + 1.0, p) if a < 0.0 else _at(trail, at, a, p)
        ca = _closeness(ta, p, gate)
        tb = _at(trail, at - 1, b + 1.0, p) if b < 0.0 else _at(trail, at, b, p)
        cb = _closeness(tb, p, gate)
        if ca > cb:
            high = b
        else:
            low = a
    f = 0.5 * (low + high)
    t = _at(trail, at - 1, f + 1.0, p) if f < 0.0 else _at(trail, at, f, p)
    c = min(1.0, _closeness(t, p, gate))
    return t, height(p[0], p[1], p[2]), RADIUS * math.acos(c)
