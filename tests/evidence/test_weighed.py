"""The weighed ensemble: planned flights and failing twins share one scale, before and after the flight."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tiny_cases import LIFTOFF, WINDOW, item, view_of

from launchwatch.ensemble import mode_names
from launchwatch.evidence import Weighed, weigh

BY_PHASE = {"stage 1": 0.4, "stage 2": 0.4, "upper stages": 0.2}
CHANCE = 0.7
FLARE = item("observation", kind="event", piece="vehicle", event="break-up", after_liftoff="60 to 90 s")
NONE = item("observation", kind="object count", piece="satellite", count=0)
FOUND = item("observation", kind="orbit", piece="satellite", perigee="300 km", inclination="35 deg")


@cache
def weighed(*items: str, without: tuple[str, ...] = ()) -> Weighed:
    view = view_of(*items, as_of=None if LIFTOFF in items else "2000-01-20T00:00Z")
    return weigh(view, CHANCE, BY_PHASE, flights=512, seed=1, without=without)


def test_before_the_flight_the_chance_is_that_of_the_record() -> None:
    w = weighed(WINDOW)
    assert not w.flown
    assert w.joint_planned.sum() == pytest.approx(CHANCE)
    assert w.joint_failing.sum() == pytest.approx(1.0 - CHANCE)
    assert w.plan.sum() == pytest.approx(1.0)
    assert w.joint_planned / CHANCE == pytest.approx(w.plan)
    fell = w.failing.column("outcome") != 0.0
    assert 0.9 < fell.mean() < 1.0, "a few that light late or lose some thrust arrive all the same"
    assert not w.joint_failing[~fell].any()
    assert w.joint_failing[fell] / (1.0 - CHANCE) == pytest.approx(w.plan[fell] / w.plan[fell].sum())
    both = w.joint_planned + w.joint_failing
    assert w.effective == pytest.approx(1.0 / np.sum(both**2)) and w.effective <= 512.0
    # twins that arrive drop out; were none to, this would be the number behind the plan
    assert w.effective == pytest.approx(w.plan_effective, rel=0.2)
    assert w.p_orbit == pytest.approx(CHANCE, abs=0.03)


def test_a_catalogued_orbit_shows_success() -> None:
    w = weighed(WINDOW, LIFTOFF, FOUND)
    assert w.flown and w.p_orbit > 0.999
    inclination = np.degrees(w.planned.column("inclination_rad"))
    assert (w.plan * inclination).sum() == pytest.approx(35.0, abs=0.05)


def test_a_break_up_at_its_time_and_nothing_in_orbit_show_failure_of_the_first_stage() -> None:
    w = weighed(WINDOW, LIFTOFF, FLARE, NONE)
    assert w.p_orbit < 1e-4
    first = np.array([name.startswith("stage 1:") for name in mode_names(w.failing)])
    assert w.joint_failing[first].sum() > 0.95
    when = w.failing.column("failure_s")
    assert 50.0 < (w.joint_failing * np.nan_to_num(when)).sum() < 110.0


def test_a_failure_says_nothing_of_the_plan() -> None:
    failed, planned = weighed(WINDOW, LIFTOFF, FLARE, NONE), weighed(WINDOW, LIFTOFF)
    assert failed.plan == pytest.approx(planned.plan)
    assert np.array_equal(failed.planned.z, planned.planned.z)
    assert failed.effective < failed.plan_effective and failed.collapsed


def test_no_object_catalogued_alone_shows_failure_most_likely() -> None:
    """Of one in fifty catalogues that miss an object: odds of 0.7 / 0.3 become 0.014 / 0.294."""
    w = weighed(WINDOW, LIFTOFF, NONE)
    assert w.p_orbit == pytest.approx(0.014 / (0.014 + 0.294), abs=0.02)


def test_withholding_what_was_observed_gives_the_view_before_the_flight() -> None:
    w = weighed(WINDOW, LIFTOFF, FOUND, without=("observed",))
    assert not w.flown and w.joint_planned.sum() == pytest.approx(CHANCE)


def test_a_side_question_begins_near_and_leaves_failing_twins_out() -> None:
    near = weighed(WINDOW, LIFTOFF, FOUND)
    view = near.planned.plan.view
    side = weigh(view, CHANCE, BY_PHASE, flights=512, seed=2, without=("aim", "observed"), near=near)
    assert len(side.failing) == 0 and side.joint_planned.sum() == pytest.approx(1.0)
    assert side.plan == pytest.approx(side.joint_planned)
    # without the aim the inclination is no longer fixed
    spread = np.sqrt(np.cov(np.degrees(side.planned.column("inclination_rad")), aweights=side.plan))
    assert spread > 1.0
