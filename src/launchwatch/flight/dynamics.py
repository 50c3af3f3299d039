"""Forces on a point mass: gravity, drag in a rotating windy atmosphere, thrust with back pressure.

Frame: Earth-centred inertial axes that coincide with the Earth-fixed axes at lift-off (t = 0). SI units.
Every formula here takes plain numbers or lanes of them (lanes.py), so nothing branches. What acts during a
stretch of flight is described by the *control*, rows ``C_*`` of the work buffer (desk.py).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import HEAT_RATIO, OMEGA, inline, near_height, zonal_pull
from launchwatch.flight.columns import MACH_NODES
from launchwatch.flight.desk import (
    C_AREA,
    C_BASE,
    C_DENSITY,
    C_EXIT,
    C_FLOW,
    C_FLOW_RATE,
    C_MASS,
    C_NORMAL,
    C_PROGRADE,
    C_SPIN,
    C_T0,
    C_THRUST,
    C_THRUST_RATE,
    C_U,
    C_WIND_EAST,
    C_WIND_NORTH,
    CD,
    CD_STRIDE,
)
from launchwatch.flight.lanes import WIDTH, load, pick, table_row
from launchwatch.flight.tables import AIR_CELLS, AIR_FLOOR_M, AIR_STEP_M, AIR_STRIDE, T_AIR, T_WINDY

_CELL: Final = 1.0 / AIR_STEP_M
_LAST: Final = float(AIR_CELLS)
_PRESSURE: Final = 1.0 / HEAT_RATIO


@inline
def air_cell(h: float) -> float:
    """Where in the table of air a height lies: cell and share of it."""
    at = (h - AIR_FLOOR_M) * _CELL
    at = pick(at, at, 0.0)
    return pick(_LAST - at, at, _LAST)


@inline
def air_at(
    at: float, wind_east: float, wind_north: float, tables: np.ndarray
) -> tuple[float, float, float, float, float, float]:
    """Density (kg/m3), wind east and north (m/s) at a place of the air table, and their slopes by height."""
    f, d0, d1, d2, d3, j0, j1, j2, j3 = table_row(tables, at, AIR_STRIDE, T_AIR)
    density = d0 + f * (d1 + f * (d2 + f * d3))
    thinning = (d1 + f * (2.0 * d2 + 3.0 * f * d3)) * _CELL
    jet = j0 + f * (j1 + f * (j2 + f * j3))
    shear = (j1 + f * (2.0 * j2 + 3.0 * f * j3)) * _CELL
    east, east_shear = wind_east * jet, wind_east * shear
    north, north_shear = wind_north * jet, wind_north * shear
    if tables[T_WINDY] > 0.0:
        f, e0, e1, e2, e3, n0, n1, n2, n3 = table_row(tables, at, AIR_STRIDE, T_AIR + 16)
        east = east + (e0 + f * (e1 + f * (e2 + f * e3)))
        north = north + (n0 + f * (n1 + f * (n2 + f * n3)))
        east_shear = east_shear + (e1 + f * (2.0 * e2 + 3.0 * f * e3)) * _CELL
        north_shear = north_shear + (n1 + f * (2.0 * n2 + 3.0 * f * n3)) * _CELL
    return density, east, north, thinning, east_shear, north_shear


@inline
def body_acceleration(
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
    drag: float,
    wind_east: float,
    wind_north: float,
    tables: np.ndarray,
) -> tuple[float, float, float, float, float]:
    """Acceleration (m/s2) of a falling body, the rate (1/s) at which drag takes its airspeed, and that (m/s).

    `drag` is half the density factor over m/(Cd A), m2/kg.
    """
    p2 = x * x + y * y
    r2 = p2 + z * z
    inverse = 1.0 / math.sqrt(r2)
    sine = z * inverse
    along, polar = zonal_pull(sine, inverse)
    at = air_cell(near_height(r2 * inverse, sine * sine, inverse))
    density, east, north, _, _, _ = air_at(at, wind_east, wind_north, tables)
    level = 1.0 / math.sqrt(p2)
    # velocity relative to the air; east = (-y, x, 0) / p, north = up x east, spherical
    east = east * level + OMEGA
    north = north * level * inverse
    gx = vx + east * y + north * z * x
    gy = vy - east * x + north * z * y
    gz = vz - north * p2
    airspeed = math.sqrt(gx * gx + gy * gy + gz * gz)
    q = density * drag * airspeed
    return along * x - q * gx, along * y - q * gy, along * z + polar - q * gz, q, airspeed


@inline
def vehicle_acceleration(
    t: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
    desk: np.ndarray,
    tables: np.ndarray,
    like: float,
) -> tuple[float, float, float]:
    """Acceleration (m/s2) of the vehicle under the control on the desk."""
    p2 = x * x + y * y
    r2 = p2 + z * z
    inverse = 1.0 / math.sqrt(r2)
    sine = z * inverse
    along, polar = zonal_pull(sine, inverse)
    at = air_cell(near_height(r2 * inverse, sine * sine, inverse))
    wind_east, wind_north = load(desk, C_WIND_EAST, like), load(desk, C_WIND_NORTH, like)
    density, east, north, _, _, _ = air_at(at, wind_east, wind_north, tables)
    f, a0, a1, a2, a3, _b0, _b1, _b2, _b3 = table_row(tables, at, AIR_STRIDE, T_AIR + 8)
    sound = a0 + f * (a1 + f * (a2 + f * a3))
    level = 1.0 / math.sqrt(p2)
    # velocity relative to the Earth and to the air; east = (-y, x, 0) / p, north = up x east, spherical
    rx = vx + OMEGA * y
    ry = vy - OMEGA * x
    east = east * level
    north = north * level * inverse
    gx = rx + east * y + north * z * x
    gy = ry - east * x + north * z * y
    gz = vz - north * p2
    speed = math.sqrt(gx * gx + gy * gy + gz * gz)
    tau = t - load(desk, C_T0, like)
    mass = load(desk, C_MASS, like) - tau * (
        load(desk, C_FLOW, like) + 0.5 * tau * load(desk, C_FLOW_RATE, like)
    )
    ux, uy, uz = direction(t, tau, rx, ry, vz, desk, like)
    pressure = density * sound * sound * _PRESSURE
    lightness = 1.0 / mass
    push = lightness * (
        load(desk, C_THRUST, like)
        + tau * load(desk, C_THRUST_RATE, like)
        - pressure * load(desk, C_EXIT, like)
    )
    q = density * load(desk, C_DENSITY, like) * speed * lightness
    slope = q * load(desk, C_NORMAL, like)
    q = q * load(desk, C_AREA, like) * drag_coefficient(speed / sound, desk, like) + slope
    # along the body the normal force does not act: what it takes from the flow there is given back
    push = push + slope * (gx * ux + gy * uy + gz * uz)
    return (
        along * x - q * gx + push * ux,
        along * y - q * gy + push * uy,
        along * z + polar - q * gz + push * uz,
    )


@inline
def drag_coefficient(mach: float, desk: np.ndarray, like: float) -> float:
    """Cd at a Mach number: the flight's cubic spline through the nodes of its row, constant outside."""
    cell = pick(mach - MACH_NODES[1], 1.0, 0.0)
    for k in range(2, len(MACH_NODES)):
        cell = cell + pick(mach - _MACH[k], 1.0, 0.0)
    _f, node, c0, c1, c2, c3, _a, _b, _c = table_row(desk, load(desk, C_BASE, like) + cell, CD_STRIDE, CD)
    m = mach - node
    return c0 + m * (c1 + m * (c2 + m * c3))


_MACH: Final = np.array(MACH_NODES)


@inline
def direction(
    t: float, tau: float, rx: float, ry: float, rz: float, desk: np.ndarray, like: float
) -> tuple[float, float, float]:
    """Unit vector of thrust: a cubic in the time `tau` of the control, and the Earth-relative velocity.

    The cubic may be told in axes that turn with the Earth since lift-off (the rise from the pad); the turn
    is small then, and its sine and cosine are taken from their series (1e-13 within 200 s).
    """
    fx = load(desk, C_U, like) + tau * (
        load(desk, C_U + WIDTH * 3, like)
        + tau * (load(desk, C_U + WIDTH * 6, like) + tau * load(desk, C_U + WIDTH * 9, like))
    )
    fy = load(desk, C_U + WIDTH, like) + tau * (
        load(desk, C_U + WIDTH * 4, like)
        + tau * (load(desk, C_U + WIDTH * 7, like) + tau * load(desk, C_U + WIDTH * 10, like))
    )
    fz = load(desk, C_U + WIDTH * 2, like) + tau * (
        load(desk, C_U + WIDTH * 5, like)
        + tau * (load(desk, C_U + WIDTH * 8, like) + tau * load(desk, C_U + WIDTH * 11, like))
    )
    a = load(desk, C_SPIN, like) * t
    a2 = a * a
    c = 1.0 - a2 * (0.5 - a2 * (1.0 / 24.0))
    s = a * (1.0 - a2 * (1.0 / 6.0 - a2 * (1.0 / 120.0)))
    prograde = load(desk, C_PROGRADE, like)
    ux = c * fx - s * fy + prograde * rx
    uy = s * fx + c * fy + prograde * ry
    uz = fz + prograde * rz
    n = 1.0 / math.sqrt(ux * ux + uy * uy + uz * uz + 1.0e-300)
    return ux * n, uy * n, uz * n
