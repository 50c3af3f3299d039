"""What failed, given what was seen: the record's odds of each way to fail, weighed by the evidence.

A flight reaches orbit, or one stage fails in one kind (`phases.KINDS`) at some instant of its burn.  Before
anything is seen each has the chance that the record gives.  Every item seen multiplies it by how likely that
item is then.  No flight is flown: a `Profile` says when each stage burns out and how far down range it
falls, to a quarter or so, and a vehicle that dies at an instant falls where that profile puts it.  The
brief flies the same question (`failures` of the ensemble); the two should agree on the stage.

The chances of being told or shown a thing under each way to fail (the constants below) are judgements.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from launchwatch.errors import InputError
from launchwatch.record.phases import KINDS

Floats = npt.NDArray[np.float64]

CATALOGUED: Final = (0.995, 0.005)  # an object of the launch is catalogued: in orbit, or not
WORKED: Final = (0.9, 0.1)  # a stage is said to have burned as planned: it had, or had not
TOLD_STAGE: Final = (0.75, 0.1)  # the launching side names a stage: that one failed, or another
TOLD_FAILED: Final = 5e-4  # it names one, and yet is in orbit: never in some 6,000 launches
TOLD_KIND: Final = (0.6, 0.1)
TOLD_ORBIT: Final = (1.0, 0.4)  # the launching side says orbit: reached, or not (1998 and 2009 of five)
LOST: Final = 0.05  # a flight that reaches orbit is lost from view early on; so is one that fails later
SCALE: Final = 0.2  # log spread of the instants of a profile
FALL: Final = 0.25  # log spread of where a piece falls
PEAK: Final = (0.4, 0.6)  # highest point over down range of a vehicle that falls back, and its log spread
_NODES: Final = 24  # of the share of a burn
_FARTHEST_KM: Final = 20_000.0
_FIRST_KM: Final = 100.0  # where a launcher of one stage begins to go far
_KINDS: Final = ("catalogued", "lost", "fell", "passed", "worked", "told", "told orbit", "peak", "below")


class Profile(NamedTuple):
    """When each stage burns out (s after lift-off), and where each but the last falls (km down range)."""

    burnout_s: tuple[float, ...] = (120.0, 300.0, 620.0)
    fall_km: tuple[float, ...] = (500.0, 2500.0)


class Seen(NamedTuple):
    """One item of evidence.

    | what | value | means |
    | --- | --- | --- |
    | catalogued | count | so many objects of the launch were catalogued; 0, after a search |
    | lost | s | broke up, or was lost, so long after lift-off |
    | fell | km | something fell so far from the pad |
    | passed | km | the vehicle was tracked so far from the pad |
    | worked | stage | the stage burned as planned, or fell where it was to |
    | told | stage | the launching side says that this stage failed (`kind`: in which way) |
    | told orbit | | the launching side says that it reached orbit |
    | peak, below | km | highest point, or a bound on it |
    """

    what: str
    value: float = 0.0
    spread: float = 0.0  # one sigma, in the unit of the value
    kind: str = ""
    source: str = ""


class Way(NamedTuple):
    """A way to fail: stage (1 first), kind, chance, and when (s after lift-off: 5 %, median, 95 %)."""

    stage: int
    kind: str
    p: float
    when_s: tuple[float, float, float]


class Aftermath(NamedTuple):
    """The chance that orbit was reached, that each stage failed (sum 1), and the ways, likeliest first."""

    p_orbit: float
    by_stage: dict[str, float]
    ways: tuple[Way, ...]
    when_s: tuple[float, float, float] | None  # of a failure; None where orbit is certain


def aftermath(
    p_orbit: float,
    by_phase: Mapping[str, float],
    kinds: Mapping[int, Mapping[str, int]],
    seen: Sequence[Seen],
    profile: Profile | None = None,
) -> Aftermath:
    """Weigh what was seen.

    `by_phase` holds the record's shares of "stage 1", "stage 2", "upper stages", `kinds` its counts by stage.
    Raises InputError for an item that cannot be.

    >>> shares = {"stage 1": 0.4, "stage 2": 0.35, "upper stages": 0.25}
    >>> found = aftermath(0.5, shares, {}, [Seen("catalogued", 0), Seen("lost", 75, 15)])
    >>> max(found.by_stage, key=found.by_stage.get)
    'stage 1'
    """
    profile = profile or Profile()
    _check(seen, profile)
    stages = len(profile.burnout_s)
    prior = _stages(by_phase, stages)
    orbit = p_orbit * math.prod(_of_orbit(item, profile) for item in seen)
    cells: list[tuple[int, str]] = []
    found: list[tuple[Floats, Floats]] = []  # instants and weights of a cell
    for stage in range(1, stages + 1):
        when, far = _instants(profile, stage)
        likely = np.ones_like(when)
        for item in seen:
            likely = likely * _of_failure(item, stage, when, far, profile)
        shares = _kind_shares(kinds.get(min(stage, 3), {}))
        for kind, share in shares.items():
            told = math.prod(_of_kind(item, kind) for item in seen)
            weight = (1.0 - p_orbit) * prior[stage - 1] * share * told
            cells.append((stage, kind))
            found.append((when, weight * likely * _timing(kind) / len(likely)))
    total = orbit + float(sum(weight.sum() for _, weight in found))
    if not total > 0.0:
        raise InputError("what was seen cannot all be true", mend="leave out what is doubted")
    ways = [
        Way(stage, kind, float(weight.sum()) / total, _quantiles(when, weight))
        for (stage, kind), (when, weight) in zip(cells, found, strict=True)
        if weight.sum() > 0.0
    ]
    by_stage = {"orbit": orbit / total} | {f"stage {k + 1}": 0.0 for k in range(stages)}
    for way in ways:
        by_stage[f"stage {way.stage}"] += way.p
    every = None
    if ways:
        every = _quantiles(*(np.concatenate([one[k].ravel() for one in found]) for k in (0, 1)))
    return Aftermath(orbit / total, by_stage, tuple(sorted(ways, key=lambda way: -way.p)), every)


def _instants(profile: Profile, stage: int) -> tuple[Floats, Floats]:
    """Instants (s) and down range (km) of a failure of a stage, both (scales, shares of its burn)."""
    burnout = (0.0, *profile.burnout_s)
    share = (np.arange(_NODES) + 0.5) / _NODES
    scale = np.exp(SCALE * np.linspace(-2.0, 2.0, 9))
    when = scale[:, None] * (burnout[stage - 1] + share * (burnout[stage] - burnout[stage - 1]))
    falls = (0.0, *profile.fall_km)
    if stage < len(profile.burnout_s):
        power = 3.0 if stage == 1 else 1.5  # range grows late in a burn
        far = falls[stage - 1] + (falls[stage] - falls[stage - 1]) * share**power
    else:  # beyond every range as it nears orbit
        far = np.minimum(max(falls[stage - 1], _FIRST_KM) / (1.0 - share), _FARTHEST_KM)
    return when, np.broadcast_to(np.maximum(far, 0.1), when.shape)


def _timing(kind: str) -> Floats:
    """Chance of each share of a burn, sum 1: staging fails at its end, all else at any time."""
    share = np.full(_NODES, 1.0 / _NODES)
    if kind == "staging":
        share = np.where(np.arange(_NODES) < _NODES - 2, 0.0, 0.5)
    return share


def _of_orbit(item: Seen, profile: Profile) -> float:
    """How likely an item is where orbit was reached."""
    if item.what == "catalogued":
        return CATALOGUED[0] if item.value > 0 else 1.0 - CATALOGUED[0]
    if item.what == "lost":
        return LOST / _span(item, profile)
    if item.what == "told":
        return TOLD_FAILED * (TOLD_KIND[1] if item.kind else 1.0)
    if item.what == "fell":
        return float(np.mean([float(_fallen(item, np.array(far))) for far in profile.fall_km] or [0.0]))
    if item.what in ("worked", "told orbit"):
        return WORKED[0] if item.what == "worked" else TOLD_ORBIT[0]
    if item.what == "passed":
        return 1.0
    return float(_peaked(item, np.array(1200.0)))


def _of_failure(item: Seen, stage: int, when: Floats, far: Floats, profile: Profile) -> Floats:
    """How likely an item is where a stage failed at these instants, there."""
    if item.what == "catalogued":
        return np.full_like(when, CATALOGUED[1] if item.value > 0 else 1.0 - CATALOGUED[1])
    if item.what == "lost":
        near = np.exp(-0.5 * ((item.value - when) / max(item.spread, 10.0)) ** 2) / (
            max(item.spread, 10.0) * math.sqrt(2.0 * math.pi)
        )
        return (1.0 - LOST) * near + LOST / _span(item, profile)
    if item.what == "fell":
        spent = [_fallen(item, np.full_like(far, profile.fall_km[k])) for k in range(stage - 1)]
        return np.asarray(np.mean([_fallen(item, far), *spent], axis=0))
    if item.what == "worked":
        return np.full_like(when, WORKED[0] if stage > item.value else WORKED[1])
    if item.what == "told":
        return np.full_like(when, TOLD_STAGE[0] if stage == item.value else TOLD_STAGE[1])
    if item.what == "told orbit":
        return np.full_like(when, TOLD_ORBIT[1])
    if item.what == "passed":
        return _cumulative((np.log(far) - math.log(max(item.value - item.spread, 1.0))) / FALL)
    return _peaked(item, PEAK[0] * far)


def _of_kind(item: Seen, kind: str) -> float:
    if item.what != "told" or not item.kind:
        return 1.0
    return TOLD_KIND[0] if kind == item.kind else TOLD_KIND[1]


def _fallen(item: Seen, far: Floats) -> Floats:
    """Density over the logarithm of the distance at which a piece falls that was to fall `far` off."""
    spread = math.hypot(FALL, item.spread / max(item.value, 1.0))
    off = (math.log(max(item.value, 1.0)) - np.log(far)) / spread
    return np.asarray(np.exp(-0.5 * off**2) / spread)


def _peaked(item: Seen, height: Floats) -> Floats:
    off = (math.log(max(item.value, 1.0)) - np.log(height)) / PEAK[1]
    return _cumulative(off) if item.what == "below" else np.asarray(np.exp(-0.5 * off**2) / PEAK[1])


def _cumulative(x: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(x))


def _span(item: Seen, profile: Profile) -> float:
    """Seconds over which a loss of sight says nothing of the flight."""
    return max(profile.burnout_s[-1], item.value)


def _stages(by_phase: Mapping[str, float], stages: int) -> list[float]:
    """The record's shares of phases as shares of the stages of this launcher."""
    upper = by_phase.get("upper stages", 0.0)
    named = [by_phase.get(f"stage {k + 1}", 0.0) for k in range(min(stages, 2))]
    if stages <= 2:
        named[-1] += upper
        shares = named
    else:
        shares = [*named, *([upper / (stages - 2)] * (stages - 2))]
    if not sum(shares) > 0.0:
        raise InputError("the shares of the stages sum to nothing", mend="give a share above 0")
    return [share / sum(shares) for share in shares]


def _kind_shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Shares of the kinds, each begun with half a failure and propulsion with three."""
    weights = {kind: counts.get(kind, 0) + (3.0 if kind == "propulsion" else 0.5) for kind in KINDS}
    return {kind: weight / sum(weights.values()) for kind, weight in weights.items()}


def _quantiles(values: Floats, weights: Floats) -> tuple[float, float, float]:
    order = np.argsort(values, axis=None)
    sums = np.cumsum(weights.ravel()[order])
    at = np.searchsorted(sums, np.array([0.05, 0.5, 0.95]) * sums[-1])
    picked: Any = values.ravel()[order][np.minimum(at, sums.size - 1)]
    return float(picked[0]), float(picked[1]), float(picked[2])


def _check(seen: Sequence[Seen], profile: Profile) -> None:
    if not profile.burnout_s or len(profile.fall_km) < len(profile.burnout_s) - 1:
        raise InputError("a profile needs a burnout of every stage and a fall of every stage but the last")
    for figures in (profile.burnout_s, profile.fall_km):
        rising = all(earlier < later for earlier, later in itertools.pairwise((0.0, *figures)))
        if not (rising and all(math.isfinite(figure) for figure in figures)):
            raise InputError("burnouts and falls of a profile are numbers above 0, each above the one before")
    for item in seen:
        if item.what not in _KINDS:
            raise InputError(f"'{item.what}' is no kind of evidence", mend=f"known are {', '.join(_KINDS)}")
        if item.kind and item.kind not in KINDS:
            raise InputError(f"'{item.kind}' is no kind of failure", mend=f"known are {', '.join(KINDS)}")
        if not all(math.isfinite(x) and x >= 0.0 for x in (item.value, item.spread)):
            raise InputError(f"value and spread of '{item.what}' must be numbers from 0")
