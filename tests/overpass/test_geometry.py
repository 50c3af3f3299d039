"""Angles, light and culminations, against atan2, the almanac's Sun and dense sampling."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import sun_elevation
from launchwatch.orbit import Place, read_elements
from launchwatch.overpass import Mover, find_looks
from launchwatch.overpass.geometry import angle_deg, azimuth, is_lit, sun_at, sun_table
from launchwatch.overpass.looks import place_table
from launchwatch.overpass.motion import position_at

Floats = npt.NDArray[np.float64]
BEGIN = datetime(2024, 6, 9, 7, 30, tzinfo=UTC)
LOW = read_elements(
    """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""
)[0]
COUNT = st.floats(-1e8, 1e8)


@settings(max_examples=200)
@given(COUNT, COUNT)
def test_an_angle_is_that_of_atan2(y: float, x: float) -> None:
    if math.hypot(x, y) > 1e-6:
        assert angle_deg(y, x) == pytest.approx(math.degrees(math.atan2(y, x)), abs=4e-6)


@settings(max_examples=60)
@given(st.floats(-90.0, 90.0), st.floats(-180.0, 180.0), st.floats(0.0, 359.9), st.floats(1.0, 80.0))
def test_an_azimuth_is_that_of_the_local_axes(lat: float, lon: float, turn: float, high: float) -> None:
    place = place_table([Place("a", lat, lon, 120.0)])[0]
    c, s = math.cos(math.radians(lon)), math.sin(math.radians(lon))
    east = np.array([-s, c, 0.0])
    north = np.cross(place[3:6], east)
    level = math.cos(math.radians(turn)) * north + math.sin(math.radians(turn)) * east
    line = 1e6 * (math.cos(math.radians(high)) * level + math.sin(math.radians(high)) * place[3:6])
    x, y, z = place[:3] + line
    got = azimuth(place, (float(x), float(y), float(z)))
    if abs(lat) < 89.99999:
        assert 0.0 <= got < 360.001
        assert math.remainder(got - turn, 360.0) == pytest.approx(0.0, abs=1e-4)


def test_at_a_pole_azimuths_count_from_greenwich() -> None:
    place = place_table([Place("south pole", -90.0, 0.0, 2800.0)])[0]
    for lon, expected in ((0.0, 0.0), (90.0, 90.0), (-90.0, 270.0)):
        x, y = 1e6 * math.cos(math.radians(lon)), 1e6 * math.sin(math.radians(lon))
        assert azimuth(place, (x, y, float(place[2]))) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("span", [3000.0, 4.2 * 86400.0])
def test_the_table_of_the_sun_is_the_sun(span: float) -> None:
    table = sun_table(BEGIN, span)
    for t in np.linspace(0.0, span, 23).tolist():
        x, y, z = sun_at(table, t)
        sines = [
            math.sin(sun_elevation(lat, lon, BEGIN + timedelta(seconds=t)))
            for lat, lon in ((0.0, 0.0), (0.0, math.pi / 2), (math.pi / 2, 0.0))
        ]
        assert np.degrees(np.linalg.norm(np.array([x, y, z]) - sines)) < 0.02


def test_the_elevation_of_the_sun_is_that_of_the_almanac() -> None:
    """Astronomical Almanac, low precision formulas: 0.01 deg between 1950 and 2050."""
    looks = find_looks([LOW], [Place("Greenwich", 51.4779, 0.0)], BEGIN, BEGIN + timedelta(days=3))
    for k in range(len(looks)):
        at = BEGIN + timedelta(seconds=float(looks.culmination[k]))
        n = (at - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400.0
        g = math.radians(357.528 + 0.9856003 * n)
        ecliptic = math.radians(280.460 + 0.9856474 * n + 1.915 * math.sin(g) + 0.020 * math.sin(2.0 * g))
        tilt = math.radians(23.439 - 0.0000004 * n)
        declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
        ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
        hour = math.radians(15.0 * (18.697374558 + 24.06570982441908 * n)) - ascension
        lat = math.radians(51.4779)
        sine = math.sin(lat) * math.sin(declination)
        sine += math.cos(lat) * math.cos(declination) * math.cos(hour)
        assert looks.sun_elevation_deg[k] == pytest.approx(math.degrees(math.asin(sine)), abs=0.03)
    assert len(looks) > 8


@pytest.mark.parametrize(
    ("place", "lit"),
    [
        ((7e6, 0.0, 0.0), True),  # towards the Sun
        ((-7e6, 0.0, 0.0), False),  # behind the Earth
        ((-7e6, 6.4e6, 0.0), True),  # behind, but beside the equator
        ((-7e6, 6.35e6, 0.0), False),
        ((-7e6, 0.0, 6.365e6), True),  # beside the pole, which is 21 km nearer
        ((-7e6, 0.0, 6.35e6), False),
    ],
)
def test_the_shadow_is_that_of_the_ellipsoid(place: tuple[float, float, float], lit: bool) -> None:
    assert bool(is_lit(*place, (1.0, 0.0, 0.0))) == lit


@pytest.mark.parametrize("revolutions", [2.006, 6.0])
def test_long_windows_of_high_orbits_culminate_where_they_are_highest(revolutions: float) -> None:
    high = replace(LOW, eccentricity=0.5, mean_motion_rev_day=revolutions, inclination_deg=63.4, bstar=0.0)
    places = [Place("Tromso", 69.65, 18.96), Place("Guam", 13.44, 144.79), Place("equator", 0.0, 0.0)]
    looks = find_looks([high], places, BEGIN, BEGIN + timedelta(days=2))
    assert len(looks) >= 5 and (looks.set - looks.rise).max() > 7200.0
    table = place_table(places)
    for k in range(len(looks)):
        place = table[looks.place[k]]
        t = np.linspace(looks.rise[k], looks.set[k], 20001)
        line = position_at(high, BEGIN, t) - place[:3]
        sine = line @ place[3:6] / np.linalg.norm(line, axis=1)
        assert looks.max_elevation_deg[k] == pytest.approx(math.degrees(math.asin(sine.max())), abs=1e-3)


def overhead(seconds: Floats) -> Floats:
    """Straight up from the place at latitude and longitude 0, in the middle of the span, and back again."""
    angle = 1e-3 * (seconds - 300.0)
    return np.stack([7e6 * np.cos(angle), 7e6 * np.sin(angle), np.zeros(len(seconds))], axis=-1)


def test_a_pass_through_the_zenith_looks_straight_down() -> None:
    looks = find_looks(
        [Mover("overhead", overhead)], [Place("a", 0.0, 0.0)], BEGIN, BEGIN + timedelta(seconds=600)
    )
    assert looks.max_elevation_deg[0] == pytest.approx(90.0, abs=0.01)
    assert looks.min_off_nadir_deg[0] == pytest.approx(0.0, abs=0.01)
    assert looks.culmination[0] == pytest.approx(300.0, abs=0.01)
    assert looks.azimuth_rise_deg[0] == pytest.approx(270.0, abs=0.01)
    assert looks.azimuth_set_deg[0] == pytest.approx(90.0, abs=0.01)
    assert looks.distance_m[0] == pytest.approx(7e6 - 6378137.0, abs=1.0)
    assert np.isnan(looks.sigma_s[0])


@pytest.mark.parametrize("part", [(0.0, 200.0), (400.0, 600.0), (290.0, 310.0)])
def test_where_the_span_cuts_a_pass_the_highest_is_at_the_cut(part: tuple[float, float]) -> None:
    first, last = part

    def moved(seconds: Floats) -> Floats:
        return overhead(seconds + first)

    looks = find_looks(
        [Mover("overhead", moved)], [Place("a", 0.0, 0.0)], BEGIN, BEGIN + timedelta(seconds=last - first)
    )
    assert looks.cut.tolist() == [True]
    highest = min(max(300.0, first), last) - first
    assert looks.culmination[0] == pytest.approx(highest, abs=0.02)
    # the triangle of the Earth's centre, the place and the satellite
    apart = 1e-3 * abs(first + highest - 300.0)
    off = math.atan2(6378137.0 * math.sin(apart), 7e6 - 6378137.0 * math.cos(apart))
    assert looks.min_off_nadir_deg[0] == pytest.approx(math.degrees(off), abs=0.01)
