"""What a phase may be: attitude programmes, thrust curves, limits, ends, hot staging, aims of its own.

Truth: scipy's DOP853 on the same laws written once more, in vacuum, so that only thrust and gravity act.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import AT, FAIRING, G0, OUT, Floats, row_of, stage, three_stage, two_stage
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline

from launchwatch.earth import OMEGA, RADIUS, gravity, height, to_cartesian
from launchwatch.flight import (
    ATTITUDE,
    INSERT,
    LOFT,
    attitude_programme,
    fly_one,
    make_tables,
    thrust_curve,
)
from launchwatch.flight.codes import (
    END_ACCELERATION,
    END_ALTITUDE,
    END_AXIS,
    END_CRITERIA,
    END_RELATIVE_SPEED,
    END_SPEED,
    END_TIME,
)

LAT, LON = math.radians(34.6), math.radians(124.7)
PAD = np.array(to_cartesian(LAT, LON, 1.0))
START = np.concatenate([PAD, np.cross([0.0, 0.0, OMEGA], PAD)])
UP = PAD / np.linalg.norm(PAD)
EAST = np.cross([0.0, 0.0, 1.0], UP) / np.linalg.norm(np.cross([0.0, 0.0, 1.0], UP))
BURN = 120.0  # s of the programmed phase


def programmed(**changes: float) -> Floats:
    """One phase from the pad in vacuum by an attitude programme: 100 t, 2 g at lift-off."""
    phase = stage(0, ATTITUDE, 6e4, 5e3, 2.0 * G0 * 1e5, 2.0 * G0 * 1e5 / (500.0 * G0), coast=0.0)
    head = {
        "phases": 1.0,
        "site_latitude_rad": LAT,
        "site_longitude_rad": LON,
        "site_height_m": 1.0,
        "payload_kg": 3.5e4,
        "fairing_phase": -1.0,
        "target_inclination_rad": math.nan,
        "stack_ballistic_kg_m2": 2000.0,
    }
    return row_of(head, phase, {"phase0_attitude": 1.0}, **changes)


def lean(t: float) -> Floats:
    """Where the thrust shall point: from the vertical toward the east."""
    angle = 0.9 * (t / BURN) ** 2 * (3.0 - 2.0 * t / BURN)
    return np.asarray(math.cos(angle) * UP + math.sin(angle) * EAST)


TIMES = np.linspace(0.0, BURN, 41)
DIRECTIONS = np.array([lean(t) for t in TIMES])
PROGRAMME = attitude_programme(TIMES, DIRECTIONS)


def truth(thrust: object, flow: object, span: float, mass: float = 1e5) -> Floats:
    """End state and mass by DOP853; `thrust` and `flow` are functions of (t, mass)."""
    spline = CubicSpline(TIMES, DIRECTIONS)

    def slope(t: float, s: Floats) -> list[float]:
        u = spline(min(t, BURN))
        u /= np.linalg.norm(u)
        push = thrust(t, s[6]) / s[6] * u  # type: ignore[operator]
        return [*s[3:6], *(np.array(gravity(s[0], s[1], s[2])) + push), -flow(t, s[6])]  # type: ignore[operator]

    found = solve_ivp(
        slope, (0.0, span), [*START, mass], method="DOP853", rtol=1e-12, atol=1e-6, max_step=1.0
    )
    return np.asarray(found.y[:, -1])


def end_of(row: Floats, curves: list[Floats] | None = None) -> tuple[dict[str, float], Floats, Floats]:
    """(named outputs, end state with mass, path) of a flight by the programme."""
    tables = make_tables(curves=curves or [], attitudes=[PROGRAMME])
    out, trail = fly_one(row, tolerance=1e-10, tables=tables)
    named = dict(zip(OUT, out, strict=True))
    k = int(np.argmin(np.abs(trail[:, 0] - named["phase0_cutoff_s"])))
    return named, trail[k, 1:8], trail


def test_attitude_programme_flies_where_dop853_flies_it() -> None:
    named, end, _ = end_of(programmed())
    assert named["phase0_cutoff_s"] == pytest.approx(BURN)
    assert named["kick_rad"] == 0.0
    wanted = truth(lambda t, m: 2.0 * G0 * 1e5, lambda t, m: 500.0, BURN)
    assert np.linalg.norm(end[:3] - wanted[:3]) < 1e-2
    assert np.linalg.norm(end[3:6] - wanted[3:6]) < 1e-4
    assert end[6] == pytest.approx(wanted[6], rel=1e-9)


def test_programme_that_is_over_keeps_its_last_direction_and_jumps_at_a_break() -> None:
    late = attitude_programme(
        np.array([0.0, 30.0, 60.0, 60.0, 90.0]), DIRECTIONS[[0, 5, 10, 30, 40]], (60.0,)
    )
    assert np.isfinite(late[:, 0]).sum() == 4
    assert late[2, 1:4] == pytest.approx(DIRECTIONS[30])
    assert late[3, 1:4] == pytest.approx(DIRECTIONS[40]) and (late[3, 4:] == 0.0).all()
    with pytest.raises(ValueError, match="two directions"):
        attitude_programme(np.array([0.0, 1.0, 1.0]), DIRECTIONS[:3], (1.0,))
    with pytest.raises(ValueError, match="at most"):
        attitude_programme(np.arange(400.0), np.ones((400, 3)))


def test_thrust_curve_gives_the_impulse_of_its_propellant() -> None:
    points = [(0.0, 1.4), (0.3, 1.1), (0.8, 0.9), (1.0, 0.3)]
    curve = thrust_curve(points)
    mean = np.trapezoid([p[1] for p in points], [p[0] for p in points])
    named, end, _ = end_of(programmed(phase0_thrust_curve=1.0), [curve])
    assert named["phase0_cutoff_s"] == pytest.approx(BURN, abs=1e-6)

    def factor(t: float) -> float:
        return float(np.interp(t / BURN, [p[0] for p in points], [p[1] for p in points]) / mean)

    wanted = truth(lambda t, m: 2.0 * G0 * 1e5 * factor(t), lambda t, m: 500.0 * factor(t), BURN)
    assert end[6] == pytest.approx(4e4, rel=1e-9)
    assert np.linalg.norm(end[:3] - wanted[:3]) < 0.5
    assert np.linalg.norm(end[3:6] - wanted[3:6]) < 5e-3


@pytest.mark.parametrize("points", [[(0.0, 1.0)], [(0.0, 1.0), (0.0, 2.0)], [(0.0, 1.0), (1.0, -1.0)]])
def test_thrust_curve_that_is_none_is_refused(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="thrust curve"):
        thrust_curve(points)


def test_acceleration_limit_is_held_by_throttling() -> None:
    limit = 30.0
    named, end, trail = end_of(programmed(phase0_acceleration_limit_m_s2=limit))
    exhaust = 2.0 * G0 * 1e5 / 500.0
    # constant thrust to the limit, then an exponential of the mass
    reached = 2.0 * G0 * 1e5 / limit
    before = (1e5 - reached) / 500.0
    burned = before + exhaust / limit * math.log(reached / 4e4)
    assert named["phase0_cutoff_s"] == pytest.approx(burned, rel=1e-4)
    wanted = truth(
        lambda t, m: min(2.0 * G0 * 1e5, limit * m), lambda t, m: min(500.0, limit * m / exhaust), burned
    )
    assert np.linalg.norm(end[3:6] - wanted[3:6]) < 0.5
    speeds = np.linalg.norm(np.diff(trail[:, 4:7], axis=0), axis=1) / np.maximum(np.diff(trail[:, 0]), 1e-9)
    assert speeds.max() < limit + 10.0  # gravity besides


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (END_TIME, 70.0),
        (END_SPEED, 1500.0),
        (END_RELATIVE_SPEED, 1200.0),
        (END_ALTITUDE, 40e3),
        (END_ACCELERATION, 28.0),
        (END_AXIS, -3.0e6),
    ],
)
def test_burn_ends_where_its_criterion_is_met(code: int, value: float) -> None:
    named, end, _ = end_of(programmed(phase0_end_criterion=float(code), phase0_end_value=value))
    air = end[3:6] - np.cross([0.0, 0.0, OMEGA], end[:3])
    mu = 3.986004418e14
    axis = 1.0 / (2.0 / np.linalg.norm(end[:3]) - end[3:6] @ end[3:6] / mu)
    found = {
        END_TIME: named["phase0_cutoff_s"],
        END_SPEED: np.linalg.norm(end[3:6]),
        END_RELATIVE_SPEED: np.linalg.norm(air),
        END_ALTITUDE: height(*end[:3]),
        END_ACCELERATION: 2.0 * G0 * 1e5 / end[6],
        END_AXIS: axis - RADIUS,
    }[code]
    assert found == pytest.approx(value, rel=1e-8)
    assert named["phase0_cutoff_s"] < BURN
    assert END_CRITERIA[code]


def test_hot_staging_drops_the_spent_stage_after_the_next_ignition() -> None:
    row = three_stage(phase0_drop_delay_s=-1.5, phase1_coast_s=0.0)
    out, trail = fly_one(row)
    named = dict(zip(OUT, out, strict=True))
    assert named["phase1_ignition_s"] == named["phase0_cutoff_s"]
    assert named["phase0_separation_s"] == pytest.approx(named["phase1_ignition_s"] + 1.5)
    assert named["drop0_release_s"] == named["phase0_separation_s"]
    k = int(np.searchsorted(trail[:, 0], named["phase0_separation_s"]))
    lost = trail[k - 1, 7] - trail[k + 1, 7]
    burned = 310e3 / (G0 * 300.0) * (trail[k + 1, 0] - trail[k - 1, 0])
    assert lost == pytest.approx(7e3 + burned, rel=1e-6)
    assert named["outcome"] == 0.0
    row[AT["failure"]], row[AT["failure_phase"]] = 5.0, 0.0  # the hot stage does not come off
    stuck = dict(zip(OUT, fly_one(row)[0], strict=True))
    assert stuck["outcome"] == 2.0 and stuck["failure_s"] == named["phase0_separation_s"]


def test_phase_with_an_aim_of_its_own_parks_first_and_then_raises_the_apogee() -> None:
    """The second stage burns twice: to a parking orbit, and at its apogee on to a transfer orbit."""
    row = two_stage()
    width = AT["phase1_propellant_kg"] - AT["phase0_propellant_kg"]
    second = row[width : 2 * width].copy()
    row[2 * width : 3 * width] = second
    row[AT["phases"]] = 3.0
    row[AT["phase1_drop_kg"]] = 0.0
    row[AT["phase1_drop_delay_s"]] = 0.0
    row[AT["phase1_propellant_kg"]] = 98e3
    row[AT["phase2_propellant_kg"]] = 9e3
    row[AT["phase1_aim_perigee_m"]], row[AT["phase1_aim_apogee_m"]] = 200e3, 202e3
    row[AT["phase2_aim_perigee_m"]], row[AT["phase2_aim_apogee_m"]] = 200e3, 900e3
    row[AT["phase2_coast_s"]] = 600.0
    named = dict(zip(OUT, fly_one(row)[0], strict=True))
    assert named["phase2_ignition_s"] == pytest.approx(named["phase1_cutoff_s"] + 600.0)
    assert named["perigee_m"] == pytest.approx(200e3, abs=5e3)
    assert named["apogee_m"] == pytest.approx(900e3, abs=5e3)
    assert named["outcome"] == 0.0
    assert named["margin_m_s"] > 0.0


def test_two_halves_of_the_fairing_fall_on_either_side() -> None:
    row = two_stage(**FAIRING, fairing_split_m_s=5.0)
    one = dict(zip(OUT, fly_one(two_stage(**FAIRING))[0], strict=True))
    two = dict(zip(OUT, fly_one(row)[0], strict=True))
    assert math.isnan(one["other_half_release_s"])
    assert two["other_half_release_s"] == two["fairing_release_s"] == one["fairing_release_s"]
    middle = 0.5 * (two["fairing_longitude_rad"] + two["other_half_longitude_rad"])
    assert middle == pytest.approx(one["fairing_longitude_rad"], abs=1e-4)
    apart = abs(two["fairing_longitude_rad"] - two["other_half_longitude_rad"]) * 6.4e6 * math.cos(LAT)
    assert 500.0 < apart < 2.0 * 5.0 * (two["fairing_impact_s"] - two["fairing_release_s"])


def test_more_tables_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        make_tables(curves=[thrust_curve([(0.0, 1.0), (1.0, 1.0)])] * 17)


def test_lofting_by_curve_and_limit_still_meets_its_apogee() -> None:
    """A solid second stage: guidance sees the mean thrust, and what is left of the propellant."""
    curve = thrust_curve([(0.0, 0.9), (0.4, 1.2), (0.9, 0.9), (1.0, 0.4)])
    row = three_stage(phase1_thrust_curve=1.0)
    assert row[AT["phase1_steering"]] == LOFT and row[AT["phase2_steering"]] == INSERT
    out, _ = fly_one(row, tables=make_tables(curves=[curve]))
    named = dict(zip(OUT, out, strict=True))
    plain = dict(zip(OUT, fly_one(three_stage())[0], strict=True))
    assert named["phase1_cutoff_s"] - named["phase1_ignition_s"] == pytest.approx(
        plain["phase1_cutoff_s"] - plain["phase1_ignition_s"], abs=1e-6
    )
    assert named["outcome"] == 0.0
    assert named["margin_m_s"] == pytest.approx(plain["margin_m_s"], abs=100.0)
    limited = dict(zip(OUT, fly_one(three_stage(phase2_acceleration_limit_m_s2=15.0))[0], strict=True))
    assert limited["outcome"] == 0.0
    assert limited["perigee_m"] == pytest.approx(plain["perigee_m"], abs=2e3)
