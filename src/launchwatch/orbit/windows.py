"""When something that moves is above the horizon of a place: rise, culmination, set, none missed.

One finder serves SGP4 and the ensemble, because it asks only for Earth-fixed positions: `position(k, t)`
gives those (n, 3), m, of objects k (n,) at seconds t (n,). The elevation of an object over a place has one
maximum a revolution, so samples closer than an eighth of a revolution bracket every maximum; each maximum is
refined and only then asked whether it is above the limit, so that a pass of one second is found as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from launchwatch.earth import cartesian_array
from launchwatch.errors import InputError

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Position = Callable[[Index, Array], Array]

#: Samples of one chunk (objects x places x instants): 8 bytes each, some ten arrays of them at once.
CHUNK = 3_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody looks up: geodetic, degrees north and east, metres above the ellipsoid."""

    name: str
    latitude_deg: float
    longitude_deg: float
    height_m: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is not on the Earth."""
        if not (-90.0 <= self.latitude_deg <= 90.0 and -360.0 <= self.longitude_deg <= 360.0):
            raise InputError(
                f"latitude {self.latitude_deg:g}, longitude {self.longitude_deg:g}",
                where=self.name,
                mend="give degrees north, degrees east",
            )


@dataclass(frozen=True, slots=True)
class Windows:
    """Passes found, one entry of each array a pass: seconds, sines; `cut` where the span ends one."""

    which: Index
    place: Index
    rise: Array
    culmination: Array
    set: Array
    sine: Array
    cut: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Horizon:
    """The places as vectors: Earth-fixed positions (p, 3), m, and unit normals to the ellipsoid (p, 3)."""

    position: Array
    up: Array

    @classmethod
    def of(cls, places: Sequence[Place]) -> Horizon:
        """The horizons of places."""
        lat = np.radians([p.latitude_deg for p in places])
        lon = np.radians([p.longitude_deg for p in places])
        height = np.array([p.height_m for p in places])
        up = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)
        return cls(cartesian_array(np.stack([lat, lon, height], axis=-1)), up)

    def sine(self, place: Index, position: Array) -> Array:
        """Sine of the elevation of positions (n, 3) over the places (n,)."""
        sight = position - self.position[place]
        length = np.sqrt(np.einsum("ij,ij->i", sight, sight))
        return np.asarray(np.einsum("ij,ij->i", sight, self.up[place]) / length)

    def azimuth(self, place: Index, position: Array) -> Array:
        """Azimuth, rad from north by east, of positions (n, 3) from the places (n,)."""
        sight, up = position - self.position[place], self.up[place]
        east = np.stack([-up[:, 1], up[:, 0], np.zeros(len(up))], axis=-1)
        east /= np.maximum(np.linalg.norm(east, axis=1), 1e-300)[:, None]
        north = np.cross(up, east)
        return np.asarray(
            np.arctan2(np.einsum("ij,ij->i", sight, east), np.einsum("ij,ij->i", sight, north))
            % (2.0 * np.pi)
        )


def find_windows(
    position: Position,
    begin: Array,
    end: float,
    horizon: Horizon,
    *,
    step: float,
    limit: float,
) -> Windows:
    """Every pass above sine `limit` of every object, from its own `begin` (n,) to the common `end`, s.

    `step` (s) must be below an eighth of the shortest revolution. An object whose position is nan somewhere
    in the span (decayed, unbound) has no passes from there on.
    """
    count = len(begin)
    places = len(horizon.position)
    span = float(end - np.min(begin, initial=end))
    samples = max(3, int(np.ceil(span / step)) + 1)
    size = max(1, CHUNK // (samples * max(places, 1)))
    parts = [
        _chunk(position, np.arange(first, min(first + size, count)), begin, end, horizon, samples, limit)
        for first in range(0, count, size)
    ]
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in Windows.__slots__]
    return Windows(*joined)


def _chunk(
    position: Position, which: Index, begin: Array, end: float, horizon: Horizon, samples: int, limit: float
) -> Windows:
    places = len(horizon.position)
    t0 = begin[which]
    step = np.maximum(end - t0, 0.0) / (samples - 1)
    times = t0[:, None] + step[:, None] * np.arange(samples)
    xyz = position(np.repeat(which, samples), times.ravel()).reshape(len(which), samples, 3)
    # sines of elevation, (object, place, sample); nan is never above anything
    sines = np.empty((len(which), places, samples))
    flat = xyz.reshape(-1, 3)
    for one in range(places):
        sines[:, one, :] = horizon.sine(np.full(len(flat), one), flat).reshape(xyz.shape[:2])
    sines = np.nan_to_num(sines, nan=-2.0)
    k, p, s = _maxima(sines)
    near = _within_reach(xyz, (k, s), horizon.up[p], limit)
    k, p, s = k[near], p[near], s[near]
    low, high = times[k, np.maximum(s - 1, 0)], times[k, np.minimum(s + 1, samples - 1)]

    def sine(t: Array, rows: npt.NDArray[np.bool_] | None = None) -> Array:
        kk, pp = (k, p) if rows is None else (k[rows], p[rows])
        return np.nan_to_num(horizon.sine(pp, position(which[kk], t)), nan=-2.0)

    top, best = _maximise(sine, low, high)
    # the last sample below the limit before the top, and the first one after it
    below = np.where(sines <= limit, np.arange(samples), -1)
    before = np.maximum.accumulate(below, axis=2)[k, p, s]
    after_index = np.where(sines <= limit, np.arange(samples), samples)
    after = np.minimum.accumulate(after_index[..., ::-1], axis=2)[..., ::-1][k, p, s]
    # a top whose own sample is below: the neighbours bracket it
    dark = sines[k, p, s] <= limit
    before = np.where(dark, np.where(times[k, s] < top, s, s - 1), before)
    after = np.where(dark, np.where(times[k, s] < top, s + 1, s), after)
    cut_rise, cut_set = before < 0, after > samples - 1
    seen = best > limit
    rise = np.where(cut_rise, times[k, 0], top)
    fall = np.where(cut_set, times[k, -1], top)
    rows = seen & ~cut_rise
    rise[rows] = _cross(lambda t: sine(t, rows) - limit, times[k[rows], before[rows]], top[rows])
    rows_set = seen & ~cut_set
    fall[rows_set] = _cross(
        lambda t: sine(t, rows_set) - limit, times[k[rows_set], after[rows_set]], top[rows_set]
    )
    # several maxima of one pass (far out): the highest stands for it
    keep = seen & _highest(k, p, rise, best)
    return Windows(
        which[k[keep]], p[keep], rise[keep], top[keep], fall[keep], best[keep], (cut_rise | cut_set)[keep]
    )


def _maxima(sines: Array) -> tuple[Index, Index, Index]:
    """Samples not below their neighbours (object, place, sample), the ends of the span included."""
    padded = np.pad(sines, ((0, 0), (0, 0), (1, 1)), constant_values=-3.0)
    k, p, s = np.nonzero((sines > padded[..., :-2]) & (sines >= padded[..., 2:]) & (sines > -2.0))
    return k, p, s


def _within_reach(xyz: Array, samples: tuple[Index, Index], up: Array, limit: float) -> npt.NDArray[np.bool_]:
    """Whether a top near a sample can come above the limit at all.

    From radius r the limit is seen out to the angle acos(R cos e / r) - e at the centre of the Earth, and the
    object moves on by no more than the angle between neighbouring samples (a third is added for the bend of
    its way, and the smallest R and half a degree for the flattening).
    """
    k, s = samples
    before, after = np.maximum(s - 1, 0), np.minimum(s + 1, xyz.shape[1] - 1)
    radii = np.linalg.norm(xyz, axis=-1)
    unit = xyz / radii[..., None]
    here = unit[k, s]
    moved = np.arccos(
        np.clip(
            np.fmin(
                np.einsum("ij,ij->i", here, unit[k, before]), np.einsum("ij,ij->i", here, unit[k, after])
            ),
            -1.0,
            1.0,
        )
    )
    elevation = np.arcsin(np.clip(limit, -1.0, 1.0))
    far = np.fmax(radii[k, before], np.fmax(radii[k, s], radii[k, after]))
    reach = np.arccos(np.clip(6.356e6 * np.cos(elevation) / far, -1.0, 1.0)) - elevation
    angle = np.arccos(np.clip(np.einsum("ij,ij->i", here, up), -1.0, 1.0))
    return np.asarray(angle <= reach + 4.0 / 3.0 * moved + np.radians(0.5))


def _maximise(sine: Callable[[Array], Array], low: Array, high: Array) -> tuple[Array, Array]:
    """Tops between brackets, all at once: golden section to a hundredth, then a parabola."""
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    a, b = low.copy(), high.copy()
    c, d = b - golden * (b - a), a + golden * (b - a)
    fc, fd = sine(c), sine(d)
    for _ in range(9):
        left = fc >= fd
        a, b = np.where(left, a, c), np.where(left, d, b)
        fresh = np.where(left, b - golden * (b - a), a + golden * (b - a))
        value = sine(fresh)
        c, d = np.where(left, fresh, d), np.where(left, c, fresh)
        fc, fd = np.where(left, value, fd), np.where(left, fc, value)
    top, best = np.where(fc >= fd, c, d), np.maximum(fc, fd)
    # the vertex through the top and a point a hundredth of the bracket to either side
    h = 0.01 * (high - low)
    fa, fb = sine(np.maximum(top - h, low)), sine(np.minimum(top + h, high))
    bend = fa - 2.0 * best + fb
    with np.errstate(invalid="ignore", divide="ignore"):
        vertex = top + 0.5 * h * (fa - fb) / bend
    inside = (top - h >= low) & (top + h <= high) & (bend < 0.0) & (np.abs(vertex - top) < h)
    vertex = np.where(inside, vertex, top)
    value = sine(vertex)
    return np.where(value > best, vertex, top), np.maximum(value, best)


def _cross(f: Callable[[Array], Array], outside: Array, inside: Array) -> Array:
    """Where f changes sign between `outside` (f <= 0) and `inside` (f > 0): Illinois, then the nearer end."""
    a, b = outside.copy(), inside.copy()
    fa, fb = f(a), f(b)
    for _ in range(8):
        with np.errstate(invalid="ignore", divide="ignore"):
            c = b - fb * (b - a) / (fb - fa)
        c = np.where(np.isfinite(c), c, (a + b) / 2.0)
        fc = f(c)
        same = (fc > 0.0) == (fb > 0.0)
        # the end that stays put has its value halved, so that it moves next time
        a, fa = np.where(same, a, b), np.where(same, fa * 0.5, fb)
        b, fb = c, fc
    return b


def _highest(k: Index, p: Index, rise: Array, best: Array) -> npt.NDArray[np.bool_]:
    """True for the highest of the maxima that share object, place and rise."""
    order = np.lexsort((-best, rise, p, k))
    first = np.ones(len(order), dtype=bool)
    ks, ps, rs = k[order], p[order], rise[order]
    first[1:] = (ks[1:] != ks[:-1]) | (ps[1:] != ps[:-1]) | (np.abs(rs[1:] - rs[:-1]) > 1e-3)
    out = np.zeros(len(order), dtype=bool)
    out[order[first]] = True
    return out
