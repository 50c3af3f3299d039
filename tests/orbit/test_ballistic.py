"""The fit of the coefficient, on ways whose coefficient is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from launchwatch.orbit import Elements
from launchwatch.orbit.ballistic import fit_ballistic, pieces_of, steady, trend, way_of, with_burn

RNG = np.random.default_rng(11)


def way(coefficients: np.ndarray, noise: float = 15.0, burn: float = 0.0) -> tuple[np.ndarray, ...]:
    """Days, semi-major axes and pull of sets twice a day in air that thickens by 3 % a day."""
    days = np.arange(len(coefficients)) * 0.5
    step = 60e3 * np.exp(0.03 * days) * 0.5
    pull = np.concatenate([[0.0], np.cumsum(step[1:])])
    loss = np.concatenate([[0.0], np.cumsum(coefficients[1:] * step[1:] + 0.5 * burn)])
    return days, 6.8e6 - loss + RNG.normal(0.0, noise, len(days)), pull


def test_a_constant_coefficient_is_found() -> None:
    days, a, pull = way(np.full(80, 0.02))
    fit = fit_ballistic(pieces_of(days, a, pull), days[-1], 30.0)
    assert fit is not None
    assert fit.value == pytest.approx(0.02, rel=0.02)
    assert fit.steady and fit.burning == (fit.value, 0.0) and fit.scatter < 0.06


def test_one_wild_set_does_little() -> None:
    days, a, pull = way(np.full(80, 0.02))
    a[61] += 4000.0
    fit = fit_ballistic(pieces_of(days, a, pull), days[-1], 30.0)
    assert fit is not None and fit.value == pytest.approx(0.02, rel=0.06)


def test_after_a_change_only_what_follows_counts() -> None:
    coefficients = np.where(np.arange(80) < 60, 0.05, 0.02)
    days, a, pull = way(coefficients)
    fit = fit_ballistic(pieces_of(days, a, pull), days[-1], 30.0)
    assert fit is not None
    assert fit.value == pytest.approx(0.02, rel=0.04)
    assert not fit.steady  # ten days of thirty, and others before


def test_a_thrust_is_told_from_drag() -> None:
    days, a, pull = way(np.full(120, 0.02), burn=1500.0)
    pieces = pieces_of(days, a, pull)
    slope, certainty = trend(pieces)
    assert slope < -0.25 and certainty < -3.0
    fit = fit_ballistic(pieces, days[-1], 60.0)
    assert fit is not None and not fit.steady
    value, burn = fit.burning
    assert value == pytest.approx(0.02, rel=0.1) and burn == pytest.approx(1500.0, rel=0.2)
    assert fit.value > 1.2 * value
    assert with_burn(pieces, days[-1], 1e6)[1] == pytest.approx(1500.0, rel=0.1)


def test_what_is_raised_or_kept_up_has_no_coefficient() -> None:
    days, a, pull = way(np.full(80, 0.02))
    raised = a.copy()
    raised[-8:] += 40_000.0 * np.arange(1, 9)
    assert fit_ballistic(pieces_of(days, raised, pull), days[-1], 30.0) is None
    kept = np.full(len(a), 6.8e6)
    assert len(pieces_of(days, kept, pull)) == 0
    sawtooth = 6.8e6 + 600.0 * (np.arange(len(a)) % 8)
    assert fit_ballistic(pieces_of(days, sawtooth, pull), days[-1], 30.0) is None


def test_single_odd_pieces_are_left_out_and_two_in_a_row_end_the_stretch() -> None:
    pieces = np.column_stack([np.arange(12.0), np.ones(12), np.full(12, 0.02), np.full(12, 6e4)])
    pieces[8, 2] = 0.06
    assert 8 not in steady(pieces) and 0 in steady(pieces)
    pieces[7, 2] = 0.06
    assert sorted(steady(pieces)) == [9, 10, 11]
    assert trend(pieces[:4]) == (0.0, 0.0)


def test_sets_within_ten_minutes_are_one() -> None:
    def one(minutes: float, raan: float) -> Elements:
        epoch = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
        return Elements("A", "1", "", epoch, 15.9, 0.001, 97.4, raan, 90.0, 10.0)

    found = way_of([one(0, 10.0), one(100, 20.0), one(105, 30.0), one(200, 40.0)])
    assert found.days * 1440.0 == pytest.approx([0.0, 105.0, 200.0])
    # the later set, 20 deg and five minutes on: the local time of the node differs by it
    assert (found.orbits[1, 3] - found.orbits[0, 3]) * 15.0 == pytest.approx(20.0, abs=0.2)
    assert found.orbits[0, 1] == pytest.approx(0.0, abs=1e-12) and found.orbits[0, 2] == pytest.approx(0.001)
    assert found.orbits[0, 4] == pytest.approx(np.radians(100.0))
