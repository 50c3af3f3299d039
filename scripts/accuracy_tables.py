"""Rows of docs/accuracy.md on flights of which a table of events was published.

    python scripts/accuracy_tables.py DATA          prints the rows; DATA is the public data set
    python scripts/accuracy_tables.py DATA --fit    finds the angles anew

One number a flight is fitted: the angle at the end of the gravity turn. Launchers: accuracy_vehicles.py; PSLV
is the library's.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "flight"), str(ROOT / "scripts")]

import flight_vehicles as fv  # noqa: E402
from accuracy_line import Line  # noqa: E402
from accuracy_vehicles import AT, FLIGHTS, LIT, OFF, row  # noqa: E402

from launchwatch.earth import height  # noqa: E402
from launchwatch.flight import INSERT, fly_one  # noqa: E402

Floats = NDArray[np.float64]
SHORT = ("electron_pug", "atlasv551_viasat3f2")
"""Flights that end short of their orbit: Electron by its low mean thrust, Atlas V before its second burn."""


def along(trail: Floats, t: float) -> tuple[float, float]:
    """Altitude (km) and inertial speed (m/s) at a time of a path."""
    state = np.array([np.interp(t, trail[:, 0], trail[:, k]) for k in range(1, 7)])
    return 1e-3 * float(height(*state[:3])), float(np.linalg.norm(state[3:]))


PSLV_EVENTS = {
    "ground-lit PSOM-XL sep": (OFF, 1),
    "air-lit PSOM-XL sep": (OFF, 2),
    "PS1 separation": (OFF, 3),
    "PS2 ignition": (LIT, 4),
    "heat shield sep": (AT, 4),
    "PS2 separation": (OFF, 4),
    "PS3 separation": ("separation", 5),
    "PS4 cut-off": (OFF, 6),
}


ANGLES = {
    "soyuz_ms25": 26.0,
    "electron_pug": 34.0,
    "ariane62_va266": 45.0,
    "atlasv551_viasat3f2": 8.0,
    "h2a_f50": 8.0,
    "falcon1_f4": 53.0,
    "nuri_f1f2": 43.0,
    "pslv_c52": 54.0,
}
"""Fitted, deg."""


def pslv_row(angle: float) -> Floats:
    """PSLV-C52 with the library's PSLV-XL; its second and third stage steer for the orbit."""
    made = fv.library_row(
        "PSLV-XL",
        13.72,
        80.23,
        perigee=529e3,
        apogee=529e3,
        inclination=math.radians(97.514),
        azimuth=math.radians(140.0),
        **{"burnout angle": math.radians(angle)},
    )
    for p in (4, 5):
        made[fv.AT[f"phase{p}_steering"]] = float(INSERT)
    return made


def fly(name: str, angle: float) -> tuple[Floats, Floats]:
    """Outputs and path of a flight that turns to an angle (deg)."""
    return fly_one(pslv_row(angle) if name == "pslv_c52" else row(FLIGHTS[name], angle), tolerance=1e-7)


def fails(name: str, angle: float) -> bool:
    """Whether a flight that should reach its orbit does not."""
    return name not in SHORT and bool(fly(name, angle)[0][fv.OUT["outcome"]] != 0.0)


def compare(name: str, table: list[dict[str, Any]], angle: float) -> tuple[float, float, float]:
    """The greatest misses of a flight: time %, altitude % of the 15 % + 1 km allowed, inertial speed %.

    Altitude and speed are compared at the time of the table where it tells one; NaN where there is no event.
    """
    pslv = name == "pslv_c52"
    events = PSLV_EVENTS if pslv else FLIGHTS[name].events
    out, trail = fly(name, angle)
    found: list[tuple[float, float, float]] = []
    for event in table:
        if event["event"] not in events:
            continue
        what, phase = events[event["event"]]
        said, up, speed = event["t_s"], event["alt_km"], event["v_mps"]
        ours = said if what == AT else float(out[fv.OUT[f"phase{phase}_{what}_s"]])
        late = math.nan if said is None or what == AT else 100.0 * (ours / said - 1.0)
        here = along(trail, min(ours if said is None else said, trail[-1, 0]))
        off = math.nan if up is None else 100.0 * (here[0] - up) / (0.15 * up + 1.0)
        fast = 100.0 * (here[1] / speed - 1.0) if pslv and speed is not None else math.nan
        found.append((late, off, fast))
    worst = [
        max((x for x in column if x == x), key=abs, default=math.nan) for column in zip(*found, strict=True)
    ]
    return worst[0], worst[1], worst[2]


def published(data: Path) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """Names and events of the flights, by their id."""
    text = (data / "flown_events.json").read_text(encoding="utf-8")
    return {f["id"]: (f["name"], f["events"]) for f in json.loads(text)["flights"]}


def event_tables(data: Path) -> list[Line]:
    """Times to 10 %, altitudes to 15 % + 1 km, speeds of PSLV to 15 %: the worst event of each flight."""
    lines = []
    told = published(data)
    for name, angle in ANGLES.items():
        title, table = told[name]
        late, off, fast = compare(name, table, angle)
        key = f"table-{name.split('_')[0]}{'-guide' if name.endswith('pug') else ''}"
        if late == late:
            lines.append(Line(f"{key}-time", f"{title}: times of events", late, 10.0, "%"))
        if off == off:
            lines.append(Line(f"{key}-height", f"{title}: altitudes, of 15 % + 1 km", off, 100.0, "%"))
        if fast == fast:
            lines.append(Line(f"{key}-speed", f"{title}: inertial speeds", fast, 15.0, "%"))
    return lines


def fit(data: Path) -> dict[str, float]:
    """The angle of each flight at which its worst event, in shares of the bars, is best."""
    told = published(data)

    def cost(name: str, angle: float) -> float:
        late, off, fast = compare(name, told[name][1], angle)
        lost = 5.0 if fails(name, angle) else 0.0
        return lost + max(abs(x) for x in (late / 10.0, off / 100.0, fast / 15.0) if x == x)

    names = [*FLIGHTS, "pslv_c52"]
    return {name: min(np.arange(8.0, 61.0), key=lambda angle: cost(name, angle)) for name in names}


if __name__ == "__main__":
    where = Path(sys.argv[1]) / "ascent"
    if "--fit" in sys.argv:
        print({name: float(angle) for name, angle in fit(where).items()})
    else:
        print(*event_tables(where), sep="\n")
