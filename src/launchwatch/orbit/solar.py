"""What the Sun and the field will do: F10.7 and Ap forecast as a fan of possible days, none known later.

With a record: analogues. The days of the past that looked most like the last one known (level, trend over a
year, place in the solar rotation) are sought, and what followed each is one possible future, its difference
to today fading out: the fast part in a week, the level in ten months. So the fan has persistence, the 27 days
of the Sun's rotation, storms, and the cycle's climatology in it, with the errors such a forecast had.

Without a record: the mean solar cycle (Hathaway 2015, The Solar Cycle, Living Reviews in Solar Physics 12:4,
average shape; minima by SILSO), scaled to F10.7, with the spread of the cycles seen, and a log-normal Ap.
That is coarse, 20 % in F10.7, and whoever uses it must say so.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.spaceweather import SpaceWeather

Array = npt.NDArray[np.float64]

#: How many past days are followed, and how far apart they are at least (days).
ANALOGUES, APART = 60, 13
#: How fast the difference between today and the analogue fades, days: of the day's flux, of its level.
FADE_FAST, FADE_SLOW = 7.0, 300.0
#: Ap is scaled by the ratio of its means over so many days, to a power that fades from 1 to this in so long.
AP_LEVEL, AP_LASTING, FADE_AP = 81, 0.5, 150.0
#: What counts as alike, in solar flux units: level, month's mean less level, day less month's mean, change
#: in three days, change of the level in a year.
ALIKE = np.array([10.0, 10.0, 10.0, 8.0, 30.0])
#: Mean length of a cycle, days (Hathaway 2015: 131.7 months); a past that ends is followed one cycle earlier.
CYCLE = 4009
#: Minima of the smoothed sunspot number (SILSO), decimal years; later ones a mean cycle apart.
MINIMA = (1954.3, 1964.8, 1976.2, 1986.7, 1996.6, 2008.9, 2019.9)
#: F10.7 between cycles, and what the mean shape adds: least squares over cycles 19 to 24 (1957 to 2019),
#: which give 119 to 257 each; mean and spread of the logarithm of the daily Ap over the last three.
QUIET_FLUX, CYCLE_FLUX = 66.0, 205.0
MEAN_LOG_AP, SPREAD_LOG_AP = 2.08, 0.83


def trailing(values: Array, days: int) -> Array:
    """Mean over each day and the ones before it; over what there is at the start."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    end = np.arange(1, len(values) + 1)
    begin = np.maximum(end - days, 0)
    return np.asarray((total[end] - total[begin]) / (end - begin))


def centred(values: Array) -> Array:
    """Mean over the 81 days about each day (the last axis); over what there is at the ends."""
    total = np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)
    days = np.arange(values.shape[-1])
    begin, end = np.maximum(days - 40, 0), np.minimum(days + 41, values.shape[-1])
    return np.asarray((total[..., end] - total[..., begin]) / (end - begin))


def weather_fan(
    known: SpaceWeather | None, first: datetime, days: int, members: int, rng: np.random.Generator
) -> Array:
    """Weather (members, days, 3) from the UTC day of `first` on: the flux of the day before, its 81-day mean
    and Ap. Days that `known` has are the same in all members; `known` must already be cut to what was known.

    >>> fan = weather_fan(None, datetime(2023, 11, 21, tzinfo=UTC), 30, 5, np.random.default_rng(0))
    >>> fan.shape, bool(fan[..., 0].min() > 60.0)
    ((5, 30, 3), True)
    """
    day = np.datetime64(first.astimezone(UTC).replace(tzinfo=None), "D")
    if known is None:
        flux, ap = _cycle(day, days + 1, members, rng)
        lead = 1
    else:
        begin = int((day - known.first).astype(int))
        ahead = max(begin + days - len(known.f107), 0)
        future = _analogues(known, ahead, members, rng)
        # 41 days more in front for the mean; the record may begin later
        lead = min(max(begin, 0), 41)
        cut = slice(begin - lead, begin + days)
        flux = np.concatenate([np.tile(known.f107, (members, 1)), future[0]], axis=1)[:, cut]
        ap = np.concatenate([np.tile(known.ap, (members, 1)), future[1]], axis=1)[:, cut]
    mean = centred(flux)
    before = np.concatenate([flux[:, :1], flux[:, :-1]], axis=1)
    return np.stack([before[:, lead:], mean[:, lead:], ap[:, lead:]], axis=2)


def _features(flux: Array) -> Array:
    """What is compared (days, 5), for every day of the record."""
    level, month = trailing(flux, 81), trailing(flux, 27)
    year = np.concatenate([np.full(min(365, len(level)), level[0]), level[:-365]])
    three = np.concatenate([flux[:3], flux[:-3]])
    # differences grow with the level: counted at that of 120
    scale = 120.0 / np.maximum(level, 60.0)
    return np.stack(
        [level, (month - level) * scale, (flux - month) * scale, (flux - three) * scale, level - year], axis=1
    )


def _analogues(
    known: SpaceWeather, ahead: int, members: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """F10.7 and Ap (members, ahead) of the days after the record."""
    features = _features(known.f107)
    count = len(known.f107)
    # each must be followed for a while in earnest, and have a year behind it
    usable = np.arange(min(365, count // 3), count - min(max(ahead, 30), CYCLE, count // 2))
    distance = np.sum(((features[usable] - features[-1]) / ALIKE) ** 2, axis=1)
    chosen: list[int] = []
    for candidate in usable[np.argsort(distance, kind="stable")]:
        if all(abs(candidate - other) >= APART for other in chosen):
            chosen.append(int(candidate))
            if len(chosen) == ANALOGUES:
                break
    picked = np.asarray(chosen)[rng.permutation(np.arange(members) % len(chosen))]
    tau = np.arange(1, ahead + 1)
    index = picked[:, None] + tau[None, :]
    over = np.maximum(index - count + 1, 0)
    index = np.maximum(index - CYCLE * (-(-over // CYCLE)), 0)
    level = features[-1, 0] - features[picked, 0]
    fast = known.f107[-1] - known.f107[picked] - level
    flux = (
        known.f107[index]
        + fast[:, None] * np.exp(-tau / FADE_FAST)
        + level[:, None] * np.exp(-tau / FADE_SLOW)
    )
    # geomagnetic activity has its own eras and seasons: the analogue's, at the strength of now
    strength = trailing(known.ap, AP_LEVEL) + 1.0
    ratio = np.clip(strength[-1] / strength[picked], 0.4, 2.5)
    fading = AP_LASTING + (1.0 - AP_LASTING) * np.exp(-tau / FADE_AP)
    return np.maximum(flux, 63.0), known.ap[index] * ratio[:, None] ** fading


def _cycle(day: np.datetime64, days: int, members: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """F10.7 and Ap (members, days) of the mean solar cycle with the spread of the cycles."""
    year = 1970.0 + (day.astype(int) + np.arange(-1, days - 1)) / 365.25
    minima = list(MINIMA)
    while minima[-1] < year[-1] + 12.0:
        minima.append(minima[-1] + CYCLE / 365.25)
    while minima[0] > year[0] - 12.0:
        minima.insert(0, minima[0] - CYCLE / 365.25)
    # shape x^3 / (exp x^2 - 0.8), x = (months + 4) / 56, of the cycle and of the one that goes out
    height = np.zeros((members, days))
    for start in minima:
        amplitude = np.exp(0.3 * rng.standard_normal(members))[:, None]
        shift = 0.5 * rng.standard_normal(members)[:, None]
        x = np.clip(((year[None, :] - start - shift) * 12.0 + 4.0) / 56.0, 0.0, 5.0)
        height += amplitude * x**3 / (np.exp(x * x) - 0.8)
    # the rotation of active longitudes, 27 days
    turn = 2.0 * np.pi * (np.arange(days)[None, :] / 27.0 + rng.uniform(size=(members, 1)))
    flux = QUIET_FLUX + CYCLE_FLUX * height * (1.0 + 0.15 * np.sin(turn))
    return flux, np.exp(MEAN_LOG_AP + SPREAD_LOG_AP * rng.standard_normal((members, days)))
