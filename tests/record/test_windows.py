"""On which day of an announced window a launch comes."""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launchwatch.errors import InputError
from launchwatch.record import Announced, announced, before_opening, launch_days

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_is_what_the_script_makes_of_the_public_notices(data_dir: Path, root: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_windows", root / "scripts" / "make_windows.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    shipped = (files("launchwatch.record") / "data" / "windows.csv").read_text(encoding="utf-8")
    assert script.table(data_dir / "notices") == shipped


def test_the_table_is_of_sane_warnings() -> None:
    assert len(announced()) == 84
    for one in announced():
        assert one.days > 1 and (one.day is None or 0 <= one.day <= one.days), one
    korea = [one for one in announced() if one.state == "KP"]
    assert [one.day for one in korea] == [2, 2, 3, 1, 1, 1, 0, 1]


@given(
    days=st.integers(1, 60), state=st.sampled_from(["KP", "US", "F-ESA", "XX"]), year=st.integers(2000, 2030)
)
def test_chances_sum_to_one(days: int, state: str, year: int) -> None:
    found = launch_days(days, state, datetime(year, 1, 1, tzinfo=UTC))
    assert len(found.by_day) == days
    assert found.early + sum(found.by_day) + found.slip == pytest.approx(1.0)
    assert min(found.early, found.slip, *found.by_day) >= 0.0


def test_the_first_day_is_the_likeliest_and_a_longer_window_slips_less() -> None:
    found = launch_days(9, "KP", NOW)
    assert found.by_day[0] == max(found.by_day) and 0.4 < found.by_day[0] < 0.65
    assert 0.02 < found.slip < 0.2
    assert launch_days(3, "KP", NOW).slip > found.slip
    assert launch_days(9, "KP", NOW).by_day[:3] == launch_days(3, "KP", NOW).by_day


def test_only_windows_that_had_closed_by_then_count() -> None:
    before = launch_days(9, "KP", datetime(2023, 11, 21, tzinfo=UTC))
    after = launch_days(9, "KP", datetime(2023, 12, 15, tzinfo=UTC))
    assert (before.of_state, after.of_state) == (6, 7)
    assert after.early > 3.0 * before.early  # the launch of 21 November came before its window
    assert launch_days(9, "KP", datetime(2009, 1, 1, tzinfo=UTC)).of_all == 0


def test_the_rate_of_a_state_is_drawn_toward_that_of_all() -> None:
    past = [one for one in announced() if one.opens + timedelta(days=one.days) <= NOW.date()]

    def share(rows: list[Announced]) -> float:
        return sum(one.day == 1 for one in rows) / sum(one.day != 0 for one in rows)

    own, everyone = share([one for one in past if one.state == "US"]), share(past)
    assert own < launch_days(5, "US", NOW).by_day[0] < everyone
    assert launch_days(5, "XX", NOW).by_day[0] == pytest.approx(everyone, abs=0.02)


def test_a_launch_before_its_window_is_told_by_how_much() -> None:
    opens = datetime.fromisoformat("2023-11-22T00:00+09:00")
    window = (opens, opens + timedelta(days=9))
    came = datetime.fromisoformat("2023-11-21T13:42:28+00:00")
    assert before_opening([window], came) == timedelta(hours=1, minutes=17, seconds=32)
    assert before_opening([window], opens) is None
    assert before_opening([], came) is None


@pytest.mark.parametrize("days", [0, 401])
def test_refuses_a_window_that_is_none(days: int) -> None:
    with pytest.raises(InputError, match="a window has 1 to 400 days"):
        launch_days(days, "KP", NOW)
