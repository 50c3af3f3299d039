"""The fall near terminal speed: its gradient, its order, where it ends. Truth: differences, scipy's Radau."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bare_desk import W_NEW, desk_of, put_state, state_of
from flight_vehicles import OUT, Floats, row_of
from scipy.integrate import solve_ivp

from launchwatch.earth import OMEGA, RADIUS, distance, height, to_cartesian
from launchwatch.flight.columns import OUTPUT_WIDTH, PIECE_STACK
from launchwatch.flight.descent import descent_step, gradient
from launchwatch.flight.desk import W_ERROR, W_H, new_desk
from launchwatch.flight.dynamics import body_acceleration
from launchwatch.flight.pieces import drop_all, release
from launchwatch.flight.tables import air_table, make_tables, standard_tables

EAST, NORTH = 25.0, -8.0
WINDY = make_tables(air=air_table(wind=[(0.0, 3.0, 1.0), (12e3, 40.0, -5.0), (30e3, -10.0, 6.0)]))


def falling(altitude: float, along: float, down: float, latitude: float = 0.7) -> Floats:
    """State of a body that flies south-west and falls, at a height above the ellipsoid, speeds in m/s."""
    up = np.array([math.cos(latitude), 0.0, math.sin(latitude)])
    low, high = RADIUS - 3e4, RADIUS
    for _ in range(60):
        r = 0.5 * (low + high)
        low, high = (r, high) if height(*(r * up)) < 0.0 else (low, r)
    east = np.array([0.0, 1.0, 0.0])
    place = (0.5 * (low + high) + altitude) * up
    way = 0.9 * np.cross(up, east) - 0.435 * east
    return np.concatenate([place, along * way - down * up + OMEGA * place[0] * east])


def slopes(state: Floats, drag: float, tables: Floats) -> Floats:
    ax, ay, az, _, _ = body_acceleration(*state, drag, EAST, NORTH, tables)
    return np.array([*state[3:], ax, ay, az])


def truth(state: Floats, drag: float, tables: Floats, span: float) -> Floats:
    """The end of a fall by scipy's implicit method of order five."""
    found = solve_ivp(
        lambda _t, s: slopes(s, drag, tables),
        (0.0, span),
        state,
        method="Radau",
        rtol=1e-11,
        atol=[1e-5] * 3 + [1e-8] * 3,
        max_step=5.0,
    )
    return np.asarray(found.y[:, -1])


@pytest.mark.parametrize("tables", [standard_tables(), WINDY], ids=["calm", "windy"])
@pytest.mark.parametrize(("altitude", "along", "down"), [(26.1e3, 60.0, 90.0), (4.3e3, 5.0, 22.0)])
def test_gradient_is_that_of_differences(altitude: float, along: float, down: float, tables: Floats) -> None:
    state, drag = falling(altitude, along, down), 0.5 / 12.0
    rate, (ux, uy, uz), place = gradient(desk_of(state), drag, EAST, NORTH, tables, 0.0)
    way = np.array([ux, uy, uz])
    found = np.hstack([np.reshape(place, (3, 3)), -rate * (np.eye(3) + np.outer(way, way))])
    for k in range(6):
        step = np.zeros(6)
        step[k] = 2.0 if k < 3 else 1e-3
        ahead, behind = slopes(state + step, drag, tables), slopes(state - step, drag, tables)
        column = (ahead - behind)[3:] / (2.0 * step[k])
        # zonal terms and the slant of the vertical are left out: 1/300 of what changes with height
        assert found[:, k] == pytest.approx(
            column, abs=4e-3 * np.abs(found[:, :3] if k < 3 else column).max()
        )


@pytest.mark.parametrize("tables", [standard_tables(), WINDY], ids=["calm", "windy"])
def test_order_is_four_where_drag_is_stiff(tables: Floats) -> None:
    """Steps of twelve to three seconds, in a fall whose speed drag takes in a second."""
    span, drag = 96.0, 0.5 / 8.0
    begin = truth(falling(30.5e3, 30.0, 90.0), drag, tables, 10.0)
    end = truth(begin, drag, tables, span)
    counts = np.array([8, 16, 32, 64])
    errors = []
    for n in counts:
        desk = desk_of(begin, drag=drag, wind_east=EAST, wind_north=NORTH)
        for _ in range(n):
            desk[W_H] = span / n
            descent_step(desk, tables, 0.0)
            put_state(desk, state_of(desk, W_NEW))
        errors.append(np.linalg.norm((state_of(desk) - end)[:3]))
    order = -np.polyfit(np.log2(counts), np.log2(errors), 1)[0]
    assert errors[-1] < 1e-3, errors
    if tables is not WINDY:  # whose wind bends within the fall
        assert order == pytest.approx(4.0, abs=0.5), errors


def test_the_error_is_told_in_the_units_of_the_integrator_and_not_below_the_true_one() -> None:
    drag, tables = 0.5 / 8.0, standard_tables()
    begin = truth(falling(30.5e3, 30.0, 90.0), drag, tables, 10.0)
    desk = desk_of(begin, drag=drag, wind_east=EAST, wind_north=NORTH)
    desk[W_H] = 20.0
    descent_step(desk, tables, 0.0)
    missed = state_of(desk, W_NEW) - truth(begin, drag, tables, 20.0)
    assert 0.7 * np.linalg.norm(missed[:3]) / 1e6 < desk[W_ERROR] < 1e-3


@pytest.mark.parametrize(
    ("beta", "tolerance", "bar"),
    [(2.0, 2e-9, 1.0), (20.0, 2e-9, 1.0), (300.0, 2e-9, 1.0), (20.0, 1e-6, 100.0)],
)
def test_bodies_come_down_where_an_implicit_method_of_another_hand_lets_them(
    beta: float, tolerance: float, bar: float
) -> None:
    """From 70 km at 2 km/s: through the shock of entry, over to the slow fall, to the ground."""
    start = falling(70e3, 1900.0, 700.0)
    desk, out = new_desk(1), np.full(OUTPUT_WIDTH, math.nan)
    row = row_of({"density_factor": 1.0, "wind_east_m_s": EAST, "wind_north_m_s": NORTH})
    release(desk, 0, PIECE_STACK, 0.0, start, beta, False, out)
    drop_all(desk, row[None, :], np.empty((0, 3)), WINDY, tolerance, out[None, :], 0.0)

    def land(_t: float, s: Floats) -> float:
        return float(height(s[0], s[1], s[2]))

    land.terminal, land.direction = True, -1.0  # type: ignore[attr-defined]
    found = solve_ivp(
        lambda _t, s: slopes(s, 0.5 / beta, WINDY),
        (0.0, 2e4),
        start,
        method="Radau",
        rtol=1e-9,
        atol=[1e-3] * 3 + [1e-6] * 3,
        max_step=10.0,
        events=land,
    )
    when, latitude, longitude = (
        out[OUT[f"stack_{name}"]] for name in ("impact_s", "latitude_rad", "longitude_rad")
    )
    assert when == pytest.approx(found.t[-1], abs=0.2 * bar)
    end = np.array(to_cartesian(latitude, longitude + OMEGA * when, 0.0))
    assert np.linalg.norm(end - found.y[:3, -1]) < bar
    assert out[OUT["stack_apex_m"]] == pytest.approx(70e3, abs=1.0)


@pytest.mark.compiled
@pytest.mark.parametrize(("tolerance", "bar"), [(1e-6, 5e3), (2e-9, 10.0)])
def test_any_body_comes_down_where_a_tighter_tolerance_lets_it(tolerance: float, bar: float) -> None:
    """From the ground to 200 km, up and down, to 8 km/s, light and heavy.

    Among them are drags of a hundred thousand g: an error of the speed is soon forgotten, but not one of its
    own size, nor one of a body that climbs out of the air. Some fly half round the globe.
    """
    rng = np.random.default_rng(4)
    row, tables = row_of({"density_factor": 2.0, "wind_east_m_s": EAST}), standard_tables()
    down = 0
    for _ in range(300):
        altitude, speed, angle = (
            10.0 ** rng.uniform(1.0, 5.3),
            10.0 ** rng.uniform(1.0, 3.9),
            rng.uniform(-1.5, 1.5),
        )
        start = falling(altitude, speed * math.cos(angle), speed * math.sin(angle), rng.uniform(-1.5, 1.5))
        beta = 10.0 ** rng.uniform(0.0, 3.5)
        found = []
        for tried in (tolerance, 2e-11):
            desk, out = new_desk(1), np.full(OUTPUT_WIDTH, math.nan)
            release(desk, 0, PIECE_STACK, 0.0, start, beta, False, out)
            drop_all(desk, row[None, :], np.empty((0, 3)), tables, tried, out[None, :], 0.0)
            found.append(
                out[[OUT[f"stack_{name}"] for name in ("latitude_rad", "longitude_rad", "impact_s")]]
            )
        assert (np.isfinite(found[0]) == np.isfinite(found[1])).all()
        if np.isfinite(found[0]).all():
            down += 1
            here, there = np.degrees(found[0][:2]), np.degrees(found[1][:2])
            assert distance(*here, *there) < bar, (start, beta)
            assert abs(found[0][2] - found[1][2]) < 0.01 * bar, (start, beta)
    assert down > 250
