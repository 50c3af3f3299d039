"""Released bodies: where and when they leave, how they fall."""

from __future__ import annotations

import math

import pytest
from flight_vehicles import AT, G0, fly, position, sounding, three_stage, two_stage
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.earth import atmosphere, bearing, distance
from launchwatch.flight.pieces import LONGEST_FALL_S

SITE = (39.66, 124.7)


def downrange(out: dict[str, float], piece: str) -> float:
    return float(distance(*SITE, *position(out, piece)))


def test_pieces_leave_when_the_row_says() -> None:
    row = three_stage()
    out = fly(row)
    for p in (0, 1):
        burn = row[AT[f"phase{p}_propellant_kg"]] / row[AT[f"phase{p}_mass_flow_kg_s"]]
        assert out[f"phase{p}_cutoff_s"] - out[f"phase{p}_ignition_s"] == pytest.approx(burn)
        assert out[f"phase{p}_separation_s"] - out[f"phase{p}_cutoff_s"] == pytest.approx(2.0)
        assert out[f"drop{p}_release_s"] == out[f"phase{p}_separation_s"]
        next_ignition = out[f"phase{p + 1}_ignition_s"] - out[f"phase{p}_separation_s"]
        assert next_ignition == pytest.approx(row[AT[f"phase{p + 1}_coast_s"]])
    assert out["fairing_s"] == out["fairing_release_s"]
    assert out["fairing_s"] == pytest.approx(out["phase1_ignition_s"] + 45.0)
    assert math.isnan(out["drop2_impact_s"])  # the last stage stays with its payload


@pytest.mark.parametrize("after", [0.0, 200.0, 233.0, 238.0, 300.0])
def test_fairing_leaves_at_its_time_in_any_phase_of_flight(after: float) -> None:
    """At ignition, while burning, in the coast to the separation, in the coast after it, in the last burn."""
    out = fly(three_stage(fairing_after_s=after))
    assert out["fairing_s"] == pytest.approx(out["phase1_ignition_s"] + after)
    assert out["outcome"] == 0.0


def test_without_fairing_none_falls() -> None:
    out = fly(two_stage())
    assert math.isnan(out["fairing_s"]) and math.isnan(out["fairing_impact_s"])


def test_mass_is_kept() -> None:
    """On the pad less what burned and what was dropped is what arrives."""
    row = three_stage()
    out = fly(row)
    pad = 66.5e3 + 7e3 + 24.25e3 + 3.1e3 + 3e3 + 650.0 + 600.0 + 300.0
    burned = sum(
        (out[f"phase{p}_cutoff_s"] - out[f"phase{p}_ignition_s"]) * row[AT[f"phase{p}_mass_flow_kg_s"]]
        for p in range(3)
    )
    assert out["insertion_mass_kg"] == pytest.approx(pad - burned - 7e3 - 3.1e3 - 600.0, rel=1e-12)


def test_vertical_ascent_without_air_obeys_the_rocket_equation() -> None:
    """Speed at burn-out is the ideal velocity less gravity times the burn, to a part in a hundred."""
    out = fly(
        sounding(
            density_factor=0.0,
            burnout_angle_rad=math.radians(89.99),
            phase0_exit_area_m2=0.0,
        )
    )
    burn = 4e3 * G0 * 240.0 / 160e3
    ideal = G0 * 240.0 * math.log(5.5 / 1.5)
    assert out["phase0_cutoff_s"] == pytest.approx(burn)
    assert out["phase0_cutoff_relative_speed_m_s"] == pytest.approx(ideal - 9.79 * burn, rel=0.01)


@pytest.mark.compiled
@settings(max_examples=25)
@given(beta=st.floats(20.0, 3000.0), factor=st.floats(1.1, 3.0))
def test_more_drag_falls_shorter(beta: float, factor: float) -> None:
    heavy, light = (
        fly(three_stage(phase0_drop_ballistic_kg_m2=b, fairing_ballistic_kg_m2=b), tolerance=1e-6)
        for b in (beta * factor, beta)
    )
    for piece in ("drop0", "fairing"):
        assert downrange(light, piece) < downrange(heavy, piece)
        assert light[f"{piece}_impact_s"] > heavy[f"{piece}_impact_s"]


def test_denser_air_brings_a_sounding_rocket_down_sooner() -> None:
    ranges = [downrange(fly(sounding(density_factor=f)), "stack") for f in (0.0, 0.8, 1.0, 1.2)]
    assert ranges == sorted(ranges, reverse=True)


def test_wind_carries_what_falls_slowly() -> None:
    calm, blown = (fly(three_stage(fairing_ballistic_kg_m2=30.0, wind_east_m_s=w)) for w in (0.0, 50.0))
    drift = distance(*position(calm, "fairing"), *position(blown, "fairing"))
    east = bearing(*position(calm, "fairing"), *position(blown, "fairing"))
    assert 5e3 < drift < 60e3
    assert east == pytest.approx(90.0, abs=25.0)


def test_light_piece_comes_down_at_the_speed_at_which_drag_holds_its_weight() -> None:
    """Time from 20 km down against the integral of 1 / terminal speed, to 3 percent."""
    beta = 40.0
    row = sounding(
        phase0_propellant_kg=1e-3,
        phase0_thrust_N=40e3,
        phase0_mass_flow_kg_s=1.0,
        site_height_m=20e3,
        stack_ballistic_kg_m2=beta,
    )
    out = fly(row)
    steps = [(k + 0.5) * 10.0 for k in range(2000)]
    slow = sum(10.0 / math.sqrt(2.0 * 9.75 * beta / atmosphere(h)[0]) for h in steps)
    assert out["stack_impact_s"] == pytest.approx(slow, rel=0.03)
    assert out["stack_apex_m"] == pytest.approx(20e3, abs=100.0)


def test_apex_of_a_piece_is_the_height_it_was_tracked_to() -> None:
    """Stage 1 goes on up: by the vertical speed at release, v^2/2g, to a tenth (drag, curvature)."""
    out = fly(three_stage())
    speed, angle = out["phase0_cutoff_relative_speed_m_s"], out["phase0_cutoff_angle_rad"]
    climb = speed * math.sin(angle)
    assert out["drop0_apex_m"] == pytest.approx(out["phase0_cutoff_altitude_m"] + climb**2 / 19.0, rel=0.1)


def test_pad_in_a_hole_of_the_ellipsoid_is_taken_at_its_surface() -> None:
    """A site below the ellipsoid (most coasts lie above the geoid but below it) lifts off all the same."""
    low, zero = fly(three_stage(site_height_m=-30.0)), fly(three_stage(site_height_m=0.0))
    assert low == pytest.approx(zero, nan_ok=True)


def test_vehicle_too_heavy_to_rise_is_lost_on_the_pad() -> None:
    out = fly(three_stage(payload_kg=200e3))
    assert out["outcome"] == 2.0
    assert out["margin_m_s"] == -1e4
    assert downrange(out, "stack") < 100.0


def test_what_leaves_for_good_does_not_fall() -> None:
    """A rocket with the exhaust of an ion engine and the thrust of a real one: 20 km/s straight up."""
    out = fly(sounding(phase0_mass_flow_kg_s=8.0, burnout_angle_rad=math.radians(88.0)))
    assert out["phase0_cutoff_speed_m_s"] > 12e3
    assert math.isfinite(out["insertion_s"])
    assert math.isnan(out["stack_impact_s"])


def test_what_goes_too_far_to_fall_in_time_is_said_not_to_have_fallen() -> None:
    """Straight up to an apogee of a day or so: perigee inside the Earth, but not within LONGEST_FALL_S."""
    out = fly(sounding(phase0_mass_flow_kg_s=17.0, burnout_angle_rad=math.radians(88.0)))
    assert 8 * LONGEST_FALL_S > out["period_s"] > 1.5 * LONGEST_FALL_S
    assert math.isnan(out["stack_impact_s"])
    assert math.isfinite(out["stack_release_s"])
