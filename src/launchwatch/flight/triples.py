"""Vectors as three numbers, and functions by series, for formulas that take plain numbers or lanes."""

from __future__ import annotations

import math

import numpy as np

from launchwatch.earth import inline
from launchwatch.flight.lanes import WIDTH, load, pick, store

Vector = tuple[float, float, float]


@inline
def inner(a: Vector, b: Vector) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@inline
def outer(a: Vector, b: Vector) -> Vector:
    """Vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


@inline
def plus(a: Vector, k: float, b: Vector) -> Vector:
    """a + k b."""
    return a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]


@inline
def times(k: float, a: Vector) -> Vector:
    """k a."""
    return k * a[0], k * a[1], k * a[2]


@inline
def length(a: Vector) -> float:
    """Length."""
    return math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


@inline
def towards(a: Vector) -> Vector:
    """The vector of length one in a direction."""
    return times(1.0 / length(a), a)


@inline
def either(sign: float, a: Vector, b: Vector) -> Vector:
    """`a` where `sign` is above zero, else `b`."""
    return pick(sign, a[0], b[0]), pick(sign, a[1], b[1]), pick(sign, a[2], b[2])


@inline
def get(desk: np.ndarray, row: int, like: float) -> Vector:
    """Three rows of the desk from `row` on."""
    return load(desk, row, like), load(desk, row + WIDTH, like), load(desk, row + 2 * WIDTH, like)


@inline
def put(desk: np.ndarray, row: int, value: Vector, ask: float, like: float) -> None:
    """Store a vector in three rows of the desk, in the lanes where `ask` is above zero."""
    for i in range(3):
        store(desk, row + WIDTH * i, pick(ask, value[i], load(desk, row + WIDTH * i, like)))


@inline
def lay(desk: np.ndarray, row: int, value: Vector) -> None:
    """Store a vector in three rows of the desk, in all lanes."""
    store(desk, row, value[0])
    store(desk, row + WIDTH, value[1])
    store(desk, row + 2 * WIDTH, value[2])


@inline
def logarithm(x: float) -> float:
    """Natural logarithm of a number from 1 to 1,000, to 1e-12: three square roots and a series."""
    y = math.sqrt(math.sqrt(math.sqrt(x)))
    u = (y - 1.0) / (y + 1.0)
    s = u * u
    series = 1.0 + s * (
        1 / 3 + s * (1 / 5 + s * (1 / 7 + s * (1 / 9 + s * (1 / 11 + s * (1 / 13 + s * (1 / 15))))))
    )
    return 16.0 * u * series


@inline
def decay(x: float) -> float:
    """exp(-x) for x from 0 to 8, to 1e-12: a series and five squarings."""
    y = x * (-1.0 / 32.0)
    e = 1 / 24 + y * (1 / 120 + y * (1 / 720 + y * (1 / 5040 + y * (1 / 40320))))
    e = 1.0 + y * (1.0 + y * (1 / 2 + y * (1 / 6 + y * e)))
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    return e * e


@inline
def arctangent(x: float) -> float:
    """Angle, rad, from its tangent (0 to 1.2), to 1e-8, by the tangent of its half."""
    t = x / (1.0 + math.sqrt(1.0 + x * x))
    s = t * t
    series = 1.0 - s * (
        1 / 3
        - s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11 - s * (1 / 13 - s * (1 / 15 - s * (1 / 17)))))))
    )
    return 2.0 * t * series
