"""Launchers as rows of the kernel, written by hand with round figures, for the tests of the flight room."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from launchwatch.ensemble.rows import build_rows
from launchwatch.flight import INPUT_WIDTH, INPUTS, INSERT, LOFT, OUTPUTS, TURN, fly_rows
from launchwatch.launcher import load_launcher

Floats = NDArray[np.float64]
AT = {name: k for k, name in enumerate(INPUTS)}
OUT = {name: k for k, name in enumerate(OUTPUTS)}
G0 = 9.80665

# Cd against Mach of a slender body, at the nodes of the kernel
CD = (0.30, 0.30, 0.34, 0.45, 0.54, 0.55, 0.48, 0.38, 0.29, 0.22, 0.20)


def stage(
    p: int,
    steering: int,
    propellant: float,
    dry: float,
    thrust: float,
    isp: float,
    *,
    coast: float = 3.0,
    exit_area: float = 0.0,
    area: float = 4.9,
    beta: float = 500.0,
) -> dict[str, float]:
    """The columns of one phase that is a whole stage."""
    fields = {
        "propellant_kg": propellant,
        "mass_flow_kg_s": thrust / (G0 * isp),
        "thrust_N": thrust,
        "exit_area_m2": exit_area,
        "coast_s": coast,
        "steering": float(steering),
        "drop_kg": dry,
        "drop_delay_s": 2.0,
        "drop_ballistic_kg_m2": beta,
        "reference_area_m2": area,
    }
    return {f"phase{p}_{name}": value for name, value in fields.items()}


def row_of(*parts: Mapping[str, float], **changes: float) -> Floats:
    """One input row (INPUT_WIDTH,) from columns by name; later ones win."""
    row = np.zeros(INPUT_WIDTH)
    for part in (*parts, changes):
        for name, value in part.items():
            row[AT[name]] = value
    return row


def _head(phases: int, payload: float, latitude_deg: float, azimuth_deg: float) -> dict[str, float]:
    head = {
        "phases": float(phases),
        "site_latitude_rad": math.radians(latitude_deg),
        "site_longitude_rad": math.radians(124.7),
        "payload_kg": payload,
        "fairing_phase": -1.0,
        "azimuth_rad": math.radians(azimuth_deg),
        "vertical_rise_s": 8.0,
        "pitch_over_s": 10.0,
        "burnout_angle_rad": math.radians(30.0),
        "loft_apogee_m": 500e3,
        "ignition_lead": 0.6,
        "target_perigee_m": 500e3,
        "target_apogee_m": 500e3,
        "target_inclination_rad": math.nan,
        "target_branch": 0.0,
        "density_factor": 1.0,
        "drag_factor": 1.0,
        "stack_ballistic_kg_m2": 2000.0,
    }
    return head | {f"drag_coefficient_{k}": cd for k, cd in enumerate(CD)}


FAIRING = {
    "fairing_kg": 600.0,
    "fairing_phase": 1.0,
    "fairing_after_s": 45.0,
    "fairing_ballistic_kg_m2": 70.0,
}


def three_stage(**changes: float) -> Floats:
    """A launcher like the one of case malligyong-1: 100 t, three stages, southbound from 39.7 N."""
    return row_of(
        _head(3, 300.0, 39.66, 190.0),
        stage(0, TURN, 66.5e3, 7e3, 1.75e6, 300.0, coast=0.0, exit_area=1.8, beta=1100.0),
        stage(1, LOFT, 24.25e3, 3.1e3, 310e3, 300.0, beta=550.0),
        stage(2, INSERT, 3e3, 650.0, 24e3, 294.0, coast=7.0, beta=175.0),
        FAIRING,
        **changes,
    )


def two_stage(**changes: float) -> Floats:
    """A launcher like Falcon 9: 550 t, two stages, due south from 34.6 N, no fairing."""
    return row_of(
        _head(2, 8e3, 34.6, 190.0),
        stage(0, TURN, 409e3, 22e3, 8.227e6, 311.0, coast=0.0, exit_area=6.0, area=10.5),
        stage(1, INSERT, 107e3, 4e3, 934e3, 348.0, area=10.5, beta=150.0),
        **({"target_perigee_m": 300e3, "target_apogee_m": 300e3} | changes),
    )


def sounding(**changes: float) -> Floats:
    """One stage that goes up and comes down: burns 60 s, flies about 100 km far."""
    return row_of(
        _head(1, 500.0, 39.66, 190.0),
        stage(0, TURN, 4e3, 1e3, 160e3, 240.0, coast=0.0, area=0.8),
        **({"burnout_angle_rad": math.radians(60.0)} | changes),
    )


def fly(row: Floats, **settings: float) -> dict[str, float]:
    """Fly one row; the outputs by name."""
    out = fly_rows(row[None, :], **settings)[0]  # type: ignore[arg-type]
    return {name: float(out[k]) for name, k in OUT.items()}


def library_row(name: str, lat_deg: float, lon_deg: float, **plan: float) -> Floats:
    """A launcher of the library with the central value of every figure, through `ensemble.build_rows`."""
    launcher = load_launcher(name)
    values = {key: np.array([figure.quantity.central]) for key, figure in launcher.figures()}
    usual = {
        "launcher.payload": launcher.payload.central,
        "turn": 0.0,
        "loft": 1.0,
        "ignition lead": 0.6,
        "vertical rise": 8.0,
        "density factor": 1.0,
        "drag factor": 1.0,
        "wind east": 0.0,
        "wind north": 0.0,
        "stack ballistic": 2000.0,
    }
    values |= {key: np.array([value]) for key, value in (usual | plan).items()}
    pad = SimpleNamespace(lat_deg=lat_deg, lon_deg=lon_deg, height_m=0.0)
    rows, _ = build_rows(launcher, values, pad, 1)  # type: ignore[arg-type]
    rows[0, AT["target_branch"]] = 0.0
    return np.asarray(rows[0])


def position(out: Mapping[str, float], piece: str) -> tuple[float, float]:
    """Latitude and longitude in degrees where a piece fell."""
    return math.degrees(out[f"{piece}_latitude_rad"]), math.degrees(out[f"{piece}_longitude_rad"])
