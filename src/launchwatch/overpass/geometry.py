"""What a look is like: its culmination, its least off-nadir angle, azimuths, distance, and the light.

Earth-fixed axes; the Sun comes as unit vectors in axes that do not turn, a table evenly spaced in time. The
satellite is lit where the line from it to the middle of the Sun clears the ellipsoid. No refraction.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from launchwatch.earth import FLATTENING, RADIUS, gmst, inline, jit, sun_elevation
from launchwatch.overpass.margin import ELEVATION, OFF_NADIR, margin, margin_at
from launchwatch.overpass.motion import state

Array = npt.NDArray[np.float64]

#: Columns of what `describe` gives.
(
    RISE, CULMINATION, SET, ELEVATION_DEG, OFF_NADIR_DEG, DISTANCE, HEIGHT, SINE, SUN, LIT, AZIMUTH_RISE,
    AZIMUTH, AZIMUTH_SET,
) = range(13)  # fmt: skip
COLUMNS = 13
#: Spacing of the Sun's table, s: it moves by a degree, and the chord is 0.002 deg off.
SUN_STEP = 86400.0
#: Where a culmination is sought first, s from the middle of a pass.
BESIDE = 8.0
#: A step shorter than this ends the search of a culmination, s: the next would be hundreds of times shorter.
NEAR = 0.02
_DEGREE = math.pi / 180.0


def sun_table(begin: datetime, span_s: float, delta_ut1: float = 0.0) -> Array:
    """Directions of the Sun (n, 3) from the Earth's centre in TEME, `SUN_STEP` apart from `begin` on."""
    instants = [begin + timedelta(seconds=SUN_STEP * k) for k in range(int(span_s / SUN_STEP) + 2)]
    utc = np.array([one.replace(tzinfo=None) for one in instants], dtype="datetime64[us]")
    # an elevation is the sine of the angle to a horizon: three horizons at right angles give the direction
    sines = [
        np.sin(sun_elevation(lat, lon, utc)) for lat, lon in ((0.0, 0.0), (0.0, np.pi / 2), (np.pi / 2, 0.0))
    ]
    angle = np.asarray(gmst(utc, delta_ut1))
    c, s = np.cos(angle), np.sin(angle)
    x, y, z = sines
    out = np.stack([c * x - s * y, s * x + c * y, z], axis=-1)
    return np.ascontiguousarray(out / np.linalg.norm(out, axis=1, keepdims=True))


@inline
def sun_at(table: Array, angle: float, rate: float, t: float) -> tuple[float, float, float]:
    """Earth-fixed direction of the Sun t seconds after the first of the table."""
    k = min(max(int(t / SUN_STEP), 0), table.shape[0] - 2)
    f = t / SUN_STEP - k
    x = (1.0 - f) * table[k, 0] + f * table[k + 1, 0]
    y = (1.0 - f) * table[k, 1] + f * table[k + 1, 1]
    z = (1.0 - f) * table[k, 2] + f * table[k + 1, 2]
    c, s = math.cos(angle + rate * t), math.sin(angle + rate * t)
    return c * x + s * y, c * y - s * x, z


@inline
def is_lit(x: float, y: float, z: float, sun: tuple[float, float, float]) -> bool:
    """Whether a position (m) sees the middle of the Sun past the ellipsoid, stretched to a sphere."""
    stretch = 1.0 / (1.0 - FLATTENING)
    p, q = stretch * z, stretch * sun[2]
    towards = (x * sun[0] + y * sun[1] + p * q) / math.sqrt(sun[0] ** 2 + sun[1] ** 2 + q * q)
    return towards > 0.0 or x * x + y * y + p * p - towards * towards > RADIUS * RADIUS


@inline
def _quotient(kind: int, place: Array, node: Array, step: float, t: float) -> tuple[float, float]:
    """Sine of the elevation, or cosine of the off-nadir angle, and its rate (1/s)."""
    r = state(node, step, t)
    top, slope = margin(kind, 0.0, place, r)
    x, y, z = r[0] - place[0], r[1] - place[1], r[2] - place[2]
    distance = math.sqrt(x * x + y * y + z * z)
    away = (x * r[3] + y * r[4] + z * r[5]) / distance
    return top / distance, (slope - top * away / distance) / distance


@jit
def summit(
    place: Array, node: Array, step: float, a: float, ga: float, b: float, gb: float
) -> tuple[float, float]:
    """Where between two times the elevation is greatest, and its sine: the root of its rate, ga > 0 > gb."""
    side, f, t = 0, 0.0, a
    for _ in range(60):
        t = b - gb * (b - a) / (gb - ga)
        if not a < t < b:
            t = 0.5 * (a + b)
        f, g = _quotient(ELEVATION, place, node, step, t)
        if g > 0.0:
            moved, a, ga = t - a, t, g
            # the end that stays put twice counts half, so that it moves next time
            gb, side = (0.5 * gb if side == 1 else gb), 1
        else:
            moved, b, gb = b - t, t, g
            ga, side = (0.5 * ga if side == -1 else ga), -1
        if moved < NEAR or b - a < NEAR or g == 0.0:
            break
    return t, f


@jit
def around(place: Array, node: Array, step: float, low: float, high: float) -> tuple[float, float]:
    """Two times around the highest elevation of a window: the samples beside the highest one."""
    best, a, b = -2.0, low, high
    before, here = low, low
    count = max(int((high - low) / step), 1)
    for k in range(count + 1):
        here = low + (high - low) * k / count
        sine, _ = margin_at(ELEVATION, 0.0, place, node, step, here)
        x, y, z, _, _, _ = state(node, step, here)
        x, y, z = x - place[0], y - place[1], z - place[2]
        sine /= math.sqrt(x * x + y * y + z * z)
        if sine > best:
            best, a = sine, before
            b = min(here + (high - low) / count, high)
        before = here
    return a, b


@inline
def azimuth(place: Array, x: float, y: float, z: float) -> float:
    """Azimuth of a position from a place, deg from north by east, 0 to 360."""
    p, q, o = x - place[0], y - place[1], z - place[2]
    level = math.sqrt(place[3] * place[3] + place[4] * place[4])
    if level < 1e-12:  # at a pole: from the meridian of Greenwich
        c, s = 1.0, 0.0
    else:
        c, s = place[3] / level, place[4] / level
    east = c * q - s * p
    north = level * o - place[5] * (c * p + s * q)
    angle = math.atan2(east, north) / _DEGREE
    return angle if angle >= 0.0 else angle + 360.0


@jit
def culmination(place: Array, node: Array, step: float, rise: float, fall: float) -> tuple[float, float]:
    """When in a window the elevation is greatest, and its sine."""
    low, high = rise, fall
    if fall - rise > 12.0 * step:
        low, high = around(place, node, step, rise, fall)
    # a pass of a low orbit is nearly the same before and after
    middle = 0.5 * (low + high)
    a, b = max(middle - BESIDE, low), min(middle + BESIDE, high)
    fa, ga = _quotient(ELEVATION, place, node, step, a)
    fb, gb = _quotient(ELEVATION, place, node, step, b)
    if ga <= 0.0:
        b, fb, gb = a, fa, ga
        a = low
        fa, ga = _quotient(ELEVATION, place, node, step, a)
        if ga <= 0.0:
            return a, fa
    if gb >= 0.0:
        a, fa, ga = b, fb, gb
        b = high
        fb, gb = _quotient(ELEVATION, place, node, step, b)
        if gb >= 0.0:
            return b, fb
    return summit(place, node, step, a, ga, b, gb)


@jit
def describe(
    node: Array, start: float, step: float, place: Array, rise: float, fall: float,
    table: Array, angle: float, rate: float, out: Array,
) -> None:  # fmt: skip
    """Fill one row (columns above) for the window from `rise` to `fall`, s after node 0.

    `start` is when node 0 is, s after the begin; the times of the row count from the begin.
    """
    top, sine = culmination(place, node, step, rise, fall)
    # the least off-nadir angle is a moment beside: by the secant of its rate there and a second later
    beside = top + 1.0 if top + 1.0 <= fall else top - 1.0
    _, g0 = _quotient(OFF_NADIR, place, node, step, top)
    _, g1 = _quotient(OFF_NADIR, place, node, step, beside)
    least = top - g0 * (beside - top) / (g1 - g0) if g1 != g0 else top
    least = min(max(least, max(rise, top - BESIDE)), min(fall, top + BESIDE))
    out[RISE], out[CULMINATION], out[SET] = start + rise, start + top, start + fall
    out[ELEVATION_DEG] = math.asin(min(sine, 1.0)) / _DEGREE
    x, y, z, _, _, _ = state(node, step, least)
    p, q, o = x - place[0], y - place[1], z - place[2]
    distance = math.sqrt(p * p + q * q + o * o)
    radius = math.sqrt(x * x + y * y + z * z)
    # by the sine where the cosine says little
    a, b, c = y * o - z * q, z * p - x * o, x * q - y * p
    aside = math.sqrt(a * a + b * b + c * c)
    out[OFF_NADIR_DEG] = math.atan2(aside, x * p + y * q + z * o) / _DEGREE
    out[DISTANCE] = distance
    out[HEIGHT] = radius - place[6]
    out[SINE] = (place[3] * p + place[4] * q + place[5] * o) / distance
    x, y, z, _, _, _ = state(node, step, top)
    out[AZIMUTH] = azimuth(place, x, y, z)
    sun = sun_at(table, angle, rate, start + top)
    up = place[3] * sun[0] + place[4] * sun[1] + place[5] * sun[2]
    out[SUN] = math.asin(min(max(up, -1.0), 1.0)) / _DEGREE
    out[LIT] = 1.0 if is_lit(x, y, z, sun) else 0.0
    x, y, z, _, _, _ = state(node, step, rise)
    out[AZIMUTH_RISE] = azimuth(place, x, y, z)
    x, y, z, _, _, _ = state(node, step, fall)
    out[AZIMUTH_SET] = azimuth(place, x, y, z)
