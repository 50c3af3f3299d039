"""Notes of a lane: what the sequencing of a flight must remember between two steps."""

from __future__ import annotations

from typing import Final

(
    N_FLIGHT,  # which row this lane flies
    N_DOING,  # a code below
    N_STOP,  # the integrator stops here at the latest, s
    N_UNTIL,  # end of what the lane is doing, s
    N_STEP,  # step size that the error control wants, s
    N_LAST,  # 1: the step tried ends at N_STOP
    N_ROWS,  # rows of the trail
    N_SEEKING,  # 1: the step is being shortened to where a criterion is met
    N_LOW,
    N_HIGH,
    N_F_LOW,
    N_F_HIGH,
    N_SIDE,
    N_TRIES,
    N_ALTITUDE,  # height at the start of the step, m
    N_MET,  # 1: the end criterion of the phase has been met
    N_HIT,  # 1: on the ground
    N_PHASE,
    N_TRIAL,  # 1: a trial of the pitch-over, not the flight
    N_TRIALS,
    N_KICK,
    N_LOG,  # logarithm of the kick tried before, and what came of it
    N_MISS,
    N_LOG_LOW,
    N_LOG_HIGH,
    N_FAIRING_T,
    N_ATTACHED,
    N_HOT_T,
    N_HOT_PHASE,
    N_NODE_T,  # end of the present piece of the thrust curve or of throttling, s
    N_IGNITED,
    N_LEFT,  # propellant of the phase at the start of the piece, kg
    N_BURN_END,
    N_FAIL_T,
    N_FACTOR,  # share of thrust that is there
    N_DONE,  # 1: guidance has called for cut-off
    N_ANGLE,  # elevation of thrust of the lofting law, rad
    N_LOFTING,  # 1: the plane of lofting has been set
    N_READY,  # 1: the insertion law has settled
    N_BENDS,  # pieces of a malfunction turn flown
    N_PIECE,  # piece of the attitude programme
    N_PLANE,  # normal of the plane of motion at the failure (3)
) = range(42)
N_ASKING: Final = 53  # cycles of insertion to go before the answer counts; -1: it does
N_NORMAL: Final = 54  # of the plane of lofting (3)
N_ACTIVE: Final = 57  # 1: the lane has a flight that is not finished
N_AXES: Final = 44  # velocity and sideways direction at a loss of control (9)
# of a falling body
N_JOB, N_APEX = 17, 18

(
    IDLE,
    WAITING,  # for ignition
    RISING,
    PITCHING,
    TURNING,
    LOFTING,
    INSERTING,
    CLOSING,  # the last seconds of insertion, direction kept
    FOLLOWING,  # an attitude programme
    PARTING,  # from burn-out to separation
    TUMBLING,
    STRAYING,  # attitude stuck
    DOOMED,  # terminated as soon as the delay is over
    FALLING,  # a released body
) = range(14)
NEVER: Final = 1.0e30
