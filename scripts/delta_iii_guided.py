"""Delta III guided on the Earth of its benchmark, and the optimum that the outer loop found, flown again.

    NUMBA_DISABLE_JIT=1 python scripts/delta_iii_guided.py         prints JSON
    python scripts/delta_iii_guided.py --fit                       tunes the guided flight anew (seconds)

Guided: a pitch programme through five angles until the strap-ons are spent (150.4 s), as launchers fly in the
air, then the insertion law over the two burns that are left. Five angles, one yaw and the true anomaly of the
entry are tuned. The optimum: the angles that delta_iii_optimum.py found.
"""

from __future__ import annotations

import json
import math
import sys

import numpy as np
from delta_iii_optimum import direction, end_of, misses
from numpy.typing import NDArray
from round_earth import (
    AXIS,
    ECCENTRICITY,
    INCLINATION_DEG,
    MU,
    NODE_DEG,
    PERIGEE_DEG,
    air,
    row,
)

from launchwatch.flight import ATTITUDE, INSERT, OUTPUTS, attitude_programme, fly_one, make_tables

Floats = NDArray[np.float64]
PROGRAMME_S = 150.4
AIR = air()
GUIDED = (1.237439, 0.978874, 0.634418, 0.463849, 0.386991, -0.001598, 0.124383)
FOUND = (
    1.23946174,
    1.16241253,
    1.04865935,
    0.90498151,
    0.75683009,
    0.63152964,
    -0.00074299,
    -0.00079886,
    -0.00093422,
    -0.00113506,
    -0.00133901,
    -0.00149774,
    0.63098632,
    0.52442204,
    0.45871816,
    0.41530976,
    0.38298679,
    -0.00149707,
    -0.00162099,
    -0.00168474,
    -0.00171693,
    -0.00174382,
    0.38287782,
    0.34268925,
    0.30397997,
    0.26517594,
    0.22612201,
    -0.00173596,
    -0.00175676,
    -0.00176927,
    -0.00178025,
    -0.00178635,
    0.22607989,
    0.08923586,
    -0.05306763,
    -0.20141696,
    -0.35574939,
    -0.51507603,
    -0.67741435,
    -0.83988835,
    -0.00178563,
    -0.00178972,
    -0.00175287,
    -0.00167503,
    -0.0015524,
    -0.00138606,
    -0.00118032,
    -0.00094218,
    6.63139204,
)


def guided(x: Floats) -> dict[str, float]:
    """The outputs of a flight: five angles above the horizon of the pad, a yaw, the true anomaly, rad."""
    pitch = np.asarray(x[:5])
    times = np.linspace(0.0, PROGRAMME_S, len(pitch))
    table = attitude_programme(times, direction(pitch, np.full(len(pitch), x[5])))
    made = row((ATTITUDE, ATTITUDE, INSERT, INSERT), 705.0, target_anomaly_rad=x[6] % (2.0 * math.pi))
    out, _trail = fly_one(made, tables=make_tables(air=AIR, attitudes=[table]))
    return dict(zip(OUTPUTS, (float(v) for v in out), strict=True))


def orbit(out: dict[str, float]) -> dict[str, float]:
    """How far the orbit lies from the one asked for: km, and degrees."""
    state = np.array([out[f"insertion_{a}"] for a in ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")])
    r, v = state[:3], state[3:]
    h = np.cross(r, v)
    e = np.cross(v, h) / MU - r / np.linalg.norm(r)
    node = np.array([-h[1], h[0], 0.0])
    axis = 1.0 / (2.0 / float(np.linalg.norm(r)) - float(v @ v) / MU)
    size = float(np.linalg.norm(e))
    past = math.atan2(float(np.cross(node, e) @ h) / float(np.linalg.norm(h)), float(node @ e))
    return {
        "perigee_km": 1e-3 * (axis * (1.0 - size) - AXIS * (1.0 - ECCENTRICITY)),
        "apogee_km": 1e-3 * (axis * (1.0 + size) - AXIS * (1.0 + ECCENTRICITY)),
        "node_deg": math.degrees(math.atan2(node[1], node[0])) % 360.0 - NODE_DEG,
        "argument_deg": math.degrees(past) % 360.0 - PERIGEE_DEG,
        "inclination_deg": math.degrees(math.acos(h[2] / float(np.linalg.norm(h)))) - INCLINATION_DEG,
    }


def tune() -> Floats:
    """The parameters that leave most mass in the orbit of the benchmark, by Nelder and Mead."""
    from scipy.optimize import minimize

    def cost(x: Floats) -> float:
        out = guided(x)
        if out["outcome"] != 0.0:
            return -6000.0
        off = orbit(out)
        return -out["insertion_mass_kg"] + 300.0 * (off["node_deg"] ** 2 + off["argument_deg"] ** 2)

    x = np.array([1.24, 0.98, 0.63, 0.46, 0.38, -0.0015, 0.13])
    reach = np.diag([0.04, 0.04, 0.04, 0.04, 0.04, 0.004, 0.03])
    for _ in range(3):
        start = np.vstack([x, x + reach])
        x = minimize(cost, x, method="Nelder-Mead", options={"maxfev": 400, "initial_simplex": start}).x
    return np.asarray(x)


def answer() -> dict[str, object]:
    """Masses, kg, and how well both flights meet the orbit."""
    out = guided(np.array(GUIDED))
    state, mass = end_of(np.array(FOUND))
    return {
        "guided_kg": out["insertion_mass_kg"],
        "guided_orbit": orbit(out),
        "optimum_kg": mass,
        "optimum_misses": [float(m) for m in misses(state)],
    }


if __name__ == "__main__":
    print([round(float(v), 5) for v in tune()] if "--fit" in sys.argv else json.dumps(answer()))
