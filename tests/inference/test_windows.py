"""Windows: when it lifts off, where the node lies, and what windows that move say of the plane."""

from __future__ import annotations

import numpy as np
import pytest
from made_launches import CAPE, JIUQUAN, at, made

from launchwatch.inference.look import GRID_DEG
from launchwatch.inference.windows import (
    drift_min,
    expected_drift_min,
    lift_off,
    local_hours,
    node_deg,
    node_hours,
    sun_hours,
    weigh_windows,
)


def _daily(first: str, minutes_a_day: int, days: int = 6) -> tuple[tuple[str, str], ...]:
    begin = np.datetime64(first, "m")
    found = []
    for day in range(days):
        opening = begin + np.timedelta64(day * (1440 + minutes_a_day), "m")
        found.append((str(opening), str(opening + np.timedelta64(282, "m"))))
    return tuple(found)


def _mass(southbound: bool, inclination: float) -> np.ndarray:
    mass = np.zeros((2, len(GRID_DEG)))
    mass[int(southbound)] = np.exp(-0.5 * ((GRID_DEG - inclination) / 0.05) ** 2)
    return mass / mass.sum()


def test_a_short_window_of_the_first_day_tells_the_lift_off_to_minutes() -> None:
    windows = (
        ("2024-04-15T03:30", "2024-04-15T06:00"),
        ("2024-04-15T04:03", "2024-04-15T04:28"),
        ("2024-04-17T09:00", "2024-04-17T09:10"),
    )
    found = lift_off(made(windows=windows))
    assert found is not None
    assert found.window == (at("2024-04-15T04:03"), at("2024-04-15T04:28"))
    assert found.weights.sum() == pytest.approx(1.0)
    best = found.instants[int(np.argmax(found.weights))]
    assert best == at("2024-04-15T04:11")  # Siwei Gaojing 3-01 lifted off at 04:12


def test_a_long_window_leaves_the_lift_off_open() -> None:
    found = lift_off(made(windows=_daily("2025-10-12T08:11", -22)))
    assert found is not None
    assert len(set(found.weights.tolist())) == 1
    assert lift_off(made(windows=())) is None


def test_a_plane_over_the_pad_passes_over_the_pad() -> None:
    """An independent way: turn the node and the inclination into a place."""
    lat, lon = JIUQUAN
    for inclination in (45.0, 63.4, 97.5):
        for southbound in (False, True):
            node = float(node_deg(lat, lon, np.array([inclination]), southbound)[0])
            i = np.radians(inclination)
            ahead = np.arcsin(np.sin(np.radians(lat)) / np.sin(i))
            u = np.pi - ahead if southbound else ahead
            there = node + np.degrees(np.arctan2(np.cos(i) * np.sin(u), np.cos(u)))
            assert (there - lon + 180.0) % 360.0 - 180.0 == pytest.approx(0.0, abs=1e-9)


def test_the_local_time_of_a_sun_synchronous_launch_is_that_of_its_satellite() -> None:
    # Siwei Gaojing 3-01 (2024-072): published local time of the node 22:30, seen at 22.555 h 81 days later
    found = node_hours(made(), _mass(True, 97.49))
    assert found is not None
    assert found.median == pytest.approx(22.5, abs=0.2)
    assert found.p05 < 22.555 < found.p95
    assert node_hours(made(), _mass(True, 50.0)) is None
    assert node_hours(made(windows=()), _mass(True, 97.49)) is None


def test_hours_turn_with_the_longitude_of_the_pad() -> None:
    """A pad 15 degrees farther east an hour earlier is the same launch."""
    here = sun_hours(made(), southbound=True)
    east = sun_hours(
        made(pad=(JIUQUAN[0], JIUQUAN[1] + 15.0), windows=(("2024-04-15T03:03", "2024-04-15T03:28"),)),
        southbound=True,
    )
    assert here is not None and east is not None
    assert np.allclose(here.local_h, east.local_h)
    assert sun_hours(made(windows=()), southbound=True) is None


def test_local_hours_are_mean_solar_time() -> None:
    assert local_hours(at("2024-04-15T12:00"), np.array([0.0, 180.0, -90.0])).tolist() == [12.0, 0.0, 6.0]


def test_windows_that_move_tell_the_inclination_of_the_plane_they_follow() -> None:
    # Starlink 10-52 of October 2025: 53.16 deg, its windows moved by 22 minutes a day
    case = made(CAPE, ((45.0, 630.0),), _daily("2025-10-12T08:11", -22), "2025-10-11T00:00")
    moved = drift_min(case)
    assert moved is not None and moved == (pytest.approx(-22.0), 5)
    said = weigh_windows(case)
    best = GRID_DEG[int(np.argmax(said))]
    assert abs(best - 53.16) < 3.0
    at_plane = said[round(53.15 / 0.025)]
    assert at_plane > 3.0 * said[round(70.0 / 0.025)]
    assert at_plane > 3.0 * said[round(97.6 / 0.025)]


def test_expected_drift_is_that_of_published_nodal_rates() -> None:
    # space station at 420 km: node -5.0 deg a day, so its passes come 24 minutes earlier each day
    assert float(expected_drift_min(np.array([51.64]), 420.0)[0]) == pytest.approx(-24.0, abs=0.3)
    # a polar orbit stays in inertial space: four minutes a day, as the stars
    assert float(expected_drift_min(np.array([90.0]), 550.0)[0]) == pytest.approx(-3.94, abs=0.01)


def test_a_fixed_window_says_little_and_nothing_of_transfers() -> None:
    said = weigh_windows(made(CAPE, ((95.0, 650.0),), _daily("2025-10-23T01:30", 0)))
    assert said[round(27.0 / 0.025)] == said[round(97.6 / 0.025)] == 1.0
    assert 0.2 < said[round(53.0 / 0.025)] < 1.0
    assert np.all(weigh_windows(made(windows=_daily("2025-10-23T01:30", 0, 2))) == 1.0)
    assert np.all(weigh_windows(made()) == 1.0)


def test_a_jump_to_another_hour_is_no_drift() -> None:
    windows = (("2025-10-18T00:09", "2025-10-18T04:32"), ("2025-10-19T17:24", "2025-10-19T21:47"))
    assert drift_min(made(windows=windows)) is None
