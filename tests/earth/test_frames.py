"""Frames against Skyfield, with the same Earth orientation, and their round trips."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skyfield.api import load
from skyfield.constants import AU_M
from skyfield.framelib import itrs
from skyfield.positionlib import Geocentric
from skyfield.sgp4lib import TEME

from launchwatch.earth import (
    OMEGA,
    earth_rotation_angle,
    ecef_to_gcrs,
    ecef_to_teme,
    ecef_to_teme_state,
    gcrs_to_ecef,
    gmst,
    teme_to_ecef,
    teme_to_ecef_state,
    teme_to_gcrs,
    utc,
)

INSTANTS = [
    utc(1990, 3, 4, 5, 6, 7.25),
    utc(2009, 4, 5, 2, 30),
    utc(2016, 12, 31, 23, 59, 59),
    utc(2023, 11, 21, 13, 42, 28),
    utc(2026, 8, 1),
]
PLACES = np.array([(4e6, -5e6, 3.1e6), (-6.9e6, 1e5, 2e5), (1e3, 2e3, -7.1e6), (3e7, 2e7, 1e7)])


@pytest.mark.parametrize("at", INSTANTS, ids=str)
def test_against_skyfield(at: datetime) -> None:
    time = load.timescale(builtin=True).from_datetime(at)
    for gcrs in PLACES:
        seen = Geocentric(gcrs / AU_M, t=time)
        fixed, teme = seen.frame_xyz(itrs).m, seen.frame_xyz(TEME).m
        assert np.linalg.norm(gcrs_to_ecef(gcrs, at, float(time.dut1)) - fixed) < 0.01
        assert np.linalg.norm(ecef_to_gcrs(fixed, at, float(time.dut1)) - gcrs) < 0.01
        assert np.linalg.norm(teme_to_ecef(teme, at, float(time.dut1)) - fixed) < 1e-5
        assert np.linalg.norm(ecef_to_teme(fixed, at, float(time.dut1)) - teme) < 1e-5
        assert np.linalg.norm(teme_to_gcrs(teme, at) - gcrs) < 0.01


def test_sidereal_time_of_the_almanac() -> None:
    """GMST at 0 h UT on 10 April 1987: 13 h 10 m 46.3668 s (Meeus, Astronomical Algorithms, example 12.a)."""
    hours = 13.0 + 10.0 / 60.0 + 46.3668 / 3600.0
    assert float(gmst(utc(1987, 4, 10))) == pytest.approx(hours * np.pi / 12.0, abs=1e-8)


def test_rotation_angle_of_2000() -> None:
    """ERA at noon of 1 January 2000 UT1 is 2 pi times 0.7790572732640 (IERS Conventions 2010, eq. 5.15)."""
    assert float(earth_rotation_angle(utc(2000, 1, 1, 12))) == pytest.approx(2.0 * np.pi * 0.7790572732640)


@given(st.integers(0, 10**9), st.lists(st.floats(-1e8, 1e8), min_size=3, max_size=3))
def test_there_and_back(seconds: int, place: list[float]) -> None:
    at = utc(1995, 1, 1) + timedelta(seconds=seconds)
    assert np.allclose(teme_to_ecef(ecef_to_teme(place, at), at), place, rtol=0.0, atol=1e-6)
    assert np.allclose(gcrs_to_ecef(ecef_to_gcrs(place, at), at), place, rtol=0.0, atol=1e-6)


def test_a_place_at_rest_on_the_ground_moves_in_teme() -> None:
    at = utc(2023, 11, 21)
    position, velocity = ecef_to_teme_state([6.378e6, 0.0, 0.0], [0.0, 0.0, 0.0], at)
    assert np.linalg.norm(velocity) == pytest.approx(OMEGA * 6.378e6)
    later = ecef_to_teme([6.378e6, 0.0, 0.0], at + timedelta(seconds=1))
    assert np.allclose(later - position, velocity, atol=0.02)
    back, rest = teme_to_ecef_state(position, velocity, at)
    assert np.allclose(back, [6.378e6, 0.0, 0.0]) and np.allclose(rest, 0.0, atol=1e-9)


def test_many_places_at_many_instants() -> None:
    times = np.array(["2023-11-21T13:42:28", "2026-08-01T00:00:00"], dtype="datetime64[us]")
    many = teme_to_ecef(PLACES[:2], times)
    assert np.allclose(many[0], teme_to_ecef(PLACES[0], INSTANTS[3]))
    assert np.allclose(many[1], teme_to_ecef(PLACES[1], INSTANTS[4]))
    assert gcrs_to_ecef(PLACES, INSTANTS[3]).shape == (4, 3)
    assert gcrs_to_ecef(PLACES[:2], times)[1] == pytest.approx(gcrs_to_ecef(PLACES[1], INSTANTS[4]))
