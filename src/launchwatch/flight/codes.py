"""Codes of a phase: how it is steered, and what ends it."""

from __future__ import annotations

from typing import Final

TURN: Final = 0  # vertical rise, pitch-over, then zero angle of attack
LOFT: Final = 1  # aim at an apogee, burn to depletion
INSERT: Final = 2  # aim at the orbit, cut off when it is reached
ATTITUDE: Final = 3  # a prescribed attitude programme, inertial

END_DEPLETION: Final = 0
END_TIME: Final = 1  # s after ignition
END_SPEED: Final = 2  # inertial, m/s
END_RELATIVE_SPEED: Final = 3  # Earth-relative, m/s
END_ALTITUDE: Final = 4  # m above the ellipsoid
END_ACCELERATION: Final = 5  # of thrust over mass, m/s2
END_AXIS: Final = 6  # osculating semi-major axis less the equatorial radius, m: the energy of the orbit

END_CRITERIA: Final = {
    END_DEPLETION: "depletion",
    END_TIME: "time",
    END_SPEED: "inertial speed",
    END_RELATIVE_SPEED: "Earth-relative speed",
    END_ALTITUDE: "altitude",
    END_ACCELERATION: "acceleration",
    END_AXIS: "semi-major axis",
}
"""What may end the burn of a phase before its propellant is used up, and the words for it."""
