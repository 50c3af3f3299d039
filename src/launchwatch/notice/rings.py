"""Areas of a notice as rings of corners, whatever their shape: polygon, circle, sector, box, trackline.

Corners are (latitude, longitude) in degrees.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from launchwatch.notice.reader import NoticeArea

Array = NDArray[np.float64]
_LEAST_M = 1_000.0


def area_ring(area: NoticeArea) -> Array | None:
    """The corners (n, 2) of an area, n at least 3; None where it has no extent.

    >>> from launchwatch.notice.reader import NoticeArea
    >>> ring = area_ring(NoticeArea("", "circle", [], center=(10.0, 20.0), radius_m=50_000.0))
    >>> ring.shape, round(float(ring[0, 0] - 10.0), 3)
    ((36, 2), 0.452)
    """
    if area.center is not None and area.radius_m:
        lat, lon = area.center
        if area.bearings_deg is None:
            return _fan(lat, lon, np.arange(0.0, 360.0, 10.0), area.radius_m)
        begin, end = area.bearings_deg
        arc = np.linspace(begin, begin + ((end - begin) % 360.0 or 360.0), 13)
        return np.vstack(([(lat, lon)], _fan(lat, lon, arc, area.radius_m)))
    corners = np.array(area.vertices, dtype=np.float64).reshape(-1, 2)
    if area.radius_m and len(corners):
        return _corridor(corners, area.radius_m)
    return corners if len(corners) >= 3 else None


def _fan(lat: float, lon: float, bearings: Array, radius_m: float) -> Array:
    from launchwatch.earth import offset  # 0.4 s, late

    return np.column_stack(offset(lat, lon, bearings, radius_m))


def _corridor(line: Array, half_m: float) -> Array:
    """A ring about a line of places, `half_m` to either side, with round ends."""
    if len(line) == 1:
        return _fan(line[0, 0], line[0, 1], np.arange(0.0, 360.0, 10.0), half_m)
    from launchwatch.earth import bearing, offset

    half_m = max(half_m, _LEAST_M)
    ahead = bearing(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    at = np.concatenate((ahead, ahead[-1:]))
    right = np.column_stack(offset(line[:, 0], line[:, 1], at + 90.0, half_m))
    left = np.column_stack(offset(line[:, 0], line[:, 1], at - 90.0, half_m))
    front = _fan(line[-1, 0], line[-1, 1], at[-1] + np.arange(60.0, -61.0, -30.0), half_m)
    back = _fan(line[0, 0], line[0, 1], at[0] + 180.0 + np.arange(60.0, -61.0, -30.0), half_m)
    return np.vstack((right, front, left[::-1], back))
