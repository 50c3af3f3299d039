"""`hazard.geojson`: a map other tools open, cut at the antimeridian, its sizes told in the brief."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest
import shapely
from tiny_cases import WINDOW, view_of

from launchwatch.brief.exports.antimeridian import split_ring
from launchwatch.brief.hazard import hazard_answers
from launchwatch.evidence import weigh


@cache
def told() -> tuple[dict[str, Any], dict[str, Any]]:
    view = view_of(WINDOW, as_of="2000-01-20T00:00Z")
    shares = {"stage 1": 0.4, "stage 2": 0.4, "upper stages": 0.2}
    summary, text = hazard_answers(weigh(view, 0.7, shares, flights=256, seed=1), view)
    return summary, json.loads(text)


def test_levels_lie_one_inside_the_other_and_hold_ever_fewer_bodies() -> None:
    areas = told()[0]["areas"]
    assert [row["per_km2"] for row in areas] == sorted((row["per_km2"] for row in areas), reverse=True)
    sizes, held = [row["area_km2"] for row in areas], [row["bodies"] for row in areas]
    assert sizes == sorted(sizes) and held == sorted(held)
    expected = sum(body["expected"] for body in told()[0]["bodies"])
    assert 0.5 * expected < held[-1] <= expected


def test_every_feature_is_a_valid_shape_on_the_globe() -> None:
    features = told()[1]["features"]
    kinds = {feature["properties"]["kind"] for feature in features}
    assert kinds == {"hazard area", "dispersion"}
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        west, south, east, north = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
        assert -180.0 <= west <= east <= 180.0 and -90.0 <= south <= north <= 90.0
        assert all(ring.is_ccw for part in shape.geoms for ring in [part.exterior])
        assert not any(hole.is_ccw for part in shape.geoms for hole in part.interiors)


def test_the_area_on_the_globe_is_the_area_that_is_told() -> None:
    """Within 5 %: equal-area cylinder against cells along the great circle."""
    for feature in told()[1]["features"]:
        size = feature["properties"].get("area_km2", 0.0)
        if size < 1e4:
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        flat = shapely.transform(
            shapely.segmentize(shape, 0.1),
            lambda at: np.column_stack(
                [6371.0 * np.radians(at[:, 0]), 6371.0 * np.sin(np.radians(at[:, 1]))]
            ),
        )
        assert flat.area == pytest.approx(size, rel=0.05)


def test_a_hole_stays_a_hole_on_both_sides_of_the_antimeridian() -> None:
    outer = [[0.0, 170.0], [0.0, -170.0], [20.0, -170.0], [20.0, 170.0], [0.0, 170.0]]
    hole = [[5.0, -179.0], [10.0, -179.0], [10.0, -175.0], [5.0, -175.0], [5.0, -179.0]]
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in split_ring(outer, [hole])]
    assert sum(part.area for part in parts) == pytest.approx(20.0 * 20.0 - 5.0 * 4.0)
    near = split_ring(
        [[0.0, 0.0], [0.0, 9.0], [9.0, 9.0], [9.0, 0.0], [0.0, 0.0]], [[[1, 1], [1, 2], [2, 2], [1, 1]]]
    )
    assert shapely.Polygon(near[0][0], near[0][1:]).area == pytest.approx(81.0 - 0.5)
