"""Gates: the closest approach to a place, against a search of the path at every hundredth of a second."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import OUT, Floats, three_stage
from scipy.interpolate import CubicHermiteSpline

from launchwatch.earth import OMEGA, distance, to_geodetic
from launchwatch.flight import GATES, TRAIL_FIELDS, fly_one, fly_rows, gate_vectors
from launchwatch.flight.desk import TRAIL_WIDTH
from launchwatch.flight.gates import closest

# islands along a path due south of 39.7 N, 124.7 E, near and far, on both sides
PLACES = [(24.6, 124.7), (26.2, 127.3), (33.4, 122.0), (18.0, 120.5)]


def brute(trail: Floats, gate: Floats) -> tuple[float, Floats]:
    """(time, inertial position) of the least angle to a gate."""
    path = CubicHermiteSpline(trail[:, 0], trail[:, 1:4], trail[:, 4:7])
    t = np.arange(trail[0, 0], trail[-1, 0], 0.01)
    p = path(t)
    c, s = np.cos(OMEGA * t), np.sin(OMEGA * t)
    g = np.stack([c * gate[0] - s * gate[1], s * gate[0] + c * gate[1], np.full_like(t, gate[2])], axis=1)
    k = int(np.argmax((p * g).sum(axis=1) / np.linalg.norm(p, axis=1)))
    return float(t[k]), np.asarray(p[k])


def test_passage_is_timed_as_a_search_of_the_whole_path_finds_it() -> None:
    gates = gate_vectors(PLACES)
    out, trail = fly_one(three_stage(), gates)
    for k, (lat, lon) in enumerate(PLACES):
        t, p = brute(trail, gates[k])
        assert out[OUT[f"gate{k}_vehicle_s"]] == pytest.approx(t, abs=0.02)
        latitude, longitude, height = to_geodetic(*p)
        assert out[OUT[f"gate{k}_vehicle_altitude_m"]] == pytest.approx(height, abs=50.0)
        away = distance(math.degrees(latitude), math.degrees(longitude - OMEGA * t), lat, lon)
        assert out[OUT[f"gate{k}_vehicle_distance_m"]] == pytest.approx(away, rel=0.01, abs=300.0)


def test_spent_stage_passes_after_the_vehicle_and_its_own_height() -> None:
    out, _ = fly_one(three_stage(), gate_vectors(PLACES))
    for k in (0, 1, 3):
        assert out[OUT[f"gate{k}_piece_s"]] > out[OUT[f"gate{k}_vehicle_s"]]
        assert 100e3 < out[OUT[f"gate{k}_piece_altitude_m"]] < 520e3
    assert math.isnan(out[OUT["gate2_piece_s"]])  # passed before the stage was let go


def test_place_behind_the_pad_is_never_passed() -> None:
    out, _ = fly_one(three_stage(), gate_vectors([(45.0, 125.0)]))
    assert math.isnan(out[OUT["gate0_vehicle_s"]])
    assert out[OUT["gate0_vehicle_distance_m"]] == pytest.approx(
        distance(45.0, 125.0, 39.66, 124.7), rel=0.005
    )


def test_straight_path_passes_its_gate_in_the_middle() -> None:
    """A body at constant speed over the pole of its own path, with the Earth's rotation small beside it."""
    t = np.linspace(-100.0, 100.0, 12)
    p = np.stack([np.full_like(t, 7e6), 8e3 * t, np.zeros_like(t)], axis=1)
    v = np.tile([0.0, 8e3, 0.0], (12, 1))
    trail = np.column_stack([t, p, v, np.zeros((12, 2))]).reshape(-1)
    when, height, away = closest(trail, 12, np.array([1.0, 0.0, 0.0]))
    # the gate turns along at OMEGA r: it is met where 8 km/s t = 7,000 km tan(OMEGA t)
    assert when == pytest.approx(0.0, abs=1e-3)
    assert height == pytest.approx(7e6 - 6378137.0, abs=1.0)
    assert away == pytest.approx(0.0, abs=10.0)


def test_path_of_two_points_is_no_path() -> None:
    assert all(math.isnan(x) for x in closest(np.ones(2 * TRAIL_WIDTH), 2, np.array([1.0, 0.0, 0.0])))


def test_gates_do_not_change_the_flight() -> None:
    row = three_stage()
    bare, gated = fly_rows(row[None, :])[0], fly_rows(row[None, :], gate_vectors(PLACES))[0]
    there = ~np.isnan(bare)
    assert (bare[there] == gated[there]).all()


def test_no_more_gates_than_the_row_holds() -> None:
    assert gate_vectors([]).shape == (0, 3)
    assert np.linalg.norm(gate_vectors(PLACES), axis=1) == pytest.approx(1.0)
    with pytest.raises(ValueError, match=f"at most {GATES} gates, not {GATES + 1}"):
        gate_vectors([(0.0, 0.0)] * (GATES + 1))
    assert TRAIL_FIELDS[0] == "t_s"
