"""Osculating states to mean elements and back: the oblate Earth's ripple taken off, and put on again.

An insertion state rides on ripples that J2 raises (9 km in the semi-major axis of a polar low orbit, worth a
minute after seven revolutions), so a passage is predicted from mean elements: ripple off once, secular rates
for the time between, ripple on again. Against a numerical integration with J2 to J4 a near-circular low
orbit is then 0.7 km off after two hours and 8 km, or one second of its way, after a day; with an
eccentricity of 0.1 it is 2 km at all times (tests/orbit/test_mean.py).

Inertial frame with z along the pole; m, s, rad. A mean orbit is a row of six, without singularity at small
eccentricity: a, e cos w, e sin w, inclination, node, mean argument of latitude (mean anomaly + w).

Source: the short-period terms of Brouwer's theory in polar-nodal form at small eccentricity, and the long-
period J3 term, as in Hoots and Roehrich, Spacetrack Report 3; the semi-major axis by the closed form in e
(Kozai 1959, The motion of a close earth satellite, eq. 11; also Vallado 9-44).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from launchwatch.earth import J2, J3, MU, RADIUS, jit
from launchwatch.orbit.secular import rates, secular_rates

Array = npt.NDArray[np.float64]
Six = tuple[float, float, float, float, float, float]

#: Columns of a row of mean elements.
A, EX, EY, INCLINATION, NODE, LATITUDE = range(6)


@jit
def ripple(radius: float, p: float, eta: float, n: float, inclination: float, u: float) -> Six:
    """Short-period J2 terms of radius, u, node, inclination, radial and transverse speed (m, rad, m/s)."""
    c = math.cos(inclination)
    s2 = 1.0 - c * c
    k1 = 0.5 * J2 * RADIUS * RADIUS / p  # m
    k2 = k1 / p
    cos2u, sin2u = math.cos(2.0 * u), math.sin(2.0 * u)
    tilt = 3.0 * c * c - 1.0
    return (
        -1.5 * k2 * eta * tilt * radius + 0.5 * k1 * s2 * cos2u,
        -0.25 * k2 * (7.0 * c * c - 1.0) * sin2u,
        1.5 * k2 * c * sin2u,
        1.5 * k2 * c * math.sqrt(s2) * cos2u,
        -n * k1 * s2 * sin2u,
        n * k1 * (s2 * cos2u + 1.5 * tilt),
    )


@jit
def frozen(a: float, e2: float, inclination: float) -> float:
    """The lasting pull of J3 on e sin w (the y component of the eccentricity vector)."""
    return -0.5 * (J3 / J2) * RADIUS * math.sin(inclination) / (a * (1.0 - e2))


@jit
def state_at(mean: Array, t: float) -> Six:
    """Osculating state (m, m/s) `t` seconds after the epoch of a mean orbit."""
    a, i = mean[0], mean[3]
    e = math.sqrt(mean[1] * mean[1] + mean[2] * mean[2])
    node_rate, perigee_rate, anomaly_rate = rates(a, e, i)
    turn = perigee_rate * t
    ex = mean[1] * math.cos(turn) - mean[2] * math.sin(turn)
    ey = mean[1] * math.sin(turn) + mean[2] * math.cos(turn) + frozen(a, e * e, i)
    latitude = (mean[5] + (anomaly_rate + perigee_rate) * t) % (2.0 * math.pi)
    node = mean[4] + node_rate * t
    # Kepler's equation for w = eccentric anomaly + argument of perigee
    w = latitude
    for _ in range(20):
        step = (latitude + ex * math.sin(w) - ey * math.cos(w) - w) / (
            1.0 - ex * math.cos(w) - ey * math.sin(w)
        )
        step = max(-0.9, min(0.9, step))
        w += step
        if abs(step) < 1e-13:
            break
    e_cos, e_sin = ex * math.cos(w) + ey * math.sin(w), ex * math.sin(w) - ey * math.cos(w)
    eta2 = 1.0 - ex * ex - ey * ey
    eta = math.sqrt(eta2)
    p = a * eta2
    radius = a * (1.0 - e_cos)
    share = e_sin / (1.0 + eta)
    u = math.atan2(math.sin(w) - ey - ex * share, math.cos(w) - ex + ey * share)
    up, along = math.sqrt(MU * a) * e_sin / radius, math.sqrt(MU * p) / radius
    n = math.sqrt(MU / (a * a * a))
    d_radius, d_u, d_node, d_i, d_up, d_along = ripple(radius, p, eta, n, i, u)
    radius, u, node, i = radius + d_radius, u + d_u, node + d_node, i + d_i
    up, along = up + d_up, along + d_along
    # polar-nodal to Cartesian
    cu, su, cn, sn, ci, si = (
        math.cos(u),
        math.sin(u),
        math.cos(node),
        math.sin(node),
        math.cos(i),
        math.sin(i),
    )
    x, y, z = cu * cn - su * ci * sn, cu * sn + su * ci * cn, su * si
    ax, ay, az = -su * cn - cu * ci * sn, -su * sn + cu * ci * cn, cu * si
    return (
        radius * x,
        radius * y,
        radius * z,
        up * x + along * ax,
        up * y + along * ay,
        up * z + along * az,
    )


@jit
def mean_of(x: float, y: float, z: float, vx: float, vy: float, vz: float) -> Six:
    """Mean elements (a row, see the module) of one osculating state; nan where it is no ellipse."""
    radius = math.sqrt(x * x + y * y + z * z)
    hx, hy, hz = y * vz - z * vy, z * vx - x * vz, x * vy - y * vx
    h_flat = math.sqrt(hx * hx + hy * hy)
    h = math.sqrt(h_flat * h_flat + hz * hz)
    # osculating polar-nodal variables
    i_now, node_now = math.atan2(h_flat, hz), math.atan2(hx, -hy)
    cn, sn = math.cos(node_now), math.sin(node_now)
    u_now = math.atan2(z * math.sin(i_now) + (y * cn - x * sn) * math.cos(i_now), x * cn + y * sn)
    up_now, along_now = (x * vx + y * vy + z * vz) / radius, h / radius
    # take the ripple off; it is a function of what is sought, so repeat
    r, u, node, i, up, along = radius, u_now, node_now, i_now, up_now, along_now
    a, e_cos, e_sin = 0.0, 0.0, 0.0
    osculating = 1.0 / (2.0 / radius - (vx * vx + vy * vy + vz * vz) / MU)
    for _ in range(12):
        p = (r * along) ** 2 / MU
        e_cos, e_sin = p / r - 1.0, up * math.sqrt(p / MU)
        eta2 = 1.0 - e_cos * e_cos - e_sin * e_sin
        if not (eta2 > 0.0 and osculating > 0.0):
            return math.nan, math.nan, math.nan, math.nan, math.nan, math.nan
        eta = math.sqrt(eta2)
        a = p / eta2
        d_r, d_u, d_node, d_i, d_up, d_along = ripple(r, p, eta, math.sqrt(MU / (a * a * a)), i, u)
        r, u, node, i = radius - d_r, u_now - d_u, node_now - d_node, i_now - d_i
        up, along = up_now - d_up, along_now - d_along
    # semi-major axis by the closed form, exact in e
    eta = math.sqrt(1.0 - e_cos * e_cos - e_sin * e_sin)
    s2 = math.sin(i) ** 2
    for _ in range(6):
        cube = (a / r) ** 3
        a = osculating - J2 * RADIUS * RADIUS / a * (
            (1.0 - 1.5 * s2) * (cube - 1.0 / (eta * eta * eta)) + 1.5 * s2 * cube * math.cos(2.0 * u)
        )
    # eccentric and mean anomaly from e cos f and e sin f; on a circle they count from u itself
    f = math.atan2(e_sin, e_cos)
    e = math.sqrt(e_cos * e_cos + e_sin * e_sin)
    eccentric = math.atan2(eta * math.sin(f), e + math.cos(f))
    latitude = u - f + eccentric - e * math.sin(eccentric)
    ex = e * math.cos(u - f)
    ey = e * math.sin(u - f) - frozen(a, e * e, i)
    return a, ex, ey, i, node % (2.0 * math.pi), latitude % (2.0 * math.pi)


@jit
def _mean_rows(states: Array, out: Array) -> None:
    for k in range(states.shape[0]):
        s = states[k]
        out[k, 0], out[k, 1], out[k, 2], out[k, 3], out[k, 4], out[k, 5] = mean_of(
            s[0], s[1], s[2], s[3], s[4], s[5]
        )


@jit
def _state_rows(means: Array, index: npt.NDArray[np.int64], t: Array, out: Array) -> None:
    for k in range(t.size):
        out[k, 0], out[k, 1], out[k, 2], out[k, 3], out[k, 4], out[k, 5] = state_at(means[index[k]], t[k])


def mean_elements(states: npt.ArrayLike) -> Array:
    """Mean elements (n, 6) of osculating inertial states (n, 6), m and m/s; nan where it is no ellipse."""
    rows = np.ascontiguousarray(np.atleast_2d(np.asarray(states, dtype=float)))
    out = np.empty_like(rows)
    _mean_rows(rows, out)
    return out


@dataclass(frozen=True, slots=True)
class MeanOrbit:
    """Orbits (n,) as a catalogue prints them: mean heights over RADIUS (m), rad, s; frame as the state."""

    perigee_m: Array
    apogee_m: Array
    inclination: Array
    raan: Array
    period_s: Array


def mean_orbit(states: npt.ArrayLike) -> MeanOrbit:
    """What the catalogue will say of insertion states (n, 6), m and m/s; nan where there is no ellipse.

    Osculating heights at insertion differ from these by up to 10 km. For states in axes frozen at lift-off,
    `raan` plus the sidereal time of lift-off is the right ascension in TEME.
    """
    m = mean_elements(states)
    e = np.hypot(m[:, EX], m[:, EY])
    _, _, anomaly = secular_rates(m[:, A], e, m[:, INCLINATION])
    return MeanOrbit(
        perigee_m=m[:, A] * (1.0 - e) - RADIUS,
        apogee_m=m[:, A] * (1.0 + e) - RADIUS,
        inclination=m[:, INCLINATION],
        raan=m[:, NODE],
        period_s=np.asarray(2.0 * np.pi / anomaly),
    )


def propagate_mean(means: Array, index: npt.ArrayLike, seconds: npt.ArrayLike) -> Array:
    """Osculating states (k, 6) of the mean orbits `means[index]`, each `seconds` after its own epoch."""
    which, t = np.broadcast_arrays(np.asarray(index, dtype=np.int64), np.asarray(seconds, dtype=float))
    out = np.empty((t.size, 6))
    _state_rows(
        np.ascontiguousarray(means), np.ascontiguousarray(which.ravel()), np.ascontiguousarray(t.ravel()), out
    )
    return out
