"""The orbit that is expected of a launch, as a weighted mixture: from an ensemble, or from what was planned.

A part of the mixture is a mean orbit at insertion with a spread in each figure: inclination, right ascension
of the node (TEME), radii of perigee and apogee, mean argument of latitude, and the instant it holds for. What
is not known is nan: a node of nan could be anywhere. An ensemble gives one part a flight. A plan gives the
plane by its node, by the local time of the node, or by the site: a launcher that does not turn flies in a
plane through the pad, so lift-off fixes the node up to the choice of going up northward or southward, and
insertion comes some twenty-five degrees of argument after the pad.

Metres, seconds, radians; heights over the equatorial radius.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from launchwatch.earth import RADIUS, gmst
from launchwatch.errors import InputError
from launchwatch.orbit.mean import EX, EY, INCLINATION, LATITUDE, NODE, A, mean_elements
from launchwatch.orbit.secular import local_time_of_node

Array = npt.NDArray[np.float64]

#: The rate of Greenwich in TEME, rad/s.
SIDEREAL_RATE = 2.0 * math.pi * 1.00273790935 / 86400.0
#: A flight below this mean perigee is no satellite, m.
LOWEST = 100e3
#: How far a pad lies off the plane of the orbit, rad, and how often: direct ascents, doglegs.
OFF_PLANE = ((math.radians(0.8), 0.85), (math.radians(5.0), 0.15))
#: The Earth carries the pad on until the launcher has its speed: the plane is met a little later, rad.
TURNED = math.radians(0.4)
#: From the pad to insertion along the orbit, rad, its spread, and the seconds it takes.
DOWNRANGE, DOWNRANGE_SPREAD, ASCENT = math.radians(25.0), math.radians(15.0), 600.0
#: An inclination further below the latitude of the pad than this takes a plane change in orbit, after which
#: the node can be anywhere, rad.
REACH = math.radians(3.0)
#: Bandwidth of a flight among the flights of an ensemble, as a share of their spread (Silverman's rule for
#: 512 draws in five dimensions).
BANDWIDTH = 0.5


@dataclass(frozen=True, slots=True)
class Expected:
    """The mixture; every array has one entry a part, `s_` is a standard deviation of a part.

    `lift_off` is the central instant of lift-off, `instant_s` counts from it to the instant of the orbit.
    Radii of perigee and apogee come as their logarithms (of metres), where spreads are even.
    """

    lift_off: datetime
    weight: Array
    instant_s: Array
    inclination: Array
    node: Array
    low: Array
    high: Array
    latitude: Array
    s_inclination: Array
    s_node: Array
    s_low: Array
    s_high: Array
    s_latitude: Array

    def __len__(self) -> int:
        """How many parts."""
        return len(self.weight)

    @property
    def middle(self) -> datetime:
        """The central instant of insertion."""
        return self.lift_off + timedelta(seconds=float(np.median(self.instant_s)))


def mixed(parts: Sequence[tuple[float, Expected]]) -> Expected:
    """One mixture of several for the same lift-off, each with its share."""
    total = sum(share for share, _ in parts)
    names = [f.name for f in fields(Expected) if f.name not in ("lift_off", "weight")]
    return Expected(
        parts[0][1].lift_off,
        np.concatenate([share / total * one.weight for share, one in parts]),
        *(np.concatenate([getattr(one, name) for _, one in parts]) for name in names),
    )


def expected_of_states(
    states: npt.ArrayLike,
    inserted_s: npt.ArrayLike,
    lift_off: datetime,
    *,
    weights: npt.ArrayLike | None = None,
    lift_off_s: npt.ArrayLike = 0.0,
    at_most: int = 512,
) -> Expected:
    """The orbit expected by an ensemble of insertion states.

    Parameters
    ----------
    states:
        (n, 6) insertion states, m and m/s, inertial, in the Earth-fixed axes frozen at the flight's lift-off.
    inserted_s:
        (n,) seconds from lift-off to each state.
    lift_off:
        UTC instant of lift-off; `lift_off_s` (n,) is how much later each flight lifts off, where the time is
        not known to the second.
    weights:
        (n,) weights. Flights that are not in orbit are left out; of more than `at_most` flights so many are
        drawn in even steps of weight.
    """
    rows = np.atleast_2d(np.asarray(states, dtype=float))
    count = len(rows)
    after = np.broadcast_to(np.asarray(inserted_s, dtype=float), count)
    late = np.broadcast_to(np.asarray(lift_off_s, dtype=float), count)
    weight = np.ones(count) if weights is None else np.asarray(weights, dtype=float)
    if rows.shape[1] != 6 or weight.shape != (count,):
        raise InputError(
            f"states of shape {rows.shape}, weights of shape {weight.shape}", mend="(n, 6) and (n,)"
        )
    m = mean_elements(rows)
    e = np.hypot(m[:, EX], m[:, EY])
    good = (m[:, A] * (1.0 - e) - RADIUS > LOWEST) & (weight > 0.0) & np.isfinite(after + late)
    if not np.any(good):
        raise InputError("no flight reaches an orbit", mend="there is nothing to match")
    kept = np.flatnonzero(good)
    if len(kept) > at_most:
        running = np.cumsum(weight[kept])
        steps = (np.arange(at_most) + 0.5) / at_most * running[-1]
        kept = kept[np.minimum(np.searchsorted(running, steps), len(kept) - 1)]
        share = np.full(at_most, 1.0 / at_most)
    else:
        share = weight[kept] / np.sum(weight[kept])
    m, e, late = m[kept], e[kept], late[kept]
    node = m[:, NODE] + gmst(lift_off) + late * SIDEREAL_RATE
    low, high = np.log(m[:, A] * (1.0 - e)), np.log(m[:, A] * (1.0 + e))
    widths = [
        np.full(len(kept), BANDWIDTH * _spread(values))
        for values in (m[:, INCLINATION], _straight(node), low, high, _straight(m[:, LATITUDE]))
    ]
    return Expected(
        lift_off, share, after[kept] + late, m[:, INCLINATION], node, low, high, m[:, LATITUDE], *widths
    )


def _straight(angles: Array) -> Array:
    """Angles on one branch about their mean."""
    mean = np.arctan2(np.mean(np.sin(angles)), np.mean(np.cos(angles)))
    return np.asarray((angles - mean + math.pi) % (2.0 * math.pi))


def _spread(values: Array) -> float:
    """Standard deviation by the middle half, which wild flights do not move."""
    return float(np.diff(np.quantile(values, [0.25, 0.75]))[0] / 1.349)


@dataclass(frozen=True, slots=True)
class Planned:
    """An orbit as it was planned or announced: central values and standard deviations.

    `perigee_m` and `apogee_m` are heights; `node` (rad, TEME) or `ltan_h` (mean local time of the ascending
    node, hours) or the `site` (degrees north and east) gives the plane, in this order; with none of them only
    inclination and heights speak. `lift_off_sigma_s` is how well lift-off is known.
    """

    lift_off: datetime
    perigee_m: tuple[float, float]
    apogee_m: tuple[float, float]
    inclination: tuple[float, float]
    node: tuple[float, float] | None = None
    ltan_h: tuple[float, float] | None = None
    site: tuple[float, float] | None = None
    lift_off_sigma_s: float = 30.0


def expected_of_plan(planned: Planned) -> Expected:
    """The orbit expected by a plan.

    >>> from datetime import UTC
    >>> plan = Planned(
    ...     datetime(2023, 11, 21, 13, 42, 28, tzinfo=UTC), (495e3, 10e3), (510e3, 10e3),
    ...     (math.radians(97.4), 0.002), site=(39.66, 124.71))
    >>> southward = expected_of_plan(plan)
    >>> hours = local_time_of_node(southward.node, plan.lift_off)
    >>> [float(np.round(hour, 1)) for hour in sorted(set(hours))]
    [9.6, 22.5]
    """
    late = planned.lift_off_sigma_s
    if planned.node is not None:
        planes = [(1.0, planned.node[0], planned.node[1], math.nan)]
    elif planned.ltan_h is not None:
        # where the mean Sun is, turned by the hour
        noon = float(local_time_of_node(0.0, planned.lift_off))
        hour = math.pi / 12.0
        planes = [(1.0, (planned.ltan_h[0] - noon) * hour, planned.ltan_h[1] * hour, math.nan)]
    elif planned.site is not None:
        planes = _through(planned)
    else:
        planes = [(1.0, math.nan, 0.0, math.nan)]
    share, node, s_node, latitude = (np.array(column) for column in zip(*planes, strict=True))
    ones = np.ones(len(share))
    radii = [RADIUS + height for height, _ in (planned.perigee_m, planned.apogee_m)]
    spreads = [sd / r for r, (_, sd) in zip(radii, (planned.perigee_m, planned.apogee_m), strict=True)]
    return Expected(
        planned.lift_off,
        share,
        ASCENT * ones,
        planned.inclination[0] * ones,
        node,
        math.log(min(radii)) * ones,
        math.log(max(radii)) * ones,
        latitude,
        planned.inclination[1] * ones,
        s_node,
        spreads[0] * ones,
        spreads[1] * ones,
        np.hypot(DOWNRANGE_SPREAD, late * 1.1e-3) * ones,
    )


def _through(planned: Planned) -> list[tuple[float, float, float, float]]:
    """Planes through a pad: share, node, its spread, argument of latitude at insertion."""
    assert planned.site is not None
    lat, lon = math.radians(planned.site[0]), math.radians(planned.site[1])
    i, s_i = planned.inclination
    if min(i, math.pi - i) < abs(lat) - REACH:
        return [(1.0, math.nan, 0.0, math.nan)]
    # sin u = sin lat / sin i; an inclination a little too low has the pad at the top of the orbit
    top = math.asin(max(-1.0, min(1.0, math.sin(lat) / max(math.sin(i), 1e-9))))
    planes = []
    for u in (top, math.pi - top):
        along = math.atan2(math.cos(i) * math.sin(u), math.cos(u))
        node = float(gmst(planned.lift_off)) + lon - along + TURNED
        steep = max(abs(math.cos(u)) * math.sin(i), 0.2)
        # how far the node goes with the inclination: tan lat / (tan i sin i cos u)
        swing = abs(math.tan(lat)) / (math.sin(i) * steep) * s_i
        for off, often in OFF_PLANE:
            s_node = math.hypot(off / steep, swing, planned.lift_off_sigma_s * SIDEREAL_RATE)
            planes.append((0.5 * often, node, s_node, u + DOWNRANGE))
    return planes
