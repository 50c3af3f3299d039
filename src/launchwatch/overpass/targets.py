"""What is looked at: points, and areas cut into cells of equal size; read from CSV or GeoJSON.

CSV has a header with `name,lat,lon,height_m` (height may be left out). GeoJSON has points, and polygons whose
edges are straight in longitude and latitude, as RFC 7946 says. An area is stood for by points `spacing` apart
in rows of latitude, so that each stands for the same ground; a look at an area is a look at any of its cells.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.earth import RADIUS, jit
from launchwatch.errors import InputError
from launchwatch.orbit import Place
from launchwatch.overpass.look_table import Looks
from launchwatch.overpass.revisit import Revisit

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

#: Cells of all areas together at most.
MOST_CELLS = 5_000_000
#: Where nothing is said: cells so far apart, m.
SPACING = 50e3
_NAMES = {
    "name": ("name", "place", "id"),
    "lat": ("lat", "latitude", "latitude_deg", "lat_deg"),
    "lon": ("lon", "lng", "long", "longitude", "longitude_deg", "lon_deg"),
    "height": ("height_m", "height", "alt", "altitude", "altitude_m", "elevation_m"),
}


@dataclass(frozen=True, slots=True)
class Targets:
    """Points and areas: `cells` are the places to be looked at, `of` tells which target each belongs to."""

    names: tuple[str, ...]
    cells: tuple[Place, ...]
    of: Index

    @property
    def areas(self) -> bool:
        """Whether any target has more than one cell."""
        return len(self.cells) > len(self.names)

    @property
    def middles(self) -> list[Place]:
        """The place that stands for each target: the point itself, or the cell in the middle of the list."""
        ends = np.searchsorted(self.of, np.arange(len(self.names) + 1))
        return [self.cells[k] for k in ((ends[:-1] + ends[1:]) // 2).tolist()]


def read_places(text: str, where: str = "", spacing_m: float = SPACING) -> Targets:
    """The targets of a CSV or GeoJSON text.

    Raises InputError with the line, or the feature, that cannot be read.

    >>> read_places("name,lat,lon\\nGuam,13.44,144.79\\n").cells[0]
    Place(name='Guam', latitude_deg=13.44, longitude_deg=144.79, height_m=0.0)
    """
    told = _geojson(text, where, spacing_m) if text.lstrip().startswith(("{", "[")) else _csv(text, where)
    try:
        found = list(told)
    except csv.Error as error:
        raise InputError(f"this is no CSV: {error}", where=where) from None
    if not found:
        raise InputError("no place in it", where=where, mend="write name,lat,lon,height_m, a place a line")
    of = np.repeat(np.arange(len(found)), [len(cells) for _, cells in found])
    return Targets(tuple(name for name, _ in found), tuple(p for _, cells in found for p in cells), of)


def grid(spacing_m: float) -> Targets:
    """The whole Earth as cells of equal size, each a target.

    >>> len(grid(1000e3).names)
    508
    """
    cells = list(_rows(-90.0, 90.0, -180.0, 180.0, spacing_m))
    places = tuple(Place(f"{lat:.2f} {lon:.2f}", lat, lon) for lat, lon in cells)
    return Targets(tuple(one.name for one in places), places, np.arange(len(places)))


def _csv(text: str, where: str) -> Iterator[tuple[str, list[Place]]]:
    rows = csv.reader(io.StringIO(text, newline=None))
    head = [one.strip().lower() for one in next(rows, [])]
    at = {key: next((head.index(n) for n in names if n in head), None) for key, names in _NAMES.items()}
    if at["lat"] is None or at["lon"] is None:
        raise InputError(
            "the first line names no lat and lon", where=where, mend="begin with name,lat,lon,height_m"
        )
    for row in rows:
        if not any(one.strip() for one in row) or row[0].lstrip().startswith("#"):
            continue
        line = f"{where}:{rows.line_num}" if where else f"line {rows.line_num}"
        values = {key: row[k].strip() for key, k in at.items() if k is not None and k < len(row)}
        lat, lon = _number(values.get("lat"), "lat", line), _number(values.get("lon"), "lon", line)
        name = values.get("name") or f"{lat:g} {lon:g}"
        yield name, [_place(name, lat, lon, _number(values.get("height") or "0", "height_m", line), line)]


def _number(text: object, key: str, line: str) -> float:
    try:
        value = float(str(text))
    except ValueError:
        value = math.nan
    if isinstance(text, bool) or not math.isfinite(value):
        raise InputError(f"{key} is {text!r}", where=line, mend="write a number")
    return value


def _place(name: str, lat: float, lon: float, height: float, where: str) -> Place:
    if not -1e4 <= height <= 1e5:
        raise InputError(f"height_m is {height:g}", where=where, mend="metres above the ellipsoid")
    try:
        return Place(name, lat, lon, height)
    except InputError as error:
        raise error.at(where) from None


def _geojson(text: str, where: str, spacing_m: float) -> Iterator[tuple[str, list[Place]]]:
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"this is no JSON: {error}", where=where) from None
    kind = whole.get("type") if isinstance(whole, dict) else None
    features = whole.get("features") if kind == "FeatureCollection" else [whole]
    if not isinstance(features, list):
        raise InputError("it has no features", where=where, mend="give a GeoJSON FeatureCollection")
    for number, feature in enumerate(features, 1):
        place = f"{where}: feature {number}" if where else f"feature {number}"
        if not isinstance(feature, dict):
            raise InputError("this is no feature", where=place)
        geometry = feature.get("geometry") if feature.get("type") == "Feature" else feature
        told = feature.get("properties") or {}
        name = str((told.get("name") if isinstance(told, dict) else None) or feature.get("id") or number)
        yield from _geometry(name, geometry, place, spacing_m)


def _geometry(name: str, geometry: Any, where: str, spacing_m: float) -> Iterator[tuple[str, list[Place]]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    parts = geometry.get("coordinates") if kind else None
    if kind == "Point":
        yield name, [_position(name, parts, where)]
    elif kind == "MultiPoint" and isinstance(parts, list):
        yield name, [_position(name, one, where) for one in parts]
    elif kind in ("Polygon", "MultiPolygon"):
        yield name, _cells(name, geometry, where, spacing_m)
    else:
        raise InputError(f"geometry {kind!r}", where=where, mend="points and polygons are looked at")


def _position(name: str, position: Any, where: str) -> Place:
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        raise InputError("a position has longitude and latitude", where=where)
    lon, lat = _number(position[0], "longitude", where), _number(position[1], "latitude", where)
    return _place(name, lat, lon, _number(position[2], "height", where) if len(position) > 2 else 0.0, where)


def _cells(name: str, geometry: Any, where: str, spacing_m: float) -> list[Place]:
    """Points inside a polygon, `spacing_m` apart; of one too small for any, a point within it."""
    import shapely

    try:
        shape = shapely.geometry.shape(geometry)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError):
        raise InputError("this polygon cannot be read", where=where, mend="rings of [lon, lat]") from None
    west, south, east, north = shape.bounds if not shape.is_empty else (math.nan,) * 4
    if not (shape.is_valid and -360.0 <= west <= east <= 360.0 and -90.0 <= south <= north <= 90.0):
        raise InputError("this polygon is none on the Earth", where=where, mend="closed rings of [lon, lat]")
    points = np.array(list(_rows(south, north, west, east, spacing_m))).reshape(-1, 2)
    inside = points[shapely.contains_xy(shape, points[:, 1], points[:, 0])]
    if len(inside) == 0:
        one = shape.representative_point()
        inside = np.array([[one.y, one.x]])
    return [Place(name, float(lat), float((lon + 180.0) % 360.0 - 180.0)) for lat, lon in inside]


def _rows(
    south: float, north: float, west: float, east: float, spacing_m: float
) -> Iterator[tuple[float, float]]:
    """Latitude and longitude of points in the middle of cells of equal size."""
    step = math.degrees(spacing_m / RADIUS)
    high, count = north - south, max(1, round((north - south) / step))
    if count * max(1.0, (east - west) / step) > MOST_CELLS:
        raise InputError(f"more than {MOST_CELLS:,} cells", mend="let them lie further apart")
    for row in range(count):
        lat = south + (row + 0.5) * high / count
        across = max(1, round((east - west) * math.cos(math.radians(lat)) / step))
        for k in range(across):
            yield lat, west + (k + 0.5) * (east - west) / across


def looks_of_targets(looks: Looks, targets: Targets) -> Looks:
    """Looks at the targets: those of one satellite at the cells of one area that overlap are one look.

    Such a look lasts from the first rise to the last set and has the figures of its highest cell, but for the
    least off-nadir angle and the least ground sample distance.
    """
    looks = replace(looks, place=targets.of[looks.place] if len(looks) else looks.place)
    if not targets.areas:
        return looks
    looks = looks.take(np.lexsort((looks.rise, looks.place, looks.satellite)))
    if len(looks) == 0:
        return looks
    group, last = united(looks.satellite, looks.place, looks.rise, looks.set)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    best = np.lexsort((-looks.max_elevation_deg, group))[first]
    whole = replace(
        looks.take(best),
        rise=looks.rise[first],
        set=last[: len(first)],
        min_off_nadir_deg=np.minimum.reduceat(looks.min_off_nadir_deg, first),
        gsd_m=np.fmin.reduceat(looks.gsd_m, first),
        cut=np.logical_or.reduceat(looks.cut, first),
    )
    return whole.take(np.lexsort((whole.place, whole.satellite, whole.rise)))


def stream_of_targets(blocks: Iterable[Looks], targets: Targets) -> Iterator[Looks]:
    """`looks_of_targets` for a stream; of areas, the looks of a satellite are held until all have come."""
    held: list[Looks] = []
    for block in blocks:
        if not targets.areas:
            yield looks_of_targets(block, targets)
        elif len(block):
            held.append(block)
            last = block.satellite[-1]
            if held[0].satellite[0] != last:
                whole = Looks.joined(block.begin, held)
                yield looks_of_targets(whole.take(whole.satellite != last), targets)
                held = [whole.take(whole.satellite == last)]
    if held:
        yield looks_of_targets(Looks.joined(held[0].begin, held), targets)


@jit
def united(satellite: Index, place: Index, rise: Array, fall: Array) -> tuple[Index, Array]:
    """Which looks, sorted by satellite, place and rise, run into one another: groups, and last sets."""
    group, last = np.empty(len(rise), np.int64), np.empty(len(rise))
    n = -1
    for k in range(len(rise)):
        other = n < 0 or satellite[k] != satellite[k - 1] or place[k] != place[k - 1]
        if other or rise[k] > last[n]:
            n += 1
            last[n] = fall[k]
        last[n] = max(last[n], fall[k])
        group[k] = n
    return group, last


def revisit_of_targets(seen: Revisit, targets: Targets) -> list[dict[str, Any]]:
    """One row a target: means over its cells, the longest gap of any, and the share that is seen at all."""
    rows = []
    ends = np.searchsorted(targets.of, np.arange(len(targets.names) + 1))
    for k, name in enumerate(targets.names):
        mine = slice(int(ends[k]), int(ends[k + 1]))
        some = seen.gaps[mine] > 0
        rows.append(
            {
                "place": name,
                "cells": int(ends[k + 1] - ends[k]),
                "seen": float(np.mean(seen.looks[mine] > 0)),
                "looks": float(np.mean(seen.looks[mine])),
                "covered": float(np.mean(seen.covered[mine])),
                "mean_gap_s": _mean(seen.mean_gap_s[mine], some),
                "median_gap_s": _mean(seen.median_gap_s[mine], some),
                "p95_gap_s": _mean(seen.p95_gap_s[mine], some),
                "longest_gap_s": float(np.max(seen.longest_gap_s[mine])),
                "longest_cut": bool(seen.longest_cut[mine][int(np.argmax(seen.longest_gap_s[mine]))]),
                "wait_s": float(np.mean(seen.wait_s[mine])),
            }
        )
    return rows


def _mean(values: Array, some: npt.NDArray[np.bool_]) -> float | None:
    return float(np.mean(values[some])) if some.any() else None


def numbered(names: Sequence[str]) -> list[str]:
    """Names made different where they are not, by a number behind."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out
