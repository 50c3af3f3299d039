"""What the element sets before foretell of those that come: the innovations that give a burn away.

Two series carry the motion in the plane: how far along its track the object is, and how fast it goes round,
told as a semi-major axis. Both follow one curve, since a higher orbit lags: a parabola under steady drag. It
is fitted to the sets of the last days and carried on to a set and to two later ones. Noise is taken from the
object itself, as the running median of the size of what was not foretold, so that a burn, a storm or a wild
set hardly moves it.

Lengths in metres, times in days after the first set. Sources: the idea of judging a set by its forerunners
is Patera's (2008, Space event detection method, J. Spacecraft and Rockets 45); the secular rates are
Brouwer's (`secular`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from launchwatch.orbit.history import History
from launchwatch.orbit.secular import secular_rates

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

DAY = 86400.0
#: Sets before that foretell, at most, and how old they may be, days (more where sets come seldom).
SETS, SPAN = 10, 9.0
#: A set and two later ones are foretold: at once, and so many days after (more where sets come seldom).
LEADS = (0.0, 0.9, 1.9)
#: Fewer forerunners foretell nothing.
FEWEST = 4
#: What a set is off along the track and in semi-major axis (m), and how fast the decay may be (m/day), for
#: the weights of the fit alone.
ALONG_NOISE, AXIS_NOISE, DECAY = 100.0, 1.5, 5.0
#: Noise is the running median over so many sets, and no less than this, m: along the track and out of plane.
RUNNING, ALONG_LEAST, ACROSS_LEAST = 101, 20.0, 40.0
#: Sets that still carry the old orbit count for so little.
STALE_WEIGHT = 0.15


@dataclass(frozen=True, eq=False)
class Track:
    """A history as series (n,): days, m along the track, m of semi-major axis, m out of the plane (two).

    Node and eccentricity vector come turned back by their secular rates, so that they nearly stand still.
    """

    days: Array
    along: Array
    axis: Array
    tilt: Array
    node: Array
    form_x: Array
    form_y: Array
    radius: float  # the middle semi-major axis, m
    inclination: float  # the middle inclination, rad
    motion: float  # mean motion there, rad/s

    @property
    def drift(self) -> float:
        """Metres along the track a day for each metre of semi-major axis: higher lags."""
        return -1.5 * self.motion * DAY

    @property
    def speed(self) -> float:
        """Speed on the middle orbit, m/s."""
        return self.motion * self.radius


def track_of(history: History) -> Track:
    """The series of a history of at least two sets.

    Turns between two sets are counted by the mean rate of both, which holds while the gap is short enough;
    over longer gaps the series along the track means nothing, and nobody asks it.
    """
    days = history.seconds / DAY
    node_rate, perigee_rate, anomaly_rate = secular_rates(
        history.semi_major_axis, history.eccentricity, history.inclination
    )
    rate = perigee_rate + anomaly_rate
    gap = np.diff(history.seconds)
    foreseen = 0.5 * (rate[1:] + rate[:-1]) * gap
    ahead = np.diff(history.argument_of_latitude) - foreseen
    turned = foreseen + np.mod(ahead + np.pi, 2.0 * np.pi) - np.pi
    # element sets are made with the constants of WGS 72, the rates with ours: a constant apart
    rate = rate + np.median((turned - foreseen) / np.maximum(gap, 1.0))
    middle = float(np.median(history.semi_major_axis))
    inclination = float(np.median(history.inclination))
    motion = float(np.median(rate))
    turns = np.concatenate([[0.0], np.cumsum(turned - motion * gap)])
    swept = np.cumsum(np.concatenate([[0.0], 0.5 * (node_rate[1:] + node_rate[:-1]) * gap]))
    back = np.cumsum(np.concatenate([[0.0], 0.5 * (perigee_rate[1:] + perigee_rate[:-1]) * gap]))
    perigee = history.argument_of_perigee - back
    return Track(
        days=days,
        along=turns * middle,
        axis=(rate - motion) * middle / (-1.5 * motion),
        tilt=history.inclination * middle,
        node=(history.raan - swept) * middle * float(np.sin(inclination)),
        form_x=history.eccentricity * np.cos(perigee),
        form_y=history.eccentricity * np.sin(perigee),
        radius=middle,
        inclination=inclination,
        motion=motion,
    )


def spacing(track: Track) -> float:
    """By how much the spans grow where sets come more seldom than once a day: 1 to 3."""
    return float(np.clip(np.median(np.diff(track.days)), 1.0, 3.0))


def forerunners(track: Track, first: Counts) -> tuple[Counts, Array, npt.NDArray[np.bool_]]:
    """For every set: indices (n, SETS) of the sets before it, days from it, and which of them count.

    `first` (n,) is the first set that may count for each: nothing is foretold across a burn.
    """
    k = np.arange(track.days.size)
    j = k[:, None] - 1 - np.arange(SETS)[None]
    counts = (j >= 0) & (j >= first[:, None])
    j = np.maximum(j, 0)
    days = track.days[j] - track.days[:, None]
    counts &= days > -SPAN * spacing(track)
    return j, days, counts


def later(track: Track) -> list[Counts]:
    """For every set: the indices (n,) of itself and of the two later ones that are looked at with it."""
    last = track.days.size - 1
    grow = spacing(track)
    return [np.minimum(np.searchsorted(track.days, track.days + lead * grow - 1e-9), last) for lead in LEADS]


def least_squares(a: Array, y: Array) -> Array:
    """Solutions (k, p) of many small problems, rows (k, m, p) against (k, m); what no row tells stays 0."""
    normal = np.einsum("kmp,kmq->kpq", a, a) + 1e-9 * np.eye(a.shape[-1])
    return np.asarray(np.linalg.solve(normal, np.einsum("kmp,km->kp", a, y)[..., None])[..., 0])


def in_plane(track: Track, first: Counts, weight: Array) -> tuple[Array, Array]:
    """What was not foretold (3, n) of the later sets: m along the track, and m of semi-major axis."""
    j, days, counts = forerunners(track, first)
    w = counts * weight[j]
    one, none, drift = np.ones_like(days), np.zeros_like(days), track.drift
    along = np.stack([one, drift * days, 0.5 * drift * days**2], -1) * (w / ALONG_NOISE)[..., None]
    axis = np.stack([none, one, days], -1) * (w / AXIS_NOISE)[..., None]
    gentle = np.zeros((days.shape[0], 1, 3))
    gentle[:, 0, 2] = 1.0 / DECAY
    rows = np.concatenate([along, axis, gentle], 1)
    told = np.concatenate(
        [
            (track.along[j] - track.along[:, None]) * w / ALONG_NOISE,
            track.axis[j] * w / AXIS_NOISE,
            np.zeros((days.shape[0], 1)),
        ],
        1,
    )
    x = least_squares(rows, told)
    off_along, off_axis = [], []
    for at in later(track):
        t = track.days[at] - track.days
        curve = x[:, 0] + drift * (t * x[:, 1] + 0.5 * t**2 * x[:, 2])
        off_along.append(track.along[at] - track.along - curve)
        off_axis.append(track.axis[at] - x[:, 1] - t * x[:, 2])
    return np.array(off_along), np.array(off_axis)


def across(track: Track, values: Array, first: Counts, weight: Array, power: int) -> Array:
    """What was not foretold (3, n) of a series out of the plane, m, by a polynomial of that power."""
    j, days, counts = forerunners(track, first)
    w = counts * weight[j]
    rows = np.stack([days**p for p in range(power + 1)], -1) * w[..., None]
    x = least_squares(rows, (values[j] - values[:, None]) * w)
    off = []
    for at in later(track):
        t = track.days[at] - track.days
        off.append(values[at] - values - sum(x[:, p] * t**p for p in range(power + 1)))
    return np.array(off)


def running_noise(off: Array, least: float) -> Array:
    """One sigma (3, n) of innovations: 1.48 times the running median of their sizes, `least` or more."""
    from scipy.ndimage import median_filter  # 0.1 s, and not everybody who reads elements asks

    size = np.abs(off)
    if size.shape[1] <= RUNNING:
        middle = np.repeat(np.median(size, axis=1, keepdims=True), size.shape[1], axis=1)
    else:
        middle = np.array([median_filter(row, RUNNING, mode="reflect") for row in size])
    return np.maximum(1.4826 * middle, least)


def persistent(off: Array, sigma: Array) -> Array:
    """The least of three innovations in sigmas (n,), with their sign, where all have one; else 0."""
    z = off / sigma
    same = np.abs(np.sign(z).sum(0)) == z.shape[0]
    return np.where(same, np.sign(z[0]) * np.abs(z).min(0), 0.0)
