"""Positions as the press gives them, read as an uncertain point.

"253 km west of Taean" is a point with an error ellipse.  The rules, all one sigma:

distance    the figure's own spread, joined with 15 km, because the press does not say whether the centre
            or the near edge was meant and rounds as it likes;
direction   11 deg for one of the four or eight winds, 6.5 deg for the sixteen, 2 deg for an azimuth in
            figures; without a direction the bearing is taken from the other renderings, loosely (60 deg);
coast       a rendering from a coast instead of a point (`north_south`) is loose along the meridian by that.

Several renderings of one position are not independent: they come from one notice, through one briefing.
They are joined by covariance intersection with equal weights (Julier and Uhlmann 1997), which stays honest
whatever they share: P^-1 = mean(C_i^-1), x = P mean(C_i^-1 x_i).  Where they scatter more than their own
errors allow, P grows by the Birge factor, chi2 / (2n - 2).

Everything is worked in the local east-north plane at the mean of the points; metres, and degrees at the face.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from launchwatch import earth
from launchwatch.case.points import read_direction
from launchwatch.case.schema import Rendering
from launchwatch.errors import CaseError
from launchwatch.quantity import Quantity

DISTANCE_SIGMA_M: Final = 15_000.0
NO_DIRECTION_SIGMA_DEG: Final = 60.0

Plane = NDArray[np.float64]  # (2,) east, north in m; or (2, 2) its covariance in m2


@dataclass(frozen=True, slots=True)
class Spot:
    """An uncertain point: degrees (WGS 84), one sigma in m along `azimuth_deg` and across it."""

    lat_deg: float
    lon_deg: float
    sigma_along_m: float
    sigma_cross_m: float
    azimuth_deg: float

    def covariance(self) -> Plane:
        """The covariance in the local east-north plane, m2."""
        return ellipse_covariance(self.azimuth_deg, self.sigma_along_m, self.sigma_cross_m)

    def widened(self, azimuth_deg: float, along_m: float, cross_m: float) -> Spot:
        """The same point with a further, independent error added; the axes are found anew."""
        whole = self.covariance() + ellipse_covariance(azimuth_deg, along_m, cross_m)
        return _spot(self.lat_deg, self.lon_deg, whole, azimuth_deg)


def read_spot(renderings: Sequence[Rendering], azimuth_deg: float = 0.0) -> Spot:
    """The point that the renderings describe; `azimuth_deg` says which axis is called along."""
    directed = [r for r in renderings if r.direction is not None]
    if not directed:
        raise CaseError(
            "no position has a direction, so the point may lie anywhere on a circle",
            mend='add direction = "west" to one of them',
        )
    points = [_reach(r, *read_direction(r.direction or "")) for r in directed]
    middle = _middle([(lat, lon) for lat, lon, _ in points])
    for r in (r for r in renderings if r.direction is None):
        points.append(_reach(r, earth.bearing(r.latitude, r.longitude, *middle), NO_DIRECTION_SIGMA_DEG))
    xs = [_plane(middle, lat, lon) for lat, lon, _ in points]
    inverses = [np.linalg.inv(covariance) for _, _, covariance in points]
    joined = np.linalg.inv(np.mean(inverses, axis=0))
    mean = joined @ np.mean([inv @ x for inv, x in zip(inverses, xs, strict=True)], axis=0)
    if len(points) > 1:
        chi2 = sum(float((x - mean) @ inv @ (x - mean)) for inv, x in zip(inverses, xs, strict=True))
        joined = joined * max(1.0, chi2 / (2 * len(points) - 2))
    lat, lon = _from_plane(middle, mean)
    return _spot(lat, lon, joined, azimuth_deg)


def spread_of(figure: Quantity) -> float:
    """One sigma of a figure in SI: half its central 68 % interval, 0 for an exact one."""
    low, high = figure.interval(0.682689)
    return 0.5 * (high - low)


def ellipse_covariance(azimuth_deg: float, along_m: float, cross_m: float) -> Plane:
    """The east-north covariance, m2, of an ellipse with one axis along an azimuth."""
    a = math.radians(azimuth_deg)
    along, cross = np.array([math.sin(a), math.cos(a)]), np.array([math.cos(a), -math.sin(a)])
    return np.asarray(along_m**2 * np.outer(along, along) + cross_m**2 * np.outer(cross, cross))


def _reach(r: Rendering, azimuth_deg: float, sigma_deg: float) -> tuple[float, float, Plane]:
    """Where a rendering points to, with its covariance there."""
    distance = r.distance.central
    lat, lon = earth.offset(r.latitude, r.longitude, azimuth_deg, distance)
    along = math.hypot(spread_of(r.distance), DISTANCE_SIGMA_M)
    across = max(distance * math.radians(sigma_deg), DISTANCE_SIGMA_M)
    covariance = ellipse_covariance(azimuth_deg, along, across)
    if r.north_south is not None:
        covariance[1, 1] += r.north_south.central**2
    return float(lat), float(lon), covariance


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """A point among the points: the mean, longitudes taken round the first."""
    first = points[0][1]
    turns = [(lon - first + 180.0) % 360.0 - 180.0 for _, lon in points]
    lat = sum(p[0] for p in points) / len(points)
    return lat, (first + sum(turns) / len(turns) + 180.0) % 360.0 - 180.0


def _plane(middle: tuple[float, float], lat: float, lon: float) -> Plane:
    distance = float(earth.distance(*middle, lat, lon))
    azimuth = math.radians(float(earth.bearing(*middle, lat, lon)))
    return np.array([distance * math.sin(azimuth), distance * math.cos(azimuth)])


def _from_plane(middle: tuple[float, float], x: Plane) -> tuple[float, float]:
    azimuth = math.degrees(math.atan2(float(x[0]), float(x[1])))
    lat, lon = earth.offset(*middle, azimuth, float(np.hypot(x[0], x[1])))
    return float(lat), float(lon)


def _spot(lat: float, lon: float, covariance: Plane, azimuth_deg: float) -> Spot:
    """The point with its principal axes; the axis nearer to `azimuth_deg` is the one along."""
    values, vectors = np.linalg.eigh(covariance)
    a = math.radians(azimuth_deg)
    towards = np.abs(vectors.T @ np.array([math.sin(a), math.cos(a)]))
    along = int(np.argmax(towards))
    axis = vectors[:, along]
    if float(axis @ np.array([math.sin(a), math.cos(a)])) < 0.0:
        axis = -axis
    sigma = np.sqrt(np.maximum(values, 0.0))
    azimuth = round(math.degrees(math.atan2(float(axis[0]), float(axis[1]))), 9) % 360.0
    return Spot(lat, lon, float(sigma[along]), float(sigma[1 - along]), azimuth)
