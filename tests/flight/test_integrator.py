"""Dormand-Prince: its order, what it keeps, where it stops. Truth: scipy's DOP853, Kepler, conservation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from flight_vehicles import Floats
from plain_python import run_plain
from scipy.integrate import solve_ivp

from launchwatch.earth import J2, J3, J4, MU, RADIUS, gravity, height
from launchwatch.flight.desk import new_desk
from launchwatch.flight.dynamics import C_BETA, C_DENSITY, C_MASS, CONTROL_WIDTH, acceleration
from launchwatch.flight.integrator import SMALLEST_STEP_S, advance, next_size, record, step

LEO = np.array([6878137.0, 0.0, 0.0, 0.0, 5000.0, 5650.0])


def coast() -> Floats:
    control = np.zeros(CONTROL_WIDTH)
    control[C_MASS] = 1.0
    return control


def drift(
    state: Floats, span: float, tolerance: float, *, ground: bool = False
) -> tuple[Floats, float, bool]:
    """Advance a copy under gravity alone; returns (state, time, hit)."""
    desk = new_desk()
    s = state.copy()
    t, _h, _n, hit = advance(0.0, span, 10.0, tolerance, s, coast(), desk.scratch, desk.trail, 0, ground)
    return s, t, hit


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
    k, work, new, s = np.zeros((7, 6)), np.zeros(6), np.zeros(6), state.copy()
    h = span / count
    for j in range(count):
        k[0, :3] = s[3:]
        k[0, 3:] = acceleration(j * h, *s, coast())
        step(j * h, h, s, coast(), k, work, new)
        s[:] = new
    return s


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
        k, work, new = np.zeros((7, 6)), np.zeros(6), np.zeros(6)
        k[0, :3] = LEO[3:]
        k[0, 3:] = acceleration(0.0, *LEO, coast())
        estimate = step(0.0, h, LEO, coast(), k, work, new)
        return estimate, float(np.abs((new - reference(LEO, h)) / ([1e5] * 3 + [1e3] * 3)).max())

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
    end, _, _ = drift(LEO, span, tolerance)

    def energy(s: Floats) -> float:
        return 0.5 * float(s[3:] @ s[3:]) + potential(s)

    def polar(s: Floats) -> float:
        return float(s[0] * s[4] - s[1] * s[3])

    assert energy(end) == pytest.approx(energy(LEO), rel=bar)
    assert polar(end) == pytest.approx(polar(LEO), rel=bar)


def test_forward_then_back_is_home_to_a_millimetre() -> None:
    there, _, _ = drift(LEO, 6000.0, 1e-13)
    there[3:] *= -1.0
    back, _, _ = drift(there, 6000.0, 1e-13)
    assert np.linalg.norm(back[:3] - LEO[:3]) < 1e-3
    assert np.linalg.norm(back[3:] + LEO[3:]) < 1e-6


def test_ten_kepler_orbits_close_to_a_millimetre_and_keep_energy_and_momentum() -> None:
    """With the zonal terms taken out of the kernel an orbit must come back to where it began."""
    found = run_plain(
        """
        state = np.array([6878137.0, 0.0, 0.0, 0.0, 5000.0, 5650.0])
        begin = state.copy()
        energy = 0.5 * begin[3:] @ begin[3:] - MU / 6878137.0
        period = 2.0 * np.pi * np.sqrt((-MU / (2.0 * energy)) ** 3 / MU)
        desk = new_desk()
        control = np.zeros(CONTROL_WIDTH)
        control[C_MASS] = 1.0
        advance(0.0, 10 * period, 10.0, 1e-14, state, control, desk.scratch, desk.trail, 0, False)
        after = 0.5 * state[3:] @ state[3:] - MU / np.linalg.norm(state[:3])
        turn = np.cross(state[:3], state[3:]) - np.cross(begin[:3], begin[3:])
        print(np.linalg.norm(state[:3] - begin[:3]), abs(after / energy - 1.0),
              np.linalg.norm(turn) / np.linalg.norm(np.cross(begin[:3], begin[3:])))
        """
    )
    closure, energy, momentum = (float(x) for x in found.split())
    assert closure < 1e-3
    assert energy < 1e-11 and momentum < 1e-11


def test_stretches_end_exactly_where_asked() -> None:
    for end in (0.1, 17.3, 6000.0):
        _, t, hit = drift(LEO, end, 1e-8)
        assert t == end and not hit
    same, t, _ = drift(LEO, 0.0, 1e-8)
    assert t == 0.0 and (same == LEO).all()


def test_ground_is_met_to_a_millimetre_and_where_an_independent_integration_meets_it() -> None:
    start = np.array([6478137.0, 0.0, 0.0, 800.0, 1500.0, 900.0])
    end, t, hit = drift(start, 1e5, 1e-10, ground=True)

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
    )
    assert hit
    assert abs(height(*end[:3])) < 1e-3
    assert t == pytest.approx(truth.t[-1], abs=1e-3)
    assert np.linalg.norm(end[:3] - truth.y[:3, -1]) < 1.0


def test_without_ground_a_body_flies_through_it() -> None:
    start = np.array([6478137.0, 0.0, 0.0, -800.0, 0.0, 0.0])
    end, t, hit = drift(start, 150.0, 1e-8)
    assert not hit and t == 150.0
    assert height(*end[:3]) < 0.0


@pytest.mark.parametrize("bad", [math.nan, pytest.param(math.inf, marks=pytest.mark.compiled)])
def test_a_state_that_is_no_number_ends_the_stretch(bad: float) -> None:
    state = LEO.copy()
    state[3] = bad
    _, t, hit = drift(state, 100.0, 1e-8)
    assert hit and t < 100.0


def test_error_control_rejects_a_step_that_is_too_long() -> None:
    """Entry into the air under a light body: the first try, 60 s, must be cut."""
    desk = new_desk()
    control = coast()
    control[C_BETA], control[C_DENSITY] = 25.0, 1.0
    s = np.array([RADIUS + 90e3, 0.0, 0.0, -1500.0, 1000.0, 0.0])
    _t, _h, n, hit = advance(0.0, 1e5, 60.0, 1e-8, s, control, desk.scratch, desk.trail, 0, True)
    assert hit
    assert desk.trail[0, 0] < 10.0
    assert (np.diff(desk.trail[:n, 0]) > 0.0).all()


def test_step_size_follows_the_error_within_a_factor_of_five() -> None:
    assert next_size(2.0, 1e-8, 1e-8) == pytest.approx(1.8)
    assert next_size(2.0, 1e-30, 1e-8) == 10.0
    assert next_size(2.0, 0.0, 1e-8) == 10.0
    assert next_size(2.0, 1e3, 1e-8) == pytest.approx(0.4)
    assert SMALLEST_STEP_S < 1e-3


def test_a_full_trail_takes_no_more() -> None:
    trail = np.zeros((2, 7))
    n = 0
    for t in (1.0, 2.0, 3.0):
        n = record(t, LEO, trail, n)
    assert n == 2
    assert trail[:, 0].tolist() == [1.0, 2.0]
    assert (trail[1, 1:] == LEO).all()
