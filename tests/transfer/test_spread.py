"""Spreads and their products: bounds, evenness, what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.transfer import Spread, divide, multiply, points
from launchwatch.transfer.spread import ABOUT, OPEN_ENDED

ends = st.tuples(st.floats(0.001, 1e6), st.floats(0.001, 1e6)).map(lambda p: (min(p), max(p)))


@pytest.mark.parametrize("ranges", [(), ((0.0, 1.0),), ((2.0, 1.0),), ((1.0, math.inf),), ((math.nan, 1.0),)])
def test_what_cannot_be_counted_with_is_refused(ranges: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(InputError, match="cannot be counted with"):
        Spread(ranges)


def test_a_told_figure_is_read_as_people_mean_it() -> None:
    assert Spread.told(10.0, 10.0, None, "more than").bounds == (10.0, 10.0 * OPEN_ENDED)
    assert Spread.told(80.0, None, 80.0, "up to").bounds == (80.0 / OPEN_ENDED, 80.0)
    assert Spread.told(5.0, 4.0, 6.0).bounds == (4.0, 6.0)
    assert Spread.told(5.0, None, None, "exactly").bounds == (5.0, 5.0)
    assert Spread.told(5.0, None, None, "about").bounds == (5.0 / ABOUT, 5.0 * ABOUT)


def test_the_points_are_even_in_every_dimension() -> None:
    u = points(3, 1000)
    assert u.shape == (1000, 3) and u.min() >= 0.0 and u.max() < 1.0
    for k in range(3):  # each tenth holds a tenth, within three points of a thousand
        counts = np.histogram(u[:, k], 10, (0.0, 1.0))[0]
        assert np.all(np.abs(counts - 100) <= 3)
    assert np.array_equal(u, points(3, 1000))


def test_ranges_are_equally_likely_and_even_in_ratio() -> None:
    spread = Spread.any_of([Spread.of(1.0, 100.0), Spread.of(1000.0)])
    values = spread.at((np.arange(1000) + 0.5) / 1000)
    assert np.mean(values == 1000.0) == 0.5
    assert np.median(values[values < 1000.0]) == pytest.approx(10.0, rel=0.01)  # the middle of 1 to 100
    assert spread.at(np.array([0.0, 1.0])).tolist() == pytest.approx([1.0, 1000.0])


@given(ends, ends, ends)
def test_a_product_stays_within_its_bounds_and_a_quotient_undoes_it(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    values, (low, high) = multiply(Spread.of(*a), Spread.of(*b), n=64)
    assert np.all(values >= low * (1 - 1e-9)) and np.all(values <= high * (1 + 1e-9))
    back, (least, most) = divide(Spread.of(*a), Spread.of(*b), Spread.of(*c), n=64)
    assert least == pytest.approx(a[0] / b[1] / c[1]) and most == pytest.approx(a[1] / b[0] / c[0])
    assert np.all(back >= least * (1 - 1e-9)) and np.all(back <= most * (1 + 1e-9))


def test_the_spread_of_a_product_is_that_of_the_sum_of_logarithms() -> None:
    """Two factors even in ratio between 1 and e: the logarithm of the product is a triangle on 0 to 2."""
    values, _ = multiply(Spread.of(1.0, math.e), Spread.of(1.0, math.e))
    logs = np.log(values)
    assert logs.mean() == pytest.approx(1.0, abs=1e-3)
    assert logs.var() == pytest.approx(1.0 / 6.0, abs=1e-3)
    assert np.mean(logs < 0.5) == pytest.approx(0.125, abs=2e-3)
