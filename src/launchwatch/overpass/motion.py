"""Where satellites are, seen from the turning Earth: nodes in time and a quintic between them.

Each satellite is propagated once, at nodes `step` seconds apart; what the finder asks later is answered from
the nodes. A node holds position, velocity and acceleration (m, s, Earth-fixed axes), the last two by
differences over seven positions, and a quintic Hermite runs through two nodes. Against SGP4 asked directly
the way is within 2 cm for 95 of 100 objects of a whole catalogue and within 5 m for all, those that fall fast
among them; 5 m are 1 ms.

Elements are turned from TEME to the Earth by the sidereal time of 1982 and UTC: UT1 - UTC is an argument, 0
where nothing is said, and polar motion is left out (10 m). Anything else that moves comes as a `Mover`: a
function of time that gives Earth-fixed positions.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from launchwatch.earth import MU, OMEGA, gmst, inline, jit
from launchwatch.errors import ElementsError
from launchwatch.orbit import Elements, propagate

Array = npt.NDArray[np.float64]

#: Sidereal revolutions a day (IAU 1982): the rate of Greenwich in TEME, rad/s.
SIDEREAL_RATE = 2.0 * math.pi * 1.00273790935 / 86400.0
#: How far a satellite turns about the Earth's centre from node to node at its fastest, rad.
TURN = 0.16
#: Nodes of a satellite at most (72 bytes each): longer spans are asked for in parts.
MOST_NODES = 4_000_000
#: What bounds measured at the nodes are raised by to hold between them.
SAFETY = 1.1


@dataclass(frozen=True, slots=True)
class Mover:
    """Anything that moves: `position` takes seconds (n,) after the begin and gives (n, 3), m, Earth-fixed.

    `rate` is the fastest it turns about the Earth's centre, rad/s, as seen from the turning Earth; the nodes
    are laid by it. Positions of nan (decayed, not yet launched) are not looked at.
    """

    name: str
    position: Callable[[Array], Array]
    rate: float = 1.3e-3
    identifier: str = ""


Moving: TypeAlias = Elements | Mover


class Motion(NamedTuple):
    """One satellite over a span: what the finder's kernels take.

    `node` (n, 9) position, velocity, acceleration at `start + step * k`; `bound` holds what the finder needs
    to know between the nodes: smallest and largest radius, acceleration, upward acceleration of the radius,
    second derivative of the direction.
    """

    node: Array
    start: float
    step: float
    bound: Array


def step_of(moving: Moving) -> float:
    """Seconds between nodes: `TURN` at perigee, less where the orbit is eccentric."""
    if isinstance(moving, Mover):
        return TURN / moving.rate
    e = moving.eccentricity
    perigee = max(moving.semi_major_axis * (1.0 - e), 6.3e6)
    return TURN * (1.0 - 0.5 * e) / (math.sqrt(MU * (1.0 + e) / perigee**3) + OMEGA)


def motion(
    moving: Moving, begin: datetime, first: float, last: float, delta_ut1: float = 0.0
) -> Motion | None:
    """The nodes of a satellite from `first` to `last`, s after `begin`; None where it is nowhere.

    Where SGP4 gives no state (decayed) the span ends: the nodes are those of the first run of states.
    """
    pieces = max(3, math.ceil((last - first) / step_of(moving)))
    step = (last - first) / pieces
    t: Array = first + step * np.arange(-3.0, pieces + 4.0)
    if isinstance(moving, Mover):
        node = nodes(np.ascontiguousarray(moving.position(t), dtype=np.float64), 0.0, 0.0, step)
    else:
        offset = (begin - moving.epoch).total_seconds()
        try:
            states = propagate(moving, t + offset, lenient=True)[:, :3]
        except ElementsError:
            return None
        angle = float(gmst(begin, delta_ut1)) + SIDEREAL_RATE * float(t[0])
        node = nodes(np.ascontiguousarray(states), angle, SIDEREAL_RATE, step)
    good = np.isfinite(node).all(axis=1)
    if not good.all():
        run = np.flatnonzero(np.diff(np.concatenate([[False], good, [False]]).astype(np.int8)))
        if len(run) == 0 or run[1] - run[0] < 3:
            return None
        node, first = np.ascontiguousarray(node[run[0] : run[1]]), first + step * int(run[0])
    return Motion(node, first, step, bounds(node, step))


@jit
def nodes(position: Array, angle: float, rate: float, step: float) -> Array:
    """Nodes (n - 6, 9) in turning axes from inertial positions (n, 3) `step` apart; `angle` is the first's.

    Velocity and acceleration are the central differences of sixth order over seven positions, for what SGP4
    calls velocity is not quite the rate of its position (0.02 to 0.2 m/s).
    """
    n = position.shape[0]
    fixed = np.empty((n, 3))
    for k in range(n):
        c, s = math.cos(angle + rate * step * k), math.sin(angle + rate * step * k)
        x, y = position[k, 0], position[k, 1]
        fixed[k, 0], fixed[k, 1], fixed[k, 2] = c * x + s * y, c * y - s * x, position[k, 2]
    node = np.empty((n - 6, 9))
    for k in range(n - 6):
        for j in range(3):
            a, b, c, d = fixed[k, j], fixed[k + 1, j], fixed[k + 2, j], fixed[k + 3, j]
            e, f, g = fixed[k + 4, j], fixed[k + 5, j], fixed[k + 6, j]
            node[k, j] = d
            node[k, 3 + j] = (45.0 * (e - c) - 9.0 * (f - b) + (g - a)) / (60.0 * step)
            bend = 2.0 * (g + a) - 27.0 * (f + b) + 270.0 * (e + c) - 490.0 * d
            node[k, 6 + j] = bend / (180.0 * step * step)
    return node


@jit
def bounds(node: Array, step: float) -> Array:
    """What holds all along: least and greatest radius (m), acceleration, that of the radius (m/s2), that of
    the direction (1/s2). The last three are the largest at the nodes, raised by `SAFETY`."""
    low, high, pull, radial, turning = np.inf, 0.0, 0.0, 0.0, 0.0
    for k in range(node.shape[0]):
        x, y, z, u, v, w, a, b, c = node[k]
        r2 = x * x + y * y + z * z
        r = math.sqrt(r2)
        speed2 = u * u + v * v + w * w
        rate = (x * u + y * v + z * w) / r
        # r'' = (v.v + r.a - r'^2) / r
        lift = (speed2 + x * a + y * b + z * c - rate * rate) / r
        low, high = min(low, r), max(high, r)
        pull = max(pull, math.sqrt(a * a + b * b + c * c))
        radial = max(radial, lift)
        # (r/|r|)'' = (a - 2 r' e' - r'' e) / |r|, e' = (v - r' e) / |r|
        g = (lift - 2.0 * rate * rate / r) / r
        f = 2.0 * rate / r
        p, q, o = a - f * u - g * x, b - f * v - g * y, c - f * w - g * z
        turning = max(turning, math.sqrt(p * p + q * q + o * o) / r)
    # between nodes the radius leaves their range by no more than a bow of this height
    bow = SAFETY * pull * step * step / 8.0
    return np.array(
        (low - bow, high + bow, SAFETY * pull, SAFETY * max(radial, 0.0) + 0.05, SAFETY * turning)
    )


@inline
def state(node: Array, step: float, t: float) -> tuple[float, float, float, float, float, float]:
    """Position and velocity t seconds after the first node, from the quintic through the nodes around it."""
    k = min(max(int(t / step), 0), node.shape[0] - 2)
    s = t / step - k
    s2 = s * s
    q, o = 1.0 - s, 1.0 - s
    # Hermite's basis on [0, 1]: value, slope, bend at 0, and the same at 1 by symmetry
    h0 = q * q * q * (1.0 + s * (3.0 + 6.0 * s))
    h1 = s * q * q * q * (1.0 + 3.0 * s)
    h2 = 0.5 * s2 * q * q * q
    g1 = -o * s2 * s * (1.0 + 3.0 * o)
    g2 = 0.5 * o * o * s2 * s
    d0 = -30.0 * s2 * q * q / step
    d1 = q * q * (1.0 + 2.0 * s - 15.0 * s2)
    d2 = 0.5 * s * q * q * (2.0 - 5.0 * s)
    e1 = s2 * (1.0 + 2.0 * o - 15.0 * o * o)
    e2 = -0.5 * o * s2 * (2.0 - 5.0 * o)
    x = _mix(node, k, 0, h0, 1.0 - h0, step * h1, step * g1, step * step * h2, step * step * g2)
    y = _mix(node, k, 1, h0, 1.0 - h0, step * h1, step * g1, step * step * h2, step * step * g2)
    z = _mix(node, k, 2, h0, 1.0 - h0, step * h1, step * g1, step * step * h2, step * step * g2)
    u = _mix(node, k, 0, d0, -d0, d1, e1, step * d2, step * e2)
    v = _mix(node, k, 1, d0, -d0, d1, e1, step * d2, step * e2)
    w = _mix(node, k, 2, d0, -d0, d1, e1, step * d2, step * e2)
    return x, y, z, u, v, w


@inline
def spot(node: Array, step: float, t: float) -> tuple[float, float, float]:
    """The position alone, as `state` gives it."""
    k = min(max(int(t / step), 0), node.shape[0] - 2)
    s = t / step - k
    q, s2 = 1.0 - s, s * s
    q3 = q * q * q
    h0 = q3 * (1.0 + s * (3.0 + 6.0 * s))
    h1, g1 = step * s * q3 * (1.0 + 3.0 * s), -step * q * s2 * s * (1.0 + 3.0 * q)
    h2, g2 = 0.5 * step * step * s2 * q3, 0.5 * step * step * q * q * s2 * s
    return (
        _mix(node, k, 0, h0, 1.0 - h0, h1, g1, h2, g2),
        _mix(node, k, 1, h0, 1.0 - h0, h1, g1, h2, g2),
        _mix(node, k, 2, h0, 1.0 - h0, h1, g1, h2, g2),
    )


@inline
def _mix(node: Array, k: int, j: int, a: float, b: float, c: float, d: float, e: float, f: float) -> float:
    """One coordinate: values, slopes and bends of two nodes, each by its weight."""
    return float(
        a * node[k, j] + b * node[k + 1, j] + c * node[k, 3 + j] + d * node[k + 1, 3 + j]
        + e * node[k, 6 + j] + f * node[k + 1, 6 + j]
    )  # fmt: skip


def position_at(moving: Moving, begin: datetime, seconds: Array, delta_ut1: float = 0.0) -> Array:
    """Earth-fixed positions (n, 3), m, at seconds after `begin`, asked directly; nan where there is none."""
    if isinstance(moving, Mover):
        return np.asarray(moving.position(seconds))
    inertial = propagate(moving, seconds + (begin - moving.epoch).total_seconds(), lenient=True)
    angle = float(gmst(begin, delta_ut1)) + SIDEREAL_RATE * seconds
    c, s, x, y = np.cos(angle), np.sin(angle), inertial[:, 0], inertial[:, 1]
    return np.stack([c * x + s * y, c * y - s * x, inertial[:, 2]], axis=-1)
