"""`launchwatch notice`: the JSON contract, GeoJSON by RFC 7946, the map, the listing, wrong input."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely

from launchwatch.brief import write_warnings
from launchwatch.cli import main
from launchwatch.errors import InputError
from launchwatch.listing import notices as listed
from launchwatch.notice import NoticeArea, area_ring, read_notices
from launchwatch.verbs import VERBS

ELECTRON = """HYDROPAC 842/26.
SOUTH PACIFIC.
NEW ZEALAND.
1. HAZARDOUS OPERATIONS, ROCKET LAUNCHING
   1130Z TO 1900Z DAILY 20 THRU 30 MAR
   IN AREAS BOUND BY:
   A. 39-12.00S 177-49.00E, 39-12.00S 177-57.00E, 39-19.20S 178-39.00E, 39-48.00S 178-24.00E.
   B. 40-40.66S 179-36.00E, 42-58.20S 175-22.04W, 44-18.00S 176-34.20W, 41-49.80S 178-57.00E.
2. CANCEL HYDROPAC 840/26.
3. CANCEL THIS MSG 302000Z MAR 26.
"""
POLE = """HYDROARC 29/26.
ARCTIC.
1. HAZARDOUS OPERATIONS 0159Z TO 0321Z DAILY 03 MAY THRU 03 JUN:
   A. IN AREA BOUND BY 79-45N 165-30E, 83-15N 125-00W, 80-30N 125-00W, 76-00N 165-30E.
   B. WITHIN 31 MILES OF 74-24N 053-07E.
2. CANCEL THIS MSG 030421Z JUN 26.
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "warning.txt"
    path.write_text(ELECTRON + "\n" + POLE, encoding="utf-8")
    return path


def answer_of(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["notice", *map(str, arguments), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_answer_keeps_the_contract(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answer_of(capsys, told)
    assert {"notices", "chains", "launches"} == set(answer)
    first = answer["notices"][0]
    assert set(first) >= set(read_notices("")[0].to_json())
    assert first["id"] == "HYDROPAC 842/26" and first["cancels"] == ["HYDROPAC 840/26"]
    assert 0.0 < first["p_orbital_launch"] < 1.0
    for area in first["areas"]:
        assert sum(area["role"].values()) == pytest.approx(1.0, abs=1e-3)
    roles = [max(area["role"], key=area["role"].get) for area in first["areas"]]
    assert roles == ["launch area", "stage 1"]
    assert next(iter(answer["launches"][0]["sites"])) == "Mahia"


def test_geojson_is_cut_at_the_antimeridian_and_turns_left(told: Path, tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "areas.geojson"
    answer = answer_of(capsys, told, "--geojson", out)
    assert answer["files"] == {"geojson": str(out)}
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection" and "crs" not in found
    by_id = {one["id"]: one for one in found["features"]}
    assert list(by_id) == ["HYDROPAC 842/26 A", "HYDROPAC 842/26 B", "HYDROARC 29/26 A", "HYDROARC 29/26 B"]
    kinds = [one["geometry"]["type"] for one in found["features"]]
    assert kinds == ["Polygon", "MultiPolygon", "MultiPolygon", "Polygon"]
    for one in found["features"]:
        shape = shapely.geometry.shape(one["geometry"])
        assert shape.is_valid and shape.bounds[0] >= -180.0 and shape.bounds[2] <= 180.0
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw and part.exterior.is_closed
            assert part.bounds[2] - part.bounds[0] < 90.0
        assert one["properties"]["role"] and one["properties"]["windows"]
        assert one["properties"]["likely_role"] in one["properties"]["role"]
    parts = shapely.get_parts(shapely.geometry.shape(by_id["HYDROPAC 842/26 B"]["geometry"]))
    assert {float(np.abs(p.bounds[::2]).max()) for p in parts} == {180.0}


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_map_is_drawn_the_same_each_time(told: Path, tmp_path: Path, capsys: Any, ending: str) -> None:
    outs = [tmp_path / f"{k}.{ending}" for k in "ab"]
    for out in outs:
        assert main(["notice", str(told), "--map", str(out)]) == 0
    assert f"wrote {outs[0]}" in capsys.readouterr().out
    assert outs[0].read_bytes() == outs[1].read_bytes()
    if ending == "svg":
        tree = ElementTree.parse(outs[0])
        assert tree.getroot().tag.endswith("svg")
    else:
        from matplotlib.image import imread

        picture = imread(outs[0])
        assert picture.shape[1] == 2180 and picture.shape[0] > 900
        assert len(np.unique((picture[::5, ::5, :3] * 255).astype(int).reshape(-1, 3), axis=0)) > 40
        assert not list(tmp_path.glob(".*part"))


def test_the_map_names_roles_numbers_and_windows(
    told: Path, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    import matplotlib as mpl

    monkeypatch.setitem(mpl.rcParams, "svg.fonttype", "none")  # letters stay letters
    assert main(["notice", str(told), "--map", str(tmp_path / "map.svg")]) == 0
    text = " ".join(re.findall(r">([^<>]+)<", (tmp_path / "map.svg").read_text(encoding="utf-8")))
    for words in ("1: launch area", "2: stage 1", "HYDROPAC 842/26: orbital launch", "Mahia", "180°", "nmi"):
        assert words in text
    assert "2026-03-20 11:30 to 19:00 UTC" in text and "and 8 more to 2026-03-30" in text


def test_a_site_may_be_named_and_chains_joined(told: Path, tmp_path: Path, capsys: Any) -> None:
    old = tmp_path / "old.txt"
    old.write_text(
        ELECTRON.replace("842/26", "840/26").replace("2. CANCEL HYDROPAC 840/26.\n", ""), encoding="utf-8"
    )
    answer = answer_of(capsys, old, told, "--join", "--site", "Mahia")
    assert [one["id"] for one in answer["notices"]] == ["HYDROPAC 840/26 + HYDROPAC 842/26", "HYDROARC 29/26"]
    assert answer["chains"][0]["notices"] == ["HYDROPAC 840/26", "HYDROPAC 842/26"]
    assert {link["kind"] for link in answer["chains"][0]["links"]} == {"re-issue", "relay"}
    assert all(one["sites"] == {} for one in answer["launches"])


def test_the_date_of_issue_fixes_the_year(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "no-year.txt"
    path.write_text(
        "1. HAZARDOUS OPERATIONS 020424Z TO 020555Z JUL WITHIN 20 MILES OF 28-38N 080-37W.", "utf-8"
    )
    answer = answer_of(capsys, path, "--issued", "2014-06-30")
    assert answer["notices"][0]["windows"] == [["2014-07-02T04:24Z", "2014-07-02T05:55Z"]]


def test_the_listing_says_role_chance_and_pad(told: Path, capsys: Any) -> None:
    assert main(["notice", str(told)]) == 0
    text = capsys.readouterr().out
    assert re.search(r"orbital launch behind it: \d+ %", text)
    assert re.search(r"for launch area \d\d %", text)
    assert "pad of HYDROPAC 842/26, if it is a launch: Mahia" in text
    assert text.count("2026-03-20T11:30Z") == 1  # windows that all areas share are told once


def test_several_notices_of_one_launch_are_listed_as_such() -> None:
    lines = listed(
        {"notices": [], "launches": [{"notices": ["A", "B"], "sites": {"Naro": 0.9, "Sohae": 0.004}}]}
    )
    assert lines == ["one launch: A, B", "pad of A, B, if it is a launch: Naro 90 %"]


def test_wrong_wishes_are_one_sentence(told: Path, tmp_path: Path, capsys: Any) -> None:
    assert main(["notice", str(told), "--map", str(tmp_path / "map.gif")]) == 2
    assert "let it end in .svg or .png" in capsys.readouterr().err
    assert main(["notice", str(told), "--geojson", str(tmp_path / "no" / "a.geojson")]) == 2
    assert "cannot write there" in capsys.readouterr().err
    bare = tmp_path / "bare.txt"
    bare.write_text("NOTHING HERE", encoding="utf-8")
    assert main(["notice", str(bare), "--map", str(tmp_path / "map.png")]) == 2
    assert "there is no area to draw" in capsys.readouterr().err
    assert main(["notice", str(told), "--site", "Nowhere"]) == 2
    assert "no site 'Nowhere'" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part")) and "notice" in VERBS


def test_many_notices_are_cut_in_the_legend_and_areas_without_a_ring_are_left_out(tmp_path: Path) -> None:
    notice = {"id": "", "file": "", "issued": None, "p_orbital_launch": None, "windows": [], "problems": []}
    area = {"label": "", "kind": "polygon", "center": None, "radius_m": None, "windows": [], "role": {}}
    rows = [[[10.0, 0.1 * k], [10.0, 0.1 * k + 0.05], [10.1, 0.1 * k]] for k in range(90)]
    answer = {"notices": [{**notice, "areas": [area, area]} for _ in rows]}
    rings = [[row, None] for row in rows]
    out = write_warnings(answer, rings, tmp_path / "a.geojson", tmp_path / "a.png")
    assert set(out) == {"geojson", "map"}
    features = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == 90 and features[0]["id"] == "notice 1"
    with pytest.raises(InputError, match="no area to draw"):
        write_warnings({"notices": []}, [], None, tmp_path / "b.png")


def test_every_shape_becomes_a_ring() -> None:
    circle = area_ring(NoticeArea("", "circle", [], (10.0, 20.0), 50e3))
    sector = area_ring(NoticeArea("", "sector", [], (10.0, 20.0), 50e3, (342.0, 16.0)))
    track = area_ring(NoticeArea("", "trackline", [(0.0, 0.0), (1.0, 1.0)], None, 20e3))
    point = area_ring(NoticeArea("", "trackline", [(5.0, 5.0)], None, 20e3))
    assert circle is not None and sector is not None and track is not None and point is not None
    assert sector[:, 0].max() > 10.4 and sector[:, 0].min() == 10.0 and len(sector) == 14
    assert shapely.Polygon(track).is_valid
    assert shapely.Polygon(track).contains(shapely.Point(0.5, 0.5))
    assert not shapely.Polygon(track).contains(shapely.Point(0.0, 0.9))
    assert shapely.Polygon(point).contains(shapely.Point(5.1, 5.0))
    assert area_ring(NoticeArea("", "polygon", [(0.0, 0.0), (1.0, 1.0)])) is None
