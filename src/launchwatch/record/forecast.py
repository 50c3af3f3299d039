"""One forecast: the chance with its interval, what it is held against, and what is said beside it."""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Protocol

from launchwatch.errors import InputError
from launchwatch.record.backtest import ranking
from launchwatch.record.lines import nearest
from launchwatch.record.model import Chance, Walk
from launchwatch.record.phases import Weighed, split
from launchwatch.record.reference import ReferenceClass, laplace, reference_class, rule_417
from launchwatch.record.standing import Entrant
from launchwatch.record.table import SCORED_FROM, Launch, Record, load_record
from launchwatch.record.trace import Voice, voices

CONFIDENCE: Final = 0.95


class Judgement(Protocol):
    """A declared change of the odds from outside the record, as a case holds it."""

    @property
    def odds_multiplier(self) -> float: ...
    @property
    def author(self) -> str: ...


class Judged(NamedTuple):
    """The forecast with the declared judgements; shown beside the one without, never instead of it."""

    p: float
    lo: float
    hi: float
    multiplier: float
    authors: tuple[str, ...]


class CalibrationRow(NamedTuple):
    """Past forecasts of about this size, and how often they came true."""

    lo: float
    hi: float
    n: int
    forecast: float
    reached: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance that an attempt reaches orbit, from the launches before `as_of` and no others.

    `lo` and `hi` bound the chance itself with 95 % (a Beta distribution worth `weight` launches).
    `attempts_before` counts the line's launches in the record.  `by_phase` and
    `by_kind` split a failure by what is known of `failures` (`phases.split`).  `voices`
    says how `p` came about, rung by rung, down to the launches counted (where a trace was asked for).
    """

    p: float
    lo: float
    hi: float
    reference_class: ReferenceClass
    laplace: float
    faa: float
    attempts_before: int
    note: str
    by_phase: dict[str, float]
    by_kind: dict[str, float]
    failures: tuple[Weighed, ...]
    weight: float
    calibration: CalibrationRow | None
    with_judgement: Judged | None
    no_skill: bool
    voices: tuple[Voice, ...]


def forecast(
    line: str,
    attempt: int,
    as_of: datetime,
    record: Record | None = None,
    judgements: Iterable[Judgement] = (),
    *,
    family: str = "",
    builder: str = "",
    state: str = "",
    trace: bool = False,
) -> Forecast:
    """The chance that `attempt` (from 1) of `line`, a vehicle line of the record, reaches orbit.

    Only launches strictly before `as_of` (with a zone) count.  `family`, `builder` and `state` say whose
    the line is, by default as at its last launch; one that had not flown by then is taken as anyone's.

    >>> from datetime import UTC, datetime
    >>> found = forecast("Cheonlima-1", 3, datetime(2023, 11, 1, tzinfo=UTC))
    >>> found.reference_class.description, found.reference_class.reached, len(found.reference_class.members)
    ('third flight of a line after two failures', 8, 18)
    """
    if as_of.tzinfo is None:
        raise InputError("the instant of a forecast has no zone", mend="write e.g. 2023-11-01T00:00Z")
    if attempt < 1:
        raise InputError(f"there is no attempt number {attempt}", mend="count from 1")
    whole = load_record() if record is None else record
    past = tuple(whole[: bisect_left(whole, as_of, key=lambda launch: launch.date)])
    own = [launch for launch in past if launch.line == line]
    if attempt > 1 and not any(launch.line == line for launch in whole):
        raise InputError(f"the launch record has no line '{line}'", mend=nearest(line, whole))
    if own:
        last = own[-1]
        family, builder, state = family or last.family, builder or last.builder, state or last.state
    walk, scored = _walked(past, trace)
    chance = walk.forecast(Entrant(as_of, line, family, builder, state))
    lo, hi = _interval(chance.p, chance.weight)
    n, k = walk.flown(line)
    peers = reference_class(past, line)
    parts = split(past, line, state, as_of, peers)
    return Forecast(
        p=chance.p,
        lo=lo,
        hi=hi,
        reference_class=peers,
        laplace=laplace(n, k),
        faa=rule_417(past, line, builder),
        attempts_before=n,
        note=" ".join(_notes(chance, scored, attempt, n, as_of, whole, state)),
        by_phase=parts.by_phase,
        by_kind=parts.by_kind,
        failures=parts.failures,
        weight=chance.weight,
        calibration=_calibration(chance.p, scored),
        with_judgement=_judged(chance, list(judgements)),
        no_skill=chance.no_skill,
        voices=voices(walk, chance),
    )


@functools.lru_cache(maxsize=4)
def _walked(past: tuple[Launch, ...], keep: bool) -> tuple[Walk, list[tuple[Launch, Chance]]]:
    """What is known after `past`, and the forecasts made on the way since 1965; nothing may change them."""
    walk, scored = Walk(keep), []
    for launch in past:
        chance = walk.step(launch)
        if launch.date >= SCORED_FROM:
            scored.append((launch, chance))
    return walk, scored


def _interval(p: float, weight: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = 0.5 * (1.0 - CONFIDENCE)
    a, b = p * weight, (1.0 - p) * weight
    return float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1.0 - tail))


def _judged(chance: Chance, judgements: list[Judgement]) -> Judged | None:
    """Chance and interval with the odds multiplied by every judgement."""
    if not judgements:
        return None
    factor = math.prod(one.odds_multiplier for one in judgements)
    p, lo, hi = (x * factor / (x * factor + 1.0 - x) for x in (chance.p, *_interval(chance.p, chance.weight)))
    return Judged(p, lo, hi, factor, tuple(one.author for one in judgements))


def _calibration(p: float, scored: list[tuple[Launch, Chance]]) -> CalibrationRow | None:
    """The past forecasts in the same tenth as `p`."""
    tenth = min(int(10.0 * p), 9)
    row = [(chance.p, launch.orbit) for launch, chance in scored if min(int(10.0 * chance.p), 9) == tenth]
    if not row:
        return None
    mean, reached = (sum(column) / len(row) for column in zip(*row, strict=True))
    return CalibrationRow(tenth / 10.0, (tenth + 1) / 10.0, len(row), mean, reached)


def _notes(
    chance: Chance,
    scored: list[tuple[Launch, Chance]],
    attempt: int,
    n: int,
    as_of: datetime,
    whole: Record,
    state: str,
) -> Iterable[str]:
    if chance.no_skill:
        yield "No method has shown skill in this class, attempts 2 to 5 of a line without a success yet."
        pairs = [(past.p, launch.orbit) for launch, past in scored if past.no_skill]
        if pairs:
            score = f"{sum((p - orbit) ** 2 for p, orbit in pairs) / len(pairs):.3f}".removeprefix("0")
            auc = ranking(pairs)
            sorts = "" if auc is None else f", and rank them no better (AUC {auc:.2f}, a coin 0.50)"
            yield f"Our forecasts of {len(pairs)} such since 1965 score {score}, a coin .250 (Brier){sorts}."
    if attempt != n + 1:
        yield f"The record holds {n} earlier launches of this line by then, so this is for attempt {n + 1}."
    if not state:
        yield "Builder and state of this line are not known to the record, so they do not count."
    if whole and as_of > whole[-1].date:
        yield f"The record ends on {whole[-1].date:%Y-%m-%d}."
