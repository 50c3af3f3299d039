"""What the windows say: when it lifts off, and so where in inertial space its plane lies.

A plane that leads over the pad at lift-off has its node at a known longitude, and a longitude and an instant
are a local time. Sun-synchronous satellites keep to few local times (10:30, 6:00, 13:30, ...), so a short
window weighs for or against such an orbit; windows that move by minutes a day follow a plane fixed in space
and speak against it; a fixed daily window says nothing by moving or not. Hours, degrees, UTC.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from launchwatch.inference.blind import BlindCase, Window
from launchwatch.inference.history import past
from launchwatch.inference.lines import Known
from launchwatch.inference.look import GRID_DEG, Floats
from launchwatch.inference.synchronous import is_synchronous

SHORT: Final = timedelta(minutes=100)
AFTER_OPENING_MIN: Final = (8.0, 4.0)
"""A short window opens this long before lift-off, with this spread: 40 Chinese launches of the public set
lie within 5 to 12 minutes, all but a few. In a long window lift-off may be anywhere."""
PLANE_HOURS: Final = 0.35
"""Spread of a local time between plan, ascent and what is seen a year later, h."""
KEPT_TO: Final = 0.7
"""Share of sun-synchronous launches that keep to the local times of those before them."""
LOCAL_YEARS: Final = 6.0
DRIFT_MIN: Final = 1.5
"""Windows of successive days that move by more, in minutes a day, follow a plane; typing errors move more
than `DRIFT_MOST`, and a space station 20 to 26."""
DRIFT_MOST: Final = 40.0
PLANE_AGAINST_SUN: Final = 0.05
"""What windows that move count for a sun-synchronous orbit, whose windows do not."""


@dataclass(frozen=True, slots=True)
class LiftOff:
    """When it lifts off: instants with weights that add up to one, and the window they are of."""

    window: Window
    instants: tuple[datetime, ...]
    weights: Floats


def lift_off(case: BlindCase) -> LiftOff | None:
    """The likely lift-off: in the narrowest window of the first day; None without windows.

    Stage areas close to the pad have short windows, upper stages wider ones, and all hold the lift-off.
    """
    if not case.windows:
        return None
    first = case.windows[0][0]
    day = [w for w in case.windows if w[0] < first + timedelta(hours=12)]
    begin, end = min(day, key=lambda w: (w[1] - w[0], w))
    length = end - begin
    if length <= SHORT:
        after, spread = AFTER_OPENING_MIN
        steps = np.arange(0.0, max(length.total_seconds() / 60.0, 2.0 * spread) + 0.5)
        weights = np.exp(-0.5 * ((steps - after) / spread) ** 2)
    else:
        steps = (np.arange(24) + 0.5) / 24.0 * length.total_seconds() / 60.0
        weights = np.ones(24)
    instants = tuple(begin + timedelta(minutes=float(step)) for step in steps)
    return LiftOff((begin, end), instants, weights / weights.sum())


def node_deg(lat_deg: float, lon_deg: float, inclination_deg: Floats, southbound: bool) -> Floats:
    """Earth-fixed longitude (deg) at lift-off of the ascending node of a plane over a place.

    An inclination below the latitude has its northernmost point over the place's meridian.

    >>> node_deg(0.0, 10.0, np.array([50.0, 97.0]), southbound=False).tolist()
    [10.0, 10.0]
    >>> node_deg(0.0, 10.0, np.array([50.0]), southbound=True).tolist()
    [-170.0]
    """
    slope = np.tan(np.radians(np.clip(inclination_deg, 0.01, 179.99)))
    east = np.degrees(np.arcsin(np.clip(math.tan(math.radians(lat_deg)) / slope, -1.0, 1.0)))
    return np.asarray(lon_deg - 180.0 + east if southbound else lon_deg - east)


def local_hours(instant: datetime, longitude_deg: Floats) -> Floats:
    """Mean solar time (h, 0 to 24) at longitudes (deg)."""
    hours = instant.hour + instant.minute / 60.0 + instant.second / 3600.0
    return np.asarray((hours + longitude_deg / 15.0) % 24.0)


def drift_min(case: BlindCase) -> float | None:
    """By how many minutes a day the windows move (forward positive), or None where one cannot say.

    Windows are compared within a notice, one a day; the median over the pairs of successive days counts.
    """
    moves = []
    seen: dict[str, set[Window]] = defaultdict(set)
    for area in case.areas:
        seen[area.notice_id].update(area.windows)
    for windows in seen.values():
        ordered = sorted(windows)
        for (begin, _), (later, _) in itertools.pairwise(ordered):
            days = round((later - begin).total_seconds() / 86_400.0)
            if days >= 1:
                moved = ((later - begin).total_seconds() - 86_400.0 * days) / 60.0 / days
                if abs(moved) < DRIFT_MOST:
                    moves.append(moved)
    return statistics.median(moves) if moves else None


def usual_hours(before: datetime, archive: Sequence[Known] = ()) -> Floats:
    """Density over a day of 12 hours, in steps of 0.1 h (120,), of the local times of nodes, either way."""
    steps = 0.1 * np.arange(120)
    found = np.zeros(120)
    told = [(k.launched, k.ltan_h) for k in archive if k.ltan_h is not None and k.launched < before]
    for date, hours in (*((p.date, p.ltan_h) for p in past(before)), *told):
        if hours is None:
            continue
        away = (steps - hours + 6.0) % 12.0 - 6.0
        age = (before - date).total_seconds() / (365.25 * 86_400.0)
        found += math.exp(-age / LOCAL_YEARS) * np.exp(-0.5 * (away / PLANE_HOURS) ** 2)
    total = float(found.sum()) * 0.1
    return found / total if total > 0.0 else np.full(120, 1.0 / 12.0)


def weigh_windows(case: BlindCase, before: datetime | None, archive: Sequence[Known] = ()) -> Floats:
    """How much likelier the windows are for each plane than for one that is not tied to the Sun, (2, m).

    Row 0 northbound, row 1 southbound, over `GRID_DEG`; 1 where they say nothing.
    """
    found = np.ones((2, len(GRID_DEG)))
    tied = is_synchronous(GRID_DEG)
    moved = drift_min(case)
    if moved is not None and abs(moved) > DRIFT_MIN:
        found[:, tied] = PLANE_AGAINST_SUN
        return found
    lifts = lift_off(case)
    if lifts is None or before is None:
        return found
    usual = 12.0 * usual_hours(before, archive)
    for row, southbound in enumerate((False, True)):
        nodes = node_deg(case.site_lat_deg, case.site_lon_deg, GRID_DEG[tied], southbound)
        likely = np.zeros(int(tied.sum()))
        for instant, weight in zip(lifts.instants, lifts.weights, strict=True):
            likely += weight * usual[(10.0 * local_hours(instant, nodes)).astype(int) % 120]
        found[row, tied] = KEPT_TO * likely + 1.0 - KEPT_TO
    return found
