"""The grid of ascents, and draws from it: each draw is a path with the plane, node and time it leads to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from launchwatch.inference.blind import BlindCase, Floats, PathPosterior
from launchwatch.inference.tracks import GROUND_KM_S, INSERTION_S, ORBIT_KM_S

STEP_DEG: Final = 0.25
GRID_DEG: Final = np.arange(0.0, 180.01, STEP_DEG)
"""Inclinations for which a likelihood is kept."""
USUAL_HEIGHT_KM: Final = 520.0
HEIGHT_SPREAD: Final = 0.35
"""A circular orbit of no more than usual height: areas say next to nothing about it."""
INSERTION_SPREAD: Final = 0.2
"""Spread of the logarithm of the time to orbit: generic flights take 540 to 850 s."""
REACH_DEG: Final = 40.0
"""How far the launch azimuth may lie from the mean direction of the areas."""
AZIMUTHS: Final = np.radians(np.arange(-REACH_DEG, REACH_DEG + 0.01, 0.5))
COARSE_AZIMUTHS: Final = np.radians(np.arange(-REACH_DEG, REACH_DEG + 0.01, 4.0))
_HALF: Final = np.concatenate(
    (np.arange(0.5, 12.0, 0.5), np.arange(12.0, 30.0, 1.0), np.arange(30.0, 72.1, 2.0))
)
TURNS: Final = np.radians(np.concatenate((-_HALF[::-1], [0.0], _HALF)))
COARSE_TURNS: Final = np.radians(np.arange(-72.0, 72.1, 8.0))


class Ways(NamedTuple):
    """Ascents of one shot and one bend: launch azimuths over the ground (a,), and their weight and the planes
    they end in, (a, t)."""

    ground: Floats
    weight: Floats
    inclination: Floats
    node: Floats
    northward: Floats


def draw_paths(
    case: BlindCase,
    kept: Sequence[Ways],
    log_grid: Floats,
    roles: Sequence[dict[str, float]],
    seed: int,
    flights: int,
) -> PathPosterior:
    """The posterior of a case: its likelihood, and systematic draws from the weights of the grid."""
    weights = np.stack([ways.weight for ways in kept])
    flat = np.cumsum(weights.ravel())
    random = np.random.default_rng(seed)
    picks = np.searchsorted(flat, (np.arange(flights) + random.random()) / flights * flat[-1])
    way, a, t = np.unravel_index(np.minimum(picks, flat.size - 1), weights.shape)

    def at(name: str) -> Floats:
        return np.stack([getattr(ways, name) for ways in kept])[way, a, t]

    ground = np.stack([ways.ground for ways in kept])[way, a]
    height = USUAL_HEIGHT_KM * np.exp(HEIGHT_SPREAD * random.standard_normal(flights))
    return PathPosterior(
        grid_deg=GRID_DEG,
        log_grid=log_grid,
        inclination_deg=np.degrees(at("inclination")),
        azimuth_deg=np.degrees(inertial_azimuth(ground, math.radians(case.site_lat_deg))) % 360.0,
        ground_azimuth_deg=np.degrees(ground) % 360.0,
        dogleg_deg=np.degrees(TURNS[t]),
        descending=at("northward") < 0.0,
        perigee_km=height,
        apogee_km=height,
        node_lon_deg=(np.degrees(at("node")) + case.site_lon_deg + 180.0) % 360.0 - 180.0,
        insertion_s=INSERTION_S * np.exp(INSERTION_SPREAD * random.standard_normal(flights)),
        log_likelihood=np.log(np.maximum(weights[way, a, t], 1e-300)),
        roles=tuple(roles),
    )


def inertial_azimuth(ground: Floats, latitude: float) -> Floats:
    """Inertial azimuth (rad) of a straight ascent at an azimuth over the ground: the speed of the pad added.

    >>> bool(inertial_azimuth(np.array([math.pi]), 0.0)[0] < math.pi)  # due south drifts east
    True
    """
    over = ORBIT_KM_S - GROUND_KM_S * math.cos(latitude) * np.sin(ground)
    east = over * np.sin(ground) + GROUND_KM_S * math.cos(latitude)
    return np.asarray(np.arctan2(east, over * np.cos(ground)))
