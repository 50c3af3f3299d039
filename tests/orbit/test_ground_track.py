"""Ground tracks: of elements against Skyfield, of an insertion state against its own elements."""

from __future__ import annotations

import math

import numpy as np
from skyfield.api import EarthSatellite, load, wgs84

from launchwatch.earth import gmst
from launchwatch.orbit import propagate, read_elements, track_of_elements, track_of_state

LINES = (
    "1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991",
    "2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329",
)
SAT = read_elements("\n".join(LINES))[0]


def test_track_of_elements_is_skyfields() -> None:
    scale = load.timescale(delta_t=69.184, builtin=True)
    seconds = np.linspace(0.0, 86400.0, 40)
    where = wgs84.geographic_position_of(
        EarthSatellite(*LINES, "", scale).at(scale.from_datetime(SAT.epoch) + seconds / 86400.0)
    )
    track = track_of_elements(SAT, SAT.epoch, seconds)
    assert np.max(np.abs(track[:, 0] - where.latitude.degrees)) < 2e-5
    east = (track[:, 1] - where.longitude.degrees + 180.0) % 360.0 - 180.0
    assert np.max(np.abs(east * np.cos(np.radians(track[:, 0])))) < 2e-5
    assert np.max(np.abs(track[:, 2] - where.elevation.m)) < 1.0
    assert np.array_equal(track[:, 3], seconds)


def test_track_of_an_insertion_state_follows_the_elements_it_came_from() -> None:
    state = propagate(SAT, 700.0)[0]
    angle = float(gmst(SAT.epoch))
    c, s = math.cos(angle), math.sin(angle)
    turn = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    frozen = np.concatenate([turn @ state[:3], turn @ state[3:]])
    seconds = np.linspace(700.0, 6000.0, 30)
    mine, truth = track_of_state(frozen, 700.0, seconds), track_of_elements(SAT, SAT.epoch, seconds)
    assert np.max(np.abs(mine[:, 0] - truth[:, 0])) < 0.01
    assert np.max(np.abs(mine[:, 2] - truth[:, 2])) < 300.0
