"""Mean elements of insertion states, against numerical integration and against SGP4."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from launchwatch.earth import J2, J3, J4, MU, RADIUS
from launchwatch.orbit import (
    Orbit,
    apsides,
    elements_to_state,
    mean_elements,
    mean_orbit,
    propagate,
    propagate_mean,
    read_elements,
)
from launchwatch.orbit.mean import EX, EY, INCLINATION, A

MALLIGYONG = (
    "1 58400U 23179A   24159.97159215  .00006581  00000+0  00000-0 0  9998\n"
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329\n"
)


def acceleration(_: float, y: np.ndarray) -> np.ndarray:
    """Central gravity with J2 to J4, from the potential by central differences."""

    def potential(p: np.ndarray) -> float:
        r = float(np.linalg.norm(p))
        s = p[2] / r
        legendre = (
            J2 * (RADIUS / r) ** 2 * (3 * s * s - 1) / 2
            + J3 * (RADIUS / r) ** 3 * (5 * s**3 - 3 * s) / 2
            + J4 * (RADIUS / r) ** 4 * (35 * s**4 - 30 * s * s + 3) / 8
        )
        return MU / r * legendre

    step = 100.0
    extra = [
        (potential(y[:3] + step * axis) - potential(y[:3] - step * axis)) / (2 * step) for axis in np.eye(3)
    ]
    pull = -MU * y[:3] / np.linalg.norm(y[:3]) ** 3 - np.array(extra)
    return np.concatenate([y[3:], pull])


def start(perigee: float, apogee: float, inclination: float, argument: float, anomaly: float) -> np.ndarray:
    """An osculating state of an orbit given as people write it (km, deg, rad)."""
    a, e = apsides(perigee * 1e3, apogee * 1e3)
    values = (a, e, math.radians(inclination), 1.0, argument, anomaly)
    return elements_to_state(Orbit(*(np.array(float(v)) for v in values)))


@pytest.mark.parametrize(
    ("perigee", "apogee", "inclination", "seconds_off"),
    # seconds along the way after half a day; wide orbits carry the truncation in e
    [
        (493.0, 512.0, 97.4, 0.6),
        (300.0, 310.0, 88.0, 0.3),
        (490.0, 1426.0, 40.6, 0.4),
        (500.0, 500.0, 5.0, 0.3),
    ],
)
def test_half_a_day_on_the_mean_orbit_is_within_a_second_of_an_integration(
    perigee: float, apogee: float, inclination: float, seconds_off: float
) -> None:
    state = start(perigee, apogee, inclination, 0.3, 2.0)
    times = np.array([0.0, 5400.0, 43200.0])
    truth = solve_ivp(acceleration, (0.0, 43200.0), state, "DOP853", rtol=1e-10, atol=1e-3, t_eval=times).y.T
    mine = propagate_mean(mean_elements(state), 0, times)
    off = np.linalg.norm(mine[:, :3] - truth[:, :3], axis=1) / np.linalg.norm(truth[:, 3:], axis=1)
    assert off[0] < 0.06
    assert off[1] < 0.25
    assert off[2] < seconds_off


def test_mean_elements_of_an_sgp4_state_are_the_elements_it_was_made_from() -> None:
    """Drag set to nought; SGP4 lives in WGS 72, whose radius and mu differ in the sixth digit."""
    sat = read_elements(MALLIGYONG)[0]
    means = mean_elements(propagate(sat, np.arange(0.0, 6000.0, 600.0)))
    assert means[:, A] == pytest.approx(sat.semi_major_axis, abs=60.0)
    assert np.degrees(means[:, INCLINATION]) == pytest.approx(sat.inclination_deg, abs=1e-3)
    e = np.hypot(means[:, EX], means[:, EY])
    assert e == pytest.approx(sat.eccentricity, abs=3e-5)


def test_catalogue_orbit_of_a_state_is_that_of_the_elements_it_came_from() -> None:
    sat = read_elements(MALLIGYONG)[0]
    seconds = np.arange(0.0, 6000.0, 600.0)
    found = mean_orbit(propagate(sat, seconds))
    assert found.perigee_m == pytest.approx(sat.perigee_m, abs=300.0)
    assert found.apogee_m == pytest.approx(sat.apogee_m, abs=300.0)
    assert found.period_s == pytest.approx(sat.period_s, abs=0.1)
    # 0.983 deg a day, as the catalogue has it over the month that followed
    assert np.degrees(found.raan) == pytest.approx(sat.raan_deg + 0.983 * seconds / 86400.0, abs=2e-3)
    assert np.degrees(found.inclination) == pytest.approx(sat.inclination_deg, abs=1e-3)


def test_osculating_axis_swings_by_kilometres_and_the_mean_one_does_not() -> None:
    sat = read_elements(MALLIGYONG)[0]
    states = propagate(sat, np.linspace(0.0, sat.period_s, 60))
    r, v2 = np.linalg.norm(states[:, :3], axis=1), np.sum(states[:, 3:] ** 2, axis=1)
    assert np.ptp(1.0 / (2.0 / r - v2 / MU)) > 15e3
    assert np.ptp(mean_elements(states)[:, A]) < 80.0


@settings(max_examples=60)
@given(
    perigee=st.floats(150.0, 1500.0),
    rise=st.floats(0.0, 300.0),
    inclination=st.floats(1.0, 179.0),
    argument=st.floats(0.0, 6.28),
    anomaly=st.floats(0.0, 6.28),
)
def test_taking_the_ripple_off_and_putting_it_on_again_gives_the_state_back(
    perigee: float, rise: float, inclination: float, argument: float, anomaly: float
) -> None:
    state = start(perigee, perigee + rise, inclination, argument, anomaly)
    back = propagate_mean(mean_elements(state), 0, 0.0)[0]
    # what the truncation in e leaves: metres on a circle, 300 m at e = 0.015
    e = rise / (2.0 * 6378.0 + 2.0 * perigee + rise)
    assert np.linalg.norm(back[:3] - state[:3]) < 100.0 + 20e3 * e


def test_unbound_and_missing_states_give_nan_and_spare_the_others() -> None:
    good = start(500.0, 500.0, 97.4, 0.0, 0.0)
    rows = np.stack([good, np.full(6, np.nan), [7e6, 0.0, 0.0, 0.0, 12e3, 0.0]])
    means = mean_elements(rows)
    assert np.all(np.isfinite(means[0]))
    assert np.all(np.isnan(means[1:]))
    assert np.array_equal(means[0], mean_elements(good)[0])
