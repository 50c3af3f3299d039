"""The air of the day of a case: a wind by altitude, and NRLMSIS over the pad."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from launchwatch.case import CaseView, load_case
from launchwatch.earth import atmosphere
from launchwatch.ensemble import fly_draws, make_plan, normals
from launchwatch.ensemble.air import air_of, profile_of
from launchwatch.errors import CaseError

CASE = Path(__file__).parents[2] / "cases" / "malligyong-1"
HEAD = '\n[[air]]\npublished = "2023-11-20"\nsource = "a forecast, for a test"\n'
WIND = """wind = [
  { altitude = "0 km", east = "2 m/s", north = "1 m/s" },
  { altitude = "11 km", east = "60 m/s", north = "-10 m/s" },
  { altitude = "20 km", east = "5 m/s", north = "0 m/s" },
]
"""
MODEL = 'model = "NRLMSIS"\nat = "2023-11-21T13:42Z"\nf107 = 170.0\nap = 8.0\n'


def view(tmp_path: Path, text: str, as_of: str = "2023-11-21T12:00Z") -> CaseView:
    folder = tmp_path / "case"
    if not folder.exists():
        shutil.copytree(CASE, folder)
    file = folder / "case.toml"
    file.write_text((CASE / "case.toml").read_text(encoding="utf-8") + text, encoding="utf-8")
    return load_case(folder).as_of(as_of)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(CaseError) as error:
        view(tmp_path, HEAD + text)
    return str(error.value)


def test_without_an_entry_and_before_it_is_published_the_air_is_the_standard_one(tmp_path: Path) -> None:
    assert air_of(load_case(CASE).as_of("2023-11-21T12:00Z")) is None
    assert air_of(view(tmp_path, HEAD + WIND, "2023-11-19")) is None


def test_the_model_over_the_pad_is_near_the_standard_air_and_thicker_under_a_lively_sun(
    tmp_path: Path,
) -> None:
    air = view(tmp_path, HEAD + MODEL).air
    assert air is not None
    rows = np.array(profile_of(air, 39.66, 124.7))
    standard = np.array([atmosphere(h) for h in rows[:, 0]])
    low = rows[:, 0] < 60e3
    assert np.all(np.abs(rows[low, 1] / standard[low, 0] - 1.0) < 0.25)  # a November night at 40 degrees
    assert np.all(np.abs(rows[low, 2] / standard[low, 3] - 1.0) < 0.06)
    at = int(np.searchsorted(rows[:, 0], 250e3))
    assert 1.0 < rows[at, 1] / standard[at, 0] < 3.0  # the standard is for F10.7 of 150 and a mean exosphere
    quiet = np.array(profile_of(air.model_copy(update={"f107": 70.0}), 39.66, 124.7))
    assert quiet[at, 1] < 0.6 * rows[at, 1]


@pytest.mark.compiled
def test_a_told_wind_carries_the_pieces_along(tmp_path: Path) -> None:
    """Stage 1 falls to the south: 60 m/s from the west instead of from the east moves it eastward."""
    where = {}
    west = WIND.replace('"60 m', '"-60 m')
    for name, text in (("none", ""), ("east", HEAD + WIND), ("west", HEAD + west)):
        plan = make_plan(view(tmp_path, text))
        priors = {p.name: p.prior for p in plan.parameters}
        assert ("as told" in priors["wind east"]) == (name != "none")
        flights = fly_draws(plan, normals(len(plan.free), 0, 64, 5, 0))
        fallen = flights.impact("stage 1")
        assert fallen is not None
        where[name] = fallen[2]
    moved = 111.2 * np.cos(np.radians(36.0)) * (where["east"] - where["west"])
    assert 0.5 < np.nanmedian(moved) < 40.0  # km
    assert np.nanmean(moved > 0.0) > 0.9


def test_what_is_no_air_is_refused(tmp_path: Path) -> None:
    assert "the altitudes of the wind must rise" in refused(tmp_path, WIND.replace('"11 km"', '"0 km"'))
    assert "go together" in refused(tmp_path, 'model = "NRLMSIS"\n')
    assert "needs no entry" in refused(tmp_path, "")
    assert "30" in refused(tmp_path, MODEL.replace("170.0", "30.0"))
    assert "unit" in refused(tmp_path, WIND.replace('"60 m/s"', '"60"'))
