"""Guidance: orbits, planes and burn-out angles are reached, or the shortfall is said."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import AT, OUT, Floats, fly, sounding, three_stage, two_stage
from scipy.integrate import solve_ivp

from launchwatch.earth import MU, RADIUS, gravity
from launchwatch.flight import INSERT, LOFT, fly_one
from launchwatch.flight.guidance import heading, plane_through, thrust_integrals

STATE = [f"insertion_{name}" for name in ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")]


@pytest.mark.parametrize(
    ("low", "high"), [(500e3, 500e3), (493e3, 512e3), (300e3, 300e3), (400e3, 900e3), (250e3, 600e3)]
)
def test_insertion_reaches_the_orbit_asked_for(low: float, high: float) -> None:
    out = fly(three_stage(target_perigee_m=low, target_apogee_m=high, loft_apogee_m=low))
    assert out["outcome"] == 0.0
    assert out["margin_m_s"] > 0.0
    assert out["perigee_m"] == pytest.approx(low, abs=500.0)
    assert out["apogee_m"] == pytest.approx(high, abs=700.0)


def test_orbit_said_to_be_circular_goes_on_as_a_circle() -> None:
    """By scipy, three revolutions on: the radius swings twice a revolution with J2, hardly once."""
    out = fly(three_stage(target_inclination_rad=math.radians(97.4)))
    state = [out[name] for name in STATE]
    times = np.linspace(0.0, 3.0 * out["period_s"], 1500)
    path = solve_ivp(
        lambda _t, s: [*s[3:], *gravity(*s[:3])],
        (0.0, times[-1]),
        state,
        method="DOP853",
        rtol=1e-10,
        atol=1e-5,
        t_eval=times,
    ).y
    radius = np.linalg.norm(path[:3], axis=0)
    n = 2.0 * math.pi / out["period_s"]
    waves = np.stack([times**0, *(f(k * n * times) for k in (1, 2) for f in (np.cos, np.sin))], axis=1)
    fit = np.linalg.lstsq(waves, radius, rcond=None)[0]
    assert math.hypot(fit[1], fit[2]) == pytest.approx(0.5 * (out["apogee_m"] - out["perigee_m"]), abs=60.0)
    assert math.hypot(fit[1], fit[2]) < 400.0
    assert radius.mean() - RADIUS == pytest.approx(504.7e3, abs=600.0)


@pytest.mark.parametrize("wanted", [89.6, 92.0, 97.4, 85.0, 80.0])
def test_dogleg_reaches_the_inclination_it_was_given(wanted: float) -> None:
    out = fly(three_stage(target_inclination_rad=math.radians(wanted)))
    assert out["outcome"] == 0.0
    assert math.degrees(out["inclination_rad"]) == pytest.approx(wanted, abs=1e-3)
    assert out["perigee_m"] == pytest.approx(500e3, abs=500.0)


def test_dogleg_costs_margin_as_a_turn_of_the_velocity_does() -> None:
    """The last burn turns by 8 degrees what it also speeds up: the law of cosines says what that costs."""
    straight = fly(three_stage())
    plane = math.degrees(straight["inclination_rad"])
    margins = [
        fly(three_stage(target_inclination_rad=math.radians(plane + turn)))["margin_m_s"]
        for turn in (0.0, 2.0, 4.0, 8.0)
    ]
    before, after = straight["phase1_cutoff_speed_m_s"], straight["phase2_cutoff_speed_m_s"]
    cosine = math.cos(math.radians(8.0))
    chord = math.sqrt(before**2 + after**2 - 2.0 * before * after * cosine) - (after - before)
    assert margins[0] == pytest.approx(straight["margin_m_s"], abs=2.0)
    assert (np.diff(margins) < 0.0).all()
    assert margins[0] - margins[3] == pytest.approx(chord, rel=0.35)


def test_lofting_stage_turns_the_plane_as_asked() -> None:
    """20 degrees to the right at 1.9 km/s: the plane of the orbit differs by what the turn leaves of it."""
    straight, right, left = (fly(three_stage(turn_rad=math.radians(t))) for t in (0.0, 20.0, -20.0))
    spread = [math.degrees(f["phase1_cutoff_inclination_rad"]) for f in (left, straight, right)]
    assert spread[0] < spread[1] < spread[2]
    assert spread[2] - spread[1] == pytest.approx(20.0, abs=6.0)


def test_last_turn_is_flown_where_no_inclination_is_asked_for() -> None:
    straight, right = (fly(three_stage(last_turn_rad=math.radians(t))) for t in (0.0, 5.0))
    turned = math.degrees(right["inclination_rad"] - straight["inclination_rad"])
    assert turned == pytest.approx(5.0, abs=0.7)
    two, asked = (fly(two_stage(turn_rad=math.radians(t))) for t in (0.0, 5.0))
    assert math.degrees(asked["inclination_rad"] - two["inclination_rad"]) == pytest.approx(5.0, abs=1.0)


def test_loft_ends_on_the_apogee_asked_for() -> None:
    """The last stage does not burn (it is too late to see it): the stack coasts to the apogee."""
    for apogee in (300e3, 500e3, 800e3):
        row = three_stage(loft_apogee_m=apogee)
        out, trail = fly_one(row)
        k = int(np.argmin(np.abs(trail[:, 0] - out[OUT["phase1_cutoff_s"]])))
        r, v = trail[k, 1:4], trail[k, 4:7]
        energy = 0.5 * v @ v - MU / np.linalg.norm(r)
        p = float(np.sum(np.cross(r, v) ** 2)) / MU
        e = math.sqrt(1.0 + 2.0 * energy * p / MU)
        assert p / (1.0 - e) - RADIUS == pytest.approx(apogee, abs=6e3)


@pytest.mark.parametrize("angle", [3.0, 12.0, 25.0, 40.0, 60.0, 80.0])
def test_burn_out_angle_is_met(angle: float) -> None:
    out = fly(three_stage(burnout_angle_rad=math.radians(angle)))
    assert math.degrees(out["phase0_cutoff_angle_rad"]) == pytest.approx(angle, abs=0.02 + 1e-3)


def test_angle_that_no_kick_reaches_gives_the_steepest_kick() -> None:
    """A sounding rocket at five times its weight turns little: 20 degrees at burn-out is out of reach."""
    out = fly(sounding(burnout_angle_rad=math.radians(20.0)))
    assert math.degrees(out["kick_rad"]) == pytest.approx(40.0)
    assert math.degrees(out["phase0_cutoff_angle_rad"]) > 45.0
    assert out["margin_m_s"] == 0.0


def test_kick_grows_as_the_angle_falls() -> None:
    kicks = [
        fly(three_stage(burnout_angle_rad=math.radians(a)))["kick_rad"] for a in (60.0, 40.0, 25.0, 12.0)
    ]
    assert (np.diff(kicks) > 0.0).all()


@pytest.mark.parametrize("extra", [1500.0, 3000.0])
def test_too_heavy_a_payload_falls_short_and_says_by_how_much(extra: float) -> None:
    light, heavy = fly(three_stage()), fly(three_stage(payload_kg=300.0 + extra))
    assert heavy["outcome"] == 2.0
    assert heavy["margin_m_s"] < 0.0 < light["margin_m_s"]
    assert heavy["stack_impact_s"] > heavy["insertion_s"]


def test_shortfall_is_what_would_lift_the_perigee_to_where_it_should_be() -> None:
    """Apogee reached, perigee not: at apogee the speeds of the two ellipses differ by the shortfall."""
    short = fly(three_stage(payload_kg=980.0))
    low, high, wanted = (RADIUS + h for h in (short["perigee_m"], short["apogee_m"], 500e3))
    lacking = math.sqrt(MU * (2.0 / high - 2.0 / (high + wanted))) - math.sqrt(
        MU * (2.0 / high - 2.0 / (high + low))
    )
    assert 400e3 > short["perigee_m"] > 0.0
    assert short["margin_m_s"] == pytest.approx(-lacking, rel=0.15)


def test_margin_is_the_ideal_velocity_of_what_is_left_in_the_tank() -> None:
    row = three_stage()
    out = fly(row)
    used = (out["phase2_cutoff_s"] - out["phase2_ignition_s"]) * row[AT["phase2_mass_flow_kg_s"]]
    left = row[AT["phase2_propellant_kg"]] - used
    mass = out["insertion_mass_kg"]
    assert out["margin_m_s"] == pytest.approx(294.0 * 9.80665 * math.log(mass / (mass - left)), rel=1e-6)


def test_free_ignition_waits_for_the_share_of_the_burn_asked_for() -> None:
    row = three_stage(phase2_coast_s=-1.0, ignition_lead=0.5)
    out = fly(row)
    assert out["outcome"] == 0.0
    assert out["phase2_ignition_s"] > out["phase1_cutoff_s"] + 20.0
    early = fly(three_stage(phase2_coast_s=-1.0, ignition_lead=0.9))
    assert early["phase2_ignition_s"] < out["phase2_ignition_s"]
    assert early["perigee_m"] == pytest.approx(500e3, abs=500.0)
    turned = fly(three_stage(phase2_coast_s=-1.0, target_inclination_rad=math.radians(97.4)))
    assert math.degrees(turned["inclination_rad"]) == pytest.approx(97.4, abs=1e-3)


def test_free_ignition_past_apogee_does_not_wait() -> None:
    low = fly(three_stage(phase2_coast_s=-1.0, burnout_angle_rad=math.radians(4.0), loft_apogee_m=90e3))
    assert low["phase2_ignition_s"] - low["phase1_separation_s"] < 60.0


def test_free_ignition_after_apogee_comes_at_once() -> None:
    """400 s from burn-out to separation: the apogee is behind, waiting would only lose height."""
    out = fly(three_stage(phase2_coast_s=-1.0, phase1_drop_delay_s=400.0))
    assert out["phase2_ignition_s"] - out["phase1_separation_s"] == pytest.approx(3.0)


def test_two_guided_stages_steer_for_the_orbit_together_and_waste_less_than_a_lofting_one() -> None:
    """The law sees both burns; the first of them runs dry, the second cuts off in orbit."""
    wanted = {"target_inclination_rad": math.radians(97.4)}
    lofted, guided = fly(three_stage(**wanted)), fly(three_stage(phase1_steering=float(INSERT), **wanted))
    assert guided["outcome"] == 0.0
    assert guided["perigee_m"] == pytest.approx(500e3, abs=500.0)
    assert math.degrees(guided["inclination_rad"]) == pytest.approx(97.4, abs=1e-3)
    assert guided["margin_m_s"] > lofted["margin_m_s"] + 100.0


def test_stage_far_too_strong_for_its_apogee_is_lost_not_stuck() -> None:
    """The last stage would pass escape speed on the way to a 500 km apogee: it dives, and the flight ends."""
    out = fly(three_stage(phase2_steering=float(LOFT)))
    assert out["outcome"] == 2.0
    assert math.isfinite(out["stack_impact_s"])


def test_finer_cycles_of_guidance_change_little() -> None:
    """The default of 2 s against 0.5 s: metres a second of margin and some hundred metres of orbit."""
    row = three_stage(target_inclination_rad=math.radians(97.4))
    default, fine = fly(row), fly(row, cycle=0.5)
    assert default["margin_m_s"] == pytest.approx(fine["margin_m_s"], abs=5.0)
    assert default["perigee_m"] == pytest.approx(fine["perigee_m"], abs=500.0)


def test_launch_due_east_arrives_southbound() -> None:
    """Insertion lies half a quarter of the globe past the northernmost point of the path."""
    row = three_stage(
        site_latitude_rad=math.radians(28.5),
        azimuth_rad=0.5 * math.pi,
        target_inclination_rad=math.radians(28.6),
    )
    out = fly(row)
    assert out["outcome"] == 0.0
    assert out["insertion_vz_m_s"] < 0.0
    wrong = row.copy()
    wrong[AT["target_branch"]] = 1.0
    assert fly(wrong)["margin_m_s"] < out["margin_m_s"] - 100.0


def test_plane_through_a_place_has_the_inclination_and_heads_as_told() -> None:
    r: Floats = 6.8e6 * np.array([math.cos(0.5), 0.0, math.sin(0.5)])
    normal = np.zeros(3)
    for i in (0.6, 1.2, 1.7, 2.5):
        for branch in (1.0, -1.0):
            plane_through(r, i, branch, normal)
            assert np.linalg.norm(normal) == pytest.approx(1.0)
            assert normal @ r == pytest.approx(0.0, abs=1e-6)
            assert math.acos(normal[2]) == pytest.approx(i)
            motion = np.cross(normal, r)
            assert math.copysign(1.0, motion[2]) == branch
            assert heading(np.concatenate([r, motion]), r, 0.0) == branch
            assert heading(np.concatenate([r, motion]), r, -branch) == -branch
    plane_through(r, 0.1, 1.0, normal)  # never reaches that latitude: due east
    assert math.acos(normal[2]) == pytest.approx(0.5)


def test_thrust_integrals_are_those_of_the_rocket_equation() -> None:
    """Two burns, against a numerical double integral of the acceleration."""
    burns = np.array([100.0, 2900.0, 160.0, 300.0, 3000.0, 500.0])
    gained, way, time = thrust_integrals(burns, 2)
    path = solve_ivp(
        lambda t, s: [s[1], 2900.0 / (160.0 - t) if t < 100.0 else 3000.0 / (500.0 - (t - 100.0))],
        (0.0, 400.0),
        [0.0, 0.0],
        rtol=1e-10,
        atol=1e-8,
        max_step=1.0,
    ).y[:, -1]
    assert time == 400.0
    assert (way, gained) == pytest.approx((path[0], path[1]), rel=1e-6)
