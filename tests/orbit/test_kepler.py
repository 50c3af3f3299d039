"""States and osculating elements: round trips, conventions at the singular orbits, and Vallado's example."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from launchwatch.earth import MU, RADIUS
from launchwatch.orbit import (
    Orbit,
    apsides,
    elements_to_state,
    mean_to_true_anomaly,
    period,
    state_to_elements,
    true_to_mean_anomaly,
)

angle = st.floats(0.0, 2.0 * np.pi, exclude_max=True)


def orbit(*values: float) -> Orbit:
    """An orbit of six numbers."""
    return Orbit(*(np.array(v) for v in values))


def test_vallado_example_2_5() -> None:
    """Fundamentals of Astrodynamics and Applications, example 2-5 (its mu differs in the eighth digit)."""
    state = np.array([6524.834, 6862.875, 6448.296, 4.901327, 5.533756, -1.976341]) * 1e3
    found = state_to_elements(state)
    assert float(found.semi_major_axis) == pytest.approx(36127.343e3, rel=2e-5)
    assert float(found.eccentricity) == pytest.approx(0.832853, abs=2e-6)
    angles = [found.inclination, found.raan, found.argument_of_perigee, found.true_anomaly]
    assert np.degrees(angles) == pytest.approx([87.870, 227.898, 53.38, 92.335], abs=6e-3)


@given(
    low=st.floats(100e3, 40_000e3),
    e=st.floats(1e-4, 0.9),
    tilt=st.floats(1e-3, np.pi - 1e-3),
    node=angle,
    perigee=angle,
    anomaly=angle,
)
def test_elements_survive_the_way_to_a_state_and_back(
    low: float, e: float, tilt: float, node: float, perigee: float, anomaly: float
) -> None:
    a = (RADIUS + low) / (1.0 - e)
    there = elements_to_state(orbit(a, e, tilt, node, perigee, anomaly))
    back = state_to_elements(there)
    assert float(back.semi_major_axis) == pytest.approx(a, rel=1e-9)
    assert float(back.eccentricity) == pytest.approx(e, abs=1e-11)
    assert float(back.inclination) == pytest.approx(tilt, abs=1e-9)
    again = elements_to_state(back)
    assert np.linalg.norm(again[:3] - there[:3]) < 1e-3
    assert np.linalg.norm(again[3:] - there[3:]) < 1e-6


@given(e=st.floats(0.0, 0.999), nu=angle)
def test_anomalies_are_inverses_of_one_another(e: float, nu: float) -> None:
    back = float(mean_to_true_anomaly(true_to_mean_anomaly(nu, e), e))
    turned = abs((back - nu + np.pi) % (2.0 * np.pi) - np.pi)
    assert turned < 1e-9 / (1.0 - e)


@given(e=st.floats(0.0, 0.95), m=angle)
def test_eccentric_anomaly_solves_keplers_equation(e: float, m: float) -> None:
    assume(m > 0.0)
    nu = float(mean_to_true_anomaly(m, e))
    big = 2.0 * np.arctan2(np.sqrt(1.0 - e) * np.sin(nu / 2.0), np.sqrt(1.0 + e) * np.cos(nu / 2.0))
    residual = (big - e * np.sin(big) - m + np.pi) % (2.0 * np.pi) - np.pi
    assert abs(residual) < 1e-11


def test_circular_and_equatorial_orbits_follow_the_stated_convention() -> None:
    a = 7e6
    speed = np.sqrt(MU / a)
    flat = state_to_elements(np.array([0.0, a, 0.0, -speed, 0.0, 0.0]))
    assert float(flat.raan) == 0.0
    assert float(flat.argument_of_perigee) == 0.0
    assert float(flat.argument_of_latitude) == pytest.approx(np.pi / 2.0)
    polar = state_to_elements(np.array([0.0, 0.0, a, 0.0, -speed, 0.0]))
    assert float(polar.inclination) == pytest.approx(np.pi / 2.0)
    assert float(polar.argument_of_latitude) == pytest.approx(np.pi / 2.0)


def test_unbound_state_has_no_apogee_and_no_period() -> None:
    fast = state_to_elements(np.array([7e6, 0.0, 0.0, 0.0, 12e3, 1e3]))
    assert float(fast.semi_major_axis) < 0.0
    assert np.isinf(fast.apogee_m)
    assert np.isnan(fast.period_s)
    assert float(fast.perigee_m) == pytest.approx(7e6 - RADIUS, rel=1e-6)


def test_a_row_of_nan_stays_nan_and_spares_the_others() -> None:
    rows = np.array([[7e6, 0.0, 0.0, 0.0, 5e3, 5.6e3], [np.nan] * 6])
    found = state_to_elements(rows)
    assert np.isfinite(found.semi_major_axis[0])
    assert np.isnan(found.semi_major_axis[1])


def test_turning_the_axes_turns_the_node_and_nothing_else() -> None:
    state = elements_to_state(orbit(7e6, 0.01, 1.2, 0.5, 1.0, 2.0))
    c, s = np.cos(0.7), np.sin(0.7)
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    moved = state_to_elements(np.concatenate([turn @ state[:3], turn @ state[3:]]))
    assert float(moved.raan) == pytest.approx(1.2, abs=1e-12)
    assert float(moved.inclination) == pytest.approx(1.2, abs=1e-12)
    assert float(moved.true_anomaly) == pytest.approx(2.0, abs=1e-9)


def test_heights_give_axis_and_eccentricity_and_a_low_orbit_takes_an_hour_and_a_half() -> None:
    a, e = apsides(493e3, 512e3)
    back = orbit(float(a), float(e), 1.7, 0.0, 0.0, 0.0)
    assert float(back.perigee_m) == pytest.approx(493e3)
    assert float(back.apogee_m) == pytest.approx(512e3)
    assert float(period(a)) / 60.0 == pytest.approx(94.6, abs=0.1)
