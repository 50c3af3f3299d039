"""Dormand-Prince: its order, what it keeps, where it stops. Truth: scipy's DOP853, Kepler, conservation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from bare_desk import W_NEW, desk_of, drift, one_step, put_state, state_of
from flight_vehicles import OUT, Floats, row_of
from plain_python import run_plain
from scipy.integrate import solve_ivp

from launchwatch.earth import J2, J3, J4, MU, OMEGA, RADIUS, gravity, height, to_cartesian
from launchwatch.flight.columns import OUTPUT_WIDTH, PIECE_STACK, TRAIL_FIELDS, TRAIL_ROWS
from launchwatch.flight.desk import W_X, new_desk, trail_of
from launchwatch.flight.integrator import SMALLEST_STEP_S, next_size, record
from launchwatch.flight.pieces import drop_all, release
from launchwatch.flight.tables import standard_tables

LEO = np.array([6878137.0, 0.0, 0.0, 0.0, 5000.0, 5650.0])


def reference(state: Floats, span: float) -> Floats:
    """The same gravity by scipy's order-8 method."""
    found = solve_ivp(
        lambda _t, s: [*s[3:], *gravity(s[0], s[1], s[2])],
        (0.0, span),
        state,
        method="DOP853",
        rtol=1e-13,
        atol=[1e-7] * 3 + [1e-10] * 3,
    )
    return np.asarray(found.y[:, -1])


def fixed_steps(state: Floats, span: float, count: int) -> Floats:
    desk = desk_of(state)
    for _ in range(count):
        one_step(desk, span / count)
        put_state(desk, state_of(desk, W_NEW))
    return state_of(desk)


def test_order_is_five_over_four_halvings() -> None:
    climbing = np.array([6878137.0, 0.0, 0.0, 1500.0, 6000.0, 3650.0])
    truth = reference(climbing, 1800.0)
    counts = np.array([25, 50, 100, 200, 400])
    errors = [np.linalg.norm(fixed_steps(climbing, 1800.0, int(n))[:3] - truth[:3]) for n in counts]
    order = -np.polyfit(np.log2(counts), np.log2(errors), 1)[0]
    assert order == pytest.approx(5.0, abs=0.2)
    assert errors[-1] < 1e-5


def test_error_estimate_is_of_the_fifth_power_of_the_step_and_never_below_the_true_error() -> None:
    def one(h: float) -> tuple[float, float]:
        desk = desk_of(LEO)
        estimate = one_step(desk, h)
        missed = state_of(desk, W_NEW) - reference(LEO, h)
        return estimate, math.sqrt(0.5 * float(np.sum((missed / ([1e6] * 3 + [1e3] * 3)) ** 2)))

    (coarse, true_coarse), (fine, _) = one(200.0), one(100.0)
    assert math.log2(coarse / fine) == pytest.approx(5.0, abs=0.4)
    assert true_coarse < coarse


def potential(s: Floats) -> float:
    """Zonal potential, written from the Legendre polynomials of numpy."""
    r = float(np.linalg.norm(s[:3]))
    zonal = sum(
        j * (RADIUS / r) ** n * np.polynomial.legendre.Legendre.basis(n)(s[2] / r)
        for n, j in ((2, J2), (3, J3), (4, J4))
    )
    return float(-MU / r * (1.0 - zonal))


@pytest.mark.parametrize(
    ("tolerance", "bar"),
    [(1e-13, 1e-11), (1e-8, 2e-6), (1e-6, 2e-4)],
)
def test_ten_orbits_keep_energy_and_momentum_about_the_pole(tolerance: float, bar: float) -> None:
    span = 10.0 * 2.0 * math.pi * math.sqrt(LEO[0] ** 3 / MU)
    end, _ = drift(LEO, span, tolerance)

    def energy(s: Floats) -> float:
        return 0.5 * float(s[3:] @ s[3:]) + potential(s)

    def polar(s: Floats) -> float:
        return float(s[0] * s[4] - s[1] * s[3])

    assert energy(end) == pytest.approx(energy(LEO), rel=bar)
    assert polar(end) == pytest.approx(polar(LEO), rel=bar)


def test_forward_then_back_is_home_to_a_millimetre() -> None:
    there, _ = drift(LEO, 6000.0, 1e-13)
    there[3:] *= -1.0
    back, _ = drift(there, 6000.0, 1e-13)
    assert np.linalg.norm(back[:3] - LEO[:3]) < 1e-3
    assert np.linalg.norm(back[3:] + LEO[3:]) < 1e-6


def test_ten_kepler_orbits_close_to_a_millimetre_and_keep_energy_and_momentum() -> None:
    """With the zonal terms taken out of the kernel an orbit must come back to where it began."""
    found = run_plain(
        """
        from bare_desk import drift
        begin = np.array([6878137.0, 0.0, 0.0, 0.0, 5000.0, 5650.0])
        energy = 0.5 * begin[3:] @ begin[3:] - MU / 6878137.0
        period = 2.0 * np.pi * np.sqrt((-MU / (2.0 * energy)) ** 3 / MU)
        state, _ = drift(begin, 10 * period, 1e-14)
        after = 0.5 * state[3:] @ state[3:] - MU / np.linalg.norm(state[:3])
        turn = np.cross(state[:3], state[3:]) - np.cross(begin[:3], begin[3:])
        print(np.linalg.norm(state[:3] - begin[:3]), abs(after / energy - 1.0),
              np.linalg.norm(turn) / np.linalg.norm(np.cross(begin[:3], begin[3:])))
        """
    )
    closure, energy, momentum = (float(x) for x in found.split())
    assert closure < 1e-3
    assert energy < 1e-11 and momentum < 1e-11


@pytest.mark.parametrize("end", [0.1, 17.3, 6000.0])
def test_a_span_ends_where_asked(end: float) -> None:
    _, times = drift(LEO, end, 1e-8)
    assert times[-1] == pytest.approx(end, abs=1e-9)
    assert (np.diff(times[:-1]) > 0.0).all()


def test_ground_is_met_to_a_millimetre_and_where_an_independent_integration_meets_it() -> None:
    """A stack that a dead vehicle lets fall from a given state: the last phase never lights."""
    start = np.array([6478137.0, 0.0, 0.0, 800.0, 1500.0, 900.0])
    desk, out = new_desk(1), np.full(OUTPUT_WIDTH, math.nan)
    row = row_of({"density_factor": 1e-300})
    release(desk, 0, PIECE_STACK, 0.0, start, 1e6, False, out)
    drop_all(desk, row[None, :], np.empty((0, 3)), standard_tables(), 1e-10, out[None, :], 0.0)

    def land(_t: float, s: Floats) -> float:
        return float(height(s[0], s[1], s[2]))

    land.terminal, land.direction = True, -1.0  # type: ignore[attr-defined]
    truth = solve_ivp(
        lambda _t, s: [*s[3:], *gravity(s[0], s[1], s[2])],
        (0.0, 1e4),
        start,
        method="DOP853",
        rtol=1e-12,
        atol=1e-7,
        events=land,
        dense_output=True,
    )
    when, latitude, longitude = (
        out[OUT[f"stack_{name}"]] for name in ("impact_s", "latitude_rad", "longitude_rad")
    )
    assert when == pytest.approx(truth.t[-1], abs=1e-3)
    end = np.array(to_cartesian(latitude, longitude + OMEGA * when, 0.0))
    assert np.linalg.norm(end - truth.y[:3, -1]) < 1.0
    heights = [height(*truth.sol(t)[:3]) for t in np.linspace(0.0, 200.0, 4001)]
    assert out[OUT["stack_apex_m"]] == pytest.approx(max(heights), abs=20.0)


@pytest.mark.parametrize("bad", [math.nan, pytest.param(math.inf, marks=pytest.mark.compiled)])
def test_a_state_that_is_no_number_ends_the_fall(bad: float) -> None:
    state = LEO.copy()
    state[3] = bad
    desk, out = new_desk(1), np.full(OUTPUT_WIDTH, math.nan)
    release(desk, 0, PIECE_STACK, 5.0, state, 100.0, False, out)
    rows = row_of({"density_factor": 1.0})[None, :]
    drop_all(desk, rows, np.empty((0, 3)), standard_tables(), 1e-8, out[None, :], 0.0)
    assert out[OUT["stack_release_s"]] == 5.0 and math.isnan(out[OUT["stack_impact_s"]])


def test_error_control_rejects_a_step_that_is_too_long() -> None:
    """Entry into the air under a light body: the first try, 60 s, must be cut."""
    entry = np.array([RADIUS + 90e3, 0.0, 0.0, -1500.0, 1000.0, 0.0])
    assert one_step(desk_of(entry, drag=0.02), 60.0) > 1e-8
    _, times = drift(entry, 60.0, 1e-8, drag=0.02)
    assert np.diff(times).max() < 30.0 and times[1] < 10.0


def test_step_size_follows_the_error_within_a_factor_of_five() -> None:
    assert next_size(2.0, 1e-8, 1e-8) == pytest.approx(1.8, rel=5e-3)
    assert next_size(2.0, 1e-30, 1e-8) == pytest.approx(10.0, rel=2e-2)
    assert next_size(2.0, 0.0, 1e-8) == pytest.approx(10.0, rel=2e-2)
    assert next_size(2.0, 1e3, 1e-8) == pytest.approx(0.4, rel=2e-2)
    for q in np.logspace(-3.0, 3.0, 25):
        assert next_size(1.0, 1.0, float(q)) == pytest.approx(0.9 * q**0.2, rel=1e-2)
    assert SMALLEST_STEP_S < 1e-3


def test_a_full_trail_takes_no_more() -> None:
    desk = desk_of(LEO)
    assert record(desk, 0, TRAIL_ROWS - 1, 7.0, 2.0) == TRAIL_ROWS
    last = trail_of(desk, 0)[-len(TRAIL_FIELDS) :]
    assert last.tolist() == [0.0, *LEO, 7.0, 2.0]
    desk[W_X] = 1.0
    assert record(desk, 0, TRAIL_ROWS, 8.0, 3.0) == TRAIL_ROWS
    assert trail_of(desk, 0)[-len(TRAIL_FIELDS) :].tolist() == [0.0, *LEO, 7.0, 2.0]
