"""No window is missed, however short: motions in closed form, limits a hair below what they reach."""

from __future__ import annotations

import importlib
import math
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar

from launchwatch.errors import InputError
from launchwatch.orbit import Place
from launchwatch.overpass import Camera, Mover, find_looks, stream_looks
from launchwatch.overpass.looks import place_table

Floats = npt.NDArray[np.float64]
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = 3600.0


class Circle:
    """A circular orbit in axes that do not turn with the Earth: closed form, any second."""

    def __init__(self, radius: float, inclination_deg: float, node: float, phase: float) -> None:
        self.radius, self.tilt, self.node, self.phase = radius, math.radians(inclination_deg), node, phase
        self.rate = math.sqrt(3.986004418e14 / radius**3)

    def __call__(self, seconds: Floats) -> Floats:
        u = self.phase + self.rate * np.asarray(seconds)
        x, y, z = np.cos(u), np.sin(u) * math.cos(self.tilt), np.sin(u) * math.sin(self.tilt)
        turn = self.node - 7.2921159e-5 * np.asarray(seconds)
        c, s = np.cos(turn), np.sin(turn)
        return self.radius * np.stack([c * x - s * y, s * x + c * y, z], axis=-1)

    def elevation(self, place: Floats, seconds: float) -> float:
        line = self(np.array([seconds]))[0] - place[:3]
        return math.degrees(math.asin(min(float(line @ place[3:6]) / float(np.linalg.norm(line)), 1.0)))

    def off_nadir(self, place: Floats, seconds: float) -> float:
        here = self(np.array([seconds]))[0]
        line = here - place[:3]
        return math.degrees(math.atan2(float(np.linalg.norm(np.cross(here, line))), float(here @ line)))


CIRCLES = st.builds(
    Circle,
    st.floats(6.6e6, 9e6),
    st.floats(0.0, 180.0),
    st.floats(0.0, 6.28),
    st.floats(0.0, 6.28),
)
PLACES = st.builds(
    Place, st.just("a"), st.floats(-90.0, 90.0), st.floats(-180.0, 180.0), st.floats(0.0, 4000.0)
)


def passes(circle: Circle, place: Floats, span: float) -> list[tuple[float, float]]:
    """Times and heights of all highest points over the horizon, by a fine search of the closed form."""
    grid = np.arange(0.0, span, 5.0)
    line = circle(grid) - place[:3]
    sine = line @ place[3:6] / np.linalg.norm(line, axis=1)
    tops = np.flatnonzero((sine[1:-1] > sine[:-2]) & (sine[1:-1] >= sine[2:]) & (sine[1:-1] > 0.02)) + 1
    found = []
    for k in tops:
        best = minimize_scalar(
            lambda t: -circle.elevation(place, t),
            bounds=(grid[k - 1], grid[k + 1]),
            method="bounded",
            options={"xatol": 1e-6},
        )
        found.append((float(best.x), -float(best.fun)))
    return found


@settings(max_examples=200)
@given(CIRCLES, PLACES, st.floats(0.3, 2.0))
def test_a_window_of_a_second_is_found(circle: Circle, where: Place, half: float) -> None:
    """The limit is the height that a pass has a moment beside its highest point."""
    place = place_table([where])[0]
    tops = passes(circle, place, 6 * HOUR)
    for top, high in [one for one in tops if 60.0 < one[0] < 6 * HOUR - 60.0 and one[1] < 85.0][:2]:
        limit = circle.elevation(place, top - half)
        beside = [circle.elevation(place, top + side * (half + 2.0)) for side in (-1.0, 1.0)]
        if not 0.5 < limit < high - 1e-9 or max(beside) >= limit:
            continue  # as from a pole, where the elevation hardly changes
        mover = Mover("circle", circle, rate=circle.rate + 7.3e-5)
        looks = find_looks(
            [mover], [where], BEGIN, BEGIN + timedelta(hours=6), min_elevation_deg=limit, threads=1
        )
        near = np.flatnonzero(np.abs(0.5 * (looks.rise + looks.set) - top) < half + 0.5)
        assert len(near) == 1
        assert looks.rise[near[0]] == pytest.approx(top - half, abs=0.05)
        last = brentq(lambda t, limit=limit: circle.elevation(place, t) - limit, top, top + half + 2.0)
        assert looks.set[near[0]] == pytest.approx(last, abs=0.05)
        # every pass that is high enough has one window, and every window its pass
        for other, height in tops:
            held = np.count_nonzero((looks.rise <= other) & (other <= looks.set))
            assert held == (height > limit) or abs(height - limit) < 1e-5
        for rise, fall in zip(looks.rise[~looks.cut], looks.set[~looks.cut], strict=True):
            assert any(rise <= one[0] <= fall for one in tops)


@settings(max_examples=40)
@given(CIRCLES, PLACES, st.floats(5.0, 60.0))
def test_imaging_windows_are_those_of_the_closed_form(circle: Circle, where: Place, most: float) -> None:
    place = place_table([where])[0]
    mover = Mover("circle", circle, rate=circle.rate + 7.3e-5)
    looks = find_looks(
        [mover], [where], BEGIN, BEGIN + timedelta(hours=6), min_elevation_deg=5.0,
        camera=Camera(max_off_nadir_deg=most), threads=1,
    )  # fmt: skip
    grid = np.arange(0.0, 6 * HOUR, 2.0)
    here = circle(grid)
    line = here - place[:3]
    far = np.linalg.norm(line, axis=1)
    high = np.degrees(np.arcsin(line @ place[3:6] / far)) - 5.0
    aside = np.degrees(
        np.arctan2(np.linalg.norm(np.cross(here, line), axis=1), np.einsum("ij,ij->i", here, line))
    )
    good = np.minimum(high, most - aside) >= 0.0
    # every sample lies in a window or in none, but for those within two seconds of an end
    inside = np.zeros(len(grid), dtype=bool)
    for rise, fall in zip(looks.rise, looks.set, strict=True):
        inside |= (grid >= rise) & (grid <= fall)
    assert (good == inside).all()
    for k in range(len(looks)):
        for at in (looks.rise[k], looks.set[k]):
            if 0.0 < at < 6 * HOUR:
                margin = min(circle.elevation(place, at) - 5.0, most - circle.off_nadir(place, at))
                assert abs(margin) < 2e-3


def test_many_windows_of_one_place_find_room() -> None:
    """A satellite that nods over its place: two hundred windows in a day, cut at both ends."""

    def nodding(seconds: Floats) -> Floats:
        angle = 0.3 * np.cos(2.0 * np.pi * seconds / 432.0)
        return np.stack([8e6 * np.cos(angle), 8e6 * np.sin(angle), 0.0 * angle], axis=-1)

    mover = Mover("nodding", nodding, rate=0.01)
    for camera, least in ((None, 60.0), (Camera(max_off_nadir_deg=20.0), 0.0)):
        looks = find_looks(
            [mover], [Place("a", 0.0, 0.0)], BEGIN, BEGIN + timedelta(days=1),
            min_elevation_deg=least, camera=camera,
        )  # fmt: skip
        assert len(looks) == 400
        assert not looks.cut.any()
        assert (np.diff(looks.rise) > 200.0).all() and (looks.set > looks.rise).all()


def test_blocks_and_shares_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [Place(str(k), 10.0 * k - 80.0, 23.0 * k) for k in range(16)]
    movers = [Mover(str(k), Circle(7e6 + 1e5 * k, 60.0 + 5.0 * k, 1.0 * k, 0.0)) for k in range(4)]
    days = BEGIN, BEGIN + timedelta(days=1)
    whole = find_looks(movers, places, *days, threads=1)
    room = importlib.import_module("launchwatch.overpass.looks")
    monkeypatch.setattr(room, "BLOCK", 20)
    monkeypatch.setattr(room, "SHARE", 3)
    blocks = list(stream_looks(movers, places, *days, threads=2))
    assert len(blocks) >= 6
    assert sorted(r for one in blocks for r in one.rise.tolist()) == sorted(whole.rise.tolist())
    both = find_looks(movers, places, *days, threads=2)
    assert both.rise.tolist() == whole.rise.tolist() and both.place.tolist() == whole.place.tolist()


def test_what_moves_too_fast_for_so_long_is_refused() -> None:
    fast = Mover("fast", Circle(7e6, 0.0, 0.0, 0.0), rate=10.0)
    with pytest.raises(InputError, match="100 days are too long"):
        find_looks([fast], [Place("a", 0.0, 0.0)], BEGIN, BEGIN + timedelta(days=100))


def test_where_the_way_ends_the_look_is_cut() -> None:
    circle = Circle(7e6, 0.0, 0.0, -0.3)

    def gone(seconds: Floats) -> Floats:
        return np.where((np.asarray(seconds) < 300.0)[:, None], circle(seconds), np.nan)

    whole = find_looks([Mover("c", circle)], [Place("a", 0.0, 0.0)], BEGIN, BEGIN + timedelta(hours=1))
    part = find_looks(
        [Mover("gone", gone, rate=0.004)], [Place("a", 0.0, 0.0)], BEGIN, BEGIN + timedelta(hours=1)
    )
    assert whole.cut.tolist() == [False] and part.cut.tolist() == [True]
    assert part.rise[0] == pytest.approx(whole.rise[0], abs=0.01)
    assert part.set[0] < 300.0 < whole.set[0]
