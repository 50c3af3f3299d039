"""How the members of an ensemble of falls differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from launchwatch.orbit.members import FORGETS, WANDER, normal, wandering


def test_even_draws_have_the_moments_of_the_normal_law() -> None:
    draws = normal(400, np.random.default_rng(0))
    assert draws.mean() == pytest.approx(0.0, abs=1e-12)
    assert draws.std() == pytest.approx(1.0, abs=0.01)
    assert np.quantile(draws, 0.95) == pytest.approx(1.6449, abs=0.02)
    assert not np.array_equal(draws, np.sort(draws))


def test_the_wandering_part_keeps_its_spread_and_forgets() -> None:
    paths = wandering(4000, 40, np.random.default_rng(1))
    assert paths.std(axis=0) == pytest.approx(WANDER, rel=0.06)
    for lag in (1, 4, 12):
        together = np.mean(paths[:, 10] * paths[:, 10 + lag]) / WANDER**2
        assert together == pytest.approx(math.exp(-lag / FORGETS), abs=0.06)
