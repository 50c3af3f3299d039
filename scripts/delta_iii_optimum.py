"""Find the best controls of Delta III with a borrowed optimiser around the kernel, on the benchmark's Earth.

    python scripts/delta_iii_optimum.py           prints the controls as JSON (some minutes)

The outer loop is scipy's SLSQP over two angles at the nodes of each phase and the time of the last burn; the
inner loop is the kernel's flight with these as attitude programme. It begins with a guided flight of ours and
knows nothing of the published optimum.
"""

from __future__ import annotations

import json
import math
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray
from round_earth import AXIS, ECCENTRICITY, INCLINATION_DEG, MU, NODE_DEG, PERIGEE_DEG, air, row
from scipy.interpolate import CubicSpline
from scipy.optimize import minimize

from launchwatch.flight import ATTITUDE, INSERT, OUTPUTS, TURN, attitude_programme, fly_one, make_tables

Floats = NDArray[np.float64]
NODES = (6, 5, 5, 8)
ENDS = (0.0, 75.2, 150.4, 261.0)
AIR = air()
UP = np.array([math.cos(math.radians(28.5)), 0.0, math.sin(math.radians(28.5))])
EAST = np.array([0.0, 1.0, 0.0])
NORTH = np.cross(UP, EAST)


def direction(pitch: Floats, yaw: Floats) -> Floats:
    """Unit vectors (n, 3) at angles (rad) above the horizon of the pad and to its north."""
    level = np.cos(pitch)[:, None] * EAST + np.sin(pitch)[:, None] * UP
    return np.cos(yaw)[:, None] * level + np.sin(yaw)[:, None] * NORTH


def programme(x: Floats) -> tuple[Floats, float]:
    """The attitude programme that the parameters stand for, and the time of the last burn, s."""
    burn = 100.0 * float(x[-1])
    times, directions = [], []
    at = 0
    for p, count in enumerate(NODES):
        end = ENDS[p + 1] if p < 3 else 261.0 + burn
        nodes = np.linspace(ENDS[p], end, count)
        spline = CubicSpline(nodes, x[at : at + 2 * count].reshape(2, count).T)
        fine = np.linspace(ENDS[p], end, 8 * (count - 1) + 1)
        pitch, yaw = spline(fine).T
        times.append(fine)
        directions.append(direction(pitch, yaw))
        at += 2 * count
    return attitude_programme(np.concatenate(times), np.concatenate(directions), ENDS[1:]), burn


def end_of(x: Floats) -> tuple[Floats, float]:
    """State (6,) and mass (kg) at the end of the flight."""
    table, burn = programme(x)
    tables = make_tables(air=AIR, attitudes=[table])
    _out, trail = fly_one(row((ATTITUDE,) * 4, burn), tables=tables, tolerance=1e-10)
    return trail[-1, 1:7], float(trail[-1, 7])


def misses(state: Floats) -> Floats:
    """How far the orbit lies from the one asked for: angular momentum (3) and eccentricity vector, scaled.

    Five numbers: the momentum vector, and the eccentricity vector along and across the wanted perigee.
    """
    node, lean, perigee = np.radians([NODE_DEG, INCLINATION_DEG, PERIGEE_DEG])
    normal = np.array([math.sin(node) * math.sin(lean), -math.cos(node) * math.sin(lean), math.cos(lean)])
    line = np.array([math.cos(node), math.sin(node), 0.0])
    to_perigee = math.cos(perigee) * line + math.sin(perigee) * np.cross(normal, line)
    r, v = state[:3], state[3:]
    h = np.cross(r, v)
    e = np.cross(v, h) / MU - r / np.linalg.norm(r)
    wanted = math.sqrt(MU * AXIS * (1.0 - ECCENTRICITY**2))
    return np.array(
        [
            float(h @ normal) / wanted - 1.0,
            float(h @ line) / wanted,
            float(h @ np.cross(normal, line)) / wanted,
            float(e @ to_perigee) - ECCENTRICITY,
            float(e @ np.cross(normal, to_perigee)),
        ]
    )


def guided_start() -> Floats:
    """Parameters that follow a guided flight, by its accelerations."""
    made = row(
        (TURN, INSERT, INSERT, INSERT),
        700.0,
        burnout_angle_rad=math.radians(33.0),
        vertical_rise_s=3.0,
        pitch_over_s=10.0,
    )
    out, trail = fly_one(made, tables=make_tables(air=AIR))
    end = float(out[OUTPUTS.index("insertion_s")])
    t = 0.5 * (trail[1:, 0] + trail[:-1, 0])
    dt = np.diff(trail[:, 0])
    middle = 0.5 * (trail[1:, 1:4] + trail[:-1, 1:4])
    pull = -MU * middle / np.linalg.norm(middle, axis=1)[:, None] ** 3
    push = np.diff(trail[:, 4:7], axis=0)[dt > 0.05] / dt[dt > 0.05, None] - pull[dt > 0.05]
    t = t[dt > 0.05]
    x: list[Floats] = []
    for p, count in enumerate(NODES):
        last = ENDS[p + 1] if p < 3 else end
        nodes = np.linspace(ENDS[p] + 0.01 * (last - ENDS[p]), last - 0.01 * (last - ENDS[p]), count)
        u = np.array([[np.interp(s, t, push[:, i]) for i in range(3)] for s in nodes])
        u /= np.linalg.norm(u, axis=1)[:, None]
        x += [np.arctan2(u @ UP, u @ EAST), np.arcsin(u @ NORTH)]
    return np.concatenate([*x, [(end - 261.0) / 100.0]])


def best(start: Floats, rounds: int = 300) -> Any:
    """The parameters that use the least of the last stage and meet the orbit."""
    step = 1e-6
    count = {"n": 0}

    def slopes(x: Floats) -> Floats:
        found = np.empty((5, len(x)))
        for k in range(len(x)):
            near, far = x.copy(), x.copy()
            near[k] -= step
            far[k] += step
            found[:, k] = (misses(end_of(far)[0]) - misses(end_of(near)[0])) / (2.0 * step)
        return found

    gradient = np.zeros(len(start))
    gradient[-1] = 1.0

    def say(x: Floats) -> None:
        count["n"] += 1
        if count["n"] % 5 == 0:
            state, mass = end_of(x)
            print(count["n"], mass, np.abs(misses(state)).max(), file=sys.stderr, flush=True)

    return minimize(
        lambda x: x[-1],
        start,
        jac=lambda x: gradient,
        constraints={"type": "eq", "fun": lambda x: misses(end_of(x)[0]), "jac": slopes},
        method="SLSQP",
        callback=say,
        options={"maxiter": rounds, "ftol": 1e-9},
    )


def main() -> int:
    found = best(guided_start())
    state, mass = end_of(found.x)
    answer = {
        "mass_kg": mass,
        "misses": [float(m) for m in misses(state)],
        "message": found.message,
        "parameters": [float(v) for v in found.x],
    }
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
