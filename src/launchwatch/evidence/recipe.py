"""The recipe of an ensemble: all that it takes to fly and score any block of its flights alone.

The rounds of steering and the pilots of the failing twins are flown once; after that a block is a function
of the recipe and the numbers of its flights, so that blocks can be flown in any order, on any worker, again
after a kill, or one flight at a time. Weights need all flights at once: `weigh_scores` makes them from a few
numbers a flight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from launchwatch.ensemble import Flights, Floats, Plan, Ways, failing_twins, make_plan
from launchwatch.evidence.announcement import announced
from launchwatch.evidence.clock import Clock, make_clock
from launchwatch.evidence.observation import observed, of_a_failure
from launchwatch.evidence.proposal import Proposal
from launchwatch.evidence.steer import (
    ROUND,
    ROUNDS,
    STOP,
    Round,
    approach,
    cut_away,
    effective,
    few,
    fly_final,
    normalised,
    truncated,
)
from launchwatch.flight import IN_ORBIT

if TYPE_CHECKING:
    from launchwatch.case import CaseObservation, CaseView

SIDE_ROUNDS: Final = (ROUND // 2, 7, 0.15)
"""Flights of a round, rounds at most, and where to stop, for a side question begun near the main one."""
PILOTS: Final = 4
"""One twin in so many is flown first, to see which ways to fail explain what was seen."""
PILOTS_AT_MOST: Final = 16_384


@dataclass
class Scores:
    """What weights are made from, each (n,): natural logarithms.

    Attributes
    ----------
    whole:
        Prior over proposal, times the likelihood of all that tells of the plan.
    told:
        The part of it that was seen after lift-off.
    seen:
        Likelihood of all that was seen, for the flight as planned.
    failed:
        The same for its failing twin, times `drawn`; empty without twins.
    drawn:
        The record over how the failing twin was drawn; minus infinity for one that reached its orbit all the
        same, and so did not fail. Empty without twins.
    """

    whole: Floats
    told: Floats
    seen: Floats
    failed: Floats = field(default_factory=lambda: np.zeros(0))
    drawn: Floats = field(default_factory=lambda: np.zeros(0))

    def head(self, count: int) -> Scores:
        """The scores of the first flights."""
        return Scores(*(getattr(self, f.name)[:count] for f in fields(self)))

    @classmethod
    def joined(cls, parts: list[Scores]) -> Scores:
        """The scores of blocks, one after the other."""
        return cls(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)))


@dataclass(frozen=True)
class Recipe:
    """An ensemble that can be flown block by block; it can be pickled and sent to a worker.

    `record` are the ways to fail by the record and `ways` those that twins are drawn from.
    """

    view: CaseView
    without: tuple[str, ...]
    seed: int
    proposal: Proposal
    rounds: tuple[Round, ...]
    record: Ways | None = None
    ways: Ways | None = None

    def __getstate__(self) -> dict[str, object]:
        """The fields alone travel; the plan, which holds functions, is made again there."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @cached_property
    def plan(self) -> Plan:
        """What of the case is drawn."""
        return make_plan(self.view, self.without)

    @cached_property
    def clock(self) -> Clock:
        """When the launch is or was."""
        return make_clock(self.view)

    @property
    def flown(self) -> bool:
        """Whether the launch was seen and what was seen is not withheld."""
        return self.clock.liftoff is not None and "observed" not in self.without

    def planned(self, first: int, count: int, threads: int | None = None) -> tuple[Flights, Scores]:
        """Flights first to first + count as planned, and their scores (none yet of their twins)."""
        flights, ratio = fly_final(self.plan, self.proposal, first, count, self.seed, threads)
        told, seen = np.zeros(count), np.zeros(count)
        if self.flown:
            told = observed(flights, self.clock, _only_failures(self.view))
            seen = observed(flights, self.clock)
        return flights, Scores(ratio + announced(flights, self.without) + told, told, seen)

    def failing(self, planned: Flights, scores: Scores, first: int, threads: int | None = None) -> Flights:
        """The failing twins of planned flights, the first of them number `first`; adds their scores."""
        assert self.record is not None
        twins = failing_twins(planned, self.record, self.seed, threads, self.ways, first)
        seen = observed(twins.flights, self.clock) if self.flown else 0.0
        scores.drawn = np.where(_failed(twins.flights), twins.log_ratio, -np.inf)
        scores.failed = scores.drawn + seen
        return twins.flights

    def block(self, first: int, count: int, threads: int | None = None) -> tuple[Flights, Flights, Scores]:
        """Flights first to first + count: as planned, their failing twins, the scores of both."""
        planned, scores = self.planned(first, count, threads)
        failing = self.failing(planned, scores, first, threads)
        return planned, failing, scores


def _failed(twins: Flights) -> npt.NDArray[np.bool_]:
    """Which twins (n,) did not reach the orbit they aimed for: the others did not fail."""
    return np.asarray(twins.column("outcome") != IN_ORBIT)


def _only_failures(view: CaseView) -> tuple[CaseObservation, ...]:
    # a failure is seen only by failing twins; moving the planned draws toward it would mislead
    return tuple(o for o in view.observations if of_a_failure(o))


def find_recipe(
    view: CaseView,
    *,
    flights: int,
    seed: int,
    threads: int | None = None,
    without: tuple[str, ...] = (),
    near: tuple[Proposal, Plan] | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Recipe:
    """Steer the draws of a view to its evidence; the recipe has no failing twins yet (`with_ways`).

    `near` is the proposal of an ensemble already steered and its plan, for a side question beside it.
    """
    bare = Recipe(view, without, seed, Proposal.prior(0), ())
    plan, clock, skip = bare.plan, bare.clock, _only_failures(view)

    def likelihood(some: Flights) -> Floats:
        seen = observed(some, clock, skip) if bare.flown else 0.0
        return announced(some, without) + seen

    start = None
    size, most, stop = (ROUND, ROUNDS, STOP) if near is None else SIDE_ROUNDS
    if near is not None:
        start = near[0].carried([p.name for p in near[1].free], [p.name for p in plan.free])
    proposal, rounds = approach(
        plan,
        likelihood,
        flights=flights,
        seed=seed,
        threads=threads,
        start=start,
        size=size,
        rounds_at_most=most,
        stop=stop,
        progress=progress,
    )
    return replace(bare, proposal=proposal, rounds=rounds)


def pilots_of(flights: int) -> int:
    """How many of so many flights have their twins flown first."""
    return min(-(-flights // PILOTS), PILOTS_AT_MOST)


def with_ways(
    recipe: Recipe,
    by_phase: dict[str, float],
    pilots: Flights,
    scores: Scores,
    threads: int | None = None,
) -> Recipe:
    """The recipe with the ways to fail: by the record, and where something was seen, focused on it.

    `pilots` and `scores` are the first `pilots_of` flights of the ensemble as planned. Few ways to fail
    explain what was seen of a failure, so their twins are flown first, by the record, and all twins are then
    drawn more often where those carry weight.
    """
    record = Ways.of_record(pilots, by_phase)
    if not recipe.flown:
        return replace(recipe, record=record)
    twins = failing_twins(pilots, record, recipe.seed + 1, threads)
    base = truncated(scores.whole) - scores.told
    failed = _failed(twins.flights)
    weights = failed * normalised(truncated(base + observed(twins.flights, recipe.clock)))
    return replace(recipe, record=record, ways=record.focused(twins.cells, weights))


@dataclass(frozen=True)
class Weights:
    """Weights of flights by all evidence; see `Weighed` for what each is. All (n,)."""

    plan: Floats
    planned: Floats
    failing: Floats
    effective: float
    cut: float

    @property
    def plan_effective(self) -> float:
        """Effective number of flights behind what is said of the plan."""
        return float(1.0 / np.sum(self.plan**2))

    @property
    def collapsed(self) -> bool:
        """Whether too few flights carry the weight, of the plan or of what happened."""
        return few(min(self.effective, self.plan_effective), self.cut)


def weigh_scores(scores: Scores, p_success: float) -> Weights:
    """Weights from the scores of all flights, in flight order."""
    n = len(scores.whole)
    kept = truncated(scores.whole)
    base = kept - scores.told
    log_planned = base + np.log(p_success) + scores.seen
    twins = len(scores.failed) > 0
    log_failing = np.zeros(0)
    if twins:  # the chance of failure is that of twins that failed: the others leave it theirs
        share = np.sum(np.exp(base + scores.drawn - base.max())) / np.sum(np.exp(base - base.max()))
        log_failing = base + scores.failed + np.log(1.0 - p_success) - np.log(share)
    joint = normalised(np.concatenate([log_planned, log_failing]))
    both = np.logaddexp(log_planned, log_failing) if twins else log_planned
    return Weights(normalised(kept), joint[:n], joint[n:], effective(both), cut_away(scores.whole, kept))
