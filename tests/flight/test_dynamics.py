"""Forces on the point mass, against the same laws written once more with vectors."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bare_desk import desk_of
from flight_vehicles import CD, Floats
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.earth import (
    OMEGA,
    RADIUS,
    atmosphere,
    cartesian_array,
    gravity,
    height,
    near_height,
    to_cartesian,
    wind_profile,
    zonal_pull,
)
from launchwatch.flight import MACH_NODES, air_table, make_tables
from launchwatch.flight.desk import C_U
from launchwatch.flight.dynamics import body_acceleration, direction, drag_coefficient, vehicle_acceleration
from launchwatch.flight.lanes import WIDTH
from launchwatch.flight.tables import (
    AIR_CEILING_M,
    AIR_FLOOR_M,
    AIR_STEP_M,
    AIR_STRIDE,
    standard_tables,
)

SPIN = np.array([0.0, 0.0, OMEGA])
PLACE = np.array(to_cartesian(math.radians(39.7), math.radians(124.7), 15e3))
VELOCITY = np.cross(SPIN, PLACE) + np.array([120.0, -310.0, 95.0])
# the table of air is within 1e-6 of the atmosphere away from the seams of its layers, heights within 1 mm
CLOSE = 5e-6


def pull(t: float, r: Floats, v: Floats, desk: Floats) -> Floats:
    return np.array(vehicle_acceleration(t, *r, *v, desk, standard_tables(), 0.0))


def body(r: Floats, v: Floats, drag: float, east: float = 0.0, north: float = 0.0) -> Floats:
    return np.array(body_acceleration(*r, *v, drag, east, north, standard_tables())[:3])


def vehicle(**control: float) -> Floats:
    return desk_of(np.zeros(6), **({"mass": 1000.0} | control))


def east_north(r: Floats) -> tuple[Floats, Floats]:
    up = r / np.linalg.norm(r)
    east = np.cross([0.0, 0.0, 1.0], up)
    east /= np.linalg.norm(east)
    return east, np.cross(up, east)


def test_without_thrust_and_drag_there_is_gravity_only() -> None:
    assert pull(0.0, PLACE, VELOCITY, vehicle()) == pytest.approx(gravity(*PLACE), rel=1e-14)
    assert body(PLACE, VELOCITY, 0.0) == pytest.approx(gravity(*PLACE), rel=1e-14)


@pytest.mark.parametrize(("east", "north"), [(0.0, 0.0), (30.0, 0.0), (-12.0, 25.0)])
def test_drag_of_a_body_opposes_its_motion_through_turning_windy_air(east: float, north: float) -> None:
    h = height(*PLACE)
    e, n = east_north(PLACE)
    air = VELOCITY - np.cross(SPIN, PLACE) - wind_profile(h) * (east * e + north * n)
    drag = -0.5 * 1.1 * atmosphere(h)[0] * np.linalg.norm(air) * air / 70.0
    found = body(PLACE, VELOCITY, 0.5 * 1.1 / 70.0, east, north) - np.array(gravity(*PLACE))
    assert found == pytest.approx(drag, rel=1e-4)  # the jet of the wind profile is splined
    if east == north == 0.0:
        assert found == pytest.approx(drag, rel=CLOSE)


def test_wind_of_the_air_adds_to_that_of_the_row() -> None:
    windy = make_tables(air=air_table(wind=[(0.0, 0.0, 0.0), (10e3, 20.0, -5.0), (18e3, 20.0, -5.0)]))
    e, n = east_north(PLACE)
    air = VELOCITY - np.cross(SPIN, PLACE) - 20.0 * e + 5.0 * n
    drag = -atmosphere(height(*PLACE))[0] * np.linalg.norm(air) * air * 0.01
    flown = body_acceleration(*PLACE, *VELOCITY, 0.01, 0.0, 0.0, windy)[:3]
    found = np.array(flown) - np.array(gravity(*PLACE))
    assert found == pytest.approx(drag, rel=1e-4)
    pulled = np.array(vehicle_acceleration(0.0, *PLACE, *VELOCITY, vehicle(area=10.0), windy, 0.0))
    calm = pull(0.0, PLACE, VELOCITY, vehicle(area=10.0))
    assert (pulled - calm) @ e > 0.0 > (pulled - calm) @ n


def test_drag_of_the_vehicle_goes_by_mach_area_and_its_mass_now() -> None:
    desk = vehicle(area=4.9, mass=90e3, flow=500.0, t0=10.0)
    air = VELOCITY - np.cross(SPIN, PLACE)
    density, _p, _t, sound = atmosphere(height(*PLACE))
    speed = float(np.linalg.norm(air))
    cd = drag_coefficient(speed / sound, desk, 0.0)
    drag = -0.5 * density * speed * air * 4.9 * cd / (90e3 - 500.0 * 20.0)
    found = pull(30.0, PLACE, VELOCITY, desk) - np.array(gravity(*PLACE))
    assert found == pytest.approx(drag, rel=CLOSE)


def test_normal_force_is_across_the_body_and_grows_with_the_angle_of_attack() -> None:
    desk = vehicle(normal=4.9 * 2.0)
    desk[C_U : C_U + 3 * WIDTH : WIDTH] = [0.6, 0.0, 0.8]
    axis = np.array([0.6, 0.0, 0.8])
    air = VELOCITY - np.cross(SPIN, PLACE)
    force = pull(0.0, PLACE, VELOCITY, desk) - np.array(gravity(*PLACE))
    assert abs(force @ axis) < 1e-9 * np.linalg.norm(force)
    sine = np.linalg.norm(np.cross(air, axis)) / np.linalg.norm(air)
    wanted = 0.5 * atmosphere(height(*PLACE))[0] * float(air @ air) * 4.9 * 2.0 * sine / 1000.0
    assert np.linalg.norm(force) == pytest.approx(wanted, rel=CLOSE)
    assert force @ air < 0.0


def test_thrust_loses_the_back_pressure_on_the_exit_area() -> None:
    desk = vehicle(
        thrust=1.75e6, thrust_rate=-1e3, exit=1.8, flow=600.0, flow_rate=-0.4, prograde=1.0, mass=9e4
    )
    air = VELOCITY - np.cross(SPIN, PLACE)
    mass = 9e4 - 600.0 * 5.0 + 0.2 * 25.0
    push = (1.75e6 - 5e3 - atmosphere(height(*PLACE))[1] * 1.8) / mass
    wanted = np.array(gravity(*PLACE)) + push * air / np.linalg.norm(air)
    assert pull(5.0, PLACE, VELOCITY, desk) == pytest.approx(wanted, rel=CLOSE)
    vacuum = PLACE * (RADIUS + 400e3) / np.linalg.norm(PLACE)
    lifted = pull(5.0, vacuum, VELOCITY, desk) - np.array(gravity(*vacuum))
    assert np.linalg.norm(lifted) == pytest.approx((1.75e6 - 5e3) / mass, rel=1e-12)


def test_what_the_ceiling_of_drag_leaves_out_is_below_one_part_in_ten_thousand_of_gravity() -> None:
    """The lightest of the usual debris, 25 kg/m2, at orbital speed just above the ceiling."""
    density = atmosphere(AIR_CEILING_M)[0]
    assert 0.5 * density * 7800.0**2 / 25.0 < 1e-4 * 9.0
    below = PLACE * (RADIUS + AIR_CEILING_M - 40e3) / np.linalg.norm(PLACE)
    above = PLACE * (RADIUS + AIR_CEILING_M + 1e3) / np.linalg.norm(PLACE)
    fast = np.array([5000.0, 5000.0, 2000.0])
    assert body(above, fast, 0.02) == pytest.approx(gravity(*above), rel=1e-14)
    assert np.linalg.norm(body(below, fast, 0.02) - np.array(gravity(*below))) > 1e-5


@given(mach=st.floats(0.0, 30.0))
def test_drag_coefficient_goes_smoothly_through_the_nodes_and_is_constant_outside(mach: float) -> None:
    from scipy.interpolate import CubicSpline

    desk = vehicle()
    spline = CubicSpline(MACH_NODES, CD, bc_type="natural")
    wanted = float(spline(min(mach, MACH_NODES[-1])))
    assert drag_coefficient(mach, desk, 0.0) == pytest.approx(wanted, rel=1e-9)
    k = int(np.argmin(np.abs(np.array(MACH_NODES) - mach)))
    assert drag_coefficient(MACH_NODES[k], desk, 0.0) == pytest.approx(CD[k], rel=1e-12)


def test_steering_by_a_cubic_turns_in_inertial_space_as_told() -> None:
    desk = vehicle()
    told = np.array([[0.2, 0.9, -0.1], [1e-3, -2e-3, 3e-3], [1e-5, 0.0, 2e-5], [0.0, 3e-7, 0.0]])
    desk[C_U : C_U + 12 * WIDTH : WIDTH] = told.ravel()
    wanted = sum(told[k] * 50.0**k for k in range(4))
    found = np.array(direction(150.0, 50.0, 1.0, 2.0, 3.0, desk, 0.0))
    assert found == pytest.approx(wanted / np.linalg.norm(wanted))


@pytest.mark.parametrize("t", [0.0, 30.0, 200.0])
def test_axes_of_the_pad_turn_with_the_earth(t: float) -> None:
    desk = vehicle(spin=OMEGA)
    desk[C_U] = 1.0
    x, y, z = direction(t, 0.0, 0.0, 0.0, 0.0, desk, 0.0)
    assert math.atan2(y, x) == pytest.approx(OMEGA * t, abs=1e-12)
    assert z == 0.0


@pytest.mark.parametrize(("top", "error"), [(50e3, 3e-3), (100e3, 5e-3), (300e3, 2e-2)])
def test_height_for_forces_is_as_near_as_it_says(top: float, error: float) -> None:
    latitude = np.radians(np.linspace(-90.0, 90.0, 181))
    for h in np.linspace(-2e3, top, 7):
        r = cartesian_array(np.column_stack([latitude, latitude * 0.0, latitude * 0.0 + h]))
        for x, y, z in r[::6]:
            d = math.sqrt(x * x + y * y + z * z)
            assert near_height(d, (z / d) ** 2, 1.0 / d) == pytest.approx(h, abs=error)


def test_zonal_pull_is_gravity_in_two_parts() -> None:
    d = float(np.linalg.norm(PLACE))
    along, polar = zonal_pull(PLACE[2] / d, 1.0 / d)
    assert along * PLACE + np.array([0.0, 0.0, polar]) == pytest.approx(gravity(*PLACE), rel=1e-14)


def test_air_of_the_table_is_that_of_the_atmosphere_but_rounded_at_its_seams() -> None:
    """Across the whole height, as `tables` says; the seams are the geopotential ones of the report."""
    cells = air_table().reshape(-1, AIR_STRIDE)
    seams = [6_356_766.0 * s / (6_356_766.0 - s) for s in (11e3, 20e3, 32e3, 47e3, 51e3, 71e3, 84_852.0)]
    for h in np.arange(-4.5e3, 299e3, 37.0):
        at = (h - AIR_FLOOR_M) / AIR_STEP_M
        k, f = int(at), at % 1.0
        density, _p, _t, sound = atmosphere(float(h))
        near = min(abs(h - s) for s in seams) < 1.5e3
        wanted = pytest.approx((density, sound), rel=7e-4 if near else 3e-6)
        assert (np.polyval(cells[k, 3::-1], f), np.polyval(cells[k, 11:7:-1], f)) == wanted, h
    assert (cells[-1, :8] == 0.0).all()
