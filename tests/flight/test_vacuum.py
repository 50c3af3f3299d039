"""Impact in vacuum: against an independent integration of the same gravity, and against the Kepler arc."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import OUT, Floats, position, sounding, three_stage
from plain_python import run_plain
from scipy.integrate import solve_ivp

from launchwatch.earth import OMEGA, distance, gravity, height, to_geodetic
from launchwatch.flight import fly_one

AIRLESS = {"density_factor": 0.0, "phase0_exit_area_m2": 0.0}


def impact(t0: float, state: Floats) -> tuple[float, float, float]:
    """(time, latitude deg, longitude deg) by scipy's order-8 method at 1e-12."""

    def land(_t: float, s: Floats) -> float:
        return float(height(s[0], s[1], s[2]))

    land.terminal, land.direction = True, -1.0  # type: ignore[attr-defined]
    found = solve_ivp(
        lambda _t, s: [*s[3:], *gravity(s[0], s[1], s[2])],
        (t0, t0 + 1e4),
        state,
        method="DOP853",
        rtol=1e-12,
        atol=[1e-6] * 3 + [1e-9] * 3,
        events=land,
    )
    latitude, longitude, _ = to_geodetic(*found.y[:3, -1])
    t = float(found.t[-1])
    return t, math.degrees(latitude), (math.degrees(longitude - OMEGA * t) + 180.0) % 360.0 - 180.0


def state_at(trail: Floats, t: float) -> Floats:
    k = int(np.argmin(np.abs(trail[:, 0] - t)))
    assert trail[k, 0] == t
    return np.array(trail[k, 1:7])


@pytest.mark.parametrize("tolerance", [1e-8, 1e-10])
@pytest.mark.parametrize("azimuth", [0.0, 75.0, 190.0, 300.0])
def test_stack_of_a_sounding_rocket_falls_where_dop853_says(azimuth: float, tolerance: float) -> None:
    row = sounding(azimuth_rad=math.radians(azimuth), burnout_angle_rad=math.radians(50.0), **AIRLESS)
    out, trail = fly_one(row, tolerance=tolerance)
    named = dict(zip(OUT, out, strict=True))
    t, lat, lon = impact(named["insertion_s"], state_at(trail, named["insertion_s"]))
    assert named["stack_impact_s"] == pytest.approx(t, abs=1e-3)
    assert distance(*position(named, "stack"), lat, lon) < 1.0


def test_spent_stages_fall_where_dop853_says() -> None:
    """Stage 1 flies 500 km, stage 2 a third of the globe, from where the flight itself lets them go."""
    out, trail = fly_one(three_stage(**AIRLESS))
    named = dict(zip(OUT, out, strict=True))
    for piece in ("drop0", "drop1", "fairing"):
        release = named[f"{piece}_release_s"]
        t, lat, lon = impact(release, state_at(trail, release))
        assert named[f"{piece}_impact_s"] == pytest.approx(t, abs=1e-2)
        assert distance(*position(named, piece), lat, lon) < 1.0


def test_impact_meets_the_kepler_arc_to_a_metre() -> None:
    """With the zonal terms out of the kernel its fall must be a conic: universal variables in the test.

    The arc is solved for the height over the ellipsoid with the f and g functions, no integration at all.
    """
    found = run_plain(
        """
        from scipy.optimize import brentq
        from flight_vehicles import OUT, sounding
        from launchwatch.flight import fly_one

        row = sounding(burnout_angle_rad=math.radians(50.0), density_factor=0.0, phase0_exit_area_m2=0.0)
        out, trail = fly_one(row)
        begin = out[OUT["insertion_s"]]
        s = out[OUT["insertion_x_m"] : OUT["insertion_x_m"] + 6]
        r, v = s[:3], s[3:]
        r0 = np.linalg.norm(r)
        a = 1.0 / (2.0 / r0 - v @ v / MU)
        sigma = r @ v / math.sqrt(MU)

        def at(x):
            # x is the change of eccentric anomaly; Battin, An Introduction, 1987, eqs. 4.41 and 4.42
            f = 1.0 - a / r0 * (1.0 - math.cos(x))
            mean = x + sigma / math.sqrt(a) * (1.0 - math.cos(x)) - (1.0 - r0 / a) * math.sin(x)
            t = mean * math.sqrt(a**3 / MU)
            g = t - math.sqrt(a**3 / MU) * (x - math.sin(x))
            return t, f * r + g * v

        x = brentq(lambda x: height(*at(x)[1]), 1e-2, 1.5, xtol=1e-14)
        t, p = at(x)
        latitude, longitude, _ = to_geodetic(*p)
        t += begin
        longitude -= 7.292115e-5 * t
        north = (out[OUT["stack_latitude_rad"]] - latitude) * 6.37e6
        east = math.remainder(out[OUT["stack_longitude_rad"]] - longitude, 2 * math.pi)
        east *= 6.37e6 * math.cos(latitude)
        print(out[OUT["stack_impact_s"]] - t, math.hypot(north, east), t - begin)
        """
    )
    late, off, flown = (float(x) for x in found.split())
    assert flown > 200.0
    assert abs(late) < 1e-3
    assert off < 1.0
