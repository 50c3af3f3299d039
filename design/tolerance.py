"""How tight must the integrator be?  Run: python design/tolerance.py

A launcher like the one of case malligyong-1, three stages with a dogleg to 500 km and 97.4 degrees, its plan
spread, a quarter of the flights failing, is flown at each tolerance and compared with one at 1e-11.  Printed
are, piece by piece, how far apart it falls in metres: median, 99 of 100, worst; and what it costs.

What it decided: the default is 2e-9.  The bar is 10 m for every piece (TRUST, numbers, 4).  The stage that
flies a tenth of the way round the globe magnifies an error of 1 cm/s at burn-out to metres: it is off by up
to 15 m at 1e-7, 4.5 m at 1e-8 and 1.5 m at 2e-9, and 2e-9 costs a twentieth of the speed of 1e-8.  The error
of a step is measured by length, not by component, or a flight would depend on how the axes lie to it.
"""

from __future__ import annotations

import math
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "flight"))

from flight_vehicles import AT, OUT, three_stage

from launchwatch.earth import distance
from launchwatch.flight import fly_rows

PIECES = ("drop0", "drop1", "fairing", "stack", "dense", "plates", "light")


def main(count: int = 1500) -> None:
    rng = np.random.default_rng(11)
    rows = np.stack([three_stage(target_inclination_rad=math.radians(97.4)) for _ in range(count)])
    for name, sigma in (("azimuth_rad", 0.05), ("burnout_angle_rad", 0.1), ("turn_rad", 0.1)):
        rows[:, AT[name]] += sigma * rng.normal(size=count)
    rows[:, AT["phase1_propellant_kg"]] *= 1.0 + 0.05 * rng.normal(size=count)
    rows[::4, AT["failure"]] = np.resize([2.0, 3.0], len(rows[::4]))
    rows[::4, AT["failure_phase"]] = 1.0
    rows[::4, AT["failure_share"]] = rng.random(len(rows[::4]))
    truth = fly_rows(rows, tolerance=1e-11)
    print(f"{'tolerance':>9} {'flights/s':>9}  " + "  ".join(f"{piece:>17}" for piece in PIECES))
    for tolerance in (1e-6, 1e-7, 1e-8, 5e-9, 2e-9, 1e-9):
        begin = time.process_time()
        out = fly_rows(rows, tolerance=tolerance, threads=1)
        rate = count / (time.process_time() - begin)
        cells = []
        for piece in PIECES:
            k = OUT[f"{piece}_latitude_rad"]
            both = np.isfinite(out[:, k]) & np.isfinite(truth[:, k])
            p, q = np.degrees(out[both][:, k : k + 2]), np.degrees(truth[both][:, k : k + 2])
            off = np.atleast_1d(distance(p[:, 0], p[:, 1], q[:, 0], q[:, 1]))
            cells.append(f"{np.median(off):5.1f} {np.quantile(off, 0.99):5.1f} {off.max():5.1f}")
        print(f"{tolerance:9.0e} {rate:9,.0f}  " + "  ".join(cells))


if __name__ == "__main__":
    main()
