"""Insertion by unified powered flight guidance, for all lanes that ask at once.

Frame: inertial axes of dynamics.py, SI. The law sees the vehicle as up to `INSERTION_BURNS` burns still to
come (burn time s, exhaust velocity m/s, tau = mass / mass flow s), and gives the thrust direction
u(t) = u0 + udot (t - t0). Like all formulas of motion it takes plain numbers or lanes, so nothing branches.

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

from launchwatch.earth import MU, inline, jit
from launchwatch.flight.desk import (
    G_APOGEE,
    G_ASK,
    G_BRANCH,
    G_BURNS,
    G_COSINE,
    G_COUNT,
    G_ENTRY_COSINE,
    G_ENTRY_SINE,
    G_NORMAL,
    G_PERIGEE,
    G_PLANE,
    G_RATE,
    G_RBIAS,
    G_RD,
    G_READY,
    G_RGRAV,
    G_T,
    G_TGO,
    G_TOGO,
    G_U,
    G_UDOT,
    G_VGO,
    G_VPREV,
    INSERTION_BURNS,
    W_T,
    W_X,
)
from launchwatch.flight.lanes import WIDTH, load, pick, store
from launchwatch.flight.vectors import mean_shift

HOLD_RATE_S: Final = 25.0
"""Below this time to go the position is no longer steered: the turning rate stays, the velocity is met."""
STEEPEST_LEAN: Final = 1.2
"""The thrust may lean from the velocity to be gained by no more than about this, rad, at either end."""
FREE_STEPS: Final = 4
"""Runge-Kutta steps over the time to go, for gravity: metres of error at 400 s, none at the end."""

Vector = tuple[float, float, float]


@inline
def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@inline
def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@inline
def _plus(a: Vector, k: float, b: Vector) -> Vector:
    """a + k b."""
    return a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]


@inline
def _times(k: float, a: Vector) -> Vector:
    return k * a[0], k * a[1], k * a[2]


@inline
def _length(a: Vector) -> float:
    return math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


@inline
def _unit(a: Vector) -> Vector:
    return _times(1.0 / _length(a), a)


@inline
def _either(sign: float, a: Vector, b: Vector) -> Vector:
    return pick(sign, a[0], b[0]), pick(sign, a[1], b[1]), pick(sign, a[2], b[2])


@inline
def _get(desk: np.ndarray, row: int, like: float) -> Vector:
    return load(desk, row, like), load(desk, row + WIDTH, like), load(desk, row + 2 * WIDTH, like)


@inline
def _put(desk: np.ndarray, row: int, value: Vector, ask: float, like: float) -> None:
    """Store a vector in the lanes that ask."""
    for i in range(3):
        store(desk, row + WIDTH * i, pick(ask, value[i], load(desk, row + WIDTH * i, like)))


@inline
def logarithm(x: float) -> float:
    """Natural logarithm of a number from 1 to 1,000, to 1e-12: three square roots and a series."""
    y = math.sqrt(math.sqrt(math.sqrt(x)))
    u = (y - 1.0) / (y + 1.0)
    s = u * u
    series = 1.0 + s * (
        1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13 + s / 15)))))
    )
    return 16.0 * u * series


@inline
def decay(x: float) -> float:
    """exp(-x) for x from 0 to 8, to 1e-12: a series and five squarings."""
    y = x * (-1.0 / 32.0)
    e = 1.0 + y * (
        1.0 + y / 2 * (1.0 + y / 3 * (1.0 + y / 4 * (1.0 + y / 5 * (1.0 + y / 6 * (1.0 + y / 7)))))
    )
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    return e * e


@inline
def arc(cosine: float) -> float:
    """Angle, rad, from its cosine (0 to about 2.5 rad), by the tangent of its quarter."""
    c = pick(cosine - 1.0, 1.0, pick(-0.8 - cosine, -0.8, cosine))
    half = math.sqrt((1.0 - c) / (1.0 + c))
    t = half / (1.0 + math.sqrt(1.0 + half * half))
    s = t * t
    series = 1.0 - s * (
        1 / 3 - s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11 - s * (1 / 13 - s / 15)))))
    )
    return 4.0 * t * series


@inline
def _plane(r: Vector, cosine: float, branch: float) -> Vector:
    """Normal of the plane of an inclination (its cosine) through a position, moving north (+1) or south (-1).

    Where the position lies too far from the equator for the inclination, the plane of due east or west.
    """
    d = _length(r)
    rho = math.sqrt(r[0] * r[0] + r[1] * r[1])
    sine = cosine * d / rho
    sine = pick(sine - 1.0, 1.0, pick(-1.0 - sine, -1.0, sine))
    north = branch * math.sqrt(1.0 - sine * sine)
    ex, ey = -r[1] / rho, r[0] / rho
    tilt = -r[2] / (rho * d)
    v = (sine * ex + north * tilt * r[0], sine * ey + north * tilt * r[1], north * rho / d)
    return _times(1.0 / d, _cross(r, v))


@inline
def _fall_free(r: Vector, v: Vector, time: float) -> tuple[Vector, Vector]:
    """Two-body motion over `time` by classical Runge-Kutta steps."""
    h = time * (1.0 / FREE_STEPS)
    for _ in range(FREE_STEPS):
        a = _times(_pull(r), r)
        p = _plus(r, 0.5 * h, v)
        w = _plus(v, 0.5 * h, a)
        b = _times(_pull(p), p)
        q = _plus(r, 0.5 * h, w)
        x = _plus(v, 0.5 * h, b)
        c = _times(_pull(q), q)
        s = _plus(r, h, x)
        y = _plus(v, h, c)
        d = _times(_pull(s), s)
        sixth = h * (1.0 / 6.0)
        r = _plus(r, sixth, _plus(_plus(v, 2.0, _plus(w, 1.0, x)), 1.0, y))
        v = _plus(v, sixth, _plus(_plus(a, 2.0, _plus(b, 1.0, c)), 1.0, d))
    return r, v


@inline
def _pull(r: Vector) -> float:
    d2 = _dot(r, r)
    return -MU / (d2 * math.sqrt(d2))


@jit
def insertion_cycle(desk: np.ndarray, like: float) -> None:
    """One cycle of the law in every lane with G_ASK 1, to the true anomaly (or the perigee) of its orbit.

    Fills the steering (G_U, G_UDOT) and the time to go (G_TOGO, s). G_VGO keeps the velocity still to be
    gained. Where G_PLANE is 0 no inclination is wanted and the plane G_NORMAL is kept; it must be set then.
    """
    ask = load(desk, G_ASK, like)
    t = load(desk, W_T, like)
    r, v = _get(desk, W_X, like), _get(desk, W_X + 3 * WIDTH, like)
    ready, planar = load(desk, G_READY, like), load(desk, G_PLANE, like)
    normal, rd = _get(desk, G_NORMAL, like), _get(desk, G_RD, like)
    away = _length(r)
    # north- or southbound: as asked, or for 0 as the plane of motion leads
    h = _cross(r, v)
    branch = load(desk, G_BRANCH, like)
    # the radii asked for are those of the mean orbit; see vectors.mean_apsides
    here = _either(ready, rd, r)
    far = _length(here)
    cosine = pick(planar, load(desk, G_COSINE, like), normal[2])
    northward = (normal[0] * here[1] - normal[1] * here[0]) / far
    perigee = load(desk, G_PERIGEE, like)
    axis = 0.5 * (perigee + load(desk, G_APOGEE, like))
    e = 1.0 - perigee / axis
    beyond = (1.0 + e) / (1.0 + e * load(desk, G_ENTRY_COSINE, like))  # radius of the entry over perigee
    da, dr, climb = mean_shift(axis, e, perigee * beyond, cosine, here[2] / far, northward)
    axis = axis + da
    perigee = perigee + dr
    speed = math.sqrt(MU * (2.0 / perigee - 1.0 / axis))
    climb = climb + MU / (speed * perigee) * e * load(desk, G_ENTRY_SINE, like)
    radius = perigee * beyond
    speed = speed / beyond  # level, by the angular momentum
    # at first: straight to the entry above; later, what the engines have given is no longer to be gained
    first = _times(radius / away, r)
    way = pick(branch * branch, branch, pick(h[0] * first[1] - h[1] * first[0], 1.0, -1.0))
    wanted = _either(planar, _plane(first, cosine, way), normal)
    begun = _plus(_times(speed, _unit(_cross(wanted, first))), -1.0, v)
    pull = MU / (away * away * away) * (t - load(desk, G_T, like))
    given = _plus(_plus(v, -1.0, _get(desk, G_VPREV, like)), pull, r)
    rd = _either(ready, rd, first)
    normal = _either(ready, normal, wanted)
    vgo = _either(ready, _plus(_get(desk, G_VGO, like), -1.0, given), begun)
    rbias = _times(pick(ready, 1.0, 0.0), _get(desk, G_RBIAS, like))
    rgrav = _either(ready, _get(desk, G_RGRAV, like), _times(-0.5 * MU / (away * away * away), r))
    before = pick(ready, load(desk, G_TGO, like), 1.0)
    total = _length(vgo)
    # integrals of thrust acceleration over the burns, the last one cut where vgo is reached
    count = load(desk, G_COUNT, like)
    zero = t * 0.0
    active = zero + 1.0
    length, j_sum, s_sum, q_sum, p_sum, h_sum, tgo = zero, zero, zero, zero, zero, zero, zero
    for k in range(INSERTION_BURNS):
        at = G_BURNS + 3 * WIDTH * k
        tb, ve, tau = load(desk, at, like), load(desk, at + WIDTH, like), load(desk, at + 2 * WIDTH, like)
        one = pick(tau - tb, ve * logarithm(tau / pick(tau - tb, tau - tb, tau)), total)
        last = pick(k + 1.5 - count, 1.0, pick(length + one - total, 1.0, 0.0))
        rest = total - length
        one = active * pick(last, pick(rest - 1.0e-6, rest, 1.0e-6), one)
        tb = active * pick(last, tau * (1.0 - decay(one / ve)), tb)
        jk = tau * one - ve * tb
        sk = tb * one - jk
        qk = sk * (tau + tgo) - 0.5 * ve * tb * tb
        pk = qk * (tau + tgo) - 0.5 * ve * tb * tb * (tb * (1.0 / 3.0) + tgo)
        p_sum = p_sum + pk + h_sum * tb
        q_sum = q_sum + qk + j_sum * tb
        s_sum = s_sum + sk + length * tb
        j_sum = j_sum + jk + one * tgo
        length = length + one
        tgo = tgo + tb
        h_sum = j_sum * tgo - q_sum
        active = pick(last, zero, active)
    lam = _times(1.0 / total, vgo)
    stretch = tgo / before
    rgrav = _times(stretch * stretch, rgrav)
    iz = _unit(_cross(normal, rd))
    rgo = _plus(_plus(rd, -1.0, r), -1.0, _plus(rgrav, tgo, v))
    rgo = _plus(rgo, -_dot(iz, rgo), iz)
    toward = _dot(lam, iz)
    toward = pick(toward - 0.05, toward, pick(-0.05 - toward, toward, 0.05))
    # sideways the way to go is whatever the thrust gives: the plane passes through where it leads
    rgo = _plus(rgo, s_sum * _dot(lam, normal) - _dot(rgo, normal), normal)
    rgo = _plus(_plus(rgo, (s_sum - _dot(lam, rgo)) / toward, iz), 1.0, rbias)
    ldot = _times(1.0 / (q_sum - s_sum * j_sum / length), _plus(rgo, -s_sum, lam))
    # where along the node the orbit is entered is free, so the thrust turns only in the plane of the orbit
    across = _unit(_cross(normal, lam))
    rate = _either(tgo - HOLD_RATE_S, _times(_dot(ldot, across), across), _get(desk, G_RATE, like))
    mid = j_sum / length
    lean = _length(rate) * mid
    ldot = _times(pick(lean - STEEPEST_LEAN, STEEPEST_LEAN / pick(lean, lean, 1.0), 1.0), rate)
    u = _plus(lam, -mid, ldot)
    phi = arc(_dot(u, lam) / _length(u))
    phidot = -phi * length / j_sum
    turning = _length(ldot)
    d = _times(pick(turning - 1.0e-15, 1.0 / pick(turning, turning, 1.0), 0.0), ldot)
    a = length - 0.5 * length * phi * phi - j_sum * phi * phidot - 0.5 * h_sum * phidot * phidot
    b = s_sum - 0.5 * s_sum * phi * phi - q_sum * phi * phidot - 0.5 * p_sum * phidot * phidot
    vthrust = _plus(_times(a, lam), -(length * phi + j_sum * phidot), d)
    rthrust = _plus(_times(b, lam), -(s_sum * phi + q_sum * phidot), d)
    vbias = _plus(vgo, -1.0, vthrust)
    # only across the thrust is the way steered, so only there is its bias kept; along it, it would pile up
    rbias = _times(_dot(rgo, across) - _dot(rthrust, across), across)
    rc1 = _plus(_plus(r, -0.1, rthrust), -tgo * (1.0 / 30.0), vthrust)
    vc1 = _plus(_plus(v, 1.2 / tgo, rthrust), -0.1, vthrust)
    rf, vf = _fall_free(rc1, vc1, tgo)
    rgrav = _plus(_plus(rf, -1.0, rc1), -tgo, vc1)
    rp = _plus(_plus(_plus(r, tgo, v), 1.0, rgrav), 1.0, rthrust)
    way = pick(branch * branch, branch, pick(h[0] * rp[1] - h[1] * rp[0], 1.0, -1.0))
    normal = _either(planar, _plane(rp, cosine, way), normal)
    rd = _plus(rp, -_dot(rp, normal), normal)
    rd = _times(radius / _length(rd), rd)
    ahead = _unit(_cross(normal, rd))
    vgo = _plus(_plus(_times(speed, ahead), climb / radius, rd), -1.0, v)
    vgo = _plus(_plus(vgo, -1.0, _plus(vf, -1.0, vc1)), 1.0, vbias)
    _put(desk, G_U, u, ask, like)
    _put(desk, G_UDOT, ldot, ask, like)
    _put(desk, G_VGO, vgo, ask, like)
    _put(desk, G_RD, rd, ask, like)
    _put(desk, G_RBIAS, rbias, ask, like)
    _put(desk, G_RGRAV, rgrav, ask, like)
    _put(desk, G_NORMAL, normal, ask, like)
    _put(desk, G_VPREV, v, ask, like)
    _put(desk, G_RATE, rate, ask, like)
    store(desk, G_T, pick(ask, t, load(desk, G_T, like)))
    store(desk, G_TGO, pick(ask, tgo, load(desk, G_TGO, like)))
    store(desk, G_TOGO, pick(ask, tgo, load(desk, G_TOGO, like)))
    store(desk, G_READY, pick(ask, zero + 1.0, ready))
