"""The air against the printed tables of the U.S. Standard Atmosphere 1976, and against hydrostatics."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import atmosphere

# U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562), table I: geometric km, K, Pa, kg/m3
PRINTED = [
    (0.0, 288.150, 101325.0, 1.2250),
    (0.5, 284.900, 95461.0, 1.1673),
    (1.0, 281.651, 89876.0, 1.1117),
    (10.0, 223.252, 26499.0, 0.41351),
    (77.0, 204.493, 1.7286, 2.9448e-5),
    (86.0, 186.87, 0.37338, 6.958e-6),
]
ABOVE = [
    (90.0, 186.87, 1.8359e-1, 3.416e-6),
    (92.0, 186.96, 1.2887e-1, 2.393e-6),
    (100.0, 195.08, 3.2011e-2, 5.604e-7),
    (110.0, 240.00, 7.1042e-3, 9.708e-8),
    (120.0, 360.00, 2.5382e-3, 2.222e-8),
    (150.0, 634.39, 4.5422e-4, 2.076e-9),
    (200.0, 854.56, 8.4736e-5, 2.541e-10),
    (230.0, 915.78, 3.9276e-5, 1.029e-10),
    (300.0, 976.01, 8.7704e-6, 1.916e-11),
    (400.0, 995.83, 1.4518e-6, 2.803e-12),
    (500.0, 999.24, 3.0236e-7, 5.215e-13),
    (600.0, 999.85, 8.2130e-8, 1.137e-13),
    (700.0, 999.97, 3.1908e-8, 3.070e-14),
    (800.0, 999.99, 1.7036e-8, 1.136e-14),
    (900.0, 1000.0, 1.0873e-8, 5.759e-15),
    (1000.0, 1000.0, 7.5138e-9, 3.561e-15),
]
# printed pressures (Pa) and mean molecular weights (kg/kmol) at altitudes (km) that are no knots of ours
BETWEEN = [
    (87.0, 3.1259e-1, 28.95),
    (89.0, 2.1919e-1, 28.94),
    (119.0, 2.7615e-3, 26.29),
    (260.0, 1.9894e-5, 18.85),
    (280.0, 1.3076e-5, 18.24),
    (320.0, 5.9796e-6, 17.29),
    (380.0, 2.0384e-6, 16.27),
    (430.0, 8.8645e-7, 15.55),
    (480.0, 4.0642e-7, 14.73),
    (525.0, 2.1200e-7, 13.76),
    (625.0, 6.2601e-8, 10.62),
    (725.0, 2.6611e-8, 7.24),
    (825.0, 1.5051e-8, 5.16),
    (925.0, 9.8635e-9, 4.25),
]


@pytest.mark.parametrize(("km", "temperature", "pressure", "density"), PRINTED)
def test_printed_table_to_86_km(km: float, temperature: float, pressure: float, density: float) -> None:
    rho, p, t, _ = atmosphere(km * 1e3)
    assert (rho, p, t) == pytest.approx((density, pressure, temperature), rel=1e-4)


@pytest.mark.parametrize(("km", "temperature", "pressure", "density"), ABOVE)
def test_printed_table_above_86_km(km: float, temperature: float, pressure: float, density: float) -> None:
    rho, p, t, _ = atmosphere(km * 1e3)
    assert t == pytest.approx(temperature, abs=0.006)  # printed to 0.01 K
    assert p == pytest.approx(pressure, rel=2e-5)
    assert rho == pytest.approx(density, rel=2e-4)


@pytest.mark.parametrize(("km", "pressure", "weight"), BETWEEN)
def test_between_the_knots_within_two_in_a_thousand(km: float, pressure: float, weight: float) -> None:
    rho, p, t, _ = atmosphere(km * 1e3)
    assert p == pytest.approx(pressure, rel=5e-4)
    assert rho == pytest.approx(pressure * weight / (8314.32 * t), rel=2e-3)


def test_against_the_check_values(data_dir: Path) -> None:
    checks = json.loads((data_dir / "ascent/atmosphere_geodesy_checks.json").read_text())["us76"]
    for row in checks["geometric"]:
        rho, p, t, _ = atmosphere(row["z_km"] * 1e3)
        bar = 1e-4 if row["z_km"] <= 86 else 2e-4
        assert (t, p, rho) == pytest.approx((row["T_K"], row["p_Pa"], row["rho"]), rel=bar)
    for km, density in checks["rho_only"]:
        if isinstance(density, float):
            assert atmosphere(km * 1e3)[0] == pytest.approx(density, rel=2e-4)
    for layer in checks["base_layers"]:
        h = layer["H_km"] * 1e3
        z = 6_356_766.0 * h / (6_356_766.0 - h)
        rho, p, _, sound = atmosphere(z)
        molecular = p / (rho * 8314.32 / 28.9644)
        assert p == pytest.approx(layer["p_Pa"], rel=2e-5)
        assert molecular == pytest.approx(layer["T_K"], abs=1e-3)
        assert sound == pytest.approx(math.sqrt(1.4 * 8314.32 / 28.9644 * layer["T_K"]), rel=1e-5)


def test_speed_of_sound_as_printed() -> None:
    assert atmosphere(0.0)[3] == pytest.approx(340.294, abs=1e-3)
    assert atmosphere(86e3)[3] == pytest.approx(274.10, abs=0.01)


@pytest.mark.parametrize(
    "altitude",
    [
        0.0,
        11_019.07,
        20_063.12,
        32_161.91,
        47_350.09,
        51_412.51,
        71_802.0,
        80e3,
        86e3,
        91e3,
        110e3,
        120e3,
        5e5,
    ],
)
def test_no_step_where_the_formulas_change(altitude: float) -> None:
    below, above = atmosphere(altitude - 1e-3), atmosphere(altitude + 1e-3)
    for one, other in zip(below, above, strict=True):
        assert other == pytest.approx(one, rel=2e-6)
    assert above[0] < below[0]


def test_air_carries_its_own_weight() -> None:
    """dp/dz = -g rho with the gravity of the report; from 86 to 115 km oxygen flows, which loosens it."""
    for z in np.linspace(-4.9e3, 999e3, 3001):
        step = 20.0
        slope = (atmosphere(z + step)[1] - atmosphere(z - step)[1]) / (2.0 * step)
        g = 9.80665 * (6_356_766.0 / (6_356_766.0 + z)) ** 2
        bar = 1e-5 if z < 85.9e3 else 0.03 if z < 116e3 else 0.005
        assert slope == pytest.approx(-g * atmosphere(z)[0], rel=bar)


def test_density_falls_all_the_way_up() -> None:
    density = [atmosphere(z)[0] for z in np.linspace(-5e3, 1e6, 20_001)]
    assert np.all(np.diff(density) < 0.0)


@given(st.floats(1_000_000.5, 1e9))
def test_no_air_above_1000_km(altitude: float) -> None:
    rho, p, t, sound = atmosphere(altitude)
    assert (rho, p) == (0.0, 0.0)
    assert t == pytest.approx(1000.0, abs=0.01) and sound > 0.0


def test_deep_below_the_sea_the_lowest_defined_air_is_used() -> None:
    assert atmosphere(-11e3) == atmosphere(-5e3)
