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
    if e < 1e-7:  # what rounding leaves of a circle is 1e-8
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
def mean_shift(
    a: float, e: float, r: float, cosine: float, sine_latitude: float, climb: float
) -> tuple[float, float, float]:
    """Osculating less mean: semi-major axis (m), radius (m), radial speed (m/s), by J2 to first order.

    `a`, `e` of the orbit, `r` where it is, `cosine` of its inclination, `climb` the sine of the angle by
    which the motion there points north of east or west. The axis is exact in e (D. Brouwer, Astron. J. 64,
    1959, first-order short-period terms), radius and radial speed are for small e, as SGP4 has them
    (F. R. Hoots, R. L. Roehrich, Spacetrack Report 3, 1980): a mean circle has a constant term in its radius,
    4.6 km at 500 km and 97 degrees, besides the swing at twice the orbital rate.
    """
    k = J2 * RADIUS * RADIUS / a
    s2 = 1.0 - cosine * cosine
    swing = s2 - 2.0 * sine_latitude * sine_latitude  # sin^2 i cos 2u
    near = a / r
    near = near * near * near
    level = 1.0 - 1.5 * s2
    round_ = 1.0 - e * e
    da = k * (near * (level + 1.5 * swing) - level / (round_ * math.sqrt(round_)))
    dr = k * (0.25 * swing - 0.75 * (3.0 * cosine * cosine - 1.0))
    dv = -k * math.sqrt(MU / (a * a * a)) * sine_latitude * climb
    return da, dr, dv


@jit
def mean_apsides(state: np.ndarray) -> tuple[float, float, float]:
    """Perigee and apogee above the equatorial radius (m) and period (s) of the *mean* orbit.

    Osculating elements of a low orbit swing with J2 by kilometres in a revolution; the catalogue's do not.
    What swings is taken out by `mean_shift`. An orbit that meets the ground is given as it stands.
    """
    a, perigee, apogee = apsides(state)
    if not math.isfinite(a) or perigee < 0.9 * RADIUS:
        period = 2.0 * math.pi * math.sqrt(a * a * a / MU) if math.isfinite(a) else math.inf
        return perigee - RADIUS, apogee - RADIUS, period
    r = norm(state[:3])
    hx = state[1] * state[5] - state[2] * state[4]
    hy = state[2] * state[3] - state[0] * state[5]
    hz = state[0] * state[4] - state[1] * state[3]
    h = math.sqrt(hx * hx + hy * hy + hz * hz)
    climb = (hx * state[1] - hy * state[0]) / (h * r)
    da, dr, dv = mean_shift(a, 1.0 - perigee / a, r, hz / h, state[2] / r, climb)
    mean_a = a - da
    # e cos E and e sin E of the mean orbit from its radius and radial speed
    mean_r = r - dr
    x = 1.0 - mean_r / mean_a
    y = mean_r * (dot(state[:3], state[3:6]) / r - dv) / math.sqrt(MU * mean_a)
    e = math.sqrt(x * x + y * y)
    period = 2.0 * math.pi * math.sqrt(mean_a**3 / MU)
    return mean_a * (1.0 - e) - RADIUS, mean_a * (1.0 + e) - RADIUS, period
