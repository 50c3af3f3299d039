"""Rows of docs/accuracy.md on Delta III, the ascent benchmark: on its own Earth, and as a case flies it.

python scripts/accuracy_delta.py    prints the rows
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "flight"), str(ROOT / "scripts")]

import flight_vehicles as fv  # noqa: E402
from accuracy_line import Line  # noqa: E402
from optimal_burn import shortest_burn  # noqa: E402
from other_earth import in_a_process  # noqa: E402

from launchwatch.earth import RADIUS  # noqa: E402
from launchwatch.flight import fly_one  # noqa: E402

Floats = NDArray[np.float64]


DELTA_III_JUNCTION = (5691680.386, 636820.536, 3089251.006, 204.32304, 5180.73835, 101.06352)
"""The optimum of the benchmark where its second stage ignites, 261 s: inertial, m and m/s (from YAPSS)."""


def delta_iii_row(angle_deg: float) -> Floats:
    """Delta III of the ascent benchmark to its transfer orbit, a = 24,361.14 km, e = 0.7308, 28.5 degrees."""
    low, high = (24361140.0 * (1.0 + s * 0.7308) - RADIUS for s in (-1.0, 1.0))
    return fv.library_row(
        "Delta III",
        28.5,
        -80.6,
        perigee=low,
        apogee=high,
        inclination=math.radians(28.5),
        azimuth=0.5 * math.pi,
        **{"burnout angle": math.radians(angle_deg)},
    )


def own_earth() -> list[Line]:
    """Guided, and by an optimiser around the kernel, on the Earth of the benchmark; to the same orbit."""
    answer = json.loads(in_a_process("delta_iii_guided"))
    orbit, best = answer["guided_orbit"], 7529.712
    turned = max(abs(orbit["node_deg"]), abs(orbit["argument_deg"]))
    share, found = (100.0 * answer[f"{who}_kg"] / best for who in ("guided", "optimum"))
    met = 1e9 * max(map(abs, answer["optimum_misses"]))
    return [
        Line("delta-iii-guided", "guided, final mass against 7,529.712 kg", share, 99.5, "%", True),
        Line("delta-iii-guided-perigee", "its perigee", orbit["perigee_km"], 0.1, "km"),
        Line("delta-iii-guided-apogee", "its apogee, of 35,787 km", orbit["apogee_km"], 1.0, "km"),
        Line("delta-iii-guided-turn", "its node and argument of perigee, worse of them", turned, 0.01, "deg"),
        Line("delta-iii-optimiser", "optimiser around the kernel, final mass", found, 99.99, "%", True),
        Line("delta-iii-optimiser-orbit", "its orbit, worst of five numbers of order one", met, 10.0, "1e-9"),
    ]


def delta_iii() -> list[Line]:
    """Final mass against the known optimum, and the second stage against its own optimum."""
    best = max(
        (fly_one(delta_iii_row(a))[0][fv.OUT["insertion_mass_kg"]], a) for a in np.arange(8.0, 14.0, 0.5)
    )[1]
    out, trail = fly_one(delta_iii_row(best))
    named = dict(zip(fv.OUT, out, strict=True))
    flow = 16820.0 / 700.0
    k = int(np.argmin(np.abs(trail[:, 0] - named["phase3_ignition_s"])))
    radii = [24361140.0 * (1.0 + s * 0.7308) for s in (-1.0, 1.0)]
    burn = shortest_burn(trail[k, 1:7], 23464.0, 110094.0, flow, *radii)
    share = 100.0 * named["insertion_mass_kg"] / 7529.712
    alone = 100.0 * named["insertion_mass_kg"] / (23464.0 - flow * burn)
    free = shortest_burn(np.array(DELTA_III_JUNCTION), 23464.0, 110094.0, flow, *radii)
    entering = 100.0 * (23464.0 - flow * free) / 7529.712
    return [
        Line("delta-iii-plan", "final mass against the optimum, 7,529.712 kg", share, 94.0, "%", True),
        Line(
            "delta-iii-stage-2",
            "against the optimum from where stage 2 ignites",
            alone,
            99.7,
            "%",
            True,
        ),
        Line(
            "delta-iii-perigee", "optimum that enters at perigee, free until then", entering, 98.0, "%", True
        ),
    ]


if __name__ == "__main__":
    print(*own_earth(), *delta_iii(), sep="\n")
