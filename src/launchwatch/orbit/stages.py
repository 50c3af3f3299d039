"""How long spent stages stay up: an ensemble of insertion orbits carried down, each with its own figures.

A stage is not tracked before it flies, so its coefficient is drawn like its orbit: Cd A / m with Cd near 2.2
and the mean area of a tumbling cylinder, a quarter of its surface (Cauchy), over the dry mass. Node and
perigee are what the launch gave, or drawn evenly where nobody knows.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from launchwatch.earth import RADIUS, gmst
from launchwatch.errors import InputError
from launchwatch.orbit.decay import DAY, LAST_HEIGHT, LAST_PERIGEE, run_many
from launchwatch.orbit.density import density_table
from launchwatch.orbit.kepler import apsides
from launchwatch.orbit.mean import EX, EY, INCLINATION, NODE, A, mean_elements
from launchwatch.orbit.members import wandering
from launchwatch.orbit.secular import local_time_of_node
from launchwatch.orbit.solar import weather_fan
from launchwatch.orbit.spaceweather import SpaceWeather

Array = npt.NDArray[np.float64]

#: Drag coefficient of a tumbling body in free molecular flow (King-Hele 1987, section 2.3).
DRAG_COEFFICIENT = 2.2
#: Stages are followed for so long, days.
LONGEST = 25 * 365.25


def tumbling_cylinder(length_m: npt.ArrayLike, diameter_m: npt.ArrayLike, mass_kg: npt.ArrayLike) -> Array:
    """Cd A / m (m2/kg) of a cylinder that tumbles: Cauchy's mean area, a quarter of the surface.

    >>> round(float(tumbling_cylinder(8.0, 2.4, 1500.0)), 4)
    0.0254
    """
    length, diameter = np.asarray(length_m, dtype=float), np.asarray(diameter_m, dtype=float)
    surface = math.pi * diameter * length + 0.5 * math.pi * diameter**2
    return np.asarray(DRAG_COEFFICIENT * 0.25 * surface / np.asarray(mass_kg, dtype=float))


def stage_lifetimes(
    perigee_m: npt.ArrayLike,
    apogee_m: npt.ArrayLike,
    inclination: npt.ArrayLike,
    ballistic: npt.ArrayLike,
    begin: datetime,
    *,
    argument_of_perigee: npt.ArrayLike | None = None,
    node_hour: npt.ArrayLike | None = None,
    weather: SpaceWeather | None = None,
    longest: float = LONGEST,
    spread: bool = True,
    seed: int = 0,
) -> Array:
    """Days from `begin` (UTC) to re-entry, for each member (n,); infinite beyond `longest` days.

    Parameters
    ----------
    perigee_m, apogee_m:
        Mean heights over the equatorial radius, m, as catalogues and `mean_orbit` give them.
    inclination, argument_of_perigee:
        rad. Inclinations within some degrees of one another: the air is that of the median plane.
    ballistic:
        Cd A / m, m2/kg.
    node_hour:
        Local time of the ascending node, h.
    weather:
        What is known of the space weather at `begin`; later days in it are not used. None: the mean cycle.
    spread:
        False holds the weather to one mean way, without the error of the atmosphere.

    Raises InputError where a figure cannot be that of an orbit.
    """
    low, high, tilt, b = (
        x.ravel()
        for x in np.broadcast_arrays(
            *(np.asarray(v, float) for v in (perigee_m, apogee_m, inclination, ballistic))
        )
    )
    count = len(low)
    good = (
        (low > 0.0) & (low <= high) & (tilt >= 0.0) & (tilt <= math.pi) & (b >= 0.0) & np.isfinite(high + b)
    )
    if count == 0 or not np.all(good):
        raise InputError(
            "a member has no orbit above the ground with a coefficient",
            mend="give perigee <= apogee in m, inclination in rad, Cd A / m in m2/kg",
        )
    rng = np.random.default_rng([seed, 2])
    turn = 2.0 * math.pi * rng.uniform(size=count) if argument_of_perigee is None else argument_of_perigee
    hour = 24.0 * rng.uniform(size=count) if node_hour is None else node_hour
    a, e = apsides(low, high)
    w = np.broadcast_to(np.asarray(turn, dtype=float), (count,))
    starts = np.column_stack(
        [a, e * np.cos(w), e * np.sin(w), np.broadcast_to(np.asarray(hour, dtype=float), (count,)), w]
    )
    known = weather.as_of(begin) if weather is not None else None
    at = begin.astimezone(UTC)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    year = (midnight - midnight.replace(month=1, day=1)).total_seconds() / DAY / 365.25
    table = density_table(float(np.median(tilt)))
    out = np.full((count, 6), np.nan)
    left = np.arange(count)
    # most come down soon: the long way is asked only for those that do not
    for horizon in dict.fromkeys(min(longest, h) for h in (60.0, 900.0, longest)):
        some = np.empty((len(left), 6))
        for part in range(0, len(left), MEMBERS):
            rows = left[part : part + MEMBERS]
            fan = _fan(
                known,
                at,
                int(horizon) + 3,
                len(rows) if spread else 0,
                np.random.default_rng([seed, 3, part]),
            )
            run_many(
                starts[rows],
                tilt[rows],
                b[rows],
                np.zeros(len(rows)),
                (at - midnight).total_seconds() / DAY - 0.5,
                year,
                np.broadcast_to(fan, (len(rows), *fan.shape[1:])),
                table,
                float(horizon),
                LAST_HEIGHT,
                some[part : part + MEMBERS],
            )
        out[left] = some
        left = left[np.isnan(some[:, 0])]
        if len(left) == 0:
            break
    return np.where(np.isnan(out[:, 0]), np.inf, out[:, 0])


#: So many stages are carried down at once; bounds the memory.
MEMBERS = 200


def lifetimes_of_states(
    states: npt.ArrayLike,
    ballistic: npt.ArrayLike,
    lift_off: datetime,
    *,
    weather: SpaceWeather | None = None,
    longest: float = LONGEST,
    seed: int = 0,
) -> Array:
    """`stage_lifetimes` of insertion states (n, 6) as flights leave them; days from lift-off (n,).

    m, m/s, inertial in the Earth-fixed axes frozen at lift-off (UTC). A state below an orbit (mean perigee
    under 80 km) has no day at all, 0; one that leaves the Earth, or is nan, has nan.
    """
    means = mean_elements(states)
    e = np.hypot(means[:, EX], means[:, EY])
    perigee = means[:, A] * (1.0 - e) - RADIUS
    days = np.where(np.isfinite(perigee), 0.0, np.nan)
    up = np.flatnonzero(perigee > LAST_PERIGEE)
    if len(up) == 0:
        return days
    b = np.broadcast_to(np.asarray(ballistic, dtype=float), (len(means),))[up]
    days[up] = stage_lifetimes(
        perigee[up],
        (means[:, A] * (1.0 + e) - RADIUS)[up],
        means[up, INCLINATION],
        b,
        lift_off,
        argument_of_perigee=np.arctan2(means[up, EY], means[up, EX]),
        node_hour=local_time_of_node(means[up, NODE] + float(gmst(lift_off)), lift_off),
        weather=weather,
        longest=longest,
        seed=seed,
    )
    return days


def _fan(
    known: SpaceWeather | None, begin: datetime, days: int, members: int, rng: np.random.Generator
) -> Array:
    """Weather (members, days, 4); no members: the mean of thirty, as one."""
    fan = weather_fan(known, begin, days, members or 30, rng)
    wander = wandering(members, days, rng) if members else np.zeros((1, days))
    fan = fan if members else fan.mean(axis=0, keepdims=True)
    return np.concatenate([fan, wander[..., None]], axis=2)
