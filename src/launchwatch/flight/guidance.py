"""Guidance: lofting phases that aim at an apogee, and insertion by unified powered flight guidance.

Frame: inertial axes of dynamics.py, SI. Both laws see the vehicle as a list of burns still to come,
three numbers each: burn time s, exhaust velocity m/s, tau = mass / mass flow s, and give the thrust direction
u(t) = u0 + udot (t - t0).

Sources: R. L. McHenry, T. J. Brand, A. D. Long, B. F. Cockrell, J. R. Thibodeau, "Space Shuttle ascent
guidance, navigation and control", J. Astronaut. Sci. 27, 1979; R. F. Jaggers, "An explicit solution to the
exoatmospheric powered flight guidance and trajectory optimization problem", AIAA 77-1051. The plane of the
target is not fixed in space here: only its inclination is, and the plane goes through the place of insertion
that the law itself predicts, north- or southbound.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import MU, jit
from launchwatch.flight.vectors import apsides, cross, dot, norm, unit

STEEPEST_RAD: Final = math.radians(75.0)
WIDEST_YAW: Final = math.sin(math.radians(60.0))


@jit
def thrust_integrals(burns: np.ndarray, n: int) -> tuple[float, float, float]:
    """(velocity gained L, distance gained S, time T) of burns flown in one fixed direction."""
    gained = 0.0
    way = 0.0
    time = 0.0
    for k in range(n):
        tb, ve, tau = burns[3 * k], burns[3 * k + 1], burns[3 * k + 2]
        one = ve * math.log(tau / (tau - tb))
        way += gained * tb + tb * one - (tau * one - ve * tb)
        gained += one
        time += tb
    return gained, way, time


@jit
def _apogee_after(
    angle: float,
    yaw: float,
    r: np.ndarray,
    v: np.ndarray,
    up: np.ndarray,
    ahead: np.ndarray,
    side: np.ndarray,
    gained: float,
    way: float,
    time: float,
    end: np.ndarray,
    u: np.ndarray,
    new: np.ndarray,
) -> float:
    c = math.sqrt(1.0 - yaw * yaw)
    level, steep = c * math.cos(angle), c * math.sin(angle)
    for i in range(3):
        u[i] = yaw * side[i] + level * ahead[i] + steep * up[i]
    r0 = norm(r)
    r1 = norm(end)
    g0 = MU / (r0 * r0 * r0)
    g1 = MU / (r1 * r1 * r1)
    for i in range(3):
        new[i] = r[i] + v[i] * time + way * u[i] - time * time * (g0 * r[i] / 3.0 + g1 * end[i] / 6.0)
        new[3 + i] = v[i] + gained * u[i] - 0.5 * time * (g0 * r[i] + g1 * end[i])
    return apsides(new)[2]


@jit
def loft(
    burns: np.ndarray,
    n: int,
    state: np.ndarray,
    normal: np.ndarray,
    apogee: float,
    angle: float,
    u: np.ndarray,
    work: np.ndarray,
) -> float:
    """Thrust direction, fixed in inertial space, that ends the burns on a coast to an apogee radius.

    The burns run to depletion. `normal` is the plane in which the velocity shall lie at the end; the yaw
    that this takes is held to 60 degrees. `angle` is the elevation found the cycle before. Fills `u`,
    returns the elevation in rad. Gravity over the burn is taken as linear in time between its ends.
    """
    r = state[:3]
    v = state[3:6]
    up, ahead, end, new = work[0:3], work[3:6], work[6:9], work[9:15]
    for i in range(3):
        up[i] = r[i]
    unit(up)
    cross(normal, up, ahead)
    unit(ahead)
    gained, way, time = thrust_integrals(burns, n)
    yaw = min(WIDEST_YAW, max(-WIDEST_YAW, -dot(v, normal) / gained))
    # where the burn ends, for gravity
    fall = 1.0 - 0.5 * time * time * MU / norm(r) ** 3
    level, steep = math.cos(angle), math.sin(angle)
    for i in range(3):
        end[i] = fall * r[i] + v[i] * time + way * (level * ahead[i] + steep * up[i])
    found = False
    for _ in range(6):
        f = _apogee_after(angle, yaw, r, v, up, ahead, normal, gained, way, time, end, u, new) - apogee
        found = abs(f) < 50.0
        if found:
            break
        d = 1.0e-3
        slope = (
            _apogee_after(angle + d, yaw, r, v, up, ahead, normal, gained, way, time, end, u, new)
            - apogee
            - f
        ) / d
        if not math.isfinite(slope) or not math.isfinite(f):
            angle -= 0.1
        elif slope < 1.0e4:
            angle += 0.05 if f < 0.0 else -0.05
        else:
            angle -= min(0.2, max(-0.2, f / slope))
        angle = min(STEEPEST_RAD, max(-0.6, angle))
    if not found:
        _apogee_after(angle, yaw, r, v, up, ahead, normal, gained, way, time, end, u, new)
    return angle


@jit
def plane_through(r: np.ndarray, inclination: float, branch: float, normal: np.ndarray) -> None:
    """Normal of the plane of an inclination through a position, moving north (+1) or south (-1) there.

    Where the position lies too far from the equator for the inclination, the plane of due east or west.
    """
    d = norm(r)
    rho = math.sqrt(r[0] * r[0] + r[1] * r[1])
    cos_latitude = rho / d
    sine = min(1.0, max(-1.0, math.cos(inclination) / cos_latitude))
    cosine = branch * math.sqrt(1.0 - sine * sine)
    # east and north at r
    ex, ey = -r[1] / rho, r[0] / rho
    nx, ny, nz = -r[2] * r[0] / (rho * d), -r[2] * r[1] / (rho * d), rho / d
    vx, vy, vz = sine * ex + cosine * nx, sine * ey + cosine * ny, cosine * nz
    normal[0] = (r[1] * vz - r[2] * vy) / d
    normal[1] = (r[2] * vx - r[0] * vz) / d
    normal[2] = (r[0] * vy - r[1] * vx) / d


@jit
def heading(state: np.ndarray, r: np.ndarray, branch: float) -> float:
    """Whether to pass `r` northbound (+1) or southbound (-1): as asked, or for 0 as the plane of motion does.

    A plane of the wanted inclination through a place comes in both kinds; a launch due east passes its
    northernmost point soon, so how it left the pad does not say how it arrives.
    """
    if branch != 0.0:
        return branch
    hx = state[1] * state[5] - state[2] * state[4]
    hy = state[2] * state[3] - state[0] * state[5]
    return 1.0 if hx * r[1] - hy * r[0] >= 0.0 else -1.0
