"""Small functions of states, against textbook orbits and against orbits averaged over a revolution."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import Floats
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from launchwatch.earth import J2, MU, OMEGA, RADIUS, gravity
from launchwatch.flight.vectors import (
    apsides,
    cross,
    dot,
    inclination,
    mean_apsides,
    mean_shift,
    norm,
    relative_path,
    time_to_apogee,
    unit,
)


def kepler(a: float, e: float, i: float, node: float, perigee: float, anomaly: float) -> Floats:
    """State from elements at a true anomaly (Bate, Mueller, White, section 2.6)."""
    p = a * (1.0 - e * e)
    r = p / (1.0 + e * math.cos(anomaly))
    speed = math.sqrt(MU / p)
    flat = np.array([math.cos(anomaly), math.sin(anomaly), 0.0]) * r
    fast = np.array([-math.sin(anomaly), e + math.cos(anomaly), 0.0]) * speed

    def turn(axis: int, angle: float) -> Floats:
        c, s = math.cos(angle), math.sin(angle)
        m = np.eye(3)
        j, k = (axis + 1) % 3, (axis + 2) % 3
        m[j, j] = m[k, k] = c
        m[j, k], m[k, j] = -s, s
        return m

    m = turn(2, node) @ turn(0, i) @ turn(2, perigee)
    return np.concatenate([m @ flat, m @ fast])


angles = st.floats(-3.1, 3.1)


@given(
    a=st.floats(6.6e6, 5e7),
    e=st.floats(0.001, 0.8),
    i=st.floats(0.01, 3.1),
    node=angles,
    perigee=angles,
    anomaly=angles,
)
def test_apsides_inclination_and_time_to_apogee_are_those_of_the_elements(
    a: float, e: float, i: float, node: float, perigee: float, anomaly: float
) -> None:
    state = kepler(a, e, i, node, perigee, anomaly)
    found, low, high = apsides(state)
    assert found == pytest.approx(a, rel=1e-9)
    assert (low, high) == pytest.approx((a * (1.0 - e), a * (1.0 + e)), rel=1e-6)
    assert inclination(state) == pytest.approx(i, abs=1e-7)
    eccentric = 2.0 * math.atan(math.sqrt((1.0 - e) / (1.0 + e)) * math.tan(0.5 * anomaly))
    mean = (eccentric - e * math.sin(eccentric)) % (2.0 * math.pi)
    wait = ((math.pi - mean) % (2.0 * math.pi)) * math.sqrt(a**3 / MU)
    period = 2.0 * math.pi * math.sqrt(a**3 / MU)
    apart = abs(time_to_apogee(state) - wait)
    assert min(apart, period - apart) < 1e-3 * period


def test_an_unbound_state_has_no_apogee() -> None:
    state = np.array([7e6, 0.0, 0.0, 0.0, 11e3, 1e3])
    a, low, high = apsides(state)
    assert a == math.inf and high == math.inf and low == pytest.approx(7e6, rel=1e-6)
    assert time_to_apogee(state) == 0.0
    assert mean_apsides(state)[1:] == (math.inf, math.inf)


def test_a_circle_has_no_apogee_to_wait_for() -> None:
    radius = MU / 7500.0**2  # so that energy and momentum are exact
    assert time_to_apogee(np.array([radius, 0.0, 0.0, 0.0, 7500.0, 0.0])) == 0.0


def one_revolution(state: Floats, period: float) -> Floats:
    """States along a revolution in the zonal field, by scipy: (200, 6)."""
    times = np.linspace(0.0, period, 200, endpoint=False)
    found = solve_ivp(
        lambda _t, s: [*s[3:], *gravity(*s[:3])],
        (0.0, period),
        state,
        method="DOP853",
        rtol=1e-11,
        atol=1e-6,
        t_eval=times,
    )
    return np.asarray(found.y.T)


@pytest.mark.parametrize("i_deg", [28.5, 63.4, 97.4])
@pytest.mark.parametrize(
    ("low", "high", "bar"), [(500e3, 500e3, 100.0), (493e3, 512e3, 100.0), (300e3, 420e3, 400.0)]
)
def test_mean_apsides_stand_still_along_a_revolution_while_the_osculating_ones_swing(
    i_deg: float, low: float, high: float, bar: float
) -> None:
    """And the mean axis is the average of the osculating one: nothing of the swing is left in it."""
    a, e = RADIUS + 0.5 * (low + high), (high - low) / (2.0 * RADIUS + low + high)
    period = 2.0 * math.pi * math.sqrt(a**3 / MU)
    path = one_revolution(kepler(a, e, math.radians(i_deg), 0.3, 0.7, 0.0), period)
    osculating = np.array([apsides(s) for s in path])
    means = np.array([mean_apsides(s) for s in path])
    assert np.ptp(means[:, 0]) < bar and np.ptp(means[:, 1]) < bar
    assert np.ptp(osculating[:, 1]) > 2e3
    axis = RADIUS + 0.5 * (means[:, 0] + means[:, 1])
    assert axis == pytest.approx(osculating[:, 0].mean(), abs=60.0)
    assert means[:, 2].mean() == pytest.approx(2.0 * math.pi * math.sqrt(axis.mean() ** 3 / MU), rel=1e-9)


def test_axis_is_steady_on_a_transfer_orbit_too() -> None:
    """e = 0.73: the osculating axis swings by 60 km, the mean one by a hundredth of that."""
    a, e = RADIUS + 0.5 * (180e3 + 35786e3), (35786e3 - 180e3) / (2.0 * RADIUS + 35966e3)
    path = one_revolution(
        kepler(a, e, math.radians(28.5), 0.3, 0.7, 0.0), 2.0 * math.pi * math.sqrt(a**3 / MU)
    )
    osculating = np.array([apsides(s)[0] for s in path])
    means = np.array([0.5 * sum(mean_apsides(s)[:2]) for s in path])
    assert np.ptp(means) < 0.02 * np.ptp(osculating)


def test_shift_of_a_circle_is_that_of_spacetrack_report_3() -> None:
    a, i = 6.878e6, math.radians(97.4)
    k = J2 * RADIUS**2 / a
    constant = -0.75 * (3.0 * math.cos(i) ** 2 - 1.0)
    da, dr, dv = mean_shift(a, 0.0, a, math.cos(i), 0.0, math.sin(i))  # at the node
    assert (da, dr) == pytest.approx(
        (1.5 * k * math.sin(i) ** 2, k * (0.25 * math.sin(i) ** 2 + constant)), rel=1e-9
    )
    assert dv == 0.0
    da, dr, dv = mean_shift(a, 0.0, a, math.cos(i), math.sin(i), 0.0)  # at the top
    assert (da, dr) == pytest.approx(
        (-1.5 * k * math.sin(i) ** 2, k * (-0.25 * math.sin(i) ** 2 + constant)), rel=1e-9
    )
    assert abs(dv) < 1e-9
    # the radial speed is the change of the radius as the argument of latitude grows at the mean motion
    n, du = math.sqrt(MU / a**3), 1e-5

    def radius_at(u: float) -> float:
        return mean_shift(a, 0.0, a, math.cos(i), math.sin(i) * math.sin(u), math.sin(i) * math.cos(u))[1]

    slope = (radius_at(0.7 + du) - radius_at(0.7 - du)) / (2.0 * du)
    found = mean_shift(a, 0.0, a, math.cos(i), math.sin(i) * math.sin(0.7), math.sin(i) * math.cos(0.7))[2]
    assert found == pytest.approx(n * slope, rel=1e-6)


def test_an_orbit_that_meets_the_ground_is_given_as_it_stands() -> None:
    state = np.array([RADIUS + 100e3, 0.0, 0.0, 1000.0, 2000.0, 0.0])
    a, low, high = apsides(state)
    assert mean_apsides(state)[:2] == (low - RADIUS, high - RADIUS)
    assert mean_apsides(state)[2] == pytest.approx(2.0 * math.pi * math.sqrt(a**3 / MU))


def test_path_relative_to_the_earth_leaves_out_its_rotation() -> None:
    r = np.array([RADIUS, 0.0, 0.0])
    state = np.concatenate([r, np.array([300.0, 400.0, 0.0]) + np.cross([0.0, 0.0, OMEGA], r)])
    speed, angle = relative_path(state)
    assert speed == pytest.approx(500.0)
    assert angle == pytest.approx(math.asin(0.6))
    assert relative_path(np.concatenate([r, np.cross([0.0, 0.0, OMEGA], r)]))[1] == pytest.approx(0.0)


@given(a=st.lists(st.floats(-1e7, 1e7), min_size=3, max_size=3), b=st.lists(angles, min_size=3, max_size=3))
def test_products_are_those_of_numpy(a: list[float], b: list[float]) -> None:
    x, y, z = np.array(a), np.array(b), np.zeros(3)
    cross(x, y, z)
    assert z.tolist() == pytest.approx(np.cross(x, y).tolist(), abs=1e-8)
    assert dot(x, y) == pytest.approx(float(x @ y), abs=1e-6)
    assert norm(y) == pytest.approx(float(np.linalg.norm(y)))
    if norm(y) > 1e-3:
        unit(y)
        assert norm(y) == pytest.approx(1.0)
