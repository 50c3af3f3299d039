"""What areas say about the path and the orbit: the likelihood of a plane, by ascents dropped into the areas.

Every ascent of a grid (launch azimuth, turn of thrust after the first stage, a turn of the last stage, which
area is the first stage's) is placed at the pad by `tracks`, with the Earth turning, and its pieces come down
at the ranges of the areas; how far a track passes from the middle of a box, and at what angle to its long
axis, is the likelihood (`fit`). Roles are summed over (`shots`). Along the track an area may lie anywhere:
the launcher stays open. Ascents are then summed by the inclination they end in, and divided by the same sum
without areas, so that what is left does not depend on how azimuths were laid out.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from launchwatch.inference import figures as fig
from launchwatch.inference.blind import BlindCase, Floats, PathPosterior
from launchwatch.inference.boxes import Box, boxes
from launchwatch.inference.drops import release
from launchwatch.inference.fit import density, likelihood, skew
from launchwatch.inference.paths import (
    AZIMUTHS,
    COARSE_AZIMUTHS,
    COARSE_TURNS,
    GRID_DEG,
    STEP_DEG,
    TURNS,
    Ways,
    draw_paths,
)
from launchwatch.inference.shots import USUAL_FIRST_KM, Shot, burnout_of, roles_of, shots
from launchwatch.inference.tracks import Burnout, Orbits, drop, geocentric, insert, offset, set_out

if TYPE_CHECKING:
    from launchwatch.launcher import Launcher


def cubic(coarse: Floats, fine: Floats) -> Floats:
    """Matrix of Lagrange's cubic interpolation from an even grid to places within it, (fine, coarse).

    >>> x = np.arange(6.0)
    >>> (cubic(x, np.array([2.5])) @ x**3).tolist()
    [15.625]
    """
    step = coarse[1] - coarse[0]
    first = np.clip(((fine - coarse[0]) / step).astype(int) - 1, 0, len(coarse) - 4)
    x = (fine - coarse[first]) / step
    matrix = np.zeros((len(fine), len(coarse)))
    for j in range(4):
        weight = np.ones_like(x)
        for k in range(4):
            if k != j:
                weight *= (x - k) / (j - k)
        matrix[np.arange(len(fine)), first + j] = weight
    return matrix


_BY_AZIMUTH: Final = cubic(COARSE_AZIMUTHS, AZIMUTHS)
_BY_TURN: Final = cubic(COARSE_TURNS, TURNS).T


def turn_density(turn: Floats) -> Floats:
    """Density of the turn of thrust (rad) after the first stage: none, or a dogleg."""
    straight = density(turn, math.radians(fig.STRAIGHT_DEG), 5.0)
    dogleg = density(turn, math.radians(fig.DOGLEG_DEG), 2.0)
    return np.asarray((1.0 - fig.DOGLEG_SHARE) * straight + fig.DOGLEG_SHARE * dogleg)


def bends() -> list[tuple[float, float]]:
    """Yaws of the last stage's thrust (rad), with their chances."""
    half = np.array([0.45, 0.95, 1.5, 2.2, 3.1])
    nodes = np.concatenate((-half[::-1], half))
    shares = density(nodes, 1.0, 4.0) * np.gradient(nodes)
    shares *= fig.BEND_SHARE / shares.sum()
    late = [(math.radians(fig.BEND_DEG) * x, float(w)) for x, w in zip(nodes, shares, strict=True)]
    return [(0.0, 1.0 - fig.BEND_SHARE), *late]


def _planes(latitude: float, azimuths: Floats, burnout: Burnout, bend: float, late_km_s: float) -> Orbits:
    flown = set_out(latitude, azimuths[:, None], COARSE_TURNS[None, :], burnout)
    return insert(flown, bend, late_km_s)


def _ways(ground: Floats, weight: Floats, orbits: Orbits, by_azimuth: Floats) -> Ways:
    """Planes of the fine grid from those of the coarse one."""
    x, y, z = (by_azimuth @ orbits.normal[..., k] @ _BY_TURN for k in range(3))
    inclination = np.arctan2(np.hypot(x, y), z)
    return Ways(ground, weight, inclination, np.arctan2(x, -y), by_azimuth @ orbits.northward @ _BY_TURN)


def _by_inclination(ways: Ways) -> Floats:
    """Weights summed by inclination, northbound and southbound: (2, m), smoothed by `STEP_DEG`."""
    x = np.degrees(ways.inclination) / STEP_DEG
    k = np.minimum(x.astype(int), len(GRID_DEG) - 2)
    share = x - k
    sums = np.empty((2, len(GRID_DEG)))
    for branch in (0, 1):
        mine = np.where((ways.northward < 0.0) == bool(branch), ways.weight, 0.0)
        low = np.bincount(k.ravel(), (mine * (1.0 - share)).ravel(), len(GRID_DEG))
        sums[branch] = low + np.bincount(k.ravel() + 1, (mine * share).ravel(), len(GRID_DEG))
    return sums


def _smooth(sums: Floats) -> Floats:
    reach: Floats = np.arange(-80.0, 81.0) * STEP_DEG
    kernel = (1.0 - fig.UNKNOWN_SHARE) * np.exp(-0.5 * (reach / STEP_DEG) ** 2) / STEP_DEG / 2.5066
    kernel = kernel + fig.UNKNOWN_SHARE * density(reach, fig.UNKNOWN_DEG, 2.0)
    return np.stack([np.convolve(row, kernel / kernel.sum(), mode="same") for row in sums])


def _areas(shot: Shot, found: list[Box], latitude: float, bearing: float) -> Floats:
    """Likelihood of all boxes for every azimuth and turn of a shot, (a, t)."""
    azimuths = bearing + COARSE_AZIMUTHS
    flown = set_out(latitude, azimuths[:, None], COARSE_TURNS[None, :], shot.burnout)
    total = np.ones((len(AZIMUTHS), len(TURNS)))
    for box, pieces in zip(found, shot.pieces, strict=True):
        part = np.zeros_like(total)
        for chance, role in pieces:
            if chance > 0.01:
                track = drop(flown, release(role, box.range_km), box.range_km, straight=role == "stage 1")
                across = _BY_AZIMUTH @ offset(track, box.middle)[0] @ _BY_TURN
                part += chance * likelihood(box, across, _BY_AZIMUTH @ skew(track, box) @ _BY_TURN)
        total *= part
    return total


def _late_km_s(found: list[Box]) -> float:
    """Speed over the Earth from which the last stage may turn: after the last piece announced."""
    farthest = max((box.range_km for box in found), default=0.0)
    return min(release("later stage", farthest).level_km_s, 6.9) if farthest > 1500.0 else fig.LAST_STAGE_KM_S


@lru_cache(maxsize=64)
def _everywhere(latitude: float) -> Floats:
    """The same sums without areas: all azimuths, all turns."""
    azimuths = np.radians(np.arange(0.0, 360.0, 1.0))
    weight = np.gradient(TURNS) * turn_density(TURNS) * np.full((360, 1), azimuths[1])
    total = np.zeros((2, len(GRID_DEG)))
    burnout = burnout_of(USUAL_FIRST_KM)
    for bend, share in bends():
        orbits = _planes(latitude, azimuths, burnout, bend, fig.LAST_STAGE_KM_S)
        total += _by_inclination(_ways(azimuths, share * weight, orbits, np.eye(360)))
    return _smooth(total)


def bearing_of(latitude: float, found: list[Box]) -> float:
    """The mean direction from the pad to the boxes, rad; those about the pad count little."""
    north = np.array([-math.sin(latitude), 0.0, math.cos(latitude)])
    total = np.zeros(2)
    for box in found:
        way = np.array([float(box.middle @ north), float(box.middle[1])])
        total += way / max(float(np.linalg.norm(way)), 1e-9) * (0.05 if box.range_km < 60.0 else 1.0)
    return math.atan2(total[1], total[0])


def physics(
    case: BlindCase, *, seed: int = 0, launcher: Launcher | None = None, flights: int = 2000
) -> PathPosterior:
    """The likelihood of the areas of a case over planes, and `flights` draws of paths, by `seed`.

    A case without areas gives a flat likelihood. A `launcher` that is known limits what its pieces may be.

    >>> from launchwatch.inference.blind import BlindArea, BlindCase
    >>> ring = np.array([[7.5, -52.9], [7.5, -51.1], [8.5, -51.1], [8.5, -52.9]])
    >>> case = BlindCase("x", None, 5.2, -52.8, "", (BlindArea("polygon", ring),))
    >>> found = physics(case, flights=100)
    >>> found.log_grid.shape == (2, found.grid_deg.size), len(found.inclination_deg)
    (True, 100)
    """
    latitude = float(geocentric(case.site_lat_deg))
    found, roles = boxes(case), roles_of(case)
    bearings = [bearing_of(latitude, found)] if found else list(np.radians(np.arange(0.0, 360.0, 80.0)))
    late = _late_km_s(found)
    cell = np.gradient(TURNS) * turn_density(TURNS) * np.full((len(AZIMUTHS), 1), AZIMUTHS[1] - AZIMUTHS[0])
    ways = shots(found, roles, launcher)
    usual = max(ways, key=lambda shot: shot.chance).burnout
    kept: list[Ways] = []
    for bearing in bearings:
        azimuths = bearing + COARSE_AZIMUTHS
        total = np.zeros_like(cell)
        (straight, share), *late_bends = bends()
        for shot in ways:
            weight = shot.chance * cell * _areas(shot, found, latitude, bearing)
            orbits = _planes(latitude, azimuths, shot.burnout, straight, late)
            kept.append(_ways(bearing + AZIMUTHS, share * weight, orbits, _BY_AZIMUTH))
            total += weight
        # when the last stage turns, the first one's burn-out is long past: one will do for all
        for bend, share in late_bends:
            orbits = _planes(latitude, azimuths, usual, bend, late)
            kept.append(_ways(bearing + AZIMUTHS, share * total, orbits, _BY_AZIMUTH))
    if found:
        top = _smooth(np.sum([_by_inclination(ways) for ways in kept], axis=0))
        bottom = _everywhere(round(latitude, 6))
        ratio = np.log(np.maximum(top, 1e-300)) - np.log(np.maximum(bottom, 1e-12))
        log_grid = np.where(bottom > 1e-6 * bottom.max(), ratio, -np.inf)
    else:
        log_grid = np.zeros((2, len(GRID_DEG)))
    return draw_paths(case, kept, log_grid, roles, seed, flights)
