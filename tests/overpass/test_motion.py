"""Nodes and the quintic between them, against SGP4 and against motions known in closed form."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest

from launchwatch.earth import OMEGA, teme_to_ecef
from launchwatch.orbit import Elements, propagate_utc, read_elements
from launchwatch.overpass import Mover
from launchwatch.overpass.motion import Motion, motion, position_at, spot, state, step_of

Floats = npt.NDArray[np.float64]
BEGIN = datetime(2024, 6, 9, tzinfo=UTC)
DAY = 86400.0
LOW = read_elements(
    """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""
)[0]
ORBITS = {
    "low": LOW,
    "eccentric": replace(LOW, eccentricity=0.72, mean_motion_rev_day=2.006, inclination_deg=63.4, bstar=0.0),
    "transfer": replace(LOW, eccentricity=0.73, mean_motion_rev_day=2.25, inclination_deg=7.0, bstar=0.0),
    "still": replace(LOW, eccentricity=0.0002, mean_motion_rev_day=1.0027, inclination_deg=0.1, bstar=0.0),
}


def way_of(moving: Elements | Mover, last: float = DAY) -> Motion:
    way = motion(moving, BEGIN, 0.0, last)
    assert way is not None
    return way


@pytest.mark.parametrize("name", ORBITS)
def test_the_way_is_that_of_sgp4(name: str) -> None:
    way = way_of(ORBITS[name])
    t = np.random.default_rng(4).uniform(0.0, DAY, 200)
    truth = position_at(ORBITS[name], BEGIN, t)
    got = np.array([state(way.node, way.step, float(one)) for one in t])
    assert np.linalg.norm(got[:, :3] - truth, axis=1).max() < 0.3
    # the velocity is the rate of the position
    rate = (position_at(ORBITS[name], BEGIN, t + 0.5) - position_at(ORBITS[name], BEGIN, t - 0.5)) / 1.0
    assert np.linalg.norm(got[:, 3:] - rate, axis=1).max() < 0.05
    here = np.array([spot(way.node, way.step, float(one)) for one in t])
    assert np.abs(here - got[:, :3]).max() < 1e-6


def test_the_axes_turn_with_the_earth() -> None:
    """Where the satellite is over the ground agrees with the frames of the room of the Earth to metres."""
    seconds = np.array([0.0, 4321.0, DAY])
    fixed = position_at(LOW, BEGIN, seconds)
    for row, second in zip(fixed, seconds.tolist(), strict=True):
        at = BEGIN + timedelta(seconds=second)
        teme = np.asarray(propagate_utc(LOW, [at]))[0, :3]
        assert np.linalg.norm(np.asarray(teme_to_ecef(teme, at)) - row) < 1.0


@pytest.mark.parametrize("name", ORBITS)
def test_bounds_hold_between_the_nodes(name: str) -> None:
    way = way_of(ORBITS[name])
    t = np.linspace(1.0, DAY - 1.0, 5001)
    before, here, after = (position_at(ORBITS[name], BEGIN, t + h) for h in (-1.0, 0.0, 1.0))
    radius = np.linalg.norm(here, axis=1)
    low, high, pull, lift, turning = way.bound
    assert low <= radius.min() and radius.max() <= high
    assert np.linalg.norm(after - 2.0 * here + before, axis=1).max() <= pull
    bend = np.linalg.norm(after, axis=1) - 2.0 * radius + np.linalg.norm(before, axis=1)
    assert bend.max() <= lift
    unit = [one / np.linalg.norm(one, axis=1, keepdims=True) for one in (before, here, after)]
    assert np.linalg.norm(unit[2] - 2.0 * unit[1] + unit[0], axis=1).max() <= turning


def circle(seconds: Floats) -> Floats:
    """A circle about the poles, 500 km up, twelve turns a day, in turning axes."""
    angle = 2.0 * math.pi * 12.0 / DAY * seconds
    x, z = 6.878e6 * np.cos(angle), 6.878e6 * np.sin(angle)
    turn = -OMEGA * seconds
    return np.stack([x * np.cos(turn), x * np.sin(turn), z], axis=-1)


def test_anything_that_moves_may_be_looked_at() -> None:
    way = way_of(Mover("circle", circle, rate=1e-3))
    assert way.step == pytest.approx(step_of(Mover("circle", circle, rate=1e-3)), rel=0.01)
    t = np.linspace(0.0, DAY, 301)
    got = np.array([state(way.node, way.step, float(one))[:3] for one in t])
    assert np.abs(got - circle(t)).max() < 0.1
    assert np.array_equal(position_at(Mover("circle", circle), BEGIN, t), circle(t))


def test_what_is_there_for_a_part_of_the_span_is_followed_for_that_part() -> None:
    def late(seconds: Floats) -> Floats:
        return np.where((seconds > 20000.0)[:, None], circle(seconds), np.nan)

    way = way_of(Mover("late", late))
    assert way.start == pytest.approx(20000.0, abs=4.0 * way.step) and way.start > 20000.0
    assert way.start + (len(way.node) - 1) * way.step == pytest.approx(DAY)

    def never(seconds: Floats) -> Floats:
        return np.full((len(seconds), 3), np.nan)

    assert motion(Mover("never", never), BEGIN, 0.0, DAY) is None


def test_what_has_come_down_is_nowhere() -> None:
    falling = replace(LOW, mean_motion_rev_day=16.4, bstar=0.05)
    way = way_of(falling, 30.0 * DAY)
    assert DAY < way.start + (len(way.node) - 1) * way.step < 29.0 * DAY
    assert motion(replace(falling, epoch=falling.epoch - timedelta(days=200)), BEGIN, 0.0, DAY) is None
    assert motion(replace(LOW, mean_motion_rev_day=17.9), BEGIN, 0.0, DAY) is None


def test_steps_are_short_where_the_motion_is_fast() -> None:
    assert step_of(ORBITS["still"]) > 7.0 * step_of(LOW)
    assert step_of(ORBITS["eccentric"]) < step_of(LOW)
