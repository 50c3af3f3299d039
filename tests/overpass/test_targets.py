"""Places and areas: what is read, what is refused, and looks at areas."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from launchwatch.errors import InputError
from launchwatch.orbit import read_elements
from launchwatch.overpass import (
    Looks,
    find_looks,
    grid,
    looks_of_targets,
    numbered,
    read_places,
    revisit,
    revisit_of_targets,
    stream_looks,
    stream_of_targets,
)

FIRST = read_elements(
    """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""
)[0]
BEGIN = datetime(2024, 6, 9, tzinfo=UTC)
DAY = BEGIN, BEGIN + timedelta(days=1)
BOX = [[140.0, 42.0], [146.0, 42.0], [146.0, 45.0], [140.0, 45.0], [140.0, 42.0]]


def feature(kind: str, coordinates: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, **more}


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def test_csv_is_read_by_its_header() -> None:
    text = "\n".join(
        ("Latitude, Longitude ,place,altitude", "1.5,2.5,A,300", "", "# a remark", '-3,-179.5,"B, C",', "5,6")
    )
    got = read_places(text)
    assert got.names == ("A", "B, C", "5 6") and not got.areas
    assert [(p.latitude_deg, p.longitude_deg, p.height_m) for p in got.cells] == [
        (1.5, 2.5, 300.0), (-3.0, -179.5, 0.0), (5.0, 6.0, 0.0),
    ]  # fmt: skip


def test_geojson_has_points_and_polygons() -> None:
    text = collection(
        feature("Point", [144.79, 13.44, 100.0], properties={"name": "Guam"}),
        feature("MultiPoint", [[1, 2], [3, 4]], id=7),
        feature("Polygon", [BOX], properties={"name": "box"}),
        feature("Point", [1, 1], properties="none"),
    )
    got = read_places(text, spacing_m=100e3)
    assert got.names == ("Guam", "7", "box", "4") and got.areas
    assert got.cells[0].height_m == 100.0
    assert [p.name for p in got.cells[1:3]] == ["7", "7"]
    inside = [p for p in got.cells if p.name == "box"]
    assert all(42.0 < p.latitude_deg < 45.0 and 140.0 < p.longitude_deg < 146.0 for p in inside)
    assert [one.name for one in got.middles] == list(got.names)
    bare = read_places(json.dumps({"type": "Point", "coordinates": [5, 6]}))
    assert bare.names == ("1",) and bare.cells[0].longitude_deg == 5.0


def test_cells_stand_for_equal_ground() -> None:
    """The area by pyproj over the count of cells is the square of the spacing, and no cell is left alone."""
    text = json.dumps({"type": "Polygon", "coordinates": [BOX]})
    got = read_places(text, spacing_m=20e3)
    area = abs(Geod(ellps="WGS84").geometry_area_perimeter(shapely.Polygon(BOX))[0])
    assert math.sqrt(area / len(got.cells)) == pytest.approx(20e3, rel=0.03)
    small = read_places(text, spacing_m=5000e3)
    assert len(small.cells) == 1 and not small.areas
    tiny = {"type": "Polygon", "coordinates": [[[0, 0], [0.01, 0], [0, 0.01], [0, 0]]]}
    (one,) = read_places(json.dumps(tiny)).cells
    assert shapely.Polygon(tiny["coordinates"][0]).contains(
        shapely.Point(one.longitude_deg, one.latitude_deg)
    )


def test_an_area_may_cross_the_antimeridian() -> None:
    ring = [[178.0, -5.0], [182.0, -5.0], [182.0, 5.0], [178.0, 5.0], [178.0, -5.0]]
    got = read_places(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    assert {p.longitude_deg > 0.0 for p in got.cells} == {True, False}
    assert all(abs(p.longitude_deg) > 177.9 for p in got.cells)


@pytest.mark.parametrize("spacing", [1000e3, 400e3])
def test_a_grid_covers_the_earth_evenly(spacing: float) -> None:
    got = grid(spacing)
    assert len(got.names) == pytest.approx(4.0 * math.pi * 6378137.0**2 / spacing**2, rel=0.02)
    lat = np.radians([p.latitude_deg for p in got.cells])
    lon = np.radians([p.longitude_deg for p in got.cells])
    middle = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]).mean(axis=1)
    assert np.abs(middle).max() < 0.01


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "names no lat and lon"),
        ("name,lat,lon\n", "no place in it"),
        ("a,b\n1,2\n", "names no lat and lon"),
        ("name,lat,lon\nA,x,2\n", "line 2: lat is 'x'"),
        ("name,lat,lon\nA,nan,2\n", "lat is 'nan'"),
        ("name,lat,lon\nA,1\n", "line 2: lon is None"),
        ("name,lat,lon\nA,1,2\nB,95,2\n", "line 3: .*95"),
        ("name,lat,lon,height_m\nA,1,2,1e9\n", "height_m is 1e\\+09"),
        ('name,lat,lon\n"' + "x" * 200_000 + '",1,2\n', "no CSV"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "no feature"),
        ('{"type":"FeatureCollection"}', "no features"),
        (collection(3), "feature 1: this is no feature"),
        (collection(feature("LineString", [[0, 0], [1, 1]])), "'LineString'.*points and polygons"),
        (collection({"type": "Feature", "geometry": None}), "geometry None"),
        (collection(feature("Point", [1])), "longitude and latitude"),
        (collection(feature("Point", [True, 2])), "longitude is True"),
        (collection(feature("MultiPoint", 5)), "'MultiPoint'"),
        (collection(feature("Polygon", [[[0, 0], [1, "x"]]])), "cannot be read"),
        (collection(feature("Polygon", [])), "none on the Earth"),
        (collection(feature("Polygon", [[[0, 0], [0, 95], [5, 95], [0, 0]]])), "none on the Earth"),
        (collection(feature("Polygon", [[[0, 0], [4, 4], [0, 4], [4, 0], [0, 0]]])), "none on the Earth"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_places(text)


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(InputError, match="5,000,000 cells"):
        grid(3e3)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_nothing_but_our_own_errors_come_out(text: str) -> None:
    try:
        read_places(text)
    except InputError as error:
        assert str(error)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(["type", "features", "geometry", "coordinates", "properties"]),
                        inner | st.sampled_from(["Feature", "FeatureCollection", "Polygon", "Point"]),
                        max_size=4), max_leaves=12))  # fmt: skip
def test_no_json_comes_through_but_places(value: Any) -> None:
    try:
        got = read_places(json.dumps(value if isinstance(value, dict | list) else [value]))
    except InputError:
        return
    assert len(got.cells) >= len(got.names) >= 1


def areas() -> Any:
    return read_places(
        collection(
            feature("Polygon", [BOX], properties={"name": "box"}),
            feature("Point", [144.79, 13.44], properties={"name": "Guam"}),
        ),
        spacing_m=150e3,
    )


def test_looks_at_the_cells_of_an_area_that_overlap_are_one() -> None:
    targets = areas()
    sats = [FIRST, replace(FIRST, raan_deg=130.0)]
    cells = find_looks(sats, targets.cells, *DAY)
    whole = looks_of_targets(cells, targets)
    assert (np.diff(whole.rise) >= 0.0).all() and set(whole.place.tolist()) == {0, 1}
    for n in range(len(whole)):
        mine = (targets.of[cells.place] == whole.place[n]) & (cells.satellite == whole.satellite[n])
        mine &= (cells.rise <= whole.set[n]) & (cells.set >= whole.rise[n])
        part = cells.take(mine)
        assert whole.rise[n] == part.rise.min() and whole.set[n] == part.set.max()
        assert whole.max_elevation_deg[n] == part.max_elevation_deg.max()
        assert whole.min_off_nadir_deg[n] == part.min_off_nadir_deg.min()
    # nothing is left over, and no two of one satellite and target overlap
    assert sum(whole.place == 1) == sum(targets.of[cells.place] == 1)
    for k in (0, 1):
        mine = whole.take((whole.satellite == k) & (whole.place == 0))
        assert (mine.rise[1:] > mine.set[:-1]).all()
    assert len(looks_of_targets(cells.take(slice(0, 0)), targets)) == 0


def test_a_stream_of_areas_is_the_table_in_other_order() -> None:
    targets = areas()
    sats = [replace(FIRST, raan_deg=40.0 * k) for k in range(4)]
    truth = looks_of_targets(find_looks(sats, targets.cells, *DAY), targets)
    parts = find_looks(sats, targets.cells, *DAY)
    parts = parts.take(np.lexsort((parts.rise, parts.place, parts.satellite)))
    for size in (7, 50, 10_000):
        blocks = [parts.take(slice(k, k + size)) for k in range(0, len(parts), size)]
        got = Looks.joined(BEGIN, list(stream_of_targets([*blocks, parts.take(slice(0, 0))], targets)))
        assert sorted(got.rise.tolist()) == sorted(truth.rise.tolist())
        assert sorted(got.set.tolist()) == sorted(truth.set.tolist())
    points = read_places("name,lat,lon\nGuam,13.44,144.79\n")
    blocks = list(stream_of_targets(stream_looks(sats, points.cells, *DAY), points))
    assert sum(map(len, blocks)) == len(find_looks(sats, points.cells, *DAY))


def test_revisit_of_an_area_is_the_mean_of_its_cells() -> None:
    targets = areas()
    seen = revisit([FIRST], targets.cells, *DAY, min_elevation_deg=25.0)
    box, guam = revisit_of_targets(seen, targets)
    count = len(targets.cells) - 1
    assert box["place"] == "box" and box["cells"] == count and guam["cells"] == 1
    assert box["looks"] == pytest.approx(seen.looks[:count].mean())
    assert box["seen"] == pytest.approx((seen.looks[:count] > 0).mean()) and 0.0 < box["seen"] <= 1.0
    assert box["longest_gap_s"] == seen.longest_gap_s[:count].max()
    never = revisit([replace(FIRST, inclination_deg=5.0)], targets.cells, *DAY)
    assert revisit_of_targets(never, targets)[0]["mean_gap_s"] is None


def test_names_are_told_apart() -> None:
    assert numbered(["A", "B", "A", "A"]) == ["A", "B", "A (2)", "A (3)"]
