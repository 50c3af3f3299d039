"""How far inside its limit a satellite is for a place: the two margins whose sign the finder asks for.

Elevation: `up.d - sin(e) |d|`, with d from the place to the satellite and up normal to the ellipsoid.
Off-nadir: `|r| - r.s/|r| - cos(o) |d|`, with r and s from the Earth's centre, nadir being towards that
centre. Both are distances (m), not below zero exactly where the limit is kept, and both are easy to bound:
what is subtracted, a multiple of |d|, bends the margin downward only, and the rest bends by no more than
accelerations do. So each second derivative is at most a constant of the satellite, however near it passes:
`bend_of`.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from launchwatch.earth import inline
from launchwatch.overpass.motion import state

Array = npt.NDArray[np.float64]

#: What a place is to the kernels: position (0, 1, 2), m; unit normal (3, 4, 5); distance from the centre (6).
PLACE_COLUMNS = 7
ELEVATION, OFF_NADIR = 0, 1


@inline
def margin(kind: int, limit: float, place: Array, r: tuple[float, ...]) -> tuple[float, float]:
    """The margin (m) and its rate (m/s) for a state; `limit` is sin(elevation), or cos(off-nadir angle)."""
    x, y, z, u, v, w = r
    p, q, o = x - place[0], y - place[1], z - place[2]
    distance = math.sqrt(p * p + q * q + o * o)
    away = (p * u + q * v + o * w) / distance
    if kind == ELEVATION:
        height = place[3] * p + place[4] * q + place[5] * o
        return height - limit * distance, place[3] * u + place[4] * v + place[5] * w - limit * away
    radius = math.sqrt(x * x + y * y + z * z)
    climb = (x * u + y * v + z * w) / radius
    along = (x * place[0] + y * place[1] + z * place[2]) / radius
    turned = (u * place[0] + v * place[1] + w * place[2] - along * climb) / radius
    return radius - along - limit * distance, climb - turned - limit * away


@inline
def margin_at(
    kind: int, limit: float, place: Array, node: Array, step: float, t: float
) -> tuple[float, float]:
    """`margin` at a time, s after the first node."""
    return margin(kind, limit, place, state(node, step, t))


@inline
def bend_of(kind: int, limit: float, bound: Array, radius: float) -> float:
    """No second derivative of the margin is greater than this, m/s2; `radius` is that of the place."""
    if kind == ELEVATION:
        return float(bound[2] * (1.0 + limit))
    return float(bound[3] + radius * bound[4] + limit * bound[2])


@inline
def threshold_of(limits: Array, bound: Array, place: Array) -> float:
    """Where the satellite is seen within the limits, up.r is at least this, m.

    At elevation e from radius r the distance solves |s + d| = r, and up.d = |d| sin(elevation) grows with the
    elevation. The normal and the direction of the place differ by less than 0.0034 rad, and both bounds allow
    for that. Within an off-nadir angle o the place and the satellite are asin(r sin o / |s|) - o apart.
    """
    sine, cosine = limits[0], limits[1]
    radius = place[6]
    low, high = bound[0], bound[1]
    foot = place[0] * place[3] + place[1] * place[4] + place[2] * place[5]
    rise = min(sine + 0.0034, 1.0) * radius
    distance = -rise + math.sqrt(max(rise * rise + low * low - radius * radius, 0.0))
    least = foot + sine * distance
    if cosine > 0.0:
        ratio = high * math.sqrt(1.0 - cosine * cosine) / radius
        if ratio < 1.0:
            apart = math.asin(ratio) - math.acos(cosine) + 0.0034
            least = max(least, low * math.cos(min(apart, math.pi)))
    return float(least)
