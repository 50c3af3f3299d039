"""The model's parts: fading counts, the ladder, the pooled tables, and how the two are joined."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.record import Launch, load_record
from launchwatch.record.counts import Counts
from launchwatch.record.heritage import Heritage
from launchwatch.record.ladder import bucket, experienced, so_far
from launchwatch.record.model import START_CREDIT, Walk, walk_forward, years
from launchwatch.record.standing import Entrant, Standing, Standings

START = datetime(2000, 1, 1, tzinfo=UTC)


def launches(outcomes: str, line: str = "L", builder: str = "B", state: str = "S") -> list[Launch]:
    """Launches a month apart, `+` reached orbit."""
    return [
        Launch(
            f"{line}{k}", START + timedelta(days=30 * k), line, "F", builder, state, "P", o == "+", o == "+"
        )
        for k, o in enumerate(outcomes)
    ]


@given(st.lists(st.tuples(st.floats(0.0, 60.0), st.booleans()), max_size=20), st.floats(1.0, 40.0))
def test_a_count_is_the_sum_of_its_launches_each_faded(rows: list[tuple[float, bool]], half: float) -> None:
    counts = Counts(keep=True)
    for k, (at, hit) in enumerate(sorted(rows)):
        counts.add("key", at, 1.0, float(hit), half, f"tag{k}")
    share = [(0.5 ** ((60.0 - at) / half), hit) for at, hit in rows]
    seen, hits = counts.faded("key", 60.0, half)
    assert seen == pytest.approx(sum(s for s, _ in share))
    assert hits == pytest.approx(sum(s for s, hit in share if hit))
    assert len(counts.members("key")) == len(rows) and Counts().members("key") == ()


def test_counts_without_a_half_life_do_not_fade() -> None:
    counts = Counts()
    counts.add("key", 0.0, 1.0, 1.0, None)
    assert counts.faded("key", 1000.0, None) == (1.0, 1.0)
    rung = counts.share("words", "key", 1000.0, None, 3.0, 0.5)
    assert rung.p == pytest.approx((1.0 + 3.0 * 0.5) / 4.0)
    assert counts.share("words", "other", 0.0, None, 3.0, 0.25).p == 0.25


def test_buckets_of_attempts_and_records() -> None:
    assert [bucket(n) for n in range(12)] == [0, 1, 2, 3, 3, 5, 5, 5, 5, 5, 10, 10]
    assert [so_far(n, k) for n, k in ((2, 1), (4, 4), (4, 0), (4, 2))] == [1, "all", "none", "some"]
    assert [so_far(100, k) for k in (100, 95, 80, 50)] == [0, 1, 2, 3]
    assert len({experienced(n) for n in range(8)}) == 3


def test_a_standing_tells_own_lines_from_others() -> None:
    standings = Standings()
    for launch in [*launches("+-+"), *launches("++", line="M")]:
        standings.learn(launch)
    assert standings.of(Entrant(START, "L", "F", "B", "S")) == Standing(3, 2, 4, 4, 2, 2, 2)
    assert standings.of(Entrant(START, "N", "G", "C", "S")) == Standing(0, 0, 4, 0, 4, 0, 0)


def test_the_questions_of_heritage_are_asked_in_turn() -> None:
    tables = Heritage()
    new = tables.rungs(0.0, Standing(0, 0, 0, 0, 0, 0, 0))
    old = tables.rungs(0.0, Standing(2, 2, 9, 9, 9, 9, 9))
    assert [rung.what for rung in new] == [
        "attempts 1 to 5 of a line",
        "first flights",
        "state with fewer than 3 orbits by other lines",
        "family not proven by another line",
        "builder without an orbit by other lines",
    ]
    assert [rung.what for rung in old][1:4] == [
        "after successes only",
        "state with at least 3 orbits by other lines",
        "family proven by another line",
    ]
    for record, words in (((3, 0), "after failures only"), ((3, 1), "after successes and failures")):
        assert tables.rungs(0.0, Standing(*record, 0, 0, 0, 0, 0))[1].what == words
    assert all(rung.p == 0.5 for rung in new)


def test_more_successes_raise_the_chance_and_more_failures_lower_it() -> None:
    base = [one for one in load_record() if one.date < datetime(1990, 1, 1, tzinfo=UTC)]

    def chance(outcomes: str) -> float:
        walk = Walk()
        for launch in [*base, *launches(outcomes)]:
            walk.step(launch)
        return walk.forecast(Entrant(START + timedelta(days=400), "L", "F", "B", "S")).p

    found = [chance(outcomes) for outcomes in ("--+", "-++", "+++", "++++++++++")]
    assert all(a < b for a, b in pairwise(found))


def test_credit_goes_to_the_voice_that_gave_the_outcome_more() -> None:
    """Until there is a past both weigh the same; later they differ, and always sum to one."""
    chances = list(walk_forward(load_record()[:400]))
    both = [chance.parts for _, chance in chances if len(chance.parts) == 2]
    assert both[0][0].weight == both[0][1].weight == 0.5
    assert any(abs(parts[0].weight - 0.5) > 0.01 for parts in both)
    assert all(sum(part.weight for part in parts) == pytest.approx(1.0) for parts in both)
    first = [chance for launch, chance in chances if len(chance.parts) == 2][:2]
    given = [p if chances[0][0].orbit else 1.0 - p for p in (part.p for part in first[0].parts)]
    expected = (START_CREDIT + given[0] / sum(given)) / (2.0 * START_CREDIT + 1.0)
    second_first_flight = next(
        parts
        for (launch, chance), parts in zip(chances[1:], (c.parts for _, c in chances[1:]), strict=True)
        if len(parts) == 2 and launch.line != chances[0][0].line
    )
    assert second_first_flight[0].weight == pytest.approx(expected, abs=0.02)


def test_the_interval_of_a_mixture_holds_its_voices() -> None:
    """The variance of the joined Beta is that of the mixture: spread within, and between the voices."""
    for _, chance in list(walk_forward(load_record()))[::301]:
        parts = chance.parts
        mean = sum(part.weight * part.p for part in parts)
        assert chance.p == pytest.approx(mean)
        variance = chance.p * (1.0 - chance.p) / (chance.weight + 1.0)
        between = sum(part.weight * (part.p - mean) ** 2 for part in parts)
        assert variance >= between - 1e-12


def test_a_walk_that_keeps_its_launches_forecasts_the_same() -> None:
    record = load_record()[:1500]
    plain, kept = Walk(), Walk(keep=True)
    for launch in record:
        assert plain.step(launch).p == kept.step(launch).p
    who = Entrant(record[-1].date, "R-7", "R-7", "OKB1", "RU")
    chance = kept.forecast(who)
    assert any(kept.members(part, rung) for part in chance.parts for rung in part.rungs)
    assert kept.flown("Thor Agena D") == plain.flown("Thor Agena D") != (0, 0)


def test_years_count_from_1957() -> None:
    assert years(datetime(1957, 1, 1, tzinfo=UTC)) == 0.0
    assert years(datetime(1997, 1, 1, tzinfo=UTC)) == pytest.approx(40.0, abs=0.01)
