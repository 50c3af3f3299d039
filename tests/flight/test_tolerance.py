"""The default tolerance against one a hundred times tighter, as the brief prints it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import AT, OUT, Floats, three_stage

from launchwatch.earth import distance
from launchwatch.flight import TOLERANCE, fly_rows

PIECES = ("drop0", "drop1", "fairing", "dense", "plates", "light", "stack")


def spread_rows(count: int) -> Floats:
    rng = np.random.default_rng(11)
    rows = np.stack([three_stage(target_inclination_rad=math.radians(97.4)) for _ in range(count)])
    for name, sigma in (("azimuth_rad", 0.05), ("burnout_angle_rad", 0.1), ("turn_rad", 0.1)):
        rows[:, AT[name]] += sigma * rng.normal(size=count)
    rows[:, AT["phase1_propellant_kg"]] *= 1.0 + 0.05 * rng.normal(size=count)
    rows[::4, AT["failure"]] = np.resize([2.0, 3.0], len(rows[::4]))
    rows[::4, AT["failure_phase"]] = 1.0
    rows[::4, AT["failure_share"]] = rng.random(len(rows[::4]))
    return rows


def apart(a: Floats, b: Floats) -> Floats:
    """Metres between the impacts of every piece that fell in both."""
    far = []
    for piece in PIECES:
        lat, lon = OUT[f"{piece}_latitude_rad"], OUT[f"{piece}_longitude_rad"]
        both = np.isfinite(a[:, lat]) & np.isfinite(b[:, lat])
        assert (np.isfinite(a[:, lat]) == np.isfinite(b[:, lat])).all()
        p, q = np.degrees(a[both][:, [lat, lon]]), np.degrees(b[both][:, [lat, lon]])
        far.append(np.atleast_1d(distance(p[:, 0], p[:, 1], q[:, 0], q[:, 1])))
    return np.concatenate(far)


@pytest.mark.compiled
def test_default_tolerance_is_within_ten_metres_of_one_a_hundred_times_tighter() -> None:
    rows = spread_rows(200)
    default, tight = fly_rows(rows), fly_rows(rows, tolerance=TOLERANCE / 100.0)
    assert (default[:, OUT["outcome"]] == tight[:, OUT["outcome"]]).all()
    off = apart(default, tight)
    assert off.size > 400
    assert off.max() < 10.0
    place = [OUT[f"insertion_{axis}_m"] for axis in "xyz"]
    reached = default[:, OUT["outcome"]] == 0.0
    assert np.linalg.norm(default[reached][:, place] - tight[reached][:, place], axis=1).max() < 10.0


def test_one_flight_at_the_default_is_within_ten_metres_of_the_tighter_one() -> None:
    rows = spread_rows(2)[1:]
    assert apart(fly_rows(rows), fly_rows(rows, tolerance=TOLERANCE / 100.0)).max() < 10.0


@pytest.mark.compiled
def test_error_falls_with_the_tolerance() -> None:
    rows = spread_rows(60)
    truth = fly_rows(rows, tolerance=1e-12)
    worst = [apart(fly_rows(rows, tolerance=t), truth).max() for t in (1e-6, 1e-8, 1e-10)]
    assert worst[0] > worst[1] > worst[2]
    assert worst[2] < 1.0
