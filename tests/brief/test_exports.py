"""The brief in the formats of others: read back equal, valid, and safe."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import made_brief
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.brief.exports import export_czml, export_geojson, export_kml
from launchwatch.brief.exports.antimeridian import split_line, split_ring, unrolled

WHOLE = made_brief.malligyong()
KML = "{http://www.opengis.net/kml/2.2}"

LATITUDE = st.floats(-90.0, 90.0)
LONGITUDE = st.floats(-180.0, 180.0)
ROW = st.tuples(LATITUDE, LONGITUDE).map(list)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@st.composite
def local_rings(draw: st.DrawFn) -> list[list[float]]:
    """A ring that is star-shaped about a place away from antimeridian and poles."""
    lat, lon = draw(st.floats(-60.0, 60.0)), draw(st.floats(-150.0, 150.0))
    radii = draw(st.lists(st.floats(0.1, 10.0), min_size=3, max_size=12))
    turns = [2.0 * math.pi * k / len(radii) for k in range(len(radii))]
    ring = [[lat + r * math.cos(t), lon + r * math.sin(t)] for r, t in zip(radii, turns, strict=True)]
    return [*ring, ring[0]]


@st.composite
def briefs(draw: st.DrawFn) -> dict[str, Any]:
    """A brief whose map holds any texts, places and rings."""
    times = sorted(draw(st.sets(st.integers(0, 3000), min_size=2, max_size=8)))
    lon = st.floats(-100.0, 100.0).map(lambda x: x * 0.8)
    path = [[draw(LATITUDE), draw(lon), draw(st.floats(0.0, 1e6)), float(t)] for t in times]
    spots = st.fixed_dictionaries({"lat": LATITUDE, "lon": LONGITUDE, "name": TEXT})
    areas = st.fixed_dictionaries(
        {
            "label": TEXT,
            "role": TEXT,
            "attempt": st.just("this"),
            "exact": st.booleans(),
            "text": TEXT,
            "ring": local_rings(),
        }
    )
    return {
        "title": draw(TEXT),
        "as_of": "2023-11-21T12:00:00Z",
        "map": {
            "site": draw(spots),
            "places": draw(st.lists(spots, max_size=2)),
            "areas": draw(st.lists(areas, max_size=3)),
            "track": {"median": path},
            "drop_zones": [
                {"piece": draw(TEXT), "ring50": draw(local_rings()), "ring95": draw(local_rings())}
            ],
            "observed": [],
        },
    }


def same_ring(found: list[list[float]], ring: list[list[float]]) -> bool:
    """Whether lon-lat places are those of a lat-lon ring, in either sense, to the last bit."""
    turned = [[row[1], row[0]] for row in ring]
    return found in (turned, turned[::-1])


# --- GeoJSON -----------------------------------------------------------------------------------------


@given(briefs())
@settings(max_examples=40)
def test_geojson_reads_back_equal(brief: dict[str, Any]) -> None:
    found = json.loads(export_geojson(brief))
    assert found["type"] == "FeatureCollection"
    by_kind: dict[str, list[Any]] = {}
    for feature in found["features"]:
        assert set(feature) == {"type", "properties", "geometry"}
        by_kind.setdefault(feature["properties"]["kind"], []).append(feature)
    areas = brief["map"]["areas"]
    assert len(by_kind.get("area", [])) == len(areas)
    for feature, area in zip(by_kind.get("area", []), areas, strict=True):
        assert same_ring(feature["geometry"]["coordinates"][0], area["ring"])
        assert (
            feature["properties"]["label"] == area["label"]
            and feature["properties"]["exact"] == area["exact"]
        )
    site = brief["map"]["site"]
    assert by_kind["site"][0]["geometry"]["coordinates"] == [site["lon"], site["lat"]]
    path = brief["map"]["track"]["median"]
    flown = by_kind["path"][0]
    if flown["geometry"]["type"] == "LineString":
        assert flown["geometry"]["coordinates"] == [[row[1], row[0]] for row in path]
    assert flown["properties"]["height_m"] == [row[2] for row in path]
    assert flown["properties"]["seconds_after_lift_off"] == [row[3] for row in path]


def area_of(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2.0


@given(local_rings(), st.floats(-180.0, 180.0))
@settings(max_examples=60)
def test_a_ring_keeps_its_size_wherever_it_is_cut(ring: list[list[float]], turn: float) -> None:
    turned = [[lat, (lon + turn + 180.0) % 360.0 - 180.0] for lat, lon in ring]
    polygons = split_ring(turned)
    for polygon in polygons:
        for at in polygon[0]:
            assert -180.0 <= at[0] <= 180.0 and -90.0 <= at[1] <= 90.0
        assert polygon[0][0] == polygon[0][-1] and area_of(polygon[0]) >= 0.0
    whole = abs(area_of([[row[1], row[0]] for row in ring]))
    assert sum(area_of(p[0]) for p in polygons) == pytest.approx(whole, rel=1e-6, abs=1e-9)


def test_a_ring_over_the_antimeridian_is_cut_in_two_there() -> None:
    polygons = split_ring([[10.0, 175.0], [10.0, -175.0], [0.0, -175.0], [0.0, 175.0], [10.0, 175.0]])
    assert sorted(area_of(p[0]) for p in polygons) == pytest.approx([50.0, 50.0])
    assert {abs(at[0]) for p in polygons for at in p[0]} == {175.0, 180.0}


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_ring_about_a_pole_runs_up_to_it(sign: float) -> None:
    ring = [[sign * 80.0, lon] for lon in range(-180, 181, 30)]
    polygons = split_ring([[lat, (lon + 7.0 + 180.0) % 360.0 - 180.0] for lat, lon in ring])
    assert sum(area_of(p[0]) for p in polygons) == pytest.approx(3600.0)
    assert any(at[1] == sign * 90.0 for p in polygons for at in p[0])


@given(st.lists(ROW, min_size=2, max_size=12))
def test_a_line_is_cut_only_at_the_antimeridian(rows: list[list[float]]) -> None:
    lines = split_line(rows)
    for line in lines:
        for a, b in pairwise(line):
            assert abs(a[0]) <= 180.0 and abs(b[0] - a[0]) <= 180.0
    for before, after in pairwise(lines):
        assert (before[-1][0] == -after[0][0] and before[-1][1] == after[0][1]) or before[-1] == after[0]
    given_places = {(row[1], row[0]) for row in rows}
    assert all(tuple(at) in given_places or abs(at[0]) == 180.0 for line in lines for at in line)


def test_a_line_that_begins_on_the_antimeridian_leaves_from_the_side_it_goes_to() -> None:
    assert split_line([[0.0, 180.0], [0.0, -1.0]]) == [[[-180.0, 0.0], [-1.0, 0.0]]]
    assert split_line([[0.0, -180.0], [0.0, 5.0]]) == [[[180.0, 0.0], [5.0, 0.0]]]
    assert split_line([[0.0, 180.0], [0.0, 20.0]]) == [[[180.0, 0.0], [20.0, 0.0]]]


def test_longitudes_are_unrolled_without_jumps() -> None:
    assert unrolled([170.0, -170.0, -150.0, 170.0]) == [170.0, 190.0, 210.0, 170.0]
    assert unrolled([]) == []


def test_a_path_over_the_antimeridian_is_a_multilinestring() -> None:
    over = json.loads(export_geojson(made_brief.moved(WHOLE, -10.0, 55.1)))
    [path] = [f for f in over["features"] if f["properties"]["kind"] == "path"]
    assert path["geometry"]["type"] == "MultiLineString"
    zones = [f for f in over["features"] if f["properties"]["kind"] == "drop zone"]
    assert all(f["geometry"]["type"] in ("Polygon", "MultiPolygon") for f in zones)


def test_an_area_over_the_antimeridian_is_a_multipolygon() -> None:
    ring = [[10.0, 175.0], [10.0, -175.0], [0.0, -175.0], [0.0, 175.0], [10.0, 175.0]]
    [area] = json.loads(export_geojson({"map": {"areas": [{"label": "A", "ring": ring}]}}))["features"]
    assert area["geometry"]["type"] == "MultiPolygon" and len(area["geometry"]["coordinates"]) == 2
    assert area["properties"] == {
        "kind": "area", "name": "A", "text": "", "label": "A", "role": "", "attempt": "", "exact": False,
    }  # fmt: skip


def test_geojson_names_units_and_holds_everything_on_the_map() -> None:
    found = json.loads(export_geojson(WHOLE))["features"]
    kinds = [f["properties"]["kind"] for f in found]
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "site": 1, "place": 8, "observed": 2, "area": 4, "drop zone": 6, "path": 1,
    }  # fmt: skip
    assert next(f for f in found if f["properties"]["kind"] == "observed")["properties"]["sigma_km"] == 60.0
    shares = {f["properties"]["share_percent"] for f in found if f["properties"]["kind"] == "drop zone"}
    assert shares == {50, 95}


# --- KML ---------------------------------------------------------------------------------------------

ORDER = ["name", "description", "styleUrl", "Polygon", "LineString", "Point"]  # of a Placemark, by the schema


def places_of(node: ElementTree.Element) -> list[list[float]]:
    text = node.find(f".//{KML}coordinates")
    assert text is not None and text.text is not None
    return [[float(v) for v in row.split(",")] for row in text.text.split()]


@given(briefs())
@settings(max_examples=40)
def test_kml_reads_back_equal(brief: dict[str, Any]) -> None:
    root = ElementTree.fromstring(export_kml(brief))
    marks = {m.get("id"): m for m in root.iter(f"{KML}Placemark")}
    for k, area in enumerate(brief["map"]["areas"]):
        assert places_of(marks[f"area-{k}"]) == [[lon, lat, 0.0] for lat, lon in area["ring"]]
    path = brief["map"]["track"]["median"]
    assert places_of(marks["path"]) == [[lon, lat, height] for lat, lon, height, _ in path]
    site = brief["map"]["site"]
    assert places_of(marks["site"]) == [[site["lon"], site["lat"], 0.0]]
    printable = re.fullmatch("[\x20-\ud7ff\ue000-\ufffd]*", site["name"])
    if site["name"] and printable:
        name = marks["site"].find(f"{KML}name")
        assert name is not None and name.text == site["name"]


def test_kml_keeps_the_order_of_the_schema() -> None:
    root = ElementTree.fromstring(export_kml(WHOLE))
    assert root.tag == f"{KML}kml"
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for mark in root.iter(f"{KML}Placemark"):
        tags = [child.tag.removeprefix(KML) for child in mark]
        assert tags == sorted(tags, key=ORDER.index)
        url = mark.find(f"{KML}styleUrl")
        assert url is None or (url.text or "")[1:] in ids
    for ring in root.iter(f"{KML}LinearRing"):
        places = places_of(ring)
        assert places[0] == places[-1] and len(places) >= 4
    [path] = [m for m in root.iter(f"{KML}Placemark") if m.get("id") == "path"]
    assert path.find(f".//{KML}altitudeMode").text == "absolute"  # type: ignore[union-attr]
    assert max(at[2] for at in places_of(path)) > 400e3


def test_kml_escapes_what_it_is_given() -> None:
    poisoned = {
        "title": "</name><script>&\x00\x0b\ud7ff",
        "map": {"site": {"lat": 1.0, "lon": 2.0, "name": "]]>&<"}},
    }
    text = export_kml(poisoned)
    root = ElementTree.fromstring(text)
    assert not list(root.iter("script")) and "\x00" not in text
    assert root.find(f".//{KML}Placemark/{KML}name").text == "]]>&<"  # type: ignore[union-attr]


# --- CZML --------------------------------------------------------------------------------------------


@given(briefs())
@settings(max_examples=40)
def test_czml_reads_back_equal(brief: dict[str, Any]) -> None:
    packets = json.loads(export_czml(brief))
    assert packets[0]["id"] == "document" and packets[0]["version"] == "1.0"
    by_id = {p["id"]: p for p in packets}
    assert len(by_id) == len(packets)
    flat = by_id["flight"]["position"]["cartographicDegrees"]
    rows = [flat[k : k + 4] for k in range(0, len(flat), 4)]
    assert rows == [[t, lon, lat, height] for lat, lon, height, t in brief["map"]["track"]["median"]]
    for k, area in enumerate(brief["map"]["areas"]):
        positions = by_id[f"area-{k}"]["polygon"]["positions"]["cartographicDegrees"]
        pairs = [[positions[i + 1], positions[i]] for i in range(0, len(positions), 3)]
        assert pairs == area["ring"][:-1]


def test_the_clock_of_czml_starts_at_the_median_lift_off() -> None:
    document, flight, *_ = json.loads(export_czml(WHOLE))
    assert flight["position"]["epoch"] == "2023-11-21T13:42:28Z"
    begin, end = (datetime.fromisoformat(t) for t in document["clock"]["interval"].split("/"))
    assert begin == datetime(2023, 11, 21, 13, 42, 28, tzinfo=UTC) and end - begin == timedelta(seconds=705)
    assert flight["availability"] == document["clock"]["interval"]
    assert "starts at the median lift-off, 21 Nov 2023 13:42:28 UTC" in document["description"]


def test_an_unknown_lift_off_makes_a_clock_that_says_it_is_relative() -> None:
    open_window = {**WHOLE, "timeline": []}
    document, flight, *_ = json.loads(export_czml(open_window))
    assert flight["position"]["epoch"] == "2023-11-21T15:00:00Z"
    assert "the clock is relative to it, set to the opening of the window" in document["description"]
    document, flight, *_ = json.loads(export_czml({**open_window, "windows": [{"begin": "soon"}]}))
    assert flight["position"]["epoch"] == "2000-01-01T12:00:00Z"
    assert "its date means nothing" in document["description"]


# --- all ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("export", [export_geojson, export_kml, export_czml])
def test_an_empty_brief_gives_an_empty_file_of_the_format(export: Any) -> None:
    for brief in (
        {},
        {"map": None},
        {"map": {"track": None, "areas": [{"ring": [[1.0, 2.0]]}], "observed": [{}]}},
    ):
        text = export(brief)
        assert "area-0" not in text and "None" not in text and "NaN" not in text
        assert text.startswith("<?xml") or json.loads(text)


@pytest.mark.parametrize("export", [export_geojson, export_kml, export_czml])
def test_one_brief_gives_one_file_to_the_byte(export: Any) -> None:
    assert export(WHOLE) == export(json.loads(json.dumps(WHOLE)))


def test_steps_of_the_path_that_go_back_in_time_are_left_out() -> None:
    rows = [[1.0, 2.0, 0.0, 0.0], [1.5, 2.0, 9.0, 10.0], [1.6, 2.0, 9.5, 10.0], [2.0, 2.0, None, 20.0]]
    flight = json.loads(export_czml({"map": {"track": {"median": rows}}}))[1]
    assert flight["position"]["cartographicDegrees"] == [0.0, 2.0, 1.0, 0.0, 10.0, 2.0, 1.5, 9.0]
