"""GeoJSON (RFC 7946) of warnings: each area with its notice, windows, and the probabilities of its roles.

Longitude, latitude in degrees on WGS 84. Rings turn anticlockwise, and what crosses the antimeridian is cut
there. Properties are those of the JSON of `launchwatch notice`; distances in metres.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from launchwatch.brief.exports.antimeridian import split_ring

Rings = Sequence[Sequence[Sequence[Sequence[float]] | None]]


def export_warnings(answer: Mapping[str, Any], rings: Rings) -> str:
    """Warnings as one feature collection.

    Parameters
    ----------
    answer:
        The JSON of `launchwatch notice`.
    rings:
        For each notice and area the corners (latitude, longitude); None for an area without extent.
    """
    features = [
        _feature(notice, area, k, ring)
        for notice, of in zip(answer["notices"], rings, strict=True)
        for k, (area, ring) in enumerate(zip(notice["areas"], of, strict=True))
        if ring is not None
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def likeliest(role: Mapping[str, float]) -> str:
    """The role with the highest probability; "" where none is known."""
    return max(role, key=lambda name: role[name]) if role else ""


def _feature(
    notice: Mapping[str, Any], area: Mapping[str, Any], k: int, ring: Sequence[Sequence[float]]
) -> dict[str, Any]:
    closed = [[float(lat), float(lon)] for lat, lon in ring]
    if closed[0] != closed[-1]:
        closed.append(closed[0])
    polygons = split_ring(closed)
    geometry = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    label = area["label"] or str(k + 1)
    properties = {
        "notice": notice["id"],
        "file": notice["file"],
        "issued": notice["issued"],
        "label": area["label"],
        "kind": area["kind"],
        "center": area["center"],
        "radius_m": area["radius_m"],
        "windows": area["windows"],
        "likely_role": likeliest(area["role"]),
        "role": area["role"],
        "p_orbital_launch": notice["p_orbital_launch"],
    }
    who = notice["id"] or notice["file"] or "notice"
    return {"type": "Feature", "id": f"{who} {label}", "properties": properties, "geometry": geometry}
