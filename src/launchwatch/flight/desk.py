"""The desk: scratch arrays that one thread of the kernel works on, so that a flight allocates nothing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from launchwatch.earth import jit
from launchwatch.flight.columns import PHASES, TRAIL_ROWS
from launchwatch.flight.dynamics import CONTROL_WIDTH
from launchwatch.flight.guidance import GUIDANCE_WIDTH


class Desk(NamedTuple):
    """Scratch arrays of one thread; see the comments for shapes."""

    scratch: np.ndarray  # (9, 6) slopes and trial states of the integrator
    control: np.ndarray  # (CONTROL_WIDTH,) of the vehicle
    fall_control: np.ndarray  # (CONTROL_WIDTH,) of a falling piece
    state: np.ndarray  # (6,) of the vehicle
    fall_state: np.ndarray  # (6,) of a falling piece
    saved: np.ndarray  # (6,) a state to release a piece from
    trail: np.ndarray  # (TRAIL_ROWS, 7) path of the vehicle
    fall_trail: np.ndarray  # (TRAIL_ROWS, 7) path of the piece that fell last
    memory: np.ndarray  # (GUIDANCE_WIDTH,) of the insertion law
    work: np.ndarray  # (48,) vectors of the guidance
    burns: np.ndarray  # (PHASES, 3) burns to come
    now: np.ndarray  # (8,) clock of the ascent, see ascent.py


@jit
def new_desk() -> Desk:
    """A desk with arrays of the right sizes."""
    return Desk(
        np.zeros((9, 6)),
        np.zeros(CONTROL_WIDTH),
        np.zeros(CONTROL_WIDTH),
        np.zeros(6),
        np.zeros(6),
        np.zeros(6),
        np.zeros((TRAIL_ROWS, 7)),
        np.zeros((TRAIL_ROWS, 7)),
        np.zeros(GUIDANCE_WIDTH),
        np.zeros(48),
        np.zeros((PHASES, 3)),
        np.zeros(8),
    )
