"""Lift-off on the clock: reports joined by precision, open windows, hours of each day, drawn instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_cases import LIFTOFF, WINDOW, item, view_of

from launchwatch.evidence import Clock, make_clock

NOON = datetime(2000, 2, 1, 12, tzinfo=UTC)


def report(second: float, spread: float, **more: object) -> str:
    when = (NOON + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")
    return item("observation", kind="liftoff", piece="vehicle", time=when, time_spread=f"{spread} s", **more)


def window(begin: str, end: str, first: str | None = None, last: str | None = None, **more: object) -> str:
    hours = {} if first is None else {"daily_begin": first, "daily_end": last}
    return item("window", published="2000-01-05", begin=begin, end=end, **hours, **more)


def test_one_report_is_taken_as_it_stands() -> None:
    clock = make_clock(view_of(LIFTOFF))
    assert clock.liftoff == NOON and clock.sigma_s == pytest.approx(1.0) and clock.spans == ()
    assert clock.seconds(NOON + timedelta(minutes=2)) == 120.0


def test_reports_are_joined_by_their_precision() -> None:
    clock = make_clock(view_of(report(0, 10), report(10, 10), report(4, 20)))
    # weights 1, 1, 1/4: mean 11 / 2.25; they agree, so the spread is 10 / sqrt(2.25)
    assert clock.liftoff is not None
    assert clock.seconds(NOON) == pytest.approx(-11.0 / 2.25, abs=1e-5)
    assert clock.sigma_s == pytest.approx(10.0 / 1.5)


def test_reports_that_disagree_widen_the_answer() -> None:
    clock = make_clock(view_of(report(0, 2), report(60, 2)))
    assert clock.seconds(NOON) == pytest.approx(-30.0)
    # Birge: sqrt(chi2 / (n - 1)) = sqrt(450), times 2 / sqrt(2)
    assert clock.sigma_s == pytest.approx(2.0 / 2**0.5 * 450.0**0.5)


def test_a_report_that_is_not_believed_is_left_out() -> None:
    clock = make_clock(view_of(report(0, 5), report(600, 5, weigh=False, why="ten minutes late")))
    assert clock.liftoff == NOON and clock.sigma_s == pytest.approx(5.0)


@settings(max_examples=50)
@given(
    seconds=st.lists(st.integers(0, 600), min_size=1, max_size=6),
    spreads=st.lists(st.integers(1, 60), min_size=6, max_size=6),
)
def test_the_joined_instant_lies_among_the_reports(seconds: list[int], spreads: list[int]) -> None:
    clock = make_clock(view_of(*(report(s, w) for s, w in zip(seconds, spreads, strict=False))))
    assert clock.liftoff is not None
    at = -clock.seconds(NOON)
    assert min(seconds) - 1e-3 <= at <= max(seconds) + 1e-3
    assert clock.sigma_s <= max(1.0, max(spreads)) * 600.0


def test_before_anything_is_known_there_is_no_clock() -> None:
    clock = make_clock(view_of())
    assert clock == Clock(None, 0.0, ()) and clock.draw(5, 1) is None


def test_an_announced_window_is_open_from_now_to_its_end() -> None:
    clock = make_clock(view_of(WINDOW, as_of="2000-01-20T00:00Z"))
    assert clock.spans == ((datetime(2000, 2, 1, tzinfo=UTC), datetime(2000, 2, 3, tzinfo=UTC)),)
    later = make_clock(view_of(WINDOW, as_of="2000-02-02T06:00Z"))
    assert later.spans[0][0] == datetime(2000, 2, 2, 6, tzinfo=UTC)
    assert make_clock(view_of(WINDOW, as_of="2000-02-04T00:00Z")).spans == ()


def test_a_later_window_replaces_an_earlier_one_and_those_of_one_notice_stand_together() -> None:
    again = WINDOW.replace("2000-01-02", "2000-01-09").replace("02-01T", "02-05T").replace("02-03T", "02-06T")
    assert make_clock(view_of(WINDOW, again, as_of="2000-01-20T00:00Z")).spans == (
        (datetime(2000, 2, 5, tzinfo=UTC), datetime(2000, 2, 6, tzinfo=UTC)),
    )
    two = (window("2000-02-01T00:00Z", "2000-02-01T06:00Z"), window("2000-02-05T00:00Z", "2000-02-05T06:00Z"))
    spans = make_clock(view_of(*two, as_of="2000-01-20T00:00Z")).spans
    assert [b.day for b, _ in spans] == [1, 5]


def test_the_window_of_an_earlier_attempt_is_not_this_ones() -> None:
    assert make_clock(view_of(WINDOW + 'attempt = "earlier"\n', as_of="2000-01-20T00:00Z")).spans == ()


def test_daily_hours_cut_a_window_into_days() -> None:
    view = view_of(
        window("2000-02-01T00:00Z", "2000-02-03T00:00Z", "07:00+09:00", "12:00+09:00"),
        as_of="2000-01-20T00:00Z",
    )
    spans = make_clock(view).spans
    # 07:00 to 12:00 in Korea is 22:00 to 03:00 UTC, over midnight
    days = [(b.strftime("%d %H"), e.strftime("%d %H")) for b, e in spans]
    assert days == [("01 00", "01 03"), ("01 22", "02 03"), ("02 22", "03 00")]


@settings(max_examples=60)
@given(
    first=st.integers(0, 23),
    hours=st.integers(1, 23),
    days=st.integers(1, 9),
    seed=st.integers(0, 1000),
    now=st.integers(0, 200),
)
def test_drawn_instants_lie_in_open_spans_of_the_right_hours(
    first: int, hours: int, days: int, seed: int, now: int
) -> None:
    end = datetime(2000, 2, 1, tzinfo=UTC) + timedelta(days=days)
    last = (first + hours) % 24
    view = view_of(
        window("2000-02-01T00:00Z", end.strftime("%Y-%m-%dT00:00Z"), f"{first:02}:00Z", f"{last:02}:00Z"),
        as_of=(datetime(2000, 2, 1, tzinfo=UTC) + timedelta(hours=now)).strftime("%Y-%m-%dT%H:%MZ"),
    )
    clock = make_clock(view)
    assert all(b < e for b, e in clock.spans)
    assert all(a[1] <= b[0] for a, b in zip(clock.spans, clock.spans[1:], strict=False))
    drawn = clock.draw(200, seed)
    if drawn is None:
        assert clock.spans == ()
        return
    origin, seconds = drawn
    for s in seconds:
        t = origin + timedelta(seconds=float(s))
        assert view.as_of <= t <= end
        into = (t - t.replace(hour=first, minute=0, second=0, microsecond=0)).total_seconds() % 86400.0
        assert into <= hours * 3600.0


def test_drawn_instants_fill_spans_by_their_length() -> None:
    two = (window("2000-02-01T00:00Z", "2000-02-01T06:00Z"), window("2000-02-05T00:00Z", "2000-02-05T02:00Z"))
    clock = make_clock(view_of(*two, as_of="2000-01-20T00:00Z"))
    drawn = clock.draw(8000, 3)
    assert drawn is not None
    _, seconds = drawn
    assert (seconds < 6 * 3600).mean() == pytest.approx(0.75, abs=0.02)
    assert np.array_equal(seconds, clock.draw(8000, 3)[1])  # type: ignore[index]


def test_a_reported_lift_off_is_drawn_with_its_spread() -> None:
    drawn = Clock(NOON, 20.0, ()).draw(20_000, 1)
    assert drawn is not None and drawn[0] == NOON
    assert drawn[1].std() == pytest.approx(20.0, rel=0.03) and abs(drawn[1].mean()) < 0.5
