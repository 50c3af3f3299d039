"""Azimuth and dogleg, read off the flown paths once every source has weighed their planes; degrees.

Physics draws its paths under a flat prior; each draw is weighed anew by how much likelier its plane, within
`NEAR_DEG` and on its branch, has become. Where no draw comes near a likely plane, and without physics, the
direct ascent to the plane stands in.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from launchwatch.inference.answer import Figure, figure_of_sample
from launchwatch.inference.blind import PathPosterior
from launchwatch.inference.look import GRID_DEG, STEP_DEG, Floats

NEAR_DEG: Final = 0.5
LEAST_DRAWS: Final = 10.0
"""So many draws, effectively, must carry the weight of the answer."""
DOGLEG_DEG: Final = 3.0
"""A turn of thrust beyond this is a dogleg: guidance alone turns by less."""
USUAL_DOGLEGS: Final = 0.2
"""The share of doglegs where no path was flown."""


def reweighed(path: PathPosterior, mass: Floats) -> Floats | None:
    """Weights of the draws (n,) for the mass of planes (2, m), or None where too few carry it."""
    reach = round(4.0 * NEAR_DEG / STEP_DEG)
    kernel = np.exp(-0.5 * (STEP_DEG * np.arange(-reach, reach + 1) / NEAR_DEG) ** 2)
    place = np.clip(np.rint(path.inclination_deg / STEP_DEG), 0, len(GRID_DEG) - 1).astype(int)
    weights = np.zeros(len(place))
    for branch in (0, 1):
        mine = path.descending == bool(branch)
        there = np.bincount(place[mine], minlength=len(GRID_DEG)).astype(np.float64)
        drawn = np.convolve(there, kernel, mode="same")
        wanted = np.convolve(mass[branch], kernel, mode="same")
        weights[mine] = wanted[place[mine]] / drawn[place[mine]]
    total = float(weights.sum())
    if total < 0.3 * float(mass.sum()) or total**2 < LEAST_DRAWS * float(np.sum(weights**2)):
        return None
    return weights / total


def azimuth_and_dogleg(lat_deg: float, mass: Floats, path: PathPosterior | None) -> tuple[Figure, float]:
    """The inertial launch azimuth (deg, as a figure round the circle) and the chance of a dogleg."""
    weights = None if path is None else reweighed(path, mass)
    if path is None or weights is None:
        return _circular(*_direct(lat_deg, mass)), USUAL_DOGLEGS
    turned = float(weights[np.abs(path.dogleg_deg) > DOGLEG_DEG].sum())
    return _circular(path.azimuth_deg, weights), turned


def _direct(lat_deg: float, mass: Floats) -> tuple[Floats, Floats]:
    """Inertial azimuths (deg) of direct ascents to the likely planes, with weights."""
    used = np.nonzero(mass.sum(axis=0) > 1e-6)[0]
    east = np.cos(np.radians(GRID_DEG[used])) / np.cos(np.radians(lat_deg))
    north = np.degrees(np.arcsin(np.clip(east, -1.0, 1.0)))
    return np.concatenate([north, 180.0 - north]), np.concatenate([mass[0, used], mass[1, used]])


def _circular(azimuths_deg: Floats, weights: Floats) -> Figure:
    """A figure of directions: quantiles run clockwise about the mean direction, each from 0 to 360."""
    mean = float(np.degrees(np.angle(np.sum(weights * np.exp(1j * np.radians(azimuths_deg))))))
    away = (azimuths_deg - mean + 180.0) % 360.0 - 180.0
    return figure_of_sample(away, weights, 1.0).turned(mean, 360.0)
