"""Rows of docs/accuracy.md on tolerance, guidance cycle, symmetry, and orbits reached.

python scripts/accuracy_orbits.py    prints the rows
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "flight"), str(ROOT / "scripts")]

import flight_vehicles as fv  # noqa: E402
from accuracy_line import Line  # noqa: E402

from launchwatch.earth import distance  # noqa: E402
from launchwatch.flight import CYCLE_S, TOLERANCE, fly_rows  # noqa: E402

Floats = NDArray[np.float64]


def numerics() -> list[Line]:
    """Tolerance, guidance cycle, symmetry."""
    rng = np.random.default_rng(11)
    rows = np.stack([fv.three_stage(target_inclination_rad=math.radians(97.4)) for _ in range(300)])
    for name, sigma in (("azimuth_rad", 0.05), ("burnout_angle_rad", 0.1), ("turn_rad", 0.1)):
        rows[:, fv.AT[name]] += sigma * rng.normal(size=len(rows))
    default, tight = fly_rows(rows), fly_rows(rows, tolerance=TOLERANCE / 100.0)

    def where(out: Floats, piece: str) -> tuple[Floats, Floats]:
        column = fv.OUT[f"{piece}_latitude_rad"]
        return np.degrees(out[:, column]), np.degrees(out[:, column + 1])

    off = max(
        float(np.max(distance(*where(default, p), *where(tight, p)))) for p in ("drop0", "drop1", "fairing")
    )
    turned = rows.copy()
    turned[:, fv.AT["site_longitude_rad"]] += 1.0
    around = fly_rows(turned)
    lat, lon = where(default, "drop0")
    symmetric = float(np.max(distance(lat, lon + math.degrees(1.0), *where(around, "drop0"))))
    fine = fly_rows(rows[:60], cycle=0.25)
    margin = fv.OUT["margin_m_s"]
    cycle = float(np.abs(fine[:, margin] - default[:60, margin]).max())
    return [
        Line(
            "tolerance", f"impacts at {TOLERANCE:g} against {TOLERANCE / 100:g}, worst of 900", off, 10.0, "m"
        ),
        Line("longitude", "impact of stage 1, site turned by 1 rad, worst of 300", symmetric, 1.0, "m"),
        Line(
            "cycle",
            f"margin, guidance cycled at {CYCLE_S:g} s against 0.25 s, worst of 60",
            cycle,
            5.0,
            "m/s",
        ),
    ]


def insertion() -> list[Line]:
    """Orbits asked for against orbits reached, three stages with a dogleg."""
    rng = np.random.default_rng(3)
    count = 200
    rows = np.stack([fv.three_stage() for _ in range(count)])
    low, high = np.sort(rng.uniform(300e3, 700e3, (2, count)), axis=0)
    wanted = np.radians(rng.uniform(88.0, 99.0, count))
    for name, values in (("target_perigee_m", low), ("target_apogee_m", high), ("loft_apogee_m", low)):
        rows[:, fv.AT[name]] = values
    rows[:, fv.AT["target_inclination_rad"]] = wanted
    out = fly_rows(rows)
    good = out[:, fv.OUT["margin_m_s"]] > 0.0
    reached = {name: out[good, fv.OUT[name]] for name in ("perigee_m", "apogee_m", "inclination_rad")}
    perigee = 1e-3 * float(np.median(np.abs(reached["perigee_m"] - low[good])))
    apogee = 1e-3 * float(np.median(np.abs(reached["apogee_m"] - high[good])))
    tilt = math.degrees(float(np.abs(reached["inclination_rad"] - wanted[good]).max()))
    return [
        Line("perigee", f"mean perigee, median of {good.sum()} with propellant left", perigee, 0.1, "km"),
        Line("apogee", "mean apogee, likewise", apogee, 0.1, "km"),
        Line("inclination", "inclination, worst of them", tilt, 0.001, "deg"),
    ]


if __name__ == "__main__":
    print(*numerics(), *insertion(), sep="\n")
