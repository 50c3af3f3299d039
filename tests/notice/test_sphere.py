"""Areas as seen from a pad, against geodesics of the ellipsoid (Karney's, through pyproj)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import bearing, distance, offset
from launchwatch.notice.sphere import apart_m, place, seen_from, unit

places = st.tuples(st.floats(-85.0, 85.0), st.floats(-180.0, 180.0))


@settings(max_examples=50)
@given(places, st.floats(0.0, 360.0), st.floats(50e3, 15_000e3))
def test_against_karney_range_and_direction(pad: tuple[float, float], way: float, away: float) -> None:
    lat, lon = offset(*pad, way, away)
    ring = np.column_stack(offset(lat, lon, np.arange(0.0, 360.0, 30.0), 5e3))
    seen = seen_from(ring, *pad)
    assert seen.middle_m == pytest.approx(away, rel=0.008)
    assert seen.near_m == pytest.approx(away - 5e3, rel=0.008, abs=500.0)
    assert seen.far_m == pytest.approx(away + 5e3, rel=0.008, abs=500.0)
    assert seen.length_m == pytest.approx(10e3, rel=0.01)
    expected = bearing(*pad, *seen.middle)
    assert abs((seen.bearing_deg - expected + 180.0) % 360.0 - 180.0) < 0.5 or away > 14_000e3


def test_against_karney_between_two_places() -> None:
    near = float(apart_m(unit(10.0, 179.9), unit(10.0, -179.9)))
    assert near == pytest.approx(distance(10.0, 179.9, 10.0, -179.9), rel=0.008)
    assert float(apart_m(unit(0.0, 0.0), unit(0.0, 180.0))) == pytest.approx(np.pi * 6_371e3)


@given(places)
def test_a_place_comes_back_from_its_vector(at: tuple[float, float]) -> None:
    lat, lon = place(unit(*at))
    assert lat == pytest.approx(at[0], abs=1e-9)
    assert abs((lon - at[1] + 180.0) % 360.0 - 180.0) < 1e-9


def test_a_pad_inside_is_at_no_distance_and_width_is_surface_over_length() -> None:
    box = [(9.5, 178.0), (9.5, -178.0), (10.5, -178.0), (10.5, 178.0)]  # over the antimeridian
    seen = seen_from(box, 10.0, 180.0)
    assert seen.near_m == 0.0
    assert seen.middle[0] == pytest.approx(10.0, abs=0.05) and abs(seen.middle[1]) == pytest.approx(180.0)
    assert seen.length_m == pytest.approx(distance(9.5, 178.0, 10.5, -178.0), rel=0.008)
    surface = distance(10.0, 178.0, 10.0, -178.0) * distance(9.5, 180.0, 10.5, 180.0)
    assert seen.width_m * seen.length_m == pytest.approx(surface, rel=0.02)
    assert seen_from(box, -10.0, 0.0).near_m > 10_000e3  # the antipode is not inside
