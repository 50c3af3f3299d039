"""Height, latitude, gravity and air against the trajectories of the NASA NESC check cases."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from launchwatch.earth import atmosphere, gravity, height, to_geodetic

FOOT = 0.3048
SLUG_PER_CUBIC_FOOT = 515.378818


@pytest.mark.parametrize(
    ("case", "sim", "height_bar", "density_bar"),
    [
        ("Atmos_06_DroppedSphereEllipsoidalNoWind", "Atmos_06_sim_05", 1e-5, 1e-5),
        ("Atmos_10_NorthwardCannonball", "Atmos_10_sim_04", 1e-4, 1e-5),
        # the density of this simulation is off the printed table, 0.1 % at 43 km and 1.7 % at 81 km
        ("Atmos_17_TwoStageRocketToOrbit", "Atmos_17_sim_06", 1e-5, 2e-3),
    ],
)
def test_against_nesc(data_dir: Path, case: str, sim: str, height_bar: float, density_bar: float) -> None:
    with (data_dir / "ascent/nesc" / case / f"{sim}.csv").open() as file:
        rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
    assert len(rows) > 200
    frame = "ge" if "gePosition_ft_X" in rows[0] else "ei"
    for row in rows:
        x, y, z = (row[f"{frame}Position_ft_{axis}"] * FOOT for axis in "XYZ")
        altitude = row["altitudeMsl_ft"] * FOOT
        assert height(x, y, z) == pytest.approx(altitude, abs=height_bar)
        assert math.degrees(to_geodetic(x, y, z)[0]) == pytest.approx(row["latitude_deg"], abs=1e-9)
        # their field stops at J2
        assert np.linalg.norm(gravity(x, y, z)) == pytest.approx(row["localGravity_ft_s2"] * FOOT, rel=5e-6)
        if altitude <= 70e3:
            rho, _, t, sound = atmosphere(altitude)
            assert t == pytest.approx(row["ambientTemperature_dgR"] / 1.8, rel=1e-6)
            assert sound == pytest.approx(row["speedOfSound_ft_s"] * FOOT, rel=2e-6)
            assert rho == pytest.approx(row["airDensity_slug_ft3"] * SLUG_PER_CUBIC_FOOT, rel=density_bar)
