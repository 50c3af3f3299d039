"""What falls in an area, or rises from it: the role of each area of one launch, with probabilities.

The model is small and open. A launcher of some plan (`data/pieces.toml`) flies off in some direction and
sheds its pieces in order down-range: stage 1 before stage 2 before stage 3 before the disposal of the upper
stage, the fairing anywhere, the launch area about the pad. Each piece is announced or not, in one area or
several, at a range and of a size that the table gives, near the direction of flight (the Earth turns and
launchers do too, so the farther the looser). All assignments of pieces to areas are summed for every plan
and direction (`assignment`), so the probabilities are exact under the model. What the text says ("1ST STAGE",
"SPACE DEBRIS") and windows that begin late move the odds.

Densities are per square kilometre of the Earth and per logarithm of size, so that the same areas may be
weighed against other pads and against no launch at all (`origins`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from functools import cache

import numpy as np

from launchwatch.notice.assignment import Moves, moves_of, sum_over_assignments, total_of_assignments
from launchwatch.notice.pieces import ROLES, Table, table
from launchwatch.notice.sphere import RADIUS_M, Array, Ring, Seen, apart_m, seen_from, unit

Windows = Sequence[tuple[datetime, datetime]]

DIRECTIONS: Array = np.arange(0.0, 360.0, 4.0)
"""The directions of flight that are summed over, deg."""

_TOGETHER = 0.65  # middles nearer than this part of their size (and 120 km) tell of one piece
_SAME_M = 120_000.0
_PAD_IN_M = 20_000.0  # a launch area reaches within this of its pad
_WINDOWS = 64  # of an area that are compared with those of others
_LATE_S = 1_500.0  # windows that begin this long after the first ones are those of a stage coming back
_EARTH_KM2 = 4.0 * math.pi * (RADIUS_M / 1e3) ** 2
_STRANGE_SIZE_KM = (150.0, 1.2)
_WORDS = (
    ("1ST STAGE", "stage 1", 60.0),
    ("FIRST STAGE", "stage 1", 60.0),
    ("2ND STAGE", "stage 2", 60.0),
    ("SECOND STAGE", "stage 2", 60.0),
    ("3RD STAGE", "stage 3", 60.0),
    ("THIRD STAGE", "stage 3", 60.0),
    ("FAIRING", "fairing", 60.0),
    ("SHROUD", "fairing", 60.0),
    ("LAUNCH SITE", "launch area", 40.0),
    ("LAUNCH PAD", "launch area", 40.0),
    ("SPACE DEBRIS", "upper-stage disposal", 3.0),
    ("RE-ENTRY", "upper-stage disposal", 5.0),
)  # words, the role they speak for, and the odds they move


def area_roles(
    rings: Sequence[Ring],
    site_lat: float,
    site_lon: float,
    windows: Sequence[Windows],
    said: Sequence[str] | None = None,
) -> list[dict[str, float]]:
    """The probabilities of the roles of the areas of one launch.

    Parameters
    ----------
    rings:
        For each area its corners (latitude, longitude in degrees); circles as rings.
    site_lat, site_lon:
        The pad, degrees.
    windows:
        For each area its windows, pairs of aware instants (may be empty).
    said:
        For each area the words of its label, where known.

    Returns one {role: probability} for each area; the probabilities sum to one.

    >>> near = [(28.6, -80.6), (29.0, -80.4), (28.6, -80.2)]
    >>> far = [(32.0, -77.0), (32.4, -76.9), (32.5, -76.3), (32.1, -76.4)]
    >>> found = area_roles([near, far], 28.56, -80.58, [[], []])
    >>> [max(role, key=role.get) for role in found]
    ['launch area', 'stage 1']
    """
    if not rings:
        return []
    seen = [seen_from(ring, site_lat, site_lon) for ring in rings]
    _, shares = weigh(seen, odds_of(windows, said or [""] * len(rings)))
    return [
        {role: round(float(p), 4) for role, p in zip(ROLES, row / max(row.sum(), 1e-300), strict=True)}
        for row in shares
    ]


def weigh(seen: Sequence[Seen], odds: Array, model: Table | None = None) -> tuple[float, Array]:
    """How well one launch from a pad explains areas seen from it, and what each would be.

    Parameters
    ----------
    seen:
        The areas as seen from the pad.
    odds:
        (n, roles) factors from words and windows.
    model:
        The table of pieces, where it is not the shipped one.

    Returns the density of the areas (per km^2 and logarithm of size, of each group of areas), and for each
    area the sums by role (n, roles), not normalised.
    """
    model = model or table()
    groups = together(seen)
    groups.sort(key=lambda group: seen[group[0]].middle_m)
    total, parts = sum_over_assignments(_moves(model), _emitted(model, seen, groups, odds, DIRECTIONS))
    weight = np.array([plan.prior for plan in model.plans]) / len(DIRECTIONS)
    by_group = np.einsum("p,pdgr->gr", weight, parts)
    found = np.zeros((len(seen), len(ROLES)))
    for row, group in zip(by_group, groups, strict=True):
        found[group] = row
    return float(np.sum(weight @ total)), found


def density(
    seen: Sequence[Seen], odds: Array, directions: Array, shares: Array, groups: Sequence[list[int]]
) -> float:
    """The density of `weigh` alone, for directions of flight (deg) with their shares; `together` groups."""
    groups = sorted(groups, key=lambda group: seen[group[0]].middle_m)
    total = total_of_assignments(_moves(table()), _emitted(table(), seen, groups, odds, directions))
    return float(np.array([plan.prior for plan in table().plans]) @ total @ shares)


def _emitted(
    model: Table, seen: Sequence[Seen], groups: Sequence[list[int]], odds: Array, directions: Array
) -> Array:
    """The densities of groups of areas (plans, directions, groups, roles), words and windows included."""
    found = np.stack([_densities(model, seen[group[0]], directions) for group in groups], axis=2)
    return np.asarray(found * np.array([np.prod(odds[group], axis=0) for group in groups]))


def _moves(model: Table) -> Moves:
    return _shipped_moves() if model is table() else moves_of(model)


@cache
def _shipped_moves() -> Moves:
    return moves_of(table())


def together(seen: Sequence[Seen]) -> list[list[int]]:
    """Areas that lie on one another tell of one piece: told twice, or cut at a border. Largest first."""
    middles = unit([s.middle[0] for s in seen], [s.middle[1] for s in seen])
    groups: list[list[int]] = []
    for i in sorted(range(len(seen)), key=lambda i: -seen[i].length_m):
        for group in groups:
            j = group[0]
            limit = min(_SAME_M, _TOGETHER * 0.5 * (seen[i].length_m + seen[j].length_m))
            if float(apart_m(middles[i], middles[j])) < limit:
                group.append(i)
                break
        else:
            groups.append([i])
    return groups


def odds_of(windows: Sequence[Windows], said: Sequence[str]) -> Array:
    """What words and late windows do to the odds of each role: (n, roles)."""
    odds = np.ones((len(said), len(ROLES)))
    disposal = ROLES.index("upper-stage disposal")
    for row, text, late_s in zip(odds, said, _late(windows, len(said)), strict=True):
        upper = " ".join(text.upper().split())
        for word, role, factor in _WORDS:
            if word in upper:
                row[ROLES.index(role)] *= factor
        row[disposal] *= 8.0 if late_s > _LATE_S else 0.6
    return odds


def _late(windows: Sequence[Windows], n: int) -> list[float]:
    """How long (s) the windows of each area begin after the nearest ones of the areas that begin first."""
    starts = [
        tuple(sorted(w[0].timestamp() for w in windows[i][:_WINDOWS])) for i in range(min(n, len(windows)))
    ]
    kinds = [np.array(kind) for kind in dict.fromkeys(starts) if kind]
    late = {
        tuple(mine.tolist()): max(lag for other in kinds if (lag := _lag(mine, other)) < 43_200.0)
        for mine in kinds
    }
    return [late.get(start, 0.0) for start in starts] + [0.0] * (n - len(starts))


def _lag(mine: Array, other: Array) -> float:
    """How long (s) windows begin after the nearest of others, in the median."""
    apart = mine[:, None] - other[None]
    return float(np.median(np.take_along_axis(apart, np.abs(apart).argmin(axis=1)[:, None], axis=1)))


def _densities(model: Table, one: Seen, directions: Array) -> Array:
    """Density of an area under every plan, direction of flight and role: (plans, directions, roles)."""
    range_km, size_km = max(one.middle_m / 1e3, 1.0), max(one.length_m / 1e3, 1.0)
    # from ln(range) and direction to km^2: dA = R sin(r/R) r d(ln r) d(direction); not finer than 20 km
    surface = max(range_km, 20.0) * max(RADIUS_M / 1e3 * math.sin(min(one.middle_m / RADIUS_M, 3.1)), 20.0)
    off = (one.bearing_deg - directions + 180.0) % 360.0 - 180.0
    narrow = _heavy(off, 4.0 + 4.0 * range_km / 5_000.0)  # per degree
    at_pad = one.near_m < _PAD_IN_M
    out = np.empty((len(model.plans), len(directions), len(ROLES)))
    for r, role in enumerate(ROLES):
        if role == "not a launch":
            out[:, :, r] = strange(one) / _EARTH_KM2
            continue
        if role == "launch area":
            way, pad = 0.5 * _heavy(off, 40.0) + 0.5 / 360.0, 0.95 if at_pad else 0.05
        else:
            way = np.full(len(off), 1.0 / 360.0) if role == "upper-stage disposal" else narrow
            pad = 0.06 if at_pad else 0.94
        pieces = [plan.pieces[role] for plan in model.plans]
        here = [_lognormal(range_km, p.range_km) * _lognormal(size_km, p.size_km) for p in pieces]
        out[:, :, r] = np.outer(here, way * (pad * 180.0 / math.pi / surface))
    return out


def strange(one: Seen) -> float:
    """Density of the size of an area behind which is no launch, over the logarithm."""
    return _lognormal(max(one.length_m / 1e3, 1.0), _STRANGE_SIZE_KM)


def _lognormal(value: float, piece: tuple[float, float]) -> float:
    """Density of ln(value) about ln(median), with slow tails: areas are drawn by hand."""
    z = math.log(value / piece[0]) / piece[1]
    return (0.97 * math.exp(-0.5 * z * z) + 0.0075 * math.exp(-0.5 * (z / 4.0) ** 2)) / (2.5066 * piece[1])


def _heavy(off_deg: Array, spread_deg: float) -> Array:
    """Density (per degree) of a direction off the flight's: normal, a tenth of it four times as wide."""
    z = off_deg / spread_deg
    return np.asarray(
        (0.9 * np.exp(-0.5 * z * z) + 0.025 * np.exp(-0.5 * (z / 4.0) ** 2)) / (2.5066 * spread_deg)
    )
