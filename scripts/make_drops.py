"""Make src/launchwatch/inference/data/drops.csv: how pieces of launchers are released, by where they fall.

    python scripts/make_drops.py

Flies launchers of usual kinds in the kernel, drawn about usual figures (FAMILIES: guesses, none is a real
launcher), from pads of all latitudes, and follows every piece to the ground. For each role and range the
table keeps a local mean of the states at release over the turning Earth. Deterministic; half a minute.
"""

from __future__ import annotations

import csv
from math import degrees, exp, log, pi, radians
from pathlib import Path
from typing import NamedTuple

import numpy as np

from launchwatch.earth import OMEGA, distance, geodetic_array
from launchwatch.flight import (
    INPUT_WIDTH,
    INPUTS,
    INSERT,
    LOFT,
    MACH_NODES,
    OUTPUTS,
    PHASE_FIELDS,
    TURN,
    fly_one,
)
from launchwatch.launcher import load_launcher

OUT = Path(__file__).resolve().parent.parent / "src/launchwatch/inference/data/drops.csv"
G0 = 9.80665
FLIGHTS, SEED = 4000, 3
#: for each stage: specific impulse s; ideal velocity m/s, thrust to weight at ignition, structure as a share
#: of the stage, each from low to high
FAMILIES = {
    "small solid, liquid on top": (
        (275.0, (2500, 3300), (1.7, 2.4), (0.08, 0.12)),
        (287.0, (2200, 2900), (1.8, 2.6), (0.08, 0.12)),
        (289.0, (1800, 2600), (1.6, 2.8), (0.09, 0.13)),
        (300.0, (1300, 2500), (0.3, 0.8), (0.15, 0.25)),
    ),
    "two stages, kerolox": (
        (305.0, (3200, 4300), (1.25, 1.5), (0.05, 0.08)),
        (345.0, (5600, 6800), (0.7, 1.0), (0.04, 0.08)),
    ),
    "two stages, hypergolic": (
        (288.0, (3300, 4300), (1.35, 1.6), (0.05, 0.08)),
        (297.0, (5200, 6500), (0.8, 1.2), (0.06, 0.09)),
    ),
    "three stages, hypergolic": (
        (288.0, (3000, 3900), (1.35, 1.6), (0.05, 0.08)),
        (297.0, (2800, 3900), (0.9, 1.3), (0.06, 0.09)),
        (303.0, (2500, 3400), (0.4, 0.8), (0.09, 0.13)),
    ),
    "solid and liquid in turn": (
        (270.0, (2300, 2900), (1.6, 2.2), (0.12, 0.18)),
        (293.0, (2300, 3100), (1.2, 1.8), (0.10, 0.14)),
        (294.0, (2000, 2700), (1.5, 2.2), (0.10, 0.14)),
        (308.0, (1500, 2300), (0.3, 0.6), (0.20, 0.30)),
    ),
    "boosters and a core": (
        (290.0, (2500, 3300), (1.3, 1.6), (0.06, 0.10)),
        (315.0, (1800, 3500), (1.0, 1.5), (0.05, 0.08)),
        (320.0, (3200, 4500), (0.6, 1.0), (0.06, 0.10)),
    ),
}
#: ranges (km) the table tells for each role: those the flights cover
NODES = {
    "stage 1": (150, 200, 300, 400, 500, 600, 700, 850),
    "fairing": (150, 300, 450, 600, 800, 1000, 1300, 1600),
    "later stage": (1000, 1300, 1700, 2200, 3000, 4000, 5000, 6000, 7500, 9000),
}
WIDTH = 0.15  # of the local mean, in the logarithm of the range
COLUMNS = ("range_km", "release_s", "release_km", "altitude_km", "speed_m_s", "angle_deg", "fall_s")


class Fallen(NamedTuple):
    """A piece that fell: whose, where from and to, and its release over the Earth."""

    family: str
    slot: str
    pad_deg: float
    turn_deg: float
    inclination_deg: float
    node_deg: float
    impact_deg: tuple[float, float]
    figures: tuple[float, ...]  # as COLUMNS

    @property
    def role(self) -> str:
        """The role in the table."""
        return {"drop0": "stage 1", "fairing": "fairing"}.get(self.slot, "later stage")


def draw_row(family: str, random: np.random.Generator, turn_deg: float = 0.0) -> np.ndarray:
    """A row of the kernel: a launcher of a family at a pad anywhere, longitude 0, bound anywhere."""
    row = np.zeros(INPUT_WIDTH)

    def put(**values: float) -> None:
        for name, value in values.items():
            row[INPUTS.index(name)] = value

    stages = FAMILIES[family]
    mass, built = 1000.0, []
    for k in range(len(stages) - 1, -1, -1):
        impulse, *spans = stages[k]
        gain, weight, share = (random.uniform(*span) for span in spans)
        mass += 250.0 if k == 1 else 0.0  # the fairing goes while stage 2 burns
        ratio = exp(-gain / (G0 * impulse))
        full = mass * (1.0 - share) / (ratio - share)
        dry = share * (full - mass)
        built.append((full - mass - dry, dry, weight * full * G0, impulse))
        mass = full
    area = 0.25 * pi * (3.3 * (mass / 1e5) ** (1.0 / 3.0)) ** 2
    for p, (propellant, dry, thrust, impulse) in enumerate(reversed(built)):
        last = p == len(built) - 1
        free = last and len(built) > 2 and random.random() < 0.6
        fields = {
            "propellant_kg": propellant * (1.12 if last else 1.0),
            "mass_flow_kg_s": thrust / (G0 * impulse),
            "thrust_N": thrust,
            "exit_area_m2": 1.2e-6 * thrust if p == 0 else 0.0,
            "coast_s": 0.0 if p == 0 else (-1.0 if free else random.uniform(1.0, 8.0)),
            "steering": TURN if p == 0 else (INSERT if last else LOFT),
            "drop_kg": dry,
            "drop_delay_s": random.uniform(1.0, 4.0),
            "drop_ballistic_kg_m2": exp(random.normal(log(400.0), 0.5)),
            "reference_area_m2": area,
        }
        for name, value in fields.items():
            row[p * len(PHASE_FIELDS) + PHASE_FIELDS.index(name)] = value
    height = random.uniform(300e3, 800e3)
    # a liquid last stage on solids has little to give: the solids loft it to the height of its orbit
    loft = random.uniform(0.85, 1.05) if "liquid on top" in family else random.uniform(0.4, 1.05)
    put(phases=len(built), payload_kg=1000.0, fairing_kg=250.0, fairing_phase=1.0)
    put(site_latitude_rad=radians(random.uniform(-45.0, 65.0)), site_height_m=500.0)
    put(azimuth_rad=radians(random.uniform(0.0, 360.0)), turn_rad=radians(turn_deg))
    put(fairing_after_s=random.uniform(5.0, 70.0), fairing_ballistic_kg_m2=exp(random.normal(log(40.0), 0.4)))
    put(vertical_rise_s=random.uniform(6.0, 12.0), pitch_over_s=10.0)
    put(burnout_angle_rad=radians(random.uniform(12.0, 42.0)), ignition_lead=random.uniform(0.4, 0.8))
    put(loft_apogee_m=height * loft, target_perigee_m=height, target_apogee_m=height)
    put(target_inclination_rad=np.nan, density_factor=1.0, drag_factor=1.0, stack_ballistic_kg_m2=2000.0)
    drag = load_launcher("Falcon 9").drag
    put(**{f"drag_coefficient_{k}": drag.coefficient(mach) for k, mach in enumerate(MACH_NODES)})
    return row


def over_earth(t: float, state: np.ndarray) -> tuple[tuple[float, float], float, float, float]:
    """Latitude and longitude (deg), height m, speed m/s and its angle to the level (deg), over the Earth."""
    latitude, longitude, height = (float(x) for x in geodetic_array(state[:3]))
    velocity = state[3:6] - np.cross([0.0, 0.0, OMEGA], state[:3])
    speed = float(np.linalg.norm(velocity))
    climb = float(velocity @ state[:3] / np.linalg.norm(state[:3]))
    return (
        (degrees(latitude), degrees(longitude - OMEGA * t)),
        height,
        speed,
        degrees(np.arcsin(climb / speed)),
    )


def fly_family(row: np.ndarray, family: str) -> list[Fallen]:
    """The pieces of one flight that reaches an orbit near the one it aims for; else none."""
    out, trail = fly_one(row)
    told = dict(zip(OUTPUTS, out, strict=True))
    if not np.isfinite(told["insertion_s"]) or told["outcome"] > 1.0:
        return []
    given = dict(zip(INPUTS, row, strict=True))
    pad = degrees(given["site_latitude_rad"])
    pieces = []
    for slot in (*(f"drop{p}" for p in range(int(given["phases"]) - 1)), "fairing"):
        t = told[f"{slot}_release_s"]
        if not np.isfinite(told[f"{slot}_impact_s"]):
            continue
        at = trail[int(np.argmin(np.abs(trail[:, 0] - t)))]
        place, height, speed, angle = over_earth(at[0], at[1:])
        impact = degrees(told[f"{slot}_latitude_rad"]), degrees(told[f"{slot}_longitude_rad"])
        figures = (
            distance(pad, 0.0, *impact) / 1e3,
            float(at[0]),
            distance(pad, 0.0, *place) / 1e3,
            height / 1e3,
            speed,
            angle,
            told[f"{slot}_impact_s"] - t,
        )
        plane = degrees(told["inclination_rad"]), degrees(told["node_rad"])
        pieces.append(Fallen(family, slot, pad, degrees(given["turn_rad"]), *plane, impact, figures))
    return pieces


def library(flights: int = FLIGHTS, seed: int = SEED, turns_deg: tuple[float, ...] = (0.0,)) -> list[Fallen]:
    """The pieces of many flights, families in turn; the turn of the plane after stage 1 drawn from some."""
    random = np.random.default_rng(seed)
    names = list(FAMILIES)
    pieces = []
    for k in range(flights):
        turn = float(random.choice(turns_deg)) if len(turns_deg) > 1 else turns_deg[0]
        pieces += fly_family(draw_row(names[k % len(names)], random, turn), names[k % len(names)])
    return pieces


def table(pieces: list[Fallen]) -> list[tuple[str, ...]]:
    """Rows of the table: local linear means at `NODES`."""
    rows = []
    for role, nodes in NODES.items():
        mine = np.array([piece.figures for piece in pieces if piece.role == role])
        for node in nodes:
            away = np.log(mine[:, 0] / node)
            root = np.exp(-0.25 * (away / WIDTH) ** 2)[:, None]
            design = np.column_stack((np.ones_like(away), away))
            found = np.linalg.lstsq(design * root, mine[:, 1:] * root, rcond=None)[0][0]
            places = (0, 0, 0, 0, 1, 0)
            rows.append((role, str(node), *(f"{x:.{d}f}" for x, d in zip(found, places, strict=True))))
    return rows


if __name__ == "__main__":
    fallen = library()
    with OUT.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("role", *COLUMNS))
        writer.writerows(table(fallen))
    print(f"{OUT}: {len(fallen)} pieces of {FLIGHTS} flights")
