"""What the launching side says failed: the word moves the flights that failed so, and by how much."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tiny_cases import LIFTOFF, WINDOW, item, view_of

from launchwatch.ensemble import mode_names
from launchwatch.evidence import Weighed, told_failure, weigh
from launchwatch.record import TOLD_FAILED, TOLD_KIND, TOLD_STAGE

BY_PHASE = {"stage 1": 0.4, "stage 2": 0.4, "upper stages": 0.2}


def said(event: str, reporter: str = "operator") -> str:
    return item(
        "observation",
        kind="event",
        piece="vehicle",
        event=event,
        reporter=reporter,
        after_liftoff="60 to 600 s",
    )


@cache
def weighed(*items: str) -> Weighed:
    return weigh(view_of(*items), 0.7, BY_PHASE, flights=2048, seed=1)


def chances(w: Weighed) -> tuple[float, dict[str, float]]:
    """The chance of an orbit as planned, and of each way to fail."""
    names = np.array(mode_names(w.failing))
    ways = {str(name): float(w.joint_failing[names == name].sum()) for name in set(names.tolist())}
    return float(w.joint_planned.sum()), ways


@pytest.mark.parametrize(
    ("event", "reporter", "told"),
    [
        ("stage 2 failure by its termination system", "operator", (2, "termination")),
        ("stage 2 engine failure", "operator", (2, "propulsion")),
        ("stage 1 failure", "operator", (1, "")),
        ("stage 2 failure", "observer", None),
        ("failure", "operator", None),
        ("stage 1 separation", "operator", None),
    ],
)
def test_a_word_names_a_stage_and_perhaps_a_way(
    event: str, reporter: str, told: tuple[int, str] | None
) -> None:
    (one,) = view_of(WINDOW, LIFTOFF, said(event, reporter)).observations[-1:]
    assert told_failure(one) == told


def test_a_stage_that_is_named_gains_by_the_odds_of_the_word() -> None:
    plain, told = (
        chances(weighed(WINDOW, LIFTOFF)),
        chances(weighed(WINDOW, LIFTOFF, said("stage 2 failure"))),
    )
    for stage, word in (("stage 1", TOLD_STAGE[1]), ("stage 2", TOLD_STAGE[0])):
        before, after = (
            sum(p for name, p in ways.items() if name.startswith(stage)) for _, ways in (plain, told)
        )
        assert (after / told[0]) / (before / plain[0]) == pytest.approx(word / TOLD_FAILED, rel=0.15), stage
    assert told[0] < 0.15 < plain[0]


def test_a_termination_that_is_named_gains_over_the_other_ways_of_the_stage() -> None:
    stage = chances(weighed(WINDOW, LIFTOFF, said("stage 2 failure")))[1]
    way = chances(weighed(WINDOW, LIFTOFF, said("stage 2 failure by its termination system")))[1]
    ended, other = "stage 2: flight termination in error", "stage 2: early shutdown"
    gain = (way[ended] / way[other]) / (stage[ended] / stage[other])
    assert gain == pytest.approx(TOLD_KIND[0] / TOLD_KIND[1], rel=0.35)


def test_the_word_says_nothing_of_the_plan() -> None:
    told, plain = weighed(WINDOW, LIFTOFF, said("stage 2 failure")), weighed(WINDOW, LIFTOFF)
    assert np.array_equal(told.planned.z, plain.planned.z) and told.plan == pytest.approx(plain.plan)
