"""`launchwatch looks`: what a person types, and what comes back."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from launchwatch import cli
from launchwatch.verbs import looks as verb

ROOT = Path(__file__).parent.parent
SET = ROOT / "docs/examples/malligyong-1.tle"
PLACES = ROOT / "docs/examples/places.csv"
DAYS = ("--from", "2024-06-08", "--to", "2024-06-09")
OMM = (
    "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,"
    "MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,"
    "MEAN_MOTION_DOT,MEAN_MOTION_DDOT\n"
)
ROW = ",97.4051,46.9797,158.683,201.4471,0,U,{id},999,3032,.0003,.00006581,0\n"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["looks", *map(str, arguments)]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["looks", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def looks(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    answer = json.loads(said(capsys, *arguments, "--json"))
    assert set(answer) == {"looks"}
    rows = answer["looks"]
    assert isinstance(rows, list)
    return rows


def test_passes_are_printed_and_keep_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    rows = looks(capsys, SET, PLACES, *DAYS)
    assert len(rows) == 21 and [one["rise"] for one in rows] == sorted(one["rise"] for one in rows)
    assert set(rows[0]) == {
        "satellite", "place", "rise", "culmination", "set", "max_elevation_deg", "min_off_nadir_deg", "gsd_m",
        "sun_elevation_deg", "cut",
    }  # fmt: skip
    lines = said(capsys, SET, PLACES, *DAYS).splitlines()
    assert len(lines) == 23 and lines[-1] == "21 looks"
    assert "Guam" in lines[1] and "2024-06-08T00:54:21" in lines[1] and lines[1].endswith("lit")


def test_a_camera_the_sun_and_the_clouds_choose(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    camera = ("--gsd", "3", "--off-nadir", "30", "--pixels", "3000")
    rows = looks(capsys, SET, PLACES, *DAYS, *camera)
    assert 0 < len(rows) < 21
    assert all(one["min_off_nadir_deg"] <= 30.0 and one["gsd_m"] > 3.0 for one in rows)
    day = looks(capsys, SET, PLACES, *DAYS, *camera, "--min-sun", "10")
    assert day == [one for one in rows if one["sun_elevation_deg"] >= 10.0] and 0 < len(day) < len(rows)
    lens = looks(capsys, SET, PLACES, *DAYS, "--focal-length", "1.2", "--pixel", "7", "--off-nadir", "30")
    assert [one["rise"] for one in lens] == [one["rise"] for one in rows]
    higher = looks(capsys, SET, PLACES, *DAYS, *camera, "--gsd-height", "617")
    assert all(a["gsd_m"] < b["gsd_m"] for a, b in zip(higher, rows, strict=True))
    clouds = tmp_path / "clouds.csv"
    clouds.write_text("lat,lon,month,cloud\n39,126,6,0.7\n")
    told = looks(capsys, SET, PLACES, *DAYS, *camera, "--clouds", clouds)
    assert {one["p_clear"] for one in told} == {0.3}
    assert "clear 30 %" in said(capsys, SET, PLACES, *DAYS, *camera, "--clouds", clouds)


def test_who_can_see_the_satellite_is_dark_and_sees_it_lit(capsys: pytest.CaptureFixture[str]) -> None:
    north = "name,lat,lon\nTromso,69.6,18.9\nBerlin,52.5,13.4\n"
    visible = said_from(capsys, north, SET, "-", *DAYS, "--visible", "--json")
    rows = json.loads(visible)["looks"]
    assert rows and all(one["sun_elevation_deg"] < -6.0 for one in rows)
    assert {one["place"] for one in rows} == {"Berlin"}  # in June Tromso has no night


def said_from(capsys: pytest.CaptureFixture[str], text: str, *arguments: object) -> str:
    """What is said when the text comes on standard input."""
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()))
    try:
        return said(capsys, *arguments)
    finally:
        sys.stdin = before


def test_out_writes_the_five_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "new"
    answer = json.loads(said(capsys, SET, PLACES, *DAYS, "--out", out, "--json"))
    assert {Path(one).name for one in answer["files"].values()} == {
        "looks.csv", "looks.ics", "looks.geojson", "looks.czml", "looks.svg",
    }  # fmt: skip
    assert len((out / "looks.csv").read_text().splitlines()) == 22
    assert len(json.loads((out / "looks.geojson").read_text())["features"]) == 21
    assert (out / "looks.ics").read_bytes().count(b"BEGIN:VEVENT") == 21
    assert (out / "looks.svg").read_text() == (ROOT / "docs/howto/looks.svg").read_text(), (
        "picture of the docs"
    )
    assert "wrote" in said(capsys, SET, PLACES, *DAYS, "--out", out)


def test_areas_are_streamed_as_areas(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    ring = [[140, 42], [146, 42], [146, 45], [140, 45], [140, 42]]
    area = tmp_path / "area.geojson"
    area.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    rows = looks(capsys, SET, area, *DAYS, "--spacing", "100")
    file = tmp_path / "looks.csv"
    answer = json.loads(said(capsys, SET, area, *DAYS, "--spacing", "100", "--stream", file, "--json"))
    assert answer == {"count": len(rows), "files": {"looks": str(file)}}
    with file.open() as text:
        assert [one["rise"] for one in csv.DictReader(text)] == [one["rise"] for one in rows]
    assert "looks" in said(capsys, SET, area, *DAYS, "--stream", tmp_path / "looks.parquet")


def test_revisit_is_told_for_places_and_grids(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = said(capsys, SET, PLACES, *DAYS, "--revisit", "--out", tmp_path).splitlines()
    assert [line.split()[0] for line in lines[1:5]] == ["Pyongyang", "Seoul", "Guam", "Norfolk"]
    with (tmp_path / "revisit.csv").open() as text:
        rows = list(csv.DictReader(text))
    answer = json.loads(said(capsys, SET, PLACES, *DAYS, "--revisit", "--json"))["revisit"]
    assert [one["looks"] for one in answer] == [float(row["looks"]) for row in rows]
    grid = json.loads(said(capsys, SET, "grid:5000", *DAYS, "--revisit", "--off-nadir", "5", "--json"))
    assert len(grid["revisit"]) == 20
    # some are not seen within two days: their line has dashes and the cut gap
    assert any(one["mean_gap_s"] is None and one["longest_cut"] for one in grid["revisit"])
    told = said(capsys, SET, "grid:5000", *DAYS, "--revisit", "--off-nadir", "5")
    assert " - " in told and "48.00 cut" in told


def test_the_newest_set_before_the_begin_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    history = ROOT / "docs/examples/malligyong-1-history.tle"
    alone = looks(capsys, SET, PLACES, "--from", "2024-06-20", "--to", "2024-06-20")
    both = looks(capsys, history, PLACES, "--from", "2024-06-20", "--to", "2024-06-20")
    assert {one["satellite"] for one in both} == {"MALLIGYONG-1"} and len(both) == len(alone)
    early = looks(capsys, history, PLACES, "--from", "2024-05-01", "--to", "2024-05-01")
    assert early and {one["satellite"] for one in early} == {"MALLIGYONG-1"}


def test_numbers_of_any_length_and_sets_of_one_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "omm.csv"
    epoch = "2024-06-07T23:19:06.561,15.20948569,.0001572"
    rows = (
        f"{name},2026-001A,{epoch}{ROW.format(id=n)}" for name, n in (("", 123456789), ("X", 1), ("X", 2))
    )
    path.write_text(OMM + "".join(rows))
    names = {one["satellite"] for one in looks(capsys, path, PLACES, *DAYS)}
    assert names == {"123456789", "X", "X (2)"}
    only = looks(capsys, path, PLACES, *DAYS, "--only", "0123456789")
    assert {one["satellite"] for one in only} == {"123456789"}
    assert {one["satellite"] for one in looks(capsys, path, PLACES, *DAYS, "--only", "x")} == {"X", "X (2)"}


def test_a_bad_set_is_passed_over_by_wish(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    name, first, second = SET.read_text().splitlines()[:3]
    path = tmp_path / "catalogue.tle"
    bad = second.replace("97.4051", "97.4x51")
    path.write_text("\n".join((name, first, bad, name, first, second)) + "\n")
    assert "line 3" in refused(capsys, path, PLACES, *DAYS)
    answer = json.loads(said(capsys, path, PLACES, *DAYS, "--skip-bad", "--json"))
    assert len(answer["looks"]) == 21 and len(answer["problems"]) == 1
    assert said(capsys, path, PLACES, *DAYS, "--skip-bad").splitlines()[-1] == answer["problems"][0]
    path.write_text("\n".join((name, first, bad)) + "\n")
    assert "no good set is left" in refused(capsys, path, PLACES, *DAYS, "--skip-bad")


def test_many_looks_are_cut_short_on_screen_and_refused_beyond(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "LINES", 3)
    lines = said(capsys, SET, PLACES, *DAYS).splitlines()
    assert lines[-2].startswith("… and 18 more") and lines[-1] == "21 looks"
    monkeypatch.setattr(verb, "MOST", 20)
    assert "more than 20 looks; write them to a file" in refused(capsys, SET, PLACES, *DAYS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((SET, PLACES, "--from", "x", "--to", "2024-06-08"), "--from: 'x' is not a date"),
        ((SET, PLACES, "--from", "2024-06-09T10:00", "--to", "2024-06-10"), "--from: .*zone"),
        ((SET, PLACES, "--from", "2024-06-09", "--to", "2024-06-08"), "ends before it begins"),
        ((SET, PLACES, "--from", "2024-06-09", "--to", "2044-06-08"), "days are too long"),
        ((SET, PLACES, "--from", "2024-06-09", "--to", "2044-06-08", "--revisit"), "days are too long"),
        (("nothing.tle", PLACES, *DAYS), "nothing.tle: no such file"),
        ((SET, "nothing.csv", *DAYS), "nothing.csv: there is no such file"),
        ((PLACES, PLACES, *DAYS), "no element sets"),
        ((SET, SET, *DAYS), "names no lat and lon"),
        ((SET, "grid:fine", *DAYS), "PLACES: 'fine' is no figure.*grid:500"),
        ((SET, "grid:1", *DAYS), "more than 5,000,000 cells"),
        ((SET, PLACES, *DAYS, "--only", "SPUTNIK"), "--only: no set of 'SPUTNIK'"),
        ((SET, PLACES, *DAYS, "--focal-length", "1"), "half a camera"),
        ((SET, PLACES, *DAYS, "--gsd", "-1"), "no figure from"),
        ((SET, PLACES, *DAYS, "--clouds", PLACES), "no climatology"),
        ((SET, PLACES, *DAYS, "--stream", "looks.txt"), "neither .parquet nor .csv"),
        ((SET, PLACES, *DAYS, "--revisit", "--visible"), "--revisit counts all looks"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], message: str
) -> None:
    error = [line for line in refused(capsys, *arguments).splitlines() if " %  " not in line]
    assert len(error) == 1 and error[0].startswith("launchwatch")
    assert re.search(message, error[0])
