"""Windows of many satellites over one place as one short sorted list, and the gaps between them.

All times are seconds after the begin of the whole span. The lists of a slab are kept by insertion: most
windows fall into one that is there, so a list stays short however many satellites come.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from launchwatch.earth import jit
from launchwatch.overpass.windows import windows

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

#: Windows nearer than this are one, s: the seam between two slabs is no gap.
SEAM = 1e-3


@jit
def unite(
    node: Array, coarse: Array, first_node: Index, first_sample: Index, step: Array, start: Array,
    bound: Array, places: Array, limits: Array, begin: float, low: Array, high: Array, held: Index,
    looks: Index,
) -> bool:  # fmt: skip
    """Unite the windows of all satellites over some places in sorted lists (low, high) of `held` entries.

    Windows that begin where the slab does, `begin` > 0, count as looks of the slab before. False where the
    lists have no room: they are to be asked for again.
    """
    times, spare = np.empty(256), np.empty(4096)
    most = 8
    for k in range(step.shape[0]):
        most = max(most, first_sample[k + 1] - first_sample[k])
    flags = np.empty(most, np.uint8)
    for k in range(step.shape[0]):
        nodes = node[first_node[k] : first_node[k + 1]]
        samples = coarse[:, first_sample[k] : first_sample[k + 1]]
        size = samples.shape[1]
        words = flags[:size].view(np.uint64)
        for p in range(places.shape[0]):
            found = windows(
                nodes, step[k], bound[k], samples, flags[:size], words, places[p], limits, spare, times, 0
            )
            while found > times.shape[0]:
                times, spare = np.empty(2 * found), np.empty(4 * found)
                found = windows(
                    nodes, step[k], bound[k], samples, flags[:size], words, places[p], limits, spare, times, 0
                )
            for w in range(0, found, 2):
                rise, fall = start[k] + times[w], start[k] + times[w + 1]
                if begin <= 0.0 or rise > begin + SEAM:
                    looks[p] += 1
                held[p] = insert(low[p], high[p], held[p], rise, fall)
                if held[p] > low.shape[1]:
                    return False
    return True


@jit
def insert(low: Array, high: Array, held: int, rise: float, fall: float) -> int:
    """Unite one window with a sorted list of disjoint ones; its new length, too great without room."""
    # the first that ends at or after the rise
    a, b = 0, held
    while a < b:
        middle = (a + b) // 2
        if high[middle] < rise:
            a = middle + 1
        else:
            b = middle
    first = a
    last = first
    while last < held and low[last] <= fall:
        last += 1
    if last == first:
        if held == low.shape[0]:
            return held + 1
        for j in range(held, first, -1):
            low[j], high[j] = low[j - 1], high[j - 1]
        low[first], high[first] = rise, fall
        return held + 1
    low[first] = min(low[first], rise)
    high[first] = max(high[last - 1], fall)
    for j in range(last, held):
        low[first + 1 + j - last], high[first + 1 + j - last] = low[j], high[j]
    return held - (last - first) + 1


@jit
def count_gaps(
    low: Array, high: Array, held: Index, until: Array, sums: Array, seen: Index,
    cut: npt.NDArray[np.bool_], where: Index, gap: Array,
) -> int:  # fmt: skip
    """Go on from what is covered with the windows of a slab; the gaps between looks are written down."""
    n = 0
    for p in range(until.shape[0]):
        for k in range(held[p]):
            length = low[p, k] - until[p]
            if length > SEAM:
                sums[p, 2] += length * length
                # nothing was seen before the first look: the begin of the span cuts that gap
                edge = sums[p, 0] == 0.0
                if length > sums[p, 3]:
                    sums[p, 3], cut[p] = length, edge
                if not edge:
                    sums[p, 1] += length
                    seen[p] += 1
                    where[n], gap[n] = p, length
                    n += 1
            sums[p, 0] += max(high[p, k] - max(low[p, k], until[p]), 0.0)
            until[p] = max(until[p], high[p, k])
    return n
