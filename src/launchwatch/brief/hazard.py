"""Hazard areas of a brief: `hazard.geojson`, and their sizes for `brief.json`.

Longitude, latitude in degrees on WGS 84; probabilities per km2, areas in km2. Before the flight they hold for
the attempt as announced; after it they tell where things are likely to lie.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from launchwatch.brief.exports.antimeridian import split_ring
from launchwatch.evidence import LEVELS, dispersion, falls, hazard_map

if TYPE_CHECKING:
    from launchwatch.case import CaseView
    from launchwatch.ensemble import Floats
    from launchwatch.evidence import Falls, HazardMap, Weighed

Json = dict[str, Any]
SIGMAS: Final = (1.0, 2.0, 3.0)
DRAWN: Final = (1e-6, 1e-7)
"""Levels that the map of the brief shows."""
FEW: Final = 30
"""No ellipse about fewer points."""
DIGITS: Final = 4  # of degrees: ten metres
NOTE: Final = (
    "bodies per km2, of all that planned flights drop and failing ones bring down, by weight of the flights; "
    "a group of debris counts as one body. Within 20 % to two sigma of a drop zone, a factor of two at three."
)


def hazard_answers(w: Weighed, view: CaseView) -> tuple[Json, str]:
    """What `brief.json` tells of hazard areas, and the text of `hazard.geojson`."""
    bodies = falls(w)
    found = hazard_map(bodies, view.pad.lat_deg, view.pad.lon_deg)
    levels = [_level(found, level) for level in LEVELS] if found is not None else []
    features = [_area(found, row) for row in reversed(levels)] if found is not None else []
    for body in bodies:
        if body.planned and len(body.expected) >= FEW:
            features += _ellipses(body)
    collection = {
        "type": "FeatureCollection",
        "title": view.title,
        "as_of": view.as_of.replace(tzinfo=None).isoformat(timespec="seconds") + "Z",
        "note": NOTE,
        "features": features,
    }
    told = {
        "text": NOTE,
        "areas": levels,
        "outlines": [] if found is None else [_outline(found, level) for level in DRAWN],
        "bodies": [
            {"body": b.body, "planned": b.planned, "expected": float(b.expected.sum())} for b in bodies
        ],
    }
    return told, json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _level(found: HazardMap, level: float) -> Json:
    area, held = found.above(level)
    return {"per_km2": level, "area_km2": area, "bodies": held}


def _outline(found: HazardMap, level: float) -> Json:
    """The outlines of a level for the map, latitude and longitude in degrees."""
    rings = [ring for rings in found.outlines(level) for ring in rings]
    return {"per_km2": level, "rings": [np.round(ring, DIGITS).tolist() for ring in rings]}


def _area(found: HazardMap, row: Json) -> Json:
    polygons = [part for rings in found.outlines(row["per_km2"]) for part in _polygon(rings)]
    return {
        "type": "Feature",
        "properties": {
            "kind": "hazard area",
            "name": f"{row['per_km2']:.0e} per km2 or more",
            "probability_per_km2": row["per_km2"],
            "area_km2": row["area_km2"],
            "bodies_expected": row["bodies"],
        },
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _ellipses(body: Falls) -> list[Json]:
    return [
        {
            "type": "Feature",
            "properties": {"kind": "dispersion", "name": f"{body.body}, {sigma:.0f} sigma", "sigma": sigma},
            "geometry": {"type": "MultiPolygon", "coordinates": _polygon([ring])},
        }
        for sigma, ring in zip(SIGMAS, dispersion(body, SIGMAS), strict=True)
    ]


def _polygon(rings: list[Floats]) -> list[list[list[list[float]]]]:
    """A polygon, the outer ring first, as polygons that do not cross the antimeridian."""
    closed = [[[round(float(x), DIGITS) for x in at] for at in ring] for ring in rings]
    return split_ring(closed[0], closed[1:])
