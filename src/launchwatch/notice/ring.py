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


def far_vertex(vertices: list[Vertex]) -> int | None:
    """The one vertex that lies far from its sisters (a typo, most likely), or None.

    Going round by way of it is longer than the whole ring without it, by over half a degree.
    """
    ring = unrolled(vertices)
    n = len(ring)
    if not 4 <= n <= 200:
        return None

    def apart(p: Vertex, q: Vertex) -> float:
        return math.hypot(p[0] - q[0], (p[1] - q[1]) * math.cos(math.radians(p[0])))

    around = sum(apart(ring[i - 1], ring[i]) for i in range(n))
    detours = []
    for i in range(n):
        last, here, after = ring[i - 1], ring[i], ring[(i + 1) % n]
        there, straight = apart(last, here) + apart(here, after), apart(last, after)
        detours.append((there - straight) / max(around - there + straight, 0.5))
    worst = max(range(n), key=detours.__getitem__)
    return worst if detours[worst] > 1.0 else None


def ring_problems(vertices: list[Vertex]) -> list[str]:
    """Sentences on what is odd about a ring; an empty list when nothing is."""
    problems = []
    far = far_vertex(vertices)
    if far is not None:
        lat, lon = vertices[far]
        problems.append(f"vertex {far + 1} at {lat:.3f}, {lon:.3f} lies far from the others: a typo?")
    elif self_crossing(vertices):
        problems.append("the vertices, in the order given, do not make a ring: it crosses itself")
    if len(set(vertices)) < len(vertices):
        problems.append("a vertex is given twice")
    return problems
