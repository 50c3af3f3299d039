"""NASA's atmospheric check cases on their own Earth: WGS 84 with J2 alone, US Standard Atmosphere 1976.

    NUMBA_DISABLE_JIT=1 python scripts/nesc_earth.py FOLDER

FOLDER holds the check cases of falling bodies (NESC, NASA/TM-2015-218675, cases 1, 6, 8 and 10). Prints JSON:
for every case the distance from each simulation at the end, m, and the spread of the simulations.
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

stand_on(
    mu=3.986004418e14, omega=7.292115e-5, radius=6378137.0, flattening=1.0 / 298.257223563, j2=1.08262982e-3
)

from launchwatch.earth import height  # noqa: E402
from launchwatch.flight import air_table, make_tables  # noqa: E402
from launchwatch.flight.desk import C_DRAG, W_H, W_STALE, W_X, new_desk  # noqa: E402
from launchwatch.flight.integrator import accept, body_step  # noqa: E402
from launchwatch.flight.lanes import WIDTH  # noqa: E402

Floats = NDArray[np.float64]
FOOT, SLUG, INCH = 0.3048, 14.593902937, 0.0254
CANNONBALL = 1.0 * SLUG / (0.1 * math.pi * (3.0 * INCH) ** 2)  # m / (Cd A), kg/m2
STEP_S = 0.1
CASES = {"01": "DroppedSphere", "06": "DroppedSphereEllipsoidalNoWind", "08": "DroppedSphere2DWindShear"} | {
    "10": "NorthwardCannonball"
}
SHEAR = [(h * FOOT, (0.003 * h - 20.0) * FOOT, 0.0) for h in (0.0, 40e3)]


def read(path: Path) -> dict[str, Floats]:
    """The columns of a simulation by name."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(r[name]) for r in rows]) for name in rows[0]}


def inertial(table: dict[str, Floats], k: int) -> Floats:
    """State (6,) of a row, inertial, m and m/s."""
    names = [
        f"ei{what}_ft{per}_{axis}" for what, per in (("Position", ""), ("Velocity", "_s")) for axis in "XYZ"
    ]
    return FOOT * np.array([table[name][k] for name in names])


def fall(
    state: Floats, seconds: float, loading: float, wind: list[tuple[float, float, float]] | None
) -> Floats:
    """Where the kernel's falling body is after some seconds; `loading` m/(Cd A), infinite in vacuum."""
    tables = make_tables(air=air_table(wind=wind))
    desk = new_desk(1)
    desk[W_X : W_X + 6 * WIDTH : WIDTH] = state
    desk[C_DRAG] = 0.5 / loading
    desk[W_H], desk[W_STALE] = STEP_S, 1.0
    for k in range(round(seconds / STEP_S)):
        body_step(0, desk, tables, 0.0)
        accept(desk, 0, (k + 1) * STEP_S)
        desk[W_STALE] = 1.0
    return desk[W_X : W_X + 6 * WIDTH : WIDTH].copy()


def drop(folder: Path, case: str) -> dict[str, object]:
    """One falling body against the six simulations."""
    paths = sorted((folder / f"Atmos_{case}_{CASES[case]}").glob("*.csv"))
    sims = {path.stem[-6:]: read(path) for path in paths}
    begin = inertial(sims["sim_04"], 0)
    end = fall(begin, 30.0, math.inf if case == "01" else CANNONBALL, SHEAR if case == "08" else None)
    altitude = float(height(*end[:3]))
    others = {name: FOOT * float(table["altitudeMsl_ft"][-1]) for name, table in sims.items()}
    places = {
        name: float(np.linalg.norm(inertial(table, -1)[:3] - end[:3]))
        for name, table in sims.items()
        if "eiPosition_ft_X" in table
    }
    return {
        "altitude_m": {name: altitude - other for name, other in others.items()},
        "position_m": places,
        "spread_m": max(others.values()) - min(others.values()),
        "inside": min(others.values()) <= altitude <= max(others.values()),
    }


if __name__ == "__main__":
    print(json.dumps({case: drop(Path(sys.argv[1]), case) for case in CASES}))
