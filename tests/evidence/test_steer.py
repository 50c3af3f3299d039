"""Steering: on problems whose answer is known in closed form, the weighted draws give that answer.

A likelihood that looks at the draws alone, linear with normal errors, has a normal posterior with mean
C A' y / s^2 and covariance C = (1 + A' A / s^2)^-1. The flights are flown for real; the likelihood does not
look at them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from tiny_cases import nothing, tiny_plan

from launchwatch.ensemble import Flights, Floats
from launchwatch.evidence import Steered, effective, normalised, steer
from launchwatch.evidence.steer import ENOUGH, Proposal, few, truncated
from launchwatch.interval import Interval, weighted_quantile


@dataclass(frozen=True)
class Linear:
    """Three readings of linear combinations of the draws, with a common error."""

    matrix: Floats
    told: Floats
    sigma: float

    @classmethod
    def made(cls, sigma: float, seed: int = 8) -> Linear:
        rng = np.random.default_rng(seed)
        matrix = rng.normal(size=(3, len(tiny_plan().free))) / np.sqrt(len(tiny_plan().free))
        return cls(matrix, np.array([1.5, -1.0, 2.0]), sigma)

    def __call__(self, flights: Flights) -> Floats:
        residual = flights.z @ self.matrix.T - self.told
        return np.asarray(-0.5 * np.sum(residual**2, axis=1) / self.sigma**2)

    def posterior(self) -> tuple[Floats, Floats]:
        d = self.matrix.shape[1]
        covariance = np.linalg.inv(np.eye(d) + self.matrix.T @ self.matrix / self.sigma**2)
        return covariance @ self.matrix.T @ self.told / self.sigma**2, covariance


PROBLEM = Linear.made(0.15)


@cache
def steered(seed: int = 1, flights: int = 2048) -> Steered:
    return steer(tiny_plan(), PROBLEM, flights=flights, seed=seed, size=1024)


def moments(s: Steered) -> tuple[Floats, Floats]:
    w = normalised(s.log_weights)
    mean = w @ s.flights.z
    return mean, np.sqrt(w @ (s.flights.z - mean) ** 2)


def test_mean_and_spread_of_a_known_posterior_are_recovered() -> None:
    s = steered()
    mean, sd = moments(s)
    exact_mean, covariance = PROBLEM.posterior()
    exact_sd = np.sqrt(np.diag(covariance))
    error = exact_sd / np.sqrt(s.effective)
    assert np.abs((mean - exact_mean) / error).max() < 4.5
    assert np.sqrt(np.mean(((mean - exact_mean) / error) ** 2)) < 1.5
    assert np.abs(sd / exact_sd - 1.0).max() < 4.5 / np.sqrt(2.0 * s.effective) + 0.03
    # what the readings tell is told far better than the prior has it
    read = s.flights.z @ PROBLEM.matrix.T
    w = normalised(s.log_weights)
    assert np.abs(w @ read - PROBLEM.matrix @ exact_mean).max() < 0.05


def test_the_effective_size_is_that_of_a_proposal_near_the_posterior() -> None:
    s = steered()
    n = len(s.flights)
    assert 0.6 * n < s.effective < n and not s.collapsed
    assert s.rounds[0].power < 1.0, "the prior alone does not meet the readings"
    assert s.rounds[-1].power == 1.0 and s.rounds[-1].effective > s.rounds[0].effective
    assert all(0.0 <= r.power <= 1.0 for r in s.rounds)


def test_the_90_percent_interval_covers_90_percent_of_fresh_draws() -> None:
    s = steered()
    mean, covariance = PROBLEM.posterior()
    fresh = np.random.default_rng(77).multivariate_normal(mean, covariance, size=10_000)
    w = normalised(s.log_weights)
    low, high = np.array([weighted_quantile(column, w, (0.05, 0.95)) for column in s.flights.z.T]).T
    covered = np.mean((fresh >= low) & (fresh <= high), axis=0)
    assert covered.mean() == pytest.approx(0.90, abs=0.02)
    assert np.all(np.abs(covered - 0.90) < 0.06)


def test_ranks_of_fresh_draws_are_uniform() -> None:
    """The probability integral transform: where fresh draws fall among the weighted ones."""
    s = steered()
    mean, covariance = PROBLEM.posterior()
    fresh = np.random.default_rng(78).multivariate_normal(mean, covariance, size=10_000)
    w = normalised(s.log_weights)
    levels = np.linspace(0.1, 0.9, 9)
    shares = [
        np.mean(fresh[:, [k]] <= weighted_quantile(s.flights.z[:, k], w, levels), axis=0)
        for k in range(fresh.shape[1])
    ]
    assert np.mean(shares, axis=0) == pytest.approx(levels, abs=0.02)


def test_a_likelihood_that_says_nothing_leaves_the_prior() -> None:
    s = steer(tiny_plan(), nothing, flights=1024, seed=2)
    assert len(s.rounds) == 1 and s.rounds[0].power == 1.0
    assert s.effective > 0.9 * len(s.flights)
    mean, sd = moments(s)
    assert np.abs(mean).max() < 0.15 and np.abs(sd - 1.0).max() < 0.12


def test_steered_draws_agree_with_the_prior_weighed_plainly() -> None:
    """With loose readings both can be had: steering must not bias the answer."""
    loose = Linear.made(1.0)
    s = steer(tiny_plan(), loose, flights=2048, seed=3)
    z = np.random.default_rng(5).normal(size=(200_000, len(tiny_plan().free)))
    residual = z @ loose.matrix.T - loose.told
    plain = normalised(-0.5 * np.sum(residual**2, axis=1))
    w = normalised(s.log_weights)
    for row in loose.matrix:
        here = Interval.of(s.flights.z @ row, w)
        there = Interval.of(z @ row, plain)
        assert here is not None and there is not None
        width = there.p95 - there.p05
        for name in ("median", "p05", "p95"):
            assert getattr(here, name) == pytest.approx(getattr(there, name), abs=0.06 * width)


def test_a_start_that_is_too_narrow_is_widened_again() -> None:
    d = len(tiny_plan().free)
    narrow = Proposal(np.full(d, 0.3), 0.6 * np.eye(d))
    s = steer(tiny_plan(), PROBLEM, flights=2048, seed=4, start=narrow, size=1024)
    _, sd = moments(s)
    exact_sd = np.sqrt(np.diag(PROBLEM.posterior()[1]))
    assert np.mean(sd / exact_sd) == pytest.approx(1.0, abs=0.1)


def test_evidence_that_no_draw_explains_is_reported_as_collapse() -> None:
    def needle(flights: Flights) -> Floats:
        # a ring so thin and far out that no normal can be laid on it
        r = np.sqrt(np.sum(flights.z**2, axis=1))
        return np.asarray(-0.5 * ((r - 40.0) / 1e-3) ** 2)

    s = steer(tiny_plan(), needle, flights=512, seed=1, rounds_at_most=4)
    assert s.collapsed and s.effective < ENOUGH
    assert np.all(np.isfinite(normalised(s.log_weights)))


def test_seeds_give_other_draws_and_one_seed_the_same_on_any_threads() -> None:
    def run(seed: int, threads: int | None) -> Steered:
        return steer(tiny_plan(), PROBLEM, flights=512, seed=seed, threads=threads, rounds_at_most=2)

    a, b, c = run(1, 1), run(1, 2), run(2, 2)
    assert a.flights.out.tobytes() == b.flights.out.tobytes()
    assert a.log_weights.tobytes() == b.log_weights.tobytes() and a.rounds == b.rounds
    assert a.flights.z.tobytes() != c.flights.z.tobytes()


def test_progress_goes_up_to_one() -> None:
    told: list[float] = []
    steer(tiny_plan(), nothing, flights=512, seed=1, progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0


@pytest.mark.parametrize("count", [20_000])
def test_draws_of_a_proposal_weighed_against_the_prior_are_unbiased(count: int) -> None:
    """E_q[p/q] = 1 and E_q[z^2 p/q] = 1: the log ratio is the density that draws really have."""
    rng = np.random.default_rng(3)
    factor = np.linalg.cholesky(np.eye(4) * 0.7 + 0.2)
    proposal = Proposal(rng.normal(size=4) * 0.3, np.asarray(factor))
    z = proposal.draw(count, 9, 0)
    w = np.exp(proposal.log_ratio(z))
    assert w.mean() == pytest.approx(1.0, abs=0.03)
    assert (w[:, None] * z).mean(axis=0) == pytest.approx(np.zeros(4), abs=0.05)
    assert (w[:, None] * z**2).mean(axis=0) == pytest.approx(np.ones(4), abs=0.1)
    assert w.max() <= 1.0 / 0.02 + 1e-9, "the share of the prior bounds every weight"


def test_the_prior_as_a_proposal_has_ratio_near_one() -> None:
    proposal = Proposal.prior(3)
    z = proposal.draw(4096, 1, 0)
    assert np.exp(proposal.log_ratio(z)).mean() == pytest.approx(1.0, abs=0.02)


def test_a_proposal_is_carried_to_other_quantities_by_name() -> None:
    known = Proposal(np.array([1.0, 2.0]), np.linalg.cholesky(np.array([[1.0, 0.5], [0.5, 2.0]])))
    moved = known.carried(["a", "b"], ["b", "new", "a"])
    assert moved.mean.tolist() == [2.0, 0.0, 1.0]
    assert moved.factor @ moved.factor.T == pytest.approx(
        np.array([[2.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.5, 0.0, 1.0]])
    )


def test_effective_size_of_equal_one_and_graded_weights() -> None:
    assert effective(np.zeros(50)) == pytest.approx(50.0)
    assert effective(np.array([0.0, -800.0, -900.0])) == pytest.approx(1.0)
    assert effective(np.log([2.0, 1.0, 1.0])) == pytest.approx(16.0 / 6.0)
    assert effective(np.array([1e3, 1e3])) == pytest.approx(2.0), "no overflow"
    assert normalised(np.array([-1e4, -1e4])).tolist() == [0.5, 0.5]


def test_truncation_cuts_only_what_stands_out() -> None:
    even = np.zeros(100)
    assert np.array_equal(truncated(even), even)
    spiked = even.copy()
    spiked[0] = 20.0
    cut = truncated(spiked)
    assert np.array_equal(cut[1:], spiked[1:]) and cut[0] < 20.0
    # sqrt(n) times the mean: 10 times (e^20 + 99) / 100
    assert few(500.0, 0.2) and few(100.0, 0.0) and not few(500.0, 0.01)
    assert np.exp(cut[0]) == pytest.approx(10.0 * (np.exp(20.0) + 99.0) / 100.0)
