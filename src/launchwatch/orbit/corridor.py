"""Where an object can come down: the ground track of its last revolutions and the corridor about it.

A window of hours is many times round the Earth, so the place is never known as the time is: what is known is
the track, and how long the object spends over each latitude. Every member of the ensemble of `lifetime` ends
at its own instant and place on its own track. What survives falls some hundreds of kilometres further down
the track than where the object breaks up near 80 km, and to both sides of it; the corridor is as wide as the
debris of past falls was strewn (Ailor and others 2005, tens of kilometres), 100 km to either side by default.

Latitude and longitude in degrees on WGS 84.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.earth import FLATTENING, OMEGA, bearing, format_utc, gmst, offset
from launchwatch.orbit.decay import PATH_A, PATH_HOUR, PATH_LATITUDE
from launchwatch.orbit.kepler import period
from launchwatch.orbit.lifetime import Reentry
from launchwatch.orbit.secular import local_time_of_node, secular_rates

Array = npt.NDArray[np.float64]

#: Seconds between points of a track, and width of a band of latitude (deg).
STEP_S, BAND_DEG = 30.0, 10
#: A window longer than this is told by latitude alone: all longitudes are under it (s).
ALL_LONGITUDES = 86400.0


@dataclass(frozen=True, slots=True, eq=False)
class Corridor:
    """Where an object can come down.

    `track` (n, 3): latitude, longitude (deg), seconds from `median` (negative: before), the last revolutions
    up to the median and, where the window is shorter than a day, the whole window. `places` (n, 3): the same
    of the ends of the ensemble. `bands`: (from, to, probability) for bands of latitude: of any point of the
    orbit, or counted among the ends where the window is shorter than a revolution.
    """

    median: datetime
    track: Array
    places: Array
    bands: tuple[tuple[float, float, float], ...]
    half_width_m: float
    inclination_deg: float
    whole: bool


def risk_corridor(found: Reentry, *, revolutions: int = 3, half_width_m: float = 100e3) -> Corridor:
    """The corridor of a predicted re-entry.

    The track is that of the member which ends at the median, kept at the period of its last height; three
    revolutions earlier it is some two minutes, or 0.5 deg of longitude, off. `whole`: the window is longer
    than a day, and the track is only an example of how the object passes over.
    """
    down = np.flatnonzero(np.isfinite(found.days))
    places = np.array([_place(found, int(k)) for k in down]).reshape(-1, 3)
    middle = down[np.argmin(np.abs(found.days[down] - np.median(found.days[down])))]
    last, on = found.ends[middle], float(found.on[middle]) * 86400.0
    turn = float(period(last[PATH_A - 1]))
    window = (found.p95 - found.p05).total_seconds()
    whole = window > ALL_LONGITUDES
    begin, end = -revolutions * turn, 0.0
    if not whole:
        begin = min(begin, (found.p05 - found.median).total_seconds())
        end = (found.p95 - found.median).total_seconds()
    seconds = np.arange(math.floor(begin / STEP_S), math.ceil(end / STEP_S) + 1.0) * STEP_S
    track = _track(last, found.inclination, found.median - timedelta(seconds=on), seconds + on)
    track[:, 2] = seconds
    return Corridor(
        found.median,
        track,
        places,
        latitude_bands(found.inclination) if window > turn else counted_bands(places[:, 0]),
        half_width_m,
        math.degrees(found.inclination),
        whole,
    )


def latitude_bands(inclination: float) -> tuple[tuple[float, float, float], ...]:
    """Probability of an end in each band of ten degrees of latitude, for any point of a circular orbit.

    >>> [round(p, 3) for _, _, p in latitude_bands(math.radians(53.0))][-4:]
    [0.094, 0.0, 0.0, 0.0]
    """
    edges = np.arange(-90, 91, BAND_DEG).astype(float)
    # geodetic to geocentric, then the share of the revolution south of it
    south = np.sin(np.arctan((1.0 - FLATTENING) ** 2 * np.tan(np.radians(edges))))
    share = 0.5 + np.arcsin(np.clip(south / max(math.sin(inclination), 1e-9), -1.0, 1.0)) / math.pi
    return tuple(
        (float(edges[k]), float(edges[k + 1]), float(share[k + 1] - share[k])) for k in range(len(edges) - 1)
    )


def counted_bands(latitudes: Array) -> tuple[tuple[float, float, float], ...]:
    """The share of latitudes (deg) in each band: for a window shorter than a revolution."""
    edges = np.arange(-90, 91, BAND_DEG).astype(float)
    counts = np.histogram(latitudes, edges)[0] / max(len(latitudes), 1)
    return tuple((float(edges[k]), float(edges[k + 1]), float(counts[k])) for k in range(len(counts)))


def _place(found: Reentry, k: int) -> tuple[float, float, float]:
    on = float(found.on[k]) * 86400.0
    at = found.as_of + timedelta(days=float(found.days[k]), seconds=-on)
    row = _track(found.ends[k], found.inclination, at, np.array([on]))[0]
    return float(row[0]), float(row[1]), (at - found.median).total_seconds() + on


def _track(orbit: Array, inclination: float, at: datetime, seconds: Array) -> Array:
    """Track (n, 3) of an orbit (5, as in `decay`) that holds at `at`, `seconds` from there."""
    a = float(orbit[PATH_A - 1])
    node_rate, perigee_rate, anomaly_rate = (float(x) for x in secular_rates(a, 0.0, inclination))
    u = orbit[PATH_LATITUDE - 1] + (perigee_rate + anomaly_rate) * seconds
    # the right ascension that has this local time at this instant
    node = (orbit[PATH_HOUR - 1] - float(local_time_of_node(0.0, at))) * math.pi / 12.0 + node_rate * seconds
    along = np.arctan2(math.cos(inclination) * np.sin(u), np.cos(u))
    longitude = np.degrees(node + along - float(gmst(at)) - OMEGA * seconds)
    geocentric = np.arcsin(np.clip(math.sin(inclination) * np.sin(u), -1.0, 1.0))
    latitude = np.degrees(np.arctan(np.tan(geocentric) / (1.0 - FLATTENING) ** 2))
    return np.column_stack([latitude, (longitude + 180.0) % 360.0 - 180.0, seconds])


def corridor_geojson(corridor: Corridor) -> dict[str, Any]:
    """A feature collection (RFC 7946): track, ends of the ensemble, corridor, probability by latitude."""
    at = corridor.median
    lines = unbroken(corridor.track)
    features = [
        _feature(
            "MultiLineString",
            [[[p[1], p[0]] for p in line.tolist()] for line in lines],
            kind="last_revolutions",
            begin=format_utc(at + timedelta(seconds=float(corridor.track[0, 2]))),
            end=format_utc(at + timedelta(seconds=float(corridor.track[-1, 2]))),
            example=corridor.whole,
        ),
        _feature("MultiPoint", [[p[1], p[0]] for p in corridor.places.tolist()], kind="ends_of_the_ensemble"),
    ]
    if not corridor.whole:
        strips = [[_strip(line, corridor.half_width_m)] for line in lines if len(line) > 1]
        features.append(
            _feature("MultiPolygon", strips, kind="corridor", half_width_km=corridor.half_width_m / 1e3)
        )
    for south, north, p in corridor.bands:
        if p > 0.0:
            ring = [[-180.0, south], [180.0, south], [180.0, north], [-180.0, north], [-180.0, south]]
            features.append(_feature("Polygon", [ring], kind="latitude_band", probability=round(p, 4)))
    return {"type": "FeatureCollection", "features": features}


def _feature(kind_of: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind_of, "coordinates": _rounded(coordinates)},
    }


def _rounded(value: Any) -> Any:
    """Coordinates to four decimals, ten metres."""
    return [_rounded(one) for one in value] if isinstance(value, list) else round(value, 4)


def unbroken(track: Array) -> list[Array]:
    """The track cut where it crosses the antimeridian, each part carried on to the meridian itself."""
    parts, begin = [], 0
    head: list[Array] = []
    for k in np.flatnonzero(np.abs(np.diff(track[:, 1])) > 180.0).tolist():
        a, b = track[k].copy(), track[k + 1].copy()
        side = math.copysign(180.0, a[1])
        b[1] += 2.0 * side
        share = (side - a[1]) / (b[1] - a[1]) if b[1] != a[1] else 0.0
        edge = a + share * (b - a)
        edge[1] = side
        parts.append(np.vstack([*head, track[begin : k + 1], edge]))
        other = edge.copy()
        other[1] = -side
        head, begin = [other], k + 1
    parts.append(np.vstack([*head, track[begin:]]))
    return parts


def _strip(line: Array, half_width_m: float) -> list[list[float]]:
    """A closed ring (longitude, latitude) about a line, anticlockwise; held at the antimeridian."""
    lat, lon = line[:, 0], line[:, 1]
    ahead = np.asarray(bearing(lat[:-1], lon[:-1], lat[1:], lon[1:]))
    ahead = np.append(ahead, ahead[-1])
    sides = []
    for turn in (90.0, -90.0):
        to_lat, to_lon = (
            np.asarray(x) for x in offset(lat, lon, ahead + turn, np.full(len(lat), half_width_m))
        )
        # a side that crosses the meridian stays on it
        jumped = np.abs(to_lon - lon) > 180.0
        sides.append(np.column_stack([np.where(jumped, np.copysign(180.0, lon), to_lon), to_lat]))
    right, left = sides
    ring = np.vstack([right, left[::-1], right[:1]])
    return [[float(x), float(y)] for x, y in ring]
