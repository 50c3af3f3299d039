"""A figure between two bounds, and products of such figures with their spread.

A `Spread` is one range or several: each range is equally likely and, inside, every ratio is (log-uniform),
since published loads and rates differ by factors and not by steps.  Products and quotients are taken on a
fixed low-discrepancy set of points, so an answer has the same digits everywhere and needs no seed: the
additive recurrence of the generalised golden ratio (Roberts, "The unreasonable effectiveness of quasirandom
sequences", 2018).  The hard bounds of a product are kept beside, by interval arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from launchwatch.errors import InputError

Array = NDArray[np.float64]

POINTS = 4096
OPEN_ENDED = 1.3
"""How far above a bound 'more than N' is read to reach, as a factor: beyond it lies one in twenty, a rule of
`launchwatch.quantity`.  Outlets told one briefing as 'more than ten', 'a dozen' and 'around ten'.
"""
ABOUT = 1.2
"""How far 'about N' is read to reach, up and down, as a factor: two standard deviations by the same rule."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure, known to lie in one of some ranges (low, high), in one unit; all of them positive.

    >>> Spread.of(250.0, 300.0).bounds
    (250.0, 300.0)
    """

    ranges: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        wrong = [r for r in self.ranges if not (0.0 < r[0] <= r[1] < math.inf)]
        if wrong or not self.ranges:
            told = f"{wrong[0][0]:g} to {wrong[0][1]:g}" if wrong else "nothing"
            raise InputError(
                f"a figure of {told} cannot be counted with", mend="give a low and a high bound above zero"
            )

    @classmethod
    def of(cls, low: float, high: float | None = None) -> Spread:
        """One range; a single number is a range without width."""
        return cls(((float(low), float(low if high is None else high)),))

    @classmethod
    def told(cls, value: float, lower: float | None, upper: float | None, comparator: str = "") -> Spread:
        """The range of a figure as people tell it, with our reading where a bound is left open.

        >>> Spread.told(10.0, 10.0, None, "more than").bounds
        (10.0, 13.0)
        >>> Spread.told(60.0, None, None, "about").bounds[0] < 60.0
        True
        """
        if lower is not None and upper is not None:
            return cls.of(lower, upper)
        if lower is not None:
            return cls.of(lower, max(value, lower) * OPEN_ENDED)
        if upper is not None:
            return cls.of(min(value, upper) / OPEN_ENDED, upper)
        if comparator in ("", "=", "exactly"):
            return cls.of(value)
        return cls.of(value / ABOUT, value * ABOUT)

    @classmethod
    def any_of(cls, spreads: Iterable[Spread]) -> Spread:
        """One of several, each equally likely."""
        return cls(tuple(r for s in spreads for r in s.ranges))

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest value."""
        return min(low for low, _ in self.ranges), max(high for _, high in self.ranges)

    def at(self, u: Array) -> Array:
        """Values at shares `u` (0 to 1, any shape): evenly over the ranges, evenly in ratio inside."""
        place = np.clip(u, 0.0, np.nextafter(1.0, 0.0)) * len(self.ranges)
        which = place.astype(np.int64)
        low, high = (np.array([r[k] for r in self.ranges])[which] for k in (0, 1))
        inside = place - which
        return np.asarray(np.clip(low * (high / low) ** inside, low, high), dtype=np.float64)


def points(dimensions: int, n: int = POINTS) -> Array:
    """(n, dimensions) points spread evenly over the unit cube, the same ones every time.

    >>> points(1, 4)[:, 0].round(3).tolist()
    [0.118, 0.736, 0.354, 0.972]
    """
    root = 2.0
    for _ in range(64):  # the positive root of x^(d+1) = x + 1
        root = (1.0 + root) ** (1.0 / (dimensions + 1))
    steps = root ** -np.arange(1.0, dimensions + 1.0)
    return np.asarray((0.5 + np.arange(1, n + 1)[:, None] * steps) % 1.0, dtype=np.float64)


def multiply(*factors: Spread, n: int = POINTS) -> tuple[Array, tuple[float, float]]:
    """Equally likely values of a product, and its hard bounds."""
    u = points(len(factors), n)
    values = np.prod([f.at(u[:, k]) for k, f in enumerate(factors)], axis=0)
    low, high = (math.prod(f.bounds[end] for f in factors) for end in (0, 1))
    return np.asarray(values, dtype=np.float64), (low, high)


def divide(top: Spread, *below: Spread, n: int = POINTS) -> tuple[Array, tuple[float, float]]:
    """Equally likely values of `top` over the product of the others, and the hard bounds."""
    inverse = [Spread(tuple((1.0 / high, 1.0 / low) for low, high in b.ranges)) for b in below]
    return multiply(top, *inverse, n=n)
