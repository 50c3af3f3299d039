"""Geodesics against published lengths, and the flat map against geodesics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import LocalMap, bearing, distance, offset

latitudes = st.floats(-89.0, 89.0)
longitudes = st.floats(-180.0, 180.0)


def test_lengths_of_the_ellipsoid() -> None:
    """A degree of the equator is pi a / 180; the quarter meridian of WGS 84 is 10,001,965.729 m."""
    assert distance(0.0, 0.0, 0.0, 1.0) == pytest.approx(np.pi * 6378137.0 / 180.0, abs=1e-6)
    assert distance(0.0, 0.0, 90.0, 0.0) == pytest.approx(10_001_965.729, abs=1e-3)


def test_flinders_peak_to_buninyong() -> None:
    """The worked example of the Australian geodetic manual (on GRS 80, 0.1 mm from WGS 84)."""
    peak = -(37 + 57 / 60 + 3.72030 / 3600), 144 + 25 / 60 + 29.52440 / 3600
    mount = -(37 + 39 / 60 + 10.15610 / 3600), 143 + 55 / 60 + 35.38390 / 3600
    assert distance(*peak, *mount) == pytest.approx(54_972.271, abs=1e-3)
    assert bearing(*peak, *mount) == pytest.approx(306 + 52 / 60 + 5.37 / 3600, abs=1e-5)
    assert offset(*peak, 306 + 52 / 60 + 5.37 / 3600, 54_972.271) == pytest.approx(mount, abs=1e-6)


@given(latitudes, longitudes, st.floats(0.0, 360.0), st.floats(1.0, 1e7))
def test_going_there_is_as_far_as_it_was_said(lat: float, lon: float, towards: float, length: float) -> None:
    there = offset(lat, lon, towards, length)
    assert distance(lat, lon, *there) == pytest.approx(length, abs=1e-6)
    turn = (bearing(lat, lon, *there) - towards + 180.0) % 360.0 - 180.0
    assert abs(turn) * min(length, 6e6) < 1e-3 * 57.3


def test_numbers_give_numbers_and_arrays_give_arrays() -> None:
    assert isinstance(distance(0.0, 0.0, 1.0, 1.0), float)
    assert isinstance(bearing(0.0, 0.0, -1.0, -1.0), float)
    far = distance(0.0, 0.0, np.array([1.0, 2.0]), 0.0)
    assert far.shape == (2,) and far[1] > far[0]
    lat, lon = offset(np.zeros((2, 3)), 0.0, 90.0, 1e5)
    assert lat.shape == lon.shape == (2, 3)


@given(latitudes, longitudes, st.floats(0.0, 360.0), st.floats(1.0, 5e6))
def test_the_flat_map_keeps_distance_and_direction_from_its_middle(
    lat: float, lon: float, towards: float, length: float
) -> None:
    plane = LocalMap(lat, lon)
    east, north = plane.to_plane(*offset(lat, lon, towards, length))
    assert float(np.hypot(east, north)) == pytest.approx(length, abs=1e-3)
    back = plane.to_place(east, north)
    assert distance(*offset(lat, lon, towards, length), float(back[0]), float(back[1])) < 1e-3


def test_the_flat_map_has_no_place_for_what_is_not_a_number() -> None:
    east, north = LocalMap(35.0, 125.0).to_plane(np.array([35.0, np.nan]), np.array([125.0, 125.0]))
    assert np.isnan(east[1]) and np.isnan(north[1]) and east[0] == 0.0
