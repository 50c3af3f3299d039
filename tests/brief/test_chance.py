"""What goes with the chance of a case: days of the window, an early launch, what failed; on real cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from launchwatch.brief import around, forecast_case
from launchwatch.brief.aftermath import aftermath_of, profile_of, seen_of
from launchwatch.case import CaseView, load_case

CASES = Path(__file__).parents[2] / "cases"


@cache
def view(name: str, as_of: str | None = None) -> CaseView:
    return load_case(CASES / name).as_of(as_of)


@cache
def told(name: str, as_of: str | None = None) -> dict[str, Any]:
    return around(view(name, as_of), forecast_case(view(name, as_of)))


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("kwangmyongsong-3", "stage 1"),
        ("kwangmyongsong-3-2", "orbit"),
        ("kwangmyongsong-4", "orbit"),
        ("chollima-1-may-2023", "stage 2"),
        ("chollima-1-august-2023", "stage 3"),
        ("malligyong-1", "orbit"),
        ("malligyong-1-1", "stage 1"),
    ],
)
def test_the_outcome_of_every_shipped_case_is_found(name: str, outcome: str) -> None:
    by_stage = told(name)["after"]["by_stage"]
    assert max(by_stage, key=by_stage.__getitem__) == outcome
    assert by_stage[outcome] > 0.8


def test_april_2012_broke_up_at_about_81_s() -> None:
    found = aftermath_of(view("kwangmyongsong-3"), forecast_case(view("kwangmyongsong-3")))
    assert found is not None and found.when_s is not None
    assert found.when_s[0] < 81.0 < found.when_s[2]


def test_before_the_flight_there_is_no_aftermath_but_a_day() -> None:
    found = told("malligyong-1", "2023-11-21T12:00Z")
    assert found["after"] is None and found["early_s"] is None
    days = found["days"]
    assert [one["day"] for one in days["by_day"]] == [
        *(f"2023-11-{day}" for day in range(22, 31)),
    ]
    total = days["before"] + sum(one["p"] for one in days["by_day"]) + days["slip"]
    assert total == pytest.approx(1.0)
    assert days["by_day"][0]["p"] > 0.4


def test_a_day_that_passed_without_a_launch_is_gone() -> None:
    """Kwangmyongsong-4 was announced for 7 to 14 February; the view of its eve, and one two days on."""
    case = load_case(CASES / "kwangmyongsong-4")
    before = case.as_of("2016-02-07T00:10Z")
    days = around(before, forecast_case(before))["days"]
    assert days["by_day"][0]["day"] == "2016-02-07" and len(days["by_day"]) == 8
    quiet = case.as_of("2016-02-07T00:10Z")
    quiet.as_of = case.as_of("2016-02-09T01:00Z").as_of  # as if none had come by then
    later = around(quiet, forecast_case(before))["days"]
    assert later["by_day"][0]["day"] == "2016-02-09" and later["before"] == 0.0
    assert later["slip"] > days["slip"]
    quiet.as_of = case.as_of("2016-03-01").as_of
    assert around(quiet, forecast_case(before))["days"] is None


def test_a_launch_before_its_window_is_told() -> None:
    assert told("malligyong-1", "2023-11-22")["early_s"] == pytest.approx(3600 + 17 * 60 + 32, abs=31)
    assert told("chollima-1-may-2023")["early_s"] is None


def test_a_case_without_a_window_has_no_days() -> None:
    assert told("malligyong-1", "2023-11-01")["days"] is None


def test_evidence_counts_once_and_only_where_it_is_believed() -> None:
    seen = seen_of(view("kwangmyongsong-4"))
    assert len({(one.what, one.value) for one in seen}) == len(seen)
    assert not any(one.what == "lost" for one in seen)  # lost by the radar: it tells nothing of the flight
    assert {one.what for one in seen_of(view("chollima-1-may-2023"))} == {
        "below",
        "told",
        "fell",
        "catalogued",
    }


def test_the_profile_comes_from_launcher_and_areas() -> None:
    profile = profile_of(view("malligyong-1"))
    assert len(profile.burnout_s) == 3 and profile.burnout_s[2] == pytest.approx(705.0, abs=40.0)
    assert profile.fall_km == pytest.approx((390.0, 2980.0), abs=60.0)
    bare = profile_of(view("malligyong-1", "2023-05-01"))
    assert bare.fall_km == (500.0, 2500.0)
