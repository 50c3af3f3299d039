"""What falls in an area, or rises from it: the role of each area of one launch, with probabilities.

The model is small and open. A launcher of some plan (`data/pieces.toml`) sheds its pieces in order down-range:
stage 1 before stage 2 before stage 3 before the disposal of the upper stage, the fairing anywhere, the
launch area about the pad. Each piece is announced or not, in one area or several, at a range and of a size
that the table gives. All assignments of pieces to areas are summed for every plan (forward and backward
along the range), so the probabilities of an area are exact under the model. What the text says ("1ST STAGE",
"SPACE DEBRIS") and windows that begin late move the odds.

"stage 1" is whatever burns from lift-off, strap-ons too.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np

from launchwatch.notice.sphere import Array, Ring, Seen, apart_m, seen_from, unit

ROLES = (
    "launch area",
    "stage 1",
    "stage 2",
    "stage 3",
    "fairing",
    "upper-stage disposal",
    "not a launch",
)
"""The roles an area may have."""

Windows = Sequence[tuple[datetime, datetime]]
_ORDERED = ("launch area", "stage 1", "stage 2", "stage 3", "upper-stage disposal")
_SAME_M = 120_000.0  # areas with middles nearer than this are told for one piece
_PAD_IN = 20_000.0  # a launch area reaches within this of its pad, m
_LATE_S = 1_500.0  # windows that begin this long after the first ones are those of a stage coming back
_STRANGER_KM = 3_000.0
# Odds that words move: (word, role, factor)
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
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A kind of launcher: for each piece the median range (km), spread of its logarithm, how often told."""

    name: str
    prior: float
    pieces: dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Table:
    """The model as read from `data/pieces.toml`."""

    plans: tuple[Plan, ...]
    size_km: dict[str, tuple[float, float]]
    again: float
    stranger: float
    provenance: str


@cache
def table() -> Table:
    """The shipped table of pieces."""
    text = files("launchwatch.notice").joinpath("data/pieces.toml").read_text(encoding="utf-8")
    return read_table(text)


def read_table(text: str) -> Table:
    """A table of pieces from TOML text."""
    raw = tomllib.loads(text)
    plans = tuple(
        Plan(p["name"], float(p["prior"]), {role: tuple(v) for role, v in p["pieces"].items()})
        for p in raw["plan"]
    )
    sizes = {role: (float(v[0]), float(v[1])) for role, v in raw["size_km"].items()}
    return Table(plans, sizes, float(raw["again"]), float(raw["stranger"]), str(raw["provenance"]))


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
    model = table()
    seen = [seen_from(ring, site_lat, site_lon) for ring in rings]
    words = said or [""] * len(rings)
    late = _late(windows, len(rings))
    odds = np.array([_odds(text, seconds) for text, seconds in zip(words, late, strict=True)])
    groups = _groups(seen)
    order = sorted(range(len(groups)), key=lambda g: min(seen[i].middle_m for i in groups[g]))
    total = np.zeros((len(groups), len(ROLES)))
    for plan in model.plans:
        emitted = np.array(
            [[_emit(plan, model, role, [seen[i] for i in groups[g]]) for role in ROLES] for g in order]
        )
        emitted *= np.array([np.prod(odds[groups[g]], axis=0) for g in order])
        total += plan.prior * _sum_over_assignments(plan, model, emitted)
    shares = total / np.maximum(total.sum(axis=1, keepdims=True), 1e-300)
    found: list[dict[str, float]] = [{} for _ in rings]
    for row, g in zip(shares, order, strict=True):
        for i in groups[g]:
            found[i] = {role: round(float(p), 4) for role, p in zip(ROLES, row, strict=True)}
    return found


def _groups(seen: Sequence[Seen]) -> list[list[int]]:
    """Areas that lie together, away from the pad, tell of one piece: a zone told twice, or cut at a border."""
    middles = unit([s.middle[0] for s in seen], [s.middle[1] for s in seen])
    groups: list[list[int]] = []
    for i, one in enumerate(seen):
        for group in groups:
            first = seen[group[0]]
            limit = min(_SAME_M, 0.15 * min(one.middle_m, first.middle_m))
            if float(apart_m(middles[i], middles[group[0]])) < limit:
                group.append(i)
                break
        else:
            groups.append([i])
    return groups


def _late(windows: Sequence[Windows], n: int) -> list[float]:
    """How long (s) the windows of each area begin after the nearest ones of the areas that begin first."""
    starts = [sorted(w[0].timestamp() for w in windows[i]) if i < len(windows) else [] for i in range(n)]
    late = []
    for mine in starts:
        lags = []
        for other in starts:
            if mine and other:
                pairs = [min((a - b for b in other), key=abs) for a in mine]
                lags.append(float(np.median(pairs)))
        late.append(max([lag for lag in lags if lag < 43_200.0], default=0.0))
    return late


def _odds(text: str, late_s: float) -> Array:
    """What words and a late window do to the odds of each role."""
    odds = np.ones(len(ROLES))
    upper = " ".join(text.upper().split())
    for word, role, factor in _WORDS:
        if word in upper:
            odds[ROLES.index(role)] *= factor
    odds[ROLES.index("upper-stage disposal")] *= 8.0 if late_s > _LATE_S else 0.6
    return odds


def _emit(plan: Plan, model: Table, role: str, group: Sequence[Seen]) -> float:
    """The density of the ranges and sizes of a group of areas under a role: over the logarithms."""
    size_km, size_spread = model.size_km[role]
    median_km, spread, _ = plan.pieces.get(role, (_STRANGER_KM, 1.5, 0.0))
    density = 1.0
    for k, one in enumerate(group):
        part = _normal(math.log(max(one.length_m, 1e3) / 1e3 / size_km) / size_spread) / size_spread
        if k == 0 or role == "not a launch":
            part *= _normal(math.log(max(one.middle_m, 1e3) / 1e3 / median_km) / spread) / spread
            part *= (0.93 if role == "launch area" else 0.06) if one.near_m < _PAD_IN else 0.5
        density *= part
    return max(density, 1e-290)


def _normal(z: float) -> float:
    """A normal density with tails that give way slowly: areas are drawn by hand."""
    return 0.97 * math.exp(-0.5 * z * z) / 2.5066 + 0.03 * math.exp(-0.5 * (z / 4.0) ** 2) / 10.0265


def _sum_over_assignments(plan: Plan, model: Table, emitted: Array) -> Array:
    """For each group and role the summed probability of all assignments that give it this role.

    A state is (the last ordered piece that was met, whether the fairing was); groups come by range.
    """
    n = len(emitted)
    states = list(product(range(-1, len(_ORDERED)), (False, True)))
    told = [plan.pieces[role][2] for role in _ORDERED]
    fairing = plan.pieces["fairing"][2]

    def step(state: tuple[int, bool], role: str) -> tuple[tuple[int, bool], float] | None:
        last, met = state
        if role == "not a launch":
            return state, model.stranger
        if role == "fairing":
            return (last, True), model.again if met else fairing
        k = _ORDERED.index(role)
        if k < last:
            return None
        if k == last:
            return state, model.again
        return (k, met), told[k] * math.prod(1.0 - told[j] for j in range(last + 1, k))

    moves = [(a, r, m) for a in states for r, role in enumerate(ROLES) if (m := step(a, role)) is not None]
    forward = [dict.fromkeys(states, 0.0) for _ in range(n + 1)]
    forward[0][(-1, False)] = 1.0
    for g in range(n):
        for a, r, (b, weight) in moves:
            forward[g + 1][b] += forward[g][a] * weight * emitted[g, r]
    backward = [dict.fromkeys(states, 0.0) for _ in range(n + 1)]
    for last, met in states:
        rest = math.prod(1.0 - told[j] for j in range(last + 1, len(_ORDERED)))
        backward[n][(last, met)] = rest * (1.0 if met else 1.0 - fairing)
    out = np.zeros((n, len(ROLES)))
    for g in range(n - 1, -1, -1):
        for a, r, (b, weight) in moves:
            through = weight * emitted[g, r] * backward[g + 1][b]
            backward[g][a] += through
            out[g, r] += forward[g][a] * through
    return out
