"""The pitch-over that a burn-out angle asks for, found by flying the gravity turn on trial.

In a gravity turn the tangent z of half the angle from the vertical obeys dz/dt = (g / v) z (G. J. Culler,
B. D. Fried, J. Appl. Phys. 28, 1957), so its logarithm at burn-out is nearly that of the kick plus a
constant. The constant is guessed on a flat Earth first; a secant on logarithms then meets the angle after two
trials, as a rule.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import G0, RADIUS, jit
from launchwatch.flight.codes import TURN
from launchwatch.flight.columns import (
    I_BURNOUT_ANGLE,
    I_CD,
    I_DRAG,
    I_PHASES,
    I_PITCH_OVER,
    I_RISE,
    P_AREA,
    P_DROP,
    P_EXIT,
    P_FLOW,
    P_PROPELLANT,
    P_STEERING,
    P_THRUST,
    PHASE_WIDTH,
)
from launchwatch.flight.controls import lift_off_mass
from launchwatch.flight.notes import N_KICK, N_LOG, N_LOG_HIGH, N_LOG_LOW, N_MISS, N_TRIALS

SMALLEST_KICK_RAD: Final = 1.0e-4
STEEPEST_KICK_RAD: Final = math.radians(40.0)
NEAR_RAD: Final = math.radians(0.5)
"""Within this of the angle the secant's next kick is right to 0.001 degrees or so, and is not tried."""
NEAR_AT_ONCE_RAD: Final = math.radians(0.1)
"""The same for the first trial, which has no secant yet."""
TRIAL_TOLERANCE: Final = 1.0e-5
"""Tolerance of the integrator on trials, whatever that of the flight: a kick does not depend on it."""
MOST_TRIALS: Final = 30
FIRST_KICK_RAD: Final = 0.04
_FIRST_SLOPE: Final = 0.88
"""By how much the logarithm at burn-out grows with that of the kick."""
_STEPS: Final = 10
_SCALE_HEIGHT_M: Final = 7500.0
_PRESSURE_PA: Final = 101325.0
_HALF_DENSITY: Final = 0.5 * 1.225
_LOG_SMALLEST: Final = math.log(SMALLEST_KICK_RAD)
_LOG_STEEPEST: Final = math.log(STEEPEST_KICK_RAD)


@jit
def _half_tangent(angle: float) -> float:
    """Tangent of half the angle from the vertical, from the angle above the horizontal."""
    return math.tan(0.5 * max(0.5 * math.pi - angle, 1.0e-4))


@jit
def likely_kick(row: np.ndarray) -> float:
    """The kick that a flat Earth and air of one scale height ask for; within a tenth, as a rule."""
    end = _half_tangent(row[I_BURNOUT_ANGLE])
    begun = row[I_RISE] + row[I_PITCH_OVER]
    growth = math.log(end / 0.02)  # of the logarithm of z from the end of the pitch-over on
    lean = 1.0
    for _ in range(2):
        mass, speed, height, z, grown = lift_off_mass(row), 0.0, 0.0, end * math.exp(-growth), 0.0
        for p in range(int(row[I_PHASES])):
            b = p * PHASE_WIDTH
            flow = row[b + P_FLOW]
            if int(row[b + P_STEERING]) != TURN or not flow > 0.0:
                break
            first = begun if p == 0 else 0.0
            pieces = _STEPS + (1 if p == 0 else 0)
            for k in range(pieces):
                rising = p == 0 and k == 0
                time = first if rising else (row[b + P_PROPELLANT] / flow - first) / _STEPS
                now = mass - 0.5 * flow * time
                air = math.exp(-height / _SCALE_HEIGHT_M)
                push = (row[b + P_THRUST] - _PRESSURE_PA * air * row[b + P_EXIT]) / now
                drag = _HALF_DENSITY * air * row[I_CD] * row[I_DRAG] * row[b + P_AREA] / now
                level = G0 * (1.0 - z * z) / (1.0 + z * z)
                middle = speed + 0.5 * time * (push - level - drag * speed * speed)
                speed += time * (push - level - drag * middle * middle)
                if not middle > 0.0:
                    return FIRST_KICK_RAD
                if rising:  # the tilt grows to the kick; its mean is half of it
                    lean = 0.5 * row[I_PITCH_OVER] * push / speed
                else:
                    gain = time * (G0 / middle - middle / RADIUS)
                    grown += gain
                    z *= math.exp(gain)
                height += time * middle * level / G0
                mass -= flow * time
            mass -= row[b + P_DROP]
        growth = grown
    kick = 2.0 * end * math.exp(-growth) / lean if lean > 0.0 else 0.0
    return kick if 2.0 * SMALLEST_KICK_RAD < kick < 0.5 * STEEPEST_KICK_RAD else FIRST_KICK_RAD


@jit
def first_trial(desk: np.ndarray, o: int, row: np.ndarray) -> None:
    """Begin the search."""
    desk[o + N_TRIALS] = 0.0
    desk[o + N_LOG_LOW] = _LOG_SMALLEST
    desk[o + N_LOG_HIGH] = _LOG_STEEPEST
    desk[o + N_KICK] = likely_kick(row)


@jit
def _steepness(angle: float) -> float:
    """Logarithm of the tangent of half the angle from the vertical."""
    return math.log(_half_tangent(angle))


@jit
def next_trial(desk: np.ndarray, o: int, row: np.ndarray, angle: float) -> bool:
    """Take in the burn-out angle of a trial (-pi/2: it hit the ground); True when the kick is found.

    A wanted angle that no kick between 0.006 and 40 degrees reaches gives the nearest end.
    """
    want = row[I_BURNOUT_ANGLE]
    kick = math.log(desk[o + N_KICK])
    desk[o + N_TRIALS] += 1.0
    crashed = angle <= -0.5 * math.pi + 1.0e-9
    if desk[o + N_TRIALS] >= MOST_TRIALS:
        return True
    miss = math.nan if crashed else _steepness(angle) - _steepness(want)
    if angle > want:
        if desk[o + N_KICK] >= STEEPEST_KICK_RAD * (1.0 - 1.0e-9):
            return True
        desk[o + N_LOG_LOW] = max(desk[o + N_LOG_LOW], kick)
    else:
        if desk[o + N_KICK] <= SMALLEST_KICK_RAD * (1.0 + 1.0e-9):
            return True
        desk[o + N_LOG_HIGH] = min(desk[o + N_LOG_HIGH], kick)
    low, high = desk[o + N_LOG_LOW], desk[o + N_LOG_HIGH]
    slope = _FIRST_SLOPE
    secant = desk[o + N_TRIALS] > 1.0 and math.isfinite(desk[o + N_MISS]) and kick != desk[o + N_LOG]
    if secant:
        slope = min(10.0, max(0.1, (miss - desk[o + N_MISS]) / (kick - desk[o + N_LOG])))
    step = kick - miss / slope
    desk[o + N_LOG], desk[o + N_MISS] = kick, miss
    if not low < step < high:
        if step >= high and high >= _LOG_STEEPEST:
            step = high
        elif step <= low and low <= _LOG_SMALLEST:
            step = low
        else:  # beyond what has been flown, or the trial crashed
            step = 0.5 * (low + high)
    desk[o + N_KICK] = min(STEEPEST_KICK_RAD, max(SMALLEST_KICK_RAD, math.exp(step)))
    return abs(angle - want) < (NEAR_RAD if secant else NEAR_AT_ONCE_RAD) and not crashed
