"""What a look is like: its culmination, its least off-nadir angle, azimuths, distance, and the light.

Earth-fixed axes; the Sun comes as unit vectors, a table evenly spaced in time. The satellite is lit where
the line from it to the middle of the Sun clears the ellipsoid. No refraction.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from launchwatch.earth import FLATTENING, RADIUS, gmst, inline, jit, sun_elevation
from launchwatch.overpass.margin import ELEVATION, margin_at
from launchwatch.overpass.motion import SIDEREAL_RATE, spot, state

Array = npt.NDArray[np.float64]

#: Rows of what `describe` gives, a column for each look.
(
    RISE, CULMINATION, SET, ELEVATION_DEG, OFF_NADIR_DEG, DISTANCE, HEIGHT, SINE, SUN, LIT, AZIMUTH_RISE,
    AZIMUTH, AZIMUTH_SET,
) = range(13)  # fmt: skip
ROWS = 13
#: Spacing of the Sun's table, s: it turns by a degree, and the chord is 0.002 deg off.
SUN_STEP, DAY = 240.0, 86400.0
#: Where a culmination is sought first, s from the middle of a pass.
BESIDE = 8.0
#: A step shorter than this ends the search of a culmination, s: the next would be hundreds of times shorter.
NEAR = 0.02
#: A last step of the parabola is trusted up to this, s.
AT_ONCE = 0.5
_PER_RADIAN = 180.0 / math.pi


def sun_table(begin: datetime, span_s: float, delta_ut1: float = 0.0) -> Array:
    """Earth-fixed directions (n, 3) of the Sun from the Earth's centre, `SUN_STEP` apart from `begin` on."""
    instants = [begin + timedelta(seconds=DAY * k) for k in range(int(span_s / DAY) + 2)]
    utc = np.array([one.astimezone(UTC).replace(tzinfo=None) for one in instants], dtype="datetime64[us]")
    # an elevation is the sine of the angle to a horizon: three horizons at right angles give the direction
    x, y, z = (
        np.sin(sun_elevation(lat, lon, utc)) for lat, lon in ((0.0, 0.0), (0.0, np.pi / 2), (np.pi / 2, 0.0))
    )
    # among the stars it moves by a degree a day, and the chord is 0.002 deg off
    angle = np.asarray(gmst(utc, delta_ut1))
    c, s = np.cos(angle), np.sin(angle)
    t = SUN_STEP * np.arange(int(span_s / SUN_STEP) + 2)
    p, q, o = (np.interp(t / DAY, np.arange(len(utc)), one) for one in (c * x - s * y, s * x + c * y, z))
    turned = float(gmst(begin, delta_ut1)) + SIDEREAL_RATE * t
    c, s = np.cos(turned), np.sin(turned)
    out = np.stack([c * p + s * q, c * q - s * p, o], axis=-1)
    return np.ascontiguousarray(out / np.linalg.norm(out, axis=1, keepdims=True))


@inline
def sun_at(table: Array, t: float) -> tuple[float, float, float]:
    """Earth-fixed direction of the Sun t seconds after the first of the table."""
    at = t / SUN_STEP
    k = min(max(int(at), 0), table.shape[0] - 2)
    f = at - k
    return (
        table[k, 0] + f * (table[k + 1, 0] - table[k, 0]),
        table[k, 1] + f * (table[k + 1, 1] - table[k, 1]),
        table[k, 2] + f * (table[k + 1, 2] - table[k, 2]),
    )


@inline
def is_lit(x: float, y: float, z: float, sun: tuple[float, float, float]) -> bool:
    """Whether a position (m) sees the middle of the Sun past the ellipsoid, stretched to a sphere."""
    stretch = 1.0 / (1.0 - FLATTENING)
    p, q = stretch * z, stretch * sun[2]
    towards = (x * sun[0] + y * sun[1] + p * q) / math.sqrt(sun[0] ** 2 + sun[1] ** 2 + q * q)
    return towards > 0.0 or x * x + y * y + p * p - towards * towards > RADIUS * RADIUS


@inline
def _elevation(place: Array, r: tuple[float, ...]) -> tuple[float, float]:
    """Sine of the elevation and its rate (1/s) for a state."""
    x, y, z = r[0] - place[0], r[1] - place[1], r[2] - place[2]
    near = 1.0 / math.sqrt(x * x + y * y + z * z)
    sine = (place[3] * x + place[4] * y + place[5] * z) * near
    climb = place[3] * r[3] + place[4] * r[4] + place[5] * r[5]
    return sine, (climb - sine * (x * r[3] + y * r[4] + z * r[5]) * near) * near


@inline
def _off_nadir(place: Array, r: tuple[float, ...]) -> tuple[float, float]:
    """Cosine of the off-nadir angle and its rate (1/s) for a state."""
    x, y, z = r[0] - place[0], r[1] - place[1], r[2] - place[2]
    away = x * r[3] + y * r[4] + z * r[5]
    outward = r[0] * r[3] + r[1] * r[4] + r[2] * r[5]
    d2, r2 = x * x + y * y + z * z, r[0] * r[0] + r[1] * r[1] + r[2] * r[2]
    near = 1.0 / math.sqrt(d2 * r2)
    both = near * near
    cosine = (r[0] * x + r[1] * y + r[2] * z) * near
    return cosine, (away + outward) * near - cosine * both * (outward * d2 + away * r2)


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
        f, g = _elevation(place, state(node, step, t))
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
def angle_deg(y: float, x: float) -> float:
    """`atan2` in degrees, to 2e-6 degrees, in a third of the time: the series after two foldings."""
    p, q = abs(x), abs(y)
    low, high = min(p, q), max(p, q)
    folded = low > 0.41421356237309503 * high
    z = (low - high) / (low + high) if folded else low / max(high, 1e-300)
    s = z * z
    a = z * (
        1.0 + s * (-1 / 3 + s * (1 / 5 + s * (-1 / 7 + s * (1 / 9 + s * (-1 / 11 + s * (1 / 13 - s / 15))))))
    )
    a = a + 0.25 * math.pi if folded else a
    a = 0.5 * math.pi - a if q > p else a
    a = math.pi - a if x < 0.0 else a
    return (-a if y < 0.0 else a) * _PER_RADIAN


@inline
def azimuth(place: Array, r: tuple[float, float, float]) -> float:
    """Azimuth of a position from a place, deg from north by east, 0 to 360."""
    x, y, z = r[0] - place[0], r[1] - place[1], r[2] - place[2]
    # times the cosine of the latitude, which changes no angle; at a pole from the meridian of Greenwich
    c, s = place[3], place[4]
    level = c * c + s * s
    c, level = (1.0, 0.0) if level < 1e-24 else (c, level)
    angle = angle_deg(c * y - s * x, level * z - place[5] * (c * x + s * y))
    return angle if angle >= 0.0 else angle + 360.0


@inline
def peak(t0: float, g0: float, t1: float, g1: float) -> float:
    """Where a chord of rates ends the rise; where it never does, `BESIDE` from t0 in the way that rises."""
    slope = (g1 - g0) / (t1 - t0)
    return t0 - g0 / slope if slope < 0.0 else t0 + math.copysign(BESIDE, g0)


@jit
def culmination(
    place: Array, node: Array, step: float, rise: float, fall: float
) -> tuple[float, float, float]:
    """When in a window the elevation is greatest, its sine, and about when the off-nadir angle is least."""
    low, high = rise, fall
    if fall - rise > 12.0 * step:
        low, high = around(place, node, step, rise, fall)
    # a pass of a low orbit is nearly the same before and after
    middle = 0.5 * (low + high)
    a, b = max(middle - BESIDE, low), min(middle + BESIDE, high)
    ra, rb = state(node, step, a), state(node, step, b)
    fa, ga = _elevation(place, ra)
    fb, gb = _elevation(place, rb)
    if ga > 0.0 > gb:
        # the chord, then the parabola through three rates; what that leaves is far below a millisecond
        t = b - gb * (b - a) / (gb - ga)
        r = state(node, step, t)
        f, g = _elevation(place, r)
        slope, move = 0.0, b - a
        if a < t < b:
            slope = ((g - ga) / (t - a) * (b - t) + (gb - g) / (b - t) * (t - a)) / (b - a)
            move = -g / slope if slope < 0.0 else move
        if abs(move) < AT_ONCE and a < t + move < b:
            # the off-nadir angle is least a moment beside: by the chord of its rate
            _, o0 = _off_nadir(place, r)
            far, t0 = (rb, b) if o0 > 0.0 else (ra, a)
            _, o1 = _off_nadir(place, far)
            least = peak(t, o0, t0, o1)
            return t + move, f + 0.5 * g * move, least
    if ga <= 0.0:
        b, fb, gb = a, fa, ga
        a = low
        fa, ga = _elevation(place, state(node, step, a))
        if ga <= 0.0:
            return a, fa, beside(place, node, step, a, rise, fall)
    if gb >= 0.0:
        a, fa, ga = b, fb, gb
        b = high
        fb, gb = _elevation(place, state(node, step, b))
        if gb >= 0.0:
            return b, fb, beside(place, node, step, b, rise, fall)
    t, f = summit(place, node, step, a, ga, b, gb)
    return t, f, beside(place, node, step, t, rise, fall)


@jit
def beside(place: Array, node: Array, step: float, top: float, rise: float, fall: float) -> float:
    """When the off-nadir angle is least, near the culmination: by its rate there and a second later."""
    other = top + 1.0 if top + 1.0 <= fall else top - 1.0
    _, g0 = _off_nadir(place, state(node, step, top))
    _, g1 = _off_nadir(place, state(node, step, other))
    return peak(top, g0, other, g1)


@jit
def describe(
    node: Array, start: float, step: float, place: Array, rise: float, fall: float,
    table: Array, out: Array, k: int,
) -> None:  # fmt: skip
    """Fill column `k` of `out` (rows above) for the window from `rise` to `fall`, s after node 0.

    `start` is when node 0 is, s after the begin; the times written count from the begin.
    """
    # all is computed before anything is written: what is written might be what is read, to a compiler
    top, sine, least = culmination(place, node, step, rise, fall)
    least = min(max(least, max(rise, top - BESIDE)), min(fall, top + BESIDE))
    sine = min(sine, 1.0)
    high = angle_deg(sine, math.sqrt(1.0 - sine * sine))
    x, y, z = spot(node, step, least)
    p, q, o = x - place[0], y - place[1], z - place[2]
    distance = math.sqrt(p * p + q * q + o * o)
    # by the sine where the cosine says little
    a, b, c = y * o - z * q, z * p - x * o, x * q - y * p
    off = angle_deg(math.sqrt(a * a + b * b + c * c), x * p + y * q + z * o)
    height = math.sqrt(x * x + y * y + z * z) - place[6]
    slant = (place[3] * p + place[4] * q + place[5] * o) / distance
    r = spot(node, step, top)
    sun = sun_at(table, start + top)
    up = min(max(place[3] * sun[0] + place[4] * sun[1] + place[5] * sun[2], -1.0), 1.0)
    light = angle_deg(up, math.sqrt(1.0 - up * up))
    lit = 1.0 if is_lit(r[0], r[1], r[2], sun) else 0.0
    first, middle = azimuth(place, spot(node, step, rise)), azimuth(place, r)
    last = azimuth(place, spot(node, step, fall))
    out[RISE, k], out[CULMINATION, k], out[SET, k] = start + rise, start + top, start + fall
    out[ELEVATION_DEG, k], out[OFF_NADIR_DEG, k], out[DISTANCE, k] = high, off, distance
    out[HEIGHT, k], out[SINE, k], out[SUN, k], out[LIT, k] = height, slant, light, lit
    out[AZIMUTH_RISE, k], out[AZIMUTH, k], out[AZIMUTH_SET, k] = first, middle, last
