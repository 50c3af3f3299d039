"""One flight: from the pad to orbit, or to where the pieces fall. The kernel's only entry is `fly`.

A flight is a pure function of one row of numbers (columns.py). Phase follows phase: coast, ignition, burn,
burn-out, separation; the fairing leaves when its clock has run; a failure, if the row asks for one, is flown.
Frame: inertial axes that coincide with the Earth-fixed axes at lift-off. SI units, seconds after lift-off.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import MU, OMEGA, RADIUS, atmosphere, height, jit
from launchwatch.flight.columns import (
    DEBRIS_GROUPS,
    E_ALT,
    E_ANGLE,
    E_CUTOFF,
    E_IGNITION,
    E_INC,
    E_LAT,
    E_LON,
    E_REL,
    E_SEPARATION,
    E_SPEED,
    EVENT_WIDTH,
    GATE_WIDTH,
    I_APOGEE,
    I_BRANCH,
    I_DEBRIS,
    I_FAILURE,
    I_FAILURE_PHASE,
    I_FAILURE_ROLL,
    I_FAILURE_SHARE,
    I_FAILURE_TURN,
    I_FAIRING,
    I_FAIRING_AFTER,
    I_FAIRING_BETA,
    I_FAIRING_PHASE,
    I_INCLINATION,
    I_LAST_TURN,
    I_LEAD,
    I_LOFT,
    I_PERIGEE,
    I_PHASES,
    I_PITCH_OVER,
    I_RISE,
    I_STACK_BETA,
    I_TURN,
    O_APOGEE,
    O_FAILURE_TIME,
    O_FAIRING,
    O_GATE,
    O_INCLINATION,
    O_INSERTION,
    O_KICK,
    O_MARGIN,
    O_MASS,
    O_MAX_Q,
    O_MAX_Q_TIME,
    O_NODE,
    O_OUTCOME,
    O_PERIGEE,
    O_PERIOD,
    O_STATE,
    O_STEPS,
    P_BETA,
    P_COAST,
    P_DELAY,
    P_DROP,
    P_FLOW,
    P_PROPELLANT,
    P_STEERING,
    P_THRUST,
    PHASE_WIDTH,
    PIECE_DEBRIS,
    PIECE_FAIRING,
    PIECE_STACK,
)
from launchwatch.flight.desk import Desk
from launchwatch.flight.dynamics import (
    C_FLOW,
    C_KIND,
    C_MASS,
    C_T0,
    C_U,
    C_UDOT,
    GRAVITY_TURN,
    LINEAR,
    RISE,
)
from launchwatch.flight.failures import (
    BREAK_UP,
    FAIRING_STAYS,
    FELL,
    IN_ORBIT,
    LOSS_OF_CONTROL,
    LOWEST_PERIGEE_M,
    NO_IGNITION,
    NO_SEPARATION,
    NONE,
    SHUTDOWN,
    TUMBLE_S,
    WRONG_ORBIT,
)
from launchwatch.flight.gates import closest
from launchwatch.flight.guidance import (
    G_NORMAL,
    G_READY,
    G_VGO,
    heading,
    insertion,
    loft,
    plane_through,
    thrust_integrals,
)
from launchwatch.flight.integrator import advance, record
from launchwatch.flight.pieces import fall, place
from launchwatch.flight.steering import (
    INSERT,
    LOFT,
    TURN,
    find_kick,
    lift_off_mass,
    set_burn,
    set_coast,
    start,
)
from launchwatch.flight.vectors import (
    apsides,
    cross,
    dot,
    inclination,
    mean_apsides,
    norm,
    relative_path,
    time_to_apogee,
    unit,
)

CYCLE_S: Final = 2.0
"""Seconds between two cycles of guidance."""
FREEZE_S: Final = 4.0
"""Seconds before cut-off at which guidance keeps its last direction."""
SHORTEST_COAST_S: Final = 3.0
"""Seconds from separation to ignition at least, where guidance chooses the coast."""
NEVER: Final = 1.0e30

# the clock of the ascent: desk.now
N_T, N_STEP, N_ROWS, N_FAIRING, N_ATTACHED, N_HIT = 0, 1, 2, 3, 4, 5


@jit
def _travel(until: float, row: np.ndarray, tolerance: float, desk: Desk, out: np.ndarray) -> None:
    """Fly the vehicle to a time under its present control, letting the fairing go on the way."""
    now, state, control = desk.now, desk.state, desk.control
    while now[N_T] < until and now[N_HIT] == 0.0:
        stop = until
        if now[N_ATTACHED] == 1.0 and now[N_FAIRING] < until:
            stop = max(now[N_FAIRING], now[N_T])
        t, h, n, hit = advance(
            now[N_T],
            stop,
            now[N_STEP],
            tolerance,
            state,
            control,
            desk.scratch,
            desk.trail,
            int(now[N_ROWS]),
            True,
        )
        now[N_T], now[N_STEP], now[N_ROWS] = t, h, n
        if hit:
            now[N_HIT] = 1.0
        elif now[N_ATTACHED] == 1.0 and t >= now[N_FAIRING]:
            now[N_ATTACHED] = 0.0
            control[C_MASS] -= row[I_FAIRING]
            out[O_FAIRING] = t
            fall(PIECE_FAIRING, t, state, row[I_FAIRING_BETA], row, tolerance, desk, out)


@jit
def _mass(desk: Desk) -> float:
    """Mass of the vehicle now, kg."""
    return desk.control[C_MASS] - desk.control[C_FLOW] * (desk.now[N_T] - desk.control[C_T0])


@jit
def _list_burns(row: np.ndarray, p: int, mass: float, left: float, fairing: bool, burns: np.ndarray) -> int:
    """Burns to come from phase `p` on that are steered alike; `left` kg of p's propellant remain."""
    steering = int(row[p * PHASE_WIDTH + P_STEERING])
    n = 0
    for q in range(p, int(row[I_PHASES])):
        b = q * PHASE_WIDTH
        if int(row[b + P_STEERING]) != steering:
            break
        propellant = left if q == p else row[b + P_PROPELLANT]
        burns[n, 0] = propellant / row[b + P_FLOW]
        burns[n, 1] = row[b + P_THRUST] / row[b + P_FLOW]
        burns[n, 2] = mass / row[b + P_FLOW]
        n += 1
        mass -= propellant + row[b + P_DROP]
        if fairing and q == p and row[I_FAIRING_PHASE] <= p:
            mass -= row[I_FAIRING]
            fairing = False
    return n


@jit
def _gravity_turn(p: int, end: float, row: np.ndarray, tolerance: float, desk: Desk, out: np.ndarray) -> None:
    """Burn phase `p` to `end`: from the pad with rise and pitch-over, later with zero angle of attack."""
    if p == 0:
        desk.control[C_KIND] = RISE
        _travel(min(end, row[I_RISE]), row, tolerance, desk, out)
        desk.now[N_STEP] = 0.5
        _travel(min(end, row[I_RISE] + row[I_PITCH_OVER]), row, tolerance, desk, out)
    desk.control[C_KIND] = GRAVITY_TURN
    _travel(end, row, tolerance, desk, out)


@jit
def _lofting(
    p: int,
    end: float,
    cycle: float,
    angle: float,
    row: np.ndarray,
    tolerance: float,
    desk: Desk,
    out: np.ndarray,
) -> float:
    """Burn phase `p` to `end` toward the wanted apogee; returns the elevation of thrust, rad.

    The plane wanted at burn-out is `desk.memory[G_NORMAL:]`.
    """
    now, control = desk.now, desk.control
    control[C_KIND] = LINEAR
    u = desk.work[40:43]
    b = p * PHASE_WIDTH
    ignition = control[C_T0]
    while now[N_T] < end and now[N_HIT] == 0.0:
        left = row[b + P_PROPELLANT] - row[b + P_FLOW] * (now[N_T] - ignition)
        n = _list_burns(row, p, _mass(desk), left, now[N_ATTACHED] == 1.0, desk.burns)
        _gain, _way, time = thrust_integrals(desk.burns, n)
        if time > FREEZE_S or control[C_U] == 0.0:
            angle = loft(
                desk.burns,
                n,
                desk.state,
                desk.memory[G_NORMAL : G_NORMAL + 3],
                RADIUS + row[I_LOFT],
                angle,
                u,
                desk.work,
            )
            for i in range(3):
                control[C_U + i] = u[i]
                control[C_UDOT + i] = 0.0
        _travel(min(end, now[N_T] + cycle), row, tolerance, desk, out)
    return angle


@jit
def _inserting(
    p: int, end: float, cycle: float, row: np.ndarray, tolerance: float, desk: Desk, out: np.ndarray
) -> bool:
    """Burn phase `p` until the orbit is reached or `end`; True if guidance called for cut-off."""
    now, control = desk.now, desk.control
    u, udot = desk.work[40:43], desk.work[43:46]
    b = p * PHASE_WIDTH
    ignition = control[C_T0]
    ready = desk.memory[G_READY] == 1.0
    while now[N_T] < end and now[N_HIT] == 0.0:
        t = now[N_T]
        left = row[b + P_PROPELLANT] - row[b + P_FLOW] * (t - ignition)
        n = _list_burns(row, p, _mass(desk), left, now[N_ATTACHED] == 1.0, desk.burns)
        togo = 0.0
        for _ in range(1 if ready else 15):
            togo = insertion(
                t,
                desk.burns,
                n,
                desk.state,
                RADIUS + row[I_PERIGEE],
                RADIUS + row[I_APOGEE],
                row[I_INCLINATION],
                row[I_BRANCH],
                desk.memory,
                u,
                udot,
                desk.work,
            )
        ready = True
        control[C_KIND] = LINEAR
        # the direction is told from now on, the mass from ignition on: same origin of time for both
        for i in range(3):
            control[C_UDOT + i] = udot[i]
            control[C_U + i] = u[i] - udot[i] * (t - ignition)
        if togo <= FREEZE_S:
            for i in range(3):
                control[C_UDOT + i] = 0.0
                control[C_U + i] = u[i]
            stop = t + togo
            _travel(min(end, stop), row, tolerance, desk, out)
            return stop <= end
        _travel(min(end, t + min(cycle, togo - 0.5 * FREEZE_S)), row, tolerance, desk, out)
    return False


@jit
def _choose_ignition(p: int, row: np.ndarray, desk: Desk) -> float:
    """When to light phase `p` so that the share `ignition_lead` of its burn lies before apogee."""
    state, now = desk.state, desk.now
    early = now[N_T] + SHORTEST_COAST_S
    if dot(state[:3], state[3:6]) <= 0.0:
        return early
    b = p * PHASE_WIDTH
    _a, _perigee, apogee = apsides(state)
    target = RADIUS + row[I_PERIGEE]
    speed = math.sqrt(MU * (2.0 / target - 2.0 / (target + RADIUS + row[I_APOGEE])))
    h, plane = desk.work[0:3], desk.work[3:6]
    cross(state[:3], state[3:6], h)
    level = norm(h) / apogee
    gain = abs(speed - level)
    if not math.isnan(row[I_INCLINATION]):
        unit(h)
        plane_through(state[:3], row[I_INCLINATION], heading(state, state[:3], row[I_BRANCH]), plane)
        gain = math.sqrt(max(0.0, speed * speed + level * level - 2.0 * speed * level * dot(h, plane)))
    exhaust = row[b + P_THRUST] / row[b + P_FLOW]
    tau = _mass(desk) / row[b + P_FLOW]
    burn = min(tau * (1.0 - math.exp(-gain / exhaust)), row[b + P_PROPELLANT] / row[b + P_FLOW])
    return max(early, now[N_T] + time_to_apogee(state) - row[I_LEAD] * burn)


@jit
def _event(out: np.ndarray, p: int, field: int, value: float) -> None:
    out[p * EVENT_WIDTH + field] = value


@jit
def _burn_out(p: int, desk: Desk, out: np.ndarray) -> None:
    """Note where and how fast the vehicle is at the end of the burn of phase `p`."""
    t, state = desk.now[N_T], desk.state
    latitude, longitude, altitude = place(t, state[0], state[1], state[2])
    speed, angle = relative_path(state)
    _event(out, p, E_CUTOFF, t)
    _event(out, p, E_LAT, latitude)
    _event(out, p, E_LON, longitude)
    _event(out, p, E_ALT, altitude)
    _event(out, p, E_SPEED, norm(state[3:6]))
    _event(out, p, E_ANGLE, angle)
    _event(out, p, E_INC, inclination(state))
    _event(out, p, E_REL, speed)


@jit
def _lose(debris: bool, row: np.ndarray, tolerance: float, desk: Desk, out: np.ndarray) -> None:
    """The flight is lost now: the stack falls whole, or as three groups of debris."""
    t, state, saved = desk.now[N_T], desk.state, desk.saved
    out[O_FAILURE_TIME] = t if math.isnan(out[O_FAILURE_TIME]) else out[O_FAILURE_TIME]
    out[O_OUTCOME] = FELL
    if not debris:
        fall(PIECE_STACK, t, state, row[I_STACK_BETA], row, tolerance, desk, out)
        return
    for g in range(len(DEBRIS_GROUPS)):
        for i in range(6):
            saved[i] = state[i]
        for i in range(3):
            saved[3 + i] += row[I_DEBRIS + 3 * g + i]
        beta = 1500.0 if g == 0 else (200.0 if g == 1 else 25.0)
        fall(PIECE_DEBRIS + g, t, saved, beta, row, tolerance, desk, out)


@jit
def _arrive(p: int, margin: float, row: np.ndarray, tolerance: float, desk: Desk, out: np.ndarray) -> None:
    """After the last cut-off: the orbit, or the fall of what did not reach one."""
    state, t = desk.state, desk.now[N_T]
    out[O_INSERTION] = t
    for i in range(6):
        out[O_STATE + i] = state[i]
    out[O_MASS] = _mass(desk)
    out[O_MARGIN] = margin
    perigee, apogee, period = mean_apsides(state)
    out[O_PERIGEE], out[O_APOGEE], out[O_PERIOD] = perigee, apogee, period
    out[O_INCLINATION] = inclination(state)
    hx = state[1] * state[5] - state[2] * state[4]
    hy = state[2] * state[3] - state[0] * state[5]
    out[O_NODE] = math.atan2(hx, -hy)
    if perigee < LOWEST_PERIGEE_M:
        out[O_OUTCOME] = FELL
        fall(PIECE_STACK, t, state, row[I_STACK_BETA], row, tolerance, desk, out)
        return
    wrong = abs(perigee - row[I_PERIGEE]) > 20e3 or abs(apogee - row[I_APOGEE]) > 20e3
    if not math.isnan(row[I_INCLINATION]):
        wrong = wrong or abs(out[O_INCLINATION] - row[I_INCLINATION]) > math.radians(0.1)
    out[O_OUTCOME] = WRONG_ORBIT if wrong else IN_ORBIT


@jit
def _max_q(row_density: float, desk: Desk, out: np.ndarray) -> None:
    """Greatest dynamic pressure among the accepted steps of the ascent."""
    worst, when = 0.0, 0.0
    trail = desk.trail
    for k in range(int(desk.now[N_ROWS])):
        h = height(trail[k, 1], trail[k, 2], trail[k, 3])
        if h > 60e3:
            break
        density, _p, _t, _a = atmosphere(max(h, 0.0))
        rx = trail[k, 4] + OMEGA * trail[k, 2]
        ry = trail[k, 5] - OMEGA * trail[k, 1]
        q = 0.5 * density * row_density * (rx * rx + ry * ry + trail[k, 6] ** 2)
        if q > worst:
            worst, when = q, trail[k, 0]
    out[O_MAX_Q], out[O_MAX_Q_TIME] = worst, when


@jit
def fly(
    row: np.ndarray, gates: np.ndarray, tolerance: float, cycle: float, desk: Desk, out: np.ndarray
) -> int:
    """Fly one row; fills `out` (columns.OUTPUTS) and `desk.trail`; returns the rows of the trail.

    `gates` is (n, 3): Earth-fixed unit vectors of the places whose overflight is timed, n <= GATES.
    `tolerance` is that of the integrator, `cycle` the guidance cycle in s.
    """
    for i in range(out.size):
        out[i] = math.nan
    kick = find_kick(row, max(tolerance, 1e-6), desk)
    out[O_KICK] = kick
    start(row, kick, desk.state, desk.control)
    for i in range(desk.now.size):
        desk.now[i] = 0.0
    for i in range(desk.memory.size):
        desk.memory[i] = 0.0
    desk.now[N_STEP] = 1.0
    desk.now[N_FAIRING] = NEVER
    desk.now[N_ATTACHED] = 1.0 if row[I_FAIRING] > 0.0 else 0.0
    desk.now[N_ROWS] = record(0.0, desk.state, desk.trail, 0)
    _fly_phases(row, gates, tolerance, cycle, desk, out)
    rows = int(desk.now[N_ROWS])
    for g in range(gates.shape[0]):
        t, h, d = closest(desk.trail, rows, gates[g])
        out[O_GATE + g * GATE_WIDTH] = t
        out[O_GATE + g * GATE_WIDTH + 1] = h
        out[O_GATE + g * GATE_WIDTH + 2] = d
    _max_q(1.0, desk, out)
    out[O_STEPS] = rows
    return rows


@jit
def _fly_phases(
    row: np.ndarray, gates: np.ndarray, tolerance: float, cycle: float, desk: Desk, out: np.ndarray
) -> None:
    now, state, control = desk.now, desk.state, desk.control
    phases = int(row[I_PHASES])
    failure = int(row[I_FAILURE])
    failing = int(row[I_FAILURE_PHASE])
    mass = lift_off_mass(row)
    set_coast(0.0, mass, control)
    angle = 0.4
    lofting = False
    for p in range(phases):
        b = p * PHASE_WIDTH
        steering = int(row[b + P_STEERING])
        # coast to ignition
        wait = row[b + P_COAST]
        ignite = now[N_T] + wait if wait >= 0.0 else _choose_ignition(p, row, desk)
        if ignite > now[N_T]:
            _travel(ignite, row, tolerance, desk, out)
        if failure == NO_IGNITION and failing == p:
            out[O_FAILURE_TIME] = now[N_T]
            _lose(False, row, tolerance, desk, out)
            return
        t0 = now[N_T]
        _event(out, p, E_IGNITION, t0)
        if int(row[I_FAIRING_PHASE]) == p and failure != FAIRING_STAYS:
            now[N_FAIRING] = t0 + row[I_FAIRING_AFTER]
        kind = RISE if steering == TURN and p == 0 else (GRAVITY_TURN if steering == TURN else LINEAR)
        set_burn(row, p, t0, _mass(desk), kind, control)
        burn = row[b + P_PROPELLANT] / row[b + P_FLOW]
        end = t0 + burn
        fails_here = failing == p and failure in (SHUTDOWN, BREAK_UP, LOSS_OF_CONTROL)
        if fails_here:
            end = t0 + burn * min(row[I_FAILURE_SHARE], 1.0)
        done = False
        if steering == TURN:
            _gravity_turn(p, end, row, tolerance, desk, out)
        elif steering == LOFT:
            if not lofting:
                lofting = True
                _turned_plane(state, row[I_TURN], desk.memory[G_NORMAL : G_NORMAL + 3], desk.work)
            control[C_U] = 0.0
            angle = _lofting(p, end, cycle, angle, row, tolerance, desk, out)
        else:
            if desk.memory[G_READY] == 0.0 and math.isnan(row[I_INCLINATION]):
                turn = row[I_LAST_TURN] + (0.0 if lofting else row[I_TURN])
                _turned_plane(state, turn, desk.memory[G_NORMAL : G_NORMAL + 3], desk.work)
            done = _inserting(p, end, cycle, row, tolerance, desk, out)
        if now[N_HIT] == 1.0:
            out[O_MARGIN] = -1.0e4 if failure == NONE else math.nan
            _lose(False, row, tolerance, desk, out)
            return
        if fails_here and not done:
            _fail(failure, row, tolerance, desk, out)
            return
        used = row[b + P_FLOW] * (now[N_T] - t0)
        mass = _mass(desk)
        set_coast(now[N_T], mass, control)
        _burn_out(p, desk, out)
        if done or p == phases - 1:
            left = row[b + P_PROPELLANT] - used
            exhaust = row[b + P_THRUST] / row[b + P_FLOW]
            margin = (
                exhaust * math.log(mass / (mass - left)) if done else -norm(desk.memory[G_VGO : G_VGO + 3])
            )
            if steering != INSERT:
                margin = 0.0
            _arrive(p, margin, row, tolerance, desk, out)
            return
        # separation
        _travel(now[N_T] + row[b + P_DELAY], row, tolerance, desk, out)
        if failure == NO_SEPARATION and failing == p:
            out[O_FAILURE_TIME] = now[N_T]
            _lose(False, row, tolerance, desk, out)
            return
        _event(out, p, E_SEPARATION, now[N_T])
        if row[b + P_DROP] > 0.0 and now[N_HIT] == 0.0:
            control[C_MASS] -= row[b + P_DROP]
            n = fall(p, now[N_T], state, row[b + P_BETA], row, tolerance, desk, out)
            if p == max(0, phases - 2):
                for g in range(gates.shape[0]):
                    t, h, d = closest(desk.fall_trail, n, gates[g])
                    out[O_GATE + g * GATE_WIDTH + 3] = t
                    out[O_GATE + g * GATE_WIDTH + 4] = h
                    out[O_GATE + g * GATE_WIDTH + 5] = d


@jit
def _turned_plane(state: np.ndarray, turn: float, normal: np.ndarray, work: np.ndarray) -> None:
    """Normal of the plane of motion after a turn of the velocity about the vertical, positive right."""
    h, up = work[0:3], work[3:6]
    cross(state[:3], state[3:6], h)
    unit(h)
    for i in range(3):
        up[i] = state[i]
    unit(up)
    cross(up, h, normal)
    c, s = math.cos(-turn), math.sin(-turn)
    for i in range(3):
        normal[i] = c * h[i] + s * normal[i]


@jit
def _fail(failure: int, row: np.ndarray, tolerance: float, desk: Desk, out: np.ndarray) -> None:
    """The failure of a burning phase happens now."""
    now, state, control, work = desk.now, desk.state, desk.control, desk.work
    out[O_FAILURE_TIME] = now[N_T]
    if failure == LOSS_OF_CONTROL:
        # the thrust turns away from the velocity at a constant rate about an axis across it
        ahead, side, up = work[0:3], work[3:6], work[6:9]
        for i in range(3):
            ahead[i] = state[3 + i]
            up[i] = state[i]
        unit(ahead)
        cross(up, ahead, side)
        unit(side)
        cross(ahead, side, up)
        c, s = math.cos(row[I_FAILURE_ROLL]), math.sin(row[I_FAILURE_ROLL])
        t0, mass = now[N_T], _mass(desk)
        control[C_KIND] = LINEAR
        pieces = 6
        for k in range(pieces):
            bend = row[I_FAILURE_TURN] * (k + 0.5) * TUMBLE_S / pieces
            for i in range(3):
                away = c * up[i] + s * side[i]
                control[C_U + i] = math.cos(bend) * ahead[i] + math.sin(bend) * away
                control[C_UDOT + i] = 0.0
            control[C_MASS] = mass - control[C_FLOW] * (now[N_T] - t0)
            control[C_T0] = now[N_T]
            _travel(t0 + (k + 1) * TUMBLE_S / pieces, row, tolerance, desk, out)
    _lose(failure != SHUTDOWN, row, tolerance, desk, out)
