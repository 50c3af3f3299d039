"""Which piece fell in which area: the sum over all assignments, forward and backward along the range.

Pieces fall in order down-range, the fairing anywhere; a piece is announced or not, in one area or several.
A state is (the last ordered piece that was met, whether the fairing was).  All plans and directions of flight
are summed at once.  The sums are those of a hidden Markov chain: L. R. Rabiner, Proc. IEEE 77 (1989) 257-286.
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
class Moves:
    """Every step from a state, by an area of a role, to a state, with its weight by plan; and the ends."""

    steps: tuple[tuple[int, int, int, Array], ...]
    """(state, role, state, weights (plans,))"""
    rest: Array
    """(states, plans): the chance that nothing more is announced."""


def moves_of(model: Table) -> Moves:
    """The steps of a table of pieces."""
    told = np.array([[plan.pieces[role].told for role in ORDERED] for plan in model.plans])
    fairing = np.array([plan.pieces["fairing"].told for plan in model.plans])
    again, stranger = (np.full(len(told), share) for share in (model.again, model.stranger))
    steps, rest = [], []
    for a, (last, met) in enumerate(_STATES):
        steps.append((a, ROLES.index("not a launch"), a, stranger))
        steps.append((a, ROLES.index("fairing"), _INDEX[last, 1], again if met else fairing))
        for k in range(max(last, 0), len(ORDERED)):
            first = told[:, k] * np.prod(1.0 - told[:, last + 1 : k], axis=1)
            steps.append((a, ROLES.index(ORDERED[k]), _INDEX[k, met], again if k == last else first))
        rest.append(np.prod(1.0 - told[:, last + 1 :], axis=1) * (1.0 if met else 1.0 - fairing))
    return Moves(tuple(steps), np.array(rest))


def sum_over_assignments(moves: Moves, emitted: Array) -> tuple[Array, Array]:
    """Sum over all assignments of roles to areas that come in order of range.

    Parameters
    ----------
    moves:
        The steps, with weights by plan.
    emitted:
        (plans, directions, n, roles): the density of each area under each role.

    Returns the total (plans, directions), and for each area and role the sum of the assignments that give it
    this role (plans, directions, n, roles); over the roles of one area they add up to the total.
    """
    forward = _forward(moves, emitted)
    backward = np.repeat(moves.rest[:, :, None], emitted.shape[1], axis=2)
    out = np.zeros(emitted.shape)
    total = np.sum(forward[-1] * backward, axis=0)
    for g in range(emitted.shape[2] - 1, -1, -1):
        before = np.zeros_like(backward)
        for a, r, b, weight in moves.steps:
            through = weight[:, None] * emitted[:, :, g, r] * backward[b]
            before[a] += through
            out[:, :, g, r] += forward[g][a] * through
        backward = before
    return total, out


def total_of_assignments(moves: Moves, emitted: Array) -> Array:
    """The total of `sum_over_assignments` alone, (plans, directions)."""
    return np.asarray(np.sum(_forward(moves, emitted)[-1] * moves.rest[:, :, None], axis=0))


def _forward(moves: Moves, emitted: Array) -> list[Array]:
    """For each number of areas met, the sums that end in each state (states, plans, directions)."""
    start = np.zeros((len(_STATES), *emitted.shape[:2]))
    start[_INDEX[-1, 0]] = 1.0
    found, reached = [start], {_INDEX[-1, 0]}
    for g in range(emitted.shape[2]):
        now, new = np.zeros_like(start), set()
        for a, r, b, weight in moves.steps:
            if a in reached:
                now[b] += found[g][a] * (weight[:, None] * emitted[:, :, g, r])
                new.add(b)
        found.append(now)
        reached = new
    return found
