"""What a vehicle's flight writes down: ends of burns, orbit or loss, debris, greatest dynamic pressure."""

from __future__ import annotations

import math

import numpy as np

from launchwatch.earth import OMEGA, height, jit
from launchwatch.flight.columns import (
    DEBRIS_GROUPS,
    E_ALT,
    E_ANGLE,
    E_CUTOFF,
    E_INC,
    E_LAT,
    E_LON,
    E_REL,
    E_SPEED,
    EVENT_WIDTH,
    I_APOGEE,
    I_DEBRIS,
    I_DEBRIS_GROUPS,
    I_FAIRING_BETA,
    I_FAIRING_SPLIT,
    I_INCLINATION,
    I_PERIGEE,
    I_STACK_BETA,
    O_APOGEE,
    O_FAILURE_TIME,
    O_FAIRING,
    O_INCLINATION,
    O_INSERTION,
    O_MARGIN,
    O_MASS,
    O_MAX_Q,
    O_MAX_Q_TIME,
    O_NODE,
    O_OUTCOME,
    O_PERIGEE,
    O_PERIOD,
    O_STATE,
    P_AIM_APOGEE,
    P_AIM_PERIGEE,
    PHASE_WIDTH,
    PIECE_DEBRIS,
    PIECE_FAIRING,
    PIECE_OTHER_HALF,
    PIECE_STACK,
    USUAL_GROUPS,
)
from launchwatch.flight.controls import mass_now
from launchwatch.flight.desk import NOTE_WIDTH, NOTES, SCRATCH, TRAIL_WIDTH, W_T, take_state
from launchwatch.flight.failures import FELL, IN_ORBIT, LOWEST_PERIGEE_M, WRONG_ORBIT
from launchwatch.flight.notes import IDLE, N_DOING, N_FLIGHT, N_PHASE
from launchwatch.flight.pieces import place, release
from launchwatch.flight.tables import AIR_CELLS, AIR_FLOOR_M, AIR_STEP_M, AIR_STRIDE, T_AIR
from launchwatch.flight.vectors import cross, inclination, mean_apsides, norm, relative_path, unit

_BETAS = np.array([beta for _, beta in DEBRIS_GROUPS])


@jit
def note_cut_off(p: int, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """Write where and how fast the vehicle is at the end of the burn of phase `p`."""
    t, state = desk[W_T + lane], take_state(desk, lane)
    latitude, longitude, altitude = place(t, state[0], state[1], state[2])
    speed, angle = relative_path(state)
    out[p * EVENT_WIDTH + E_CUTOFF] = t
    out[p * EVENT_WIDTH + E_LAT] = latitude
    out[p * EVENT_WIDTH + E_LON] = longitude
    out[p * EVENT_WIDTH + E_ALT] = altitude
    out[p * EVENT_WIDTH + E_SPEED] = norm(state[3:6])
    out[p * EVENT_WIDTH + E_ANGLE] = angle
    out[p * EVENT_WIDTH + E_INC] = inclination(state)
    out[p * EVENT_WIDTH + E_REL] = speed


@jit
def drop_fairing(row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """Release the fairing, whole or as two halves that part sideways."""
    t, state = desk[W_T + lane], take_state(desk, lane)
    flight = int(desk[NOTES + NOTE_WIDTH * lane + N_FLIGHT])
    out[O_FAIRING] = t
    split = row[I_FAIRING_SPLIT]
    if split > 0.0:
        side = desk[SCRATCH + 0 : SCRATCH + 3]
        cross(state[:3], state[3:6], side)
        unit(side)
        for i in range(3):
            state[3 + i] += split * side[i]
        release(desk, flight, PIECE_OTHER_HALF, t, state, row[I_FAIRING_BETA], False, out)
        for i in range(3):
            state[3 + i] -= 2.0 * split * side[i]
    release(desk, flight, PIECE_FAIRING, t, state, row[I_FAIRING_BETA], False, out)


@jit
def lose(debris: bool, row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """The flight is lost now: the stack falls whole, or as groups of debris."""
    t, state = desk[W_T + lane], take_state(desk, lane)
    o = NOTES + NOTE_WIDTH * lane
    flight = int(desk[o + N_FLIGHT])
    desk[o + N_DOING] = IDLE
    out[O_FAILURE_TIME] = t if math.isnan(out[O_FAILURE_TIME]) else out[O_FAILURE_TIME]
    out[O_OUTCOME] = FELL
    if not debris:
        release(desk, flight, PIECE_STACK, t, state, row[I_STACK_BETA], False, out)
        return
    groups = int(row[I_DEBRIS_GROUPS]) if row[I_DEBRIS_GROUPS] > 0.0 else USUAL_GROUPS
    v = desk[SCRATCH + 0 : SCRATCH + 3]
    for i in range(3):
        v[i] = state[3 + i]
    for g in range(groups):
        for i in range(3):
            state[3 + i] = v[i] + row[I_DEBRIS + 3 * g + i]
        release(desk, flight, PIECE_DEBRIS + g, t, state, _BETAS[g], False, out)


@jit
def arrive(margin: float, row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """After the last cut-off: the orbit, or the fall of what did not reach one."""
    t, state = desk[W_T + lane], take_state(desk, lane)
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_DOING] = IDLE
    out[O_INSERTION] = t
    for i in range(6):
        out[O_STATE + i] = state[i]
    out[O_MASS] = mass_now(desk, lane)
    out[O_MARGIN] = margin
    perigee, apogee, period = mean_apsides(state)
    out[O_PERIGEE], out[O_APOGEE], out[O_PERIOD] = perigee, apogee, period
    out[O_INCLINATION] = inclination(state)
    hx = state[1] * state[5] - state[2] * state[4]
    hy = state[2] * state[3] - state[0] * state[5]
    out[O_NODE] = math.atan2(hx, -hy)
    if not perigee >= LOWEST_PERIGEE_M:
        out[O_OUTCOME] = FELL
        release(desk, int(desk[o + N_FLIGHT]), PIECE_STACK, t, state, row[I_STACK_BETA], False, out)
        return
    low, high = target(row, int(desk[o + N_PHASE]))
    wrong = abs(perigee - low) > 20e3 or abs(apogee - high) > 20e3
    if not math.isnan(row[I_INCLINATION]):
        wrong = wrong or abs(out[O_INCLINATION] - row[I_INCLINATION]) > math.radians(0.1)
    out[O_OUTCOME] = WRONG_ORBIT if wrong else IN_ORBIT


@jit
def target(row: np.ndarray, p: int) -> tuple[float, float]:
    """(perigee, apogee) above the equatorial radius that phase `p` aims for, m."""
    b = p * PHASE_WIDTH
    if row[b + P_AIM_PERIGEE] == 0.0 and row[b + P_AIM_APOGEE] == 0.0:
        return row[I_PERIGEE], row[I_APOGEE]
    return row[b + P_AIM_PERIGEE], row[b + P_AIM_APOGEE]


@jit
def greatest_pressure(trail: np.ndarray, rows: int, air: np.ndarray, out: np.ndarray) -> None:
    """Greatest dynamic pressure among the accepted steps below 60 km, by the air of the table."""
    worst, when = 0.0, 0.0
    for k in range(rows):
        r = TRAIL_WIDTH * k
        h = height(trail[r + 1], trail[r + 2], trail[r + 3])
        if h > 60e3:
            break
        at = max((h - AIR_FLOOR_M) / AIR_STEP_M, 0.0)
        cell = min(int(at), AIR_CELLS - 1)
        f = at - cell
        b = T_AIR + cell * AIR_STRIDE
        density = air[b] + f * (air[b + 1] + f * (air[b + 2] + f * air[b + 3]))
        rx = trail[r + 4] + OMEGA * trail[r + 2]
        ry = trail[r + 5] - OMEGA * trail[r + 1]
        q = 0.5 * density * (rx * rx + ry * ry + trail[r + 6] ** 2)
        if q > worst:
            worst, when = q, trail[r]
    out[O_MAX_Q], out[O_MAX_Q_TIME] = worst, when
