"""`launchwatch watch`: what a person types, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from launchwatch import cli

ROOT = Path(__file__).parent.parent
HISTORY = ROOT / "docs/examples/malligyong-1-history.tle"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["watch", *map(str, arguments)]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["watch", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def test_the_raise_is_printed_and_keeps_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(said(capsys, HISTORY, "--json"))
    (burn,) = answer["manoeuvres"]
    assert set(burn["dv_m_s"]) == {"radial", "along", "cross"}
    assert burn["dv_m_s"]["along"] == pytest.approx(1.26, abs=0.02)
    assert burn["epoch"].startswith("2024-06-07") and 0.9 < burn["confidence"] <= 1.0
    assert answer["reentry"] is None
    lines = said(capsys, HISTORY).splitlines()
    assert lines[0].startswith("MALLIGYONG-1 (58400): 2 element sets")
    assert "orbit +2,279 m" in lines[1] and "re-entry" in lines[-1]


def test_earlier_than_the_second_set_nothing_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(capsys, HISTORY, "--as-of", "2024-06-07T12:00Z", "--json"))["manoeuvres"] == []
    assert "no burn found" in said(capsys, HISTORY, "--as-of", "2024-06-07T12:00Z")
    assert "no element set of 58400 by 2024-05-01" in refused(capsys, HISTORY, "--as-of", "2024-05-01")


def test_online_says_when_it_was_seen(capsys: pytest.CaptureFixture[str]) -> None:
    (burn,) = json.loads(said(capsys, HISTORY, "--online", "--json"))["manoeuvres"]
    assert burn["told"] == burn["latest"]
    assert "told 2024-06-07" in said(capsys, HISTORY, "--online")


def test_a_case_folder_and_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "deep" / "history.svg"
    case = ROOT / "cases/malligyong-1"
    answer = json.loads(said(capsys, case, HISTORY, "--picture", picture, "--json"))
    assert answer["sets"] == 2  # the set of the case is the first of the file
    assert answer["files"] == {"picture": str(picture)}
    assert picture.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.compiled
def test_what_comes_down_has_a_window_and_a_corridor(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goce = next((data_dir / "orbit" / "decay").glob("*34602*"))
    weather = next((data_dir / "orbit" / "space_weather").glob("SW-*"))
    corridor = tmp_path / "corridor.geojson"
    asked = (goce, "--as-of", "2013-11-10T00:00Z", "--weather", weather, "--corridor", corridor)
    answer = json.loads(said(capsys, *asked, "--json"))
    down = answer["reentry"]
    assert down["p05"] < down["median"] < down["p95"]
    assert down["p05"] < "2013-11-11T00:16" < down["p95"]
    assert json.loads(corridor.read_text())["type"] == "FeatureCollection"
    lines = said(capsys, *asked[:-1], tmp_path / "corridor.svg").splitlines()
    assert any(line.startswith("re-entry: 2013-11-1") for line in lines)
    assert (tmp_path / "corridor.svg").read_text().startswith("<svg")


def test_what_cannot_be_watched_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no element sets in this folder" in refused(capsys, tmp_path)
    assert "no such file" in refused(capsys, tmp_path / "none.tle")
    assert ".geojson or .svg" in refused(capsys, HISTORY, "--corridor", tmp_path / "a.txt")
    assert "no element set of object 7" in refused(capsys, HISTORY, "--id", "7")
