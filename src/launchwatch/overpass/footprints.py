"""Looks on a map and on a globe: GeoJSON footprints, and CZML with the satellites moving.

A footprint is the frame that the camera takes about the place, a square of its swath turned along the track;
of a camera whose swath is not known, or none, it is the ground within the limits of the look at culmination,
a circle about the point below the satellite. Rings are cut at the antimeridian as RFC 7946 wants it.
CZML: AnalyticalGraphicsInc, "CZML Guide"; positions Earth-fixed, a minute apart.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.earth import bearing, geodetic_array, offset
from launchwatch.orbit import Place
from launchwatch.overpass.camera import Camera
from launchwatch.overpass.look_table import Looks
from launchwatch.overpass.motion import Moving, position_at
from launchwatch.overpass.tables import TIMES, figure, stamps

Array = npt.NDArray[np.float64]

#: Corners of a circle; seconds between the positions of CZML; satellites in it at most.
CORNERS, EVERY, MOST = 48, 60.0, 100
#: Mean radius of the Earth for the size of a circle on the ground, m.
SPHERE = 6371e3


def below(moving: Moving, begin: datetime, seconds: Array) -> Array:
    """Latitude, longitude (deg) and height (m) below a satellite (n, 3)."""
    geodetic = geodetic_array(position_at(moving, begin, seconds))
    return np.column_stack([np.degrees(geodetic[:, :2]), geodetic[:, 2]])


def called(moving: Moving) -> str:
    """The name of a satellite, or its number where it has none."""
    return moving.name or moving.identifier


def looks_geojson(
    looks: Looks,
    satellites: Sequence[Moving],
    places: Sequence[Place],
    *,
    min_elevation_deg: float = 10.0,
    camera: Camera | None = None,
) -> str:
    """One feature a look, with what is known of it."""
    names = [stamps(looks, name) for name in TIMES]
    features: list[dict[str, Any]] = [{}] * len(looks)
    for one in np.unique(looks.satellite).tolist():
        rows = np.flatnonzero(looks.satellite == one)
        middle = looks.culmination[rows]
        at = below(satellites[one], looks.begin, np.concatenate([middle, middle + 5.0]))
        here, next_ = at[: len(rows)], at[len(rows) :]
        course = np.atleast_1d(bearing(here[:, 0], here[:, 1], next_[:, 0], next_[:, 1]))
        for k, row in enumerate(rows.tolist()):
            place = places[int(looks.place[row])]
            swath = float(looks.swath_m[row])
            if math.isfinite(swath):
                ring = frame(place.latitude_deg, place.longitude_deg, swath, float(course[k]))
            else:
                ring = circle_of(here[k], min_elevation_deg, camera)
            features[row] = {
                "type": "Feature",
                "geometry": geometry(ring),
                "properties": {
                    "satellite": called(satellites[one]),
                    "place": place.name,
                    **{name: names[n][row] for n, name in enumerate(TIMES)},
                    "max_elevation_deg": figure(looks.max_elevation_deg[row], 3),
                    "min_off_nadir_deg": figure(looks.min_off_nadir_deg[row], 3),
                    "gsd_m": figure(looks.gsd_m[row], 3),
                    "swath_m": figure(looks.swath_m[row], 0),
                    "sun_elevation_deg": figure(looks.sun_elevation_deg[row], 3),
                    "cut": bool(looks.cut[row]),
                },
            }
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False) + "\n"


def frame(latitude: float, longitude: float, side_m: float, course_deg: float) -> Array:
    """Corners (4, 2) longitude, latitude of a square on the ground, counter-clockwise, along a course."""
    turns: Array = course_deg + np.array([45.0, -45.0, -135.0, 135.0])
    lat, lon = offset(latitude, longitude, turns, side_m / math.sqrt(2.0))
    return np.column_stack([lon, lat])


def circle_of(at: Array, min_elevation_deg: float, camera: Camera | None) -> Array:
    """The ground (n, 2) that is within the limits from a latitude, longitude, height."""
    radius = SPHERE + float(at[2])
    low = math.radians(min_elevation_deg)
    apart = math.acos(SPHERE * math.cos(low) / radius) - low
    if camera is not None:
        aside = math.radians(camera.max_off_nadir_deg)
        sine = radius * math.sin(aside) / SPHERE
        if sine < 1.0:
            apart = min(apart, math.asin(sine) - aside)
    turns: Array = np.arange(float(CORNERS)) * (-360.0 / CORNERS)
    lat, lon = offset(float(at[0]), float(at[1]), turns, apart * SPHERE)
    return np.column_stack([lon, lat])


def geometry(ring: Array) -> dict[str, Any]:
    """A ring (n, 2) of longitude, latitude as GeoJSON, cut at the antimeridian, closed at a pole."""
    import shapely

    lon = np.degrees(np.unwrap(np.radians(ring[:, 0])))
    lat = ring[:, 1]
    round_ = np.degrees(np.unwrap(np.radians([lon[-1], lon[0]])))[1] - lon[0]
    if abs(round_) > 180.0:  # it goes round a pole
        pole = math.copysign(90.0, float(np.mean(lat)))
        lon = np.append(lon, [lon[0] + round_, lon[0] + round_, lon[0]])
        lat = np.append(lat, [lat[0], pole, pole])
    shape = shapely.Polygon(np.column_stack([lon, lat]))
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        window = shapely.box(turn - 180.0, -90.0, turn + 180.0, 90.0)
        cut = shapely.intersection(shape, window)
        parts += [
            shapely.transform(one, lambda xy, turn=turn: xy - np.array([turn, 0.0]))
            for one in shapely.get_parts(cut)
            if one.geom_type == "Polygon" and one.area > 0.0
        ]
    # the parts of a ring round a pole have a side in common
    whole = shapely.orient_polygons(shapely.get_parts(shapely.union_all(parts, grid_size=1e-6)))
    rings = [np.round(np.asarray(one.exterior.coords), 6).tolist() for one in whole]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": [rings[0]]}
    return {"type": "MultiPolygon", "coordinates": [[one] for one in rings]}


def looks_czml(
    looks: Looks, satellites: Sequence[Moving], places: Sequence[Place], begin: datetime, end: datetime
) -> str:
    """Places, satellites that look at them (the first hundred), and a line between both while they do."""
    shown = np.unique(looks.satellite)[:MOST].tolist()
    span = f"{_stamp(begin)}/{_stamp(end)}"
    left_out = len(np.unique(looks.satellite)) - len(shown)
    packets: list[dict[str, Any]] = [
        {
            "id": "document",
            "name": "looks",
            "version": "1.0",
            "description": f"{left_out} further satellites left out" if left_out else "",
            "clock": {"interval": span, "currentTime": _stamp(begin), "multiplier": 60},
        }
    ]
    used = np.unique(looks.place).tolist()
    for one in used:
        p = places[one]
        packets.append(
            {
                "id": f"place-{one}",
                "name": p.name,
                "position": {"cartographicDegrees": [p.longitude_deg, p.latitude_deg, p.height_m]},
                "point": {"pixelSize": 8, "color": {"rgba": [230, 159, 0, 255]}},
                "label": {"text": p.name, "pixelOffset": {"cartesian2": [0, -16]}, "font": "12px sans-serif"},
            }
        )
    times = np.append(np.arange(0.0, (end - begin).total_seconds(), EVERY), (end - begin).total_seconds())
    for one in shown:
        xyz = position_at(satellites[one], begin, times)
        good = np.isfinite(xyz).all(axis=1)
        rows = np.column_stack([times, np.round(xyz)])[good]
        packets.append(
            {
                "id": f"satellite-{one}",
                "name": called(satellites[one]),
                "availability": span,
                "position": {
                    "epoch": _stamp(begin),
                    "interpolationAlgorithm": "LAGRANGE",
                    "interpolationDegree": 5,
                    "cartesian": rows.ravel().tolist(),
                },
                "point": {"pixelSize": 6, "color": {"rgba": [0, 114, 178, 255]}},
                "path": {"leadTime": 0, "trailTime": 3000, "width": 1},
            }
        )
        for place in np.unique(looks.place[looks.satellite == one]).tolist():
            mine = np.flatnonzero((looks.satellite == one) & (looks.place == place))
            part = looks.take(mine)
            intervals = [f"{a}/{b}" for a, b in zip(stamps(part, "rise"), stamps(part, "set"), strict=True)]
            packets.append(
                {
                    "id": f"look-{one}-{place}",
                    "name": f"{called(satellites[one])} sees {places[place].name}",
                    "polyline": {
                        "show": [{"interval": span, "boolean": False}]
                        + [{"interval": each, "boolean": True} for each in intervals],
                        "positions": {"references": [f"satellite-{one}#position", f"place-{place}#position"]},
                        "arcType": "NONE",
                        "width": 2,
                        "material": {"solidColor": {"color": {"rgba": [213, 94, 0, 255]}}},
                    },
                }
            )
    return json.dumps(packets, ensure_ascii=False, allow_nan=False) + "\n"


def _stamp(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
