"""What the windows say: when it lifts off, and so where in inertial space its plane lies.

A plane that leads over the pad at lift-off has its node at a known longitude, and a longitude and an instant
are a local time. Sun-synchronous satellites keep to few local times (10:30, 6:00, 13:30, ...), so a short
window weighs for or against such an orbit. Windows that move by minutes a day follow a plane that others fly
in already: how fast it turns tells its inclination (-22 min a day at 53 deg, -14 at 70 deg). A window that
stays put speaks little: many notices block the same hours every day. Hours, degrees, UTC.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from launchwatch.earth import J2, MU, RADIUS
from launchwatch.inference.answer import Figure, figure_of_sample
from launchwatch.inference.blind import BlindCase, Window
from launchwatch.inference.look import GRID_DEG, Floats, student
from launchwatch.inference.prior import Hours
from launchwatch.inference.synchronous import YEAR_S, is_synchronous

SHORT: Final = timedelta(minutes=100)
AFTER_OPENING_MIN: Final = (8.0, 4.0)
"""A short window opens this long before lift-off, with this spread: 40 Chinese launches of the public set
lie within 5 to 12 minutes, all but a few. In a long window lift-off may be anywhere."""
PLANE_HOURS: Final = 0.3
"""Spread of the local time of a node between what is inferred and what is seen later, h."""
USUAL_DEG: Final = 97.6
"""A sun-synchronous inclination, for which a node is worked out; over the whole band it moves by 0.1 h."""
DRIFT_MIN: Final = 1.5
"""Windows of successive days that move by more, in minutes a day, follow a plane fixed in space."""
DRIFT_MOST: Final = 40.0
"""More than this is another opportunity, or a typing error."""
TARGETS_KM: Final = np.array([420.0, 500.0, 550.0, 575.0])
"""Heights of the planes that launchers chase: the space station's, and those of constellations."""
DRIFT_LAW: Final = (1.0, 4.0)
"""Error of a drift (minutes a day): scale and degrees of freedom."""
ELSE: Final = 0.03
"""Share of windows that move for another reason, evenly over `DRIFT_MOST`."""
FIXED: Final = 0.4
"""Windows that stay put for days count so much for an orbit whose plane would make them move."""
FIXED_DAYS: Final = 3
BEYOND_DEG: Final = 3.0
"""A transfer to a high orbit is inclined by no more than this beyond the latitude of the pad."""


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


def drift_min(case: BlindCase) -> tuple[float, int] | None:
    """By how many minutes a day the windows move (later positive), over how many pairs of days, or None.

    Windows are compared within a notice, one a day, each with the first of the next day that is near in
    time of day; the mean over the pairs counts, since minutes are whole.
    """
    moves = []
    seen: dict[str, set[Window]] = defaultdict(set)
    for area in case.areas:
        seen[area.notice_id].update(area.windows)
    for windows in seen.values():
        openings = sorted({begin for begin, _ in windows})
        for begin, later in itertools.pairwise(openings):
            days = round((later - begin).total_seconds() / 86_400.0)
            if days >= 1:
                moved = ((later - begin).total_seconds() - 86_400.0 * days) / 60.0 / days
                if abs(moved) < DRIFT_MOST:
                    moves.append(moved)
    return (statistics.fmean(moves), len(moves)) if moves else None


def expected_drift_min(inclination_deg: Floats, height_km: float) -> Floats:
    """By how many minutes a day the passes of a plane over a place move: its node turns, and so does the Sun.

    First-order J2 on a circular orbit.

    >>> expected_drift_min(np.array([53.05, 97.6]), 550.0).round(1).tolist()
    [-21.9, 0.0]
    """
    axis = RADIUS + 1e3 * height_km
    turn = -1.5 * J2 * math.sqrt(MU) * RADIUS**2 * axis**-3.5 * np.cos(np.radians(inclination_deg))  # rad/s
    return np.asarray((turn - 2.0 * math.pi / YEAR_S) * 86_400.0 / (2.0 * math.pi) * 1_440.0)


def sun_hours(case: BlindCase, southbound: bool) -> Hours | None:
    """The local times of the node that a sun-synchronous plane would have; None without windows."""
    lifts = lift_off(case)
    if lifts is None:
        return None
    nodes = node_deg(case.site_lat_deg, case.site_lon_deg, np.array([USUAL_DEG]), southbound)
    return Hours(np.array([float(local_hours(at, nodes)[0]) for at in lifts.instants]), lifts.weights)


def weigh_windows(case: BlindCase) -> Floats:
    """How much likelier the way the windows move from day to day is for each plane than for any, (m,)."""
    found = np.ones(len(GRID_DEG))
    moved = drift_min(case)
    if moved is None:
        return found
    drift, pairs = moved
    if abs(drift) > DRIFT_MIN:
        laws = [student(expected_drift_min(GRID_DEG, h), drift, *DRIFT_LAW) for h in TARGETS_KM]
        return np.asarray((1.0 - ELSE) * np.mean(laws, axis=0) * 2.0 * DRIFT_MOST + ELSE)
    if pairs >= FIXED_DAYS:
        found[
            ~is_synchronous(GRID_DEG) & (np.abs(np.cos(np.radians(GRID_DEG))) < _cos(case.site_lat_deg))
        ] = FIXED
    return found


def _cos(lat_deg: float) -> float:
    """Planes whose cosine is below this lead well beyond the latitude: the others are those of transfers."""
    return math.cos(math.radians(min(abs(lat_deg) + BEYOND_DEG, 90.0)))


def node_hours(case: BlindCase, mass: Floats) -> Figure | None:
    """Mean local time (h) of the ascending node, for mass (2, m) of planes; None where nothing tells it.

    Only planes tied to the Sun count, and lift-off must be known to about an hour. Quantiles run round the
    clock: where an interval holds midnight, its end is a smaller number than its beginning.
    """
    lifts = lift_off(case)
    tied = is_synchronous(GRID_DEG) & (mass.sum(axis=0) > 1e-5)
    if lifts is None or not tied.any():
        return None
    values, weights = [], []
    for row, southbound in enumerate((False, True)):
        nodes = node_deg(case.site_lat_deg, case.site_lon_deg, GRID_DEG[tied], southbound)
        for instant, weight in zip(lifts.instants, lifts.weights, strict=True):
            values.append(local_hours(instant, nodes))
            weights.append(weight * mass[row, tied])
    hours, share = np.concatenate(values), np.concatenate(weights)
    turn = np.angle(np.sum(share * np.exp(2j * np.pi * hours / 24.0))) * 24.0 / (2.0 * np.pi)
    away = (hours - turn + 12.0) % 24.0 - 12.0
    spread = np.array([-1.28, -0.52, 0.0, 0.52, 1.28]) * PLANE_HOURS
    figure = figure_of_sample((away[:, None] + spread).ravel(), np.repeat(share, 5) / 5.0, 0.1)
    return figure.turned(float(turn), 24.0)
