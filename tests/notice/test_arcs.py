"""Arcs of a border lie on their circle and go the way they are told, or the likelier way."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.notice.arcs import arc

CENTRE = (50.0, 10.0)


def away(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in degrees, by vectors."""

    def unit(p: tuple[float, float]) -> tuple[float, float, float]:
        lat, lon = math.radians(p[0]), math.radians(p[1])
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    chord = math.dist(unit(a), unit(b))
    return math.degrees(2.0 * math.asin(chord / 2.0))


def at(bearing: float, radius: float) -> tuple[float, float]:
    """A place near the centre, to first order: the ends of an arc need not lie on the circle exactly."""
    t = math.radians(bearing)
    return CENTRE[0] + radius * math.cos(t), CENTRE[1] + radius * math.sin(t) / math.cos(math.radians(50.0))


@settings(derandomize=True, max_examples=200)
@given(st.floats(0, 360), st.floats(20, 340), st.booleans())
def test_corners_lie_on_the_circle_and_in_order(begin: float, turn: float, clockwise: bool) -> None:
    ends = at(begin, 0.4), at(begin + (turn if clockwise else -turn), 0.4)
    corners = arc(*ends, CENTRE, clockwise, [])
    assert abs(len(corners) - turn // 5) <= 1
    assert all(abs(away(CENTRE, c) - 0.4) < 0.01 for c in corners)
    steps = [away(a, b) for a, b in zip([ends[0], *corners], [*corners, ends[1]], strict=True)]
    assert max(steps) < 0.045  # 5 deg of a circle of 0.4 deg are 0.035 deg


def test_the_shorter_way_is_taken_where_none_is_told() -> None:
    corners = arc(at(280.0, 0.3), at(320.0, 0.3), CENTRE, None, [])
    assert len(corners) in (7, 8)
    assert all(lon < 10.0 and lat > 50.0 for lat, lon in corners)
    back = arc(at(320.0, 0.3), at(280.0, 0.3), CENTRE, None, [])
    assert len(back) in (7, 8)


def test_half_a_circle_bulges_away_from_the_other_corners() -> None:
    ends = at(0.0, 0.1), at(180.0, 0.1)
    west = arc(*ends, CENTRE, None, [*ends, (50.0, 10.5)])
    assert all(lon < 10.0 for _, lon in west)
    east = arc(*ends, CENTRE, None, [*ends, (50.0, 9.5)])
    assert all(lon > 10.0 for _, lon in east)
