"""One sum of money in several renderings: which agree, which are off, and by what slip of the pen.

Large numbers are counted by ten thousands in Korean, Chinese and Japanese (man, eok) and by thousands in
English, so a sum that is off by a clean power of ten is nearly always a slip of units: 345 man dollars are
3.45 million, and whoever reads man as million writes 345 million, a hundred times too much.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from launchwatch.errors import InputError
from launchwatch.transfer.anchors import anchors
from launchwatch.transfer.spread import Spread

AGREE = 1.1
"""Two renderings within this factor are one sum: newspapers round."""

SLIPS = {
    10: "eok, a hundred million, taken for billion",
    100: "man, ten thousand, taken for million",
    1000: "thousand, million and billion taken for one another",
    10_000: "man or eok dropped, or counted twice",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A rendering of a sum: figure, currency (USD or KRW), half of its last digit, who told it."""

    value: float
    currency: str
    half: float = 0.0
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A sum against other renderings of it: those that agree, those that are off, by factor and slip."""

    dollars: tuple[float, float]
    agree: tuple[str, ...]
    off: tuple[tuple[str, float, str | None], ...]

    @property
    def alone(self) -> bool:
        """Whether more renderings are against this one than are with it, itself counted."""
        return len(self.off) > len(self.agree) + 1


def in_dollars(sum_: Sum, as_of: datetime | None = None) -> Spread:
    """A sum in dollars, with the rounding of its figure and the spread of the published rates.

    >>> won = in_dollars(Sum(4.7e9, "KRW", half=0.05e9))
    >>> f"{won.bounds[0] / 1e6:.2f} to {won.bounds[1] / 1e6:.2f}"
    '3.43 to 3.50'
    """
    low, high = sum_.value - sum_.half, sum_.value + sum_.half
    if sum_.currency == "USD":
        return Spread.of(low, high)
    if sum_.currency != "KRW":
        raise InputError(
            f"there is no exchange rate for '{sum_.currency}'", mend="give the sum in USD or in KRW"
        )
    rates = anchors("won a dollar", as_of) or anchors("won a dollar")[:1]
    least, most = Spread.any_of(r.spread for r in rates).bounds
    return Spread.of(low / most, high / least)


def compare_sums(claimed: Sum, others: Sequence[Sum], as_of: datetime | None = None) -> Compared:
    """Set a sum against other renderings of the same sum.

    >>> found = compare_sums(Sum(3.45e6, "USD"), [Sum(345e6, "USD", told_by="a copy"), Sum(4.7e9, "KRW")])
    >>> len(found.agree), found.off
    (1, (('a copy', 100.0, 'man, ten thousand, taken for million'),))
    """
    mine = in_dollars(claimed, as_of)
    agree: list[str] = []
    off: list[tuple[str, float, str | None]] = []
    for other in others:
        low, high = in_dollars(other, as_of).bounds
        name = other.told_by or f"{other.value:,.15g} {other.currency}"
        if low <= mine.bounds[1] * AGREE and high >= mine.bounds[0] / AGREE:
            agree.append(name)
        else:
            factor = math.sqrt(low * high) / math.sqrt(mine.bounds[0] * mine.bounds[1])
            off.append((name, _clean(factor), slip(factor)))
    return Compared(mine.bounds, tuple(agree), tuple(off))


def slip(factor: float) -> str | None:
    """The slip of units that explains a factor, either way round; None where none does.

    >>> slip(0.0098)
    'man, ten thousand, taken for million'
    >>> slip(3.0) is None
    True
    """
    size = max(factor, 1.0 / factor)
    return next((words for power, words in SLIPS.items() if 1.0 / AGREE <= size / power <= AGREE), None)


def _clean(factor: float) -> float:
    """A factor to three digits."""
    return float(f"{factor:.3g}")
