"""Published figures that arithmetic leans on: loads of containers and ships, rates of fire, exchange rates.

They lie in `data/anchors.toml`, each with the day it was published, who gave it and where it was read.  An
anchor is what somebody said, not a measurement: the totals that South Korea's defence ministry gave are a
count of containers times a load, so the loads derived from them are not independent of one another.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files

from launchwatch.transfer.spread import Spread


@dataclass(frozen=True, slots=True)
class Anchor:
    """One published figure: what it counts, its range, when it became public, who gave it, where."""

    quantity: str
    low: float
    high: float
    published: datetime
    who: str
    source: str
    derived: str

    @property
    def spread(self) -> Spread:
        """The range of the figure."""
        return Spread.of(self.low, self.high)

    def to_json(self) -> dict[str, object]:
        """Plain fields, as the hash of the inputs of a check is taken over."""
        return {
            "quantity": self.quantity,
            "low": self.low,
            "high": self.high,
            "published": self.published.date().isoformat(),
            "who": self.who,
            "source": self.source,
        }

    def __str__(self) -> str:
        figure = f"{self.low:,.4g}" if self.low == self.high else f"{self.low:,.6g} to {self.high:,.6g}"
        return f"{figure} {self.quantity} ({self.who}, {self.published:%B %Y})"


def anchors(quantity: str, as_of: datetime | None = None) -> list[Anchor]:
    """The anchors of a quantity that were public by an instant, in order of publication; None shows all.

    >>> [a.low for a in anchors("rounds a container", datetime(2023, 11, 1, tzinfo=UTC))]
    [250.0]
    """
    return [a for a in _library() if a.quantity == quantity and (as_of is None or a.published <= as_of)]


@cache
def _library() -> tuple[Anchor, ...]:
    text = (files("launchwatch.transfer") / "data" / "anchors.toml").read_text(encoding="utf-8")
    rows = [
        Anchor(
            row["quantity"],
            float(row["low"]),
            float(row["high"]),
            _end_of(row["published"]),
            row["who"],
            row["source"],
            row.get("derived", ""),
        )
        for row in tomllib.loads(text)["anchor"]
    ]
    return tuple(sorted(rows, key=lambda a: (a.published, a.quantity, a.low)))


def _end_of(day: date) -> datetime:
    """A date alone counts from the end of that day in UTC, as in a case."""
    return datetime.combine(day, time(23, 59, 59), UTC)
