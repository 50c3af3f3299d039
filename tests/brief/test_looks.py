"""Whom it can see: counts against geometry worked out apart, light against the Sun, times and sigma."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from launchwatch.brief.answers_looks import DAYLIGHT_DEG, looks_answer, passes_of
from launchwatch.case import load_case
from launchwatch.earth import gmst
from launchwatch.orbit import Elements, propagate, read_elements

CASE = Path(__file__).parents[2] / "cases" / "malligyong-1"
STATE = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")


@cache
def satellite() -> Elements:
    return read_elements(CASE / "elements" / "malligyong-1-2024-06-06.tle")[0]


def flights(count: int = 12, flown: bool = True) -> tuple[Any, Any]:
    """An ensemble that is the catalogued satellite itself, a second apart, lifting off before its epoch."""
    sat = satellite()
    lift_off = sat.epoch - timedelta(seconds=600.0)
    c, s = math.cos(gmst(lift_off)), math.sin(gmst(lift_off))
    turn = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    shift = np.linspace(-0.5, 0.5, count)
    states = np.array([np.concatenate([turn @ row[:3], turn @ row[3:]]) for row in propagate(sat, shift)])
    columns = {f"insertion_{name}": states[:, k] for k, name in enumerate(STATE)}
    columns |= {"insertion_s": 600.0 + shift, "outcome": np.zeros(count)}
    weight = np.full(count, 1.0 / count)
    planned = SimpleNamespace(column=lambda name: columns[name])
    w = SimpleNamespace(planned=planned, plan=weight, joint_planned=weight, flown=flown)
    return w, (lift_off, np.zeros(count))


def view_as_of(text: str) -> Any:
    return load_case(CASE).as_of(text)


def answer(view: Any, w: Any, lift: Any) -> Any:
    return looks_answer(w, view, lift, passes_of(w, view, lift))


@pytest.fixture(scope="module")
def after() -> Any:
    w, lift = flights()
    return answer(view_as_of("2024-06-09"), w, lift)


def test_flights_and_catalogue_that_are_one_orbit_give_the_same_counts(after: Any) -> None:
    for ours, theirs in zip(after["flights"]["places"], after["catalogued"]["places"], strict=True):
        assert ours["place"] == theirs["place"]
        # five days against ten, begun at other instants: a look more or less
        assert ours["looks_a_day"]["median"] == pytest.approx(theirs["looks_a_day"]["median"], abs=0.35)


def test_looks_a_day_are_what_the_strip_of_the_camera_covers(after: Any) -> None:
    # at 500 km and 30 deg off nadir the strip is 2 * 2.67 deg wide; at latitude 39 the ground turns
    # 360 cos 39 deg, met twice a revolution 15.2 times a day, at the slant of the track
    for row in after["catalogued"]["places"]:
        latitude = {"Pyongyang control centre": 39.04, "Okinotorishima": 20.42, "Guam": 13.45}[row["place"]]
        across = math.acos(math.cos(math.radians(97.4)) / math.cos(math.radians(latitude)))
        width = 2.0 * 2.67 / math.sin(across) / math.cos(math.radians(latitude))
        assert row["looks_a_day"]["median"] == pytest.approx(2.0 * 15.2 * width / 360.0, abs=0.35)


def test_daylight_looks_are_some_of_all_and_about_half_of_a_ten_o_clock_orbit(after: Any) -> None:
    for row in after["catalogued"]["places"]:
        assert 0.0 < row["by_daylight_a_day"]["median"] < row["looks_a_day"]["median"]


def test_the_best_sample_distance_is_no_finer_than_the_camera_at_nadir(after: Any) -> None:
    assert after["camera"]["gsd_m"]["median"] == pytest.approx(4.0)
    assert after["camera"]["guess"] is True and "der-orion" in after["camera"]["source"]
    for row in (*after["flights"]["places"], *after["catalogued"]["places"]):
        best = row["best_gsd_m"]
        assert 3.0 < best["p05"] < best["median"] < best["p95"] < 7.0
        assert best["median"] >= 4.0


def test_tomorrow_lists_looks_within_a_day_with_sigma_and_light(after: Any) -> None:
    assert (
        after["catalogued"]["begin"] == "2024-06-09T23:59:59Z" or "2024-06-09" in after["catalogued"]["begin"]
    )
    rows = after["catalogued"]["tomorrow"]
    assert rows
    for row in rows:
        assert row["rise"] < row["culmination"] < row["set"]
        assert row["min_off_nadir_deg"] <= 30.0 and 0.0 < row["sigma_s"] < 60.0
        assert row["daylight"] == (row["sun_elevation_deg"] > DAYLIGHT_DEG)
        hour = datetime.fromisoformat(row["culmination"]).hour
        # the Sun is up over east Asia from about 21 to 10 UTC
        assert row["daylight"] == (hour >= 21 or hour < 10)


def test_first_passes_have_spread_and_a_sample_distance_only_within_reach(after: Any) -> None:
    assert [row["place"] for row in after["first"]] == [
        "Pyongyang control centre",
        "Okinotorishima",
        "Guam",
    ]
    for row in after["first"]:
        assert row["utc"]["p05"] <= row["utc"]["median"] <= row["utc"]["p95"]
        assert (row["gsd_m"] is not None) == (row["off_nadir_deg"] <= 30.0)


def test_old_elements_say_so_and_tell_the_day_after_their_epoch() -> None:
    w, lift = flights()
    found = answer(view_as_of("2025-06-09"), w, lift)["catalogued"]
    assert "old" in found["text"] and found["begin"] == found["epoch"]


def test_before_the_window_nothing_is_said_and_before_the_flight_no_clock_is_given() -> None:
    w, _ = flights(flown=False)
    assert answer(view_as_of("2023-11-01"), w, None) is None
    begin = datetime(2023, 11, 21, 15, tzinfo=UTC)
    found = answer(view_as_of("2023-11-21T12:00Z"), w, (begin, np.linspace(0.0, 7200.0, 12)))
    assert found["catalogued"] is None and "window" in found["flights"]["text"]
    assert all(row["utc"] is None and row["sun_elevation"] is None for row in found["first"])


def test_flights_that_reach_no_orbit_see_nobody() -> None:
    w, lift = flights()
    fallen = SimpleNamespace(
        column=lambda name: np.full(12, 5.0) if name == "outcome" else w.planned.column(name)
    )
    w.planned = fallen
    assert answer(view_as_of("2023-11-22"), w, lift) is None


def test_a_case_that_tells_of_no_camera_counts_without_a_sample_distance() -> None:
    w, lift = flights()
    view = view_as_of("2023-11-25")
    view.cameras = []
    found = answer(view, w, lift)
    assert found["camera"]["gsd_m"] is None and "Nothing was said" in found["camera"]["text"]
    assert all(row["best_gsd_m"] is None for row in found["flights"]["places"])
    assert all(row["gsd_m"] is None for row in found["first"])


def test_a_case_without_places_of_interest_has_no_looks() -> None:
    w, lift = flights()
    view = view_as_of("2024-06-09")
    view.places = [replace(p) if False else p for p in view.places if p.gate]
    assert answer(view, w, lift) is None
