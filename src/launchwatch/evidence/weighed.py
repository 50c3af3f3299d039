"""One ensemble, weighed: flights as planned and their failing twins, with what is known on each scale.

`plan` weights answer "what was planned": flights as planned, weighed by what was announced.
`joint` weights answer "what happens (happened)": planned flights carry the chance of success, failing twins
the rest, and both are weighed by what was observed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from launchwatch.ensemble import Flights, Floats
from launchwatch.evidence.clock import Clock
from launchwatch.evidence.proposal import Proposal
from launchwatch.evidence.recipe import find_recipe, pilots_of, weigh_scores, with_ways
from launchwatch.evidence.steer import Round, few

if TYPE_CHECKING:
    from launchwatch.case import CaseView


@dataclass(frozen=True)
class Weighed:
    """The weighed ensemble of a case.

    Attributes
    ----------
    planned, failing:
        Flights as planned, and the twin of each that fails; the same draws, row by row.
    plan:
        (n,) weights of the planned flights by what was announced (and, where a flight is known to have
        flown, by what was seen of it before any failure); sum 1.
    joint_planned, joint_failing:
        (n,) weights of both together by everything; their sum over both is 1.
    effective:
        Effective number of draws, of n, behind what happened: a draw carries the weight of its flight as
        planned and of its failing twin.
    cut:
        Share of the weight that was cut from draws that stood out.
    """

    planned: Flights
    failing: Flights
    plan: Floats
    joint_planned: Floats
    joint_failing: Floats
    clock: Clock
    rounds: tuple[Round, ...]
    effective: float
    flown: bool
    proposal: Proposal
    cut: float = 0.0

    @property
    def plan_effective(self) -> float:
        """Effective number of flights behind what is said of the plan."""
        return float(1.0 / np.sum(self.plan**2))

    @property
    def collapsed(self) -> bool:
        """Whether too few flights carry the weight, of the plan or of what happened."""
        return few(min(self.effective, self.plan_effective), self.cut)

    @property
    def p_orbit(self) -> float:
        """Weight of all flights that end in an orbit, as planned or not: its chance after all evidence."""
        reached = self.joint_planned[self.planned.column("outcome") < 2.0].sum()
        return float(reached + self.joint_failing[self.failing.column("outcome") < 2.0].sum())


def weigh(
    view: CaseView,
    p_success: float,
    by_phase: dict[str, float],
    *,
    flights: int,
    seed: int,
    threads: int | None = None,
    without: tuple[str, ...] = (),
    near: Weighed | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Weighed:
    """Steer, fly and weigh the ensemble of a view; `p_success` and `by_phase` come from the record.

    `without` withholds "aim", "areas" or "observed". A side question of an ensemble already weighed begins
    `near` it, in smaller rounds, and leaves the failing twins out.
    """
    recipe = find_recipe(
        view,
        flights=flights,
        seed=seed,
        threads=threads,
        without=without,
        near=None if near is None else (near.proposal, near.planned.plan),
        progress=lambda s: progress(0.85 * s),
    )
    planned, scores = recipe.planned(0, flights, threads)
    failing = planned.take(np.arange(0))
    if near is None:
        m = pilots_of(flights)
        recipe = with_ways(recipe, by_phase, planned.take(np.arange(m)), scores.head(m), threads)
        failing = recipe.failing(planned, scores, 0, threads)
    progress(1.0)
    weights = weigh_scores(scores, p_success)
    return Weighed(
        planned,
        failing,
        weights.plan,
        weights.planned,
        weights.failing,
        recipe.clock,
        recipe.rounds,
        weights.effective,
        recipe.flown,
        recipe.proposal,
        weights.cut,
    )
