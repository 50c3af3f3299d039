"""Arcs of a circle in the border of an area, drawn with corners.

A notice gives the two ends, the centre and the way round ("clockwise on a 30 NM arc centred on ..."); the arc
is drawn on a sphere with a corner every five degrees of turn, so that a map or a test of inside loses at most
a thousandth of the radius.  Where no way round is told the shorter one is taken, and of two halves of a
circle the one that bulges away from the other corners.
"""

from __future__ import annotations

import math

Vertex = tuple[float, float]
_STEP_DEG = 5.0
_HALF_DEG = 40.0  # this near to half a circle both ways are alike


def _bearing_and_distance(a: Vertex, b: Vertex) -> tuple[float, float]:
    """From a to b on a unit sphere: bearing clockwise from north and angle, both in degrees."""
    p, q, turn = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    east = math.sin(turn) * math.cos(q)
    north = math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(turn)
    up = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(turn)
    return math.degrees(math.atan2(east, north)), math.degrees(math.atan2(math.hypot(east, north), up))


def _reached(a: Vertex, bearing: float, distance: float) -> Vertex:
    p, t, d = math.radians(a[0]), math.radians(bearing), math.radians(distance)
    lat = math.asin(math.sin(p) * math.cos(d) + math.cos(p) * math.sin(d) * math.cos(t))
    east = math.atan2(math.sin(t) * math.sin(d) * math.cos(p), math.cos(d) - math.sin(p) * math.sin(lat))
    lon = (a[1] + math.degrees(east) + 180.0) % 360.0 - 180.0
    return round(math.degrees(lat), 8), round(lon, 8)


def arc(
    start: Vertex, end: Vertex, centre: Vertex, clockwise: bool | None, others: list[Vertex]
) -> list[Vertex]:
    """The corners between both ends of an arc, without the ends; positions in degrees.

    >>> arc((1.0, 0.0), (0.0, 1.0), (0.0, 0.0), True, [])[8]
    (0.73570678, 0.6773188)
    """
    first, radius = _bearing_and_distance(centre, start)
    last, other = _bearing_and_distance(centre, end)
    turn = (last - first) % 360.0
    if clockwise is None and abs(turn - 180.0) > _HALF_DEG:
        clockwise = turn < 180.0
    elif clockwise is None and others:
        middle = sum(v[0] for v in others) / len(others), sum(v[1] for v in others) / len(others)
        halfway = first + turn / 2.0
        away = [_reached(centre, halfway + back, radius) for back in (0.0, 180.0)]
        clockwise = _bearing_and_distance(middle, away[0])[1] >= _bearing_and_distance(middle, away[1])[1]
    if clockwise is False:
        turn -= 360.0
    count = int(abs(turn) // _STEP_DEG)
    parts = [k / (count + 1) for k in range(1, count + 1)]
    return [_reached(centre, first + turn * f, radius + (other - radius) * f) for f in parts]
