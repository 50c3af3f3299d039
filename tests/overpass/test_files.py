"""What is written: JSON, CSV, Parquet, calendar, footprints, CZML, timeline; and the clouds that are read."""

from __future__ import annotations

import csv
import io
import json
import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest
import shapely
from pyproj import Geod

from launchwatch.errors import InputError
from launchwatch.orbit import Place, read_elements
from launchwatch.overpass import (
    Camera,
    Looks,
    clear_sky,
    find_looks,
    looks_csv,
    looks_czml,
    looks_geojson,
    looks_ics,
    looks_json,
    looks_svg,
    read_clouds,
    stream_looks,
    stream_to_file,
)
from launchwatch.overpass.footprints import below, geometry

FIRST = read_elements(
    """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""
)[0]
SATELLITES = [FIRST, replace(FIRST, name="", identifier="123456789", raan_deg=130.0)]
NAMES = ["MALLIGYONG-1", "123456789"]
PLACES = [
    Place("Guam, south; harbour", 13.44, 144.79),
    Place("Anadyr", 64.73, 179.9),
    Place("pole", 89.9, 0.0),
]
WHERE = [one.name for one in PLACES]
BEGIN = datetime(2024, 6, 9, 1, 30, tzinfo=UTC)
END = BEGIN + timedelta(days=1)
EYE = Camera(focal_length_m=1.0, pixel_m=7e-6, pixels=40_000, max_off_nadir_deg=45.0)
WGS84 = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def looks() -> Looks:
    return find_looks(SATELLITES, PLACES, BEGIN, END)


@pytest.fixture(scope="module")
def images() -> Looks:
    return find_looks(SATELLITES, PLACES, BEGIN, END, min_elevation_deg=0.0, camera=EYE)


def test_json_is_the_contract(looks: Looks, images: Looks) -> None:
    rows = looks_json(looks, NAMES, WHERE)
    assert len(rows) == len(looks) > 10
    assert list(rows[0]) == [
        "satellite", "place", "rise", "culmination", "set", "max_elevation_deg", "min_off_nadir_deg",
        "gsd_m", "sun_elevation_deg", "cut",
    ]  # fmt: skip
    for k, row in enumerate(rows):
        assert row["gsd_m"] is None and row["satellite"] in NAMES and row["place"] in WHERE
        rise = datetime.fromisoformat(row["rise"])
        assert row["rise"].endswith("Z") and len(row["rise"]) == 24
        assert abs((rise - BEGIN).total_seconds() - looks.rise[k]) <= 0.000501
        assert row["rise"] < row["culmination"] < row["set"]
    assert all(row["gsd_m"] > 3.0 for row in looks_json(images, NAMES, WHERE))
    told = looks_json(looks, NAMES, WHERE, np.full(len(looks), math.nan))
    assert told[0]["p_clear"] is None
    json.dumps(rows, allow_nan=False)


def test_a_csv_of_all_and_a_streamed_one_say_the_same(looks: Looks, tmp_path: Path) -> None:
    clear = np.linspace(0.0, 1.0, len(looks))
    rows = list(csv.DictReader(io.StringIO(looks_csv(looks, NAMES, WHERE, clear))))
    path = tmp_path / "new" / "looks.csv"
    assert stream_to_file([looks], path, NAMES, WHERE, lambda block: clear) == len(looks)
    again = list(csv.DictReader(io.StringIO(path.read_text())))
    assert len(rows) == len(again) == len(looks)
    for one, other in zip(rows, again, strict=True):
        assert list(one) == list(other)
        for key, value in one.items():
            try:
                number = float(value)
            except ValueError:
                assert value == other[key]
            else:
                assert float(other[key]) == pytest.approx(number, abs=0.0101 if key == "p_clear" else 1e-9)
    assert rows[0]["gsd_m"] == "" and rows[0]["place"] in WHERE
    assert [one.name for one in tmp_path.rglob("*.part")] == []


def test_parquet_has_times_and_every_look(looks: Looks, tmp_path: Path) -> None:
    path = tmp_path / "looks.parquet"
    blocks = stream_looks(SATELLITES, PLACES, BEGIN, END)
    assert stream_to_file(blocks, path, NAMES, WHERE) == len(looks)
    table = pyarrow.parquet.read_table(path)
    assert table.num_rows == len(looks) and "p_clear" not in table.column_names
    first = min(table.column("rise").to_pylist())
    assert abs((first - BEGIN).total_seconds() - looks.rise.min()) < 0.001
    assert table.column("gsd_m").null_count == len(looks)
    assert sorted(table.column("max_elevation_deg").to_pylist()) == sorted(looks.max_elevation_deg.tolist())


def test_small_blocks_are_gathered(looks: Looks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("launchwatch.overpass.tables.GATHER", 8)
    path = tmp_path / "looks.parquet"
    blocks = [looks.take(slice(k, k + 3)) for k in range(0, len(looks), 3)]
    assert stream_to_file(blocks, path, NAMES, WHERE) == len(looks)
    file = pyarrow.parquet.ParquetFile(path)
    assert file.metadata.num_row_groups == -(-len(looks) // 9)
    whole = file.read().column("max_elevation_deg").to_pylist()
    assert whole == looks.max_elevation_deg.tolist()
    assert stream_to_file([], path, NAMES, WHERE) == 0


def test_a_stream_that_stops_or_finds_no_room_leaves_no_file(looks: Looks, tmp_path: Path) -> None:
    path = tmp_path / "looks.csv"

    def broken() -> Any:
        yield looks
        raise InputError("enough")

    with pytest.raises(InputError, match="enough"):
        stream_to_file(broken(), path, NAMES, WHERE)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="neither"):
        stream_to_file([looks], tmp_path / "looks.txt", NAMES, WHERE)
    (tmp_path / "file").write_text("")
    for name in ("looks.csv", "looks.parquet"):
        with pytest.raises(InputError, match="cannot be written"):
            stream_to_file([looks], tmp_path / "file" / name, NAMES, WHERE)


def test_the_calendar_has_an_event_a_look(looks: Looks, images: Looks) -> None:
    text = looks_ics(looks, NAMES, WHERE)
    assert text == looks_ics(looks, NAMES, WHERE)
    lines = text.split("\r\n")
    assert lines[-1] == "" and max(len(line.encode()) for line in lines) <= 75
    whole = text.replace("\r\n ", "").split("\r\n")
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == len(looks)
    uids = [line for line in whole if line.startswith("UID:")]
    assert len(set(uids)) == len(looks)
    begins = [line[8:] for line in whole if line.startswith("DTSTART:")]
    ends = [line[6:] for line in whole if line.startswith("DTEND:")]
    for k, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        a, b = (datetime.strptime(one, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for one in (begin, end))
        assert -0.001 <= looks.rise[k] - (a - BEGIN).total_seconds() < 1.0
        assert -0.001 <= (b - BEGIN).total_seconds() - looks.set[k] < 1.001
    assert any("over Guam\\, south\\; harbour" in line for line in whole)
    assert "m a pixel" in looks_ics(images, NAMES, WHERE)
    cut = replace(looks.take(slice(0, 1)), cut=np.array([True]), sigma_s=np.array([math.nan]))
    assert "cut by the span" in looks_ics(cut, ["sat\nellite" + "ä" * 80] * 2, WHERE).replace("\r\n ", "")


def footprints(text: str) -> list[dict[str, Any]]:
    features = json.loads(text)["features"]
    assert isinstance(features, list)
    return features


def area_of(shape: dict[str, Any]) -> float:
    parts = shapely.get_parts(shapely.geometry.shape(shape))
    return float(sum(abs(WGS84.geometry_area_perimeter(one)[0]) for one in parts))


def test_a_frame_is_a_square_of_the_swath_about_its_place(images: Looks) -> None:
    features = footprints(looks_geojson(images, SATELLITES, PLACES, camera=EYE))
    assert len(features) == len(images) > 3
    for k, one in enumerate(features):
        shape = shapely.geometry.shape(one["geometry"])
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert -180.0 <= west <= east <= 180.0 and -90.0 <= south <= north <= 90.0
        assert one["properties"]["satellite"] in NAMES
        assert math.sqrt(area_of(one["geometry"])) == pytest.approx(float(images.swath_m[k]), rel=0.02)
        place = PLACES[images.place[k]]
        if place.name != "pole":
            near = shapely.Point(place.longitude_deg, place.latitude_deg)
            assert shape.distance(near) < 1e-9
    kinds = {(PLACES[images.place[k]].name, one["geometry"]["type"]) for k, one in enumerate(features)}
    assert ("Anadyr", "MultiPolygon") in kinds and ("Guam, south; harbour", "Polygon") in kinds


def test_without_a_swath_the_footprint_is_the_ground_in_reach(looks: Looks) -> None:
    """A place seen at the least elevation lies on the rim, one seen higher lies inside."""
    features = footprints(looks_geojson(looks, SATELLITES, PLACES, min_elevation_deg=10.0))
    for k, one in enumerate(features):
        place = PLACES[looks.place[k]]
        shape = shapely.geometry.shape(one["geometry"])
        assert shape.is_valid
        if looks.max_elevation_deg[k] > 11.0 and abs(place.longitude_deg) < 179.0:
            assert shape.covers(shapely.Point(place.longitude_deg, place.latitude_deg))
        # the cap of a sphere: 2 pi R^2 (1 - cos), the angle from the triangle
        height = below(SATELLITES[looks.satellite[k]], BEGIN, looks.culmination[k : k + 1])[0, 2]
        apart = math.acos(6371e3 * math.cos(math.radians(10.0)) / (6371e3 + height)) - math.radians(10.0)
        assert area_of(one["geometry"]) == pytest.approx(
            2.0 * math.pi * 6371e3**2 * (1.0 - math.cos(apart)), rel=0.03
        )
    eye = Camera(max_off_nadir_deg=20.0)
    small = footprints(looks_geojson(looks, SATELLITES, PLACES, camera=eye))
    assert area_of(small[0]["geometry"]) < 0.2 * area_of(features[0]["geometry"])
    wide = footprints(looks_geojson(looks, SATELLITES, PLACES, camera=Camera(max_off_nadir_deg=89.0)))
    assert wide[0]["geometry"] == features[0]["geometry"]


def test_a_ring_round_a_pole_is_closed_there() -> None:
    lon = np.arange(-175.0, 180.0, 10.0)
    shape = shapely.geometry.shape(geometry(np.column_stack([lon, np.full(len(lon), -80.0)])))
    assert shape.is_valid and shape.bounds == pytest.approx((-180.0, -90.0, 180.0, -80.0))
    assert area_of(shapely.geometry.mapping(shape)) == pytest.approx(
        2.0 * math.pi * 6371e3**2 * (1.0 - math.sin(math.radians(80.0))), rel=0.03
    )


def test_czml_moves_the_satellite_and_draws_the_looks(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    packets = json.loads(looks_czml(looks, SATELLITES, PLACES, BEGIN, END))
    by_id = {one["id"]: one for one in packets}
    assert packets[0]["id"] == "document" and packets[0]["description"] == ""
    assert {"satellite-0", "satellite-1", "place-0"} <= set(by_id)
    assert by_id["satellite-1"]["name"] == "123456789"
    rows = np.array(by_id["satellite-0"]["position"]["cartesian"]).reshape(-1, 4)
    assert rows[0, 0] == 0.0 and rows[-1, 0] == 86400.0
    assert 6.7e6 < np.linalg.norm(rows[:, 1:], axis=1).min() < np.linalg.norm(rows[:, 1:], axis=1).max() < 7e6
    shown = sum(
        sum(part["boolean"] for part in one["polyline"]["show"]) for one in packets if "polyline" in one
    )
    assert shown == len(looks)
    refs = [
        name for one in packets if "polyline" in one for name in one["polyline"]["positions"]["references"]
    ]
    assert all(name.partition("#")[0] in by_id for name in refs)
    monkeypatch.setattr("launchwatch.overpass.footprints.MOST", 1)
    few = json.loads(looks_czml(looks, SATELLITES, PLACES, BEGIN, END))
    assert few[0]["description"] == "1 further satellites left out"


def bars(text: str) -> list[ET.Element]:
    root = ET.fromstring(text)
    return [one for one in root.iter() if one.tag.endswith("rect") and one.get("stroke")]


def test_the_timeline_has_a_bar_a_look(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    text = looks_svg(looks, NAMES, PLACES, 86400.0)
    found = bars(text)
    assert len(found) == len(looks)
    for k, bar in enumerate(found):
        assert 150.0 + 860.0 * looks.rise[k] / 86400.0 == pytest.approx(float(bar.get("x", "")), abs=0.01)
        assert (bar.get("fill") == "white") == (looks.sun_elevation_deg[k] <= 0.0)
    assert "Guam, south; harbour" in text and f"{len(looks)} looks" in text
    one = looks.take(looks.place == 0)
    several = looks_svg(one, NAMES, PLACES[:1], 86400.0)
    assert "MALLIGYONG-1" in several and len(bars(several)) == len(one)
    monkeypatch.setattr("launchwatch.overpass.timeline.MOST_ROWS", 1)
    few = looks_svg(looks, NAMES, PLACES, 86400.0)
    left = len(looks) - len(bars(few))
    assert left > 0 and f"{left} looks on 2 further lines left out" in few


@pytest.mark.parametrize("days", [0.05, 1.0, 30.0, 3000.0])
def test_ticks_of_the_timeline_are_few_and_round(looks: Looks, days: float) -> None:
    text = looks_svg(looks.take(slice(0, 1)), NAMES[:1], PLACES, days * 86400.0)
    ticks = [one for one in ET.fromstring(text).iter() if one.get("text-anchor") == "middle"]
    assert 2 <= len(ticks) <= (13 if days < 400 else 110)
    if days == 1.0:
        assert [one.text for one in ticks][:2] == ["02:00", "04:00"]


def test_clouds_are_of_the_nearest_cell_month_and_hour(looks: Looks) -> None:
    text = (
        "lat,lon,month,hour,cloud\n14,145,6,3,0.2\n14,145,6,15,0.6\n65,-179,6,3,0.9\n65,-179,6,15,0.9\n"
        "89,0,7,12,0.5\n"
    )
    clear = clear_sky(looks, PLACES, read_clouds(text))
    for k in range(len(looks)):
        if looks.place[k] == 0:
            away = min(abs(looks.local_h[k] - 3.0), 24.0 - abs(looks.local_h[k] - 3.0))
            assert clear[k] == pytest.approx(0.8 if away < 6.0 else 0.4)
        elif looks.place[k] == 1:
            assert clear[k] == pytest.approx(0.1)
    assert not np.isnan(clear).any()
    january = clear_sky(looks, PLACES, read_clouds("lat,lon,month,cloud\n0,0,1,0.3\n"))
    assert np.isnan(january).all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no line"),
        ("lat,lon,month\n1,2,3\n", "no climatology"),
        ("lat,lon,month,cloud\n1,2,x,0.5\n", "no climatology"),
        ("lat,lon,month,cloud\n1,2,3\n", "no climatology"),
        ("lat,lon,month,cloud\n1,2,3,0.5\n1,2,3,1.5\n", "line 3 is no cloud fraction"),
        ("lat,lon,month,cloud\n1,2,nan,0.5\n", "line 2"),
        ("lat,lon,month,cloud\n95,2,3,0.5\n", "line 2"),
        ("lat,lon,month,cloud\n5,2,13,0.5\n", "line 2"),
    ],
)
def test_what_is_no_climatology_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_clouds(text)
