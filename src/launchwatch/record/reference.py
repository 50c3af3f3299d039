"""The launches a forecast is held against: its reference class, and two simple rules as bounds.

The reference class of a young line (up to its fifth attempt) is all lines that stood where it stands:
the same attempt number with the same number of successes.  Later it is the line's own last launches.

Laplace's rule: (successes + 1) / (launches + 2).

14 CFR Part 417, Appendix C, debris risk analysis, (b)(5) and Table C417-2 (71 FR 50537, 25 August
2006): after two flights the reference failure probability is the middle of the 60 % two-sided
(Clopper-Pearson) limits on the line's own record; before, the upper one on "vehicles developed and
launched in similar circumstances", read here as the first two flights of lines of builders that had,
or had not, launched before.  With this reading the rule scores .0466 on 1965 to 2025.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from launchwatch.record.table import Launch, Record

YOUNG: Final = 5  # attempts up to which a line is held against other lines
RECENT: Final = 20  # launches of an older line that make its reference class
CONFIDENCE: Final = 0.6  # two-sided, of 14 CFR 417

_ORDINAL: Final = ("first", "second", "third", "fourth", "fifth")
_WORD: Final = ("no", "one", "two", "three", "four")


class Member(NamedTuple):
    """One launch of a reference class; outcome `success` (reached orbit) or `failure`."""

    tag: str
    date: datetime
    vehicle: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Past launches that stood where this one stands."""

    description: str
    members: tuple[Member, ...]

    @property
    def reached(self) -> int:
        """How many of them reached orbit."""
        return sum(member.outcome == "success" for member in self.members)


def reference_class(past: Record, line: str) -> ReferenceClass:
    """The reference class of the next launch of `line`, from the launches `past`."""
    own = [launch for launch in past if launch.line == line]
    n, k = len(own), sum(launch.orbit for launch in own)
    if n >= YOUNG:
        return ReferenceClass(f"the last {min(n, RECENT)} launches of {line}", _members(own[-RECENT:]))
    flown: dict[str, tuple[int, int]] = {}
    found = []
    for launch in past:
        before = flown.get(launch.line, (0, 0))
        if before == (n, k):
            found.append(launch)
        flown[launch.line] = (before[0] + 1, before[1] + launch.orbit)
    return ReferenceClass(_description(n, k), _members(found))


def laplace(n: int, k: int) -> float:
    """Laplace's rule of succession."""
    return (k + 1) / (n + 2)


def rule_417(past: Record, line: str, builder: str) -> float:
    """The chance of reaching orbit by the reference value of 14 CFR 417."""
    rule = Rule417()
    for launch in past:
        rule.learn(launch)
    return rule.chance(line, builder)


class Rule417:
    """The rule, learning launch by launch."""

    def __init__(self) -> None:
        self._flown: dict[str, tuple[int, int]] = {}  # line: failures, flights
        self._builders: set[str] = set()
        self._first: dict[bool, tuple[int, int]] = {}  # first two flights of lines, by new builder

    def chance(self, line: str, builder: str) -> float:
        """The chance that the next launch of a line reaches orbit."""
        failures, flights = self._flown.get(line, (0, 0))
        if flights >= 2:
            low, high = limits(failures, flights)
            return 1.0 - 0.5 * (low + high)
        failures, flights = self._first.get(builder not in self._builders, (0, 0))
        return 1.0 - limits(failures, flights)[1] if flights else 0.5

    def learn(self, launch: Launch) -> None:
        """Take in the outcome of a launch."""
        failures, flights = self._flown.get(launch.line, (0, 0))
        failed = not launch.orbit
        if flights < 2:
            new = launch.builder not in self._builders
            before = self._first.get(new, (0, 0))
            self._first[new] = before[0] + failed, before[1] + 1
        self._flown[launch.line] = failures + failed, flights + 1
        self._builders.add(launch.builder)


@functools.cache
def limits(failures: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Clopper-Pearson limits on the chance of failure after `failures` in `n` launches."""
    from scipy.special import betaincinv

    tail = 0.5 * (1.0 - confidence)
    low = float(betaincinv(failures, n - failures + 1, tail)) if failures else 0.0
    high = float(betaincinv(failures + 1, n - failures, 1.0 - tail)) if failures < n else 1.0
    return low, high


def _description(n: int, k: int) -> str:
    head = f"{_ORDINAL[n]} flight of a line"
    parts = [
        f"{_WORD[count]} {word if count == 1 else word + ('es' if word == 'success' else 's')}"
        for count, word in ((k, "success"), (n - k, "failure"))
        if count
    ]
    return f"{head} after {' and '.join(parts)}" if parts else head


def _members(launches: Iterable[Launch]) -> tuple[Member, ...]:
    return tuple(Member(one.tag, one.date, one.line, one.outcome) for one in launches)
