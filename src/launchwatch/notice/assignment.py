"""Which piece fell in which area: the sum over all assignments, forward and backward along the range.

Pieces fall in order down-range, the fairing anywhere; a piece is announced or not, in one area or several.
A state is (the last ordered piece that was met, whether the fairing was).  Many cases (plans, directions of
flight) are summed at once, one a row: arrays begin with this axis, B.  The sums are those of a hidden Markov
chain: L. R. Rabiner, Proc. IEEE 77 (1989) 257-286.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from launchwatch.notice.pieces import ORDERED, ROLES, Table

Array = NDArray[np.float64]

_STATES = tuple(product(range(-1, len(ORDERED)), (0, 1)))
_INDEX = {state: k for k, state in enumerate(_STATES)}


@dataclass(frozen=True, slots=True)
class Chances:
    """How often pieces are announced, by row: ordered pieces (B, 5), the fairing (B,), and two shares."""

    told: Array
    fairing: Array
    again: float
    stranger: float

    @classmethod
    def of(cls, model: Table, rows: int) -> Chances:
        """The chances of every plan of a table, each for so many rows."""
        told = np.array([[plan.pieces[role].told for role in ORDERED] for plan in model.plans])
        fairing = np.array([plan.pieces["fairing"].told for plan in model.plans])
        return cls(np.repeat(told, rows, axis=0), np.repeat(fairing, rows), model.again, model.stranger)


def _moves(chances: Chances) -> list[tuple[int, int, int, Array]]:
    """Every step: from a state, by an area of a role, to a state, with its weight (B,)."""
    rows = len(chances.told)
    found = []
    for a, (last, met) in enumerate(_STATES):
        found.append((a, ROLES.index("not a launch"), a, np.full(rows, chances.stranger)))
        fairing = np.full(rows, chances.again) if met else chances.fairing
        found.append((a, ROLES.index("fairing"), _INDEX[last, 1], fairing))
        for k in range(max(last, 0), len(ORDERED)):
            if k == last:
                weight = np.full(rows, chances.again)
            else:
                weight = chances.told[:, k] * np.prod(1.0 - chances.told[:, last + 1 : k], axis=1)
            found.append((a, ROLES.index(ORDERED[k]), _INDEX[k, met], weight))
    return found


def sum_over_assignments(chances: Chances, emitted: Array) -> tuple[Array, Array]:
    """Sum over all assignments of roles to areas that come in order of range.

    Parameters
    ----------
    chances:
        How often pieces are announced, for each row.
    emitted:
        (B, n, roles): the density of each area under each role.

    Returns the total (B,), and for each area and role the sum of the assignments that give it this role
    (B, n, roles); over the roles of one area they add up to the total.
    """
    rows, n, _ = emitted.shape
    moves = _moves(chances)
    forward = np.zeros((n + 1, len(_STATES), rows))
    forward[0, _INDEX[-1, 0]] = 1.0
    for g in range(n):
        for a, r, b, weight in moves:
            forward[g + 1, b] += forward[g, a] * weight * emitted[:, g, r]
    backward = np.zeros((len(_STATES), rows))
    for k, (last, met) in enumerate(_STATES):
        backward[k] = np.prod(1.0 - chances.told[:, last + 1 :], axis=1)
        if not met:
            backward[k] *= 1.0 - chances.fairing
    total = np.sum(forward[n] * backward, axis=0)
    out = np.zeros(emitted.shape)
    for g in range(n - 1, -1, -1):
        before = np.zeros_like(backward)
        for a, r, b, weight in moves:
            through = weight * emitted[:, g, r] * backward[b]
            before[a] += through
            out[:, g, r] += forward[g, a] * through
        backward = before
    return total, out
