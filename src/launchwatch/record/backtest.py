"""The marks the forecasts earned on past launches, each made from the launches before it.

Beside ours stand the marks of two plain rules on the same launches.  Scores: the Brier score (mean
squared error), the log loss (mean of -ln of what was given to the outcome), and the expected calibration
error (forecasts in tenths; how far the mean of a tenth lies from its rate, weighed by its size).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from launchwatch.errors import InputError
from launchwatch.record.model import walk_forward
from launchwatch.record.reference import Rule417, laplace
from launchwatch.record.standing import Standing, Standings
from launchwatch.record.table import SCORED_FROM, Launch, Record, load_record

SUREST: Final = 1e-12  # a forecast of 0 or 1 counts as this far from it, so that its log loss is finite


class Mark(NamedTuple):
    """Scores of a set of forecasts: how many, Brier score, log loss, expected calibration error."""

    n: int
    brier: float
    log_loss: float
    ece: float


class Scored(NamedTuple):
    """A launch, its forecast, those of the plain rules, and where it stood before it flew."""

    launch: Launch
    p: float
    laplace: float
    faa: float
    no_skill: bool
    standing: Standing


SUBSETS: Final[dict[str, Callable[[Scored], bool]]] = {
    "all": lambda one: True,
    "2000 to 2025": lambda one: 2000 <= one.launch.date.year <= 2025,
    "attempts 1 to 5 of a line": lambda one: one.standing.flown < 5,
    "first flights": lambda one: one.standing.flown == 0,
    "new builder, attempts 1 to 5": lambda one: (
        one.standing.flown < 5 and one.standing.other_builder_orbits < 3
    ),
    "state with fewer than 3 successes": lambda one: one.standing.state_orbits < 3,
    "no success yet, attempts 2 to 5": lambda one: 0 < one.standing.flown < 5 and one.standing.reached == 0,
}
"""Which launches a mark is over.  A builder is new with fewer than 3 orbits by its other lines."""


class Tenth(NamedTuple):
    """Forecasts of one tenth: its edges, how many, their mean, how many reached orbit."""

    lo: float
    hi: float
    n: int
    forecast: float
    reached: int


def backtest(record: Record | None = None) -> tuple[dict[str, Mark], list[Scored]]:
    """Marks by subset, and every forecast, for the launches of a record since 1965.

    Raises InputError for a record without any.
    """
    scored = list(_scored(load_record() if record is None else record))
    if not scored:
        raise InputError(
            f"the record holds no launch to score, since {SCORED_FROM:%Y}", mend="take a longer record"
        )
    return marks(scored, lambda one: one.p), scored


def marks(scored: Sequence[Scored], forecast: Callable[[Scored], float]) -> dict[str, Mark]:
    """The marks of a forecast by subset; a subset without launches is left out."""
    chosen = {name: [one for one in scored if keep(one)] for name, keep in SUBSETS.items()}
    return {
        name: mark([(forecast(one), one.launch.orbit) for one in ones])
        for name, ones in chosen.items()
        if ones
    }


def mark(pairs: Sequence[tuple[float, bool]]) -> Mark:
    """The marks of forecasts with their outcomes.

    >>> mark([(0.5, True), (0.5, False)])
    Mark(n=2, brier=0.25, log_loss=0.693..., ece=0.0)
    """
    n = len(pairs)
    brier = sum((p - reached) ** 2 for p, reached in pairs) / n
    given = (max(p if reached else 1.0 - p, SUREST) for p, reached in pairs)
    off = sum(abs(row.n * row.forecast - row.reached) for row in tenths(pairs))
    return Mark(n, brier, -sum(math.log(p) for p in given) / n, off / n)


def tenths(pairs: Sequence[tuple[float, bool]]) -> list[Tenth]:
    """The calibration table: forecasts in tenths, those without any left out."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for p, reached in pairs:
        found.setdefault(min(int(10.0 * p), 9), []).append((p, reached))
    return [
        Tenth(
            k / 10.0, (k + 1) / 10.0, len(ones), sum(p for p, _ in ones) / len(ones), sum(r for _, r in ones)
        )
        for k, ones in sorted(found.items())
    ]


def ranking(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """The chance that a launch which reached orbit had the higher forecast (AUC); None where all ended alike.

    >>> ranking([(0.9, True), (0.4, True), (0.5, False)])
    0.5
    """
    reached = [p for p, orbit in pairs if orbit]
    failed = [p for p, orbit in pairs if not orbit]
    if not reached or not failed:
        return None
    won = sum((a > b) + 0.5 * (a == b) for a in reached for b in failed)
    return won / (len(reached) * len(failed))


def _scored(record: Record) -> Iterator[Scored]:
    standings, rule = Standings(), Rule417()
    for launch, chance in walk_forward(record):
        if launch.date >= SCORED_FROM:
            standing = standings.of(launch)
            plain = laplace(standing.flown, standing.reached)
            faa = rule.chance(launch.line, launch.builder)
            yield Scored(launch, chance.p, plain, faa, chance.no_skill, standing)
        standings.learn(launch)
        rule.learn(launch)
