"""The maps of the brief: the whole flight, the ground near the pad, each drop zone, and failures.

Each map is an equal-area picture about its own middle (`launchwatch.brief.projection`), with an automatic
window about what it shows. The maps read the part "map" of `brief.json`: places in degrees of latitude and
longitude, in this order. Colour is never alone: each kind of thing has its own mark, dash or hatch, and its
name beside it, so that the maps read in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from launchwatch.brief.ground import degrees, graticule, land, scale_bar, step_deg
from launchwatch.brief.labels import Box, Label, place_labels, text_width
from launchwatch.brief.projection import Frame, window
from launchwatch.brief.svg import el, join, number, path, picture

Array = NDArray[np.float64]
Map = Mapping[str, Any]

NEAR_M = 1_100_000.0
"""The second panel shows what lies within this of the pad, m."""

LONG_M = 1_800_000.0
"""A window taller or wider than this (m) gets the second panel."""


def _rows(found: Iterable[Any] | None) -> list[list[float]]:
    """Places of a list: rows that begin with two finite numbers."""
    rows = []
    for row in found or ():
        if isinstance(row, Sequence) and len(row) >= 2 and np.all(np.isfinite(np.asarray(row[:2], dtype=float))):
            rows.append([float(row[0]), float(row[1])])
    return rows


def _site(part: Map) -> list[list[float]]:
    site = part.get("site") or {}
    return [[float(site["lat"]), float(site["lon"])]] if {"lat", "lon"} <= set(site) else []


def _core(rows: list[list[float]], share: float = 0.96) -> list[list[float]]:
    """The rows without the few that lie far out, so that a stray does not shrink the map."""
    if len(rows) < 20:
        return rows
    from launchwatch.brief.projection import Projection, centre

    flat = Projection(*centre(rows)).forward(*np.array(rows).T)
    far = np.nan_to_num(np.hypot(*(flat - np.nanmedian(flat, axis=0)).T), nan=np.inf)
    return [row for row, keep in zip(rows, far <= np.quantile(far, share), strict=True) if keep]


def shown_places(part: Map) -> list[list[float]]:
    """All places the main map must hold."""
    rows = _site(part)
    for area in part.get("areas") or ():
        rows += _rows(area.get("ring"))
    rows += _rows((part.get("track") or {}).get("median"))
    for zone in part.get("drop_zones") or ():
        rows += _rows(zone.get("ring95")) or _core(_rows(zone.get("points")))
    rows += _rows([[o["lat"], o["lon"]] for o in part.get("observed") or () if o.get("lat") is not None])
    return rows


def main_map(part: Map, width: float, name: str = "map") -> Markup | None:
    """The whole flight; None where there is nothing to show but empty ground."""
    rows = shown_places(part)
    if not rows:
        return None
    frame = window(rows, width, least_m=400_000.0)
    inset = near_window(part, width)
    layers = _layers(part, frame)
    if inset is not None and _is_long(frame):
        layers.append(_window_of(inset, frame))
    return _draw(name, frame, layers, _labels(part, frame), "Map of the flight", describe(part, frame))


def _is_long(frame: Frame) -> bool:
    return max(frame.right - frame.left, frame.top - frame.bottom) > LONG_M


def near_window(part: Map, width: float) -> Frame | None:
    """The window of the second panel; None without a site or with nothing else near it."""
    site = _site(part)
    if not site:
        return None
    rows = []
    from launchwatch.brief.projection import Projection

    flat = Projection(*site[0])
    for row in shown_places(part):
        if float(np.hypot(*flat.forward(*row))) <= NEAR_M:
            rows.append(row)
    return window(rows, width, margin=0.10, least_m=250_000.0) if len(rows) > 1 else None


def near_map(part: Map, width: float, name: str = "near") -> Markup | None:
    """The ground near the pad, where the main map is too small to read it; None where it is not."""
    rows = shown_places(part)
    if not rows or not _is_long(window(rows, width)):
        return None
    frame = near_window(part, width)
    if frame is None:
        return None
    text = "The first part of the flight, larger. " + describe(part, frame)
    return _draw(name, frame, _layers(part, frame), _labels(part, frame), "Map near the pad", text)


def zone_map(part: Map, piece: str, width: float, name: str) -> Markup | None:
    """One drop zone with the areas announced for that piece; None where it has no points."""
    zones = [z for z in part.get("drop_zones") or () if z.get("piece") == piece]
    rows = [row for z in zones for row in _rows(z.get("ring95")) or _core(_rows(z.get("points")))]
    if not rows:
        return None
    areas = [a for a in part.get("areas") or () if a.get("role") == piece]
    rows += [row for a in areas for row in _rows(a.get("ring"))]
    seen = [o for o in part.get("observed") or () if piece in f"{o.get('label', '')} {o.get('text', '')}"]
    rows += _rows([[o["lat"], o["lon"]] for o in seen if o.get("lat") is not None])
    frame = window(rows, width, aspect=(0.9, 1.1), margin=0.14, least_m=60_000.0)
    layers = _layers(part | {"drop_zones": zones}, frame, track=True)
    labels = [mark for mark in _labels(part | {"drop_zones": []}, frame, short=True)]
    return _draw(name, frame, layers, labels, f"Drop zone: {piece}", describe(part, frame))


def failure_map(part: Map, width: float, name: str = "failures") -> Markup | None:
    """Where the pieces of failed flights fall, one mark a mode."""
    zones = [z for z in part.get("failure_zones") or () if _rows(z.get("points"))]
    if not zones:
        return None
    rows = _site(part) + [row for z in zones for row in _core(_rows(z["points"]))]
    for area in part.get("areas") or ():
        rows += _rows(area.get("ring"))
    frame = window(rows, width, least_m=400_000.0)
    quiet = {key: part.get(key) for key in ("site", "places", "areas")}
    layers = _layers(quiet, frame)
    labels = _labels(quiet, frame)
    for k, zone in enumerate(zones):
        layers.append(_marks(frame, _rows(zone["points"]), k, "mode"))
    return _draw(name, frame, layers, labels, "Map of failures", "Where pieces fall, by way of failing.")


# --- layers, from the ground up -------------------------------------------------------------------


def _layers(part: Map, frame: Frame, track: bool = True) -> list[Markup]:
    layers = [_area(frame, area) for area in part.get("areas") or ()]
    layers += [_zone(frame, zone, k) for k, zone in enumerate(part.get("drop_zones") or ())]
    if track and part.get("track"):
        layers.append(_track(frame, part["track"]))
    layers += [_place(frame, place) for place in part.get("places") or ()]
    layers += [_observed(frame, seen) for seen in part.get("observed") or ()]
    layers += [_pad(frame, site) for site in _site(part)]
    return layers


def _ring(frame: Frame, ring: Iterable[Any] | None) -> str:
    rows = _rows(ring)
    drawn = frame.points(rows)
    return path([drawn], closed=True) if len(rows) > 2 and np.all(np.isfinite(drawn)) else ""


def area_class(area: Map) -> str:
    """How an area is drawn: as announced, as read from words, or of an earlier attempt."""
    if area.get("attempt") == "earlier":
        return "area earlier"
    return "area" if area.get("exact") else "area loose"


def _area(frame: Frame, area: Map) -> Markup:
    d = _ring(frame, area.get("ring"))
    return el("path", d=d, class_=area_class(area)) if d else Markup("")


def _zone(frame: Frame, zone: Map, k: int) -> Markup:
    """The density of a drop zone: its points, the half of them, and nineteen in twenty."""
    rings = [(_ring(frame, zone.get(key)), kind) for key, kind in (("ring95", "wide"), ("ring50", "core"))]
    drawn = [el("path", d=d, class_=kind) for d, kind in rings if d]
    return el("g", *drawn, _dots(frame, _rows(zone.get("points"))), class_=f"zone c{k % 6}")


def _dots(frame: Frame, rows: list[list[float]]) -> Markup:
    """Points as one path of round dots."""
    at = frame.points(rows)
    at = at[frame.holds(np.nan_to_num(at, nan=-1e9))] if len(at) else at
    return el("path", d="".join(f"M{number(x)} {number(y)}h0" for x, y in at), class_="dots")


_SHAPES = (
    "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
    "m-3 -3l6 6m0 -6l-6 6",
    "m0 -3.6l3.4 6h-6.8z",
    "m-2.7 -2.7h5.4v5.4h-5.4z",
    "m-3.6 0h7.2m-3.6 -3.6v7.2",
    "m0 -3.8l3 3.8l-3 3.8l-3 -3.8z",
)


def mark(k: int, x: float, y: float) -> str:
    """The `d` of the mark of the `k`-th mode at `x`, `y`."""
    return f"M{number(x)} {number(y)}{_SHAPES[k % len(_SHAPES)]}"


def _marks(frame: Frame, rows: list[list[float]], k: int, kind: str) -> Markup:
    at = frame.points(rows)
    at = at[frame.holds(np.nan_to_num(at, nan=-1e9))]
    return el("path", d="".join(mark(k, x, y) for x, y in at), class_=f"{kind} c{k % 6}")


def _line(frame: Frame, rows: Iterable[Any] | None) -> list[Array]:
    """A line on the picture, parted where it cannot be drawn."""
    at = frame.points(_rows(rows))
    if len(at) == 0:
        return []
    gone = np.flatnonzero(~np.isfinite(at[:, 0]))
    return [piece[np.isfinite(piece[:, 0])] for piece in np.split(at, gone)]


def _track(frame: Frame, track: Map) -> Markup:
    low, high = frame.points(_rows(track.get("low"))), frame.points(_rows(track.get("high")))
    band = np.concatenate((low, high[::-1])) if len(low) > 1 and len(high) > 1 else np.empty((0, 2))
    layers = []
    if len(band) and np.all(np.isfinite(band)):
        layers.append(el("path", d=path([band], closed=True), class_="band"))
    sample = [piece for line in track.get("sample") or () for piece in _line(frame, line)]
    layers.append(el("path", d=path(sample), class_="sample"))
    layers.append(el("path", d=path(_line(frame, track.get("median"))), class_="track"))
    ticks = [(x, y) for x, y, _ in minutes(frame, track)]
    layers.append(el("path", d="".join(f"M{number(x)} {number(y)}h0" for x, y in ticks), class_="tick"))
    return el("g", *layers, class_="flight")


def minutes(frame: Frame, track: Map) -> list[tuple[float, float, int]]:
    """Where the median track is at whole minutes after lift-off: x, y in the picture, minute."""
    rows = [r for r in track.get("median") or () if len(r) >= 4 and np.all(np.isfinite(np.asarray(r, dtype=float)))]
    if len(rows) < 2:
        return []
    table = np.array([r[:4] for r in rows], dtype=np.float64)
    at, seconds = frame.points(rows), table[:, 3]
    found = []
    for minute in range(1, int(seconds[-1] // 60.0) + 1):
        x, y = (float(np.interp(60.0 * minute, seconds, at[:, k])) for k in (0, 1))
        if np.isfinite(x) and bool(frame.holds((x, y), margin=4.0)):
            found.append((x, y, minute))
    return found


def _place(frame: Frame, place: Map) -> Markup:
    x, y = frame.place(place["lat"], place["lon"])
    return el("circle", cx=float(x), cy=float(y), r=2.2, class_="place") if frame.holds((x, y)) else Markup("")


def _pad(frame: Frame, site: Sequence[float]) -> Markup:
    x, y = (float(v) for v in frame.place(*site))
    return el("path", d=f"M{number(x)} {number(y - 7)}l6 11h-12z", class_="pad")


def _observed(frame: Frame, seen: Map) -> Markup:
    if seen.get("lat") is None or seen.get("lon") is None:
        return Markup("")
    x, y = (float(v) for v in frame.place(seen["lat"], seen["lon"]))
    if not frame.holds((x, y)):
        return Markup("")
    cross = f"M{number(x - 6)} {number(y)}h12M{number(x)} {number(y - 6)}v12"
    parts = [el("path", d=cross, class_="under"), el("path", d=cross)]
    sigma = seen.get("sigma_km")
    if sigma:
        parts.insert(0, el("circle", cx=x, cy=y, r=float(sigma) * 1000.0 * frame.scale, class_="sigma"))
    return el("g", *parts, class_="observed")


def _window_of(inset: Frame, frame: Frame) -> Markup:
    """The edge of the second panel, on the main map."""
    s = np.linspace(0.0, 1.0, 12)
    xs, ys = inset.left + s * (inset.right - inset.left), inset.bottom + s * (inset.top - inset.bottom)
    flat = np.concatenate(
        [
            np.column_stack((xs, np.full(12, inset.bottom))),
            np.column_stack((np.full(12, inset.right), ys)),
            np.column_stack((xs[::-1], np.full(12, inset.top))),
            np.column_stack((np.full(12, inset.left), ys[::-1])),
        ]
    )
    lat, lon = inset.projection.inverse(flat[:, 0], flat[:, 1])
    return el("path", d=path([frame.place(lat, lon)], closed=True), class_="window")


# --- names -----------------------------------------------------------------------------------------


def _labels(part: Map, frame: Frame, short: bool = False) -> list[Label]:
    labels = []

    def add(rows: list[list[float]], text: object, rank: int, kind: str = "", size: float = 12.0) -> None:
        at = frame.points(rows)
        at = at[frame.holds(np.nan_to_num(at, nan=-1e9), margin=2.0)] if len(at) else at
        if len(at) and text:
            labels.append(Label(float(at[:, 0].mean()), float(at[:, 1].mean()), str(text), rank, kind, size))

    for site in _site(part):
        add([site], (part.get("site") or {}).get("name"), 0, "strong", 13.0)
    for seen in part.get("observed") or ():
        if seen.get("lat") is not None:
            add([[seen["lat"], seen["lon"]]], seen.get("label"), 1, "seen")
    for area in part.get("areas") or ():
        rows = _rows(area.get("ring"))
        if rows:
            right = int(np.argmax(frame.points(rows)[:, 0]))
            text = f"{area.get('label', '')}" if short else f"{area.get('label', '')} · {area.get('role', '')}"
            add([rows[right]], text.strip(" ·"), 2, "areaname")
    for zone in part.get("drop_zones") or ():
        rows = _rows(zone.get("ring95"))
        if rows:
            add([rows[int(np.argmin(frame.points(rows)[:, 0]))]], f"{zone.get('piece')} falls", 4, "zonename")
    for place in part.get("places") or ():
        add([[place["lat"], place["lon"]]], place.get("name"), 6, "placename", 11.0)
    if part.get("track"):
        for x, y, minute in minutes(frame, part["track"]):
            labels.append(Label(x, y, f"{minute} min", 7 if minute % 2 else 5, "minute", 10.5))
    return labels


def _draw(
    name: str, frame: Frame, layers: Sequence[Markup], labels: Sequence[Label], title: str, text: str
) -> Markup:
    height = frame.height
    clip = el("clipPath", el("rect", x=0, y=0, width=frame.width, height=height), id=f"{name}-clip")
    bar = scale_bar(frame, 14, height - 22, frame.width * 0.3)
    box: Box = (4.0, 4.0, frame.width - 4.0, height - 16.0)
    taken: list[Box] = [(0.0, height - 46.0, 20 + max(frame.width * 0.3, text_width("1000 km · 540 nmi", 10.5)), height)]
    taken += [(label.x - 4.0, label.y - 4.0, label.x + 4.0, label.y + 4.0) for label in labels]
    body = [
        el("defs", clip, _hatch(name)),
        el("rect", x=0, y=0, width=frame.width, height=height, class_="sea"),
        el("g", land(frame), graticule(frame), *layers, clip_path=f"url(#{name}-clip)", style=f"--hatch:url(#{name}-hatch)"),
        *place_labels(labels, box, taken),
        bar,
        el("rect", x=0.5, y=0.5, width=frame.width - 1, height=height - 1, class_="frame"),
    ]
    return picture(name, frame.width, height, title, text, body, kind="map")


def _hatch(name: str) -> Markup:
    line = el("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatchline")
    return el("pattern", line, id=f"{name}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")


def describe(part: Map, frame: Frame) -> str:
    """The map in words, for those who do not see it."""
    lat, lon = frame.edge()
    turned = (lon + 180.0) % 360.0 - 180.0 if not -180.0 <= lon.min() <= lon.max() <= 180.0 else lon
    step = step_deg(frame)
    areas = ", ".join(f"{a.get('label', '')} ({a.get('role', '')})" for a in part.get("areas") or ())
    zones = ", ".join(str(z.get("piece")) for z in part.get("drop_zones") or ())
    seen = "; ".join(str(o.get("text") or o.get("label")) for o in part.get("observed") or ())
    return (
        f"Equal-area map, latitudes {degrees(round(float(lat.min())), 'N', 'S')} to "
        f"{degrees(round(float(lat.max())), 'N', 'S')}, longitudes {degrees(round(float(turned[0])), 'E', 'W')} to "
        f"{degrees(round(float(turned[-1])), 'E', 'W')}, a line each {step:g} degrees. "
        f"Areas: {areas or 'none'}. Drop zones: {zones or 'none'}. Observed: {seen or 'nothing'}."
    )


def legend_swatch(kind: str, k: int = 0) -> Markup:
    """A small picture of one kind of mark, for the legend beside the map."""
    inside = {
        "area": el("rect", x=3, y=3, width=28, height=12, class_="area"),
        "loose": el("rect", x=3, y=3, width=28, height=12, class_="area loose"),
        "earlier": el("rect", x=3, y=3, width=28, height=12, class_="area earlier"),
        "zone": el(
            "g",
            el("ellipse", cx=17, cy=9, rx=15, ry=7.5, class_="wide"),
            el("ellipse", cx=17, cy=9, rx=7.5, ry=3.8, class_="core"),
            class_=f"zone c{k % 6}",
        ),
        "track": el(
            "g",
            el("path", d="M2 4L32 4L32 14L2 14z", class_="band"),
            el("path", d="M2 9H32", class_="track"),
            el("path", d="M17 9h0", class_="tick"),
            class_="flight",
        ),
        "observed": el("g", el("path", d="M11 9h12M17 3v12"), class_="observed"),
        "pad": el("path", d="M17 3l6 11h-12z", class_="pad"),
        "mode": el("path", d=mark(k, 17, 9), class_=f"mode c{k % 6}"),
        "window": el("rect", x=4, y=3, width=26, height=12, class_="window"),
    }[kind]
    return el("svg", inside, viewBox="0 0 34 18", width=34, height=18, class_="swatch map", aria_hidden="true")


def swatches(found: Iterable[tuple[str, int, str]]) -> list[tuple[Markup, str]]:
    """The rows of a legend: picture and words."""
    return [(legend_swatch(kind, k), text) for kind, k, text in found]


__all__ = ["describe", "failure_map", "join", "legend_swatch", "main_map", "near_map", "swatches", "zone_map"]
