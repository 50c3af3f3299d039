"""What so many voyages carry, how many voyages so many rounds need, and how long so many rounds last.

    rounds  =  voyages x containers a voyage x rounds a container
    days    =  rounds / rounds a day

with the published loads and rates (`anchors.py`) that were public by the instant, each with its spread.
Rounds are counted as 152 mm.  The answer says which anchors it used; where there is none it is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from launchwatch.interval import Interval
from launchwatch.transfer.anchors import Anchor, anchors
from launchwatch.transfer.spread import Array, Spread, divide, multiply


@dataclass(frozen=True, eq=False)
class Worked:
    """A worked figure: equally likely values, the interval of them, the hard bounds, and what it used."""

    values: Array
    interval: Interval
    bounds: tuple[float, float]
    used: tuple[Anchor, ...]

    @property
    def sources(self) -> str:
        """The anchors in words, each once."""
        return "; ".join(dict.fromkeys(str(a) for a in self.used))


def rounds_moved(voyages: Spread, as_of: datetime | None = None) -> Worked | None:
    """How many rounds so many voyages carry.

    >>> from datetime import UTC
    >>> moved = rounds_moved(Spread.of(10.0), datetime(2023, 11, 1, tzinfo=UTC))
    >>> moved.bounds
    (750000.0, 900000.0)
    """
    loads, fills = anchors("containers a voyage", as_of), anchors("rounds a container", as_of)
    if not loads or not fills:
        return None
    values, bounds = multiply(voyages, _of(loads), _of(fills))
    return _worked(values, bounds, "rounds", [*loads, *fills])


def voyages_needed(rounds: Spread, as_of: datetime | None = None) -> Worked | None:
    """How many voyages so many rounds need."""
    loads, fills = anchors("containers a voyage", as_of), anchors("rounds a container", as_of)
    if not loads or not fills:
        return None
    values, bounds = divide(rounds, _of(loads), _of(fills))
    return _worked(values, bounds, "voyages", [*loads, *fills])


def days_of_supply(rounds: Spread, as_of: datetime | None = None) -> Worked | None:
    """For how many days so many rounds last at the published rates of fire.

    >>> from datetime import UTC
    >>> days = days_of_supply(Spread.of(1e6), datetime(2023, 8, 1, tzinfo=UTC))
    >>> tuple(round(b) for b in days.bounds)
    (59, 100)
    """
    rates = anchors("rounds a day", as_of)
    if not rates:
        return None
    values, bounds = divide(rounds, _of(rates))
    return _worked(values, bounds, "days", rates)


def share_at_least(worked: Worked, claimed: Spread) -> float:
    """The chance that the worked figure reaches the claimed one, both with their spread.

    Whole numbers of points make it a multiple of one in some thousands.
    """
    told = np.sort(claimed.at((np.arange(512) + 0.5) / 512))
    return float(np.mean(np.searchsorted(told, worked.values, side="right") / told.size))


def _of(found: list[Anchor]) -> Spread:
    return Spread.any_of(a.spread for a in found)


def _worked(values: Array, bounds: tuple[float, float], unit: str, used: list[Anchor]) -> Worked:
    interval = Interval.of(values, None, unit)
    assert interval is not None  # every spread is finite and above zero
    return Worked(values, interval, bounds, tuple(used))
