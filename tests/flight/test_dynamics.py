"""Forces on the point mass, against the same laws written once more with vectors."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import CD, Floats
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import OMEGA, RADIUS, atmosphere, gravity, height, to_cartesian, wind_profile
from launchwatch.flight import MACH_NODES, dynamics
from launchwatch.flight.dynamics import (
    C_CD,
    C_DENSITY,
    C_HEAD,
    C_MASS,
    C_U,
    C_UDOT,
    C_UP,
    CONTROL_WIDTH,
    DRAG_CEILING_M,
    GRAVITY_TURN,
    LINEAR,
    RISE,
    acceleration,
    direction,
    drag_coefficient,
)

SPIN = np.array([0.0, 0.0, OMEGA])
PLACE = np.array(to_cartesian(math.radians(39.7), math.radians(124.7), 12e3))
VELOCITY = np.cross(SPIN, PLACE) + np.array([120.0, -310.0, 95.0])


def control(**fields: float) -> Floats:
    """A control with named fields set."""
    made = np.zeros(CONTROL_WIDTH)
    made[C_MASS] = 1000.0
    made[C_DENSITY] = 1.0
    made[C_CD:] = CD
    for name, value in fields.items():
        made[getattr(dynamics, f"C_{name.upper()}")] = value
    return made


def pull(t: float, r: Floats, v: Floats, c: Floats) -> Floats:
    return np.array(acceleration(t, *r, *v, c))


def east_north(r: Floats) -> tuple[Floats, Floats]:
    up = r / np.linalg.norm(r)
    east = np.cross([0.0, 0.0, 1.0], up)
    east /= np.linalg.norm(east)
    return east, np.cross(up, east)


def test_without_thrust_and_drag_there_is_gravity_only() -> None:
    assert pull(0.0, PLACE, VELOCITY, control()).tolist() == list(gravity(*PLACE))


@pytest.mark.parametrize(("east", "north"), [(0.0, 0.0), (30.0, 0.0), (-12.0, 25.0)])
def test_drag_of_a_body_opposes_its_motion_through_turning_windy_air(east: float, north: float) -> None:
    c = control(beta=70.0, wind_east=east, wind_north=north, density=1.1)
    h = height(*PLACE)
    e, n = east_north(PLACE)
    air = VELOCITY - np.cross(SPIN, PLACE) - wind_profile(h) * (east * e + north * n)
    density = 1.1 * atmosphere(h)[0]
    drag = -0.5 * density * np.linalg.norm(air) * air / 70.0
    assert pull(0.0, PLACE, VELOCITY, c) == pytest.approx(np.array(gravity(*PLACE)) + drag, rel=1e-12)


def test_drag_of_the_vehicle_goes_by_mach_area_and_its_mass_now() -> None:
    c = control(area=4.9, mass=90e3, flow=500.0, t0=10.0)
    h = height(*PLACE)
    air = VELOCITY - np.cross(SPIN, PLACE)
    density, _p, _t, sound = atmosphere(h)
    speed = np.linalg.norm(air)
    cd = np.interp(speed / sound, MACH_NODES, CD)
    drag = -0.5 * density * speed * air * 4.9 * cd / (90e3 - 500.0 * 20.0)
    assert pull(30.0, PLACE, VELOCITY, c) == pytest.approx(np.array(gravity(*PLACE)) + drag, rel=1e-12)


def test_thrust_loses_the_back_pressure_on_the_exit_area() -> None:
    c = control(thrust=1.75e6, exit=1.8, flow=600.0, mass=90e3, kind=GRAVITY_TURN)
    air = VELOCITY - np.cross(SPIN, PLACE)
    push = (1.75e6 - atmosphere(height(*PLACE))[1] * 1.8) / 90e3
    wanted = np.array(gravity(*PLACE)) + push * air / np.linalg.norm(air)
    assert pull(0.0, PLACE, VELOCITY, c) == pytest.approx(wanted, rel=1e-12)
    vacuum = PLACE * (RADIUS + 400e3) / np.linalg.norm(PLACE)
    lifted = pull(0.0, vacuum, VELOCITY, c) - np.array(gravity(*vacuum))
    assert np.linalg.norm(lifted) == pytest.approx(1.75e6 / 90e3, rel=1e-12)


def test_what_the_ceiling_of_drag_leaves_out_is_below_one_part_in_ten_thousand_of_gravity() -> None:
    """The lightest debris, 25 kg/m2, at orbital speed just above the ceiling."""
    density = atmosphere(DRAG_CEILING_M)[0]
    assert 0.5 * density * 7800.0**2 / 25.0 < 1e-4 * 9.0
    below = PLACE * (RADIUS + DRAG_CEILING_M - 40e3) / np.linalg.norm(PLACE)
    above = PLACE * (RADIUS + DRAG_CEILING_M + 1e3) / np.linalg.norm(PLACE)
    fast = np.array([5000.0, 5000.0, 2000.0])
    assert pull(0.0, above, fast, control(beta=25.0)).tolist() == list(gravity(*above))
    assert pull(0.0, below, fast, control(beta=25.0)).tolist() != list(gravity(*below))


@given(mach=st.floats(0.0, 30.0))
def test_drag_coefficient_is_linear_between_the_nodes_and_constant_outside(mach: float) -> None:
    assert drag_coefficient(mach, control()) == pytest.approx(np.interp(mach, MACH_NODES, CD), rel=1e-12)


def test_linear_steering_turns_in_inertial_space_as_told() -> None:
    c = control(kind=LINEAR, t0=100.0)
    c[C_U : C_U + 3] = [0.2, 0.9, -0.1]
    c[C_UDOT : C_UDOT + 3] = [0.001, -0.002, 0.003]
    wanted = np.array([0.2, 0.9, -0.1]) + 50.0 * np.array([0.001, -0.002, 0.003])
    assert np.array(direction(150.0, 1.0, 2.0, 3.0, c)) == pytest.approx(wanted / np.linalg.norm(wanted))


def test_rise_goes_from_the_vertical_to_the_kick_and_turns_with_the_earth() -> None:
    c = control(kind=RISE, kick=0.1, kick_start=8.0, kick_span=10.0)
    c[C_UP : C_UP + 3] = [1.0, 0.0, 0.0]
    c[C_HEAD : C_HEAD + 3] = [0.0, 0.0, 1.0]

    def tilt(t: float) -> float:
        x, y, z = direction(t, 0.0, 0.0, 0.0, c)
        level = math.hypot(x, y)
        assert math.atan2(y, x) == pytest.approx(OMEGA * t, abs=1e-12)
        return math.atan2(z, level)

    assert [tilt(t) for t in (0.0, 8.0, 13.0, 18.0, 60.0)] == pytest.approx([0.0, 0.0, 0.05, 0.1, 0.1])
    late = [tilt(t) for t in np.linspace(8.0, 18.0, 50)]
    assert (np.diff(late) > 0.0).all()
