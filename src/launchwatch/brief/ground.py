"""What lies under every map of the brief: sea, land, coasts, graticule with degrees, scale bar.

A `Frame` says which part of the Earth is drawn and where on the picture. Land is Natural Earth's, from
`launchwatch.earth.land`; nothing is fetched.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from launchwatch.brief.projection import RADIUS, Frame
from launchwatch.brief.svg import el, join, number, path

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, right, bottom

NAUTICAL_MILE = 1852.0  # m, exact
_STEPS_DEG = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_POINTS = 721  # of a line of the graticule: closer than three units of the picture
_FINE = 0.35  # a coast is drawn to this, units of the picture


@lru_cache(maxsize=32)  # the two drawings of one place, and a page made again
def land(frame: Frame) -> Markup:
    """Land as a filled shape, and its coast as a line that knows no antimeridian."""
    return join(
        (
            el("path", d=_drawn(frame, _land(), closed=True), class_="land"),
            el("path", d=_drawn(frame, _coast(), closed=False), class_="coast"),
        )
    )


@cache
def _land() -> tuple[Any, Array]:
    """All pieces of land in degrees, and the box of each."""
    import shapely

    from launchwatch.earth import land

    shapes = np.array([shapely.Polygon(outer, holes) for outer, *holes in land.polygons()])
    return shapes, np.asarray(shapely.bounds(shapes))


@cache
def _coast() -> tuple[Any, Array]:
    """All lines of coast in degrees, and the box of each."""
    import shapely

    from launchwatch.earth import land

    shapes = np.array([shapely.LineString(line) for line in land.coastlines() if len(line) > 1])
    return shapes, np.asarray(shapely.bounds(shapes))


def _drawn(frame: Frame, found: tuple[Any, Array], *, closed: bool) -> str:
    """The `d` of shapes in degrees."""
    return path(_lines(frame, found, closed=closed), closed=closed)


def land_lines(frame: Frame) -> tuple[list[Array], list[Array]]:
    """Land as rings and coasts as lines, (n, 2) units of the picture; holes are rings, too."""
    return _lines(frame, _land(), closed=True), _lines(frame, _coast(), closed=False)


def _lines(frame: Frame, found: tuple[Any, Array], *, closed: bool) -> list[Array]:
    """Shapes in degrees as lines of the picture: cut a little outside the window, no finer than is seen."""
    import shapely

    shapes, bounds = found
    parts = []
    for west, south, east, north in _boxes(frame):
        near = (
            (bounds[:, 0] <= east)
            & (bounds[:, 2] >= west)
            & (bounds[:, 1] <= north)
            & (bounds[:, 3] >= south)
        )
        cut = shapely.get_parts(shapely.clip_by_rect(shapes[near], west, south, east, north))
        parts.append(shapely.segmentize(cut, 1.0))  # a long edge in degrees is a curve on the picture
    flat = shapely.transform(np.concatenate(parts), lambda lonlat: _place(frame, lonlat))
    spare, x, y = 6.0, frame.x, frame.y
    flat = shapely.clip_by_rect(flat, x - spare, y - spare, x + frame.width + spare, y + frame.height + spare)
    flat = shapely.get_parts(shapely.simplify(flat, _FINE, preserve_topology=False))
    if closed:
        flat = shapely.get_rings(flat[shapely.area(flat) > 0.5])
    coordinates, index = shapely.get_coordinates(flat, return_index=True)
    return [line for line in np.split(coordinates, np.flatnonzero(np.diff(index)) + 1) if len(line) > 1]


def _place(frame: Frame, lonlat: Array) -> Array:
    return np.nan_to_num(frame.place(lonlat[:, 1], lonlat[:, 0]), nan=1e5)


def _boxes(frame: Frame) -> list[tuple[float, float, float, float]]:
    """The window in west, south, east, north (deg), cut at the antimeridian; a degree to spare."""
    lat, lon = frame.edge()
    south, north = float(lat.min()) - 1.0, float(lat.max()) + 1.0
    west, east = float(lon.min()) - 1.0, float(lon.max()) + 1.0
    at_pole = [sign for sign in (1, -1) if frame.shows_pole(sign)]
    if at_pole or east - west >= 360.0:
        south, north = (-90.0 if -1 in at_pole else south), (90.0 if 1 in at_pole else north)
        return [(-180.0, max(south, -90.0), 180.0, min(north, 90.0))]
    found = []
    for turn in (-360.0, 0.0, 360.0):
        left, right = max(west + turn, -180.0), min(east + turn, 180.0)
        if left < right:
            found.append((left, max(south, -90.0), right, min(north, 90.0)))
    return found


def step_deg(frame: Frame) -> float:
    """The step of the graticule: about five lines over the longer side of the window."""
    longer = max(frame.right - frame.left, frame.top - frame.bottom)
    wanted = math.degrees(longer / RADIUS) / 5.0
    return _nearest(wanted)


def _nearest(wanted: float) -> float:
    return min(_STEPS_DEG, key=lambda step: abs(math.log(step / wanted)))


def degrees(value: float, positive: str, negative: str) -> str:
    """`35° N`, `124.5° E`; the equator and the meridians of 0 and 180 have no side."""
    size = f"{abs(value):.4f}".rstrip("0").rstrip(".")
    side = "" if value == 0.0 or abs(value) == 180.0 else f"\u00a0{positive if value > 0 else negative}"
    return f"{size}°{side}"


def graticule(frame: Frame, keep_free: Box | None = None) -> Markup:
    """Meridians and parallels, each with its degrees where it leaves the window, none in `keep_free`."""
    step = step_deg(frame)
    lat, lon = frame.edge()
    north = 90.0 if frame.shows_pole(1) else float(lat.max())
    south = -90.0 if frame.shows_pole(-1) else float(lat.min())
    polar = abs(north) == 90.0 or abs(south) == 90.0
    closer = math.cos(math.radians(0.5 * (south + north)))  # meridians draw together toward a pole
    along = 30.0 if polar else _nearest(step / max(closer, 0.05))
    west, east = (-180.0, 180.0) if polar else (float(lon.min()), float(lon.max()))
    lines, marks = [], []
    fine = np.linspace(0.0, 1.0, _POINTS)
    for value in _multiples(step, max(south, -89.9), min(north, 89.9)):
        line = frame.place(np.full(_POINTS, value), west + fine * (east - west))
        lines.append(line)
        marks.append((line, degrees(value, "N", "S"), "parallel"))
    reach = min(north, 90.0 - step if polar else 90.0), max(south, -90.0 + step if polar else -90.0)
    for value in _multiples(along, west, east - (1e-9 if polar else 0.0)):
        line = frame.place(reach[1] + fine * (reach[0] - reach[1]), np.full(_POINTS, value))
        lines.append(line)
        turned = (value + 180.0) % 360.0 - 180.0
        marks.append((line, degrees(180.0 if turned == -180.0 else turned, "E", "W"), "meridian"))
    drawn = [piece for line in lines for piece in _inside(frame, line)]
    names: list[Markup] = []
    taken: list[tuple[float, float]] = []
    for line, text, kind in marks:
        spot = _spot(frame, line, kind, keep_free)
        if spot is None or any(abs(spot[0] - x) < 42.0 and abs(spot[1] - y) < 11.0 for x, y in taken):
            continue
        taken.append(spot[:2])
        names.append(el("text", text, x=spot[0], y=spot[1], text_anchor=spot[2], class_="degrees"))
    return join((el("path", d=path(drawn), class_="graticule"), *names))


def _multiples(step: float, low: float, high: float) -> list[float]:
    return [
        round(k * step, 6) for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    ]


def _inside(frame: Frame, line: Array) -> list[Array]:
    """The runs of a line that touch the window, with a point to spare at both ends."""
    held = frame.holds(np.nan_to_num(line, nan=-1e9), margin=-3.0)
    grown = held.copy()
    grown[:-1] |= held[1:]
    grown[1:] |= held[:-1]
    grown &= np.isfinite(line[:, 0])
    ends = np.flatnonzero(np.diff(np.concatenate(([False], grown, [False])).astype(np.int8)))
    runs = [line[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True) if b - a > 1]
    return [np.concatenate((run[:-1:12], run[-1:])) for run in runs]


def _spot(frame: Frame, line: Array, kind: str, keep_free: Box | None) -> tuple[float, float, str] | None:
    """Where the degrees of a line stand: a parallel's at left or right, a meridian's at the foot or top."""
    held = frame.holds(np.nan_to_num(line, nan=-1e9))
    cross = [0.5 * (line[i] + line[i + 1]) for i in np.flatnonzero(held[1:] != held[:-1])]
    cross = [at for at in cross if bool(np.isfinite(at[0]))]
    left, top, right, bottom = frame.x, frame.y, frame.x + frame.width, frame.y + frame.height
    spots: list[tuple[float, float, str]] = []
    for x, y in cross:
        if kind == "parallel" and top + 14 < y < bottom - 16:
            spots += [(left + 4, y - 3, "start")] if x - left < 3 else []
            spots += [(right - 4, y - 3, "end")] if right - x < 3 else []
        if kind == "meridian" and left + 34 < x < right - 34:
            spots += [(x + 3, bottom - 4, "start")] if bottom - y < 3 else []
            spots += [(x + 3, top + 11, "start")] if y - top < 3 else []
    if not cross and held.any() and kind == "parallel":  # it closes in the window: a parallel about a pole
        x, y = line[int(np.flatnonzero(held)[0])]
        spots.append((x + 2, y - 2, "start"))
    free = [s for s in spots if keep_free is None or not _in(keep_free, s[0], s[1])]
    if not free:
        return None
    best = min(free, key=lambda s: (s[2] != "start", -s[1] if kind == "meridian" else 0.0))
    return float(best[0]), float(best[1]), best[2]


def _in(box: Box, x: float, y: float) -> bool:
    return box[0] - 30 <= x <= box[2] and box[1] <= y <= box[3] + 10


def scale_bar(frame: Frame, x: float, y: float, longest: float) -> Markup:
    """A bar of a round number of kilometres, at most `longest` units, its left end at `x`, `y`."""
    most = longest / frame.scale / 1000.0
    power = 10.0 ** math.floor(math.log10(most))
    km = max(k * power for k in (1.0, 2.0, 5.0) if k * power <= most)
    size = km * 1000.0 * frame.scale
    text = f"{km:,g} km · {float(f'{km * 1000.0 / NAUTICAL_MILE:.3g}'):,g} nmi"
    return el(
        "g",
        el(
            "path",
            d=f"M{number(x)} {number(y - 4)}v4h{number(size)}v-4M{number(x + size / 2)} {number(y)}v-3",
            class_="bar",
        ),
        el("text", text, x=x, y=y - 8, class_="degrees halo"),
        class_="scale",
    )
