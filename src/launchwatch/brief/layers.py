"""What the maps of the brief draw on the ground: areas, path, drop zones, pad, places, what was observed.

All functions take the part "map" of `brief.json` (or one item of it; places in degrees of latitude and
longitude, in this order) and the `Frame` they draw in. Colour is never alone: each kind of thing has its own
mark, dash or hatch, so that the maps read in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from launchwatch.brief.projection import Frame, Projection, centre
from launchwatch.brief.svg import el, number, path
from launchwatch.brief.words import finite

Array = NDArray[np.float64]
Map = Mapping[str, Any]
Rows = list[list[float]]

_SHAPES = (
    "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
    "m-3 -3l6 6m0 -6l-6 6",
    "m0 -3.6l3.4 6h-6.8z",
    "m-2.7 -2.7h5.4v5.4h-5.4z",
    "m-3.6 0h7.2m-3.6 -3.6v7.2",
    "m0 -3.8l3 3.8l-3 3.8l-3 -3.8z",
)


def rows(found: Iterable[Any] | None) -> Rows:
    """Places of a list: rows that begin with a finite latitude and longitude, and no more of them."""
    return [
        [float(row[0]), float(row[1])]
        for row in found or ()
        if isinstance(row, Sequence) and len(row) >= 2 and finite(row[0]) and finite(row[1])
    ]


def spot(item: Map | None) -> Rows:
    """The place of an item with `lat` and `lon`: one row, or none."""
    return rows([[item.get("lat"), item.get("lon")]]) if item else []


def core(found: Rows, share: float = 0.96) -> Rows:
    """The rows without the few that lie far out, so that a stray does not shrink the map."""
    if len(found) < 20:
        return found
    flat = Projection(*centre(found)).forward(*np.array(found).T)
    far = np.nan_to_num(np.hypot(*(flat - np.nanmedian(flat, axis=0)).T), nan=np.inf)
    return [row for row, keep in zip(found, far <= np.quantile(far, share), strict=True) if keep]


def coloured(part: Map) -> dict[str, Any]:
    """The part with a colour for each drop zone that all maps share."""
    zones = [{"colour": k, **z} for k, z in enumerate(part.get("drop_zones") or ())]
    return {**part, "drop_zones": zones}


def draw(part: Map, frame: Frame) -> list[Markup]:
    """All layers, the lowest first."""
    layers = [area(frame, found) for found in part.get("areas") or ()]
    layers += [zone(frame, found) for found in part.get("drop_zones") or ()]
    if part.get("track"):
        layers.append(track(frame, part["track"]))
    layers += [place(frame, found) for found in part.get("places") or ()]
    layers += [observed(frame, found) for found in part.get("observed") or ()]
    layers += [pad(frame, found) for found in spot(part.get("site"))]
    return layers


def ring(frame: Frame, found: Iterable[Any] | None) -> str:
    """The `d` of a closed ring; empty where it has no inside or cannot be drawn."""
    drawn = frame.points(rows(found))
    return path([drawn], closed=True) if len(drawn) > 2 and bool(np.all(np.isfinite(drawn))) else ""


def area_class(found: Map) -> str:
    """How an area is drawn: as announced, as read from words, or of an earlier attempt."""
    if found.get("attempt") == "earlier":
        return "area earlier"
    return "area" if found.get("exact") else "area loose"


def area(frame: Frame, found: Map) -> Markup:
    """An announced area."""
    d = ring(frame, found.get("ring"))
    return el("path", d=d, class_=area_class(found)) if d else Markup("")


def zone(frame: Frame, found: Map) -> Markup:
    """The density of a drop zone: its points, a line about half of them, a line about nineteen in twenty."""
    lines = [(ring(frame, found.get(key)), kind) for key, kind in (("ring95", "wide"), ("ring50", "core"))]
    at = visible(frame, rows(found.get("points")))
    dots = el("path", d="".join(f"M{number(x)} {number(y)}h0" for x, y in at), class_="dots")
    drawn = [el("path", d=d, class_=kind) for d, kind in lines if d]
    return el("g", *drawn, dots, class_=f"zone c{int(found.get('colour') or 0) % 6}")


def visible(frame: Frame, found: Rows) -> Array:
    """The places that lie in the window, units of the picture."""
    at = frame.points(found)
    return at[frame.holds(np.nan_to_num(at, nan=-1e9))]


def mark(k: int, x: float, y: float) -> str:
    """The `d` of the mark of the `k`-th way of failing at `x`, `y`."""
    return f"M{number(x)} {number(y)}{_SHAPES[k % len(_SHAPES)]}"


def marks(frame: Frame, found: Rows, k: int) -> Markup:
    """Places where pieces of failed flights fall."""
    d = "".join(mark(k, float(x), float(y)) for x, y in visible(frame, found))
    return el("path", d=d, class_=f"mode c{k % 6}")


def line(frame: Frame, found: Iterable[Any] | None) -> list[Array]:
    """A line on the picture, parted where it cannot be drawn."""
    at = frame.points(rows(found))
    gone = np.flatnonzero(~np.isfinite(at[:, 0]))
    return [piece[np.isfinite(piece[:, 0])] for piece in np.split(at, gone)]


def track(frame: Frame, found: Map) -> Markup:
    """The path over the ground: 90 % band, single flights, the median with a dot each minute."""
    low, high = frame.points(rows(found.get("low"))), frame.points(rows(found.get("high")))
    band = np.concatenate((low, high[::-1]))
    layers = []
    if min(len(low), len(high)) > 1 and bool(np.all(np.isfinite(band))):
        layers.append(el("path", d=path([band], closed=True), class_="band"))
    sample = [piece for one in found.get("sample") or () for piece in line(frame, one)]
    layers.append(el("path", d=path(sample), class_="sample"))
    layers.append(el("path", d=path(line(frame, found.get("median"))), class_="track"))
    ticks = "".join(f"M{number(x)} {number(y)}h0" for x, y, _ in minutes(frame, found))
    layers.append(el("path", d=ticks, class_="tick"))
    return el("g", *layers, class_="flight")


def minutes(frame: Frame, found: Map) -> list[tuple[float, float, int]]:
    """Where the median path is at whole minutes after lift-off: x, y in the picture, minute."""
    table = np.array(
        [row[:4] for row in found.get("median") or () if len(row) >= 4 and all(finite(v) for v in row[:4])],
        dtype=np.float64,
    )
    if len(table) < 2:
        return []
    at, seconds = frame.place(table[:, 0], table[:, 1]), table[:, 3]
    dots = []
    for minute in range(1, int(seconds[-1] // 60.0) + 1):
        x, y = (float(np.interp(60.0 * minute, seconds, at[:, k])) for k in (0, 1))
        if np.isfinite(x) and bool(frame.holds((x, y), margin=4.0)):
            dots.append((x, y, minute))
    return dots


def place(frame: Frame, found: Map) -> Markup:
    """A place named for orientation."""
    return Markup("").join(
        el("circle", cx=float(x), cy=float(y), r=2.2, class_="place") for x, y in visible(frame, spot(found))
    )


def pad(frame: Frame, found: Sequence[float]) -> Markup:
    """The launch pad."""
    x, y = (float(v) for v in frame.place(*found))
    return el("path", d=f"M{number(x)} {number(y - 7)}l6 11h-12z", class_="pad")


def observed(frame: Frame, found: Map) -> Markup:
    """Something seen: a cross, and a circle of one standard deviation where it is known."""
    drawn = []
    for x, y in visible(frame, spot(found)):
        cross = f"M{number(x - 6)} {number(y)}h12M{number(x)} {number(y - 6)}v12"
        sigma = found.get("sigma_km")
        if finite(sigma) and sigma:
            r = float(sigma) * 1000.0 * frame.scale
            drawn.append(el("circle", cx=float(x), cy=float(y), r=r, class_="sigma"))
        drawn += [el("path", d=cross, class_="under"), el("path", d=cross)]
    return el("g", *drawn, class_="observed") if drawn else Markup("")


def hazard(frame: Frame, found: Iterable[Map]) -> list[Markup]:
    """Outlines of where more than so many bodies a square kilometre are expected, the densest first."""
    drawn = []
    for k, one in enumerate(found):
        d = "".join(ring(frame, rows(outline)) for outline in one.get("rings") or ())
        drawn.append(el("path", d=d, class_=f"hazard h{k}"))
    return drawn
