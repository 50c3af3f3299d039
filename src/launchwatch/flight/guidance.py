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
from launchwatch.flight.vectors import apsides, cross, dot, mean_shift, norm, unit

# memory of the insertion law between cycles
G_VGO, G_RD, G_RBIAS, G_RGRAV, G_TGO, G_READY, G_NORMAL, G_VPREV, G_T, G_RATE = (
    0,
    3,
    6,
    9,
    12,
    13,
    14,
    17,
    20,
    21,
)
HOLD_RATE_S: Final = 25.0
"""Below this time to go the position is no longer steered: the turning rate stays, the velocity is met."""
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


@jit
def _fall_free(r: np.ndarray, v: np.ndarray, time: float, new: np.ndarray) -> None:
    """Two-body motion over `time` by classical Runge-Kutta steps of at most 100 s, into `new` (6)."""
    steps = max(1, math.ceil(time / 100.0))
    h = time / steps
    x, y, z = r[0], r[1], r[2]
    vx, vy, vz = v[0], v[1], v[2]
    for _ in range(steps):
        sx, sy, sz, svx, svy, svz = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        kx, ky, kz, kvx, kvy, kvz = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for stage in range(4):
            f = 0.0 if stage == 0 else (1.0 if stage == 3 else 0.5)
            w = 1.0 if stage == 0 or stage == 3 else 2.0
            px, py, pz = x + f * h * kx, y + f * h * ky, z + f * h * kz
            d2 = px * px + py * py + pz * pz
            q = MU / (d2 * math.sqrt(d2))
            ax, ay, az = -q * px, -q * py, -q * pz
            qx, qy, qz = vx + f * h * kvx, vy + f * h * kvy, vz + f * h * kvz
            kx, ky, kz, kvx, kvy, kvz = qx, qy, qz, ax, ay, az
            sx += w * kx
            sy += w * ky
            sz += w * kz
            svx += w * kvx
            svy += w * kvy
            svz += w * kvz
        x += h * sx / 6.0
        y += h * sy / 6.0
        z += h * sz / 6.0
        vx += h * svx / 6.0
        vy += h * svy / 6.0
        vz += h * svz / 6.0
    new[0], new[1], new[2], new[3], new[4], new[5] = x, y, z, vx, vy, vz


@jit
def insertion(
    t: float,
    burns: np.ndarray,
    n: int,
    state: np.ndarray,
    perigee: float,
    apogee: float,
    inclination: float,
    branch: float,
    memory: np.ndarray,
    u: np.ndarray,
    udot: np.ndarray,
    w: np.ndarray,
) -> float:
    """One cycle of unified powered flight guidance to the perigee of an orbit; radii in m.

    `burns` are those still to come, the last one as long as its propellant lasts. Fills the steering
    (`u`, `udot`) and returns the time to go in s. `memory[G_VGO:]` keeps the velocity still to be gained.
    A NaN inclination keeps the plane `memory[G_NORMAL:]`, which must then be set.
    """
    r = state[:3]
    v = state[3:6]
    vgo = memory[G_VGO : G_VGO + 3]
    rd = memory[G_RD : G_RD + 3]
    rbias = memory[G_RBIAS : G_RBIAS + 3]
    rgrav = memory[G_RGRAV : G_RGRAV + 3]
    normal = memory[G_NORMAL : G_NORMAL + 3]
    iz, lam, rgo, rthrust, vthrust = w[0:3], w[3:6], w[6:9], w[9:12], w[12:15]
    ldot, rc1, vc1, free, vbias, rp = w[15:18], w[18:21], w[21:24], w[24:30], w[30:33], w[33:36]
    across = w[36:39]
    # the radii asked for are those of the mean orbit; see vectors.mean_apsides
    here = rd if memory[G_READY] == 1.0 else r
    away = norm(here)
    cosine = normal[2] if math.isnan(inclination) else math.cos(inclination)
    northward = (normal[0] * here[1] - normal[1] * here[0]) / away
    axis = 0.5 * (perigee + apogee)
    da, dr, climb = mean_shift(axis, 1.0 - perigee / axis, perigee, cosine, here[2] / away, northward)
    axis += da
    perigee += dr
    speed = math.sqrt(MU * (2.0 / perigee - 1.0 / axis))
    if memory[G_READY] == 0.0:
        for i in range(3):
            rd[i] = r[i] * perigee / norm(r)
        if not math.isnan(inclination):
            plane_through(rd, inclination, heading(state, rd, branch), normal)
        cross(normal, rd, iz)
        unit(iz)
        for i in range(3):
            vgo[i] = speed * iz[i] - v[i]
            rbias[i] = 0.0
            rgrav[i] = -0.5 * MU / norm(r) ** 3 * r[i]  # scaled by tgo^2 below
        memory[G_TGO] = 1.0
        memory[G_READY] = 1.0
    else:  # what the engines have given since the last cycle is no longer to be gained
        pull = MU / norm(r) ** 3 * (t - memory[G_T])
        for i in range(3):
            vgo[i] -= v[i] - memory[G_VPREV + i] + pull * r[i]
    memory[G_T] = t
    for i in range(3):
        memory[G_VPREV + i] = v[i]
    total = norm(vgo)
    # integrals of thrust acceleration over the burns, the last one cut where vgo is reached
    length, j_sum, s_sum, q_sum, p_sum, h_sum, tgo = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(n):
        tb, ve, tau = burns[3 * k], burns[3 * k + 1], burns[3 * k + 2]
        one = ve * math.log(tau / (tau - tb)) if tb < tau else total
        last = k == n - 1 or length + one >= total
        if last:
            one = max(total - length, 1e-6)
            tb = tau * (1.0 - math.exp(-one / ve))
        jk = tau * one - ve * tb
        sk = tb * one - jk
        qk = sk * (tau + tgo) - 0.5 * ve * tb * tb
        pk = qk * (tau + tgo) - 0.5 * ve * tb * tb * (tb / 3.0 + tgo)
        jk += one * tgo
        sk += length * tb
        qk += j_sum * tb
        pk += h_sum * tb
        length += one
        j_sum += jk
        s_sum += sk
        q_sum += qk
        p_sum += pk
        tgo += tb
        h_sum = j_sum * tgo - q_sum
        if last:
            break
    for i in range(3):
        lam[i] = vgo[i] / total
        rgrav[i] *= (tgo / memory[G_TGO]) ** 2
    memory[G_TGO] = tgo
    cross(normal, rd, iz)
    unit(iz)
    for i in range(3):
        rgo[i] = rd[i] - (r[i] + v[i] * tgo + rgrav[i])
    along = dot(iz, rgo)
    for i in range(3):
        rgo[i] -= along * iz[i]
    toward = dot(lam, iz)
    if abs(toward) < 0.05:
        toward = 0.05
    # sideways the way to go is whatever the thrust gives: the plane passes through where it leads
    sideways = s_sum * dot(lam, normal) - dot(rgo, normal)
    for i in range(3):
        rgo[i] += sideways * normal[i]
    along = (s_sum - dot(lam, rgo)) / toward
    for i in range(3):
        rgo[i] += along * iz[i] + rbias[i]
    denominator = q_sum - s_sum * j_sum / length
    for i in range(3):
        ldot[i] = (rgo[i] - s_sum * lam[i]) / denominator
    # where along the node the orbit is entered is free, so the thrust turns only in the plane of the orbit
    cross(normal, lam, across)
    unit(across)
    turn = dot(ldot, across)
    for i in range(3):
        if tgo > HOLD_RATE_S:
            memory[G_RATE + i] = turn * across[i]
        ldot[i] = memory[G_RATE + i]
    # the thrust may lean from vgo by no more than about 50 degrees at either end
    lean = norm(ldot) * j_sum / length
    if lean > 1.2:
        for i in range(3):
            ldot[i] *= 1.2 / lean
    mid = j_sum / length
    for i in range(3):
        u[i] = lam[i] - ldot[i] * mid
        udot[i] = ldot[i]
    bent = norm(u)
    cosine = min(1.0, max(-1.0, dot(u, lam) / bent))
    phi = math.acos(cosine)
    phidot = -phi * length / j_sum
    rate = norm(ldot)
    a = length - 0.5 * length * phi * phi - j_sum * phi * phidot - 0.5 * h_sum * phidot * phidot
    b = s_sum - 0.5 * s_sum * phi * phi - q_sum * phi * phidot - 0.5 * p_sum * phidot * phidot
    for i in range(3):
        d = ldot[i] / rate if rate > 1e-15 else 0.0
        vthrust[i] = a * lam[i] - (length * phi + j_sum * phidot) * d
        rthrust[i] = b * lam[i] - (s_sum * phi + q_sum * phidot) * d
        vbias[i] = vgo[i] - vthrust[i]
        rc1[i] = r[i] - 0.1 * rthrust[i] - tgo / 30.0 * vthrust[i]
        vc1[i] = v[i] + 1.2 * rthrust[i] / tgo - 0.1 * vthrust[i]
    # only across the thrust is the way steered, so only there is its bias kept; along it, it would pile up
    bias = dot(rgo, across) - dot(rthrust, across)
    for i in range(3):
        rbias[i] = bias * across[i]
    _fall_free(rc1, vc1, tgo, free)
    for i in range(3):
        rgrav[i] = free[i] - rc1[i] - vc1[i] * tgo
        rp[i] = r[i] + v[i] * tgo + rgrav[i] + rthrust[i]
    if not math.isnan(inclination):
        plane_through(rp, inclination, heading(state, rp, branch), normal)
    off = dot(rp, normal)
    for i in range(3):
        rd[i] = rp[i] - off * normal[i]
    stretch = perigee / norm(rd)
    for i in range(3):
        rd[i] *= stretch
    cross(normal, rd, iz)
    unit(iz)
    for i in range(3):
        vgo[i] = speed * iz[i] + climb / perigee * rd[i] - v[i] - (free[3 + i] - vc1[i]) + vbias[i]
    return tgo
