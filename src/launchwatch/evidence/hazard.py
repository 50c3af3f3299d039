"""Hazard areas: the probability per square kilometre that something of a launch falls there.

Bodies are what planned flights drop and what failing ones bring down, each flight with its weight; a group of
debris counts as one body. Kernels about the points where bodies fall have widths that follow the distance to
neighbours, so that a drop zone of ten kilometres and debris strewn along half an ocean stand on one map (L.
Breiman, W. Meisel and E. Purcell, "Variable kernel estimates of multivariate densities", Technometrics 19,
1977; I. S. Abramson, Ann. Statist. 10, 1982). The map lies along the great circle of the launch, in km
downrange and across it; areas are true on the mean sphere. Hazard areas by probability and dispersions of one
to three sigma are the products of 14 CFR 417 Appendix A and part 420.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from launchwatch.ensemble import Flights, Floats
from launchwatch.evidence.circle import RADIUS_KM, Circle, unit
from launchwatch.evidence.weighed import Weighed

LEVELS: Final = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
"""Probabilities per km2 at which areas are drawn."""
BODIES: Final = ("stack", "dense", "plates", "light")
"""What a failure itself brings down."""
POINTS: Final = 4000
"""Points of one body at most."""
CELLS: Final = 1_500_000
FINEST_KM: Final = 1.0
ALONE_KM: Final = 10.0
"""Width of the kernels of a body with fewer than five points."""
NARROW: Final = 0.45
"""Width of a kernel over the distance to the n^(2/3)-th neighbour."""
_STEPS: Final = 1.25  # widths are rounded to powers of this


@dataclass(frozen=True)
class Falls:
    """Where one body falls: points (n,) in degrees and how many bodies are expected at each."""

    body: str
    planned: bool
    latitude: Floats
    longitude: Floats
    expected: Floats


@dataclass(frozen=True)
class HazardMap:
    """Bodies expected per km2 on a grid along a great circle.

    Attributes
    ----------
    downrange_km, across_km:
        Middles of the cells, (m,) and (n,); across is positive to the left.
    per_km2:
        Bodies per km2, (m, n).
    """

    circle: Circle
    downrange_km: Floats
    across_km: Floats
    per_km2: Floats

    @property
    def cells_km2(self) -> Floats:
        """Areas of the cells of one row, (n,), km2."""
        a, s = self.across_km, self.downrange_km
        return np.asarray((a[1] - a[0]) * (s[1] - s[0]) * np.cos(a / RADIUS_KM))

    def above(self, level: float) -> tuple[float, float]:
        """Area in km2 where the map is at `level` or above, and the bodies expected in it."""
        inside = self.per_km2 >= level
        cells = np.broadcast_to(self.cells_km2, inside.shape)
        return float(cells[inside].sum()), float((cells * self.per_km2)[inside].sum())

    def outlines(self, level: float) -> list[list[Floats]]:
        """Polygons about where the map is at `level` or above: rings (k, 2) of latitude and longitude in
        degrees, the outer one first, then its holes."""
        from contourpy import FillType, contour_generator

        found: Any = contour_generator(
            self.across_km, self.downrange_km, self.per_km2, fill_type=FillType.OuterOffset
        ).filled(level, np.inf)
        polygons = []
        for points, offsets in zip(found[0], found[1], strict=True):
            rings = [points[a:b] for a, b in pairwise(offsets)]
            polygons.append([self.circle.degrees(ring[:, 1], ring[:, 0]) for ring in rings])
        return polygons


def falls(w: Weighed) -> list[Falls]:
    """Where every body of a weighed ensemble falls, planned pieces first; bodies that never fall left out."""
    found = [
        *_of(w.planned, w.planned.pieces, w.joint_planned, True),
        *_of(w.failing, (*w.failing.pieces, *BODIES), w.joint_failing, False),
    ]
    return [one for one in found if one.expected.sum() > 0.0]


def _of(flights: Flights, bodies: tuple[str, ...], weights: Floats, planned: bool) -> list[Falls]:
    found = []
    for body in bodies if len(flights) else ():
        slot = flights.slot(body) or body
        lat = np.degrees(flights.column(f"{slot}_latitude_rad"))
        lon = np.degrees(flights.column(f"{slot}_longitude_rad"))
        ok = np.isfinite(lat) & (weights > 0.0)
        found.append(Falls(body, planned, lat[ok], lon[ok], weights[ok]))
    return found


def hazard_map(bodies: list[Falls], lat_deg: float, lon_deg: float) -> HazardMap | None:
    """The map of all bodies of a launch from a place; None where nothing falls.

    The integral over the map is the number of bodies expected, but for what lies beyond its borders (a
    thousandth).
    """
    if not bodies:
        return None
    every = [
        np.concatenate([getattr(b, name) for b in bodies]) for name in ("latitude", "longitude", "expected")
    ]
    circle = Circle.through(lat_deg, lon_deg, *every)
    clouds = [_cloud(circle, body) for body in bodies]
    places = np.concatenate([cloud.places for cloud in clouds])
    reach = 3.0 * np.concatenate([cloud.width for cloud in clouds])
    low, high = (places - reach).min(axis=0), (places + reach).max(axis=0)
    cell = max(FINEST_KM, float(np.sqrt(np.prod(high - low) / CELLS)))
    edges = [a + cell * np.arange(int(np.ceil((b - a) / cell)) + 1) for a, b in zip(low, high, strict=True)]
    total = np.zeros([len(e) - 1 for e in edges])
    for cloud in clouds:
        _add(total, cloud, low, cell)
    middles = [0.5 * (e[1:] + e[:-1]) for e in edges]
    return HazardMap(circle, middles[0], middles[1], total / (cell * cell * np.cos(middles[1] / RADIUS_KM)))


@dataclass(frozen=True)
class _Cloud:
    """Points of a body and widths of their kernels, (n, 2) downrange and across, km; bodies expected (n,)."""

    places: Floats
    width: Floats
    expected: Floats


def _cloud(circle: Circle, body: Falls) -> _Cloud:
    from scipy.spatial import cKDTree

    chosen, count = _picked(body.expected, POINTS)
    places = np.column_stack(circle.km(body.latitude[chosen], body.longitude[chosen]))
    expected = body.expected.sum() * count / count.sum()
    n = len(places)
    if n < 5:
        return _Cloud(places, np.full((n, 2), ALONE_KM), expected)
    low, high = np.quantile(places, (0.16, 0.84), axis=0)
    scale = np.maximum(0.5 * (high - low), 0.05 * (high - low).max() + 1e-3)
    near = max(4, round(n ** (2.0 / 3.0)))
    distance, _ = cKDTree(places / scale).query(places / scale, k=min(near, n - 1) + 1)
    return _Cloud(places, NARROW * distance[:, -1:] * scale, expected)


def _add(total: Floats, cloud: _Cloud, low: Floats, cell: float) -> None:
    """Add a cloud to the bodies in each cell: one smoothing for all points of about one width.

    Wide kernels are smoothed on coarser cells, a quarter of their width, and laid over linearly.
    """
    from scipy.ndimage import gaussian_filter

    classes = np.rint(np.log(np.maximum(cloud.width, 0.5 * cell) / cell) / np.log(_STEPS)).astype(int)
    for pair in np.unique(classes, axis=0):
        mine, sigma = (classes == pair).all(axis=1), _STEPS**pair
        coarse = np.maximum(1, (0.25 * sigma).astype(int))
        at = ((cloud.places[mine] - low) / (cell * coarse)).astype(int)
        reach = np.ceil(4.0 * sigma / coarse).astype(int) + 2
        first, end = at.min(axis=0) - reach, at.max(axis=0) + reach + 1
        part = np.zeros(end - first)
        np.add.at(part, tuple((at - first).T), cloud.expected[mine] / np.prod(coarse))
        part = gaussian_filter(part, sigma / coarse, mode="constant")
        here = []
        for axis in (0, 1):  # to fine cells, axis by axis
            fine = np.arange(
                max(0, first[axis] * coarse[axis]), min(total.shape[axis], (end[axis] - 1) * coarse[axis])
            )
            x = np.clip((fine + 0.5) / coarse[axis] - 0.5 - first[axis], 0.0, part.shape[axis] - 1.001)
            k = x.astype(int)
            share = (x - k)[:, None] if axis == 0 else x - k
            part = (1.0 - share) * part.take(k, axis) + share * part.take(k + 1, axis)
            here.append(slice(int(fine[0]), int(fine[-1]) + 1))
        total[tuple(here)] += part


def _picked(weights: Floats, most: int) -> tuple[np.ndarray, Floats]:
    """Indices drawn in proportion to weight by even steps, each once, and how often each was drawn."""
    edges = np.cumsum(weights)
    steps = (0.5 + np.arange(most)) / most * edges[-1]
    index, count = np.unique(np.searchsorted(edges, steps), return_counts=True)
    return np.minimum(index, len(weights) - 1), count.astype(float)


def dispersion(body: Falls, sigmas: tuple[float, ...] = (1.0, 2.0, 3.0)) -> list[Floats]:
    """Ellipses of so many sigma about the mean fall of a body: rings (73, 2) of latitude, longitude in deg.

    Of a normal spread one, two and three sigma hold 39, 86 and 99 % in the plane.
    """
    w = body.expected / body.expected.sum()
    middle = w @ unit(body.latitude, body.longitude)
    lat = float(np.degrees(np.arctan2(middle[2], np.hypot(middle[0], middle[1]))))
    lon = float(np.degrees(np.arctan2(middle[1], middle[0])))
    circle = Circle.through(lat, lon, body.latitude[:0], body.longitude[:0], w[:0])
    points = np.column_stack(circle.km(body.latitude, body.longitude))
    mean = w @ points
    spread = (w[:, None] * (points - mean)).T @ (points - mean)
    values, axes = np.linalg.eigh(spread)
    turn = np.linspace(0.0, 2.0 * np.pi, 73)
    ring = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt(np.maximum(values, 0.0)) @ axes.T
    return [circle.degrees(*(mean + k * ring).T) for k in sigmas]
