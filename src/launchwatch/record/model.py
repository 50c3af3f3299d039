"""The chance that an attempt reaches orbit, from the launches before it and no others.

The model walks the record once, in order, and learns as it goes.  At each launch it holds counts that
fade with age (half-life `FADE_YEARS`; `LINE_FADE_YEARS` for the line itself), and goes down a ladder,
each rung a conjugate update of the one above, so that every figure is a count of launches:

1. all launches -> this attempt number -> this attempt number with this record so far (Beta-binomial:
   the rung above weighs as `PRIOR` launches);
2. how experienced state and builder are -> this state -> this builder -> this family: each multiplies
   the chance of failure by (failures seen + a) / (failures expected + a), a Gamma-Poisson ratio,
   `expected` being what the rung above had forecast at the time;
3. the line's own launches (Beta-binomial: the rungs above weigh as `LINE_PRIOR` launches).

Where a line has flown one to four times without reaching orbit, no method tried has shown skill, ours
included (the ladder's Brier score there was .29, a coin's is .25).  There the forecast is the plain
rate of the reference class, lines with the same number of failures and no success, drawn toward all
lines in that position (`NO_SUCCESS_PRIOR` launches).

The few constants are round numbers chosen with the whole record in view, so the published scores
flatter them a little; nothing else is fitted.  They did as well before 2000 as after.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from launchwatch.record.table import Launch, Record

FADE_YEARS: Final = 15.0
LINE_FADE_YEARS: Final = 5.0
PRIOR: Final = (20.0, 10.0)  # launches: of the attempt number, and of the record so far
LEVEL_PRIOR: Final = (2.0, 8.0, 8.0, 8.0)  # expected failures: experience, state, builder, family
LINE_PRIOR: Final = 20.0
NO_SUCCESS_PRIOR: Final = 10.0
NO_SUCCESS_ATTEMPTS: Final = 5  # up to this attempt a line without success is a class of its own
MOST_FAILURE: Final = 0.9

_EPOCH: Final = datetime(1957, 1, 1, tzinfo=UTC)
_YEAR_S: Final = 365.25 * 86400.0


@dataclass(frozen=True, slots=True)
class Chance:
    """A forecast on its own: the chance `p`, and how many launches it is worth."""

    p: float
    weight: float
    no_skill: bool  # the line is in the class where no method has shown skill


@dataclass(slots=True)
class _Count:
    """A fading count of launches (or of expected failures) and of those that reached orbit (or failed)."""

    all: float = 0.0
    hit: float = 0.0
    at: float = 0.0

    def faded(self, t: float, half_life: float) -> tuple[float, float]:
        share = 0.5 ** ((t - self.at) / half_life)
        return self.all * share, self.hit * share


@dataclass(frozen=True, slots=True)
class Entrant:
    """What is known of an attempt before it flies."""

    date: datetime
    line: str
    family: str
    builder: str
    state: str


class Walk:
    """The state of knowledge after some launches; `forecast`, then `learn`, in the order of dates."""

    def __init__(self) -> None:
        self._counts: dict[Hashable, _Count] = {}
        self._flown: dict[str, list[int]] = {}  # line: launches, orbits
        self._orbits: dict[tuple[str, str], int] = {}  # of a builder or a state
        self._no_success: dict[int, list[int]] = {}  # failures so far: launches, orbits

    def flown(self, line: str) -> tuple[int, int]:
        """How often the line has flown, and how often it reached orbit."""
        n, k = self._flown.get(line, (0, 0))
        return n, k

    def forecast(self, who: Launch | Entrant) -> Chance:
        """The chance that this attempt reaches orbit."""
        t = _years(who.date)
        n, k = self.flown(who.line)
        if 0 < n < NO_SUCCESS_ATTEMPTS and k == 0:
            return self._without_success(n)
        failure = self._ladder(who, t)[-1]
        flown, reached = self._faded(("line", who.line), t, LINE_FADE_YEARS)
        known, _ = self._faded("all", t)
        prior = min(LINE_PRIOR, known + 2.0)
        return Chance((reached + prior * (1.0 - failure)) / (flown + prior), flown + prior, False)

    def learn(self, launch: Launch) -> None:
        """Take in the outcome of a launch."""
        t, reached = _years(launch.date), int(launch.orbit)
        n, k = self.flown(launch.line)
        rungs = self._ladder(launch, t)
        counted: list[Hashable] = ["all", ("attempt", _bucket(n)), ("record", _bucket(n), _so_far(n, k))]
        for key in counted:
            self._add(key, t, 1.0, reached)
        for key, expected in zip(self._levels(launch), rungs, strict=False):
            self._add(key, t, expected, 1 - reached)
        self._add(("line", launch.line), t, 1.0, reached, LINE_FADE_YEARS)
        if 0 < n < NO_SUCCESS_ATTEMPTS and k == 0:
            pair = self._no_success.setdefault(n, [0, 0])
            pair[0], pair[1] = pair[0] + 1, pair[1] + reached
        self._flown[launch.line] = [n + 1, k + reached]
        for who in (("builder", launch.builder), ("state", launch.state)):
            self._orbits[who] = self._orbits.get(who, 0) + reached

    def _ladder(self, who: Launch | Entrant, t: float) -> list[float]:
        """The chance of failure by the record, then by experience, state, builder and family."""
        n, k = self.flown(who.line)
        flown, reached = self._faded("all", t)
        p = (reached + 1.0) / (flown + 2.0)
        for weight, key in zip(
            PRIOR, (("attempt", _bucket(n)), ("record", _bucket(n), _so_far(n, k))), strict=True
        ):
            flown, reached = self._faded(key, t)
            p = (reached + weight * p) / (flown + weight)
        rungs = [1.0 - p]
        for weight, level in zip(LEVEL_PRIOR, self._levels(who), strict=True):
            expected, failed = self._faded(level, t)
            rungs.append(min(rungs[-1] * (failed + weight) / (expected + weight), MOST_FAILURE))
        return rungs

    def _levels(self, who: Launch | Entrant) -> list[Hashable]:
        """The keys of the second part of the ladder."""
        n, _ = self.flown(who.line)
        builder = self._orbits.get(("builder", who.builder), 0)
        state = self._orbits.get(("state", who.state), 0)
        experience = "new state" if state < 3 else min(builder, 1) + (builder >= 5)
        return [
            ("experience", min(_bucket(n), 5), experience),
            ("state", who.state),
            ("builder", who.builder),
            ("family", who.family),
        ]

    def _without_success(self, failures: int) -> Chance:
        flown = sum(pair[0] for pair in self._no_success.values())
        reached = sum(pair[1] for pair in self._no_success.values())
        overall = (reached + 1.0) / (flown + 2.0)
        n, k = self._no_success.get(failures, (0, 0))
        weight = n + min(NO_SUCCESS_PRIOR, flown + 2.0)
        return Chance((k + (weight - n) * overall) / weight, weight, True)

    def _faded(self, key: Hashable, t: float, half_life: float = FADE_YEARS) -> tuple[float, float]:
        count = self._counts.get(key)
        return (0.0, 0.0) if count is None else count.faded(t, half_life)

    def _add(self, key: Hashable, t: float, all_: float, hit: float, half_life: float = FADE_YEARS) -> None:
        count = self._counts.setdefault(key, _Count())
        before_all, before_hit = count.faded(t, half_life)
        count.all, count.hit, count.at = before_all + all_, before_hit + hit, t


def walk_forward(record: Record) -> Iterator[tuple[Launch, Chance]]:
    """Each launch of a record in order of date, with the forecast made from the launches before it."""
    walk = Walk()
    for launch in record:
        yield launch, walk.forecast(launch)
        walk.learn(launch)


def _years(date: datetime) -> float:
    return (date - _EPOCH).total_seconds() / _YEAR_S


def _bucket(n: int) -> int:
    """Attempt numbers that are counted together: 1, 2, 3, 4 to 5, 6 to 10, 11 to 20, later."""
    return n if n < 3 else 3 if n < 5 else 5 if n < 10 else 10 if n < 20 else 20


def _so_far(n: int, k: int) -> str | int:
    """Records so far that are counted together."""
    if n < 3:
        return k
    if n < 5:
        return "all" if k == n else "none" if k == 0 else "some"
    share = (n - k) / n
    return 0 if k == n else 1 if share < 0.1 else 2 if share < 0.3 else 3
