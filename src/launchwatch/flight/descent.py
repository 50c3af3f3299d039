"""RODAS 4(3): one step of every lane as a body that drag holds near its terminal speed.

There the air forgets a body's speed within seconds, and an explicit method may not step further than that,
however smooth the fall (a fairing half: 150 steps for the last 20 km). This Rosenbrock method is linearly
implicit, so that its steps are limited by its error alone: order 4, six stages, stiffly accurate
(E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed. 1996, section IV.7, and the program
RODAS). The derivatives of the forces that it needs are worked out from their formulas; left out of them are
the zonal terms of gravity and the slant of the vertical.

State and frame are those of dynamics.py; error and its scales those of integrator.py.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from launchwatch.earth import OMEGA, inline, jit, near_height, zonal_pull
from launchwatch.flight.desk import C_DRAG, C_WIND_EAST, C_WIND_NORTH, W_H, W_K, W_NEW, W_RATE, W_X
from launchwatch.flight.dynamics import air_at, air_cell, body_acceleration
from launchwatch.flight.integrator import judge
from launchwatch.flight.lanes import WIDTH, load, pick, store
from launchwatch.flight.triples import Vector, get, inner, lay, plus, times

STAGES: Final = 6
_GAMMA: Final = 0.25
_A: Final = np.zeros((STAGES, STAGES))
_A[1, :1] = 1.544
_A[2, :2] = 0.9466785280815826, 0.2557011698983284
_A[3, :3] = 3.314825187068521, 2.896124015972201, 0.9986419139977817
_A[4, :4] = 1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950
_A[5, :5] = *_A[4, :4], 1.0
_C: Final = np.zeros((STAGES, STAGES))
_C[1, :1] = -5.6688
_C[2, :2] = -2.430093356833875, -0.2063599157091915
_C[3, :3] = -0.1073529058151375, -9.594562251023355, -20.47028614809616
_C[4, :4] = 7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160
_C[5, :5] = 8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054

Nine = tuple[float, float, float, float, float, float, float, float, float]


@jit
def descent_step(desk: np.ndarray, tables: np.ndarray, like: float) -> None:
    """One trial step of every lane as a falling body: fills W_NEW, W_ERROR and W_ALTITUDE."""
    h = load(desk, W_H, like)
    drag = load(desk, C_DRAG, like)
    east = load(desk, C_WIND_EAST, like)
    north = load(desk, C_WIND_NORTH, like)
    g = h * _GAMMA
    rate, way, p = gradient(desk, drag, east, north, tables, like)
    inverse = _inverse(g * rate, way, g * g, p)
    slowest = h * 0.0
    for s in range(STAGES):
        r, v, c, d = _stage(s, 1.0 / h, desk, like)
        ax, ay, az, _, airspeed = body_acceleration(
            r[0], r[1], r[2], v[0], v[1], v[2], drag, east, north, tables
        )
        slowest = airspeed if s == 0 else pick(slowest - airspeed, airspeed, slowest)
        v = plus(v, 1.0, c)
        k = _times(inverse, times(g, plus(plus((ax, ay, az), 1.0, d), g, _times(p, v))))
        lay(desk, W_K + 6 * WIDTH * s, times(g, plus(k, 1.0, v)))
        lay(desk, W_K + 6 * WIDTH * s + 3 * WIDTH, k)
    last = W_K + 6 * WIDTH * (STAGES - 1)  # the last stage is also the error
    far, fast = get(desk, last, like), get(desk, last + 3 * WIDTH, like)
    lay(desk, W_NEW, plus(get(desk, W_NEW, like), 1.0, far))
    lay(desk, W_NEW + 3 * WIDTH, plus(get(desk, W_NEW + 3 * WIDTH, like), 1.0, fast))
    judge(inner(far, far), inner(fast, fast), rate, slowest, desk, like)
    store(desk, W_RATE, 0.0 * rate)


@inline
def _stage(s: int, per_step: float, desk: np.ndarray, like: float) -> tuple[Vector, Vector, Vector, Vector]:
    """Position and velocity at which stage `s` asks for the forces, and what earlier ones add to slopes."""
    r, v = get(desk, W_X, like), get(desk, W_X + 3 * WIDTH, like)
    c = times(0.0, r)
    d = c
    for j in range(s):
        a, b = _A[s, j], _C[s, j] * per_step
        far, fast = get(desk, W_K + 6 * WIDTH * j, like), get(desk, W_K + 6 * WIDTH * j + 3 * WIDTH, like)
        r, c = plus(r, a, far), plus(c, b, far)
        v, d = plus(v, a, fast), plus(d, b, fast)
    if s == STAGES - 1:
        lay(desk, W_NEW, r)
        lay(desk, W_NEW + 3 * WIDTH, v)
    return r, v, c, d


@inline
def gradient(
    desk: np.ndarray, drag: float, wind_east: float, wind_north: float, tables: np.ndarray, like: float
) -> tuple[float, Vector, Nine]:
    """How the acceleration of each lane's body changes with its state.

    With the speed: -rate (I + u u'), `rate` in 1/s and `u` the way through the air. With the place: nine
    entries, row by row, in 1/s2.
    """
    x, y, z = get(desk, W_X, like)
    vx, vy, vz = get(desk, W_X + 3 * WIDTH, like)
    p2 = x * x + y * y
    r2 = p2 + z * z
    inverse = 1.0 / math.sqrt(r2)
    level = 1.0 / math.sqrt(p2)
    rx, ry, rz = x * inverse, y * inverse, z * inverse
    at = air_cell(near_height(r2 * inverse, rz * rz, inverse))
    air = air_at(at, wind_east, wind_north, tables)
    density, east, north, thinning, east_shear, north_shear = air
    # the air moves with e (-y, x, 0) + n (-z x, -z y, p2)
    e = east * level + OMEGA
    n = north * level * inverse
    gx = vx + e * y + n * z * x
    gy = vy - e * x + n * z * y
    gz = vz - n * p2
    speed = math.sqrt(gx * gx + gy * gy + gz * gz)
    each = 1.0 / (speed + 1.0e-300)
    ux, uy, uz = gx * each, gy * each, gz * each
    rate = density * drag * speed
    # slopes of e and n: along the vertical, and away from the axis
    e_up, e_out = east_shear * level, -east * level * level * level
    n_up, n_out = (north_shear - north * inverse) * level * inverse, -n * level * level
    # how the air's motion changes with the place, row by row
    ex, ey, ez = e_up * rx + e_out * x, e_up * ry + e_out * y, e_up * rz
    nx, ny, nz = n_up * rx + n_out * x, n_up * ry + n_out * y, n_up * rz
    w = (
        -n * z - y * ex - z * x * nx,
        -e - y * ey - z * x * ny,
        -n * x - y * ez - z * x * nz,
        e + x * ex - z * y * nx,
        -n * z + x * ey - z * y * ny,
        -n * y + x * ez - z * y * nz,
        2.0 * n * x + p2 * nx,
        2.0 * n * y + p2 * ny,
        p2 * nz,
    )
    tx = ux * w[0] + uy * w[3] + uz * w[6]
    ty = ux * w[1] + uy * w[4] + uz * w[7]
    tz = ux * w[2] + uy * w[5] + uz * w[8]
    along, _polar = zonal_pull(rz, inverse)
    thin = drag * thinning * speed
    bx, by, bz = thin * gx + 3.0 * along * rx, thin * gy + 3.0 * along * ry, thin * gz + 3.0 * along * rz
    place = (
        along - bx * rx + rate * (w[0] + ux * tx),
        -bx * ry + rate * (w[1] + ux * ty),
        -bx * rz + rate * (w[2] + ux * tz),
        -by * rx + rate * (w[3] + uy * tx),
        along - by * ry + rate * (w[4] + uy * ty),
        -by * rz + rate * (w[5] + uy * tz),
        -bz * rx + rate * (w[6] + uz * tx),
        -bz * ry + rate * (w[7] + uz * ty),
        along - bz * rz + rate * (w[8] + uz * tz),
    )
    return rate, (ux, uy, uz), place


@inline
def _inverse(q: float, way: Vector, g2: float, p: Nine) -> Nine:
    """Inverse of (1 + q) I + q u u' - g2 p, three by three, by cofactors; `way` is u."""
    ux, uy, uz = way
    a = 1.0 + q + q * ux * ux - g2 * p[0]
    b = q * ux * uy - g2 * p[1]
    c = q * ux * uz - g2 * p[2]
    d = q * ux * uy - g2 * p[3]
    e = 1.0 + q + q * uy * uy - g2 * p[4]
    f = q * uy * uz - g2 * p[5]
    g = q * ux * uz - g2 * p[6]
    h = q * uy * uz - g2 * p[7]
    i = 1.0 + q + q * uz * uz - g2 * p[8]
    k0, k1, k2 = e * i - f * h, f * g - d * i, d * h - e * g
    over = 1.0 / (a * k0 + b * k1 + c * k2)
    return (
        over * k0,
        over * (c * h - b * i),
        over * (b * f - c * e),
        over * k1,
        over * (a * i - c * g),
        over * (c * d - a * f),
        over * k2,
        over * (b * g - a * h),
        over * (a * e - b * d),
    )


@inline
def _times(m: Nine, v: Vector) -> Vector:
    """A matrix, row by row, times a vector."""
    return (
        m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
        m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
        m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
    )
