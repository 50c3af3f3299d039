"""A sample of benchmarks/flight.py: the script that we are timed beside flies the same flight."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from launchwatch.flight import INPUTS, OUTPUTS, fly_one

pytestmark = pytest.mark.compiled


@pytest.fixture
def benchmark(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The benchmark as a module."""
    monkeypatch.syspath_prepend(root / "benchmarks")
    import flight

    yield flight
    for name in ("flight", "flight_script", "flight_peers"):
        sys.modules.pop(name, None)


def test_a_script_around_solve_ivp_flies_the_same_flight(benchmark: ModuleType) -> None:
    """Another hand, another integrator, another guidance: burn-out and falls agree, and so does the orbit."""
    row = benchmark.vehicle("two", 1)[0]
    row[[INPUTS.index(f"wind_{way}_m_s") for way in ("east", "north")]] = 0.0
    row[[INPUTS.index(f"{what}_factor") for what in ("density", "drag")]] = 1.0
    out, path = fly_one(row, tolerance=1e-8)
    known = dict(zip(OUTPUTS, out.tolist(), strict=True))
    script = benchmark.Script(
        dict(zip(INPUTS, row.tolist(), strict=True)), known["kick_rad"], benchmark.standard_air(), 1e-8
    )
    found = script.run()
    at = int(np.argmin(np.abs(path[:, 0] - known["phase0_cutoff_s"])))
    assert found["phase0_cutoff_s"] == pytest.approx(path[at, 0], abs=1e-9)
    assert np.linalg.norm(script.states["phase0"][:3] - path[at, 1:4]) < 2.0
    assert np.linalg.norm(script.states["phase0"][3:] - path[at, 4:7]) < 0.02
    assert found["drop0_impact_s"] == pytest.approx(known["drop0_impact_s"], abs=0.05)
    assert found["fairing_impact_s"] == pytest.approx(known["fairing_impact_s"], rel=0.01)
    assert found["insertion_s"] == pytest.approx(known["insertion_s"], rel=0.01)
    r, v = script.states["insertion"][:3], script.states["insertion"][3:]
    axis = 1.0 / (2.0 / np.linalg.norm(r) - v @ v / 3.986004418e14)
    assert axis - 6378137.0 == pytest.approx(0.5 * (known["perigee_m"] + known["apogee_m"]), abs=2e3)


def test_the_vehicles_reach_orbit_and_drop_all_their_pieces(benchmark: ModuleType) -> None:
    for kind in ("two", "three"):
        out, _, _ = benchmark.fly(benchmark.vehicle(kind, 48), 1e-6, 1)
        assert benchmark.orbits(out) == "100 % in orbit, 100 % with both halves down"
