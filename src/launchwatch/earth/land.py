"""Land and coastlines of the world, for maps and for the question whether a place lies in the sea.

Natural Earth's land (public domain), at 1:50 million (1,400 islands, coast good to some kilometres) and at
1:110 million (the large shapes, for a globe), shipped with the package and decoded here from TopoJSON.
Longitude and latitude in degrees, in this order where a place is a row of an array, as maps want it.

Small islands and atolls are missing, and the coast is smoothed: `distance_to_land` of launch sites on the
shore is up to some kilometres.  A place is surely at sea only beyond `AT_SEA`.
"""

from __future__ import annotations

import gzip
import json
import math
from functools import cache, partial
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from launchwatch.earth.geodesic import distance

Array = NDArray[np.float64]
Detail = Literal["50m", "110m"]

AT_SEA = 25_000.0
"""A place farther than this from the nearest land, m, is at sea (or on an island too small for the map)."""


@cache
def _topology(detail: Detail) -> dict[str, Any]:
    packed = files("launchwatch.earth").joinpath("data", f"land-{detail}.json.gz").read_bytes()
    found: dict[str, Any] = json.loads(gzip.decompress(packed))
    return found


@cache
def _arcs(detail: Detail) -> list[Array]:
    """The arcs of the topology: running sums of quantised steps, scaled to degrees."""
    topology = _topology(detail)
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc, dtype=np.float64), axis=0) * scale + shift for arc in topology["arcs"]]


def _line(detail: Detail, indices: list[int]) -> Array:
    """Arcs joined end to end; ~i is arc i backwards."""
    arcs = _arcs(detail)
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([part[: -1 if n < len(parts) - 1 else None] for n, part in enumerate(parts)])


@cache
def _rings(detail: Detail) -> list[list[Array]]:
    """The pieces of land as rings on the sphere, longitudes unrolled: each the outer ring and its holes."""
    found = []
    for geometry in _topology(detail)["objects"]["land"]["geometries"]:
        for piece in geometry["arcs"]:
            rings = [_unrolled(_line(detail, ring)) for ring in piece]
            # the source draws a hole of a hundred metres about the south pole
            found.append([ring for ring in rings if ring[:, 1].max() > -89.9])
    return found


def _unrolled(ring: Array) -> Array:
    """The ring without jumps of longitude, its middle from -180 to 180 degrees."""
    lon = np.unwrap(ring[:, 0], period=360.0)
    lon -= 360.0 * np.round(lon.mean() / 360.0)
    return np.column_stack((lon, ring[:, 1]))


@cache
def polygons(detail: Detail = "50m") -> list[list[Array]]:
    """The pieces of land of a flat map: each an outer ring and its holes, closed, (n, 2) lon, lat (deg).

    Pieces over the antimeridian are cut there, and Antarctica runs down to the south pole.
    """
    return [
        [np.asarray(ring.coords, dtype=np.float64) for ring in (piece.exterior, *piece.interiors)]
        for piece in _shape(detail).geoms
    ]


@cache
def _shape(detail: Detail) -> Any:
    """All land as one prepared shape of the flat map from -180 to 180 degrees."""
    import shapely

    world = shapely.box(-180.0, -90.0, 180.0, 90.0)
    pieces: list[Any] = []
    for outer, *holes in _rings(detail):
        if abs(outer[-1, 0] - outer[0, 0]) > 180.0:  # it goes round the pole: close it there
            outer = np.vstack((outer, [(outer[-1, 0], -90.0), (outer[0, 0], -90.0), outer[0]]))
        whole = shapely.make_valid(shapely.Polygon(outer, holes))
        for turn in (-360.0, 0.0, 360.0):
            moved = shapely.transform(whole, partial(np.add, (turn, 0.0)))
            part = shapely.intersection(moved, world)
            pieces.extend(p for p in shapely.get_parts(part) if p.geom_type == "Polygon")
    shape = shapely.MultiPolygon(pieces)
    shapely.prepare(shape)
    return shape


@cache
def coastlines(detail: Detail = "50m") -> list[Array]:
    """The coasts as lines of (n, 2) longitude, latitude (deg), cut where they cross the antimeridian."""
    lines: list[Array] = []
    for piece in _rings(detail):
        for ring in piece:
            lines.extend(_within_the_map(ring))
    return lines


def _within_the_map(ring: Array) -> list[Array]:
    """The parts of an unrolled ring between crossings of the antimeridian, each within -180 to 180."""
    turn = np.floor((ring[:, 0] + 180.0) / 360.0)
    turn[ring[:, 0] == 180.0] = 0.0
    lines = []
    start: list[Array] = []
    for a, b, turn_a, turn_b in zip(ring[:-1], ring[1:], turn[:-1], turn[1:], strict=True):
        start = start or [a - (360.0 * turn_a, 0.0)]
        if turn_a == turn_b:
            start.append(b - (360.0 * turn_b, 0.0))
            continue
        edge = 360.0 * max(turn_a, turn_b) - 180.0
        lat = a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])
        side = math.copysign(180.0, b[0] - a[0])
        lines.append(np.array([*start, (side, lat)]))
        start = [np.array((-side, lat)), b - (360.0 * turn_b, 0.0)]
    lines.append(np.array(start))
    return lines


def is_land(latitude_deg: ArrayLike, longitude_deg: ArrayLike) -> NDArray[np.bool_]:
    """Whether places (deg) lie on land of the 1:50 million map; lakes count as land."""
    import shapely

    lat = np.asarray(latitude_deg, dtype=np.float64)
    lon = (np.asarray(longitude_deg, dtype=np.float64) + 180.0) % 360.0 - 180.0
    return np.asarray(shapely.intersects_xy(_shape("50m"), *np.broadcast_arrays(lon, lat)), dtype=np.bool_)


@cache
def _coast() -> tuple[Array, Array]:
    """Begin and end of every straight piece of coast, as unit vectors (n, 3)."""
    lines = [_unit(line[:, 1], line[:, 0]) for line in coastlines("50m")]
    return np.concatenate([line[:-1] for line in lines]), np.concatenate([line[1:] for line in lines])


def _unit(latitude_deg: ArrayLike, longitude_deg: ArrayLike) -> Array:
    lat, lon = np.radians(latitude_deg), np.radians(longitude_deg)
    return np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=-1)


def distance_to_land(latitude_deg: float, longitude_deg: float) -> float:
    """Distance (m) of a place (deg) to the nearest land of the 1:50 million map, 0 on land.

    >>> distance_to_land(39.66, 124.705) < AT_SEA, distance_to_land(35.55, 124.69) > AT_SEA
    (True, True)
    """
    if is_land(latitude_deg, longitude_deg):
        return 0.0
    begin, end = _coast()
    place, piece = _unit(latitude_deg, longitude_deg), end - begin
    # the nearest point of each chord, lifted back to the sphere, and the nearest of all
    part = np.sum((place - begin) * piece, axis=1) / np.maximum(np.sum(piece * piece, axis=1), 1e-30)
    point = begin + np.clip(part, 0.0, 1.0)[:, None] * piece
    point /= np.linalg.norm(point, axis=1, keepdims=True)
    x, y, z = point[np.argmax(point @ place)]
    return distance(latitude_deg, longitude_deg, math.degrees(math.asin(z)), math.degrees(math.atan2(y, x)))
