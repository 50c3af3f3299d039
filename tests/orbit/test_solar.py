"""The fan of space weather to come: honest about time, and as wrong as it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from launchwatch.orbit import SpaceWeather, read_space_weather
from launchwatch.orbit.solar import centred, trailing, weather_fan


def made(days: int = 3000, seed: int = 0) -> SpaceWeather:
    """A record with a rotation of 27 days on a slow wave."""
    t = np.arange(days)
    rng = np.random.default_rng(seed)
    flux = 120.0 + 40.0 * np.sin(t / 600.0) + 15.0 * np.sin(2.0 * np.pi * t / 27.0) + rng.normal(0, 3, days)
    return SpaceWeather(np.datetime64("2010-01-01"), flux, rng.lognormal(2.0, 0.6, days))


def test_what_is_known_is_the_same_in_every_member() -> None:
    weather = made()
    first = datetime(2017, 12, 1, tzinfo=UTC)
    fan = weather_fan(weather, first, 300, 20, np.random.default_rng(0))
    begin = int((np.datetime64("2017-12-01") - weather.first).astype(int))
    known = len(weather.f107) - begin
    assert np.array_equal(fan[:, :known, 2], np.tile(weather.ap[begin:], (20, 1)))
    # the flux is that of the day before
    assert np.array_equal(fan[7, : known + 1, 0], weather.f107[begin - 1 :])
    assert np.ptp(fan[:, -1, 0]) > 1.0


def test_nothing_later_is_used() -> None:
    weather = made()
    instant = datetime(2017, 1, 1, 15, tzinfo=UTC)
    cut = int((np.datetime64("2017-01-01") - weather.first).astype(int))
    other = SpaceWeather(weather.first, weather.f107.copy(), weather.ap.copy())
    other.f107[cut:], other.ap[cut:] = 999.0, 300.0
    fans = [
        weather_fan(w.as_of(instant), instant, 90, 10, np.random.default_rng(3)) for w in (weather, other)
    ]
    assert np.array_equal(fans[0], fans[1])


def test_one_seed_one_fan() -> None:
    a, b = (
        weather_fan(made(), datetime(2018, 6, 1, tzinfo=UTC), 50, 8, np.random.default_rng(5)) for _ in "ab"
    )
    assert np.array_equal(a, b)


def test_a_record_that_begins_late_is_held_at_its_first_day() -> None:
    fan = weather_fan(made(), datetime(2010, 1, 1, tzinfo=UTC), 20, 3, np.random.default_rng(0))
    assert fan.shape == (3, 20, 3)
    assert fan[0, 0, 0] == made().f107[0]


def test_means_over_days() -> None:
    values = np.arange(200.0)
    assert trailing(values, 81)[100] == 60.0 and trailing(values, 81)[3] == 1.5
    assert centred(values)[100] == 100.0 and centred(values)[0] == 20.0


def test_the_fan_holds_what_came(data_dir: Path) -> None:
    """From 40 instants of 2001 to 2025 the 90 % range of the mean flux of 30 days holds it, and is sharper
    than the persistence of the last day (NOAA's record, from CelesTrak)."""
    weather = read_space_weather(data_dir / "orbit" / "space_weather" / "sw19571001_2026-08-22.txt.gz")
    held, ours, persistence = [], [], []
    for k in range(40):
        at = datetime(2001, 3, 1, tzinfo=UTC) + timedelta(days=220 * k)
        known = weather.as_of(at)
        assert known is not None
        begin = len(known.f107)
        truth = float(np.mean(weather.f107[begin : begin + 30]))
        means = weather_fan(known, at, 31, 60, np.random.default_rng(k))[:, 1:, 0].mean(axis=1)
        held.append(np.quantile(means, 0.05) <= truth <= np.quantile(means, 0.95))
        ours.append(abs(float(np.mean(means)) - truth))
        persistence.append(abs(known.f107[-1] - truth))
    assert 0.8 <= np.mean(held) <= 1.0
    assert np.mean(ours) < np.mean(persistence)


@pytest.mark.parametrize(("year", "low", "high"), [(2014, 110.0, 190.0), (2019, 62.0, 85.0)])
def test_without_a_record_the_mean_cycle_stands_in(year: int, low: float, high: float) -> None:
    """The observed means of 2014 and 2019 were 146 and 70 (NOAA)."""
    fan = weather_fan(None, datetime(year, 1, 1, tzinfo=UTC), 365, 200, np.random.default_rng(0))
    assert low < fan[..., 1].mean() < high
    assert 5.0 < fan[..., 2].mean() < 20.0


@pytest.mark.parametrize("year", [1930, 2060])
def test_the_cycle_goes_on_before_and_after_the_minima_known(year: int) -> None:
    fan = weather_fan(None, datetime(year, 1, 1, tzinfo=UTC), 4009, 30, np.random.default_rng(0))
    cycle = fan[..., 1].mean(axis=0)
    assert cycle.max() > 110.0 > 90.0 > cycle.min()
