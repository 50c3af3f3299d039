"""When a satellite is within the limits of a place: every window, however short.

Three sieves, each rigorous, and then the roots:

1. `up.r` bends by no more than the acceleration A, so that between samples H apart it exceeds both by no more
   than A H^2 / 8: samples some four nodes apart that are lower than the threshold by more drop the interval.
2. The same between neighbouring nodes.
3. The margin (`margin`) has a second derivative of at most B. From value and rate at both ends of an interval
   two parabolas bound it from above; a chord less B t (L - t) / 2 bounds it from below. If these say nothing,
   the interval is halved, and so on to a tenth of a millisecond. So no window is lost between two samples.

A root is sought by Newton steps from where the cubic through both ends has it. Windows that the span, or the
end of the states, cuts begin or end there.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from launchwatch.earth import inline, jit
from launchwatch.overpass.margin import ELEVATION, OFF_NADIR, bend_of, margin, margin_at, threshold_of

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

#: Nodes between the samples of the first sieve.
STRIDE = 4
#: An interval is not halved below this, s.
SHORTEST = 1e-4
#: How near a root is sought, s; and how often an interval may be halved, with room to spare.
CLOSE, DEEP = 1e-4, 64
#: How many windows a place may have in one go of the buffers.
DEPTH = 64


@jit
def root(
    kind: int, limit: float, bend: float, place: Array, node: Array, step: float,
    t0: float, f0: float, g0: float, t1: float, f1: float, g1: float,
) -> tuple[float, float]:  # fmt: skip
    """The time between two samples (time, margin, rate) where the margin changes sign, and the rate there."""
    span = t1 - t0
    # the cubic through both ends, in s from 0 to 1: two steps from where the chord has it
    u, v = g0 * span, g1 * span
    c2, c3 = 3.0 * (f1 - f0) - 2.0 * u - v, 2.0 * (f0 - f1) + u + v
    s = f0 / (f0 - f1)
    for _ in range(2):
        slope = u + s * (2.0 * c2 + 3.0 * s * c3)
        s = min(max(s - (f0 + s * (u + s * (c2 + s * c3))) / slope, 0.0), 1.0)
    low, high = t0, t1
    t = t0 + s * span if 0.0 <= s <= 1.0 else 0.5 * (t0 + t1)
    rate = 0.0
    for _ in range(80):
        f, rate = margin_at(kind, limit, place, node, step, t)
        move = -f / rate
        # what a step leaves is about half the bend times its square; a root just outside the interval, where
        # the margin crosses the other way, is not the one that is sought
        if (rate > 0.0) == (f0 < 0.0) and bend * move * move <= 2.0 * CLOSE * abs(rate):
            return min(max(t + move, t0), t1), rate
        if (f < 0.0) == (f0 < 0.0):
            low = t
        else:
            high = t
        t = t + move
        if not low < t < high:
            t = 0.5 * (low + high)
        if high - low < CLOSE:
            break
    return t, rate


@inline
def plain(f0: float, g0: float, f1: float, g1: float, bend: float, span: float) -> bool:
    """Whether a margin of one sign at both ends has that sign all between, by its bound."""
    if f0 >= 0.0:
        drop = 0.5 * bend * span * span
        if abs(f1 - f0) >= drop:
            return True
        return 0.5 * (f0 + f1) - 0.25 * drop - (f1 - f0) * (f1 - f0) / (4.0 * drop) >= 0.0
    wide = g0 - g1 + bend * span
    cross = f1 - f0 - g1 * span + 0.5 * bend * span * span
    if cross <= 0.0 or cross >= span * wide:
        return True
    cross /= wide
    return f0 + cross * (g0 + 0.5 * bend * cross) < 0.0


@inline
def alone(bend: float, t: float, rate: float, t0: float, f0: float, t1: float, f1: float) -> bool:
    """Whether a root between ends of different sign is the only one, by the bound."""
    if f0 < 0.0:
        inside, outside, high = t1 - t, t - t0, f1
    else:
        inside, outside, high = t - t0, t1 - t, f0
    return high >= 0.5 * bend * inside * inside and outside * bend <= 2.0 * abs(rate)


@jit
def crossings(
    kind: int, limit: float, bend: float, place: Array, node: Array, step: float,
    t0: float, f0: float, g0: float, t1: float, f1: float, g1: float, out: Array, count: int,
) -> int:  # fmt: skip
    """The times between two samples (time, margin, rate) where the margin changes sign, by halving.

    Written to `out` from `count` on; gives the new count.
    """
    stack = np.empty((DEEP, 3))  # the later ends of the intervals still to be looked at
    stack[0, 0], stack[0, 1], stack[0, 2] = t1, f1, g1
    depth = 1
    while depth > 0:
        t1, f1, g1 = stack[depth - 1, 0], stack[depth - 1, 1], stack[depth - 1, 2]
        span = t1 - t0
        done = span < SHORTEST
        if (f0 < 0.0) == (f1 < 0.0):
            done = done or plain(f0, g0, f1, g1, bend, span)
        else:
            t, rate = root(kind, limit, bend, place, node, step, t0, f0, g0, t1, f1, g1)
            done = done or alone(bend, t, rate, t0, f0, t1, f1)
            if done:
                if count < out.shape[0]:
                    out[count] = t
                count += 1
        if done:
            t0, f0, g0 = t1, f1, g1
            depth -= 1
        else:
            stack[depth, 0] = 0.5 * (t0 + t1)
            stack[depth, 1], stack[depth, 2] = margin_at(kind, limit, place, node, step, stack[depth, 0])
            depth += 1
    return count


@jit
def along(
    kind: int, limit: float, bend: float, place: Array, node: Array, step: float, first: float, last: float,
    out: Array, count: int,
) -> int:  # fmt: skip
    """Pairs of times (begin, end), s after node 0, from `first` to `last`: the margin is not negative."""
    t0 = first
    k = int(t0 / step + 1e-9)
    if k * step == t0:
        r = (node[k, 0], node[k, 1], node[k, 2], node[k, 3], node[k, 4], node[k, 5])
        f0, g0 = margin(kind, limit, place, r)
    else:
        f0, g0 = margin_at(kind, limit, place, node, step, t0)
    begun = count
    if f0 >= 0.0:
        if count < out.shape[0]:
            out[count] = t0
        count += 1
    while t0 < last:
        k += 1
        t1 = k * step
        if t1 < last and k < node.shape[0]:
            r = (node[k, 0], node[k, 1], node[k, 2], node[k, 3], node[k, 4], node[k, 5])
            f1, g1 = margin(kind, limit, place, r)
        else:
            t1 = last
            f1, g1 = margin_at(kind, limit, place, node, step, t1)
        if (f0 < 0.0) != (f1 < 0.0):
            t, rate = root(kind, limit, bend, place, node, step, t0, f0, g0, t1, f1, g1)
            if alone(bend, t, rate, t0, f0, t1, f1):
                if count < out.shape[0]:
                    out[count] = t
                count += 1
            else:
                count = crossings(kind, limit, bend, place, node, step, t0, f0, g0, t1, f1, g1, out, count)
        elif not plain(f0, g0, f1, g1, bend, t1 - t0):
            count = crossings(kind, limit, bend, place, node, step, t0, f0, g0, t1, f1, g1, out, count)
        t0, f0, g0 = t1, f1, g1
    if (count - begun) % 2 == 1:
        if count < out.shape[0]:
            out[count] = last
        count += 1
    return count


@jit
def coarse_of(node: Array) -> Array:
    """Every `STRIDE`-th position (3, m) and the last, padded to eighths with places that are never near."""
    n = (node.shape[0] - 2) // STRIDE + 2
    out = np.zeros((3, (n + 7) // 8 * 8))
    for m in range(n):
        k = min(m * STRIDE, node.shape[0] - 1)
        for j in range(3):
            out[j, m] = node[k, j]
    return out


@jit
def sieve(coarse: Array, place: Array, least: float, flags: Flags) -> None:
    """Flag the samples of the first sieve where up.r is at least `least`."""
    a, b, c = place[3], place[4], place[5]
    x, y, z = coarse[0], coarse[1], coarse[2]
    for m in range(x.shape[0]):
        flags[m] = a * x[m] + b * y[m] + c * z[m] >= least


@jit
def windows(
    node: Array, step: float, bound: Array, coarse: Array, flags: Flags, words: Words, place: Array,
    limits: Array, spare: Array, out: Array, count: int,
) -> int:  # fmt: skip
    """All windows of one satellite over one place as pairs of times in `out` from `count` on, s after node 0.

    `limits` is sin(elevation) and cos(off-nadir angle), -1 for none. Gives the new count; where that is more
    than `out` holds, the windows are to be asked for again with more room.
    """
    least = threshold_of(limits, bound, place)
    if least > bound[1]:
        return count
    nodes = node.shape[0]
    samples = (nodes - 2) // STRIDE + 2
    wide = STRIDE * step
    sieve(coarse, place, least - bound[2] * wide * wide / 8.0, flags)
    fine = least - bound[2] * step * step / 8.0
    # runs of nodes that the sieves leave: [first, last]
    first, last = -1, -1
    for word in range(words.shape[0]):
        if words[word] == 0:
            continue
        for m in range(8 * word, min(8 * word + 8, samples)):
            if flags[m] == 0:
                continue
            k0 = max((m - 1) * STRIDE, 0, last)
            k1 = min((m + 1) * STRIDE, nodes - 1)
            for k in range(k0, k1 + 1):
                height = place[3] * node[k, 0] + place[4] * node[k, 1] + place[5] * node[k, 2]
                if height >= fine:
                    low, high = max(k - 1, 0), min(k + 1, nodes - 1)
                    if first >= 0 and low > last:
                        count = _run(node, step, bound, place, limits, first, last, spare, out, count)
                        first = low
                    elif first < 0:
                        first = low
                    last = high
    if first >= 0:
        count = _run(node, step, bound, place, limits, first, last, spare, out, count)
    return count


@jit
def _run(
    node: Array, step: float, bound: Array, place: Array, limits: Array, first: int, last: int,
    spare: Array, out: Array, count: int,
) -> int:  # fmt: skip
    """The windows between two nodes."""
    t0, t1 = first * step, last * step
    sine, cosine = limits[0], limits[1]
    bend = bend_of(ELEVATION, sine, bound, place[6])
    if cosine <= -1.0:
        return along(ELEVATION, sine, bend, place, node, step, t0, t1, out, count)
    narrow = bend_of(OFF_NADIR, cosine, bound, place[6])
    held = along(OFF_NADIR, cosine, narrow, place, node, step, t0, t1, spare, 0)
    for k in range(0, min(held, spare.shape[0]), 2):
        count = along(ELEVATION, sine, bend, place, node, step, spare[k], spare[k + 1], out, count)
    return count if held <= spare.shape[0] else out.shape[0] + held
