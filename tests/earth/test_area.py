"""Areas: corners of real warnings, geodesic truth, refusals, and what must not change the answer."""

from __future__ import annotations

import os
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import Area, bearing, circle, distance, ellipse_area, offset, polygon
from launchwatch.errors import InputError


def degrees(text: str) -> tuple[float, float]:
    """`35-12-25/124-52-23` as latitude, longitude."""
    lat, lon = (part.split("-") for part in text.split("/"))
    return tuple(int(d) + int(m) / 60 + int(s) / 3600 for d, m, s in (lat, lon))  # type: ignore[return-value]


# corners as announced (Kantei, March 2012; Busan press, March 2009), see the cases
APRIL_2012 = [
    degrees("35-12-25/124-52-23"),
    degrees("35-12-13/124-30-34"),
    degrees("35-55-10/124-50-25"),
    degrees("35-55-20/124-32-10"),
]
MARCH_2009 = [
    degrees("34-35-42/164-40-42"),
    degrees("31-22-22/172-18-36"),
    degrees("29-55-53/172-13-47"),
    degrees("33-09-16/164-35-42"),
]


def test_corners_that_are_no_ring_are_refused_and_say_where_they_cross() -> None:
    with pytest.raises(InputError) as caught:
        polygon(APRIL_2012, "area 'A'")
    assert str(caught.value) == (
        "area 'A': the area crosses itself at latitude 35.5966, longitude 124.6903; "
        "list the corners in order around the area, or ask for them to be sorted"
    )


def test_scrambled_corners_are_sorted_on_request_and_reported() -> None:
    area = polygon(APRIL_2012, order=True)
    assert area.reordered
    assert {tuple(c) for c in area.ring.round(9)} == {tuple(np.round(c, 9)) for c in APRIL_2012}
    assert tuple(area.ring[0]) == APRIL_2012[0]
    assert area.area_m2 == pytest.approx(2404e6, rel=0.001)
    along, across = area.extent(180.0)
    assert along == pytest.approx(distance(*APRIL_2012[0], 35.9222, APRIL_2012[0][1]), rel=0.01)
    assert across == pytest.approx(distance(*APRIL_2012[0], *APRIL_2012[1]), rel=0.01)


def test_a_ring_is_taken_as_it_is_even_when_sorting_is_allowed() -> None:
    area = polygon(MARCH_2009, order=True)
    assert not area.reordered
    assert area.ring.tolist() == [list(c) for c in MARCH_2009]


def test_a_ring_with_a_bay_is_not_sorted() -> None:
    bay = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (1.0, 1.8)]
    area = polygon(bay, order=True)
    assert not area.reordered
    assert not area.contains(1.0, 0.5)


@pytest.mark.parametrize(
    ("ring", "complaint"),
    [
        ([(0.0, 0.0), (1.0, 1.0)], "2 different corners"),
        ([(0.0, 0.0), (1.0, 1.0), (1.0, 1.0), (0.0, 0.0)], "2 different corners"),
        ([], "0 different corners"),
        ([(91.0, 0.0), (1.0, 1.0), (2.0, 2.0)], "latitude 91 does not exist"),
        ([(0.0, 0.0), (1.0, 361.0), (2.0, 2.0)], "longitude 361 does not exist"),
        ([(float("nan"), 0.0), (1.0, 1.0), (2.0, 2.0)], "latitude nan does not exist"),
        ([(0.0, float("inf")), (1.0, 1.0), (2.0, 2.0)], "longitude inf does not exist"),
        ([(0.0, 0.0), (0.0, 1.0), (0.0, 2.0)], "no inside"),
        ([(1.0,), (2.0,), (3.0,)], "not a latitude and a longitude"),
        ([("x", 1.0), (2.0, 2.0), (3.0, 3.0)], "not a latitude and a longitude"),
        ([(0.0, 0.0), (0.0, 120.0), (0.0, -120.0)], "over 6,000 km"),
        ([(0.0, 0.0), (5.0, 80.0), (0.0, 160.0)], "over 6,000 km"),
    ],
)
@pytest.mark.parametrize("order", [False, True])
def test_what_is_no_area_is_refused(ring: list[tuple[float, ...]], complaint: str, order: bool) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        polygon(ring, "the notice", order=order)
    assert str(caught.value).startswith("the notice: ")


def test_a_ring_closed_by_its_first_corner_is_the_same() -> None:
    closed = polygon([*MARCH_2009, MARCH_2009[0]])
    assert closed.ring.tolist() == polygon(MARCH_2009).ring.tolist()


def test_edges_are_geodesics_not_parallels() -> None:
    """Halfway between two places on the parallel of 60, the shortest way runs north of it."""
    area = polygon([(60.0, 0.0), (60.0, 40.0), (50.0, 20.0)])
    assert area.contains(61.5, 20.0)
    assert not area.contains(62.0, 20.0)  # tan(lat) = tan 60 / cos 20: 61.5 on the sphere, 61.53 here


def test_distance_is_the_shortest_geodesic_to_the_edge() -> None:
    area = polygon(MARCH_2009)
    rng = np.random.default_rng(1)
    lat, lon = rng.uniform(22.0, 42.0, 200), rng.uniform(155.0, 182.0, 200)
    edge = np.concatenate(
        [
            np.column_stack(offset(*a, bearing(*a, *b), np.linspace(0.0, distance(*a, *b), 1500)))
            for a, b in zip(MARCH_2009, MARCH_2009[1:] + MARCH_2009[:1], strict=True)
        ]
    )
    found = area.distance(lat, lon)
    for n in range(200):
        truth = float(distance(lat[n], lon[n], edge[:, 0], edge[:, 1]).min())
        if area.contains(lat[n], lon[n]):
            assert found[n] == 0.0
        else:
            assert found[n] == pytest.approx(truth, rel=0.001, abs=20.0)


def test_outside_a_circle_the_distance_is_what_is_beyond_the_radius() -> None:
    area = circle(35.0, 124.7, 30e3)
    for towards in (0.0, 77.0, 200.0):
        for away in (10e3, 29e3):
            assert area.contains(*offset(35.0, 124.7, towards, away))
        for away in (31e3, 100e3, 1500e3):
            place = offset(35.0, 124.7, towards, away)
            assert not area.contains(*place)
            assert float(area.distance(*place)) == pytest.approx(away - 30e3, abs=10.0, rel=1e-4)
    assert area.centroid == pytest.approx((35.0, 124.7), abs=1e-6)
    assert area.area_m2 == pytest.approx(np.pi * 30e3**2, rel=1e-3)


def test_an_ellipse_lies_along_its_direction() -> None:
    area = ellipse_area(20.0, -160.0, 80e3, 20e3, 30.0)
    assert area.extent(30.0) == pytest.approx((160e3, 40e3), rel=2e-3)
    assert area.contains(*offset(20.0, -160.0, 30.0, 79e3))
    assert not area.contains(*offset(20.0, -160.0, 120.0, 21e3))
    assert area.area_m2 == pytest.approx(np.pi * 80e3 * 20e3, rel=2e-3)


@pytest.mark.parametrize("radius", [0.0, -5.0, float("nan"), float("inf"), 7e6])
def test_an_impossible_radius_is_refused(radius: float) -> None:
    with pytest.raises(InputError, match=r"area B: a radius of .* is not possible"):
        circle(35.0, 124.7, radius, "area B")


def test_an_impossible_centre_is_refused() -> None:
    with pytest.raises(InputError, match="latitude 95"):
        circle(95.0, 124.7, 1e3)


def test_over_the_antimeridian_and_over_the_pole() -> None:
    strip = polygon([(0.0, 179.0), (0.0, -179.0), (2.0, -179.0), (2.0, 179.0)])
    assert (
        strip.contains(1.0, [180.0, -180.0, 179.5, -179.5, 178.0, 0.0]).tolist() == [True] * 4 + [False] * 2
    )
    assert strip.distance(1.0, np.array([178.0, -178.0])) == pytest.approx(111.3e3, rel=1e-3)
    cap = polygon([(80.0, 0.0), (80.0, 90.0), (80.0, 180.0), (80.0, -90.0)])
    assert cap.contains([90.0, 84.0, 80.5], [0.0, 10.0, 45.0]).tolist() == [True, True, False]
    assert cap.area_m2 == pytest.approx(2.507e12, rel=1e-3)


def test_what_is_not_a_number_is_nowhere() -> None:
    area = polygon(MARCH_2009)
    assert not area.contains(np.nan, 166.0)
    assert np.isnan(area.distance([np.nan, 33.0], [166.0, np.nan])).all()


def test_moved_areas_keep_shape_and_bearing() -> None:
    area = polygon(APRIL_2012, order=True)
    moved = area.moved_to(36.0667, 124.5)
    assert tuple(moved.ring[0]) == pytest.approx((36.0667, 124.5))
    assert moved.area_m2 == pytest.approx(area.area_m2, rel=1e-3)
    assert bearing(*moved.ring[0], *moved.ring[1]) == pytest.approx(bearing(*area.ring[0], *area.ring[1]))


def test_outline_follows_the_edges_in_short_steps() -> None:
    outline = polygon(MARCH_2009).outline()
    steps = distance(outline[:-1, 0], outline[:-1, 1], outline[1:, 0], outline[1:, 1])
    assert steps.max() <= 25_001.0
    assert {tuple(c) for c in MARCH_2009} <= {tuple(c) for c in outline}


@given(st.integers(0, 3), st.booleans(), st.sampled_from([-360.0, 0.0]))
@settings(max_examples=16)
def test_start_sense_and_longitude_wrap_do_not_matter(first: int, backwards: bool, turn: float) -> None:
    corners = MARCH_2009[first:] + MARCH_2009[:first]
    ring = [(lat, lon + turn) for lat, lon in (corners[::-1] if backwards else corners)]
    one, other = polygon(MARCH_2009), polygon(ring)
    lat, lon = np.random.default_rng(2).uniform((25.0, 150.0), (40.0, 185.0), (300, 2)).T
    assert other.area_m2 == pytest.approx(one.area_m2, rel=1e-12)
    assert np.allclose(other.distance(lat, lon), one.distance(lat, lon), atol=1e-3)
    assert (other.contains(lat, lon) == one.contains(lat, lon)).all()


@given(st.floats(-180.0, 180.0))
@settings(max_examples=30)
def test_turning_the_earth_turns_the_answer(turn: float) -> None:
    lat, lon = np.random.default_rng(3).uniform((25.0, 150.0), (40.0, 185.0), (100, 2)).T
    turned = polygon([(a, (b + turn + 180.0) % 360.0 - 180.0) for a, b in MARCH_2009])
    assert np.allclose(turned.distance(lat, lon + turn), polygon(MARCH_2009).distance(lat, lon), atol=1e-3)


@pytest.mark.skipif(bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="left out: compilation is switched off")
def test_20000_points_in_a_tenth_of_a_second() -> None:
    area: Area = polygon(MARCH_2009)
    lat, lon = np.random.default_rng(4).uniform((25.0, 150.0), (40.0, 185.0), (20_000, 2)).T
    area.distance(lat, lon)
    took = []
    for _ in range(5):
        begin = time.process_time()
        area.distance(lat, lon)
        took.append(time.process_time() - begin)
    assert min(took) < 0.1
