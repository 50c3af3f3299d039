"""How oblateness turns an orbit: secular rates, sun-synchronous inclination, local time of the node.

Inertial frame with the z axis along the pole (TEME where the node is tied to the Sun). Metres, seconds,
radians; mean elements in Brouwer's sense (what SGP4 carries inside, "un-Kozai'd").

Source: Brouwer (1959), Solution of the problem of artificial satellite theory without drag, to second order
in J2 and first in J4, as in Hoots and Roehrich, Spacetrack Report 3. Mean longitude of the Sun: Meeus,
Astronomical Algorithms, 25.2.
"""

from __future__ import annotations

import math
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import J2, J4, MU, RADIUS, gmst, jit, local_solar_time
from launchwatch.errors import InputError
from launchwatch.orbit.kepler import apsides

Array = npt.NDArray[np.float64]

#: The node of a sun-synchronous orbit turns once a tropical year of 365.2421897 days: rad/s.
SUN_RATE = 2.0 * math.pi / (365.2421897 * 86400.0)


@jit
def rates(a: float, e: float, inclination: float) -> tuple[float, float, float]:
    """Secular rates (rad/s) of node, argument of perigee and mean anomaly for mean elements (m, -, rad).

    The last one holds the mean motion itself.
    """
    n = math.sqrt(MU / (a * a * a))
    eta2 = 1.0 - e * e
    eta = math.sqrt(eta2)
    c2 = math.cos(inclination) ** 2
    c4 = c2 * c2
    ratio = (RADIUS / (a * eta2)) ** 2
    first = 1.5 * J2 * ratio * n
    second = 0.5 * first * J2 * ratio
    fourth = -0.46875 * J4 * ratio * ratio * n
    anomaly = (
        n + 0.5 * first * eta * (3.0 * c2 - 1.0) + 0.0625 * second * eta * (13.0 - 78.0 * c2 + 137.0 * c4)
    )
    perigee = (
        0.5 * first * (5.0 * c2 - 1.0)
        + 0.0625 * second * (7.0 - 114.0 * c2 + 395.0 * c4)
        + fourth * (3.0 - 36.0 * c2 + 49.0 * c4)
    )
    node = -first * math.cos(inclination) + (
        0.5 * second * (4.0 - 19.0 * c2) + 2.0 * fourth * (3.0 - 7.0 * c2)
    ) * math.cos(inclination)
    return node, perigee, anomaly


@jit
def _rates_rows(a: Array, e: Array, inclination: Array, out: Array) -> None:
    for k in range(a.size):
        out[k, 0], out[k, 1], out[k, 2] = rates(a[k], e[k], inclination[k])


def secular_rates(
    semi_major_axis: npt.ArrayLike, eccentricity: npt.ArrayLike, inclination: npt.ArrayLike
) -> tuple[Array, Array, Array]:
    """`rates` of arrays: node, argument of perigee, mean anomaly, each rad/s and of the broadcast shape."""
    a, e, i = np.broadcast_arrays(
        np.asarray(semi_major_axis, dtype=float),
        np.asarray(eccentricity, dtype=float),
        np.asarray(inclination, dtype=float),
    )
    out = np.empty((a.size, 3))
    _rates_rows(a.ravel().copy(), e.ravel().copy(), i.ravel().copy(), out)
    return out[:, 0].reshape(a.shape), out[:, 1].reshape(a.shape), out[:, 2].reshape(a.shape)


def sun_synchronous_inclination(perigee_m: float, apogee_m: float) -> float:
    """Inclination (rad) at which the node keeps its local time, for mean heights over RADIUS (m).

    >>> round(math.degrees(sun_synchronous_inclination(500e3, 500e3)), 2)
    97.43

    Above some 5,980 km no inclination turns the node fast enough: InputError.
    """
    from scipy.optimize import brentq  # 0.3 s, and not everybody who propagates asks

    a, e = (float(x) for x in apsides(perigee_m, apogee_m))
    if not (math.isfinite(a) and 0.0 <= e < 1.0 and a > 0.0):
        raise InputError(
            f"no orbit has a perigee of {perigee_m / 1e3:g} km and an apogee of {apogee_m / 1e3:g} km",
            mend="give heights above the ground, the perigee not above the apogee",
        )

    def excess(inclination: float) -> float:
        return float(rates(a, e, inclination)[0]) - SUN_RATE

    if excess(math.pi) < 0.0:
        raise InputError(
            f"no inclination makes an orbit of {perigee_m / 1e3:g} x {apogee_m / 1e3:g} km sun-synchronous",
            mend="such orbits end near 5,980 km",
        )
    return float(brentq(excess, math.pi / 2.0, math.pi, xtol=1e-13))


def local_time_of_node(raan: npt.ArrayLike, at: datetime) -> Array:
    """Mean local time (h, 0 to 24) of an ascending node (right ascension in TEME, rad) at a UTC instant.

    The mean solar time at the node's longitude on the Earth.
    """
    return local_solar_time(np.asarray(raan, dtype=float) - gmst(at), at)
