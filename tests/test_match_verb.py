"""`launchwatch match`: what a person types, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from launchwatch import cli
from launchwatch.listing import matched

ROOT = Path(__file__).parent.parent
TLE = ROOT / "cases/malligyong-1/elements/malligyong-1-2024-06-06.tle"
PLAN = ROOT / "docs/examples/planned_orbit.toml"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["match", *map(str, arguments)]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main(["match", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def test_a_plan_finds_the_satellite_and_prints_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, PLAN, TLE, "--json"))
    assert [c["id"] for c in found["candidates"]] == ["58400"]
    assert found["candidates"][0]["p"] > 0.9
    assert found["candidates"][0]["p"] + found["none_of_these"] == pytest.approx(1.0, abs=1e-5)
    lines = said(capsys, PLAN, TLE).splitlines()
    assert lines[1].startswith("58400") and lines[-1].startswith("none of these")


def test_an_earlier_catalogue_rules_out_what_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = tmp_path / "early.json"
    rows = json.loads(_omm(capsys))
    rows[0]["EPOCH"] = "2023-11-01T00:00:00"
    early.write_text(json.dumps(rows))
    assert "no object is young enough" in said(capsys, PLAN, TLE, "--before", early)


def _omm(capsys: pytest.CaptureFixture[str]) -> str:
    from launchwatch.orbit import read_elements, write_omm_json

    return write_omm_json(read_elements(TLE))


def test_the_stage_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(capsys, PLAN, TLE, "--ask", "stage", "--json"))["considered"] == 1


def test_a_case_is_flown_as_of_an_instant(capsys: pytest.CaptureFixture[str]) -> None:
    case = ROOT / "cases/malligyong-1"
    found = json.loads(said(capsys, case, TLE, "--as-of", "2023-11-22T00:00Z", "--flights", 200, "--json"))
    best = found["candidates"][0]
    assert best["id"] == "58400" and best["p"] > 0.9 and abs(best["off"]["node_deg"]) < 3.0


def test_what_cannot_be_matched_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such case folder" in refused(capsys, tmp_path / "none", TLE)
    assert "--as-of goes with a case" in refused(capsys, PLAN, TLE, "--as-of", "2023-11-22")
    case = ROOT / "cases/malligyong-1"
    early = refused(capsys, case, TLE, "--as-of", "2023-11-01", "--flights", 100)
    assert "neither lift-off nor a window is known" in early


def test_a_candidate_without_a_plane_is_printed() -> None:
    off = {"node_deg": None, "inclination_deg": 0.1, "perigee_km": 1.0, "apogee_km": -2.0}
    one = {"id": "1", "name": "A", "p": 0.5, "type": "payload", "off": off}
    lines = matched({"candidates": [one], "none_of_these": 0.5, "considered": 1})
    assert "  -  " in lines[1] and "+1, -2 km" in lines[1]
