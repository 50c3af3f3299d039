"""The shortest burn to the perigee of an orbit, by Pontryagin: an optimum that owes nothing to our guidance.

In a plane, under central gravity, a constant thrust points along the primer vector (D. F. Lawden, Optimal
Trajectories for Space Navigation, 1963). The costates and the burning time are found by shooting; the
downrange angle is free, which makes x l_y - y l_x + vx l_vy - vy l_vx vanish at the end.
"""

from __future__ import annotations

import math

import numpy as np
from flight_vehicles import Floats
from scipy.integrate import solve_ivp
from scipy.optimize import least_squares

from launchwatch.earth import MU


def shortest_burn(
    state: Floats, mass: float, thrust: float, flow: float, perigee: float, apogee: float
) -> float:
    """Seconds of burn from a state (inertial, SI) to the perigee (radii in m), in the plane of motion."""
    r, v = state[:3], state[3:]
    length = float(np.linalg.norm(r))
    up = r / length
    across = np.cross(r, v)
    ahead = np.cross(across / np.linalg.norm(across), up)
    time = math.sqrt(length**3 / MU)
    speed = length / time
    begin = np.array([1.0, 0.0, float(v @ up) / speed, float(v @ ahead) / speed])
    axis = 0.5 * (perigee + apogee)
    wanted = math.sqrt(MU * (2.0 / perigee - 1.0 / axis)) / speed
    push, rate = thrust / mass * time**2 / length, flow / mass * time

    def slope(t: float, s: Floats) -> list[float]:
        x, y, vx, vy, lx, ly, mx, my = s
        d = math.hypot(x, y)
        a = push / (1.0 - rate * t) / math.hypot(mx, my)
        g = -1.0 / d**3
        along = 3.0 * (x * mx + y * my) / d**5
        return [vx, vy, g * x + a * mx, g * y + a * my, -g * mx - along * x, -g * my - along * y, -lx, -ly]

    def miss(p: Floats) -> list[float]:
        s = np.concatenate([begin, p[1:3], [math.sin(p[0]), math.cos(p[0])]])
        x, y, vx, vy, lx, ly, mx, my = solve_ivp(slope, (0.0, p[3]), s, rtol=1e-9, atol=1e-11).y[:, -1]
        d = math.hypot(x, y)
        return [
            d - perigee / length,
            (x * vx + y * vy) / d,
            (x * vy - y * vx) / d - wanted,
            x * ly - y * lx + vx * my - vy * mx,
        ]

    found = []
    for elevation in (0.2, 0.4, 0.0, 0.6):
        for costate in (0.3, 0.6, 0.9):
            solved = least_squares(miss, [elevation, costate, 0.0, 0.8], xtol=1e-13, ftol=1e-13, max_nfev=60)
            if solved.cost < 1e-14:
                found.append(float(solved.x[3]) * time)
        if found:
            return min(found)
    raise ArithmeticError("the shooting did not converge")
