"""The ladder, the standings and the plain rules against a second, slow telling of them in plain sums."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from launchwatch.record import Launch, backtest, forecast, load_record, mark, ranking, tenths
from launchwatch.record.ladder import bucket, experienced, so_far
from launchwatch.record.model import Walk, walk_forward, years
from launchwatch.record.reference import Rule417, laplace, limits, reference_class

START = datetime(1970, 1, 1, tzinfo=UTC)


def made(n: int, seed: int, lines: int = 7) -> tuple[Launch, ...]:
    """A record of a few lines by fewer builders and states, a launch every few weeks."""
    roll = random.Random(seed)
    found = []
    for k in range(n):
        line = roll.randrange(lines)
        found.append(
            Launch(
                f"{1970 + k // 40}-{k:03d}",
                START + timedelta(days=20.0 * k + roll.random()),
                f"line {line}",
                f"family {line // 2}",
                f"builder {line // 3}",
                f"state {line // 4}",
                "X",
                orbit := roll.random() < 0.3 + 0.1 * line,
                orbit,
                f"line {line}",
            )
        )
    return tuple(found)


class PlainLadder:
    """The docstring of `ladder.py` read again: every count summed anew from the list of its launches."""

    def __init__(self) -> None:
        self.rows: list[tuple[object, float, float, float]] = []  # key, when, worth, hit
        self.past: list[Launch] = []

    def _sum(self, key: object, t: float, half_life: float) -> tuple[float, float]:
        rows = [(at, seen, hit) for one, at, seen, hit in self.rows if one == key]
        return (
            math.fsum(seen * 2.0 ** (-(t - at) / half_life) for at, seen, _ in rows),
            math.fsum(hit * 2.0 ** (-(t - at) / half_life) for at, _, hit in rows),
        )

    def step(self, who: Launch) -> float:
        t = (who.date - datetime(1957, 1, 1, tzinfo=UTC)) / timedelta(days=365.25)
        own = [one for one in self.past if one.line == who.line]
        n, k = len(own), sum(one.orbit for one in own)
        of_state = sum(one.orbit for one in self.past if one.state == who.state)
        of_builder = sum(one.orbit for one in self.past if one.builder == who.builder)
        told = "new state" if of_state < 3 else f"builder {experienced(of_builder)}"
        learned: list[tuple[object, float, float, float]] = []
        p = 0.5
        shares = (("all", 2.0), (("n", bucket(n)), 20.0), (("nk", bucket(n), so_far(n, k)), 10.0))
        for key, prior in shares:
            seen, hit = self._sum(key, t, 15.0)
            p = (hit + prior * p) / (seen + prior)
            learned.append((key, t, 1.0, float(who.orbit)))
        ratios = ((("x", min(bucket(n), 5), told), 2.0), (("s", who.state), 8.0))
        ratios += ((("b", who.builder), 8.0), (("f", who.family), 8.0))  # type: ignore[assignment]
        for key, prior in ratios:
            seen, hit = self._sum(key, t, 15.0)
            learned.append((key, t, 1.0 - p, 1.0 - float(who.orbit)))
            p = 1.0 - min((1.0 - p) * (hit + prior) / (seen + prior), 0.9)
        known, _ = self._sum("all", t, 15.0)
        prior = min(20.0, known + 2.0)
        seen, hit = self._sum(("line", who.line), t, 5.0)
        p = (hit + prior * p) / (seen + prior)
        self.rows += [*learned, (("line", who.line), t, 1.0, float(who.orbit))]
        self.past.append(who)
        return p


def ladder_of(launches: Sequence[Launch]) -> list[float | None]:
    """What the model's ladder says of each launch; None in the class where it is not asked."""
    found = []
    for _, chance in walk_forward(launches):
        said = [part.p for part in chance.parts if part.name == "ladder"]
        found.append(said[0] if said else None)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_ladder_is_its_docstring_on_a_made_record(seed: int) -> None:
    record, plain = made(160, seed), PlainLadder()
    for launch, ours in zip(record, ladder_of(record), strict=True):
        theirs = plain.step(launch)
        assert ours is None or ours == pytest.approx(theirs, rel=1e-11), launch.tag


def test_the_ladder_is_its_docstring_on_the_first_years_of_the_record() -> None:
    record, plain = load_record()[:220], PlainLadder()
    asked = 0
    for launch, ours in zip(record, ladder_of(record), strict=True):
        theirs = plain.step(launch)
        if ours is not None:
            asked += 1
            assert ours == pytest.approx(theirs, rel=1e-11), launch.tag
    assert asked > 150


@settings(max_examples=15, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6), cut=st.integers(1, 79))
def test_a_permuted_and_inverted_future_changes_no_forecast_before_it(seed: int, cut: int) -> None:
    record = made(80, seed)
    later = list(record[cut:])
    random.Random(seed).shuffle(later)
    other = record[:cut] + tuple(
        one._replace(orbit=not one.orbit, tag=old.tag, date=old.date)
        for one, old in zip(later, record[cut:], strict=True)
    )
    ours = [chance.p for _, chance in walk_forward(record)]
    theirs = [chance.p for _, chance in walk_forward(other)]
    assert ours[:cut] == theirs[:cut]


@settings(max_examples=15, derandomize=True, deadline=None)
@given(seed=st.integers(0, 10**6), cut=st.integers(1, 79))
def test_a_single_forecast_sees_nothing_of_the_future(seed: int, cut: int) -> None:
    record = made(80, seed)
    one = record[cut]
    whole = forecast(one.line, 1, one.date, record)
    alone = forecast(one.line, 1, one.date, record[:cut])
    assert (whole.p, whole.lo, whole.hi, whole.by_phase) == (alone.p, alone.lo, alone.hi, alone.by_phase)
    assert whole.reference_class == alone.reference_class
    assert all(member.date < one.date for member in whole.reference_class.members)


@pytest.mark.parametrize("seed", [4, 5])
def test_names_are_names_only(seed: int) -> None:
    """Lines, builders and states renamed throughout: the same chances."""
    record = made(120, seed)
    other = [
        one._replace(
            line=one.line[::-1], family=one.family + "'", builder="B" + one.builder, state="S" + one.state
        )
        for one in record
    ]
    assert [c.p for _, c in walk_forward(record)] == [c.p for _, c in walk_forward(other)]


def test_with_no_launch_known_the_chance_is_even() -> None:
    (launch,) = made(1, 1)
    chance = Walk().forecast(launch)
    assert chance.p == pytest.approx(0.5, abs=0.1)
    assert math.fsum(part.weight for part in chance.parts) == pytest.approx(1.0)


def test_every_chance_is_a_chance_and_a_mean_of_its_voices() -> None:
    for launch, chance in walk_forward(made(300, 6)):
        assert 0.0 < chance.p < 1.0 and chance.weight > 0.0, launch.tag
        assert chance.p == pytest.approx(math.fsum(part.weight * part.p for part in chance.parts))


def test_the_interval_is_that_of_the_beta_distribution() -> None:
    record = made(200, 7)
    for launch in record[50::30]:
        found = forecast(launch.line, 1, launch.date, record)
        beta = stats.beta(found.p * found.weight, (1.0 - found.p) * found.weight)
        assert (found.lo, found.hi) == pytest.approx(tuple(beta.interval(0.95)), rel=1e-9)
        assert found.lo < found.p < found.hi


def test_marks_are_the_sums_they_are_defined_by() -> None:
    roll = random.Random(8)
    pairs = [(p := roll.random(), roll.random() < p) for _ in range(500)]
    found = mark(pairs)
    assert found.brier == pytest.approx(sum((p - o) ** 2 for p, o in pairs) / 500)
    assert found.log_loss == pytest.approx(-sum(math.log(p if o else 1 - p) for p, o in pairs) / 500)
    off = 0.0
    for k in range(10):
        ones = [(p, o) for p, o in pairs if k / 10 <= p < (k + 1) / 10]
        off += abs(sum(p for p, _ in ones) - sum(o for _, o in ones))
    assert found.ece == pytest.approx(off / 500)
    assert sum(row.n for row in tenths(pairs)) == 500


def test_ranking_is_the_statistic_of_mann_and_whitney() -> None:
    roll = random.Random(9)
    pairs = [(round(roll.random(), 1), roll.random() < 0.4) for _ in range(120)]
    up, down = [p for p, o in pairs if o], [p for p, o in pairs if not o]
    truth = stats.mannwhitneyu(up, down).statistic / (len(up) * len(down))
    assert ranking(pairs) == pytest.approx(truth)
    assert ranking([(0.5, True)]) is None and ranking([(0.5, False)]) is None and ranking([]) is None


@pytest.mark.parametrize("edge", range(11))
def test_a_forecast_on_the_edge_of_a_tenth_is_in_one_tenth_that_holds_it(edge: int) -> None:
    (row,) = tenths([(edge / 10, True)])
    assert row.lo <= edge / 10 <= row.hi and row.n == 1 and row.reached == 1


def test_the_plain_rules_by_hand() -> None:
    assert (laplace(0, 0), laplace(1, 1), laplace(4, 0)) == (0.5, 2 / 3, 1 / 6)
    assert limits(0, 1) == pytest.approx((0.0, 0.8))  # 1 - 0.2
    assert limits(1, 1) == pytest.approx((0.2, 1.0))
    assert limits(0, 2) == pytest.approx((0.0, 1.0 - math.sqrt(0.2)))


def test_the_reference_rule_by_hand() -> None:
    rule, (first, *_) = Rule417(), made(1, 1)
    assert rule.chance("a", "b") == 0.5  # nothing flown yet
    rule.learn(first._replace(line="a", builder="b", orbit=True))
    assert rule.chance("c", "d") == pytest.approx(1.0 - 0.8)  # one new builder's first flight, in orbit
    assert rule.chance("c", "b") == 0.5  # no line yet of a builder that had flown
    rule.learn(first._replace(line="a", builder="b", orbit=False))
    low, high = stats.binomtest(1, 2).proportion_ci(0.6, method="exact")
    assert rule.chance("a", "b") == pytest.approx(1.0 - 0.5 * (low + high))


def test_the_class_of_a_young_line_by_hand() -> None:
    told = [("a", 1), ("b", 0), ("a", 0), ("c", 1), ("b", 1), ("c", 1), ("a", 1)]
    (first,) = made(1, 1)
    past = [
        first._replace(tag=str(k), line=line, orbit=bool(orbit), date=START + timedelta(days=k))
        for k, (line, orbit) in enumerate(told)
    ]
    assert [m.tag for m in reference_class(past, "new").members] == ["0", "1", "3"]
    after_one = reference_class([*past, past[0]._replace(line="d", orbit=True)], "d")
    assert [m.tag for m in after_one.members] == ["2", "5"] and after_one.reached == 1
    assert after_one.description == "second flight of a line after one success"


def test_years_are_julian() -> None:
    assert years(datetime(1961, 1, 1, tzinfo=UTC)) == 4.0


def test_a_backtest_scores_each_launch_since_1965_once_and_in_order() -> None:
    record = made(100, 3)
    found, scored = backtest(record)
    assert [one.launch for one in scored] == list(record) and found["all"].n == 100
    assert [one.p for one in scored] == [chance.p for _, chance in walk_forward(record)]
    for k, one in enumerate(scored):
        own = [past.orbit for past in record[:k] if past.line == one.launch.line]
        assert (one.standing.flown, one.standing.reached) == (len(own), sum(own))
        assert one.laplace == laplace(len(own), sum(own))
