"""Forecasts: what they say, what they rest on, and that they never look ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from launchwatch.errors import InputError
from launchwatch.record import Launch, backtest, forecast, load_record
from launchwatch.record.model import NO_SUCCESS_ATTEMPTS, walk_forward

NOVEMBER = datetime(2023, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Judgement:
    odds_multiplier: float
    author: str


def test_third_flight_after_two_failures_is_about_one_in_two() -> None:
    found = forecast("Cheonlima-1", 3, NOVEMBER)
    assert 0.40 < found.p < 0.60
    assert found.lo < 0.35 and found.hi > 0.60
    assert found.reference_class.description == "third flight of a line after two failures"
    assert (found.reference_class.reached, len(found.reference_class.members)) == (8, 18)
    assert found.attempts_before == 2
    assert found.laplace == pytest.approx(0.25)
    assert found.faa == pytest.approx(1 - 0.5 * (1 + 0.2**0.5), abs=1e-12)  # binomial, 0 of 2, by hand
    assert "No method has shown skill" in found.note
    assert found.with_judgement is None


def test_members_of_the_class_are_named_and_earlier() -> None:
    members = forecast("Cheonlima-1", 3, NOVEMBER).reference_class.members
    outcomes = {member.vehicle: member.outcome for member in members}
    assert outcomes["Zenit-2"] == "success" and outcomes["Falcon 1"] == "failure"
    assert all(member.date < NOVEMBER for member in members)
    assert "Cheonlima-1" not in outcomes


def test_nothing_after_the_instant_is_used() -> None:
    """The record cut off at the instant, and one with all later outcomes turned over, forecast the same."""
    record = load_record()
    cut = [launch for launch in record if launch.date < NOVEMBER]
    turned = [*cut, *(one._replace(orbit=not one.orbit) for one in record if one.date >= NOVEMBER)]
    whole = forecast("Cheonlima-1", 3, NOVEMBER)
    assert forecast("Cheonlima-1", 3, NOVEMBER, turned) == whole
    shorter = forecast("Cheonlima-1", 3, NOVEMBER, cut)
    assert shorter.note == f"{whole.note} The record ends on 2023-10-31."
    assert replace(shorter, note=whole.note) == whole


def test_a_launch_at_the_very_instant_does_not_count() -> None:
    liftoff = next(one for one in load_record() if one.tag == "2023-F07").date
    assert forecast("Cheonlima-1", 2, liftoff).attempts_before == 1
    assert forecast("Cheonlima-1", 3, liftoff + timedelta(seconds=1)).attempts_before == 2


def test_forecasts_on_the_record_cut_off_at_1975_are_those_of_the_full_run() -> None:
    record = load_record()
    cut = [launch for launch in record if launch.date.year < 1975]
    full = [chance.p for _, chance in walk_forward(record)][: len(cut)]
    assert [chance.p for _, chance in walk_forward(cut)] == full


def test_a_single_forecast_agrees_with_the_backtest() -> None:
    record = load_record()
    scored = backtest(record)[1]
    for one in scored[:: len(scored) // 7]:
        launch = one.launch
        found = forecast(
            launch.line,
            one.standing.flown + 1,
            launch.date,
            record,
            family=launch.family,
            builder=launch.builder,
            state=launch.state,
        )
        assert found.attempts_before == one.standing.flown
        assert (found.p, found.laplace, found.faa) == (one.p, one.laplace, one.faa)


def test_a_mature_line_is_near_certain_and_held_against_itself() -> None:
    found = forecast("Falcon 9", 270, NOVEMBER)
    assert found.p > 0.98 and found.lo > 0.9
    assert found.reference_class.description == "the last 20 launches of Falcon 9"
    assert {member.vehicle for member in found.reference_class.members} == {"Falcon 9"}
    assert found.calibration is not None and found.calibration.n > 1000
    assert found.calibration.reached == pytest.approx(found.calibration.forecast, abs=0.02)


def test_a_new_line_of_an_experienced_builder_fares_better_than_of_a_new_state() -> None:
    old = forecast("X-1", 1, NOVEMBER, family="X", builder="SPX", state="US")
    new = forecast("X-1", 1, NOVEMBER, family="X", builder="X", state="XX")
    assert old.p > new.p + 0.2
    assert old.faa > new.faa
    assert old.reference_class.description == "first flight of a line"


def test_a_line_of_nobody_is_forecast_and_said_so() -> None:
    assert "not known to the record" in forecast("X-1", 1, NOVEMBER).note


def test_an_attempt_number_that_the_record_does_not_bear_out_is_said() -> None:
    note = forecast("Cheonlima-1", 4, NOVEMBER).note
    assert "holds 2 earlier launches" in note and "attempt 3" in note


def test_an_instant_after_the_record_ends_is_said() -> None:
    assert "ends on 2025-12-30" in forecast("Falcon 9", 582, datetime(2026, 3, 1, tzinfo=UTC)).note


def test_judgements_multiply_the_odds_and_leave_the_forecast_alone() -> None:
    plain = forecast("Cheonlima-1", 3, NOVEMBER)
    judged = forecast("Cheonlima-1", 3, NOVEMBER, judgements=[Judgement(2.0, "A"), Judgement(1.5, "B")])
    assert (judged.p, judged.lo, judged.hi) == (plain.p, plain.lo, plain.hi)
    beside = judged.with_judgement
    assert beside is not None and beside.authors == ("A", "B")
    assert beside.p / (1 - beside.p) == pytest.approx(3.0 * plain.p / (1 - plain.p))
    assert beside.lo > plain.lo and beside.hi > plain.hi


@pytest.mark.parametrize(
    ("line", "attempt", "as_of", "message"),
    [
        ("Chollima-1", 3, NOVEMBER, "no line 'Chollima-1'; did you mean 'Cheonlima-1'"),
        ("????", 2, NOVEMBER, "name a vehicle line"),
        ("Cheonlima-1", 0, NOVEMBER, "no attempt number 0"),
        ("Cheonlima-1", 3, datetime(2023, 11, 1), "no zone"),
    ],
)
def test_refuses_what_cannot_be_forecast(line: str, attempt: int, as_of: datetime, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("?", r"\?")):
        forecast(line, attempt, as_of)


def test_with_no_record_at_all_the_chance_is_even_and_wide() -> None:
    found = forecast("X", 1, NOVEMBER, [])
    assert found.p == pytest.approx(0.5) and found.faa == 0.5
    assert found.lo < 0.05 and found.hi > 0.95
    assert found.calibration is None and found.reference_class.members == ()


def test_classes_of_young_lines_are_described_in_words() -> None:
    launches = [
        Launch(f"L{i}", datetime(2000, 1, 1 + i, tzinfo=UTC), "L", "F", "B", "S", "P", orbit, orbit)
        for i, orbit in enumerate([True, False, False, True, True, True])
    ]
    words = []
    for n in range(6):
        as_of = datetime(2000, 1, 1 + n, tzinfo=UTC)
        words.append(forecast("L", n + 1, as_of, launches).reference_class.description)
    assert words == [
        "first flight of a line",
        "second flight of a line after one success",
        "third flight of a line after one success and one failure",
        "fourth flight of a line after one success and two failures",
        "fifth flight of a line after two successes and two failures",
        "the last 5 launches of L",
    ]


def test_lines_without_success_get_the_rate_of_their_class() -> None:
    """A second reckoning of the class, straight from its definition."""
    record = [launch for launch in load_record() if launch.date < NOVEMBER]
    flown: dict[str, tuple[int, int]] = {}
    pooled: list[tuple[int, bool]] = []
    for launch in record:
        n, k = flown.get(launch.line, (0, 0))
        if 0 < n < NO_SUCCESS_ATTEMPTS and k == 0:
            pooled.append((n, launch.orbit))
        flown[launch.line] = (n + 1, k + launch.orbit)
    overall = (sum(o for _, o in pooled) + 1) / (len(pooled) + 2)
    third = [o for n, o in pooled if n == 2]
    expected = (sum(third) + 10 * overall) / (len(third) + 10)
    assert forecast("Cheonlima-1", 3, NOVEMBER).p == pytest.approx(expected, abs=1e-12)
