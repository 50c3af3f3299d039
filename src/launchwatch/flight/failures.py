"""Failure modes that are flown, and outcomes of a flight: codes of the kernel and their names."""

from __future__ import annotations

from typing import Final

NONE: Final = 0
NO_IGNITION: Final = 1  # the phase does not ignite; the stack falls
SHUTDOWN: Final = 2  # thrust ends early in the phase; the stack falls
BREAK_UP: Final = 3  # explosion, or flight termination, on command or in error; debris falls
LOSS_OF_CONTROL: Final = 4  # the thrust turns away at a rate, break-up after TUMBLE_S
NO_SEPARATION: Final = 5  # what the phase should drop stays on; the stack falls
FAIRING_STAYS: Final = 6  # the flight goes on with the fairing
LATE_IGNITION: Final = 7  # the phase ignites late by a given time, and the flight goes on
THRUST_LOSS: Final = 8  # a share of the thrust is left, as when engines of a cluster go out; it goes on
STUCK: Final = 9  # the attitude freezes; the burn goes on until it ends, or the flight is terminated
TERMINATION: Final = 10  # flight termination in error: as a break-up, at once

FAILURES: Final = {
    NONE: "none",
    NO_IGNITION: "no ignition",
    SHUTDOWN: "early shutdown",
    BREAK_UP: "break-up or flight termination",
    LOSS_OF_CONTROL: "loss of control",
    NO_SEPARATION: "no separation",
    FAIRING_STAYS: "fairing stays on",
    LATE_IGNITION: "late ignition",
    THRUST_LOSS: "loss of thrust",
    STUCK: "stuck attitude",
    TERMINATION: "flight termination in error",
}
"""Failure codes and the words for them."""

TUMBLE_S: Final = 6.0
"""Seconds from loss of control to break-up by aerodynamic load or range safety: a malfunction turn is taken
to last about as long as a controller's delay (14 CFR 417.219 speaks of some seconds)."""

IN_ORBIT: Final = 0
WRONG_ORBIT: Final = 1
FELL: Final = 2

OUTCOMES: Final = {IN_ORBIT: "orbit", WRONG_ORBIT: "wrong orbit", FELL: "no orbit"}
"""Outcome codes: the aim reached to 20 km and 0.1 degrees; another orbit that lasts a revolution; none."""

LOWEST_PERIGEE_M: Final = 120e3
"""An orbit whose perigee is lower does not last a revolution."""
