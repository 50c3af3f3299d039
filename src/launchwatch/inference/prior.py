"""What a pad is used for: the density of inclinations expected before the areas are looked at.

Earlier launches from the place are clusters, each launch weighed by its age; a share is kept for what has
never been seen there, as in a Dirichlet process: `NOVEL / (NOVEL + launches)`. What is new to a pad is often
not new to the world (50, 53, 86.4 deg, ...), or sun-synchronous, or anything a rocket can reach from there.
Inclinations in degrees on `GRID_DEG`. All numbers here were set on the public cases by walk-forward log
score; `benchmarks/notices.py` says how they do.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from launchwatch.inference.history import past, past_at, same_place
from launchwatch.inference.lines import Known
from launchwatch.inference.look import GRID_DEG, STEP_DEG, Floats, student
from launchwatch.inference.synchronous import YEAR_S, synchronous_deg

MEMORY_YEARS: Final = 4.0
"""A launch this old counts 1/e."""
CLUSTER: Final = (0.06, 2.0)
"""Scale (deg) and degrees of freedom of what two launches to one orbit differ by."""
NOVEL: Final = 6.0
"""The weight, in launches, of an inclination new to the pad."""
NEW_KINDS: Final = (0.4, 0.3, 0.3)
"""Shares of what is new: an inclination used elsewhere, a sun-synchronous one, any within reach."""
WORLD_YEARS: Final = 12.0
ELSEWHERE: Final = (0.1, 2.0)
"""As `CLUSTER`, for an orbit taken over from another pad."""
TRANSFER: Final = (0.5, 1.0, 0.3)
"""Transfer to a high orbit whose ascent is not on record: this many degrees below the latitude of the pad,
this spread (deg), and the weight of such a launch: the orbit asked for is as a rule a low one."""
SAME_LINE: Final = 5.0
"""A launch of the same line of launchers counts as so many, where the line is known."""
BELOW_LATITUDE: Final = 3.0
"""How far (deg) below the latitude of the pad an inclination can be bought with a dogleg."""
HEIGHTS_KM: Final = np.arange(400.0, 876.0, 25.0)
"""Heights of sun-synchronous orbits."""
SAME_LAUNCH: Final = timedelta(hours=3)
"""Two entries of one place this near in time are one launch: records differ by minutes."""


def prior(
    lat_deg: float,
    lon_deg: float,
    before: datetime | None,
    archive: Sequence[Known] = (),
    *,
    history: bool = True,
    line: str = "",
) -> Floats:
    """Density over `GRID_DEG`, from launches before an instant; without history only what is within reach."""
    within: Floats = reachable(lat_deg)
    anywhere: Floats = within / (within.sum() * STEP_DEG)
    if not history or before is None:
        return anywhere
    clusters, weight = _clusters(lat_deg, lon_deg, before, archive, line)
    shares = NEW_KINDS
    new = shares[0] * _world(before.year, before.month) + shares[1] * _synchronous() + shares[2] * anywhere
    new = new * within
    new = new / (new.sum() * STEP_DEG)
    return np.asarray((clusters + NOVEL * new) / (weight + NOVEL))


def reachable(lat_deg: float) -> Floats:
    """1 where an ascent can end, a little below the latitude of the pad included, else 0; (m,)."""
    least = max(0.0, abs(lat_deg) - BELOW_LATITUDE)
    return np.asarray(np.where((least <= GRID_DEG) & (180.0 - least >= GRID_DEG), 1.0, 0.0))


def _clusters(
    lat_deg: float, lon_deg: float, before: datetime, archive: Sequence[Known], line: str
) -> tuple[Floats, float]:
    """The launches of a pad as a density, not normalised, and their weight."""
    sharp = np.zeros_like(GRID_DEG)
    transfers = 0.0
    for date, inclination, of_line in earlier_at(lat_deg, lon_deg, before, archive):
        weight = _kept(date, before) * (SAME_LINE if line and of_line == line else 1.0)
        if math.isnan(inclination):
            transfers += TRANSFER[2] * weight
        else:
            sharp[round(inclination / STEP_DEG)] += weight
    below, spread, _ = TRANSFER
    z = (GRID_DEG - abs(lat_deg) + below) / spread
    bell = np.exp(-0.5 * z**2) / (spread * math.sqrt(2.0 * math.pi))
    density = np.convolve(sharp, _kernel(*CLUSTER), mode="same") + transfers * bell
    return density, float(sharp.sum()) + transfers


def earlier_at(
    lat_deg: float, lon_deg: float, before: datetime, archive: Sequence[Known]
) -> list[tuple[datetime, float, str]]:
    """Date, inclination (deg, nan unknown) and line of a place's launches; the archive goes first."""
    known = [
        one
        for one in archive
        if one.launched < before
        and same_place(lat_deg, lon_deg, one.case.site_lat_deg, one.case.site_lon_deg)
    ]
    table = past_at(lat_deg, lon_deg, before)
    found = []
    for one in table:
        told = [k.inclination_deg for k in known if abs(k.launched - one.date) < SAME_LAUNCH]
        found.append((one.date, told[0] if told else one.inclination_deg, one.line))
    dates = [one.date for one in table]
    for k in known:
        if not any(abs(k.launched - date) < SAME_LAUNCH for date in dates):
            found.append((k.launched, k.inclination_deg, ""))
    return found


@functools.lru_cache(maxsize=64)
def _world(year: int, month: int) -> Floats:
    """Density of the inclinations used anywhere before a month: by the root of their weight, since what is
    flown a hundred times somewhere is not a hundred times as likely to be new elsewhere."""
    before = datetime(year, month, 1, tzinfo=UTC)
    used: dict[int, float] = defaultdict(float)
    for one in past(before):
        age = (before - one.date).days / 365.25
        if age < WORLD_YEARS and not math.isnan(one.inclination_deg):
            used[round(one.inclination_deg / STEP_DEG)] += math.exp(-2.0 * age / WORLD_YEARS)
    sharp = np.zeros_like(GRID_DEG)
    for place, weight in used.items():
        sharp[place] = math.sqrt(weight)
    density = np.convolve(sharp, _kernel(*ELSEWHERE), mode="same")
    return np.asarray(density / max(density.sum() * STEP_DEG, 1e-300))


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
