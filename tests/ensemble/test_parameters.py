"""Priors of what flights draw: quantile functions, and the azimuth that leads to an orbit."""

from __future__ import annotations

from math import cos, degrees, radians, sin
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tiny_cases import HEAD, item, tiny_plan, view_of

from launchwatch.case import load_case
from launchwatch.ensemble import direct_azimuth, make_plan
from launchwatch.ensemble.parameters import eccentricity_height, normal, plan_parameters, student2

U = np.linspace(1e-9, 1.0 - 1e-9, 2001)
CASES = Path(__file__).parents[2] / "cases"


def test_student_with_two_degrees_of_freedom_is_that_of_scipy() -> None:
    u = np.linspace(0.001, 0.999, 999)
    assert np.allclose(student2(u), stats.t(2).ppf(u), rtol=1e-9, atol=1e-9)
    assert student2(np.array([1e-12]))[0] == -25.0


def test_the_normal_quantile_is_that_of_scipy() -> None:
    assert np.allclose(normal(3.0, 2.0)(U), stats.norm(3.0, 2.0).ppf(U))


@pytest.mark.parametrize("name", sorted(p.name for p in CASES.iterdir() if (p / "case.toml").is_file()))
def test_every_quantile_function_of_every_worked_case_grows_and_is_finite(name: str) -> None:
    for without in ((), ("aim",)):
        plan = make_plan(load_case(CASES / name).as_of(), without)
        assert len({p.name for p in plan.parameters}) == len(plan.parameters)
        for p in plan.free:
            values = np.asarray(p.quantile(U))
            assert np.all(np.isfinite(values)), p.name
            assert np.all(np.diff(values) >= 0.0) and values[-1] > values[0], p.name
            assert p.prior and p.source
        for p in set(plan.parameters) - set(plan.free):
            assert np.ptp(p.quantile(np.array([0.1, 0.9]))) == 0.0, p.name


def test_the_azimuth_to_97_42_deg_from_39_66_n_is_that_of_molczan() -> None:
    # T. Molczan on SeeSat-L, 2 April 2012 (Apr-2012/0018): 192.3 deg for 97.42 deg at 500 km
    assert direct_azimuth(39.66, 97.42, southbound=True) == pytest.approx(192.3, abs=0.3)
    # the same orbit northbound mirrors it
    assert direct_azimuth(39.66, 97.42, southbound=False) == pytest.approx(180.0 - 192.3 + 360.0, abs=0.3)


def test_the_azimuth_of_a_polar_orbit_leans_against_the_turning_earth() -> None:
    assert 180.0 < direct_azimuth(39.66, 90.0, southbound=True) < 184.0
    assert 356.0 < direct_azimuth(39.66, 90.0, southbound=False) < 360.0


def test_an_inclination_below_the_latitude_is_met_with_due_east() -> None:
    assert direct_azimuth(39.66, 30.0, southbound=False) == pytest.approx(90.0, abs=1e-6)


@settings(max_examples=100)
@given(latitude=st.floats(-60.0, 60.0), azimuth=st.floats(1.0, 359.0))
def test_the_azimuth_leads_back_to_the_inclination_it_came_from(latitude: float, azimuth: float) -> None:
    """The inertial velocity of a vehicle at 7.6 km/s relative to space, by vectors instead of the formula."""
    if abs(azimuth - 90.0) < 3.0 or abs(azimuth - 270.0) < 3.0:
        return  # at the turning points north- and southbound meet
    pad = 7.29211585e-5 * 6378137.0 * cos(radians(latitude))
    # Earth-relative speed for which the inertial speed is 7600 m/s
    east, north = sin(radians(azimuth)), cos(radians(azimuth))
    relative = -pad * east + np.sqrt((pad * east) ** 2 - pad**2 + 7600.0**2)
    ve, vn = relative * east + pad, relative * north
    inclination = degrees(np.arccos(cos(radians(latitude)) * ve / np.hypot(ve, vn)))
    found = direct_azimuth(latitude, inclination, southbound=vn < 0.0)
    assert abs((found - azimuth + 180.0) % 360.0 - 180.0) < 0.5


def test_a_direct_path_is_drawn_about_the_aim() -> None:
    azimuth = next(p for p in tiny_plan().free if p.name == "azimuth")
    middle = degrees(float(azimuth.quantile(np.array([0.5]))[0]))
    assert middle == pytest.approx(direct_azimuth(28.56, 35.0, southbound=False), abs=0.1)
    assert azimuth.guess and "35.0" in azimuth.source


def test_without_an_aim_the_areas_lead_and_without_areas_any_direction_will_do() -> None:
    blind = {p.name: p for p in plan_parameters(view_of(), ("aim",))}
    assert np.allclose(
        np.degrees(blind["azimuth"].quantile(np.array([0.0, 0.5, 1.0]))), [180.0, 360.0, 540.0]
    )
    assert "last turn" in blind and "inclination" not in blind and "apogee" not in blind
    area = item("area", label="A", role="stage 1", circle='{center = [28.4, -76.0], radius = "30 km"}')
    area = area.replace('circle = "{', "circle = {").replace('\\"', '"').replace('}"', "}")
    led = {p.name: p for p in plan_parameters(view_of(area), ("aim",))}
    assert degrees(float(led["azimuth"].quantile(np.array([0.5]))[0])) == pytest.approx(91.0, abs=2.0)


def test_an_elliptic_aim_draws_both_heights_and_a_spread_of_inclination_is_kept() -> None:
    head = HEAD.replace('altitude = "300 ± 10 km"', 'perigee = "250 ± 5 km"\napogee = "900 ± 5 km"')
    head = head.replace('"35 deg"', '"28.5 to 29.5 deg"')
    found = {p.name: p for p in plan_parameters(view_of(head=head))}
    u = np.array([1e-6, 0.5, 1.0 - 1e-6])
    assert found["perigee"].quantile(u)[1] == 250e3 and found["apogee"].quantile(u)[1] == 900e3
    assert np.allclose(np.degrees(found["inclination"].quantile(u)), [28.5, 29.0, 29.5], atol=1e-4)


def test_a_sun_synchronous_aim_is_offset_from_the_inclination_of_its_height() -> None:
    head = HEAD.replace('"low Earth orbit"', '"sun-synchronous"').replace('inclination = "35 deg"\n', "")
    found = {p.name: p for p in plan_parameters(view_of(head=head))}
    assert "inclination" not in found
    sigma = np.degrees(np.diff(found["inclination offset"].quantile(stats.norm.cdf([0.0, 1.0]))))[0]
    assert sigma == pytest.approx(0.03)


def test_perigee_is_the_lower_of_two_heights() -> None:
    low, high = eccentricity_height(np.array([1.0, 5.0]), np.array([2.0, 4.0]))
    assert low.tolist() == [1.0, 4.0] and high.tolist() == [2.0, 5.0]
    same, as_well = eccentricity_height(np.array([3.0]), None)
    assert same.tolist() == as_well.tolist() == [3.0]
