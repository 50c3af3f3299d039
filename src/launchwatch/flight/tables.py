"""Tables that all flights of a call share: the air, thrust curves, attitude programmes.

The air is a table of cubics on even altitudes, twice continuously differentiable, so that the integrator is
not held up at the seams of the standard atmosphere; a flight scales it with factors of its own. The density
is within 1e-6 of the atmosphere's, but within 6e-4 in the kilometre about a seam of its layers (11, 20, 32,
47, 51, 71 and 86 km).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from launchwatch.earth import atmosphere, wind_profile

Floats = npt.NDArray[np.float64]

AIR_FLOOR_M: Final = -5.0e3
AIR_STEP_M: Final = 250.0
AIR_CELLS: Final = 1220
AIR_CEILING_M: Final = AIR_FLOOR_M + AIR_CELLS * AIR_STEP_M
"""Above it (300 km) drag is left out: 2e-11 kg/m3 takes 2e-5 m/s2 from the lightest stage."""
AIR_STRIDE: Final = 24
"""Numbers of a cell: cubics of density and of the jet; of the speed of sound; of the wind east and north."""

CURVE_NODES: Final = 32
"""The most nodes of a thrust curve."""
ATTITUDE_NODES: Final = 256
"""The most pieces of an attitude programme."""


MOST_CURVES: Final = 16
MOST_ATTITUDES: Final = 8
# where things lie in the flat array
T_WINDY: Final = 0  # 1 where the air has a wind of its own, besides that of the row
T_AIR: Final = 8  # (AIR_CELLS + 1, AIR_STRIDE); the last cell is empty space
T_CURVES: Final = T_AIR + (AIR_CELLS + 1) * AIR_STRIDE
"""(n, CURVE_NODES, 2): share of the burn time from 0 to 1, and thrust over mean thrust; NaN-padded."""
T_ATTITUDES: Final = T_CURVES + MOST_CURVES * CURVE_NODES * 2
"""(n, ATTITUDE_NODES, 13): time (s after lift-off) from which a cubic of the thrust direction holds, and its
four vectors of coefficients, inertial axes of dynamics.py; NaN-padded."""
TABLES_SIZE: Final = T_ATTITUDES + MOST_ATTITUDES * ATTITUDE_NODES * 13


def _cubics(values: Floats) -> Floats:
    """Coefficients (n - 1, 4) of the natural cubic spline through values at even steps, by shares of one."""
    from scipy.interpolate import CubicSpline

    spline = CubicSpline(np.arange(len(values), dtype=float), values, bc_type="natural")
    return np.asarray(spline.c[::-1].T)


def air_table(
    profile: Sequence[tuple[float, float, float]] | None = None,
    wind: Sequence[tuple[float, float, float]] | None = None,
) -> Floats:
    """The air as a flat table: the standard atmosphere of 1976, or a `profile`, and a `wind`.

    `profile` has rows (altitude m, density kg/m3, speed of sound m/s), `wind` rows (altitude m, east m/s,
    north m/s), both rising; between rows the logarithm of the density and all else is linear, beyond the
    ends the standard atmosphere goes on, scaled to meet the end, and the wind dies out within 5 km.
    """
    heights = AIR_FLOOR_M + AIR_STEP_M * np.arange(AIR_CELLS + 1)
    standard = np.array([atmosphere(h) for h in heights])
    density, sound = standard[:, 0], standard[:, 3]
    if profile is not None:
        rows = np.asarray(profile, dtype=float)
        ratio = np.log(rows[:, 1]) - np.log([atmosphere(h)[0] for h in rows[:, 0]])
        density = density * np.exp(np.interp(heights, rows[:, 0], ratio))
        speed = rows[:, 2] / [atmosphere(h)[3] for h in rows[:, 0]]
        sound = sound * np.interp(heights, rows[:, 0], speed)
    table = np.zeros((AIR_CELLS + 1, AIR_STRIDE))
    table[:-1, 0:4] = _cubics(density)
    table[:-1, 4:8] = _cubics(np.array([wind_profile(h) for h in heights]))
    table[:-1, 8:12] = _cubics(sound)
    table[-1, 8] = sound[-1]
    if wind is not None:
        rows = np.asarray(wind, dtype=float)
        edges = np.concatenate([[rows[0, 0] - 5e3], rows[:, 0], [rows[-1, 0] + 5e3]])
        for column in (1, 2):
            # at the lower end the wind goes on as it is: the ground is there
            speeds = np.concatenate([[rows[0, column]], rows[:, column], [0.0]])
            at = 12 + 4 * column
            table[:-1, at : at + 4] = _cubics(np.interp(heights, edges, speeds))
    return table.reshape(-1)


def thrust_curve(points: Sequence[tuple[float, float]]) -> Floats:
    """A thrust curve (CURVE_NODES, 2) from (time, thrust) in any units: shares of the burn, mean thrust 1.

    >>> from launchwatch.flight.tables import thrust_curve
    >>> thrust_curve([(0.0, 300.0), (50.0, 100.0), (100.0, 100.0)])[:3].round(3).tolist()
    [[0.0, 2.0], [0.5, 0.667], [1.0, 0.667]]
    """
    given = np.asarray(points, dtype=float)
    if not 2 <= len(given) <= CURVE_NODES or np.any(np.diff(given[:, 0]) <= 0.0) or np.any(given[:, 1] < 0.0):
        raise ValueError(f"a thrust curve has 2 to {CURVE_NODES} rising times, and no thrust below zero")
    share = (given[:, 0] - given[0, 0]) / (given[-1, 0] - given[0, 0])
    mean = float(np.sum(0.5 * (given[1:, 1] + given[:-1, 1]) * np.diff(share)))
    curve = np.full((CURVE_NODES, 2), np.nan)
    curve[: len(given), 0], curve[: len(given), 1] = share, given[:, 1] / mean
    return curve


def attitude_programme(times: Floats, directions: Floats, breaks: Sequence[float] = ()) -> Floats:
    """An attitude programme (ATTITUDE_NODES, 13) through directions (n, 3) of thrust at times (n,), s.

    Directions are in the inertial axes of dynamics.py and need not have length one. Between two `breaks`,
    where the direction may jump, a cubic spline goes through them (a parabola or line where there are few);
    before the first time and after the last the end direction holds. A break is a time given twice.
    """
    from scipy.interpolate import CubicSpline

    pieces: list[Floats] = []
    edges = [-np.inf, *breaks, np.inf]
    for low, high in pairwise(edges):
        first = int(np.searchsorted(times, low, side="right" if low in breaks else "left"))
        last = int(np.searchsorted(times, high, side="left" if high in breaks else "right"))
        if low in breaks:
            first -= 1
        if high in breaks:
            last += 1
        t, u = times[first:last], directions[first:last]
        if len(t) < 2:
            raise ValueError("an attitude programme needs two directions between breaks")
        spline = CubicSpline(t, u, bc_type="not-a-knot")
        for k in range(len(t) - 1):
            pieces.append(np.concatenate([[t[k]], *(spline.c[3 - d, k] for d in range(4))]))
    pieces.append(np.concatenate([[times[-1]], directions[-1], np.zeros(9)]))
    if len(pieces) > ATTITUDE_NODES:
        raise ValueError(
            f"an attitude programme has at most {ATTITUDE_NODES - 1} pieces, not {len(pieces) - 1}"
        )
    table = np.full((ATTITUDE_NODES, 13), np.nan)
    table[: len(pieces)] = pieces
    return table


def make_tables(
    *, air: Floats | None = None, curves: Sequence[Floats] = (), attitudes: Sequence[Floats] = ()
) -> Floats:
    """Tables for `fly_rows`, one flat array; what is left out is the standard air, no curve, no programme.

    Rows of the kernel name curves and programmes by their number here, from 1.
    """
    if len(curves) > MOST_CURVES or len(attitudes) > MOST_ATTITUDES:
        raise ValueError(f"at most {MOST_CURVES} thrust curves and {MOST_ATTITUDES} attitude programmes")
    tables = np.full(TABLES_SIZE, np.nan)
    air = _standard_air() if air is None else air
    tables[T_WINDY] = 1.0 if np.any(air.reshape(-1, AIR_STRIDE)[:, 16:]) else 0.0
    tables[T_AIR:T_CURVES] = air
    for k, curve in enumerate(curves):
        tables[T_CURVES + k * curve.size : T_CURVES + (k + 1) * curve.size] = curve.reshape(-1)
    for k, programme in enumerate(attitudes):
        first = T_ATTITUDES + k * programme.size
        tables[first : first + programme.size] = programme.reshape(-1)
    return tables


@cache
def _standard_air() -> Floats:
    return air_table()


@cache
def standard_tables() -> Floats:
    """The standard air without wind of its own, no curves, no programmes."""
    return make_tables()
