"""Flying rows: lanes take flights one after another, step together, and go on each by its own sequence.

Vehicles of a batch fly first; the bodies they release fall afterwards (pieces.py). Frame: inertial axes that
coincide with the Earth-fixed axes at lift-off. SI units, seconds after lift-off.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import MU, OMEGA, RADIUS, height, jit
from launchwatch.flight.arrival import greatest_pressure, lose
from launchwatch.flight.codes import (
    END_ACCELERATION,
    END_ALTITUDE,
    END_DEPLETION,
    END_RELATIVE_SPEED,
    END_SPEED,
    END_TIME,
    TURN,
)
from launchwatch.flight.columns import (
    GATE_WIDTH,
    I_GIVEN_KICK,
    I_PHASES,
    O_GATE,
    O_KICK,
    O_STEPS,
    OUTPUT_WIDTH,
    P_END,
    P_END_VALUE,
    P_STEERING,
    PHASE_WIDTH,
)
from launchwatch.flight.controls import drag_spline, mass_now
from launchwatch.flight.desk import (
    C_FLOW,
    C_FLOW_RATE,
    C_MASS,
    C_T0,
    C_THRUST,
    C_THRUST_RATE,
    D_LANES,
    G_ASK,
    NOTE_WIDTH,
    NOTES,
    W_ALTITUDE,
    W_ERROR,
    W_H,
    W_NEW,
    W_STALE,
    W_T,
    W_X,
    WORK,
    WORK_ROWS,
    trail_of,
)
from launchwatch.flight.gates import closest
from launchwatch.flight.insertion import insertion_cycle
from launchwatch.flight.integrator import SMALLEST_STEP_S, accept, next_size, record, vehicle_step
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.lent import row_of
from launchwatch.flight.notes import (
    FOLLOWING,
    IDLE,
    N_ACTIVE,
    N_ALTITUDE,
    N_ASKING,
    N_ATTACHED,
    N_DOING,
    N_FAIRING_T,
    N_FLIGHT,
    N_HIT,
    N_HOT_T,
    N_KICK,
    N_LAST,
    N_MET,
    N_NODE_T,
    N_PHASE,
    N_ROWS,
    N_SEEKING,
    N_STEP,
    N_STOP,
    N_TRIAL,
    N_UNTIL,
    RISING,
)
from launchwatch.flight.pieces import TOUCH_M, drop_all, first_stage, park
from launchwatch.flight.seeking import begin_seeking, next_try, sought
from launchwatch.flight.sequence import burn_ends, crash, lift_off, proceed
from launchwatch.flight.steering import settled
from launchwatch.flight.turning import TRIAL_TOLERANCE, first_trial

CYCLE_S: Final = 2.0
"""Seconds between two cycles of guidance."""
CLOSE: Final = 1.0e-6
"""An end criterion is met to this much, in its own unit."""


@jit
def _begin(flight: int, row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """Give a flight to a lane; it begins with the trials of its pitch-over, if it has one."""
    o = NOTES + NOTE_WIDTH * lane
    for i in range(NOTE_WIDTH):
        desk[o + i] = 0.0
    for i in range(WORK_ROWS):  # nothing of the flight before, whose lane this was
        desk[WORK + WIDTH * i + lane] = 0.0
    desk[C_MASS + lane] = 1.0
    for i in range(OUTPUT_WIDTH):
        out[i] = math.nan
    desk[o + N_FLIGHT] = flight
    if not row[I_PHASES] >= 1.0:
        return
    drag_spline(desk, lane, row)
    turns = int(row[P_STEERING]) == TURN  # else there is no pitch-over to be found
    seeks = turns and not row[I_GIVEN_KICK] > 0.0
    if seeks:
        first_trial(desk, o, row)
    elif turns:
        desk[o + N_KICK] = row[I_GIVEN_KICK]
    lift_off(row, desk, lane, seeks)


@jit
def _settle(
    row: np.ndarray, tables: np.ndarray, cycle: float, desk: np.ndarray, lane: int, out: np.ndarray
) -> None:
    """Do what is due, then set where the next step shall stop and how long it is."""
    o = NOTES + NOTE_WIDTH * lane
    proceed(row, tables, cycle, desk, lane, out)
    if desk[o + N_DOING] == IDLE or desk[o + N_ASKING] > 0.0:
        return
    t = desk[W_T + lane]
    if desk[o + N_TRIAL] == 0.0 and desk[o + N_ROWS] == 0.0:
        _start_trail(desk, lane, out)
    if t == 0.0:
        desk[o + N_ALTITUDE] = height(
            desk[W_X + lane], desk[W_X + WIDTH * 1 + lane], desk[W_X + WIDTH * 2 + lane]
        )
    stop = desk[o + N_UNTIL]
    if desk[o + N_ATTACHED] == 1.0:
        stop = min(stop, desk[o + N_FAIRING_T])
    stop = min(stop, desk[o + N_HOT_T])
    stop = min(stop, desk[o + N_NODE_T])
    if RISING <= desk[o + N_DOING] <= FOLLOWING:
        stop = min(stop, burn_ends(row, desk, lane))
    if not stop > t:  # a row that is no number, or burns nothing
        lose(False, row, desk, lane, out)
        return
    desk[o + N_STOP] = stop
    _size(desk, lane, t)


@jit
def _start_trail(desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """The kick is found: the flight itself begins."""
    o = NOTES + NOTE_WIDTH * lane
    out[O_KICK] = desk[o + N_KICK]
    _trail(desk, lane)


@jit
def _trail(desk: np.ndarray, lane: int) -> None:
    """Record time, state, mass and phase of the vehicle."""
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_ROWS] = record(desk, lane, int(desk[o + N_ROWS]), mass_now(desk, lane), desk[o + N_PHASE])


@jit
def _size(desk: np.ndarray, lane: int, t: float) -> None:
    """The size of the next step: what the error control wants, but no further than the stop."""
    o = NOTES + NOTE_WIDTH * lane
    wanted = max(desk[o + N_STEP], 1.0e-3)
    last = t + wanted >= desk[o + N_STOP]
    desk[o + N_LAST] = 1.0 if last else 0.0
    desk[W_H + lane] = desk[o + N_STOP] - t if last else wanted


@jit
def _criterion(row: np.ndarray, desk: np.ndarray, lane: int, base: int, t: float, altitude: float) -> float:
    """What is left to the end criterion of the burning phase, above zero before it; 1 where there is none.

    Of the state in the rows of the work buffer from `base` on.
    """
    o = NOTES + NOTE_WIDTH * lane
    if not RISING <= desk[o + N_DOING] <= FOLLOWING:
        return 1.0
    b = int(desk[o + N_PHASE]) * PHASE_WIDTH
    code, value = int(row[b + P_END]), row[b + P_END_VALUE]
    if code in (END_DEPLETION, END_TIME):
        return 1.0
    x, y, z = desk[base + lane], desk[base + WIDTH * 1 + lane], desk[base + WIDTH * 2 + lane]
    vx, vy, vz = desk[base + WIDTH * 3 + lane], desk[base + WIDTH * 4 + lane], desk[base + WIDTH * 5 + lane]
    if code == END_ALTITUDE:
        return value - altitude
    if code == END_SPEED:
        return value - math.sqrt(vx * vx + vy * vy + vz * vz)
    if code == END_RELATIVE_SPEED:
        vx += OMEGA * y
        vy -= OMEGA * x
        return value - math.sqrt(vx * vx + vy * vy + vz * vz)
    if code == END_ACCELERATION:
        tau = t - desk[C_T0 + lane]
        flow = desk[C_FLOW + lane] + 0.5 * tau * desk[C_FLOW_RATE + lane]
        thrust = desk[C_THRUST + lane] + tau * desk[C_THRUST_RATE + lane]
        return value - thrust / (desk[C_MASS + lane] - tau * flow)
    r = math.sqrt(x * x + y * y + z * z)
    energy = 0.5 * (vx * vx + vy * vy + vz * vz) - MU / r
    axis = -0.5 * MU / energy if energy < 0.0 else math.inf
    return min(1.0e9, value + RADIUS - axis)


@jit
def _after_step(
    row: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desk: np.ndarray,
    lane: int,
    out: np.ndarray,
) -> None:
    """What a flying lane does with the step just tried."""
    o = NOTES + NOTE_WIDTH * lane
    size = desk[W_H + lane]
    t = desk[W_T + lane]
    altitude = desk[W_ALTITUDE + lane]
    trial = desk[o + N_TRIAL] == 1.0
    desk[W_STALE + lane] = 0.0
    wanted = TRIAL_TOLERANCE if trial else tolerance
    error = desk[W_ERROR + lane]
    ends = False
    if desk[o + N_SEEKING] > 0.0:
        ground = desk[o + N_HIT] == 1.0
        left = altitude if ground else _criterion(row, desk, lane, W_NEW, t + size, altitude)
        if not sought(desk, o, left, size, TOUCH_M if ground else CLOSE):
            desk[W_H + lane] = next_try(desk, o)
            return
        ends = True
    else:
        if error > wanted and size > SMALLEST_STEP_S:
            desk[o + N_STEP] = next_size(size, error, wanted)
            _size(desk, lane, t)
            return
        if not math.isfinite(error):
            crash(row, desk, lane, out)
            _settle(row, tables, cycle, desk, lane, out)
            return
        if altitude < 0.0:
            if trial:
                crash(row, desk, lane, out)
                _settle(row, tables, cycle, desk, lane, out)
                return
            desk[o + N_HIT] = 1.0
            desk[W_H + lane] = begin_seeking(desk, o, desk[o + N_ALTITUDE], altitude, size)
            return
        left = _criterion(row, desk, lane, W_NEW, t + size, altitude)
        if left <= 0.0:
            before = _criterion(row, desk, lane, W_X, t, desk[o + N_ALTITUDE])
            if before > 0.0:
                desk[W_H + lane] = begin_seeking(desk, o, before, left, size)
                return
            desk[o + N_MET] = 1.0
    accept(desk, lane, t + size if ends or desk[o + N_LAST] == 0.0 else desk[o + N_STOP])
    desk[o + N_ALTITUDE] = altitude
    if not trial:
        _trail(desk, lane)
    if ends:
        if desk[o + N_HIT] == 1.0:
            crash(row, desk, lane, out)
        desk[o + N_MET] = 1.0
    else:
        # a step cut short says little about the size that would do, unless it was hard already
        if desk[o + N_LAST] == 0.0 or error > 0.5 * wanted:
            desk[o + N_STEP] = next_size(size, error, wanted)
    if ends or desk[o + N_LAST] == 1.0 or desk[o + N_MET] == 1.0:
        _settle(row, tables, cycle, desk, lane, out)
    else:
        _size(desk, lane, desk[W_T + lane])


@jit
def _finish(desk: np.ndarray, lane: int, gates: np.ndarray, tables: np.ndarray, out: np.ndarray) -> None:
    """Write what is read off the whole path: passages of gates, dynamic pressure, steps."""
    trail = trail_of(desk, lane)
    rows = int(desk[NOTES + NOTE_WIDTH * lane + N_ROWS])
    for g in range(gates.shape[0]):
        t, h, d = closest(trail, rows, row_of(gates, g))
        out[O_GATE + g * GATE_WIDTH] = t
        out[O_GATE + g * GATE_WIDTH + 1] = h
        out[O_GATE + g * GATE_WIDTH + 2] = d
    greatest_pressure(trail, rows, tables, out)
    out[O_STEPS] = rows


@jit
def fly(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desk: np.ndarray,
    out: np.ndarray,
    like: float,
) -> None:
    """Fly at most `BATCH` rows and let all they release fall; fills `out` (n, OUTPUT_WIDTH).

    `gates` is (n, 3): Earth-fixed unit vectors of the places whose overflight is timed, n <= GATES.
    `tolerance` is that of the integrator, `cycle` the guidance cycle in s. `like` says the kind of number.
    """
    fly_vehicles(rows, gates, tables, tolerance, cycle, desk, out, like)
    drop_all(desk, rows, gates, tables, tolerance, out, like)


@jit
def _answer(
    rows: np.ndarray, tables: np.ndarray, cycle: float, desk: np.ndarray, out: np.ndarray, like: float
) -> None:
    """Run a cycle of the insertion law if a lane asks for one; lanes that have their answer go on by it.

    A lane whose answer has not settled sits out the step, while the others fly on.
    """
    asking = False
    for lane in range(int(desk[D_LANES])):
        asking = asking or desk[G_ASK + lane] == 1.0
    if not asking:
        return
    insertion_cycle(desk, like)
    for lane in range(int(desk[D_LANES])):
        if desk[G_ASK + lane] == 1.0 and settled(desk, lane):
            k = int(desk[NOTES + NOTE_WIDTH * lane + N_FLIGHT])
            _settle(row_of(rows, k), tables, cycle, desk, lane, row_of(out, k))


@jit
def fly_vehicles(
    rows: np.ndarray,
    gates: np.ndarray,
    tables: np.ndarray,
    tolerance: float,
    cycle: float,
    desk: np.ndarray,
    out: np.ndarray,
    like: float,
) -> None:
    """Fly the vehicles of rows; what they release waits on the desk."""
    given = 0
    flying = 0
    for lane in range(int(desk[D_LANES])):
        park(desk, lane)
    while True:
        for lane in range(int(desk[D_LANES])):
            o = NOTES + NOTE_WIDTH * lane
            while given < rows.shape[0] and desk[o + N_DOING] == IDLE:
                row, found = row_of(rows, given), row_of(out, given)
                _begin(given, row, desk, lane, found)
                _settle(row, tables, cycle, desk, lane, found)
                if desk[o + N_DOING] == IDLE:
                    _finish(desk, lane, gates, tables, found)
                else:
                    desk[o + N_ACTIVE] = 1.0
                    flying += 1
                given += 1
        if flying == 0:
            break
        _answer(rows, tables, cycle, desk, out, like)
        vehicle_step(first_stage(desk), desk, tables, like)
        for lane in range(int(desk[D_LANES])):
            o = NOTES + NOTE_WIDTH * lane
            if desk[o + N_ACTIVE] == 0.0 or desk[o + N_ASKING] > 0.0:
                continue
            k = int(desk[o + N_FLIGHT])
            found = row_of(out, k)
            if desk[o + N_DOING] != IDLE:
                _after_step(row_of(rows, k), tables, tolerance, cycle, desk, lane, found)
            if desk[o + N_DOING] == IDLE:
                desk[o + N_ACTIVE] = 0.0
                _finish(desk, lane, gates, tables, found)
                flying -= 1
