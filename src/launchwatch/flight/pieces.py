"""Released bodies: stages, fairing, stacks and debris fall through drag and wind to the ellipsoid.

A body is a point mass with a constant ballistic coefficient m/(Cd A). Frame and units of dynamics.py.
"""

from __future__ import annotations

import math

import numpy as np

from launchwatch.earth import OMEGA, height, jit, to_geodetic
from launchwatch.flight.columns import (
    I_DENSITY,
    I_WIND_EAST,
    I_WIND_NORTH,
    O_PIECE,
    PIECE_WIDTH,
    Q_APEX,
    Q_IMPACT,
    Q_LAT,
    Q_LON,
    Q_RELEASE,
)
from launchwatch.flight.desk import Desk
from launchwatch.flight.dynamics import (
    C_AREA,
    C_BETA,
    C_DENSITY,
    C_FLOW,
    C_KIND,
    C_MASS,
    C_THRUST,
    C_WIND_EAST,
    C_WIND_NORTH,
    COAST,
)
from launchwatch.flight.integrator import LONGEST_FALL_S, advance, record
from launchwatch.flight.vectors import apsides


@jit
def place(t: float, x: float, y: float, z: float) -> tuple[float, float, float]:
    """Geodetic latitude and Earth-fixed longitude (rad) and height (m) of an inertial position at `t`."""
    latitude, longitude, h = to_geodetic(x, y, z)
    longitude -= OMEGA * t
    longitude = (longitude + math.pi) % (2.0 * math.pi) - math.pi
    return latitude, longitude, h


@jit
def fall(
    slot: int,
    t: float,
    release: np.ndarray,
    beta: float,
    row: np.ndarray,
    tolerance: float,
    desk: Desk,
    out: np.ndarray,
) -> int:
    """Drop a body at `t` from the state `release`; writes its slot in `out`, its path in `desk.fall_trail`.

    Returns the rows of the trail. A body on an orbit that does not come down leaves NaN.
    """
    base = O_PIECE + slot * PIECE_WIDTH
    out[base + Q_RELEASE] = t
    control = desk.fall_control
    state = desk.fall_state
    trail = desk.fall_trail
    for i in range(control.size):
        control[i] = 0.0
    control[C_KIND] = COAST
    control[C_THRUST] = 0.0
    control[C_MASS] = 1.0
    control[C_FLOW] = 0.0
    control[C_AREA] = 0.0
    control[C_BETA] = max(beta, 1.0)
    control[C_DENSITY] = row[I_DENSITY]
    control[C_WIND_EAST] = row[I_WIND_EAST]
    control[C_WIND_NORTH] = row[I_WIND_NORTH]
    for i in range(6):
        state[i] = release[i]
    _a, perigee, _q = apsides(state)
    n = record(t, state, trail, 0)
    if perigee > 6.378137e6 + 60e3:
        return n
    end, _h, n, hit = advance(
        t, t + LONGEST_FALL_S, 5.0, tolerance, state, control, desk.scratch, trail, n, True
    )
    if not hit or not math.isfinite(state[0]):
        return n
    latitude, longitude, _ = place(end, state[0], state[1], state[2])
    apex = 0.0
    for j in range(n):
        apex = max(apex, height(trail[j, 1], trail[j, 2], trail[j, 3]))
    out[base + Q_IMPACT] = end
    out[base + Q_LAT] = latitude
    out[base + Q_LON] = longitude
    out[base + Q_APEX] = apex
    return n
