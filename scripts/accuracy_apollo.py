"""Rows of docs/accuracy.md on Apollo 11's Saturn V, AS-506, with published data alone.

    python scripts/accuracy_apollo.py    prints the rows

Source: Saturn V launch vehicle flight evaluation report AS-506, MPR-SAT-FE-69-9, tables 2-2, 4-1, 4-2, 5-2,
6-2, 20-9 and figure 6-3. What is not said here is the library's; centre engines are cut off as they were.
Start, shift and lean impulse of S-II are as the audit of Orbitlab (2026-10-01) read the report.
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

from launchwatch.flight import INSERT, PHASE_FIELDS  # noqa: E402

Floats = NDArray[np.float64]
G0 = 9.80665
CENTRE_CUT, OUTER_CUT = 135.2, 161.63  # S-IC, s
SECOND_FULL, SECOND_CENTRE, SECOND_SHIFT, SECOND_END = 165.72, 460.62, 498.0, 548.22  # S-II, s
F_1 = (2654.8, 7914.6e3, 6886.2e3)  # flow kg/s, thrust N in vacuum and at sea level, of one engine
S_IC_KG, S_II_KG = 2074429.0, 439005.0
S_II_N, S_II_ISP, LEAN_ISP = 5141e3, 421.0, 427.0  # five engines; after the shift of the mixture ratio

EVENTS = (  # phase, name, time s, altitude km, space-fixed speed m/s
    (1, "S-IC", OUTER_CUT, 66.1, 2764.0),
    (2, "S-II-centre", SECOND_CENTRE, 180.2, 5707.5),
    (4, "S-II", SECOND_END, 187.3, 6916.0),
    (5, "S-IVB", 699.34, None, None),
)


def twice(row: Floats, p: int) -> None:
    """Make two phases of phase `p`: the first drops nothing, the second follows at once."""
    width, count = len(PHASE_FIELDS), int(row[fv.AT["phases"]])
    for k in range(count, p, -1):
        row[k * width : (k + 1) * width] = row[(k - 1) * width : k * width]
    row[fv.AT["phases"]] = count + 1
    put(row, p, drop_kg=0.0, drop_delay_s=0.0)
    put(row, p + 1, coast_s=0.0)


def put(row: Floats, p: int, **fields: float) -> None:
    """Set columns of a phase."""
    for name, value in fields.items():
        row[fv.AT[f"phase{p}_{name}"]] = value


def as_506_row() -> Floats:
    """From pad 39A at 72.058 degrees; 19.1 degrees space-fixed as S-IC ends are 22.1 Earth-relative."""
    row = fv.library_row(
        "Saturn V",
        28.608,
        -80.604,
        perigee=183.2e3,
        apogee=186.0e3,
        inclination=math.radians(32.521),
        azimuth=math.radians(72.058),
        **{"burnout angle": math.radians(22.1), "vertical rise": 12.0},
    )
    for p in (1, 1, 0):  # S-II in three, S-IC in two
        twice(row, p)
    row[fv.AT["fairing_phase"]] = 2.0
    row[fv.AT["fairing_after_s"]] = 195.1 - SECOND_FULL  # mean of the ring, 192.3 s, and the escape tower
    flow, vacuum, ground = F_1
    before = 5.0 * flow * CENTRE_CUT
    for p, (engines, burned) in enumerate(((5.0, before), (4.0, S_IC_KG - before))):
        exit_area = engines * (vacuum - ground) / 101325.0
        put(row, p, propellant_kg=burned, mass_flow_kg_s=engines * flow, thrust_N=engines * vacuum)
        put(row, p, exit_area_m2=exit_area)
    full = S_II_N / (G0 * S_II_ISP)
    first, second = full * (SECOND_CENTRE - SECOND_FULL), 0.8 * full * (SECOND_SHIFT - SECOND_CENTRE)
    rest = S_II_KG - first - second
    lean = rest / (SECOND_END - SECOND_SHIFT)
    for p, (burned, rate, thrust) in enumerate(
        ((first, full, S_II_N), (second, 0.8 * full, 0.8 * S_II_N), (rest, lean, lean * G0 * LEAN_ISP)),
        start=2,
    ):
        put(row, p, propellant_kg=burned, mass_flow_kg_s=rate, thrust_N=thrust, steering=float(INSERT))
    put(row, 2, coast_s=SECOND_FULL - OUTER_CUT)
    return row


def as_506() -> list[Line]:
    """Times and speeds to 2 %, altitudes to 3 km."""
    out = fv.fly(as_506_row())
    lines = []
    for p, stage, t, altitude, speed in EVENTS:
        late = 100.0 * (out[f"phase{p}_cutoff_s"] / t - 1.0)
        lines.append(Line(f"as-506-{stage}-time", f"{stage} cut-off, time of {t:g} s", late, 2.0, "%"))
        if speed is not None and altitude is not None:
            off = 100.0 * (out[f"phase{p}_cutoff_speed_m_s"] / speed - 1.0)
            low = 1e-3 * out[f"phase{p}_cutoff_altitude_m"] - altitude
            lines.append(Line(f"as-506-{stage}-speed", f"{stage}, speed of {speed:,.0f} m/s", off, 2.0, "%"))
            lines.append(
                Line(f"as-506-{stage}-height", f"{stage}, altitude of {altitude:g} km", low, 3.0, "km")
            )
    tilt = math.degrees(out["inclination_rad"]) - 32.521
    lines.append(Line("as-506-inclination", "inclination of 32.521 deg", tilt, 0.01, "deg"))
    dynamic = 100.0 * (out["max_q_Pa"] / 35.2e3 - 1.0)
    lines.append(Line("as-506-max-q", "greatest dynamic pressure, 35.2 kPa", dynamic, 8.0, "%"))
    return lines


if __name__ == "__main__":
    print(*as_506(), sep="\n")
