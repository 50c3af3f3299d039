"""Orbits entered away from their perigee: where they are asked to be, and in the same bits side by side."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import AT, Floats, fly, two_stage

from launchwatch.earth import MU
from launchwatch.flight import fly_rows

LOW, HIGH, TILT = 200e3, 1200e3, 97.0


def to_ellipse(anomaly_deg: float) -> Floats:
    return two_stage(
        target_perigee_m=LOW,
        target_apogee_m=HIGH,
        target_inclination_rad=math.radians(TILT),
        target_anomaly_rad=math.radians(anomaly_deg),
    )


def entered_at(out: dict[str, float]) -> float:
    """True anomaly of the osculating orbit at insertion, deg from -180 to 180."""
    state = np.array(
        [out[f"insertion_{axis}"] for axis in ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")]
    )
    r, v = state[:3], state[3:]
    h = np.cross(r, v)
    e = np.cross(v, h) / MU - r / np.linalg.norm(r)
    return math.degrees(math.atan2(float(np.cross(e, r) @ h) / float(np.linalg.norm(h)), float(e @ r)))


@pytest.mark.parametrize("anomaly", [0.0, 10.0, 20.0, -10.0])
def test_orbit_is_the_one_asked_for_wherever_it_is_entered(anomaly: float) -> None:
    out = fly(to_ellipse(anomaly % 360.0))
    assert out["outcome"] == 0.0
    assert out["perigee_m"] == pytest.approx(LOW, abs=100.0)
    assert out["apogee_m"] == pytest.approx(HIGH, abs=200.0)
    assert math.degrees(out["inclination_rad"]) == pytest.approx(TILT, abs=1e-3)
    assert entered_at(out) == pytest.approx(anomaly, abs=0.5)


def test_entry_before_the_perigee_is_below_the_horizon_and_after_it_above() -> None:
    down, up = fly(to_ellipse(350.0)), fly(to_ellipse(10.0))
    for out, sign in ((down, -1.0), (up, 1.0)):
        climb = sum(out[f"insertion_{a}_m"] * out[f"insertion_v{a}_m_s"] for a in "xyz")
        assert math.copysign(1.0, climb) == sign


@pytest.mark.compiled
def test_lanes_that_enter_elsewhere_fly_as_single_flights_do() -> None:
    rows = np.stack([to_ellipse(a) for a in np.linspace(-20.0, 20.0, 11)])
    rows[::3, AT["target_inclination_rad"]] = math.nan
    assert np.array_equal(fly_rows(rows), fly_rows(rows, lanes=False), equal_nan=True)
