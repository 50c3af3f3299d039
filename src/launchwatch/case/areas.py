"""Announced areas, from however they were published to something flights can be weighed against.

corners, circle         the notice itself: exact, edges as drawn;
positions               press figures only ("253 km west of Taean"): no outline is known, so the area is an
                        uncertain point (`positions.py`), widened by half the size such an area usually has,
                        long axis on the geodesic from the pad;
first_corner + like     one corner is public and a box of the same launcher is known: that box is laid at the
                        corner, its edges uncertain by 10 km (`shapes.py`);
first_corner + along, across   one corner and a guessed size: a rectangle, its edges uncertain by half the
                        spread of the size (at least 10 km).

Half sizes where no outline is known (along, across the path): those of the boxes that are known, of April and
December 2012, halved: first stage 42 x 18 km, second stage 235 x 48 km.  No fairing box was found; it is the
widest for its length, since a light body drifts with the wind (Wright, December 2012), so 50 x 45 km is a
labelled guess.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from launchwatch import earth
from launchwatch.case.points import read_direction
from launchwatch.case.positions import Spot, read_spot, spread_of
from launchwatch.case.schema import AreaEntry
from launchwatch.case.shapes import TAKEN_OVER_SIGMA_M, known_shape
from launchwatch.case.warned import warned_area
from launchwatch.errors import CaseError

HALF_SIZE_M: Final = {"stage 1": (42e3, 18e3), "stage 2": (235e3, 48e3), "fairing": (50e3, 45e3)}
OTHER_HALF_SIZE_M: Final = (42e3, 18e3)

_WAYS = ("corners", "circle", "positions", "first_corner")
_COMPASS = {"northwest": (-1, 1), "northeast": (1, 1), "southeast": (1, -1), "southwest": (-1, -1)}


@dataclass(frozen=True, slots=True)
class CaseArea:
    """One announced area.

    Attributes
    ----------
    area:
        The closed region; None where only press figures are known (then the point below is all there is).
    center_lat, center_lon:
        The middle, degrees.
    sigma_along_m, sigma_cross_m, azimuth_deg:
        One sigma along and across `azimuth_deg`.  With an outline: how uncertain its edges are (0 when
        exact).  Without: of the place where a piece would fall, half the usual size included.
    half_along_m, half_cross_m:
        Half the size, of the outline or as usual for the role.
    exact:
        True where the outline is the one notified.
    """

    label: str
    role: str
    attempt: str
    area: earth.Area | None
    center_lat: float
    center_lon: float
    sigma_along_m: float
    sigma_cross_m: float
    azimuth_deg: float
    half_along_m: float
    half_cross_m: float
    exact: bool
    text: str
    source: str
    published: datetime
    notice: str | None = None

    def outline(self, sigmas: float = 2.0) -> list[tuple[float, float]]:
        """A ring for a map, (latitude, longitude) in degrees: the outline, or the `sigmas`-ellipse."""
        if self.area is not None:
            return [(float(lat), float(lon)) for lat, lon in self.area.ring]
        ring = []
        for k in range(48):
            turn = 2.0 * math.pi * k / 48
            along, cross = (
                sigmas * self.sigma_along_m * math.cos(turn),
                sigmas * self.sigma_cross_m * math.sin(turn),
            )
            bearing = self.azimuth_deg + math.degrees(math.atan2(cross, along))
            lat, lon = earth.offset(self.center_lat, self.center_lon, bearing, math.hypot(along, cross))
            ring.append((float(lat), float(lon)))
        return ring


def resolve_area(entry: AreaEntry, pad: tuple[float, float], warning: str | None = None) -> CaseArea:
    """The area that an entry describes; `pad` is (latitude, longitude) in degrees.

    `warning` is the text of the notice that the entry names; it gives the outline where the entry does not.
    """
    given = [way for way in _WAYS if getattr(entry, way) is not None]
    if not given and warning is not None and entry.notice is not None:
        _no_strays(entry, "notice")
        area, text = warned_area(warning, entry.notice, entry.part, entry.published)
        return _with_outline(entry, area, pad, (0.0, 0.0), text)
    if len(given) != 1:
        what = f"is given in {len(given)} ways ({', '.join(given)})" if given else "has no position"
        raise CaseError(
            f"area '{entry.label}' {what}",
            mend="give exactly one of corners, circle, positions or first_corner, or name its notice",
        )
    _no_strays(entry, given[0])
    if entry.positions is not None:
        return _from_positions(entry, pad)
    if entry.first_corner is not None:
        return _from_corner(entry, pad)
    if entry.corners is not None:
        area = earth.Area.polygon(entry.corners, order=entry.scrambled)
        text = f"{len(entry.corners)} corners as notified"
        text += ", printed crosswise and put in order" if entry.scrambled else ""
    else:
        assert entry.circle is not None
        area = earth.circle(*entry.circle.center, entry.circle.radius.central)
        text = f"a circle of {entry.circle.radius}"
    return _with_outline(entry, area, pad, (0.0, 0.0), text)


def _no_strays(entry: AreaEntry, way: str) -> None:
    """Refuse keys that belong to another way of giving an area."""
    home = {"part": "notice", "scrambled": "corners", "like": "first_corner", "along": "first_corner"}
    home |= {"across": "first_corner", "azimuth": "first_corner", "corner": "first_corner"}
    for key, belongs in home.items():
        if key in entry.model_fields_set and belongs != way:
            raise CaseError(f"'{key}' goes with {belongs}, not with {way}", mend=f"take '{key}' out")


def _from_positions(entry: AreaEntry, pad: tuple[float, float]) -> CaseArea:
    assert entry.positions is not None
    spot = read_spot(entry.positions)
    azimuth = _heading(pad, spot.lat_deg, spot.lon_deg)
    half_along, half_cross = HALF_SIZE_M.get(entry.role, OTHER_HALF_SIZE_M)
    wide: Spot = spot.widened(azimuth, half_along, half_cross)
    said = [f"{r.distance} {r.direction or 'away'} of {r.place}" for r in entry.positions]
    return CaseArea(
        entry.label, entry.role, entry.attempt, None,
        wide.lat_deg, wide.lon_deg, wide.sigma_along_m, wide.sigma_cross_m, wide.azimuth_deg,
        half_along, half_cross, False, "; ".join(said), entry.source, entry.published, entry.notice,
    )  # fmt: skip


def _from_corner(entry: AreaEntry, pad: tuple[float, float]) -> CaseArea:
    assert entry.first_corner is not None
    sized = entry.along is not None and entry.across is not None
    if (entry.like is not None) == sized or (not sized and (entry.along or entry.across) is not None):
        raise CaseError(
            f"area '{entry.label}' has one corner but no clear shape",
            mend="give either like = the name of a known box, or both along and across",
        )
    sigma = (TAKEN_OVER_SIGMA_M, TAKEN_OVER_SIGMA_M)
    if entry.like is not None:
        ring = _in_plane(known_shape(entry.like))
        text = f"{entry.corner} corner as notified, shape of {entry.like}"
    else:
        assert entry.along is not None and entry.across is not None
        azimuth = read_direction(entry.azimuth or "south")[0]
        ring = _rectangle(entry.along.central, entry.across.central, azimuth)
        sigma = (max(spread_of(entry.along), sigma[0]), max(spread_of(entry.across), sigma[1]))
        text = f"{entry.corner} corner as notified, size guessed as {entry.along} by {entry.across}"
    east, north = _COMPASS[entry.corner]
    anchor = max(ring, key=lambda p: east * p[0] + north * p[1])
    laid = []
    for x, y in ring:
        dx, dy = x - anchor[0], y - anchor[1]
        lat, lon = earth.offset(*entry.first_corner, math.degrees(math.atan2(dx, dy)), math.hypot(dx, dy))
        laid.append((float(lat), float(lon)))
    return _with_outline(entry, earth.Area.polygon(laid), pad, sigma, text)


def _in_plane(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring as east-north metres from its first corner."""
    out = []
    for lat, lon in ring:
        distance = float(earth.distance(*ring[0], lat, lon))
        azimuth = math.radians(float(earth.bearing(*ring[0], lat, lon))) if distance > 0.0 else 0.0
        out.append((distance * math.sin(azimuth), distance * math.cos(azimuth)))
    return out


def _rectangle(along: float, across: float, azimuth_deg: float) -> list[tuple[float, float]]:
    """A rectangle about the origin, east-north metres, its length on an azimuth."""
    s, c = math.sin(math.radians(azimuth_deg)), math.cos(math.radians(azimuth_deg))
    corners = ((1, -1), (1, 1), (-1, 1), (-1, -1))
    return [
        (0.5 * (a * along * s + b * across * c), 0.5 * (a * along * c - b * across * s)) for a, b in corners
    ]


def _heading(pad: tuple[float, float], lat: float, lon: float) -> float:
    """The direction (deg) in which the geodesic from the pad runs through a point."""
    return (float(earth.bearing(lat, lon, *pad)) + 180.0) % 360.0


def _with_outline(
    entry: AreaEntry, area: earth.Area, pad: tuple[float, float], sigma: tuple[float, float], text: str
) -> CaseArea:
    lat, lon = (float(v) for v in area.centroid)
    azimuth = _heading(pad, lat, lon)
    along, across = area.extent(azimuth)
    return CaseArea(
        entry.label, entry.role, entry.attempt, area, lat, lon, *sigma, azimuth, 0.5 * along, 0.5 * across,
        sigma == (0.0, 0.0), text, entry.source, entry.published, entry.notice,
    )  # fmt: skip
