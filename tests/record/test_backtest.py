"""The marks of the forecasts on past launches, against the simple rules."""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from launchwatch.record import Mark, Scored, backtest, load_record, mark, marks, ranking, tenths
from launchwatch.record.reference import limits, rule_417

BARS = {  # name: launches, Laplace's rule, the best allowed Brier score (issue 5)
    "all": (6763, 0.0488, 0.0408),
    "2000 to 2025": (2802, 0.0395, 0.0310),
    "attempts 1 to 5 of a line": (720, 0.1711, 0.1200),
    "first flights": (176, 0.2500, 0.1900),
    "new builder, attempts 1 to 5": (287, 0.204, 0.163),
    "state with fewer than 3 successes": (63, 0.241, 0.201),
    "no success yet, attempts 2 to 5": (65, 0.309, 0.260),
}


@pytest.fixture(scope="module")
def tested() -> tuple[dict[str, Mark], list[Scored]]:
    return backtest()


@pytest.mark.parametrize("name", BARS)
def test_every_subset_meets_its_bar(name: str, tested: tuple[dict[str, Mark], list[Scored]]) -> None:
    """That both count the same launches: Laplace's rule must earn the published mark on them."""
    found, scored = tested
    n, plain, bar = BARS[name]
    assert found[name].n == n
    assert marks(scored, lambda one: one.laplace)[name].brier == pytest.approx(plain, abs=0.0005)
    assert found[name].brier <= bar


def test_forecasts_are_calibrated_over_all(tested: tuple[dict[str, Mark], list[Scored]]) -> None:
    assert tested[0]["all"].ece <= 0.012


def test_the_rule_of_14_cfr_417_earns_its_published_mark(
    tested: tuple[dict[str, Mark], list[Scored]],
) -> None:
    assert marks(tested[1], lambda one: one.faa)["all"].brier == pytest.approx(0.0466, abs=5e-5)


def test_a_forecast_beats_the_plain_rules_by_more_than_chance_on_young_lines(
    tested: tuple[dict[str, Mark], list[Scored]],
) -> None:
    young = [one for one in tested[1] if one.standing.flown < 5]
    for plain in (lambda one: one.laplace, lambda one: one.faa):
        won = [(plain(one) - one.launch.orbit) ** 2 - (one.p - one.launch.orbit) ** 2 for one in young]
        assert np.mean(won) > 3.0 * np.std(won) / np.sqrt(len(won))


def test_the_limits_are_those_of_clopper_and_pearson() -> None:
    for failures, n in ((0, 2), (1, 2), (2, 2), (3, 17)):
        truth = stats.binomtest(failures, n).proportion_ci(0.6, method="exact")
        assert limits(failures, n) == pytest.approx((truth.low, truth.high))


def test_the_reference_rule_before_two_flights_looks_at_first_flights_only() -> None:
    past = [one for one in load_record() if one.date < datetime(2023, 11, 1, tzinfo=UTC)]
    assert 0.25 < rule_417(past, "X", "X") < 0.5
    assert 0.7 < rule_417(past, "X", "SPX") < 0.9


def test_marks_of_perfect_of_wrong_and_of_even_forecasts() -> None:
    outcomes = [True] * 30 + [False] * 10
    assert mark([(float(orbit), orbit) for orbit in outcomes]) == Mark(40, 0.0, 0.0, 0.0)
    wrong = mark([(1.0 - orbit, orbit) for orbit in outcomes])
    assert (wrong.brier, wrong.ece) == (1.0, 1.0) and wrong.log_loss > 20.0
    even = mark([(0.5, orbit) for orbit in outcomes])
    assert (even.brier, even.ece) == (0.25, 0.25)
    assert even.log_loss == pytest.approx(np.log(2.0))


def test_the_calibration_table_counts_every_forecast_once() -> None:
    rows = tenths([(0.0, False), (0.05, True), (0.3, True), (1.0, True)])
    assert [(row.lo, row.n, row.reached) for row in rows] == [(0.0, 2, 1), (0.3, 1, 1), (0.9, 1, 1)]
    assert rows[0].forecast == pytest.approx(0.025)


def test_ranking_is_the_area_under_the_curve() -> None:
    rng = np.random.default_rng(5)
    pairs = [(round(float(p), 1), bool(rng.random() < p)) for p in rng.random(200)]
    reached, failed = ([p for p, orbit in pairs if orbit is side] for side in (True, False))
    truth = stats.mannwhitneyu(reached, failed).statistic / (len(reached) * len(failed))
    assert ranking(pairs) == pytest.approx(truth)
    assert ranking([(0.5, True)]) is None


def test_the_marks_on_the_page_are_those_of_today(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("chance_marks", root / "scripts" / "chance_marks.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    text = script.PAGE.read_text(encoding="utf-8")
    assert text.count(script.BEGIN) == 1 and "| first flights | 176 |" in text
    assert script.page(text) == text, "out of date: run python scripts/chance_marks.py"
