"""Instants: reading, writing, refusing; time scales against Skyfield over all leap seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import erfa
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skyfield.api import load

from launchwatch.earth import format_utc, parse_day, parse_utc, utc
from launchwatch.earth.time import tai, tai_minus_utc, to_utc, tt, ut1
from launchwatch.errors import InputError

instants = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(
    lambda at: at.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023-11-21T12:00Z", utc(2023, 11, 21, 12)),
        ("2023-11-21 12:00:30 UTC", utc(2023, 11, 21, 12, 0, 30)),
        ("2023-11-21T22:42:28+09:00", utc(2023, 11, 21, 13, 42, 28)),
        ("2023-11-21T22:42:28+0900", utc(2023, 11, 21, 13, 42, 28)),
        ("2023-11-20T23:30-05", utc(2023, 11, 21, 4, 30)),
        ("2023-11-21T12:00:00.25Z", utc(2023, 11, 21, 12, 0, 0.25)),
        ("2023-12-31T23:59:59.9999999Z", utc(2024, 1, 1)),
    ],
)
def test_instants_as_people_write_them(text: str, meant: datetime) -> None:
    assert parse_utc(text) == meant
    assert parse_utc(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2023-11-21T12:00", "has no time zone"),
        ("2023-11-21", "is a date without a time and zone"),
        ("21 Nov 2023", "is not an instant"),
        ("", "is not an instant"),
        ("2023-02-30T12:00Z", "is not a date and time that exists"),
        ("2023-02-03T25:00Z", "is not a date and time that exists"),
        ("0001-01-01T00:00+09:00", "is not a date and time that exists"),
        ("2016-12-31T23:59:60Z", "lies in a leap second"),
        ("2023-11-21T12:00+25:00", "has an impossible time zone"),
        ("2023-11-21T12:00+09:75", "has an impossible time zone"),
    ],
)
def test_bad_instants_are_refused_in_one_sentence(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_utc(text, "case.toml line 3")
    message = str(caught.value)
    assert message.startswith(f"case.toml line 3: '{text}' {complaint}; ")
    assert "\n" not in message


def test_a_day_is_known_at_its_end() -> None:
    assert parse_day("2023-11-01") == utc(2023, 11, 1, 23, 59, 59)
    assert parse_day("2023-11-01", end=False) == utc(2023, 11, 1)


@pytest.mark.parametrize("text", ["2023-11-31", "2023-11-01T00:00Z", "1 Nov 2023"])
def test_bad_days_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"date|calendar"):
        parse_day(text)


@given(instants)
def test_what_is_written_is_read_back(instant: datetime) -> None:
    assert parse_utc(format_utc(instant, 6)) == instant
    assert abs(parse_utc(format_utc(instant)) - instant) <= timedelta(seconds=0.5)


def test_written_in_utc_and_rounded() -> None:
    seoul = timezone(timedelta(hours=9))
    assert format_utc(datetime(2023, 11, 21, 22, 42, 28, 600_000, seoul)) == "2023-11-21T13:42:29Z"
    assert format_utc(datetime(2023, 11, 21, 22, 42, 28, 640_000, seoul), 1) == "2023-11-21T13:42:28.6Z"


def test_an_instant_without_zone_has_no_meaning() -> None:
    with pytest.raises(InputError, match="no time zone"):
        to_utc(datetime(2023, 11, 21))


def test_against_skyfield_over_all_leap_seconds() -> None:
    scale = load.timescale(builtin=True)
    steps = [row for row in erfa.leap_seconds.get() if row["year"] >= 1972]
    assert len(steps) == 28
    for row in steps:
        midnight = utc(int(row["year"]), int(row["month"]), 1)
        for shift in (-86400.0, -1.0, -0.000001, 0.0, 0.25, 1.0, 43200.0):
            at = midnight + timedelta(seconds=shift)
            if row["year"] == 1972 and row["month"] == 1 and shift < 0.0:
                continue  # Skyfield has no UTC before 1972
            truth = scale.from_datetime(at)
            a, b = tt(at)
            assert abs((a - truth.whole) + (b - truth.tt_fraction)) * 86400.0 < 1e-6
            a, b = tai(at)
            assert abs((a - truth.whole) + (b - truth.tai_fraction)) * 86400.0 < 1e-6


def test_leap_seconds_as_published() -> None:
    """IERS Bulletin C: TAI - UTC; 1968 by the drifting formula of the time, 4.2131700 s + 0.002592 s/day."""
    published = {(1972, 1, 1): 10, (1980, 1, 1): 19, (1999, 1, 1): 32, (2016, 12, 31): 36, (2017, 1, 1): 37}
    for day, seconds in published.items():
        assert tai_minus_utc(utc(*day)) == seconds
    days_since_1966 = (utc(1969, 6, 1, 12) - utc(1966, 1, 1)) / timedelta(days=1)
    assert tai_minus_utc(utc(1969, 6, 1, 12)) == pytest.approx(4.31317 - 0.1 + days_since_1966 * 0.002592)


def test_beyond_the_table_the_difference_stays() -> None:
    assert tai_minus_utc(utc(2100, 5, 6)) == 37
    assert (
        tai_minus_utc(utc(1957, 10, 4))
        == tai_minus_utc(utc(1960, 1, 1))
        == pytest.approx(1.417818 - 366 * 0.001296)
    )


@given(st.lists(st.datetimes(datetime(1961, 1, 1), datetime(2090, 1, 1)), min_size=1, max_size=5))
def test_many_instants_are_as_one_by_one(instants: list[datetime]) -> None:
    many = tt(np.array(instants, dtype="datetime64[us]"))
    for n, at in enumerate(instants):
        one = tt(at.replace(tzinfo=UTC))
        assert (many[0][n], many[1][n]) == (one[0], one[1])


def test_ut1_is_utc_and_the_difference_given() -> None:
    day, part = ut1(utc(2023, 11, 21, 12), 0.0125)
    assert day == 2_460_269.5
    assert part == pytest.approx(0.5 + 0.0125 / 86400.0, abs=1e-15)
