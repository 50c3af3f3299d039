"""Points and a closed ring on a flat map: how far each point lies outside the ring (metres).

Scalar kernels for `area`; a ring is two arrays, its last corner joined to its first.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from launchwatch.earth._jit import jit


@jit
def outside(x: float, y: float, ring_x: NDArray[np.float64], ring_y: NDArray[np.float64]) -> float:
    """Distance of a point from the region within a ring, 0 inside; nan for what is not a number."""
    if not (math.isfinite(x) and math.isfinite(y)):
        return math.nan
    nearest = math.inf
    inside = False
    last = len(ring_x) - 1
    for i in range(len(ring_x)):
        ax, ay, bx, by = ring_x[last], ring_y[last], ring_x[i], ring_y[i]
        last = i
        # a ray to the east crosses the boundary of the region an odd number of times from inside
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
        dx, dy = bx - ax, by - ay
        part = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
        part = min(max(part, 0.0), 1.0)
        away = (x - ax - part * dx) ** 2 + (y - ay - part * dy) ** 2
        nearest = min(nearest, away)
    return 0.0 if inside else math.sqrt(nearest)


@jit
def outside_each(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    ring_x: NDArray[np.float64],
    ring_y: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:
    """`outside` for many points, into `out`."""
    for i in range(len(x)):
        out[i] = outside(x[i], y[i], ring_x, ring_y)
