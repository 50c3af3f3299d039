"""The chance that an attempt reaches orbit, from the launches before it and no others.

The model walks the record once, in order, and learns as it goes.  It has two voices: the ladder
(`ladder.py`), a hierarchical Beta-binomial down to the line's own record, and for the first five attempts
of a line the pooled tables (`heritage.py`).  The forecast is the mean of the two, weighed by how well each
explained past launches: a voice's weight is its share of the credit, and every launch gives one launch's
worth of credit to the voices in proportion to what they had given its outcome (online expectation
maximisation of a mixture, from `START_CREDIT` launches each).  First flights and attempts 2 to 5 keep
their credit apart.  Nothing is ever fitted to a launch that has not happened yet.

Where a line has flown one to four times without reaching orbit, no method tried has shown skill, ours
included.  There the forecast is the plain rate of the reference class, lines with the same number of
failures and no success, drawn toward all lines in that position (`NO_SUCCESS_PRIOR` launches).

The few constants are round numbers chosen with the whole record in view, so the published scores
flatter them a little; `docs/explanation/chance.md` says how many variants were tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from launchwatch.record.counts import Counted, Counts, Rung
from launchwatch.record.heritage import YOUNG, Heritage
from launchwatch.record.ladder import Ladder
from launchwatch.record.standing import Entrant, Standing, Standings
from launchwatch.record.table import Launch, Record

START_CREDIT: Final = 10.0
NO_SUCCESS_PRIOR: Final = 10.0
NO_SUCCESS_ATTEMPTS: Final = 5  # up to this attempt a line without success is a class of its own

_EPOCH: Final = datetime(1957, 1, 1, tzinfo=UTC)
_YEAR_S: Final = 365.25 * 86400.0


class Part(NamedTuple):
    """One voice of a forecast: its name, its weight, what it says, and the counts it says it from."""

    name: str
    weight: float
    p: float
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """A forecast on its own: the chance `p`, and how many launches it is worth."""

    p: float
    weight: float
    no_skill: bool  # the line is in the class where no method has shown skill
    parts: tuple[Part, ...]


class Walk:
    """The state of knowledge after some launches; `step` through them in the order of dates.

    With `keep` the launches behind every count stay listed (`members`).
    """

    def __init__(self, keep: bool = False) -> None:
        self._standings = Standings()
        self._ladder = Ladder(keep)
        self._heritage = Heritage(keep)
        self._no_success = Counts(keep)
        self._credit: dict[bool, tuple[float, float]] = {}  # first flight: of the ladder, of the tables

    def flown(self, line: str) -> tuple[int, int]:
        """How often the line has flown, and how often it reached orbit."""
        standing = self._standings.of(Entrant(_EPOCH, line, "", "", ""))
        return standing.flown, standing.reached

    def forecast(self, who: Launch | Entrant) -> Chance:
        """The chance that this attempt reaches orbit."""
        t, standing = years(who.date), self._standings.of(who)
        if _no_success_yet(standing):
            return self._of_class(t, standing)
        return _mean(self._parts(who, t, standing))

    def step(self, launch: Launch) -> Chance:
        """The forecast of a launch; then take in its outcome."""
        t, standing = years(launch.date), self._standings.of(launch)
        parts = self._parts(launch, t, standing)
        if _no_success_yet(standing):
            chance = self._of_class(t, standing)
            for rung in chance.parts[0].rungs:
                self._no_success.add(rung.key, t, 1.0, float(launch.orbit), None, launch.tag)
        else:
            chance = _mean(parts)
            self._give_credit(launch, standing.flown == 0, parts)
        self._ladder.learn(launch, t, parts[0].rungs)
        if standing.flown < YOUNG:
            self._heritage.learn(launch, t, parts[1].rungs)
        self._standings.learn(launch)
        return chance

    def members(self, part: Part, rung: Rung) -> tuple[Counted, ...]:
        """The launches behind a rung of a forecast, where the walk keeps them."""
        counts = {"ladder": self._ladder.counts, "pooled tables": self._heritage.counts}
        return counts.get(part.name, self._no_success).members(rung.key)

    def _parts(self, who: Launch | Entrant, t: float, standing: Standing) -> tuple[Part, ...]:
        rungs = tuple(self._ladder.rungs(who, t, standing))
        if standing.flown >= YOUNG:
            return (Part("ladder", 1.0, rungs[-1].p, rungs),)
        tables = tuple(self._heritage.rungs(t, standing))
        credit = self._credit.get(standing.flown == 0, (START_CREDIT, START_CREDIT))
        weight = credit[0] / sum(credit)
        return (
            Part("ladder", weight, rungs[-1].p, rungs),
            Part("pooled tables", 1.0 - weight, tables[-1].p, tables),
        )

    def _give_credit(self, launch: Launch, first: bool, parts: tuple[Part, ...]) -> None:
        """One launch's worth of credit to the voices, by what they had given its outcome."""
        if len(parts) == 2:
            given = [part.weight * (part.p if launch.orbit else 1.0 - part.p) for part in parts]
            ladder, tables = self._credit.get(first, (START_CREDIT, START_CREDIT))
            self._credit[first] = (ladder + given[0] / sum(given), tables + given[1] / sum(given))

    def _of_class(self, t: float, standing: Standing) -> Chance:
        """The plain rate of lines with as many failures and no success."""
        failures, words = standing.flown, "attempts 2 to 5 of lines without a success"
        everyone = self._no_success.share(words, "", t, None, 2.0, 0.5)
        prior = min(NO_SUCCESS_PRIOR, everyone.seen + 2.0)
        words = f"of these, attempt {failures + 1}"
        rungs = (everyone, self._no_success.share(words, failures, t, None, prior, everyone.p))
        part = Part("lines without a success", 1.0, rungs[-1].p, rungs)
        return Chance(part.p, _worth(part), True, (part,))


def walk_forward(record: Record) -> Iterator[tuple[Launch, Chance]]:
    """Each launch of a record in order of date, with the forecast made from the launches before it."""
    walk = Walk()
    for launch in record:
        yield launch, walk.step(launch)


def years(date: datetime) -> float:
    """Years since 1957."""
    return (date - _EPOCH).total_seconds() / _YEAR_S


def _no_success_yet(standing: Standing) -> bool:
    return 0 < standing.flown < NO_SUCCESS_ATTEMPTS and standing.reached == 0


def _mean(parts: tuple[Part, ...]) -> Chance:
    """The voices joined: a Beta distribution with the mean and the variance of their mixture."""
    p = sum(part.weight * part.p for part in parts)
    spread = sum(part.weight * (_variance(part) + (part.p - p) ** 2) for part in parts)
    return Chance(p, p * (1.0 - p) / spread - 1.0, False, parts)


def _worth(part: Part) -> float:
    """How many launches a voice is worth: those on its last rung, and what stands for the rungs above."""
    return part.rungs[-1].seen + part.rungs[-1].prior


def _variance(part: Part) -> float:
    return part.p * (1.0 - part.p) / (_worth(part) + 1.0)
