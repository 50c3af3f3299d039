"""The picture of `launchwatch notice`: a map of announced areas, coloured and hatched by role, with a legend.

An equal-area map about its own middle, so the antimeridian and the poles are nothing special. Written
as SVG or PNG by matplotlib; equal input gives equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from launchwatch.brief.exports.warnings import Rings, export_warnings
from launchwatch.brief.files import write_file
from launchwatch.brief.ground import NAUTICAL_MILE, degrees, land_lines, step_deg
from launchwatch.brief.labels import Label, along, find_spots
from launchwatch.brief.projection import Frame, centre, window
from launchwatch.brief.warnings_legend import STYLE, WIDTH, Found, legend_lines, role_of, write_legend, zones
from launchwatch.errors import InputError

Array = NDArray[np.float64]

_MAP = 760.0  # width, units of the picture: a hundredth of an inch
_ACROSS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)  # steps of meridians, deg


def write_warnings(
    answer: Mapping[str, Any],
    rings: Rings,
    geojson: Path | None = None,
    picture: Path | None = None,
    sites: Sequence[tuple[str, float, float]] = (),
) -> dict[str, str]:
    """Write warnings as GeoJSON and as a map; the names of the files written, by kind.

    Parameters
    ----------
    answer, rings:
        As for `export_warnings`.
    geojson, picture:
        The files, where wanted; the picture is SVG or PNG by its ending.
    sites:
        Pads to mark: name, latitude, longitude (deg).

    Raises InputError where a file cannot be written, or there is nothing to draw.
    """
    files = {}
    drawn = draw_warnings(answer, rings, picture.suffix.lower().lstrip("."), sites) if picture else b""
    if geojson:
        write_file(geojson, export_warnings(answer, rings))
        files["geojson"] = str(geojson)
    if picture:
        write_file(picture, drawn)
        files["map"] = str(picture)
    return files


def draw_warnings(
    answer: Mapping[str, Any], rings: Rings, kind: str, sites: Sequence[tuple[str, float, float]] = ()
) -> bytes:
    """The map of warnings as a file of its kind, "svg" or "png"."""
    found = [
        (notice, area, np.asarray(ring, dtype=np.float64))
        for notice, of in zip(answer["notices"], rings, strict=True)
        for area, ring in zip(notice["areas"], of, strict=True)
        if ring is not None
    ]
    if not found:
        raise InputError("there is no area to draw", mend="leave the map out")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    places = [row for _, _, ring in found for row in _dense(ring)]
    places += [(lat, lon) for _, lat, lon in sites]
    legend = legend_lines(found)
    least = (150.0 + 13.5 * len(legend)) / _MAP  # the map is as tall as the legend at least, within reason
    aspect = min(max(0.62, least), 1.6), min(max(1.15, least), 1.6)
    frame = window(places, _MAP, aspect=aspect, margin=0.09, least_m=300_000.0)
    height = max(frame.height, least * _MAP)
    with mpl.rc_context({"svg.hashsalt": "launchwatch", "font.size": 8.5, "hatch.linewidth": 0.7}):
        figure = Figure(figsize=((_MAP + WIDTH) / 100.0, height / 100.0), dpi=200)
        width = _MAP + WIDTH
        axes = figure.add_axes((0.0, 1.0 - frame.height / height, _MAP / width, frame.height / height))
        axes.set_xlim(0.0, frame.width)
        axes.set_ylim(frame.height, 0.0)
        axes.set_axis_off()
        _ground(axes, frame)
        lines = _areas(axes, frame, [(area, ring) for _, area, ring in found])
        _names(axes, frame, found, sites, lines)
        side = figure.add_axes((_MAP / width, 0.0, WIDTH / width, 1.0))
        write_legend(side, height, legend, {role_of(area) for _, area, _ in found}, bool(sites))
        made = {"Date": None, "Creator": "launchwatch"} if kind == "svg" else {"Software": None}
        out = io.BytesIO()
        figure.savefig(out, format=kind, metadata=made)
    return out.getvalue()


def _dense(ring: Array) -> list[tuple[float, float]]:
    """The edges of a ring as places some 1/20 of an edge apart, along great circles."""
    lat, lon = np.radians(ring).T
    at = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    part = np.linspace(0.0, 1.0, 20, endpoint=False)[None, :, None]
    x, y, z = (at[:, None] * (1.0 - part) + np.roll(at, -1, axis=0)[:, None] * part).reshape(-1, 3).T
    lats, lons = np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))
    return list(zip(lats.tolist(), lons.tolist(), strict=True))


def _ground(axes: Any, frame: Frame) -> None:
    """Sea, land, coasts, graticule with degrees, and a scale."""
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path as Outline

    axes.add_patch(Rectangle((0, 0), frame.width, frame.height, facecolor="#eef3f7", edgecolor="none"))
    rings, coasts = land_lines(frame)
    if rings:
        outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
        axes.add_patch(PathPatch(outline, facecolor="#dcd8cf", edgecolor="none"))
    axes.add_collection(LineCollection(coasts, colors="#7d7a72", linewidths=0.5))
    step = step_deg(frame)
    lat, lon = frame.edge()
    polar = frame.shows_pole(1) or frame.shows_pole(-1)
    south = -90.0 if frame.shows_pole(-1) else float(lat.min())
    north = 90.0 if frame.shows_pole(1) else float(lat.max())
    west, east = (-180.0, 180.0) if polar else (float(lon.min()), float(lon.max()))
    closer = np.cos(np.radians(0.5 * (south + north)))  # meridians draw together toward a pole
    across = 30.0 if polar else min(_ACROSS, key=lambda one: abs(np.log(one * max(closer, 0.05) / step)))
    fine = np.linspace(0.0, 1.0, 361)
    lines = []
    for value in np.arange(np.ceil(south / step), np.floor(north / step) + 1.0) * step:
        if abs(value) < 90.0:
            line = frame.place(np.full(361, value), west + fine * (east - west))
            lines.append(line)
            _degrees(axes, frame, line, degrees(float(value), "N", "S"), side=True)
    for value in np.arange(np.ceil(west / across), np.floor(east / across) + 1.0) * across:
        line = frame.place(south + fine * (north - south), np.full(361, value))
        lines.append(line)
        turned = float((value + 180.0) % 360.0 - 180.0)
        _degrees(axes, frame, line, degrees(180.0 if turned == -180.0 else turned, "E", "W"), side=False)
    kept = [line[np.isfinite(line[:, 0])] for line in lines]
    grid = LineCollection([line for line in kept if len(line) > 1], colors="#b9c4cc", linewidths=0.4)
    axes.add_collection(grid)
    grid.set_clip_box(axes.bbox)
    _scale(axes, frame)


def _degrees(axes: Any, frame: Frame, line: Array, text: str, *, side: bool) -> None:
    """The degrees of a line where it leaves the map at the left (`side`) or at the foot."""
    held = frame.holds(np.nan_to_num(line, nan=-1e9))
    for i in np.flatnonzero(held[1:] != held[:-1]):
        x, y = 0.5 * (line[i] + line[i + 1])
        if side and x < 12.0 and 14.0 < y < frame.height - 30.0:
            axes.text(4.0, y - 3.0, text, fontsize=6.5, color="#4a5560")
        elif not side and y > frame.height - 12.0 and 120.0 < x < frame.width - 30.0:
            axes.text(x + 3.0, frame.height - 4.0, text, fontsize=6.5, color="#4a5560")


def _scale(axes: Any, frame: Frame) -> None:
    """A bar of a round number of kilometres at the lower left."""
    most = 0.22 * frame.width / frame.scale / 1000.0
    power = 10.0 ** np.floor(np.log10(most))
    km = max(k * power for k in (1.0, 2.0, 5.0) if k * power <= most)
    size, y = km * 1000.0 * frame.scale, frame.height - 14.0
    axes.plot([12.0, 12.0, 12.0 + size, 12.0 + size], [y - 4.0, y, y, y - 4.0], color="black", lw=0.9)
    text = f"{km:,g} km · {float(f'{km * 1000.0 / NAUTICAL_MILE:.3g}'):,g} nmi"
    axes.text(14.0, y - 5.0, text, fontsize=7.0, color="black")


def _areas(axes: Any, frame: Frame, found: Sequence[tuple[Mapping[str, Any], Array]]) -> Array:
    """The areas, the large ones first; returns points on their edges."""
    from matplotlib.patches import Polygon

    drawn = [(area, frame.points(_dense(ring))) for area, ring in found]
    kept = [(area, line[np.isfinite(line[:, 0])]) for area, line in drawn]
    points = [np.empty((0, 2))]
    for area, line in sorted(
        kept, key=lambda one: -float(np.ptp(one[1], axis=0).max() if len(one[1]) else 0)
    ):
        if len(line) < 3:
            continue
        colour, hatch = STYLE.get(role_of(area), ("#333333", ""))
        axes.add_patch(Polygon(line, closed=True, facecolor=colour, alpha=0.28, edgecolor="none"))
        axes.add_patch(Polygon(line, closed=True, fill=False, hatch=hatch, edgecolor=colour, linewidth=0.0))
        axes.add_patch(Polygon(line, closed=True, fill=False, edgecolor="black", linewidth=0.9))
        points.append(along(np.vstack((line, line[:1]))))
    return np.vstack(points)


def _names(
    axes: Any,
    frame: Frame,
    found: Sequence[Found],
    sites: Sequence[tuple[str, float, float]],
    lines: Array,
) -> None:
    """The pads, and names beside areas and pads, off one another."""
    labels = []
    marks = []
    for name, lat, lon in sites:
        x, y = (float(v) for v in frame.place(lat, lon))
        axes.plot([x], [y], marker="^", markersize=7, color="black", markeredgecolor="white", lw=0)
        marks.append((x - 6.0, y - 6.0, x + 6.0, y + 6.0))
        labels.append(Label(((x, y),), name, 0, "strong", 11.0))
    for numbers, role, ring in zones(found):
        line = frame.points([*ring.tolist(), centre(ring)])
        line = line[np.isfinite(line[:, 0])]
        if len(line) < 3:
            continue
        at = tuple((float(x), float(y)) for x, y in (line[-1], *line[:-1]))
        labels.append(Label(at, f"{numbers}: {role}" if role else numbers, 1, "areaname", 11.0))
    box = (2.0, 2.0, frame.width - 2.0, frame.height - 34.0)
    for one in find_spots(labels, box, marks, lines):
        if one.leader:
            axes.plot([one.place[0], one.leader[0]], [one.place[1], one.leader[1]], color="black", lw=0.6)
        axes.text(
            one.box[0],
            one.box[3] - 0.24 * one.label.size,
            one.label.text,
            fontsize=0.72 * one.label.size,
            fontweight="bold",
            color="black",
            bbox={"facecolor": "white", "alpha": 0.78, "edgecolor": "none", "pad": 0.8},
            zorder=9,
        )
