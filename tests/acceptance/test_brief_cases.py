"""The worked cases say what the public record says: each brief as of its instant, read as a person would.

The expected figures are those of the public record (published corners and orbits, government tracking), not
of an earlier run. 1,500 flights a brief keep the suite short; the wider spread this
costs is inside every bound below.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from launchwatch.brief import make_brief
from launchwatch.evidence import naive_plane

Brief = dict[str, Any]
FLIGHTS = 1500


@pytest.fixture(scope="session")
def brief_of(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Brief]:
    """Make the brief of a case as of an instant, once a session."""

    @cache
    def make(case: str, *when: int, without: tuple[str, ...] = ()) -> Brief:
        return make_brief(
            root / "cases" / case,
            as_of=datetime(*when, tzinfo=UTC) if when else None,  # type: ignore[misc, arg-type]
            flights=FLIGHTS,
            seed=0,
            threads=None,
            out=tmp_path_factory.mktemp("brief") / case,
            without=without,
            progress=lambda text, share: None,
        )

    return make


def within(interval: Brief, low: float, high: float) -> bool:
    """Whether the median lies between two bounds."""
    return bool(low <= interval["median"] <= high)


# ---------------------------------------------------------------- Malligyong-1, as of 1 November 2023


def test_before_any_warning_the_brief_tells_the_missed_pledge_the_odds_and_the_usual_path(
    brief_of: Callable[..., Brief],
) -> None:
    brief = brief_of("malligyong-1", 2023, 11, 1, 23, 59, 59)
    assert not brief["windows"]
    missed = [s for s in brief["statements"] if s["check"] == "window" and s["verdict"] == "contradicts"]
    assert any("missed" in (s["figure"] or "") for s in missed), "October was pledged and passed"
    assert 0.35 <= brief["chance"]["p"] <= 0.65
    assert "8 of 18" in brief["chance"]["reference_class"]["text"]
    assert len(brief["chance"]["reference_class"]["members"]) == 18
    assert {a["attempt"] for a in brief["map"]["areas"]} == {"earlier"}
    assert any(row["what"] == "the warning" for row in brief["watch_for"])
    assert "No warning is out" in brief["bottom_line"][0]
    assert brief["orbit"]["found"] is None


# ---------------------------------------------------------------- as of the warning


def test_the_announced_areas_need_a_turn_and_alone_do_not_fix_the_inclination(
    brief_of: Callable[..., Brief],
) -> None:
    orbit = brief_of("malligyong-1", 2023, 11, 21, 12)["orbit"]
    assert orbit["one_plane"]["fits"] is False
    assert "turn" in orbit["one_plane"]["text"]
    assert orbit["naive"]["inclination_deg"] == pytest.approx(81.2, abs=0.8)
    alone = orbit["areas_alone"]["inclination"]
    assert alone["p95"] - alone["p05"] > 10.0
    assert "do not fix the inclination" in orbit["areas_alone"]["text"]


def test_with_the_aim_the_orbit_is_that_of_a_sun_synchronous_satellite_at_500_km(
    brief_of: Callable[..., Brief],
) -> None:
    planned = brief_of("malligyong-1", 2023, 11, 21, 12)["orbit"]["planned"]
    assert within(planned["inclination"], 97.3, 97.5)
    assert planned["inclination"]["p95"] - planned["inclination"]["p05"] < 0.25
    assert within(planned["period"], 94.3, 94.9)


def test_nothing_of_the_flight_is_known_before_it(brief_of: Callable[..., Brief]) -> None:
    brief = brief_of("malligyong-1", 2023, 11, 21, 12)
    assert not brief["map"]["observed"]
    assert brief["orbit"]["found"] is None
    assert all(not row["reported"] for row in brief["timeline"])
    assert all(s["published"] <= brief["as_of"] for s in brief["sources"])
    assert brief["outcome"]["flown"] is False


# ---------------------------------------------------------------- as of 1 December


def test_the_orbit_found_lies_in_the_interval_told_before_the_flight(brief_of: Callable[..., Brief]) -> None:
    found = brief_of("malligyong-1", 2023, 12, 1, 23, 59, 59)["orbit"]["found"]
    assert (found["perigee_km"], found["apogee_km"], found["inclination_deg"]) == (
        493.0,
        512.0,
        pytest.approx(97.4),
    )
    before = brief_of("malligyong-1", 2023, 11, 21, 12)["orbit"]["planned"]
    for name, value in (("perigee", 493.0), ("apogee", 512.0), ("inclination", 97.4)):
        inside = before[name]["p05"] <= value <= before[name]["p95"]
        told = name in found["text"] and "outside" in found["text"]
        assert inside or told


def test_after_the_flight_the_launch_is_early_and_one_reported_time_is_impossible(
    brief_of: Callable[..., Brief],
) -> None:
    brief = brief_of("malligyong-1", 2023, 12, 1, 23, 59, 59)
    said = " ".join(f"{s['verdict']} {s['figure']} {s['reason']}" for s in brief["statements"])
    assert "1 h 17 m 32 s before the window opened" in said
    impossible = [s for s in brief["statements"] if "km/s" in (s["figure"] or "")]
    assert [s["verdict"] for s in impossible] == ["contradicts"]
    assert brief["outcome"]["p_orbit"] > 0.99
    assert brief["chance"]["p"] < 0.65, "the launch itself does not count in its own odds"


def test_the_first_good_pass_over_pyongyang_is_where_it_was_seen(brief_of: Callable[..., Brief]) -> None:
    guam = [
        row
        for row in brief_of("malligyong-1", 2023, 12, 1, 23, 59, 59)["watch_for"]
        if row["place"] == "Guam" and "pass" in row["what"]
    ]
    seen = datetime(2023, 11, 22, 0, 18, tzinfo=UTC)
    told = datetime.fromisoformat(guam[0]["utc"]["median"])
    assert abs((told - seen).total_seconds()) < 120.0


# ---------------------------------------------------------------- 2009, 2012, 2016


def test_2009_is_a_direct_ascent_near_40_6_to_40_9_degrees(brief_of: Callable[..., Brief]) -> None:
    orbit = brief_of("kwangmyongsong-2", 2009, 4, 4, 12)["orbit"]
    assert orbit["one_plane"]["fits"] is True
    assert orbit["naive"]["inclination_deg"] == pytest.approx(40.8, abs=0.25)
    assert within(orbit["planned"]["inclination"], 40.2, 41.2)


def test_april_2012_points_to_88_7_degrees_and_not_to_the_sun(brief_of: Callable[..., Brief]) -> None:
    orbit = brief_of("kwangmyongsong-3", 2012, 4, 12, 12)["orbit"]
    assert orbit["naive"]["azimuth_deg"] == pytest.approx(181.0, abs=0.5)
    assert orbit["naive"]["inclination_deg"] == pytest.approx(88.7, abs=0.2)
    assert "not sun-synchronous without a plane change of more than 8 deg" in orbit["sun_synchronous"]["text"]


def test_april_2012_broke_up_in_the_first_stage(brief_of: Callable[..., Brief]) -> None:
    brief = brief_of("kwangmyongsong-3")
    assert brief["outcome"]["p_orbit"] < 0.05
    first = sum(f["p"] for f in brief["failures"] if f["phase"] == "stage 1")
    assert first > 0.8
    by_stage = brief["chance"]["after"]["by_stage"]  # without a flight, from the record and what was seen
    assert max(by_stage, key=by_stage.__getitem__) == brief["failures"][0]["phase"] == "stage 1"


def test_february_2016_areas_alone_meet_the_tracked_pieces(brief_of: Callable[..., Brief]) -> None:
    """Japan's tracking, told to the minute: stage 1 about 500 km out at 09:37, the vehicle over Sakishima at
    09:39 and 500 km. Lift-off is told as 09:29, 09:30 and 09:31, so a minute is the clock's own width."""
    brief = brief_of("kwangmyongsong-4", 2016, 3, 31, without=("observed",))
    stage1 = next(z for z in brief["drop_zones"] if z["piece"] == "stage 1")
    splash = next(o for o in stage1["observed"] if o["miss_min"] is not None)
    assert splash["miss_km"] <= 60.0
    assert abs(splash["miss_min"]) <= 1.5, "and the brief shows the miss"
    vehicle = next(p for p in brief["passages"] if p["place"] == "Sakishima" and p["body"] == "vehicle")
    passed = vehicle["observed"][0]
    assert abs(passed["miss_min"]) <= 1.0
    assert abs(passed["miss_km"]) <= 60.0


# ---------------------------------------------------------------- every brief


@pytest.mark.parametrize(
    ("case", "when"),
    [
        ("malligyong-1", (2023, 11, 1, 23, 59, 59)),
        ("malligyong-1", (2023, 11, 21, 12)),
        ("malligyong-1", (2023, 12, 1, 23, 59, 59)),
        ("kwangmyongsong-2", (2009, 4, 4, 12)),
        ("kwangmyongsong-3", (2012, 4, 12, 12)),
        ("kwangmyongsong-3-2", ()),
    ],
)
def test_every_brief_is_whole_and_honest(
    brief_of: Callable[..., Brief], case: str, when: tuple[int, ...]
) -> None:
    brief = brief_of(case, *when)
    assert len(brief["bottom_line"]) == 3
    assert all(any(c.isdigit() for c in line) for line in brief["bottom_line"])
    page = Path(brief["files"]["brief.html"]).read_text(encoding="utf-8")
    assert "NaN" not in page
    assert ">None<" not in page
    assert json.loads(Path(brief["files"]["brief.json"]).read_text(encoding="utf-8"))["case"] == case
    assert brief["numerics"]["effective_sample_size"] > 20.0
    assert brief["numerics"]["integration_error_m"] < 20.0
    for row in brief["timeline"]:
        s = row["seconds"]
        assert s["p05"] <= s["p25"] <= s["median"] <= s["p75"] <= s["p95"]


def test_the_naive_plane_is_what_molczan_got_by_hand() -> None:
    plane = naive_plane((39.66, 124.705), [(35.56, 124.69), (17.27, 124.30)])
    assert plane.inclination_deg == pytest.approx(88.7, abs=0.1)
