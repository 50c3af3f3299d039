"""The table of densities, against NRLMSIS itself."""

from __future__ import annotations

import math

import numpy as np
import pymsis
import pytest

from launchwatch.orbit.density import HEIGHTS, LATITUDES, at, density_table, place, plane

INCLINATION = math.radians(97.4)


def log_plane(year: float, hour: float, f: float, fa: float, ap: float) -> np.ndarray:
    out = np.empty((LATITUDES, HEIGHTS.size))
    plane(density_table(INCLINATION), year, hour, f, fa, ap, out)
    return out


def msis(year: float, hour: float, u: float, height: float, f: float, fa: float, ap: float) -> float:
    """The model at the point of the plane, without longitude and universal time."""
    latitude = math.degrees(math.asin(math.sin(INCLINATION) * math.sin(u)))
    along = math.degrees(math.atan2(math.cos(INCLINATION) * math.sin(u), math.cos(u)))
    seconds = int(year * 365.25) * 86400 + int(((hour + along / 15.0) % 24.0) * 3600.0)
    instant = np.datetime64("2001-01-01T00:00:00") + np.timedelta64(seconds, "s")
    found = pymsis.calculate(
        [instant],
        [0.0],
        [latitude],
        [height / 1e3],
        [f],
        [fa],
        [[ap] * 7],
        all_ut_effects=0.0,
        longitudinal=0.0,
    )
    return float(found.ravel()[0])


def test_the_table_is_within_a_few_per_cent_of_msis() -> None:
    rng = np.random.default_rng(4)
    off = []
    for _ in range(90):
        year, hour, u = rng.uniform(), rng.uniform(0.0, 24.0), rng.uniform(0.0, 2.0 * math.pi)
        fa = rng.uniform(68.0, 220.0)
        f, ap = max(66.0, fa + rng.normal(0.0, 15.0)), min(rng.lognormal(2.1, 0.7), 60.0)
        height = rng.uniform(110e3, 600e3)
        found = at(log_plane(year, hour, f, fa, ap), u, height)
        off.append(math.log(found / msis(year, hour, u, height, f, fa, ap)))
    assert np.median(np.abs(off)) < 0.03
    assert abs(np.mean(off)) < 0.025
    assert np.max(np.abs(off)) < 0.35


def test_a_node_of_the_table_is_msis() -> None:
    """At a tabulated season, hour, latitude, height and flux nothing is interpolated."""
    year, hour, flux = 3.5 / 12.0, 9.0, 116.0
    found = at(log_plane(year, hour, flux, flux, 4.0), 0.0, 200e3)
    assert found == pytest.approx(msis(year, hour, 0.0, 200e3, flux, flux, 4.0), rel=1e-3)


@pytest.mark.parametrize("height", [200e3, 400e3])
def test_a_brighter_sun_and_a_storm_make_the_air_denser(height: float) -> None:
    quiet = at(log_plane(0.3, 10.0, 80.0, 80.0, 4.0), 1.0, height)
    assert at(log_plane(0.3, 10.0, 200.0, 200.0, 4.0), 1.0, height) > 1.3 * quiet
    assert at(log_plane(0.3, 10.0, 110.0, 80.0, 4.0), 1.0, height) > 1.02 * quiet
    assert at(log_plane(0.3, 10.0, 80.0, 80.0, 150.0), 1.0, height) > 1.2 * quiet


def test_season_hour_and_latitude_go_round() -> None:
    air = log_plane(0.999999, 23.99999, 120.0, 120.0, 10.0)
    round_again = log_plane(0.0, 0.0, 120.0, 120.0, 10.0)
    assert air == pytest.approx(round_again, abs=1e-3)
    assert at(air, 2.0 * math.pi - 1e-9, 300e3) == pytest.approx(at(air, 0.0, 300e3), rel=1e-6)
    assert at(air, -0.5, 300e3) == pytest.approx(at(air, 2.0 * math.pi - 0.5, 300e3), rel=1e-9)


def test_above_and_below_the_table_the_slope_goes_on() -> None:
    air = log_plane(0.5, 12.0, 120.0, 120.0, 10.0)
    low, high = at(air, 0.3, 950e3), at(air, 0.3, 1000e3)
    assert at(air, 0.3, 1050e3) == pytest.approx(high * high / low, rel=1e-6)
    low, high = at(air, 0.3, 80e3), at(air, 0.3, 85e3)
    assert at(air, 0.3, 75e3) == pytest.approx(low * low / high, rel=1e-6)


def test_outside_a_grid_its_ends_hold() -> None:
    grid = np.array([1.0, 2.0, 4.0])
    assert place(grid, 0.0) == (0, 0.0)
    assert place(grid, 9.0) == (1, 1.0)
    assert place(grid, 3.0) == (1, 0.5)


def test_inclinations_alike_share_a_table() -> None:
    assert density_table(1.7) is density_table(1.7000001)
