"""Windows told in prose: letters to the IMO, coast-guard notices, announcements in Japanese and Korean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from launchwatch.notice import read_notices
from launchwatch.notice.coordinates import plain
from launchwatch.notice.dates import Calendar
from launchwatch.notice.prose import read_prose
from launchwatch.notice.zones import local_offset, offset_of

CAPE = (28.5, -80.5)


def read(text: str, issued: datetime = datetime(2023, 5, 20, tzinfo=UTC)) -> tuple[list[str], list[str]]:
    calendar = Calendar(issued)
    windows, _ = read_prose(plain(text), calendar, CAPE)
    return [f"{a:%y%m%d %H%M}/{b:%y%m%d %H%M}" for a, b in windows], calendar.problems


def each(first: str, last: str, count: int, day: int) -> list[str]:
    """The same hours of days on end, as yymm + day."""
    return [f"{first.format(day + k)}/{last.format(day + k)}" for k in range(count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 4 to 8 April 2009, 02:00-07:00 (UTC) daily", each("0904{:02} 0200", "0904{:02} 0700", 5, 4)),
        ("02.00-07.00 (UTC) every day, 4 to 8 April 2009", each("0904{:02} 0200", "0904{:02} 0700", 5, 4)),
        ("between 02:00 and 07:00 UTC on 4, 5 and 6 April 2009",
         each("0904{:02} 0200", "0904{:02} 0700", 3, 4)),
        ("04:00 to 05:00 UTC on June 5, 6 and 7", each("2306{:02} 0400", "2306{:02} 0500", 3, 5)),
        ("from 00:00 on 31 May to 00:00 on 11 June (Japan time)", ["230530 1500/230610 1500"]),
        ("period: 31 May 00:00 - 11 Jun 00:00 KST", ["230530 1500/230610 1500"]),
        ("from May 31, 0:00 to June 11, 0:00 JST", ["230530 1500/230610 1500"]),
        ("5月31日0時から6月11日0時までの間 日本時間", ["230530 1500/230610 1500"]),
        ("日本時間 5月24日0時から31日0時までの間", ["230523 1500/230530 1500"]),
        ("5월 31일 오전 0시부터 6월 11일 오후 1시 30분까지 한국시간", ["230530 1500/230611 0430"]),
        ("2023-05-31 from 07:00 to 12:00 UTC", ["230531 0700/230531 1200"]),
        ("the 10th and 12th of December, 07:00 to 12:00 KST",
         ["231209 2200/231210 0300", "231211 2200/231212 0300"]),
        ("between the 10th and 12th of December, 07:00 to 12:00 KST",
         ["231209 2200/231210 0300", "231210 2200/231211 0300", "231211 2200/231212 0300"]),
        ("from 7:30 p.m. until 9:45 p.m. EDT each day from July 4, 2024 through July 5, 2024",
         ["240704 2330/240705 0145", "240705 2330/240706 0145"]),
        ("from 6 a.m. to 10 a.m. and from 2 p.m. to 4 p.m. UTC on 3 May 2024",
         ["240503 0600/240503 1000", "240503 1400/240503 1600"]),
        ("on November 22 from midnight to noon JST", ["231121 1500/231122 0300"]),
        ("from 0700 hours to 1200 hours UTC+9 during 12 to 13 April 2012",
         ["120411 2200/120412 0300", "120412 2200/120413 0300"]),
        ("daily from 22:00 to 03:00 UTC, 3 and 4 June 2023",
         ["230603 2200/230604 0300", "230604 2200/230605 0300"]),
        ("between April 4-6 and between 11:00 a.m.-4.p.m. (KST)",
         each("2304{:02} 0200", "2304{:02} 0700", 3, 4)),
        ("between 4th and 6th April between the hours of 0200 and 0700 (UTC)",
         each("2304{:02} 0200", "2304{:02} 0700", 3, 4)),
        ("from 3 PM on May 30 to 3 PM on June 10, UTC", ["230530 1500/230610 1500"]),
        ("from June 5 through June 6, between the hours of 10 a.m. and 6:30 p.m. Alaska time each day",
         ["230605 1800/230606 0230", "230606 1800/230607 0230"]),
        ("9 a.m. to 10 a.m. Eastern Standard Time on 3 July", ["230703 1400/230703 1500"]),
        ("12:00 UTC on 1 June to 14:00 UTC 3 June", ["230601 1200/230603 1400"]),
    ],
)  # fmt: skip
def test_prose(text: str, expected: list[str]) -> None:
    assert read(text) == (expected, [])


def test_local_time_is_that_of_the_coast_and_told() -> None:
    summer, told = read("between 7:00 a.m. and 11:00 a.m. on June 5, 2024, alternate June 6 and 7, 2024")
    assert summer == each("2406{:02} 1100", "2406{:02} 1500", 3, 5)
    assert told == ["the hours are local without a zone; taken as the civil time of that coast"]
    winter, _ = read("BETWEEN 7:00 A.M. AND 11:00 A.M., JANUARY 12, 2024 THROUGH JANUARY 13, 2024.")
    assert winter == each("2401{:02} 1200", "2401{:02} 1600", 2, 12)


def test_no_zone_is_told() -> None:
    assert read("from 4 to 5 April 2009, 02:00 to 07:00")[1] == ["the hours name no zone; taken as UTC"]
    windows, told = read("2023年11月22日午前0時から12月1日午前0時まで")
    assert windows == ["231121 1500/231130 1500"]
    assert "Japanese or Korean" in told[0]


def test_a_window_the_wrong_way_round_is_told() -> None:
    windows, told = read("from 07:00 UTC on 3 June to 06:00 on 2 June 2023")
    assert windows == []
    assert "ends before it begins" in told[0]


def test_what_names_no_hour_is_not_prose() -> None:
    assert read("dated 19 March 2009, the launch of a satellite") == ([], [])
    assert read("30 June 2023 and no hour; call 12:00")[0] == []


def test_a_date_that_is_none_gives_no_window() -> None:
    windows, told = read("from 07:00 to 09:00 UTC on 31 June 2023")
    assert windows == []
    assert any("no day 31" in p for p in told)


def test_a_letter_gives_areas_and_windows() -> None:
    text = (
        "I have the honour to inform you of the launch of a satellite between 4 and 8 April 2009,\n"
        "from 11:00 to 16:00 Pyongyang time. The first danger area: 40-41-44N 135-34-45E, "
        "40-27-22N 138-30-40E, 40-16-34N 138-30-22E, 40-30-52N 135-34-26E."
    )
    (notice,) = read_notices(text, issued=datetime(2009, 3, 12, tzinfo=UTC))
    assert [f"{a:%d %H%M}" for a, _ in notice.windows] == [f"{d:02} 0200" for d in range(4, 9)]
    assert notice.areas[0].windows == notice.windows
    assert len(notice.areas[0].vertices) == 4
    assert notice.problems == []


def test_zones() -> None:
    at = datetime(2016, 2, 7, tzinfo=UTC)
    assert offset_of("PYONGYANG TIME", at) == timedelta(hours=8.5)
    assert offset_of("PYONGYANG TIME", at.replace(year=2012)) == timedelta(hours=9)
    assert offset_of("UTC-3:30", at) == timedelta(hours=-3.5)
    assert offset_of("INDIAN STANDARD TIME", at) == timedelta(hours=5.5)


@pytest.mark.parametrize(
    ("place", "day", "hours"),
    [
        (CAPE, (2024, 3, 9), -5), (CAPE, (2024, 3, 10), -4), (CAPE, (2024, 11, 2), -4),
        (CAPE, (2024, 11, 3), -5), ((26.0, -97.0), (2024, 7, 1), -5), ((34.6, -120.6), (2024, 1, 1), -8),
        ((57.4, -152.3), (2024, 7, 1), -8),
        ((39.6, 124.7), (2024, 7, 1), 8), ((-39.3, 177.9), (2024, 1, 1), 12),
    ],
)  # fmt: skip
def test_local_time(place: tuple[float, float], day: tuple[int, int, int], hours: int) -> None:
    assert local_offset(place, datetime(*day, tzinfo=UTC))[0] == timedelta(hours=hours)
