"""What a globe shows of a brief, in one list that all writers of it share.

Places are rows of latitude, longitude in degrees, as in `brief.json`; heights in metres above the
ellipsoid; times in seconds after lift-off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from launchwatch.brief.charts import lift_off
from launchwatch.brief.layers import Rows, rows, spot
from launchwatch.brief.words import finite, instant, moment


@dataclass(frozen=True, slots=True)
class Shape:
    """A place or a closed ring with its name, its words and its properties (units in their names)."""

    kind: str  # "site", "place", "observed", "area", "drop zone"
    name: str
    text: str
    places: Rows
    properties: dict[str, Any] = field(default_factory=dict)
    key: str = ""  # short, for an id

    @property
    def ring(self) -> bool:
        """Whether the places are a closed ring, not one place."""
        return self.kind in ("area", "drop zone")


def shapes(brief: Mapping[str, Any]) -> list[Shape]:
    """Site, places, observed things, announced areas and drop zones, in this order."""
    part = brief.get("map") or {}
    found: list[Shape] = []
    site = part.get("site") or {}
    if spot(site):
        found.append(
            Shape("site", told(site.get("name"), "launch pad"), "launch pad", spot(site), key="site")
        )
    for k, place in enumerate(part.get("places") or ()):
        if spot(place):
            found.append(Shape("place", told(place.get("name"), "place"), "", spot(place), key=f"place-{k}"))
    for k, seen in enumerate(part.get("observed") or ()):
        if spot(seen):
            sigma = seen.get("sigma_km")
            more: dict[str, Any] = {"sigma_km": sigma} if finite(sigma) else {}
            name = told(seen.get("label"), "observed")
            found.append(Shape("observed", name, told(seen.get("text")), spot(seen), more, f"observed-{k}"))
    for k, area in enumerate(part.get("areas") or ()):
        ring = closed(area.get("ring"))
        if ring:
            label, role = told(area.get("label")), told(area.get("role"))
            more = {
                "label": label,
                "role": role,
                "attempt": told(area.get("attempt")),
                "exact": bool(area.get("exact")),
            }
            name = " · ".join(text for text in (label, role) if text) or "area"
            found.append(Shape("area", name, told(area.get("text")), ring, more, f"area-{k}"))
    return found + list(_zones(part.get("drop_zones") or ()))


def _zones(zones: Iterable[Mapping[str, Any]]) -> Iterable[Shape]:
    for k, zone in enumerate(zones):
        for key, share in (("ring95", 95), ("ring50", 50)):
            ring = closed(zone.get(key))
            if ring:
                piece = told(zone.get("piece"), "piece")
                text = f"{share} % of the flights let {piece} fall inside"
                more: dict[str, Any] = {"piece": piece, "share_percent": share}
                yield Shape("drop zone", f"{piece} falls, {share} %", text, ring, more, f"zone-{k}-{share}")


def told(text: object, otherwise: str = "") -> str:
    """A text of the brief; `otherwise` where there is none."""
    return otherwise if text is None or text == "" else str(text)


def closed(found: Iterable[Any] | None) -> Rows:
    """A ring whose last place is its first; empty where it has fewer than three different places."""
    ring = rows(found)
    if ring and ring[0] != ring[-1]:
        ring = [*ring, list(ring[0])]
    return ring if len({tuple(row) for row in ring}) > 2 else []


def median_path(brief: Mapping[str, Any]) -> list[tuple[float, float, float, float]]:
    """The median flight as latitude, longitude (deg), height (m), seconds after lift-off; in time order."""
    track = (brief.get("map") or {}).get("track") or {}
    found = [
        (float(row[0]), float(row[1]), float(row[2]), float(row[3]))
        for row in track.get("median") or ()
        if len(row) >= 4 and all(finite(value) for value in row[:4])
    ]
    steps = [found[0]] if found else []
    for row in found[1:]:
        if row[3] > steps[-1][3]:
            steps.append(row)
    return steps


def start(brief: Mapping[str, Any]) -> tuple[datetime, str]:
    """The instant that the clock of an animation starts at, UTC, and the words that say what it is."""
    known = lift_off(brief)
    if known is not None:
        when = known.astimezone(UTC)
        return when, f"The clock starts at the median lift-off, {moment(when.isoformat())}."
    for window in brief.get("windows") or ():
        opens = instant(window.get("begin"))
        if opens is not None:
            words = (
                "The lift-off is not known: the clock is relative to it, set to the opening of the window."
            )
            return opens.astimezone(UTC), words
    words = "The lift-off is not known: the clock is relative to it, and its date means nothing."
    return datetime(2000, 1, 1, 12, tzinfo=UTC), words
