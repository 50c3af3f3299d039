"""What is odd about a ring is seen wherever on the globe it lies, and nothing else is."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from launchwatch.notice.ring import convex, far_vertex, self_crossing, skewness, suspect, unrolled

SQUARE = [(10.0, 20.0), (10.0, 21.0), (11.0, 21.0), (11.0, 20.0)]


def turned(ring: list[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    return [(lat, (lon + by + 180.0) % 360.0 - 180.0) for lat, lon in ring]


@given(
    st.integers(3, 12), st.floats(-70, 70), st.floats(0.05, 5.0), st.floats(0.05, 5.0), st.floats(-180, 180)
)
def test_an_ellipse_anywhere_is_not_odd(n: int, lat: float, a: float, b: float, lon: float) -> None:
    angles = [2.0 * math.pi * k / n for k in range(n)]
    ring = [(lat + a * math.sin(t), b * math.cos(t)) for t in angles]
    assert suspect(turned(ring, lon)) == ""


@given(st.floats(-180, 180), st.sampled_from(range(4)))
def test_one_wrong_hemisphere_is_found_anywhere(by: float, k: int) -> None:
    ring = list(SQUARE)
    ring[k] = (-ring[k][0], ring[k][1])
    ring = turned(ring, by)
    assert far_vertex(ring) == k
    assert "far from the others" in suspect(ring)


@given(st.floats(-180, 180))
def test_a_zig_zag_is_found_anywhere(by: float) -> None:
    a, b, c, d = SQUARE
    assert self_crossing(turned([a, b, d, c], by))
    assert not self_crossing(turned(SQUARE, by))


def test_a_long_strip_is_not_taken_for_a_typo() -> None:
    strip = [(7.0, -15.0), (7.5, -15.0), (40.0, 30.0), (39.5, 30.0)]
    assert suspect(strip) == ""


def test_a_dart_is_not_an_area() -> None:
    assert (
        suspect([(0.0, 0.0), (2.0, 1.0), (0.0, 2.0), (0.5, 1.0)])
        == "the four vertices do not go round one way"
    )


def test_corners_on_a_straight_line_still_turn_one_way() -> None:
    assert convex([(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (1.0, 1.0)])


@given(st.floats(-170, 170), st.floats(0.1, 3.0), st.floats(-1.0, 1.0))
def test_a_parallelogram_is_not_skew_and_a_kite_is(by: float, size: float, lean: float) -> None:
    box = [(0.0, 0.0), (lean * size, size), (size + lean * size, size), (size, 0.0)]
    assert abs(skewness(turned(box, by))) < 1e-6
    assert skewness([(0.0, 0.0), (0.0, 2.0), (1.0, 1.0), (1.0, 0.0)]) > 0.3


def test_unrolling_has_no_jumps() -> None:
    ring = unrolled([(0.0, 179.0), (0.0, -179.0), (1.0, 178.0)])
    assert [lon for _, lon in ring] == [179.0, 181.0, 178.0]


def test_huge_rings_are_not_searched_pair_by_pair() -> None:
    ring = [(math.sin(k), math.cos(3 * k)) for k in range(5000)]
    assert not self_crossing(ring)
    assert far_vertex(ring) is None
