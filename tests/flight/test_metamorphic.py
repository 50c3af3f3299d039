"""What must not change a flight, or must change it in a known way."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import AT, OUT, Floats, fly, position, three_stage, two_stage
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import OMEGA, distance
from launchwatch.flight import PHASES, fly_rows, gate_vectors

PLACE = ("insertion_x_m", "insertion_y_m", "insertion_z_m")
SPEED = ("insertion_vx_m_s", "insertion_vy_m_s", "insertion_vz_m_s")


def vector(out: dict[str, float], names: tuple[str, ...]) -> Floats:
    return np.array([out[name] for name in names])


def about_the_pole(v: Floats, angle: float) -> Floats:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([c * v[0] - s * v[1], s * v[0] + c * v[1], v[2]])


@pytest.mark.compiled
@settings(max_examples=10)
@given(turn=st.floats(-6.0, 6.0), wanted=st.sampled_from([math.nan, math.radians(97.4)]))
def test_turning_the_longitude_of_the_site_turns_the_flight(turn: float, wanted: float) -> None:
    here = three_stage(target_inclination_rad=wanted, wind_east_m_s=20.0, wind_north_m_s=-5.0)
    there = here.copy()
    there[AT["site_longitude_rad"]] += turn
    a, b = fly(here), fly(there)
    assert np.linalg.norm(about_the_pole(vector(a, PLACE), turn) - vector(b, PLACE)) < 1.0
    assert np.linalg.norm(about_the_pole(vector(a, SPEED), turn) - vector(b, SPEED)) < 1e-3
    for piece in ("drop0", "drop1", "fairing"):
        lat, lon = position(a, piece)
        assert distance(lat, lon + math.degrees(turn), *position(b, piece)) < 1.0


def test_gates_turn_with_the_site() -> None:
    a = fly_rows(three_stage()[None, :], gate_vectors([(24.6, 125.3)]))[0]
    turned = three_stage()
    turned[AT["site_longitude_rad"]] += math.radians(-70.0)
    b = fly_rows(turned[None, :], gate_vectors([(24.6, 55.3)]))[0]
    there = ~np.isnan(a)
    assert (np.isnan(a) == np.isnan(b)).all()
    for field in ("vehicle_s", "vehicle_altitude_m", "vehicle_distance_m"):
        assert a[OUT[f"gate0_{field}"]] == pytest.approx(b[OUT[f"gate0_{field}"]], abs=1.0)
    assert there.sum() > 60


def mirrored(row: Floats) -> Floats:
    """The same flight on the other hemisphere."""
    other = row.copy()
    other[AT["site_latitude_rad"]] *= -1.0
    other[AT["azimuth_rad"]] = math.pi - other[AT["azimuth_rad"]]
    for name in ("turn_rad", "last_turn_rad", "wind_north_m_s", "target_branch"):
        other[AT[name]] *= -1.0
    return other


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"target_inclination_rad": math.radians(97.4), "turn_rad": 0.1},
        {"last_turn_rad": 0.05, "wind_north_m_s": 12.0, "wind_east_m_s": 20.0},
    ],
)
def test_mirrored_hemisphere_flies_the_mirrored_flight_but_for_the_pear_shape(
    changes: dict[str, float],
) -> None:
    """J3 alone tells north from south. Its pull is at most 4 J3 g = 1e-4 m/s2, from one side to the other
    twice that: falls of 18 and 6 minutes may end 120 and 13 m apart."""
    here = three_stage(**changes)
    a, b = fly(here), fly(mirrored(here))
    for piece in ("drop0", "drop1", "fairing"):
        lat, lon = position(a, piece)
        off = distance(-lat, lon, *position(b, piece))
        assert off < (120.0 if piece == "drop1" else 40.0 if piece == "fairing" else 13.0)
    flip = np.array([1.0, 1.0, -1.0])
    assert np.linalg.norm(vector(a, PLACE) * flip - vector(b, PLACE)) < 60.0
    assert np.linalg.norm(vector(a, SPEED) * flip - vector(b, SPEED)) < 0.2
    assert a["margin_m_s"] == pytest.approx(b["margin_m_s"], abs=0.5)


@pytest.mark.compiled
@settings(max_examples=10)
@given(scale=st.floats(0.01, 100.0))
def test_masses_thrusts_and_areas_scaled_together_fly_the_same(scale: float) -> None:
    row = two_stage(fairing_kg=1900.0, fairing_phase=1.0, fairing_after_s=40.0, fairing_ballistic_kg_m2=30.0)
    big = row.copy()
    for p in range(PHASES):
        for name in (
            "propellant_kg",
            "mass_flow_kg_s",
            "thrust_N",
            "exit_area_m2",
            "drop_kg",
            "reference_area_m2",
        ):
            big[AT[f"phase{p}_{name}"]] *= scale
    big[AT["payload_kg"]] *= scale
    big[AT["fairing_kg"]] *= scale
    a, b = fly(row), fly(big)
    assert b["insertion_mass_kg"] == pytest.approx(scale * a["insertion_mass_kg"], rel=1e-6)
    assert np.linalg.norm(vector(a, PLACE) - vector(b, PLACE)) < 1.0
    for piece in ("drop0", "fairing"):
        assert distance(*position(a, piece), *position(b, piece)) < 1.0


def test_drag_factor_is_the_same_as_a_larger_area_and_as_larger_coefficients() -> None:
    by_factor = fly(three_stage(drag_factor=1.3))
    by_area = fly(three_stage(phase0_reference_area_m2=1.3 * 4.9, phase1_reference_area_m2=1.3 * 4.9,
                              phase2_reference_area_m2=1.3 * 4.9))  # fmt: skip
    row = three_stage()
    row[[AT[f"drag_coefficient_{k}"] for k in range(11)]] *= 1.3
    by_coefficient = fly(row)
    for other in (by_area, by_coefficient):
        assert distance(*position(by_factor, "drop0"), *position(other, "drop0")) < 1.0


def test_more_drag_on_the_way_up_leaves_less_margin_and_a_lower_burn_out() -> None:
    margins, speeds = zip(
        *(
            (f["margin_m_s"], f["phase0_cutoff_relative_speed_m_s"])
            for f in (fly(three_stage(drag_factor=d)) for d in (0.0, 0.7, 1.0, 1.5))
        ),
        strict=True,
    )
    assert list(margins) == sorted(margins, reverse=True)
    assert list(speeds) == sorted(speeds, reverse=True)


def test_start_moves_with_the_earth() -> None:
    """Launched due east and due west, inertial speeds at burn-out differ by about twice the pad's speed."""
    east, west = (fly(three_stage(azimuth_rad=math.radians(a))) for a in (90.0, 270.0))
    pad = OMEGA * 6378137.0 * math.cos(math.radians(39.66))
    gain = east["phase0_cutoff_speed_m_s"] - west["phase0_cutoff_speed_m_s"]
    assert gain == pytest.approx(2.0 * pad * math.cos(math.radians(30.0)), rel=0.15)
    relative = east["phase0_cutoff_relative_speed_m_s"] - west["phase0_cutoff_relative_speed_m_s"]
    assert abs(relative) < 30.0
