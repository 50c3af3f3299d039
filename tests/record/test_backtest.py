"""The marks of the forecasts on past launches, against the simple rules."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from scipy import stats

from launchwatch.record import Scored, backtest, load_record
from launchwatch.record.backtest import mark
from launchwatch.record.reference import laplace, limits, rule_417


@pytest.fixture(scope="module")
def scored() -> list[Scored]:
    return backtest()[1]


def test_beats_laplace_and_the_reference_rule(scored: list[Scored]) -> None:
    """Brier scores of 1965 to 2025: Laplace .0488, 14 CFR 417 .0466, the best seen in trials .0404."""
    marks, _ = backtest()
    for name, one in marks.items():
        print(f"{name}: {one.n} launches, Brier {one.brier:.4f}, calibration error {one.ece:.4f}")
    assert marks["all"].n == 6763
    assert marks["all"].brier < 0.0408
    assert marks["since 2000"].brier < 0.0310
    assert marks["attempts 1 to 5"].n == 720 and marks["attempts 1 to 5"].brier < 0.1200
    assert marks["first flights"].n == 176 and marks["first flights"].brier < 0.2000
    assert marks["no success yet, attempts 2 to 5"].n == 65
    assert marks["no success yet, attempts 2 to 5"].brier < 0.260
    assert marks["all"].ece < 0.012


def test_the_score_of_laplace_is_the_published_one(scored: list[Scored]) -> None:
    """That both count the same launches: Laplace's rule on the same launches must score .0488."""
    errors = [(laplace(one.flown, one.reached) - one.launch.orbit) ** 2 for one in scored]
    assert np.mean(errors) == pytest.approx(0.0488, abs=5e-5)


def test_the_limits_are_those_of_clopper_and_pearson() -> None:
    for failures, n in ((0, 2), (1, 2), (2, 2), (3, 17)):
        truth = stats.binomtest(failures, n).proportion_ci(0.6, method="exact")
        assert limits(failures, n) == pytest.approx((truth.low, truth.high))


def test_the_reference_rule_before_two_flights_looks_at_first_flights_only() -> None:
    past = [one for one in load_record() if one.date < datetime(2023, 11, 1, tzinfo=UTC)]
    assert 0.25 < rule_417(past, "X", "X") < 0.5
    assert 0.7 < rule_417(past, "X", "SPX") < 0.9


def test_marks_of_perfect_and_of_wrong_forecasts(scored: list[Scored]) -> None:
    perfect = [one._replace(p=float(one.launch.orbit)) for one in scored[:50]]
    wrong = [one._replace(p=1.0 - float(one.launch.orbit)) for one in scored[:50]]
    assert (mark(perfect).brier, mark(perfect).ece) == (0.0, 0.0)
    assert mark(wrong).brier == 1.0 and mark(wrong).ece == 1.0
