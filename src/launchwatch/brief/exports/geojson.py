"""GeoJSON (RFC 7946) of a brief: areas, drop zones, the median path, the pad, what was observed.

Longitude, latitude in degrees on WGS 84, height in metres; each property names its unit. Rings turn
anticlockwise, and what crosses the antimeridian is cut there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from launchwatch.brief.exports.antimeridian import split_line, split_ring
from launchwatch.brief.exports.things import Shape, median_path, shapes, told


def export_geojson(brief: Mapping[str, Any]) -> str:
    """The map of a brief as one feature collection."""
    features = [_feature(shape) for shape in shapes(brief)]
    path = median_path(brief)
    if len(path) > 1:
        features.append(_path(path))
    collection = {
        "type": "FeatureCollection",
        "title": told(brief.get("title")),
        "as_of": told(brief.get("as_of")),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _feature(shape: Shape) -> dict[str, Any]:
    properties = {"kind": shape.kind, "name": shape.name, "text": shape.text, **shape.properties}
    if not shape.ring:
        lat, lon = shape.places[0]
        return _made({"type": "Point", "coordinates": [lon, lat]}, properties)
    polygons = split_ring(shape.places)
    if len(polygons) == 1:
        return _made({"type": "Polygon", "coordinates": polygons[0]}, properties)
    return _made({"type": "MultiPolygon", "coordinates": polygons}, properties)


def _path(path: list[tuple[float, float, float, float]]) -> dict[str, Any]:
    """The median path on the ground; heights and times go along as properties."""
    lines = split_line([[lat, lon] for lat, lon, _, _ in path])
    properties = {
        "kind": "path",
        "name": "median ground track",
        "text": "seconds_after_lift_off and height_m hold one value for each point as flown, before any cut",
        "seconds_after_lift_off": [t for _, _, _, t in path],
        "height_m": [h for _, _, h, _ in path],
    }
    if len(lines) == 1:
        return _made({"type": "LineString", "coordinates": lines[0]}, properties)
    return _made({"type": "MultiLineString", "coordinates": lines}, properties)


def _made(geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}
