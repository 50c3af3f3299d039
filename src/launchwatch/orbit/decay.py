"""Decay of an orbit by drag: mean elements carried down to re-entry, the drag averaged over a revolution.

Mean elements in Brouwer's sense, inertial frame with z along the pole; m, s, rad inside, days for time. An
orbit is a row (a, k = e cos w, h = e sin w, local time of the node in hours, mean argument of latitude). J2
and J4 turn it (`secular.rates`), J3 shifts the eccentricity vector (`mean.frozen`), and J2's ripple and the
Earth's flattening enter the height at which the density is read. Gauss's equations with drag along the
velocity,

    da/dt = -B rho F a^2 v^3 / mu,   d(k, h)/dt = -B rho F v ((k, h) + (cos u, sin u)),

are averaged over the mean anomaly; F = (1 - r w cos i / v)^2 for air that turns with the Earth (King-Hele,
Satellite Orbits in an Atmosphere, 1987, chapter 3), B = Cd A / m in m2/kg. What is left out: winds, the pull
of Sun and Moon (it matters above an eccentricity of some 0.3), radiation pressure, lift.

The end is a mean height of 100 km or a perigee of 80 km, less than half a revolution before break-up.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from launchwatch.earth import FLATTENING, J2, MU, OMEGA, RADIUS, jit
from launchwatch.orbit.density import HEIGHTS, LATITUDES, Density, at, plane
from launchwatch.orbit.mean import frozen
from launchwatch.orbit.secular import SUN_RATE, rates

Array = npt.NDArray[np.float64]
Five = tuple[float, float, float, float, float]
Six = tuple[float, float, float, float, float, float]

DAY = 86400.0
#: Re-entry: mean height and height of the perigee over RADIUS, m.
LAST_HEIGHT, LAST_PERIGEE = 100e3, 80e3
#: Columns of the weather of a run, one row a day: the day's flux, its 81-day mean, Ap, log of a factor on
#: the density.
FLUX, MEAN_FLUX, AP, FACTOR = range(4)
#: Columns of the path a run leaves behind.
PATH_DAY, PATH_A, PATH_K, PATH_H, PATH_HOUR, PATH_LATITUDE = range(6)


@jit
def drag(a: float, k: float, h: float, inclination: float, log_density: Array) -> tuple[float, float, float]:
    """Rates of a (m/s), k and h (1/s) for B = 1 m2/kg, averaged over a revolution in one plane of air."""
    shifted = h + frozen(a, k * k + h * h, inclination)
    e2 = k * k + shifted * shifted
    p = a * (1.0 - e2)
    if not (e2 < 1.0 and p > 0.0):
        return math.nan, math.nan, math.nan
    eta = math.sqrt(1.0 - e2)
    s, c = math.sin(inclination), math.cos(inclination)
    k1 = 0.5 * J2 * RADIUS * RADIUS / p
    # enough points for exp(z cos E), z = a e / H with a scale height of 25 km
    count = min(16 + int(6.0 * math.sqrt(a * math.sqrt(e2) / 25e3)), 400)
    da, dk, dh = 0.0, 0.0, 0.0
    for j in range(count):
        u = 2.0 * math.pi * (j + 0.5) / count
        cu, su = math.cos(u), math.sin(u)
        r = p / (1.0 + k * cu + shifted * su)
        latitude2 = (s * su) ** 2
        ripple = 0.5 * k1 * s * s * (cu * cu - su * su) - 1.5 * k1 / p * eta * (3.0 * c * c - 1.0) * r
        height = r + ripple - RADIUS * (1.0 - FLATTENING * latitude2)
        if height > HEIGHTS[-1] + 500e3:
            continue
        v = math.sqrt(MU * (2.0 / r - 1.0 / a))
        air = (1.0 - OMEGA * r * c / v) ** 2
        # share of the revolution (mean anomaly) that this point stands for
        weight = r * r / (a * a * eta) / count * at(log_density, u, height) * air * v
        da -= weight * a * a * v * v / MU
        dk -= weight * (k + cu)
        dh -= weight * (shifted + su)
    return da, dk, dh


@jit
def air_of(weather: Array, day: float, row: Array) -> None:
    """The weather of a run `day` days after its first noon, linear between noons, into `row`."""
    x = min(max(day, 0.0), weather.shape[0] - 1.0)
    n = min(int(x), weather.shape[0] - 2)
    for column in range(4):
        row[column] = weather[n, column] + (x - n) * (weather[n + 1, column] - weather[n, column])


@jit
def slope(
    y: Five,
    inclination: float,
    b: float,
    burn: float,
    day: float,
    year: float,
    weather: Array,
    table: Density,
    air: Array,
) -> Six:
    """Change a day of an orbit, and last how far its perigee turns (rad); `air` is room for a plane of air.

    k and h change by drag alone: the turn is carried out exactly, in `_along`. `burn` is what a steady
    thrust against the way takes off the semi-major axis, m a day.
    """
    row = np.empty(4)
    air_of(weather, day, row)
    plane(table, year, y[3], row[FLUX], row[MEAN_FLUX], row[AP], air)
    a, k, h = y[0], y[1], y[2]
    factor = b * math.exp(row[FACTOR])
    da, dk, dh = drag(a, k, h, inclination, air)
    node, perigee, anomaly = rates(a, math.sqrt(k * k + h * h), inclination)
    return (
        DAY * factor * da - burn,
        DAY * factor * dk,
        DAY * factor * dh,
        DAY * (node - SUN_RATE) * 12.0 / math.pi,
        DAY * (anomaly + perigee),
        DAY * perigee,
    )


@jit
def _along(y: Five, begin: Six, end: Six, dt: float) -> Five:
    """Heun's rule in the frame that turns with the perigee: half the drag, the turn, the other half."""
    half = 0.5 * dt
    turn = half * (begin[5] + end[5])
    c, s = math.cos(turn), math.sin(turn)
    k, h = y[1] + half * begin[1], y[2] + half * begin[2]
    return (
        y[0] + half * (begin[0] + end[0]),
        c * k - s * h + half * end[1],
        s * k + c * h + half * end[2],
        y[3] + half * (begin[3] + end[3]),
        y[4] + half * (begin[4] + end[4]),
    )


@jit
def step_of(y: Five, rate: Six, gone: float) -> float:
    """Step (days) in which neither density nor plane changes much."""
    a, e = y[0], math.sqrt(y[1] * y[1] + y[2] * y[2])
    low = a * (1.0 - e) - RADIUS
    # a quarter of a scale height (7 km at 120 km, 40 km at 400 km) of the perigee and of the whole orbit
    scale = max(0.12 * (low - 60e3), 4e3)
    falling = abs(rate[0]) / (scale + 0.4 * a * e) + 1e-12
    return min(0.25 / falling, 1.0 + 0.01 * gone)


@jit
def run_down(
    start: Array,
    inclination: float,
    b: float,
    burn: float,
    offset: float,
    year: float,
    weather: Array,
    table: Density,
    longest: float,
    lowest: float,
    path: Array,
) -> tuple[float, int]:
    """Days until the orbit `start` (5) comes down, and the rows written to `path` (n, 6); nan if it does not.

    `offset`: days from the first noon of `weather` to the start; `year`: part of the year gone at the start;
    `longest`: days after which nothing more is asked; `lowest`: mean height over RADIUS at which to stop, m.
    Heun's rule with steps of a quarter of a scale height: 0.2 % of the lifetime (tests/orbit/test_decay.py).
    """
    y = (start[0], start[1], start[2], start[3], start[4])
    air = np.empty((LATITUDES, HEIGHTS.size))
    t, rows = 0.0, 0
    while True:
        if rows < path.shape[0]:
            path[rows, 0] = t
            for column in range(5):
                path[rows, column + 1] = y[column]
            rows += 1
        if t >= longest or not y[0] > 0.0:
            return math.nan, rows
        first = slope(y, inclination, b, burn, offset + t, year + t / 365.25, weather, table, air)
        dt = min(step_of(y, first, t), longest - t + 1e-9)
        guess = _along(y, first, first, dt)
        second = slope(
            guess, inclination, b, burn, offset + t + dt, year + (t + dt) / 365.25, weather, table, air
        )
        z = _along(y, first, second, dt)
        low = z[0] - RADIUS
        perigee = z[0] * (1.0 - math.sqrt(z[1] * z[1] + z[2] * z[2])) - RADIUS
        if not (low > lowest and perigee > LAST_PERIGEE):
            # where in the step the limit was met
            share = (y[0] - RADIUS - lowest) / max(y[0] - z[0], 1e-9)
            was = y[0] * (1.0 - math.sqrt(y[1] * y[1] + y[2] * y[2])) - RADIUS
            if not perigee > LAST_PERIGEE:
                share = min(share, (was - LAST_PERIGEE) / max(was - perigee, 1e-9))
            end = t + min(max(share, 0.0), 1.0) * dt
            if rows < path.shape[0]:
                path[rows, 0] = end
                for column in range(5):
                    path[rows, column + 1] = y[column] + (end - t) / dt * (z[column] - y[column])
                rows += 1
            return end, rows
        y = z
        t += dt


@jit
def run_many(
    starts: Array,
    inclination: Array,
    b: Array,
    burn: Array,
    offset: float,
    year: float,
    weather: Array,
    table: Density,
    longest: float,
    lowest: float,
    out: Array,
) -> None:
    """`run_down` of every row of `starts` (n, 5) under its own `weather` (n, days, 4).

    Into `out` (n, 6): days, and the orbit at the end; nan where it does not come down.
    """
    path = np.empty((2048, 6))
    for n in range(starts.shape[0]):
        end, rows = run_down(
            starts[n], inclination[n], b[n], burn[n], offset, year, weather[n], table, longest, lowest, path
        )
        for column in range(6):
            out[n, column] = path[rows - 1, column] if end == end else math.nan


@jit
def pull_along(
    times: Array,
    orbits: Array,
    inclination: Array,
    offset: float,
    year: float,
    weather: Array,
    table: Density,
    out: Array,
) -> None:
    """Loss of semi-major axis (m) that B = 1 m2/kg makes along an observed way, into `out` (n,), from 0 on.

    `times` (n,) days, ascending; `orbits` (n, 5) as in the module; straight between the rows, in steps of a
    day at most.
    """
    air = np.empty((LATITUDES, HEIGHTS.size))
    out[0] = 0.0
    before = -slope(
        (orbits[0, 0], orbits[0, 1], orbits[0, 2], orbits[0, 3], 0.0),
        inclination[0], 1.0, 0.0, offset + times[0], year + times[0] / 365.25, weather, table, air,
    )[0]  # fmt: skip
    for n in range(1, times.size):
        span = times[n] - times[n - 1]
        pieces = max(1, math.ceil(span))
        total = 0.0
        turn = orbits[n, 3] - orbits[n - 1, 3]
        turn -= 24.0 * round(turn / 24.0)
        for piece in range(1, pieces + 1):
            x = piece / pieces
            y = (
                orbits[n - 1, 0] + x * (orbits[n, 0] - orbits[n - 1, 0]),
                orbits[n - 1, 1] + x * (orbits[n, 1] - orbits[n - 1, 1]),
                orbits[n - 1, 2] + x * (orbits[n, 2] - orbits[n - 1, 2]),
                orbits[n - 1, 3] + x * turn,
                0.0,
            )
            t = times[n - 1] + x * span
            i = inclination[n - 1] + x * (inclination[n] - inclination[n - 1])
            now = -slope(y, i, 1.0, 0.0, offset + t, year + t / 365.25, weather, table, air)[0]
            # a falling orbit meets air that grows as 1 / (time left): its mean over the step
            if now > 0.0 and before > 0.0 and abs(now / before - 1.0) > 1e-6:
                total += now * before * math.log(now / before) / (now - before) * span / pieces
            else:
                total += 0.5 * (now + before) * span / pieces
            before = now
        out[n] = out[n - 1] + total
