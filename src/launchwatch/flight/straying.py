"""Flights out of control: a malfunction turn, a stuck attitude, and the flight termination that ends them.

A malfunction turn swings the thrust away from the velocity at a constant rate (14 CFR 417.209, "malfunction
turn"). Where the row has a limit, the flight is terminated so long after its instantaneous impact point left
the plane of motion at the failure by that angle; without one a turning vehicle breaks up after `TUMBLE_S`,
and a vehicle with a stuck attitude flies to the end of its burn.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import jit
from launchwatch.flight.arrival import lose
from launchwatch.flight.columns import I_FAILURE_ROLL, I_FAILURE_TURN, I_LIMIT, I_LIMIT_DELAY
from launchwatch.flight.controls import aim
from launchwatch.flight.desk import (
    C_PROGRADE,
    C_T0,
    C_U,
    NOTE_WIDTH,
    NOTES,
    SCRATCH,
    W_T,
    W_X,
    take_state,
)
from launchwatch.flight.failures import TUMBLE_S
from launchwatch.flight.impact import free_fall
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.notes import (
    DOOMED,
    N_AXES,
    N_BENDS,
    N_BURN_END,
    N_DOING,
    N_PLANE,
    N_UNTIL,
    STRAYING,
    TUMBLING,
)
from launchwatch.flight.vectors import cross, dot, unit

BEND_S: Final = 1.0
"""A malfunction turn goes in straight pieces of this length, each in the direction of its middle."""
LOOK_S: Final = 0.5
"""Range safety looks at the impact point so often."""


@jit
def _keep_plane(desk: np.ndarray, lane: int) -> None:
    """Note the plane of motion at the failure."""
    state = take_state(desk, lane)
    normal = desk[NOTES + NOTE_WIDTH * lane + N_PLANE : NOTES + NOTE_WIDTH * lane + N_PLANE + 3]
    cross(state[:3], state[3:6], normal)
    unit(normal)


@jit
def _beyond(row: np.ndarray, desk: np.ndarray, lane: int) -> bool:
    """Whether the impact point is off the noted plane by more than the limit."""
    if row[I_LIMIT] <= 0.0:
        return False
    where = desk[SCRATCH + 20 : SCRATCH + 23]
    if math.isnan(free_fall(take_state(desk, lane), where)):
        return False
    off = abs(dot(where, desk[NOTES + NOTE_WIDTH * lane + N_PLANE : NOTES + NOTE_WIDTH * lane + N_PLANE + 3]))
    return off > math.sin(row[I_LIMIT])


@jit
def _doom(row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """The command is given; the flight ends after the delay."""
    o = NOTES + NOTE_WIDTH * lane
    desk[o + N_DOING] = DOOMED
    desk[o + N_UNTIL] = desk[W_T + lane] + row[I_LIMIT_DELAY]


@jit
def begin_tumbling(row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """The thrust begins to turn away from the velocity, toward the side that the row says."""
    o = NOTES + NOTE_WIDTH * lane
    _keep_plane(desk, lane)
    state = take_state(desk, lane)
    ahead, side, up = (
        desk[o + N_AXES : o + N_AXES + 3],
        desk[o + N_AXES + 3 : o + N_AXES + 6],
        desk[o + N_AXES + 6 : o + N_AXES + 9],
    )
    for i in range(3):
        ahead[i] = state[3 + i]
        up[i] = state[i]
    unit(ahead)
    cross(up, ahead, side)
    unit(side)
    cross(ahead, side, up)
    desk[o + N_BENDS] = 0.0
    desk[o + N_DOING] = TUMBLING
    _bend(row, desk, lane)


@jit
def _bend(row: np.ndarray, desk: np.ndarray, lane: int) -> None:
    """Point the thrust for the next piece of the turn."""
    o = NOTES + NOTE_WIDTH * lane
    ahead, side, up = (
        desk[o + N_AXES : o + N_AXES + 3],
        desk[o + N_AXES + 3 : o + N_AXES + 6],
        desk[o + N_AXES + 6 : o + N_AXES + 9],
    )
    angle = row[I_FAILURE_TURN] * (desk[o + N_BENDS] + 0.5) * BEND_S
    c, s = math.cos(row[I_FAILURE_ROLL]), math.sin(row[I_FAILURE_ROLL])
    u, none = desk[SCRATCH + 40 : SCRATCH + 43], desk[SCRATCH + 43 : SCRATCH + 46]
    for i in range(3):
        u[i] = math.cos(angle) * ahead[i] + math.sin(angle) * (c * up[i] + s * side[i])
        none[i] = 0.0
    aim(desk, lane, u, none, 0.0, 0.0)
    desk[o + N_BENDS] += 1.0
    desk[o + N_UNTIL] = desk[W_T + lane] + BEND_S


@jit
def tumble(row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """A piece of the turn is over: terminate, break up, or turn on."""
    o = NOTES + NOTE_WIDTH * lane
    if _beyond(row, desk, lane):
        _doom(row, desk, lane)
    elif desk[W_T + lane] >= desk[o + N_BURN_END] or (
        row[I_LIMIT] <= 0.0 and desk[o + N_BENDS] * BEND_S >= TUMBLE_S
    ):
        lose(True, row, desk, lane, out)
    else:
        _bend(row, desk, lane)


@jit
def begin_straying(desk: np.ndarray, lane: int) -> None:
    """The thrust keeps the direction in space that it has now."""
    _keep_plane(desk, lane)
    u, none = desk[SCRATCH + 40 : SCRATCH + 43], desk[SCRATCH + 43 : SCRATCH + 46]
    tau = desk[W_T + lane] - desk[C_T0 + lane]
    for i in range(3):
        u[i] = desk[C_U + WIDTH * i + lane] + tau * desk[C_U + WIDTH * (3 + i) + lane]
        if desk[C_PROGRADE + lane] == 1.0:
            u[i] = desk[W_X + WIDTH * (3 + i) + lane]
        none[i] = 0.0
    unit(u)
    aim(desk, lane, u, none, 0.0, 0.0)
    desk[NOTES + NOTE_WIDTH * lane + N_DOING] = STRAYING
    desk[NOTES + NOTE_WIDTH * lane + N_UNTIL] = desk[W_T + lane] + LOOK_S


@jit
def stray(row: np.ndarray, desk: np.ndarray, lane: int, out: np.ndarray) -> None:
    """Half a second on: terminate, end with the burn, or go on."""
    o = NOTES + NOTE_WIDTH * lane
    t = desk[W_T + lane]
    if _beyond(row, desk, lane):
        _doom(row, desk, lane)
    elif t >= desk[o + N_BURN_END]:
        lose(False, row, desk, lane, out)
    else:
        desk[o + N_UNTIL] = min(t + LOOK_S, desk[o + N_BURN_END])
