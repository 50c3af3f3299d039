"""What an area says by its shape."""

from __future__ import annotations

from math import degrees, radians

import numpy as np
import pytest
from blind_cases import box, case, circle, ring
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import distance
from launchwatch.inference import BlindArea
from launchwatch.inference.boxes import boxes, half_turn
from launchwatch.inference.fit import density, likelihood, skew
from launchwatch.inference.tracks import Track, unit

SITE = (30.0, 110.0)


@given(
    lat=st.floats(-60.0, 60.0),
    lon=st.floats(-180.0, 180.0),
    axis=st.floats(0.0, 180.0),
    length=st.floats(50.0, 400.0),
    share=st.floats(0.2, 0.8),
)
def test_a_rectangle_gives_back_its_middle_and_sizes(
    lat: float, lon: float, axis: float, length: float, share: float
) -> None:
    (found,) = boxes(case(SITE, [box(lat, lon, axis, length, share * length)]))
    assert found.half_long_km == pytest.approx(0.5 * length, rel=0.02)
    assert found.half_short_km == pytest.approx(0.5 * share * length, rel=0.02)
    assert found.range_km == pytest.approx(distance(*SITE, lat, lon) / 1e3, rel=0.006, abs=1.0)


def test_the_axis_is_told_as_an_angle_from_the_great_circle_of_the_pad() -> None:
    for axis, told in ((0.0, 0.0), (10.0, 10.0), (-25.0, -25.0), (90.0, -90.0)):
        (found,) = boxes(case((0.0, 20.0), [box(5.0, 20.0, axis, 200.0, 50.0)]))
        assert degrees(half_turn(found.drawn - radians(told))) == pytest.approx(0.0, abs=0.3)


def test_a_circle_has_no_long_axis() -> None:
    (found,) = boxes(case(SITE, [circle(20.0, 112.0, 40.0)]))
    assert found.half_long_km == pytest.approx(found.half_short_km, rel=0.02)


def test_a_zone_cut_at_a_border_or_told_twice_is_one() -> None:
    whole = ring((10.0, 111.0), (10.0, 112.0), (12.0, 112.0), (12.0, 111.0))
    north = ring((11.0, 111.0), (11.0, 112.0), (12.0, 112.0), (12.0, 111.0))
    south = ring((10.0, 111.0), (10.0, 112.0), (11.0, 112.0), (11.0, 111.0))
    (cut,) = boxes(case(SITE, [north, south]))
    (twice,) = boxes(case(SITE, [whole, whole]))
    assert cut.members == (0, 1) and cut.middle == pytest.approx(twice.middle, abs=1e-6)
    assert cut.half_long_km == pytest.approx(twice.half_long_km, rel=1e-3)
    assert len(boxes(case(SITE, [circle(20.0, 112.0, 40.0), circle(15.0, 112.0, 40.0)]))) == 2


@given(start=st.integers(0, 7), backward=st.booleans())
def test_where_a_ring_begins_and_how_it_runs_does_not_matter(start: int, backward: bool) -> None:
    corners = np.array([(20.0 + np.sin(a), 112.0 + 2.0 * np.cos(a)) for a in np.arange(8) * np.pi / 4.0])
    turned = np.roll(corners, start, axis=0)[:: -1 if backward else 1]
    (one,) = boxes(case(SITE, [BlindArea("polygon", corners)]))
    (other,) = boxes(case(SITE, [BlindArea("polygon", turned)]))
    assert one.middle == pytest.approx(other.middle, abs=1e-12)
    assert one.half_long_km == pytest.approx(other.half_long_km)


def test_an_area_without_surface_still_has_a_place() -> None:
    (found,) = boxes(case(SITE, [ring((20.0, 112.0), (21.0, 112.0), (20.5, 112.0))]))
    assert found.half_short_km < 2.0 and 1000.0 < found.range_km < 1200.0


def track(lat: float, lon: float, heading: float) -> Track:
    """A track over a place of the frame (longitude from the pad)."""
    at = unit(radians(lat), radians(lon))
    north = np.array(
        [
            -np.sin(radians(lat)) * np.cos(radians(lon)),
            -np.sin(radians(lat)) * np.sin(radians(lon)),
            np.cos(radians(lat)),
        ]
    )
    ahead = np.cos(radians(heading)) * north + np.sin(radians(heading)) * np.cross(north, at)
    return Track(at[None, :], ahead[None, :])


def test_a_track_through_the_middle_is_likeliest_and_a_far_one_is_not_hopeless() -> None:
    (found,) = boxes(case((0.0, 0.0), [box(5.0, 0.0, 0.0, 200.0, 60.0)]))
    across = np.array([0.0, 20.0, 100.0, 2000.0])
    told = likelihood(found, across, np.zeros(4))
    assert list(told) == sorted(told, reverse=True)
    assert told[0] > 20.0 * told[2] and told[3] > 0.0


def test_a_slanted_box_speaks_for_a_slanted_track_and_a_usual_one_for_neither() -> None:
    (slanted,) = boxes(case((0.0, 0.0), [box(8.0, 0.0, 20.0, 300.0, 60.0)]))
    (usual,) = boxes(case((0.0, 0.0), [box(8.0, 0.0, 0.0, 300.0, 60.0)]))
    for found, gain in ((slanted, 8.0), (usual, None)):
        middle = float(np.degrees(np.arcsin(found.middle[2])))
        there, here = (
            likelihood(found, np.zeros(1), skew(track(middle, 0.0, h), found))[0] for h in (20.0, 0.0)
        )
        if gain is None:
            assert 1.0 < here / there < 4.0
        else:
            assert there / here > gain


def test_densities_add_up_to_one() -> None:
    x = np.linspace(-4000.0, 4000.0, 400001)
    for freedom in (2.0, 5.0, 30.0):
        assert float(density(x, 3.0, freedom).sum() * 0.02) == pytest.approx(1.0, abs=1e-3)
