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
from launchwatch.flight.seeking import MOST_TRIES

NEARER_M: Final = 1.0e3
"""A passage comes nearer than both ends of the path by at least this much; rising from the pad is none."""
CLOSE_SHARE: Final = 1.0e-7
"""A passage is timed to this share of a step."""


@jit
def _on_path(trail: np.ndarray, k: int, f: float) -> tuple[float, float, float, float, float, float, float]:
    """Time, position and velocity at share `f` of the step from row k to k + 1."""
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
    a = 6.0 * (f2 - f) / h
    b = 3.0 * f2 - 4.0 * f + 1.0
    d = 3.0 * f2 - 2.0 * f
    vx = a * (trail[i + 1] - trail[j + 1]) + b * trail[i + 4] + d * trail[j + 4]
    vy = a * (trail[i + 2] - trail[j + 2]) + b * trail[i + 5] + d * trail[j + 5]
    vz = a * (trail[i + 3] - trail[j + 3]) + b * trail[i + 6] + d * trail[j + 6]
    return trail[i] + f * h, x, y, z, vx, vy, vz


@jit
def _passing(trail: np.ndarray, k: int, f: float, gate: np.ndarray) -> tuple[float, float]:
    """Cosine of the angle to a gate (Earth-fixed unit vector), and a number of the sign of its slope."""
    t, x, y, z, vx, vy, vz = _on_path(trail, k, f)
    c, s = math.cos(OMEGA * t), math.sin(OMEGA * t)
    east, north = c * gate[0] - s * gate[1], s * gate[0] + c * gate[1]
    toward = east * x + north * y + gate[2] * z
    r2 = x * x + y * y + z * z
    change = east * vx + north * vy + gate[2] * vz + OMEGA * (east * y - north * x)
    return toward / math.sqrt(r2), change - toward * (x * vx + y * vy + z * vz) / r2


@jit
def _nearest_row(trail: np.ndarray, n: int, gate: np.ndarray) -> tuple[int, float, float]:
    """The row where the angle to a gate is least, its cosine there, and the greater of those at both ends."""
    c, s = math.cos(OMEGA * trail[0]), math.sin(OMEGA * trail[0])
    best, ends, cosine = -2.0, -2.0, -2.0
    at = 0
    for k in range(n):
        i = k * TRAIL_WIDTH
        if k > 0:  # the Earth turns little between rows: series, 1e-11 over 500 s
            a = OMEGA * (trail[i] - trail[i - TRAIL_WIDTH])
            a2 = a * a
            turned = 1.0 - a2 * (0.5 - a2 * (1.0 / 24.0))
            side = a * (1.0 - a2 * (1.0 / 6.0 - a2 * (1.0 / 120.0)))
            c, s = c * turned - s * side, s * turned + c * side
        x, y, z = trail[i + 1], trail[i + 2], trail[i + 3]
        toward = (c * gate[0] - s * gate[1]) * x + (s * gate[0] + c * gate[1]) * y + gate[2] * z
        cosine = toward / math.sqrt(x * x + y * y + z * z)
        if k == 0:
            ends = cosine
        if cosine > best:
            best = cosine
            at = k
    return at, best, max(ends, cosine)


@jit
def closest(trail: np.ndarray, n: int, gate: np.ndarray) -> tuple[float, float, float]:
    """(time s, height m, ground distance m) of the closest approach of a path to a gate.

    `trail` holds the path's `n` rows of `columns.TRAIL_FIELDS`, one after another; `gate` is the Earth-fixed
    unit vector of the place. NaN for an empty path. A path that ends or begins where it comes closest counts
    as never having passed: NaN time, and the distance it came to.
    """
    if n < 3:
        return math.nan, math.nan, math.nan
    at, best, ends = _nearest_row(trail, n, gate)
    nearest = RADIUS * math.acos(min(1.0, best))
    if RADIUS * math.acos(min(1.0, ends)) - nearest < NEARER_M:
        return math.nan, math.nan, nearest
    # the slope of the cosine goes through zero in the step before the row, or in that after it
    _, slope = _passing(trail, at, 0.0, gate)
    k = at if slope > 0.0 else at - 1
    _, before = _passing(trail, k, 0.0, gate)
    _, after = _passing(trail, k, 1.0, gate)
    low, high, f = 0.0, 1.0, 1.0 if k < at else 0.0
    if before > 0.0 > after:
        small = CLOSE_SHARE * (before - after)
        side = 0
        for _ in range(MOST_TRIES):  # regula falsi, Illinois
            f = low + (high - low) * before / (before - after)
            _, slope = _passing(trail, k, f, gate)
            if abs(slope) < small:
                break
            if slope > 0.0:
                low, before, after = f, slope, after * (0.5 if side == 1 else 1.0)
                side = 1
            else:
                high, after, before = f, slope, before * (0.5 if side == -1 else 1.0)
                side = -1
    t, x, y, z, _vx, _vy, _vz = _on_path(trail, k, f)
    cosine, _ = _passing(trail, k, f, gate)
    return t, height(x, y, z), RADIUS * math.acos(min(1.0, cosine))
