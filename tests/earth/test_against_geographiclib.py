"""Areas over poles and the antimeridian against GeographicLib's geodesics, as pyproj gives them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pyproj import Geod

from launchwatch.earth import circle, distance, offset, polygon, sun_elevation, utc

WGS84 = Geod(ellps="WGS84")
PLACES = [(89.9, 12.0), (-90.0, 0.0), (0.0, 180.0), (-17.0, -179.9), (40.0, 100.0), (75.0, 179.5)]


@pytest.mark.parametrize(("lat", "lon"), PLACES)
@pytest.mark.parametrize("radius", [20e3, 300e3])
def test_a_circle_anywhere_has_its_size_and_its_edge(lat: float, lon: float, radius: float) -> None:
    area = circle(lat, lon, radius)
    assert area.area_m2 == pytest.approx(math.pi * radius**2, rel=2e-3)
    for azimuth in np.arange(3.0, 363.0, 24.0):
        for share in (0.5, 0.99, 1.01, 1.5):
            to_lon, to_lat, _ = WGS84.fwd(lon, lat, azimuth, share * radius)
            assert bool(area.contains(to_lat, to_lon)) == (share < 1.0)
            far = max(share - 1.0, 0.0) * radius
            assert float(area.distance(to_lat, to_lon)) == pytest.approx(far, abs=6e-4 * radius)


@pytest.mark.parametrize(("lat", "lon"), PLACES)
def test_ways_out_and_back_are_geodesics(lat: float, lon: float) -> None:
    for azimuth in (0.0, 77.0, 181.0, 300.0):
        to_lon, to_lat, _ = WGS84.fwd(lon, lat, azimuth, 1.5e6)
        found = [float(x) for x in offset(lat, lon, azimuth, 1.5e6)]
        assert float(distance(*found, to_lat, to_lon)) < 1e-3
        assert float(distance(lat, lon, to_lat, to_lon)) == pytest.approx(1.5e6, abs=1e-3)


def test_a_box_over_the_antimeridian_is_the_box_anywhere_else() -> None:
    here, there = (polygon([(10, w), (10, w + 4.0), (13, w + 4.0), (13, w)]) for w in (20.0, 178.0))
    assert here.area_m2 == pytest.approx(there.area_m2, rel=1e-12)
    for lat, east in ((11.0, 1.0), (11.0, 3.0), (9.0, 2.0), (12.0, 5.0), (12.5, -1.0)):
        assert bool(here.contains(lat, 20.0 + east)) == bool(there.contains(lat, 178.0 + east))
        assert float(here.distance(lat, 20.0 + east)) == pytest.approx(
            float(there.distance(lat, 178.0 + east - 360.0)), abs=1e-3
        )


@pytest.mark.parametrize("start", range(4))
def test_neither_the_first_corner_nor_the_direction_matters(start: int) -> None:
    ring = [(80.0, 0.0), (80.0, 90.0), (80.0, 180.0), (80.0, -90.0)]
    whole = polygon(ring)
    for other in (ring[start:] + ring[:start], (ring[start:] + ring[:start])[::-1]):
        area = polygon(other)
        assert area.area_m2 == pytest.approx(whole.area_m2, rel=1e-12)
        assert bool(area.contains(90.0, 0.0)) and not bool(area.contains(70.0, 45.0))


def test_the_sun_of_a_solstice_stands_over_the_tropic() -> None:
    noon = utc(2024, 6, 20, 12, 2)
    assert math.degrees(float(sun_elevation(math.radians(23.44), 0.0, noon))) > 89.0
    assert math.degrees(float(sun_elevation(math.pi / 2, 0.0, noon))) == pytest.approx(23.44, abs=0.01)
