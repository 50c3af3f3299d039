"""The names on a map: which thing gets a name, beside which of its points, in which order of weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from launchwatch.brief import layers
from launchwatch.brief.labels import Label, along
from launchwatch.brief.layers import Map, Rows
from launchwatch.brief.projection import Frame

Array = NDArray[np.float64]


def labels(part: Map, frame: Frame, *, short: bool = False) -> list[Label]:
    """Names of everything on a map; `short` where only the letter of an area is wanted."""
    made: list[Label] = []

    def add(found: Rows, text: object, rank: int, kind: str = "", size: float = 12.0) -> None:
        at = layers.visible(frame, found)
        if len(at) and text:
            spots = tuple((float(x), float(y)) for x, y in at)
            made.append(Label(spots, str(text), rank, kind, size))

    site = part.get("site") or {}
    add(layers.spot(site), site.get("name"), 0, "strong", 13.0)
    for seen in part.get("observed") or ():
        add(layers.spot(seen), seen.get("label"), 1, "seen")
    for area in part.get("areas") or ():
        name, role = area.get("label") or "", area.get("role") or ""
        earlier = area.get("attempt") == "earlier"
        add(
            outermost(frame, area.get("ring")),
            name if short else " · ".join(text for text in (name, role) if text),
            6 if earlier else 2,
            "zonename" if earlier else "areaname",
            11.0 if earlier else 12.0,
        )
    for zone in part.get("drop_zones") or ():
        if not short and zone.get("piece"):
            add(outermost(frame, zone.get("ring95")), f"{zone['piece']} falls", 4, "zonename", 11.0)
    for place in part.get("places") or ():
        add(layers.spot(place), place.get("name"), 7, "placename", 11.0)
    if part.get("track"):
        for x, y, minute in layers.minutes(frame, part["track"]):
            made.append(Label(((x, y),), f"{minute} min", 8 if minute % 2 else 5, "minute", 10.5))
    return made


def outermost(frame: Frame, ring: Sequence[Sequence[float]] | None) -> Rows:
    """The rightmost, leftmost, highest and lowest corner of a ring on the picture."""
    found = layers.rows(ring)
    at = frame.points(found)
    if len(at) == 0 or not bool(np.all(np.isfinite(at))):
        return []
    picks = (np.argmax(at[:, 0]), np.argmin(at[:, 0]), np.argmin(at[:, 1]), np.argmax(at[:, 1]))
    return [found[int(k)] for k in picks]


def lines_under(part: Map, frame: Frame) -> Array:
    """Points of the lines that a name should not lie on: path, edges of areas and zones, circles."""
    found = []
    for area in part.get("areas") or ():
        found.append(along(frame.points(layers.rows(area.get("ring")))))
    for zone in part.get("drop_zones") or ():
        for key in ("ring95", "ring50"):
            found.append(along(frame.points(layers.rows(zone.get(key)))))
    track = part.get("track") or {}
    median = along(frame.points(layers.rows(track.get("median"))), 3.0)
    found += [median, median]  # the path weighs double
    turn = np.linspace(0.0, 2.0 * np.pi, 48)
    for seen in part.get("observed") or ():
        for x, y in frame.points(layers.spot(seen)):
            r = float(seen.get("sigma_km") or 0.0) * 1000.0 * frame.scale
            found.append(np.column_stack((x + r * np.cos(turn), y + r * np.sin(turn))))
    return np.concatenate(found) if found else np.empty((0, 2))


def marks_under(part: Map, frame: Frame) -> list[tuple[float, float, float, float]]:
    """Boxes of the marks that no name may cover: pad, places, what was observed, dots of the minutes."""
    boxes = []
    for size, found in (
        (7.0, [part.get("site")]),
        (6.0, part.get("observed") or ()),
        (3.0, part.get("places") or ()),
    ):
        for item in found:
            for x, y in layers.visible(frame, layers.spot(item)):
                boxes.append((float(x) - size, float(y) - size, float(x) + size, float(y) + size))
    return boxes
