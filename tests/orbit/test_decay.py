"""Decay against closed forms, King-Hele's lifetimes and an integration of the equations of motion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from launchwatch.earth import FLATTENING, J2, MU, OMEGA, RADIUS
from launchwatch.orbit import mean_elements, propagate_mean, secular_rates
from launchwatch.orbit.decay import DAY, drag, pull_along, run_down, run_many
from launchwatch.orbit.density import AP, FLUXES, HEIGHTS, HOURS, LATITUDES, OFFSETS, SEASONS, Density
from launchwatch.orbit.secular import SUN_RATE

AT_300, SCALE = 2e-11, 40e3  # kg/m3 at 300 km, m


def exponential(rho: float = AT_300, scale: float = SCALE) -> Density:
    """Air of one scale height everywhere, as a table."""
    profile = math.log(rho) - (HEIGHTS - 300e3) / scale
    return Density(
        np.broadcast_to(profile, (SEASONS, HOURS, len(FLUXES), LATITUDES, len(HEIGHTS))).copy(),
        np.zeros((len(FLUXES), len(OFFSETS), len(HEIGHTS))),
        np.zeros((len(FLUXES), len(AP), len(HEIGHTS))),
    )


def weather(days: int = 3, log_factor: float = 0.0) -> np.ndarray:
    return np.tile([120.0, 120.0, 10.0, log_factor], (days, 1))


def orbit(perigee: float, apogee: float, turn: float = 0.7) -> np.ndarray:
    a, e = RADIUS + 0.5 * (perigee + apogee), 0.5 * (apogee - perigee) / (RADIUS + 0.5 * (perigee + apogee))
    return np.array([a, e * math.cos(turn), e * math.sin(turn), 10.0, 0.0])


def life(start: np.ndarray, b: float, i: float = 1.0, lowest: float = 100e3, **more: float) -> float:
    table = exponential(more.get("rho", AT_300), more.get("scale", SCALE))
    path = np.empty((0, 6))
    return run_down(start, i, b, more.get("burn", 0.0), 0.0, 0.2, weather(), table, 4000.0, lowest, path)[0]


def test_without_drag_nothing_decays_and_the_orbit_turns_as_oblateness_turns_it() -> None:
    start, i = orbit(400e3, 600e3), math.radians(97.4)
    path = np.empty((64, 6))
    end, rows = run_down(start, i, 0.0, 0.0, 0.0, 0.2, weather(), exponential(), 20.0, 100e3, path)
    last = path[rows - 1]
    assert math.isnan(end) and last[0] == pytest.approx(20.0, abs=1e-6)
    assert last[1] == start[0]
    e = math.hypot(start[1], start[2])
    node, perigee, _ = (float(x) for x in secular_rates(start[0], e, i))
    assert math.hypot(last[2], last[3]) == pytest.approx(e, rel=1e-9)
    turned = (math.atan2(last[3], last[2]) - 0.7 - perigee * 20.0 * DAY + math.pi) % (2 * math.pi) - math.pi
    assert turned == pytest.approx(0.0, abs=1e-9)
    assert last[4] - 10.0 == pytest.approx((node - SUN_RATE) * 20.0 * DAY * 12.0 / math.pi, abs=1e-9)


def test_a_circular_equatorial_orbit_loses_what_the_closed_form_says() -> None:
    """da/dt = -B rho F sqrt(mu a) (King-Hele 1987, chapter 3), at the height that J2 gives the orbit."""
    air = np.tile(math.log(AT_300) - (HEIGHTS - 300e3) / SCALE, (LATITUDES, 1))
    a = RADIUS + 350e3
    height = (
        a - 3.0 * 0.5 * J2 * RADIUS**2 / a - RADIUS
    )  # mean elements: J2 lowers the radius over the equator
    speed = math.sqrt(MU / a)
    rho = AT_300 * math.exp(-(height - 300e3) / SCALE)
    expected = -rho * (1.0 - OMEGA * a / speed) ** 2 * math.sqrt(MU * a)
    assert drag(a, 0.0, 0.0, 0.0, air)[0] == pytest.approx(expected, rel=0.01)
    assert not math.isfinite(drag(a, 1.2, 0.0, 0.0, air)[0])


def test_lifetime_of_a_circular_orbit_is_king_heles() -> None:
    """L = (H / |da/dt|) (1 - exp(-drop / H)) and a correction of H / (2 a) and so on: under 2 % here."""
    start = orbit(350e3, 350e3)
    first = life(start, 0.02, lowest=349.9e3)  # days for the first 100 m
    expected = first / 100.0 * SCALE * (1.0 - math.exp(-250e3 / SCALE))
    assert life(start, 0.02) == pytest.approx(expected, rel=0.02)


def test_lifetime_of_an_eccentric_orbit_is_king_heles() -> None:
    """King-Hele 1987, eq. 4.99 (also ESA's handbook): L = 3 e T / (4 |dT/dt|) (1 + 7e/6 + 5e^2/16
    + H/(2ae) (1 + 11e/12 + 3H/(4ae) + 3H^2/(4a^2e^2))), spherical air; over the equator J2 and the flattening
    leave it so."""
    start = orbit(220e3, 1400e3)
    a, e = start[0], math.hypot(start[1], start[2])
    path = np.empty((64, 6))
    _, rows = run_down(start, 0.0, 0.01, 0.0, 0.0, 0.2, weather(), exponential(), 2.0, 100e3, path)
    loss = (a - path[rows - 1, 1]) / 2.0 / a  # a day, relative
    z = SCALE / (a * e)
    bracket = 1 + 7 * e / 6 + 5 * e * e / 16 + 0.5 * z * (1 + 11 * e / 12 + 0.75 * z + 0.75 * z * z)
    expected = 3.0 * e / (4.0 * 1.5 * loss) * bracket
    assert life(start, 0.01, i=0.0) == pytest.approx(expected, rel=0.04)


def test_twice_the_coefficient_or_the_air_is_half_the_life() -> None:
    start = orbit(330e3, 330e3)
    whole = life(start, 0.01)
    assert life(start, 0.02) == pytest.approx(0.5 * whole, rel=0.01)
    assert life(start, 0.01, rho=2.0 * AT_300) == pytest.approx(life(start, 0.02), rel=1e-6)


def test_a_burn_shortens_the_life_and_alone_takes_its_own_time() -> None:
    start = orbit(300e3, 300e3)
    assert life(start, 0.01, burn=500.0) < 0.95 * life(start, 0.01)
    assert life(start, 0.0, burn=1000.0) == pytest.approx(200.0, rel=1e-3)


def test_smaller_steps_change_little() -> None:
    """The life from half way is half the way's: a start in between gives the same end."""
    start = orbit(330e3, 330e3)
    path = np.empty((400, 6))
    end, _ = run_down(start, 1.0, 0.02, 0.0, 0.0, 0.2, weather(), exponential(), 4000.0, 100e3, path)
    for row in (3, 11):
        left = life(path[row, 1:], 0.02)
        assert path[row, 0] + left == pytest.approx(end, rel=0.004)


def test_the_weather_factor_works_as_a_coefficient() -> None:
    start, out = orbit(260e3, 300e3), np.empty((2, 6))
    two = np.stack([weather(), weather(log_factor=math.log(3.0))])
    b = np.array([0.03, 0.01])
    run_many(
        np.stack([start] * 2), np.full(2, 1.0), b, np.zeros(2), 0.0, 0.2, two, exponential(), 900.0, 1e5, out
    )
    assert out[0, 0] == pytest.approx(out[1, 0], rel=1e-12)
    assert out[0, 0] == pytest.approx(life(start, 0.03), rel=1e-12)
    # what does not come down in time has no end
    run_many(
        np.stack([start] * 2), np.full(2, 1.0), b, np.zeros(2), 0.0, 0.2, two, exponential(), 0.1, 1e5, out
    )
    assert np.all(np.isnan(out))


def test_a_low_perigee_ends_it_too() -> None:
    assert life(orbit(81e3, 400e3), 0.01) < 0.5
    assert life(orbit(79e3, 400e3), 0.01) == pytest.approx(0.0, abs=0.05)


def test_the_pull_along_a_way_is_what_the_way_lost() -> None:
    start, b = orbit(280e3, 330e3), 0.015
    path = np.empty((400, 6))
    _, rows = run_down(start, 1.0, b, 0.0, 0.0, 0.2, weather(), exponential(), 4000.0, 120e3, path)
    way = path[: rows - 1]
    pull = np.empty(len(way))
    tilt = np.full(len(way), 1.0)
    pull_along(way[:, 0].copy(), way[:, 1:].copy(), tilt, 0.0, 0.2, weather(), exponential(), pull)
    assert b * pull[1:] == pytest.approx(way[0, 1] - way[1:, 1], rel=0.01)


def test_over_a_way_that_does_not_change_the_pull_grows_evenly() -> None:
    way = np.tile(orbit(300e3, 300e3), (4, 1))
    pull, days = np.empty(4), np.arange(4.0)
    pull_along(days, way, np.zeros(4), 0.0, 0.2, weather(), exponential(), pull)
    assert pull[0] == 0.0 and pull / pull[1] == pytest.approx(days, rel=1e-9)


def test_only_the_low_part_of_a_high_orbit_meets_air() -> None:
    """A transfer orbit loses at the perigee alone: dr_p << da (King-Hele), and the far part adds nothing."""
    air = np.tile(math.log(AT_300) - (HEIGHTS - 300e3) / SCALE, (LATITUDES, 1))
    a, k, h, _, _ = orbit(200e3, 35_000e3, turn=0.0)
    da, dk, dh = drag(a, k, h, 0.0, air)
    assert da < 0.0 and dk < 0.0 and abs(dh) < 1e-3 * abs(dk)
    assert abs(da * (1.0 - k) - a * dk) < 0.02 * abs(da)


def test_against_an_integration_of_the_motion() -> None:
    """Cowell: J2 gravity and drag in turning air over one day of an inclined orbit; mean elements before and
    after lose what the averaged equations say."""
    i, b = math.radians(60.0), 0.02
    mean = np.array([RADIUS + 300e3, 0.004, 0.003, i, 0.3, 0.1])
    state = propagate_mean(mean[None], 0, 0.0)[0]

    def motion(_: float, y: np.ndarray) -> np.ndarray:
        p, v = y[:3], y[3:]
        r = math.sqrt(p @ p)
        z2 = (p[2] / r) ** 2
        pull = (
            -MU / r**3 * p * (1.0 + 1.5 * J2 * (RADIUS / r) ** 2 * np.array([1 - 5 * z2] * 2 + [3 - 5 * z2]))
        )
        height = r - RADIUS * (1.0 - FLATTENING * z2)
        air = v - OMEGA * np.array([-p[1], p[0], 0.0])
        rho = AT_300 * math.exp(-(height - 300e3) / SCALE)
        return np.concatenate([v, pull - 0.5 * b * rho * math.sqrt(air @ air) * air])

    turn = 2.0 * math.pi * math.sqrt(mean[0] ** 3 / MU)
    times = np.linspace(0.0, 8.0 * turn, 400)
    found = solve_ivp(motion, (0.0, times[-1]), state, rtol=1e-10, atol=1e-6, t_eval=times, method="DOP853")
    means = mean_elements(found.y.T)
    # a straight line takes the ripple that is left off
    lost = -np.polyfit(times, means[:, 0], 1)[0] * DAY
    path = np.empty((64, 6))
    start = np.array([mean[0], mean[1], mean[2], 10.0, 0.0])
    days = times[-1] / DAY
    _, rows = run_down(start, i, b, 0.0, 0.0, 0.2, weather(), exponential(), days, 100e3, path)
    assert (start[0] - path[rows - 1, 1]) / days == pytest.approx(lost, rel=0.03)
