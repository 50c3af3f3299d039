"""What failed, given what was seen: on attempts whose outcome is known, and by its own rules.

The facts and their sources are those of the cases of these launches.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.record import Aftermath, Profile, Seen, aftermath, forecast, kinds_of_stage

UNHA = Profile((120.0, 290.0, 577.0), (450.0, 2400.0))
CHOLLIMA = Profile((115.0, 330.0, 705.0), (410.0, 2960.0))
SHARES = {"stage 1": 0.4, "stage 2": 0.35, "upper stages": 0.25}
NOT_FOUND = Seen("catalogued", 0)


def after(line: str, attempt: int, day: str, profile: Profile, *seen: Seen) -> Aftermath:
    """The aftermath of an attempt by what the record said on its eve."""
    eve = datetime.fromisoformat(day).replace(tzinfo=UTC)
    family, builder = ("Unha", "KPA") if line == "Unha-3" else ("Hwasong-15", "NADA")
    found = forecast(line, attempt, eve, family=family, builder=builder, state="KP")
    return aftermath(found.p, found.by_phase, kinds_of_stage(eve, line), seen, profile)


def likeliest(found: Aftermath) -> str:
    return max(found.by_stage, key=found.by_stage.__getitem__)


def test_april_2012_failed_in_its_first_stage_at_about_81_s() -> None:
    found = after("Unha-3", 1, "2012-04-12", UNHA, Seen("lost", 75, 15), Seen("fell", 240, 30), NOT_FOUND)
    assert found.by_stage["stage 1"] > 0.9
    assert found.when_s is not None and found.when_s[0] < 81.0 < found.when_s[2]
    assert found.when_s[1] == pytest.approx(81.0, abs=15.0)


@pytest.mark.parametrize(
    ("attempt", "day", "seen"),
    [
        (2, "2012-12-11", [Seen("worked", 1), Seen("worked", 2), Seen("catalogued", 1)]),
        (3, "2016-02-06", [Seen("fell", 500, 30), Seen("passed", 1690, 50), Seen("catalogued", 2)]),
    ],
)
def test_december_2012_and_february_2016_reached_orbit(attempt: int, day: str, seen: list[Seen]) -> None:
    assert after("Unha-3", attempt, day, UNHA, *seen).p_orbit > 0.99


def test_may_2023_had_no_useful_burn_of_its_second_stage() -> None:
    seen = [Seen("fell", 405, 40), Seen("below", 100), NOT_FOUND]
    alone = after("Cheonlima-1", 1, "2023-05-29", CHOLLIMA, *seen)
    assert alone.by_stage["stage 1"] + alone.by_stage["stage 2"] > 0.99
    told = after("Cheonlima-1", 1, "2023-05-29", CHOLLIMA, *seen, Seen("told", 2, kind="propulsion"))
    assert likeliest(told) == "stage 2" and told.ways[0][:2] == (2, "propulsion")
    assert told.when_s is not None and told.when_s[1] < 180.0  # early in the burn of the second stage


def test_august_2023_reached_its_third_stage_and_the_claim_of_a_termination_counts() -> None:
    seen = [Seen("fell", 400, 100), Seen("passed", 1590, 50), Seen("fell", 2960, 300), NOT_FOUND]
    alone = after("Cheonlima-1", 2, "2023-08-23", CHOLLIMA, *seen)
    assert likeliest(alone) == "stage 3" and alone.p_orbit < 0.05
    told = after("Cheonlima-1", 2, "2023-08-23", CHOLLIMA, *seen, Seen("told", 3, kind="termination"))
    assert told.by_stage["stage 3"] > alone.by_stage["stage 3"]
    share = {
        name: sum(way.p for way in found.ways if way.kind == "termination")
        for name, found in (("alone", alone), ("told", told))
    }
    assert share["told"] > 2.0 * share["alone"]


def test_may_2024_failed_in_its_first_stage() -> None:
    seen = [Seen("lost", 120, 40), NOT_FOUND]
    assert likeliest(after("NK Kerolox LV", 1, "2024-05-26", CHOLLIMA, *seen)) == "stage 1"
    told = after("NK Kerolox LV", 1, "2024-05-26", CHOLLIMA, *seen, Seen("told", 1))
    assert told.by_stage["stage 1"] > 0.85


ITEMS = st.one_of(
    st.tuples(st.just("catalogued"), st.sampled_from([0.0, 1.0, 2.0])),
    st.tuples(st.just("lost"), st.floats(1.0, 900.0), st.floats(0.0, 60.0)),
    st.tuples(st.sampled_from(["fell", "passed"]), st.floats(1.0, 5000.0), st.floats(0.0, 300.0)),
    st.tuples(st.sampled_from(["worked", "told"]), st.sampled_from([1.0, 2.0, 3.0])),
    st.tuples(st.sampled_from(["peak", "below"]), st.floats(1.0, 1000.0)),
    st.just(("told orbit",)),
).map(lambda given: Seen(*given))


@settings(max_examples=60)
@given(p=st.floats(0.05, 0.95), seen=st.lists(ITEMS, max_size=4))
def test_chances_sum_to_one_and_the_order_of_the_evidence_does_not_matter(p: float, seen: list[Seen]) -> None:
    found = aftermath(p, SHARES, {}, seen, CHOLLIMA)
    assert sum(found.by_stage.values()) == pytest.approx(1.0)
    assert sum(way.p for way in found.ways) == pytest.approx(1.0 - found.p_orbit, abs=1e-9)
    assert aftermath(p, SHARES, {}, seen[::-1], CHOLLIMA).p_orbit == pytest.approx(found.p_orbit)


def test_without_evidence_it_is_the_record() -> None:
    found = aftermath(0.6, SHARES, {}, [])
    assert found.p_orbit == pytest.approx(0.6)
    assert [found.by_stage[f"stage {k}"] for k in (1, 2, 3)] == pytest.approx([0.16, 0.14, 0.1])


@pytest.mark.parametrize(
    ("item", "more", "less"),
    [
        (Seen("catalogued", 1), "orbit", "stage 2"),
        (Seen("told orbit"), "orbit", "stage 2"),
        (Seen("worked", 1), "stage 2", "stage 1"),
        (Seen("lost", 60, 10), "stage 1", "stage 3"),
        (Seen("fell", 100, 10), "stage 1", "stage 3"),
        (Seen("passed", 1500, 50), "stage 3", "stage 1"),
        (Seen("below", 60), "stage 1", "stage 3"),
        (Seen("peak", 1500), "stage 3", "stage 1"),
    ],
)
def test_each_kind_of_evidence_speaks_for_what_it_should(item: Seen, more: str, less: str) -> None:
    plain, found = (aftermath(0.5, SHARES, {}, seen).by_stage for seen in ([], [item]))
    assert found[more] / plain[more] > 1.2 * found[less] / plain[less]


def test_fewer_and_more_stages_share_what_the_record_gives() -> None:
    two = aftermath(0.5, SHARES, {}, [], Profile((150.0, 500.0), (700.0,)))
    assert two.by_stage["stage 2"] == pytest.approx(0.3)
    one = aftermath(0.5, SHARES, {}, [], Profile((400.0,), ()))
    assert one.by_stage == pytest.approx({"orbit": 0.5, "stage 1": 0.5})
    assert aftermath(0.5, SHARES, {}, [Seen("fell", 50, 5)], Profile((400.0,), ())).p_orbit == 0.0
    four = aftermath(0.5, SHARES, {}, [], Profile((90.0, 180.0, 300.0, 600.0), (300.0, 1000.0, 3000.0)))
    assert four.by_stage["stage 4"] == four.by_stage["stage 3"] == pytest.approx(0.0625)


def test_staging_fails_at_the_end_of_a_burn() -> None:
    found = aftermath(0.5, SHARES, {}, [])
    when = {(way.stage, way.kind): way.when_s[1] for way in found.ways}
    assert when[1, "staging"] > 1.5 * when[1, "propulsion"]


@pytest.mark.parametrize(
    ("seen", "profile", "message"),
    [
        ([Seen("dreamt")], None, "'dreamt' is no kind of evidence"),
        ([Seen("told", 1, kind="fate")], None, "'fate' is no kind of failure"),
        ([Seen("lost", float("nan"))], None, "must be numbers from 0"),
        ([Seen("lost", -1.0)], None, "must be numbers from 0"),
        ([], Profile((), ()), "a profile needs"),
        ([], Profile((1.0, 2.0), ()), "a profile needs"),
    ],
)
def test_refuses_what_cannot_be(seen: list[Seen], profile: Profile | None, message: str) -> None:
    with pytest.raises(InputError, match=message):
        aftermath(0.5, SHARES, {}, seen, profile)
    with pytest.raises(InputError, match="cannot all be true"):
        aftermath(0.0, SHARES, {}, [Seen("lost", 1e9, 0.0), Seen("fell", 1e30)], Profile((1.0,), ()))
