"""Delta III on the Earth of its benchmark: the published optimum flown again by its controls.

    NUMBA_DISABLE_JIT=1 python scripts/round_earth.py FILE

Prints JSON. Problem: D. A. Benson, thesis, MIT 2005; J. T. Betts, Practical Methods for Optimal Control 2010;
the GPOPS-II launch example. A round Earth (mu 3.986012e14 m3/s2, radius 6,378,145 m), air
1.225 exp(-h / 7.2 km) kg/m3, Cd 0.5, thrust that does not change with altitude.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from other_earth import stand_on

MU, OMEGA, RADIUS = 3.986012e14, 7.29211585e-5, 6378145.0
PAD_M = 1.0  # the kernel's pad is never lower, so its Earth is this much smaller
stand_on(mu=MU, omega=OMEGA, radius=RADIUS - PAD_M, flattening=0.0, j2=0.0)

from launchwatch.flight import (  # noqa: E402
    ATTITUDE,
    INPUT_WIDTH,
    INPUTS,
    MACH_NODES,
    OUTPUTS,
    air_table,
    attitude_programme,
    fly_one,
    make_tables,
)
from launchwatch.flight.tables import AIR_CELLS, AIR_FLOOR_M, AIR_STEP_M  # noqa: E402

Floats = NDArray[np.float64]
AT = {name: k for k, name in enumerate(INPUTS)}
OUT = {name: k for k, name in enumerate(OUTPUTS)}

SRB = (17010.0 / 75.2, 628500.0)  # flow kg/s, thrust N
CORE = (95550.0 / 261.0, 1083100.0)
UPPER = (16820.0 / 700.0, 110094.0)
PHASES = (  # strap-ons burning, seconds, dropped kg
    (6, 75.2, 6 * (19290.0 - 17010.0)),
    (3, 75.2, 3 * (19290.0 - 17010.0)),
    (0, 110.6, 104380.0 - 95550.0),
)
FINAL_S = 924.1392040618066
AXIS, ECCENTRICITY = 24361140.0, 0.7308
NODE_DEG, PERIGEE_DEG, INCLINATION_DEG = 269.8, 130.5, 28.5


def air() -> Floats:
    """The exponential air; heights of the kernel count from `PAD_M` below the benchmark's ground."""
    heights = AIR_FLOOR_M + AIR_STEP_M * np.arange(AIR_CELLS + 1)
    return air_table([(h, 1.225 * math.exp(-(h - PAD_M) / 7200.0), 340.0) for h in heights])


def row(steering: tuple[int, int, int, int], burn: float, **plan: float) -> Floats:
    """The launcher as a row of the kernel; the second stage burns `burn` seconds at most."""
    made = np.zeros(INPUT_WIDTH)
    fields = {
        "phases": 4.0,
        "site_latitude_rad": math.radians(28.5),
        "site_height_m": PAD_M,
        "payload_kg": 4164.0,
        "fairing_phase": -1.0,
        "azimuth_rad": 0.5 * math.pi,
        "target_perigee_m": AXIS * (1.0 - ECCENTRICITY) - RADIUS + PAD_M,
        "target_apogee_m": AXIS * (1.0 + ECCENTRICITY) - RADIUS + PAD_M,
        "target_inclination_rad": math.radians(INCLINATION_DEG),
        "density_factor": 1.0,
        "drag_factor": 1.0,
        "stack_ballistic_kg_m2": 2000.0,
    }
    fields |= {f"drag_coefficient_{k}": 0.5 for k in range(len(MACH_NODES))}
    motors = [
        (n * SRB[0] + CORE[0], n * SRB[1] + CORE[1], seconds, dropped) for n, seconds, dropped in PHASES
    ]
    for p, (flow, thrust, seconds, dropped) in enumerate([*motors, (*UPPER, burn, 0.0)]):
        fields |= {
            f"phase{p}_propellant_kg": flow * seconds,
            f"phase{p}_mass_flow_kg_s": flow,
            f"phase{p}_thrust_N": thrust,
            f"phase{p}_steering": float(steering[p]),
            f"phase{p}_attitude": 1.0,
            f"phase{p}_drop_kg": dropped,
            f"phase{p}_drop_ballistic_kg_m2": 1000.0,
            f"phase{p}_reference_area_m2": 4.0 * math.pi,
        }
    fields["phase3_drop_kg"] = 19300.0 - UPPER[0] * burn  # the empty stage, and what it did not burn
    for name, value in (fields | plan).items():
        made[AT[name]] = value
    return made


def published(path: str) -> tuple[Floats, Floats]:
    """The optimum: states (n, 8) t, x, y, z, vx, vy, vz, m; directions (n, 4) t, ux, uy, uz; all phases."""
    with Path(path).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    states = [
        [float(r[k]) for k in ("t", "x", "y", "z", "vx", "vy", "vz", "m")]
        for r in rows
        if r["kind"] == "state"
    ]
    controls = [[float(r[k]) for k in ("t", "ux", "uy", "uz")] for r in rows if r["kind"] == "control"]
    return np.array(states), np.array(controls)


def programme(controls: Floats, degree: int = 4, pieces: int = 12) -> Floats:
    """The published controls as the kernel takes them.

    They are values at Lobatto points, `degree` + 1 to a segment, between which a polynomial goes; it is
    sampled finely enough for cubics. The direction jumps from phase to phase.
    """
    times, directions, breaks = [], [], []
    first = 0
    phase_ends = np.flatnonzero(np.diff(controls[:, 0]) == 0.0)
    for last in [*phase_ends, len(controls) - 1]:
        phase = controls[first : last + 1]
        for k in range(0, len(phase) - 1, degree):
            nodes = phase[k : k + degree + 1]
            shares = np.linspace(0.0, 1.0, pieces + 1)[: None if k + degree == len(phase) - 1 else -1]
            t = nodes[0, 0] + shares * (nodes[-1, 0] - nodes[0, 0])
            weights = np.array(
                [np.prod([(t - b) / (a - b) for b in nodes[:, 0] if b != a], axis=0) for a in nodes[:, 0]]
            )
            times.append(t)
            directions.append(weights.T @ nodes[:, 1:])
        first = last + 1
        breaks.append(float(phase[-1, 0]))
    return attitude_programme(np.concatenate(times), np.concatenate(directions), breaks[:-1])


def replay(path: str, **settings: int) -> dict[str, object]:
    """How far the flight lies from the published states where phases meet: m, m/s, and of the mass."""
    states, controls = published(path)
    tables = make_tables(air=air(), attitudes=[programme(controls, **settings)])
    steering = (ATTITUDE, ATTITUDE, ATTITUDE, ATTITUDE)
    _out, trail = fly_one(row(steering, FINAL_S - 261.0), tables=tables, tolerance=1e-11)
    found = []
    for t in (75.2, 150.4, 261.0, FINAL_S):
        here = trail[int(np.argmin(np.abs(trail[:, 0] - t)))]
        truth = states[int(np.argmin(np.abs(states[:, 0] - t)))]
        found.append(
            {
                "t_s": float(here[0]),
                "position_m": float(np.linalg.norm(here[1:4] - truth[1:4])),
                "speed_m_s": float(np.linalg.norm(here[4:7] - truth[4:7])),
                "mass_kg": float(here[7]),
            }
        )
    return {"junctions": found, "steps": len(trail)}


if __name__ == "__main__":
    print(json.dumps(replay(sys.argv[1])))
