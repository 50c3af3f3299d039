"""Burns found in histories: impulses given to a flown orbit, and the operators' own lists of real ones."""

from __future__ import annotations

import importlib.util
import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from launchwatch.errors import InputError
from launchwatch.orbit import (
    Elements,
    History,
    elements_of_state,
    find_manoeuvres,
    history_svg,
    joined,
    propagate,
    read_history,
    watch_manoeuvres,
)
from launchwatch.orbit.foresight import Track, persistent, running_noise, track_of
from launchwatch.orbit.impulse import of_neighbours
from launchwatch.orbit.seldom import risen

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
START = Elements("OBJECT", "90001", "", BEGIN, 14.6, 0.0004, 97.9, 40.0, 80.0, 280.0, bstar=2e-5)


def flown(
    burns: dict[float, tuple[float, float, float]],
    days: float = 40.0,
    step: float = 1.0,
    start: Elements = START,
    noise_m: float = 15.0,
) -> History:
    """A history of sets of an orbit that SGP4 flies, with impulses (m/s: radial, along, across) at days.

    Sets come every `step` days; along the track they are off by a normal error.
    """
    rng = np.random.default_rng(7)
    now, sets = start, []
    times = sorted(
        [(day, None) for day in np.arange(0.0, days, step)] + list(burns.items()), key=lambda x: x[0]
    )
    for day, dv in times:
        at = BEGIN + timedelta(days=float(day))
        state = propagate(now, (at - now.epoch).total_seconds())[0]
        if dv is not None:
            r, v = state[:3], state[3:]
            up = r / np.linalg.norm(r)
            normal = np.cross(r, v) / np.linalg.norm(np.cross(r, v))
            state = np.concatenate([r, v + dv[0] * up + dv[1] * np.cross(normal, up) + dv[2] * normal])
            now = elements_of_state(state, at, name="OBJECT", identifier="90001", bstar=start.bstar)
        else:
            told = elements_of_state(state, at, name="OBJECT", identifier="90001", bstar=start.bstar)
            off = math.degrees(noise_m * rng.standard_normal() / 7e6)
            sets.append(replace(told, mean_anomaly_deg=(told.mean_anomaly_deg + off) % 360.0))
    return History(tuple(sets))


def test_one_burn_is_found_where_and_as_large_as_it_was() -> None:
    history = flown({20.4: (0.0, 0.05, 0.0)})
    (burn,) = find_manoeuvres(history)
    assert burn.earliest == BEGIN + timedelta(days=20) and burn.latest == BEGIN + timedelta(days=21)
    assert burn.delta_v.along == pytest.approx(0.05, abs=3.0 * burn.delta_v.along_sigma)
    assert burn.delta_v.along_sigma < 0.005
    assert abs(burn.delta_v.cross) < 3.0 * burn.delta_v.cross_sigma
    # a full vis-viva step, by hand: da = 2 a^2 v dv / mu
    a = START.semi_major_axis
    assert burn.axis_change_m == pytest.approx(2.0 * a * 0.05 / math.sqrt(3.986004418e14 / a), rel=0.15)
    assert burn.confidence > 0.8


def test_a_burn_that_lowers_and_one_that_turns_the_plane_are_told_apart() -> None:
    history = flown({15.4: (0.0, -0.08, 0.0), 28.5: (0.0, 0.0, 3.0)}, days=45.0)
    lower, turn = find_manoeuvres(history)
    assert lower.delta_v.along == pytest.approx(-0.08, abs=0.01)
    assert abs(turn.delta_v.cross) == pytest.approx(3.0, abs=0.15)
    assert abs(turn.delta_v.along) < 0.05


def test_a_radial_burn_shows_in_the_form_of_the_orbit() -> None:
    history = flown({20.4: (4.0, 0.5, 0.0)})
    (burn,) = find_manoeuvres(history)
    assert burn.delta_v.radial == pytest.approx(4.0, abs=0.6)


def test_nothing_is_found_where_nothing_was_burned() -> None:
    assert find_manoeuvres(flown({})) == ()
    assert find_manoeuvres(flown({}, days=1.0)) == ()


def test_a_wild_set_is_no_burn() -> None:
    history = flown({})
    sets = list(history.given)
    sets[20] = replace(sets[20], mean_anomaly_deg=(sets[20].mean_anomaly_deg + 0.05) % 360.0)
    assert find_manoeuvres(History(tuple(sets))) == ()


def test_denser_air_is_no_burn() -> None:
    """Drag that wanders from day to day, and doubles for six days, bends the curve and does not break it."""
    rng = np.random.default_rng(3)
    now, sets = replace(START, bstar=1e-4), []
    for day in range(60):
        drag = 1e-4 * math.exp(0.4 * rng.standard_normal()) * (2.0 if 40 <= day < 46 else 1.0)
        at = BEGIN + timedelta(days=day)
        state = propagate(now, (at - now.epoch).total_seconds())[0]
        now = elements_of_state(state, at, identifier="90001", bstar=drag)
        off = math.degrees(15.0 * rng.standard_normal() / 7e6)
        sets.append(replace(now, mean_anomaly_deg=(now.mean_anomaly_deg + off) % 360.0))
    assert find_manoeuvres(History(tuple(sets))) == ()


def test_a_burn_is_told_online_once_and_within_three_days() -> None:
    history = flown({20.4: (0.0, 0.05, 0.0)}, days=30.0)
    reports: list[float] = []
    told = list(watch_manoeuvres(history, progress=lambda _, part: reports.append(part)))
    assert len(told) == 1
    assert timedelta() < told[0][0] - told[0][1].latest <= timedelta(days=3)
    assert reports == sorted(reports) and reports[-1] < 1.0
    assert list(watch_manoeuvres(history, since=BEGIN + timedelta(days=29.5))) == []


def test_two_sets_far_apart_tell_a_raise_and_not_a_decay() -> None:
    low = replace(START, mean_motion_dot=2e-5)
    falls = replace(low, epoch=BEGIN + timedelta(days=60), mean_motion_rev_day=14.6 + 60 * 4e-5)
    climbs = replace(low, epoch=BEGIN + timedelta(days=60), mean_motion_rev_day=14.6 - 0.01)
    dives = replace(low, epoch=BEGIN + timedelta(days=60), mean_motion_rev_day=14.6 + 0.1)
    assert risen(low, falls) < 1.0 < risen(low, climbs)
    assert risen(low, dives) > 1.0
    (burn,) = find_manoeuvres(History((low, climbs)))
    assert burn.latest - burn.earliest == timedelta(days=60)
    assert burn.delta_v.along == pytest.approx(
        0.5 * 2 * math.pi * 14.6 / 86400.0 * burn.axis_change_m, rel=1e-3
    )
    assert find_manoeuvres(History((low, falls))) == ()


def test_the_plane_between_two_sets_is_turned_back_before_it_is_compared() -> None:
    history = flown({3.5: (0.0, 0.0, 5.0)}, days=8.0, step=7.0, noise_m=0.0)
    size, change = of_neighbours(*history.sets)
    assert abs(size.cross) == pytest.approx(5.0, abs=3.0 * size.cross_sigma)
    assert abs(change) < 100.0


def test_the_series_of_a_quiet_orbit_stand_still() -> None:
    track = track_of(flown({}, noise_m=0.0))
    assert isinstance(track, Track)
    assert np.ptp(track.tilt) < 1.0
    assert np.abs(np.diff(track.node, 2)).max() < 1.0 and np.ptp(track.node) < 400.0
    assert np.ptp(np.hypot(track.form_x, track.form_y)) < 2e-4
    # how fast it gains along the track is what its height says
    gained = np.diff(track.along) / np.diff(track.days)
    assert np.allclose(gained, track.drift * 0.5 * (track.axis[1:] + track.axis[:-1]), atol=60.0)


def test_noise_and_persistence_are_reckoned_by_hand() -> None:
    off = np.array(
        [[1.0, -2.0, 3.0, 100.0, -5.0], [2.0, -2.0, -3.0, 90.0, -5.0], [3.0, -9.0, 3.0, 80.0, -5.0]]
    )
    sigma = running_noise(off, 0.5)
    assert sigma[0, 2] == pytest.approx(1.4826 * 3.0)
    assert np.all(running_noise(off, 1e3) == 1e3)
    assert persistent(off, np.ones_like(off)).tolist() == [1.0, -2.0, 0.0, 80.0, -5.0]


def test_histories_of_one_object_are_joined_and_of_two_refused() -> None:
    history = flown({}, days=6.0)
    parts = [
        History(history.given[:3]),
        History(history.given[3:], tuple(e.epoch for e in history.given[3:])),
    ]
    whole = joined(parts)
    assert whole.sets == history.sets and len(whole.published) == len(whole.given)
    with pytest.raises(InputError, match="2 objects"):
        joined([history, History((replace(START, identifier="90002"),))])


def test_the_picture_shows_every_burn_and_is_the_same_each_time() -> None:
    history = flown({20.4: (0.0, 0.5, 0.0)})
    burns = find_manoeuvres(history)
    picture = history_svg(history, burns)
    assert picture == history_svg(history, burns)
    assert picture.count('fill="#d95f02"') == len(burns) == 1
    assert "OBJECT" in picture and "2024-01-" in picture and "nan" not in picture


# ---------------------------------------------------------------- real satellites


@pytest.fixture(scope="module")
def benchmark(root: Path) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location(
        "manoeuvre_benchmark", root / "benchmarks" / "manoeuvres.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_scores_are_one_to_one_and_merge_what_lies_within_a_day(benchmark: ModuleType) -> None:
    at = [BEGIN + timedelta(days=d) for d in (0.0, 0.5, 10.0, 20.0)]
    assert benchmark.score([at[0], at[1], at[2]], at, 1.0) == (2, 1, 1)
    assert benchmark.score([BEGIN + timedelta(days=11.5)], at, 1.0) == (0, 1, 3)
    assert benchmark.f1(2, 1, 1) == pytest.approx(2 / 3)


def test_the_burns_of_four_operators_are_found(benchmark: ModuleType, data_dir: Path) -> None:
    """The bars of the mean of all five at 1, 2 and 3 days, and delta-v to 2 mm/s in the median."""
    folder = data_dir / "orbit" / "manoeuvres"
    marks, off = [], []
    for name, file in benchmark.FILES.items():
        history = read_history(folder / f"{name}.tle", problems=[])
        burns = benchmark.published(folder / "official" / file)
        found = find_manoeuvres(history)
        true = benchmark.within(history, burns, timedelta())
        marks.append([benchmark.f1(*benchmark.score([o.epoch for o in found], true, t)) for t in (1, 2, 3)])
        off += [abs(size[0]) for size in benchmark.sizes(found, burns) if size[3]]
    mean = np.mean(marks, axis=0)
    assert np.all(mean >= [0.60, 0.70, 0.75]), mean
    assert np.median(off) < 2e-3


def test_the_raises_of_malligyong_are_found(data_dir: Path, root: Path) -> None:
    history = joined(
        [
            read_history(data_dir / "orbit" / "history" / "tle_58400.txt"),
            read_history(root / "cases/malligyong-1/elements/malligyong-1-2024-06-06.tle"),
        ]
    )
    june, winter = find_manoeuvres(history)
    assert (june.epoch.year, june.epoch.month) == (2024, 6)
    assert june.axis_change_m == pytest.approx(2280.0, abs=10.0)
    assert (winter.earliest.year, winter.earliest.month) == (2025, 10)
    assert (winter.latest.year, winter.latest.month) == (2026, 3)
    assert june.confidence > 0.9 and winter.confidence > 0.9
