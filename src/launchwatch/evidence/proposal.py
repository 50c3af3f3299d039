"""What draws are drawn from: a normal in the space of standard normal draws, with bounded weights.

The proposal is a normal mixed with 10 % of a wider copy of itself and 2 % of the prior (T. Hesterberg,
"Weighted average importance sampling and defensive mixture distributions", Technometrics 37, 1995). A draw
and its weight are sums in a fixed order, not matrix products, whose last digits depend on how many draws are
made at once: flight k is the same to the last bit in any block, on any number of threads or workers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from launchwatch.earth import jit
from launchwatch.ensemble import Floats, counted, normals

WIDE: Final = 2.0
SHARES: Final = (0.88, 0.10, 0.02)
BLOCK: Final = 16
_MIX, _DRAWS = 11, 12


@jit
def _lower_times(factor: np.ndarray, base: np.ndarray, out: np.ndarray) -> None:
    """Put factor @ row for each row into `out`; `factor` (d, d) is lower triangular, rows (n, d).

    `BLOCK` rows go side by side, each by its own sums.
    """
    n, d = base.shape
    given = np.zeros((d, BLOCK))
    total = np.empty(BLOCK)
    for first in range(0, n, BLOCK):
        count = min(BLOCK, n - first)
        for j in range(d):
            for i in range(count):
                given[j, i] = base[first + i, j]
        for j in range(d):
            total[:] = 0.0
            for k in range(j + 1):
                share = factor[j, k]
                for i in range(BLOCK):
                    total[i] += share * given[k, i]
            for i in range(count):
                out[first + i, j] = total[i]


@jit
def _squared_lengths(factor: np.ndarray, mean: np.ndarray, rows: np.ndarray, out: np.ndarray) -> None:
    """Squared length of factor^-1 @ (row - mean) for each row (n, d), by forward substitution.

    `BLOCK` rows go side by side, each by its own sums.
    """
    columns = factor.T.copy()
    n, d = rows.shape
    rest = np.zeros((d, BLOCK))
    total = np.empty(BLOCK)
    for first in range(0, n, BLOCK):
        count = min(BLOCK, n - first)
        for j in range(d):
            for i in range(count):
                rest[j, i] = rows[first + i, j] - mean[j]
        total[:] = 0.0
        for k in range(d):
            over = 1.0 / columns[k, k]
            for i in range(BLOCK):
                rest[k, i] *= over
                total[i] += rest[k, i] * rest[k, i]
            for j in range(k + 1, d):
                share = columns[k, j]
                for i in range(BLOCK):
                    rest[j, i] -= share * rest[k, i]
        for i in range(count):
            out[first + i] = total[i]


@jit
def _squares(rows: np.ndarray, out: np.ndarray) -> None:
    """Squared length of each row (n, d)."""
    for i in range(rows.shape[0]):
        total = 0.0
        for j in range(rows.shape[1]):
            total += rows[i, j] * rows[i, j]
        out[i] = total


@dataclass(frozen=True)
class Proposal:
    """A normal in the space of standard normal draws: mean (d,), lower Cholesky factor (d, d)."""

    mean: Floats
    factor: Floats

    @classmethod
    def prior(cls, dimensions: int) -> Proposal:
        """The prior itself."""
        return cls(np.zeros(dimensions), np.eye(dimensions))

    def carried(self, known: list[str], wanted: list[str]) -> Proposal:
        """The same normal for another list of quantities, by name; those it does not know as in the prior."""
        covariance = self.factor @ self.factor.T
        mean, whole = np.zeros(len(wanted)), np.eye(len(wanted))
        shared = [(known.index(name), k) for k, name in enumerate(wanted) if name in known]
        old, new = (np.array(side, dtype=int) for side in zip(*shared, strict=True))
        mean[new] = self.mean[old]
        whole[np.ix_(new, new)] = covariance[np.ix_(old, old)]
        return Proposal(mean, np.asarray(np.linalg.cholesky(whole), dtype=float))

    def draw(self, count: int, seed: int, round_number: int, first: int = 0) -> Floats:
        """Draws first to first + count of a round, (count, d): by index, the same in any block."""
        base = normals(len(self.mean), first, count, seed, _DRAWS + 100 * round_number)
        kind = counted(1, first, count, seed, _MIX + 100 * round_number)[:, 0]
        wide = kind < SHARES[1]
        prior = (kind >= SHARES[1]) & (kind < SHARES[1] + SHARES[2])
        moved = np.empty_like(base)
        _lower_times(np.ascontiguousarray(self.factor), base, moved)
        moved = self.mean + np.where(wide, WIDE, 1.0)[:, None] * moved
        return np.where(prior[:, None], base, moved)

    def log_ratio(self, z: Floats) -> Floats:
        """log prior density minus log proposal density of draws, (n,)."""
        d = z.shape[1]
        r2, prior2 = np.empty(len(z)), np.empty(len(z))
        _squared_lengths(np.ascontiguousarray(self.factor), self.mean, z, r2)
        _squares(z, prior2)
        log_det = float(np.sum(np.log(np.diag(self.factor))))
        parts = (
            np.log(SHARES[0]) - 0.5 * r2 - log_det,
            np.log(SHARES[1]) - 0.5 * r2 / WIDE**2 - log_det - d * np.log(WIDE),
            np.log(SHARES[2]) - 0.5 * prior2,
        )
        return np.asarray(-0.5 * prior2 - np.logaddexp(np.logaddexp(parts[0], parts[1]), parts[2]))
