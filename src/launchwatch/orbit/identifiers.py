"""What an identifier says of the date of launch: catalogue numbers are given out in the order of launches.

Between two instants at which the number reached is known, the number to expect at a launch runs straight, and
strays as numbers come in batches, one for every object of a launch: the spread is that of a Brownian bridge.
Beyond the last one it runs on at the usual pace. Numbers of the ranges kept for analysts (80000 to 99999) say
nothing, nor do identifiers that are no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.elements import Elements

Array = npt.NDArray[np.float64]

#: Objects that get a number at once, weighed by themselves (a batch of fifty counts fifty times), and new
#: numbers a day: 2,800 a year in 2022 and 2023.
BATCH, PACE = 45.0, 8.0
#: Share of objects whose number came much later than those of their launch: pieces found or told apart later.
LATE = 0.05
#: The range in which analysts number what they follow for themselves.
ANALYST = range(80000, 100000)


def number(identifier: str) -> float:
    """The catalogue number of an identifier; nan where it says nothing of the date.

    >>> number("58400"), number("82345")
    (58400.0, nan)
    """
    if not (identifier.isascii() and identifier.isdigit() and len(identifier) <= 9):
        return np.nan
    value = int(identifier)
    return np.nan if value in ANALYST else float(value)


@dataclass(frozen=True, slots=True)
class Anchor:
    """At this instant the numbers had come to this one; `slack` is how well that is known, in numbers."""

    at: datetime
    number: float
    slack: float = 5.0


def newest(catalogue: Iterable[Elements]) -> Anchor | None:
    """The number a catalogue had come to by its newest epoch; None where it has no numbers."""
    found = [(number(e.identifier), e.epoch) for e in catalogue]
    numbers = [n for n, _ in found if n == n]
    return Anchor(max(t for _, t in found), max(numbers)) if numbers else None


def newness(numbers: Array, lift_off: datetime, anchors: Sequence[Anchor]) -> Array:
    """How much likelier each number (n,) is for an object of this launch than for any object between.

    The density of the numbers to expect, over an even one across the anchors; 1 for numbers that are nan, and
    everywhere where there is no anchor.
    """
    # an identifier of a place in the sequence is likelier by this factor; density over even density
    if not anchors:
        return np.ones(len(numbers))
    known = sorted(anchors, key=lambda a: a.at)
    low = max((a for a in known if a.at <= lift_off), key=lambda a: a.at, default=None)
    high = min((a for a in known if a.at > lift_off), key=lambda a: a.at, default=None)
    mean, variance = _bridge(low, high, lift_off)
    sd = np.sqrt(variance)
    span = max(known[-1].number - known[0].number, 6.0 * sd)
    density = np.exp(-0.5 * ((numbers - mean) / sd) ** 2) / (sd * np.sqrt(2.0 * np.pi))
    after = np.where(numbers >= mean, LATE / span, LATE / span * 0.02)
    return np.where(np.isfinite(numbers), ((1.0 - LATE) * density + after) * span, 1.0)


def _bridge(low: Anchor | None, high: Anchor | None, at: datetime) -> tuple[float, float]:
    """Mean and variance of the number to expect at an instant between two anchors, or beyond one."""
    if low is not None and high is not None:
        gap = max(high.number - low.number, 1.0)
        share = (at - low.at).total_seconds() / max((high.at - low.at).total_seconds(), 1.0)
        slack = (1.0 - share) ** 2 * low.slack**2 + share**2 * high.slack**2
        return low.number + share * gap, BATCH * gap * share * (1.0 - share) + slack + 25.0
    one = low or high
    assert one is not None  # there is an anchor
    gone = PACE * (at - one.at).total_seconds() / 86400.0
    return one.number + gone, BATCH * abs(gone) + (0.3 * gone) ** 2 + one.slack**2 + 25.0
