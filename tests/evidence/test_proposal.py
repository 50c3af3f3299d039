"""What draws are drawn from, against numpy's linear algebra and scipy's densities; the same in any block."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import logsumexp

from launchwatch.ensemble import normals
from launchwatch.evidence.proposal import SHARES, WIDE, Proposal


def made(d: int, seed: int = 3) -> Proposal:
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(d, d))
    factor = np.linalg.cholesky(a @ a.T / d + 0.3 * np.eye(d))
    return Proposal(rng.normal(size=d), np.asarray(factor))


@settings(max_examples=30)
@given(d=st.integers(1, 30), first=st.integers(0, 500), count=st.integers(1, 60), skip=st.integers(0, 59))
def test_a_draw_and_its_weight_are_the_same_to_the_last_bit_in_any_block(
    d: int, first: int, count: int, skip: int
) -> None:
    """One flight alone, or the end of a block: matrix products would differ in the last digits."""
    proposal = made(d)
    whole = proposal.draw(skip + count, 9, 14, first)
    alone = proposal.draw(count, 9, 14, first + skip)
    assert whole[skip:].tobytes() == alone.tobytes()
    assert proposal.log_ratio(whole)[skip:].tobytes() == proposal.log_ratio(alone).tobytes()


def test_draws_are_the_mean_and_factor_applied_to_normal_numbers() -> None:
    proposal = made(7)
    z = proposal.draw(400, 2, 0)
    base = normals(7, 0, 400, 2, 12)
    moved, wide = (proposal.mean + scale * (base @ proposal.factor.T) for scale in (1.0, WIDE))
    ways = np.stack([np.abs(z - each).max(axis=1) < 1e-12 for each in (moved, wide, base)])
    assert np.all(ways.sum(axis=0) == 1), "each draw is one of the three"
    assert ways.mean(axis=1) == pytest.approx(SHARES, abs=0.05)


def test_the_ratio_is_that_of_the_densities() -> None:
    proposal = made(5)
    z = proposal.draw(200, 2, 0)
    covariance = proposal.factor @ proposal.factor.T
    normal = stats.multivariate_normal
    prior = normal(np.zeros(5), np.eye(5)).logpdf(z)
    parts = [
        np.log(SHARES[0]) + normal(proposal.mean, covariance).logpdf(z),
        np.log(SHARES[1]) + normal(proposal.mean, WIDE**2 * covariance).logpdf(z),
        np.log(SHARES[2]) + prior,
    ]
    assert proposal.log_ratio(z) == pytest.approx(prior - logsumexp(parts, axis=0), abs=1e-9)
