"""Re-entry of a catalogued object: objects whose end is known, and what must not be used or said."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from launchwatch.earth import MU
from launchwatch.errors import InputError
from launchwatch.orbit import Elements, SpaceWeather, read_elements, read_space_weather, reentry

pytestmark = pytest.mark.compiled

END = datetime(2024, 3, 1, tzinfo=UTC)


def falling(days: float = 30.0, rate: float = 1.0) -> list[Elements]:
    """Sets twice a day of an object that falls as 1 / (time left), to END: the solution for air of one scale
    height, h = H log(t / t0), with H 30 km and 120 km an hour before the end."""
    sets = []
    for left in np.arange(days, 0.6, -0.5):
        a = 6378137.0 + 120e3 + 30e3 * rate * math.log(left * 24.0)
        motion = 86400.0 / (2.0 * math.pi) * math.sqrt(MU / a**3)
        epoch = END - timedelta(days=float(left))
        sets.append(Elements("A", "7", "", epoch, motion, 0.0005, 65.0, 40.0, 90.0, 0.0))
    return sets


def flat(value: float = 150.0, ap: float = 10.0) -> SpaceWeather:
    """A Sun that never changes, from 2020 on."""
    count = 2400
    return SpaceWeather(np.datetime64("2020-01-01"), np.full(count, value), np.full(count, ap))


@cache
def history(data_dir: Path, number: int) -> list[Elements]:
    found = read_elements(data_dir / "orbit" / "decay" / f"{number}.csv.gz")
    return sorted(found, key=lambda one: one.epoch)


@pytest.fixture(scope="module")
def record(data_dir: Path) -> SpaceWeather:
    return read_space_weather(data_dir / "orbit" / "space_weather" / "sw19571001_2026-08-22.txt.gz")


@pytest.mark.parametrize("left", [2.0, 6.0, 12.0])
def test_goce(data_dir: Path, record: SpaceWeather, left: float) -> None:
    """It came down on 11 November 2013 at 00:16 UTC (ESA)."""
    end = datetime(2013, 11, 11, 0, 16, tzinfo=UTC)
    found = reentry(history(data_dir, 34602), end - timedelta(days=left), weather=record)
    assert found is not None and found.steady
    assert found.p05 < end < found.p95
    assert abs(found.median - end) < timedelta(days=0.12 * left)
    # 1077 kg, 1.1 m2 (ESA), a drag coefficient of 3 to 5 for a long body
    assert 3.0 * 1.1 / 1077.0 < found.ballistic < 5.0 * 1.1 / 1077.0


def test_a_stage_weeks_before_its_end(data_dir: Path, record: SpaceWeather) -> None:
    sets = history(data_dir, 64963)
    end = sets[-1].epoch + timedelta(hours=2)
    found = reentry(sets, end - timedelta(days=40), weather=record)
    assert found is not None
    assert found.p05 < end < found.p95 and abs(found.median - end) < timedelta(days=4)


def test_a_satellite_that_burns_is_not_called_steady(data_dir: Path, record: SpaceWeather) -> None:
    """Starlink-2660 lowered itself in bursts until nine days before its end."""
    sets = history(data_dir, 48450)
    found = reentry(sets, sets[-1].epoch - timedelta(days=11), weather=record)
    assert found is not None and not found.steady
    assert any("burn" in note for note in found.notes)


def test_the_answer_is_ordered_and_says_its_figures() -> None:
    found = reentry(falling(), END - timedelta(days=8), weather=flat())
    assert found is not None
    assert END - timedelta(days=8) < found.p05 < found.median < found.p95
    assert found.ballistic_p05 < found.ballistic < found.ballistic_p95
    said = found.to_json()
    assert {"median", "p05", "p95"} <= said.keys() and said["median"].endswith("Z")


def test_nothing_later_is_used() -> None:
    at = END - timedelta(days=8)
    sets, weather = falling(), flat()
    stormy = SpaceWeather(weather.first, weather.f107.copy(), weather.ap.copy())
    later = int((np.datetime64(at.replace(tzinfo=None), "D") - weather.first).astype(int))
    stormy.f107[later:], stormy.ap[later:] = 400.0, 200.0
    known = [one for one in sets if one.epoch <= at]
    whole, cut = reentry(sets, at, weather=weather), reentry(known, at, weather=stormy)
    assert whole is not None and cut is not None
    assert (whole.median, whole.p05, whole.p95) == (cut.median, cut.p05, cut.p95)


def test_one_seed_one_answer_and_another_another() -> None:
    at = END - timedelta(days=5)
    a, b, c = (reentry(falling(), at, seed, weather=flat()) for seed in (1, 1, 2))
    assert a is not None and b is not None and c is not None
    assert np.array_equal(a.days, b.days) and a.median == b.median
    assert not np.array_equal(a.days, c.days)


def test_without_space_weather_it_says_so_and_is_less_sure() -> None:
    at = END - timedelta(days=10)
    known, unknown = reentry(falling(), at, weather=flat()), reentry(falling(), at)
    late = reentry(
        falling(), at, weather=SpaceWeather(np.datetime64("2024-01-01"), np.full(99, 150.0), np.ones(99))
    )
    assert known is not None and unknown is not None and late is not None
    assert not any("weather" in note for note in known.notes)
    assert any("no space weather was given" in note for note in unknown.notes)
    assert any("begins too late" in note for note in late.notes)
    assert unknown.p95 - unknown.p05 > known.p95 - known.p05


def test_what_should_be_down_is_said_to_be() -> None:
    found = reentry(falling(), END + timedelta(days=20), weather=flat())
    assert found is not None and found.p95 < END + timedelta(days=20)
    assert any("most likely come down" in note for note in found.notes)


def test_space_weather_that_ends_early_is_named() -> None:
    full = flat()
    cut = SpaceWeather(full.first, full.f107[:1400], full.ap[:1400])
    found = reentry(falling(), END - timedelta(days=8), weather=cut)
    assert found is not None
    assert any("ends on 2023-10-31" in note for note in found.notes)


def test_a_long_life_has_a_long_window_and_comes_from_few_kilometres() -> None:
    """At 550 km a loss of 30 m a day is years, of which most of the window is the Sun's."""
    sets = [replace(one, mean_motion_rev_day=15.05 + 5e-5 * k) for k, one in enumerate(falling())]
    found = reentry(sets, END, weather=flat())
    assert found is not None
    years = (found.median - END).days / 365.25
    assert 1.0 < years < 15.0
    assert found.p95 - found.p05 > 0.2 * (found.median - END)


def test_a_history_may_come_as_an_object_with_sets() -> None:
    class History:
        sets = tuple(falling())

    at = END - timedelta(days=5)
    one, other = reentry(History(), at, weather=flat()), reentry(falling(), at, weather=flat())
    assert one is not None and other is not None and one.median == other.median


def test_the_passage_of_a_height_can_be_asked() -> None:
    at = END - timedelta(days=8)
    end, passed = (reentry(falling(), at, weather=flat(), down_to=h) for h in (100e3, 160e3))
    assert end is not None and passed is not None and passed.median < end.median


@pytest.mark.parametrize(
    ("sets", "at"),
    [
        ([], END),
        (falling()[:4], falling()[3].epoch),
        (falling()[:20], falling()[19].epoch + timedelta(days=31)),
        ([replace(one, mean_motion_rev_day=15.2) for one in falling()], END),
        ([replace(one, mean_motion_rev_day=15.5 - 0.002 * k) for k, one in enumerate(falling())], END),
        # 260 m in a month, at 800 km: centuries
        ([replace(one, mean_motion_rev_day=14.2 + 1.3e-5 * k) for k, one in enumerate(falling())], END),
        # five kilometres a day at 800 km is no drag
        ([replace(one, mean_motion_rev_day=14.2 + 0.008 * k) for k, one in enumerate(falling())], END),
        ([replace(one, mean_motion_rev_day=1.0027) for one in falling()], END),
    ],
    ids=["none", "few", "silent", "kept", "raised", "high", "flown", "far"],
)
def test_what_cannot_be_said_is_not_said(sets: list[Elements], at: datetime) -> None:
    assert reentry(sets, at, weather=flat()) is None


def test_an_instant_has_a_zone() -> None:
    with pytest.raises(InputError, match="time zone"):
        reentry(falling(), datetime(2024, 1, 1))
