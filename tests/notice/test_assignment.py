"""The sums over assignments, against an enumeration of every assignment one by one."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from launchwatch.notice.assignment import moves_of, sum_over_assignments, total_of_assignments
from launchwatch.notice.pieces import ORDERED, ROLES, Piece, Plan, Table, read_table, table, write_table


def small_table() -> Table:
    """Two plans with figures that no two pieces share."""
    plans = []
    for k, name in enumerate(("one", "two")):
        told = {role: 0.1 + 0.13 * r + 0.05 * k for r, role in enumerate(ROLES[:-1])}
        plans.append(Plan(name, 0.5, {r: Piece((100.0, 1.0), (50.0, 1.0), p) for r, p in told.items()}))
    return Table(tuple(plans), 0.2, 0.03, "test")


def weight_of(model: Table, plan: Plan, roles: tuple[str, ...]) -> float:
    """The chance of announcing areas with these roles in this order, said as the docstring says it."""
    chance, met = 1.0, set[str]()
    order = -1
    for role in roles:
        if role == "not a launch":
            chance *= model.stranger
        elif role in met:
            if role != "fairing" and ORDERED.index(role) < order:
                return 0.0
            chance *= model.again
        elif role == "fairing":
            chance *= plan.pieces[role].told
        else:
            k = ORDERED.index(role)
            if k < order:
                return 0.0
            chance *= plan.pieces[role].told
            order = k
        met.add(role)
    untold = [role for role in (*ORDERED, "fairing") if role not in met]
    return chance * math.prod(1.0 - plan.pieces[role].told for role in untold)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_against_every_assignment_one_by_one(n: int) -> None:
    model = small_table()
    emitted = np.random.default_rng(n).uniform(0.1, 2.0, (2, 3, n, len(ROLES)))
    total, parts = sum_over_assignments(moves_of(model), emitted)
    expected = np.zeros_like(parts)
    for p, plan in enumerate(model.plans):
        for picked in product(range(len(ROLES)), repeat=n):
            weight = weight_of(model, plan, tuple(ROLES[r] for r in picked))
            density = weight * np.prod([emitted[p, :, g, r] for g, r in enumerate(picked)], axis=0)
            for g, r in enumerate(picked):
                expected[p, :, g, r] += density
    np.testing.assert_allclose(parts, expected, rtol=1e-12)
    np.testing.assert_allclose(total, expected[:, :, 0].sum(axis=-1), rtol=1e-12)
    np.testing.assert_allclose(total_of_assignments(moves_of(model), emitted), total, rtol=1e-12)


def test_the_table_is_read_back_as_written() -> None:
    assert read_table(write_table(table())) == table()
    assert "fit_roles.py" in table().provenance


def test_shares_of_the_plans_make_one_and_every_plan_has_every_piece() -> None:
    assert sum(plan.prior for plan in table().plans) == pytest.approx(1.0, abs=0.002)
    assert all(set(plan.pieces) == set(ROLES[:-1]) for plan in table().plans)
