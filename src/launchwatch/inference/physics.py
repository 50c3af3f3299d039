"""What areas say about the path and the orbit: the likelihood of a plane, by ascents dropped into the areas.

Every ascent of a grid (launch azimuth, turn of thrust after the first stage, when it turns, which area is the
first stage's) is placed at the pad by `tracks`, with the Earth turning, and its pieces come down at the ranges
of the areas; how far each track passes from the middle of the box, and at what angle to its long axis, is the
likelihood. Roles come from `launchwatch.notice.area_roles` and are summed over. Along the track an area may
lie anywhere: what launcher it is stays open. The grid is summed for every inclination, so that the likelihood
of a plane does not depend on a prior over azimuths.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from launchwatch.inference import figures as fig
from launchwatch.inference.blind import BlindCase, Floats, PathPosterior
from launchwatch.inference.boxes import Box, boxes
from launchwatch.inference.drops import release
from launchwatch.inference.tracks import (
    Ascents,
    Burnout,
    Track,
    drop,
    geocentric,
    insert,
    offset,
    planar_turn,
    set_out,
)
from launchwatch.notice import area_roles

GRID_DEG: Final = np.arange(0.0, 180.01, 0.25)
SMOOTH_DEG: Final = 0.3
COARSE_DEG: Final = 4.0
AZIMUTHS_DEG: Final = np.arange(-40.0, 40.01, 0.5)
TURNS_DEG: Final = np.concatenate(
    (np.arange(-70.0, -20.0, 2.5), np.arange(-20.0, 20.1, 1.0), np.arange(22.5, 70.1, 2.5))
)


class Shot(NamedTuple):
    """One way the areas may belong to an ascent: its chance, the burn-out of the first stage, and for each
    box the pieces it may hold, (chance, role or "" for one let go on the first leg)."""

    chance: float
    burnout: Burnout
    pieces: tuple[tuple[tuple[float, str], ...], ...]


def _cubic(coarse: Floats, fine: Floats) -> Floats:
    """Matrix of Lagrange's cubic interpolation from an even grid to places within it, (fine, coarse)."""
    step = coarse[1] - coarse[0]
    first = np.clip(((fine - coarse[0]) / step).astype(int) - 1, 0, len(coarse) - 4)
    matrix = np.zeros((len(fine), len(coarse)))
    x = (fine - coarse[first]) / step
    for j in range(4):
        weight = np.ones_like(x)
        for k in range(4):
            if k != j:
                weight *= (x - k) / (j - k)
        matrix[np.arange(len(fine)), first + j] = weight
    return matrix


def _burnout(range_km: float) -> Burnout:
    piece = release("stage 1", range_km)
    return Burnout(piece.release_s, piece.release_km, piece.level_km_s)


def _shots(found: list[Box], roles: list[dict[str, float]]) -> list[Shot]:
    """Which box is the first stage's, and what the others may be then."""

    def chance(box: Box, *names: str) -> float:
        return max(float(np.mean([sum(roles[k].get(n, 0.0) for n in names) for k in box.members])), 1e-4)

    shots = []
    for first in range(-1, len(found)):
        if first >= 0 and not 40.0 < found[first].range_km < 1500.0:
            continue
        weight = 1.0
        pieces: list[tuple[tuple[float, str], ...]] = []
        for k, box in enumerate(found):
            if k == first:
                weight *= chance(box, "stage 1")
                pieces.append(((1.0, "stage 1"),))
                continue
            fairing = chance(box, "fairing")
            later = chance(box, "stage 2", "stage 3", "upper-stage disposal")
            if k < first or box.range_km < 60.0:
                weight *= chance(box, "launch area", "not a launch", "stage 1")
                pieces.append(((1.0, "stage 1"),))
                continue
            weight *= fairing + later + chance(box, "not a launch")
            if box.range_km > 2500.0:
                fairing = 0.0
            pieces.append(
                ((fairing / (fairing + later), "fairing"), (later / (fairing + later), "later stage"))
            )
        burnout = _burnout(found[first].range_km if first >= 0 else 550.0)
        shots.append(Shot(weight, burnout, tuple(pieces)))
    total = sum(s.chance for s in shots)
    return [s._replace(chance=s.chance / total) for s in shots if s.chance > 0.01 * total]


def _student(z: Floats, freedom: float) -> Floats:
    """Log-density of Student's t, of scale one."""
    constant = (
        math.lgamma(0.5 * (freedom + 1)) - math.lgamma(0.5 * freedom) - 0.5 * math.log(freedom * math.pi)
    )
    return np.asarray(constant - 0.5 * (freedom + 1.0) * np.log1p(z * z / freedom))


def _box_likelihood(box: Box, across: Floats, skew: Floats) -> Floats:
    """Likelihood of a box whose middle lies `across` km off a track and its axis `skew` rad."""
    # half-width across the track, whichever way the box lies
    half = np.hypot(box.half_short_km * np.cos(skew), box.half_long_km * np.sin(skew))
    half = np.minimum(half, box.half_long_km)
    sigma = np.sqrt(
        (fig.SHARE_OF_BOX * half) ** 2 + fig.CROSS_FLOOR_KM**2 + (fig.CROSS_PER_KM * box.range_km) ** 2
    )
    on = np.exp(_student(across / sigma, fig.CROSS_FREEDOM)) / sigma
    if box.half_long_km > fig.AXIS_FROM * box.half_short_km:
        scale = math.radians(fig.AXIS_DEG)
        along = np.exp(_student(skew / scale, fig.AXIS_FREEDOM)) / scale * fig.AXIS_SHARE
        on = on * (along + (1.0 - fig.AXIS_SHARE) / math.pi)
    else:
        on = on / math.pi
    off = (
        np.exp(-0.5 * (across / fig.STRANGER_KM) ** 2) / fig.STRANGER_KM / math.sqrt(2.0 * math.pi) / math.pi
    )
    return np.asarray((1.0 - fig.STRANGER) * on + fig.STRANGER * off)


def _skew(track: Track, box: Box) -> Floats:
    """Angle from the track's heading, carried over to the box, to its axis, -pi/2 to pi/2."""
    right = np.cross(track.ahead, track.at)
    s = np.sum(right * box.axis, -1)
    # the heading at the middle of the box: the great circle's tangent there
    normal = np.cross(track.at, track.ahead)
    ahead = np.cross(normal, box.middle)
    ahead /= np.linalg.norm(ahead, axis=-1, keepdims=True)
    right = np.cross(ahead, box.middle)
    s = np.sum(right * box.axis, -1)
    c = np.sum(ahead * box.axis, -1)
    return np.asarray(np.arctan2(s * np.sign(c), np.abs(c)))


def _turn_prior(turn: Floats, planar: Floats) -> Floats:
    """Density of the turn of thrust (rad): none, or into the plane of motion, or a dogleg."""
    width = math.radians(fig.STRAIGHT_DEG)
    straight = (
        0.5 * (np.exp(_student(turn / width, 5.0)) + np.exp(_student((turn - planar) / width, 5.0))) / width
    )
    wide = math.radians(fig.DOGLEG_DEG)
    bent = np.exp(_student((turn - 0.5 * planar) / wide, 2.0)) / wide
    return np.asarray((1.0 - fig.DOGLEG_SHARE) * straight + fig.DOGLEG_SHARE * bent)


def _spread(values: Floats, inclination: Floats, southbound: Floats) -> Floats:
    """Sums of `values` by inclination and branch, (2, m), smoothed by a little."""
    step = GRID_DEG[1] - GRID_DEG[0]
    x = np.degrees(inclination) / step
    k = np.clip(x.astype(int), 0, len(GRID_DEG) - 2)
    share = x - k
    sums = np.zeros((2, len(GRID_DEG)))
    for branch in (0, 1):
        mine = values * (southbound == bool(branch))
        sums[branch] = np.bincount(k.ravel(), (mine * (1 - share)).ravel(), len(GRID_DEG))
        sums[branch] += np.bincount(k.ravel() + 1, (mine * share).ravel(), len(GRID_DEG))
    reach = np.arange(-6, 7) * step
    kernel = np.exp(-0.5 * (reach / SMOOTH_DEG) ** 2)
    return np.stack([np.convolve(row, kernel / kernel.sum(), mode="same") for row in sums])


def physics(case: BlindCase, *, seed: int = 0, launcher: object = None, flights: int = 2000) -> PathPosterior:
    """The likelihood of the areas of a case over planes and paths.

    A case without areas gives a flat likelihood. `flights` draws, deterministic by `seed`.
    """
    latitude = float(geocentric(case.site_lat_deg))
    found = boxes(case)
    roles = area_roles(
        [area.ring_deg for area in case.areas],
        case.site_lat_deg,
        case.site_lon_deg,
        [area.windows for area in case.areas],
        [f"{area.label} {area.said_to_be}" for area in case.areas],
    )
    turns = np.radians(TURNS_DEG)
    coarse_turns = np.radians(np.arange(-72.0, 72.1, 8.0))
    bearing = _bearing(latitude, found)
    fine = bearing + np.radians(AZIMUTHS_DEG)
    coarse = bearing + np.radians(np.arange(-40.0, 40.1, COARSE_DEG))
    by_azimuth, by_turn = _cubic(coarse, fine), _cubic(coarse_turns, turns).T
    weights = np.gradient(turns)[None, :] * np.full((len(fine), 1), fine[1] - fine[0])
    top = np.zeros((2, len(GRID_DEG)))
    bottom = np.zeros((2, len(GRID_DEG)))
    kept = []
    for shot in _shots(found, roles):
        flown = set_out(latitude, coarse[:, None], coarse_turns[None, :], shot.burnout)
        total = np.full((len(fine), len(turns)), shot.chance)
        for box, pieces in zip(found, shot.pieces, strict=True):
            part = np.zeros_like(total)
            for chance, role in pieces:
                track = drop(flown, release(role, box.range_km), box.range_km, straight=role == "stage 1")
                across = by_azimuth @ offset(track, box.middle)[0] @ by_turn
                skew = by_azimuth @ _unwrapped(_skew(track, box)) @ by_turn
                skew = (skew + 0.5 * math.pi) % math.pi - 0.5 * math.pi
                part += chance * _box_likelihood(box, across, skew)
            total *= part
        prior = weights * _turn_prior(turns[None, :], planar_turn(latitude, fine, shot.burnout)[:, None])
        plane = insert(set_out(latitude, fine[:, None], turns[None, :], shot.burnout))
        top += _spread(prior * total, plane.inclination, plane.southbound)
        bottom += shot.chance * _everywhere(latitude, shot.burnout)
        kept.append((prior * total, plane, shot))
    with np.errstate(divide="ignore", invalid="ignore"):
        log_grid = np.where(bottom > 1e-7, np.log(top) - np.log(np.maximum(bottom, 1e-300)), -np.inf)
    return _draw(case, fine, turns, kept, log_grid, roles, seed, flights)


def _unwrapped(skew: Floats) -> Floats:
    """An axis angle without the jumps by half a turn, from the middle of the grid outward."""
    doubled = np.unwrap(np.unwrap(2.0 * skew, axis=0), axis=1)
    return np.asarray(0.5 * doubled)


def _bearing(latitude: float, found: list[Box]) -> float:
    """The direction in which the areas lie, rad: the mean over boxes."""
    if not found:
        return 0.0
    north = np.array([-math.sin(latitude), 0.0, math.cos(latitude)])
    ways = []
    for box in found:
        way = np.array([float(box.middle @ north), float(box.middle[1])])
        ways.append(way / max(float(np.linalg.norm(way)), 1e-9) * (0.05 if box.range_km < 60.0 else 1.0))
    total = np.sum(ways, axis=0)
    return math.atan2(total[1], total[0])


def _everywhere(latitude: float, burnout: Burnout) -> Floats:
    """The prior weight of every inclination: all azimuths, all turns."""
    azimuths = np.radians(np.arange(0.0, 360.0, 2.0))
    turns = np.radians(np.arange(-70.0, 70.1, 2.0))
    plane = insert(set_out(latitude, azimuths[:, None], turns[None, :], burnout))
    density = _turn_prior(turns[None, :], planar_turn(latitude, azimuths, burnout)[:, None])
    step = (turns[1] - turns[0]) * (azimuths[1] - azimuths[0])
    return _spread(density * step, plane.inclination, plane.southbound)


def _draw(case, fine, turns, kept, log_grid, roles, seed, flights):  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(seed)
    weights = np.stack([w for w, _, _ in kept]) if kept else np.ones((1, len(fine), len(turns)))
    flat = np.cumsum(weights.ravel())
    picks = np.searchsorted(flat, (np.arange(flights) + rng.random()) / flights * flat[-1])
    shot, a, t = np.unravel_index(np.minimum(picks, flat.size - 1), weights.shape)
    inclination = np.stack([p.inclination for _, p, _ in kept])[shot, a, t]
    node = np.stack([p.node for _, p, _ in kept])[shot, a, t]
    south = np.stack([p.southbound for _, p, _ in kept])[shot, a, t]
    n = np.full(flights, np.nan)
    return PathPosterior(
        GRID_DEG,
        log_grid,
        np.degrees(inclination),
        np.degrees(fine[a]) % 360.0,
        np.degrees(fine[a]) % 360.0,
        np.degrees(turns[t]),
        south,
        n,
        n,
        (np.degrees(node) + case.site_lon_deg + 180.0) % 360.0 - 180.0,
        n,
        np.log(weights[shot, a, t]),
        tuple(roles),
    )
