"""The desk: one flat array that a thread of the kernel works on, so that a flight allocates nothing.

Its *work* part has rows of `WIDTH` numbers, one a lane: the state, the slopes and the trial of a step, and
the control, which is what acts on the body now. What only the sequencing of a flight needs, and no formula of
motion, lies lane by lane in the *notes*. One flat array, because every array handed from function to function
costs time to compile and to run.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from launchwatch.earth import spelled_out
from launchwatch.flight.columns import MACH_NODES, PIECES, TRAIL_FIELDS, TRAIL_ROWS
from launchwatch.flight.lanes import WIDTH

STATE: Final = 8  # (6) of the lane at hand
SCRATCH: Final = 16  # (64) vectors of the guidance
BURNS: Final = 80  # (PHASES x 3) burns to come

# rows of the work part: where each begins; the number of a lane is so many further on
WORK: Final = 128
(
    W_T,  # time, s
    W_H,  # size of the step to be tried, s
    W_STALE,  # 1 where the slope at the start of the step must be worked out anew
    W_ERROR,  # error of the step tried
    W_ALTITUDE,  # height of the trial above the ellipsoid, m
    W_TOLERANCE,  # of the integrator
    W_STOP,  # no step goes beyond this time, s
    W_CALLED,  # 1: the lane is asked about every step
    W_CALL,  # 1: the lane must be asked about the step just tried
    W_CLIMB,  # radial speed at the start of the step, m/s
    W_BASE_ALTITUDE,  # height at the start of the step, m
    W_RATE,  # at which drag takes the speed of a falling body, 1/s; 0 where that decides nothing
    C_THRUST,  # in vacuum, N, at C_T0
    C_THRUST_RATE,  # N/s
    C_FLOW,  # kg/s
    C_FLOW_RATE,  # kg/s2
    C_MASS,  # kg at C_T0
    C_T0,  # origin of time of the control, s
    C_EXIT,  # nozzle exit area, m2
    C_AREA,  # reference area times drag factor, m2
    C_NORMAL,  # reference area times slope of the normal force, m2
    C_DENSITY,  # half the density factor
    C_WIND_EAST,
    C_WIND_NORTH,
    C_SPIN,  # turn of the axes of C_U with time, rad/s
    C_PROGRADE,  # 1: thrust along the Earth-relative velocity
    C_BASE,  # first row of the lane in the table of drag coefficients
    C_DRAG,  # of a falling body: half the density factor over the ballistic coefficient, m2/kg
) = (WORK + WIDTH * k for k in range(28))
W_X: Final = WORK + WIDTH * 28  # state: position m, velocity m/s (6 rows)
W_NEW: Final = WORK + WIDTH * 34  # trial state (6 rows)
W_K: Final = WORK + WIDTH * 40  # slopes (7 x 6 rows)
C_U: Final = WORK + WIDTH * 82  # cubic of the thrust direction: four vectors (12 rows)
INSERTION_BURNS: Final = 3
"""The most burns that the insertion law looks ahead to."""
# of the insertion law, between its cycles: vectors have three rows
(G_VGO, G_AHEAD, G_RBIAS, G_RGRAV, G_NORMAL, G_VPREV, G_U, G_UDOT) = (
    WORK + WIDTH * (94 + 3 * k) for k in range(8)
)
(
    G_ASK,  # 1: the lane asks for a cycle
    G_READY,  # 1: the law has begun
    G_T,  # time of the cycle before, s
    G_TGO,  # time to go then, s
    G_TOGO,  # the answer: time to go, s
    G_SHIFT,  # how far the cycle moved the velocity to be gained, as a share of it, squared
    G_PERIGEE,  # radius asked for, m
    G_APOGEE,
    G_PLANE,  # 1: an inclination is asked for
    G_COSINE,  # its cosine
    G_BRANCH,
    G_COUNT,  # how many burns there are
    G_ENTRY_COSINE,  # of the true anomaly at which the orbit is entered
    G_ENTRY_SINE,
    G_RATE,  # of turning across the velocity to be gained, rad/s
) = (WORK + WIDTH * (118 + k) for k in range(15))
G_BURNS: Final = WORK + WIDTH * 133  # burn time s, exhaust velocity m/s, tau s of each burn (9 rows)
WORK_ROWS: Final = 142

CD_STRIDE: Final = 8
CD_ROWS: Final = len(MACH_NODES)

BATCH: Final = 256
"""Vehicles flown before the bodies that they released fall."""
JOB_FLIGHT, JOB_SLOT, JOB_T, JOB_X, JOB_BETA, JOB_GATED, JOB_APEX, JOB_H, JOB_SINKS = (
    0,
    1,
    2,
    3,
    *range(9, 14),
)
JOB_WIDTH: Final = 14
JOB_ROOM: Final = BATCH * len(PIECES)

NOTE_WIDTH: Final = 64
TRAIL_WIDTH: Final = len(TRAIL_FIELDS)
TRAIL_SIZE: Final = TRAIL_ROWS * TRAIL_WIDTH

# where things lie
D_LANES: Final = 0  # how many lanes are in use
D_WAITING: Final = 1  # how many bodies wait to fall
CD: Final = WORK + WORK_ROWS * WIDTH  # (WIDTH, CD_ROWS, CD_STRIDE) splines of the drag coefficient
NOTES: Final = CD + WIDTH * CD_ROWS * CD_STRIDE  # (WIDTH, NOTE_WIDTH) sequencing, see notes.py
JOBS: Final = NOTES + WIDTH * NOTE_WIDTH  # (JOB_ROOM, JOB_WIDTH) released bodies
TRAILS: Final = JOBS + JOB_ROOM * JOB_WIDTH  # (WIDTH, TRAIL_ROWS, TRAIL_WIDTH) paths
DESK_SIZE: Final = TRAILS + WIDTH * TRAIL_SIZE


def new_desk(lanes: int) -> np.ndarray:
    """A desk on which so many lanes are used."""
    desk = np.zeros(DESK_SIZE)
    desk[D_LANES] = lanes
    return desk


@spelled_out
def take_state(desk: np.ndarray, lane: int) -> np.ndarray:
    """The state of a lane (6,), copied to the desk's own place for it."""
    for i in range(6):
        desk[STATE + i] = desk[W_X + WIDTH * i + lane]
    return desk[STATE : STATE + 6]


@spelled_out
def trail_of(desk: np.ndarray, lane: int) -> np.ndarray:
    """The path of a lane, rows of `TRAIL_WIDTH` numbers one after another."""
    first = TRAILS + TRAIL_SIZE * lane
    return desk[first : first + TRAIL_SIZE]
