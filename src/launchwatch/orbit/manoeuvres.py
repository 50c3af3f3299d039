"""Did it burn: when, how much along three axes, and how sure, from the history of an object's element sets.

A burn shows as a set that its forerunners did not foretell, and two later ones that agree with it: off the
same way, and ahead where the orbit is lower. A wild set stands alone; a day of denser air is no larger than
others like it. Where sets come too seldom for that (weeks apart), two neighbours are compared: an orbit that
rose cannot have done so by drag.

How well it does, and how confidence was calibrated: benchmarks/manoeuvres.py, docs: manoeuvres.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from launchwatch.earth import format_utc
from launchwatch.orbit.foresight import (
    ACROSS_LEAST,
    ALONG_LEAST,
    FEWEST,
    STALE_WEIGHT,
    Array,
    Track,
    across,
    forerunners,
    in_plane,
    later,
    persistent,
    running_noise,
    spacing,
    track_of,
)
from launchwatch.orbit.history import History
from launchwatch.orbit.impulse import DeltaV, of_neighbours, of_windows
from launchwatch.orbit.seldom import risen

#: Sigmas from which something is a burn: in the plane (all of three sets), and out of it.
IN_PLANE, OUT_OF_PLANE = 3.0, 12.0
#: So long after a burn sets still carry the old orbit, and so long none other is told from it, days.
STALE, APART = 1.5, 2.5
#: Between two burns that are found in one round the window must have begun anew, days.
RENEWED = 6.0
#: Confidence: the logarithm of the odds grows with that of the sigmas over the threshold (benchmark).
ODDS_AT_THRESHOLD, ODDS_SLOPE = 0.6, 2.2
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Manoeuvre:
    """One burn, or several within a day or two. UTC; m/s along radial, along-track, cross-track.

    It lies between `earliest` and `latest`, and the epoch is the middle of these.
    """

    epoch: datetime
    earliest: datetime
    latest: datetime
    delta_v: DeltaV
    confidence: float
    axis_change_m: float

    def to_json(self) -> dict[str, Any]:
        """Plain figures for `launchwatch watch --json`."""
        return {
            "epoch": format_utc(self.epoch),
            "earliest": format_utc(self.earliest),
            "latest": format_utc(self.latest),
            "dv_m_s": self.delta_v.to_json(),
            "sigma_m_s": self.delta_v.sigma_json(),
            "semi_major_axis_change_m": round(self.axis_change_m, 1),
            "confidence": round(self.confidence, 3),
        }


def find_manoeuvres(history: History) -> tuple[Manoeuvre, ...]:
    """The burns in a history, in order of epoch.

    >>> from launchwatch.orbit import read_history
    >>> history = read_history('''1 58400U 23179A   24158.19566690  .00000871  00000-0  41535-4 0  9999
    ... 2 58400  97.4052  45.2326 0002221 305.1745  54.9283 15.21704003 30052
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')
    >>> [(f"{one.epoch:%d %B %Y}", f"{one.axis_change_m:+.0f} m") for one in find_manoeuvres(history)]
    [('07 June 2024', '+2280 m')]
    """
    if len(history.sets) < 2:
        return ()
    track = track_of(history)
    found, strength, dense = _departures(track)
    order = sorted(found)
    burns = [
        _manoeuvre(history, k, of_windows(track, k, order, STALE * spacing(track)), strength[k])
        for k in order
    ]
    for k in np.flatnonzero(~dense):
        if k == 0 or any(k - 1 <= one <= k for one in order):
            continue
        over = risen(history.sets[k - 1], history.sets[k])
        if over >= 1.0:
            burns.append(
                _manoeuvre(history, int(k), of_neighbours(history.sets[k - 1], history.sets[k]), over)
            )
    return tuple(sorted(burns, key=lambda one: one.epoch))


def watch_manoeuvres(
    history: History, since: datetime | None = None, *, progress: Callable[[str, float], None] | None = None
) -> Iterator[tuple[datetime, Manoeuvre]]:
    """The burns as they would have been told at the time: when each was first seen, and as it was seen then.

    The history is cut at every arrival after `since` (UTC) in turn. A burn is told once, with the second set
    that bears it out; it is the same if its span overlaps that of one told before.
    """
    told: list[Manoeuvre] = []
    arrivals = history.arrivals
    for n, instant in enumerate(arrivals):
        if since is not None and instant <= since:
            continue
        if progress is not None:
            progress("element sets", n / len(arrivals))
        for one in find_manoeuvres(recent(history.as_of(instant))):
            if not any(one.earliest <= other.latest and other.earliest <= one.latest for other in told):
                told.append(one)
                yield instant, one


def recent(history: History, sets: int = 240) -> History:
    """The last sets of a history, as many as the noise is taken from."""
    given = sorted(range(len(history.given)), key=lambda k: history.given[k].epoch)[-sets:]
    dates = tuple(history.published[k] for k in given) if history.published else ()
    return History(tuple(history.given[k] for k in given), dates)


def _departures(track: Track) -> tuple[list[int], Array, npt.NDArray[np.bool_]]:
    """Sets at which a new orbit shows; their strength over the threshold (n,); where enough sets foretell."""
    n = track.days.size
    first, weight = np.zeros(n, dtype=np.int64), np.ones(n)
    dense = forerunners(track, first)[2].sum(1) >= FEWEST
    found: list[int] = []
    strength = np.zeros(n)
    apart = APART * spacing(track)
    for _ in range(_ROUNDS):
        now = _strength(track, first, weight)
        fresh: list[int] = []
        wait = -math.inf
        for k in np.flatnonzero(now >= 1.0):
            near = [one for one in found if -0.1 < track.days[k] - track.days[one] < apart]
            if track.days[k] > wait and not near:
                fresh.append(int(k))
                strength[k] = now[k]
                wait = track.days[k] + apart + RENEWED * spacing(track)
        if not fresh:
            break
        found = sorted(found + fresh)
        for one in found:
            first[one + 1 :] = one
            stale = (track.days >= track.days[one]) & (track.days < track.days[one] + STALE * spacing(track))
            weight[stale] = STALE_WEIGHT
    return found, strength, dense


def _strength(track: Track, first: npt.NDArray[np.int64], weight: Array) -> Array:
    """How far every set and its followers are off, over the threshold (n,); 0 where that cannot be told."""
    along, axis = in_plane(track, first, weight)
    enough = forerunners(track, first)[2].sum(1) >= FEWEST
    enough &= later(track)[-1] > np.arange(track.days.size)  # a second set has to bear it out
    seen = persistent(along, running_noise(along, ALONG_LEAST))
    agree = np.sign(axis[-1]) == -np.sign(along[-1])  # higher lags
    strength = np.where(agree, np.abs(seen), 0.0) / IN_PLANE
    for values, power in ((track.tilt, 1), (track.node, 2)):
        off = across(track, values, first, weight, power)
        z = np.abs(persistent(off, running_noise(off, ACROSS_LEAST)))
        strength = np.maximum(strength, z / OUT_OF_PLANE)
    return np.where(enough, strength, 0.0)


def _manoeuvre(history: History, k: int, size: tuple[DeltaV, float], strength: float) -> Manoeuvre:
    earliest, latest = history.sets[k - 1].epoch, history.sets[k].epoch
    middle = earliest + timedelta(seconds=round(0.5 * (latest - earliest).total_seconds(), 3))
    odds = ODDS_AT_THRESHOLD + ODDS_SLOPE * math.log(max(strength, 1.0))
    confidence = min(1.0 / (1.0 + math.exp(-odds)), 0.999)
    return Manoeuvre(middle, earliest, latest, size[0], confidence, size[1])
