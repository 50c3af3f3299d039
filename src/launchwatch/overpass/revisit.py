"""How often places are seen by a whole fleet: looks, share of time, and the gaps between coverage.

The windows of all satellites over a place are united; what lies between two united windows is a gap. Mean,
median and 95 % are those of gaps between two looks; the longest also counts the time before the first look
and after the last, which the span cuts (`longest_cut`). `wait_s` is how long one waits on average who comes
at any time: the mean of half the gap, weighted by the gap, over the whole span.

The span is worked through in slabs, so that the nodes of all satellites fit in memory; in each slab the
places are shared out among threads, and a place keeps its united windows as a short sorted list. Gaps are
kept as they are up to 20 million of them; beyond, they are counted in bins of 1.4 %, which the quantiles then
have as their error (mean and longest stay exact).
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from launchwatch.orbit import Place
from launchwatch.overpass.camera import Camera
from launchwatch.overpass.looks import limits_of, place_table, span_of
from launchwatch.overpass.motion import Moving, motion, step_of
from launchwatch.overpass.union import SEAM, count_gaps, unite
from launchwatch.overpass.windows import coarse_of

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

#: Octets of nodes in memory at once, about.
MEMORY = 800e6
#: Places that one thread takes at a time, so that the samples of a satellite serve them from the cache.
SHARE = 16
#: Places of one go; each has its bins if need be.
GROUP = 40_000
#: Gaps that are kept one by one, and the bins beyond: from a millisecond on, in steps of this factor.
MOST_GAPS, BINS, FACTOR = 20_000_000, 2048, 1.014


@dataclass(frozen=True, slots=True)
class Revisit:
    """One entry of each array a place; times in s. Nan where there is no gap to speak of."""

    looks: Index
    covered: Array
    gaps: Index
    mean_gap_s: Array
    median_gap_s: Array
    p95_gap_s: Array
    longest_gap_s: Array
    longest_cut: npt.NDArray[np.bool_]
    wait_s: Array


class Fleet(NamedTuple):
    """The satellites of one slab, their nodes and samples one after another."""

    node: Array
    coarse: Array
    first_node: Index
    first_sample: Index
    step: Array
    start: Array
    bound: Array


def revisit(
    satellites: Sequence[Moving],
    places: Sequence[Place],
    begin: datetime,
    end: datetime,
    *,
    min_elevation_deg: float = 10.0,
    camera: Camera | None = None,
    threads: int | None = None,
    delta_ut1: float = 0.0,
    report: Callable[[float], None] | None = None,
) -> Revisit:
    """Revisit statistics of places; `report` is told how much is done, 0 to 1.

    >>> from datetime import UTC, datetime
    >>> from launchwatch.orbit import read_elements
    >>> sats = read_elements('''MALLIGYONG-1
    ... 1 58400U 23179A   24159.97159215  .00006581  00000+0  30025-3 0  9991
    ... 2 58400  97.4051  46.9797 0001572 158.6830 201.4471 15.20948569 30329''')
    >>> week = datetime(2024, 6, 8, tzinfo=UTC), datetime(2024, 6, 15, tzinfo=UTC)
    >>> seen = revisit(sats, [Place("Guam", 13.44, 144.79)], *week)
    >>> int(seen.looks[0]), float(seen.median_gap_s[0]) < float(seen.p95_gap_s[0])
    (16, True)
    """
    span = span_of(begin, end)
    limits, table = limits_of(min_elevation_deg, camera), place_table(places)
    per_second = sum(72.0 / step_of(one) for one in satellites)
    slabs = max(1, math.ceil(span * per_second / MEMORY), math.ceil(span / (400 * 86400.0)))
    edges = [span * k / slabs for k in range(slabs + 1)]
    parts: list[Revisit] = []
    groups = range(0, max(len(table), 1), GROUP)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for number, first in enumerate(groups):
            tally = Tally(table[first : first + GROUP], span)
            for k in range(slabs):
                fleet = fleet_of(satellites, begin, edges[k], edges[k + 1], delta_ut1)
                tally.add(fleet, edges[k], limits, pool)
                if report:
                    report((number + (k + 1) / slabs) / len(groups))
            parts.append(tally.result())
    return Revisit(*(np.concatenate([getattr(one, n) for one in parts]) for n in Revisit.__slots__))


def fleet_of(
    satellites: Sequence[Moving], begin: datetime, first: float, last: float, delta_ut1: float
) -> Fleet:
    """The nodes of all satellites that have an orbit between two times, s after begin."""
    ways = [way for one in satellites if (way := motion(one, begin, first, last, delta_ut1)) is not None]
    samples = [coarse_of(way.node) for way in ways]
    return Fleet(
        np.concatenate([way.node for way in ways] or [np.empty((0, 9))]),
        np.concatenate([one.T for one in samples] or [np.empty((0, 3))]).T.copy(),
        np.cumsum([0, *(len(way.node) for way in ways)]),
        np.cumsum([0, *(one.shape[1] for one in samples)]),
        np.array([way.step for way in ways]),
        np.array([way.start for way in ways]),
        np.array([way.bound for way in ways]).reshape(-1, 5),
    )


class Tally:
    """What is known of a group of places after the slabs so far."""

    def __init__(self, table: Array, span: float) -> None:
        count = len(table)
        self.table, self.span = table, span
        self.looks = np.zeros(count, dtype=np.int64)
        self.until = np.zeros(count)  # covered, or waited, up to here
        self.sums = np.zeros((count, 4))  # covered, sum of gaps, sum of their squares, longest
        self.seen = np.zeros(count, dtype=np.int64)  # gaps between looks
        self.cut = np.zeros(count, dtype=np.bool_)
        self.kept: list[tuple[Index, Array]] = []
        self.bins: npt.NDArray[np.int32] | None = None

    def add(self, fleet: Fleet, begin: float, limits: Array, pool: ThreadPoolExecutor) -> None:
        """Work through the next slab, which begins at `begin`."""

        def share(first: int) -> tuple[Index, Array]:
            rows = slice(first, first + SHARE)
            room = 256
            while True:
                low, high = np.empty((SHARE, room)), np.empty((SHARE, room))
                held, looks = np.zeros(SHARE, dtype=np.int64), np.zeros(SHARE, dtype=np.int64)
                if unite(*fleet, self.table[rows], limits, begin, low, high, held, looks):
                    break
                room *= 4
            self.looks[rows] += looks[: len(self.table[rows])]
            where, gap = np.empty(int(held.sum()), np.int64), np.empty(int(held.sum()))
            n = count_gaps(
                low,
                high,
                held,
                self.until[rows],
                self.sums[rows],
                self.seen[rows],
                self.cut[rows],
                where,
                gap,
            )
            return where[:n] + first, gap[:n]

        self.kept += list(pool.map(share, range(0, len(self.table), SHARE)))
        if sum(len(gap) for _, gap in self.kept) > MOST_GAPS:
            self._to_bins()

    def _to_bins(self) -> None:
        """Count the gaps kept so far in the bins."""
        if self.bins is None:
            self.bins = np.zeros((len(self.table), BINS), dtype=np.int32)
        for where, gap in self.kept:
            bin_ = np.clip(np.log(gap / SEAM) / math.log(FACTOR), 0, BINS - 1).astype(np.int64)
            np.add.at(self.bins, (where, bin_), 1)
        self.kept = []

    def result(self) -> Revisit:
        """The statistics, the last open gap counted as the span's end cuts it."""
        sums, open_ = self.sums, self.span - self.until
        longest = np.maximum(sums[:, 3], open_)
        cut = self.cut & (sums[:, 3] >= open_) | (open_ > sums[:, 3])
        with np.errstate(invalid="ignore", divide="ignore"):
            edge = np.where(open_ > SEAM, open_, 0.0)
            wait = (sums[:, 2] + edge**2) / (2.0 * self.span)
            median, p95 = self._quantiles()
            mean = np.where(self.seen > 0, sums[:, 1] / self.seen, np.nan)
        return Revisit(self.looks, sums[:, 0] / self.span, self.seen, mean, median, p95, longest, cut, wait)

    def _quantiles(self) -> tuple[Array, Array]:
        out = np.full((2, len(self.table)), np.nan)
        if self.bins is not None:
            self._to_bins()
            running = np.cumsum(self.bins, axis=1)
            for row, part in enumerate((0.5, 0.95)):
                rank = part * (running[:, -1] - 1.0) + 1.0
                at = np.argmax(running >= rank[:, None], axis=1)
                out[row] = np.where(running[:, -1] > 0, SEAM * FACTOR ** (at + 0.5), np.nan)
            return out[0], out[1]
        where = np.concatenate([one for one, _ in self.kept] or [np.empty(0, np.int64)])
        gaps = np.concatenate([one for _, one in self.kept] or [np.empty(0)])
        order = np.lexsort((gaps, where))
        where, gaps = where[order], gaps[order]
        first = np.searchsorted(where, np.arange(len(self.table) + 1))
        count = np.diff(first)
        some = count > 0
        for row, part in enumerate((0.5, 0.95)):
            rank = part * (count[some] - 1.0)
            below = rank.astype(np.int64)
            above = np.minimum(below + 1, count[some] - 1)
            low, high = gaps[first[:-1][some] + below], gaps[first[:-1][some] + above]
            out[row, some] = low + (rank - below) * (high - low)
        return out[0], out[1]
