"""Distances and directions along geodesics of the WGS 84 ellipsoid, and a flat map about a point.

Degrees for places and directions, as charts and warnings have them; directions clockwise from north; metres.
Numbers and arrays alike, an array anywhere gives an array.  Source: Karney (2013), J. Geodesy 87, 43-55,
through pyproj, imported when first used.
"""

from __future__ import annotations

from functools import cache
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Number = float | Array


@cache
def geod() -> Any:
    """pyproj's geodesic calculator on WGS 84."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


@overload
def offset(  # type: ignore[overload-overlap]
    latitude_deg: float, longitude_deg: float, bearing_deg: float, distance_m: float
) -> tuple[float, float]: ...
@overload
def offset(
    latitude_deg: Number, longitude_deg: Number, bearing_deg: Number, distance_m: Number
) -> tuple[Array, Array]: ...
def offset(
    latitude_deg: Number, longitude_deg: Number, bearing_deg: Number, distance_m: Number
) -> tuple[Number, Number]:
    """Latitude and longitude (deg) of the place `distance_m` away in the direction `bearing_deg`.

    >>> lat, lon = offset(36.745, 126.298, 270.0, 253e3)  # 253 km west of Taean
    >>> f"{lat:.2f} {lon:.2f}"
    '36.71 123.47'
    """
    lon, lat, bearing, distance_ = _together(longitude_deg, latitude_deg, bearing_deg, distance_m)
    to_lon, to_lat, _ = geod().fwd(lon, lat, bearing, distance_)
    return _plain(to_lat), _plain(to_lon)


@overload
def distance(  # type: ignore[overload-overlap]
    latitude_deg: float, longitude_deg: float, to_latitude_deg: float, to_longitude_deg: float
) -> float: ...
@overload
def distance(
    latitude_deg: Number, longitude_deg: Number, to_latitude_deg: Number, to_longitude_deg: Number
) -> Array: ...
def distance(
    latitude_deg: Number, longitude_deg: Number, to_latitude_deg: Number, to_longitude_deg: Number
) -> Number:
    """Length (m) of the shortest way between two places."""
    return _plain(_inverse(latitude_deg, longitude_deg, to_latitude_deg, to_longitude_deg)[2])


@overload
def bearing(  # type: ignore[overload-overlap]
    latitude_deg: float, longitude_deg: float, to_latitude_deg: float, to_longitude_deg: float
) -> float: ...
@overload
def bearing(
    latitude_deg: Number, longitude_deg: Number, to_latitude_deg: Number, to_longitude_deg: Number
) -> Array: ...
def bearing(
    latitude_deg: Number, longitude_deg: Number, to_latitude_deg: Number, to_longitude_deg: Number
) -> Number:
    """Direction (deg, 0 to 360) in which the shortest way to another place sets out."""
    out = _inverse(latitude_deg, longitude_deg, to_latitude_deg, to_longitude_deg)[0]
    return _plain(np.mod(out, 360.0))


def _inverse(latitude: Number, longitude: Number, to_latitude: Number, to_longitude: Number) -> Any:
    lon, lat, to_lon, to_lat = _together(longitude, latitude, to_longitude, to_latitude)
    return geod().inv(lon, lat, to_lon, to_lat)


def _together(*values: Number) -> list[Array]:
    """The values as arrays of one shape, writable and contiguous as pyproj wants them."""
    shaped = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
    return [np.array(value) for value in shaped]


def _plain(value: Any) -> Number:
    found = np.asarray(value, dtype=np.float64)
    return float(found) if found.ndim == 0 else found


class LocalMap:
    """A flat map (m east, m north) about a point: azimuthal equidistant on the ellipsoid.

    Distances and directions from the point are exact; across them at a distance d they are stretched by
    (d/R)^2 / 6: 0.1 % at 500 km, 0.4 % at 1,000 km.  Poles and the antimeridian are nothing special.
    """

    def __init__(self, latitude_deg: float, longitude_deg: float) -> None:
        from pyproj import Proj

        self.latitude_deg, self.longitude_deg = latitude_deg, longitude_deg
        self._projection = Proj(proj="aeqd", lat_0=latitude_deg, lon_0=longitude_deg, ellps="WGS84")

    def to_plane(self, latitude_deg: Number, longitude_deg: Number) -> tuple[Array, Array]:
        """East and north (m) of places; nan where the place is not a number."""
        lat, lon = _together(latitude_deg, longitude_deg)
        east, north = self._projection(lon, lat)
        east, north = np.asarray(east, np.float64), np.asarray(north, np.float64)
        lost = ~(np.isfinite(east) & np.isfinite(north))
        return np.where(lost, np.nan, east), np.where(lost, np.nan, north)

    def to_place(self, east_m: Number, north_m: Number) -> tuple[Array, Array]:
        """Latitude and longitude (deg) of points of the map."""
        east, north = _together(east_m, north_m)
        lon, lat = self._projection(east, north, inverse=True)
        return np.asarray(lat, np.float64), np.asarray(lon, np.float64)
