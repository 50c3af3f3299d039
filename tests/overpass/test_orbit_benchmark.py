"""benchmarks/orbit.py on small sets: windows against its own dense sampling, and what it prints."""

from __future__ import annotations

import importlib.util
import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from launchwatch.orbit import Elements
from launchwatch.overpass import Camera, find_looks

pytestmark = pytest.mark.compiled


@pytest.fixture(scope="module")
def benchmark(root: Path) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("orbit_benchmark", root / "benchmarks" / "orbit.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def made(module: ModuleType) -> list[Elements]:
    """Three orbits of no particular satellite."""
    begin = module.BEGIN - timedelta(hours=7)
    one = Elements("A", "90001", "", begin, 15.2, 0.0004, 97.4, 40.0, 80.0, 280.0, bstar=2e-4)
    return [
        one,
        replace(one, mean_motion_rev_day=14.2, inclination_deg=53.0, raan_deg=200.0),
        replace(one, mean_motion_rev_day=15.6, inclination_deg=70.0, raan_deg=110.0, eccentricity=0.002),
    ]


@pytest.mark.parametrize("off_nadir", [None, 30.0])
def test_no_window_is_missed_and_none_cut_short(benchmark: ModuleType, off_nadir: float | None) -> None:
    """Over four hundred places some windows begin or end a hair's breadth beside a node."""
    sets, places, span = made(benchmark), benchmark.everywhere(400), 2 * 86400.0
    if off_nadir is None:
        places = places[::4]
    camera = None if off_nadir is None else Camera(max_off_nadir_deg=off_nadir)
    found = benchmark.ours(sets, places, span, camera)
    truth = {}
    for k, one in enumerate(sets):
        dense = benchmark.Truth(one, span)
        for p, place in enumerate(places):
            truth[k, p] = dense.windows(place, 10.0 if off_nadir is None else 0.0, off_nadir)
    missed, extra, off = benchmark.compare(truth, found)
    assert sum(map(len, truth.values())) > 700
    assert (missed, extra) == (0, 0)
    assert np.median(off) < 0.01 and off.max() < 0.1


def test_a_culmination_is_the_highest_and_the_least_angle_the_least(benchmark: ModuleType) -> None:
    sets, places = made(benchmark), benchmark.cities()[:6]
    looks = find_looks(sets, places, benchmark.BEGIN, benchmark.BEGIN + timedelta(days=1))
    assert len(looks) > 40
    for n in range(0, len(looks), 3):
        dense = benchmark.Truth(sets[looks.satellite[n]], 1.0)
        times = np.linspace(looks.rise[n], looks.set[n], 4001)
        fixed = dense.places(times)
        place = places[looks.place[n]]
        high = dense.inside(fixed, place, 0.0, None)
        assert looks.max_elevation_deg[n] == pytest.approx(high.max(), abs=2e-4)
        if not looks.cut[n]:
            assert looks.culmination[n] == pytest.approx(times[high.argmax()], abs=0.2)
        off_nadir = 90.0 - dense.inside(fixed, place, -180.0, 90.0)
        assert looks.min_off_nadir_deg[n] == pytest.approx(off_nadir.min(), abs=2e-3)


def test_windows_are_compared_one_to_one(benchmark: ModuleType) -> None:
    truth = {(0, 0): [(0.0, 10.0), (100.0, 110.0)], (0, 1): [(5.0, 6.0)]}
    found = {(0, 0): [(0.1, 10.0), (50.0, 60.0)]}
    missed, extra, off = benchmark.compare(truth, found)
    assert (missed, extra) == (2, 1) and off.tolist() == pytest.approx([0.1, 0.0])
    assert math.isnan(benchmark.compare({}, {})[2][0])


def test_the_rows_of_real_satellites_meet_their_bars(benchmark: ModuleType, data_dir: Path) -> None:
    sets = benchmark.catalogue()
    rows = benchmark.windows_of_twenty(benchmark.spread_out(sets, 4), benchmark.cities()[:4], 86400.0)
    assert [row.met for row in rows if row.bar] == [True, True]
    assert benchmark.states(benchmark.spread_out(sets, 40)).met
    more = benchmark.spread_out(sets, len(sets) + 10)
    assert len({(one.identifier, one.raan_deg) for one in more}) > len(sets) * 0.9
