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
    LEADS,
    STALE_WEIGHT,
    Array,
    Counts,
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
#: As many times that is asked of a set that only one later one bears out.
HASTY = 2.0
#: Sigmas from which a set that stands alone is wild.
WILD = 8.0
#: So long after a burn sets still carry the old orbit, and so long none other is told from it, days.
STALE, APART = 1.5, 2.5
#: Between two burns that are found in one round the window must have begun anew, days.
RENEWED = 6.0
#: Confidence: the logarithm of the odds grows with that of the sigmas over the threshold (benchmark).
ODDS_AT_THRESHOLD, ODDS_SLOPE = -0.1, 1.2
#: The same for two sets far apart, where no more than drag stands against it (a guess, not calibrated).
SELDOM_ODDS, SELDOM_SLOPE = 1.5, 2.0
#: What is seen only so long afterwards is no news: more sets do not make an old one surer.
NEWS = timedelta(days=10.0)
#: Burns told nearer to each other than this are one.
SAME = timedelta(days=3.0)
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
    [('07 June 2024', '+2279 m')]
    """
    if len(history.sets) < 2:
        return ()
    track = track_of(history)
    found, strength, dense = _departures(track)
    order = sorted(found)
    burns = [
        _manoeuvre(
            history,
            k,
            of_windows(track, k, order, STALE * spacing(track)),
            ODDS_AT_THRESHOLD + ODDS_SLOPE * math.log(strength[k]),
        )
        for k in order
    ]
    for k in np.flatnonzero(~dense):
        if k == 0 or any(k - 1 <= one <= k for one in order):
            continue
        over = risen(history.sets[k - 1], history.sets[k])
        if over >= 1.0:
            size = of_neighbours(history.sets[k - 1], history.sets[k])
            burns.append(_manoeuvre(history, int(k), size, SELDOM_ODDS + SELDOM_SLOPE * math.log(over)))
    return tuple(sorted(burns, key=lambda one: one.epoch))


def watch_manoeuvres(
    history: History, since: datetime | None = None, *, progress: Callable[[str, float], None] | None = None
) -> Iterator[tuple[datetime, Manoeuvre]]:
    """The burns as they would have been told at the time: when each was first seen, and as it was seen then.

    The history is cut at every arrival after `since` (UTC) in turn. A burn is told once, with the second set
    that bears it out; it is the same if it lies within three days of one told before, or their spans overlap.
    """
    told: list[Manoeuvre] = []
    arrivals = history.arrivals
    for n, instant in enumerate(arrivals):
        if since is not None and instant <= since:
            continue
        if progress is not None:
            progress("element sets", n / len(arrivals))
        for one in find_manoeuvres(recent(history.as_of(instant))):
            if instant - one.latest < NEWS and not any(
                abs(one.epoch - other.epoch) < SAME or _overlap(one, other) for other in told
            ):
                told.append(one)
                yield instant, one


def _overlap(one: Manoeuvre, other: Manoeuvre) -> bool:
    return one.earliest < other.latest and other.earliest < one.latest


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
        weight = np.where(_wild(track, first, weight), 0.0, weight)
        now = np.where(weight > 0.0, _strength(track, first, weight), 0.0)
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


def _wild(track: Track, first: Counts, weight: Array) -> npt.NDArray[np.bool_]:
    """Sets that stand off from their forerunners while two later ones do not."""
    along, _ = in_plane(track, first, weight)
    z = np.abs(along / running_noise(along, ALONG_LEAST))
    ahead = later(track)
    distinct = (ahead[1] > ahead[0]) & (ahead[2] > ahead[1])
    alone = (z[0] > WILD) & (z[1] < 0.5 * z[0]) & (z[2] < 0.5 * z[0])
    return np.asarray(alone & distinct)


def _strength(track: Track, first: Counts, weight: Array) -> Array:
    """How far every set and its followers are off, over the threshold (n,); 0 where that cannot be told."""
    along, axis = in_plane(track, first, weight)
    j, _, counts = forerunners(track, first)
    enough = (counts & (weight[j] > STALE_WEIGHT)).sum(1) >= FEWEST
    known = (track.days[-1] - track.days) / spacing(track)
    seen = persistent(along, running_noise(along, ALONG_LEAST))
    agree = np.sign(axis[-1]) == -np.sign(along[-1])  # higher lags
    strength = np.where(agree, np.abs(seen), 0.0) / IN_PLANE
    for values, power in ((track.tilt, 1), (track.node, 2)):
        off = across(track, values, first, weight, power)
        z = np.abs(persistent(off, running_noise(off, ACROSS_LEAST)))
        strength = np.maximum(strength, z / OUT_OF_PLANE)
    # near the end of the history fewer sets bear it out: more is asked, or nothing told yet
    strength = np.where(known < LEADS[2], strength / HASTY, strength)
    return np.where(enough & (known >= LEADS[1]), strength, 0.0)


def _manoeuvre(history: History, k: int, size: tuple[DeltaV, float], odds: float) -> Manoeuvre:
    """The burn before set `k`; `odds` are the logarithm of those that it is one."""
    earliest, latest = history.sets[k - 1].epoch, history.sets[k].epoch
    middle = earliest + 0.5 * (latest - earliest)
    confidence = min(1.0 / (1.0 + math.exp(-odds)), 0.999)
    return Manoeuvre(middle, earliest, latest, size[0], confidence, size[1])
