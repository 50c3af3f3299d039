"""Checks of a direction of flight: does it point where the areas lie, and to the plane that is claimed?

The plane of a direct ascent follows from the direction over the ground, the latitude of the pad and the
turning of the Earth: the speed that the pad has eastward is added to that of flight, and of the sum the
inclination is cos i = cos(latitude) sin(azimuth).  Left out, the turning is worth two degrees at 40 N.
Source: Wertz and Larson, Space Mission Analysis and Design, 3rd ed., section 6.4 (launch azimuth).
"""

from __future__ import annotations

import math
import re
from typing import Any

from launchwatch.interval import Interval
from launchwatch.ledger.verdicts import Finding, StatementLike, ViewLike

_POINTS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_WORD = re.compile(r"\b(north|south)?[- ]?(east|west)?(?:ward|ern|wards|erly)?\b", re.I)
WITHIN_DEG = 45.0
"""How far a bearing may lie from a point of the compass that people say: half of a quarter circle."""


def compass(text: str) -> float | None:
    """The first point of the compass in a text as a bearing (deg), or None.

    >>> compass("the flights crossed the country eastward")
    90.0
    >>> compass("to the south-west") == compass("southwestward") == 225.0
    True
    """
    for m in _WORD.finditer(text):
        name = f"{m[1] or ''}{m[2] or ''}".lower()
        if name:
            return 45.0 * _POINTS.index(name)
    return None


def check_direction(statement: StatementLike, view: ViewLike) -> Finding:
    """Does a claimed direction agree with the bearings from the pad to the announced areas?"""
    from launchwatch import earth

    claimed = compass(statement.said)
    pad: Any = getattr(view, "pad", None)
    if claimed is None or pad is None:
        return Finding("cannot test", "No point of the compass is named.", code="definition missing")
    bearings = [
        float(earth.bearing(pad.lat_deg, pad.lon_deg, a.center_lat, a.center_lon)) for a in view.areas
    ]
    if not bearings:
        return Finding("open", "No area is on record towards which the flight would go.")
    off = [abs((b - claimed + 180.0) % 360.0 - 180.0) for b in bearings]
    figure = f"areas at {min(bearings):.0f} to {max(bearings):.0f} deg, {claimed:.0f} deg claimed"
    if min(off) > WITHIN_DEG:
        return Finding("contradicts", "Every announced area lies in another direction from the pad.", figure)
    if max(off) <= WITHIN_DEG:
        return Finding("supports", "The announced areas lie in that direction from the pad.", figure)
    return Finding("open", "Some announced areas lie in that direction, others do not.", figure)


_AZIMUTH = re.compile(r"azimuth\s+(?:of\s+)?(?:about\s+)?(\d+(?:\.\d+)?)", re.I)
_ANGLE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:°|deg)", re.I)
_CIRCULAR_500 = 7_613.0  # m/s, speed in a circular orbit at 500 km
_EQUATOR = 465.1  # m/s, speed of the ground at the equator
AGREE_DEG = 0.3
"""How far a told inclination may lie from the computed one: half a degree of azimuth is 0.4 deg at 40 N."""


def direct_inclination(azimuth_deg: float, latitude_deg: float) -> float:
    """Inclination (deg) of a direct ascent to a low orbit, from its direction over the ground at the pad.

    >>> round(direct_inclination(192.3, 39.66), 1), round(direct_inclination(181.0, 39.66), 1)
    (97.4, 88.7)
    """
    a, lat = math.radians(azimuth_deg), math.radians(latitude_deg)
    ground = _EQUATOR * math.cos(lat)
    # the speed over the ground that makes the sum circular: |w (sin a, cos a) + (ground, 0)| = v
    over = -ground * math.sin(a) + math.sqrt(_CIRCULAR_500**2 - (ground * math.cos(a)) ** 2)
    east = over * math.sin(a) + ground
    return math.degrees(math.acos(math.cos(lat) * east / _CIRCULAR_500))


def check_plane(statement: StatementLike, view: ViewLike) -> Finding:
    """Does a claimed inclination follow from the claimed azimuth, with the turning of the Earth?"""
    m, pad = _AZIMUTH.search(statement.said), getattr(view, "pad", None)
    rest = statement.said if m is None else statement.said[: m.start()] + statement.said[m.end() :]
    told = _ANGLE.search(rest)
    if m is None or told is None or pad is None:
        return Finding("cannot test", "It names no azimuth and inclination.", code="definition missing")
    azimuth, claimed = float(m[1]), float(told[1])
    half = 0.5 * 10.0 ** -len(m[1].partition(".")[2])
    ends = sorted(direct_inclination(azimuth + d, pad.lat_deg) for d in (-half, 0.0, half))
    number = Interval(ends[1], ends[0], ends[0], ends[2], ends[2], "deg")
    figure = f"{number} for azimuth {m[1]} deg, {told[1]} deg claimed"
    if ends[0] - AGREE_DEG <= claimed <= ends[2] + AGREE_DEG:
        return Finding(
            "supports", "It follows from the azimuth, the Earth's turning taken in.", figure, number
        )
    still = math.degrees(math.acos(math.cos(math.radians(pad.lat_deg)) * math.sin(math.radians(azimuth))))
    why = "; it is what follows if the Earth stood still" if abs(still - claimed) < AGREE_DEG else ""
    return Finding("contradicts", f"It does not follow from the azimuth{why}.", figure, number)
