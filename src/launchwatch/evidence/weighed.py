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

from launchwatch.ensemble import Flights, Floats, Ways, failing_twins, make_plan
from launchwatch.evidence.announcement import announced
from launchwatch.evidence.clock import Clock, make_clock
from launchwatch.evidence.observation import observed, of_a_failure
from launchwatch.evidence.steer import (
    ROUND,
    ROUNDS,
    STOP,
    Proposal,
    Round,
    effective,
    few,
    normalised,
    steer,
    truncated,
)

if TYPE_CHECKING:
    from launchwatch.case import CaseView


SIDE_ROUNDS = (ROUND // 2, 7, 0.15)
"""Flights of a round, rounds at most, and where to stop, for a side question begun near the main one."""
PILOTS = 4
"""One twin in so many is flown first, to see which ways to fail explain what was seen."""


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
    plan = make_plan(view, without)
    clock = make_clock(view)
    flown = clock.liftoff is not None and "observed" not in without
    # a failure is seen only by failing twins; moving the planned draws toward it would mislead
    skip = tuple(o for o in view.observations if of_a_failure(o))

    def likelihood(some: Flights) -> Floats:
        seen = observed(some, clock, skip) if flown else 0.0
        return announced(some, without) + seen

    start = None
    size, most, stop = (ROUND, ROUNDS, STOP) if near is None else SIDE_ROUNDS
    if near is not None:
        names = [p.name for p in near.planned.plan.free]
        start = near.proposal.carried(names, [p.name for p in plan.free])
    steered = steer(
        plan,
        likelihood,
        flights=flights,
        seed=seed,
        threads=threads,
        start=start,
        size=size,
        rounds_at_most=most,
        stop=stop,
        progress=lambda s: progress(0.85 * s),
    )
    base = steered.log_weights - likelihood(steered.flights) + announced(steered.flights, without)
    failing, log_failing = steered.flights.take(np.arange(0)), np.zeros(0)
    if near is None:
        seen = (lambda some: observed(some, clock)) if flown else None
        failing, ratio = _failing(steered.flights, by_phase, base, seen, seed, threads)
        log_failing = base + ratio + np.log(1.0 - p_success)
    progress(1.0)
    log_planned = base + np.log(p_success)
    if flown:
        log_planned = log_planned + observed(steered.flights, clock)
    joint = normalised(np.concatenate([log_planned, log_failing]))
    n = len(steered.flights)
    return Weighed(
        steered.flights,
        failing,
        normalised(steered.log_weights),
        joint[:n],
        joint[n:],
        clock,
        steered.rounds,
        effective(np.logaddexp(log_planned, log_failing) if len(failing) else log_planned),
        flown,
        steered.proposal,
        steered.cut,
    )


def _failing(
    planned: Flights,
    by_phase: dict[str, float],
    base: Floats,
    seen: Callable[[Flights], Floats] | None,
    seed: int,
    threads: int | None,
) -> tuple[Flights, Floats]:
    """The failing twins and their log-likelihood of what was `seen`, with the ratio of the record to how they
    were drawn.

    Few ways to fail explain what was seen of a failure. So a part of the twins is flown first, by the record,
    and the rest are drawn more often where those carry weight; without anything seen the record is all.
    """
    ways = Ways.of_record(planned, by_phase)
    if seen is None:
        twins = failing_twins(planned, ways, seed, threads)
        return twins.flights, twins.log_ratio
    pilots = failing_twins(planned.take(np.arange(-(-len(planned) // PILOTS))), ways, seed + 1, threads)
    weights = normalised(truncated(base[: len(pilots.flights)] + seen(pilots.flights)))
    twins = failing_twins(planned, ways, seed, threads, ways.focused(pilots.cells, weights))
    return twins.flights, twins.log_ratio + seen(twins.flights)
