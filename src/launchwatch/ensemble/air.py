"""The air of a case: the standard atmosphere, or that of the day, with the wind that was told.

NRLMSIS 2.1 (Emmert and others 2022, by pymsis) above the pad at one instant, from the ground to 300 km;
the speed of sound by the mean molecular mass of its parts, sqrt(1.4 R T / M). Metres, kg/m3, m/s.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from launchwatch.case import AirEntry, CaseView
from launchwatch.ensemble.draws import Floats
from launchwatch.flight import air_table

#: Altitudes of the profile: every kilometre up to where drag ends, m.
HEIGHTS = np.arange(0.0, 300_001.0, 1000.0)
_GAS = 8.31446261815324  # J/(mol K), CODATA 2018
#: Molar masses of what the model tells apart, in its order: N2, O2, O, He, H, Ar, N, anomalous O, NO: kg/mol.
_MOLAR = 1e-3 * np.array([28.0134, 31.9988, 15.9994, 4.0026, 1.00794, 39.948, 14.0067, 15.9994, 30.0061])


def air_of(view: CaseView) -> Floats | None:
    """The table of the air for the flights of a view; None where it is the standard one."""
    air = view.air
    if air is None:
        return None
    wind = [(row.altitude.central, row.east.central, row.north.central) for row in air.wind]
    profile = None if air.model == "standard" else profile_of(air, view.pad.lat_deg, view.pad.lon_deg)
    return air_table(profile, wind or None)


def profile_of(air: AirEntry, latitude: float, longitude: float) -> list[tuple[float, float, float]]:
    """Rows (altitude m, density kg/m3, speed of sound m/s) over a place, degrees, by NRLMSIS."""
    assert air.at is not None
    instant = np.datetime64(air.at.replace(tzinfo=None), "s")
    return list(_profile(instant, latitude, longitude, air.f107, air.ap))


@lru_cache(maxsize=8)
def _profile(
    instant: np.datetime64, latitude: float, longitude: float, f107: float, ap: float
) -> tuple[tuple[float, float, float], ...]:
    import pymsis

    found = pymsis.calculate(instant, longitude, latitude, HEIGHTS / 1e3, [f107], [f107], [[ap] * 7]).reshape(
        len(HEIGHTS), -1
    )
    density, temperature = found[:, 0].astype(float), found[:, 10].astype(float)
    numbers = np.nan_to_num(found[:, 1:10].astype(float))
    molar = numbers @ _MOLAR / numbers.sum(axis=1)
    sound = np.sqrt(1.4 * _GAS * temperature / molar)
    return tuple(zip(HEIGHTS.tolist(), density.tolist(), sound.tolist(), strict=True))
