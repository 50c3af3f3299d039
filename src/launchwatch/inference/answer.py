"""The answer of an inference: figures with their quantiles, and what each source gave.

Degrees, km and hours as the batch contract names them.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, Final

import numpy as np

from launchwatch.inference.look import Floats

GUESS_WITHIN: Final = (0.1, 0.25, 0.5, 1.0)
QUANTILES: Final = (("median", 0.5), ("p05", 0.05), ("p25", 0.25), ("p75", 0.75), ("p95", 0.95))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: median, mode (the densest place) and quantiles, in the unit its name says."""

    median: float
    mode: float
    p05: float
    p25: float
    p75: float
    p95: float

    def turned(self, by: float, circle: float) -> Figure:
        """The same round a circle, from another zero."""
        return Figure(*((float(value) + by) % circle for value in astuple(self)))

    def to_json(self, digits: int) -> dict[str, float]:
        """The figure as the contract writes it."""
        names = ("median", "mode", "p05", "p25", "p75", "p95")
        return {name: round(float(getattr(self, name)), digits) + 0.0 for name in names}


@dataclass(frozen=True, slots=True)
class Gave:
    """What a source changed: the inclination (deg) without it and with it, median and 90 % interval."""

    source: str
    without: tuple[float, float, float]
    with_it: tuple[float, float, float]
    said: str

    def to_json(self) -> dict[str, Any]:
        """The change as plain values."""
        names = ("median", "p05", "p95")
        return {
            "source": self.source,
            "without": {n: round(v, 2) for n, v in zip(names, self.without, strict=True)},
            "with": {n: round(v, 2) for n, v in zip(names, self.with_it, strict=True)},
            "said": self.said,
        }


@dataclass(frozen=True, slots=True)
class Inferred:
    """Path and orbit of one launch."""

    launch_id: str
    inclination_deg: Figure
    p_sun_synchronous: float
    azimuth_deg: Figure
    dogleg_p: float
    ltan_h: Figure | None
    perigee_km: Figure
    apogee_km: Figure
    used: tuple[str, ...]
    seconds: float
    gave: tuple[Gave, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The line of the batch contract; `gave` is left to those who ask for it."""
        return {
            "launch_id": self.launch_id,
            "inclination_deg": self.inclination_deg.to_json(3),
            "p_sun_synchronous": round(self.p_sun_synchronous, 4),
            "azimuth_deg": self.azimuth_deg.to_json(2),
            "dogleg_p": round(self.dogleg_p, 4),
            "ltan_h": None if self.ltan_h is None else self.ltan_h.to_json(2),
            "perigee_km": self.perigee_km.to_json(0),
            "apogee_km": self.apogee_km.to_json(0),
            "used": list(self.used),
            "seconds": round(self.seconds, 3),
        }


def figure_of_density(grid: Floats, mass: Floats) -> Figure:
    """A figure from mass on an even grid; its mode is the best single guess.

    That is the place with the most mass within 0.1, 0.25, 0.5 and 1 of it, summed: of a sharp peak the peak,
    of several the one that most lies near.

    >>> grid = np.arange(0.0, 10.0, 0.05)
    >>> round(figure_of_density(grid, np.exp(-0.5 * (grid - 4.0) ** 2)).mode, 2)
    4.0
    """
    share = np.cumsum(mass) / mass.sum()
    step = float(grid[1] - grid[0])
    values = {name: _crossing(grid, share, level, step) for name, level in QUANTILES}
    worth = np.zeros_like(mass)
    for half in GUESS_WITHIN:
        worth += np.convolve(mass, np.ones(2 * round(half / step) + 1), mode="same")
    return Figure(mode=float(grid[int(np.argmax(worth))]), **values)


def _crossing(grid: Floats, share: Floats, level: float, step: float) -> float:
    """Where the share reaches a level, the mass of a point spread over its step."""
    at = int(np.searchsorted(share, level))
    below = float(share[at - 1]) if at else 0.0
    inside = (level - below) / max(float(share[at]) - below, 1e-300)
    return float(grid[at]) + (inside - 0.5) * step


def figure_of_sample(values: Floats, weights: Floats, bandwidth: float) -> Figure:
    """A figure from a weighted sample."""
    order = np.argsort(values, kind="stable")
    ordered, mass = values[order], weights[order]
    share = (np.cumsum(mass) - 0.5 * mass) / mass.sum()
    quantiles = {name: float(np.interp(level, share, ordered)) for name, level in QUANTILES}
    span = np.linspace(ordered[0], ordered[-1], 401)
    there = np.bincount(np.searchsorted(span, ordered).clip(0, 400), weights=mass, minlength=401)
    width = max(bandwidth / max(float(span[1] - span[0]), 1e-9), 1e-3)
    reach = min(int(np.ceil(4.0 * width)), 400)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    near = np.convolve(there, kernel)[reach : reach + 401]
    return Figure(mode=float(span[int(np.argmax(near))]), **quantiles)


def interval(mass: Floats, grid: Floats) -> tuple[float, float, float]:
    """Median, 5 % and 95 % of mass on a grid."""
    figure = figure_of_density(grid, mass)
    return figure.median, figure.p05, figure.p95
