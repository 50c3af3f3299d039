"""Failures are flown: each mode does what its name says, and what falls, falls from there."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import AT, OUT, Floats, fly, position, sounding, three_stage

from launchwatch.earth import OMEGA, distance
from launchwatch.flight import DEBRIS_GROUPS, FAILURES, OUTCOMES, fly_one, impact_trace
from launchwatch.flight.failures import (
    BREAK_UP,
    FAIRING_STAYS,
    LATE_IGNITION,
    LOSS_OF_CONTROL,
    NO_IGNITION,
    NO_SEPARATION,
    SHUTDOWN,
    STUCK,
    TERMINATION,
    THRUST_LOSS,
    TUMBLE_S,
)

GROUPS = [name for name, _ in DEBRIS_GROUPS[:3]]
PLANNED = three_stage()


def failing(mode: int, phase: int, **changes: float) -> dict[str, float]:
    return fly(three_stage(failure=float(mode), failure_phase=float(phase), **changes))


def same_until(out: dict[str, float], phase: int) -> None:
    """The flight is the planned one before the phase that fails."""
    planned = fly(PLANNED)
    for p in range(phase):
        for field in ("ignition_s", "cutoff_s", "cutoff_altitude_m", "cutoff_speed_m_s"):
            assert out[f"phase{p}_{field}"] == planned[f"phase{p}_{field}"]


def test_every_mode_and_outcome_has_words() -> None:
    assert sorted(FAILURES) == list(range(11))
    assert sorted(OUTCOMES) == [0, 1, 2]
    assert len({*FAILURES.values()}) == 11


def test_planned_flight_says_no_failure() -> None:
    out = fly(PLANNED)
    assert math.isnan(out["failure_s"])
    assert all(math.isnan(out[f"{g}_impact_s"]) for g in [*GROUPS, "stack"])


@pytest.mark.parametrize("phase", [1, 2])
def test_no_ignition_lets_the_stack_fall_from_there(phase: int) -> None:
    out = failing(NO_IGNITION, phase)
    planned = fly(PLANNED)
    same_until(out, phase)
    assert out["outcome"] == 2.0
    assert out["failure_s"] == planned[f"phase{phase}_ignition_s"] == out["stack_release_s"]
    assert math.isnan(out[f"phase{phase}_ignition_s"])
    assert math.isnan(out["insertion_s"])
    # what was dropped before falls where it would have; the stack flies on along with it
    assert position(out, f"drop{phase - 1}") == position(planned, f"drop{phase - 1}")
    apart = distance(*position(out, "stack"), *position(out, f"drop{phase - 1}"))
    assert apart < 300e3


def test_no_ignition_on_the_pad_leaves_it_there() -> None:
    out = failing(NO_IGNITION, 0)
    assert out["failure_s"] == 0.0
    assert distance(*position(out, "stack"), 39.66, 124.7) < 10.0


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_shutdown_cuts_the_burn_at_its_share(phase: int) -> None:
    early, late = (failing(SHUTDOWN, phase, failure_share=s) for s in (0.3, 0.6))
    planned = fly(PLANNED)
    same_until(early, phase)
    if phase < 2:
        burn = planned[f"phase{phase}_cutoff_s"] - planned[f"phase{phase}_ignition_s"]
    else:
        burn = PLANNED[AT["phase2_propellant_kg"]] / PLANNED[AT["phase2_mass_flow_kg_s"]]
    for out, share in ((early, 0.3), (late, 0.6)):
        assert out["outcome"] == 2.0
        assert out["failure_s"] == pytest.approx(planned[f"phase{phase}_ignition_s"] + share * burn)
        assert math.isnan(out[f"phase{phase}_cutoff_s"])
        assert math.isfinite(out["stack_impact_s"])
        assert all(math.isnan(out[f"{g}_impact_s"]) for g in GROUPS)
    assert distance(39.66, 124.7, *position(late, "stack")) > distance(
        39.66, 124.7, *position(early, "stack")
    )


def test_shutdown_after_the_planned_cut_off_does_no_harm() -> None:
    """The last stage cuts off with propellant left; what would fail later never comes."""
    out = failing(SHUTDOWN, 2, failure_share=0.99)
    assert out["outcome"] == 0.0
    assert math.isnan(out["failure_s"])


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_break_up_gives_three_groups_of_debris_light_ones_falling_shortest(phase: int) -> None:
    out = failing(BREAK_UP, phase, failure_share=0.5)
    same_until(out, phase)
    assert out["outcome"] == 2.0
    assert math.isnan(out["stack_impact_s"])
    ranges = [distance(39.66, 124.7, *position(out, g)) for g in GROUPS]
    assert ranges == sorted(ranges, reverse=True)
    times = [out[f"{g}_impact_s"] for g in GROUPS]
    assert times == sorted(times)
    assert all(out[f"{g}_release_s"] == out["failure_s"] for g in GROUPS)


def test_debris_takes_the_speed_it_is_given() -> None:
    calm = failing(BREAK_UP, 1, failure_share=0.8)
    # along the velocity, in the axes frozen at lift-off
    _, trail = fly_one(PLANNED)
    k = int(np.argmin(np.abs(trail[:, 0] - calm["failure_s"])))
    ahead = trail[k, 4:7] / np.linalg.norm(trail[k, 4:7])
    kicks = {f"debris_dense_{axis}_m_s": 100.0 * ahead[i] for i, axis in enumerate("xyz")}
    kicked = failing(BREAK_UP, 1, failure_share=0.8, **kicks)
    gain = distance(39.66, 124.7, *position(kicked, "dense")) - distance(
        39.66, 124.7, *position(calm, "dense")
    )
    assert 40e3 < gain < 300e3
    assert position(kicked, "light") == position(calm, "light")


def test_loss_of_control_ends_in_debris_six_seconds_later() -> None:
    turning = {"failure_turn_rad_s": math.radians(15.0), "failure_share": 0.5}
    out = failing(LOSS_OF_CONTROL, 0, **turning)
    burst = failing(BREAK_UP, 0, failure_share=0.5)
    assert out["failure_s"] == burst["failure_s"]
    assert all(out[f"{g}_release_s"] == pytest.approx(out["failure_s"] + TUMBLE_S) for g in GROUPS)
    assert all(math.isfinite(out[f"{g}_impact_s"]) for g in GROUPS)


def test_malfunction_turn_throws_debris_to_the_side_it_turns_to() -> None:
    """Roll 90 and 270 degrees turn to opposite sides of the path; no turn at all to neither."""
    turning = {"failure_turn_rad_s": math.radians(15.0), "failure_share": 0.9}
    left, right = (
        failing(LOSS_OF_CONTROL, 1, failure_roll_rad=r, **turning) for r in (0.5 * math.pi, 1.5 * math.pi)
    )
    straight = failing(LOSS_OF_CONTROL, 1, failure_turn_rad_s=0.0, failure_share=0.9)
    east = [position(f, "dense")[1] for f in (left, straight, right)]
    assert east in (sorted(east), sorted(east, reverse=True))
    assert abs(east[2] - east[0]) > 0.02


@pytest.mark.parametrize("phase", [0, 1])
def test_no_separation_keeps_the_spent_stage_on_and_ends_the_flight(phase: int) -> None:
    out = failing(NO_SEPARATION, phase)
    planned = fly(PLANNED)
    same_until(out, phase)
    assert out["outcome"] == 2.0
    assert out["failure_s"] == pytest.approx(planned[f"phase{phase}_separation_s"])
    assert math.isfinite(out[f"phase{phase}_cutoff_s"])
    assert math.isnan(out[f"phase{phase}_separation_s"])
    assert math.isnan(out[f"drop{phase}_impact_s"])
    assert math.isfinite(out["stack_impact_s"])


def test_fairing_that_stays_costs_margin_and_does_not_fall() -> None:
    out, planned = failing(FAIRING_STAYS, 1), fly(PLANNED)
    assert math.isnan(out["fairing_s"]) and math.isnan(out["fairing_impact_s"])
    assert out["margin_m_s"] < planned["margin_m_s"] - 200.0
    kept = failing(FAIRING_STAYS, 1, payload_kg=50.0)
    assert kept["insertion_mass_kg"] > 600.0 + 650.0


def test_break_up_at_the_brink_of_orbit_leaves_the_pieces_up() -> None:
    """A share of the burn at which the perigee is above the air: nothing comes down."""
    out = fly(PLANNED)
    share = (out["phase2_cutoff_s"] - out["phase2_ignition_s"] - 5.0) / (
        3e3 / PLANNED[AT["phase2_mass_flow_kg_s"]]
    )
    lost = failing(BREAK_UP, 2, failure_share=share)
    assert lost["outcome"] == 2.0
    assert math.isfinite(lost["dense_release_s"])
    assert math.isnan(lost["dense_impact_s"])


def test_row_that_is_no_number_does_not_reach_orbit() -> None:
    out = fly(three_stage(payload_kg=math.nan))
    assert out["outcome"] == 2.0
    assert math.isnan(out["insertion_s"])


def test_sounding_rocket_is_no_orbit() -> None:
    out = fly(sounding())
    assert OUTCOMES[int(out["outcome"])] == "no orbit"
    assert set(OUT) == set(out)


def test_late_ignition_delays_the_phase_and_the_flight_goes_on() -> None:
    out = failing(LATE_IGNITION, 1, failure_delay_s=12.0)
    same_until(out, 1)
    assert out["phase1_ignition_s"] == pytest.approx(fly(PLANNED)["phase1_ignition_s"] + 12.0)
    assert out["failure_s"] == out["phase1_ignition_s"]
    assert out["outcome"] == 0.0
    assert out["margin_m_s"] < fly(PLANNED)["margin_m_s"]


def test_loss_of_thrust_makes_the_burn_longer_by_what_is_lost() -> None:
    out = failing(THRUST_LOSS, 0, failure_share=0.5, failure_factor=0.8)
    burn = fly(PLANNED)["phase0_cutoff_s"]
    assert out["failure_s"] == pytest.approx(0.5 * burn)
    assert out["phase0_cutoff_s"] == pytest.approx(0.5 * burn + 0.5 * burn / 0.8)
    assert out["phase0_cutoff_speed_m_s"] < fly(PLANNED)["phase0_cutoff_speed_m_s"]
    assert math.isfinite(out["drop0_impact_s"])


def test_stuck_attitude_without_a_limit_flies_to_the_end_of_its_burn() -> None:
    out = failing(STUCK, 0, failure_share=0.5)
    assert out["failure_s"] == pytest.approx(0.5 * fly(PLANNED)["phase0_cutoff_s"])
    assert out["stack_release_s"] == pytest.approx(fly(PLANNED)["phase0_cutoff_s"])
    assert out["outcome"] == 2.0 and math.isfinite(out["stack_impact_s"])


@pytest.mark.parametrize("mode", [STUCK, LOSS_OF_CONTROL])
@pytest.mark.parametrize("phase", [0, 1])
def test_flight_is_terminated_so_long_after_its_impact_point_left_the_limit(mode: int, phase: int) -> None:
    """The impact point, by a Kepler arc of the test, is beyond the limit at the command, not before."""
    limit = math.radians(0.05)
    turning = {"failure_turn_rad_s": math.radians(10.0), "failure_roll_rad": 0.5 * math.pi}
    changes = {"failure_share": 0.5, "termination_limit_rad": limit, "termination_delay_s": 3.0, **turning}
    row = three_stage(failure=float(mode), failure_phase=float(phase), **changes)
    vector, trail = fly_one(row)
    out = dict(zip(OUT, vector, strict=True))
    if (
        mode == STUCK
    ):  # the attitude that sticks is in the plane of motion, so the impact point never leaves it
        assert math.isfinite(out["stack_impact_s"])
        return
    assert all(math.isfinite(out[f"{g}_release_s"]) for g in GROUPS)
    k = int(np.argmin(np.abs(trail[:, 0] - out["failure_s"])))
    normal = np.cross(trail[k, 1:4], trail[k, 4:7])
    normal /= np.linalg.norm(normal)

    def off(t: float) -> float:
        j = int(np.argmin(np.abs(trail[:, 0] - t)))
        where = impact(trail[j, 1:4], trail[j, 4:7])
        return abs(float(np.arcsin(where @ normal)))

    command = out["dense_release_s"] - 3.0
    assert off(command) > limit
    assert off(command - 1.0) <= limit


def impact(r: Floats, v: Floats) -> Floats:
    """Direction in which a free fall meets the sphere: two-body motion by scipy."""
    from scipy.integrate import solve_ivp

    from launchwatch.earth import MU, RADIUS

    def ground(_t: float, s: Floats) -> float:
        return float(np.linalg.norm(s[:3])) - RADIUS

    ground.terminal, ground.direction = True, -1.0  # type: ignore[attr-defined]
    found = solve_ivp(
        lambda _t, s: [*s[3:], *(-MU * s[:3] / np.linalg.norm(s[:3]) ** 3)],
        (0.0, 2e4),
        [*r, *v],
        rtol=1e-9,
        atol=1e-3,
        events=ground,
    )
    return np.asarray(found.y[:3, -1] / np.linalg.norm(found.y[:3, -1]))


def test_termination_in_error_is_a_break_up_by_another_name() -> None:
    error, burst = failing(TERMINATION, 2, failure_share=0.4), failing(BREAK_UP, 2, failure_share=0.4)
    assert {k: v for k, v in error.items() if not math.isnan(v)} == {
        k: v for k, v in burst.items() if not math.isnan(v)
    }


def test_ten_groups_of_debris_fall_in_the_order_of_their_ballistic_coefficients() -> None:
    out = failing(BREAK_UP, 1, failure_share=0.3, debris_groups=10.0)
    groups = sorted(DEBRIS_GROUPS, key=lambda group: group[1])
    times = [out[f"{name}_impact_s"] for name, _ in groups]
    assert times == sorted(times, reverse=True) and all(math.isfinite(t) for t in times)
    ranges = [distance(39.66, 124.7, *position(out, name)) for name, _ in groups]
    assert ranges == sorted(ranges)


def test_trace_of_impact_points_is_that_of_free_falls() -> None:
    _, trail = fly_one(three_stage())
    trace = impact_trace(trail)
    for k in range(20, len(trail), 60):
        if math.isnan(trace[k, 0]):
            continue
        where = impact(trail[k, 1:4], trail[k, 4:7])
        latitude = math.asin(where[2])
        longitude = math.atan2(where[1], where[0]) - OMEGA * trace[k, 0]
        assert trace[k, 1] == pytest.approx(latitude, abs=2e-6)
        assert math.remainder(trace[k, 2] - longitude, 2.0 * math.pi) == pytest.approx(0.0, abs=2e-6)
    assert np.isnan(trace[-1]).all()  # in orbit
