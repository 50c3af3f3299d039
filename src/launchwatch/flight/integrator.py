"""Dormand-Prince 5(4): advance a state to a time, or to the ground.

Embedded Runge-Kutta pair of order 5 with a fourth-order error estimate and first-same-as-last
(J. R. Dormand, P. J. Prince, J. Comp. Appl. Math. 6, 1980). Stretches end exactly where the forces change,
so that no step straddles a discontinuity; the ground is found by shortening the last step.

The error of a step is held below ``tolerance``: the root mean square of the lengths of its position and
velocity parts, in units of 100 km and 1 km/s. A state is an array (x, y, z, vx, vy, vz) in the frame of
dynamics.py.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import height, jit
from launchwatch.flight.dynamics import acceleration

A21: Final = 1 / 5
A31, A32 = 3 / 40, 9 / 40
A41, A42, A43 = 44 / 45, -56 / 15, 32 / 9
A51, A52, A53, A54 = 19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729
A61, A62, A63, A64, A65 = 9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656
B1, B3, B4, B5, B6 = 35 / 384, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84
E1, E3, E4, E5, E6, E7 = 71 / 57600, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40
C2, C3, C4, C5 = 1 / 5, 3 / 10, 4 / 5, 8 / 9

POSITION_SCALE_M: Final = 1.0e5
SPEED_SCALE_M_S: Final = 1.0e3
SMALLEST_STEP_S: Final = 1.0e-6
LONGEST_FALL_S: Final = 3.0e4
"""A piece still aloft after this long is said not to have fallen."""


@jit
def _slope(t: float, s: np.ndarray, control: np.ndarray, k: np.ndarray, row: int) -> None:
    ax, ay, az = acceleration(t, s[0], s[1], s[2], s[3], s[4], s[5], control)
    k[row, 0] = s[3]
    k[row, 1] = s[4]
    k[row, 2] = s[5]
    k[row, 3] = ax
    k[row, 4] = ay
    k[row, 5] = az


@jit
def step(
    t: float,
    h: float,
    state: np.ndarray,
    control: np.ndarray,
    k: np.ndarray,
    work: np.ndarray,
    new: np.ndarray,
) -> float:
    """One step of size `h`: fills `new`, returns the error in units of the scale.

    `k` is (7, 6) with row 0 holding the slope at `t`; row 6 then holds the slope at t + h.
    """
    for i in range(6):
        work[i] = state[i] + h * A21 * k[0, i]
    _slope(t + C2 * h, work, control, k, 1)
    for i in range(6):
        work[i] = state[i] + h * (A31 * k[0, i] + A32 * k[1, i])
    _slope(t + C3 * h, work, control, k, 2)
    for i in range(6):
        work[i] = state[i] + h * (A41 * k[0, i] + A42 * k[1, i] + A43 * k[2, i])
    _slope(t + C4 * h, work, control, k, 3)
    for i in range(6):
        work[i] = state[i] + h * (A51 * k[0, i] + A52 * k[1, i] + A53 * k[2, i] + A54 * k[3, i])
    _slope(t + C5 * h, work, control, k, 4)
    for i in range(6):
        work[i] = state[i] + h * (
            A61 * k[0, i] + A62 * k[1, i] + A63 * k[2, i] + A64 * k[3, i] + A65 * k[4, i]
        )
    _slope(t + h, work, control, k, 5)
    for i in range(6):
        new[i] = state[i] + h * (B1 * k[0, i] + B3 * k[2, i] + B4 * k[3, i] + B5 * k[4, i] + B6 * k[5, i])
    _slope(t + h, new, control, k, 6)
    far = 0.0
    fast = 0.0
    for i in range(3):
        e = E1 * k[0, i] + E3 * k[2, i] + E4 * k[3, i] + E5 * k[4, i] + E6 * k[5, i] + E7 * k[6, i]
        far += e * e
    for i in range(3, 6):
        e = E1 * k[0, i] + E3 * k[2, i] + E4 * k[3, i] + E5 * k[4, i] + E6 * k[5, i] + E7 * k[6, i]
        fast += e * e
    # by lengths, not by components, so that a flight does not depend on how the axes lie
    return h * math.sqrt(0.5 * (far / POSITION_SCALE_M**2 + fast / SPEED_SCALE_M_S**2))


@jit
def next_size(h: float, error: float, tolerance: float) -> float:
    """Step size to try next after an error: order-5 control with safety, within a factor of 5."""
    if error <= 0.0:
        return 5.0 * h
    factor = 0.9 * (tolerance / error) ** 0.2
    return h * min(5.0, max(0.2, factor))


@jit
def record(t: float, state: np.ndarray, trail: np.ndarray, n: int) -> int:
    """Append (t, state) to the trail if it has room; returns the new count."""
    if n < trail.shape[0]:
        trail[n, 0] = t
        for i in range(6):
            trail[n, 1 + i] = state[i]
        return n + 1
    return n


@jit
def advance(
    t: float,
    t_end: float,
    h: float,
    tolerance: float,
    state: np.ndarray,
    control: np.ndarray,
    scratch: np.ndarray,
    trail: np.ndarray,
    n: int,
    ground: bool,
) -> tuple[float, float, int, bool]:
    """Advance `state` in place from `t` to `t_end`, or to the ellipsoid if `ground`.

    `scratch` is (9, 6). Every accepted step is appended to `trail` from row `n` on.
    Returns (time reached, step size to go on with, rows in the trail, whether the ground was hit).
    """
    k = scratch[:7]
    work = scratch[7]
    new = scratch[8]
    if t_end <= t:
        return t, h, n, False
    _slope(t, state, control, k, 0)
    h = max(h, 1.0e-3)
    while t < t_end:
        last = False
        size = h
        if t + size >= t_end:
            size = t_end - t
            last = True
        error = step(t, size, state, control, k, work, new)
        if error > tolerance and size > SMALLEST_STEP_S:
            h = next_size(size, error, tolerance)
            continue
        if not math.isfinite(error):
            return t, h, n, True
        if ground and height(new[0], new[1], new[2]) < 0.0:
            t = _touch_down(t, size, state, control, k, work, new)
            n = record(t, state, trail, n)
            return t, h, n, True
        t = t_end if last else t + size
        for i in range(6):
            state[i] = new[i]
            k[0, i] = k[6, i]
        n = record(t, state, trail, n)
        grown = next_size(size, error, tolerance)
        if not last or grown < h:
            h = grown
    return t, h, n, False


@jit
def _touch_down(
    t: float,
    size: float,
    state: np.ndarray,
    control: np.ndarray,
    k: np.ndarray,
    work: np.ndarray,
    new: np.ndarray,
) -> float:
    """Shorten the step until it ends on the ellipsoid (regula falsi, Illinois); moves `state` there."""
    low = 0.0
    high = size
    f_low = height(state[0], state[1], state[2])
    f_high = height(new[0], new[1], new[2])
    side = 0
    s = size
    for _ in range(60):
        s = low + (high - low) * f_low / (f_low - f_high) if f_low > 0.0 else low
        step(t, s, state, control, k, work, new)
        f = height(new[0], new[1], new[2])
        if abs(f) < 1.0e-4:
            break
        if f > 0.0:
            low, f_low = s, f
            if side == 1:
                f_high *= 0.5
            side = 1
        else:
            high, f_high = s, f
            if side == -1:
                f_low *= 0.5
            side = -1
    for i in range(6):
        state[i] = new[i]
    return t + s
