"""The Sun against a JPL ephemeris through Skyfield, and against the almanac."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import skyfield
from hypothesis import given
from hypothesis import strategies as st
from skyfield.api import load, load_file, wgs84

from launchwatch.earth import local_solar_time, sun_elevation, utc


def test_against_jpl_ephemeris() -> None:
    """DE430 around 2 March 2015, which Skyfield ships for its own tests."""
    path = Path(skyfield.__file__).parent / "tests/data/de430-2015-03-02.bsp"
    if not path.exists():
        pytest.skip("left out: this Skyfield ships no ephemeris")
    ephemeris = load_file(str(path))
    try:
        for hour in range(0, 24, 3):
            at = utc(2015, 3, 2, hour)
            time = load.timescale(builtin=True).from_datetime(at)
            for lat, lon in ((39.66, 124.705), (-39.26, 177.86), (5.24, -52.77), (89.9, 0.0), (-60.0, 30.0)):
                place = ephemeris["earth"] + wgs84.latlon(lat, lon)
                truth = place.at(time).observe(ephemeris["sun"]).apparent().altaz()[0].degrees
                ours = sun_elevation(np.radians(lat), np.radians(lon), at, float(time.dut1))
                assert np.degrees(ours) == pytest.approx(truth, abs=5e-4)
    finally:
        ephemeris.close()


@pytest.mark.parametrize(
    ("instant", "declination"),
    [
        (utc(2023, 3, 20, 21, 24), 0.0),  # equinoxes and solstices to the minute: US Naval Observatory
        (utc(2023, 6, 21, 14, 58), 23.437),
        (utc(2023, 9, 23, 6, 50), 0.0),
        (utc(2023, 12, 22, 3, 27), -23.437),
        (utc(2016, 3, 20, 4, 30), 0.0),
    ],
    ids=str,
)
def test_declination_of_the_almanac_seen_from_the_pole(instant: datetime, declination: float) -> None:
    parallax = 8.794 / 3600.0
    elevation = np.degrees(sun_elevation(np.pi / 2.0, 0.0, instant))
    assert elevation == pytest.approx(declination - parallax * np.cos(np.radians(declination)), abs=0.005)


def test_places_and_instants_broadcast() -> None:
    times = np.array(["2023-11-21T03:00", "2023-11-21T15:00"], dtype="datetime64[us]")
    day, night = sun_elevation(np.radians(39.66), np.radians(124.7), times)
    assert day > 0.0 > night
    assert sun_elevation(np.radians([10.0, 20.0, 30.0]), 0.0, utc(2023, 1, 1)).shape == (3,)


@given(st.floats(-np.pi, np.pi), st.integers(0, 86_399))
def test_solar_clock_gains_an_hour_in_fifteen_degrees(longitude: float, second: int) -> None:
    at = utc(2023, 11, 21) + timedelta(seconds=second)
    hours = float(local_solar_time(longitude, at))
    assert 0.0 <= hours < 24.0
    ahead = float(local_solar_time(longitude + np.radians(15.0), at)) - hours
    assert min(abs(ahead - 1.0), abs(ahead + 23.0)) < 1e-9
    assert float(local_solar_time(0.0, at)) == pytest.approx(second / 3600.0)
