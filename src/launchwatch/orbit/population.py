"""How common an orbit is among all catalogued objects: what a match must be weighed against.

A plane that fits at 53 degrees and 540 km says little, since thousands of satellites are there; the same fit
at 140 degrees says much. Some forty Gaussians in inclination, logarithm of perigee radius and logarithm of
apogee radius, fitted by expectation maximisation to the 23,909 objects that were public in October 2022, and
a floor for orbits that nothing had. Nodes and places along the orbit of strangers are even.
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
        (0.1033, 98.84, 0.22, 788, 0.0059, 873, 0.0088),
        (0.0791, 98.38, 0.52, 618, 0.0103, 742, 0.0178),
        (0.0771, 97.47, 0.16, 490, 0.0080, 508, 0.0081),
        (0.0758, 78.37, 12.75, 906, 0.0273, 1119, 0.0241),
        (0.0673, 73.47, 4.01, 714, 0.0095, 789, 0.0105),
        (0.0548, 99.55, 0.77, 880, 0.0193, 1160, 0.0304),
        (0.0544, 53.12, 0.15, 543, 0.0015, 545, 0.0015),
        (0.0538, 53.12, 0.15, 543, 0.0015, 545, 0.0015),
        (0.0361, 82.86, 0.19, 907, 0.0069, 980, 0.0104),
        (0.0357, 76.78, 4.09, 1434, 0.0056, 1510, 0.0111),
        (0.0345, 61.01, 23.03, 516, 0.0100, 563, 0.0114),
        (0.0274, 59.37, 23.49, 568, 0.0321, 2013, 0.1506),
        (0.0226, 101.92, 0.48, 1410, 0.0121, 1636, 0.0289),
        (0.0219, 65.32, 10.16, 1117, 0.0588, 1799, 0.0355),
        (0.0218, 82.57, 0.15, 429, 0.0119, 499, 0.0158),
        (0.0186, 9.22, 5.52, 35762, 0.0015, 35837, 0.0015),
        (0.0171, 56.20, 8.73, 547, 0.0340, 17098, 0.2856),
        (0.0164, 52.94, 0.58, 364, 0.0047, 369, 0.0046),
        (0.0158, 60.73, 4.81, 20143, 0.0539, 20379, 0.0552),
        (0.0157, 87.90, 0.15, 1203, 0.0015, 1205, 0.0015),
        (0.0154, 0.05, 0.15, 35775, 0.0015, 35798, 0.0015),
        (0.0149, 86.37, 0.15, 703, 0.0089, 751, 0.0098),
        (0.0133, 14.20, 5.00, 8334, 0.0881, 35236, 0.0307),
        (0.0131, 24.37, 4.15, 342, 0.0164, 24496, 0.3328),
        (0.0129, 5.77, 2.15, 396, 0.0229, 29804, 0.1697),
        (0.0121, 9.65, 3.89, 36079, 0.0022, 36162, 0.0022),
        (0.0121, 12.60, 2.26, 35963, 0.0122, 36283, 0.0117),
        (0.0101, 15.28, 9.29, 1527, 0.1566, 35556, 0.0197),
        (0.0091, 5.47, 3.46, 34447, 0.0451, 36697, 0.0507),
        (0.0059, 63.64, 0.92, 1497, 0.0883, 38631, 0.0206),
        (0.0050, 17.70, 8.53, 824, 0.0449, 37545, 0.2562),
        (0.0050, 39.94, 30.25, 18098, 0.7927, 63199, 0.7442),
        (0.0048, 47.59, 37.78, 3093, 0.2935, 6530, 0.2003),
        (0.0046, 68.80, 2.11, 4459, 0.1334, 35500, 0.0365),
        (0.0045, 42.06, 8.61, 727, 0.0067, 760, 0.0056),
        (0.0027, 88.99, 2.87, 3338, 0.0379, 3890, 0.0287),
        (0.0023, 70.00, 0.15, 568, 0.0015, 573, 0.0015),
        (0.0018, 26.16, 1.21, 837, 0.0423, 41341, 0.0184),
    ]
)
#: Share of orbits like no other, even over inclination and over two units of either logarithm.
ODD = 0.05


#: On the way from a transfer orbit to the geostationary one: rare in a catalogue, common among what is new.
RAISING = (0.01, 10.0, 12.0, 12000, 0.6, 40000, 0.2)
#: Objects closer than this in inclination, node (rad) and logarithm of the radius are of one launch; how far
#: crowding reaches in inclination (rad) and the logarithms.
OWN, REACH = (np.radians(0.25), np.radians(4.0), 0.01), (np.radians(1.0), 0.02, 0.02)
#: So many others are needed before their crowding counts a quarter, half of what it can.
USUAL = 50.0
#: A larger list is the catalogue itself, and the Gaussians describe it.
LARGEST = 5000


def crowding(inclination: Array, node: Array, low: Array, high: Array) -> Array:
    """Density of strangers at each of these orbits (rad; logarithms of the radii of perigee and apogee).

    The Gaussians, and up to half of it the other objects of the list that are not of the same plane: a list
    of new objects has its own crowds, as a constellation being launched.
    """
    usual = common(inclination, np.exp(low), np.exp(high))
    count = len(inclination)
    if count > LARGEST:
        return usual
    orbits = np.stack([inclination, low, high], axis=-1)
    total, others = np.zeros(count), np.zeros(count)
    for first in range(0, count, 128):
        some = slice(first, first + 128)
        off = orbits[some, None, :] - orbits[None, :, :]
        turned = np.abs((node[some, None] - node[None, :] + np.pi) % (2.0 * np.pi) - np.pi)
        own = (np.abs(off[..., 0]) < OWN[0]) & (turned < OWN[1])
        own &= np.abs(off[..., 1] + off[..., 2]) < 2.0 * OWN[2]
        near = np.exp(-0.5 * np.sum((off / REACH) ** 2, axis=-1))
        total[some] = np.sum(np.where(own, 0.0, near), axis=1)
        others[some] = np.sum(~own, axis=1)
    local = total / np.maximum(others, 1.0) / np.prod(REACH) / (2.0 * np.pi) ** 1.5
    share = 0.5 * others / (others + USUAL)
    return np.asarray((1.0 - share) * usual + share * local)


def common(inclination: Array, perigee_radius: Array, apogee_radius: Array) -> Array:
    """Density of the catalogue at orbits (rad, m, m): per radian and per unit of either logarithm.

    >>> crowded, rare = common(np.radians([53.2, 140.0]), np.full(2, 6.92e6), np.full(2, 6.93e6))
    >>> bool(crowded > 1000.0 * rare)
    True
    """
    share, i, si, hp, sp, ha, sa = np.vstack([GROUPS, RAISING]).T
    orbits = np.stack([inclination, np.log(perigee_radius), np.log(apogee_radius)], axis=-1)
    means = np.stack([np.radians(i), np.log(RADIUS + hp * 1e3), np.log(RADIUS + ha * 1e3)], axis=-1)
    spreads = np.stack([np.radians(si), sp, sa], axis=-1)
    off = (orbits[..., None, :] - means) / spreads
    peak = share / np.sum(share) / np.prod(spreads, axis=-1) / (2.0 * np.pi) ** 1.5
    known = np.sum(peak * np.exp(-0.5 * np.sum(off * off, axis=-1)), axis=-1)
    return np.asarray((1.0 - ODD) * known + ODD / (np.pi * 4.0))
