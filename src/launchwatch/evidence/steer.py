"""Steering the draws to where the weight is: population Monte Carlo with tempering.

Few draws from wide priors explain the evidence. So the draws are moved in rounds: fly, weigh with a power
of the likelihood that leaves a fair share of effective flights, fit a normal to the weighted draws, draw
from it, and so on until the whole likelihood counts. The last draws carry importance weights
prior / proposal x likelihood, so the answer does not depend on the moves, only its precision does.

Sources: O. Cappe, A. Guillin, J.-M. Marin, C. P. Robert, "Population Monte Carlo", J. Comput. Graph. Stat.
13, 2004; tempering after P. Del Moral, A. Doucet, A. Jasra, J. R. Stat. Soc. B 68, 2006. Effective sample
size after A. Kong, 1992: (sum w)^2 / sum w^2. All rounds count in the fit, each draw weighed against the
mixture of all proposals (J.-M. Cornuet, J.-M. Marin, A. Mira, C. P. Robert, Scand. J. Stat. 39, 2012). Only
the directions in which the draws stand out from noise are fitted; all others stay as the prior has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from launchwatch.ensemble import Flights, Floats, Plan, fly_draws
from launchwatch.evidence.proposal import Proposal

ROUND: Final = 3072
ROUNDS: Final = 14
ROUND_TOLERANCE: Final = 1.0e-6
ROUND_CYCLE_S: Final = 4.0
STOP: Final = 0.25
"""Moving ends when all draws so far hold this share of a round's flights effectively."""
KEEP: Final = 0.10
"""Share of effective flights that the tempered weights of a round leave."""
ENOUGH: Final = 400.0
"""Effective flights below which the answer is said to rest on too few."""
MUCH: Final = 0.05
"""Share of the weight that may be cut: what is cut away is no longer in the effective size, but is a bias."""
WIDENED: Final = 1.1
"""A fitted normal is drawn this much wider along the directions it was fitted in."""
LEAST: Final = 1.0e-6
"""The least variance along a direction, in units of the prior's."""


def effective(log_weights: Floats) -> float:
    """Effective sample size of log weights."""
    w = np.exp(log_weights - np.max(log_weights))
    return float(w.sum() ** 2 / (w * w).sum())


def truncated(log_weights: Floats) -> Floats:
    """Log weights cut at sqrt(n) times their mean.

    A few draws far out in the tail of the proposal can carry more weight than all others; the cut takes out
    their variance at a bias that vanishes with n (E. L. Ionides, "Truncated importance sampling", J. Comput.
    Graph. Stat. 17, 2008).
    """
    top = np.max(log_weights)
    mean = top + np.log(np.mean(np.exp(log_weights - top)))
    return np.asarray(np.minimum(log_weights, mean + 0.5 * np.log(len(log_weights))))


def few(number: float, cut: float) -> bool:
    """Whether too few flights carry the weight: fewer than `ENOUGH`, or a few were cut by much."""
    return number < ENOUGH or cut > MUCH


def normalised(log_weights: Floats) -> Floats:
    """Weights that sum to one."""
    w = np.exp(log_weights - np.max(log_weights))
    return np.asarray(w / w.sum())


@dataclass(frozen=True)
class Round:
    """What one round of moving came to: its flights, the power it reached, and how many of all draws so far
    are effective under the whole likelihood."""

    flights: int
    power: float
    effective: float


@dataclass(frozen=True)
class Steered:
    """Flights with the log weights of what was announced, and how the draws came there."""

    flights: Flights
    log_weights: Floats
    rounds: tuple[Round, ...]
    proposal: Proposal
    cut: float = 0.0
    """Share of the weight that was cut from draws that stood out (`truncated`)."""

    @property
    def effective(self) -> float:
        """Effective number of flights."""
        return effective(self.log_weights)

    @property
    def collapsed(self) -> bool:
        """Whether too few flights carry the weight."""
        return few(self.effective, self.cut)


def steer(
    plan: Plan,
    likelihood: Callable[[Flights], Floats],
    *,
    flights: int,
    seed: int,
    threads: int | None = None,
    start: Proposal | None = None,
    size: int = ROUND,
    rounds_at_most: int = ROUNDS,
    stop: float = STOP,
    progress: Callable[[float], None] = lambda share: None,
) -> Steered:
    """Fly `flights` draws that explain the evidence, after as many rounds of moving as that takes.

    `likelihood` gives the log-likelihood of flights, (n,). `start` is where to begin if not at the prior,
    `size` the flights of a round, `stop` the share of them that, once effective, ends the moving. `progress`
    is told the share done, 0 to 1.
    """
    proposal, rounds = approach(
        plan,
        likelihood,
        flights=flights,
        seed=seed,
        threads=threads,
        start=start,
        size=size,
        rounds_at_most=rounds_at_most,
        stop=stop,
        progress=progress,
    )
    flown, log_ratio = fly_final(plan, proposal, 0, flights, seed, threads)
    progress(1.0)
    whole = log_ratio + likelihood(flown)
    kept = truncated(whole)
    return Steered(flown, kept, rounds, proposal, cut_away(whole, kept))


def approach(
    plan: Plan,
    likelihood: Callable[[Flights], Floats],
    *,
    flights: int,
    seed: int,
    threads: int | None = None,
    start: Proposal | None = None,
    size: int = ROUND,
    rounds_at_most: int = ROUNDS,
    stop: float = STOP,
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[Proposal, tuple[Round, ...]]:
    """The rounds of moving alone: what the last draws come from, and how it was found. As `steer`."""
    proposals = [Proposal.prior(len(plan.free)) if start is None else start]
    pool_z: list[Floats] = []
    pool_ll: list[Floats] = []
    rounds: list[Round] = []
    size = min(size, max(512, flights))
    total = rounds_at_most * size + 2 * flights
    for k in range(rounds_at_most):
        pool_z.append(proposals[-1].draw(size, seed, k))
        flown = fly_draws(plan, pool_z[-1], threads=threads, tolerance=ROUND_TOLERANCE, cycle=ROUND_CYCLE_S)
        pool_ll.append(likelihood(flown))
        z, ll = np.concatenate(pool_z), np.concatenate(pool_ll)
        ratio = _mixture_ratio(proposals, z)
        power = _temper(ratio, ll, KEEP * size)
        rounds.append(Round(size, power, effective(ratio + ll)))
        progress((k + 1) * size / total)
        proposals.append(_fit(z, truncated(ratio + power * ll)))
        if rounds[-1].effective > stop * size:
            break
    return proposals[-1], tuple(rounds)


def fly_final(
    plan: Plan, proposal: Proposal, first: int, count: int, seed: int, threads: int | None = None
) -> tuple[Flights, Floats]:
    """Flights first to first + count of the last draws, and their log prior over proposal, (count,)."""
    z = proposal.draw(count, seed, ROUNDS, first)
    return fly_draws(plan, z, threads=threads), proposal.log_ratio(z)


def cut_away(whole: Floats, kept: Floats) -> float:
    """Share of the weight that truncation took, from log weights before and after."""
    top = np.max(whole)
    return 1.0 - float(np.exp(kept - top).sum() / np.exp(whole - top).sum())


def _mixture_ratio(proposals: list[Proposal], z: Floats) -> Floats:
    """log prior density minus log density of the mixture of all proposals drawn from so far, (n,)."""
    from scipy.special import logsumexp

    ratios = np.stack([q.log_ratio(z) for q in proposals])
    return np.asarray(-logsumexp(-ratios, axis=0) + np.log(len(proposals)))


def _temper(ratio: Floats, ll: Floats, wanted: float) -> float:
    """The greatest power of the likelihood that leaves `wanted` effective flights (bisection)."""
    if effective(ratio + ll) >= wanted:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        if effective(ratio + middle * ll) >= wanted:
            low = middle
        else:
            high = middle
    return low


def _fit(z: Floats, log_weights: Floats) -> Proposal:
    """A normal fitted to weighted draws, told apart from the prior only where the draws tell it.

    Evidence bears on a few combinations of many quantities and leaves the rest as the prior has them: the
    covariance is the unit matrix but for a few directions. These are the eigenvectors whose eigenvalue lies
    outside what the noise of n draws in d dimensions gives a unit matrix, (1 +- sqrt(d / n))^2
    (V. A. Marchenko, L. A. Pastur, Math. USSR Sb. 1, 1967; D. L. Donoho, M. Gavish, I. M. Johnstone,
    Ann. Stat. 46, 2018). The mean is kept along them and where it stands out from its own noise.
    """
    w = normalised(log_weights)
    n = max(effective(log_weights), 2.0)
    mean = w @ z
    centered = z - mean
    values, vectors = np.linalg.eigh((centered * w[:, None]).T @ centered * (n / (n - 1.0)))
    edge = np.sqrt(z.shape[1] / n)
    kept = (values < max(0.0, 1.0 - edge) ** 2) | (values > (1.0 + edge) ** 2)
    along = vectors.T @ mean
    stands_out = np.abs(along) > 2.0 * np.sqrt(np.maximum(values, LEAST) / n)
    variance = np.where(kept, np.maximum(values, LEAST) * WIDENED**2, 1.0)
    center = vectors @ np.where(kept | stands_out, along, 0.0)
    return Proposal(center, np.asarray(np.linalg.cholesky((vectors * variance) @ vectors.T)))
