"""Lines and rings cut where they cross the antimeridian, as RFC 7946, section 3.1.9, asks.

Rows are latitude, longitude in degrees in, longitude, latitude out, longitudes from -180 to 180. What does
not cross comes out with the numbers it came with. An edge runs the short way round, straight in degrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from launchwatch.brief.layers import Rows

Line = list[list[float]]


def unrolled(longitudes: list[float]) -> list[float]:
    """Longitudes without jumps of more than half a turn; the first one kept as it is."""
    out: list[float] = []
    for lon in longitudes:
        turns = math.floor((out[-1] - lon) / 360.0 + 0.5) if out else 0
        out.append(lon + 360.0 * turns)
    return out


def split_line(rows: Rows) -> list[Line]:
    """A line as one or more lines that stay within -180 to 180 degrees."""
    lons = unrolled([row[1] for row in rows])
    lines: list[Line] = [[]]
    for k, (row, lon) in enumerate(zip(rows, lons, strict=True)):
        if k:
            edge = _edge(lons[k - 1], lon)
            if edge is None and rows[k - 1][1] == math.copysign(180.0, lon - lons[k - 1]):
                edge = lons[k - 1]  # it stood on the antimeridian, and now leaves to the other side
            if edge is not None and lon != lons[k - 1]:
                share = (edge - lons[k - 1]) / (lon - lons[k - 1])
                lat = rows[k - 1][0] + share * (row[0] - rows[k - 1][0])
                side = 180.0 if lon > lons[k - 1] else -180.0
                if lines[-1][-1] != [side, lat]:
                    lines[-1].append([side, lat])
                lines.append([[-side, lat]])
        lines[-1].append([wrapped(row[1]), row[0]])
    return [line for line in lines if len(line) > 1]


def wrapped(lon: float) -> float:
    """A longitude from -180 to 180; one that already is, untouched."""
    return lon if -180.0 <= lon <= 180.0 else (lon + 180.0) % 360.0 - 180.0


def _edge(a: float, b: float) -> float | None:
    """The antimeridian strictly passed between two unrolled longitudes, if any."""
    low, high = min(a, b), max(a, b)
    edge = 360.0 * math.floor((low + 180.0) / 360.0) + 180.0
    return edge if low < edge < high else None


def split_ring(ring: Rows, holes: Sequence[Rows] = ()) -> list[list[Line]]:
    """A closed ring as polygons (outer ring, then holes) within -180 to 180, outer rings anticlockwise."""
    lons = unrolled([row[1] for row in ring])
    flat = [[lon, row[0]] for lon, row in zip(lons, ring, strict=True)]
    inner = [_beside(hole, lons[0]) for hole in holes]
    if abs(lons[-1] - lons[0]) < 180.0 and min(lons) >= -180.0 and max(lons) <= 180.0:
        return [[_turned(flat, left=True), *(_turned(line, left=False) for line in inner)]]
    if abs(lons[-1] - lons[0]) >= 180.0:  # it goes round a pole: close it there, on the nearer side
        pole = 90.0 if sum(row[0] for row in ring) > 0.0 else -90.0
        flat += [[lons[-1], pole], [lons[0], pole], flat[0]]
    return _cut(flat, inner)


def _beside(ring: Rows, lon: float) -> Line:
    """A hole, unrolled on the side of its outer ring."""
    lons = unrolled([lon, *(row[1] for row in ring)])[1:]
    return [[x, row[0]] for x, row in zip(lons, ring, strict=True)]


def _turned(line: Line, left: bool) -> Line:
    return line if _turns_left(line) == left else line[::-1]


def _turns_left(line: Line) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(line)) >= 0.0


def _cut(flat: Line, holes: Sequence[Line] = ()) -> list[list[Line]]:
    """An unrolled ring as pieces, one or more a turn of the Earth, moved back into -180 to 180."""
    import shapely

    whole: Any = shapely.make_valid(shapely.Polygon(flat, holes))
    west, _, east, _ = shapely.bounds(whole)
    pieces = []
    for turn in range(math.floor((west + 180.0) / 360.0), math.ceil((east + 180.0) / 360.0)):
        left = 360.0 * turn - 180.0
        cut = shapely.intersection(whole, shapely.box(left, -90.0, left + 360.0, 90.0))
        for part in shapely.get_parts(cut):
            if part.geom_type == "Polygon" and not part.is_empty:
                pieces.append(shapely.orient_polygons(part, exterior_cw=False))
    return [
        [_moved(shapely.get_coordinates(ring).tolist()) for ring in shapely.get_rings(piece)]
        for piece in pieces
    ]


def _moved(line: Line) -> Line:
    """A piece of one turn moved by whole turns into -180 to 180."""
    middle = 0.5 * (min(at[0] for at in line) + max(at[0] for at in line))
    shift = 360.0 * math.floor((middle + 180.0) / 360.0)
    return [[at[0] - shift, at[1]] for at in line]
