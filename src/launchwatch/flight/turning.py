"""The pitch-over that a burn-out angle asks for, found by flying the gravity turn on trial.

In a gravity turn the tangent z of half the angle from the vertical obeys dz/dt = (g / v) z (G. J. Culler,
B. D. Fried, J. Appl. Phys. 28, 1957), so its logarithm at burn-out is nearly that of the kick plus a
constant. A secant on logarithms therefore meets the angle in three trials or so.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import jit
from launchwatch.flight.columns import I_BURNOUT_ANGLE
from launchwatch.flight.notes import N_KICK, N_LOG, N_LOG_HIGH, N_LOG_LOW, N_MISS, N_TRIALS

SMALLEST_KICK_RAD: Final = 1.0e-4
STEEPEST_KICK_RAD: Final = math.radians(40.0)
KICK_TOLERANCE_RAD: Final = math.radians(0.02)
TRIAL_TOLERANCE: Final = 1.0e-5
"""Tolerance of the integrator on trials, whatever that of the flight: a kick does not depend on it."""
MOST_TRIALS: Final = 30
_FIRST_KICK_RAD: Final = 0.04
_LOG_SMALLEST: Final = math.log(SMALLEST_KICK_RAD)
_LOG_STEEPEST: Final = math.log(STEEPEST_KICK_RAD)


@jit
def first_trial(desk: np.ndarray, o: int) -> None:
    """Begin the search."""
    desk[o + N_TRIALS] = 0.0
    desk[o + N_LOG_LOW] = _LOG_SMALLEST
    desk[o + N_LOG_HIGH] = _LOG_STEEPEST
    desk[o + N_KICK] = _FIRST_KICK_RAD


@jit
def _steepness(angle: float) -> float:
    """Logarithm of the tangent of half the angle from the vertical."""
    return math.log(math.tan(0.5 * max(0.5 * math.pi - angle, 1.0e-4)))


@jit
def next_trial(desk: np.ndarray, o: int, row: np.ndarray, angle: float) -> bool:
    """Take in the burn-out angle of a trial (-pi/2: it hit the ground); True when the kick is found.

    A wanted angle that no kick between 0.006 and 40 degrees reaches gives the nearest end.
    """
    want = row[I_BURNOUT_ANGLE]
    kick = math.log(desk[o + N_KICK])
    desk[o + N_TRIALS] += 1.0
    crashed = angle <= -0.5 * math.pi + 1.0e-9
    if (abs(angle - want) < KICK_TOLERANCE_RAD and not crashed) or desk[o + N_TRIALS] >= MOST_TRIALS:
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
    slope = 1.0
    if desk[o + N_TRIALS] > 1.0 and math.isfinite(desk[o + N_MISS]) and kick != desk[o + N_LOG]:
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
    return False
