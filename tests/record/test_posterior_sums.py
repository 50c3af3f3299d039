"""What failed, against Bayes' rule by hand; launch days against counts by hand."""

from __future__ import annotations

import itertools
import math
from datetime import UTC, date, datetime, timedelta

import pytest

from launchwatch.errors import InputError
from launchwatch.record import Announced, Profile, Seen, aftermath, announced, launch_days
from launchwatch.record.aftermath import CATALOGUED, TOLD_FAILED, TOLD_ORBIT, TOLD_STAGE, WORKED
from launchwatch.record.windows import _drawn, _early, _on_days

SHARES = {"stage 1": 0.4, "stage 2": 0.35, "upper stages": 0.25}
ITEMS = [
    Seen("catalogued", 2),
    Seen("lost", 300, 20),
    Seen("fell", 900, 50),
    Seen("passed", 300),
    Seen("worked", 1),
    Seen("told", 2, kind="guidance"),
    Seen("told orbit"),
    Seen("peak", 200),
    Seen("below", 400),
]


@pytest.mark.parametrize("p", [0.01, 0.5, 0.97])
def test_a_catalogued_object_is_bayes_rule(p: float) -> None:
    for count, (orbit, failed) in ((3, CATALOGUED), (0, (1 - CATALOGUED[0], 1 - CATALOGUED[1]))):
        truth = p * orbit / (p * orbit + (1 - p) * failed)
        assert aftermath(p, SHARES, {}, [Seen("catalogued", count)]).p_orbit == pytest.approx(truth)


def test_a_stage_that_is_told_is_bayes_rule() -> None:
    found = aftermath(0.5, SHARES, {}, [Seen("told", 2)])
    weights = {"orbit": 0.5 * TOLD_FAILED}
    for stage, share in zip((1, 2, 3), SHARES.values(), strict=True):
        weights[f"stage {stage}"] = 0.5 * share * (TOLD_STAGE[0] if stage == 2 else TOLD_STAGE[1])
    total = sum(weights.values())
    assert found.by_stage == pytest.approx({name: weight / total for name, weight in weights.items()})


def test_a_stage_that_worked_leaves_those_above_it() -> None:
    found = aftermath(0.0, SHARES, {}, [Seen("worked", 1)])
    weights = [0.4 * WORKED[1], 0.35 * WORKED[0], 0.25 * WORKED[0]]
    truth = [weight / sum(weights) for weight in weights]
    assert [found.by_stage[f"stage {k}"] for k in (1, 2, 3)] == pytest.approx(truth)


def test_a_claim_of_orbit_said_twice_counts_twice() -> None:
    found = aftermath(0.5, SHARES, {}, [Seen("told orbit")] * 2)
    assert found.p_orbit == pytest.approx(TOLD_ORBIT[0] ** 2 / (TOLD_ORBIT[0] ** 2 + TOLD_ORBIT[1] ** 2))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.what)
@pytest.mark.parametrize("stages", [1, 2, 3, 4])
def test_sums_and_limits_hold_for_any_item_and_any_stages(item: Seen, stages: int) -> None:
    profile = Profile(tuple(150.0 * (k + 1) for k in range(stages)), (400.0, 2000.0, 5000.0)[: stages - 1])
    found = aftermath(0.6, SHARES, {1: {"propulsion": 3}}, [item], profile)
    assert math.fsum(found.by_stage.values()) == pytest.approx(1.0)
    assert math.fsum(way.p for way in found.ways) == pytest.approx(1.0 - found.p_orbit)
    assert [way.p for way in found.ways] == sorted((way.p for way in found.ways), reverse=True)
    for way in found.ways:
        low, middle, high = way.when_s
        assert 0.0 <= low <= middle <= high <= math.exp(0.4) * profile.burnout_s[way.stage - 1]


def test_the_chances_at_the_ends_stay_there() -> None:
    assert aftermath(1.0, SHARES, {}, []).when_s is None
    assert aftermath(1.0, SHARES, {}, [Seen("lost", 60, 5)]).p_orbit == 1.0
    assert aftermath(0.0, SHARES, {}, [Seen("told orbit")]).p_orbit == 0.0


def test_a_later_loss_points_to_a_later_stage() -> None:
    late = []
    for when in (30, 130, 280, 450):
        found = aftermath(0.3, SHARES, {}, [Seen("lost", when, 10)])
        failed = 1.0 - found.p_orbit
        late.append(sum(k * found.by_stage[f"stage {k}"] for k in (1, 2, 3)) / failed)
    assert all(a < b for a, b in itertools.pairwise(late))


@pytest.mark.parametrize(
    "item",
    [
        Seen("fell", 900, math.inf),
        Seen("fell", 900, math.nan),
        Seen("fell", 900, -1),
        Seen("fell", math.inf),
        Seen("fell", -1),
    ],
)
def test_figures_that_are_none_are_refused(item: Seen) -> None:
    with pytest.raises(InputError, match="value and spread of 'fell'"):
        aftermath(0.5, SHARES, {}, [item])


@pytest.mark.parametrize(
    "profile",
    [
        Profile((120.0, 100.0), (500.0,)),
        Profile((0.0, 100.0), (500.0,)),
        Profile((120.0, math.nan), (500.0,)),
        Profile((120.0, math.inf), (500.0,)),
        Profile((120.0, 300.0), (0.0,)),
        Profile((120.0, 300.0, 600.0), (2500.0, 500.0)),
    ],
)
def test_a_profile_that_does_not_rise_is_refused(profile: Profile) -> None:
    with pytest.raises(InputError, match="each above the one before"):
        aftermath(0.5, SHARES, {}, [Seen("fell", 300, 30)], profile)


def test_shares_of_nothing_are_refused() -> None:
    with pytest.raises(InputError, match="sum to nothing"):
        aftermath(0.5, {}, {}, [])


def rows() -> list[Announced]:
    """Five warnings: on the first day, on the third, never of four, before the window, on day 12."""
    told = ((3, 1), (5, 3), (4, None), (9, 0), (20, 12))
    return [Announced(date(2020, 1, 1), "X", days, day, "made") for days, day in told]


def test_days_of_a_span_by_hand() -> None:
    assert _early(rows()) == (1, 5)
    assert _on_days(rows(), (1, 1)) == (1, 4)
    assert _on_days(rows(), (2, 3)) == (1, 6)  # days 2 and 3 of three warnings; one had launched on day 1
    assert _on_days(rows(), (4, 10)) == (0, 8)  # day 4 of the one that slipped, 4 to 10 of the last
    assert _on_days(rows(), (11, 400)) == (1, 2)


def test_a_rate_is_drawn_by_six_warnings() -> None:
    assert _drawn((0, 0), (4, 9)) == pytest.approx(4.5 / 10)
    assert _drawn((2, 2), (4, 9)) == pytest.approx((2 + 6 * 0.45) / 8)


@pytest.mark.parametrize("days", [1, 2, 9, 30, 400])
def test_days_multiply_as_hazards_do(days: int) -> None:
    as_of = datetime(2024, 1, 1, tzinfo=UTC)
    found = launch_days(days, "CN", as_of)
    past = [one for one in announced() if one.opens + timedelta(days=one.days) <= as_of.date()]
    own = [one for one in past if one.state == "CN"]
    assert (found.of_state, found.of_all) == (len(own), len(past))
    left = 1.0 - found.early
    for day, chance in enumerate(found.by_day, start=1):
        span = next(s for s in ((1, 1), (2, 3), (4, 10), (11, 400)) if day <= s[1])
        hits, exposed = (
            [
                sum(
                    1
                    for one in group
                    if one.day != 0
                    for d in range(span[0], min(one.day or one.days, one.days, span[1]) + 1)
                    if not only or d == one.day
                )
                for only in (True, False)
            ]
            for group in (own, past)
        )
        overall = (exposed[0] + 0.5) / (exposed[1] + 1.0)
        hazard = (hits[0] + 6.0 * overall) / (hits[1] + 6.0)
        assert chance == pytest.approx(left * hazard)
        left *= 1.0 - hazard
    assert found.slip == pytest.approx(left)
    assert found.early + sum(found.by_day) + found.slip == pytest.approx(1.0)
