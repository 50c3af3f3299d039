"""Instants, points and directions as people write them in a case."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.case.points import read_direction, read_point
from launchwatch.case.times import read_instant, read_offset, read_publication, read_time_of_day
from launchwatch.errors import InputError


def test_local_time_with_its_zone_becomes_utc() -> None:
    assert read_instant("2023-11-21T22:43+09:00") == datetime(2023, 11, 21, 13, 43, tzinfo=UTC)
    toml = datetime(2023, 11, 21, 22, 43, tzinfo=timezone(timedelta(hours=9)))
    assert read_instant(toml) == datetime(2023, 11, 21, 13, 43, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["2023-11-21T22:43", datetime(2023, 11, 21), date(2023, 11, 21), "2023-11-21", 5, "soon"]
)
def test_an_instant_without_a_zone_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        read_instant(value)


@pytest.mark.parametrize("value", ["2023-11-01", date(2023, 11, 1), " 2023-11-01 "])
def test_a_day_of_publication_counts_from_its_end_in_utc(value: object) -> None:
    assert read_publication(value) == datetime(2023, 11, 1, 23, 59, 59, tzinfo=UTC)


def test_an_instant_of_publication_counts_as_it_stands() -> None:
    assert read_publication("2023-11-21T02:40+09:00") == datetime(2023, 11, 20, 17, 40, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2023-02-30", "May 2023", True, None])
def test_a_day_that_does_not_exist_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        read_publication(value)


def test_hours_of_a_day_are_turned_to_utc_over_midnight() -> None:
    assert read_time_of_day("07:00+09:00") == time(22, 0)
    assert read_time_of_day("07:00+08:30") == time(22, 30)
    assert read_time_of_day("22:30:15Z") == time(22, 30, 15)


@pytest.mark.parametrize("value", ["07:00", "7 o'clock", "25:00Z", "07:00+15:00", 7])
def test_hours_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(InputError):
        read_time_of_day(value)


def test_offsets_have_a_sign_and_half_hours() -> None:
    assert read_offset("+08:30") == timedelta(hours=8, minutes=30)
    assert read_offset("-03:00") == timedelta(hours=-3)
    for wrong in ("9", "+09:75", "+15:00", 9):
        with pytest.raises(InputError):
            read_offset(wrong)


def test_corners_of_a_notice_are_read_in_degrees_minutes_seconds() -> None:
    lat, lon = read_point("35-12-25N 124-52-23E")
    assert lat == pytest.approx(35.206944, abs=1e-6) and lon == pytest.approx(124.873056, abs=1e-6)
    assert read_point("36-04N 124-30E") == pytest.approx((36.066667, 124.5), abs=1e-6)
    assert read_point("10.5S, 20W") == (-10.5, -20.0)
    assert read_point([0, 190.0]) == (0.0, -170.0)


@pytest.mark.parametrize(
    "value",
    [
        [95.0, 10.0],
        [10.0, 400.0],
        "36-60N 124-30E",
        "36-04 124-30",
        "36,04N 124E",
        [1.0],
        [True, 2.0],
        [float("nan"), 1.0],
        7,
    ],
)
def test_points_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(InputError):
        read_point(value)


@settings(derandomize=True, max_examples=200)
@given(
    st.integers(0, 89),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from("NS"),
    st.integers(0, 179),
    st.sampled_from("EW"),
)
def test_a_written_point_is_read_back(d: int, m: int, s: int, ns: str, d2: int, ew: str) -> None:
    lat, lon = read_point(f"{d}-{m:02d}-{s:02d}{ns} {d2}-{m:02d}-{s:02d}{ew}")
    part = m / 60 + s / 3600
    assert abs(lat) == pytest.approx(d + part, abs=1e-9) and abs(lon) == pytest.approx(d2 + part, abs=1e-9)
    assert (lat <= 0) == (ns == "S" or lat == 0) and (lon <= 0) == (ew == "W" or lon == 0)


def test_directions_have_the_half_width_of_their_rose() -> None:
    assert read_direction("west") == (270.0, 11.0)
    assert read_direction("South West") == (225.0, 11.0)
    assert read_direction("south-southwest") == (202.5, 6.5)
    assert read_direction("azimuth 195 deg") == (195.0, 2.0)
    assert read_direction("azimuth 195 ± 3 deg") == (195.0, 3.0)


def test_a_misspelt_direction_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'west'"):
        read_direction("wets")
    with pytest.raises(InputError, match="not a direction"):
        read_direction("azimuth 400 deg")
