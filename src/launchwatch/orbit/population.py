"""How common an orbit is among all catalogued objects: what a match must be weighed against.

A plane that fits at 53 degrees and 540 km says little, since thousands of satellites are there; the same fit
at 140 degrees says much. Sixteen Gaussians in inclination, logarithm of perigee radius and logarithm of apogee
radius, fitted by expectation maximisation to the 24,516 objects that were public in March 2023, and a floor
for orbits that nothing had. Nodes and places along the orbit of strangers are even.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from launchwatch.earth import RADIUS

Array = npt.NDArray[np.float64]

#: Share; inclination and its spread, deg; height of perigee, km, and spread of the logarithm of its radius;
#: the same of apogee.
GROUPS = np.array(
    [
        (0.150, 77.3, 7.7, 788, 0.016, 883, 0.019),
        (0.105, 18.1, 21.3, 24977, 0.475, 33558, 0.284),
        (0.092, 98.9, 0.5, 800, 0.005, 881, 0.008),
        (0.090, 98.6, 0.5, 655, 0.010, 790, 0.013),
        (0.082, 97.6, 0.5, 495, 0.008, 517, 0.008),
        (0.074, 81.9, 6.7, 1311, 0.019, 1384, 0.022),
        (0.073, 63.7, 20.9, 461, 0.016, 497, 0.018),
        (0.124, 53.1, 0.5, 542, 0.004, 544, 0.004),
        (0.056, 68.0, 21.8, 807, 0.041, 1459, 0.063),
        (0.054, 27.7, 21.0, 518, 0.039, 25735, 0.338),
        (0.030, 98.8, 0.5, 776, 0.011, 1118, 0.024),
        (0.023, 100.0, 0.5, 1009, 0.010, 1202, 0.028),
        (0.021, 101.9, 0.5, 1411, 0.012, 1618, 0.025),
        (0.016, 64.4, 22.3, 1428, 0.154, 3735, 0.151),
        (0.010, 65.8, 2.9, 2618, 0.177, 37280, 0.042),
    ]
)
#: Share of orbits like no other, even over inclination and over two units of either logarithm.
ODD = 0.05


def common(inclination: Array, perigee_radius: Array, apogee_radius: Array) -> Array:
    """Density of the catalogue at orbits (rad, m, m): per radian and per unit of either logarithm.

    >>> crowded, rare = common(np.radians([53.2, 140.0]), np.full(2, 6.92e6), np.full(2, 6.93e6))
    >>> bool(crowded > 1000.0 * rare)
    True
    """
    share, i, si, hp, sp, ha, sa = GROUPS.T
    orbits = np.stack([inclination, np.log(perigee_radius), np.log(apogee_radius)], axis=-1)
    means = np.stack([np.radians(i), np.log(RADIUS + hp * 1e3), np.log(RADIUS + ha * 1e3)], axis=-1)
    spreads = np.stack([np.radians(si), sp, sa], axis=-1)
    off = (orbits[..., None, :] - means) / spreads
    peak = share / np.sum(share) / np.prod(spreads, axis=-1) / (2.0 * np.pi) ** 1.5
    known = np.sum(peak * np.exp(-0.5 * np.sum(off * off, axis=-1)), axis=-1)
    return np.asarray((1.0 - ODD) * known + ODD / (np.pi * 4.0))
