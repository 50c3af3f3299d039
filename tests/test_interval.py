"""Intervals: quantiles of weighted samples, and honest digits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.interval import Interval, honest, weighted_quantile

values = st.floats(-1e6, 1e6, allow_subnormal=False)
weights = st.floats(0.01, 100.0)


@given(st.lists(values, min_size=1, max_size=40), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_equal_weights_agree_with_numpy_hazen(sample: list[float], q: list[float]) -> None:
    expected = np.quantile(sample, q, method="hazen")
    np.testing.assert_allclose(weighted_quantile(sample, None, q), expected, rtol=1e-9, atol=1e-6)


@given(st.lists(st.tuples(values, weights), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_order_of_the_sample_does_not_change_a_bit(pairs: list[tuple[float, float]], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    levels = [0.05, 0.3, 0.5, 0.95]
    first = weighted_quantile(*zip(*pairs, strict=True), levels)
    again = weighted_quantile(*zip(*shuffled, strict=True), levels)
    assert first.tobytes() == again.tobytes()


@given(st.lists(st.tuples(values, weights), min_size=1, max_size=30))
def test_quantiles_rise_and_stay_inside_the_sample(pairs: list[tuple[float, float]]) -> None:
    sample, w = zip(*pairs, strict=True)
    found = weighted_quantile(sample, w, np.linspace(0, 1, 21))
    assert np.all(np.diff(found) >= 0)
    assert found[0] >= min(sample) and found[-1] <= max(sample)


def test_values_that_are_not_numbers_carry_no_weight() -> None:
    found = weighted_quantile([1.0, math.nan, 3.0, math.inf], [1.0, 5.0, 1.0, 9.0], 0.5)
    assert float(found) == 2.0


def test_a_heavy_value_draws_the_median() -> None:
    assert float(weighted_quantile([0.0, 10.0], [1.0, 3.0], 0.5)) == pytest.approx(7.5)


def test_nothing_left_gives_nan_and_no_interval() -> None:
    assert np.isnan(weighted_quantile([math.nan], [1.0], [0.1, 0.9])).all()
    assert Interval.of([1.0, 2.0], [0.0, 0.0]) is None
    assert Interval.of([]) is None


@pytest.mark.parametrize("bad", [[-1.0, 1.0], [math.nan, 1.0], [1.0]])
def test_a_faulty_weight_is_loud(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        weighted_quantile([1.0, 2.0], bad, 0.5)


def test_quantiles_of_a_normal_sample_agree_with_theory() -> None:
    sample = np.random.default_rng(1).normal(97.4, 0.06, 200_000)
    found = Interval.of(sample, unit="deg")
    assert found is not None
    assert found.p95 - found.median == pytest.approx(1.6449 * 0.06, rel=0.02)
    assert found.p75 - found.median == pytest.approx(0.6745 * 0.06, rel=0.02)


def test_scaling_by_a_negative_factor_turns_the_quantiles_round() -> None:
    found = Interval(1.0, 0.0, 0.5, 1.5, 3.0, "m").scaled(-2.0, "x")
    assert found == Interval(-2.0, -6.0, -3.0, -1.0, 0.0, "x")
    assert Interval(1.0, 0.0, 0.5, 1.5, 3.0, "km").scaled(1000.0, "m").p95 == 3000.0


def test_json_holds_every_field() -> None:
    found = Interval(1.0, 0.0, 0.5, 1.5, 3.0, "km").to_json()
    assert found == {"median": 1.0, "p05": 0.0, "p25": 0.5, "p75": 1.5, "p95": 3.0, "unit": "km"}


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(97.4, 97.3, 97.36, 97.44, 97.5, "deg"), "97.4 deg (97.3 to 97.5)"),
        (Interval(97.4, 97.3, 97.36, 97.44, 97.5, "°"), "97.4° (97.3 to 97.5)"),
        (Interval(253412.0, 247963.0, 0, 0, 253963.0, "m"), "253,400 m (248,000 to 254,000)"),
        (Interval(94.6123, 94.5011, 0, 0, 94.7219, "min"), "94.61 min (94.50 to 94.72)"),
        (Interval(5.0, 5.0, 5.0, 5.0, 5.0, "km"), "5 km (5 to 5)"),
        (Interval(0.0, 0.0, 0.0, 0.0, 0.0, ""), "0 (0 to 0)"),
        (Interval(-0.0004, -1.2, 0, 0, 1.3, "km"), "0.0 km (-1.2 to 1.3)"),
        (Interval(1.0, 1.0, 1, 1, 1.0 + 1e-14, ""), "1 (1 to 1)"),
    ],
)
def test_prints_two_significant_digits_of_the_spread(interval: Interval, text: str) -> None:
    assert str(interval) == text


@given(values, st.floats(1e-6, 1e6))
def test_printing_is_off_by_less_than_a_tenth_of_the_spread(value: float, spread: float) -> None:
    (shown,) = honest((value,), spread)
    assert abs(float(shown.replace(",", "")) - value) <= 0.05 * spread * (1 + 1e-9) + 1e-9
