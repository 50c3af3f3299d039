"""The shortcut against the kernel, and against what must hold whatever the figures are."""

from __future__ import annotations

from collections import defaultdict
from math import pi, radians
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_scripts import script

from launchwatch.inference.drops import ROLES, Release, release
from launchwatch.inference.shots import burnout_of
from launchwatch.inference.tracks import (
    EARTH_KM,
    Burnout,
    drop,
    free_fall,
    geocentric,
    insert,
    offset,
    planar_turn,
    set_out,
    unit,
)

BURNOUT = burnout_of(600.0)
NONE = np.zeros(1)


def inclination(normal: np.ndarray) -> np.ndarray:
    return np.degrees(np.arctan2(np.hypot(normal[..., 0], normal[..., 1]), normal[..., 2]))


@pytest.mark.compiled
def test_pieces_fall_where_the_kernel_drops_them(root: Path) -> None:
    # flights of the full kernel, guided, with drag; the shortcut knows only the fall of stage 1 and the orbit
    flown = defaultdict(list)
    for piece in script(root, "make_drops").library(160, 11, (0.0, -8.0, 8.0)):
        flown[piece.pad_deg].append(piece)
    across: dict[str, list[float]] = {"fairing": [], "later stage": []}
    along = []
    for pieces in flown.values():
        first = next((p for p in pieces if p.role == "stage 1"), None)
        if first is None:
            continue
        lat, far = float(geocentric(first.pad_deg)), first.figures[0]
        burnout = burnout_of(far)
        fell = unit(geocentric(first.impact_deg[0]), radians(first.impact_deg[1]))
        north = np.array([-np.sin(lat), 0.0, np.cos(lat)])
        azimuths = np.arctan2(fell[1], fell @ north) + np.radians(np.linspace(-8.0, 8.0, 81))
        track = drop(
            set_out(lat, azimuths, 0.0 * azimuths, burnout), release("stage 1", far), far, straight=True
        )
        azimuth = azimuths[np.argmin(np.abs(offset(track, fell)[0]))]
        turns = np.radians(np.linspace(-40.0, 40.0, 321))
        i, node = radians(first.inclination_deg), radians(first.node_deg)
        plane = np.array([np.sin(i) * np.sin(node), -np.sin(i) * np.cos(node), np.cos(i)])
        near = insert(set_out(lat, np.full(321, azimuth), turns, burnout)).normal @ plane
        flight = set_out(lat, np.array([azimuth]), turns[[np.argmax(near)]], burnout)
        for piece in pieces:
            if piece.role != "stage 1":
                fell = unit(geocentric(piece.impact_deg[0]), radians(piece.impact_deg[1]))
                off = offset(drop(flight, release(piece.role, piece.figures[0]), piece.figures[0]), fell)
                across[piece.role].append(abs(float(off[0][0])))
                along.append(abs(float(off[1][0])))
    assert len(across["fairing"]) > 20 and len(across["later stage"]) > 30
    assert np.median(across["fairing"]) < 6.0
    assert np.median(across["later stage"]) < 25.0
    assert np.percentile(along, 90) < 15.0


@given(lat=st.floats(-70.0, 70.0), azimuth=st.floats(0.0, 360.0), turn=st.floats(-40.0, 40.0))
def test_hemispheres_mirror_one_another(lat: float, azimuth: float, turn: float) -> None:
    one = set_out(radians(lat), np.array([radians(azimuth)]), np.array([radians(turn)]), BURNOUT)
    other = set_out(-radians(lat), np.array([pi - radians(azimuth)]), np.array([-radians(turn)]), BURNOUT)
    piece = release("later stage", 3000.0)
    a, b = drop(one, piece, 3000.0), drop(other, piece, 3000.0)
    assert a.at * [1, 1, -1] == pytest.approx(b.at, abs=1e-9)
    assert a.ahead * [1, 1, -1] == pytest.approx(b.ahead, abs=1e-9)
    here, there = insert(one), insert(other)
    assert inclination(here.normal) == pytest.approx(inclination(there.normal), abs=1e-7)
    assert here.northward == pytest.approx(-there.northward, abs=1e-9)


@given(azimuth=st.floats(0.0, 360.0), km=st.floats(100.0, 9000.0), role=st.sampled_from(ROLES))
def test_a_piece_comes_down_at_its_range(azimuth: float, km: float, role: str) -> None:
    flown = set_out(radians(30.0), np.array([radians(azimuth)]), NONE, BURNOUT)
    track = drop(flown, release(role, km), km)
    reached = EARTH_KM * np.arccos(track.at @ unit(radians(30.0), 0.0))
    assert reached == pytest.approx(max(km, BURNOUT.down_km), rel=0.03, abs=8.0)
    assert np.linalg.norm(track.ahead) == pytest.approx(1.0)


def test_a_straight_ascent_ends_where_the_formula_of_the_textbook_says() -> None:
    # cos i = cos(latitude) sin(inertial azimuth), the speed of the pad added to that of the vehicle
    from launchwatch.evidence import naive_plane

    for lat, azimuth in ((28.5, 45.0), (41.0, 190.0), (62.9, 15.0), (-5.0, 100.0)):
        flown = set_out(float(geocentric(lat)), np.array([radians(azimuth)]), NONE, BURNOUT)
        away = unit(radians(lat), 0.0)
        north = np.array([-np.sin(radians(lat)), 0.0, np.cos(radians(lat))])
        ahead = np.cos(radians(azimuth)) * north + np.sin(radians(azimuth)) * np.array([0.0, 1.0, 0.0])
        point = np.cos(0.1) * away + np.sin(0.1) * ahead
        place = float(np.degrees(np.arcsin(point[2]))), float(np.degrees(np.arctan2(point[1], point[0])))
        hand = naive_plane((lat, 0.0), [place]).inclination_deg
        assert float(inclination(insert(flown).normal)[0]) == pytest.approx(hand, abs=0.7)


def test_thrust_in_the_plane_of_motion_leans_east() -> None:
    turn = planar_turn(radians(40.0), np.radians([0.0, 180.0, 90.0]), BURNOUT)
    assert turn[0] > 0.0 > turn[1]  # to the right when northbound, to the left when southbound
    assert abs(turn[2]) < abs(turn[0])


def test_a_right_turn_bends_the_path_to_the_right_and_a_late_one_bends_it_less() -> None:
    south = np.array([radians(180.0)])
    straight = insert(set_out(0.5, south, NONE, BURNOUT))
    early = insert(set_out(0.5, south, np.array([0.2]), BURNOUT))
    late = insert(set_out(0.5, south, NONE, BURNOUT), 0.2, 6.0)
    assert inclination(straight.normal) < inclination(late.normal) < inclination(early.normal)


def test_free_fall_is_that_of_closed_formulas() -> None:
    _, time = free_fall(50.0, np.array([[1e-3]]), 1.0)
    mean = 398600.44 / 6396.0**2  # km/s2 about half way up
    assert float(time[0, 0]) == pytest.approx((1.0 + (1.0 + 2.0 * mean * 50.0) ** 0.5) / mean, rel=0.02)
    # half of a low orbit, seen from its apogee: an arc of half a turn in half a period
    a = 0.5 * (6571.0 + 6371.0)
    speed = (398600.44 * (2.0 / 6571.0 - 1.0 / a)) ** 0.5
    arc, time = free_fall(200.0, np.array([[speed * (1.0 - 1e-7)]]), 0.0)
    assert float(arc[0, 0]) == pytest.approx(pi, abs=0.05)
    assert float(time[0, 0]) == pytest.approx(pi * (a**3 / 398600.44) ** 0.5, rel=0.02)
    # already on its way down it falls shorter
    assert free_fall(200.0, np.array([5.0]), -0.5)[1] < free_fall(200.0, np.array([5.0]), 0.5)[1]


def test_the_table_goes_on_beyond_its_ends_by_its_trend() -> None:
    assert release("stage 1", 1200.0).speed_m_s > release("stage 1", 850.0).speed_m_s
    assert release("stage 1", 3e4) == release("stage 1", 2e4)
    assert release("fairing", 1.0).release_km <= 0.7
    assert isinstance(release("later stage", 3000.0), Release)


def test_stations_of_the_first_stage_are_in_order() -> None:
    burnouts = [burnout_of(km) for km in (150.0, 400.0, 800.0)]
    assert all(isinstance(b, Burnout) for b in burnouts)
    assert [b.speed_km_s for b in burnouts] == sorted(b.speed_km_s for b in burnouts)
