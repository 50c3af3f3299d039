"""Falcon 9 webcasts at 1 Hz against the kernel: what was fitted for each launch, and what is left over.

    python scripts/accuracy_falcon.py DATA          prints the rows; DATA is the public data set
    python scripts/accuracy_falcon.py DATA --fit    fits every launch anew (half a minute)

Data: github.com/shahar603/Telemetry-Data (Unlicense), Earth-relative speed and altitude to the cut-off of
the second stage. The launcher is that of the library; payloads are those that were published.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "flight"), str(ROOT / "scripts")]

import flight_vehicles as fv  # noqa: E402
import numpy as np  # noqa: E402
from accuracy_line import Line  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.interpolate import CubicHermiteSpline  # noqa: E402
from scipy.optimize import least_squares  # noqa: E402

from launchwatch.earth import OMEGA, height  # noqa: E402
from launchwatch.flight import INSERT, PHASE_FIELDS, TURN, fly_one  # noqa: E402

Floats = NDArray[np.float64]
CAPE, VANDENBERG = (28.608, -80.604), (34.632, -120.611)
DRAGON_KG = 6000.0  # capsule and trunk with propellant, without cargo (SpaceX, Dragon fact sheets: 4.2 t dry)


@dataclass(frozen=True)
class Launch:
    """What was published of a launch: payload kg, pad, azimuth deg, with a fairing or not."""

    payload: float
    pad: tuple[float, float] = CAPE
    azimuth: float = 90.0
    fairing: bool = True


LAUNCHES = {
    "Eshail 2": Launch(5300.0),
    "FormoSat-5": Launch(475.0, VANDENBERG, 194.0),
    "GovSat-1": Launch(4230.0),
    "Iridium NEXT 1": Launch(9600.0, VANDENBERG, 181.0),
    "Iridium NEXT 4": Launch(9600.0, VANDENBERG, 181.0),
    "Iridium NEXT 7": Launch(9600.0, VANDENBERG, 181.0),
    "JCSAT-2B": Launch(4696.0),
    "Orbcomm OG2": Launch(2034.0, CAPE, 51.0),
    "SES-10": Launch(5282.0),
    "SES-12": Launch(5384.0),
    "SpaceX CRS-9": Launch(DRAGON_KG + 2257.0, CAPE, 45.0, False),
    "SpaceX CRS-10": Launch(DRAGON_KG + 2490.0, CAPE, 45.0, False),
    "SpaceX CRS-14": Launch(DRAGON_KG + 2647.0, CAPE, 45.0, False),
    "SpaceX CRS-16": Launch(DRAGON_KG + 2573.0, CAPE, 45.0, False),
    "TelStar v19": Launch(7076.0),
    "Thaicom 8": Launch(3100.0),
}
NAMES = (
    "angle at the first cut-off, deg",
    "thrust of stage 1",
    "thrust while throttled down",
    "acceleration limit of stage 1, m/s2",
    "thrust of stage 2",
    "perigee, km",
    "apogee, km",
    "start of the pitch-over, s",
)
START = np.array([25.0, 1.0, 0.8, 38.0, 1.0, 165.0, 220.0, 8.0])
LOW = np.array([8.0, 0.88, 0.5, 25.0, 0.88, 140.0, 145.0, 3.0])
HIGH = np.array([60.0, 1.08, 1.0, 60.0, 1.08, 260.0, 900.0, 25.0])
FITTED = {  # to each launch, in the order of NAMES
    "Eshail 2": (22.1149, 0.948986, 0.988605, 35.2364, 1.08, 165.157, 148.259, 3.15302),
    "FormoSat-5": (60, 0.971246, 0.60057, 56.3304, 0.88, 260, 900, 11.0459),
    "GovSat-1": (23.208, 0.915206, 0.846097, 35.8529, 1.03448, 167.154, 146.885, 8.30387),
    "Iridium NEXT 1": (32.0287, 0.925759, 0.97684, 33.3802, 1.01773, 147.005, 145.177, 19.4084),
    "Iridium NEXT 4": (35.1021, 0.92858, 0.731758, 37.7535, 1.0102, 173.362, 152.321, 12.7393),
    "Iridium NEXT 7": (31.5688, 0.942032, 0.806181, 34.1191, 1.08, 171.081, 150.676, 12.4565),
    "JCSAT-2B": (24.0935, 0.903072, 0.875935, 37.0214, 0.968631, 168.462, 899.999, 7.77344),
    "Orbcomm OG2": (60, 1.01349, 0.999354, 28.0235, 0.88, 260, 900, 5.83879),
    "SES-10": (23.1442, 0.900617, 0.880652, 35.2368, 1.03646, 166.139, 157.374, 8.92207),
    "SES-12": (22.0839, 0.929179, 0.83127, 37.1704, 1.08, 166.686, 653.497, 7.9632),
    "SpaceX CRS-9": (47.3344, 0.920186, 0.844067, 51.7319, 0.984391, 207.67, 900, 25),
    "SpaceX CRS-10": (44.7953, 0.918944, 0.844197, 37.759, 0.96882, 205.708, 899.653, 22.5767),
    "SpaceX CRS-14": (30.6007, 0.919705, 0.802863, 37.6211, 0.993422, 201.923, 157.051, 15.6667),
    "SpaceX CRS-16": (44.741, 0.924724, 0.83452, 29.6131, 1.08, 202.385, 181.93, 16.9174),
    "TelStar v19": (23.6947, 0.926494, 0.966876, 35.9104, 1.08, 165.923, 161.216, 4.7255),
    "Thaicom 8": (23.2539, 0.914368, 0.794089, 35.5812, 0.974855, 166.891, 589.024, 6.6884),
}
FIRST_S, EVERY_S = 30.0, 5.0


def row(launch: Launch, events: dict[str, Any], x: Floats) -> Floats:
    """The launch as a row of the kernel: stage 1 as three phases, before, while and after it throttles."""
    angle, one, down, limit, two, low, high, rise = x
    high = max(high, low)
    made = fv.library_row(
        "Falcon 9",
        *launch.pad,
        **{
            "launcher.payload": launch.payload,
            "burnout angle": math.radians(angle),
            "vertical rise": rise,
            "fairing.mass": 1800.0 if launch.fairing else 0.0,
        },
        azimuth=math.radians(launch.azimuth),
        perigee=1e3 * low,
        apogee=1e3 * high,
        inclination=math.nan,
    )
    cut = float(events["meco"])
    begin = float(events["throttle_down_start"] or 50.0)
    end = float(events["throttle_down_end"] or 70.0)
    width = len(PHASE_FIELDS)
    made[3 * width : 4 * width] = made[width : 2 * width]  # stage 2; stage 1 is phases 0 to 2
    made[width : 2 * width] = made[2 * width : 3 * width] = made[:width]
    full = made[fv.AT["phase0_mass_flow_kg_s"]] * one
    loaded = made[fv.AT["phase0_propellant_kg"]]
    burned = 0.0
    for p, (seconds, share) in enumerate(((begin, 1.0), (end - begin, down), (cut - end, 1.0))):
        for name in ("mass_flow_kg_s", "thrust_N"):
            made[fv.AT[f"phase{p}_{name}"]] *= one * share
        made[fv.AT[f"phase{p}_propellant_kg"]] = full * share * seconds
        made[fv.AT[f"phase{p}_steering"]] = TURN
        made[fv.AT[f"phase{p}_end_criterion"]] = 1.0
        made[fv.AT[f"phase{p}_end_value"]] = seconds
        made[fv.AT[f"phase{p}_coast_s"]] = 0.0
        burned += full * share * seconds
        if p < 2:
            made[fv.AT[f"phase{p}_drop_kg"]] = 0.0
            made[fv.AT[f"phase{p}_drop_delay_s"]] = 0.0
    made[fv.AT["phase2_acceleration_limit_m_s2"]] = limit
    made[fv.AT["phase2_drop_kg"]] += loaded - burned  # what is left goes with the stage
    made[fv.AT["phase2_drop_delay_s"]] = 3.0
    made[fv.AT["phase3_coast_s"]] = max(float(events["ses1"] or cut + 10.0) - cut - 3.0, 1.0)
    made[fv.AT["phase3_steering"]] = INSERT
    for name in ("mass_flow_kg_s", "thrust_N"):
        made[fv.AT[f"phase3_{name}"]] *= two
    made[fv.AT["fairing_phase"]] = 3.0 if launch.fairing else -1.0
    made[fv.AT["phases"]] = 4.0
    return made


def flown(trail: Floats, times: Floats) -> tuple[Floats, Floats]:
    """Earth-relative speed (m/s) and altitude (km) at times; NaN after the end of the path."""
    keep = np.concatenate([np.diff(trail[:, 0]) > 1e-6, [True]])
    t, r, v = trail[keep, 0], trail[keep, 1:4], trail[keep, 4:7]
    path = CubicHermiteSpline(t, r, v, extrapolate=False)
    here, speed = path(times), path.derivative()(times)
    air = speed - np.cross([0.0, 0.0, OMEGA], here)
    up = np.array([1e-3 * height(*p) if np.isfinite(p[0]) else math.nan for p in here])
    return np.linalg.norm(air, axis=1), up


def told(folder: Path) -> tuple[dict[str, Any], Floats, Floats, Floats]:
    """Events, and the webcast's times (s), speeds (m/s) and altitudes (km) up to the second cut-off."""
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    data = json.loads((folder / "analysed.json").read_text(encoding="utf-8"))
    t, speed, up = (np.array(data[name], dtype=float) for name in ("time", "velocity", "altitude"))
    last = min(float(events["seco1"] or np.inf), t[-1]) - 3.0
    times = np.arange(FIRST_S, last, EVERY_S)
    return events, times, np.interp(times, t, speed), np.interp(times, t, up)


@dataclass(frozen=True)
class Fit:
    """What was fitted to a webcast, and the misses that are left: % of speed, km."""

    name: str
    fitted: Floats
    speed: Floats
    altitude: Floats

    def worst(self) -> tuple[float, float]:
        """The greatest miss in speed (%) and in altitude (km) of all times."""
        return float(np.abs(self.speed).max()), float(np.abs(self.altitude).max())


def misses(
    launch: Launch, known: tuple[dict[str, Any], Floats, Floats, Floats], x: Floats
) -> tuple[Floats, Floats]:
    """Misses of a flight with parameters `x`: % of speed, km; large where it ends early."""
    events, times, speed, up = known
    trail = fly_one(row(launch, events, x), tolerance=1e-7)[1]
    v, h = flown(trail, times)
    late = np.isnan(v)
    if late.any():  # it has cut off already: from then on the orbit's own speed and altitude
        k = max(int(np.flatnonzero(~late)[-1]) if (~late).any() else 0, 0)
        v, h = np.where(late, v[k], v), np.where(late, h[k], h)
    return 100.0 * (v / speed - 1.0), h - up


def fit(name: str, data: Path) -> Fit:
    """Fit a launch by least squares: 1 % of speed weighs as much as 1 km."""
    launch, known = LAUNCHES[name], told(data / "falcon9" / name / "JSON")
    scale = HIGH - LOW

    def residuals(y: Floats) -> Floats:
        return np.concatenate(misses(launch, known, LOW + scale * y))

    start = (START - LOW) / scale
    found = least_squares(residuals, start, bounds=(0.0, 1.0), diff_step=2e-3, max_nfev=40, loss="soft_l1")
    x = LOW + scale * found.x
    return Fit(name, x, *misses(launch, known, x))


def left_over(name: str, data: Path) -> Fit:
    """The misses of a launch with what was fitted to it."""
    x = np.array(FITTED[name])
    return Fit(name, x, *misses(LAUNCHES[name], told(data / "falcon9" / name / "JSON"), x))


def webcasts(data: Path) -> list[Line]:
    """The greatest miss of each launch from 30 s to the second cut-off; the median of the launches."""
    worst = np.array([left_over(name, data).worst() for name in FITTED])
    speed, up = np.median(worst, axis=0)
    return [
        Line(
            "falcon-speed", f"greatest miss in speed, median of {len(worst)} launches", float(speed), 3.0, "%"
        ),
        Line("falcon-altitude", "greatest miss in altitude, likewise", float(up), 4.0, "km"),
    ]


def listing(data: Path) -> str:
    """What was fitted to each launch and what is left over, as a table."""
    heads = ["launch", "speed, %", "altitude, km", *NAMES]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for name in FITTED:
        speed, up = left_over(name, data).worst()
        lines.append(
            f"| {name} | {speed:.1f} | {up:.1f} | " + " | ".join(f"{x:.3g}" for x in FITTED[name]) + " |"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the rows, or fit."""
    data = Path(arguments[0]) / "ascent"
    if "--fit" in arguments:
        for name in LAUNCHES:
            one = fit(name, data)
            print(
                f'    "{name}": ({", ".join(f"{x:.6g}" for x in one.fitted)}),  # {one.worst()}', flush=True
            )
    else:
        print(*webcasts(data), listing(data), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
