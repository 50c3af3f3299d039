"""The marks the forecasts earned on past launches, each made from the launches before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from launchwatch.record.forecast import SCORED_FROM
from launchwatch.record.model import walk_forward
from launchwatch.record.table import Launch, Record, load_record


class Mark(NamedTuple):
    """Scores of a set of forecasts: how many, mean squared error, expected calibration error."""

    n: int
    brier: float
    ece: float


class Scored(NamedTuple):
    """A launch, its forecast, and where its line and state stood before it."""

    launch: Launch
    p: float
    flown: int
    reached: int
    state_orbits: int


SUBSETS: dict[str, Callable[[Scored], bool]] = {
    "all": lambda one: True,
    "since 2000": lambda one: one.launch.date.year >= 2000,
    "attempts 1 to 5": lambda one: one.flown < 5,
    "first flights": lambda one: one.flown == 0,
    "state with fewer than 3 successes": lambda one: one.state_orbits < 3,
    "no success yet, attempts 2 to 5": lambda one: 0 < one.flown < 5 and one.reached == 0,
}


def backtest(record: Record | None = None) -> tuple[dict[str, Mark], list[Scored]]:
    """Marks by subset, and every forecast, for the launches of a record since 1965."""
    scored = list(_scored(load_record() if record is None else record))
    chosen = {name: [one for one in scored if keep(one)] for name, keep in SUBSETS.items()}
    return {name: mark(ones) for name, ones in chosen.items() if ones}, scored


def mark(scored: list[Scored]) -> Mark:
    """The marks of some forecasts; calibration in tenths."""
    tenths: dict[int, list[Scored]] = {}
    for one in scored:
        tenths.setdefault(min(int(10.0 * one.p), 9), []).append(one)
    off = sum(abs(sum(one.p - one.launch.orbit for one in ones)) for ones in tenths.values())
    brier = sum((one.p - one.launch.orbit) ** 2 for one in scored) / len(scored)
    return Mark(len(scored), brier, off / len(scored))


def _scored(record: Record) -> Iterable[Scored]:
    flown: dict[str, tuple[int, int]] = {}
    orbits: dict[str, int] = {}
    for launch, chance in walk_forward(record):
        n, k = flown.get(launch.line, (0, 0))
        if launch.date >= SCORED_FROM:
            yield Scored(launch, chance.p, n, k, orbits.get(launch.state, 0))
        flown[launch.line] = (n + 1, k + launch.orbit)
        orbits[launch.state] = orbits.get(launch.state, 0) + launch.orbit
