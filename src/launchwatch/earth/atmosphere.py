"""The U.S. Standard Atmosphere 1976, from below sea level to 1,000 km.

Geometric altitude in metres; SI units.  To 86 km the defining layers of the report, exactly: molecular-scale
temperature linear in geopotential altitude, hydrostatic pressure, and the table of mean molecular weight
from 80 km.  Above 86 km the temperature formulas of the report and its published pressures and densities,
whose logarithms are joined by cubic splines (from 86 to 115 km the report lets oxygen flow, so its pressure
is up to 2 % off hydrostatic there).  The density is continuous and, above 86 km, continuously
differentiable.  Above 1,000 km there is no air: density and pressure are 0 (they step down by
3.6e-15 kg/m3).  Source: NOAA-S/T 76-1562, U.S. Government Printing Office, October 1976: tables 1 to 4
and 8, equations 18 to 33a, and table I of part 4.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from launchwatch.earth._jit import jit

GAS_CONSTANT = 8314.32
"""Universal gas constant of the report, N m/(kmol K)."""
MOLAR_MASS = 28.9644
"""Mean molecular weight of air at sea level, kg/kmol."""
SPECIFIC_GAS_CONSTANT = GAS_CONSTANT / MOLAR_MASS
HEAT_RATIO = 1.4
"""Ratio of specific heats."""
EFFECTIVE_RADIUS = 6_356_766.0
"""Effective radius of the Earth for the geopotential, m."""
SEA_LEVEL_GRAVITY = 9.80665
TOP_OF_LAYERS = 86_000.0
TOP = 1_000_000.0
"""No air above this altitude, m."""

_LOWEST = -5_000.0  # the first layer is defined down to here; below, the air of -5 km is used
_HYDROSTATIC = SEA_LEVEL_GRAVITY / SPECIFIC_GAS_CONSTANT  # K/m

# table 4: geopotential base altitude (m), gradient of the molecular-scale temperature (K/m)
_BASE = np.array([0.0, 11_000.0, 20_000.0, 32_000.0, 47_000.0, 51_000.0, 71_000.0])
_GRADIENT = np.array([-6.5e-3, 0.0, 1.0e-3, 2.8e-3, 0.0, -2.8e-3, -2.0e-3])
_GEOPOTENTIAL_TOP = EFFECTIVE_RADIUS * TOP_OF_LAYERS / (EFFECTIVE_RADIUS + TOP_OF_LAYERS)


def _layer_bases() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Temperature (K) and pressure (Pa) at the base of each layer, from sea level up, and at 86 km."""
    rises = np.diff(_BASE, append=_GEOPOTENTIAL_TOP)
    temperature = np.empty(len(_BASE) + 1)
    pressure = np.empty(len(_BASE) + 1)
    temperature[0], pressure[0] = 288.15, 101_325.0
    for i, (rise, lapse) in enumerate(zip(rises, _GRADIENT, strict=True)):
        t = temperature[i]
        temperature[i + 1] = t + lapse * rise
        if lapse == 0.0:
            pressure[i + 1] = pressure[i] * math.exp(-_HYDROSTATIC * rise / t)
        else:
            pressure[i + 1] = pressure[i] * (t / temperature[i + 1]) ** (_HYDROSTATIC / lapse)
    return temperature, pressure


_BASE_TEMPERATURE, _BASE_PRESSURE = _layer_bases()

# table 8: ratio of mean molecular weight to that at sea level, 80 to 86 km in steps of 500 m
_WEIGHT_RATIO = np.array(
    [
        *(1.0, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870),
        *(0.999829, 0.999786, 0.999741, 0.999694, 0.999641, 0.999579),
    ]
)

# table I: geometric altitude (km), pressure (Pa), density (kg/m3); in the rows with a star the density is
# the gas law's, from the printed pressure and mean molecular weight and the temperature of the report
_TABLE = np.array(
    [
        (86.0, 3.7338e-1, 6.958e-6),
        (88.0, 2.6173e-1, 4.875e-6),  # *
        (90.0, 1.8359e-1, 3.416e-6),
        (91.0, 1.5381e-1, 2.860e-6),
        (92.0, 1.2887e-1, 2.393e-6),
        (93.0, 1.0801e-1, 1.999e-6),  # *
        (95.0, 7.5966e-2, 1.393e-6),
        (97.0, 5.3571e-2, 9.685e-7),  # *
        (99.0, 3.7948e-2, 6.725e-7),  # *
        (100.0, 3.2011e-2, 5.604e-7),
        (101.0, 2.7192e-2, 4.695e-7),  # *
        (103.0, 1.9742e-2, 3.299e-7),  # *
        (105.0, 1.4477e-2, 2.325e-7),
        (107.0, 1.0751e-2, 1.642e-7),  # *
        (109.0, 8.1142e-3, 1.161e-7),  # *
        (110.0, 7.1042e-3, 9.708e-8),
        (111.0, 6.2614e-3, 8.111e-8),  # *
        (112.0, 5.5547e-3, 6.838e-8),  # *
        (113.0, 4.9570e-3, 5.811e-8),  # *
        (114.0, 4.4473e-3, 4.976e-8),  # *
        (115.0, 4.0096e-3, 4.289e-8),
        (116.0, 3.6312e-3, 3.721e-8),  # *
        (117.0, 3.3022e-3, 3.246e-8),  # *
        (118.0, 3.0144e-3, 2.846e-8),  # *
        (120.0, 2.5382e-3, 2.222e-8),
        (125.0, 1.7354e-3, 1.291e-8),  # *
        (130.0, 1.2505e-3, 8.152e-9),
        (135.0, 9.3568e-4, 5.466e-9),  # *
        (140.0, 7.2028e-4, 3.831e-9),
        (145.0, 5.6691e-4, 2.781e-9),  # *
        (150.0, 4.5422e-4, 2.076e-9),
        (160.0, 3.0395e-4, 1.233e-9),
        (170.0, 2.1210e-4, 7.815e-10),
        (180.0, 1.5271e-4, 5.194e-10),
        (190.0, 1.1266e-4, 3.581e-10),
        (200.0, 8.4736e-5, 2.541e-10),
        (210.0, 6.4756e-5, 1.846e-10),  # *
        (220.0, 5.0149e-5, 1.367e-10),  # *
        (230.0, 3.9276e-5, 1.029e-10),
        (240.0, 3.1059e-5, 7.859e-11),  # *
        (250.0, 2.4767e-5, 6.073e-11),
        (270.0, 1.6083e-5, 3.737e-11),  # *
        (300.0, 8.7704e-6, 1.916e-11),
        (350.0, 3.4498e-6, 7.014e-12),
        (400.0, 1.4518e-6, 2.803e-12),
        (450.0, 6.4468e-7, 1.184e-12),
        (500.0, 3.0236e-7, 5.215e-13),
        (550.0, 1.5137e-7, 2.384e-13),  # *
        (600.0, 8.2130e-8, 1.137e-13),
        (650.0, 4.8865e-8, 5.713e-14),  # *
        (700.0, 3.1908e-8, 3.070e-14),
        (750.0, 2.2599e-8, 1.789e-14),  # *
        (800.0, 1.7036e-8, 1.136e-14),
        (850.0, 1.3415e-8, 7.825e-15),  # *
        (900.0, 1.0873e-8, 5.759e-15),
        (950.0, 8.9816e-9, 4.451e-15),  # *
        (1000.0, 7.5138e-9, 3.561e-15),
    ]
)


def _spline_slopes(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slopes at the knots of the cubic spline through (x, y) that is straight at both ends."""
    h, d, n = np.diff(x), np.diff(y) / np.diff(x), len(x)
    matrix, right = np.zeros((n, n)), np.zeros(n)
    matrix[0, :2], right[0] = (2.0, 1.0), 3.0 * d[0]
    matrix[-1, -2:], right[-1] = (1.0, 2.0), 3.0 * d[-1]
    for i in range(1, n - 1):
        matrix[i, i - 1 : i + 2] = h[i], 2.0 * (h[i - 1] + h[i]), h[i - 1]
        right[i] = 3.0 * (h[i] * d[i - 1] + h[i - 1] * d[i])
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


@jit
def _layers(altitude: float) -> tuple[float, float]:
    """Molecular-scale temperature (K) and pressure (Pa) at a geometric altitude (m) to 86 km."""
    geopotential = EFFECTIVE_RADIUS * altitude / (EFFECTIVE_RADIUS + altitude)
    i = 6
    while i > 0 and geopotential < _BASE[i]:
        i -= 1
    rise = geopotential - _BASE[i]
    t = _BASE_TEMPERATURE[i] + _GRADIENT[i] * rise
    if _GRADIENT[i] == 0.0:
        return t, _BASE_PRESSURE[i] * math.exp(-_HYDROSTATIC * rise / t)
    return t, _BASE_PRESSURE[i] * (_BASE_TEMPERATURE[i] / t) ** (_HYDROSTATIC / _GRADIENT[i])


def _upper_table() -> NDArray[np.float64]:
    """Rows of altitude (m), ln p and its slope, ln rho and its slope, from 86 km to 1,000 km."""
    z, p, rho = _TABLE[:, 0] * 1e3, _TABLE[:, 1].copy(), _TABLE[:, 2].copy()
    # the layers end within the last printed digit of the table; their end starts the upper part
    p[0] = _BASE_PRESSURE[-1]
    rho[0] = p[0] / (SPECIFIC_GAS_CONSTANT * _BASE_TEMPERATURE[-1])
    log_p, log_rho = np.log(p), np.log(rho)
    return np.column_stack((z, log_p, _spline_slopes(z, log_p), log_rho, _spline_slopes(z, log_rho)))


_UPPER = _upper_table()


@jit
def _upper_temperature(altitude: float) -> float:
    """Kinetic temperature (K) from 86 km to 1,000 km: equations 25, 27, 29 and 31 of the report."""
    if altitude <= 91_000.0:
        return 186.8673
    if altitude <= 110_000.0:
        part = (altitude - 91_000.0) / 19_942.9
        return 263.1905 - 76.3232 * math.sqrt(1.0 - part * part)
    if altitude <= 120_000.0:
        return 240.0 + 12.0e-3 * (altitude - 110_000.0)
    xi = (altitude - 120_000.0) * (EFFECTIVE_RADIUS + 120_000.0) / (EFFECTIVE_RADIUS + altitude)
    return 1000.0 - 640.0 * math.exp(-0.01875e-3 * xi)


@jit
def _hermite(altitude: float, column: int) -> float:
    """The cubic piece of one column of the upper table (1: ln p, 3: ln rho) at an altitude (m)."""
    low = 0
    high = _UPPER.shape[0] - 1
    while high - low > 1:
        middle = (low + high) // 2
        if altitude < _UPPER[middle, 0]:
            high = middle
        else:
            low = middle
    h = _UPPER[high, 0] - _UPPER[low, 0]
    u = (altitude - _UPPER[low, 0]) / h
    v = 1.0 - u
    left: float = (1.0 + 2.0 * u) * _UPPER[low, column] + u * h * _UPPER[low, column + 1]
    right: float = (1.0 + 2.0 * v) * _UPPER[high, column] - v * h * _UPPER[high, column + 1]
    value: float = v * v * left + u * u * right
    return value


@jit
def atmosphere(altitude: float) -> tuple[float, float, float, float]:
    """Density (kg/m3), pressure (Pa), kinetic temperature (K) and speed of sound (m/s) of the standard air.

    `altitude` is geometric, in metres above sea level.  The speed of sound is sqrt(1.4 p / rho), which up to
    86 km is the report's, from the molecular-scale temperature; above, the report gives none.
    """
    if altitude <= TOP_OF_LAYERS:
        z = max(altitude, _LOWEST)
        t, p = _layers(z)
        rho = p / (SPECIFIC_GAS_CONSTANT * t)
        sound = math.sqrt(HEAT_RATIO * SPECIFIC_GAS_CONSTANT * t)
        if z > 80_000.0:
            step = (z - 80_000.0) / 500.0
            i = min(int(step), 11)
            t *= _WEIGHT_RATIO[i] + (step - i) * (_WEIGHT_RATIO[i + 1] - _WEIGHT_RATIO[i])
        return rho, p, t, sound
    z = min(altitude, TOP)
    p = math.exp(_hermite(z, 1))
    rho = math.exp(_hermite(z, 3))
    sound = math.sqrt(HEAT_RATIO * p / rho)
    t = _upper_temperature(z)
    if altitude > TOP:
        return 0.0, 0.0, t, sound
    return rho, p, t, sound
