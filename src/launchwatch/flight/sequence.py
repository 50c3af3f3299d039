"""The sequence of a flight: what a lane does next, once what it did has come to its end.

Phase follows phase: coast, ignition, burn, burn-out, separation; a failure, if the row asks for one, is
flown. A trial of the pitch-over is the same sequence up to the end of the gravity turn, without releases or
failures.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import jit
from launchwatch.flight.arrival import arrive, drop_fairing, lose, note_cut_off
from launchwatch.flight.codes import ATTITUDE, END_TIME, INSERT, LOFT, TURN
from launchwatch.flight.columns import (
    E_IGNITION,
    E_SEPARATION,
    EVENT_WIDTH,
    I_FAILURE,
    I_FAILURE_DELAY,
    I_FAILURE_FACTOR,
    I_FAILURE_PHASE,
    I_FAILURE_SHARE,
    I_FAIRING,
    I_FAIRING_AFTER,
    I_FAIRING_PHASE,
    I_PHASES,
    I_PITCH_OVER,
    I_RISE,
    O_FAILURE_TIME,
    O_MARGIN,
    P_AIM_APOGEE,
    P_AIM_PERIGEE,
    P_ATTITUDE,
    P_BETA,
    P_COAST,
    P_DELAY,
    P_DROP,
    P_END,
    P_END_VALUE,
    P_EXIT,
    P_FLOW,
    P_STEERING,
    P_THRUST,
    PHASE_WIDTH,
)
from launchwatch.flight.controls import (
    aim_cubic,
    aim_prograde,
    aim_up,
    burn,
    coast,
    left_now,
    mass_now,
    pad,
    shed,
    thrust_piece,
)
from launchwatch.flight.desk import (
    C_EXIT,
    G_READY,
    NOTE_WIDTH,
    NOTES,
    W_T,
    take_state,
)
from launchwatch.flight.failures import (
    BREAK_UP,
    FAIRING_STAYS,
    LATE_IGNITION,
    LOSS_OF_CONTROL,
    NO_IGNITION,
    NO_SEPARATION,
    NONE,
    SHUTDOWN,
    STUCK,
    TERMINATION,
    THRUST_LOSS,
)
from launchwatch.flight.notes import (
    CLOSING,
    DOOMED,
    FOLLOWING,
    IDLE,
    INSERTING,
    LOFTING,
    N_ASKING,
    N_ATTACHED,
    N_BURN_END,
    N_DOING,
    N_DONE,
    N_FACTOR,
    N_FAIL_T,
    N_FAIRING_T,
    N_FLIGHT,
    N_HOT_PHASE,
    N_HOT_T,
    N_IGNITED,
    N_KICK,
    N_MET,
    N_NODE_T,
    N_PHASE,
    N_PIECE,
    N_READY,
    N_STEP,
    N_TRIAL,
    N_UNTIL,
    NEVER,
    PARTING,
    PITCHING,
    RISING,
    STRAYING,
    TUMBLING,
    TURNING,
    WAITING,
)
from launchwatch.flight.pieces import release
from launchwatch.flight.steering import (
    FREEZE_S,
    ask_insertion,
    begin_inserting,
    begin_lofting,
    choose_ignition,
    loft_cycle,
    take_insertion,
    to_gain,
)
from launchwatch.flight.straying import begin_straying, begin_tumbling, stray, tumble
from launchwatch.flight.tables import ATTITUDE_NODES, T_ATTITUDES
from launchwatch.flight.turning import next_trial
from launchwatch.flight.vectors import relative_path

_ENDING: Final = (SHUTDOWN, BREAK_UP, LOSS_OF_CONTROL, THRUST_LOSS, STUCK, TERMINATION)


@jit
def lift_off(row: np.ndarray, desk: np.ndarray, lane: int, trial: bool) -> None:
    """Begin a trial or the flight itself, with the kick that the notes hold."""
    o = NOTES + NOTE_WIDTH * lane
    pad(desk, lane, row)
    desk[o + N_TRIAL] = 1.0 if trial else 0.0
    desk[o + N_STEP] = 1.0
    desk[o + N_FAIRING_T] = NEVER
    desk[o + N_HOT_T] = NEVER
    desk[o + N_NODE_T] = NEVER
    desk[o + N_FAIL_T] = NEVER
    desk[o + N_FACTOR] = 1.0
    desk[o + N_MET] = 0.0
    desk[o + N_DONE] = 0.0
    desk[o + N_ATTACHED] = 1.0 if row[I_FAIRING] > 0.0 else 0.0
    _wait(0, row, desk, lane)


@jit
def _fails(row: np.ndarray, desk: np.ndarray, lane: int, p: int, mode: int) -> bool:
    """Whether the row asks for this failure in phase `p`, and this is no trial."""
    return (
        int(row[I_FAILURE]) == mode
        and int(row[I_FAILURE_PHASE]) == p
        and desk[NOTES + NOTE_WIDTH * lane + N_TRIAL] == 0.0
    )


@jit
def _wait(p: int, row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """Coast to the ignition of phase `p`."""
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_PHASE] = p
    desk[o + N_DOING] = WAITING
    wait = row[p * PHASE_WIDTH + P_COAST]
    t = desk[W_T + lane]
    ignite = t + wait if wait >= 0.0 else choose_ignition(p, row, desk, lane)
    if _fails(row, desk, lane, p, LATE_IGNITION):
        ignite += row[I_FAILURE_DELAY]
    desk[o + N_UNTIL] = ignite


@jit
def _ignite(row: np.ndarray, tables: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """Light the phase, or fail to."""
    o = NOTES + NOTE_WIDTH * lane
    p = int(desk[o + N_PHASE])
    b = p * PHASE_WIDTH
    t = desk[W_T + lane]
    if _fails(row, desk, lane, p, NO_IGNITION):
        out[O_FAILURE_TIME] = t
        lose(False, row, desk, lane, out)
        return
    if _fails(row, desk, lane, p, LATE_IGNITION):
        out[O_FAILURE_TIME] = t
    if desk[o + N_TRIAL] == 0.0:
        out[p * EVENT_WIDTH + E_IGNITION] = t
    stays = int(row[I_FAILURE]) == FAIRING_STAYS and desk[o + N_TRIAL] == 0.0
    if int(row[I_FAIRING_PHASE]) == p and not stays:
        desk[o + N_FAIRING_T] = t + row[I_FAIRING_AFTER]
    if p > 0 and row[b - PHASE_WIDTH + P_DELAY] < 0.0:
        desk[o + N_HOT_T] = t - row[b - PHASE_WIDTH + P_DELAY]
        desk[o + N_HOT_PHASE] = p - 1
    desk[o + N_MET] = 0.0
    desk[o + N_FACTOR] = 1.0
    burn(desk, lane, row, p, mass_now(desk, lane), tables)
    desk[o + N_FAIL_T] = NEVER
    if int(row[I_FAILURE]) in _ENDING and _fails(row, desk, lane, p, int(row[I_FAILURE])):
        desk[o + N_FAIL_T] = t + (desk[o + N_BURN_END] - t) * min(row[I_FAILURE_SHARE], 1.0)
    steering = int(row[b + P_STEERING])
    if steering == TURN and p == 0:
        aim_up(desk, lane, row, 0.0)
        desk[o + N_DOING], desk[o + N_UNTIL] = RISING, row[I_RISE]
    elif steering == TURN:
        aim_prograde(desk, lane)
        desk[o + N_DOING], desk[o + N_UNTIL] = TURNING, NEVER
    elif steering == LOFT:
        begin_lofting(row, desk, lane)
        desk[o + N_DOING], desk[o + N_UNTIL] = LOFTING, t
    elif steering == ATTITUDE:
        desk[o + N_PIECE] = 0.0
        desk[o + N_DOING], desk[o + N_UNTIL] = FOLLOWING, t
    else:
        begin_inserting(row, desk, lane)
        desk[o + N_DOING], desk[o + N_UNTIL] = INSERTING, t


@jit
def burn_ends(row: np.ndarray, desk: np.ndarray, lane: int) -> float:
    """When the present burn ends at the latest: depletion, its time, its failure."""
    o = NOTES + NOTE_WIDTH * lane
    b = int(desk[o + N_PHASE]) * PHASE_WIDTH
    end = min(desk[o + N_BURN_END], desk[o + N_FAIL_T])
    if int(row[b + P_END]) == END_TIME:
        end = min(end, desk[o + N_IGNITED] + row[b + P_END_VALUE])
    return end


@jit
def _follow(row: np.ndarray, tables: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """The next piece of the attitude programme."""
    o = NOTES + NOTE_WIDTH * lane
    number = int(row[int(desk[o + N_PHASE]) * PHASE_WIDTH + P_ATTITUDE])
    first = T_ATTITUDES + (number - 1) * ATTITUDE_NODES * 13
    nodes = tables[first : first + ATTITUDE_NODES * 13]
    t = desk[W_T + lane]
    k = int(desk[o + N_PIECE])
    while k + 1 < ATTITUDE_NODES and nodes[13 * (k + 1)] <= t:
        k += 1
    desk[o + N_PIECE] = k
    aim_cubic(desk, lane, nodes[13 * k : 13 * k + 13], max(t - nodes[13 * k], 0.0))
    last = k + 1 >= ATTITUDE_NODES or math.isnan(nodes[13 * (k + 1)])
    desk[o + N_UNTIL] = NEVER if last else nodes[13 * (k + 1)]


@jit
def _burned_out(row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """The burn of the phase is over: write it, then arrive, or part from what is spent."""
    o = NOTES + NOTE_WIDTH * lane
    p = int(desk[o + N_PHASE])
    b = p * PHASE_WIDTH
    t = desk[W_T + lane]
    phases = int(row[I_PHASES])
    mass = mass_now(desk, lane)
    left = max(left_now(desk, lane), 0.0)
    coast(desk, lane, mass)
    desk[o + N_NODE_T] = NEVER
    desk[o + N_FAIL_T] = NEVER
    if desk[o + N_TRIAL] == 1.0:
        if p + 1 >= phases or int(row[b + PHASE_WIDTH + P_STEERING]) != TURN:
            _speed, angle = relative_path(take_state(desk, lane))
            _next_try(row, angle, desk, lane)
            return
    else:
        note_cut_off(p, desk, lane, out)
    more = p + 1 < phases and int(row[b + PHASE_WIDTH + P_STEERING]) == INSERT and _own_target(row, p + 1)
    if p == phases - 1 or (desk[o + N_DONE] == 1.0 and not more):
        exhaust = row[b + P_THRUST] / row[b + P_FLOW]
        margin = 0.0
        if int(row[b + P_STEERING]) == INSERT:
            margin = -to_gain(desk, lane)
            if desk[o + N_DONE] == 1.0:
                margin = exhaust * math.log(mass / (mass - left))
        arrive(margin, row, desk, lane, out)
        return
    if desk[o + N_DONE] == 1.0:  # a further burn has a target of its own: what is left goes on board
        desk[o + N_DONE] = 0.0
        desk[o + N_READY] = 0.0
        desk[G_READY + lane] = 0.0
    if row[b + P_DELAY] < 0.0:
        _wait(p + 1, row, desk, lane)
    else:
        desk[o + N_DOING], desk[o + N_UNTIL] = PARTING, t + row[b + P_DELAY]


@jit
def _own_target(row: np.ndarray, p: int) -> bool:
    """Whether phase `p` aims for another orbit than the flight."""
    b = p * PHASE_WIDTH
    return row[b + P_AIM_PERIGEE] != 0.0 or row[b + P_AIM_APOGEE] != 0.0


@jit
def _next_try(row: np.ndarray, angle: float, desk: np.ndarray, lane: int) -> None:
    """Take in the angle of a trial: try again, or fly."""
    o = NOTES + NOTE_WIDTH * lane
    lift_off(row, desk, lane, not next_trial(desk, o, row, angle))


@jit
def separate(p: int, row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> bool:
    """Drop what phase `p` drops, now; False where it does not come off and the flight is lost."""
    t = desk[W_T + lane]
    o = NOTES + NOTE_WIDTH * lane
    trial = desk[o + N_TRIAL] == 1.0
    if _fails(row, desk, lane, p, NO_SEPARATION):
        out[O_FAILURE_TIME] = t
        lose(False, row, desk, lane, out)
        return False
    if not trial:
        out[p * EVENT_WIDTH + E_SEPARATION] = t
    b = p * PHASE_WIDTH
    if row[b + P_DROP] > 0.0:
        shed(desk, lane, row[b + P_DROP])
        if not trial:
            gated = p == max(0, int(row[I_PHASES]) - 2)
            release(desk, int(desk[o + N_FLIGHT]), p, t, take_state(desk, lane), row[b + P_BETA], gated, out)
    return True


@jit
def _fail(row: np.ndarray, tables: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """The failure of a burning phase happens now."""
    o = NOTES + NOTE_WIDTH * lane
    failure = int(row[I_FAILURE])
    desk[o + N_FAIL_T] = NEVER
    out[O_FAILURE_TIME] = desk[W_T + lane]
    if failure == THRUST_LOSS:
        desk[o + N_FACTOR] = row[I_FAILURE_FACTOR]
        b = int(desk[o + N_PHASE]) * PHASE_WIDTH
        desk[C_EXIT + lane] = row[b + P_EXIT] * desk[o + N_FACTOR]
        thrust_piece(desk, lane, row, tables)
        return
    if failure == LOSS_OF_CONTROL:
        begin_tumbling(row, desk, lane)
    elif failure == STUCK:
        begin_straying(desk, lane)
    else:
        lose(failure != SHUTDOWN, row, desk, lane, out)


@jit
def proceed(
    row: np.ndarray, tables: np.ndarray, cycle: float, desk: np.ndarray, lane: int, out: np.ndarray
) -> None:
    """What the lane did has come to its end: do the next thing, until time must pass."""
    o = NOTES + NOTE_WIDTH * lane
    while desk[o + N_DOING] != IDLE:
        t = desk[W_T + lane]
        if desk[o + N_ATTACHED] == 1.0 and t >= desk[o + N_FAIRING_T]:
            desk[o + N_ATTACHED] = 0.0
            shed(desk, lane, row[I_FAIRING])
            if desk[o + N_TRIAL] == 0.0:
                drop_fairing(row, desk, lane, out)
        if t >= desk[o + N_HOT_T]:
            desk[o + N_HOT_T] = NEVER
            if not separate(int(desk[o + N_HOT_PHASE]), row, desk, lane, out):
                return
        doing = int(desk[o + N_DOING])
        if RISING <= doing <= FOLLOWING:
            if t >= desk[o + N_FAIL_T] and desk[o + N_DONE] == 0.0:
                _fail(row, tables, desk, lane, out)
                continue
            closed = doing == CLOSING and t >= desk[o + N_UNTIL]
            if closed or desk[o + N_MET] == 1.0 or t >= burn_ends(row, desk, lane):
                desk[o + N_DONE] = 1.0 if closed else 0.0
                _burned_out(row, desk, lane, out)
                continue
        if t >= desk[o + N_NODE_T]:
            thrust_piece(desk, lane, row, tables)
        if t < desk[o + N_UNTIL]:
            return
        if doing == WAITING:
            _ignite(row, tables, desk, lane, out)
        elif doing == RISING:
            aim_up(desk, lane, row, desk[o + N_KICK])
            desk[o + N_STEP] = 0.5
            desk[o + N_DOING], desk[o + N_UNTIL] = PITCHING, t + row[I_PITCH_OVER]
        elif doing == PITCHING:
            aim_prograde(desk, lane)
            desk[o + N_DOING], desk[o + N_UNTIL] = TURNING, NEVER
        elif doing == LOFTING:
            loft_cycle(row, desk, lane, t == desk[o + N_IGNITED])
            desk[o + N_UNTIL] = t + cycle
        elif doing == INSERTING:
            if desk[o + N_ASKING] == 0.0:
                ask_insertion(row, desk, lane)
            if desk[o + N_ASKING] > 0.0:
                return
            togo = take_insertion(desk, lane)
            if togo <= FREEZE_S:
                desk[o + N_DOING], desk[o + N_UNTIL] = CLOSING, t + togo
            else:
                desk[o + N_UNTIL] = t + min(cycle, togo - 0.5 * FREEZE_S)
        elif doing == FOLLOWING:
            _follow(row, tables, desk, lane)
        elif doing == PARTING:
            if separate(int(desk[o + N_PHASE]), row, desk, lane, out):
                _wait(int(desk[o + N_PHASE]) + 1, row, desk, lane)
        elif doing == TUMBLING:
            tumble(row, desk, lane, out)
        elif doing == STRAYING:
            stray(row, desk, lane, out)
        elif doing == DOOMED:
            lose(True, row, desk, lane, out)


@jit
def crash(row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """The vehicle of a lane is on the ground."""
    if desk[NOTES + NOTE_WIDTH * lane + N_TRIAL] == 1.0:
        _next_try(row, -0.5 * math.pi, desk, lane)
        return
    out[O_MARGIN] = -1.0e4 if int(row[I_FAILURE]) == NONE else math.nan
    lose(False, row, desk, lane, out)
