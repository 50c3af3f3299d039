"""Transfers: what so many voyages can carry, how long so many rounds last, which sums are one sum.

Arithmetic with published figures (anchors), each dated and sourced, so that a run as of an instant uses only
what was known by then.  Every answer carries the spread of its anchors.

>>> from datetime import UTC, datetime
>>> from launchwatch.transfer import Spread, voyages_needed
>>> print(voyages_needed(Spread.of(1e6), datetime(2023, 11, 1, tzinfo=UTC)).interval)
12.2 voyages (11.2 to 13.2)
"""

from launchwatch.transfer.anchors import Anchor, anchors
from launchwatch.transfer.capacity import (
    Worked,
    days_of_supply,
    rounds_moved,
    share_at_least,
    voyages_needed,
)
from launchwatch.transfer.spread import Spread, divide, multiply, points
from launchwatch.transfer.sums import Compared, Sum, compare_sums, in_dollars, slip

__all__ = [
    "Anchor",
    "Compared",
    "Spread",
    "Sum",
    "Worked",
    "anchors",
    "compare_sums",
    "days_of_supply",
    "divide",
    "in_dollars",
    "multiply",
    "points",
    "rounds_moved",
    "share_at_least",
    "slip",
    "voyages_needed",
]
