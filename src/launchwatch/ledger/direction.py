"""Check of a direction of flight: does it point where the announced areas lie?"""

from __future__ import annotations

import re
from typing import Any

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
