"""Gravity against finite differences of the potential in 50 digits, and against published values."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import J2, J3, J4, MU, OMEGA, RADIUS, gravity, to_cartesian


def potential(x: Decimal, y: Decimal, z: Decimal) -> Decimal:
    """mu/r (1 - sum J_n (R/r)^n P_n(z/r)), with the Legendre polynomials by their recurrence."""
    r = (x * x + y * y + z * z).sqrt()
    s, ratio = z / r, Decimal(RADIUS) / r
    legendre = [Decimal(1), s]
    for n in range(2, 5):
        legendre.append(((2 * n - 1) * s * legendre[-1] - (n - 1) * legendre[-2]) / n)
    terms = sum(Decimal(j) * ratio**n * legendre[n] for n, j in ((2, J2), (3, J3), (4, J4)))
    return Decimal(MU) / r * (1 - terms)


def gradient(x: float, y: float, z: float) -> np.ndarray:
    """Central differences of the potential over a micrometre, good to 1e-25."""
    with localcontext() as context:
        context.prec = 50
        at, step = [Decimal(x), Decimal(y), Decimal(z)], Decimal("1e-6")
        found = []
        for axis in range(3):
            up, down = list(at), list(at)
            up[axis] += step
            down[axis] -= step
            found.append(float((potential(*up) - potential(*down)) / (2 * step)))
    return np.array(found)


@given(
    st.floats(-math.pi / 2, math.pi / 2),
    st.floats(-math.pi, math.pi),
    st.floats(-11e3, 5e7),
)
@settings(max_examples=200)
def test_against_the_potential_in_50_digits(latitude: float, longitude: float, above: float) -> None:
    place = to_cartesian(latitude, longitude, above)
    truth = gradient(*place)
    assert np.linalg.norm(np.array(gravity(*place)) - truth) <= 1e-14 * 50 * np.linalg.norm(truth)


def test_zonals_are_those_of_egm2008() -> None:
    # un-normalised values of EGM2008 for its own radius, 6,378,136.3 m, as commonly tabulated
    scale = 6378136.3 / RADIUS
    assert pytest.approx(1.0826261738e-3 * scale**2, rel=1e-9) == J2
    assert pytest.approx(-2.5324105186e-6 * scale**3, rel=1e-9) == J3
    assert pytest.approx(-1.6198975999e-6 * scale**4, rel=1e-9) == J4


@pytest.mark.parametrize(
    ("latitude", "normal"),
    [(0.0, 9.7803253359), (math.pi / 2, 9.8321849378)],  # WGS 84 normal gravity, m/s2, incl. rotation
)
def test_gravity_on_the_ellipsoid_is_the_normal_one(latitude: float, normal: float) -> None:
    x, y, z = to_cartesian(latitude, 0.0, 0.0)
    gx, _, gz = gravity(x, y, z)
    felt = math.hypot(gx + OMEGA**2 * x, gz)
    assert felt == pytest.approx(normal, abs=7e-5)  # odd and higher zonals are not in the normal field


@given(st.floats(-1.5, 1.5), st.floats(0.0, 1e6), st.floats(-math.pi, math.pi))
def test_turning_about_the_pole_turns_gravity(latitude: float, above: float, turn: float) -> None:
    x, _, z = to_cartesian(latitude, 0.0, above)
    g0 = gravity(x, 0.0, z)
    c, s = math.cos(turn), math.sin(turn)
    g1 = gravity(c * x, s * x, z)
    assert np.allclose(g1, (c * g0[0], s * g0[0], g0[2]), rtol=0.0, atol=1e-13)


def test_far_away_the_earth_is_a_point() -> None:
    g = gravity(0.0, 4e10, 0.0)
    assert g[1] == pytest.approx(-MU / 1.6e21, rel=1e-10)
