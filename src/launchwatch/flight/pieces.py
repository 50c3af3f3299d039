"""Released bodies: stages, fairing, stacks and debris fall through drag and wind to the ellipsoid.

A body is a point mass with a constant ballistic coefficient m/(Cd A). Frame and units of dynamics.py. Bodies
are released into a list while vehicles fly, and fall afterwards, a lane taking the next one as it gets free:
first those that fly, by integrator.py, then those that sink near their terminal speed, by descent.py.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import OMEGA, RADIUS, height, jit, to_geodetic
from launchwatch.flight.columns import (
    GATE_WIDTH,
    I_DENSITY,
    I_WIND_EAST,
    I_WIND_NORTH,
    O_GATE,
    O_PIECE,
    PIECE_WIDTH,
    Q_APEX,
    Q_IMPACT,
    Q_LAT,
    Q_LON,
    Q_RELEASE,
)
from launchwatch.flight.descent import descent_step
from launchwatch.flight.desk import (
    C_DRAG,
    C_MASS,
    C_WIND_EAST,
    C_WIND_NORTH,
    D_LANES,
    D_WAITING,
    JOB_APEX,
    JOB_BETA,
    JOB_FLIGHT,
    JOB_GATED,
    JOB_H,
    JOB_ROOM,
    JOB_SINKS,
    JOB_SLOT,
    JOB_T,
    JOB_WIDTH,
    JOB_X,
    JOBS,
    NOTE_WIDTH,
    NOTES,
    W_ALTITUDE,
    W_BASE_ALTITUDE,
    W_CALL,
    W_CALLED,
    W_CLIMB,
    W_ERROR,
    W_H,
    W_NEW,
    W_RATE,
    W_STALE,
    W_STOP,
    W_T,
    W_TOLERANCE,
    W_X,
    WORK,
    WORK_ROWS,
    take_state,
    trail_of,
)
from launchwatch.flight.gates import closest
from launchwatch.flight.integrator import (
    HAND_OVER,
    SMALLEST_STEP_S,
    accept,
    body_step,
    go_on,
    next_size,
    record,
)
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.lent import row_of
from launchwatch.flight.notes import (
    FALLING,
    IDLE,
    N_ACTIVE,
    N_APEX,
    N_DOING,
    N_JOB,
    N_ROWS,
    N_SEEKING,
)
from launchwatch.flight.seeking import begin_seeking, next_try, sought
from launchwatch.flight.vectors import apsides, dot, norm

LONGEST_FALL_S: Final = 3.0e4
"""A piece still aloft after this long is said not to have fallen."""
TOUCH_M: Final = 1.0e-4
STAYS_UP_M: Final = 60e3
FIRST_STEP_S: Final = 5.0


@jit
def place(t: float, x: float, y: float, z: float) -> tuple[float, float, float]:
    """Geodetic latitude and Earth-fixed longitude (rad) and height (m) of an inertial position at `t`."""
    latitude, longitude, h = to_geodetic(x, y, z)
    longitude -= OMEGA * t
    longitude = (longitude + math.pi) % (2.0 * math.pi) - math.pi
    return latitude, longitude, h


@jit
def release(
    desk: np.ndarray,
    flight: int,
    slot: int,
    t: float,
    state: np.ndarray,
    beta: float,
    gated: bool,
    out: np.ndarray,
) -> None:
    """Put a body on the list of those to fall, and write when it was released.

    A body whose orbit does not come below 60 km stays up, and is not listed.
    """
    out[O_PIECE + slot * PIECE_WIDTH + Q_RELEASE] = t
    _a, perigee, _q = apsides(state)
    if perigee > RADIUS + STAYS_UP_M or desk[D_WAITING] >= JOB_ROOM:
        return
    job = JOBS + JOB_WIDTH * int(desk[D_WAITING])
    desk[job + JOB_FLIGHT], desk[job + JOB_SLOT], desk[job + JOB_T] = flight, slot, t
    for i in range(6):
        desk[job + JOB_X + i] = state[i]
    desk[job + JOB_BETA] = max(beta, 1.0)
    desk[job + JOB_GATED] = 1.0 if gated else 0.0
    desk[job + JOB_APEX] = height(state[0], state[1], state[2])
    desk[job + JOB_H] = FIRST_STEP_S
    desk[job + JOB_SINKS] = 0.0
    desk[D_WAITING] += 1


@jit
def _begin(desk: np.ndarray, lane: int, j: int, rows: np.ndarray, tolerance: float, gates: int) -> None:
    """Give the body `j` of the list to a lane; `gates` are how many there are to pass."""
    job = JOBS + JOB_WIDTH * j
    row = row_of(rows, int(desk[job + JOB_FLIGHT]))
    o = NOTES + NOTE_WIDTH * lane
    for i in range(NOTE_WIDTH):
        desk[o + i] = 0.0
    desk[o + N_DOING] = FALLING
    desk[o + N_JOB] = j
    x, y, z = desk[job + JOB_X], desk[job + JOB_X + 1], desk[job + JOB_X + 2]
    vx, vy, vz = desk[job + JOB_X + 3], desk[job + JOB_X + 4], desk[job + JOB_X + 5]
    desk[W_BASE_ALTITUDE + lane] = height(x, y, z)
    desk[o + N_APEX] = desk[job + JOB_APEX]
    desk[W_CLIMB + lane] = (x * vx + y * vy + z * vz) / math.sqrt(x * x + y * y + z * z)
    desk[W_STOP + lane] = desk[job + JOB_T] + LONGEST_FALL_S
    desk[W_TOLERANCE + lane] = tolerance
    gated = gates > 0 and desk[job + JOB_GATED] == 1.0 and desk[job + JOB_SINKS] == 0.0
    desk[W_CALLED + lane] = 1.0 if gated else 0.0
    desk[W_T + lane] = desk[job + JOB_T]
    for i in range(6):
        desk[W_X + WIDTH * i + lane] = desk[job + JOB_X + i]
    desk[W_STALE + lane] = 1.0
    desk[W_H + lane] = desk[job + JOB_H]
    desk[C_DRAG + lane] = 0.5 * row[I_DENSITY] / desk[job + JOB_BETA]
    desk[C_WIND_EAST + lane] = row[I_WIND_EAST]
    desk[C_WIND_NORTH + lane] = row[I_WIND_NORTH]
    if gated:
        desk[o + N_ROWS] = record(desk, lane, 0, math.nan, math.nan)


@jit
def _summit(low: float, rise: float, high: float, sink: float, size: float) -> float:
    """Greatest height of a cubic over a step that begins at `low` rising and ends at `high` sinking."""
    f = rise / (rise - sink)
    for _ in range(3):  # Newton on the slope of the cubic
        g = 1.0 - f
        a, b = size * rise, size * sink
        slope = 6.0 * f * g * (high - low) + g * (1.0 - 3.0 * f) * a + f * (3.0 * f - 2.0) * b
        bend = 6.0 * (1.0 - 2.0 * f) * (high - low) + (6.0 * f - 4.0) * a + (6.0 * f - 2.0) * b
        if bend < 0.0:
            f = min(1.0, max(0.0, f - slope / bend))
    g = 1.0 - f
    return (
        g * g * (1.0 + 2.0 * f) * low
        + f * f * (3.0 - 2.0 * f) * high
        + f * g * g * size * rise
        - f * f * g * size * sink
    )


@jit
def _land(desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """Write where and when the body of a lane came down."""
    o = NOTES + NOTE_WIDTH * lane
    job = JOBS + JOB_WIDTH * int(desk[o + N_JOB])
    state = take_state(desk, lane)
    t = desk[W_T + lane]
    found = row_of(out, int(desk[job + JOB_FLIGHT]))
    base = O_PIECE + int(desk[job + JOB_SLOT]) * PIECE_WIDTH
    latitude, longitude, _ = place(t, state[0], state[1], state[2])
    found[base + Q_IMPACT] = t
    found[base + Q_LAT] = latitude
    found[base + Q_LON] = longitude
    found[base + Q_APEX] = desk[o + N_APEX]


@jit
def _after_step(desk: np.ndarray, lane: int, out: np.ndarray) -> bool:
    """What a lane does with a step that is not ordinary; True when its body has landed, is lost, or begins to
    sink."""
    o = NOTES + NOTE_WIDTH * lane
    size = desk[W_H + lane]
    altitude = desk[W_ALTITUDE + lane]
    desk[W_STALE + lane] = 0.0
    if desk[o + N_SEEKING] == 1.0:
        if not sought(desk, o, altitude, size, TOUCH_M):
            desk[W_H + lane] = next_try(desk, o)
            return False
        accept(desk, lane, desk[W_T + lane] + size)
        _trail(desk, lane)
        _land(desk, lane, out)
        return True
    error, tolerance = desk[W_ERROR + lane], desk[W_TOLERANCE + lane]
    if error > tolerance and size > SMALLEST_STEP_S:
        desk[W_H + lane] = next_size(size, error, tolerance)
        return False
    if not math.isfinite(error):
        return True
    if altitude < 0.0:
        desk[W_H + lane] = begin_seeking(desk, o, desk[W_BASE_ALTITUDE + lane], altitude, size)
        desk[W_CALLED + lane] = 1.0
        return False
    accept(desk, lane, desk[W_T + lane] + size)
    state = take_state(desk, lane)
    climb = dot(state[:3], state[3:6]) / norm(state[:3])
    if desk[W_CLIMB + lane] > 0.0 >= climb:
        low = desk[W_BASE_ALTITUDE + lane]
        desk[o + N_APEX] = max(desk[o + N_APEX], _summit(low, desk[W_CLIMB + lane], altitude, climb, size))
    desk[W_CLIMB + lane] = climb
    desk[W_BASE_ALTITUDE + lane] = altitude
    _trail(desk, lane)
    left = desk[W_STOP + lane] - desk[W_T + lane]
    if left <= 1.0e-6:
        return True
    desk[W_H + lane] = min(next_size(size, error, tolerance), left)
    if climb <= 0.0 and desk[W_RATE + lane] * desk[W_H + lane] > HAND_OVER:
        _hand_over(desk, lane)
        return True
    return False


@jit
def _hand_over(desk: np.ndarray, lane: int) -> None:
    """Put the body of a lane back on the list, as one that sinks."""
    o = NOTES + NOTE_WIDTH * lane
    job = JOBS + JOB_WIDTH * int(desk[o + N_JOB])
    desk[job + JOB_SINKS] = 1.0
    desk[job + JOB_T] = desk[W_T + lane]
    for i in range(6):
        desk[job + JOB_X + i] = desk[W_X + WIDTH * i + lane]
    desk[job + JOB_H] = desk[W_H + lane]
    desk[job + JOB_APEX] = desk[o + N_APEX]


@jit
def _trail(desk: np.ndarray, lane: int) -> None:
    """Record the path of a body that passes gates."""
    o = NOTES + NOTE_WIDTH * lane
    if desk[o + N_ROWS] > 0.0:
        desk[o + N_ROWS] = record(desk, lane, int(desk[o + N_ROWS]), math.nan, math.nan)


@jit
def _finish(desk: np.ndarray, lane: int, gates: np.ndarray, out: np.ndarray) -> None:
    """The lane is free again; passages of the gates by the body that ended are written."""
    o = NOTES + NOTE_WIDTH * lane
    found = row_of(out, int(desk[JOBS + JOB_WIDTH * int(desk[o + N_JOB]) + JOB_FLIGHT]))
    if desk[o + N_ROWS] > 0.0:
        for g in range(gates.shape[0]):
            t, h, d = closest(trail_of(desk, lane), int(desk[o + N_ROWS]), row_of(gates, g))
            found[O_GATE + g * GATE_WIDTH + 3] = t
            found[O_GATE + g * GATE_WIDTH + 4] = h
            found[O_GATE + g * GATE_WIDTH + 5] = d
    desk[o + N_DOING] = IDLE


@jit
def drop_all(
    desk: np.ndarray,
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    out: np.ndarray,
    like: float,
) -> None:
    """Let every body on the list fall; `rows` and `out` are those of the flights that released them."""
    _fall(desk, rows, gates, tables, tolerance, out, False, like)
    _fall(desk, rows, gates, tables, tolerance, out, True, like)
    desk[D_WAITING] = 0


@jit
def _fall(
    desk: np.ndarray,
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    out: np.ndarray,
    sinking: bool,
    like: float,
) -> None:
    """Let those on the list fall that fly, or those that sink."""
    given = 0
    falling = 0
    for lane in range(int(desk[D_LANES])):
        park(desk, lane)
    while True:
        for lane in range(int(desk[D_LANES])):
            if desk[NOTES + NOTE_WIDTH * lane + N_DOING] != IDLE:
                continue
            while sinking and given < desk[D_WAITING] and desk[JOBS + JOB_WIDTH * given + JOB_SINKS] == 0.0:
                given += 1
            if given < desk[D_WAITING]:
                _begin(desk, lane, given, rows, tolerance, gates.shape[0])
                given += 1
                falling += 1
        if falling == 0:
            break
        if sinking:
            descent_step(desk, tables, like)
        else:
            body_step(first_stage(desk), desk, tables, like)
        go_on(desk, like)
        for lane in range(int(desk[D_LANES])):
            if (
                desk[W_CALL + lane] == 1.0
                and desk[NOTES + NOTE_WIDTH * lane + N_DOING] == FALLING
                and _after_step(desk, lane, out)
            ):
                _finish(desk, lane, gates, out)
                falling -= 1


@jit
def park(desk: np.ndarray, lane: int) -> None:
    """Leave a lane without work, on numbers that do no harm."""
    desk[NOTES + NOTE_WIDTH * lane + N_DOING] = IDLE
    desk[NOTES + NOTE_WIDTH * lane + N_ACTIVE] = 0.0
    for row in range(WORK_ROWS):
        desk[WORK + WIDTH * row + lane] = 0.0
    desk[W_X + lane] = 2.0 * RADIUS
    desk[W_NEW + lane] = 2.0 * RADIUS
    desk[W_H + lane] = 1.0
    desk[C_MASS + lane] = 1.0


@jit
def first_stage(desk: np.ndarray) -> int:
    """0 where a lane's slope at the start of its step is stale, else 1."""
    for lane in range(int(desk[D_LANES])):
        if desk[W_STALE + lane] == 1.0:
            return 0
    return 1
