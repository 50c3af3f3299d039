"""Gravitation of the Earth: the central term and the zonal harmonics J2 to J4.

Any Earth-centred frame whose z axis is the pole; metres and seconds.  The rotation of the Earth is not in
it: no centrifugal term.  Sources: gravitational parameter and rate from WGS 84 (NGA.STND.0036_1.0.0_WGS84,
table 3.1); fully normalised zonals of EGM2008 (Pavlis et al. 2012, tide-free), un-normalised by
J_n = -sqrt(2 n + 1) C_n0 and carried from its reference radius, 6,378,136.3 m, to the one used here.
"""

from __future__ import annotations

import math

from launchwatch.earth._jit import inline, jit
from launchwatch.earth.figure import RADIUS

MU = 3.986004418e14
"""Gravitational parameter of the Earth, m3/s2."""
OMEGA = 7.292115e-5
"""Rate of rotation of the Earth, rad/s."""
G0 = 9.80665
"""Standard gravity, m/s2: the one in specific impulse."""

_EGM2008_RADIUS = 6378136.3
_SCALE = _EGM2008_RADIUS / RADIUS
J2 = math.sqrt(5.0) * 0.484165143790815e-3 * _SCALE**2
"""Second zonal harmonic for the radius 6,378,137 m: 1.0826259e-3."""
J3 = -math.sqrt(7.0) * 0.957161207093473e-6 * _SCALE**3
"""Third zonal harmonic: -2.532410e-6."""
J4 = -math.sqrt(9.0) * 0.539965866638991e-6 * _SCALE**4
"""Fourth zonal harmonic: -1.619897e-6."""


@jit
def gravity(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Acceleration (m/s2) of gravitation at x, y, z (m).

    The gradient of U = mu/r (1 - sum J_n (R/r)^n P_n(s)) with s = z/r:
    along the radius  -mu/r2 (1 - sum J_n (R/r)^n ((n + 1) P_n + s P_n')), and
    along the pole    -mu/r2 sum J_n (R/r)^n P_n'.
    """
    inverse = 1.0 / math.sqrt(x * x + y * y + z * z)
    along, polar = zonal_pull(z * inverse, inverse)
    return along * x, along * y, along * z + polar


@inline
def zonal_pull(sine: float, inverse: float) -> tuple[float, float]:
    """Gravitation as (factor of the position in 1/s2, part along the pole in m/s2).

    `sine` is that of the geocentric latitude, `inverse` one over the radius (1/m). Takes numbers or lanes.
    """
    s2 = sine * sine
    q = RADIUS * inverse
    q2 = q * q
    a2 = J2 * q2
    a3 = J3 * q2 * q
    a4 = J4 * q2 * q2
    # P_n' of the Legendre polynomials, and (n + 1) P_n + s P_n' = P_(n+1)'
    pole = a2 * 3.0 * sine + a3 * 1.5 * (5.0 * s2 - 1.0) + a4 * 2.5 * sine * (7.0 * s2 - 3.0)
    radial = (
        1.0
        - a2 * 1.5 * (5.0 * s2 - 1.0)
        - a3 * 2.5 * sine * (7.0 * s2 - 3.0)
        - a4 * 1.875 * (21.0 * s2 * s2 - 14.0 * s2 + 1.0)
    )
    g = -MU * inverse * inverse
    return g * radial * inverse, g * pole
