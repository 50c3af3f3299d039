"""What a pad is used for: the density of inclinations expected before the areas are looked at.

Earlier launches from the place are clusters, each launch weighed by its age; a share is kept for what has
never been seen there, as in a Dirichlet process: `NOVEL / (NOVEL + launches)`. What is new to a pad is often
not new to the world (50, 53, 86.4 deg, ...), or sun-synchronous, or anything a rocket can reach from there.
Inclinations in degrees on `GRID_DEG`. The numbers were set by the walk-forward log score of the 1,039
launches of 2018 to 2025 in the shipped table, not on the cases by which the inference is judged; a factor of
two in any of them changes that score by less than 0.1.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np

from launchwatch.inference.history import Past, bloc_of, bloc_of_site, past, past_at, same_place
from launchwatch.inference.lines import Known
from launchwatch.inference.look import GRID_DEG, STEP_DEG, Floats, student
from launchwatch.inference.synchronous import YEAR_S, is_synchronous, synchronous_deg

MEMORY_YEARS: Final = 2.5
"""A launch this old counts 1/e."""
CLUSTER: Final = (0.04, 2.0)
"""Scale (deg) and degrees of freedom of what two launches to one orbit differ by."""
SYNCHRONOUS: Final = (0.1, 3.0)
"""The same for sun-synchronous orbits, which differ by their heights."""
NOVEL: Final = 8.0
"""The weight, in launches, of an inclination new to the pad. The table alone would have 3: launches that are
warned of in public series are new to their pad more often than those of the table, one in five."""
NEW_KINDS: Final = (0.4, 0.45, 0.15)
"""Shares of what is new: an inclination used elsewhere, a sun-synchronous one, any within reach."""
ALONE: Final = 0.35
"""Share of sun-synchronous planes where no launch is looked at: a plane that keeps pace with the Sun is worth
having wherever one launches from."""
WORLD_YEARS: Final = 12.0
OTHER_BLOC: Final = 0.003
"""What a launch from elsewhere counts for this where it is not of those who use the pad: who flies to one
station or constellation does not fly to the other's. With it and the habits of those tied to the Sun, the log
score of 682 launches taken as new to their pads rises from -3.53 to -3.10."""
OTHER_TIED: Final = 0.1
"""The same for sun-synchronous orbits."""
ANY_HEIGHT: Final = 1.0
"""The weight, in launches, of a sun-synchronous orbit of any height, alike."""
ELSEWHERE: Final = (0.06, 2.0)
"""As `CLUSTER`, for an orbit taken over from another pad."""
TRANSFER: Final = (0.8, 1.0, 3.0)
"""Transfer to a high orbit where none from the pad is on record: this many degrees below the latitude of the
pad, scale (deg) and degrees of freedom; 25 transfers of 2021 to 2023 lie 0 to 3 deg below."""
TRANSFERS_ALIKE: Final = (0.3, 2.0)
"""Scale (deg) and degrees of freedom about those on record from the pad."""
HIGH_COUNTS: Final = 0.4
"""What a launch to a high orbit counts whose ascent is not on record: such launches are warned of as others
are, but an ascent that nobody can tell later is not what one asks for."""
HIGH_KM: Final = 5_000.0
"""An orbit with an apogee above this, and a perigee below, is a transfer, if it is inclined by no more than
`TRANSFER_BEYOND` degrees beyond the latitude of the pad."""
TRANSFER_BEYOND: Final = 4.0
LIKE_PAD: Final = 1.0
"""A line goes where the pad's launches go, as if it had so many launches there, besides where it went itself.
Given the line, the log score of 682 launches of 2018 to 2025 is -2.17 instead of -2.44 without."""
NEW_LINE: Final = 1.0
"""The weight, in launches, of a line that is new to the pad."""
LEAST_SHARE: Final = 1e-3
"""A line less likely than this is left out, to save time."""
LEAST_WEIGHT: Final = 1e-6
BELOW_LATITUDE: Final = 3.0
"""How far (deg) below the latitude of the pad an inclination can be bought with a dogleg."""
HOURS_ALIKE: Final = 0.45
"""Two launches to planes of one local time differ by this (h): as planned, as flown, as seen."""
KEPT_TO: Final = 0.6
"""Share of sun-synchronous launches that keep to the local time of an earlier one."""
HEIGHTS_KM: Final = np.arange(400.0, 876.0, 25.0)
"""Heights of sun-synchronous orbits."""
SAME_LAUNCH: Final = timedelta(hours=3)
"""Two entries of one place this near in time are one launch: records differ by minutes."""


class Hours(NamedTuple):
    """Mean local times (h) of the node that lift-off allows, with weights that add up to one."""

    local_h: Floats
    weight: Floats


def prior(
    lat_deg: float,
    lon_deg: float,
    before: datetime | None,
    archive: Sequence[Known] = (),
    *,
    hours: Hours | None = None,
    line: str = "",
    lines: Mapping[str, float] = MappingProxyType({}),
) -> Floats:
    """Weight over `GRID_DEG` from launches before an instant; None: any within reach, or tied to the Sun.

    `hours` is the local time at which a sun-synchronous plane would have its node: launches to such planes
    count by how near they kept to it. Without it this is a density. `lines` is how much likelier the areas
    are for each line of launchers than for any (`vehicles`), at `''` for those that are not told.
    """
    within: Floats = reachable(lat_deg)
    anywhere: Floats = within / (within.sum() * STEP_DEG)
    if before is None:  # the shift of planes by the oblate Earth is physics, not history
        alone = (1.0 - ALONE) * anywhere + ALONE * _synchronous()
        return np.asarray(alone / (alone.sum() * STEP_DEG))
    earlier = earlier_at(lat_deg, lon_deg, before, archive)
    clusters, weight = _clusters(lat_deg, earlier, before, hours)
    shares = NEW_KINDS
    used, tied_to_sun = _world(before.year, before.month, bloc_of(lat_deg, lon_deg))
    new = shares[0] * used + shares[1] * tied_to_sun + shares[2] * anywhere
    new = new * within / (float(np.sum(new * within)) * STEP_DEG)
    if hours is not None:
        tied = is_synchronous(GRID_DEG)
        new[tied] = new[tied].sum() * _near_hours(before, hours, archive, tied_to_sun)[tied]
    found = (clusters + NOVEL * new) / (weight + NOVEL)
    usual = found.copy()
    like_pad = LIKE_PAD / max(weight, LEAST_WEIGHT) * clusters
    for name, share in _shares(earlier, before, line, lines).items() if line or lines else ():
        own, count = _clusters(lat_deg, [one for one in earlier if one.line == name], before, hours)
        found += share * ((own + like_pad + NOVEL * new) / (count + LIKE_PAD + NOVEL) - usual)
    return np.asarray(found)


def reachable(lat_deg: float) -> Floats:
    """1 where an ascent can end, a little below the latitude of the pad included, else 0; (m,)."""
    least = max(0.0, abs(lat_deg) - BELOW_LATITUDE)
    return np.asarray(np.where((least <= GRID_DEG) & (180.0 - least >= GRID_DEG), 1.0, 0.0))


def _shares(
    earlier: Sequence[Past], before: datetime, line: str, lines: Mapping[str, float]
) -> dict[str, float]:
    """How likely each line of the pad is behind the areas; what is missing to one is another line's.

    A line that is known is certain; else each counts by its launches and by what the areas say of it.
    """
    if line:
        return {line: 1.0} if any(one.line == line for one in earlier) else {}
    weights: dict[str, float] = defaultdict(float)
    for one in earlier:
        weights[one.line] += _kept(one.date, before)
    other = lines.get("", 1.0)
    told = {name: weight * lines.get(name, other) for name, weight in weights.items()}
    elsewhere = [told for name, told in lines.items() if name not in weights]
    rest = NEW_LINE * (0.5 * other + 0.5 * sum(elsewhere) / max(len(elsewhere), 1))
    total = sum(told.values()) + rest
    return {name: weight / total for name, weight in told.items() if name and weight > LEAST_SHARE * total}


def _clusters(
    lat_deg: float, earlier: Sequence[Past], before: datetime, hours: Hours | None
) -> tuple[Floats, float]:
    """The launches of a pad as a density, not normalised, and their weight."""
    sharp = np.zeros_like(GRID_DEG)
    total = unknown = 0.0
    transfers = []
    usual = 1.0 if hours is None else _usual(earlier, hours)
    for one in earlier:
        weight = _kept(one.date, before)
        if math.isnan(one.inclination_deg):
            unknown += HIGH_COUNTS * weight
            continue
        total += weight
        if hours is not None and bool(is_synchronous(one.inclination_deg)):
            weight *= usual if one.ltan_h is None else agreement(one.ltan_h, hours)
        sharp[round(one.inclination_deg / STEP_DEG)] += weight
        flat = one.inclination_deg < abs(lat_deg) + TRANSFER_BEYOND
        if flat and one.perigee_km < HIGH_KM < one.apogee_km:
            transfers.append(one.inclination_deg)
    below, *law = TRANSFER
    bells = [student(GRID_DEG, abs(lat_deg) - below, *law)]
    bells += [student(GRID_DEG, there, *TRANSFERS_ALIKE) for there in transfers]
    tied = is_synchronous(GRID_DEG)
    density = np.convolve(np.where(tied, 0.0, sharp), _kernel(*CLUSTER), mode="same")
    density += np.convolve(np.where(tied, sharp, 0.0), _kernel(*SYNCHRONOUS), mode="same")
    return density + unknown * np.mean(bells, axis=0), total + unknown


def agreement(ltan_h: float, hours: Hours) -> float:
    """How much likelier a local time (h) is for a launch that keeps to another's than for any; 12 h alike.

    >>> agreement(22.5, Hours(np.array([10.5]), np.array([1.0]))) > 5.0
    True
    """
    away = (hours.local_h - ltan_h + 6.0) % 12.0 - 6.0
    near = np.exp(-0.5 * (away / HOURS_ALIKE) ** 2) / (HOURS_ALIKE * math.sqrt(2.0 * math.pi))
    return float((1.0 - KEPT_TO) + KEPT_TO * 12.0 * np.sum(hours.weight * near))


def _usual(launches: Sequence[Past], hours: Hours) -> float:
    """The mean agreement with the launches whose local time is known; 1 where none is."""
    known = [agreement(one.ltan_h, hours) for one in launches if one.ltan_h is not None]
    return sum(known) / len(known) if known else 1.0


def _near_hours(before: datetime, hours: Hours, archive: Sequence[Known], usual: Floats) -> Floats:
    """How a new sun-synchronous launch spreads over `GRID_DEG`: the world's, by their local times.

    It adds up over the grid to how much likelier the local time is than any.
    """
    sharp = np.zeros_like(GRID_DEG)
    total = 0.0
    told = [(k.launched, k.inclination_deg, k.ltan_h) for k in archive if k.launched < before]
    for date, inclination, ltan in (*((p.date, p.inclination_deg, p.ltan_h) for p in past(before)), *told):
        if ltan is not None and bool(is_synchronous(inclination)):
            weight = _kept(date, before)
            sharp[round(inclination / STEP_DEG)] += weight * agreement(ltan, hours)
            total += weight
    if total == 0.0:
        return np.asarray(usual * STEP_DEG)
    spread = np.convolve(sharp, _kernel(*SYNCHRONOUS), mode="same") * STEP_DEG / total
    return np.asarray(0.5 * spread + 0.5 * float(spread.sum()) * usual * STEP_DEG)


def earlier_at(lat_deg: float, lon_deg: float, before: datetime, archive: Sequence[Known]) -> list[Past]:
    """The launches of a place before an instant; what the archive says of one goes before the table."""
    known = [
        k
        for k in archive
        if k.launched < before and same_place(lat_deg, lon_deg, k.case.site_lat_deg, k.case.site_lon_deg)
    ]
    table = past_at(lat_deg, lon_deg, before)
    told = [_as_past(k) for k in known]
    untold = [one for one in table if not any(abs(one.date - k.date) < SAME_LAUNCH for k in told)]
    lines = {k.date: one.line for one in table for k in told if abs(one.date - k.date) < SAME_LAUNCH}
    return [*untold, *(k._replace(line=lines.get(k.date, k.line)) for k in told)]


def _as_past(known: Known) -> Past:
    return Past(
        known.case.launch_id,
        known.launched,
        known.case.site_code,
        known.line,
        known.inclination_deg,
        known.perigee_km,
        known.apogee_km,
        "archive",
        known.ltan_h,
    )


@functools.lru_cache(maxsize=64)
def _world(year: int, month: int, bloc: str) -> tuple[Floats, Floats]:
    """Densities of inclinations used anywhere before a month: those not tied to the Sun, and those that are.

    The former by the root of their weight, since what is flown a hundred times somewhere is not a hundred
    times as likely to be new elsewhere.
    """
    before = datetime(year, month, 1, tzinfo=UTC)
    used: dict[int, float] = defaultdict(float)
    tied = np.zeros_like(GRID_DEG)
    for one in past(before):
        age = (before - one.date).days / 365.25
        if age < WORLD_YEARS and not math.isnan(one.inclination_deg):
            place = round(one.inclination_deg / STEP_DEG)
            ours = not bloc or bloc_of_site(one.site) == bloc
            if bool(is_synchronous(one.inclination_deg)):
                tied[place] += (1.0 if ours else OTHER_TIED) * math.exp(-age / MEMORY_YEARS)
            else:
                used[place] += (1.0 if ours else OTHER_BLOC) * math.exp(-2.0 * age / WORLD_YEARS)
    sharp = np.zeros_like(GRID_DEG)
    for place, weight in used.items():
        sharp[place] = math.sqrt(weight)
    spread = np.convolve(sharp, _kernel(*ELSEWHERE), mode="same")
    habit = np.convolve(tied, _kernel(*SYNCHRONOUS), mode="same") + ANY_HEIGHT * _synchronous()
    return (
        np.asarray(spread / max(spread.sum() * STEP_DEG, 1e-300)),
        np.asarray(habit / (habit.sum() * STEP_DEG)),
    )


@functools.cache
def _synchronous() -> Floats:
    """Density of sun-synchronous inclinations, heights taken alike."""
    bells = student(GRID_DEG[:, None], synchronous_deg(HEIGHTS_KM), 0.1, 5.0).sum(axis=1)
    return np.asarray(bells / (bells.sum() * STEP_DEG))


@functools.cache
def _kernel(scale: float, freedom: float) -> Floats:
    """Student's t on the grid, as far as it matters."""
    reach = round(3.0 / STEP_DEG)
    found = student(np.linspace(-3.0, 3.0, 2 * reach + 1), 0.0, scale, freedom)
    return np.asarray(found / (found.sum() * STEP_DEG))


def _kept(date: datetime, before: datetime) -> float:
    return math.exp(-(before - date).total_seconds() / (MEMORY_YEARS * YEAR_S))
