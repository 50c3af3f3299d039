"""The shape of the wind with height: one number between 0 and 1 that scales a drawn jet-stream speed.

A mid-latitude profile in one smooth curve of our own: a quarter of the peak at the ground, the peak at the
jet (11 km), and a bell that dies out in the stratosphere (0.19 at 20 km, 0.02 at 25 km).  It follows the
usual shape of the scalar wind envelopes for ascent (NASA-HDBK-1001, section 2) below 20 km; the second
maximum near 60 km is left out, because air there is too thin (3e-4 kg/m3) to move a vehicle.
"""

from __future__ import annotations

import math

from launchwatch.earth._jit import jit

JET_ALTITUDE = 11_000.0
"""Altitude of the peak, m."""
GROUND_FACTOR = 0.25
"""Factor at the ground."""
DECAY_LENGTH = 7_000.0
"""Width of the bell above the jet, m."""


@jit
def wind_profile(altitude: float) -> float:
    """Factor (0 to 1) of the wind at a geometric altitude (m); once continuously differentiable above 0 m."""
    if altitude <= 0.0:
        return GROUND_FACTOR
    if altitude < JET_ALTITUDE:
        below = 1.0 - altitude / JET_ALTITUDE
        return 1.0 - (1.0 - GROUND_FACTOR) * below * below
    above = (altitude - JET_ALTITUDE) / DECAY_LENGTH
    return math.exp(-above * above)
