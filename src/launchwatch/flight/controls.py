"""Setting the control of a lane: pad and air, thrust and its pieces, direction, coast."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import OMEGA, jit, to_cartesian
from launchwatch.flight.columns import (
    I_AZIMUTH,
    I_CD,
    I_DENSITY,
    I_DRAG,
    I_FAIRING,
    I_HEIGHT,
    I_LAT,
    I_LON,
    I_NORMAL,
    I_PAYLOAD,
    I_PHASES,
    I_PITCH_OVER,
    I_WIND_EAST,
    I_WIND_NORTH,
    MACH_NODES,
    P_AREA,
    P_CURVE,
    P_DROP,
    P_EXIT,
    P_FLOW,
    P_LIMIT,
    P_PROPELLANT,
    P_THRUST,
    PHASE_WIDTH,
)
from launchwatch.flight.desk import (
    C_AREA,
    C_BASE,
    C_DENSITY,
    C_EXIT,
    C_FLOW,
    C_FLOW_RATE,
    C_MASS,
    C_NORMAL,
    C_PROGRADE,
    C_SPIN,
    C_T0,
    C_THRUST,
    C_THRUST_RATE,
    C_U,
    C_WIND_EAST,
    C_WIND_NORTH,
    CD,
    CD_ROWS,
    CD_STRIDE,
    NOTE_WIDTH,
    NOTES,
    SCRATCH,
    W_STALE,
    W_T,
    W_X,
)
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.notes import (
    N_BURN_END,
    N_FACTOR,
    N_IGNITED,
    N_LEFT,
    N_NODE_T,
    N_PHASE,
    NEVER,
)
from launchwatch.flight.tables import CURVE_NODES, T_CURVES

THROTTLE_S: Final = 2.0
"""Throttling to an acceleration limit goes in pieces of this length, linear in thrust; between their ends the
acceleration is below the limit by less than 1e-4 of it."""
_MACH: Final = np.array(MACH_NODES)


@jit
def lift_off_mass(row: np.ndarray) -> float:
    """Mass on the pad in kg: all propellant, all that is dropped, fairing and payload."""
    mass = row[I_PAYLOAD] + row[I_FAIRING]
    for p in range(int(row[I_PHASES])):
        mass += row[p * PHASE_WIDTH + P_PROPELLANT] + row[p * PHASE_WIDTH + P_DROP]
    return mass


@jit
def mass_now(desk: np.ndarray, lane: int) -> float:
    """Mass of the vehicle of a lane at its present time, kg."""
    tau = desk[W_T + lane] - desk[C_T0 + lane]
    return desk[C_MASS + lane] - tau * (desk[C_FLOW + lane] + 0.5 * tau * desk[C_FLOW_RATE + lane])


@jit
def left_now(desk: np.ndarray, lane: int) -> float:
    """Propellant of the burning phase that is left, kg."""
    tau = desk[W_T + lane] - desk[C_T0 + lane]
    used = tau * (desk[C_FLOW + lane] + 0.5 * tau * desk[C_FLOW_RATE + lane])
    left: float = desk[NOTES + NOTE_WIDTH * lane + N_LEFT] - used
    return left


@jit
def shed(desk: np.ndarray, lane: int, mass: float) -> None:
    """The vehicle is lighter from now on."""
    desk[C_MASS + lane] = desk[C_MASS + lane] - mass
    desk[W_STALE + lane] = 1.0


@jit
def pad(desk: np.ndarray, lane: int, row: np.ndarray) -> None:
    """Put the vehicle of a lane on its pad at t = 0, without thrust; the air is that of the row."""
    x, y, z = to_cartesian(row[I_LAT], row[I_LON], max(row[I_HEIGHT], 1.0))
    desk[W_T + lane] = 0.0
    desk[W_X + lane] = x
    desk[W_X + WIDTH * 1 + lane] = y
    desk[W_X + WIDTH * 2 + lane] = z
    desk[W_X + WIDTH * 3 + lane] = -OMEGA * y
    desk[W_X + WIDTH * 4 + lane] = OMEGA * x
    desk[W_X + WIDTH * 5 + lane] = 0.0
    desk[C_DENSITY + lane] = 0.5 * row[I_DENSITY]
    desk[C_WIND_EAST + lane] = row[I_WIND_EAST]
    desk[C_WIND_NORTH + lane] = row[I_WIND_NORTH]
    desk[C_BASE + lane] = float(lane * CD_ROWS)
    desk[C_AREA + lane] = 0.0
    desk[C_T0 + lane] = 0.0
    coast(desk, lane, lift_off_mass(row))
    for row_of_direction in range(12):
        desk[C_U + WIDTH * row_of_direction + lane] = 0.0


@jit
def coast(desk: np.ndarray, lane: int, mass: float) -> None:
    """No thrust from now on; the drag area stays."""
    desk[C_THRUST + lane] = 0.0
    desk[C_THRUST_RATE + lane] = 0.0
    desk[C_FLOW + lane] = 0.0
    desk[C_FLOW_RATE + lane] = 0.0
    desk[C_MASS + lane] = mass
    desk[C_T0 + lane] = desk[W_T + lane]
    desk[C_EXIT + lane] = 0.0
    desk[C_NORMAL + lane] = 0.0
    desk[W_STALE + lane] = 1.0


@jit
def drag_spline(desk: np.ndarray, lane: int, row: np.ndarray) -> None:
    """Fill the lane's cubics of Cd: the natural spline through the nodes of the row."""
    n = CD_ROWS
    slope = desk[SCRATCH : SCRATCH + n]  # second derivatives, by elimination
    right = desk[SCRATCH + n : SCRATCH + 2 * n]
    slope[0] = right[0] = 0.0
    for k in range(1, n - 1):
        h0, h1 = _MACH[k] - _MACH[k - 1], _MACH[k + 1] - _MACH[k]
        jump = (row[I_CD + k + 1] - row[I_CD + k]) / h1 - (row[I_CD + k] - row[I_CD + k - 1]) / h0
        pivot = 2.0 * (h0 + h1) + h0 * slope[k - 1]
        slope[k] = -h1 / pivot
        right[k] = (6.0 * jump - h0 * right[k - 1]) / pivot
    after = 0.0
    base = CD + lane * n * CD_STRIDE
    last = base + (n - 1) * CD_STRIDE
    desk[last] = _MACH[n - 1]
    desk[last + 1] = row[I_CD + n - 1]
    for i in range(2, CD_STRIDE):
        desk[last + i] = 0.0
    for k in range(n - 2, -1, -1):
        here = right[k] + slope[k] * after if k > 0 else 0.0
        h = _MACH[k + 1] - _MACH[k]
        at = base + k * CD_STRIDE
        rise = (row[I_CD + k + 1] - row[I_CD + k]) / h
        desk[at] = _MACH[k]
        desk[at + 1] = row[I_CD + k]
        desk[at + 2] = rise - h * (2.0 * here + after) / 6.0
        desk[at + 3] = 0.5 * here
        desk[at + 4] = (after - here) / (6.0 * h)
        after = here


@jit
def burn(desk: np.ndarray, lane: int, row: np.ndarray, p: int, mass: float, tables: np.ndarray) -> None:
    """Light phase `p` now: areas, and the first piece of its thrust."""
    b = p * PHASE_WIDTH
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_IGNITED] = desk[W_T + lane]
    desk[o + N_LEFT] = row[b + P_PROPELLANT]
    desk[C_MASS + lane] = mass
    desk[C_T0 + lane] = desk[W_T + lane]
    desk[C_FLOW + lane] = 0.0
    desk[C_FLOW_RATE + lane] = 0.0
    desk[C_EXIT + lane] = row[b + P_EXIT] * desk[o + N_FACTOR]
    desk[C_AREA + lane] = row[b + P_AREA] * row[I_DRAG]
    desk[C_NORMAL + lane] = row[b + P_AREA] * row[I_NORMAL]
    thrust_piece(desk, lane, row, tables)


@jit
def thrust_piece(desk: np.ndarray, lane: int, row: np.ndarray, tables: np.ndarray) -> None:
    """From now on the next piece of the thrust of the burning phase, linear in time.

    Pieces end at the nodes of a thrust curve and, under an acceleration limit, every `THROTTLE_S`. The
    direction keeps its meaning: its origin of time moves with that of the piece.
    """
    o = NOTES + NOTE_WIDTH * lane
    b = int(desk[o + N_PHASE]) * PHASE_WIDTH
    t = desk[W_T + lane]
    tau = t - desk[C_T0 + lane]
    desk[o + N_LEFT] = left_now(desk, lane)
    mass = mass_now(desk, lane)
    _shift_direction(desk, lane, tau)
    factor = desk[o + N_FACTOR]
    thrust = row[b + P_THRUST] * factor
    exhaust = row[b + P_THRUST] / row[b + P_FLOW]
    rate = 0.0
    end = NEVER
    curve = int(row[b + P_CURVE])
    if curve > 0:
        first = T_CURVES + (curve - 1) * CURVE_NODES * 2
        nodes = tables[first : first + CURVE_NODES * 2]
        whole = row[b + P_PROPELLANT] / row[b + P_FLOW]
        share = (t - desk[o + N_IGNITED]) / whole + 1.0e-12
        k = 0
        while k + 2 < CURVE_NODES and nodes[2 * k + 2] <= share:
            k += 1
        if nodes[2 * k + 2] > share:
            end = desk[o + N_IGNITED] + nodes[2 * k + 2] * whole
            steep = (nodes[2 * k + 3] - nodes[2 * k + 1]) / (nodes[2 * k + 2] - nodes[2 * k])
            here = nodes[2 * k + 1] + steep * (share - nodes[2 * k])
            rate = thrust * steep / whole
            thrust *= here
        else:
            while math.isnan(nodes[2 * k + 1]):
                k -= 1
            thrust *= max(nodes[2 * k + 1], 1.0e-3)
    limit = row[b + P_LIMIT]
    if limit > 0.0:
        if thrust >= limit * mass * (1.0 - 1.0e-9):
            left = mass * math.exp(-limit * THROTTLE_S / exhaust)
            rate = limit * (left - mass) / THROTTLE_S
            thrust = limit * mass
            end = min(end, t + THROTTLE_S)
        else:
            end = min(end, t + max(1.0e-3, (mass - thrust / limit) * exhaust / thrust))
    desk[C_THRUST + lane] = thrust
    desk[C_THRUST_RATE + lane] = rate
    desk[C_FLOW + lane] = thrust / exhaust
    desk[C_FLOW_RATE + lane] = rate / exhaust
    desk[C_MASS + lane] = mass
    desk[C_T0 + lane] = t
    desk[W_STALE + lane] = 1.0
    desk[o + N_NODE_T] = end
    desk[o + N_BURN_END] = t + _time_to_burn(max(desk[o + N_LEFT], 0.0), thrust / exhaust, rate / exhaust)


@jit
def _time_to_burn(left: float, flow: float, rate: float) -> float:
    """Seconds in which a flow that changes at a rate uses up what is left; `NEVER` if it dies before."""
    if abs(rate) * left < 1.0e-9 * flow * flow:
        return left / flow
    square = flow * flow + 2.0 * rate * left
    return 2.0 * left / (flow + math.sqrt(square)) if square > 0.0 else NEVER


@jit
def _shift_direction(desk: np.ndarray, lane: int, tau: float) -> None:
    """Move the origin of time of the cubic of the direction by `tau`."""
    if tau == 0.0:
        return
    for i in range(3):
        a, b = desk[C_U + WIDTH * i + lane], desk[C_U + WIDTH * (3 + i) + lane]
        c, d = desk[C_U + WIDTH * (6 + i) + lane], desk[C_U + WIDTH * (9 + i) + lane]
        desk[C_U + WIDTH * i + lane] = a + tau * (b + tau * (c + tau * d))
        desk[C_U + WIDTH * (3 + i) + lane] = b + tau * (2.0 * c + 3.0 * tau * d)
        desk[C_U + WIDTH * (6 + i) + lane] = c + 3.0 * tau * d


@jit
def aim(desk: np.ndarray, lane: int, u: np.ndarray, rate: np.ndarray, spin: float, prograde: float) -> None:
    """Direct the thrust along u + rate (t - now); axes turn at `spin`; `prograde` 1: along the velocity."""
    t = desk[W_T + lane]
    tau = t - desk[C_T0 + lane]
    desk[NOTES + NOTE_WIDTH * lane + N_LEFT] = left_now(desk, lane)
    desk[C_MASS + lane] = mass_now(desk, lane)
    desk[C_THRUST + lane] += tau * desk[C_THRUST_RATE + lane]
    desk[C_FLOW + lane] += tau * desk[C_FLOW_RATE + lane]
    desk[C_T0 + lane] = t
    for i in range(3):
        desk[C_U + WIDTH * i + lane] = u[i]
        desk[C_U + WIDTH * (3 + i) + lane] = rate[i]
        desk[C_U + WIDTH * (6 + i) + lane] = 0.0
        desk[C_U + WIDTH * (9 + i) + lane] = 0.0
    desk[C_SPIN + lane] = spin
    desk[C_PROGRADE + lane] = prograde
    desk[W_STALE + lane] = 1.0


@jit
def aim_up(desk: np.ndarray, lane: int, row: np.ndarray, kick: float) -> None:
    """Thrust along the vertical of the pad, from now on tilted toward the launch azimuth up to `kick`.

    The tangent of the tilt grows as 3 s2 - 2 s3 over the time of pitch-over; with no kick it stays zero.
    """
    lat, lon, azimuth = row[I_LAT], row[I_LON], row[I_AZIMUTH]
    sl, cl, so, co = math.sin(lat), math.cos(lat), math.sin(lon), math.cos(lon)
    ca, sa = math.cos(azimuth), math.sin(azimuth)
    up, none = desk[SCRATCH + 0 : SCRATCH + 3], desk[SCRATCH + 3 : SCRATCH + 6]
    up[0], up[1], up[2] = cl * co, cl * so, sl
    for i in range(3):
        none[i] = 0.0
    aim(desk, lane, up, none, OMEGA, 0.0)
    span = row[I_PITCH_OVER]
    if kick == 0.0 or span <= 0.0:
        return
    ahead = desk[SCRATCH + 6 : SCRATCH + 9]
    ahead[0], ahead[1], ahead[2] = -ca * sl * co - sa * so, -ca * sl * so + sa * co, ca * cl
    steep = math.tan(kick) / (span * span)
    for i in range(3):
        desk[C_U + WIDTH * (6 + i) + lane] = 3.0 * steep * ahead[i]
        desk[C_U + WIDTH * (9 + i) + lane] = -2.0 * steep / span * ahead[i]


@jit
def aim_prograde(desk: np.ndarray, lane: int) -> None:
    """Thrust along the Earth-relative velocity: zero angle of attack."""
    none = desk[SCRATCH + 0 : SCRATCH + 3]
    for i in range(3):
        none[i] = 0.0
    aim(desk, lane, none, none, 0.0, 1.0)


@jit
def aim_cubic(desk: np.ndarray, lane: int, node: np.ndarray, late: float) -> None:
    """Thrust along a cubic of an attitude programme (tables.py) that has held for `late` seconds."""
    aim_prograde(desk, lane)
    desk[C_PROGRADE + lane] = 0.0
    for i in range(3):
        a, b, c, d = node[1 + i], node[4 + i], node[7 + i], node[10 + i]
        desk[C_U + WIDTH * i + lane] = a + late * (b + late * (c + late * d))
        desk[C_U + WIDTH * (3 + i) + lane] = b + late * (2.0 * c + 3.0 * late * d)
        desk[C_U + WIDTH * (6 + i) + lane] = c + 3.0 * late * d
        desk[C_U + WIDTH * (9 + i) + lane] = d
