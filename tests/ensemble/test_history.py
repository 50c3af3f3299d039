"""The time history of a flight ends where the row says, and its figures follow from its states."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tiny_cases import tiny_flights

from launchwatch.ensemble import History, history_of
from launchwatch.flight import TOLERANCE

OMEGA = 7.292115e-5


@cache
def flown() -> tuple[int, History]:
    flights = tiny_flights()
    k = int(np.flatnonzero(flights.column("outcome") == 0.0)[0])
    return k, history_of(flights, k, TOLERANCE)


def test_it_begins_on_the_pad_and_ends_in_the_orbit_of_its_row() -> None:
    k, path = flown()
    flights = tiny_flights()
    pad = flights.plan.view.pad
    c = path.columns
    assert c["t_s"][0] == 0.0 and np.all(np.diff(c["t_s"]) > 0.0)
    assert (c["latitude_deg"][0], c["longitude_deg"][0]) == pytest.approx((pad.lat_deg, pad.lon_deg))
    assert c["speed_m_s"][0] == pytest.approx(0.0, abs=1e-6)
    assert c["t_s"][-1] == pytest.approx(flights.column("insertion_s")[k], abs=1e-9)
    for axis in "xyz":
        assert c[f"{axis}_m"][-1] == pytest.approx(flights.column(f"insertion_{axis}_m")[k], abs=1e-6)
    assert c["mass_kg"][-1] == pytest.approx(flights.column("insertion_mass_kg")[k], rel=1e-9)
    assert np.isnan(c["impact_in_s"][-1]), "an orbit does not come down"


def test_cut_offs_of_the_row_are_steps_of_the_history() -> None:
    k, path = flown()
    flights, c = tiny_flights(), path.columns
    for p in range(len(flights.phases)):
        when = flights.column(f"phase{p}_cutoff_s")[k]
        at = int(np.argmin(np.abs(c["t_s"] - when)))
        assert c["t_s"][at] == pytest.approx(when, abs=1e-9)
        assert c["altitude_m"][at] == pytest.approx(flights.column(f"phase{p}_cutoff_altitude_m")[k], abs=1.0)
        speed = flights.column(f"phase{p}_cutoff_relative_speed_m_s")[k]
        assert c["speed_m_s"][at] == pytest.approx(speed, abs=1e-6)
        angle = np.degrees(flights.column(f"phase{p}_cutoff_angle_rad")[k])
        assert c["angle_deg"][at] == pytest.approx(angle, abs=1e-6)


def test_earth_relative_speed_is_that_of_earth_fixed_places() -> None:
    """Differences of places on the turning Earth, from another formula for the place."""
    _, path = flown()
    c = path.columns
    lat, lon, h = np.radians(c["latitude_deg"]), np.radians(c["longitude_deg"]), c["altitude_m"]
    e2 = (2.0 - 1 / 298.257223563) / 298.257223563
    n = 6378137.0 / np.sqrt(1.0 - e2 * np.sin(lat) ** 2)
    fixed = np.stack(
        [
            (n + h) * np.cos(lat) * np.cos(lon),
            (n + h) * np.cos(lat) * np.sin(lon),
            (n * (1.0 - e2) + h) * np.sin(lat),
        ]
    )
    step = np.diff(c["t_s"])
    short = (step < 3.0) & (step > 0.05)
    rate = np.linalg.norm(np.diff(fixed, axis=1), axis=0) / step
    middle = 0.5 * (c["speed_m_s"][1:] + c["speed_m_s"][:-1])
    assert short.sum() > 9 and np.abs(rate - middle)[short].max() < 2.0


def test_mass_falls_only_and_what_burns_is_what_lies_between_ignition_and_cut_off() -> None:
    k, path = flown()
    flights, c = tiny_flights(), path.columns
    assert np.all(np.diff(c["mass_kg"]) <= 1e-9) and np.all(np.diff(c["phase"]) >= 0.0)
    lit = sum(
        flights.column(f"phase{p}_cutoff_s")[k] - flights.column(f"phase{p}_ignition_s")[k]
        for p in range(len(flights.phases))
    )
    assert np.sum(np.diff(c["t_s"]) * c["burning"][:-1]) == pytest.approx(lit, abs=1e-6)


def test_the_impact_point_moves_down_range_until_it_is_gone() -> None:
    _, path = flown()
    seconds = path.columns["impact_in_s"]
    down = np.isfinite(seconds)
    last = int(np.flatnonzero(down)[-1])
    assert last > 20 and not np.any(down[last + 1 :])
    assert path.columns["impact_longitude_deg"][last] > path.columns["impact_longitude_deg"][5] + 5.0
