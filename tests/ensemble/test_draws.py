"""Draws by index: the same in any shard, different by seed and purpose, and as uniform as they claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from launchwatch.ensemble import counted, generator, normals
from launchwatch.ensemble.draws import EDGE, uniforms


@settings(max_examples=40)
@given(
    d=st.integers(1, 50),
    first=st.integers(0, 3000),
    count=st.integers(1, 300),
    seed=st.integers(0, 2**63),
)
def test_a_draw_is_the_same_in_any_shard(d: int, first: int, count: int, seed: int) -> None:
    whole = normals(d, 0, first + count, seed, 7)
    assert np.array_equal(whole[first:], normals(d, first, count, seed, 7))


def test_the_first_draws_do_not_depend_on_how_many_follow() -> None:
    assert np.array_equal(normals(9, 0, 1000, 3, 1)[:100], normals(9, 0, 100, 3, 1))


def test_seeds_and_purposes_give_other_draws() -> None:
    a, b, c = normals(4, 0, 64, 1, 1), normals(4, 0, 64, 2, 1), normals(4, 0, 64, 1, 2)
    assert not np.any(np.isclose(a, b)) and not np.any(np.isclose(a, c))


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_margins_are_uniform_and_pairs_are_not_correlated(seed: int) -> None:
    u = uniforms(45, 0, 4096, seed, 12)
    assert u.min() >= EDGE and u.max() <= 1.0 - EDGE
    for column in u.T:
        # a scrambled net fills every 1/4096 once, so it is far closer to uniform than random numbers are
        assert stats.kstest(column, "uniform").statistic < 3.0 / 4096
    correlation = np.corrcoef(u.T) - np.eye(45)
    assert np.abs(correlation).max() < 0.08


def test_normals_are_standard() -> None:
    z = normals(45, 0, 4096, 4, 12)
    assert np.abs(z.mean(axis=0)).max() < 5e-3
    assert np.abs(z.std(axis=0) - 1.0).max() < 5e-3


def test_generators_repeat_and_differ_by_purpose() -> None:
    assert np.array_equal(generator(5, 31).random(10), generator(5, 31).random(10))
    assert not np.array_equal(generator(5, 31).random(10), generator(5, 53).random(10))
    assert not np.array_equal(generator(5, 31).random(10), generator(6, 31).random(10))


@settings(max_examples=40)
@given(
    width=st.integers(1, 13), first=st.integers(0, 2**40), count=st.integers(1, 50), skip=st.integers(0, 49)
)
def test_counted_numbers_are_the_same_in_any_shard(width: int, first: int, count: int, skip: int) -> None:
    whole = counted(width, first, skip + count, 3, 1)
    assert whole.shape == (skip + count, width) and whole.min() >= 0.0 and whole.max() < 1.0
    assert np.array_equal(whole[skip:], counted(width, first + skip, count, 3, 1))


def test_counted_numbers_are_uniform_and_flights_are_not_correlated() -> None:
    u = counted(5, 1000, 4096, 8, 2)
    assert min(stats.kstest(column, "uniform").pvalue for column in u.T) > 1e-4
    assert np.abs(np.corrcoef(np.c_[u[:-1], u[1:]].T) - np.eye(10)).max() < 0.08
