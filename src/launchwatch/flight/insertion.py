"""Insertion by unified powered flight guidance, for all lanes that ask at once.

Frame: inertial axes of dynamics.py, SI. The law sees the vehicle as up to `INSERTION_BURNS` burns still to
come (burn time s, exhaust velocity m/s, tau = mass / mass flow s), and gives the thrust direction
u(t) = u0 + udot (t - t0). Like all formulas of motion it takes plain numbers or lanes, so nothing branches
within a lane; what no lane needs (a first guess, a second burn) is left out.

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
    D_LANES,
    G_AHEAD,
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
    G_READY,
    G_RGRAV,
    G_SHIFT,
    G_T,
    G_TGO,
    G_TOGO,
    G_U,
    G_UDOT,
    G_VGO,
    G_VPREV,
    W_T,
    W_X,
)
from launchwatch.flight.lanes import WIDTH, load, pick, store
from launchwatch.flight.triples import (
    Vector,
    arctangent,
    decay,
    either,
    get,
    inner,
    length,
    logarithm,
    outer,
    plus,
    put,
    times,
    towards,
)
from launchwatch.flight.vectors import mean_shift

HOLD_RATE_S: Final = 25.0
"""Below this time to go the position is no longer steered: the turning rate stays, the velocity is met."""
STEEPEST_LEAN: Final = 1.2
"""The thrust may lean from the velocity to be gained by no more than about this, rad, at either end."""
FREE_STEPS: Final = 2
"""Nystroem steps over the time to go, for gravity: metres of error at 400 s, none at the end."""


@inline
def _plane(r: Vector, cosine: float, branch: float) -> Vector:
    """Normal of the plane of an inclination (its cosine) through a position, moving north (+1) or south (-1).

    Where the position lies too far from the equator for the inclination, the plane of due east or west.
    """
    p2 = r[0] * r[0] + r[1] * r[1]
    outward, inward = 1.0 / math.sqrt(p2), 1.0 / math.sqrt(p2 + r[2] * r[2])
    rho = p2 * outward
    sine = cosine * inner(r, r) * inward * outward
    sine = pick(sine - 1.0, 1.0, pick(-1.0 - sine, -1.0, sine))
    north = branch * math.sqrt(1.0 - sine * sine)
    ex, ey = -r[1] * outward, r[0] * outward
    tilt = -r[2] * outward * inward
    v = (sine * ex + north * tilt * r[0], sine * ey + north * tilt * r[1], north * rho * inward)
    return times(inward, outer(r, v))


@inline
def _pull(r: Vector) -> float:
    """Attraction of a point mass, as a factor of the position."""
    d2 = inner(r, r)
    return -MU / (d2 * math.sqrt(d2))


@inline
def _fall_free(r: Vector, v: Vector, time: float) -> tuple[Vector, Vector]:
    """Two-body motion over `time` by steps of order five with four evaluations.

    Source: E. J. Nystroem, Acta Soc. Sci. Fenn. 50, 1925; E. Hairer, S. P. Norsett, G. Wanner, Solving
    Ordinary Differential Equations I, table II.14.2.
    """
    h = time * (1.0 / FREE_STEPS)
    h2 = h * h
    for _ in range(FREE_STEPS):
        a = times(h2 * _pull(r), r)
        w = times(h, v)
        p = plus(plus(r, 1 / 5, w), 1 / 50, a)
        b = times(h2 * _pull(p), p)
        p = plus(plus(plus(r, 2 / 3, w), -1 / 27, a), 7 / 27, b)
        c = times(h2 * _pull(p), p)
        p = plus(plus(plus(plus(r, 1.0, w), 3 / 10, a), -2 / 35, b), 9 / 35, c)
        d = times(h2 * _pull(p), p)
        r = plus(plus(plus(plus(r, 1.0, w), 14 / 336, a), 100 / 336, b), 54 / 336, c)
        w = plus(plus(plus(plus(w, 14 / 336, a), 125 / 336, b), 162 / 336, c), 35 / 336, d)
        v = times(1.0 / h, w)
    return r, v


@jit
def insertion_cycle(desk: np.ndarray, like: float) -> None:
    """One cycle of the law in every lane with G_ASK 1, to the true anomaly (or the perigee) of its orbit.

    Fills the steering (G_U, G_UDOT) and the time to go (G_TOGO, s). G_VGO keeps the velocity still to be
    gained, G_SHIFT how far the cycle moved it. Where G_PLANE is 0 no inclination is wanted and the plane
    G_NORMAL is kept; it must be set then.
    """
    burns, fresh = 1, False
    for lane in range(int(desk[D_LANES])):
        if desk[G_ASK + lane] == 1.0:
            burns = max(burns, int(desk[G_COUNT + lane]))
            fresh = fresh or desk[G_READY + lane] == 0.0
    if fresh:
        _begin(desk, like)
    _go_on(burns, desk, like)


@inline
def _entry(up: Vector, normal: Vector, desk: np.ndarray, like: float) -> tuple[float, float, float]:
    """Radius, level and radial speed of the entry into the orbit, in a direction from the Earth's centre.

    The radii asked for are those of the mean orbit; see vectors.mean_shift.
    """
    cosine = pick(load(desk, G_PLANE, like), load(desk, G_COSINE, like), normal[2])
    perigee = load(desk, G_PERIGEE, like)
    axis = 0.5 * (perigee + load(desk, G_APOGEE, like))
    e = 1.0 - perigee / axis
    near = 1.0 + e
    far = 1.0 + e * load(desk, G_ENTRY_COSINE, like)
    beyond = near / far  # radius of the entry over perigee
    northward = normal[0] * up[1] - normal[1] * up[0]
    da, dr, climb = mean_shift(axis, e, perigee * beyond, cosine, up[2], northward)
    axis = axis + da
    perigee = perigee + dr
    speed = math.sqrt(MU * (2.0 / perigee - 1.0 / axis))
    climb = climb + MU / (speed * perigee) * e * load(desk, G_ENTRY_SINE, like)
    return perigee * beyond, speed * far / near, climb  # level, by the angular momentum


@jit
def _begin(desk: np.ndarray, like: float) -> None:
    """The first guess of lanes that begin: straight to an entry above the place where they are."""
    fresh = pick(load(desk, G_READY, like), 0.0, load(desk, G_ASK, like))
    r, v = get(desk, W_X, like), get(desk, W_X + 3 * WIDTH, like)
    cosine, branch = load(desk, G_COSINE, like), load(desk, G_BRANCH, like)
    away = length(r)
    up = times(1.0 / away, r)
    h = outer(r, v)
    way = pick(branch * branch, branch, pick(h[0] * r[1] - h[1] * r[0], 1.0, -1.0))
    normal = either(load(desk, G_PLANE, like), _plane(r, cosine, way), get(desk, G_NORMAL, like))
    _radius, speed, _climb = _entry(up, normal, desk, like)
    zero = away * 0.0
    put(desk, G_VGO, plus(times(speed, towards(outer(normal, up))), -1.0, v), fresh, like)
    put(desk, G_AHEAD, up, fresh, like)
    put(desk, G_NORMAL, normal, fresh, like)
    put(desk, G_VPREV, v, fresh, like)
    put(desk, G_RBIAS, (zero, zero, zero), fresh, like)
    put(desk, G_RGRAV, times(-0.5 * MU / (away * away * away), r), fresh, like)
    store(desk, G_TGO, pick(fresh, zero + 1.0, load(desk, G_TGO, like)))
    store(desk, G_T, pick(fresh, load(desk, W_T, like), load(desk, G_T, like)))


@jit
def _go_on(burns: int, desk: np.ndarray, like: float) -> None:
    """One cycle, in symbols of the Shuttle's law; no lane that asks has more than so many burns."""
    ask = load(desk, G_ASK, like)
    t = load(desk, W_T, like)
    r, v = get(desk, W_X, like), get(desk, W_X + 3 * WIDTH, like)
    planar, cosine = load(desk, G_PLANE, like), load(desk, G_COSINE, like)
    normal, up = get(desk, G_NORMAL, like), get(desk, G_AHEAD, like)
    branch = load(desk, G_BRANCH, like)
    radius, speed, climb = _entry(up, normal, desk, like)
    # what the engines have given since the cycle before is no longer to be gained
    away = length(r)
    pull = MU / (away * away * away) * (t - load(desk, G_T, like))
    given = plus(plus(v, -1.0, get(desk, G_VPREV, like)), pull, r)
    vgo = plus(get(desk, G_VGO, like), -1.0, given)
    total = length(vgo)
    # integrals of thrust acceleration over the burns, the last one cut where vgo is reached
    count = load(desk, G_COUNT, like)
    zero = t * 0.0
    active = zero + 1.0
    gained, j_sum, s_sum, q_sum, p_sum, h_sum, tgo = zero, zero, zero, zero, zero, zero, zero
    for k in range(burns):
        at = G_BURNS + 3 * WIDTH * k
        tb, ve, tau = load(desk, at, like), load(desk, at + WIDTH, like), load(desk, at + 2 * WIDTH, like)
        one = total
        if k + 1 < burns:
            one = pick(tau - tb, ve * logarithm(tau / pick(tau - tb, tau - tb, tau)), total)
        last = pick(k + 1.5 - count, 1.0, pick(gained + one - total, 1.0, 0.0))
        rest = total - gained
        one = active * pick(last, pick(rest - 1.0e-6, rest, 1.0e-6), one)
        tb = active * pick(last, tau * (1.0 - decay(one / ve)), tb)
        jk = tau * one - ve * tb
        sk = tb * one - jk
        qk = sk * (tau + tgo) - 0.5 * ve * tb * tb
        pk = qk * (tau + tgo) - 0.5 * ve * tb * tb * (tb * (1.0 / 3.0) + tgo)
        p_sum = p_sum + pk + h_sum * tb
        q_sum = q_sum + qk + j_sum * tb
        s_sum = s_sum + sk + gained * tb
        j_sum = j_sum + jk + one * tgo
        gained = gained + one
        tgo = tgo + tb
        h_sum = j_sum * tgo - q_sum
        active = pick(last, zero, active)
    lam = times(1.0 / total, vgo)
    stretch = tgo / load(desk, G_TGO, like)
    rgrav = times(stretch * stretch, get(desk, G_RGRAV, like))
    iz = outer(normal, up)
    rgo = plus(plus(times(radius, up), -1.0, r), -1.0, plus(rgrav, tgo, v))
    rgo = plus(rgo, -inner(iz, rgo), iz)
    toward = inner(lam, iz)
    toward = pick(toward - 0.05, toward, pick(-0.05 - toward, toward, 0.05))
    # sideways the way to go is whatever the thrust gives: the plane passes through where it leads
    rgo = plus(rgo, s_sum * inner(lam, normal) - inner(rgo, normal), normal)
    rgo = plus(plus(rgo, (s_sum - inner(lam, rgo)) / toward, iz), 1.0, get(desk, G_RBIAS, like))
    # where along the node the orbit is entered is free, so the thrust turns only in the plane of the orbit
    across = towards(outer(normal, lam))
    along = inner(rgo, across)
    mid = j_sum / gained
    rate = pick(tgo - HOLD_RATE_S, along / (q_sum - s_sum * mid), load(desk, G_RATE, like))
    turning = pick(rate, rate, -rate)
    way = pick(rate, 1.0, -1.0)
    lean = turning * mid
    held = pick(lean - STEEPEST_LEAN, STEEPEST_LEAN, lean)
    turning = pick(lean - STEEPEST_LEAN, STEEPEST_LEAN / mid, turning)
    ldot = times(way * turning, across)
    phi = arctangent(held)
    phidot = -phi / mid
    a = gained - 0.5 * gained * phi * phi - j_sum * phi * phidot - 0.5 * h_sum * phidot * phidot
    b = s_sum - 0.5 * s_sum * phi * phi - q_sum * phi * phidot - 0.5 * p_sum * phidot * phidot
    sideways = -way * (s_sum * phi + q_sum * phidot)
    vthrust = plus(times(a, lam), -way * (gained * phi + j_sum * phidot), across)
    rthrust = plus(times(b, lam), sideways, across)
    vbias = plus(vgo, -1.0, vthrust)
    # only across the thrust is the way steered, so only there is its bias kept; along it, it would pile up
    rbias = times(along - sideways, across)
    rc1 = plus(plus(r, -0.1, rthrust), -tgo * (1.0 / 30.0), vthrust)
    vc1 = plus(plus(v, 1.2 / tgo, rthrust), -0.1, vthrust)
    rf, vf = _fall_free(rc1, vc1, tgo)
    rgrav = plus(plus(rf, -1.0, rc1), -tgo, vc1)
    rp = plus(plus(plus(r, tgo, v), 1.0, rgrav), 1.0, rthrust)
    # north- or southbound: as asked, or for 0 as the plane of motion leads
    h = outer(r, v)
    way = pick(branch * branch, branch, pick(h[0] * rp[1] - h[1] * rp[0], 1.0, -1.0))
    normal = either(planar, _plane(rp, cosine, way), normal)
    up = towards(plus(rp, -inner(rp, normal), normal))
    aimed = plus(plus(times(speed, outer(normal, up)), climb, up), -1.0, v)
    aimed = plus(plus(aimed, -1.0, plus(vf, -1.0, vc1)), 1.0, vbias)
    put(desk, G_U, plus(lam, -mid, ldot), ask, like)
    put(desk, G_UDOT, ldot, ask, like)
    put(desk, G_VGO, aimed, ask, like)
    put(desk, G_AHEAD, up, ask, like)
    put(desk, G_RBIAS, rbias, ask, like)
    put(desk, G_RGRAV, rgrav, ask, like)
    put(desk, G_NORMAL, normal, ask, like)
    put(desk, G_VPREV, v, ask, like)
    store(desk, G_RATE, pick(ask, rate, load(desk, G_RATE, like)))
    moved = plus(aimed, -1.0, vgo)
    shift = inner(moved, moved) / (total * total)
    store(desk, G_SHIFT, pick(ask, shift, load(desk, G_SHIFT, like)))
    store(desk, G_T, pick(ask, t, load(desk, G_T, like)))
    store(desk, G_TGO, pick(ask, tgo, load(desk, G_TGO, like)))
    store(desk, G_TOGO, pick(ask, tgo, load(desk, G_TOGO, like)))
    store(desk, G_READY, pick(ask, zero + 1.0, load(desk, G_READY, like)))
