"""What an identifier says of the date of launch: catalogue numbers are given out in the order of launches.

Between instants at which the number reached is known, the number to expect at a launch runs at a steady pace,
and strays as numbers come in batches, one for every object of a launch: a Brownian path, seen at the anchors.
Beyond the last one it runs on. Numbers of the range kept for analysts (80000 to 99999) tell no
date but that the object was not taken for one of a launch; identifiers that are no number say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.elements import Elements

Array = npt.NDArray[np.float64]

#: Objects that get a number at once, weighed by themselves (a batch of fifty counts fifty times), and new
#: numbers a day: 2,800 a year in 2022 and 2023.
BATCH, PACE = 45.0, 8.0
#: Shares of objects whose number came much later than those of their launch (pieces found or told apart
#: later), or before it.
LATE, EARLY = 0.05, 0.001
#: How often an object of a launch still bears an analyst's number, against strangers.
UNTAKEN = 0.03
#: The number at the first instant is known from the anchors alone; least spread of a number.
START, LEAST = 1e4, 6.0
#: The range in which analysts number what they follow for themselves.
ANALYST = range(80000, 100000)


def number(identifier: str) -> float:
    """The catalogue number of an identifier; infinite for an analyst's, nan for what is no number.

    >>> number("58400"), number("82345"), number("X7")
    (58400.0, inf, nan)
    """
    if not (identifier.isascii() and identifier.isdigit() and len(identifier) <= 9):
        return np.nan
    value = int(identifier)
    return np.inf if value in ANALYST else float(value)


@dataclass(frozen=True, slots=True)
class Anchor:
    """At this instant the numbers had come to this one; `slack` is how well that is known, in numbers."""

    at: datetime
    number: float
    slack: float = 5.0


def newest(catalogue: Iterable[Elements]) -> Anchor | None:
    """The number a catalogue had come to by its newest epochs; None where it has no numbers.

    Some sets are issued for days ahead, so the hundredth part with the latest epochs does not count.
    """
    found = [(e.epoch, number(e.identifier)) for e in catalogue]
    numbers = [n for _, n in found if np.isfinite(n)]
    epochs = sorted(t for t, _ in found)
    return Anchor(epochs[-1 - len(epochs) // 100], max(numbers)) if numbers else None


def turns_of_the_year(catalogue: Iterable[Elements]) -> list[Anchor]:
    """The numbers at the turns of the years, told by the designators of the first launches of each."""
    first: dict[int, float] = {}
    for e in catalogue:
        parts = re.fullmatch(r"(\d{4})-?00[1-9][A-H]", e.designator)
        value = number(e.identifier)
        if parts is not None and np.isfinite(value):
            year = int(parts[1])
            first[year] = min(value, first.get(year, value))
    return [Anchor(datetime(year, 1, 3, tzinfo=UTC), value, 40.0) for year, value in sorted(first.items())]


def expected_number(lift_off: datetime, anchors: Sequence[Anchor]) -> tuple[float, float]:
    """The number to expect of a launch and its spread, by the anchors: a Brownian path with a steady pace.

    >>> from datetime import UTC
    >>> ends = [
    ...     Anchor(datetime(2022, 10, 24, tzinfo=UTC), 54108),
    ...     Anchor(datetime(2023, 3, 25, tzinfo=UTC), 55986),
    ... ]
    >>> [round(x) for x in expected_number(datetime(2023, 1, 8, 12, tzinfo=UTC), ends)]
    [55053, 146]
    """
    known = sorted(anchors, key=lambda a: a.at)
    start = min(known[0].at, lift_off)
    days = np.array([(a.at - start).total_seconds() / 86400.0 for a in known])
    at = (lift_off - start).total_seconds() / 86400.0
    seen = np.array([a.number for a in known])
    sure = [k for k, a in enumerate(known) if a.slack <= 10.0]
    pace = PACE
    if len(sure) > 1 and days[sure[-1]] - days[sure[0]] > 30.0:
        pace = max((seen[sure[-1]] - seen[sure[0]]) / (days[sure[-1]] - days[sure[0]]), 0.1)
    rate = BATCH * pace
    between = START**2 + rate * np.minimum(days[:, None], days[None, :])
    toward = START**2 + rate * np.minimum(days, at)
    noise = np.array([a.slack for a in known]) ** 2
    gain = np.linalg.solve(between + np.diag(noise), toward)
    off = seen - (seen[0] + pace * (days - days[0]))
    mean = seen[0] + pace * (at - days[0]) + float(gain @ off)
    # the pace itself is known to a third where nothing but one end tells it
    beyond = max(at - days[-1], days[0] - at, 0.0) * pace / 3.0
    variance = START**2 + rate * at - float(gain @ toward) + beyond**2 + LEAST**2
    return mean, float(np.sqrt(max(variance, LEAST**2)))


def newness(numbers: Array, lift_off: datetime, anchors: Sequence[Anchor]) -> Array:
    """How much likelier each number (n,) is for an object of this launch than for any object between.

    The density of the numbers to expect, over an even one across the anchors; 1 for numbers that are nan, and
    everywhere where there is no anchor.
    """
    if not anchors:
        return np.ones(len(numbers))
    mean, sd = expected_number(lift_off, anchors)
    ends = [a.number for a in anchors if a.slack <= 10.0] or [a.number for a in anchors]
    span = max(max(ends) - min(ends), 6.0 * sd)
    density = np.exp(-0.5 * ((numbers - mean) / sd) ** 2) / (sd * np.sqrt(2.0 * np.pi))
    late = np.where(numbers >= mean, LATE, EARLY) / span
    told = ((1.0 - LATE - EARLY) * density + late) * span
    return np.where(np.isfinite(numbers), told, np.where(np.isinf(numbers), UNTAKEN, 1.0))
