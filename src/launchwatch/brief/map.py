"""The maps of the brief: the whole flight, the ground near the pad, each drop zone, and failures.

Each map is an equal-area picture about its own middle (`launchwatch.brief.projection`), with an automatic
window about what it shows. The maps read the part "map" of `brief.json`: places in degrees of latitude and
longitude, in this order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from markupsafe import Markup

from launchwatch.brief import layers, names
from launchwatch.brief.ground import NAUTICAL_MILE, degrees, graticule, land, scale_bar, step_deg
from launchwatch.brief.labels import place_labels, text_width
from launchwatch.brief.layers import Map, Rows
from launchwatch.brief.projection import Frame, Projection, window
from launchwatch.brief.svg import el, path, picture

NEAR_M = 1_100_000.0
"""The second panel shows what lies within this of the pad, m."""

LONG_M = 1_800_000.0
"""A window taller or wider than this (m) gets the second panel."""


def shown_places(part: Map) -> Rows:
    """All places that the main map must hold."""
    found = layers.spot(part.get("site"))
    for area in part.get("areas") or ():
        found += layers.rows(area.get("ring"))
    found += layers.rows((part.get("track") or {}).get("median"))
    for zone in part.get("drop_zones") or ():
        found += layers.rows(zone.get("ring95")) or layers.core(layers.rows(zone.get("points")))
    for seen in part.get("observed") or ():
        found += layers.spot(seen)
    return found


def main_map(part: Map, width: float, name: str = "map") -> Markup | None:
    """The whole flight; None where nothing has a place."""
    found = shown_places(part)
    if not found:
        return None
    frame = window(found, width, least_m=400_000.0)
    near = near_window(part, width) if _is_long(frame) else None
    extra = [_edge_of(near, frame)] if near else []
    return _draw(name, frame, layers.coloured(part), "Map of the flight", extra=extra)


def near_map(part: Map, width: float, name: str = "near") -> Markup | None:
    """The ground near the pad, where the main map is too small to read it; None where it is not."""
    found = shown_places(part)
    frame = near_window(part, width) if found and _is_long(window(found, width)) else None
    return _draw(name, frame, layers.coloured(part), "Map near the pad") if frame else None


def _is_long(frame: Frame) -> bool:
    return max(frame.right - frame.left, frame.top - frame.bottom) > LONG_M


def near_window(part: Map, width: float) -> Frame | None:
    """The window of the second panel; None without a site or with nothing else near it."""
    site = layers.spot(part.get("site"))
    if not site:
        return None
    flat = Projection(*site[0])
    found = [row for row in shown_places(part) if float(np.hypot(*flat.forward(*row))) <= NEAR_M]
    return window(found, width, margin=0.10, least_m=250_000.0) if len(found) > 1 else None


def zone_map(part: Map, piece: str, width: float, name: str) -> Markup | None:
    """One drop zone with the areas announced for that piece; None where it has no points."""
    whole = layers.coloured(part)
    zones = [z for z in whole["drop_zones"] if z.get("piece") == piece]
    found = [
        row
        for z in zones
        for row in layers.rows(z.get("ring95")) or layers.core(layers.rows(z.get("points")))
    ]
    if not found:
        return None
    for area in part.get("areas") or ():
        found += layers.rows(area.get("ring")) if area.get("role") == piece else []
    seen = [o for o in part.get("observed") or () if piece in f"{o.get('label')} {o.get('text')}"]
    found += [row for o in seen for row in layers.spot(o)]
    frame = window(found, width, aspect=(1.0, 1.0), margin=0.14, least_m=60_000.0)
    return _draw(name, frame, {**whole, "drop_zones": zones}, f"Drop zone of {piece}", short=True)


def failure_map(part: Map, width: float, name: str = "failure-map") -> Markup | None:
    """Where the pieces of failed flights fall, a mark for each way of failing; None where none are known."""
    zones = [z for z in part.get("failure_zones") or () if layers.rows(z.get("points"))]
    if not zones:
        return None
    quiet = {key: part.get(key) for key in ("site", "places", "areas")}
    found = shown_places(quiet) + [row for z in zones for row in layers.core(layers.rows(z["points"]))]
    frame = window(found, width, aspect=(0.6, 1.2), least_m=400_000.0)
    extra = [layers.marks(frame, layers.rows(zone["points"]), k) for k, zone in enumerate(zones)]
    extra += layers.hazard(frame, part.get("hazard") or ())
    return _draw(name, frame, quiet, "Map of failures", extra=extra)


def _draw(
    name: str, frame: Frame, part: Map, title: str, *, extra: Sequence[Markup] = (), short: bool = False
) -> Markup:
    """One map, from the sea up; names and scale over all."""
    width, height = frame.width, frame.height
    longest = 0.28 * width
    bar_box = (0.0, height - 44.0, 22.0 + max(longest, text_width("1000 km · 540 nmi", 10.0)), height)
    clip = el("clipPath", el("rect", x=0, y=0, width=width, height=height), id=f"{name}-clip")
    hatch = el(
        "pattern",
        el("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatchline"),
        id=f"{name}-hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    ground = (land(frame), graticule(frame, keep_free=bar_box))
    body = [
        el("defs", clip, hatch),
        el("rect", x=0, y=0, width=width, height=height, class_="sea"),
        el(
            "g",
            *ground,
            *layers.draw(part, frame),
            *extra,
            clip_path=f"url(#{name}-clip)",
            style=f"--hatch:url(#{name}-hatch)",
        ),
        *place_labels(
            names.labels(part, frame, short=short),
            (4.0, 4.0, width - 4.0, height - 16.0),
            [bar_box, *names.marks_under(part, frame)],
            names.lines_under(part, frame),
        ),
        scale_bar(frame, 14, height - 20, longest),
        el("rect", x=0.5, y=0.5, width=width - 1, height=height - 1, class_="frame"),
    ]
    return picture(name, width, height, title, describe(part, frame), body, kind="map")


def _edge_of(near: Frame, frame: Frame) -> Markup:
    """The edge of the second panel, on the main map."""
    s = np.linspace(0.0, 1.0, 12)
    xs, ys = near.left + s * (near.right - near.left), near.bottom + s * (near.top - near.bottom)
    low, high = np.full(12, near.bottom), np.full(12, near.top)
    left, right = np.full(12, near.left), np.full(12, near.right)
    x, y = np.concatenate((xs, right, xs[::-1], left)), np.concatenate((low, ys, high, ys[::-1]))
    lat, lon = near.projection.inverse(x, y)
    return el("path", d=path([frame.place(lat, lon)], closed=True), class_="window")


def describe(part: Map, frame: Frame) -> str:
    """The map in words, for those who do not see it."""
    lat, lon = frame.edge()
    south, north = (degrees(round(float(v)), "N", "S") for v in (lat.min(), lat.max()))
    west, east = (degrees((round(float(v)) + 180) % 360 - 180, "E", "W") for v in (lon.min(), lon.max()))
    areas = ", ".join(f"{a.get('label') or ''} ({a.get('role') or 'area'})" for a in part.get("areas") or ())
    zones = ", ".join(str(z.get("piece")) for z in part.get("drop_zones") or ())
    seen = "; ".join(str(o.get("text") or o.get("label")) for o in part.get("observed") or ())
    km = (frame.right - frame.left) / 1000.0
    return (
        f"Equal-area map, {km:,.0f} km ({km * 1000.0 / NAUTICAL_MILE:,.0f} nmi) wide, "
        f"from {south} to {north} and from {west} to {east}, a parallel each {step_deg(frame):g} degrees. "
        f"Areas: {areas or 'none'}. Drop zones: {zones or 'none'}. Observed: {seen or 'nothing'}."
    )


def swatch(kind: str, k: int = 0) -> Markup:
    """A small picture of one kind of mark, for the legend beside the map."""
    zone = (
        el("ellipse", cx=17, cy=9, rx=15, ry=7.5, class_="wide"),
        el("ellipse", cx=17, cy=9, rx=7.5, ry=3.8, class_="core"),
    )
    flight = (
        el("path", d="M2 4L32 4L32 14L2 14z", class_="band"),
        el("path", d="M2 9H32", class_="track"),
        el("path", d="M17 9h0", class_="tick"),
    )
    inside = {
        "area": el("rect", x=3, y=3, width=28, height=12, class_="area"),
        "loose": el("rect", x=3, y=3, width=28, height=12, class_="area loose"),
        "earlier": el("rect", x=3, y=3, width=28, height=12, class_="area earlier"),
        "zone": el("g", *zone, class_=f"zone c{k % 6}"),
        "track": el("g", *flight, class_="flight"),
        "observed": el("g", el("path", d="M11 9h12M17 3v12"), class_="observed"),
        "pad": el("path", d="M17 3l6 11h-12z", class_="pad"),
        "hazard": el("path", d="M2 9H32", class_=f"hazard h{k}"),
        "mode": el("path", d=layers.mark(k, 17, 9), class_=f"mode c{k % 6}"),
    }[kind]
    return el(
        "svg", inside, viewBox="0 0 34 18", width=34, height=18, class_="swatch map", aria_hidden="true"
    )


def swatches(found: Iterable[tuple[str, int, str]]) -> list[tuple[Markup, str]]:
    """The rows of a legend: picture and words."""
    return [(swatch(kind, k), text) for kind, k, text in found]
