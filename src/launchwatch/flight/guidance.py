"""Guidance: lofting phases that aim at an apogee, and the planes that guidance flies in.

Frame: inertial axes of dynamics.py, SI. Lofting sees the vehicle as a list of burns still to come, three
numbers each: burn time s, exhaust velocity m/s, tau = mass / mass flow s. Insertion is in insertion.py.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import MU, jit
from launchwatch.flight.triples import Vector, inner, length, outer, plus, times, towards
from launchwatch.flight.vectors import norm

STEEPEST_RAD: Final = math.radians(75.0)
WIDEST_YAW: Final = math.sin(math.radians(60.0))
CLOSE_M: Final = 50.0
"""The apogee that lofting predicts is met to this much, m."""
SMALL_RAD: Final = 2.0e-3
"""A Newton step below this leaves some ten metres of apogee, and is the last."""


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
def _apogee(r: Vector, v: Vector, dr: Vector, dv: Vector) -> tuple[float, float]:
    """Apogee radius of a state (infinite if unbound), and how fast it changes where the state changes so."""
    distance = length(r)
    energy = 0.5 * inner(v, v) - MU / distance
    if energy >= 0.0:
        return math.inf, math.nan
    h = outer(r, v)
    h2 = inner(h, h) * (1.0 / (MU * MU))
    a = -0.5 * MU / energy
    e = math.sqrt(max(0.0, 1.0 + 2.0 * energy * h2))
    energy_rate = inner(v, dv) + MU / (distance * distance * distance) * inner(r, dr)
    h2_rate = 2.0 / (MU * MU) * inner(h, plus(outer(dr, v), 1.0, outer(r, dv)))
    e_rate = (energy_rate * h2 + energy * h2_rate) / max(e, 1.0e-9)
    return a * (1.0 + e), a * (e_rate - energy_rate / energy * (1.0 + e))


@jit
def loft(
    burns: np.ndarray,
    n: int,
    state: np.ndarray,
    normal: np.ndarray,
    apogee: float,
    angle: float,
    u: np.ndarray,
) -> float:
    """Thrust direction, fixed in inertial space, that ends the burns on a coast to an apogee radius.

    The burns run to depletion. `normal` is the plane in which the velocity shall lie at the end; the yaw
    that this takes is held to 60 degrees. `angle` is the elevation found the cycle before. Fills `u`,
    returns the elevation in rad, by Newton steps. Gravity over the burn is taken as linear in time between
    its ends.
    """
    r, v = (state[0], state[1], state[2]), (state[3], state[4], state[5])
    side = (normal[0], normal[1], normal[2])
    up = towards(r)
    ahead = towards(outer(side, up))
    gained, way, time = thrust_integrals(burns, n)
    yaw = min(WIDEST_YAW, max(-WIDEST_YAW, -inner(v, side) / gained))
    level = math.sqrt(1.0 - yaw * yaw)
    # where the burn ends, for gravity
    g0 = MU / length(r) ** 3
    end = plus(times(1.0 - 0.5 * time * time * g0, r), time, v)
    end = plus(end, way, plus(times(math.cos(angle), ahead), math.sin(angle), up))
    g1 = MU / length(end) ** 3
    still = plus(plus(plus(r, time, v), -time * time / 3.0 * g0, r), -time * time / 6.0 * g1, end)
    slow = plus(plus(v, -0.5 * time * g0, r), -0.5 * time * g1, end)
    for _ in range(6):
        c, s = math.cos(angle), math.sin(angle)
        thrust = plus(times(yaw, side), level, plus(times(c, ahead), s, up))
        turn = times(level, plus(times(-s, ahead), c, up))
        found, slope = _apogee(
            plus(still, way, thrust), plus(slow, gained, thrust), times(way, turn), times(gained, turn)
        )
        f = found - apogee
        if abs(f) < CLOSE_M:
            break
        before = angle
        if not math.isfinite(slope) or not math.isfinite(f):
            angle -= 0.1
        elif slope < 1.0e4:
            angle += 0.05 if f < 0.0 else -0.05
        else:
            angle -= min(0.2, max(-0.2, f / slope))
        angle = min(STEEPEST_RAD, max(-0.6, angle))
        if abs(angle - before) < SMALL_RAD:
            break
    thrust = plus(times(yaw, side), level, plus(times(math.cos(angle), ahead), math.sin(angle), up))
    u[0], u[1], u[2] = thrust
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
