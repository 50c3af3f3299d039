"""Guidance of a lane: one cycle of lofting or insertion, the plane to fly in, when to light."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import MU, RADIUS, jit
from launchwatch.flight.arrival import target
from launchwatch.flight.columns import (
    I_ANOMALY,
    I_APOGEE,
    I_BRANCH,
    I_FAIRING,
    I_FAIRING_PHASE,
    I_INCLINATION,
    I_LAST_TURN,
    I_LEAD,
    I_LOFT,
    I_PERIGEE,
    I_PHASES,
    I_TURN,
    P_CURVE,
    P_DROP,
    P_FLOW,
    P_PROPELLANT,
    P_STEERING,
    P_THRUST,
    PHASE_WIDTH,
    PHASES,
)
from launchwatch.flight.controls import aim, mass_now
from launchwatch.flight.desk import (
    BURNS,
    C_FLOW,
    C_FLOW_RATE,
    C_T0,
    G_APOGEE,
    G_ASK,
    G_BRANCH,
    G_BURNS,
    G_COSINE,
    G_COUNT,
    G_ENTRY_COSINE,
    G_ENTRY_SINE,
    G_NORMAL,
    G_PERIGEE,
    G_PLANE,
    G_READY,
    G_SHIFT,
    G_TGO,
    G_TOGO,
    G_U,
    G_UDOT,
    G_VGO,
    INSERTION_BURNS,
    NOTE_WIDTH,
    NOTES,
    SCRATCH,
    W_T,
    take_state,
)
from launchwatch.flight.guidance import (
    heading,
    loft,
    plane_through,
    thrust_integrals,
)
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.notes import (
    N_ANGLE,
    N_ASKING,
    N_ATTACHED,
    N_FACTOR,
    N_LEFT,
    N_LOFTING,
    N_NORMAL,
    N_PHASE,
    N_READY,
)
from launchwatch.flight.vectors import apsides, cross, dot, norm, time_to_apogee, unit

FREEZE_S: Final = 2.0
"""Seconds before cut-off from which the thrust keeps one direction."""
SHORTEST_COAST_S: Final = 3.0
"""Seconds from separation to ignition at least, where guidance chooses the coast."""
SETTLING: Final = 10
"""Cycles run at once when the insertion law begins."""
NEAR_S: Final = 30.0
AT_LAST: Final = 4
"""The most cycles run at once with less than `NEAR_S` to go, when few are left to mend the answer."""
SETTLED: Final = 1.0e-5
"""The law has settled when a cycle moves the velocity to be gained by less than this share of it."""


@jit
def list_burns(row: np.ndarray, desk: np.ndarray, lane: int) -> int:
    """Fill the desk's list with the burns to come from now on that are steered alike; returns how many."""
    o = NOTES + NOTE_WIDTH * lane
    p = int(desk[o + N_PHASE])
    steering = row[p * PHASE_WIDTH + P_STEERING]
    mass = mass_now(desk, lane)
    fairing = desk[o + N_ATTACHED] == 1.0
    n = 0
    for q in range(p, int(row[I_PHASES])):
        b = q * PHASE_WIDTH
        if row[b + P_STEERING] != steering:
            break
        propellant, flow = row[b + P_PROPELLANT], row[b + P_FLOW]
        if q == p:
            tau = desk[W_T + lane] - desk[C_T0 + lane]
            now = desk[C_FLOW + lane] + tau * desk[C_FLOW_RATE + lane]
            propellant = desk[o + N_LEFT] - 0.5 * tau * (now + desk[C_FLOW + lane])
            flow = flow * desk[o + N_FACTOR] if row[b + P_CURVE] > 0.0 else now
        desk[BURNS + 3 * n] = propellant / flow
        desk[BURNS + 3 * n + 1] = row[b + P_THRUST] / row[b + P_FLOW]
        desk[BURNS + 3 * n + 2] = mass / flow
        n += 1
        mass -= propellant + row[b + P_DROP]
        if fairing and q == p and row[I_FAIRING_PHASE] <= p:
            mass -= row[I_FAIRING]
            fairing = False
    return n


@jit
def turned_plane(state: np.ndarray, turn: float, normal: np.ndarray, work: np.ndarray) -> None:
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
def begin_lofting(row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """Fix the plane of the lofting phases, once a flight."""
    o = NOTES + NOTE_WIDTH * lane
    if desk[o + N_LOFTING] == 0.0:
        desk[o + N_LOFTING] = 1.0
        turned_plane(
            take_state(desk, lane),
            row[I_TURN],
            desk[o + N_NORMAL : o + N_NORMAL + 3],
            desk[SCRATCH : SCRATCH + 64],
        )


@jit
def loft_cycle(row: np.ndarray, desk: np.ndarray, lane: int, first: bool) -> None:
    """One cycle of the lofting law; near the end of the burn the direction stays."""
    o = NOTES + NOTE_WIDTH * lane
    n = list_burns(row, desk, lane)
    _gain, _way, time = thrust_integrals(desk[BURNS : BURNS + 3 * PHASES], n)
    if not (time > FREEZE_S or first):
        return
    u, none = desk[SCRATCH + 40 : SCRATCH + 43], desk[SCRATCH + 43 : SCRATCH + 46]
    desk[o + N_ANGLE] = loft(
        desk[BURNS : BURNS + 3 * PHASES],
        n,
        take_state(desk, lane),
        desk[o + N_NORMAL : o + N_NORMAL + 3],
        RADIUS + row[I_LOFT],
        desk[o + N_ANGLE],
        u,
    )
    for i in range(3):
        none[i] = 0.0
    aim(desk, lane, u, none, 0.0, 0.0)


@jit
def begin_inserting(row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """Tell the insertion law what the phase aims for, and the plane where no inclination is wanted."""
    o = NOTES + NOTE_WIDTH * lane
    low, high = target(row, int(desk[o + N_PHASE]))
    desk[G_PERIGEE + lane] = RADIUS + low
    desk[G_APOGEE + lane] = RADIUS + high
    final = low == row[I_PERIGEE] and high == row[I_APOGEE]
    anomaly = row[I_ANOMALY] if final else 0.0
    desk[G_ENTRY_COSINE + lane], desk[G_ENTRY_SINE + lane] = math.cos(anomaly), math.sin(anomaly)
    desk[G_BRANCH + lane] = row[I_BRANCH]
    free = math.isnan(row[I_INCLINATION])
    desk[G_PLANE + lane] = 0.0 if free else 1.0
    desk[G_COSINE + lane] = 0.0 if free else math.cos(row[I_INCLINATION])
    if desk[G_READY + lane] == 0.0 and free:
        turn = row[I_LAST_TURN] + (0.0 if desk[o + N_LOFTING] == 1.0 else row[I_TURN])
        normal = desk[SCRATCH + 20 : SCRATCH + 23]
        turned_plane(take_state(desk, lane), turn, normal, desk[SCRATCH : SCRATCH + 64])
        for i in range(3):
            desk[G_NORMAL + WIDTH * i + lane] = normal[i]


@jit
def ask_insertion(row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """Ask for a cycle of the insertion law; and for more until it settles."""
    o = NOTES + NOTE_WIDTH * lane
    n = min(list_burns(row, desk, lane), INSERTION_BURNS)
    for i in range(3 * n):
        desk[G_BURNS + WIDTH * i + lane] = desk[BURNS + i]
    for k in range(n, INSERTION_BURNS):
        desk[G_BURNS + WIDTH * 3 * k + lane] = 0.0
        desk[G_BURNS + WIDTH * (3 * k + 1) + lane] = 1.0
        desk[G_BURNS + WIDTH * (3 * k + 2) + lane] = 1.0
    desk[G_COUNT + lane] = n
    desk[G_ASK + lane] = 1.0
    if desk[o + N_READY] == 0.0:
        desk[o + N_ASKING] = SETTLING
    else:
        desk[o + N_ASKING] = AT_LAST if desk[G_TGO + lane] < NEAR_S else 1.0


@jit
def settled(desk: np.ndarray, lane: int) -> bool:
    """Whether the answer of the insertion law holds, or a further cycle is to mend it."""
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_ASKING] -= 1.0
    begins = desk[o + N_READY] == 0.0
    if desk[o + N_ASKING] > 0.0 and (begins or not desk[G_SHIFT + lane] < SETTLED * SETTLED):
        return False
    desk[G_ASK + lane] = 0.0
    desk[o + N_ASKING] = -1.0
    return True


@jit
def take_insertion(desk: np.ndarray, lane: int) -> float:
    """Steer as the insertion law has answered; returns the time to go, s.

    In the last seconds the thrust keeps the mean direction of what is left to burn.
    """
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_READY] = 1.0
    desk[o + N_ASKING] = 0.0
    togo: float = desk[G_TOGO + lane]
    u, rate = desk[SCRATCH + 48 : SCRATCH + 51], desk[SCRATCH + 51 : SCRATCH + 54]
    for i in range(3):
        u[i] = desk[G_U + WIDTH * i + lane]
        rate[i] = desk[G_UDOT + WIDTH * i + lane]
        if togo <= FREEZE_S:
            u[i] += 0.5 * togo * rate[i]
            rate[i] = 0.0
    aim(desk, lane, u, rate, 0.0, 0.0)
    return togo


@jit
def choose_ignition(p: int, row: np.ndarray, desk: np.ndarray, lane: int) -> float:
    """When to light phase `p` so that the share `ignition_lead` of its burn lies before apogee."""
    state, t = take_state(desk, lane), desk[W_T + lane]
    early = t + SHORTEST_COAST_S
    if dot(state[:3], state[3:6]) <= 0.0:
        return early
    b = p * PHASE_WIDTH
    low, high = target(row, p)
    _a, _perigee, apogee = apsides(state)
    wanted = RADIUS + low
    speed = math.sqrt(MU * (2.0 / wanted - 2.0 / (wanted + RADIUS + high)))
    h, plane = desk[SCRATCH + 0 : SCRATCH + 3], desk[SCRATCH + 3 : SCRATCH + 6]
    cross(state[:3], state[3:6], h)
    level = norm(h) / apogee
    gain = abs(speed - level)
    if not math.isnan(row[I_INCLINATION]):
        unit(h)
        plane_through(state[:3], row[I_INCLINATION], heading(state, state[:3], row[I_BRANCH]), plane)
        gain = math.sqrt(max(0.0, speed * speed + level * level - 2.0 * speed * level * dot(h, plane)))
    exhaust = row[b + P_THRUST] / row[b + P_FLOW]
    tau = mass_now(desk, lane) / row[b + P_FLOW]
    burn = min(tau * (1.0 - math.exp(-gain / exhaust)), row[b + P_PROPELLANT] / row[b + P_FLOW])
    return max(early, t + time_to_apogee(state) - row[I_LEAD] * burn)


@jit
def to_gain(desk: np.ndarray, lane: int) -> float:
    """Speed that is still to be gained by the insertion law, m/s."""
    x, y, z = desk[G_VGO + lane], desk[G_VGO + WIDTH + lane], desk[G_VGO + WIDTH * 2 + lane]
    return math.sqrt(x * x + y * y + z * z)
