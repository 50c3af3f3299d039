"""Dormand-Prince 5(4): one step of every lane, and what a lane does with it.

Embedded Runge-Kutta pair of order 5 with a fourth-order error estimate and first-same-as-last
(J. R. Dormand, P. J. Prince, J. Comp. Appl. Math. 6, 1980). Stretches end exactly where the forces change, so
that no step straddles a discontinuity.

The error of a step is held below ``tolerance``: the root mean square of the lengths of its position and
velocity parts, in units of 1,000 km and 1 km/s, since a wrong speed carries a body for some 1,000 s. Where
drag takes the speed of a body on its way down faster, a wrong one counts by so much less; but no step may get
the airspeed wrong by more than a fiftieth. State and frame are those of dynamics.py.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import height, inline, jit
from launchwatch.flight.columns import TRAIL_ROWS
from launchwatch.flight.desk import (
    C_DRAG,
    C_WIND_EAST,
    C_WIND_NORTH,
    TRAIL_SIZE,
    TRAIL_WIDTH,
    TRAILS,
    W_ALTITUDE,
    W_BASE_ALTITUDE,
    W_CALL,
    W_CALLED,
    W_CLIMB,
    W_ERROR,
    W_H,
    W_K,
    W_NEW,
    W_RATE,
    W_STALE,
    W_STOP,
    W_T,
    W_TOLERANCE,
    W_X,
)
from launchwatch.flight.dynamics import body_acceleration, vehicle_acceleration
from launchwatch.flight.lanes import WIDTH, load, pick, store
from launchwatch.flight.triples import get, lay, put

STAGES: Final = 7
_A: Final = np.zeros((STAGES, 6))
_A[1, :1] = 1 / 5
_A[2, :2] = 3 / 40, 9 / 40
_A[3, :3] = 44 / 45, -56 / 15, 32 / 9
_A[4, :4] = 19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729
_A[5, :5] = 9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656
_A[6, :6] = 35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84
_C: Final = np.array([0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0])
_E: Final = np.array([71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40])

POSITION_SCALE_M: Final = 1.0e6
SPEED_SCALE_M_S: Final = 1.0e3
CARRIED_S: Final = POSITION_SCALE_M / SPEED_SCALE_M_S
MOST_OF_AIRSPEED: Final = 0.02
HAND_OVER: Final = 1.0
"""A body goes over to descent.py where its next step would be so many times as long as drag needs to take its
speed; at some three times an explicit step is no longer stable."""
SMALLEST_STEP_S: Final = 1.0e-6
_MOST: Final = (5.0 / 0.9) ** 5
_LEAST: Final = (0.2 / 0.9) ** 5


@jit
def vehicle_step(first: int, desk: np.ndarray, tables: np.ndarray, like: float) -> None:
    """One trial step of every lane as a vehicle: fills W_NEW, W_ERROR and W_ALTITUDE.

    `first` is 0 if a lane's slope at the start is stale, else 1.
    """
    h = load(desk, W_H, like)
    t = load(desk, W_T, like)
    stale = load(desk, W_STALE, like)
    for s in range(first, STAGES):
        x, y, z, vx, vy, vz = _stage(s, h, desk, like)
        ax, ay, az = vehicle_acceleration(t + _C[s] * h, x, y, z, vx, vy, vz, desk, tables, like)
        _keep(s, vx, vy, vz, ax, ay, az, stale, desk, like)
    _finish(h, h * 0.0, h * 0.0, desk, like)
    store(desk, W_RATE, h * 0.0)


@jit
def body_step(first: int, desk: np.ndarray, tables: np.ndarray, like: float) -> None:
    """One trial step of every lane as a falling body; else as `vehicle_step`."""
    h = load(desk, W_H, like)
    drag = load(desk, C_DRAG, like)
    east = load(desk, C_WIND_EAST, like)
    north = load(desk, C_WIND_NORTH, like)
    stale = load(desk, W_STALE, like)
    rate = h * 0.0
    least, slowest = h * 0.0, h * 0.0
    for s in range(first, STAGES):
        x, y, z, vx, vy, vz = _stage(s, h, desk, like)
        ax, ay, az, rate, airspeed = body_acceleration(x, y, z, vx, vy, vz, drag, east, north, tables)
        _keep(s, vx, vy, vz, ax, ay, az, stale, desk, like)
        # stage 0 is worked out for all lanes where it is stale for one, so it may not count here
        least = rate if s < 2 else pick(least - rate, rate, least)
        slowest = airspeed if s < 2 else pick(slowest - airspeed, airspeed, slowest)
    # a body that climbs may leave the air before its speed is forgotten
    _finish(h, pick(load(desk, W_CLIMB, like), 0.0, least), slowest, desk, like)
    store(desk, W_RATE, rate)


@inline
def _stage(
    s: int, h: float, desk: np.ndarray, like: float
) -> tuple[float, float, float, float, float, float]:
    """The state at which stage `s` asks for the slope."""
    x, y, z = get(desk, W_X, like)
    vx, vy, vz = get(desk, W_X + 3 * WIDTH, like)
    for j in range(s):
        if _A[s, j] != 0.0:
            a = h * _A[s, j]
            b = W_K + 6 * WIDTH * j
            x = x + a * load(desk, b, like)
            y = y + a * load(desk, b + WIDTH, like)
            z = z + a * load(desk, b + WIDTH * 2, like)
            vx = vx + a * load(desk, b + WIDTH * 3, like)
            vy = vy + a * load(desk, b + WIDTH * 4, like)
            vz = vz + a * load(desk, b + WIDTH * 5, like)
    if s == STAGES - 1:
        lay(desk, W_NEW, (x, y, z))
        lay(desk, W_NEW + 3 * WIDTH, (vx, vy, vz))
    return x, y, z, vx, vy, vz


@inline
def _keep(
    s: int,
    vx: float,
    vy: float,
    vz: float,
    ax: float,
    ay: float,
    az: float,
    stale: float,
    desk: np.ndarray,
    like: float,
) -> None:
    """Keep the slope of a stage; at the start of a step only where it is stale."""
    b = W_K + 6 * WIDTH * s
    if s == 0:
        put(desk, b, (vx, vy, vz), stale, like)
        put(desk, b + 3 * WIDTH, (ax, ay, az), stale, like)
    else:
        lay(desk, b, (vx, vy, vz))
        lay(desk, b + 3 * WIDTH, (ax, ay, az))


@inline
def _finish(h: float, rate: float, airspeed: float, desk: np.ndarray, like: float) -> None:
    """Error of the step."""
    far = h * 0.0
    fast = h * 0.0
    for i in range(6):
        e = h * 0.0
        for j in range(STAGES):
            e = e + _E[j] * load(desk, W_K + WIDTH * (6 * j + i), like)
        if i < 3:
            far = far + e * e
        else:
            fast = fast + e * e
    judge(h * h * far, h * h * fast, rate, airspeed, desk, like)


@inline
def judge(far: float, fast: float, rate: float, airspeed: float, desk: np.ndarray, like: float) -> None:
    """Put down the error and the height of the trial.

    `far` and `fast` are the squared lengths of its error in position and velocity, so that a flight does not
    depend on how the axes lie. `rate` (1/s) is that at which drag takes the `airspeed` (m/s), both the least
    within the step; 0 leaves drag out.
    """
    full = 1.0 / SPEED_SCALE_M_S
    carried = rate * CARRIED_S
    weight = full / pick(carried - 1.0, carried, 1.0)
    least = load(desk, W_TOLERANCE, like) / (MOST_OF_AIRSPEED * airspeed + 1.0e-300)
    weight = pick(least - weight, pick(least - full, full, least), weight)
    error = math.sqrt(0.5 * (far * (1.0 / POSITION_SCALE_M**2) + fast * (weight * weight)))
    store(desk, W_ERROR, error)
    altitude = height(
        load(desk, W_NEW, like), load(desk, W_NEW + WIDTH, like), load(desk, W_NEW + WIDTH * 2, like)
    )
    store(desk, W_ALTITUDE, altitude)


@inline
def next_size(h: float, error: float, tolerance: float) -> float:
    """Step size to try next after an error: order-5 control with safety, within a factor of 5.

    The fifth root is taken by two Newton steps, to 0.3 %: this is a choice, not a result. Takes numbers or
    lanes.
    """
    q = tolerance / (error + 1.0e-300)
    q = pick(q - _MOST, _MOST, pick(q - _LEAST, q, _LEAST))
    s = math.sqrt(math.sqrt(q))
    z = 0.6 * s + 0.4 * math.sqrt(s)
    for _ in range(2):
        z2 = z * z
        z = 0.8 * z + 0.2 * q / (z2 * z2)
    return h * (0.9 * z)


@jit
def accept(desk: np.ndarray, lane: int, t: float) -> None:
    """Move a lane to its trial state, at time `t`; the last slope becomes the first."""
    desk[W_T + lane] = t
    for i in range(6):
        desk[W_X + WIDTH * i + lane] = desk[W_NEW + WIDTH * i + lane]
        desk[W_K + WIDTH * i + lane] = desk[W_K + WIDTH * (36 + i) + lane]


@jit
def go_on(desk: np.ndarray, like: float) -> None:
    """What an ordinary lane does with the step just tried, all lanes at once: take it, or try a smaller one.

    A lane that needs more (the ground, the end of its time, a summit, a step that is no number, a speed that
    drag takes within a step) gets W_CALL 1 and is left as it is. So is a lane with W_CALLED 1: it wants to
    be asked about every step.
    """
    h = load(desk, W_H, like)
    t = load(desk, W_T, like)
    error = load(desk, W_ERROR, like)
    tolerance = load(desk, W_TOLERANCE, like)
    altitude = load(desk, W_ALTITUDE, like)
    x, y, z = load(desk, W_NEW, like), load(desk, W_NEW + WIDTH, like), load(desk, W_NEW + WIDTH * 2, like)
    climb = (
        x * load(desk, W_NEW + WIDTH * 3, like)
        + y * load(desk, W_NEW + WIDTH * 4, like)
        + z * load(desk, W_NEW + WIDTH * 5, like)
    ) / math.sqrt(x * x + y * y + z * z)
    size = next_size(h, error, tolerance)
    rejected = pick(error - tolerance, pick(h - SMALLEST_STEP_S, 1.0, 0.0), 0.0)
    left = load(desk, W_STOP, like) - t - pick(rejected, 0.0, h)
    summit = pick(load(desk, W_CLIMB, like), pick(climb, 0.0, 1.0), 0.0)
    held = pick(load(desk, W_RATE, like) * size - HAND_OVER, pick(climb, 0.0, 1.0), 0.0)
    summit = pick(held, 1.0, summit)
    # false for what is no number, so such a lane calls
    quiet = pick(1.0e300 - error, pick(left, pick(summit, 0.0, 1.0), 0.0), 0.0)
    quiet = pick(altitude, quiet, pick(rejected, quiet, 0.0))
    quiet = pick(load(desk, W_CALLED, like), 0.0, quiet)
    store(desk, W_CALL, 1.0 - quiet)
    store(desk, W_STALE, pick(quiet, h * 0.0, load(desk, W_STALE, like)))
    taken = pick(rejected, 0.0, quiet)
    store(desk, W_H, pick(quiet, pick(left - size, size, left), h))
    store(desk, W_T, t + pick(taken, h, 0.0))
    store(desk, W_CLIMB, pick(taken, climb, load(desk, W_CLIMB, like)))
    store(desk, W_BASE_ALTITUDE, pick(taken, altitude, load(desk, W_BASE_ALTITUDE, like)))
    for i in range(6):
        at = W_X + WIDTH * i
        store(desk, at, pick(taken, load(desk, W_NEW + WIDTH * i, like), load(desk, at, like)))
        at = W_K + WIDTH * i
        store(desk, at, pick(taken, load(desk, W_K + WIDTH * (36 + i), like), load(desk, at, like)))


@jit
def record(desk: np.ndarray, lane: int, rows: int, mass: float, phase: float) -> int:
    """Append time, state, mass and phase of a lane to its trail if it has room; returns the new count."""
    if rows >= TRAIL_ROWS:
        return rows
    to = TRAILS + TRAIL_SIZE * lane + TRAIL_WIDTH * rows
    desk[to] = desk[W_T + lane]
    for i in range(6):
        desk[to + 1 + i] = desk[W_X + WIDTH * i + lane]
    desk[to + 7] = mass
    desk[to + 8] = phase
    return rows + 1
