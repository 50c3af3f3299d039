"""A figure with its spread, as every answer of launchwatch gives it.

An `Interval` holds five weighted quantiles of a sample in the unit it is printed in.  It prints as
`97.4 deg (97.3 to 97.5)`: the median, then the 90 % interval, with as many digits as the spread
carries and no more.

The weighted quantile is the inverse of the piecewise linear distribution function through the
points (value k, (W_k - w_k / 2) / W_n), W the running sum of the sorted weights: Hazen's plotting
position, which for equal weights is `numpy.quantile(..., method="hazen")` (Hyndman and Fan,
"Sample quantiles in statistical packages", The American Statistician 50, 1996, definition 5).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEVELS = (0.5, 0.05, 0.25, 0.75, 0.95)  # the order of Interval's fields


def weighted_quantile(values: ArrayLike, weights: ArrayLike | None, q: ArrayLike) -> NDArray[np.float64]:
    """Quantiles `q` (0 to 1) of `values` under `weights`; the shape of `q`.

    The answer does not depend on the order of the values, to the bit.  A value that is NaN or
    infinite carries no weight.  With no weight at all every quantile is NaN.  A weight that is
    negative or not finite is a fault of the program: ValueError.

    >>> float(weighted_quantile([1.0, 2.0, 3.0], [1.0, 1.0, 2.0], 0.5))
    2.3333333333333335
    """
    v = np.asarray(values, dtype=np.float64).ravel()
    w = np.ones_like(v) if weights is None else np.asarray(weights, dtype=np.float64).ravel()
    if v.shape != w.shape:
        raise ValueError(f"{v.size} values but {w.size} weights")
    if not bool(np.all(np.isfinite(w) & (w >= 0.0))):
        raise ValueError("a weight is negative or not finite")
    levels = np.asarray(q, dtype=np.float64)
    kept = np.isfinite(v) & (w > 0.0)
    v, w = v[kept], w[kept]
    if v.size == 0:
        return np.full(levels.shape, np.nan)
    order = np.lexsort((w, v))  # by value, then by weight: ties cannot tell the original order
    v, w = v[order], w[order] / w.max()
    running = np.cumsum(w)
    return np.asarray(np.interp(levels, (running - 0.5 * w) / running[-1], v), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its spread, in the unit it is printed in.

    >>> print(Interval(97.4, 97.3, 97.36, 97.44, 97.5, "deg"))
    97.4 deg (97.3 to 97.5)
    """

    median: float
    p05: float
    p25: float
    p75: float
    p95: float
    unit: str

    @classmethod
    def of(cls, values: ArrayLike, weights: ArrayLike | None = None, unit: str = "") -> Interval | None:
        """The interval of a weighted sample; None where no finite value carries weight."""
        found = weighted_quantile(values, weights, LEVELS)
        if bool(np.isnan(found[0])):
            return None
        median, p05, p25, p75, p95 = (float(x) for x in found)
        return cls(median, p05, p25, p75, p95, unit)

    def scaled(self, factor: float, unit: str) -> Interval:
        """The same figure in another unit; a negative `factor` turns the quantiles round."""
        low, q1, q3, high = (x * factor for x in (self.p05, self.p25, self.p75, self.p95))
        if factor < 0.0:
            low, q1, q3, high = high, q3, q1, low
        return Interval(self.median * factor, low, q1, q3, high, unit)

    def to_json(self) -> dict[str, float | str]:
        """The fields by name, as `brief.json` holds them."""
        return {
            "median": self.median,
            "p05": self.p05,
            "p25": self.p25,
            "p75": self.p75,
            "p95": self.p95,
            "unit": self.unit,
        }

    def __str__(self) -> str:
        median, low, high = honest((self.median, self.p05, self.p95), self.p95 - self.p05)
        unit = f" {self.unit}" if self.unit and not self.unit.startswith("°") else self.unit
        return f"{median}{unit} ({low} to {high})"


def honest(values: tuple[float, ...], spread: float) -> list[str]:
    """`values` to two significant digits of `spread`, alike in decimals; no spread, six digits.

    Zeros that end the decimals of all of them are left out: 97.40 (97.30 to 97.50) prints as
    97.4 (97.3 to 97.5).

    >>> honest((253_412.0, 247_963.0), 5_449.0)
    ['253,400', '248,000']
    """
    size = abs(spread)
    if size == 0.0 or not math.isfinite(size):
        top = max((abs(v) for v in values if math.isfinite(v)), default=0.0)
        size, digits = (top or 1.0), 5
    else:
        digits = 1
    decimals = digits - math.floor(math.log10(size))
    if decimals > 12:
        return [f"{v:.3g}" for v in values]
    shown = [f"{round(v, decimals) + 0.0:,.{max(decimals, 0)}f}" for v in values]
    while all(s.endswith("0") and "." in s for s in shown):
        shown = [s[:-1] for s in shown]
    return [s.rstrip(".") for s in shown]
