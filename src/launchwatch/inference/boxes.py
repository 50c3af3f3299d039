"""What an area says by its shape: middle, axes and half sizes; areas of one zone drawn together.

Directions on a sphere with geocentric latitudes, longitude from the pad; km.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from launchwatch.inference.blind import BlindArea, BlindCase, Floats
from launchwatch.inference.tracks import EARTH_KM, geocentric, unit


class Box(NamedTuple):
    """A zone: its middle, the direction of its long axis there (unit vectors), km from the pad, half sizes.

    `axis` is a line: its sign means nothing; `drawn` is its angle (rad) to the great circle from the pad.
    `members` are the areas the zone was made of.
    """

    middle: Floats
    axis: Floats
    range_km: float
    half_long_km: float
    half_short_km: float
    drawn: float
    members: tuple[int, ...]


def _local(corners: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Middle of unit vectors, east and north there, and the corners on the plane that touches, km."""
    middle = corners.mean(axis=0)
    middle = middle / np.linalg.norm(middle)
    east = np.cross([0.0, 0.0, 1.0], middle)
    east = east / max(float(np.linalg.norm(east)), 1e-9)
    north = np.cross(middle, east)
    scale = EARTH_KM / np.maximum(corners @ middle, 0.2)
    return middle, east, north, np.stack((corners @ east * scale, corners @ north * scale), axis=-1)


def _hull(points: Floats) -> Floats:
    """Convex hull, counter-clockwise (Andrew's monotone chain)."""
    order = sorted({(float(x), float(y)) for x, y in points})
    if len(order) < 3:
        return np.array(order)

    def half(chain: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for p in chain:
            while len(kept) > 1 and (
                (kept[-1][0] - kept[-2][0]) * (p[1] - kept[-2][1])
                - (kept[-1][1] - kept[-2][1]) * (p[0] - kept[-2][0])
                <= 0.0
            ):
                kept.pop()
            kept.append(p)
        return kept[:-1]

    return np.array(half(order) + half(order[::-1]))


def _moments(ring: Floats) -> tuple[Floats, Floats]:
    """Centre of the surface within a ring and its second moments about it, per surface."""
    x, y = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(x, -1), np.roll(y, -1)
    w = x * y1 - x1 * y
    surface = 0.5 * w.sum()
    if abs(surface) < 1e-6:
        return ring.mean(axis=0), np.cov(ring.T, bias=True) + 1e-6 * np.eye(2)
    cx = ((x + x1) * w).sum() / (6.0 * surface)
    cy = ((y + y1) * w).sum() / (6.0 * surface)
    xx = ((x * x + x * x1 + x1 * x1) * w).sum() / (12.0 * surface) - cx * cx
    yy = ((y * y + y * y1 + y1 * y1) * w).sum() / (12.0 * surface) - cy * cy
    xy = ((x * y1 + 2.0 * x * y + 2.0 * x1 * y1 + x1 * y) * w).sum() / (24.0 * surface) - cx * cy
    return np.array([cx, cy]), np.array([[xx, xy], [xy, yy]])


def box_of(corners: Floats, members: tuple[int, ...]) -> Box:
    """The box of corners (n, 3), unit vectors; the pad is at longitude 0 of their latitudes' frame."""
    about, east, north, flat = _local(corners)
    centre, second = _moments(_hull(flat))
    sizes, axes = np.linalg.eigh(second)
    half = np.sqrt(np.maximum(3.0 * sizes, 1.0))  # of a rectangle with these moments
    middle = about + (east * centre[0] + north * centre[1]) / EARTH_KM
    middle = middle / np.linalg.norm(middle)
    axis = east * axes[0, 1] + north * axes[1, 1]
    axis = axis - middle * float(axis @ middle)
    return Box(middle, axis / np.linalg.norm(axis), 0.0, float(half[1]), float(half[0]), 0.0, members)


def half_turn(angle: float) -> float:
    """The angle of a line that has no sense, -pi/2 to pi/2."""
    return (angle + 0.5 * math.pi) % math.pi - 0.5 * math.pi


def apart_km(a: Floats, b: Floats) -> float:
    """Distance of two unit vectors over the ground."""
    return EARTH_KM * math.atan2(float(np.linalg.norm(np.cross(a, b))), float(a @ b))


def corners_of(area: BlindArea, lon_deg: float) -> Floats:
    """Corners as unit vectors, longitude from `lon_deg`."""
    ring = np.asarray(area.ring_deg, dtype=np.float64)
    return unit(geocentric(ring[:, 0]), np.radians(ring[:, 1] - lon_deg))


def boxes(case: BlindCase, together: float = 0.05) -> list[Box]:
    """The zones of a case, nearest first: areas whose middles lie within a share of their range are one.

    One zone is often told twice, or cut at the borders of flight information regions.
    """
    pad = unit(geocentric(case.site_lat_deg), 0.0)
    corners = [corners_of(area, case.site_lon_deg) for area in case.areas]
    single = [box_of(c, (k,)) for k, c in enumerate(corners)]
    groups: list[list[int]] = []
    for k in sorted(range(len(single)), key=lambda j: apart_km(pad, single[j].middle)):
        limit = 10.0 + together * apart_km(pad, single[k].middle)
        near = [g for g in groups if any(apart_km(single[j].middle, single[k].middle) < limit for j in g)]
        if near:
            near[0].append(k)
        else:
            groups.append([k])
    found = []
    for group in groups:
        box = box_of(np.concatenate([corners[k] for k in group]), tuple(group))
        ahead = np.cross(np.cross(pad, box.middle), box.middle)
        angle = math.atan2(float(np.cross(ahead, box.middle) @ box.axis), float(ahead @ box.axis))
        found.append(box._replace(range_km=apart_km(pad, box.middle), drawn=half_turn(angle)))
    return sorted(found, key=lambda box: box.range_km)
