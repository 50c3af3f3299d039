"""The instantaneous impact point: where a body would come down if it fell freely from now on.

Without drag and oblateness, on a sphere of the equatorial radius: what range safety watches in flight
(14 CFR 417, Appendix A: "instantaneous impact point"). Kepler's ellipse cuts the sphere in closed form.
"""

from __future__ import annotations

import math

import numpy as np

from launchwatch.earth import MU, OMEGA, RADIUS, jit


@jit
def free_fall(state: np.ndarray, where: np.ndarray) -> float:
    """Time of free fall (s) to the sphere; fills `where` (3) with the inertial direction of impact.

    NaN where the orbit does not meet the sphere, or does not come back.
    """
    x, y, z, vx, vy, vz = state[0], state[1], state[2], state[3], state[4], state[5]
    r = math.sqrt(x * x + y * y + z * z)
    climb = (x * vx + y * vy + z * vz) / r
    energy = 0.5 * (vx * vx + vy * vy + vz * vz) - MU / r
    hx, hy, hz = y * vz - z * vy, z * vx - x * vz, x * vy - y * vx
    h = math.sqrt(hx * hx + hy * hy + hz * hz)
    p = h * h / MU
    e = math.sqrt(max(0.0, 1.0 + 2.0 * energy * p / MU))
    if energy >= 0.0 or e < 1.0e-9 or p / (1.0 + e) > RADIUS or r < RADIUS * (1.0 - 1.0e-4):
        return math.nan
    a = -MU / (2.0 * energy)
    # true anomalies now and at impact (which is on the way down)
    cosine = (p / r - 1.0) / e
    sine = climb * h / (MU * e)
    now = math.atan2(sine, cosine)
    below = min(1.0, max(-1.0, (p / RADIUS - 1.0) / e))
    impact = 2.0 * math.pi - math.acos(below)
    if now < 0.0:
        now += 2.0 * math.pi
    swept = impact - now
    root = math.sqrt((1.0 - e) / (1.0 + e))
    first = 2.0 * math.atan2(root * math.sin(0.5 * now), math.cos(0.5 * now))
    second = 2.0 * math.atan2(root * math.sin(0.5 * impact), math.cos(0.5 * impact))
    motion = math.sqrt(MU / (a * a * a))
    time = ((second - e * math.sin(second)) - (first - e * math.sin(first))) / motion
    c, s = math.cos(swept), math.sin(swept)
    # forward horizontal direction: h x r / (h r)
    fx, fy, fz = hy * z - hz * y, hz * x - hx * z, hx * y - hy * x
    scale = 1.0 / max(h * r, 1.0e-9)
    where[0] = c * x / r + s * fx * scale
    where[1] = c * y / r + s * fy * scale
    where[2] = c * z / r + s * fz * scale
    return time


@jit
def impact_point(t: float, state: np.ndarray, where: np.ndarray) -> tuple[float, float, float]:
    """(time s, geocentric latitude rad, Earth-fixed longitude rad) of the impact point of a state at `t`.

    `where` (3) is scratch. NaN where `free_fall` has no answer.
    """
    fall = free_fall(state, where)
    if math.isnan(fall):
        return math.nan, math.nan, math.nan
    longitude = math.atan2(where[1], where[0]) - OMEGA * (t + fall)
    longitude = (longitude + math.pi) % (2.0 * math.pi) - math.pi
    return t + fall, math.asin(min(1.0, max(-1.0, where[2]))), longitude


def impact_trace(path: np.ndarray) -> np.ndarray:
    """Instantaneous impact points (n, 3) along a path (n, 7 or more): time s, latitude, longitude rad.

    `path` has the columns of `columns.TRAIL_FIELDS`. NaN where the orbit does not come down.
    """
    where = np.empty(3)
    trace = np.empty((len(path), 3))
    for k in range(len(path)):
        trace[k] = impact_point(path[k, 0], path[k, 1:7], where)
    return trace
