"""Press positions as uncertain points, against geometry worked out by other means."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from launchwatch.case.positions import Spot, ellipse_covariance, read_spot, spread_of
from launchwatch.case.schema import Rendering
from launchwatch.errors import CaseError
from launchwatch.quantity import Quantity

WGS84 = Geod(ellps="WGS84")


def rendering(
    place: str, lat: float, lon: float, distance: str, direction: str | None = "west", **more: str
) -> Rendering:
    data = {
        "place": place,
        "latitude": lat,
        "longitude": lon,
        "distance": distance,
        "direction": direction,
        **more,
    }
    return Rendering.model_validate({k: v for k, v in data.items() if v is not None})


def test_a_point_lies_at_the_geodesic_distance_in_the_direction_told() -> None:
    spot = read_spot([rendering("Taean", 36.78, 126.13, "253 km")])
    azimuth, _, distance = WGS84.inv(126.13, 36.78, spot.lon_deg, spot.lat_deg)
    assert azimuth % 360.0 == pytest.approx(270.0, abs=1e-6) and distance == pytest.approx(253e3, abs=0.01)


def test_the_error_is_15_km_in_distance_and_11_deg_in_direction() -> None:
    spot = read_spot([rendering("Taean", 36.78, 126.13, "253 km")], azimuth_deg=270.0)
    assert spot.sigma_along_m == pytest.approx(15e3, rel=1e-6)
    assert spot.sigma_cross_m == pytest.approx(253e3 * math.radians(11.0), rel=1e-6)
    wide = read_spot([rendering("Taean", 36.78, 126.13, "253 ± 20 km")], azimuth_deg=270.0)
    assert wide.sigma_along_m == pytest.approx(25e3, rel=1e-3)


def test_two_circles_that_agree_on_the_longitude_keep_it_and_leave_the_latitude_loose() -> None:
    """The second-stage area of 2023: Manila and Samar both point to 128.6 E by hand too."""
    manila = rendering("Manila", 14.60, 120.98, "820 km", "east")
    samar = rendering("Samar", 12.20, 125.50, "350 km", "east")
    spot = read_spot([manila, samar], azimuth_deg=0.0)
    assert spot.lon_deg == pytest.approx(128.65, abs=0.1)
    assert 12.0 < spot.lat_deg < 14.5
    assert spot.sigma_along_m > 3.0 * spot.sigma_cross_m


def test_the_same_position_told_twice_is_no_surer() -> None:
    once = rendering("Taean", 36.78, 126.13, "253 km")
    one, two = read_spot([once]), read_spot([once, once])
    assert (two.lat_deg, two.lon_deg) == pytest.approx((one.lat_deg, one.lon_deg), abs=1e-9)
    assert two.sigma_along_m == pytest.approx(one.sigma_along_m, rel=1e-9)
    assert two.sigma_cross_m == pytest.approx(one.sigma_cross_m, rel=1e-9)


def test_positions_that_contradict_one_another_widen_the_point() -> None:
    near = rendering("Taean", 36.78, 126.13, "100 km")
    far = rendering("Taean", 36.78, 126.13, "300 km")
    assert read_spot([near, far], 270.0).sigma_along_m > 4.0 * read_spot([near], 270.0).sigma_along_m


def test_a_distance_without_direction_needs_another_position_that_has_one() -> None:
    with pytest.raises(CaseError, match="circle"):
        read_spot([rendering("Jeju", 33.35, 126.17, "240 to 250 km", None)])
    spot = read_spot(
        [rendering("Jindo", 34.48, 126.26, "284 km"), rendering("Jeju", 33.35, 126.17, "240 to 250 km", None)]
    )
    _, _, from_jeju = WGS84.inv(126.17, 33.35, spot.lon_deg, spot.lat_deg)
    assert abs(from_jeju - 245e3) < 35e3


def test_a_coast_is_looser_along_the_meridian_only() -> None:
    point = read_spot([rendering("coast", 36.0, 126.5, "300 km")], 0.0)
    coast = read_spot([rendering("coast", 36.0, 126.5, "300 km", north_south="100 km")], 0.0)
    assert coast.sigma_cross_m == pytest.approx(point.sigma_cross_m, rel=0.02)
    assert coast.sigma_along_m == pytest.approx(math.hypot(point.sigma_along_m, 100e3), rel=0.02)


def test_a_position_over_the_antimeridian_stays_there() -> None:
    east = rendering("Fiji", -17.0, 178.0, "300 km", "east")
    west = rendering("Samoa", -17.0, -176.0, "330 km", "west")
    assert abs(abs(read_spot([east, west]).lon_deg) - 180.0) < 1.5


@settings(derandomize=True, max_examples=200)
@given(st.floats(0, 360), st.floats(1e3, 1e6), st.floats(1e3, 1e6), st.floats(0, 360), st.floats(0, 1e5))
def test_widening_adds_covariances_and_keeps_the_middle(
    a: float, s: float, c: float, b: float, more: float
) -> None:
    spot = Spot(30.0, 120.0, s, c, a)
    wide = spot.widened(b, more, 0.5 * more)
    expected = ellipse_covariance(a, s, c) + ellipse_covariance(b, more, 0.5 * more)
    np.testing.assert_allclose(wide.covariance(), expected, rtol=1e-6, atol=1e-3 * max(s, c))
    assert (wide.lat_deg, wide.lon_deg) == (30.0, 120.0)


def test_the_sigma_of_a_figure_is_half_its_68_percent_interval() -> None:
    assert spread_of(Quantity.parse("8.0 ± 0.5 km", "length")) == pytest.approx(500.0, rel=1e-3)
    assert spread_of(Quantity.parse("91 s", "time")) == 0.0
