"""How the members of an ensemble of falls differ: even draws, and an error of the air that wanders."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: The wandering part: spread, and days in which it forgets.
WANDER, FORGETS = 0.06, 4.0


def normal(count: int, rng: np.random.Generator) -> Array:
    """Normal deviates in even steps of probability, in random order: less noise than free draws."""
    from scipy.special import ndtri

    return np.asarray(rng.permutation(ndtri((np.arange(count) + 0.5) / count)))


def wandering(members: int, days: int, rng: np.random.Generator) -> Array:
    """Paths (members, days) of the part of the log coefficient that forgets itself (Ornstein-Uhlenbeck)."""
    keep = math.exp(-1.0 / FORGETS)
    path = WANDER * rng.standard_normal((members, days))
    for day in range(1, days):
        path[:, day] = keep * path[:, day - 1] + math.sqrt(1.0 - keep * keep) * path[:, day]
    return path
