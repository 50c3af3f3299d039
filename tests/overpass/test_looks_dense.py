"""Looks against dense sampling with SGP4 and geometry of this test: none missed, none extra."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import brentq

from launchwatch.earth import gmst, sun_elevation, to_cartesian
from launchwatch.errors import InputError
from launchwatch.orbit import Elements, Place, propagate_utc, read_elements
from launchwatch.overpass import Camera, Looks, find_looks, stream_looks

Floats = npt.NDArray[np.float64]

FIRST = read_elements(
    """MALLIGYONG-1
1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329"""
)[0]
SATELLITES = [
    FIRST,
    replace(FIRST, raan_deg=120.0, inclination_deg=51.6, mean_motion_rev_day=15.5),
    replace(FIRST, raan_deg=300.0, inclination_deg=63.4, eccentricity=0.1, mean_motion_rev_day=12.8),
]
PLACES = [
    Place("Guam", 13.45, 144.78),
    Place("Norfolk", 36.95, -76.33),
    Place("Svalbard", 78.2, 15.4, 450.0),
    Place("equator", 0.0, 0.0),
    Place("far south", -89.9, 30.0, 2800.0),
]
BEGIN = datetime(2024, 6, 9, tzinfo=UTC)
END = BEGIN + timedelta(days=1)
DAY = 86400.0


class Truth:
    """One satellite over one place: elevation and off-nadir angle at any second after BEGIN, deg."""

    def __init__(self, satellite: Elements, place: Place) -> None:
        self.satellite = satellite
        lat, lon = math.radians(place.latitude_deg), math.radians(place.longitude_deg)
        self.here = np.array(to_cartesian(lat, lon, place.height_m))
        self.up = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
        self.start = float(gmst(BEGIN))

    def angles(self, seconds: Floats) -> tuple[Floats, Floats]:
        states = propagate_utc(self.satellite, [BEGIN + timedelta(seconds=float(s)) for s in seconds])
        turn = self.start + 7.292115855e-5 * seconds  # sidereal
        c, s = np.cos(turn), np.sin(turn)
        x, y, z = np.asarray(states)[:, 0], np.asarray(states)[:, 1], np.asarray(states)[:, 2]
        fixed = np.stack([c * x + s * y, c * y - s * x, z], axis=1)
        line = fixed - self.here
        far = np.linalg.norm(line, axis=1)
        elevation = np.degrees(np.arcsin(line @ self.up / far))
        radius = np.linalg.norm(fixed, axis=1)
        off = np.degrees(np.arccos(np.sum(line * fixed, axis=1) / far / radius))
        return elevation, off

    def inside(self, t: float, least: float, most: float | None) -> float:
        """How far inside the limits, deg; below zero outside."""
        elevation, off = self.angles(np.array([t]))
        return float(min(elevation[0] - least, 1e9 if most is None else most - off[0]))

    def windows(self, least: float, most: float | None) -> list[tuple[float, float]]:
        grid = np.arange(0.0, DAY + 1.0, 30.0)
        elevation, off = self.angles(grid)
        good = elevation - least if most is None else np.minimum(elevation - least, most - off)
        # a window shorter than the grid hides between two samples that rise toward it: look closer there
        tops = np.flatnonzero((good[1:-1] >= good[:-2]) & (good[1:-1] >= good[2:]) & (good[1:-1] > -15.0)) + 1
        fine = np.unique(np.concatenate([grid, *(np.linspace(grid[k - 1], grid[k + 1], 121) for k in tops)]))
        inside = np.array([*(self._many(fine, least, most) > 0.0)])
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        times = [brentq(self.inside, fine[k], fine[k + 1], args=(least, most), xtol=1e-4) for k in edges]
        if inside[0]:
            times.insert(0, 0.0)
        if inside[-1]:
            times.append(DAY)
        return list(zip(times[::2], times[1::2], strict=True))

    def _many(self, t: Floats, least: float, most: float | None) -> Floats:
        elevation, off = self.angles(t)
        return elevation - least if most is None else np.minimum(elevation - least, most - off)


def pairs(looks: Looks, k: int, p: int) -> list[tuple[float, float]]:
    mine = (looks.satellite == k) & (looks.place == p)
    return sorted(zip(looks.rise[mine].tolist(), looks.set[mine].tolist(), strict=True))


@pytest.mark.parametrize(("least", "most"), [(10.0, None), (0.0, 30.0)])
def test_looks_are_those_of_dense_sampling(least: float, most: float | None) -> None:
    camera = None if most is None else Camera(gsd_at_nadir_m=1.0, max_off_nadir_deg=most)
    looks = find_looks(SATELLITES, PLACES, BEGIN, END, min_elevation_deg=least, camera=camera)
    count = 0
    for k, satellite in enumerate(SATELLITES):
        for p, place in enumerate(PLACES):
            if (k + p) % 2:  # half of the pairs: sampling is slow
                continue
            truth = Truth(satellite, place).windows(least, most)
            found = pairs(looks, k, p)
            assert len(found) == len(truth), (k, place.name, found, truth)
            count += len(truth)
            for (rise, fall), (a, b) in zip(found, truth, strict=True):
                assert rise == pytest.approx(a, abs=0.1) and fall == pytest.approx(b, abs=0.1)
    assert count > (20 if most is None else 2)


def test_what_is_said_of_a_look_is_so() -> None:
    looks = find_looks(SATELLITES[:1], PLACES, BEGIN, END)
    assert len(looks) > 5
    assert (np.diff(looks.rise) >= 0.0).all()
    for row in range(len(looks)):
        place = PLACES[looks.place[row]]
        truth = Truth(SATELLITES[0], place)
        t = np.linspace(looks.rise[row], looks.set[row], 200)
        elevation, off = truth.angles(t)
        assert looks.max_elevation_deg[row] == pytest.approx(elevation.max(), abs=0.02)
        assert looks.min_off_nadir_deg[row] == pytest.approx(off.min(), abs=0.02)
        when = BEGIN + timedelta(seconds=float(looks.culmination[row]))
        sun = math.degrees(
            sun_elevation(math.radians(place.latitude_deg), math.radians(place.longitude_deg), when)
        )
        assert looks.sun_elevation_deg[row] == pytest.approx(sun, abs=0.05)
        if looks.sun_elevation_deg[row] > 0.0:
            assert looks.lit[row]
        hours = (when - BEGIN).total_seconds() / 3600.0 + place.longitude_deg / 15.0
        assert math.remainder(looks.local_h[row] - hours, 24.0) == pytest.approx(0.0, abs=1e-6)
        assert str(looks.times("rise")[row]) < str(looks.times("set")[row])
    assert (looks.sigma_s > 0.0).all()


def test_a_span_that_cuts_a_look_says_so_and_one_within_is_whole() -> None:
    whole = find_looks(SATELLITES[:1], PLACES[:1], BEGIN, END)
    assert not whole.cut.any()
    middle = BEGIN + timedelta(seconds=float(whole.culmination[0]))
    early = find_looks(SATELLITES[:1], PLACES[:1], BEGIN, middle)
    late = find_looks(SATELLITES[:1], PLACES[:1], middle, END)
    assert early.cut[-1] and late.cut[0]
    assert early.rise[-1] == pytest.approx(whole.rise[0], abs=1e-3)
    begun = (middle - BEGIN).total_seconds()
    assert late.set[0] + begun == pytest.approx(whole.set[0], abs=1e-3)


def test_blocks_hold_what_the_table_holds_and_threads_change_nothing() -> None:
    one = find_looks(SATELLITES, PLACES, BEGIN, END, threads=1)
    two = find_looks(SATELLITES, PLACES, BEGIN, END, threads=2)
    joined = Looks.joined(BEGIN, list(stream_looks(iter(SATELLITES), PLACES, BEGIN, END)))
    assert len(one) == len(joined)
    for name in ("rise", "set", "satellite", "place", "gsd_m", "distance_m"):
        assert np.array_equal(getattr(one, name), getattr(two, name), equal_nan=True)
        assert (
            sorted(getattr(joined, name).tolist()) == sorted(getattr(one, name).tolist()) or name == "gsd_m"
        )


def test_no_place_no_look() -> None:
    assert len(find_looks(SATELLITES, [], BEGIN, END)) == 0


def test_ground_sample_distance_is_that_of_the_lens() -> None:
    """WorldView-3 by its maker's sheet: 1.24 m at nadir from 617 km, 1.38 m at 20 degrees off nadir."""
    focal = Camera(focal_length_m=16.0, pixel_m=32e-6, pixels=9000)
    assert float(focal.gsd_m(500e3, 500e3, 1.0)) == pytest.approx(1.0)
    assert float(focal.swath_m(500e3, 500e3)) == pytest.approx(9e3)
    fixed = Camera(gsd_at_nadir_m=1.24, height_m=617e3)
    assert float(fixed.gsd_m(661e3, 617e3, 0.9275)) == pytest.approx(1.38, abs=0.005)
    assert np.isnan(Camera().gsd_m(1.0, 1.0, 1.0)) and np.isnan(fixed.swath_m(1.0, 1.0))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"focal_length_m": 1.0}, "half a camera"),
        ({"gsd_at_nadir_m": 1.0, "focal_length_m": 1.0, "pixel_m": 1e-6}, "two descriptions"),
        ({"gsd_at_nadir_m": 0.0}, "gsd_at_nadir_m is 0"),
        ({"max_off_nadir_deg": 0.0}, "max_off_nadir_deg is 0"),
    ],
)
def test_what_is_no_camera_is_refused(given: dict[str, float], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Camera(**given)  # type: ignore[arg-type]


def test_what_is_no_span_is_refused() -> None:
    with pytest.raises(InputError, match="ends before"):
        find_looks(SATELLITES, PLACES, END, BEGIN)
    with pytest.raises(InputError, match="too long"):
        find_looks(SATELLITES, PLACES, BEGIN, BEGIN + timedelta(days=365 * 60))
    with pytest.raises(InputError, match="least elevation"):
        find_looks(SATELLITES, PLACES, BEGIN, END, min_elevation_deg=95.0)
