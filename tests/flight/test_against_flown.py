"""Against an optimum and against flown rockets: Delta III (Benson, Betts), AS-506, SES-10.

The figures and what was fitted are in docs/accuracy.md; a bar wider than the kernel issue asks for comes with
its reason.
"""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from flight_vehicles import AT, OUT, Floats, fly, library_row
from optimal_burn import shortest_burn

from launchwatch.earth import RADIUS
from launchwatch.flight import INSERT, LOFT, fly_one

LOW, HIGH = (24361140.0 * (1.0 + s * 0.7308) for s in (-1.0, 1.0))
FLOW = 16820.0 / 700.0


def delta_iii(angle_deg: float, **changes: float) -> Floats:
    row = library_row(
        "Delta III",
        28.5,
        -80.6,
        perigee=LOW - RADIUS,
        apogee=HIGH - RADIUS,
        inclination=math.radians(28.5),
        azimuth=0.5 * math.pi,
        **{"burnout angle": math.radians(angle_deg)},
    )
    for name, value in changes.items():
        row[AT[name]] = value
    return row


def test_rows_of_delta_iii_are_the_phases_of_the_benchmark(data_dir: Path) -> None:
    problem = json.loads((data_dir / "ascent/delta3_problem.json").read_text(encoding="utf-8"))
    row = delta_iii(10.0)
    assert row[AT["phases"]] == 4
    for p, phase in enumerate(problem["phases"]):
        assert row[AT[f"phase{p}_thrust_N"]] == pytest.approx(phase["thrust_N"])
        if p < 3:
            burn = row[AT[f"phase{p}_propellant_kg"]] / row[AT[f"phase{p}_mass_flow_kg_s"]]
            assert burn == pytest.approx(phase["t"][1] - phase["t"][0])
            assert row[AT[f"phase{p}_drop_kg"]] == pytest.approx(phase["drop_kg"])


def test_guided_delta_iii_reaches_94_percent_of_the_optimal_mass() -> None:
    """7,529.712 kg is the optimum; a gravity turn to 261 s and entry at perigee leave 5 % on the way."""
    out = fly(delta_iii(10.0))
    assert out["outcome"] == 0.0
    assert out["insertion_mass_kg"] > 0.94 * 7529.712
    assert out["insertion_mass_kg"] < 7529.712
    assert math.degrees(out["inclination_rad"]) == pytest.approx(28.5, abs=1e-3)
    assert out["perigee_m"] == pytest.approx(LOW - RADIUS, abs=2e3)
    assert out["apogee_m"] == pytest.approx(HIGH - RADIUS, abs=2e3)


@pytest.mark.parametrize("angle", [8.0, 10.0, 12.0])
def test_long_guided_burn_is_within_three_thousandths_of_its_own_optimum(angle: float) -> None:
    """680 s of burning through 40 degrees of the globe, against Pontryagin from the same state."""
    out, trail = fly_one(delta_iii(angle))
    k = int(np.argmin(np.abs(trail[:, 0] - out[OUT["phase3_ignition_s"]])))
    best = 23464.0 - FLOW * shortest_burn(trail[k, 1:7], 23464.0, 110094.0, FLOW, LOW, HIGH)
    assert 0.997 * best < out[OUT["insertion_mass_kg"]] < 1.001 * best


def test_shooting_gives_no_more_than_the_benchmark_whose_entry_is_free(data_dir: Path) -> None:
    """From the junction of the benchmark's optimum: entry at perigee must cost a little, and never gain."""
    with (data_dir / "ascent/delta3_yapss_optimal.csv").open(encoding="utf-8") as file:
        row = next(r for r in csv.DictReader(file) if r["phase"] == "3" and r["kind"] == "state")
    state = np.array([float(row[name]) for name in ("x", "y", "z", "vx", "vy", "vz")])
    mass = 23464.0 - FLOW * shortest_burn(state, 23464.0, 110094.0, FLOW, LOW, HIGH)
    assert 0.98 * 7529.712 < mass < 7529.712


def saturn_v(steering: int = INSERT) -> Floats:
    row = library_row(
        "Saturn V",
        28.608,
        -80.604,
        perigee=183.2e3,
        apogee=186.0e3,
        inclination=math.radians(32.521),
        azimuth=math.radians(72.058),
        **{"burnout angle": math.radians(22.1), "vertical rise": 12.0},
    )
    row[AT["phase1_steering"]] = steering
    return row


def test_as_506_flies_as_reported(data_dir: Path) -> None:
    """Times to 4 %, speeds to 2 % with published data; S-IC, its centre engine never cut off, is early."""
    flights = json.loads((data_dir / "ascent/flown_events.json").read_text(encoding="utf-8"))["flights"]
    events = {e["event"]: e for f in flights if f["id"] == "saturnv_as506" for e in f["events"]}
    out = fly(saturn_v())
    assert out["outcome"] == 0.0
    for p, name in enumerate(("S-IC OECO", "S-II OECO", "S-IVB first cut-off")):
        assert out[f"phase{p}_cutoff_s"] == pytest.approx(events[name]["t_s"], rel=0.04)
        if events[name]["v_mps"] is not None:
            assert out[f"phase{p}_cutoff_speed_m_s"] == pytest.approx(events[name]["v_mps"], rel=0.02)
    assert out["phase0_cutoff_altitude_m"] == pytest.approx(66.1e3, abs=6e3)
    assert out["phase1_cutoff_altitude_m"] == pytest.approx(187.3e3, abs=12e3)
    assert out["max_q_Pa"] == pytest.approx(35.2e3, rel=0.1)
    assert out["max_q_s"] == pytest.approx(83.0, abs=9.0)
    assert out["perigee_m"] == pytest.approx(183.2e3, abs=500.0)
    assert out["apogee_m"] == pytest.approx(186.0e3, abs=500.0)
    assert math.degrees(out["inclination_rad"]) == pytest.approx(32.521, abs=0.005)


def test_s_ii_that_lofts_is_too_low_which_is_the_known_limit() -> None:
    lofted, guided = fly(saturn_v(LOFT)), fly(saturn_v(INSERT))
    assert 187.3e3 - lofted["phase1_cutoff_altitude_m"] > 30e3
    assert guided["margin_m_s"] > lofted["margin_m_s"]


def test_saturn_v_at_the_reported_angle_has_the_reported_space_fixed_angle() -> None:
    """22.1 degrees relative to the Earth are the 19.1 degrees space-fixed of the report."""
    out, trail = fly_one(saturn_v())
    k = int(np.argmin(np.abs(trail[:, 0] - out[OUT["phase0_cutoff_s"]])))
    r, v = trail[k, 1:4], trail[k, 4:7]
    angle = math.degrees(math.asin(float(r @ v) / float(np.linalg.norm(r) * np.linalg.norm(v))))
    assert angle == pytest.approx(19.1, abs=0.4)
