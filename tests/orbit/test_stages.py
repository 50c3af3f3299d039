"""How long spent stages stay up."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from launchwatch.earth import RADIUS, gmst
from launchwatch.errors import InputError
from launchwatch.orbit import (
    SpaceWeather,
    lifetimes_of_states,
    local_time_of_node,
    propagate_mean,
    stage_lifetimes,
    tumbling_cylinder,
)

pytestmark = pytest.mark.compiled

BEGIN = datetime(2024, 1, 5, 12, tzinfo=UTC)
TILT = math.radians(97.4)


def flat(value: float) -> SpaceWeather:
    return SpaceWeather(np.datetime64("2020-01-01"), np.full(1500, value), np.full(1500, 9.0))


def test_a_stage_in_the_orbit_of_kz_1a() -> None:
    """58704 was catalogued at 168 x 548 km on 5 January 2024 and came down 10.4 days later (Space-Track), the
    Sun at 140 to 190. Drawn as before a launch: perigee to 3 km, a stage of about 1.1 t tumbling to 15 %."""
    rng = np.random.default_rng(8)
    days = stage_lifetimes(
        rng.normal(167e3, 3e3, 60),
        547e3,
        TILT,
        0.0205 * np.exp(rng.normal(0.0, 0.15, 60)),
        BEGIN,
        argument_of_perigee=math.radians(37.0),
        node_hour=23.7,
        weather=flat(165.0),
    )
    assert np.quantile(days, 0.05) < 10.4 < np.quantile(days, 0.95)
    assert np.quantile(days, 0.95) < 2.5 * np.quantile(days, 0.05)


def test_lower_lighter_and_sunnier_come_down_sooner() -> None:
    def median(perigee: float = 250e3, b: float = 0.02, sun: float = 120.0) -> float:
        return float(
            stage_lifetimes(perigee, 400e3, TILT, b, BEGIN, argument_of_perigee=1.0, node_hour=10.0,
                            weather=flat(sun), spread=False)[0]
        )  # fmt: skip

    usual = median()
    assert median(perigee=220e3) < usual < median(perigee=300e3)
    assert median(b=0.04) == pytest.approx(0.5 * usual, rel=0.1)
    assert median(sun=200.0) < usual


def test_what_stays_up_is_infinite_and_needs_no_figures() -> None:
    days = stage_lifetimes(
        [200e3, 900e3], [250e3, 950e3], TILT, 0.01, BEGIN, weather=flat(100.0), longest=100.0, seed=1
    )
    assert days[0] < 60.0 and math.isinf(days[1])


def test_states_live_as_their_mean_orbits_do() -> None:
    """A state made from a mean orbit by the ripples of J2, beside one that falls and one that leaves."""
    a, e, w, node = RADIUS + 300e3, 0.012, 2.0, 0.8
    mean = np.array([[a, e * math.cos(w), e * math.sin(w), TILT, node, 1.0]])
    state = propagate_mean(mean, 0, 0.0)[0]
    falls, leaves = state.copy(), state.copy()
    falls[3:] *= 0.9
    leaves[3:] *= 1.6
    days = lifetimes_of_states([state, falls, leaves], 0.02, BEGIN, weather=flat(120.0))
    alone = stage_lifetimes(
        a * (1.0 - e) - RADIUS,
        a * (1.0 + e) - RADIUS,
        TILT,
        0.02,
        BEGIN,
        argument_of_perigee=w,
        node_hour=float(local_time_of_node(node + float(gmst(BEGIN)), BEGIN)),
        weather=flat(120.0),
    )
    assert days[0] == pytest.approx(alone[0], rel=0.01)
    assert days[1] == 0.0 and math.isnan(days[2])
    assert lifetimes_of_states([falls], 0.02, BEGIN).tolist() == [0.0]


def test_one_seed_one_answer() -> None:
    a, b = (stage_lifetimes([180e3] * 5, 300e3, TILT, 0.02, BEGIN, seed=3) for _ in "ab")
    assert np.array_equal(a, b) and np.ptp(a) > 0.0


def test_nothing_later_is_used() -> None:
    known = flat(120.0)
    later = SpaceWeather(known.first, known.f107.copy(), known.ap)
    later.f107[int((np.datetime64("2024-01-05") - known.first).astype(int)) :] = 300.0
    a, b = (stage_lifetimes(200e3, 260e3, TILT, 0.02, BEGIN, weather=w) for w in (known, later))
    assert np.array_equal(a, b)


def test_a_cylinder_shows_a_quarter_of_its_surface() -> None:
    """Against the mean over directions of length x diameter x sin + end x cos."""
    length, diameter, mass = 7.0, 2.0, 1000.0
    cosine = (np.arange(100_000) + 0.5) / 100_000
    shown = length * diameter * np.sqrt(1.0 - cosine**2) + math.pi / 4.0 * diameter**2 * cosine
    assert float(tumbling_cylinder(length, diameter, mass)) == pytest.approx(
        2.2 * shown.mean() / mass, rel=1e-4
    )


@pytest.mark.parametrize(("low", "high", "b"), [(300e3, 200e3, 0.01), (-1.0, 200e3, 0.01), (2e5, 3e5, -0.1)])
def test_what_is_no_stage_is_refused(low: float, high: float, b: float) -> None:
    with pytest.raises(InputError, match="perigee <= apogee"):
        stage_lifetimes(low, high, TILT, b, BEGIN + timedelta(days=1))
