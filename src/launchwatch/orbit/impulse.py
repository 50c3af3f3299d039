"""How much a burn gave: delta-v along three axes from the orbit before and after.

One burn on a near-circular orbit is supposed (Gauss's equations at small eccentricity; Vallado, Fundamentals
of Astrodynamics and Applications, section 9.3): the semi-major axis tells the part along the track, the plane
the part across it, and what the eccentricity vector changed beyond what the first explains the radial part.
Of several burns in one gap the sum is told along the track; of a pair that cancels, nothing is.

Signs: along the track forward is positive. Across it is told as if the burn had been made within a quarter
of a turn of the ascending node: it raised (+) or lowered (-) the inclination. The radial part is told where
it is beyond three sigmas, without a sign, which element sets do not tell; else as 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from launchwatch.earth import MU
from launchwatch.orbit.elements import Elements
from launchwatch.orbit.foresight import (
    ALONG_NOISE,
    AXIS_NOISE,
    DAY,
    DECAY,
    SETS,
    SPAN,
    Array,
    Counts,
    Track,
    least_squares,
    spacing,
)
from launchwatch.orbit.secular import secular_rates

#: What one element set is off: m of semi-major axis, m out of the plane, and of the eccentricity vector.
ONE_SET, ACROSS, FORM = 10.0, 30.0, 2e-5
#: How far Sun and Moon turn a plane beyond its rates, m a day.
WANDER = 20.0


@dataclass(frozen=True, slots=True)
class DeltaV:
    """Delta-v in m/s along radial, along-track and cross-track, and one sigma of each."""

    radial: float
    along: float
    cross: float
    radial_sigma: float
    along_sigma: float
    cross_sigma: float

    def to_json(self) -> dict[str, float]:
        """The three figures, to 0.01 mm/s."""
        return {"radial": round(self.radial, 5), "along": round(self.along, 5), "cross": round(self.cross, 5)}

    def sigma_json(self) -> dict[str, float]:
        """Their sigmas."""
        return {
            "radial": round(self.radial_sigma, 5),
            "along": round(self.along_sigma, 5),
            "cross": round(self.cross_sigma, 5),
        }


def of_neighbours(before: Elements, after: Elements) -> tuple[DeltaV, float]:
    """Delta-v between two sets, and the change of the semi-major axis (m), drag in between left in.

    Over months Sun and Moon turn the plane beyond its rates, and when in the gap the orbit changed moves the
    node too; the sigmas across and radial allow for that.
    """
    seconds = (after.epoch - before.epoch).total_seconds()
    a = 0.5 * (before.semi_major_axis + after.semi_major_axis)
    node_rate, perigee_rate, _ = secular_rates(
        [before.semi_major_axis, after.semi_major_axis],
        [before.eccentricity, after.eccentricity],
        [before.inclination, after.inclination],
    )
    turn = math.remainder(after.raan - before.raan - float(node_rate.mean()) * seconds, 2.0 * math.pi)
    turned = _vector(before, float(perigee_rate.mean()) * seconds) - _vector(after, 0.0)
    change = after.semi_major_axis - before.semi_major_axis
    days = seconds / DAY
    sine = math.sin(before.inclination)
    when = (
        1.75 * change / a * float(node_rate.mean()) * seconds * a * sine
    )  # half of how much the node may be off
    size = _impulse(
        a,
        change,
        (a * (after.inclination - before.inclination), a * sine * turn),
        float(np.hypot(*turned)),
        (math.sqrt(2.0) * ONE_SET, math.hypot(ACROSS, WANDER * days, when), FORM * (1.0 + days)),
    )
    return size, change


def of_windows(track: Track, k: int, burns: Sequence[int], stale: float) -> tuple[DeltaV, float]:
    """Delta-v of the burn before set `k` of a track, from the sets of some days on both sides.

    `burns` are all of them, across which no window reaches; sets within `stale` days after one are left out
    where others are at hand. The change of the semi-major axis comes too, m.
    """
    middle = 0.5 * (track.days[k - 1] + track.days[k])
    begin = max((one for one in burns if one < k), default=0)
    end = min((one for one in burns if one > k), default=track.days.size)
    span = SPAN * spacing(track)
    parts = []
    for low, high in ((begin, k), (k, end)):
        at = np.arange(low, high)
        settled = at[(track.days[at] > track.days[low] + stale) | (low == 0)]
        at = settled if settled.size >= 3 else at
        near = at[np.abs(track.days[at] - middle) < span]
        at = near if near.size else at[np.argsort(np.abs(track.days[at] - middle))[:3]]
        order = np.argsort(np.abs(track.days[at] - middle))[:SETS]
        parts.append(at[order])
    (axis0, sigma0), (axis1, sigma1) = (_axis_at(track, at, middle) for at in parts)
    size = _impulse(
        track.radius,
        axis1 - axis0,
        (_step(track, track.tilt, parts), _step(track, track.node, parts)),
        math.hypot(_step(track, track.form_x, parts), _step(track, track.form_y, parts)),
        (math.hypot(sigma0, sigma1), ACROSS / math.sqrt(min(part.size for part in parts)), FORM),
    )
    return size, axis1 - axis0


def _impulse(
    radius: float,
    axis: float,
    plane: tuple[float, float],
    eccentricity: float,
    sigma: tuple[float, float, float],
) -> DeltaV:
    """Delta-v of changes: m of the axis, m out of the plane (two), of the eccentricity vector; sigmas."""
    motion = math.sqrt(MU / radius**3)
    along = 0.5 * motion * axis
    by_form = motion * radius * eccentricity
    radial_sigma = motion * radius * sigma[2]
    radial = math.sqrt(max(by_form**2 - 4.0 * along**2, 0.0))
    return DeltaV(
        radial=radial if radial > 3.0 * radial_sigma else 0.0,
        along=along,
        cross=math.copysign(motion * math.hypot(*plane), plane[0]),
        radial_sigma=radial_sigma,
        along_sigma=0.5 * motion * sigma[0],
        cross_sigma=motion * sigma[1],
    )


def _vector(one: Elements, turn: float) -> Array:
    """The eccentricity vector in the plane, carried on by a turn of the perigee (rad)."""
    angle = math.radians(one.argument_of_perigee_deg) + turn
    return one.eccentricity * np.array([math.cos(angle), math.sin(angle)])


def _step(track: Track, values: Array, parts: Sequence[Counts]) -> float:
    """By how much values jump between two groups of sets, on one slope where there are sets enough."""
    at = np.concatenate(parts)
    after = np.concatenate([np.zeros(parts[0].size), np.ones(parts[1].size)])
    columns = [np.ones_like(after), after]
    if min(part.size for part in parts) >= 3:
        columns.append(track.days[at] - track.days[at].mean())
    rows = np.stack(columns, -1)
    return float(np.linalg.lstsq(rows, values[at] - values[at].mean(), rcond=None)[0][1])


def _axis_at(track: Track, at: Counts, middle: float) -> tuple[float, float]:
    """The semi-major axis at a day, m from the middle one, and its sigma, from some sets."""
    days = track.days[at] - middle
    one, none = np.ones_like(days), np.zeros_like(days)
    rows = np.concatenate(
        [
            np.stack([one, track.drift * days, 0.5 * track.drift * days**2], -1) / ALONG_NOISE,
            np.stack([none, one, days], -1) / AXIS_NOISE,
            np.array([[0.0, 0.0, 1.0 / DECAY]]),
        ]
    )
    along = track.along[at] - track.along[at].mean()
    told = np.concatenate([along / ALONG_NOISE, track.axis[at] / AXIS_NOISE, [0.0]])
    x = least_squares(rows[None], told[None])[0]
    left = told - rows @ x
    scale = max(math.sqrt(float(left @ left) / max(left.size - 3, 1)), 1.0)
    spread = np.linalg.inv(rows.T @ rows + 1e-9 * np.eye(3))
    return float(x[1]), scale * math.sqrt(float(spread[1, 1]))
