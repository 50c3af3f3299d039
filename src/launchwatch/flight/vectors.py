"""Small vector functions on arrays of three numbers, and on states of six, for the kernel."""

from __future__ import annotations

import math

import numpy as np

from launchwatch.earth import J2, MU, OMEGA, RADIUS, jit


@jit
def dot(a: np.ndarray, b: np.ndarray) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@jit
def norm(a: np.ndarray) -> float:
    """Length."""
    return math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


@jit
def cross(a: np.ndarray, b: np.ndarray, out: np.ndarray) -> None:
    """Vector product a x b into `out`; `out` may not be `a` or `b`."""
    out[0] = a[1] * b[2] - a[2] * b[1]
    out[1] = a[2] * b[0] - a[0] * b[2]
    out[2] = a[0] * b[1] - a[1] * b[0]


@jit
def unit(a: np.ndarray) -> None:
    """Scale `a` to length one, in place."""
    n = norm(a)
    for i in range(3):
        a[i] /= n


@jit
def relative_path(state: np.ndarray) -> tuple[float, float]:
    """Earth-relative speed in m/s and flight-path angle above the local (spherical) horizontal in rad."""
    rx = state[3] + OMEGA * state[1]
    ry = state[4] - OMEGA * state[0]
    rz = state[5]
    speed = math.sqrt(rx * rx + ry * ry + rz * rz)
    r = norm(state[:3])
    up = (rx * state[0] + ry * state[1] + rz * state[2]) / r
    return speed, math.asin(min(1.0, max(-1.0, up / max(speed, 1e-9))))


@jit
def inclination(state: np.ndarray) -> float:
    """Inclination of the osculating orbit of a state, rad."""
    hx = state[1] * state[5] - state[2] * state[4]
    hy = state[2] * state[3] - state[0] * state[5]
    hz = state[0] * state[4] - state[1] * state[3]
    return math.acos(min(1.0, max(-1.0, hz / math.sqrt(hx * hx + hy * hy + hz * hz))))


@jit
def apsides(state: np.ndarray) -> tuple[float, float, float]:
    """Osculating semi-major axis, perigee radius and apogee radius in m; apogee infinite if unbound."""
    r = norm(state[:3])
    v2 = dot(state[3:6], state[3:6])
    energy = 0.5 * v2 - MU / r
    hx = state[1] * state[5] - state[2] * state[4]
    hy = state[2] * state[3] - state[0] * state[5]
    hz = state[0] * state[4] - state[1] * state[3]
    p = (hx * hx + hy * hy + hz * hz) / MU
    e = math.sqrt(max(0.0, 1.0 + 2.0 * energy * p / MU))
    perigee = p / (1.0 + e)
    if energy >= 0.0:
        return math.inf, perigee, math.inf
    a = -MU / (2.0 * energy)
    return a, perigee, a * (1.0 + e)


@jit
def time_to_apogee(state: np.ndarray) -> float:
    """Seconds from a state to the next apogee of its osculating ellipse; 0 if unbound."""
    a, perigee, _ = apsides(state)
    if not math.isfinite(a):
        return 0.0
    e = 1.0 - perigee / a
    if e < 1e-9:
        return 0.0
    r = norm(state[:3])
    cosine = min(1.0, max(-1.0, (1.0 - r / a) / e))
    anomaly = math.acos(cosine)
    if dot(state[:3], state[3:6]) < 0.0:
        anomaly = 2.0 * math.pi - anomaly
    mean = anomaly - e * math.sin(anomaly)
    motion = math.sqrt(MU / (a * a * a))
    wait = (math.pi - mean) / motion
    if wait < 0.0:
        wait += 2.0 * math.pi / motion
    return wait


@jit
def mean_swing(a: float, inclination: float, sine_latitude: float) -> float:
    """J2 R^2/a sin^2 i cos 2u in m: how far the osculating orbit is from the mean one, see `mean_apsides`.

    A NaN inclination is taken as polar.
    """
    s2 = 1.0 if math.isnan(inclination) else math.sin(inclination) ** 2
    if s2 < 1e-9:
        return 0.0
    return J2 * RADIUS * RADIUS / a * s2 * (1.0 - 2.0 * min(1.0, sine_latitude * sine_latitude / s2))


@jit
def mean_apsides(state: np.ndarray) -> tuple[float, float, float]:
    """Perigee and apogee above the equatorial radius (m) and period (s) of the *mean* orbit.

    The osculating semi-major axis and radius of a near-circular orbit swing with J2 at twice the orbital
    rate; the catalogue's elements do not. First-order short-period terms for small eccentricity
    (Y. Kozai, Astron. J. 64, 1959): the mean orbit has da = (3/2) J2 R^2/a sin^2 i cos 2u less and the radius
    dr = (1/4) J2 R^2/a sin^2 i cos 2u less.
    """
    a, perigee, apogee = apsides(state)
    if not math.isfinite(a) or perigee < 0.9 * RADIUS:
        period = 2.0 * math.pi * math.sqrt(a * a * a / MU) if math.isfinite(a) else math.inf
        return perigee - RADIUS, apogee - RADIUS, period
    swing = mean_swing(a, inclination(state), state[2] / norm(state[:3]))
    mean_a = a - 1.5 * swing
    e = 1.0 - perigee / a
    if e < 0.02:
        # eccentricity of the mean orbit from the mean radius and the radial velocity
        r = norm(state[:3]) - 0.25 * swing
        x = 1.0 - r / mean_a
        v_r = dot(state[:3], state[3:6]) / norm(state[:3])
        y = v_r * math.sqrt(mean_a / MU)
        e = math.sqrt(x * x + y * y)
    period = 2.0 * math.pi * math.sqrt(mean_a**3 / MU)
    return mean_a * (1.0 - e) - RADIUS, mean_a * (1.0 + e) - RADIUS, period
