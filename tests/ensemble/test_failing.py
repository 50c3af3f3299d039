"""Failing twins: the draws of the planned flight, failures in the given proportions, pieces that fall."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import stats
from tiny_cases import tiny_flights

from launchwatch.ensemble import Flights, Ways, failing_twins, mode_names
from launchwatch.ensemble.failing import DEBRIS_SPEED_M_S
from launchwatch.ensemble.ways import (
    DELAYS_S,
    JUDGED,
    MODES,
    SLICES,
    THRUST_LEFT,
    mode_weights,
    stage_share,
)
from launchwatch.flight import INPUTS
from launchwatch.record import kinds_of_stage

BY_PHASE = {"stage 1": 0.3, "stage 2": 0.5, "upper stages": 0.2}
AT = {name: k for k, name in enumerate(INPUTS)}
COUNT = 1024


def ways() -> Ways:
    return Ways.of_record(tiny_flights(COUNT), BY_PHASE)


@cache
def twins() -> Flights:
    return failing_twins(tiny_flights(COUNT), ways(), seed=3).flights


def test_a_twin_shares_every_draw_but_how_it_fails() -> None:
    planned, failing = tiny_flights(COUNT), twins()
    assert failing.z is planned.z
    of_failure = [k for name, k in AT.items() if name.startswith(("failure", "debris", "given_kick"))]
    kept = np.setdiff1d(np.arange(len(INPUTS)), of_failure)
    assert np.array_equal(planned.rows[:, kept], failing.rows[:, kept], equal_nan=True)
    assert np.all(planned.rows[:, AT["failure"]] == 0.0) and np.all(failing.rows[:, AT["failure"]] > 0.0)


def test_a_twin_flies_as_planned_until_it_fails() -> None:
    planned, failing = tiny_flights(COUNT), twins()
    late = failing.column("failure_s") > planned.column("phase0_cutoff_s")
    assert late.sum() > 100
    assert np.array_equal(planned.column("phase0_cutoff_s")[late], failing.column("phase0_cutoff_s")[late])
    assert np.array_equal(planned.column("kick_rad"), failing.column("kick_rad"))
    assert np.array_equal(planned.column("kick_rad"), failing.rows[:, AT["given_kick_rad"]])


def within_bounds(hits: int, count: int, share: float) -> bool:
    """Whether a count is inside the central 99.99 % of the binomial it should come from."""
    low, high = stats.binom.interval(0.9999, count, share)
    return bool(low <= hits <= high)


def test_stages_fail_in_the_given_proportions() -> None:
    names = mode_names(twins())
    first = sum(name.startswith("stage 1:") for name in names)
    # the second stage is the last: it takes the share of the upper stages as well
    assert within_bounds(first, COUNT, 0.3)
    assert all(name.startswith(("stage 1: ", "stage 2: ")) for name in names)


def test_modes_come_in_the_proportions_of_the_table() -> None:
    failing = twins()
    mode = failing.rows[:, AT["failure"]]
    first = np.array([name.startswith("stage 1:") for name in mode_names(failing)])
    weight = mode_weights(1, kinds_of_stage(tiny_flights(COUNT).plan.view.as_of)[1])
    for code, share in zip((m[0] for m in MODES), weight, strict=True):
        expected = share / weight.sum() if code != 6 else 0.0
        assert within_bounds(int((mode[first] == code).sum()), int(first.sum()), expected), code
    # a last stage has nothing to drop and Delta III of the benchmark no fairing
    assert set(mode[~first]) == set(range(1, 11)) - {5, 6}


def test_a_failure_falls_uniformly_over_the_whole_burn_of_a_stage() -> None:
    failing = twins()
    first = np.array([name.startswith("stage 1:") for name in mode_names(failing)])
    burning = first & np.isin(failing.rows[:, AT["failure"]], (2.0, 3.0, 4.0))
    when = failing.column("failure_s")[burning]
    assert stats.kstest(when, "uniform", args=(0.0, 261.0)).pvalue > 1e-4


def test_every_twin_fails_and_only_what_flies_on_may_reach_the_orbit_it_aimed_for() -> None:
    planned, failing = tiny_flights(COUNT), twins()
    reached = planned.column("outcome") == 0.0
    assert not np.any(np.isnan(failing.column("failure_s")[reached]))
    mode = failing.rows[:, AT["failure"]]
    arrived = reached & (failing.column("outcome") == 0.0)
    assert set(mode[arrived]) == {7.0, 8.0}, "late ignition and loss of thrust"
    assert (mode[reached & ~arrived] == 8.0).any()


def test_how_late_and_how_weak_are_drawn_over_their_ranges() -> None:
    failing = twins()
    late, left = (failing.rows[:, AT[f"failure_{name}"]] for name in ("delay_s", "factor"))
    spread = np.log(DELAYS_S[1] / DELAYS_S[0])
    assert stats.kstest(np.log(late / DELAYS_S[0]) / spread, "uniform").pvalue > 1e-4
    assert stats.kstest(left, "uniform", args=(THRUST_LEFT[0], THRUST_LEFT[1] - THRUST_LEFT[0])).pvalue > 1e-4
    assert abs(np.corrcoef(late, left)[0, 1]) < 0.12


def test_a_termination_in_error_leaves_debris_at_once() -> None:
    failing = twins()
    first = np.array([name == "stage 1: flight termination in error" for name in mode_names(failing)])
    assert first.sum() > 3
    assert np.all(np.isfinite(failing.column("dense_impact_s")[first]))
    assert np.all(failing.column("dense_impact_s")[first] > failing.column("failure_s")[first])


def test_what_breaks_up_falls_as_debris_and_what_shuts_down_falls_whole() -> None:
    failing = twins()
    first = np.array([name.startswith("stage 1:") for name in mode_names(failing)])
    mode = failing.rows[:, AT["failure"]]
    broke, stopped = first & (mode == 3.0), first & (mode == 2.0)
    for group in ("dense", "plates", "light"):
        assert np.all(np.isfinite(failing.column(f"{group}_impact_s")[broke]))
        assert np.all(np.isnan(failing.column(f"{group}_impact_s")[stopped]))
    assert np.all(np.isfinite(failing.column("stack_impact_s")[stopped]))


def test_seeds_give_other_failures_and_the_same_seed_the_same() -> None:
    planned = tiny_flights(COUNT).take(np.arange(64))
    a, b, c = (failing_twins(planned, ways(), seed).flights for seed in (3, 3, 4))
    assert a.rows.tobytes() == b.rows.tobytes() and a.out.tobytes() == b.out.tobytes()
    assert a.rows.tobytes() != c.rows.tobytes()
    assert failing_twins(planned, ways(), 3, threads=1).flights.out.tobytes() == a.out.tobytes()


def test_a_twin_is_the_same_in_any_block() -> None:
    planned = tiny_flights(COUNT).take(np.arange(96))
    whole = failing_twins(planned, ways(), 3).flights
    parts = [
        failing_twins(planned.take(np.arange(a, b)), ways(), 3, first=a).flights
        for a, b in ((0, 1), (1, 40), (40, 96))
    ]
    assert np.concatenate([p.rows for p in parts]).tobytes() == whole.rows.tobytes()
    assert np.concatenate([p.out for p in parts]).tobytes() == whole.out.tobytes()


def test_what_a_break_up_imparts_is_normal_and_not_correlated() -> None:
    names = [n for n in AT if n.startswith(tuple(f"debris_{group}_" for group in DEBRIS_SPEED_M_S))]
    z = np.stack([twins().rows[:, AT[n]] / DEBRIS_SPEED_M_S[n.split("_")[1]] for n in names])
    assert min(stats.kstest(row, "norm").pvalue for row in z) > 1e-4
    assert np.abs(np.corrcoef(z) - np.eye(len(z))).max() < 0.15


@pytest.mark.parametrize("last", [1, 2, 3, 4, 5])
def test_the_shares_of_the_stages_are_those_of_the_record(last: int) -> None:
    shares = [stage_share(s, last, BY_PHASE) for s in range(1, last + 1)]
    if last > 1:
        assert sum(shares) == pytest.approx(1.0)
        assert shares[0] == pytest.approx(0.3)
    if last > 2:
        assert shares[1] == pytest.approx(0.5)
        assert shares[2:] == pytest.approx([0.2 / (last - 2)] * (last - 2))


def test_a_planned_flight_has_no_failure_to_name() -> None:
    assert set(mode_names(tiny_flights())) == {""}


def test_a_focused_proposal_draws_what_was_seen_and_the_ratio_takes_it_back() -> None:
    """Any average over the record's ways is the weighed average over the proposal's."""
    record = ways()
    cells = record.draw(np.random.default_rng(1).random(4096))
    stage, _, piece = np.unravel_index(cells, record.cells.shape)
    proposal = record.focused(cells, ((stage == 0) & (piece == 7)).astype(float))
    found = proposal.draw(np.random.default_rng(2).random(40_000))
    weight = np.exp(record.log_ratio(proposal, found))
    stage, _, piece = np.unravel_index(found, record.cells.shape)
    assert np.mean((stage == 0) & (piece == 7)) > 0.25
    assert weight.max() <= 2.0 + 1e-9
    assert np.mean(weight) == pytest.approx(1.0, abs=0.02)
    assert np.mean(weight * (stage == 0)) == pytest.approx(0.3, abs=0.01)
    assert np.mean(weight * (piece < SLICES // 2)) == pytest.approx(0.5, abs=0.015)


def test_a_way_that_cannot_be_is_never_drawn() -> None:
    record = ways()
    found = record.draw(np.array([0.0, 0.5, np.nextafter(1.0, 0.0), 1.0]))
    assert np.all(record.cells.ravel()[found] > 0.0)
    assert np.all(record.focused(found, np.ones(4)).cells[record.cells == 0.0] == 0.0)


def test_nothing_seen_leaves_the_ways_of_the_record() -> None:
    record = ways()
    assert record.focused(np.array([3, 4]), np.zeros(2)) is record


def test_kinds_of_failure_that_are_known_move_their_modes_and_no_others() -> None:
    plain = dict(zip((m[0] for m in MODES), mode_weights(2, {}), strict=True))
    assert sum(plain.values()) == pytest.approx(JUDGED)
    known = dict(zip((m[0] for m in MODES), mode_weights(2, {"fairing": 3, "termination": 2}), strict=True))
    assert known[6] == pytest.approx(plain[6] + 3.0)
    assert known[10] == pytest.approx(plain[10] + 2.0)
    assert [known[code] for code in (1, 2, 4, 5)] == pytest.approx([plain[code] for code in (1, 2, 4, 5)])
    spread = dict(zip((m[0] for m in MODES), mode_weights(1, {"propulsion": 7, "fairing": 1}), strict=True))
    assert spread[1] == spread[6] == 0.0  # a first stage has no ignition to miss and no fairing to keep on
    assert spread[7] == 0.0
    assert spread[2] + spread[3] + spread[8] == pytest.approx(0.65 * JUDGED + 7.0)
