"""Flown draws: the same flight in any shard and on any threads, and figures found by name."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_cases import seen_by, tiny_flights, tiny_plan, view_of

from launchwatch.ensemble import Flights, fly_draws, make_plan
from launchwatch.flight import OUTPUTS


def same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.tobytes() == b.tobytes()


def test_flight_k_is_the_same_in_any_shard_and_on_any_number_of_threads() -> None:
    flights = tiny_flights()
    plan = flights.plan
    assert same(fly_draws(plan, flights.z, threads=1).out, flights.out)
    assert same(fly_draws(plan, flights.z, threads=2).out, flights.out)
    parts = [fly_draws(plan, flights.z[a:b]).out for a, b in ((0, 1), (1, 100), (100, 256))]
    assert same(np.concatenate(parts), flights.out)


def test_a_plan_flies_to_the_orbit_it_aims_for() -> None:
    flights = tiny_flights()
    reached = flights.column("outcome") == 0.0
    assert reached.mean() > 0.3
    values = flights.plan.values(flights.z)
    assert np.abs(flights.column("perigee_m") - values["perigee"])[reached].max() < 20e3
    assert np.degrees(np.abs(flights.column("inclination_rad") - values["inclination"])[reached]).max() < 0.1


def test_values_follow_the_quantiles_and_fixed_figures_have_no_spread() -> None:
    plan = tiny_plan()
    values = plan.values(np.zeros((3, len(plan.free))))
    assert values["perigee"] == pytest.approx([300e3] * 3)
    assert values["stage 1.propellant"] == pytest.approx([95550.0])
    assert {p.name for p in plan.free} == {p.name for p in plan.parameters if values[p.name].shape == (3,)}
    above = plan.values(np.full((1, len(plan.free)), 1.0))
    assert all(above[p.name][0] > values[p.name][0] for p in plan.free)
    far = plan.values(np.full((1, len(plan.free)), 40.0))
    assert all(np.isfinite(far[p.name][0]) for p in plan.free)


def test_only_gates_are_timed() -> None:
    plan = make_plan(view_of())
    assert plan.gates == ("Blake Plateau",) and plan.gate_vectors().shape == (1, 3)
    assert np.linalg.norm(plan.gate_vectors()) == pytest.approx(1.0)


def test_pieces_are_named_in_the_order_they_are_dropped() -> None:
    flights = tiny_flights()
    assert flights.pieces == ("strap-ons 1 to 6", "strap-ons 7 to 9", "stage 1")
    assert flights.far_piece == "stage 1"
    assert [flights.slot(p) for p in flights.pieces] == ["drop0", "drop1", "drop2"]
    assert flights.phase_of_stage(1) == 2 and flights.phase_of_stage(2) == 3
    assert flights.slot("stage 7") is None and flights.impact("stage 7") is None
    assert flights.slot("fairing") is None, "Delta III of the benchmark has none"


def test_the_first_stage_falls_into_the_atlantic_after_its_burn_out() -> None:
    flights = tiny_flights()
    fallen = flights.impact("stage 1")
    assert fallen is not None
    when, latitude, longitude = fallen
    assert np.nanmin(when) > 261.0
    assert np.nanmin(latitude) > -5.0 and np.nanmax(latitude) < 60.0
    middle = np.nanmedian(longitude)
    assert -80.0 < middle < -40.0


def test_taking_flights_keeps_rows_together() -> None:
    flights = tiny_flights()
    some = flights.take(np.array([3, 1]))
    assert len(some) == 2 and same(some.out[0], flights.out[3]) and same(some.z[1], flights.z[1])
    assert same(some.rows[0], flights.rows[3])


def test_more_items_in_a_case_do_not_change_a_flight() -> None:
    flights: Flights = seen_by(tiny_flights())
    assert same(fly_draws(flights.plan, flights.z[:16]).out, flights.out[:16])


def test_every_output_can_be_read_by_name() -> None:
    flights = tiny_flights()
    assert all(flights.column(name).shape == (len(flights),) for name in OUTPUTS)
