"""Many rows: the same numbers whatever the threads, the order, the company."""

from __future__ import annotations

import math

import numba
import numpy as np
import pytest
from flight_vehicles import AT, FAIRING, OUT, Floats, sounding, three_stage, two_stage

from launchwatch.flight import (
    FAILURES,
    INPUT_WIDTH,
    INPUTS,
    OUTPUT_WIDTH,
    OUTPUTS,
    TRAIL_FIELDS,
    fly_one,
    fly_rows,
    gate_vectors,
)
from launchwatch.flight.columns import _OTHER_INPUTS, PHASE_FIELDS, PHASES

GATE = gate_vectors([(24.6, 124.7)])


def fleet(count: int) -> Floats:
    """Rows that all differ, every seventh of them failing."""
    rng = np.random.default_rng(5)
    rows = np.stack([three_stage() for _ in range(count)])
    rows[:, AT["azimuth_rad"]] += 0.1 * rng.normal(size=count)
    rows[:, AT["burnout_angle_rad"]] += 0.05 * rng.normal(size=count)
    rows[:, AT["payload_kg"]] += 200.0 * rng.random(count)
    rows[::7, AT["failure"]] = 1 + np.arange(len(rows[::7])) % 6
    rows[::7, AT["failure_phase"]] = 1
    rows[::7, AT["failure_share"]] = 0.5
    return rows


def same(a: Floats, b: Floats) -> bool:
    return a.tobytes() == b.tobytes()


def test_threads_do_not_change_a_bit() -> None:
    rows = fleet(8)
    one, two = (fly_rows(rows, GATE, threads=n, tolerance=1e-6) for n in (1, 2))
    assert same(one, two)


def test_permuted_rows_give_permuted_outputs() -> None:
    rows = fleet(8)
    order = np.random.default_rng(1).permutation(len(rows))
    assert same(fly_rows(rows, GATE, tolerance=1e-6)[order], fly_rows(rows[order], GATE, tolerance=1e-6))


def test_a_flight_alone_is_the_flight_in_company() -> None:
    rows = fleet(4)
    together = fly_rows(rows, GATE, tolerance=1e-6)
    for k in (0, 3):
        alone, trail = fly_one(rows[k], GATE, tolerance=1e-6)
        assert same(alone, together[k])
        assert trail.shape == (int(alone[OUT["steps"]]), len(TRAIL_FIELDS))
        assert (np.diff(trail[:, 0]) >= 0.0).all()


def test_no_spread_gives_a_point() -> None:
    out = fly_rows(np.stack([three_stage()] * 3), tolerance=1e-6)
    assert all(same(out[0], out[k]) for k in range(3))


@pytest.mark.compiled
def test_a_thousand_flights_are_the_same_on_one_thread_and_two() -> None:
    rows = fleet(1000)
    one, two = (fly_rows(rows, GATE, threads=n) for n in (1, 2))
    assert same(one, two)


def test_threads_asked_for_are_given_back() -> None:
    before = numba.get_num_threads()
    fly_rows(sounding()[None, :], threads=1)
    assert numba.get_num_threads() == before
    fly_rows(sounding()[None, :], threads=10_000)
    assert numba.get_num_threads() == before


def test_no_rows_give_no_outputs() -> None:
    assert fly_rows(np.empty((0, INPUT_WIDTH))).shape == (0, OUTPUT_WIDTH)


@pytest.mark.parametrize("shape", [(INPUT_WIDTH,), (2, INPUT_WIDTH - 1)])
def test_rows_of_the_wrong_width_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=f"rows must have {INPUT_WIDTH} columns"):
        fly_rows(np.zeros(shape))


def test_columns_have_names_of_their_own() -> None:
    assert len(set(INPUTS)) == len(INPUTS) == INPUT_WIDTH
    assert len(set(OUTPUTS)) == len(OUTPUTS) == OUTPUT_WIDTH
    assert len(_OTHER_INPUTS) + PHASES * len(PHASE_FIELDS) < INPUT_WIDTH


CODED = ("end_criterion", "end_value", "thrust_curve", "attitude")


def _code(name: str) -> bool:
    """Columns that hold a code, the number of a table, or a figure in the unit of a code."""
    return "steering" in name or name.endswith(CODED) or name.endswith("acceleration_limit_m_s2")


def test_every_number_is_said_in_si_by_its_name() -> None:
    """A column that has a dimension ends in its unit, so no kilometre or degree slips in."""
    units = ("_s", "_m", "_m_s", "_kg", "_kg_s", "_rad", "_rad_s", "_Pa", "_N", "_m2", "_kg_m2")
    bare = {
        "outcome", "steps", "phases", "fairing_phase", "ignition_lead", "target_branch", "density_factor",
        "drag_factor", "failure", "failure_phase", "failure_share", "failure_factor", "debris_groups",
        "normal_force_slope",
    }  # fmt: skip
    for name in (*INPUTS, *OUTPUTS):
        assert name.endswith(units) or name in bare or "drag_coefficient" in name or _code(name), name


@pytest.mark.compiled
def test_every_column_of_the_row_matters_or_is_of_a_phase_that_is_not_flown() -> None:
    """Changing an input that is used changes the flight: no column is read from the wrong place."""
    base = three_stage(
        wind_east_m_s=10.0,
        target_inclination_rad=math.radians(92.0),
        target_apogee_m=600e3,
        phase2_coast_s=-1.0,
        site_height_m=50.0,
    )
    before = fly_rows(base[None, :], tolerance=1e-6)[0]
    idle = {
        "last_turn_rad",
        "stack_ballistic_kg_m2",
        "failure_share",
        "failure_turn_rad_s",
        "failure_roll_rad",
        "failure_delay_s",
        "failure_factor",
        "termination_limit_rad",
        "termination_delay_s",
    }
    idle |= {f"phase{p}_{name}" for p in range(3) for name in CODED}
    idle |= {f"phase{p}_aim_{name}_m" for p in range(2) for name in ("perigee", "apogee")}
    idle |= {"fairing_phase", "phases", "failure", "failure_phase", "target_branch", "site_longitude_rad"}
    idle |= {"drag_coefficient_0", "turn_rad", "phase2_coast_s"}
    idle |= {f"phase2_{name}" for name in ("drop_delay_s", "drop_ballistic_kg_m2", "exit_area_m2")}
    idle |= {f"phase{p}_steering" for p in range(3)}
    idle |= {"phase1_exit_area_m2", "phase2_reference_area_m2", "phase1_reference_area_m2"}
    for name in INPUTS:
        unused = name.startswith("phase") and name[5] in "34567"
        if unused or name in idle or name.startswith("debris"):
            continue
        row = base.copy()
        row[AT[name]] = 1.01 * row[AT[name]] if row[AT[name]] else 1.0
        after = fly_rows(row[None, :], tolerance=1e-6)[0]
        assert not same(before, after), name


def test_two_stages_reach_orbit_too() -> None:
    out = fly_rows(two_stage()[None, :])[0]
    assert out[OUT["outcome"]] == 0.0
    assert out[OUT["max_q_Pa"]] == pytest.approx(35e3, rel=0.3)
    assert 45.0 < out[OUT["max_q_s"]] < 90.0


def test_a_row_without_phases_is_no_flight() -> None:
    out = fly_rows(three_stage(phases=0.0)[None, :])[0]
    assert math.isnan(out[OUT["outcome"]]) and math.isnan(out[OUT["insertion_s"]])


def mixed(count: int) -> Floats:
    """Two launchers with every kind of failure, in a random order: lanes that do quite different things."""
    rng = np.random.default_rng(3)
    parts = FAIRING | {"fairing_split_m_s": 2.0}
    rows = np.stack([(three_stage if k % 2 else two_stage)(**parts) for k in range(count)])
    rows[:, AT["burnout_angle_rad"]] += rng.normal(0.0, 0.03, count)
    rows[:, AT["wind_east_m_s"]] = rng.normal(15.0, 10.0, count)
    rows[:, AT["failure"]] = rng.integers(0, len(FAILURES), count)
    rows[:, AT["failure_phase"]] = rng.integers(0, 3, count)
    rows[:, AT["failure_share"]] = rng.random(count)
    rows[:, AT["failure_turn_rad_s"]] = 0.2
    rows[:, AT["failure_factor"]] = 0.8
    rows[:, AT["failure_delay_s"]] = 5.0
    rows[:, AT["termination_limit_rad"]] = np.where(rng.random(count) < 0.5, 0.01, 0.0)
    return rows[rng.permutation(count)]


@pytest.mark.compiled
def test_lanes_fly_what_single_numbers_fly_whoever_flies_beside_them() -> None:
    rows = mixed(600)
    out = fly_rows(rows, tolerance=1e-6, threads=1)
    order = np.random.default_rng(4).permutation(len(rows))
    assert same(out[order], fly_rows(rows[order], tolerance=1e-6, threads=2))
    assert same(out[:60], fly_rows(rows[:60], tolerance=1e-6, lanes=False))
    assert len({*out[:, OUT["outcome"]].tolist()}) >= 2
