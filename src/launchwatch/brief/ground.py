"""What lies under every map of the brief: sea, land, coasts, graticule with degrees, scale bar.

A `Frame` says which part of the Earth is drawn and where on the picture. Land is Natural Earth's, from
`launchwatch.earth.land`; nothing is fetched.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from launchwatch.brief.projection import RADIUS, Frame
from launchwatch.brief.svg import el, join, number, path

Array = NDArray[np.float64]

NAUTICAL_MILE = 1852.0  # m, exact
_STEPS_DEG = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_FINE = 0.35  # a coast is drawn to this, units of the picture


def land(frame: Frame) -> Markup:
    """Land as a filled shape, and its coast as a line that knows no antimeridian."""
    fills = [_flat(frame, shape) for shape in _pieces(frame)]
    coasts = [_flat(frame, line) for line in _coasts(frame)]
    return join(
        (
            el("path", d="".join(_outline(frame, f, closed=True) for f in fills), class_="land"),
            el("path", d="".join(_outline(frame, c, closed=False) for c in coasts), class_="coast"),
        )
    )


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


def _touches(ring: Array, box: tuple[float, float, float, float]) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    return bool(low[0] <= box[2] and high[0] >= box[0] and low[1] <= box[3] and high[1] >= box[1])


def _pieces(frame: Frame) -> Iterable[Any]:
    """Shapes of land in the window, in degrees, with points enough on long edges."""
    import shapely

    from launchwatch.earth.land import polygons

    for box in _boxes(frame):
        for outer, *holes in polygons():
            if _touches(outer, box):
                shape = shapely.clip_by_rect(shapely.Polygon(outer, holes), *box)
                yield from shapely.get_parts(shapely.segmentize(shape, 1.0))


def _coasts(frame: Frame) -> Iterable[Any]:
    """Lines of coast in the window, in degrees."""
    import shapely

    from launchwatch.earth.land import coastlines

    for box in _boxes(frame):
        for line in coastlines():
            if len(line) > 1 and _touches(line, box):
                yield from shapely.get_parts(shapely.clip_by_rect(shapely.LineString(line), *box))


def _flat(frame: Frame, shape: Any) -> Any:
    """A shape in degrees on the picture, cut a little outside the window, no finer than is seen."""
    import shapely

    drawn = shapely.transform(shape, lambda lonlat: np.nan_to_num(frame.place(lonlat[:, 1], lonlat[:, 0]), nan=1e5))
    spare = 6.0
    x, y = frame.x, frame.y
    cut = shapely.clip_by_rect(drawn, x - spare, y - spare, x + frame.width + spare, y + frame.height + spare)
    return shapely.simplify(cut, _FINE, preserve_topology=False)


def _outline(frame: Frame, shape: Any, *, closed: bool) -> str:
    import shapely

    lines = []
    for part in shapely.get_parts(shape):
        rings = (part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,)
        lines += [shapely.get_coordinates(ring) for ring in rings]
    return path(lines, closed=closed)


def step_deg(frame: Frame) -> float:
    """The step of the graticule: about five lines over the longer side of the window."""
    longer = max(frame.right - frame.left, frame.top - frame.bottom)
    wanted = math.degrees(longer / RADIUS) / 5.0
    return min(_STEPS_DEG, key=lambda step: abs(math.log(step / wanted)))


def degrees(value: float, positive: str, negative: str) -> str:
    """`35° N`, `124.5° E`; the equator and the meridians of 0 and 180 have no side."""
    size = f"{abs(value):.4f}".rstrip("0").rstrip(".")
    side = "" if value == 0.0 or abs(value) == 180.0 else f"\u00a0{positive if value > 0 else negative}"
    return f"{size}°{side}"


def graticule(frame: Frame) -> Markup:
    """Meridians and parallels, each with its degrees where it leaves the window."""
    step = step_deg(frame)
    lat, lon = frame.edge()
    north = 90.0 if frame.shows_pole(1) else float(lat.max())
    south = -90.0 if frame.shows_pole(-1) else float(lat.min())
    polar = abs(north) == 90.0 or abs(south) == 90.0
    if polar:
        step = max(step, 5.0)
    along = max(step, 30.0) if polar else step
    west, east = (-180.0, 180.0) if polar else (float(lon.min()), float(lon.max()))
    lines, marks = [], []
    fine = np.linspace(0.0, 1.0, 181)
    for value in _multiples(step, max(south, -89.9), min(north, 89.9)):
        line = frame.place(np.full(181, value), west + fine * (east - west))
        lines.append(line)
        marks.append((line, degrees(value, "N", "S"), "parallel"))
    reach = min(north, 90.0 - step if polar else 90.0), max(south, -90.0 + step if polar else -90.0)
    for value in _multiples(along, west, east - (1e-9 if polar else 0.0)):
        line = frame.place(reach[1] + fine * (reach[0] - reach[1]), np.full(181, value))
        lines.append(line)
        turned = (value + 180.0) % 360.0 - 180.0
        marks.append((line, degrees(180.0 if turned == -180.0 else turned, "E", "W"), "meridian"))
    drawn = [piece for line in lines for piece in _inside(frame, line)]
    labels = [mark for line, text, kind in marks for mark in _mark(frame, line, text, kind)]
    return join((el("path", d=path(drawn), class_="graticule"), *labels))


def _multiples(step: float, low: float, high: float) -> list[float]:
    return [round(k * step, 6) for k in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def _inside(frame: Frame, line: Array) -> list[Array]:
    """The runs of a line that touch the window, with a point to spare at both ends."""
    held = frame.holds(np.nan_to_num(line, nan=-1e9), margin=-3.0)
    grown = held.copy()
    grown[:-1] |= held[1:]
    grown[1:] |= held[:-1]
    grown &= np.isfinite(line[:, 0])
    runs = np.flatnonzero(np.diff(np.concatenate(([False], grown, [False])).astype(np.int8)))
    return [line[a:b] for a, b in zip(runs[::2], runs[1::2], strict=True) if b - a > 1]


def _mark(frame: Frame, line: Array, text: str, kind: str) -> list[Markup]:
    """The degrees of one line, just inside the edge that it crosses first: left, bottom, right, top."""
    held = frame.holds(np.nan_to_num(line, nan=-1e9))
    if not held.any():
        return []
    ends = [i for i in range(len(line) - 1) if held[i] != held[i + 1]]
    best: tuple[float, float, float] | None = None
    order = ("left", "right") if kind == "parallel" else ("bottom", "top")
    for i in ends:
        crossing = 0.5 * (line[i] + line[i + 1])
        gaps = {
            "left": crossing[0] - frame.x,
            "right": frame.x + frame.width - crossing[0],
            "top": crossing[1] - frame.y,
            "bottom": frame.y + frame.height - crossing[1],
        }
        edge = min(gaps, key=lambda name: abs(gaps[name]))
        rank = float(order.index(edge)) if edge in order else 9.0
        if best is None or rank < best[0]:
            best = (rank, float(crossing[0]), float(crossing[1]))
    if best is None or best[0] == 9.0:
        if best is not None and kind == "parallel":
            return []
        if best is None:  # it closes inside the window: a parallel about a pole
            x, y = line[int(np.flatnonzero(held)[0])]
            return [el("text", text, x=float(x) + 2, y=float(y) - 2, class_="degrees")]
        return []
    _, x, y = best
    if kind == "parallel":
        at_left = x < frame.x + frame.width / 2.0
        if y < frame.y + 14 or y > frame.y + frame.height - 16:
            return []
        anchor, x = ("start", frame.x + 4) if at_left else ("end", frame.x + frame.width - 4)
        return [el("text", text, x=x, y=y - 3, text_anchor=anchor, class_="degrees")]
    at_bottom = y > frame.y + frame.height / 2.0
    if x < frame.x + 34 or x > frame.x + frame.width - 34:
        return []
    y = frame.y + frame.height - 4 if at_bottom else frame.y + 11
    return [el("text", text, x=x + 3, y=y, class_="degrees")]


def scale_bar(frame: Frame, x: float, y: float, longest: float) -> Markup:
    """A bar of a round number of kilometres, at most `longest` units, its left end at `x`, `y`."""
    most = longest / frame.scale / 1000.0
    power = 10.0 ** math.floor(math.log10(most))
    km = max(k * power for k in (1.0, 2.0, 5.0) if k * power <= most)
    size = km * 1000.0 * frame.scale
    text = f"{km:g} km · {km * 1000.0 / NAUTICAL_MILE:.3g} nmi"
    return el(
        "g",
        el("path", d=f"M{number(x)} {number(y - 4)}v4h{number(size)}v-4M{number(x + size / 2)} {number(y)}v-3", class_="bar"),
        el("text", text, x=x, y=y - 8, class_="degrees halo"),
        class_="scale",
    )
