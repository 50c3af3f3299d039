"""The ellipsoid: conversions against PROJ, round trips, and the fast height."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import (
    FLATTENING,
    RADIUS,
    cartesian_array,
    geodetic_array,
    height,
    to_cartesian,
    to_geodetic,
)

POLAR_RADIUS = 6_356_752.314245  # m, NGA.STND.0036_1.0.0_WGS84, table 3.5

latitudes = st.floats(-math.pi / 2, math.pi / 2)
longitudes = st.floats(-math.pi, math.pi)


def places(count: int, low: float, high: float) -> np.ndarray:
    """Latitude, longitude (rad) spread evenly over the sphere, height (m) between two bounds."""
    rng = np.random.default_rng(20231121)
    return np.column_stack(
        (
            np.arcsin(rng.uniform(-1.0, 1.0, count)),
            rng.uniform(-math.pi, math.pi, count),
            rng.uniform(low, high, count),
        )
    )


def test_against_proj() -> None:
    from pyproj import Transformer

    geodetic = places(2000, -11e3, 2e6)
    proj = Transformer.from_crs("EPSG:4979", "EPSG:4978")
    x, y, z = proj.transform(*np.degrees(geodetic[:, :2]).T, geodetic[:, 2])
    ours = cartesian_array(geodetic)
    assert np.abs(ours - np.column_stack((x, y, z))).max() < 1e-8


def test_known_points_of_the_ellipsoid() -> None:
    assert to_cartesian(0.0, 0.0, 0.0) == (RADIUS, 0.0, 0.0)
    assert to_cartesian(math.pi / 2, 0.0, 0.0)[2] == pytest.approx(POLAR_RADIUS, abs=1e-6)
    assert pytest.approx(POLAR_RADIUS, abs=1e-6) == RADIUS * (1.0 - FLATTENING)


@pytest.mark.parametrize("pole", [1.0, -1.0])
@pytest.mark.parametrize("above", [-11e3, 0.0, 5e5, 5e7])
def test_poles_have_a_latitude_and_a_height(pole: float, above: float) -> None:
    latitude, _, found = to_geodetic(0.0, 0.0, pole * (POLAR_RADIUS + above))
    assert latitude == pole * math.pi / 2
    assert found == pytest.approx(above, abs=1e-6)


@given(latitudes, longitudes, st.floats(-11e3, 1e7))
def test_round_trip_is_good_to_ten_nanometres(latitude: float, longitude: float, above: float) -> None:
    x, y, z = to_cartesian(latitude, longitude, above)
    back = to_geodetic(x, y, z)
    assert abs(back[2] - above) <= 1e-8
    assert abs(back[0] - latitude) * RADIUS <= 1e-8
    turned = math.remainder(back[1] - longitude, 2.0 * math.pi)
    assert abs(turned) * RADIUS * math.cos(latitude) <= 1e-8


def test_round_trip_to_50000_km_is_good_to_the_rounding_of_the_radius() -> None:
    geodetic = places(50_000, 1e7, 5e7)
    back = geodetic_array(cartesian_array(geodetic))
    assert np.abs(back[:, 2] - geodetic[:, 2]).max() <= 4.0 * np.spacing(5.6e7)
    assert np.abs(back[:, 0] - geodetic[:, 0]).max() * RADIUS <= 1e-8


def test_fast_height_agrees_with_the_converged_one() -> None:
    near = cartesian_array(places(3000, -11e3, 2e6))
    exact = geodetic_array(near)[:, 2]
    assert max(abs(height(*xyz) - h) for xyz, h in zip(near, exact, strict=True)) < 1e-7
    far = cartesian_array(places(3000, 2e6, 5e7))
    exact = geodetic_array(far)[:, 2]
    assert max(abs(height(*xyz) - h) for xyz, h in zip(far, exact, strict=True)) < 1e-5


def test_height_does_not_feel_a_turn_about_the_pole() -> None:
    x, y, z = to_cartesian(0.7, 0.3, 4e5)
    assert height(math.hypot(x, y), 0.0, z) == pytest.approx(height(x, y, z), abs=1e-8)


def test_arrays_keep_their_shape() -> None:
    geodetic = places(6, 0.0, 1e6).reshape(2, 3, 3)
    cartesian = cartesian_array(geodetic)
    assert cartesian.shape == (2, 3, 3)
    assert tuple(cartesian[1, 2]) == to_cartesian(*geodetic[1, 2])
    assert geodetic_array(cartesian).shape == (2, 3, 3)
    assert cartesian_array([0.0, 0.0, 0.0]).tolist() == [RADIUS, 0.0, 0.0]
