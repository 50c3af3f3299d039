"""What oblateness does to an orbit, against catalogued satellites and figures others published."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from launchwatch.errors import InputError
from launchwatch.orbit import (
    local_time_of_node,
    read_elements,
    secular_rates,
    sun_synchronous_inclination,
)
from launchwatch.orbit.secular import SUN_RATE


def test_sun_synchronous_inclination_at_500_km_is_molczans() -> None:
    """SeeSat-L, 2 April 2012: 97.42 deg."""
    assert math.degrees(sun_synchronous_inclination(500e3, 500e3)) == pytest.approx(97.42, abs=0.01)


@pytest.mark.parametrize(
    ("height", "inclination"),
    # Boain, A-B-Cs of Sun-Synchronous Orbit Mission Design (AAS 04-108), to first order: hence 0.05 deg
    [(300e3, 96.67), (700e3, 98.19), (1000e3, 99.48)],
)
def test_sun_synchronous_inclination_along_the_height(height: float, inclination: float) -> None:
    assert math.degrees(sun_synchronous_inclination(height, height)) == pytest.approx(inclination, abs=0.05)


def test_no_sun_synchronous_orbit_above_six_thousand_km_and_none_of_nonsense() -> None:
    assert sun_synchronous_inclination(5970e3, 5970e3) > math.radians(175.0)
    with pytest.raises(InputError, match="no inclination makes"):
        sun_synchronous_inclination(6100e3, 6100e3)
    with pytest.raises(InputError, match="no orbit has a perigee"):
        sun_synchronous_inclination(600e3, 500e3)
    with pytest.raises(InputError, match="no orbit has a perigee"):
        sun_synchronous_inclination(math.nan, 500e3)


def test_node_of_malligyong_moves_as_its_own_catalogue_says(data_dir: Path) -> None:
    """Between the sets of 7 June and 7 July 2024 the node went from 46.9797 to 76.4000 deg."""
    sets = read_elements(data_dir / "orbit" / "history" / "tle_58400.txt")
    first, last = sets[0], sets[2]
    node, _, _ = secular_rates(first.semi_major_axis, first.eccentricity, first.inclination)
    moved = math.degrees(float(node)) * (last.epoch - first.epoch).total_seconds()
    assert moved == pytest.approx(last.raan_deg - first.raan_deg, abs=0.02)


def test_rates_of_arrays_are_those_of_their_members() -> None:
    axes, tilts = np.array([[7e6], [8e6]]), np.array([0.5, 1.0, 1.7])
    node, perigee, anomaly = secular_rates(axes, 0.01, tilts)
    assert node.shape == perigee.shape == anomaly.shape == (2, 3)
    one = secular_rates(8e6, 0.01, 1.7)
    assert [float(x[1, 2]) for x in (node, perigee, anomaly)] == [float(x) for x in one]


def test_node_stands_still_over_the_poles_and_perigee_at_the_critical_inclination() -> None:
    node, _, _ = secular_rates(7e6, 0.0, math.pi / 2.0)
    assert abs(float(node)) < 1e-20
    _, low, _ = secular_rates(26_600e3, 0.7, math.radians(63.0))
    _, high, _ = secular_rates(26_600e3, 0.7, math.radians(64.0))
    assert float(low) > 0.0 > float(high)


def test_a_node_that_turns_with_the_sun_keeps_its_local_time() -> None:
    start = datetime(2023, 11, 22, tzinfo=UTC)
    hours = [
        float(local_time_of_node(1.0 + SUN_RATE * 86400.0 * days, start + timedelta(days=days)))
        for days in range(0, 366, 30)
    ]
    assert np.ptp(hours) < 1e-3


def test_local_time_of_malligyongs_node_was_ten_oclock() -> None:
    """10:01 at 2024-06-06 from the catalogued set; observers saw it near 10 and 22 h."""
    sat = read_elements(
        "1 58400U 23179A   24158.19566690  .00000871  00000-0  41535-4 0  9999\n"
        "2 58400  97.4052  45.2326 0002221 305.1745  54.9283 15.21704003 30052\n"
    )[0]
    assert sat.ltan_h() == pytest.approx(10.0 + 1.0 / 60.0, abs=0.01)
    # within a day it drifts by less than a second; back in November 2023 it was the same to some minutes
    assert sat.ltan_h(datetime(2024, 6, 7, tzinfo=UTC)) == pytest.approx(sat.ltan_h(), abs=1e-3)
    assert sat.ltan_h(datetime(2023, 11, 22, tzinfo=UTC)) == pytest.approx(10.0, abs=0.1)
