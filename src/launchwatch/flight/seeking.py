"""Ending a step where a criterion is met: the ground, an altitude, a speed (regula falsi, Illinois).

A lane that seeks tries steps of other sizes from the same state until the criterion is met, while the other
lanes go on with their own steps.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from launchwatch.earth import jit
from launchwatch.flight.notes import (
    N_F_HIGH,
    N_F_LOW,
    N_HIGH,
    N_LOW,
    N_SEEKING,
    N_SIDE,
    N_TRIES,
)

MOST_TRIES: Final = 60


@jit
def begin_seeking(desk: np.ndarray, o: int, before: float, after: float, size: float) -> float:
    """A criterion goes from `before` (above zero) to `after` within a step; the size to try next."""
    desk[o + N_SEEKING] = 1.0
    desk[o + N_LOW], desk[o + N_F_LOW] = 0.0, before
    desk[o + N_HIGH], desk[o + N_F_HIGH] = size, after
    desk[o + N_SIDE] = 0.0
    desk[o + N_TRIES] = 0.0
    return next_try(desk, o)


@jit
def next_try(desk: np.ndarray, o: int) -> float:
    """The size that the chord through the bracket gives."""
    low, f_low, f_high = desk[o + N_LOW], desk[o + N_F_LOW], desk[o + N_F_HIGH]
    if f_low <= 0.0:
        return low
    size: float = low + (desk[o + N_HIGH] - low) * f_low / (f_low - f_high)
    return size


@jit
def sought(desk: np.ndarray, o: int, value: float, size: float, close: float) -> bool:
    """Take in the criterion's `value` at `size`; True where it is close to zero, or cannot come closer."""
    desk[o + N_TRIES] += 1.0
    if abs(value) < close or desk[o + N_TRIES] >= MOST_TRIES:
        desk[o + N_SEEKING] = 0.0
        return True
    if value > 0.0:
        desk[o + N_LOW], desk[o + N_F_LOW] = size, value
        if desk[o + N_SIDE] == 1.0:
            desk[o + N_F_HIGH] *= 0.5
        desk[o + N_SIDE] = 1.0
    else:
        desk[o + N_HIGH], desk[o + N_F_HIGH] = size, value
        if desk[o + N_SIDE] == -1.0:
            desk[o + N_F_LOW] *= 0.5
        desk[o + N_SIDE] = -1.0
    return False
