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

from launchwatch.earth import jit
from launchwatch.overpass.margin import ELEVATION, OFF_NADIR, bend_of, margin, margin_at, threshold_of

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

#: Nodes between the samples of the first sieve.
STRIDE = 4
#: An interval is not halved below this, s.
SHORTEST = 1e-4
#: How many windows a place may have in one go of the buffers.
DEPTH = 64


@jit
def root(
    kind: int, limit: float, place: Array, node: Array, step: float, a: Array, b: Array, rising: bool
) -> tuple[float, float]:
    """The time between two samples (time, margin, rate) where the margin changes sign, and the rate there."""
    t0, f0, g0 = a[0], a[1], a[2]
    t1, f1, g1 = b[0], b[1], b[2]
    span = t1 - t0
    # the cubic through both ends, in s from 0 to 1: two steps from where the chord has it
    g0s, g1s = g0 * span, g1 * span
    c2, c3 = 3.0 * (f1 - f0) - 2.0 * g0s - g1s, 2.0 * (f0 - f1) + g0s + g1s
    s = f0 / (f0 - f1)
    for _ in range(3):
        value = f0 + s * (g0s + s * (c2 + s * c3))
        slope = g0s + s * (2.0 * c2 + 3.0 * s * c3)
        if slope == 0.0:
            break
        s = min(max(s - value / slope, 0.0), 1.0)
    low, high = t0, t1
    t = t0 + s * span
    rate = 0.0
    for _ in range(60):
        f, rate = margin_at(kind, limit, place, node, step, t)
        if (f < 0.0) == rising:
            low = t
        else:
            high = t
        move = -f / rate if rate != 0.0 else np.inf
        if abs(move) < 2e-5:
            return t + move, rate
        t = t + move
        if not low < t < high:
            t = 0.5 * (low + high)
        if high - low < 1e-6:
            break
    return t, rate


@jit
def plain(f0: float, g0: float, f1: float, g1: float, bend: float, span: float) -> bool:
    """Whether a margin of one sign at both ends has that sign all between, by its bound."""
    if f0 >= 0.0:
        drop = 0.5 * bend * span * span
        if abs(f1 - f0) >= drop:
            return True
        return 0.5 * (f0 + f1) - 0.25 * drop - (f1 - f0) * (f1 - f0) / (4.0 * drop) >= 0.0
    wide = g0 - g1 + bend * span
    cross = (f1 - f0 - g1 * span + 0.5 * bend * span * span) / wide
    if not 0.0 < cross < span:
        return True
    return f0 + cross * (g0 + 0.5 * bend * cross) < 0.0


@jit
def crossings(
    kind: int, limit: float, bend: float, place: Array, node: Array, step: float,
    stack: Array, out: Array, count: int,
) -> int:  # fmt: skip
    """The times in the interval of stack[0] (time, margin, rate of both ends) where the margin changes sign.

    Written to `out` from `count` on; gives the new count.
    """
    depth = 1
    while depth > 0:
        depth -= 1
        a, b = stack[depth, 0:3], stack[depth, 3:6]
        span = b[0] - a[0]
        if (a[1] < 0.0) == (b[1] < 0.0):
            if span < SHORTEST or plain(a[1], a[2], b[1], b[2], bend, span):
                continue
        else:
            rising = a[1] < 0.0
            t, rate = root(kind, limit, place, node, step, a, b, rising)
            inside, outside = (b[0] - t, t - a[0]) if rising else (t - a[0], b[0] - t)
            high = b[1] if rising else a[1]
            only = high >= 0.5 * bend * inside * inside and outside * bend <= 2.0 * abs(rate)
            if only or span < SHORTEST:
                if count < out.shape[0]:
                    out[count] = t
                count += 1
                continue
        middle = 0.5 * (a[0] + b[0])
        f, g = margin_at(kind, limit, place, node, step, middle)
        # the later half is put below the earlier one, which is looked at first
        stack[depth + 1, 0], stack[depth + 1, 1], stack[depth + 1, 2] = a[0], a[1], a[2]
        stack[depth + 1, 3], stack[depth + 1, 4], stack[depth + 1, 5] = middle, f, g
        stack[depth, 0], stack[depth, 1], stack[depth, 2] = middle, f, g
        depth += 2
    return count


@jit
def along(
    kind: int, limit: float, bend: float, place: Array, node: Array, step: float, first: float, last: float,
    stack: Array, out: Array, count: int,
) -> int:  # fmt: skip
    """Pairs of times (begin, end), s after node 0, from `first` to `last`: the margin is not negative."""
    t0 = first
    f0, g0 = margin_at(kind, limit, place, node, step, t0)
    begun = count
    if f0 >= 0.0:
        if count < out.shape[0]:
            out[count] = t0
        count += 1
    while t0 < last:
        k = int(t0 / step + 1e-9) + 1
        t1 = k * step
        if t1 < last and k < node.shape[0]:
            n = node[k]
            f1, g1 = margin(kind, limit, place, (n[0], n[1], n[2], n[3], n[4], n[5]))
        else:
            t1 = last
            f1, g1 = margin_at(kind, limit, place, node, step, t1)
        if (f0 < 0.0) != (f1 < 0.0) or not plain(f0, g0, f1, g1, bend, t1 - t0):
            stack[0, 0], stack[0, 1], stack[0, 2], stack[0, 3], stack[0, 4], stack[0, 5] = (
                t0,
                f0,
                g0,
                t1,
                f1,
                g1,
            )
            count = crossings(kind, limit, bend, place, node, step, stack, out, count)
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
    limits: Array, stack: Array, spare: Array, out: Array, count: int,
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
                        count = _run(node, step, bound, place, limits, first, last, stack, spare, out, count)
                        first = low
                    elif first < 0:
                        first = low
                    last = high
    if first >= 0:
        count = _run(node, step, bound, place, limits, first, last, stack, spare, out, count)
    return count


@jit
def _run(
    node: Array, step: float, bound: Array, place: Array, limits: Array, first: int, last: int,
    stack: Array, spare: Array, out: Array, count: int,
) -> int:  # fmt: skip
    """The windows between two nodes."""
    t0, t1 = first * step, last * step
    sine, cosine = limits[0], limits[1]
    bend = bend_of(ELEVATION, sine, bound, place[6])
    if cosine <= -1.0:
        return along(ELEVATION, sine, bend, place, node, step, t0, t1, stack, out, count)
    narrow = bend_of(OFF_NADIR, cosine, bound, place[6])
    held = along(OFF_NADIR, cosine, narrow, place, node, step, t0, t1, stack, spare, 0)
    for k in range(0, min(held, spare.shape[0]), 2):
        count = along(ELEVATION, sine, bend, place, node, step, spare[k], spare[k + 1], stack, out, count)
    return count if held <= spare.shape[0] else out.shape[0] + held
