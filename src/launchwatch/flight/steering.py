"""Steering codes of a phase, the pad's directions, and the pitch-over that a burn-out angle asks for."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import jit, to_cartesian
from launchwatch.flight.columns import (
    I_AZIMUTH,
    I_BURNOUT_ANGLE,
    I_CD,
    I_DENSITY,
    I_DRAG,
    I_FAIRING,
    I_HEIGHT,
    I_LAT,
    I_LON,
    I_PAYLOAD,
    I_PHASES,
    I_PITCH_OVER,
    I_RISE,
    I_WIND_EAST,
    I_WIND_NORTH,
    MACH_NODES,
    P_AREA,
    P_COAST,
    P_DELAY,
    P_DROP,
    P_EXIT,
    P_FLOW,
    P_PROPELLANT,
    P_STEERING,
    P_THRUST,
    PHASE_WIDTH,
)
from launchwatch.flight.desk import Desk
from launchwatch.flight.dynamics import (
    C_AREA,
    C_BETA,
    C_CD,
    C_DENSITY,
    C_EXIT,
    C_FLOW,
    C_HEAD,
    C_KICK,
    C_KICK_SPAN,
    C_KICK_START,
    C_KIND,
    C_MASS,
    C_T0,
    C_THRUST,
    C_UP,
    C_WIND_EAST,
    C_WIND_NORTH,
    COAST,
    GRAVITY_TURN,
    RISE,
)
from launchwatch.flight.integrator import advance
from launchwatch.flight.vectors import relative_path

TURN: Final = 0  # vertical rise, pitch-over, then zero angle of attack
LOFT: Final = 1  # aim at an apogee, burn to depletion
INSERT: Final = 2  # aim at the orbit, cut off when it is reached

STEEPEST_KICK_RAD: Final = math.radians(40.0)
KICK_TOLERANCE_RAD: Final = math.radians(0.02)


@jit
def lift_off_mass(row: np.ndarray) -> float:
    """Mass on the pad in kg: all propellant, all that is dropped, fairing and payload."""
    mass = row[I_PAYLOAD] + row[I_FAIRING]
    for p in range(int(row[I_PHASES])):
        mass += row[p * PHASE_WIDTH + P_PROPELLANT] + row[p * PHASE_WIDTH + P_DROP]
    return mass


@jit
def start(row: np.ndarray, kick: float, state: np.ndarray, control: np.ndarray) -> None:
    """Put the vehicle on its pad: state at lift-off, and a control that knows pad, air and wind."""
    lat, lon = row[I_LAT], row[I_LON]
    h = max(row[I_HEIGHT], 1.0)
    x, y, z = to_cartesian(lat, lon, h)
    omega = 7.292115e-5
    state[0], state[1], state[2] = x, y, z
    state[3], state[4], state[5] = -omega * y, omega * x, 0.0
    for i in range(control.size):
        control[i] = 0.0
    control[C_DENSITY] = row[I_DENSITY]
    control[C_WIND_EAST] = row[I_WIND_EAST]
    control[C_WIND_NORTH] = row[I_WIND_NORTH]
    control[C_KICK] = kick
    control[C_KICK_START] = row[I_RISE]
    control[C_KICK_SPAN] = row[I_PITCH_OVER]
    sl, cl = math.sin(lat), math.cos(lat)
    so, co = math.sin(lon), math.cos(lon)
    control[C_UP], control[C_UP + 1], control[C_UP + 2] = cl * co, cl * so, sl
    ca, sa = math.cos(row[I_AZIMUTH]), math.sin(row[I_AZIMUTH])
    control[C_HEAD] = -ca * sl * co - sa * so
    control[C_HEAD + 1] = -ca * sl * so + sa * co
    control[C_HEAD + 2] = ca * cl
    for k in range(len(MACH_NODES)):
        control[C_CD + k] = row[I_CD + k] * row[I_DRAG]


@jit
def set_burn(row: np.ndarray, p: int, t: float, mass: float, kind: int, control: np.ndarray) -> None:
    """Set the control for the burn of phase `p` from time `t` on."""
    b = p * PHASE_WIDTH
    control[C_THRUST] = row[b + P_THRUST]
    control[C_EXIT] = row[b + P_EXIT]
    control[C_FLOW] = row[b + P_FLOW]
    control[C_AREA] = row[b + P_AREA]
    control[C_BETA] = 0.0
    control[C_MASS] = mass
    control[C_T0] = t
    control[C_KIND] = kind


@jit
def set_coast(t: float, mass: float, control: np.ndarray) -> None:
    """Set the control for unpowered flight of the vehicle from time `t` on; drag area stays."""
    control[C_THRUST] = 0.0
    control[C_FLOW] = 0.0
    control[C_MASS] = mass
    control[C_T0] = t
    control[C_KIND] = COAST


@jit
def _burnout_angle(row: np.ndarray, kick: float, tolerance: float, desk: Desk) -> float:
    """Earth-relative flight-path angle at the end of the gravity turn for a kick; -pi/2 if it crashes."""
    state, control = desk.fall_state, desk.fall_control
    start(row, kick, state, control)
    mass = lift_off_mass(row)
    t = 0.0
    h = 1.0
    hit = False
    n = 0
    trail = desk.fall_trail[:1]
    for p in range(int(row[I_PHASES])):
        b = p * PHASE_WIDTH
        if int(row[b + P_STEERING]) != TURN:
            break
        if row[b + P_COAST] > 0.0:
            set_coast(t, mass, control)
            t, h, n, hit = advance(
                t, t + row[b + P_COAST], h, tolerance, state, control, desk.scratch, trail, n, True
            )
            if hit:
                return -0.5 * math.pi
        burn = row[b + P_PROPELLANT] / row[b + P_FLOW]
        end = t + burn
        if p == 0:
            set_burn(row, p, t, mass, RISE, control)
            t, h, n, hit = advance(t, row[I_RISE], h, tolerance, state, control, desk.scratch, trail, n, True)
            if hit:
                return -0.5 * math.pi
            t, h, n, hit = advance(
                t,
                row[I_RISE] + row[I_PITCH_OVER],
                0.5,
                tolerance,
                state,
                control,
                desk.scratch,
                trail,
                n,
                True,
            )
            control[C_KIND] = GRAVITY_TURN
        else:
            set_burn(row, p, t, mass, GRAVITY_TURN, control)
        if not hit:
            t, h, n, hit = advance(t, end, h, tolerance, state, control, desk.scratch, trail, n, True)
        if hit:
            return -0.5 * math.pi
        mass -= row[b + P_PROPELLANT] + row[b + P_DROP]
        again = p + 1 < int(row[I_PHASES]) and int(row[b + PHASE_WIDTH + P_STEERING]) == TURN
        if again and row[b + P_DELAY] > 0.0:
            set_coast(t, mass + row[b + P_DROP], control)
            t, h, n, hit = advance(
                t, t + row[b + P_DELAY], h, tolerance, state, control, desk.scratch, trail, n, True
            )
            if hit:
                return -0.5 * math.pi
    _speed, angle = relative_path(state)
    return angle


@jit
def find_kick(row: np.ndarray, tolerance: float, desk: Desk) -> float:
    """The pitch-over angle in rad after which the gravity turn ends at the wanted flight-path angle.

    Regula falsi (Illinois) on the angle of a flown gravity turn, to 0.02 degrees. A wanted angle that no
    kick between 0.01 and 40 degrees reaches gives the nearest end.
    """
    want = row[I_BURNOUT_ANGLE]
    low, high = 2.0e-4, 0.02
    f_low = 0.5 * math.pi - want
    f_high = _burnout_angle(row, high, tolerance, desk) - want
    while f_high > 0.0:
        low, f_low = high, f_high
        high *= 2.0
        if high > STEEPEST_KICK_RAD:
            return STEEPEST_KICK_RAD
        f_high = _burnout_angle(row, high, tolerance, desk) - want
    side = 0
    kick = high
    for _ in range(25):
        kick = low + (high - low) * f_low / (f_low - f_high)
        f = _burnout_angle(row, kick, tolerance, desk) - want
        if abs(f) < KICK_TOLERANCE_RAD:
            break
        if f > 0.0:
            low, f_low = kick, f
            if side == 1:
                f_high *= 0.5
            side = 1
        else:
            high, f_high = kick, f
            if side == -1:
                f_low *= 0.5
            side = -1
    return kick
