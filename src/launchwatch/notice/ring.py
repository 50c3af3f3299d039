"""Is a list of vertices a ring?  Plain checks that name what is odd; nothing is changed here.

Vertices are (latitude, longitude) in degrees; longitudes are unrolled about the first vertex so that rings
over the antimeridian are judged as they lie.
"""

from __future__ import annotations

import math

Vertex = tuple[float, float]


def unrolled(vertices: list[Vertex]) -> list[Vertex]:
    """The vertices with longitudes within 180 deg of the one before (no jump at the antimeridian)."""
    out: list[Vertex] = []
    for lat, lon in vertices:
        turn = 360.0 * round((lon - out[-1][1]) / 360.0) if out else 0.0
        out.append((lat, lon - turn))
    return out


def _crosses(a: Vertex, b: Vertex, c: Vertex, d: Vertex) -> bool:
    def side(p: Vertex, q: Vertex, r: Vertex) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0.0 and side(c, d, a) * side(c, d, b) < 0.0


def self_crossing(vertices: list[Vertex]) -> bool:
    """Whether the ring of these vertices crosses itself (straight edges in latitude and longitude)."""
    ring = unrolled(vertices)
    n = len(ring)
    if n > 200:
        return False
    edges = [(ring[i], ring[(i + 1) % n]) for i in range(n)]
    return any(
        _crosses(*edges[i], *edges[j])
        for i in range(n)
        for j in range(i + 2, n)
        if not (i == 0 and j == n - 1)
    )


def _apart(p: Vertex, q: Vertex) -> float:
    """Distance in degrees of latitude, on a flat map about the first."""
    return math.hypot(p[0] - q[0], (p[1] - q[1]) * math.cos(math.radians(p[0])))


def detours(vertices: list[Vertex]) -> list[float]:
    """For each vertex, how much longer the way by it is than past it, over the length of the ring without it.

    Some tenths in an ordinary area; over 1 the vertex lies farther out than the others reach.
    """
    ring = unrolled(vertices)
    n = len(ring)
    around = sum(_apart(ring[i - 1], ring[i]) for i in range(n))
    out = []
    for i in range(n):
        last, here, after = ring[i - 1], ring[i], ring[(i + 1) % n]
        there, straight = _apart(last, here) + _apart(here, after), _apart(last, after)
        out.append((there - straight) / max(around - there + straight, 0.5))
    return out


def far_vertex(vertices: list[Vertex]) -> int | None:
    """The one vertex that lies far from its sisters (a typo, most likely), or None.

    Going round by way of it is longer than the whole ring without it, by over half a degree.
    """
    if len(vertices) == 3:
        return _far_of_three(vertices)
    if not 4 <= len(vertices) <= 200:
        return None
    ways = detours(vertices)
    worst = max(range(len(ways)), key=ways.__getitem__)
    return worst if ways[worst] > 1.0 else None


def _far_of_three(vertices: list[Vertex]) -> int | None:
    """The corner of a triangle over 15 deg away from two that lie close together."""
    ring = unrolled(vertices)
    for k in range(3):
        a, b, c = ring[k], ring[k - 1], ring[k - 2]
        if min(_apart(a, b), _apart(a, c)) > max(15.0, 8.0 * _apart(b, c)):
            return k
    return None


def convex(vertices: list[Vertex]) -> bool:
    """Whether the ring turns one way only (nothing for corners on a straight line)."""
    ring = unrolled(vertices)
    turns = set()
    for i in range(len(ring)):
        a, b, c = ring[i - 2], ring[i - 1], ring[i]
        turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        if abs(turn) > 1e-9:
            turns.add(turn > 0.0)
    return len(turns) < 2


def skewness(vertices: list[Vertex]) -> float:
    """How far four corners are from a parallelogram: 0 for one; half of all published boxes lie under 0.02.

    The gap between the middles of the two diagonals, twice over, over the mean length of the diagonals.
    """
    a, b, c, d = unrolled(vertices)
    flat = math.cos(math.radians(a[0]))
    gap = math.hypot(a[0] - b[0] + c[0] - d[0], (a[1] - b[1] + c[1] - d[1]) * flat)
    return gap / max(0.5 * (_apart(a, c) + _apart(b, d)), 1e-6)


def suspect(ring: list[Vertex]) -> str:
    """What is odd about the corners in their order, or "" when nothing is.

    >>> suspect([(10.0, 20.0), (10.0, 21.0), (11.0, 20.0), (11.0, 21.0)])
    'the vertices, in the order given, do not make a ring: it crosses itself'
    """
    far = far_vertex(ring)
    if far is not None:
        return f"vertex {far + 1} at {ring[far][0]:.3f}, {ring[far][1]:.3f} lies far from the others"
    if self_crossing(ring):
        return "the vertices, in the order given, do not make a ring: it crosses itself"
    if len(ring) == 4 and not convex(ring):
        return "the four vertices do not go round one way"
    return ""
