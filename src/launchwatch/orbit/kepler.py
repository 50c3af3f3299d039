"""Position and velocity to osculating elements and back, for one orbit or a whole ensemble.

Frame: any inertial frame whose z axis is the Earth's pole of date: TEME, or the Earth-fixed axes frozen
at lift-off. Right ascension of the node is counted from that frame's x axis, eastward. Metres, metres a
second, radians; every function takes and gives arrays of any (broadcast) shape.

Source: Vallado, Fundamentals of Astrodynamics and Applications, algorithms 9 (RV2COE) and 10 (COE2RV).
Where an angle has no meaning it is set by a stated convention: on a circular orbit the argument of perigee
is 0 and the anomaly counts from the node; on an equatorial orbit the node is 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from launchwatch.earth import MU, RADIUS

Array = npt.NDArray[np.float64]

#: Below this eccentricity an orbit is called circular, and below this sine of inclination equatorial:
#: the perigee (node) is then lost in the rounding of the state.
NEGLIGIBLE = 1e-11


@dataclass(frozen=True, slots=True)
class Orbit:
    """Osculating elements of one or many orbits (arrays of one shape; m and rad, frame as in the state).

    Hyperbolic orbits have a negative semi-major axis, an infinite apogee and no period (nan).
    """

    semi_major_axis: Array
    eccentricity: Array
    inclination: Array
    raan: Array
    argument_of_perigee: Array
    true_anomaly: Array

    @property
    def perigee_m(self) -> Array:
        """Height of the perigee over a sphere of the Earth's equatorial radius, as catalogues print it."""
        return np.asarray(self.semi_major_axis * (1.0 - self.eccentricity) - RADIUS)

    @property
    def apogee_m(self) -> Array:
        """Height of the apogee over a sphere of the Earth's equatorial radius; infinite when unbound."""
        height = self.semi_major_axis * (1.0 + self.eccentricity) - RADIUS
        return np.where(self.eccentricity < 1.0, height, np.inf)

    @property
    def period_s(self) -> Array:
        """Keplerian period of the osculating ellipse, s."""
        return period(self.semi_major_axis)

    @property
    def argument_of_latitude(self) -> Array:
        """Angle from the ascending node to the object along the orbit, 0 to 2 pi."""
        return np.asarray((self.argument_of_perigee + self.true_anomaly) % (2.0 * np.pi))


def period(semi_major_axis: npt.ArrayLike) -> Array:
    """Keplerian period, s, of an ellipse of this semi-major axis (m); nan for an unbound orbit."""
    a = np.asarray(semi_major_axis, dtype=float)
    with np.errstate(invalid="ignore"):
        return np.where(a > 0.0, 2.0 * np.pi * np.sqrt(a**3 / MU), np.nan)


def apsides(perigee_m: npt.ArrayLike, apogee_m: npt.ArrayLike) -> tuple[Array, Array]:
    """Semi-major axis (m) and eccentricity of an orbit given by its heights (m over RADIUS)."""
    low, high = RADIUS + np.asarray(perigee_m, dtype=float), RADIUS + np.asarray(apogee_m, dtype=float)
    return np.asarray((low + high) / 2.0), np.asarray((high - low) / (high + low))


def state_to_elements(state: npt.ArrayLike) -> Orbit:
    """Osculating elements of inertial states.

    Parameters
    ----------
    state:
        (..., 6): position (m) and inertial velocity (m/s), z along the pole. Rows with nan give nan.
    """
    rv = np.asarray(state, dtype=float)
    r, v = rv[..., :3], rv[..., 3:]
    radius = np.linalg.norm(r, axis=-1)
    speed2 = np.sum(v * v, axis=-1)
    h = np.cross(r, v)
    h_norm = np.linalg.norm(h, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # vis-viva, then the eccentricity vector, which points to the perigee
        a = 1.0 / (2.0 / radius - speed2 / MU)
        e_vector = np.cross(v, h) / MU - r / radius[..., None]
        e = np.linalg.norm(e_vector, axis=-1)
        inclination = np.arctan2(np.hypot(h[..., 0], h[..., 1]), h[..., 2])
        equatorial = np.hypot(h[..., 0], h[..., 1]) <= NEGLIGIBLE * h_norm
        raan = np.where(equatorial, 0.0, np.arctan2(h[..., 0], -h[..., 1]))
        # axes in the orbit: p towards the node, q a quarter turn ahead of it
        p = np.stack([np.cos(raan), np.sin(raan), np.zeros_like(raan)], axis=-1)
        q = np.cross(h / h_norm[..., None], p)
        latitude = np.arctan2(np.sum(r * q, axis=-1), np.sum(r * p, axis=-1))
        perigee = np.arctan2(np.sum(e_vector * q, axis=-1), np.sum(e_vector * p, axis=-1))
        perigee = np.where(e <= NEGLIGIBLE, 0.0, perigee)
    turn = 2.0 * np.pi
    return Orbit(a, e, inclination, raan % turn, perigee % turn, (latitude - perigee) % turn)


def elements_to_state(orbit: Orbit) -> Array:
    """Inertial states (..., 6), m and m/s, of osculating elements; the inverse of state_to_elements."""
    a, e = np.asarray(orbit.semi_major_axis, dtype=float), np.asarray(orbit.eccentricity, dtype=float)
    p = a * (1.0 - e * e)
    nu, w = np.asarray(orbit.true_anomaly), np.asarray(orbit.argument_of_perigee)
    node, i = np.asarray(orbit.raan), np.asarray(orbit.inclination)
    # in the perifocal frame: x to the perigee, y a quarter turn ahead
    radius = p / (1.0 + e * np.cos(nu))
    x, y = radius * np.cos(nu), radius * np.sin(nu)
    rate = np.sqrt(MU / p)
    vx, vy = -rate * np.sin(nu), rate * (e + np.cos(nu))
    # its axes in the inertial frame
    cw, sw, cn, sn, ci, si = np.cos(w), np.sin(w), np.cos(node), np.sin(node), np.cos(i), np.sin(i)
    to_perigee = np.stack([cw * cn - sw * ci * sn, cw * sn + sw * ci * cn, sw * si], axis=-1)
    ahead = np.stack([-sw * cn - cw * ci * sn, -sw * sn + cw * ci * cn, cw * si], axis=-1)
    position = x[..., None] * to_perigee + y[..., None] * ahead
    velocity = vx[..., None] * to_perigee + vy[..., None] * ahead
    return np.concatenate([position, velocity], axis=-1)


def true_to_mean_anomaly(true_anomaly: npt.ArrayLike, eccentricity: npt.ArrayLike) -> Array:
    """Mean anomaly of an ellipse, rad in 0 to 2 pi (Kepler's equation read forwards)."""
    nu, e = np.asarray(true_anomaly, dtype=float), np.asarray(eccentricity, dtype=float)
    eccentric = np.arctan2(np.sqrt(1.0 - e * e) * np.sin(nu), e + np.cos(nu))
    return np.asarray((eccentric - e * np.sin(eccentric)) % (2.0 * np.pi))


def mean_to_true_anomaly(mean_anomaly: npt.ArrayLike, eccentricity: npt.ArrayLike) -> Array:
    """True anomaly of an ellipse, rad in 0 to 2 pi: Newton on Kepler's equation from a start that converges.

    The start E = pi (for e near 1) or M + e sin M is below 30 Newton steps from 1e-15 for all e < 1.
    """
    m = np.asarray(mean_anomaly, dtype=float) % (2.0 * np.pi)
    e = np.asarray(eccentricity, dtype=float)
    eccentric = np.where(e > 0.8, np.pi, m + e * np.sin(m)) + 0.0 * m
    for _ in range(30):
        step = (eccentric - e * np.sin(eccentric) - m) / (1.0 - e * np.cos(eccentric))
        eccentric = eccentric - step
        if np.nanmax(np.abs(step), initial=0.0) < 1e-14:
            break
    true = np.arctan2(np.sqrt(1.0 - e * e) * np.sin(eccentric), np.cos(eccentric) - e)
    return np.asarray(true % (2.0 * np.pi))
